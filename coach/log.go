package coach

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// twinWithin is how close two equal touches of one person must be to look like a
// retry of somebody who saw no answer; both are kept and **Undo** is offered.
const twinWithin = 2 * time.Minute

// MaxNote is the longest note, in characters: the most that one Slack text
// field takes.
const MaxNote = 3000

// TouchDraft is what a rep fills in to log a touch.
type TouchDraft struct {
	Channel   Channel
	Outcome   Outcome
	Objection Objection
	On        Date // zero: today
	PlayID    string
	Note      string
	ContactID string

	Message string    // the message of Slack that it is logged from; empty: none
	At      time.Time // when it happened, where that is known to the minute; On is zero then
}

// Logged is what became of a logged touch.
type Logged struct {
	Touch    Touch
	Advice   Advice // what to do next
	Twin     bool   // the same touch was logged by the same person a moment ago
	Repeated bool   // the input had been served before; nothing was added now
	Words    string // the title of the play that was noted afterwards ([Coach.UsedWords]); else empty
}

// LogTouch adds one touch to a deal and counts it, in one transaction. A touch
// on a past day keeps its day; one of today gets the present instant. A closed
// file takes touches too, and stays closed: whoever bought is thanked (RC-13), and
// whoever did not is won back.
func (c *Coach) LogTouch(ctx context.Context, in Input, dealID string, t TouchDraft) (Logged, error) {
	s, err := c.Situation(ctx, in, dealID)
	if err != nil {
		return Logged{}, err
	}
	return c.LogTouchOn(ctx, in, s, t)
}

// LogTouchOn is LogTouch on a deal whose situation was read just before: with a
// play goes the row that leads to it there. The advice that comes back stands on it: inside the transaction there is only
// what the change itself needs.
func (c *Coach) LogTouchOn(ctx context.Context, in Input, s Situation, t TouchDraft) (Logged, error) {
	t.Note = strings.TrimSpace(t.Note)
	if err := t.validate(c.o.Book, s.Contacts); err != nil {
		return Logged{}, err
	}
	dealID := s.Deal.ID
	row := cmp.Or(c.o.Book.rowOf(&s, t.PlayID), rowOnceClosed(s.Deal, t.PlayID))
	used, via := c.o.Book.takes(&s, t.PlayID, t.Channel)
	var l Logged
	var saved Deal
	log := func(tx Tx, d Deal, now time.Time) (id string, err error) {
		if err := mayChange(in, d); err != nil {
			return "", err
		}
		if err := loggedBefore(tx, d, t.Message); err != nil {
			return "", err
		}
		l = Logged{}
		h := c.Hours(s.Rep)
		if l.Touch, err = t.at(now, h); err != nil {
			return "", err
		}
		l.Touch.ID, l.Touch.DealID, l.Touch.LoggedBy = c.o.NewID(), d.ID, in.Rep.ID
		l.Touch.Row, l.Touch.Used = row, used
		switch {
		case via:
			l.Touch.Direction = Via
		case l.Touch.Direction == Out && onceClosed(d, l.Touch.On, h):
			l.Touch.Direction = Afterwards
		}
		if saved, err = addTouch(tx, d, l.Touch, h.Today(now)); err != nil {
			return "", err
		}
		return l.Touch.ID, owe(tx, d, l.Touch, h)
	}
	id, repeated, err := c.changeKnown(ctx, in, "touch.log",
		func(tx Tx, now time.Time) (string, error) {
			known(tx, s.Deal)
			return log(tx, s.Deal, now)
		},
		func(tx Tx, now time.Time) (string, error) {
			d, err := dealOf(tx, dealID)
			if err != nil {
				return "", err
			}
			return log(tx, d, now)
		})
	if err != nil {
		return Logged{}, err
	}
	if repeated || saved.Version != s.Deal.Version || l.Touch.stops() {
		l.Twin = false
		return c.logged(ctx, in, l, id, dealID, repeated)
	}
	l.Twin = hasTwin(s.Touches, l.Touch)
	if l.Touch.Used != "" || len(s.Tasks) > 0 { // more has changed than the deal
		return c.logged(ctx, in, l, id, dealID, repeated)
	}
	l.Advice = c.o.Book.Advise(c.after(s, saved, l.Touch))
	return l, nil
}

// after is a situation once a touch was added to it, when nobody else changed
// the deal meanwhile: the same as if it were read again.
func (c *Coach) after(s Situation, saved Deal, t Touch) Situation {
	saved.Version++ // what saving it did
	s.Deal = saved
	at := slices.IndexFunc(s.Touches, func(o Touch) bool { return !o.At.After(t.At) })
	if at < 0 {
		at = len(s.Touches)
	}
	s.Touches = slices.Insert(s.Touches, at, t)
	s.Cadence = c.o.Rules.Cadence(saved, c.Hours(s.Rep), c.o.Now())
	return s
}

// logged reads back what an input did, for an answer that is the same however
// often the input comes.
func (c *Coach) logged(ctx context.Context, in Input, l Logged, touchID, dealID string, repeated bool) (Logged, error) {
	l.Repeated = repeated
	team, err := c.Team(ctx, in.Workspace)
	if err != nil {
		return l, err
	}
	err = c.store.View(ctx, in.Workspace, func(r Reader) error {
		t, err := r.Touch(touchID)
		if KindOf(err) == NotFound { // undone since
			t, err = Touch{}, nil
		}
		if err != nil {
			return err
		}
		l.Touch = t
		d, err := r.Deal(dealID)
		if err != nil {
			return err
		}
		s, err := c.gather(r, in, d, team)
		if err != nil {
			return err
		}
		l.Advice = c.o.Book.Advise(s)
		return nil
	})
	return l, err
}

// onceClosed says that a day is not before the one on which the file was closed.
func onceClosed(d Deal, day Date, h Hours) bool {
	return d.Stage.Closed() && (d.ClosedAt.IsZero() || !day.Before(h.Today(d.ClosedAt)))
}

// rowOnceClosed is the situation in which any play is used on a closed file; 0 for
// an open one, and for own words.
func rowOnceClosed(d Deal, playID string) int {
	switch {
	case playID == "" || !d.Stage.Closed():
		return 0
	case d.Stage == Won:
		return wonRow
	}
	return lostRow
}

// validate holds a draft against what there is to choose from: a form can be sent
// by other things than its menus.
func (t TouchDraft) validate(b *Book, people []Contact) error {
	switch {
	case !slices.Contains(Channels, t.Channel):
		return &Error{Kind: Invalid, Field: "channel", Sentence: "Which channel was it? Choose one, such as call or email."}
	case !slices.Contains(Outcomes, t.Outcome):
		return &Error{Kind: Invalid, Field: "outcome", Sentence: "What came of it? Choose an outcome, such as no answer or replied."}
	case t.Objection != NoObjection && !slices.Contains(Objections, t.Objection):
		return &Error{Kind: Invalid, Field: "objection", Sentence: "What was the reason? Choose one of the objections, or none."}
	case t.Objection != NoObjection && t.Outcome != SaidNo:
		return &Error{Kind: Invalid, Field: "objection", Sentence: "An objection belongs to the outcome \"said no\" only."}
	case utf8.RuneCountInString(t.Note) > MaxNote:
		return &Error{Kind: Invalid, Field: "note", Sentence: "That note is longer than 3,000 characters. Please shorten it."}
	case t.PlayID != "" && b.byID[t.PlayID] == nil:
		return &Error{Kind: Invalid, Field: "play", Sentence: "That play isn't in the book any more. Choose another, or your own words."}
	case t.ContactID != "" && !slices.ContainsFunc(people, func(p Contact) bool { return p.ID == t.ContactID }):
		return &Error{Kind: Invalid, Field: "contact", Sentence: "I don't know that person at this account. Choose another, or nobody."}
	}
	return nil
}

// at is the draft as a touch in a rep's calendar.
func (t TouchDraft) at(now time.Time, h Hours) (Touch, error) {
	today := h.Today(now)
	touch := Touch{
		Direction: DirectionOf(t.Channel, t.Outcome), Channel: t.Channel, Outcome: t.Outcome, Objection: t.Objection,
		PlayID: t.PlayID, Note: t.Note, ContactID: t.ContactID, Message: t.Message, At: now, On: today, LoggedAt: now,
	}
	switch {
	case t.On.IsZero() && !t.At.IsZero() && t.At.Before(now): // Slack's clock may be ahead of ours
		touch.At, touch.On = t.At, h.Today(t.At)
		return touch, past("date", touch.On, today, "Log a touch once it has happened.")
	case t.On.IsZero() || t.On == today:
		return touch, nil
	}
	touch.On, touch.At = t.On, t.On.In(h.Zone).Add(12*time.Hour) // noon: the hour is not known
	return touch, past("date", t.On, today, "Log a touch once it has happened.")
}

// hasTwin says whether the newest of some touches looks like t, logged a moment ago.
func hasTwin(touches []Touch, t Touch) bool {
	if len(touches) == 0 {
		return false
	}
	p := touches[0]
	return p.LoggedBy == t.LoggedBy && p.Channel == t.Channel && p.Outcome == t.Outcome && p.Note == t.Note && p.On == t.On &&
		t.LoggedAt.Sub(p.LoggedAt) < twinWithin
}

// addTouch stores a touch and what it does to the deal: the tally goes on, a
// snooze is over (it was quiet until somebody moved), an opt-out marks the person.
// It gives the deal as it was saved.
func addTouch(tx Tx, d Deal, t Touch, today Date) (Deal, error) {
	if err := tx.InsertTouch(t); err != nil {
		return d, err
	}
	tally, ok := d.Tally.Add(d.SentOn, t)
	if !ok {
		all, err := tx.Touches(d.ID, 0)
		if err != nil {
			return d, err
		}
		tally = Count(d.SentOn, all)
	}
	d.Tally, d.SnoozedUntil, d.UpdatedAt = tally, Date{}, t.LoggedAt
	d.wake(today)
	if t.stops() {
		if err := setOptedOut(tx, d, t.ContactID, true); err != nil {
			return d, err
		}
	}
	if err := tx.SaveDeal(d); err != nil {
		return d, err
	}
	return d, restateNudge(tx, d.ID, t.LoggedAt)
}

// setOptedOut marks the person a touch was about: the one named, else the
// account's only contact. Where it is not clear who, the deal's tally alone says stop.
func setOptedOut(tx Tx, d Deal, contactID string, out bool) error {
	people, err := tx.Contacts(d.AccountID)
	if err != nil {
		return err
	}
	for _, p := range people {
		if p.ID == contactID || (contactID == "" && len(people) == 1) {
			p.OptedOut = out
			return tx.SaveContact(p)
		}
	}
	return nil
}
