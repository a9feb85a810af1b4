package coach

import (
	"fmt"
	"strings"
	"testing"
)

func TestWhyTheyBoughtIsGroupedByIndustry(t *testing.T) {
	var told []Told
	for i, industry := range []string{"Food", "", "steel", "FOOD ", "Steel", "food", "", "Hotels"} {
		kind := RealReason
		if i == 4 || i == 7 {
			kind = Result
		}
		told = append(told, Told{Industry: industry, Fact: Fact{Kind: kind, Text: fmt.Sprint(i)}})
	}
	var got strings.Builder
	for _, s := range segments(told) {
		fmt.Fprintf(&got, "%s:", s.Industry)
		for _, a := range s.Answers {
			got.WriteString(" " + a.Fact.Text)
		}
		for _, r := range s.Results {
			got.WriteString(" result " + r.Fact.Text)
		}
		got.WriteString("\n")
	}
	const want = "Food: 0 3 5\nsteel: 2 result 4\nHotels: result 7\n: 1 6\n"
	if got.String() != want {
		t.Errorf("got\n%s, want\n%s", got.String(), want)
	}
}
