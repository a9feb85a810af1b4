package bot

import (
	"context"
	"strings"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

// showCard is **Coach me**: in the place of the message that was clicked on,
// or, from a list, below it.
func (b *Bot) showCard(ctx context.Context, r *request) (Answer, error) {
	a, err := b.o.Coach.Advise(ctx, r.in, r.action.ID)
	answer, err := b.card(blocks.Followup(a, r.reader, "", nil), err)
	if r.action.Arg == blocks.InList {
		return answer, err
	}
	return replaced(answer, err)
}

// showPlays is **Another play**.
func (b *Bot) showPlays(ctx context.Context, r *request) (Answer, error) {
	a, err := b.o.Coach.Advise(ctx, r.in, r.action.ID)
	return replaced(b.card(blocks.Plays(a, r.reader), err))
}

// usePlay shows a play that was chosen, or the same play in another form.
func (b *Bot) usePlay(ctx context.Context, r *request) (Answer, error) {
	play, channel, _ := strings.Cut(r.action.Arg, "/")
	a, err := b.o.Coach.DraftOf(ctx, r.in, r.action.ID, play, coach.Channel(channel))
	return replaced(b.card(blocks.Followup(a, r.reader, "", nil), err))
}

// undo takes a touch back.
func (b *Bot) undo(ctx context.Context, r *request) (Answer, error) {
	u, err := b.o.Coach.UndoTouch(ctx, r.in, r.action.Arg)
	if err == nil && r.inNudge() {
		return b.restated(), nil
	}
	return replaced(b.card(blocks.Undone(u.Advice, u.Touch, r.reader), err))
}

// usedWords notes that a touch logged in one line had the words of a play.
func (b *Bot) usedWords(ctx context.Context, r *request) (Answer, error) {
	touch, play, _ := strings.Cut(r.action.Arg, "/")
	l, err := b.o.Coach.UsedWords(ctx, r.in, touch, play)
	return replaced(b.card(blocks.Logged(l, r.reader), err))
}

// wake ends a snooze, a pause, or both.
func (b *Bot) wake(ctx context.Context, r *request) (Answer, error) {
	m, err := b.o.Coach.Wake(ctx, r.in, r.action.ID, coach.Sleep(r.action.Arg))
	if err == nil && r.inNudge() {
		return b.restated(), nil
	}
	return replaced(b.card(blocks.Awake(m.Advice, r.reader), err))
}

// reopen opens a closed file.
func (b *Bot) reopen(ctx context.Context, r *request) (Answer, error) {
	m, err := b.o.Coach.Reopen(ctx, r.in, r.action.ID)
	if err == nil && r.inNudge() {
		return b.restated(), nil
	}
	return replaced(b.card(blocks.Reopened(m.Advice, r.reader), err))
}
