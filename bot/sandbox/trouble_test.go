package sandbox

import (
	"reflect"
	"strings"
	"testing"
)

func TestEveryTroubleBeginsAndAllEnd(t *testing.T) {
	w, _ := wired(t, Options{})
	for _, trouble := range Troubles {
		if err := w.Faults().Begin(trouble.Name); err != nil || trouble.Means == "" {
			t.Errorf("%s: %v, %q", trouble.Name, err, trouble.Means)
		}
	}
	w.Faults().Calm()
	if !reflect.DeepEqual(w.faults, newFaults()) {
		t.Errorf("after all was calm: %+v", w.faults)
	}
	if err := w.Faults().Begin("earthquake"); err == nil || !strings.Contains(err.Error(), "half-open") {
		t.Errorf("an unknown trouble: %v", err)
	}
}
