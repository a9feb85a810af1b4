package coach

import (
	"cmp"
	"context"
	"slices"
)

// Departed is somebody who has left Slack, with what waits for a new rep.
type Departed struct {
	Rep   Rep
	Open  int     // deals
	Worth []Money // of them
	Again int     // closed files that are to be looked at again
	Owed  int     // things that they owe, on whichever file
	Deals []Due   // the largest open deals; only where they are asked for
}

// None says that nothing waits.
func (d Departed) None() bool { return d.Open+d.Again+d.Owed == 0 }

// departedShows is how many deals of somebody who has left are listed.
const departedShows = 12

// departed reads what somebody left behind; each is called for every open deal.
func departed(r Reader, rep Rep, each func(Deal)) (Departed, error) {
	left := Departed{Rep: rep}
	err := r.OpenDeals(rep.ID, func(d Deal) error {
		left.Open++
		left.Worth = Sum(append(left.Worth, d.Amount)...)
		each(d)
		return nil
	})
	if err != nil {
		return left, err
	}
	again, err := r.Revisits(rep.ID, someDay)
	if err != nil {
		return left, err
	}
	owed, err := r.RepTasks(rep.ID)
	left.Again, left.Owed = len(again), len(owed)
	return left, err
}

// Departed is what somebody left behind, with their largest deals, for a manager who
// gives them away.
func (c *Coach) Departed(ctx context.Context, in Input, repID string) (Departed, error) {
	var left Departed
	if err := c.MayReassign(in); err != nil {
		return left, err
	}
	now := c.o.Now()
	err := c.store.View(ctx, in.Workspace, func(r Reader) error {
		rep, err := hasLeft(r, repID)
		if err != nil {
			return err
		}
		h := c.Hours(rep)
		var deals []Due
		left, err = departed(r, rep, func(d Deal) {
			deals = append(deals, Due{d, c.o.Rules.Cadence(d, h, now)})
			if len(deals) >= 2*departedShows {
				deals = largest(deals)
			}
		})
		left.Deals = largest(deals)
		return err
	})
	return left, err
}

// largest are the deals worth most, of equals the one that waits longest.
func largest(deals []Due) []Due {
	slices.SortFunc(deals, func(a, b Due) int {
		return cmp.Or(cmp.Compare(b.Deal.Amount.Whole(), a.Deal.Amount.Whole()), a.Compare(b))
	})
	return deals[:min(len(deals), departedShows)]
}
