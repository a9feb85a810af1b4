package bot

import (
	"context"
	"slices"

	"github.com/slack-go/slack"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

func (b *Bot) openHomework(ctx context.Context, r *request) (Answer, error) {
	s, err := b.o.Coach.Situation(ctx, r.in, r.action.ID)
	if err != nil {
		return Answer{}, err
	}
	return b.homeworkForm(ctx, r, s)
}

func (b *Bot) homeworkForm(ctx context.Context, r *request, s coach.Situation) (Answer, error) {
	if err := b.o.Coach.MayChange(r.in, s.Deal); err != nil {
		return Answer{}, err
	}
	form := blocks.HomeworkForm(blocks.FactForm{Situation: s, Meta: r.meta(s.Deal.ID).String()})
	return b.open(ctx, r, form, blocks.Action{Verb: blocks.Homework, ID: s.Deal.ID})
}

// openChange corrects a stored fact; as **Say it better** it begins with how the
// fact is said, and the card comes back.
func (b *Bot) openChange(ctx context.Context, r *request) (Answer, error) {
	d, fact, err := b.o.Coach.FactOf(ctx, r.in, r.action.ID, r.action.Arg)
	if err != nil {
		return Answer{}, err
	}
	if err := b.o.Coach.MayChange(r.in, d); err != nil {
		return Answer{}, err
	}
	s, err := b.o.Coach.Situation(ctx, r.in, d.ID)
	if err != nil {
		return Answer{}, err
	}
	m := r.meta(d.ID)
	m.Fact, m.OnCard = fact.ID, r.action.Verb == blocks.SayIt
	f := blocks.FactForm{Situation: s, FactID: fact.ID, Draft: fact.Draft(), Better: m.OnCard, Meta: m.String()}
	return b.open(ctx, r, blocks.HomeworkForm(f), r.action)
}

// redrawHomework shows the sentence that a fact makes, and how sentences of its
// kind begin, once a kind was chosen or **Preview** pressed. A form that would look
// the same is left alone.
func (b *Bot) redrawHomework(ctx context.Context, r *request) (Answer, error) {
	v := r.Interaction.View
	m, err := readMeta(v)
	if err != nil {
		return Answer{}, err
	}
	s, err := b.o.Coach.Situation(ctx, r.in, m.Deal)
	if err != nil {
		return Answer{}, err
	}
	form := blocks.HomeworkForm(blocks.FactForm{Situation: s, FactID: m.Fact, Draft: factDraft(inputs{v.State}), Meta: v.PrivateMetadata})
	if sentenceIn(v.Blocks.BlockSet) == sentenceIn(form.Blocks.BlockSet) {
		return Answer{}, nil
	}
	return b.redraw(ctx, v, form)
}

// sentenceIn is what of a homework form hangs on what was filled in: how the
// sentence begins, and how it will sound.
func sentenceIn(bs []slack.Block) (out [2]string) {
	for _, b := range bs {
		switch b := b.(type) {
		case *slack.InputBlock:
			if b.BlockID == blocks.FieldSayAs && b.Label != nil {
				out[0] = b.Label.Text
			}
		case *slack.SectionBlock:
			if b.BlockID == blocks.PreviewBlock && b.Text != nil {
				out[1] = b.Text.Text
			}
		}
	}
	return out
}

func (b *Bot) submitHomework(ctx context.Context, r *request) (Answer, error) {
	in, m, err := submitted(r)
	if err != nil {
		return Answer{}, err
	}
	l, err := b.o.Coach.AddFact(ctx, r.in, m.Deal, factDraft(in))
	return b.done(r, m, blocks.LearnedOnCard(l, r.reader), err)
}

func (b *Bot) submitChange(ctx context.Context, r *request) (Answer, error) {
	in, m, err := submitted(r)
	if err != nil {
		return Answer{}, err
	}
	l, err := b.o.Coach.ChangeFact(ctx, r.in, m.Deal, m.Fact, factDraft(in))
	if err == nil && m.OnCard {
		return b.done(r, m, blocks.LearnedOnCard(l, r.reader), nil)
	}
	return b.done(r, m, blocks.Learned(l), err)
}

func factDraft(in inputs) coach.FactDraft {
	return coach.FactDraft{
		Kind: coach.FactKind(in.chosen(blocks.FieldKind)), Text: in.text(blocks.FieldText), SayAs: in.text(blocks.FieldSayAs), AskAs: in.text(blocks.FieldAskAs),
		Source: in.text(blocks.FieldSource), On: in.date(blocks.FieldDate),
		ContactID: in.chosen(blocks.FieldContact), DealOnly: in.ticked(blocks.FieldDealOnly),
		Person: in.text(blocks.FieldPerson), Consent: in.ticked(blocks.FieldConsent),
	}
}

// openList is **Homework checklist**. From a homework form in which nothing was
// typed it takes that form's place; over one with words in it, it lies on top.
func (b *Bot) openList(ctx context.Context, r *request) (Answer, error) {
	s, err := b.o.Coach.Situation(ctx, r.in, r.action.ID)
	if err != nil {
		return Answer{}, err
	}
	if err := b.o.Coach.MayChange(r.in, s.Deal); err != nil {
		return Answer{}, err
	}
	v := r.Interaction.View
	if v.ID == "" {
		return b.open(ctx, r, blocks.HomeworkList(s, r.meta(s.Deal.ID).String()), r.action)
	}
	list := blocks.HomeworkList(s, v.PrivateMetadata) // it answers where the form would
	if typed(v) {
		_, err := b.o.API.PushViewContext(ctx, r.TriggerID, list)
		return Answer{}, coach.Wrap(coach.Busy, err, "Slack didn't open the list. Please try again.")
	}
	return b.redraw(ctx, v, list)
}

// typed says that there are words in a homework form.
func typed(v slack.View) bool {
	in := inputs{v.State}
	return slices.ContainsFunc([]string{blocks.FieldText, blocks.FieldSayAs, blocks.FieldAskAs, blocks.FieldSource}, func(f string) bool { return in.text(f) != "" })
}

func (b *Bot) submitList(ctx context.Context, r *request) (Answer, error) {
	in, m, err := submitted(r)
	if err != nil {
		return Answer{}, err
	}
	f := coach.Findings{Texts: map[coach.FactKind]string{}, Source: in.text(blocks.FieldSource), On: in.date(blocks.FieldDate)}
	for _, kind := range coach.FactKinds {
		if text := in.text(string(kind)); text != "" {
			f.Texts[kind] = text
		}
	}
	moved, err := b.o.Coach.AddFindings(ctx, r.in, m.Deal, f)
	return b.done(r, m, blocks.Listed(moved.Advice, len(f.Texts), r.reader), err)
}

// useKnown is **Use what I know**, and its Undo.
func (b *Bot) useKnown(ctx context.Context, r *request) (Answer, error) {
	on := r.action.Arg != blocks.TakenBack
	m, err := b.o.Coach.OverrideHomework(ctx, r.in, r.action.ID, on)
	if !on {
		return replaced(b.card(blocks.KnownTakenBack(m.Advice, r.reader), err))
	}
	return replaced(b.card(blocks.KnownUsed(m.Advice, r.reader), err))
}
