package coach

import (
	"context"
	"slices"
	"time"
)

// Board is how a poll stands, for managers.
type Board struct {
	Poll  Poll
	Asker Rep
	Only  Rep // the only one who was asked; zero: everybody
	Reps  []RepAnswered
	Today Date           // of the manager who asked
	Zone  *time.Location // theirs
	Now   time.Time
}

// RepAnswered is how far one rep has come.
type RepAnswered struct {
	Rep      Rep
	Asked    int // what is still to be answered counts, and what is answered
	Answered int

	AskedAt   time.Time      // when they get the question, where they have not had it yet; zero: they have
	Zone      *time.Location // theirs; only beside AskedAt
	Unreached bool           // Slack takes no message to them
}

// Done says that a rep has answered everything.
func (a RepAnswered) Done() bool { return a.Answered == a.Asked }

// Answered counts the reps who have answered everything, and the answers.
func (b Board) Answered() (reps, answers, of int) {
	for _, r := range b.Reps {
		answers, of = answers+r.Answered, of+r.Asked
		if r.Done() {
			reps++
		}
	}
	return reps, answers, of
}

// RemindAt is when the next reminder may go out; an instant that has passed means now.
func (p Poll) RemindAt() time.Time {
	if p.RemindedAt.IsZero() {
		return p.OpenedAt
	}
	return p.RemindedAt.Add(remindEvery)
}

// Board is how a poll stands.
func (c *Coach) Board(ctx context.Context, workspace, pollID string) (Board, error) {
	var b Board
	err := c.store.View(ctx, workspace, func(r Reader) error {
		p, err := pollOf(r, pollID)
		if err != nil {
			return err
		}
		b, err = c.board(r, p, c.o.Now())
		return err
	})
	return b, err
}

// pollOf is the poll with an id that a button brought.
func pollOf(r Reader, id string) (Poll, error) {
	p, err := r.Poll(id)
	if KindOf(err) == NotFound {
		err = Wrap(NotFound, err, "That poll isn't there any more.")
	}
	return p, err
}

func (c *Coach) board(r Reader, p Poll, now time.Time) (Board, error) {
	b := Board{Poll: p, Now: now}
	var err error
	if b.Asker, err = whoIs(r, p.AskedBy); err != nil {
		return b, err
	}
	h := c.Hours(b.Asker)
	b.Today, b.Zone = h.Today(now), h.Zone
	if p.Asked.RepID != "" {
		if b.Only, err = whoIs(r, p.Asked.RepID); err != nil {
			return b, err
		}
	}
	b.Reps, err = answered(r, p)
	b.Reps = slices.DeleteFunc(b.Reps, func(a RepAnswered) bool { return a.Asked == 0 })
	slices.SortFunc(b.Reps, func(a, b RepAnswered) int { return byName(a.Rep, b.Rep) })
	if err != nil || p.Kind != DeadLeads || p.Over() {
		return b, err
	}
	return b, b.wait(c, r)
}

// answered is how far each rep has come. What was settled before it was answered is not
// waited for, nor is somebody who has left.
func answered(r Reader, p Poll) ([]RepAnswered, error) {
	counts, err := r.CountVotes(p.ID)
	if err != nil {
		return nil, err
	}
	reps, err := repsByID(r)
	all := make([]RepAnswered, len(counts))
	for i, n := range counts {
		rep, known := reps[n.RepID]
		if !known {
			rep = Rep{ID: n.RepID}
		}
		a := RepAnswered{Rep: rep, Asked: n.Answered, Answered: n.Answered}
		switch {
		case p.Over():
			a.Asked = n.Asked
		case !rep.Deleted:
			a.Asked += n.Open
		}
		all[i] = a
	}
	return all, err
}

// repsByID is everybody whom we know.
func repsByID(r Reader) (map[string]Rep, error) {
	known, err := r.Reps()
	reps := make(map[string]Rep, len(known))
	for _, p := range known {
		reps[p.ID] = p
	}
	return reps, err
}

// chunks are votes, which come by rep, parted by rep.
func chunks(votes []Vote) [][]Vote {
	var all [][]Vote
	for i, v := range votes {
		if i == 0 || v.RepID != votes[i-1].RepID {
			all = append(all, nil)
		}
		all[len(all)-1] = append(all[len(all)-1], v)
	}
	return all
}

// whoIs is somebody by id, known or not.
func whoIs(r Reader, id string) (Rep, error) {
	p, err := r.Rep(id)
	if KindOf(err) == NotFound {
		return Rep{ID: id}, nil
	}
	return p, err
}

// Reminded is what became of a reminder.
type Reminded struct {
	Board  Board
	People int // to whom it goes
}

// Remind asks those once more who have not answered everything, at most once every
// four hours. Whoever has not had the question yet is not reminded of it.
func (c *Coach) Remind(ctx context.Context, in Input, pollID string) (Reminded, error) {
	if err := asksTeam(in); err != nil {
		return Reminded{}, err
	}
	reminded := 0
	_, _, err := c.change(ctx, in, "poll.remind", func(tx Tx, now time.Time) (string, error) {
		p, err := openFor(tx, pollID)
		if err != nil {
			return "", err
		}
		if at := p.RemindAt(); at.After(now) {
			zone := c.Hours(in.Rep).Zone
			return "", Errorf(Conflict, "They were reminded at %s. The next reminder can go out at %s.", clockIn(p.RemindedAt, zone), clockIn(at, zone))
		}
		p.Reminders, p.RemindedAt = p.Reminders+1, now
		if reminded, err = c.remindAll(tx, p, now); err != nil {
			return "", err
		}
		if reminded == 0 {
			return "", Errorf(Conflict, "There's nobody to remind: who has the question has answered it.")
		}
		if err := tx.SavePoll(p); err != nil {
			return "", err
		}
		return p.ID, redraw(tx, boardKey(p.ID, p.AskedBy), now)
	})
	if err != nil {
		return Reminded{}, err
	}
	b, err := c.Board(ctx, in.Workspace, pollID)
	return Reminded{b, reminded}, err
}

// openFor reads a poll that somebody wants to go on with.
func openFor(r Reader, id string) (Poll, error) {
	p, err := pollOf(r, id)
	if err == nil && p.Over() {
		err = Errorf(Conflict, "That poll is closed. Nothing was changed.")
	}
	return p, err
}

func clockIn(t time.Time, zone *time.Location) string {
	if zone == nil {
		zone = time.UTC
	}
	return t.In(zone).Format("15:04")
}

func (c *Coach) remindAll(tx Tx, p Poll, now time.Time) (int, error) {
	reps, err := answered(tx, p)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, a := range reps {
		if a.Done() || a.Rep.Deleted {
			continue
		}
		asked, err := tx.Post(questionKey(p.ID, a.Rep.ID))
		if err != nil {
			return n, err
		}
		if asked.SentAt.IsZero() {
			continue
		}
		if err := c.putQuestion(tx, p, ReminderPost, reminderKey(p.ID, p.Reminders, a.Rep.ID), a.Rep, now); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// redraw lets a message about a poll say how things stand now, where it is out.
func redraw(tx Tx, key string, now time.Time) error {
	p, err := tx.Post(key)
	if err != nil {
		return err
	}
	return tx.SavePost(p.edited(p.Body, now))
}
