package bot

import (
	"context"

	"salescoach/bot/blocks"
)

// useKnown is **Use what I know**, and its Undo.
func (b *Bot) useKnown(ctx context.Context, r *request) (Answer, error) {
	on := r.action.Arg != blocks.TakenBack
	m, err := b.o.Coach.OverrideHomework(ctx, r.in, r.action.ID, on)
	if !on {
		return replaced(b.card(blocks.KnownTakenBack(m.Advice, r.reader), err))
	}
	return replaced(b.card(blocks.KnownUsed(m.Advice, r.reader), err))
}
