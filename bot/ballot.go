package bot

import (
	"context"
	"strings"

	"github.com/slack-go/slack"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

// voteDead is **Dead**.
func (b *Bot) voteDead(ctx context.Context, r *request) (Answer, error) {
	v, _, err := b.vote(ctx, r, coach.CalledDead)
	return replaced(b.card(blocks.Ballot(v.Ballot), err))
}

// voteAlive is **Still alive**: it counts, and then the form asks for more, which may
// be skipped.
func (b *Bot) voteAlive(ctx context.Context, r *request) (Answer, error) {
	return b.voteAndAsk(ctx, r, coach.StillAlive, blocks.AliveForm)
}

// voteHelp is **Need help**: it counts, and then the form asks what for.
func (b *Bot) voteHelp(ctx context.Context, r *request) (Answer, error) {
	return b.voteAndAsk(ctx, r, coach.NeedHelp, blocks.HelpForm)
}

// vote takes down the answer of a click.
func (b *Bot) vote(ctx context.Context, r *request, c coach.Choice) (coach.Voted, string, error) {
	deal, page, _ := strings.Cut(r.action.Arg, "/")
	at := r.clicked()
	at.Page = place(page)
	v, err := b.o.Coach.Vote(ctx, r.in, r.action.ID, deal, coach.Answer{Choice: c, Plain: true}, at)
	return v, deal, err
}

// clicked is the message that was clicked on.
func (r *request) clicked() coach.Clicked {
	channel, ts := clickedMessage(r.Envelope)
	return coach.Clicked{Channel: channel, TS: ts}
}

type askMore func(d coach.AskedDeal, meta string) slack.ModalViewRequest

// voteAndAsk counts an answer and opens a form for more. The answer is in whatever
// becomes of the form: one that Slack does not open is no reason to say so.
func (b *Bot) voteAndAsk(ctx context.Context, r *request, c coach.Choice, form askMore) (Answer, error) {
	v, deal, err := b.vote(ctx, r, c)
	if err != nil {
		return Answer{}, err
	}
	for _, d := range v.Ballot.Deals {
		if d.Deal.ID != deal || d.Settled() {
			continue
		}
		m := r.meta(deal)
		m.Poll = r.action.ID
		if _, err := b.open(ctx, r, form(d, m.String()), r.action); err != nil {
			b.o.Log.Warn("a form was not opened", "err", Redact(err.Error()))
		}
	}
	if v.Same { // only the form is new
		return Answer{}, nil
	}
	return replaced(tell(blocks.Ballot(v.Ballot)), nil)
}

func (b *Bot) submitAlive(ctx context.Context, r *request) (Answer, error) {
	in, m, err := submitted(r)
	if err != nil {
		return Answer{}, err
	}
	return b.voteMore(ctx, r, m, coach.Answer{
		Choice: coach.StillAlive, Text: in.text(blocks.FieldText), On: in.date(blocks.FieldDate), Rest: in.ticked(blocks.FieldRest),
	})
}

func (b *Bot) submitHelp(ctx context.Context, r *request) (Answer, error) {
	in, m, err := submitted(r)
	if err != nil {
		return Answer{}, err
	}
	return b.voteMore(ctx, r, m, coach.Answer{Choice: coach.NeedHelp, Text: in.text(blocks.FieldText)})
}

// voteMore takes down what a form added. The rep's message is brought up to date by
// the outbox, wherever the form was opened from.
func (b *Bot) voteMore(ctx context.Context, r *request, m meta, a coach.Answer) (Answer, error) {
	_, err := b.o.Coach.Vote(ctx, r.in, m.Poll, m.Deal, a, coach.Clicked{})
	return Answer{}, err
}

// turnBallot shows another part of the list.
func (b *Bot) turnBallot(ctx context.Context, r *request) (Answer, error) {
	at := r.clicked()
	at.Page = place(r.action.Arg)
	ballot, err := b.o.Coach.BallotAt(ctx, r.Team, r.action.ID, r.in.Rep.ID, at)
	return replaced(b.card(blocks.Ballot(ballot), err))
}

// closePolls lets polls go on whose time has come.
func (b *Bot) closePolls(ctx context.Context) error { return b.o.Coach.ClosePolls(ctx, b.o.Team) }

// drawBallot is a question as it stands, unless it is too late for it.
func (b *Bot) drawBallot(ctx context.Context, c coach.Claim) (Message, error) {
	ballot, err := b.o.Coach.BallotIn(ctx, b.o.Team, c.Post)
	if err != nil {
		return Message{}, err
	}
	n, of := ballot.Answered()
	if c.TS == "" && (ballot.Poll.Over() || n == of) {
		return Message{}, errNothing
	}
	ballot.Page, ballot.Reminder = coach.PageOf(c.Post), c.Kind == coach.ReminderPost
	return say(blocks.Ballot(ballot)), nil
}

func (b *Bot) drawBoard(ctx context.Context, c coach.Claim) (Message, error) {
	board, err := b.o.Coach.Board(ctx, b.o.Team, c.Ref)
	if err != nil {
		return Message{}, err
	}
	if board.Poll.Kind == coach.IdeaRound {
		round, err := b.o.Coach.Ideas(ctx, b.o.Team, c.Ref, "")
		return say(blocks.IdeasBoard(round, "")), err
	}
	return say(blocks.PollBoard(board, "")), nil
}

func (b *Bot) drawResult(ctx context.Context, c coach.Claim) (Message, error) {
	res, err := b.o.Coach.Result(ctx, b.o.Team, c.Ref)
	if err != nil {
		return Message{}, err
	}
	if res.Poll.Kind == coach.IdeaRound {
		round, err := b.o.Coach.Ideas(ctx, b.o.Team, c.Ref, "")
		return say(blocks.IdeasResult(round, round.Poll.Told(c.To))), err
	}
	return say(blocks.PollResult(res)), nil
}

func (b *Bot) drawFiles(ctx context.Context, c coach.Claim) (Message, error) {
	f, err := b.o.Coach.Files(ctx, b.o.Team, c.Post)
	if err != nil {
		return Message{}, err
	}
	if c.TS == "" && len(f.Closed) == 0 {
		return Message{}, errNothing
	}
	return say(blocks.ClosedFiles(f)), nil
}
