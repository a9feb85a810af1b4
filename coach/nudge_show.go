package coach

import (
	"context"
	"time"
)

// NudgeShown is a nudge as it is shown: each deal as it stands now, with what was done
// about it since the nudge was planned.
type NudgeShown struct {
	Nudge
	Zone  *time.Location // the rep's
	Deals []NudgedDeal   // in the order of the nudge; deals that are gone are left out
}

// NudgedDeal is one deal of a nudge as it stands.
type NudgedDeal struct {
	Advice Advice
	Deed   Deed
	Undo   bool // what was done may be taken back now
}

// Open says that nothing was done about any deal yet.
func (d NudgedDeal) Open() bool { return d.Deed == NoDeed }

// Deed is what was done about a deal of a nudge; of several the one that counts most.
type Deed string

// The deeds.
const (
	NoDeed    Deed = ""
	LoggedIt  Deed = "touch"
	SnoozedIt Deed = "snooze"
	PausedIt  Deed = "pause"
	ClosedIt  Deed = "close"
	GaveAway  Deed = "reassign"
	Reopened  Deed = "reopen"
)

// deedOn is what was done about a deal since it was in a nudge.
func (i NudgeItem) deedOn(s Situation, now time.Time) (deed Deed, undo bool) {
	d := s.Deal
	switch {
	case d.RepID != i.RepID:
		return GaveAway, false
	case i.closed(d):
		return ClosedIt, now.Sub(d.ClosedAt) <= UndoFor
	case i.reopened(d) && d.Tally.Touches <= i.Touches && !s.Cadence.Paused && !s.Cadence.Snoozed:
		return Reopened, false
	case s.Cadence.Paused:
		return PausedIt, true
	case s.Cadence.Snoozed:
		return SnoozedIt, true
	case d.Tally.Touches > i.Touches && len(s.Touches) > 0:
		t := s.Touches[0]
		return LoggedIt, t.LoggedBy == i.RepID && now.Sub(t.LoggedAt) <= UndoFor
	}
	return NoDeed, false
}

// ShowNudge is what a nudge's post says now.
func (c *Coach) ShowNudge(ctx context.Context, workspace string, p Post) (NudgeShown, error) {
	n, err := c.NudgeOf(ctx, workspace, p)
	if err != nil {
		return NudgeShown{}, err
	}
	team, err := c.Team(ctx, workspace)
	if err != nil {
		return NudgeShown{}, err
	}
	shown := NudgeShown{Nudge: n}
	var deals []Situation
	var items []NudgeItem
	err = c.store.View(ctx, workspace, func(r Reader) error {
		deals, items = nil, nil
		rep, err := r.Rep(n.RepID)
		if err != nil {
			return err
		}
		shown.Zone = c.Hours(rep).zone()
		for _, i := range n.Items {
			d, err := r.Deal(i.DealID)
			if KindOf(err) == NotFound {
				continue
			}
			if err != nil {
				return err
			}
			s, err := c.gather(r, Input{Workspace: workspace, Rep: rep}, d, team)
			if err != nil {
				return err
			}
			deals, items = append(deals, s), append(items, i)
		}
		return nil
	})
	for k, s := range deals {
		d := NudgedDeal{Advice: c.o.Book.Advise(s)}
		d.Deed, d.Undo = items[k].deedOn(s, c.o.Now())
		shown.Deals = append(shown.Deals, d)
	}
	return shown, err
}

// restateNudge has the message of the nudge that a deal is in drawn anew, after the
// deal was changed. A nudge that a later one has followed stays as it was.
func restateNudge(tx Tx, dealID string, now time.Time) error {
	last, err := tx.LastNudge(dealID)
	if KindOf(err) == NotFound || err == nil && last.Outcome != NudgeOpen {
		return nil
	}
	if err != nil {
		return err
	}
	return restateNudgeOn(tx, last.RepID, last.Day, now)
}

// restateNudgeOn has the message of a rep's nudge of a day drawn anew.
func restateNudgeOn(tx Tx, rep string, day Date, now time.Time) error {
	p, err := tx.Post(nudgeKey(rep, day))
	if KindOf(err) == NotFound {
		return nil
	}
	if err != nil || p.TS == "" && p.State != PostSending || p.Body == "" {
		return err // what is not out yet is drawn as things stand then; of what is forgotten nothing can be drawn
	}
	return tx.SavePost(p.edited(p.Body, now))
}
