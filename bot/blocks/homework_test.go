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

func TestAFactIsWrittenDownAsItWillBeSaid(t *testing.T) {
	s := coach.Situation{Deal: acme(), Cadence: cadence()}
	goldenForm(t, "form_homework", blocks.HomeworkForm(blocks.FactForm{Situation: s, Meta: "{}"}))

	s.Contacts = []coach.Contact{{ID: "c1", Name: "Priya Raman", Role: "plant manager"}, {ID: "c2", Email: "buying@acme.example"}}
	s.Facts = waiting().Facts
	f := blocks.FactForm{Situation: s, Meta: "{}", Draft: coach.FactDraft{Kind: coach.CompanyEvent}}
	goldenForm(t, "form_homework_kind", blocks.HomeworkForm(f))
	f.Draft.Text, f.Draft.Source = "second plant in May", "https://acme.example/press"
	goldenForm(t, "form_homework_plain", blocks.HomeworkForm(f))
	f.Draft.SayAs = "are opening a second plant in May"
	goldenForm(t, "form_homework_said", blocks.HomeworkForm(f))
	f.Draft.AskAs = "who'll run it in the first weeks"
	goldenForm(t, "form_homework_asked", blocks.HomeworkForm(f))
	f.Draft.AskAs = "Are you still interested?"
	goldenForm(t, "form_homework_asked_badly", blocks.HomeworkForm(f))
	f.Draft = coach.FactDraft{Kind: coach.Note, Text: "her son plays hockey", DealOnly: true}
	goldenForm(t, "form_homework_note", blocks.HomeworkForm(f))

	old := coach.Fact{ID: "f1", Kind: coach.Statement, Text: "night shifts lose an hour", Source: "site visit", On: day(10, 14), ContactID: "c1"}
	goldenForm(t, "form_homework_change", blocks.HomeworkForm(blocks.FactForm{Situation: s, FactID: "f1", Draft: old.Draft(), Meta: "{}"}))
	old.SayAs = "the night shift loses an hour"
	goldenForm(t, "form_homework_better_question", blocks.HomeworkForm(blocks.FactForm{Situation: s, FactID: "f1", Draft: old.Draft(), Better: true, Meta: "{}"}))
	old.SayAs = ""
	old.Kind, old.On = coach.MarketTrend, old.On.Add(-500)
	goldenForm(t, "form_homework_better", blocks.HomeworkForm(blocks.FactForm{Situation: s, FactID: "f1", Draft: old.Draft(), Better: true, Meta: "{}"}))
}

func TestTheChecklistHasRoomForWhatIsMissing(t *testing.T) {
	s := coach.Situation{Deal: acme(), Cadence: cadence(), Facts: waiting().Facts}
	s.Facts = append(s.Facts,
		coach.Fact{ID: "f4", Kind: coach.MarketTrend, Text: "Steel is up 12 %", Source: "trade list", On: day(9, 1).Add(-500)},
		coach.Fact{ID: "f5", Kind: coach.Article, Text: "They run ahead of plan", On: day(9, 1)},
		coach.Fact{ID: "f6", Kind: coach.Easing, Text: "One shift less", Source: "our count"})
	goldenForm(t, "form_checklist", blocks.HomeworkList(s, "{}"))
	golden(t, "checklist_stored", blocks.Listed(waiting(), 2, dana))

	s.Facts = nil
	for i, kind := range []coach.FactKind{coach.Rank, coach.YearsBefore, coach.MarketTrend, coach.Economy, coach.Technology, coach.Problem, coach.Easing, coach.CompanyEvent, coach.AnnualReport, coach.Article} {
		s.Facts = append(s.Facts, coach.Fact{Kind: kind, Text: "finding", Source: "trade list", On: day(9, i+1)})
	}
	goldenForm(t, "form_checklist_done", blocks.HomeworkList(s, "{}"))
}

func TestTheCardHasAWayToMendAFact(t *testing.T) {
	a := advice()
	a.Missing = append([]coach.Question{{Kind: coach.Statement, FactID: "f1", Better: true, Ask: "How would you say this aloud: “night shifts lose an hour to jams”?", Why: "Write it under Say it as, and the sentence sounds like you."}}, a.Missing...)
	golden(t, "card_say_it_better", blocks.Followup(a, dana, "", nil))
	a.Missing[0].Ask, a.Missing[0].Why = "What would you ask them about “night shifts lose an hour to jams”?", "Your own question about it would be better than mine: write it under Ask it as."
	golden(t, "card_ask_it_yourself", blocks.Followup(a, dana, "", nil))
	a.Missing = []coach.Question{{Ask: "One?"}, {Ask: "Two?"}, {Ask: "Three?"}, {FactID: "f7", Ask: "Is there anything newer than this: “Steel is up 12 %”?", Why: "It is more than a year old, so it stays unsaid."}}
	golden(t, "card_stale", blocks.Followup(a, dana, "", nil))
	golden(t, "learned_on_card", blocks.LearnedOnCard(coach.Learned{Advice: advice(), Fact: coach.Fact{ID: "f9", Kind: coach.CompanyEvent, Text: "they open a second plant in May", Source: "their newsletter"}}, dana))
	golden(t, "learned_on_card_and_removed_since", blocks.LearnedOnCard(coach.Learned{Advice: advice()}, dana))
}
