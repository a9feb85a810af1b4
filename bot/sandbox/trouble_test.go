package sandbox

import (
	"reflect"
	"strings"
	"testing"
)

func TestEveryTroubleBeginsAndAllEnd(t *testing.T) {
	w, _ := wired(t, Options{})
	for _, trouble := range Troubles {
		named, err := TroubleNamed(trouble.Name)
		if err != nil || named.Means == "" {
			t.Fatalf("%s: %v, %q", trouble.Name, err, named.Means)
		}
		w.Faults().Begin(named)
	}
	w.Faults().Reset()
	if !reflect.DeepEqual(w.faults, newFaults()) {
		t.Errorf("after all had ended: %+v", w.faults)
	}
	if _, err := TroubleNamed("earthquake"); err == nil || !strings.Contains(err.Error(), "half-open") {
		t.Errorf("an unknown trouble: %v", err)
	}
}
