package coach

import (
	"context"
	"time"
)

// NudgePreview is what a rep would be reminded of, and of what not.
type NudgePreview struct {
	Rep    Rep
	Hours  Hours
	At     time.Time // when, on that day of theirs; zero where Why is set
	Why    Reason    // why the rep is told nothing on that day; empty: they are, at At
	Items  []Due     // what of, the most urgent first
	Left   []Left    // every open deal that is left out
	Closed int       // closed ones, which are not listed
}

// PreviewNudges calls each for every rep with what they would be reminded of on their
// day at an instant, if nothing changes until then, and gives the number of open deals
// whose rep is not in Slack, whom nobody can remind. It writes nothing.
func (c *Coach) PreviewNudges(ctx context.Context, workspace string, now time.Time, each func(NudgePreview) error) (orphans int, err error) {
	var reps []Rep
	err = c.store.View(ctx, workspace, func(r Reader) (err error) {
		if reps, err = r.Reps(); err != nil {
			return err
		}
		known := make(map[string]bool, len(reps))
		for _, p := range reps {
			known[p.ID] = true
		}
		orphans = 0
		return r.OpenDeals("", func(d Deal) error {
			if !known[d.RepID] {
				orphans++
			}
			return nil
		})
	})
	if err != nil {
		return 0, err
	}
	for _, rep := range reps {
		p, err := c.previewNudge(ctx, workspace, rep, now)
		if err != nil {
			return orphans, err
		}
		if err := each(p); err != nil {
			return orphans, err
		}
	}
	return orphans, nil
}

func (c *Coach) previewNudge(ctx context.Context, workspace string, rep Rep, now time.Time) (NudgePreview, error) {
	m := c.reminders(rep)
	p := NudgePreview{Rep: rep, Hours: m.hours}
	load, _, err := c.caseload(ctx, workspace, rep, now)
	if err != nil {
		return p, err
	}
	at, why, err := c.wouldRemind(ctx, workspace, m, rep, now)
	if err != nil {
		return p, err
	}
	if why != "" {
		load.Why = why
	}
	if p.Why = load.Why; p.Why == "" {
		p.At = at
	}
	n, left := Plan(load)
	p.Left = left
	for _, i := range n.Items {
		for _, k := range load.Cases {
			if k.Deal.ID == i.DealID {
				p.Items = append(p.Items, k.Due)
			}
		}
	}
	err = c.store.View(ctx, workspace, func(r Reader) (err error) {
		p.Closed, err = r.CountDeals(DealQuery{RepID: rep.ID, Stages: []Stage{Won, Lost, Dead}})
		return err
	})
	return p, err
}

// wouldRemind is when a rep would be reminded on the day that it is, or why not.
func (c *Coach) wouldRemind(ctx context.Context, workspace string, m reminders, rep Rep, now time.Time) (at time.Time, why Reason, err error) {
	at, _, why = m.now(now)
	switch {
	case rep.Deleted:
		return at, Gone, nil
	case why == TooEarly:
		why = ""
	case why == "" && rep.UpdatedAt.After(at):
		why = SetSince
	}
	err = c.store.View(ctx, workspace, func(r Reader) error {
		_, err := r.Post(nudgeKey(rep.ID, m.hours.Today(now)))
		if err == nil {
			why = AlreadyOpen
		}
		if KindOf(err) == NotFound {
			return nil
		}
		return err
	})
	return at, why, err
}
