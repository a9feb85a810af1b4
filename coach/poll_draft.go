package coach

import (
	"context"
	"slices"
	"time"
)

// A poll of a large team is tens of thousands of rows, and whoever else writes would wait
// for all of them. So it is written as a draft, in slices, and one small transaction at
// the end opens it. Until then nobody sees it, and its questions are far ahead in the
// outbox; a draft that came to nothing is dropped, by whoever wrote it or, where they
// died, later.
//
// A draft is a closed poll that nobody closed. So it is in the way of no other poll, and a
// version from before there were drafts takes none for a poll that runs.

const (
	// draftSlice is how much is written in one transaction, counted in votes; others wait
	// for it for some ten milliseconds. A question counts as so many votes as it costs.
	draftSlice    = 1000
	questionCosts = 10
	// draftFor is when whoever wrote a draft is not there any more.
	draftFor = time.Hour
	// draftAhead is how much later than it is to be sent a question of a draft is due.
	draftAhead = 30 * 24 * time.Hour
)

// draft says that a poll was not opened yet, or never will be.
func (p Poll) draft() bool { return p.State == PollClosed && p.ClosedAt.IsZero() }

// question is a part of what one rep is asked about.
type question struct {
	rep   Rep
	deals []candidate
	first bool // the part with which the message to them is written
}

// slices are the questions of a poll, parted into what is written at once.
func (f candidates) slices() [][]question {
	var all [][]question
	room := 0
	for _, rep := range f.reps {
		first := true
		for deals := range slices.Chunk(f.deals[rep.ID], draftSlice) {
			if len(deals) > room {
				all, room = append(all, nil), draftSlice
			}
			last := len(all) - 1
			all[last] = append(all[last], question{rep, deals, first})
			room -= len(deals) + questionCosts
			first = false
		}
	}
	return all
}

// writeDraft writes a poll that is not opened yet. It has not happened so far, so it is in
// no audit log.
func (c *Coach) writeDraft(ctx context.Context, workspace string, p Poll, found candidates) error {
	p.State = PollClosed
	err := c.store.Update(ctx, workspace, func(tx Tx) error { return tx.InsertPoll(p) })
	for _, slice := range found.slices() {
		if err != nil {
			return err
		}
		err = c.store.Update(ctx, workspace, func(tx Tx) error { return c.writeSlice(tx, p, slice) })
	}
	return err
}

func (c *Coach) writeSlice(tx Tx, p Poll, slice []question) error {
	for _, q := range slice {
		for _, d := range q.deals {
			if err := tx.InsertVote(Vote{PollID: p.ID, RepID: q.rep.ID, DealID: d.dealID, Touches: d.touches}); err != nil {
				return err
			}
		}
		if !q.first {
			continue
		}
		_, err := plan(tx, Post{
			Key: questionKey(p.ID, q.rep.ID), Kind: QuestionPost, To: q.rep.ID, Ref: p.ID,
			NextAt: c.reachable(q.rep, p.OpenedAt).Add(draftAhead), NotAfter: p.ClosesAt,
		}, p.OpenedAt)
		if err != nil {
			return err
		}
	}
	return nil
}

// openDraft makes a draft the poll that runs, with its questions on their way and the
// message to whoever asked.
func openDraft(tx Tx, p Poll, now time.Time) (string, error) {
	p.State = PollOpen
	if err := tx.SavePoll(p); err != nil {
		return "", err
	}
	if err := tx.HastenPosts(p.ID, draftAhead); err != nil {
		return "", err
	}
	_, err := plan(tx, Post{Key: boardKey(p.ID, p.AskedBy), Kind: BoardPost, To: p.AskedBy, Ref: p.ID, NextAt: now}, now)
	return p.ID, err
}

// dropDraft drops a draft that came to nothing. What of it stays is forgotten later.
func (c *Coach) dropDraft(ctx context.Context, workspace, id string) {
	ctx = context.WithoutCancel(ctx)
	for more := true; more; {
		err := c.store.Update(ctx, workspace, func(tx Tx) error {
			p, err := tx.Poll(id)
			if err == nil {
				more, err = dropSome(tx, p)
			}
			return err
		})
		if err != nil {
			return
		}
	}
}

// dropOldDraft drops a part of a draft whose writer has died.
func dropOldDraft(tx Tx, now time.Time) (more bool, err error) {
	p, err := tx.Draft(now.Add(-draftFor))
	if KindOf(err) == NotFound {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return dropSome(tx, p)
}

// dropSome drops some votes of a draft, or the draft when it has none left. Whoever goes on
// writing it after all cannot open it any more: it has another version.
func dropSome(tx Tx, p Poll) (more bool, err error) {
	if err := tx.SavePoll(p); err != nil {
		return false, err
	}
	n, err := tx.DeleteVotes(p.ID, forgottenAtOnce)
	if err != nil || n > 0 {
		return true, err
	}
	if err := tx.HastenPosts(p.ID, draftAhead); err != nil { // to be put aside
		return false, err
	}
	return false, tx.DeletePoll(p.ID)
}

// asksNothing says that a question belongs to a poll that was never opened.
func asksNothing(r Reader, p Post) (bool, error) {
	if p.Kind != QuestionPost {
		return false, nil
	}
	poll, err := r.Poll(p.Ref)
	if KindOf(err) == NotFound {
		return true, nil
	}
	return poll.draft(), err
}
