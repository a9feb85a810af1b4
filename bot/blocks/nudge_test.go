package blocks_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

// nudge is a reminder about four deals of Dana's, of which nothing was done.
func nudge(t *testing.T) coach.NudgeShown {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	n := coach.NudgeShown{Nudge: coach.Nudge{RepID: "U0DANA", Day: today, More: 7}, Zone: berlin}
	for i, firm := range []string{"Brandan Foods", "Harbour Logistics", "Acme Corporation", "Nordlicht <Labs>"} {
		a := advice()
		a.Deal.ID, a.Deal.Account = fmt.Sprint("d", i+1), firm
		switch i {
		case 0:
			a.Draft, a.Next, a.Why = nil, "Answer today.", "They wrote last, and nobody has answered for a business day."
			a.Cadence.BallOurs, a.Cadence.Quiet = true, 1
		case 1:
			a.Draft.Title, a.Why = "First follow-up", "The proposal has been out for three business days."
			a.Cadence.Followups, a.Cadence.Quiet, a.Cadence.DueOn = 0, 4, day(11, 18)
			a.Cadence.Overdue = 1
		case 3:
			a.Draft.Title, a.Why = "Apology", "Four tries, and not a word: ask what we missed."
			a.Cadence.Followups, a.Cadence.Quiet = 3, 13
		}
		n.Deals = append(n.Deals, coach.NudgedDeal{Advice: a})
	}
	return n
}

func TestANudgeReadsAsItShould(t *testing.T) {
	golden(t, "nudge", blocks.Nudge(nudge(t)))
	n := nudge(t)
	n.Deals, n.More = n.Deals[2:3], 0
	golden(t, "nudge_of_one", blocks.Nudge(n))
}

func TestAClosedFileComesBackOnItsDay(t *testing.T) {
	n := nudge(t)
	n.Deals, n.More = n.Deals[2:4], 0
	for i := range n.Deals {
		d := &n.Deals[i].Advice
		d.Deal.Stage, d.Deal.RevisitOn, d.Cadence.WokeOn = coach.Lost, today, today
		d.Draft.Title, d.Why = "A fresh start", "You wanted to look at it again today."
	}
	n.Deals[1].Deed, n.Deals[1].Advice.Deal.Stage = coach.Reopened, coach.Open
	golden(t, "nudge_of_a_closed_file", blocks.Nudge(n))
}

func TestANudgeSaysWhatWasDoneAndTakesItBack(t *testing.T) {
	n := nudge(t)
	at := time.Date(2026, 11, 19, 8, 12, 0, 0, time.UTC)
	n.Deals[0].Deed, n.Deals[0].Undo = coach.LoggedIt, true
	n.Deals[0].Advice.Cadence.BallOurs = false
	n.Deals[0].Advice.Touches = []coach.Touch{{ID: "t1", Channel: coach.Call, Outcome: coach.Reached, On: today, LoggedBy: "U0DANA", LoggedAt: at}}
	n.Deals[1].Deed, n.Deals[1].Undo = coach.SnoozedIt, true
	n.Deals[1].Advice.Deal.SnoozedUntil = today.Add(5)
	golden(t, "nudge_done_in_part", blocks.Nudge(n))

	n.Deals[1].Deed, n.Deals[1].Undo = coach.LoggedIt, false
	n.Deals[1].Advice.Touches = []coach.Touch{{ID: "t2", Channel: coach.Email, Outcome: coach.SaidNo, Objection: coach.Price, On: today, LoggedBy: "U0MIRA", LoggedAt: at}}
	n.Deals[2].Deed, n.Deals[2].Undo = coach.PausedIt, true
	n.Deals[2].Advice.Deal.PausedUntil, n.Deals[2].Advice.Deal.PauseReason = today.Add(30), "budget round in December"
	n.Deals[3].Deed, n.Deals[3].Undo = coach.ClosedIt, true
	n.Deals[3].Advice.Deal.Stage, n.Deals[3].Advice.Deal.ClosedAt = coach.Lost, at.Add(-24*time.Hour)
	golden(t, "nudge_done", blocks.Nudge(n))

	n.Deals[3].Deed, n.Deals[3].Undo = coach.GaveAway, false
	n.Deals[3].Advice.Deal.RepID = "U0OTTO"
	if text := fmt.Sprint(blocks.Nudge(n).Blocks); strings.Contains(text, "Reopen") {
		t.Error("what cannot be taken back has a button for it")
	}
}

func TestTheLargestNudgeIsOneThatSlackTakes(t *testing.T) {
	n := nudge(t)
	for len(n.Deals) < coach.MaxNudge {
		d := n.Deals[2]
		d.Advice.Deal.ID = strings.Repeat("d", 16)
		d.Advice.Deal.Account = strings.Repeat("Ä&", 100)
		d.Advice.Why = strings.Repeat("<why> ", 100)
		n.Deals = append(n.Deals, d)
	}
	if err := blocks.Check(blocks.Nudge(n)); err != nil {
		t.Error(err)
	}
}
