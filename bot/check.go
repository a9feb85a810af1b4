package bot

import (
	"context"
	"strings"

	"github.com/slack-go/slack"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

// draftIn is the draft behind "check", as it was typed: its lines matter. It is
// not ok for other commands.
func draftIn(text string) (draft string, ok bool) {
	text = strings.TrimSpace(text)
	end := strings.IndexAny(text, " \t\r\n")
	if end < 0 {
		end = len(text)
	}
	return strings.TrimSpace(text[end:]), strings.EqualFold(text[:end], verbCheck)
}

// isName says that what looks like a draft to check is the name of an account
// ("check point software").
func (b *Bot) isName(ctx context.Context, r *request, text string) bool {
	if strings.Count(text, " ") >= maxNameWords || len(text) > coach.MaxName {
		return false
	}
	m, err := b.o.Coach.Resolve(ctx, r.in, coach.Wanted{Whole: plainQuotes(text), Names: []string{plainQuotes(text)}})
	return err == nil && m.Reading == coach.AsName
}

// checkTyped is `/followup check …`: the draft is held against the playbook alone.
func (b *Bot) checkTyped(ctx context.Context, r *request, text string) (Answer, error) {
	d := readDraft(text)
	if d.Text == "" {
		return b.checkForm(ctx, r, coach.Situation{}, d)
	}
	return tell(blocks.CheckedDraft(b.o.Coach.CheckTyped(d), d)), nil
}

// readDraft takes a channel off the front of a draft: "voicemail: Hi Dana, …". The
// colon is what tells it from "Call me back".
func readDraft(text string) coach.OwnDraft {
	if name, rest, ok := strings.Cut(text, ":"); ok {
		words := strings.Fields(name)
		if ch, n, ok := readChannel(words); ok && n == len(words) {
			return coach.OwnDraft{Text: strings.TrimSpace(rest), Channel: ch}
		}
	}
	return coach.OwnDraft{Text: text}
}

// openCheck opens **Check my draft**. From a card it begins with the card's words,
// to be said one's own way; without a deal, with what was typed.
func (b *Bot) openCheck(ctx context.Context, r *request) (Answer, error) {
	if r.action.ID == "" {
		return b.checkForm(ctx, r, coach.Situation{}, readDraft(r.action.Arg))
	}
	s, err := b.o.Coach.Situation(ctx, r.in, r.action.ID)
	if err == nil {
		err = b.o.Coach.MayWork(r.in, s.Deal)
	}
	if err == nil {
		err = b.o.Coach.MayWrite(s)
	}
	if err != nil {
		return Answer{}, err
	}
	play, channel, _ := strings.Cut(r.action.Arg, "/")
	d := coach.OwnDraft{PlayID: play, Channel: coach.Channel(channel)}
	if play != "" {
		d.Text = b.o.Coach.ScriptFor(s, d)
	}
	return b.checkForm(ctx, r, s, d)
}

func (b *Bot) checkForm(ctx context.Context, r *request, s coach.Situation, d coach.OwnDraft) (Answer, error) {
	f := blocks.CheckForm{Deal: s.Deal, Plays: b.o.Coach.Plays(), Draft: d, Meta: r.meta(s.Deal.ID).String()}
	again := blocks.Action{Verb: blocks.CheckIt, ID: s.Deal.ID, Arg: blocks.LogArg(d.PlayID, d.Channel)}
	if s.Deal.ID == "" {
		again.Arg = d.Text
	}
	return b.open(ctx, r, blocks.CheckDraft(f), again)
}

func ownDraft(in inputs) coach.OwnDraft {
	d := coach.OwnDraft{Text: in.text(blocks.FieldDraft), Channel: coach.Channel(in.chosen(blocks.FieldChannel)), PlayID: in.chosen(blocks.FieldPlay)}
	if d.PlayID == blocks.OwnWords {
		d.PlayID = ""
	}
	return d
}

// submitCheck answers in the form itself: what to mend, above the words as they
// were written.
func (b *Bot) submitCheck(ctx context.Context, r *request) (Answer, error) {
	in, m, err := submitted(r)
	if err != nil {
		return Answer{}, err
	}
	f, err := b.checked(ctx, r, m, ownDraft(in))
	if err != nil {
		return Answer{}, err
	}
	v := blocks.CheckDraft(f)
	return Answer{Form: slack.NewUpdateViewSubmissionResponse(&v)}, nil
}

// checked is the form with the answer to a draft.
func (b *Bot) checked(ctx context.Context, r *request, m meta, d coach.OwnDraft) (blocks.CheckForm, error) {
	f := blocks.CheckForm{Plays: b.o.Coach.Plays(), Draft: d, Meta: m.String()}
	if strings.TrimSpace(d.Text) == "" {
		return f, &coach.Error{Kind: coach.Invalid, Field: blocks.FieldDraft, Sentence: "There is nothing to check yet. Write a sentence or two."}
	}
	if m.Deal == "" {
		c := b.o.Coach.CheckTyped(d)
		f.Checked = &c
		return f, nil
	}
	deal, err := b.o.Coach.Deal(ctx, r.in, m.Deal)
	if err == nil {
		err = b.o.Coach.MayWork(r.in, deal)
	}
	if err != nil {
		return f, err
	}
	c, err := b.o.Coach.CheckDraft(ctx, r.in, m.Deal, d)
	f.Deal, f.Checked = deal, &c
	return f, err
}

// logSent is **Log as sent**: the draft as it stands in the form becomes the note of
// a touch. What came of a call is not known, so that form is opened instead.
func (b *Bot) logSent(ctx context.Context, r *request) (Answer, error) {
	v := r.Interaction.View
	m, err := readMeta(v)
	if err != nil {
		return Answer{}, err
	}
	d := ownDraft(inputs{v.State})
	t := coach.TouchDraft{Channel: d.Channel, Outcome: usual[d.Channel], PlayID: d.PlayID, Note: d.Text}
	if d.Channel != "" && t.Outcome == "" {
		return b.whatCameOfIt(ctx, r, m, t)
	}
	l, err := b.logDraft(ctx, r, m, t)
	if err != nil {
		return b.checkAgain(ctx, r, m, d, err)
	}
	if _, err := b.redraw(ctx, v, blocks.DraftLogged(l)); err != nil {
		b.o.Log.Warn("a form was not redrawn", "err", err)
	}
	return b.done(r, m, blocks.Logged(l, r.reader), nil)
}

func (b *Bot) logDraft(ctx context.Context, r *request, m meta, t coach.TouchDraft) (coach.Logged, error) {
	if t.Channel == "" {
		return coach.Logged{}, coach.Errorf(coach.Invalid, "By which channel did it go? Choose one below, then press Log as sent.")
	}
	return b.o.Coach.LogTouch(ctx, r.in, m.Deal, t)
}

// whatCameOfIt goes on in the **Log touch** form, with the words as the note.
func (b *Bot) whatCameOfIt(ctx context.Context, r *request, m meta, t coach.TouchDraft) (Answer, error) {
	f, err := b.touchForm(ctx, r, m, t)
	if err != nil {
		return Answer{}, err
	}
	return b.redraw(ctx, r.Interaction.View, blocks.LogForm(f))
}

// checkAgain keeps the form, with the words in it and the reason why nothing was
// logged.
func (b *Bot) checkAgain(ctx context.Context, r *request, m meta, d coach.OwnDraft, why error) (Answer, error) {
	if coach.KindOf(why) == coach.Internal {
		return Answer{}, why
	}
	f, err := b.checked(ctx, r, m, d)
	if err != nil {
		return Answer{}, err
	}
	f.Notice = coach.Sentence(why)
	return b.redraw(ctx, r.Interaction.View, blocks.CheckDraft(f))
}
