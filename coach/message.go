package coach

import (
	"context"
	"fmt"
	"slices"
)

// FromMessage is a touch that was logged from a message, and the deal that it is of.
type FromMessage struct {
	Deal  Deal
	Touch Touch
}

// LoggedFrom lists what was logged from a message of Slack already: at most one touch
// of each deal, as [Coach.LogTouch] sees to, and none that was undone.
func (c *Coach) LoggedFrom(ctx context.Context, in Input, message string) ([]FromMessage, error) {
	var all []FromMessage
	err := c.store.View(ctx, in.Workspace, func(r Reader) error {
		all = nil
		touches, err := r.TouchesFrom(message)
		if err != nil {
			return err
		}
		for _, t := range touches {
			d, err := r.Deal(t.DealID)
			if err != nil {
				return err
			}
			all = append(all, FromMessage{d, t})
		}
		return nil
	})
	return all, err
}

// loggedBefore refuses to count one message twice for a deal: who sees it in a channel
// cannot know that a colleague has logged it, nor do all remember that they did.
func loggedBefore(r Reader, d Deal, message string) error {
	if message == "" {
		return nil
	}
	touches, err := r.TouchesFrom(message)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(touches, func(t Touch) bool { return t.DealID == d.ID })
	if i < 0 {
		return nil
	}
	t := touches[i]
	return &Error{Kind: Conflict, Field: "deal", Sentence: fmt.Sprintf(
		"This message is in the history of %s already (%s, %s, %s). It counts once.", d.Title(), t.Channel, t.Outcome.Label(), t.On.Format("2 January 2006"))}
}

// Offered are the deals that a menu offers for what was typed into it so far, own ones
// first: those that [find] finds, or those of the nearest names. For nothing, or too
// little to look for, they are the person's own open ones, latest sent first.
func (c *Coach) Offered(ctx context.Context, in Input, typed string) (deals []Deal, err error) {
	err = c.store.View(ctx, in.Workspace, func(r Reader) (err error) {
		deals, err = offered(r, in.Rep.ID, typed)
		return err
	})
	return deals, err
}

func offered(r Reader, repID, typed string) ([]Deal, error) {
	f, err := find(r, typed, repID, nil)
	if KindOf(err) == Invalid {
		return r.Deals(DealQuery{RepID: repID, Stages: []Stage{Open}})
	}
	if err != nil {
		return nil, err
	}
	for _, name := range f.Near {
		near, err := find(r, name, repID, nil)
		if err != nil {
			return nil, err
		}
		for _, d := range near.Deals {
			if !slices.ContainsFunc(f.Deals, func(known Deal) bool { return known.ID == d.ID }) {
				f.Deals = append(f.Deals, d)
			}
		}
	}
	return f.Deals, nil
}
