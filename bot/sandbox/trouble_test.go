package sandbox

import (
	"net/http"
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

// What lasts is on until it ends: by itself, where it is for a number of times, or by
// All well again.
func TestTheTroublesThatLastAreOn(t *testing.T) {
	w, _ := wired(t, Options{})
	on := func() (names []string) {
		for _, trouble := range w.Faults().On() {
			names = append(names, trouble.Name)
		}
		return names
	}
	for _, trouble := range Troubles {
		w.Faults().Begin(trouble)
		lasts := trouble.Name != "refresh" && trouble.Name != "drop"
		if got := on(); lasts != (len(got) == 1 && got[0] == trouble.Name) || len(got) > 1 {
			t.Errorf("while there is %s: %v", trouble.Name, got)
		}
		w.Faults().Reset()
		if got := on(); len(got) > 0 {
			t.Errorf("after %s: %v", trouble.Name, got)
		}
	}
}

func TestATroubleThatIsOverIsAnnounced(t *testing.T) {
	w, _ := wired(t, Options{})
	w.Faults().RefuseUpgrades(1, http.StatusServiceUnavailable)
	events, cancel := w.Subscribe()
	defer cancel()
	if status := w.upgradeRefused(); status != http.StatusServiceUnavailable {
		t.Fatalf("status %d", status)
	}
	select {
	case ev := <-events:
		if ev.Kind != FaultsChanged || len(w.Faults().On()) > 0 {
			t.Errorf("%+v, and %v is on", ev, w.Faults().On())
		}
	default:
		t.Error("nobody was told")
	}
}
