package coach

import (
	"context"
	"slices"
	"time"
)

// A touch logged in one line names no play, and whether its words were ours only
// the rep knows. So it is asked, and never guessed: a play that was not used would
// spoil what is counted of it, and keep it from being proposed.

// MayHaveUsed is the play whose words a touch without one may have used: the one
// that was proposed at that moment, if it has words for the channel. s is the
// situation in which the touch was logged. The zero one says that there is nothing
// to ask: they moved, nobody was reached, or nothing was proposed.
func (c *Coach) MayHaveUsed(s Situation, t Touch) PlayInfo {
	if t.ID == "" || t.PlayID != "" || t.Direction == In || !delivered(&t) {
		return PlayInfo{}
	}
	a := c.o.Book.Advise(c.before(s, t))
	if a.Draft == nil {
		return PlayInfo{}
	}
	if p := c.o.Book.byID[a.Draft.PlayID]; p.speaks(t.Channel) {
		return p.PlayInfo
	}
	return PlayInfo{}
}

// before is a situation without a touch: as it was when that was logged.
func (c *Coach) before(s Situation, t Touch) Situation {
	at := slices.IndexFunc(s.Touches, func(o Touch) bool { return o.ID == t.ID })
	if at < 0 {
		return s
	}
	s.Touches = slices.Delete(slices.Clone(s.Touches), at, at+1)
	s.Deal.Tally = Count(s.Deal.SentOn, s.Touches)
	s.Cadence = c.o.Rules.Cadence(s.Deal, c.Hours(s.Rep), c.o.Now())
	return s
}

// UsedWords notes that the words of a touch were those of a play, within [UndoFor],
// by whoever logged it or a manager: the touch is then as if it had been logged
// with the play. It is still one touch, and can be undone as such. It is a Conflict
// when the touch is gone, or a play is noted already.
func (c *Coach) UsedWords(ctx context.Context, in Input, touchID, playID string) (Logged, error) {
	p := c.o.Book.byID[playID]
	if p == nil {
		return Logged{}, Errorf(NotFound, "That play isn't in the book any more.")
	}
	s, t, err := c.loggedIn(ctx, in, touchID)
	if err != nil {
		return Logged{}, err
	}
	was := c.before(s, t)
	row := max(c.o.Book.rowOf(&was, playID), rowOnceClosed(was.Deal, playID))
	used, via := c.o.Book.takes(&was, playID, t.Channel)
	_, repeated, err := c.change(ctx, in, "touch.words", func(tx Tx, now time.Time) (string, error) {
		t, err := touchToName(tx, in, touchID, now)
		if err != nil {
			return "", err
		}
		t.PlayID, t.Row, t.Used = playID, row, used
		if via {
			t.Direction = Via
		}
		return t.ID, c.replaceTouch(tx, t, c.Hours(was.Rep), now)
	})
	if err != nil {
		return Logged{}, err
	}
	l, err := c.logged(ctx, in, Logged{}, touchID, t.DealID, repeated)
	l.Words = p.Title
	return l, err
}

// loggedIn is a touch, and the situation of its deal.
func (c *Coach) loggedIn(ctx context.Context, in Input, touchID string) (s Situation, t Touch, err error) {
	err = c.store.View(ctx, in.Workspace, func(r Reader) (err error) {
		if t, err = r.Touch(touchID); KindOf(err) == NotFound {
			err = Errorf(Conflict, "That touch was undone already.")
		}
		return err
	})
	if err == nil {
		s, err = c.Situation(ctx, in, t.DealID)
	}
	return s, t, err
}

// touchToName is a touch whose play may still be noted.
func touchToName(tx Tx, in Input, touchID string, now time.Time) (Touch, error) {
	t, err := tx.Touch(touchID)
	switch {
	case KindOf(err) == NotFound:
		return t, Errorf(Conflict, "That touch was undone already.")
	case err != nil:
		return t, err
	case t.LoggedBy != in.Rep.ID && !in.Manager:
		return t, Errorf(Forbidden, "Only the person who logged it, or a manager, can say that.")
	case t.PlayID != "":
		return t, Errorf(Conflict, "A play is noted for that touch already.")
	case now.Sub(t.LoggedAt) > UndoFor:
		return t, Errorf(Conflict, "That was more than ten minutes ago. The touch stays as it is.")
	}
	return t, nil
}

// replaceTouch puts a touch in the place of the one with its id.
func (c *Coach) replaceTouch(tx Tx, t Touch, h Hours, now time.Time) error {
	d, err := tx.Deal(t.DealID)
	if err != nil {
		return err
	}
	if err := tx.DeleteTouch(t.ID); err != nil {
		return err
	}
	if err := tx.InsertTouch(t); err != nil {
		return err
	}
	all, err := tx.Touches(d.ID, 0)
	if err != nil {
		return err
	}
	d.Tally, d.UpdatedAt = Count(d.SentOn, all), now
	if err := tx.SaveDeal(d); err != nil {
		return err
	}
	return owe(tx, d, t, h)
}
