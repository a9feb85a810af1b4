package dbtest

import (
	"time"

	"salescoach/coach"
)

var changeTests = map[string]func(world){
	"a remembered input is known, and no other":     changeRoundTrip,
	"an input is remembered once":                   changeTwice,
	"old inputs are forgotten, young ones are kept": changesForgotten,
	"a setting is stored, replaced and removed":     settings,
}

func changeRoundTrip(w world) {
	c := coach.Change{Key: "T1/v/1.2", Actor: "U1", Verb: "touch.log", Ref: "t1", At: noon}
	w.did(func(tx coach.Tx) error { return tx.Remember(c) })
	w.saw(func(r coach.Reader) error {
		got, err := r.Change(c.Key)
		w.same(got, c)
		_, missing := r.Change("t1/V/1.2")
		w.kind(missing, coach.NotFound)
		return err
	})
}

func changeTwice(w world) {
	_, d := w.hasDeal()
	log := func(touch string) error {
		return w.tried(func(tx coach.Tx) error {
			return firstError(tx.InsertTouch(aTouch(touch, d.ID, noon)), tx.Remember(coach.Change{Key: "k", Ref: touch, At: noon}))
		})
	}
	w.kind(log("t1"), "")
	w.kind(log("t2"), coach.Conflict)
	w.saw(func(r coach.Reader) error {
		touches, err := r.Touches(d.ID, 0)
		w.same(ids(touches, touchID), []string{"t1"}) // the second left nothing
		return err
	})
}

func changesForgotten(w world) {
	w.did(func(tx coach.Tx) error {
		return firstError(
			tx.Remember(coach.Change{Key: "old", At: noon.Add(-time.Millisecond)}),
			tx.Remember(coach.Change{Key: "older", At: noon.Add(-time.Hour)}),
			tx.Remember(coach.Change{Key: "young", At: noon}),
		)
	})
	forgets := func(limit, want int) {
		w.Helper()
		w.did(func(tx coach.Tx) error {
			n, err := tx.ForgetChanges(noon, limit)
			w.same(n, want)
			return err
		})
	}
	forgets(1, 1)
	w.saw(func(r coach.Reader) error {
		_, older := r.Change("older")
		w.kind(older, coach.NotFound)
		_, err := r.Change("old") // the oldest goes first
		return err
	})
	forgets(9, 1)
	forgets(9, 0)
	w.saw(func(r coach.Reader) error {
		_, old := r.Change("old")
		w.kind(old, coach.NotFound)
		_, err := r.Change("young")
		return err
	})
}

func settings(w world) {
	check := func(want string) {
		w.Helper()
		w.saw(func(r coach.Reader) error {
			got, err := r.Setting("us.company")
			w.same(got, want)
			other, err2 := r.Setting("us.offer")
			w.same(other, "")
			return firstError(err, err2)
		})
	}
	check("")
	for _, value := range []string{"Acorn", "Acorn & Sons", "", ""} {
		w.did(func(tx coach.Tx) error { return tx.SaveSetting("us.company", value) })
		check(value)
	}
}
