package coach

import (
	"context"
	"time"
)

// soonAsked is how long a question may be on its way before a board says so: one that
// goes out at once is not worth a word.
const soonAsked = time.Minute

// wait says of the reps who have no question yet when they get it, or that it can't be
// brought to them.
func (b *Board) wait(c *Coach, r Reader) error {
	posts, err := r.PostsAbout(b.Poll.ID)
	if err != nil {
		return err
	}
	questions := map[string]Post{}
	for _, p := range posts {
		if p.Kind == QuestionPost {
			questions[p.To] = p
		}
	}
	for i := range b.Reps {
		a := &b.Reps[i]
		switch q := questions[a.Rep.ID]; {
		case q.State == PostDead:
			a.Unreached = true
		case q.State == PostReady && q.NextAt.After(b.Now.Add(soonAsked)):
			a.AskedAt, a.Zone = q.NextAt, c.Hours(a.Rep).zone()
		}
	}
	return nil
}

// broughtQuestion follows a message about a poll that has come to where it is for, or
// never will: the board that said when somebody is asked is drawn anew, and of the
// question that was asked again the older messages say that it is further down.
func broughtQuestion(tx Tx, before, p Post, now time.Time) error {
	came := before.SentAt.IsZero() && !p.SentAt.IsZero()
	switch {
	case p.Kind == QuestionPost && (came || p.State == PostDead):
		return boardAnew(tx, p.Ref, now)
	case p.Kind == ReminderPost && came:
		poll, err := tx.Poll(p.Ref)
		if err != nil {
			return err
		}
		return foldAbove(tx, poll, p, now)
	}
	return nil
}

// boardAnew draws the board of a poll anew, unless the poll has only just begun: then the
// board said of nobody but those who wait that they wait.
func boardAnew(tx Tx, pollID string, now time.Time) error {
	poll, err := tx.Poll(pollID)
	if KindOf(err) == NotFound || err == nil && (poll.Over() || now.Sub(poll.OpenedAt) < soonAsked) {
		return nil
	}
	if err != nil {
		return err
	}
	err = redraw(tx, boardKey(poll.ID, poll.AskedBy), now)
	if KindOf(err) == NotFound {
		return nil
	}
	return err
}

// questionKeys are the keys of the messages in which a poll asks one rep: the question, and
// the reminders, of which some went to others only.
func questionKeys(poll Poll, repID string) []string {
	keys := []string{questionKey(poll.ID, repID)}
	for n := range poll.Reminders {
		keys = append(keys, reminderKey(poll.ID, n+1, repID))
	}
	return keys
}

// questionsTo are the messages in which a poll asks one rep, the oldest first.
func questionsTo(r Reader, poll Poll, repID string) ([]Post, error) {
	var posts []Post
	for _, key := range questionKeys(poll, repID) {
		p, err := r.Post(key)
		if err != nil && KindOf(err) != NotFound {
			return nil, err
		}
		if err == nil {
			posts = append(posts, p)
		}
	}
	return posts, nil
}

// askedBelow is when the same question was sent once more, below one of the messages
// that asked it; zero: it was not.
func askedBelow(posts []Post, is func(Post) bool) time.Time {
	var last time.Time
	for i, p := range posts {
		if is(p) {
			last = time.Time{}
			for _, later := range posts[i+1:] {
				if !later.SentAt.IsZero() {
					last = later.SentAt
				}
			}
		}
	}
	return last
}

// foldAbove lets the messages above a reminder say that the question is further down.
func foldAbove(tx Tx, poll Poll, reminder Post, now time.Time) error {
	posts, err := questionsTo(tx, poll, reminder.To)
	if err != nil {
		return err
	}
	for _, p := range posts {
		if p.Key == reminder.Key {
			return nil
		}
		if err := tx.SavePost(p.edited(p.Body, now)); err != nil {
			return err
		}
	}
	return nil
}

// BallotIn is what a poll asks a rep, for one of the messages that ask it.
func (c *Coach) BallotIn(ctx context.Context, workspace string, p Post) (Ballot, error) {
	return c.ballotFor(ctx, workspace, p.Ref, p.To, func(q Post) bool { return q.Key == p.Key })
}

// BallotAt is what a poll asks a rep, for the message that they clicked on.
func (c *Coach) BallotAt(ctx context.Context, workspace, pollID, repID string, at Clicked) (Ballot, error) {
	b, err := c.ballotFor(ctx, workspace, pollID, repID, func(q Post) bool { return q.TS != "" && q.TS == at.TS && q.Channel == at.Channel })
	b.Page = at.Page
	return b, err
}

func (c *Coach) ballotFor(ctx context.Context, workspace, pollID, repID string, is func(Post) bool) (Ballot, error) {
	var b Ballot
	err := c.store.View(ctx, workspace, func(r Reader) (err error) {
		if b, err = c.ballot(r, pollID, repID); err != nil {
			return err
		}
		posts, err := questionsTo(r, b.Poll, repID)
		b.Below = askedBelow(posts, is)
		return err
	})
	return b, err
}
