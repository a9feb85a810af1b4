package dbtest

import (
	"slices"
	"time"

	"salescoach/coach"
)

var touchTests = map[string]func(world){
	"a touch comes back with every field":                           touchRoundTrip,
	"touches come newest first":                                     touchOrder,
	"a touch needs a deal that is there":                            touchOrphan,
	"a touch is deleted once":                                       touchDeleted,
	"what an account was given is known, on whichever of its deals": touchGiven,
	"a message is one touch of a deal, and is known":                touchFrom,
	"how often a person was named is known, on whichever facts":     touchNamed,
}

func touchRoundTrip(w world) {
	w.hasDeal()
	t := coach.Touch{ID: "t1", DealID: "d1", ContactID: "c1", Direction: coach.In, Channel: coach.Email, Outcome: coach.SaidNo,
		Objection: coach.Price, PlayID: "apology", Row: 22, Used: "f1", Message: "C1/1.5", Note: "line\nline \x00 😀", At: noon, On: today.Add(-1), LoggedBy: "U1", LoggedAt: noon.Add(time.Hour)}
	w.did(func(tx coach.Tx) error { return tx.InsertTouch(t) })
	w.saw(func(r coach.Reader) error {
		got, err := r.Touch("t1")
		w.same(got, t)
		list, err2 := r.Touches("d1", 0)
		w.same(list, []coach.Touch{t})
		_, missing := r.Touch("t2")
		w.kind(missing, coach.NotFound)
		none, err3 := r.Touches("d2", 0)
		w.same(len(none), 0)
		return firstError(err, err2, err3)
	})
	w.kind(w.tried(func(tx coach.Tx) error { return tx.InsertTouch(t) }), coach.Conflict)
	t.At = noon.Add(time.Hour) // the id alone decides
	w.kind(w.tried(func(tx coach.Tx) error { return tx.InsertTouch(t) }), coach.Conflict)
}

func touchOrder(w world) {
	w.hasDeal()
	w.did(func(tx coach.Tx) error {
		return firstError(
			tx.InsertTouch(aTouch("t2", "d1", noon)),
			tx.InsertTouch(aTouch("t1", "d1", noon.Add(time.Hour))),
			tx.InsertTouch(aTouch("t4", "d1", noon.Add(-time.Hour))),
			tx.InsertTouch(aTouch("t3", "d1", noon)), // the same instant: the later id is newer
		)
	})
	w.saw(func(r coach.Reader) error {
		all, err := r.Touches("d1", 0)
		w.same(ids(all, touchID), []string{"t1", "t3", "t2", "t4"})
		two, err2 := r.Touches("d1", 2)
		w.same(ids(two, touchID), []string{"t1", "t3"})
		return firstError(err, err2)
	})
}

func touchOrphan(w world) {
	w.kind(w.tried(func(tx coach.Tx) error { return tx.InsertTouch(aTouch("t1", "d1", noon)) }), coach.NotFound)
}

func touchDeleted(w world) {
	w.hasDeal()
	w.did(func(tx coach.Tx) error {
		return firstError(tx.InsertTouch(aTouch("t1", "d1", noon)), tx.InsertTouch(aTouch("t2", "d1", noon)))
	})
	w.did(func(tx coach.Tx) error { return tx.DeleteTouch("t1") })
	w.kind(w.tried(func(tx coach.Tx) error { return tx.DeleteTouch("t1") }), coach.NotFound)
	w.saw(func(r coach.Reader) error {
		left, err := r.Touches("d1", 0)
		w.same(ids(left, touchID), []string{"t2"})
		return err
	})
}

func touchGiven(w world) {
	_, d := w.hasDeal()
	d.ID = "d2"
	other := aDeal("d3", "a2")
	w.did(func(tx coach.Tx) error {
		return firstError(
			tx.InsertDeal(d), tx.InsertAccount(anAccount("a2", "Sunhill")), tx.InsertDeal(other),
			tx.InsertTouch(using("t1", "d1", "i1", noon)), tx.InsertTouch(using("t2", "d2", "i2", noon)),
			tx.InsertTouch(using("t3", "d3", "i3", noon)), tx.InsertTouch(aTouch("t4", "d1", noon)),
		)
	})
	w.saw(func(r coach.Reader) error {
		given, err := r.Given("a1")
		slices.Sort(given)
		w.same(given, []string{"i1", "i2"})
		none, err2 := r.Given("a9")
		w.same(len(none), 0)
		return firstError(err, err2)
	})
}

func touchFrom(w world) {
	_, d := w.hasDeal()
	d.ID = "d2"
	from := func(id, deal, message string) coach.Touch {
		t := aTouch(id, deal, noon)
		t.Message = message
		return t
	}
	w.did(func(tx coach.Tx) error {
		return firstError(
			tx.InsertDeal(d), tx.InsertTouch(from("t1", "d2", "C1/1.5")), tx.InsertTouch(from("t2", "d1", "C1/1.5")),
			tx.InsertTouch(from("t3", "d1", "C2/1.5")), tx.InsertTouch(from("t4", "d1", "")), tx.InsertTouch(from("t5", "d1", "")),
		)
	})
	w.kind(w.tried(func(tx coach.Tx) error { return tx.InsertTouch(from("t6", "d1", "C1/1.5")) }), coach.Conflict)
	w.saw(func(r coach.Reader) error {
		all, err := r.TouchesFrom("C1/1.5")
		w.same(ids(all, touchID), []string{"t2", "t1"})
		none, err2 := r.TouchesFrom("")
		w.same(len(none), 0)
		return firstError(err, err2)
	})
	w.did(func(tx coach.Tx) error { return tx.DeleteTouch("t2") })
	w.did(func(tx coach.Tx) error { return tx.InsertTouch(from("t6", "d1", "C1/1.5")) }) // it was undone
}

func touchNamed(w world) {
	w.hasDeal()
	w.did(func(tx coach.Tx) error {
		return firstError(
			tx.InsertFact(coach.Fact{ID: "f1", AccountID: "a1", Person: "Tom Berg"}),
			tx.InsertFact(coach.Fact{ID: "f2", AccountID: "a1", Person: "Tom Berg"}),
			tx.InsertFact(coach.Fact{ID: "f3", AccountID: "a1", Person: "Tom"}),
			tx.InsertFact(coach.Fact{ID: "f4", AccountID: "a1"}),
			tx.InsertTouch(using("t1", "d1", "f1", noon)), tx.InsertTouch(using("t2", "d1", "f2", noon.Add(time.Hour))),
			tx.InsertTouch(using("t3", "d1", "f3", noon)), tx.InsertTouch(using("t4", "d1", "f1", noon.Add(-time.Hour))),
			tx.InsertTouch(using("t5", "d1", "f4", noon)), tx.InsertTouch(aTouch("t6", "d1", noon)),
		)
	})
	w.saw(func(r coach.Reader) error {
		named, err := r.Named("Tom Berg", noon)
		w.same(ids(named, touchID), []string{"t2", "t1"})
		nobody, err2 := r.Named("", noon)
		w.same(len(nobody), 0)
		return firstError(err, err2)
	})
}

func using(id, dealID, used string, at time.Time) coach.Touch {
	t := aTouch(id, dealID, at)
	t.Used = used
	return t
}
