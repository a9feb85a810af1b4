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
	if _, ok := parseAsked(text); !ok {
		return tell(blocks.DeadLeadsHelp(b.unescape(ctx, r, text))), nil
	}
	return tell(blocks.DeadLeadsHelp("")), nil
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

// parseAsked reads "@dana", "60d", or both in any order.
func parseAsked(text string) (a coach.Asked, ok bool) {
	for _, w := range strings.Fields(text) {
		if who := mention.FindStringSubmatch(w); who != nil && a.RepID == "" {
			a.RepID = who[1]
			continue
		}
		n := daysWord.FindStringSubmatch(strings.ToLower(w))
		if n == nil || a.Days > 0 {
			return coach.Asked{}, false
		}
		a.Days, _ = strconv.Atoi(n[1])
	}
	return a, true
}
