package blocks

import (
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

// listed is an item of the homework list: its question, and what a finding looks like.
var listed = map[coach.FactKind]struct{ ask, example string }{
	coach.Rank:         {"Where do they stand in their industry?", "Third of the independent bottlers in the north"},
	coach.YearsBefore:  {"How does this year compare with earlier ones?", "A tenth more orders, with the same crews"},
	coach.MarketTrend:  {"What is changing in their market?", "Steel is up 12 % on last year"},
	coach.Economy:      {"What does the economy do to firms like theirs?", "Customers pay two weeks later than a year ago"},
	coach.Technology:   {"What does technology change for them?", "Route sheets go from paper to phones"},
	coach.Problem:      {"What troubles them this year?", "Three open posts on the night shift"},
	coach.Easing:       {"Which of that would ours ease, and how?", "The same orders with one shift less"},
	coach.CompanyEvent: {"What is in the press about them?", "They open a second depot in May"},
	coach.AnnualReport: {"What does their annual report say?", "Two of nine branches are to be closed"},
	coach.Article:      {"What else have you read about them?", "The new line runs ahead of plan"},
}

// HomeworkList is **Homework checklist**: room for a finding wherever something of
// H1-H10 is missing, and below it what is on file. The block id of each is its kind.
func HomeworkList(s coach.Situation, meta string) slack.ModalViewRequest {
	h := s.Homework()
	how := "Everything is there, with its source, and fresh."
	if h.Done() < len(h.Items) {
		how = "Fill in what you looked up; leave the rest empty."
	}
	bs := []slack.Block{about(s.Deal), section(fmt.Sprintf("*%d of 10 done.* %s", h.Done(), how))}
	var done []slack.Block
	for _, i := range h.Items {
		if i.State != coach.HomeworkDone {
			bs = append(bs, roomFor(i))
			continue
		}
		done = append(done, small("✓ "+listed[i.Kind].ask+"\n"+line(clip(i.Fact.Text, 200))+sourceOf(*i.Fact, s.Cadence.Today)))
	}
	if h.Done() < len(h.Items) {
		bs = append(bs,
			hint(input(FieldSource, "Source of these findings", true, textInput("", "A link, or the occasion", coach.MaxReason)), "A link at the end of a finding is its own source."),
			hint(input(FieldDate, "Date", true, dateInput(coach.Date{})), "The day they were published or true. Without source and date nothing counts."))
	}
	v := newForm("Homework checklist", "Save", Action{Verb: List}, meta, append(bs, done...)...)
	if h.Done() == len(h.Items) {
		v.Submit, v.Close = nil, plain("Close", maxTitle)
	}
	return v
}

// roomFor is the input of an item that is not done; its hint says what is on file.
func roomFor(i coach.HomeworkItem) slack.Block {
	l := listed[i.Kind]
	b := input(string(i.Kind), l.ask, true, textInput("", l.example, coach.MaxFact))
	if i.Fact == nil {
		return b
	}
	return hint(b, "On file"+missingIn(i)+": “"+clip(strings.Join(strings.Fields(clean(i.Fact.Text)), " "), 150)+"”")
}

// missingIn says what keeps an item on file from counting.
func missingIn(i coach.HomeworkItem) string {
	switch i.State {
	case coach.HomeworkUnsourced:
		return " without a source"
	case coach.HomeworkUndated:
		return " without a date"
	}
	return ", but more than a year old"
}
