package bot

import (
	"context"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

// planNudges writes the nudges whose time has come; the outbox sends them.
func (b *Bot) planNudges(ctx context.Context) error {
	p, err := b.o.Coach.PlanNudges(ctx, b.o.Team)
	b.o.Metrics.planned.Add(float64(p.Nudges))
	for why, deals := range p.Left {
		b.o.Metrics.suppressed.WithLabelValues(string(why)).Add(float64(deals))
	}
	if p.Nudges+p.Silent > 0 {
		b.o.Log.Info("nudges planned", "nudges", p.Nudges, "silent", p.Silent, "left", p.Left)
	}
	return err
}

// drawNudge draws a nudge as its deals stand now. One that nothing is left of before
// it was sent is not sent.
func (b *Bot) drawNudge(ctx context.Context, c coach.Claim) (Message, error) {
	n, err := b.o.Coach.ShowNudge(ctx, b.o.Team, c.Post)
	if err != nil {
		return Message{}, err
	}
	open := false
	for _, d := range n.Deals {
		open = open || d.Open()
	}
	if c.State == coach.PostSending && !open {
		return Message{}, errNothing
	}
	return say(blocks.Nudge(n)), nil
}

// inNudge says that a click came from a nudge.
func (r *request) inNudge() bool {
	if r.Kind != KindClick {
		return false
	}
	clicked := r.Action()
	return clicked != nil && blocks.InNudge(clicked.BlockID)
}

// restated answers what was done in a nudge: the change has marked its message, which
// the outbox draws anew, now if nobody else is at it.
func (b *Bot) restated() Answer {
	return Answer{After: func(ctx context.Context) {
		if !b.hurried.CompareAndSwap(false, true) {
			return // the next tick is a second away at most
		}
		defer b.hurried.Store(false)
		if err := b.sendPosts(ctx); err != nil {
			b.o.Log.Warn("a nudge was not drawn anew", "err", Redact(err.Error()))
		}
	}}
}
