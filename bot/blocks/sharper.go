package blocks

import (
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

// maxAsked is how many tasks are enough for one card.
const maxAsked = 3

// sharper lists the missing facts as tasks; what is set once and for all stands below
// them ([toSet]). One that is about a fact on file comes with the way to mend it.
func sharper(a coach.Advice, r Reader) []slack.Block {
	qs := slices.DeleteFunc(slices.Clone(a.Missing), func(q coach.Question) bool { return q.Setting != "" })
	if len(qs) == 0 {
		return nil
	}
	var b strings.Builder
	b.WriteString("*To make it sharper*")
	asked, mend := shortList(qs)
	for _, q := range asked {
		b.WriteString("\n• " + Escape(q.Ask))
		if q.Why != "" {
			b.WriteString(" _" + strings.ReplaceAll(Escape(q.Why), "_", "") + "_")
		}
	}
	if mend == nil || !r.may(a.Deal) {
		return []slack.Block{section(b.String())}
	}
	label := "Change"
	if mend.Better {
		label = "Say it better"
	}
	return []slack.Block{choice(b.String(), button(label, Action{Verb: SayIt, ID: a.Deal.ID, Arg: mend.FactID}))}
}

// shortList is the first tasks, with one that is about a fact on file among them if
// there is any: it is the quickest to do, and easily forgotten.
func shortList(qs []coach.Question) (asked []coach.Question, mend *coach.Question) {
	at := slices.IndexFunc(qs, func(q coach.Question) bool { return q.FactID != "" })
	asked = slices.Clone(qs[:min(maxAsked, len(qs))])
	if at < 0 {
		return asked, nil
	}
	if at >= maxAsked {
		asked[maxAsked-1] = qs[at]
	}
	return asked, &qs[at]
}
