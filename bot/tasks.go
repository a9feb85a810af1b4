package bot

import (
	"context"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

// showThanks is **What to say** to somebody to whom something is owed, below a
// list or in the place of a card.
func (b *Bot) showThanks(ctx context.Context, r *request) (Answer, error) {
	ch, inList := coach.Channel(r.action.Arg), r.action.Arg == blocks.InList
	if inList {
		ch = ""
	}
	t, err := b.o.Coach.TaskWords(ctx, r.in, r.action.ID, ch)
	if err != nil {
		return Answer{}, err
	}
	if inList {
		return tell(blocks.Thanks(t)), nil
	}
	return replaced(tell(blocks.Thanks(t)), nil)
}

// doneTask is **Done**, where it was pressed.
func (b *Bot) doneTask(ctx context.Context, r *request) (Answer, error) {
	s, err := b.o.Coach.DoneTask(ctx, r.in, r.action.ID)
	if err != nil {
		return Answer{}, err
	}
	if r.action.Arg != blocks.InList {
		return replaced(tell(blocks.Settled(s, r.reader)), nil)
	}
	q, err := b.o.Coach.Followups(ctx, r.in)
	return replaced(b.card(blocks.SettledInList(q, s), err))
}

// reopenTask takes **Done** back.
func (b *Bot) reopenTask(ctx context.Context, r *request) (Answer, error) {
	s, err := b.o.Coach.ReopenTask(ctx, r.in, r.action.ID)
	if err != nil {
		return Answer{}, err
	}
	if r.action.Arg != blocks.InList {
		return replaced(tell(blocks.Unsettled(s, r.reader)), nil)
	}
	q, err := b.o.Coach.Followups(ctx, r.in)
	return replaced(b.card(blocks.UnsettledInList(q), err))
}
