package blocks_test

import (
	"testing"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

// waiting is advice whose question would be stronger with more homework.
func waiting() coach.Advice {
	a := advice()
	a.Facts = []coach.Fact{
		{ID: "f1", Kind: coach.Statement, Text: "night shifts lose an hour to jams", Source: "site visit", On: day(10, 14)},
		{ID: "f2", Kind: coach.Rank, Text: "third in their region", Source: "trade list", On: day(9, 1)},
		{ID: "f3", Kind: coach.Problem, Text: "short of two fitters", Source: "call", On: day(10, 20)},
	}
	a.Used, a.Draft.Withheld = nil, &a.Facts[0]
	a.Draft.Steps[1].Text = "Leaving the price aside: what else spoke against it?"
	return a
}

func TestTheCardSaysWhatMoreHomeworkWouldOpen(t *testing.T) {
	golden(t, "card_homework_waits", blocks.Followup(waiting(), dana, "", nil))
	golden(t, "card_homework_waits_for_a_colleague", blocks.Followup(waiting(), other, "", nil))

	a := advice()
	a.Facts, a.Deal.HomeworkBy, a.Draft.Trusted = waiting().Facts, "U0DANA", &a.Used[0]
	golden(t, "card_homework_used", blocks.KnownUsed(a, dana))
	golden(t, "card_homework_used_by_another", blocks.Followup(a, boss, "", nil))
	golden(t, "homework_taken_back", blocks.KnownTakenBack(waiting(), dana))
}
