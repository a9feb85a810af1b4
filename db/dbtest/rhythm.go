package dbtest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"

	"salescoach/coach"
)

// rhythms compares what is read with a plain filter over whole deals.
func rhythms(w world) {
	rnd := rand.New(rand.NewPCG(3, 4))
	day := func() coach.Date {
		if rnd.IntN(4) == 0 {
			return coach.Date{}
		}
		return today.Add(-rnd.IntN(20))
	}
	w.hasDeals(120, func(i int, d *coach.Deal) {
		*d = coach.Deal{
			ID: fmt.Sprintf("d%03d", i), AccountID: d.AccountID, RepID: []string{"", "U1", "U2"}[rnd.IntN(3)], Stage: coach.Stages[rnd.IntN(4)*rnd.IntN(2)],
			SentOn: day(), PausedUntil: day(), SnoozedUntil: day(), CreatedAt: noon, UpdatedAt: noon, Version: 1,
			Amount: coach.Money{Minor: int64(i * 100), Currency: "EUR"},
		}
		d.Tally = coach.Tally{Touches: i, Followups: rnd.IntN(6), Silence: rnd.IntN(5), LastOn: day(), BallIsOurs: i%2 == 0, OptedOut: i%3 == 0}
	})
	for _, q := range []coach.RhythmQuery{
		{}, {RepID: "U1"}, {RepID: "U9"}, {Silence: 4}, {Silence: 99, QuietBy: today.Add(-10)}, {Silence: 3, QuietBy: today.Add(-10)},
		{RepID: "U2", Silence: 3, QuietBy: today.Add(-10)}, {Silence: 99, QuietBy: today.Add(-99)},
	} {
		w.same(w.rhythms(q), w.rhythmsOf(q))
	}
	if n := len(w.rhythms(coach.RhythmQuery{Silence: 3, QuietBy: today.Add(-10)})); n < 10 || n > 60 {
		w.Errorf("%d of 120 deals fit: the query chooses nothing", n)
	}
	stop := errors.New("enough")
	w.saw(func(r coach.Reader) error {
		if err := r.Rhythms(coach.RhythmQuery{}, func(coach.Rhythm) error { return stop }); err != stop {
			w.Errorf("got %v, want the reader's own error", err)
		}
		_, err := r.Deal("d001") // and the transaction goes on
		return err
	})
}

func (w world) rhythms(q coach.RhythmQuery) (got []coach.Rhythm) {
	w.Helper()
	w.saw(func(r coach.Reader) error {
		return r.Rhythms(q, func(d coach.Rhythm) error { got = append(got, d); return nil })
	})
	return got
}

// rhythmsOf is what a query chooses, of the whole open deals in their order.
func (w world) rhythmsOf(q coach.RhythmQuery) (want []coach.Rhythm) {
	w.Helper()
	w.saw(func(r coach.Reader) error {
		return r.OpenDeals(q.RepID, func(d coach.Deal) error {
			t := d.Tally
			if t.Silence >= q.Silence || !d.SentOn.After(q.QuietBy) && !t.LastOn.After(q.QuietBy) {
				want = append(want, coach.Rhythm{
					DealID: d.ID, RepID: d.RepID, Amount: d.Amount, SentOn: d.SentOn, PausedUntil: d.PausedUntil, SnoozedUntil: d.SnoozedUntil,
					Touches: t.Touches, Followups: t.Followups, Silence: t.Silence, LastOn: t.LastOn, BallIsOurs: t.BallIsOurs, OptedOut: t.OptedOut,
				})
			}
			return nil
		})
	})
	return slices.Clip(want)
}
