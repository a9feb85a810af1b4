package bot

import (
	"context"
	"strings"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

// ideasTyped is `/deadleads ideas …`: what follows is the prize.
func (b *Bot) ideasTyped(ctx context.Context, r *request, prize string) (Answer, error) {
	if err := managersOnly(r); err != nil {
		return Answer{}, err
	}
	p, err := b.o.Coach.PreviewIdeas(ctx, r.in, b.unescape(ctx, r, prize))
	if err != nil {
		return Answer{}, err
	}
	if p.Open != nil {
		return tell(blocks.IdeasBoard(*p.Open, "")), nil
	}
	return tell(blocks.IdeasPreview(p)), nil
}

// sendIdeas is **Send to team**.
func (b *Bot) sendIdeas(ctx context.Context, r *request) (Answer, error) {
	round, another, err := b.o.Coach.OpenIdeas(ctx, r.in, r.action.Arg)
	return replaced(b.card(blocks.IdeasSent(round, another), err))
}

// nextRound is **Start the vote**, **Close the vote** and **Close this round**.
func (b *Bot) nextRound(ctx context.Context, r *request) (Answer, error) {
	from, to, _ := strings.Cut(r.action.Arg, "/")
	round, err := b.o.Coach.NextRound(ctx, r.in, r.action.ID, coach.PollState(from), coach.PollState(to))
	return replaced(b.card(blocks.IdeasBoard(round, ""), err))
}

// openIdea is **Add an idea**.
func (b *Bot) openIdea(ctx context.Context, r *request) (Answer, error) {
	m := r.meta("")
	m.Poll = r.action.ID
	return b.open(ctx, r, blocks.IdeaForm(m.String()), r.action)
}

// submitIdea takes an idea down; the rep's message is brought up to date by the outbox.
func (b *Bot) submitIdea(ctx context.Context, r *request) (Answer, error) {
	in, m, err := submitted(r)
	if err != nil {
		return Answer{}, err
	}
	_, err = b.o.Coach.AddIdea(ctx, r.in, m.Poll, in.text(blocks.FieldText))
	return Answer{}, err
}

// removeIdea is **Remove** on an idea of one's own.
func (b *Bot) removeIdea(ctx context.Context, r *request) (Answer, error) {
	round, err := b.o.Coach.RemoveIdea(ctx, r.in, r.action.ID, r.action.Arg, r.clicked())
	return replaced(b.card(blocks.AskIdeas(round), err))
}

// voteIdea is **Vote**.
func (b *Bot) voteIdea(ctx context.Context, r *request) (Answer, error) {
	idea, page, _ := strings.Cut(r.action.Arg, "/")
	at := r.clicked()
	at.Page = place(page)
	round, err := b.o.Coach.VoteFor(ctx, r.in, r.action.ID, idea, at)
	return replaced(b.card(blocks.VoteOnIdeas(round), err))
}

// turnIdeas shows another part of the ideas.
func (b *Bot) turnIdeas(ctx context.Context, r *request) (Answer, error) {
	round, err := b.o.Coach.Ideas(ctx, r.Team, r.action.ID, r.in.Rep.ID)
	round.Page = place(r.action.Arg)
	return replaced(b.card(blocks.VoteOnIdeas(round), err))
}

// drawIdeas is the question of an idea round, or its vote, unless it is too late.
func (b *Bot) drawIdeas(ctx context.Context, c coach.Claim) (Message, error) {
	round, err := b.o.Coach.Ideas(ctx, b.o.Team, c.Ref, c.To)
	if err != nil {
		return Message{}, err
	}
	round.Page = coach.PageOf(c.Post)
	due := coach.PollOpen
	if c.Kind == coach.BestIdeaPost {
		due = coach.PollVoting
	}
	if c.TS == "" && round.Poll.State != due {
		return Message{}, errNothing
	}
	if c.Kind == coach.BestIdeaPost {
		return say(blocks.VoteOnIdeas(round)), nil
	}
	return say(blocks.AskIdeas(round)), nil
}
