package coach

import (
	"context"
	"slices"
	"time"
)

// UndoFor is how long **Undo** is offered after a touch was logged.
const UndoFor = 10 * time.Minute

// Undone is what became of an undo.
type Undone struct {
	Touch    Touch
	Advice   Advice
	Repeated bool
}

// UndoTouch takes a touch back within [UndoFor], by whoever logged it or a
// manager. The count is made anew from the touches that remain. The snooze that
// the touch may have ended stays ended.
func (c *Coach) UndoTouch(ctx context.Context, in Input, touchID string) (Undone, error) {
	var u Undone
	dealID, repeated, err := c.change(ctx, in, "touch.undo", func(tx Tx, now time.Time) (string, error) {
		t, err := tx.Touch(touchID)
		if KindOf(err) == NotFound {
			return "", Errorf(Conflict, "That touch was undone already.")
		}
		if err != nil {
			return "", err
		}
		if err := mayUndo(in, t, now); err != nil {
			return "", err
		}
		u.Touch = t
		return t.DealID, c.removeTouch(tx, in, t, now)
	})
	if err != nil {
		return Undone{}, err
	}
	u.Repeated = repeated
	u.Advice, err = c.Advise(ctx, in, dealID)
	return u, err
}

func mayUndo(in Input, t Touch, now time.Time) error {
	switch {
	case t.LoggedBy != in.Rep.ID && !in.Manager:
		return Errorf(Forbidden, "Only the person who logged it, or a manager, can undo that.")
	case now.Sub(t.LoggedAt) > UndoFor:
		return Errorf(Conflict, "Undo is open for ten minutes, and they have passed. The touch stays.")
	}
	return nil
}

func (c *Coach) removeTouch(tx Tx, in Input, t Touch, now time.Time) error {
	d, err := tx.Deal(t.DealID)
	if err != nil {
		return err
	}
	if err := tx.DeleteTouch(t.ID); err != nil {
		return err
	}
	rest, err := tx.Touches(d.ID, 0)
	if err != nil {
		return err
	}
	d.Tally, d.UpdatedAt = Count(d.SentOn, rest), now
	if t.stops() {
		if err := takeBackOptOut(tx, d, t); err != nil {
			return err
		}
	}
	if err := tx.SaveDeal(d); err != nil {
		return err
	}
	if err := restateNudge(tx, d.ID, now); err != nil {
		return err
	}
	rep, err := repOf(tx, in, d)
	if err != nil {
		return err
	}
	return unowe(tx, d, t, rest, c.Hours(rep))
}

// takeBackOptOut ends the mark on the person of a touch that was undone, unless
// another touch of the account stands for it.
func takeBackOptOut(tx Tx, d Deal, undone Touch) error {
	deals, err := tx.Deals(DealQuery{AccountIDs: []string{d.AccountID}, Limit: 1000})
	if err != nil {
		return err
	}
	for _, o := range deals {
		touches, err := tx.Touches(o.ID, 0)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(touches, undone.sameOptOut) {
			return nil
		}
	}
	return setOptedOut(tx, d, undone.ContactID, false)
}

// sameOptOut says that another touch may have told us to stop for the same person.
func (t Touch) sameOptOut(o Touch) bool {
	return o.stops() && (o.ContactID == t.ContactID || o.ContactID == "" || t.ContactID == "")
}
