package dbtest

import (
	"time"

	"salescoach/coach"
)

var factTests = map[string]func(world){
	"a fact comes back with every field":                      factRoundTrip,
	"facts of a deal are its own and its account's, in order": factOrder,
	"a fact needs an account that is there":                   factOrphan,
	"what was told after a win is listed newest first":        factTold,
	"the facts that name a person are found, by person":       factPeople,
}

func factRoundTrip(w world) {
	w.hasDeal()
	f := coach.Fact{ID: "f1", AccountID: "a1", DealID: "d1", ContactID: "c1", Kind: coach.Goal, Person: "Tom Berg", Consent: true, Text: "Two plants", SayAs: "you open two plants", AskAs: "Which opens first?",
		Source: "call", On: today, AddedBy: "U1", AddedAt: noon}
	w.did(func(tx coach.Tx) error { return tx.InsertFact(f) })
	w.fact(f)
	f.Kind, f.Text, f.SayAs, f.AskAs, f.DealID, f.On = coach.Note, "Three plants", "", "Which opens last?", "", coach.Date{}
	w.did(func(tx coach.Tx) error { return tx.SaveFact(f) })
	w.fact(f)
	w.kind(w.tried(func(tx coach.Tx) error { return tx.InsertFact(f) }), coach.Conflict)
	w.did(func(tx coach.Tx) error { return tx.DeleteFact("f1") })
	w.kind(w.tried(func(tx coach.Tx) error { return tx.DeleteFact("f1") }), coach.NotFound)
	w.kind(w.tried(func(tx coach.Tx) error { return tx.SaveFact(f) }), coach.NotFound)
}

func (w world) fact(want coach.Fact) {
	w.Helper()
	w.saw(func(r coach.Reader) error {
		got, err := r.Fact(want.ID)
		w.same(got, want)
		_, missing := r.Fact("f9")
		w.kind(missing, coach.NotFound)
		return err
	})
}

func factOrder(w world) {
	_, d := w.hasDeal()
	d.ID = "d2"
	w.did(func(tx coach.Tx) error {
		return firstError(
			tx.InsertDeal(d),
			tx.InsertAccount(anAccount("a2", "Sunhill")),
			tx.InsertFact(coach.Fact{ID: "f1", AccountID: "a1", AddedAt: noon}),
			tx.InsertFact(coach.Fact{ID: "f2", AccountID: "a1", DealID: "d1", AddedAt: noon.Add(time.Hour)}),
			tx.InsertFact(coach.Fact{ID: "f3", AccountID: "a1", DealID: "d1", AddedAt: noon}),
			tx.InsertFact(coach.Fact{ID: "f4", AccountID: "a1", DealID: "d2", AddedAt: noon}),
			tx.InsertFact(coach.Fact{ID: "f5", AccountID: "a2", AddedAt: noon}),
		)
	})
	w.saw(func(r coach.Reader) error {
		of1, err := r.Facts("a1", "d1")
		w.same(ids(of1, factID), []string{"f2", "f3", "f1"})
		of2, err2 := r.Facts("a1", "d2")
		w.same(ids(of2, factID), []string{"f4", "f1"})
		firm, err3 := r.Facts("a1", "")
		w.same(ids(firm, factID), []string{"f1"})
		return firstError(err, err2, err3)
	})
}

func factOrphan(w world) {
	w.kind(w.tried(func(tx coach.Tx) error { return tx.InsertFact(coach.Fact{ID: "f1", AccountID: "a1"}) }), coach.NotFound)
}

func factPeople(w world) {
	w.hasDeal()
	w.did(func(tx coach.Tx) error {
		return firstError(
			tx.InsertAccount(anAccount("a2", "Sunhill")),
			tx.InsertFact(coach.Fact{ID: "f1", AccountID: "a1", Person: "Tom Berg", AddedAt: noon}),
			tx.InsertFact(coach.Fact{ID: "f2", AccountID: "a2", Person: "Tom Berg", AddedAt: noon.Add(time.Hour)}),
			tx.InsertFact(coach.Fact{ID: "f3", AccountID: "a1", Person: "Ada Moor", AddedAt: noon}),
			tx.InsertFact(coach.Fact{ID: "f4", AccountID: "a1", AddedAt: noon}),
			tx.InsertFact(coach.Fact{ID: "f5", AccountID: "a1", Person: "Tom Berg", AddedAt: noon.Add(time.Hour)}),
		)
	})
	w.saw(func(r coach.Reader) error {
		people, err := r.People()
		w.same(ids(people, factID), []string{"f3", "f5", "f2", "f1"})
		return err
	})
}

func factTold(w world) {
	lost, won := aDeal("d1", "a1"), aDeal("d2", "a2")
	lost.Stage, lost.ClosedAt = coach.Lost, noon
	won.Stage, won.ClosedAt = coach.Won, noon
	again := won
	again.ID, again.ClosedAt = "d3", noon.Add(-9*time.Hour) // won too, and before
	open := won
	open.ID, open.Stage, open.ClosedAt = "d4", coach.Open, time.Time{}
	fact := func(id, account, deal string, kind coach.FactKind, hour int) coach.Fact {
		return coach.Fact{ID: id, AccountID: account, DealID: deal, Kind: kind, Text: id, AddedAt: noon.Add(time.Duration(hour) * time.Hour)}
	}
	w.did(func(tx coach.Tx) error {
		return firstError(
			tx.InsertAccount(anAccount("a1", "Brandan")), tx.InsertAccount(anAccount("a2", "Sunhill")),
			tx.InsertDeal(lost), tx.InsertDeal(won), tx.InsertDeal(again), tx.InsertDeal(open),
			tx.InsertFact(fact("of a lost one", "a1", "", coach.RealReason, 1)),
			tx.InsertFact(fact("reason", "a2", "", coach.RealReason, 1)),
			tx.InsertFact(fact("story", "a2", "d2", coach.Story, 3)),
			tx.InsertFact(fact("result", "a2", "", coach.Result, 2)),
			tx.InsertFact(fact("goal", "a2", "", coach.Goal, 2)),
			tx.InsertFact(fact("before it was won", "a2", "d2", coach.RealReason, -1)),
			tx.InsertFact(fact("after the first was won", "a2", "", coach.RealReason, -2)),
			tx.InsertFact(fact("before any was", "a2", "", coach.RealReason, -10)),
			tx.InsertFact(fact("of an open one", "a2", "d4", coach.RealReason, 5)),
		)
	})
	w.saw(func(r coach.Reader) error {
		all, err := r.Told(0)
		w.same(ids(all, func(t coach.Told) string { return t.Fact.ID }), []string{"story", "result", "reason", "after the first was won"})
		two, err2 := r.Told(2)
		w.same(two, []coach.Told{
			{Fact: fact("story", "a2", "d2", coach.Story, 3), Account: "Sunhill", Industry: "food"},
			{Fact: fact("result", "a2", "", coach.Result, 2), Account: "Sunhill", Industry: "food"},
		})
		return firstError(err, err2)
	})
}
