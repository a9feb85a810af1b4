package blocks_test

import (
	"testing"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

func thankTom(due coach.Date) coach.Task {
	return coach.Task{ID: "t2", DealID: "d1", RepID: "U0DANA", Kind: coach.ThankAdvocate, Text: "Thank Tom Berg and say what came of it", DueOn: due}
}

func TestWhatIsOwedIsOnTheCard(t *testing.T) {
	a := advice()
	a.Tasks = []coach.Task{thankTom(day(11, 24))}
	golden(t, "card_owed", blocks.Followup(a, dana, "", nil))
	golden(t, "card_owed_for_a_colleague", blocks.Followup(a, other, "", nil))
	a.Touches[0].Direction = coach.Via
	golden(t, "card_asked_an_advocate", blocks.Followup(a, dana, "", nil))
	a.Touches[0].Direction = coach.Out
	s := coach.Settled{Task: a.Tasks[0], Advice: advice()}
	golden(t, "task_done", blocks.Settled(s, dana))
	s.Advice = a
	golden(t, "task_reopened", blocks.Unsettled(s, dana))
}

func TestWhatIsOwedIsAmongTheFollowups(t *testing.T) {
	q := coach.Queue{Rep: coach.Rep{ID: "U0DANA"}, Today: today, Open: 3, Owed: []coach.Owed{
		{Task: thankTom(day(11, 16)), Deal: acme()}, {Task: thankTom(today), Deal: acme()}, {Task: thankTom(day(11, 23)), Deal: acme()},
	}}
	golden(t, "queue_owed_only", blocks.Queue(q))
	q.Due = []coach.Due{{Deal: acme(), Cadence: cadence()}}
	golden(t, "queue_owed", blocks.Queue(q))
	for range 4 {
		q.Owed = append(q.Owed, q.Owed[2])
	}
	golden(t, "queue_owed_done", blocks.SettledInList(q, coach.Settled{Task: thankTom(today)}))
	golden(t, "queue_owed_again", blocks.UnsettledInList(q))
}

func TestTheWordsOfThanksHaveTheirOwnScreen(t *testing.T) {
	th := coach.Thanks{Task: thankTom(day(11, 24)), Situation: coach.Situation{Deal: acme(), Cadence: cadence()}, Draft: &coach.Draft{
		PlayID: "thank-advocate", Title: "Thank whoever spoke for us", Channel: coach.Email, Subject: "Thank you, Tom", Forms: []coach.Channel{coach.Call, coach.Email, coach.Text},
		Steps: []coach.Step{{Label: "Message", Text: "Hi Tom,\n\nThank you for your help with Priya at Acme. Priya and I have talked since, and I wanted you to know."}},
	}}
	golden(t, "thanks", blocks.Thanks(th))
}

func TestTheMeterOfGivesIsOnTheCard(t *testing.T) {
	a := advice()
	for given, name := range []string{"card_given_none", "card_given_one", "card_given_enough"} {
		a.Gives = coach.Meter{Given: given, Wanted: 2, Asks: given != 1}
		golden(t, name, blocks.Followup(a, dana, "", nil))
	}
}
