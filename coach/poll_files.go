package coach

import (
	"context"
	"strconv"
	"time"
)

// CloseFiles closes the files of the deals that their reps called dead, each with a
// day for another look, and hands their reps the words that ask leave for it. What
// has changed since it was called dead is left alone (DL-37, DL-40).
func (c *Coach) CloseFiles(ctx context.Context, in Input, pollID string) (PollResult, error) {
	return c.files(ctx, in, "poll.files", pollID, func(tx Tx, p Poll, now time.Time) error {
		if !p.FilesAt.IsZero() {
			return Errorf(Conflict, "These files are closed already.")
		}
		if !p.Over() {
			return Errorf(Conflict, "The poll is still open. Close it first.")
		}
		p.FilesAt = now
		closed, err := c.closeFiles(tx, p, now)
		if err != nil {
			return err
		}
		if len(closed) == 0 {
			return Errorf(Conflict, "Every one of these deals has changed since it was called dead, so no file was closed.")
		}
		if err := tx.SavePoll(p); err != nil {
			return err
		}
		return c.handWords(tx, p, closed, now)
	})
}

// ReopenFiles takes CloseFiles back: each file that it closed, and that nobody moved
// since, is open again.
func (c *Coach) ReopenFiles(ctx context.Context, in Input, pollID string) (PollResult, error) {
	return c.files(ctx, in, "poll.reopen", pollID, func(tx Tx, p Poll, now time.Time) error {
		if p.FilesAt.IsZero() {
			return Errorf(Conflict, "These files are open already.")
		}
		if err := reopenFiles(tx, p, now); err != nil {
			return err
		}
		p.FilesAt = time.Time{}
		return tx.SavePoll(p)
	})
}

// files changes the files of a poll for one input, and brings the messages about them
// up to date.
func (c *Coach) files(ctx context.Context, in Input, verb, pollID string, fn func(Tx, Poll, time.Time) error) (PollResult, error) {
	if err := asksTeam(in); err != nil {
		return PollResult{}, err
	}
	_, _, err := c.change(ctx, in, verb, func(tx Tx, now time.Time) (string, error) {
		p, err := pollOf(tx, pollID)
		if err != nil {
			return "", err
		}
		if err := fn(tx, p, now); err != nil {
			return "", err
		}
		return p.ID, redrawAll(tx, p.ID, now, ResultPost, FilesPost)
	})
	if err != nil {
		return PollResult{}, err
	}
	return c.Result(ctx, in.Workspace, pollID)
}

// closeFiles gives each deal that was called dead its fate, and says whose files were
// closed.
func (c *Coach) closeFiles(tx Tx, p Poll, now time.Time) (reps []Rep, err error) {
	votes, err := tx.Votes(p.ID, "")
	if err != nil {
		return nil, err
	}
	for _, votes := range chunks(votes) {
		rep, err := whoIs(tx, votes[0].RepID)
		if err != nil {
			return nil, err
		}
		some := false
		for _, v := range votes {
			if v.Choice != CalledDead {
				continue
			}
			closed, err := c.closeFile(tx, v, c.Hours(rep), now)
			if err != nil {
				return nil, err
			}
			some = some || closed
		}
		if some {
			reps = append(reps, rep)
		}
	}
	return reps, nil
}

// LeaveToClose is the play whose words ask leave to close a file.
const LeaveToClose = "permission-to-close"

// withoutDecision is the reason on a file that ends without any.
const withoutDecision = "no decision"

func (c *Coach) closeFile(tx Tx, v Vote, h Hours, now time.Time) (closed bool, err error) {
	d, err := tx.Deal(v.DealID)
	if err != nil && KindOf(err) != NotFound {
		return false, err
	}
	today := h.Today(now)
	v.Fate = v.fate(d, today)
	if err := tx.SaveVote(v); err != nil || v.Fate != FileClosed {
		return false, err
	}
	d.close(Closing{Stage: Dead, Reason: withoutDecision, RevisitOn: revisitOn(today, h)}, now, today)
	d.UpdatedAt = now
	if err := tx.SaveDeal(d); err != nil {
		return false, err
	}
	if err := restateNudge(tx, d.ID, now); err != nil {
		return false, err
	}
	return true, hasten(tx, d.ID, today, h)
}

func reopenFiles(tx Tx, p Poll, now time.Time) error {
	votes, err := tx.Votes(p.ID, "")
	if err != nil {
		return err
	}
	for _, v := range votes {
		if v.Fate == "" {
			continue
		}
		if v.Fate == FileClosed {
			if err := reopenFile(tx, v.DealID, p.FilesAt, now); err != nil {
				return err
			}
		}
		v.Fate = ""
		if err := tx.SaveVote(v); err != nil {
			return err
		}
	}
	return nil
}

// reopenFile opens a file that was closed at an instant, unless it was moved since.
func reopenFile(tx Tx, dealID string, closedAt, now time.Time) error {
	d, err := tx.Deal(dealID)
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
func (c *Coach) handWords(tx Tx, p Poll, reps []Rep, now time.Time) error {
	for _, rep := range reps {
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
