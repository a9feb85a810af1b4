package bot

import (
	"context"
	"strings"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

// getClear is **Get clear**, in the place of the card.
func (b *Bot) getClear(ctx context.Context, r *request) (Answer, error) {
	play, channel, _ := strings.Cut(r.action.Arg, "/")
	brief, err := b.o.Coach.Brief(ctx, r.in, r.action.ID, play, coach.Channel(channel))
	return replaced(b.card(blocks.Brief(brief, r.reader), err))
}

// openLetGo is **Let go** before an apology.
func (b *Bot) openLetGo(ctx context.Context, r *request) (Answer, error) {
	d, err := b.dealFor(ctx, r)
	if err != nil {
		return Answer{}, err
	}
	brief, err := b.o.Coach.Brief(ctx, r.in, d.ID, "", "")
	if err != nil {
		return Answer{}, err
	}
	learn := ""
	if brief.ToLearn != nil {
		learn = brief.ToLearn.Text
	}
	return b.open(ctx, r, blocks.LetGoForm(d, b.o.Now(), learn, r.meta(d.ID).String()), r.action)
}

func (b *Bot) submitLetGo(ctx context.Context, r *request) (Answer, error) {
	in, m, err := submitted(r)
	if err != nil {
		return Answer{}, err
	}
	l, err := b.o.Coach.AddFact(ctx, r.in, m.Deal, coach.FactDraft{Kind: coach.ToLearn, Text: in.text(blocks.FieldLearn), On: r.today, DealOnly: true})
	return b.done(r, m, blocks.ReadyToListen(l, r.reader), err)
}

// openHappened is **What happened**, once words of ours were answered.
func (b *Bot) openHappened(ctx context.Context, r *request) (Answer, error) {
	a, err := b.o.Coach.Advise(ctx, r.in, r.action.ID)
	if err != nil {
		return Answer{}, err
	}
	if err := b.o.Coach.MayChange(r.in, a.Deal); err != nil {
		return Answer{}, err
	}
	if a.After == nil || a.After.TouchID != r.action.Arg {
		return Answer{}, coach.Errorf(coach.Conflict, "That is written down already, or was undone. Type /followup and the name for a fresh card.")
	}
	m := r.meta(a.Deal.ID)
	m.Touch = a.After.TouchID
	return b.open(ctx, r, blocks.AfterForm(a.Deal, *a.After, m.String()), r.action)
}

func (b *Bot) submitHappened(ctx context.Context, r *request) (Answer, error) {
	in, m, err := submitted(r)
	if err != nil {
		return Answer{}, err
	}
	l := coach.Learning{TouchID: m.Touch, Text: in.text(blocks.FieldText), Kind: coach.FactKind(in.chosen(blocks.FieldKind)), Lesson: in.text(blocks.FieldLesson)}
	moved, err := b.o.Coach.WriteDown(ctx, r.in, m.Deal, l)
	return b.done(r, m, blocks.WrittenDown(moved.Advice, l.Lesson != "", r.reader), err)
}

// openRealReason is **The real reason** behind a no.
func (b *Bot) openRealReason(ctx context.Context, r *request) (Answer, error) {
	s, err := b.o.Coach.Situation(ctx, r.in, r.action.ID)
	if err != nil {
		return Answer{}, err
	}
	if err := b.o.Coach.MayChange(r.in, s.Deal); err != nil {
		return Answer{}, err
	}
	why, _ := s.Reasons()
	return b.open(ctx, r, blocks.ReasonWhyForm(s.Deal, why, r.today, r.meta(s.Deal.ID).String()), r.action)
}

func (b *Bot) submitRealReason(ctx context.Context, r *request) (Answer, error) {
	in, m, err := submitted(r)
	if err != nil {
		return Answer{}, err
	}
	draft := coach.ReasonDraft{Text: in.text(blocks.FieldReal), SayAs: in.text(blocks.FieldSayAs), AskAs: in.text(blocks.FieldAskAs), How: in.chosen(blocks.FieldHow), On: in.date(blocks.FieldDate)}
	moved, err := b.o.Coach.TellReason(ctx, r.in, m.Deal, draft)
	return b.done(r, m, blocks.ReasonTold(moved.Advice, draft.How == coach.Guessed, r.reader), err)
}
