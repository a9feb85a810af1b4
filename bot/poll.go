package bot

import (
	"context"
	"regexp"
	"strconv"
	"strings"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

// managed answers what is typed behind a verb of /deadleads.
type managed func(*Bot, context.Context, *request, string) (Answer, error)

// deadLeadVerbs are the first words that /deadleads knows. What is none of them says
// whom to ask, and about which deals.
var deadLeadVerbs = map[string]managed{
	"status": (*Bot).pollStatus, "close": (*Bot).closeTyped, "ideas": (*Bot).ideasTyped, "digest": (*Bot).digestCommand,
	"help": (*Bot).deadLeadsHelp, "?": (*Bot).deadLeadsHelp, "-h": (*Bot).deadLeadsHelp, "--help": (*Bot).deadLeadsHelp,
}

// deadLeads answers /deadleads and whatever was typed behind it.
func (b *Bot) deadLeads(ctx context.Context, r *request) (Answer, error) {
	text := plainQuotes(r.Slash.Text)
	first, rest, _ := strings.Cut(text, " ")
	if answer, ok := deadLeadVerbs[strings.ToLower(first)]; ok {
		return answer(b, ctx, r, strings.TrimSpace(rest))
	}
	if err := managersOnly(r); err != nil {
		return Answer{}, err
	}
	asked, err := b.asked(ctx, r, text)
	if coach.KindOf(err) == coach.NotFound {
		return tell(blocks.DeadLeadsHelp(b.unescape(ctx, r, text))), nil
	}
	var p coach.PollPreview
	if err == nil {
		p, err = b.o.Coach.PreviewPoll(ctx, r.in, asked)
	}
	if err != nil {
		return Answer{}, err
	}
	if p.Open != nil {
		return tell(blocks.PollBoard(*p.Open, "")), nil
	}
	return tell(blocks.PollPreview(p)), nil
}

// asked is whom a manager wants to ask, and about which deals. Words that are nobody's name
// are NotFound.
func (b *Bot) asked(ctx context.Context, r *request, text string) (coach.Asked, error) {
	a, name := parseAsked(text)
	switch {
	case name == "":
		return a, nil
	case a.RepID != "":
		return a, coach.Errorf(coach.Invalid, "I ask one person or everybody: /deadleads @name, or /deadleads alone.")
	}
	who, err := b.o.Coach.PersonCalled(ctx, r.Team, unescape(name))
	a.RepID = who.ID
	return a, err
}

// pollStatus is `/deadleads status`.
func (b *Bot) pollStatus(ctx context.Context, r *request, _ string) (Answer, error) {
	return b.withOpenPoll(ctx, r, func(open coach.Board) (Answer, error) {
		return tell(blocks.PollBoard(open, "")), nil
	})
}

// closeTyped is `/deadleads close`.
func (b *Bot) closeTyped(ctx context.Context, r *request, _ string) (Answer, error) {
	return b.withOpenPoll(ctx, r, func(open coach.Board) (Answer, error) {
		board, err := b.o.Coach.ClosePoll(ctx, r.in, open.Poll.ID)
		return b.card(blocks.PollBoard(board, ""), err)
	})
}

// withOpenPoll goes on with the poll that is open, for managers, or says that none is.
func (b *Bot) withOpenPoll(ctx context.Context, r *request, answer func(open coach.Board) (Answer, error)) (Answer, error) {
	if err := managersOnly(r); err != nil {
		return Answer{}, err
	}
	p, err := b.o.Coach.PreviewPoll(ctx, r.in, coach.Asked{})
	switch {
	case err != nil:
		return Answer{}, err
	case p.Open == nil:
		return tell(blocks.NoPoll()), nil
	}
	return answer(*p.Open)
}

// sendPoll is **Send to team**.
func (b *Bot) sendPoll(ctx context.Context, r *request) (Answer, error) {
	o, err := b.o.Coach.OpenPoll(ctx, r.in, blocks.AskedIn(r.action.Arg))
	return replaced(b.card(blocks.PollSent(o), err))
}

// cancelPoll is **Cancel** of a preview.
func (b *Bot) cancelPoll(context.Context, *request) (Answer, error) {
	return replaced(tell(blocks.NotSent()), nil)
}

// remindPoll is **Remind**.
func (b *Bot) remindPoll(ctx context.Context, r *request) (Answer, error) {
	re, err := b.o.Coach.Remind(ctx, r.in, r.action.ID)
	return replaced(b.card(blocks.PollReminded(re), err))
}

// closePoll is **Close poll**.
func (b *Bot) closePoll(ctx context.Context, r *request) (Answer, error) {
	board, err := b.o.Coach.ClosePoll(ctx, r.in, r.action.ID)
	return replaced(b.card(blocks.PollBoard(board, ""), err))
}

// closeFiles is **Close N files**.
func (b *Bot) closeFiles(ctx context.Context, r *request) (Answer, error) {
	res, err := b.o.Coach.CloseFiles(ctx, r.in, r.action.ID)
	return replaced(b.card(blocks.PollResult(res), err))
}

// reopenFiles takes it back.
func (b *Bot) reopenFiles(ctx context.Context, r *request) (Answer, error) {
	res, err := b.o.Coach.ReopenFiles(ctx, r.in, r.action.ID)
	return replaced(b.card(blocks.PollResult(res), err))
}

// moreOfResult is **More** of a result, below it.
func (b *Bot) moreOfResult(ctx context.Context, r *request) (Answer, error) {
	if err := managersOnly(r); err != nil {
		return Answer{}, err
	}
	res, err := b.o.Coach.Result(ctx, r.Team, r.action.ID)
	return b.card(blocks.MoreOfResult(res, place(r.action.Arg)), err)
}

// closeWords is **Coach me** on a file that was closed: the words that ask leave for
// it, below the list.
func (b *Bot) closeWords(ctx context.Context, r *request) (Answer, error) {
	a, err := b.o.Coach.DraftOf(ctx, r.in, r.action.ID, coach.LeaveToClose, "")
	return b.card(blocks.Followup(a, r.reader, "", nil), err)
}

// managersOnly refuses everybody else, kindly: asking the team is a manager's to do.
func managersOnly(r *request) error {
	if r.in.Manager {
		return nil
	}
	return coach.Errorf(coach.Forbidden, "Only a manager asks the team which leads are dead. Your own are in /followup, and /followup dead NAME closes one.")
}

func (b *Bot) deadLeadsHelp(context.Context, *request, string) (Answer, error) {
	return tell(blocks.DeadLeadsHelp("")), nil
}

// daysWord is a number of days as one types it: 60d.
var daysWord = regexp.MustCompile(`^([1-9]\d{0,3})(?:d|days?)$`)

// parseAsked reads "@dana", "60d", or both in any order. What is neither is the name of
// somebody, as people type it.
func parseAsked(text string) (a coach.Asked, name string) {
	var rest []string
	for _, w := range strings.Fields(text) {
		who, n := mention.FindStringSubmatch(w), daysWord.FindStringSubmatch(strings.ToLower(w))
		switch {
		case who != nil && a.RepID == "":
			a.RepID = who[1]
		case n != nil && a.Days == 0:
			a.Days, _ = strconv.Atoi(n[1])
		default:
			rest = append(rest, w)
		}
	}
	return a, strings.Join(rest, " ")
}
