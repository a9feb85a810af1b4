package coach

import (
	"context"
	"errors"
	"slices"
	"time"
)

// PollResult is what came of a poll.
type PollResult struct {
	Poll      Poll
	Asker     Rep
	Reps      []RepResult
	RevisitOn Date // when files that are closed today deserve another look
	Today     Date // of the manager who asked
}

// RepResult is what one rep answered; the largest deals first.
type RepResult struct {
	Rep   Rep
	Deals []AskedDeal
}

// Of lists the deals with an answer, over all reps. What was settled before anybody
// answered is in none.
func (r PollResult) Of(c Choice) []AskedDeal {
	var all []AskedDeal
	for _, rep := range r.Reps {
		for _, d := range rep.Deals {
			if d.Vote.Choice == c && (c != NoAnswerYet || !d.Settled()) {
				all = append(all, d)
			}
		}
	}
	return all
}

// With lists the deals that were called dead and have a fate.
func (r PollResult) With(is func(Fate) bool) []AskedDeal {
	return slices.DeleteFunc(r.Of(CalledDead), func(d AskedDeal) bool { return !is(d.Vote.Fate) })
}

// Dead lists the deals called dead whose files are closed, or can be now.
func (r PollResult) Dead() []AskedDeal { return r.With(func(f Fate) bool { return f == FileClosed }) }

// LeftOut lists the deals called dead that have changed since, and so are left alone.
func (r PollResult) LeftOut() []AskedDeal {
	return r.With(func(f Fate) bool { return f != FileClosed })
}

// Amounts are the totals of some deals, one per currency.
func Amounts(deals []AskedDeal) []Money {
	values := make([]Money, len(deals))
	for i, d := range deals {
		values[i] = d.Deal.Amount
	}
	return Sum(values...)
}

// Result is what came of a poll. While its file can still be closed, a deal that was
// called dead has the fate that closing would bring it now.
func (c *Coach) Result(ctx context.Context, workspace, pollID string) (PollResult, error) {
	var res PollResult
	err := c.store.View(ctx, workspace, func(r Reader) error {
		p, err := pollOf(r, pollID)
		if err != nil {
			return err
		}
		res, err = c.result(r, p)
		return err
	})
	return res, err
}

func (c *Coach) result(r Reader, p Poll) (PollResult, error) {
	now := c.o.Now()
	res := PollResult{Poll: p}
	var err error
	if res.Asker, err = whoIs(r, p.AskedBy); err != nil {
		return res, err
	}
	h := c.Hours(res.Asker)
	res.Today = h.Today(now)
	res.RevisitOn = revisitOn(res.Today, h)
	votes, err := r.Votes(p.ID, "")
	if err != nil {
		return res, err
	}
	for _, votes := range chunks(votes) {
		rep, err := whoIs(r, votes[0].RepID)
		if err != nil {
			return res, err
		}
		deals, err := c.askedDeals(r, votes, c.Hours(rep), now)
		if err != nil {
			return res, err
		}
		for i := range deals {
			if d := &deals[i]; d.Vote.Fate == "" && d.Vote.Choice == CalledDead {
				d.Vote.Fate = d.Vote.fate(d.Deal, d.Cadence.Today)
			}
		}
		res.Reps = append(res.Reps, RepResult{rep, deals})
	}
	slices.SortFunc(res.Reps, func(a, b RepResult) int { return byName(a.Rep, b.Rep) })
	return res, nil
}

// ClosePoll ends a poll of dead leads. No file is closed by that.
func (c *Coach) ClosePoll(ctx context.Context, in Input, pollID string) (Board, error) {
	if err := asksTeam(in); err != nil {
		return Board{}, err
	}
	_, _, err := c.change(ctx, in, "poll.close", func(tx Tx, now time.Time) (string, error) {
		p, err := openFor(tx, pollID)
		if err != nil {
			return "", err
		}
		if p.Kind != DeadLeads {
			return "", Errorf(Invalid, "That is no poll of dead leads.")
		}
		return p.ID, c.closePoll(tx, p, in.Rep.ID, now)
	})
	if err != nil {
		return Board{}, err
	}
	return c.Board(ctx, in.Workspace, pollID)
}

// ClosePolls lets each poll go on whose time has come, and goes on with files that
// somebody began to close and died: it looks every second, so that it has to be cheap
// when there is nothing to do.
func (c *Coach) ClosePolls(ctx context.Context, workspace string) error {
	now := c.o.Now()
	var open []Poll
	err := c.store.View(ctx, workspace, func(r Reader) (err error) {
		open, err = r.OpenPolls()
		return err
	})
	for _, p := range open {
		if p.ClosesAt.After(now) {
			continue
		}
		err = errors.Join(err, c.update(ctx, workspace, author{ByCoach, "poll.time", now}, func(tx Tx) error {
			p, err := tx.Poll(p.ID)
			if err != nil || p.Over() || p.ClosesAt.After(now) {
				return err // somebody else was first
			}
			return c.goOn(tx, p, now)
		}))
	}
	return errors.Join(err, c.takeUpFiling(ctx, workspace, now))
}

// goOn is what a poll does when its time has come.
func (c *Coach) goOn(tx Tx, p Poll, now time.Time) error {
	if p.Kind == IdeaRound {
		return c.nextRound(tx, p, "", "", now)
	}
	return c.closePoll(tx, p, "", now)
}

// closePoll closes a poll, brings every message about it up to date, and writes the
// result: to whoever asked, and to whoever closed it.
func (c *Coach) closePoll(tx Tx, p Poll, by string, now time.Time) error {
	p.State, p.ClosedAt, p.ClosedBy = PollClosed, now, by
	if err := tx.SavePoll(p); err != nil {
		return err
	}
	if err := redrawAll(tx, p.ID, now); err != nil {
		return err
	}
	for _, manager := range managersOf(p) {
		at := now
		if manager != by { // nobody waits for it just now
			rep, err := whoIs(tx, manager)
			if err != nil {
				return err
			}
			at = c.reachable(rep, now)
		}
		_, err := plan(tx, Post{Key: resultKey(p.ID, manager), Kind: ResultPost, To: manager, Ref: p.ID, NextAt: at}, now)
		if err != nil {
			return err
		}
	}
	return nil
}

// Told says that somebody hears what came of a poll as a manager: who asked, and who
// closed it.
func (p Poll) Told(id string) bool { return slices.Contains(managersOf(p), id) }

// managersOf are those who get to know what came of a poll.
func managersOf(p Poll) []string {
	if p.ClosedBy == "" || p.ClosedBy == p.AskedBy {
		return []string{p.AskedBy}
	}
	return []string{p.AskedBy, p.ClosedBy}
}

// redrawAll brings the messages about a poll up to date, those of some kinds or all.
// What was not sent yet has nothing to say any more; whoever draws it knows.
func redrawAll(tx Tx, pollID string, now time.Time, kinds ...PostKind) error {
	posts, err := tx.PostsAbout(pollID)
	for _, p := range posts {
		if err == nil && (len(kinds) == 0 || slices.Contains(kinds, p.Kind)) {
			err = tx.SavePost(p.edited(p.Body, now))
		}
	}
	return err
}

func resultKey(poll, manager string) string { return "poll/" + poll + "/result/" + manager }
