package bot

import (
	"context"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

// inputs are the values of a submitted form, by field.
type inputs struct{ state *slack.ViewState }

func (i inputs) value(field string) slack.BlockAction {
	if i.state == nil {
		return slack.BlockAction{}
	}
	return i.state.Values[field][blocks.Value]
}

func (i inputs) text(field string) string { return i.value(field).Value }

func (i inputs) chosen(field string) string { return i.value(field).SelectedOption.Value }

func (i inputs) ticked(field string) bool {
	return slices.ContainsFunc(i.value(field).SelectedOptions, func(o slack.OptionBlockObject) bool { return o.Value == blocks.Ticked })
}

// user is the person who was chosen.
func (i inputs) user(field string) string { return i.value(field).SelectedUser }

// tickedOf are the values of the boxes that are ticked, of several.
func (i inputs) tickedOf(field string) []string {
	var values []string
	for _, o := range i.value(field).SelectedOptions {
		values = append(values, o.Value)
	}
	return values
}

// date is the chosen day, if one is; see [inputs.check] for what is none.
func (i inputs) date(field string) coach.Date {
	d, err := coach.ParseDate(i.value(field).SelectedDate)
	if err != nil {
		return coach.Date{}
	}
	return d
}

// check refuses a day that no calendar has: it cannot come from a date picker, and
// must not be taken for a day left out.
func (i inputs) check() error {
	if i.state == nil {
		return nil
	}
	for field, actions := range i.state.Values {
		for _, a := range actions {
			if _, err := coach.ParseDate(a.SelectedDate); a.SelectedDate != "" && err != nil {
				return &coach.Error{Kind: coach.Invalid, Field: field, Sentence: "That day doesn't exist. Choose another.", Cause: err}
			}
		}
	}
	return nil
}

// submitted is what every submission starts with.
func submitted(r *request) (inputs, meta, error) {
	in := inputs{r.Interaction.View.State}
	m, err := readMeta(r.Interaction.View)
	if err != nil {
		return in, m, err
	}
	return in, m, in.check()
}

// done closes the form and shows what became of it where the form was opened.
// The change is committed by now: a card that cannot be shown loses nothing.
func (b *Bot) done(r *request, m meta, card blocks.Message, err error) (Answer, error) {
	if err != nil {
		return Answer{}, err
	}
	if m.InNudge {
		return b.restated(), nil
	}
	if m.AtHome {
		return b.homeAgain(r, m.Home, m.Deal, card.Blocks), nil
	}
	out := say(card)
	out.Replace = !m.NewCard && !m.InList
	return Answer{After: func(ctx context.Context) {
		to := Envelope{Kind: KindSubmit, Team: r.Team, User: r.User, Channel: m.Channel, ResponseURL: m.URL}
		if err := b.o.Send.Respond(ctx, to, out); err != nil {
			b.o.Log.Warn("a card was not shown", "err", err)
		}
	}}, nil
}

func touchDraft(in inputs) coach.TouchDraft {
	t := coach.TouchDraft{
		Channel: coach.Channel(in.chosen(blocks.FieldChannel)), Outcome: coach.Outcome(in.chosen(blocks.FieldOutcome)),
		Objection: coach.Objection(in.chosen(blocks.FieldObjection)), On: in.date(blocks.FieldDate),
		PlayID: in.chosen(blocks.FieldPlay), Note: in.text(blocks.FieldNote), ContactID: in.chosen(blocks.FieldContact),
	}
	if t.PlayID == blocks.OwnWords {
		t.PlayID = ""
	}
	if t.Outcome != coach.SaidNo { // left over from an outcome that was chosen before
		t.Objection = coach.NoObjection
	}
	return t
}

func (b *Bot) submitLog(ctx context.Context, r *request) (Answer, error) {
	in, m, err := submitted(r)
	if err != nil {
		return Answer{}, err
	}
	l, err := b.o.Coach.LogTouch(ctx, r.in, m.Deal, touchDraft(in))
	if err != nil {
		return Answer{}, err
	}
	return b.done(r, m, blocks.Logged(l, r.reader), nil)
}

func (b *Bot) submitSnooze(ctx context.Context, r *request) (Answer, error) {
	in, m, err := submitted(r)
	if err != nil {
		return Answer{}, err
	}
	moved, err := b.o.Coach.Snooze(ctx, r.in, m.Deal, in.date(blocks.FieldUntil))
	return b.done(r, m, blocks.Snoozed(moved.Advice, r.reader), err)
}

func (b *Bot) submitReason(ctx context.Context, r *request) (Answer, error) {
	in, m, err := submitted(r)
	if err != nil {
		return Answer{}, err
	}
	moved, err := b.o.Coach.Pause(ctx, r.in, m.Deal, in.text(blocks.FieldReason), in.date(blocks.FieldUntil))
	return b.done(r, m, blocks.Paused(moved.Advice, r.reader), err)
}

func (b *Bot) submitClose(ctx context.Context, r *request) (Answer, error) {
	in, m, err := submitted(r)
	if err != nil {
		return Answer{}, err
	}
	moved, err := b.o.Coach.Close(ctx, r.in, m.Deal, coach.Closing{
		Stage: coach.Stage(in.chosen(blocks.FieldStage)), Reason: in.text(blocks.FieldReason),
		RealReason: in.text(blocks.FieldReal), RevisitOn: in.date(blocks.FieldRevisit),
	})
	return b.done(r, m, blocks.Closed(moved, r.reader), err)
}

func (b *Bot) submitSent(ctx context.Context, r *request) (Answer, error) {
	in, m, err := submitted(r)
	if err != nil {
		return Answer{}, err
	}
	moved, err := b.o.Coach.MarkSent(ctx, r.in, m.Deal, in.date(blocks.FieldSent))
	return b.done(r, m, blocks.Sent(moved.Advice, r.reader), err)
}

func (b *Bot) submitAdd(ctx context.Context, r *request) (Answer, error) {
	in, m, err := submitted(r)
	if err != nil {
		return Answer{}, err
	}
	p := coach.Proposal{
		Account: in.text(blocks.FieldAccount), Name: in.text(blocks.FieldName), SentOn: in.date(blocks.FieldSent),
		Contact: coach.Contact{Name: in.text(blocks.FieldContact), Email: in.text(blocks.FieldEmail), Phone: in.text(blocks.FieldPhone)},
	}
	if said := strings.TrimSpace(in.text(blocks.FieldAmount)); said != "" {
		if p.Amount, err = coach.ParseMoney(said, usualCurrency); err != nil {
			return Answer{}, &coach.Error{Kind: coach.Invalid, Field: blocks.FieldAmount, Sentence: coach.Sentence(err), Cause: err}
		}
	}
	added, err := b.o.Coach.AddDeal(ctx, r.in, p)
	return b.done(r, m, blocks.Added(added.Advice, r.reader), err)
}
