package coach

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"
)

// MaxReason is the longest reason, in characters.
const MaxReason = 500

// Moved is a deal after somebody moved it, with what to do next.
type Moved struct {
	Advice   Advice
	Repeated bool // the input had been served before
	Next     Due  // after a file was closed without a deal: the rep's most urgent open deal; zero: none
}

// edit changes one deal for one input, and says what to do next.
func (c *Coach) edit(ctx context.Context, in Input, verb, dealID string, fn func(d *Deal, h Hours, now time.Time) error) (Moved, error) {
	repeated, err := c.move(ctx, in, verb, dealID, fn)
	if err != nil {
		return Moved{}, err
	}
	a, err := c.Advise(ctx, in, dealID)
	return Moved{Advice: a, Repeated: repeated}, err
}

// move changes one deal for one input.
func (c *Coach) move(ctx context.Context, in Input, verb, dealID string, fn func(d *Deal, h Hours, now time.Time) error) (repeated bool, err error) {
	_, repeated, err = c.change(ctx, in, verb, func(tx Tx, now time.Time) (string, error) {
		d, err := dealOf(tx, dealID)
		if err != nil {
			return "", err
		}
		rep, err := repOf(tx, in, d)
		if err != nil {
			return "", err
		}
		if err := fn(&d, c.Hours(rep), now); err != nil {
			return "", err
		}
		d.UpdatedAt = now
		if err := tx.SaveDeal(d); err != nil {
			return d.ID, err
		}
		if err := restateNudge(tx, d.ID, now); err != nil || !d.ClosedAt.Equal(now) {
			return d.ID, err
		}
		return d.ID, hasten(tx, d.ID, c.Hours(rep).Today(now), c.Hours(rep))
	})
	return repeated, err
}

// Snooze keeps a deal quiet until a day in its rep's calendar. It does not touch
// the clock.
func (c *Coach) Snooze(ctx context.Context, in Input, dealID string, until Date) (Moved, error) {
	return c.edit(ctx, in, "deal.snooze", dealID, func(d *Deal, h Hours, now time.Time) error {
		if err := mayWork(in, *d); err != nil {
			return err
		}
		if err := ahead("until", until, h.Today(now)); err != nil {
			return err
		}
		d.sleep(d.PausedUntil, until, h.Today(now))
		return nil
	})
}

// Pause notes a known reason why nothing moves, and the day on which it wakes.
func (c *Coach) Pause(ctx context.Context, in Input, dealID, reason string, until Date) (Moved, error) {
	reason = strings.TrimSpace(reason)
	return c.edit(ctx, in, "deal.pause", dealID, func(d *Deal, h Hours, now time.Time) error {
		if err := mayWork(in, *d); err != nil {
			return err
		}
		if reason == "" {
			return &Error{Kind: Invalid, Field: "reason", Sentence: "What is the reason? A few words will do."}
		}
		if err := shortEnough("reason", reason); err != nil {
			return err
		}
		if err := ahead("until", until, h.Today(now)); err != nil {
			return err
		}
		d.PauseReason = reason
		d.sleep(until, d.SnoozedUntil, h.Today(now))
		return nil
	})
}

// Sleep is a way in which a deal sleeps.
type Sleep string

// The ways to sleep.
const (
	AnySleep Sleep = ""
	Snoozed  Sleep = "snooze"
	Paused   Sleep = "pause"
)

// Wake ends a snooze, a pause, or both at once. **Undo** ends the one that was
// just begun and leaves the other alone.
func (c *Coach) Wake(ctx context.Context, in Input, dealID string, from Sleep) (Moved, error) {
	return c.edit(ctx, in, "deal.wake", dealID, func(d *Deal, h Hours, now time.Time) error {
		if err := mayWork(in, *d); err != nil {
			return err
		}
		if from != Paused {
			d.SnoozedUntil = Date{}
		}
		if from != Snoozed {
			d.PausedUntil, d.PauseReason = Date{}, ""
		}
		d.wake(h.Today(now))
		return nil
	})
}

// Closing is how a file was closed.
type Closing struct {
	Stage      Stage  // Won, Lost or Dead
	Reason     string // as they stated it
	RealReason string // what was really behind it, if anybody asked
	RevisitOn  Date   // zero: no plan to look again
}

// Close closes a file. A file that ends without a deal frees its rep for a better
// prospect: [Moved.Next] is who that is (DL-40).
func (c *Coach) Close(ctx context.Context, in Input, dealID string, cl Closing) (Moved, error) {
	repeated, err := c.move(ctx, in, "deal.close", dealID, func(d *Deal, h Hours, now time.Time) error {
		if err := mayWork(in, *d); err != nil {
			return err
		}
		if err := cl.validate(h.Today(now)); err != nil {
			return err
		}
		d.close(cl, now, h.Today(now))
		return nil
	})
	if err != nil {
		return Moved{}, err
	}
	m := Moved{Repeated: repeated}
	s, err := c.situation(ctx, in, dealID, func(r Reader, s Situation) (err error) {
		m.Next, err = c.nextBest(r, in, s.Deal)
		return err
	})
	if err != nil {
		return Moved{}, err
	}
	m.Advice = c.o.Book.Advise(s)
	return m, nil
}

// close ends a deal, and every sleep of it.
func (d *Deal) close(cl Closing, now time.Time, today Date) {
	d.Stage, d.ClosedAt, d.RevisitOn = cl.Stage, now, cl.RevisitOn
	d.CloseReason, d.RealReason = strings.TrimSpace(cl.Reason), strings.TrimSpace(cl.RealReason)
	d.SnoozedUntil, d.PausedUntil, d.PauseReason = Date{}, Date{}, ""
	d.wake(today)
}

// reopen opens a closed deal again; see [Coach.Reopen].
func (d *Deal) reopen(now time.Time) {
	d.Stage, d.RevisitOn = Open, Date{}
	d.HomeworkBy = "" // it was enough for that time
	if now.Sub(d.ClosedAt) <= UndoFor {
		d.ClosedAt, d.CloseReason, d.RealReason = time.Time{}, "", ""
	}
}

func (cl Closing) validate(today Date) error {
	if !cl.Stage.Closed() {
		return &Error{Kind: Invalid, Field: "stage", Sentence: "How did it end? Choose won, lost or dead."}
	}
	if cl.Stage != Won && strings.TrimSpace(cl.Reason) == "" {
		return &Error{Kind: Invalid, Field: "reason", Sentence: "What reason did they give? \"None\" is an answer too."}
	}
	if err := shortEnough("reason", cl.Reason); err != nil {
		return err
	}
	if err := shortEnough("real_reason", cl.RealReason); err != nil {
		return err
	}
	if cl.RevisitOn.IsZero() {
		return nil
	}
	return ahead("revisit", cl.RevisitOn, today)
}

// Reopen opens a closed file again; its touches, facts and count are as they
// were. That it was closed, when and why stays on file, because whoever begins
// anew begins with that (DL-03); but not where the closing itself is taken back,
// within [UndoFor].
func (c *Coach) Reopen(ctx context.Context, in Input, dealID string) (Moved, error) {
	return c.edit(ctx, in, "deal.reopen", dealID, func(d *Deal, _ Hours, now time.Time) error {
		if err := mayChange(in, *d); err != nil {
			return err
		}
		if !d.Stage.Closed() {
			return Errorf(Conflict, "%s is open already.", d.Title())
		}
		d.reopen(now)
		return nil
	})
}

func ahead(field string, day, today Date) error {
	if day.IsZero() {
		return &Error{Kind: Invalid, Field: field, Sentence: "Until which day? Write 3d, Friday or 12 Jan."}
	}
	if !day.After(today) {
		return &Error{Kind: Invalid, Field: field, Sentence: "That day isn't ahead of us. Choose a later one."}
	}
	if day.Sub(today) > 3*366 {
		return &Error{Kind: Invalid, Field: field, Sentence: "That is more than three years away. Choose a nearer day."}
	}
	return nil
}

// past refuses a day that has not come, and one so long ago that it must be a slip
// of the pen; once says when the day can be given.
func past(field string, day, today Date, once string) error {
	if day.After(today) {
		return &Error{Kind: Invalid, Field: field, Sentence: "That day hasn't come yet. " + once}
	}
	if today.Year-day.Year > 20 {
		return &Error{Kind: Invalid, Field: field, Sentence: "That is more than 20 years ago. Check the year."}
	}
	return nil
}

func shortEnough(field, text string) error {
	if utf8.RuneCountInString(text) > MaxReason {
		return &Error{Kind: Invalid, Field: field, Sentence: "Please keep that below 500 characters."}
	}
	return nil
}
