package coach

import (
	"context"
	"time"
)

// Claim is a post in somebody's hands, until the lease runs out.
type Claim struct {
	Post
	ThreadTS string // timestamp of the message in whose thread it goes; empty: none
}

// ClaimPosts takes up at most n posts that wait for somebody now: those in state
// Sending are to be sent, PostUnknown to be looked for, PostEditing to be edited. Say what
// came of each with [Coach.Delivered], [Coach.Undelivered] or [Coach.LookedFor].
func (c *Coach) ClaimPosts(ctx context.Context, workspace string, n int) ([]Claim, error) {
	now := c.o.Now()
	var waiting []Post
	err := c.store.View(ctx, workspace, func(r Reader) (err error) {
		waiting, err = r.DuePosts(now, 1)
		return err
	})
	if err != nil || len(waiting) == 0 {
		return nil, err // most looks end here, without keeping writers waiting
	}
	var claims []Claim
	err = c.update(ctx, workspace, author{ByCoach, "post", now}, func(tx Tx) error {
		claims = nil
		due, err := tx.DuePosts(now, n)
		if err != nil {
			return err
		}
		for _, p := range due {
			claim, ok, err := c.claimPost(tx, p, now)
			if err != nil {
				return err
			}
			if ok {
				claims = append(claims, claim)
			}
		}
		return nil
	})
	return claims, err
}

// claimPost takes up one post, or puts it aside.
func (c *Coach) claimPost(tx Tx, p Post, now time.Time) (claim Claim, ok bool, err error) {
	if held, ok, err := c.mayGo(tx, p, now); err != nil || !ok {
		if err == nil {
			err = tx.SavePost(held)
		}
		return claim, false, err
	}
	if p.Thread != "" {
		above, err := postAbove(tx, p)
		switch {
		case KindOf(err) == NotFound:
			return claim, false, tx.SavePost(p.skipped("nothing above it", now))
		case err != nil:
			return claim, false, err
		case above.givenUp():
			return claim, false, tx.SavePost(p.skipped("nothing above it", now))
		case above.TS == "":
			return claim, false, tx.SavePost(p.until(now.Add(postLook), now))
		}
		if claim.ThreadTS, err = threadOf(tx, above); err != nil {
			return claim, false, err
		}
	}
	claim.Post = p.claimed(now)
	err = tx.SavePost(claim.Post)
	claim.Post.Version++
	return claim, claim.Post.State != PostSkipped, err
}

// postAbove is the post that one stands below. Where that is given up, and isn't what the
// thread hangs on, it is the one above it.
func postAbove(r Reader, p Post) (above Post, err error) {
	for above, err = r.Post(p.Thread); err == nil && above.givenUp() && above.Thread != ""; {
		above, err = r.Post(above.Thread)
	}
	return above, err
}

// threadOf is the timestamp of the message that a thread hangs on: that of the post, or of
// the one which it stands below itself.
func threadOf(r Reader, p Post) (string, error) {
	for p.Thread != "" {
		above, err := r.Post(p.Thread)
		if err != nil {
			return "", err
		}
		p = above
	}
	return p.TS, nil
}

// unasked are the kinds that come to a rep without their doing, at a time that suits
// them; nudges, which also have a time of their own, are one more.
var unasked = map[PostKind]bool{QuestionPost: true, ReminderPost: true, ResultPost: true, FilesPost: true, HandoverPost: true, IdeasPost: true, BestIdeaPost: true}

// mayGo says whether a post may reach whom it is for now. One whose person has left is
// put aside. One that waited, because Slack took none or because the rep's time has
// changed, may have got into their quiet hours; it waits until they end, or is put aside.
func (c *Coach) mayGo(r Reader, p Post, now time.Time) (held Post, ok bool, err error) {
	if p.State != PostReady {
		return p, true, nil
	}
	rep, err := r.Rep(p.To)
	if err != nil && KindOf(err) != NotFound {
		return p, false, err
	}
	switch {
	case rep.Deleted:
		return p.skipped(string(Gone), now), false, nil
	case p.Kind == NudgePost:
		held, ok = c.reminders(rep).held(p, rep.ID == "", now)
		return held, ok, nil
	case !unasked[p.Kind]:
		return p, true, nil
	}
	switch nothing, err := asksNothing(r, p); {
	case err != nil:
		return p, false, err
	case nothing:
		return p.skipped("no poll", now), false, nil
	}
	at := c.reachable(rep, now)
	if !at.After(now) || p.late(now) {
		return p, true, nil
	}
	if p.Kind == ResultPost { // whoever closed the poll waits for it
		if poll, err := pollOf(r, p.Ref); err != nil || poll.ClosedBy == p.To {
			return p, err == nil, err
		}
	}
	return p.until(at, now), false, nil
}

// Holds says that a claimed post is still in the hands of whoever claimed it to be sent,
// and nobody took it up since. Whoever was suspended, and whose clock was set back
// meanwhile, cannot tell from the time.
func (c *Coach) Holds(ctx context.Context, workspace string, p Post) (ours bool, err error) {
	err = c.store.View(ctx, workspace, func(r Reader) error {
		now, err := r.Post(p.Key)
		ours = now.State == PostSending && now.Attempts == p.Attempts
		return err
	})
	return ours, err
}

// Delivered notes where a claimed post is: sent, found, or edited.
func (c *Coach) Delivered(ctx context.Context, workspace string, p Post, channel, ts string) error {
	return c.settlePost(ctx, workspace, p, func(now Post, changed bool, at time.Time) Post {
		return now.delivered(channel, ts, changed, at)
	})
}

// Undelivered notes that an attempt to send or to edit failed.
func (c *Coach) Undelivered(ctx context.Context, workspace string, p Post, f Failure) error {
	return c.settlePost(ctx, workspace, p, func(now Post, _ bool, at time.Time) Post {
		now.State = p.State // an edit that came meanwhile is drawn at the next attempt anyway
		return now.failed(f, at)
	})
}

// LookedFor notes that a post of unknown end is not there, or, when readable is
// false, that its conversation cannot be looked into.
func (c *Coach) LookedFor(ctx context.Context, workspace string, p Post, readable bool) error {
	return c.settlePost(ctx, workspace, p, func(now Post, _ bool, at time.Time) Post {
		if !readable {
			return now.unreadable(at)
		}
		return now.missed(at)
	})
}

// settlePost saves what came of a claim, unless somebody else has taken the post up
// since: then the lease had run out, and what they find counts.
func (c *Coach) settlePost(ctx context.Context, workspace string, p Post, settle func(now Post, changed bool, at time.Time) Post) error {
	at := c.o.Now()
	return c.update(context.WithoutCancel(ctx), workspace, author{ByCoach, "post", at}, func(tx Tx) error {
		now, err := tx.Post(p.Key)
		if err != nil {
			return err
		}
		if now.Attempts != p.Attempts || now.State == PostSent {
			return nil
		}
		settled := settle(now, now.Version != p.Version, at)
		if err := tx.SavePost(settled); err != nil {
			return err
		}
		return broughtQuestion(tx, now, settled, at)
	})
}

// plan writes a post, unless one with its key was written before.
func plan(tx Tx, p Post, now time.Time) (first bool, err error) {
	switch _, err := tx.Post(p.Key); {
	case err == nil:
		return false, nil
	case KindOf(err) != NotFound:
		return false, err
	}
	if p.State == "" {
		p.State = PostReady
	}
	p.CreatedAt, p.UpdatedAt = now, now
	if p, err = mayBeThere(tx, p, now); err != nil {
		return false, err
	}
	return true, tx.InsertPost(p)
}

// Withdraw puts a claimed post aside because there is nothing left to say.
func (c *Coach) Withdraw(ctx context.Context, workspace string, p Post, why string) error {
	return c.settlePost(ctx, workspace, p, func(now Post, _ bool, at time.Time) Post {
		if now.TS != "" {
			return now.delivered(now.Channel, now.TS, false, at) // an edit that is not needed
		}
		return now.skipped(why, at)
	})
}

// Tell writes a post of somebody else's making into the outbox, to be sent as soon as
// Slack takes it; a key that was used before is left as it is.
func (c *Coach) Tell(ctx context.Context, workspace string, p Post) error {
	now := c.o.Now()
	p.NextAt = laterTime(p.NextAt, now)
	return c.update(ctx, workspace, author{ByCoach, "post", now}, func(tx Tx) error {
		_, err := plan(tx, p, now)
		return err
	})
}
