package coach

import (
	"cmp"
	"slices"
	"time"
)

// Vain is a deal that its rep was reminded of again and again, and nothing came of it.
// Reminders of it come less and less often (see patience), so a digest names it:
// somebody else may have to.
type Vain struct {
	Stalled
	Times int // reminders in a row for what it wants now, each ignored
}

const (
	vainFrom = 3  // so many ignored reminders, from which on they come less often
	vainFor  = 92 // calendar days back: more than pass between two reminders of one deal
)

// ignored is how many reminders in a row for what a deal wants now led to nothing. The
// one of today still has its day, and one that never arrived is none. It is 0 for a
// deal of which its rep would not be reminded any more.
func (k Case) ignored(l Caseload) int {
	if why := k.leftOut(l); why != "" && why != Lately || k.Last.RepID != l.RepID || !k.again() {
		return 0
	}
	if k.Last.Outcome == NudgeUnsent || !k.Last.Day.Before(l.Day) {
		return k.Last.Times - 1
	}
	return k.Last.Times
}

// vain reads which deals of a desk their rep was reminded of in vain.
func (c *Coach) vain(r Reader, k desk, now time.Time) (vain []Vain, err error) {
	h := c.Hours(k.rep)
	l := Caseload{RepID: k.rep.ID, Day: h.Today(now), Hours: h}
	last, err := r.LongNudges(k.rep.ID, l.Day.Add(-vainFor), vainFrom)
	if err != nil {
		return nil, err
	}
	for _, i := range last {
		at := slices.IndexFunc(k.deals, func(d Due) bool { return d.Deal.ID == i.DealID })
		if at < 0 {
			continue
		}
		this := Case{Due: k.deals[at]}
		if this.Last, err = settledBy(r, i, this.Deal); err != nil {
			return nil, err
		}
		if this.ToldToStop, err = toldToStop(r, this.Deal); err != nil {
			return nil, err
		}
		if n := this.ignored(l); n >= vainFrom {
			vain = append(vain, Vain{stalledDeal(this.Due, k.rep), n})
		}
	}
	return vain, nil
}

// settledBy is an item of a nudge with what came of it by now.
func settledBy(r Reader, i NudgeItem, d Deal) (NudgeItem, error) {
	if i.Outcome != NudgeOpen {
		return i, nil
	}
	p, err := r.Post(nudgeKey(i.RepID, i.Day))
	if err != nil && KindOf(err) != NotFound {
		return i, err
	}
	i.Outcome = i.settled(d, !p.SentAt.IsZero())
	return i, nil
}

// compareVain orders by how often, then as stalled deals are.
func compareVain(a, b Vain) int {
	return cmp.Or(cmp.Compare(b.Times, a.Times), a.Stalled.compare(b.Stalled))
}
