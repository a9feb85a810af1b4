package bot

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

// openLogFrom opens **Log as touch** on a message. What the message does not say is not
// guessed: its day and its words are filled in, and the rep says the rest.
func (b *Bot) openLogFrom(ctx context.Context, r *request) (Answer, error) {
	m := r.meta("")
	m.Message = r.Channel + "/" + first(r.Interaction.MessageTs, r.Interaction.Message.Timestamp)
	at, err := sentAt(m.Message)
	if err != nil {
		return Answer{}, err
	}
	t := coach.TouchDraft{On: r.hours.Today(at), Note: b.wordsOf(ctx, r)}
	f, err := b.fromMessage(ctx, r, m, coach.Situation{}, t)
	if err != nil {
		return Answer{}, err
	}
	return b.openFrom(ctx, r, blocks.LogFromMessage(f))
}

// openFrom shows a form that no button can open again: the message is not at hand any
// more by then. Who was too late is asked to choose the shortcut once more.
func (b *Bot) openFrom(ctx context.Context, r *request, form slack.ModalViewRequest) (Answer, error) {
	a, err := b.open(ctx, r, form, blocks.Action{})
	if a.Message != nil {
		a = tell(blocks.Sorry("That took too long for Slack to open the form. Nothing was changed; choose Log as touch on the message once more."))
	}
	return a, err
}

// wordsOf is what somebody wrote, to be kept as the note. Our own cards are not: they
// say nothing about what happened.
func (b *Bot) wordsOf(ctx context.Context, r *request) string {
	m := r.Interaction.Message
	if m.User == b.o.BotUser {
		return ""
	}
	return strings.TrimSpace(b.unescape(ctx, r, m.Text))
}

// sentAt is when a message was written, from its name: channel and timestamp.
func sentAt(message string) (time.Time, error) {
	channel, ts, _ := strings.Cut(message, "/")
	seconds, _, _ := strings.Cut(ts, ".")
	unix, err := strconv.ParseInt(seconds, 10, 64)
	if channel == "" || err != nil {
		return time.Time{}, coach.Errorf(coach.Invalid, "I couldn't make out which message that is. Choose Log as touch on it once more.")
	}
	return time.Unix(unix, 0), nil
}

// fromMessage is the form with what is filled in; the deal may not be chosen yet.
func (b *Bot) fromMessage(ctx context.Context, r *request, m meta, s coach.Situation, t coach.TouchDraft) (blocks.FromMessageForm, error) {
	already, err := b.o.Coach.LoggedFrom(ctx, r.in, m.Message)
	return blocks.FromMessageForm{Already: already, TouchForm: blocks.TouchForm{
		Deal: s.Deal, Today: r.today, Contacts: s.Contacts, Plays: b.o.Coach.Plays(), Draft: t, Meta: m.String(),
	}}, err
}

// offerDeals answers the menu of deals while somebody types.
func (b *Bot) offerDeals(ctx context.Context, r *request) (Answer, error) {
	deals, err := b.o.Coach.Offered(ctx, r.in, r.Interaction.Value)
	return Answer{Options: blocks.DealOptions(deals)}, err
}

// redrawLogFrom asks for what hangs on the deal or the outcome that was chosen: whom it
// was, where there are several, and the objection. Otherwise the form stays as it is,
// as in [Bot.redrawLog].
func (b *Bot) redrawLogFrom(ctx context.Context, r *request) (Answer, error) {
	v := r.Interaction.View
	m, err := readMeta(v)
	if err != nil {
		return Answer{}, err
	}
	in := inputs{v.State}
	t, s := touchDraft(in), coach.Situation{}
	if id := in.chosen(blocks.FieldDeal); id != "" {
		if s, err = b.o.Coach.Situation(ctx, r.in, id); err != nil {
			return Answer{}, err
		}
	}
	sameOutcome := hasInput(v, blocks.FieldObjection) == (t.Outcome == coach.SaidNo)
	samePeople := r.Action().BlockID != blocks.FieldDeal || !hasInput(v, blocks.FieldContact) && len(s.Contacts) < 2
	if sameOutcome && samePeople {
		return Answer{}, nil
	}
	f, err := b.fromMessage(ctx, r, m, s, t)
	if err != nil {
		return Answer{}, err
	}
	return b.redraw(ctx, v, blocks.LogFromMessage(f))
}

// submitLogFrom logs a message as a touch of the chosen deal. While its day is left as
// it is, the touch has the message's own minute.
func (b *Bot) submitLogFrom(ctx context.Context, r *request) (Answer, error) {
	in, m, err := submitted(r)
	if err != nil {
		return Answer{}, err
	}
	at, err := sentAt(m.Message)
	if err != nil {
		return Answer{}, err
	}
	dealID := in.chosen(blocks.FieldDeal)
	if dealID == "" {
		return Answer{}, &coach.Error{Kind: coach.Invalid, Field: blocks.FieldDeal, Sentence: "Which deal is it about? Choose one."}
	}
	t := touchDraft(in)
	t.Message = m.Message
	if t.On == r.hours.Today(at) {
		t.On, t.At = coach.Date{}, at
	}
	l, err := b.o.Coach.LogTouch(ctx, r.in, dealID, t)
	if err != nil {
		return Answer{}, err
	}
	return b.done(r, m, blocks.Logged(l, r.reader), nil)
}
