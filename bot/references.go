package bot

import (
	"context"

	"salescoach/bot/blocks"
)

// references answers `/followup references`: who speaks for us.
func (b *Bot) references(ctx context.Context, r *request, from int) (Answer, error) {
	l, err := b.o.Coach.References(ctx, r.in, from)
	return b.card(blocks.References(l, r.reader), err)
}

// showReferences goes on in that list.
func (b *Bot) showReferences(ctx context.Context, r *request) (Answer, error) {
	return replaced(b.references(ctx, r, place(r.action.Arg)))
}
