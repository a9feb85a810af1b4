package blocks_test

import (
	"testing"
	"time"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

// turnedDown is a deal with a no as the last word.
func turnedDown() coach.Advice {
	a := advice()
	a.Touches = []coach.Touch{{ID: "t3", DealID: "d1", Direction: coach.Out, Channel: coach.Call, Outcome: coach.SaidNo, Objection: coach.Price, On: today}}
	return a
}

// heard is a deal whose rep apologised, and was answered.
func heard(family string) coach.Advice {
	a := advice()
	a.Draft, a.Used, a.Missing, a.Others = nil, nil, nil, nil
	a.Touches = []coach.Touch{{ID: "t4", DealID: "d1", Direction: coach.Out, Channel: coach.Call, Outcome: coach.Reached, On: today}}
	a.Why, a.Next = "Nothing is due yet: follow-up 3 of 4 comes on Tuesday, 24 November.", ""
	a.After = &coach.Aftermath{TouchID: "t4", On: today, PlayID: family, Family: family, Steps: []coach.Step{{Label: "Afterwards", Note: "Log what came of it and the one thing you learned."}}}
	if family != "apology" {
		return a
	}
	a.Why, a.Next = "Priya answered your apology today (call).", "Leave it there for today. Nothing about the sale in this contact."
	a.After.ToLearn = "when it stopped being useful to them"
	a.After.Steps = []coach.Step{{Label: "When they explain", Note: "Listen and leave room. Offer nothing."}, {Label: "Afterwards", Note: "Log what happened and the lesson for next time."}}
	return a
}

func TestWhatTheyStatedAndWhatIsBehindItAreKeptApart(t *testing.T) {
	golden(t, "card_no_stated", blocks.Followup(turnedDown(), dana, "", nil))
	golden(t, "card_no_stated_for_a_colleague", blocks.Followup(turnedDown(), other, "", nil))
	a := turnedDown()
	a.Facts = []coach.Fact{{ID: "f8", Kind: coach.RealReason, Text: "the plant may move", Source: "our guess", On: today}}
	golden(t, "card_no_guessed", blocks.ReasonTold(a, true, dana))
	a.Facts = append(a.Facts, coach.Fact{ID: "f9", Kind: coach.RealReason, Text: "the board wants one supplier for all plants.", Source: "call, confirmed by them", On: today})
	golden(t, "card_no_confirmed", blocks.ReasonTold(a, false, dana))
	no := turnedDown()
	why, _ := no.Reasons()
	goldenForm(t, "form_real_reason", blocks.ReasonWhyForm(acme(), why, today, "{}"))
	goldenForm(t, "form_real_reason_none_stated", blocks.ReasonWhyForm(acme(), coach.Reasons{Guess: "the plant may move"}, today, "{}"))

	a = turnedDown()
	a.Deal.Stage, a.Deal.CloseReason = coach.Lost, "they said it's too expensive"
	a.Draft, a.Used, a.Missing, a.Why = nil, nil, nil, ""
	golden(t, "card_lost_unconfirmed", blocks.Followup(a, dana, "", nil))
}

func TestAnAnswerIsListenedToAndWrittenDown(t *testing.T) {
	for _, family := range []string{"apology", "second-effort", "real-reason"} {
		a := heard(family)
		golden(t, "answered_"+family, blocks.Followup(a, dana, "", nil))
		goldenForm(t, "form_after_"+family, blocks.AfterForm(a.Deal, *a.After, "{}"))
	}
	golden(t, "answered_for_a_colleague", blocks.Followup(heard("apology"), other, "", nil))
	golden(t, "written_down", blocks.WrittenDown(advice(), true, dana))
	golden(t, "written_down_without_a_lesson", blocks.WrittenDown(advice(), false, dana))
}

func TestSomebodyPreparesBeforeGettingInTouch(t *testing.T) {
	b := coach.Brief{
		Situation: coach.Situation{Deal: acme(), Cadence: cadence(), Touches: turnedDown().Touches},
		Person:    "Priya Raman (plant manager) at Acme Corporation", Standing: "the proposal went out on 5 November (10 business days ago) and has been followed up twice, in this silence by call and email",
		LastHeard: "on 9 November, call (reached): “Ask me after the audit”",
		Notes:     []coach.Touch{{Channel: coach.Email, Note: "Third mail, asked whether she had decided", On: day(11, 16)}, {Channel: coach.Voicemail, Note: "left the number", On: day(11, 12)}},
		Known:     waiting().Facts[:1], Missed: []coach.Fact{{Kind: coach.OwnMiss, Text: "drawings a week late", Source: "own notes", On: day(10, 20)}},
		Lessons:  []coach.Fact{{Kind: coach.Lesson, Text: "say the delay before they notice it", Source: "call", On: day(6, 2)}},
		ToLearn:  &coach.Fact{Kind: coach.ToLearn, Text: "when it stopped being useful to them"},
		Pressure: []coach.Pressure{{What: "3 messages in 5 days, the last one on 16 November"}},
	}
	golden(t, "brief", blocks.Brief(b, dana))
	golden(t, "brief_for_a_colleague", blocks.Brief(b, other))
	golden(t, "brief_of_little", blocks.Brief(coach.Brief{Situation: coach.Situation{Deal: acme(), Cadence: cadence()}}, dana))

	a := heard("apology")
	a.After, a.Draft = nil, &coach.Draft{PlayID: "apology", Family: "apology", Title: "Apology: ask for feedback", Channel: coach.Call,
		Before: []coach.Step{{Label: "Get clear", Note: "Who: Priya."}, {Label: "Let go", Note: "Sit still for two minutes and breathe."}, {Label: "One thing to learn", Note: "Write it down."}},
		Steps:  []coach.Step{{Label: "1 · Apologise", Text: "I'm calling to say sorry."}},
		After:  []coach.Step{{Label: "When they explain", Note: "Listen and leave room."}}}
	b.Draft = a.Draft
	golden(t, "brief_before_an_apology", blocks.Brief(b, dana))
	golden(t, "card_apology", blocks.Followup(a, dana, "", nil))
	golden(t, "ready_to_listen", blocks.ReadyToListen(coach.Learned{Advice: a, Fact: coach.Fact{Kind: coach.ToLearn, Text: "when it stopped being useful"}}, dana))
	now := time.Date(2026, time.November, 19, 9, 0, 0, 0, time.UTC)
	goldenForm(t, "form_let_go", blocks.LetGoForm(acme(), now, "", "{}"))
	goldenForm(t, "form_let_go_again", blocks.LetGoForm(acme(), now, "when it stopped being useful", "{}"))
}
