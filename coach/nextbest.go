package coach

import (
	"cmp"
	"slices"
)

// nextBest is the open deal that deserves the time which a closed one has freed:
// what wants its rep most now, else what will first; of equals the larger one
// (DL-40). It is for the rep who closes a file of their own, and zero for others,
// after a win, and where nothing is left to follow up.
func (c *Coach) nextBest(r Reader, in Input, closed Deal) (Due, error) {
	if closed.RepID != in.Rep.ID || closed.Stage != Lost && closed.Stage != Dead {
		return Due{}, nil
	}
	h, now := c.Hours(in.Rep), c.o.Now()
	var ahead []Due
	err := r.OpenDeals(in.Rep.ID, func(d Deal) error {
		if due := (Due{Deal: d, Cadence: c.o.Rules.Cadence(d, h, now)}); due.Cadence.Wants() || due.ahead() {
			ahead = append(ahead, due)
		}
		return nil
	})
	if err != nil {
		return Due{}, err
	}
	slices.SortFunc(ahead, Due.sooner)
	for _, d := range ahead {
		if stop, err := toldToStop(r, d.Deal); err != nil || !stop {
			return d, err
		}
	}
	return Due{}, nil
}

// ahead says that a follow-up will be due, and that nobody put it off.
func (d Due) ahead() bool {
	return !d.Cadence.DueOn.IsZero() && !d.Cadence.Snoozed && !d.Cadence.Paused
}

// sooner orders by what comes first: what wants its rep now, by urgency, then
// what is due first, then the larger amount.
func (d Due) sooner(e Due) int {
	if d.Cadence.Wants() || e.Cadence.Wants() {
		return cmp.Or(first(d.Cadence.Wants(), e.Cadence.Wants()), d.Compare(e))
	}
	return cmp.Or(cmp.Compare(d.Cadence.DueOn.Sub(e.Cadence.DueOn), 0), d.Compare(e))
}
