package bot

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

// meta travels with a form as its private metadata and comes back with the
// submission. It is input like any other: the deal is read again and the right
// to change it is checked again.
type meta struct {
	Deal    string `json:"d,omitempty"`
	Fact    string `json:"f,omitempty"`
	Touch   string `json:"t,omitempty"`
	Poll    string `json:"p,omitempty"`
	Rep     string `json:"r,omitempty"` // who had the deals that change hands …
	To      string `json:"w,omitempty"` // … and who shall have them
	Message string `json:"m,omitempty"` // the message that a touch is logged from
	URL     string `json:"u,omitempty"` // where the message is that the form was opened from
	Channel string `json:"c,omitempty"` // and the channel, for when the URL has run out
	OnCard  bool   `json:"k,omitempty"` // opened from a card: the card comes back
	InList  bool   `json:"l,omitempty"` // opened from a list: the list stays
	InNudge bool   `json:"g,omitempty"` // opened from a nudge, which tells by itself what was done
	AtHome  bool   `json:"o,omitempty"` // opened from App Home, which tells what was done …
	Home    string `json:"h,omitempty"` // … in the place of the one with this hash
	NewCard bool   `json:"n,omitempty"` // opened from a command: there is no message to replace
}

func (m meta) String() string {
	b, err := json.Marshal(m)
	if err != nil {
		return "" // strings and bools always marshal
	}
	return string(b)
}

func readMeta(v slack.View) (meta, error) {
	var m meta
	err := json.Unmarshal([]byte(v.PrivateMetadata), &m)
	return m, coach.Wrap(coach.Invalid, err, "This form is from another version of me. Close it and open it again.")
}

// meta is where the answer to a form goes that this input opens.
func (r *request) meta(dealID string) meta {
	hash, home := r.atHome()
	return meta{
		AtHome: home, Home: hash,
		Deal: dealID, URL: r.ResponseURL, Channel: r.Channel,
		InList: r.action.Arg == blocks.InList, NewCard: r.Kind != KindClick, InNudge: r.inNudge() && r.action.Arg != blocks.InList,
	}
}

// open shows a form. Slack gives three seconds and one use to the trigger that
// opens it; where that is missing or spent, a button with a fresh one is offered.
func (b *Bot) open(ctx context.Context, r *request, form slack.ModalViewRequest, again blocks.Action) (Answer, error) {
	if r.TriggerID == "" {
		return tell(blocks.OpenForm(form.Title.Text, false, again)), nil
	}
	_, err := b.o.API.OpenViewContext(ctx, r.TriggerID, form)
	switch refusedWith(err) {
	case "":
	case "exchanged_trigger_id": // another delivery of the same input has opened it
		return Answer{}, nil
	case "expired_trigger_id", "invalid_trigger_id", "trigger_expired", "trigger_exchanged":
		return tell(blocks.OpenForm(form.Title.Text, true, again)), nil
	}
	return Answer{}, coach.Wrap(coach.Busy, err, "Slack didn't open the form. Please try again.")
}

// refusedWith is the code with which Slack refused a call; "" when it did not refuse.
func refusedWith(err error) string {
	var r slack.SlackErrorResponse
	if errors.As(err, &r) {
		return r.Err
	}
	return ""
}

// dealFor reads the deal that a form is about and checks the right to change it,
// so that nobody fills in a form for nothing.
func (b *Bot) dealFor(ctx context.Context, r *request) (coach.Deal, error) {
	d, err := b.o.Coach.Deal(ctx, r.in, r.action.ID)
	if err != nil {
		return d, err
	}
	return d, b.o.Coach.MayWork(r.in, d)
}

// openLog opens **Log touch**. From a card it is filled in with the words on it:
// where they leave no doubt about what came of it, logging is one press (FU-14).
func (b *Bot) openLog(ctx context.Context, r *request) (Answer, error) {
	if r.action.Arg == blocks.InList {
		return b.logForm(ctx, r, r.action.ID, coach.TouchDraft{})
	}
	play, channel, _ := strings.Cut(r.action.Arg, "/")
	ch := coach.Channel(channel)
	return b.logForm(ctx, r, r.action.ID, coach.TouchDraft{PlayID: play, Channel: ch, Outcome: usual[ch]})
}

func (b *Bot) logForm(ctx context.Context, r *request, dealID string, t coach.TouchDraft) (Answer, error) {
	r.action.ID = dealID
	f, err := b.touchForm(ctx, r, r.meta(dealID), t)
	if err != nil {
		return Answer{}, err
	}
	return b.open(ctx, r, blocks.LogForm(f), blocks.Action{Verb: blocks.LogTouch, ID: dealID, Arg: blocks.LogArg(t.PlayID, t.Channel)})
}

func (b *Bot) touchForm(ctx context.Context, r *request, m meta, t coach.TouchDraft) (blocks.TouchForm, error) {
	a, err := b.o.Coach.Advise(ctx, r.in, m.Deal)
	if err != nil {
		return blocks.TouchForm{}, err
	}
	if err := b.o.Coach.MayChange(r.in, a.Deal); err != nil {
		return blocks.TouchForm{}, err
	}
	return blocks.TouchForm{
		Deal: a.Deal, Today: a.Cadence.Today, Contacts: a.Contacts, Plays: b.o.Coach.Plays(), Draft: t, Meta: m.String(),
	}, nil
}

// redrawLog shows or hides the objection when another outcome was chosen, and
// leaves the form alone where that changes nothing: a form that moves under
// somebody's finger loses the press.
func (b *Bot) redrawLog(ctx context.Context, r *request) (Answer, error) {
	v := r.Interaction.View
	m, err := readMeta(v)
	if err != nil {
		return Answer{}, err
	}
	t := touchDraft(inputs{v.State})
	if hasInput(v, blocks.FieldObjection) == (t.Outcome == coach.SaidNo) {
		return Answer{}, nil
	}
	f, err := b.touchForm(ctx, r, m, t)
	if err != nil {
		return Answer{}, err
	}
	return b.redraw(ctx, v, blocks.LogForm(f))
}

// redraw puts a form in the place of the one that somebody has before them.
func (b *Bot) redraw(ctx context.Context, v slack.View, form slack.ModalViewRequest) (Answer, error) {
	_, err := b.o.API.UpdateViewContext(ctx, form, "", v.Hash, v.ID)
	switch refusedWith(err) {
	case "hash_conflict", "not_found", "view_not_found": // drawn anew already, or closed: nobody misses this one
		return Answer{}, nil
	}
	return Answer{}, coach.Wrap(coach.Busy, err, "Slack didn't redraw the form. Submit it as it is, or open it again.")
}

// hasInput says whether a form asks for a field.
func hasInput(v slack.View, field string) bool {
	return slices.ContainsFunc(v.Blocks.BlockSet, func(b slack.Block) bool {
		in, ok := b.(*slack.InputBlock)
		return ok && in.BlockID == field
	})
}

func (b *Bot) openSnooze(ctx context.Context, r *request) (Answer, error) {
	d, err := b.dealFor(ctx, r)
	if err != nil {
		return Answer{}, err
	}
	return b.snoozeForm(ctx, r, d)
}

// usualSnooze is what the form proposes, in business days.
const usualSnooze = 3

func (b *Bot) snoozeForm(ctx context.Context, r *request, d coach.Deal) (Answer, error) {
	if err := b.o.Coach.MayWork(r.in, d); err != nil {
		return Answer{}, err
	}
	form := blocks.SnoozeForm(d, r.hours.Add(r.today, usualSnooze), r.meta(d.ID).String())
	return b.open(ctx, r, form, blocks.Action{Verb: blocks.Snooze, ID: d.ID})
}

func (b *Bot) openReason(ctx context.Context, r *request) (Answer, error) {
	d, err := b.dealFor(ctx, r)
	if err != nil {
		return Answer{}, err
	}
	return b.reasonForm(ctx, r, d, "", coach.Date{})
}

func (b *Bot) reasonForm(ctx context.Context, r *request, d coach.Deal, reason string, until coach.Date) (Answer, error) {
	if err := b.o.Coach.MayWork(r.in, d); err != nil {
		return Answer{}, err
	}
	form := blocks.ReasonForm(d, reason, until, r.meta(d.ID).String())
	return b.open(ctx, r, form, blocks.Action{Verb: blocks.Reason, ID: d.ID})
}

func (b *Bot) openClose(ctx context.Context, r *request) (Answer, error) {
	d, err := b.dealFor(ctx, r)
	if err != nil {
		return Answer{}, err
	}
	return b.closeForm(ctx, r, d, coach.Stage(r.action.Arg), "")
}

func (b *Bot) closeForm(ctx context.Context, r *request, d coach.Deal, stage coach.Stage, reason string) (Answer, error) {
	if err := b.o.Coach.MayWork(r.in, d); err != nil {
		return Answer{}, err
	}
	form := blocks.CloseForm(d, stage, reason, r.meta(d.ID).String())
	return b.open(ctx, r, form, blocks.Action{Verb: blocks.CloseIt, ID: d.ID, Arg: string(stage)})
}

func (b *Bot) openSent(ctx context.Context, r *request) (Answer, error) {
	d, err := b.dealFor(ctx, r)
	if err != nil {
		return Answer{}, err
	}
	return b.open(ctx, r, blocks.SentForm(d, r.today, r.meta(d.ID).String()), r.action)
}

func (b *Bot) openAdd(ctx context.Context, r *request) (Answer, error) {
	return b.addForm(ctx, r, r.action.Arg)
}

// addForm is **New proposal**, filled in with what was typed.
func (b *Bot) addForm(ctx context.Context, r *request, text string) (Answer, error) {
	p := r.parseProposal(text)
	amount := ""
	if !p.Amount.IsZero() {
		amount = p.Amount.String()
	}
	return b.open(ctx, r, blocks.ProposalForm(p, amount, r.meta("").String()), blocks.Action{Verb: blocks.Add, Arg: text})
}

// parseProposal reads "Acme Corp $40k sent 1 Nov": an amount, a day behind
// "sent", and what is left is the account's name.
func (r *request) parseProposal(text string) coach.Proposal {
	var p coach.Proposal
	if name, rest, ok := quoted(plainQuotes(text)); ok {
		p = r.parseProposal(rest)
		p.Account = name
		return p
	}
	words := strings.Fields(plainQuotes(text))
	for n, w := range words {
		if !strings.EqualFold(w, "sent") {
			continue
		}
		if on, ok := r.past(strings.Join(words[n+1:], " ")); ok {
			p.SentOn, words = on, words[:n]
			break
		}
	}
	p.Amount, words = takeAmount(words)
	p.Account = strings.Join(words, " ")
	return p
}

// takeAmount takes an amount off the end of words: "$40k", "40,000 EUR". A bare
// number is part of a name ("Studio 54"), so a sign, a code or a unit is asked for.
func takeAmount(words []string) (coach.Money, []string) {
	for n := max(1, len(words)-2); n < len(words); n++ {
		said := strings.Join(words[n:], " ")
		if !strings.ContainsFunc(said, func(r rune) bool { return r >= '0' && r <= '9' }) || strings.Trim(said, "0123456789") == "" {
			continue
		}
		if m, err := coach.ParseMoney(said, usualCurrency); err == nil {
			return m, words[:n]
		}
	}
	return coach.Money{}, words
}

// usualCurrency is taken where an amount names none.
const usualCurrency = "USD"
