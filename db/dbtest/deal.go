package dbtest

import (
	"time"

	"salescoach/coach"
)

var dealTests = map[string]func(world){
	"a deal comes back with every field":                 dealRoundTrip,
	"a saved deal comes back with every field":           dealSaved,
	"an empty deal comes back empty":                     dealEmpty,
	"a deal needs an account that is there":              dealOrphan,
	"an id is used once":                                 dealTwice,
	"saving an older version of a deal conflicts":        dealConflict,
	"a deal is found by where it came from":              dealBySource,
	"a row of another system is one deal":                dealSourceTwice,
	"a deleted deal takes its touches and facts with it": dealDeleted,
	"times keep their millisecond and come back in UTC":  dealTimes,
}

// fullDeal has every field set, each to something else.
func fullDeal() coach.Deal {
	return coach.Deal{
		ID: "d1", AccountID: "a1", Account: "Brandan Foods Ltd", Name: "Plus „Plan“ 2027", Amount: coach.Money{Minor: 1<<53 + 1, Currency: "JPY"},
		RepID: "U7", RepName: "Rosa Ø", Stage: coach.Lost, SentOn: today, Source: "hubspot", ExternalID: "77-1",
		PausedUntil: today.Add(1), PauseReason: "budget round", SnoozedUntil: today.Add(2), CloseReason: "price", RealReason: "trust", HomeworkBy: "U7",
		SleptFrom: today.Add(-3), SleptUntil: today.Add(4),
		ClosedAt: noon.Add(time.Second), RevisitOn: today.Add(90),
		Tally: coach.Tally{Touches: 5, Followups: 4, Silence: 3, LastAt: noon.Add(time.Minute), LastOn: today.Add(3),
			LastAnswer: noon.Add(2 * time.Minute), Answers: 2, BallIsOurs: true, OptedOut: true, LastChannel: coach.Gift, LastOutcome: coach.Bounced,
			SecondOn: today.Add(5), Uses: "apology/22/2/1/0/0/w"},
		CreatedAt: noon.Add(3 * time.Minute), UpdatedAt: noon.Add(4 * time.Minute), Version: 9,
	}
}

func dealRoundTrip(w world) {
	d := fullDeal()
	w.did(func(tx coach.Tx) error {
		return firstError(tx.InsertAccount(anAccount("a1", "Brandan Foods Ltd")), tx.InsertDeal(d))
	})
	w.deal("d1", d)
	w.saw(func(r coach.Reader) error {
		_, err := r.Deal("d2")
		w.kind(err, coach.NotFound)
		return nil
	})
}

// deal checks a stored deal.
func (w world) deal(id string, want coach.Deal) {
	w.Helper()
	w.saw(func(r coach.Reader) error {
		got, err := r.Deal(id)
		w.same(got, want)
		return err
	})
}

func dealSaved(w world) {
	_, old := w.hasDeal()
	other := anAccount("a2", "Sunhill Steel")
	d := fullDeal()
	d.AccountID, d.Version = "a2", old.Version
	w.did(func(tx coach.Tx) error { return firstError(tx.InsertAccount(other), tx.SaveDeal(d)) })
	d.Account, d.Version = other.Name, old.Version+1
	w.deal("d1", d)

	d.Tally.Touches++ // and once more, now that it stays where it is in all lists
	w.did(func(tx coach.Tx) error { return tx.SaveDeal(d) })
	d.Version++
	w.deal("d1", d)
}

func dealEmpty(w world) {
	d := coach.Deal{ID: "d1", AccountID: "a1", Account: "Brandan", Stage: coach.Open}
	w.did(func(tx coach.Tx) error {
		return firstError(tx.InsertAccount(anAccount("a1", "Brandan")), tx.InsertDeal(d))
	})
	w.deal("d1", d)
}

func dealOrphan(w world) {
	w.kind(w.tried(func(tx coach.Tx) error { return tx.InsertDeal(aDeal("d1", "nobody")) }), coach.NotFound)
}

func dealTwice(w world) {
	_, d := w.hasDeal()
	w.kind(w.tried(func(tx coach.Tx) error { return tx.InsertDeal(d) }), coach.Conflict)
}

func dealConflict(w world) {
	_, d := w.hasDeal()
	w.did(func(tx coach.Tx) error { return tx.SaveDeal(d) })
	w.kind(w.tried(func(tx coach.Tx) error { return tx.SaveDeal(d) }), coach.Conflict)
	d.Stage = coach.Won // also when it moves to another place in the lists
	w.kind(w.tried(func(tx coach.Tx) error { return tx.SaveDeal(d) }), coach.Conflict)
	d.ID = "d9"
	w.kind(w.tried(func(tx coach.Tx) error { return tx.SaveDeal(d) }), coach.NotFound)
	w.did(func(tx coach.Tx) error { // read, saved, read and saved again in one transaction
		for range 3 {
			d, err := tx.Deal("d1")
			if err == nil {
				err = tx.SaveDeal(d)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	w.saw(func(r coach.Reader) error {
		d, err := r.Deal("d1")
		w.same(d.Version, 4)
		return err
	})
}

func dealBySource(w world) {
	_, d := w.hasDeal() // source csv, no external id
	x := d
	x.ID, x.Source, x.ExternalID = "d2", "hubspot", "17"
	w.did(func(tx coach.Tx) error { return tx.InsertDeal(x) })
	w.saw(func(r coach.Reader) error {
		got, err := r.DealBySource("hubspot", "17")
		w.same(got, x)
		for _, key := range [][2]string{{"hubspot", "18"}, {"csv", "17"}, {"csv", ""}, {"", ""}} {
			_, missing := r.DealBySource(key[0], key[1])
			w.kind(missing, coach.NotFound)
		}
		return err
	})
}

func dealSourceTwice(w world) {
	_, d := w.hasDeal()
	twin := func(id, source, external string) error {
		return w.tried(func(tx coach.Tx) error {
			d.ID, d.Source, d.ExternalID = id, source, external
			return tx.InsertDeal(d)
		})
	}
	w.kind(twin("d2", "hubspot", "17"), "")
	w.kind(twin("d3", "hubspot", "17"), coach.Conflict)
	w.kind(twin("d4", "pipedrive", "17"), "")
	w.kind(twin("d5", "csv", ""), "") // no id there: as many as there are
	w.kind(twin("d6", "csv", ""), "")
}

func dealDeleted(w world) {
	_, d := w.hasDeal()
	other := d
	other.ID = "d2"
	w.did(func(tx coach.Tx) error {
		return firstError(
			tx.InsertDeal(other),
			tx.InsertTouch(aTouch("t1", "d1", noon)), tx.InsertTouch(aTouch("t2", "d2", noon)),
			tx.InsertFact(coach.Fact{ID: "f1", AccountID: "a1", DealID: "d1"}),
			tx.InsertFact(coach.Fact{ID: "f2", AccountID: "a1", DealID: "d2"}),
			tx.InsertFact(coach.Fact{ID: "f3", AccountID: "a1"}),
		)
	})
	w.did(func(tx coach.Tx) error { return tx.DeleteDeal("d1") })
	w.saw(func(r coach.Reader) error {
		_, err := r.Deal("d1")
		w.kind(err, coach.NotFound)
		_, err = r.Touch("t1")
		w.kind(err, coach.NotFound)
		_, err = r.Fact("f1")
		w.kind(err, coach.NotFound)
		touches, err := r.Touches("d2", 0)
		w.same(ids(touches, touchID), []string{"t2"})
		facts, err2 := r.Facts("a1", "d2")
		w.same(len(facts), 2)
		return firstError(err, err2)
	})
	w.kind(w.tried(func(tx coach.Tx) error { return tx.DeleteDeal("d1") }), coach.NotFound)
}

func dealTimes(w world) {
	_, d := w.hasDeal()
	zone := time.FixedZone("here", 5*3600+45*60)
	d.ClosedAt = noon.Add(1234567 * time.Nanosecond).In(zone)
	w.did(func(tx coach.Tx) error { return tx.SaveDeal(d) })
	d.ClosedAt, d.Version = noon.Add(time.Millisecond), d.Version+1
	w.deal("d1", d)
	w.saw(func(r coach.Reader) error {
		got, err := r.Deal("d1")
		if got.ClosedAt.Location() != time.UTC {
			w.Errorf("closed at %v, want UTC", got.ClosedAt)
		}
		return err
	})
}
