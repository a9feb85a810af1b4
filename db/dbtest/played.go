package dbtest

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"salescoach/coach"
)

var playedTests = map[string]func(world){
	"deals with a play are read with what came of it":        playedDeals,
	"deals sent in a span of days are read, open and closed": sentDeals,
	"follow-ups are counted by rep from a day on":            followupsSince,
	"a long reading can be stopped, and goes on after that":  playedStop,
	"what works is of one workspace alone":                   playedWorkspace,
}

// hasDeals stores n deals, each changed first.
func (w world) hasDeals(n int, change func(i int, d *coach.Deal)) {
	w.Helper()
	w.did(func(tx coach.Tx) error {
		if err := tx.InsertAccount(anAccount("a1", "Brandan Foods Ltd")); err != nil {
			return err
		}
		for i := range n {
			d := aDeal(fmt.Sprint("d", i), "a1")
			change(i, &d)
			if err := tx.InsertDeal(d); err != nil {
				return err
			}
		}
		return nil
	})
}

func (w world) played(since coach.Date) []coach.PlayedDeal {
	w.Helper()
	var got []coach.PlayedDeal
	w.saw(func(r coach.Reader) error {
		return r.Played(since, func(d coach.PlayedDeal) error { got = append(got, d); return nil })
	})
	return got
}

func playedDeals(w world) {
	w.hasDeals(5, func(i int, d *coach.Deal) {
		d.RepID, d.Stage = fmt.Sprint("U", i), coach.Stages[i%4]
		d.Tally.Uses, d.Tally.LastOn = coach.Uses(fmt.Sprintf("apology/22/%d/0/0/0/", i+1)), today.Add(i)
		if i == 3 {
			d.Tally.Uses = ""
		}
	})
	want := []coach.PlayedDeal{
		{RepID: "U1", Stage: coach.Won, LastOn: today.Add(1), Uses: "apology/22/2/0/0/0/"},
		{RepID: "U2", Stage: coach.Lost, LastOn: today.Add(2), Uses: "apology/22/3/0/0/0/"},
		{RepID: "U4", Stage: coach.Open, LastOn: today.Add(4), Uses: "apology/22/5/0/0/0/"},
	}
	w.same(w.played(today.Add(1)), want)
	w.same(len(w.played(today)), 4)
	w.same(len(w.played(today.Add(5))), 0)
}

func sentDeals(w world) {
	w.hasDeals(6, func(i int, d *coach.Deal) {
		d.RepID, d.Stage, d.SentOn = fmt.Sprint("U", i), coach.Stages[i%4], today.Add(i)
		d.Tally.SecondOn, d.SleptFrom, d.SleptUntil = today.Add(10+i), today.Add(20+i), today.Add(30+i)
		d.ClosedAt, d.Tally.OptedOut = noon.Add(time.Duration(i)*time.Hour), i%2 == 0
		if i == 5 {
			d.SentOn = coach.Date{}
		}
	})
	var got []coach.SentDeal
	read := func(first, last coach.Date) int {
		got = nil
		w.saw(func(r coach.Reader) error {
			return r.SentDeals(first, last, func(d coach.SentDeal) error { got = append(got, d); return nil })
		})
		slices.SortFunc(got, func(a, b coach.SentDeal) int { return cmp.Compare(a.RepID, b.RepID) })
		return len(got)
	}
	w.same(read(today.Add(1), today.Add(3)), 3)
	for i, d := range got {
		n := i + 1
		w.same(d, coach.SentDeal{RepID: fmt.Sprint("U", n), SentOn: today.Add(n), SecondOn: today.Add(10 + n), SleptFrom: today.Add(20 + n),
			SleptUntil: today.Add(30 + n), ClosedAt: noon.Add(time.Duration(n) * time.Hour), CreatedAt: noon, OptedOut: n%2 == 0})
	}
	w.same(read(coach.Date{}, today.Add(100)), 5) // what was not sent has no day
	w.same(read(today.Add(5), today.Add(100)), 0)
}

func followupsSince(w world) {
	w.hasDeals(4, func(i int, d *coach.Deal) {
		d.RepID = []string{"U1", "U1", "U2", ""}[i]
		d.SentOn, d.Tally.LastOn = today.Add(-1), today
		if i == 1 {
			d.SentOn = today // what came before is no follow-up
		}
	})
	n := 0
	log := func(tx coach.Tx, deal string, day coach.Date, at time.Time, dir coach.Direction) error {
		n++
		t := aTouch(fmt.Sprint("t", n), deal, at)
		t.On, t.Direction = day, dir
		return tx.InsertTouch(t)
	}
	w.did(func(tx coach.Tx) error {
		return firstError(
			log(tx, "d0", today.Add(-2), noon.AddDate(0, 0, -2), coach.Out), // before it was sent
			log(tx, "d0", today.Add(-1), noon.AddDate(0, 0, -1), coach.Out),
			log(tx, "d0", today, noon.Add(-20*time.Hour), coach.Out), // early in the morning, far in the east
			log(tx, "d0", today, noon.Add(time.Hour), coach.In),
			log(tx, "d1", today.Add(-1), noon.AddDate(0, 0, -1), coach.Out),
			log(tx, "d1", today, noon, coach.Out),
			log(tx, "d2", today, noon, coach.Out),
			log(tx, "d3", today, noon, coach.Out),
			log(tx, "d3", today, noon.Add(time.Hour), coach.Afterwards),
			log(tx, "d2", today, noon.Add(time.Hour), coach.Via),
		)
	})
	w.saw(func(r coach.Reader) error {
		got, err := r.FollowupsSince(today)
		w.same(got, map[string]int{"U1": 2, "U2": 2, "": 1})
		got, err2 := r.FollowupsSince(today.Add(-2))
		w.same(got, map[string]int{"U1": 3, "U2": 2, "": 1})
		got, err3 := r.FollowupsSince(today.Add(1))
		w.same(got, map[string]int{})
		return firstError(err, err2, err3)
	})
}

func playedStop(w world) {
	w.hasDeals(9, func(i int, d *coach.Deal) { d.Tally.Uses, d.Tally.LastOn = "apology/22/1/0/0/0/", today })
	stop := errors.New("enough")
	w.saw(func(r coach.Reader) error {
		n := 0
		enough := func() error {
			if n++; n%2 == 0 {
				return stop
			}
			return nil
		}
		err := r.Played(today, func(coach.PlayedDeal) error { return enough() })
		err2 := r.SentDeals(today, today, func(coach.SentDeal) error { return enough() })
		if err != stop || err2 != stop || n != 4 {
			w.Errorf("got %v and %v after %d, want the reader's own error", err, err2, n)
		}
		_, err = r.Deal("d1") // and the transaction goes on
		return err
	})
}

func playedWorkspace(w world) {
	w.hasDeals(2, func(i int, d *coach.Deal) {
		d.Tally.Uses, d.Tally.LastOn = "apology/22/1/0/0/0/", today
	})
	w.did(func(tx coach.Tx) error { return tx.InsertTouch(aTouch("t1", "d1", noon)) })
	err := w.store.View(w.Context(), "T2", func(r coach.Reader) error {
		err := r.Played(today, func(coach.PlayedDeal) error { return errors.New("a deal of another workspace") })
		err2 := r.SentDeals(today, today, func(coach.SentDeal) error { return errors.New("a proposal of another workspace") })
		counts, err3 := r.FollowupsSince(today)
		w.same(len(counts), 0)
		return firstError(err, err2, err3)
	})
	if err != nil {
		w.Error(err)
	}
}
