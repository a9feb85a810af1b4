package coach

import (
	"fmt"
	"strings"
	"testing"
)

// The catalogue is complete: the ids of each family have no gap.
func TestTheCatalogueHasEveryTechniqueOnce(t *testing.T) {
	count := map[string]int{}
	for _, tech := range Techniques() {
		family, n, _ := strings.Cut(tech.ID, "-")
		count[family]++
		if want := fmt.Sprintf("%02d", count[family]); n != want {
			t.Errorf("%s stands where %s-%s should", tech.ID, family, want)
		}
		if tech.Name == "" || !strings.HasSuffix(strings.TrimRight(tech.What, "?"), ".") && !strings.HasSuffix(tech.What, "?") {
			t.Errorf("%s has no name or no sentence", tech.ID)
		}
	}
	for family, n := range map[string]int{"SE": 12, "DL": 40, "AP": 17, "RC": 19, "FU": 15} {
		if count[family] != n {
			t.Errorf("%d techniques of %s, not %d", count[family], family, n)
		}
	}
}
