package coach

import (
	"context"
	"slices"
	"strconv"
	"time"
)

// CloseFiles closes the files of the deals that their reps called dead, each with a
// day for another look, and hands their reps the words that ask leave for it. What
// has changed since it was called dead is left alone (DL-37, DL-40).
func (c *Coach) CloseFiles(ctx context.Context, in Input, pollID string) (PollResult, error) {
	return c.files(ctx, in, closesFiles, pollID, func(tx Tx, p *Poll, now time.Time) error {
		switch {
		case !p.FilesAt.IsZero():
			return Errorf(Conflict, "These files are closed already.")
		case !p.Over():
			return Errorf(Conflict, "The poll is still open. Close it first.")
		}
		some, err := c.anyToClose(tx, *p, now)
		if err == nil && !some {
			err = Errorf(Conflict, "Every one of these deals has changed since it was called dead, so no file was closed.")
		}
		if err != nil {
			return err
		}
		p.FilesAt = now
		if err := tx.SavePoll(*p); err != nil {
			return err
		}
		p.Version++
		return nil
	})
}

// ReopenFiles takes CloseFiles back: each file that it closed, and that nobody moved
// since, is open again.
func (c *Coach) ReopenFiles(ctx context.Context, in Input, pollID string) (PollResult, error) {
	return c.files(ctx, in, opensFiles, pollID, func(_ Tx, p *Poll, _ time.Time) error {
		if p.FilesAt.IsZero() {
			return Errorf(Conflict, "These files are open already.")
		}
		return nil
	})
}

// files changes the files of a poll for one input, and brings the messages about them
// up to date. allow says whether that may begin.
func (c *Coach) files(ctx context.Context, in Input, verb, pollID string, allow func(Tx, *Poll, time.Time) error) (PollResult, error) {
	if err := asksTeam(in); err != nil {
		return PollResult{}, err
	}
	more := false
	_, _, err := c.change(ctx, in, verb, func(tx Tx, now time.Time) (string, error) {
		p, err := pollOf(tx, pollID)
		if err != nil {
			return "", err
		}
		if err := allow(tx, &p, now); err != nil {
			return "", err
		}
		more, err = filing{PollID: p.ID, Verb: verb, By: in.actor(), At: now}.begin(c, tx, p)
		return p.ID, err
	})
	if err == nil && more { // begun is begun
		err = c.goOnFiling(context.WithoutCancel(ctx), in.Workspace)
		err = Wrap(Busy, err, "Only some of these files are done so far. The rest follows by itself within a minute.")
	}
	if err != nil {
		return PollResult{}, err
	}
	return c.Result(ctx, in.Workspace, pollID)
}

// anyToClose says that some file of a poll would be closed now.
func (c *Coach) anyToClose(r Reader, p Poll, now time.Time) (bool, error) {
	votes, err := r.Votes(p.ID, "")
	if err != nil {
		return false, err
	}
	for _, v := range votes {
		if v.Choice != CalledDead {
			continue
		}
		rep, err := whoIs(r, v.RepID)
		if err != nil {
			return false, err
		}
		d, err := r.Deal(v.DealID)
		if err != nil && KindOf(err) != NotFound {
			return false, err
		}
		if v.fate(d, c.Hours(rep).Today(now)) == FileClosed {
			return true, nil
		}
	}
	return false, nil
}

// LeaveToClose is the play whose words ask leave to close a file.
const LeaveToClose = "permission-to-close"

// withoutDecision is the reason on a file that ends without any.
const withoutDecision = "no decision"

// closeFile gives a deal that was called dead its fate.
func closeFile(tx Tx, v Vote, h Hours, at time.Time) error {
	d, err := tx.Deal(v.DealID)
	if err != nil && KindOf(err) != NotFound {
		return err
	}
	today := h.Today(at)
	v.Fate = v.fate(d, today)
	if err := tx.SaveVote(v); err != nil || v.Fate != FileClosed {
		return err
	}
	d.close(Closing{Stage: Dead, Reason: withoutDecision, RevisitOn: revisitOn(today, h)}, at, today)
	d.UpdatedAt = at
	if err := tx.SaveDeal(d); err != nil {
		return err
	}
	if err := restateNudge(tx, d.ID, at); err != nil {
		return err
	}
	return hasten(tx, d.ID, today, h)
}

// reopenFile opens a file that was closed at an instant, unless it was moved since, and
// takes its fate back.
func reopenFile(tx Tx, v Vote, closedAt, now time.Time) error {
	was := v.Fate
	v.Fate = ""
	if err := tx.SaveVote(v); err != nil || was != FileClosed {
		return err
	}
	d, err := tx.Deal(v.DealID)
	if KindOf(err) == NotFound {
		return nil
	}
	if err != nil || d.Stage != Dead || !d.ClosedAt.Equal(closedAt) {
		return err
	}
	d.reopen(now)
	d.UpdatedAt = now
	if err := tx.SaveDeal(d); err != nil {
		return err
	}
	return restateNudge(tx, d.ID, now)
}

// handWords writes to each rep whose files were closed.
func (c *Coach) handWords(tx Tx, p Poll, now time.Time) error {
	votes, err := tx.Votes(p.ID, "")
	if err != nil {
		return err
	}
	for _, votes := range chunks(votes) {
		if !slices.ContainsFunc(votes, func(v Vote) bool { return v.Fate == FileClosed }) {
			continue
		}
		rep, err := whoIs(tx, votes[0].RepID)
		if err != nil {
			return err
		}
		if _, err := plan(tx, Post{Key: filesKey(p, rep.ID), Kind: FilesPost, To: rep.ID, Ref: p.ID, NextAt: c.reachable(rep, now)}, now); err != nil {
			return err
		}
	}
	return nil
}

// filesKey tells one closing of a poll's files from another: what was taken back and
// done again is told again.
func filesKey(p Poll, rep string) string {
	return "poll/" + p.ID + "/files/" + strconv.FormatInt(p.FilesAt.UnixMilli(), 36) + "/" + rep
}

// Files is what a rep is told of the files that a poll closed.
type Files struct {
	Poll   Poll
	By     Rep             // who asked
	Closed []AskedDeal     // empty: this closing was taken back
	Back   []AskedDeal     // then: what they called dead and is open, as it was
	Stop   map[string]bool // deals whose people asked not to be contacted: no words for them
	Today  Date            // of the rep
}

// Files reads what the post about one closing tells its rep, as the files stand.
func (c *Coach) Files(ctx context.Context, workspace string, post Post) (Files, error) {
	var f Files
	err := c.store.View(ctx, workspace, func(r Reader) error {
		b, err := c.ballot(r, post.Ref, post.To)
		if err != nil {
			return err
		}
		f = Files{Poll: b.Poll, By: b.Asker, Today: b.Today, Stop: map[string]bool{}}
		if post.Key != filesKey(b.Poll, post.To) {
			f.Back = stillDead(b)
			return nil
		}
		for _, d := range b.Deals {
			if d.Vote.Fate != FileClosed || d.Gone {
				continue
			}
			f.Closed = append(f.Closed, d)
			if f.Stop[d.Deal.ID], err = toldToStop(r, d.Deal); err != nil {
				return err
			}
		}
		return nil
	})
	return f, err
}

// stillDead are the deals that their rep called dead and that are open, with nothing
// done about them since: what a closing that was taken back had closed.
func stillDead(b Ballot) (back []AskedDeal) {
	for _, d := range b.Deals {
		if d.Vote.Choice == CalledDead && !d.Gone && d.Vote.fate(d.Deal, b.Today) == FileClosed {
			back = append(back, d)
		}
	}
	return back
}
