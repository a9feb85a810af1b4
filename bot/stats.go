package bot

import (
	"context"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

// stats is `/followup stats`: what works here.
func (b *Bot) stats(ctx context.Context, r *request) (Answer, error) {
	s, err := b.o.Coach.Stats(ctx, r.in)
	return b.card(blocks.Stats(s, r.reader), err)
}

// statsPlays is **All plays**.
func (b *Bot) statsPlays(ctx context.Context, r *request) (Answer, error) {
	s, err := b.o.Coach.Stats(ctx, r.in)
	return b.card(blocks.StatsAllPlays(s), err)
}

// statsReps is **By rep**.
func (b *Bot) statsReps(ctx context.Context, r *request) (Answer, error) {
	s, err := b.forManagers(ctx, r)
	return b.card(blocks.StatsByRep(s), err)
}

// statsWhy is **All reasons**.
func (b *Bot) statsWhy(ctx context.Context, r *request) (Answer, error) {
	s, err := b.forManagers(ctx, r)
	return b.card(blocks.StatsWhyTheyBuy(s), err)
}

// forManagers is the numbers that managers alone see.
func (b *Bot) forManagers(ctx context.Context, r *request) (coach.Stats, error) {
	if !r.in.Manager {
		return coach.Stats{}, coach.Errorf(coach.Forbidden, "Only managers see that. Your own numbers and the team's are under /followup stats.")
	}
	return b.o.Coach.Stats(ctx, r.in)
}
