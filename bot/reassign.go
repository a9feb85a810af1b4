package bot

import (
	"context"

	"github.com/slack-go/slack"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

// openReassign opens **Reassign**, on a card or in a list.
func (b *Bot) openReassign(ctx context.Context, r *request) (Answer, error) {
	if err := b.o.Coach.MayReassign(r.in); err != nil {
		return Answer{}, err
	}
	d, err := b.o.Coach.Deal(ctx, r.in, r.action.ID)
	if err != nil {
		return Answer{}, err
	}
	return b.open(ctx, r, blocks.ReassignForm(d, r.meta(d.ID).String()), blocks.Action{Verb: blocks.Reassign, ID: d.ID})
}

func (b *Bot) submitReassign(ctx context.Context, r *request) (Answer, error) {
	m, to, err := b.chosenColleague(ctx, r)
	if err != nil {
		return Answer{}, err
	}
	h, err := b.o.Coach.Reassign(ctx, r.in, m.Deal, to.ID)
	if err != nil {
		return Answer{}, err
	}
	return b.done(r, m, blocks.Reassigned(h, r.reader), nil)
}

// chosenColleague is what a form for handing over brought: what it is about, and who was chosen.
func (b *Bot) chosenColleague(ctx context.Context, r *request) (m meta, to coach.Rep, err error) {
	in, m, err := submitted(r)
	if err != nil {
		return m, to, err
	}
	to, err = b.colleague(ctx, r, in.user(blocks.FieldRep))
	return m, to, err
}

// colleague is the person who was chosen to have deals, once the right to choose is
// clear: somebody of this workspace who is here.
func (b *Bot) colleague(ctx context.Context, r *request, id string) (coach.Rep, error) {
	if err := b.o.Coach.MayReassign(r.in); err != nil {
		return coach.Rep{}, err
	}
	who, err := b.people.find(ctx, r.Team, id)
	said := "I couldn't ask Slack who that is. Please try again in a moment."
	switch coach.KindOf(err) {
	case "":
		return who.rep, nil
	case coach.Forbidden:
		said = "Choose somebody who works here: not a guest, not an app, and nobody who has left."
	}
	return coach.Rep{}, &coach.Error{Kind: coach.KindOf(err), Field: blocks.FieldRep, Sentence: said, Cause: err}
}

// handBack is the **Undo** of a handover.
func (b *Bot) handBack(ctx context.Context, r *request) (Answer, error) {
	h, err := b.o.Coach.TakeBack(ctx, r.in, r.action.ID)
	if err != nil {
		return Answer{}, err
	}
	return replaced(tell(blocks.HandedBack(h, r.reader)), nil)
}

// showLeft is **Deal by deal**.
func (b *Bot) showLeft(ctx context.Context, r *request) (Answer, error) {
	d, err := b.o.Coach.Departed(ctx, r.in, r.action.ID)
	return b.card(blocks.LeftDealsList(d), err)
}

// openReassignAll opens **Reassign** of everything that somebody left behind.
func (b *Bot) openReassignAll(ctx context.Context, r *request) (Answer, error) {
	d, err := b.o.Coach.Departed(ctx, r.in, r.action.ID)
	if err != nil {
		return Answer{}, err
	}
	m := r.meta("")
	m.Rep = r.action.ID
	return b.open(ctx, r, blocks.ReassignAllForm(d, m.String()), blocks.Action{Verb: blocks.ReassignAll, ID: r.action.ID})
}

// submitReassignAll asks once more, in the place of the form.
func (b *Bot) submitReassignAll(ctx context.Context, r *request) (Answer, error) {
	m, to, err := b.chosenColleague(ctx, r)
	if err != nil {
		return Answer{}, err
	}
	d, err := b.o.Coach.Departed(ctx, r.in, m.Rep)
	if err != nil {
		return Answer{}, err
	}
	m.To = to.ID
	v := blocks.SureForm(d, to, m.String())
	return Answer{Form: slack.NewUpdateViewSubmissionResponse(&v)}, nil
}

// submitSure gives everything away. What nobody can do is said in the form's place: it
// has no input to say it at. What may go better the next time leaves the form as it is,
// to be pressed again.
func (b *Bot) submitSure(ctx context.Context, r *request) (Answer, error) {
	_, m, err := submitted(r)
	if err == nil {
		_, err = b.colleague(ctx, r, m.To) // it is a while since they were chosen
	}
	var h coach.Handed
	if err == nil {
		h, err = b.o.Coach.ReassignAll(ctx, r.in, m.Rep, m.To)
	}
	switch kind := coach.KindOf(err); kind {
	case "":
		return b.done(r, m, blocks.ReassignedAll(h, r.reader), nil)
	case coach.Busy, coach.Internal:
		return Answer{}, err
	default:
		b.o.Log.Info("deals were not reassigned", "kind", kind)
		v := blocks.NotReassigned(sentenceOf(r.Envelope, err))
		return Answer{Form: slack.NewUpdateViewSubmissionResponse(&v)}, nil
	}
}

// drawHandover is the word to a rep about deals that are theirs now. One that was taken
// back before it went out is not sent.
func (b *Bot) drawHandover(ctx context.Context, c coach.Claim) (Message, error) {
	id, err := coach.HandoverIn(c.Post)
	if err != nil {
		return Message{}, err
	}
	h, err := b.o.Coach.HandoverNow(ctx, b.o.Team, id)
	if err != nil {
		return Message{}, err
	}
	if c.TS == "" && len(h.Deals)+len(h.Owed) == 0 {
		return Message{}, errNothing
	}
	return say(blocks.HandedOver(h)), nil
}
