package blocks_test

import (
	"fmt"
	"testing"
	"time"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

func TestTheHelpOfDeadLeads(t *testing.T) {
	golden(t, "deadleads_help", blocks.DeadLeadsHelp(""))
	golden(t, "deadleads_help_for_the_unknown", blocks.DeadLeadsHelp("frobnicate <!channel>"))
}

var (
	mira     = coach.Rep{ID: "U0MIRA", Name: "mira", RealName: "Mira Okafor"}
	danaRep  = coach.Rep{ID: "U0DANA", Name: "dana", RealName: "Dana <Whitlock>"}
	ottoRep  = coach.Rep{ID: "U0OTTO", Name: "otto", RealName: "Otto Lindqvist"}
	openedAt = time.Date(2026, 11, 18, 9, 0, 0, 0, time.UTC)
)

func usd(n int64) coach.Money { return coach.Money{Minor: 100 * n, Currency: "USD"} }
func eur(n int64) coach.Money { return coach.Money{Minor: 100 * n, Currency: "EUR"} }

func preview() coach.PollPreview {
	return coach.PollPreview{
		Reps:  []coach.RepAsked{{Rep: danaRep, Deals: 5, Value: []coach.Money{usd(120000), eur(9000)}}, {Rep: ottoRep, Deals: 1}},
		Deals: 6, Value: []coach.Money{usd(120000), eur(9000)}, Rules: coach.DefaultRules(), Today: today,
		Unasked: map[coach.Unasked]int{coach.NobodyToAsk: 1, coach.RepHasLeft: 2},
	}
}

func TestAPollIsSeenBeforeItIsSent(t *testing.T) {
	golden(t, "poll_preview", blocks.PollPreview(preview()))
	p := preview()
	p.Asked, p.Unasked[coach.TouchedInDays] = coach.Asked{Days: 60, RepID: "U0DANA"}, 3
	p.Reps, p.Only = p.Reps[:1], danaRep
	golden(t, "poll_preview_of_one", blocks.PollPreview(p))
	p.Reps, p.Deals, p.Value = nil, 0, nil
	golden(t, "poll_preview_of_none", blocks.PollPreview(p))
	golden(t, "poll_not_sent", blocks.NotSent())
	golden(t, "poll_none", blocks.NoPoll())
	p = preview()
	for range 200 {
		p.Reps = append(p.Reps, p.Reps[0])
	}
	if err := blocks.Check(blocks.PollPreview(p)); err != nil {
		t.Error(err)
	}
}

func TestWhomAButtonAsksIsReadBack(t *testing.T) {
	for _, a := range []coach.Asked{{}, {RepID: "U1"}, {Days: 60}, {RepID: "U1", Days: 9}} {
		if got := blocks.AskedIn(blocks.AskedArg(a)); got != a {
			t.Errorf("%+v came back as %+v", a, got)
		}
	}
	if got := blocks.AskedIn("U1/9223372036854775807"); got.Days > 9999 {
		t.Errorf("%d days are more than there are", got.Days)
	}
	if got := blocks.AskedIn("U1/-5"); got.Days != 0 {
		t.Errorf("%+v", got)
	}
}

func aBoard() coach.Board {
	return coach.Board{
		Poll:  coach.Poll{ID: "p1", Kind: coach.DeadLeads, State: coach.PollOpen, AskedBy: "U0MIRA", OpenedAt: openedAt, ClosesAt: openedAt.AddDate(0, 0, 7)},
		Asker: mira, Today: today, Zone: time.UTC, Now: openedAt.AddDate(0, 0, 1),
		Reps: []coach.RepAnswered{{Rep: danaRep, Asked: 5, Answered: 5}, {Rep: ottoRep, Asked: 7, Answered: 2}, {Rep: coach.Rep{ID: "U0WEI"}, Asked: 1}},
	}
}

func TestABoardSaysWhoHasAnswered(t *testing.T) {
	golden(t, "poll_board", blocks.PollBoard(aBoard(), ""))
	golden(t, "poll_sent", blocks.PollSent(coach.Opened{Board: aBoard()}))
	golden(t, "poll_another", blocks.PollSent(coach.Opened{Board: aBoard(), Another: true}))
	b := aBoard()
	b.Poll.RemindedAt = openedAt.Add(26 * time.Hour)
	golden(t, "poll_reminded", blocks.PollReminded(coach.Reminded{Board: b, People: 2}))
	b.Reps = b.Reps[:1]
	golden(t, "poll_board_done", blocks.PollBoard(b, ""))
	b = aBoard()
	b.Poll.State = coach.PollClosed
	golden(t, "poll_board_closed", blocks.PollBoard(b, ""))
	b = aBoard()
	newYork, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	b.Reps[1].Answered, b.Reps[1].AskedAt, b.Reps[1].Zone = 0, openedAt.AddDate(0, 0, 1).Add(4*time.Hour), newYork
	b.Reps = append(b.Reps, coach.RepAnswered{Rep: mira, Asked: 2, AskedAt: openedAt.AddDate(0, 0, 3), Zone: time.UTC},
		coach.RepAnswered{Rep: coach.Rep{ID: "U0LEA", RealName: "Lea <Brandt>"}, Asked: 3, Unreached: true})
	golden(t, "poll_board_waiting", blocks.PollBoard(b, ""))
	for range 300 {
		b.Reps = append(b.Reps, b.Reps[1])
	}
	b.Poll.State = coach.PollOpen
	if err := blocks.Check(blocks.PollBoard(b, "")); err != nil {
		t.Error(err)
	}
}

func aBallot() coach.Ballot {
	c := coach.Cadence{Today: today, Followups: 4, Target: 4, Silence: 4, Quiet: 12}
	row := func(id, account string, amount coach.Money) coach.AskedDeal {
		d := coach.Deal{ID: id, Account: account, Amount: amount, RepID: "U0DANA", Stage: coach.Open}
		return coach.AskedDeal{Due: coach.Due{Deal: d, Cadence: c}, Vote: coach.Vote{PollID: "p1", RepID: "U0DANA", DealID: id}}
	}
	b := coach.Ballot{
		Poll:  coach.Poll{ID: "p1", Kind: coach.DeadLeads, State: coach.PollOpen, AskedBy: "U0MIRA", OpenedAt: openedAt, ClosesAt: openedAt.AddDate(0, 0, 7)},
		Asker: mira, Rep: danaRep, Today: today, Zone: time.UTC,
		Deals: []coach.AskedDeal{row("d1", "Acme <Corp>", usd(40000)), row("d2", "Borealis", eur(9000)), row("d3", "Corvane", coach.Money{}),
			row("d4", "Dunmore", coach.Money{}), row("d5", "Elm & Co", coach.Money{})},
	}
	b.Deals[0].Vote.Choice = coach.CalledDead
	b.Deals[1].Vote.Choice, b.Deals[1].Vote.Text, b.Deals[1].Vote.On = coach.StillAlive, "they decide <after> the board meeting", day(12, 4)
	b.Deals[2].Vote.Choice, b.Deals[2].Vote.Text = coach.NeedHelp, "somebody who knows their CFO"
	b.Deals[2].Cadence.Silence, b.Deals[2].Cadence.Quiet = 2, 31
	b.Deals[2].Deal.Tally.LastAnswer = time.Date(2026, 10, 2, 9, 0, 0, 0, time.UTC)
	b.Deals[3].Deal.Stage = coach.Won
	return b
}

func TestAQuestionShowsTheHonestCounts(t *testing.T) {
	golden(t, "poll_question", blocks.Ballot(aBallot()))
	b := aBallot()
	b.Reminder, b.Deals[4].Deal.RepID = true, "U0OTTO"
	b.Deals = append(b.Deals, coach.AskedDeal{Gone: true, Vote: coach.Vote{DealID: "d9"}})
	golden(t, "poll_question_again", blocks.Ballot(b))
	b = aBallot()
	b.Deals = b.Deals[:1]
	golden(t, "poll_question_answered", blocks.Ballot(b))
	b = aBallot()
	b.Poll.State = coach.PollClosed
	golden(t, "poll_question_closed", blocks.Ballot(b))
	b.Below = openedAt.AddDate(0, 0, 1)
	golden(t, "poll_question_above_closed", blocks.Ballot(b))
	b.Poll.State = coach.PollOpen
	golden(t, "poll_question_above", blocks.Ballot(b))
	b = aBallot()
	b.Poll.State, b.Deals = coach.PollClosed, b.Deals[4:]
	golden(t, "poll_question_closed_unanswered", blocks.Ballot(b))
	goldenForm(t, "form_poll_alive", blocks.AliveForm(aBallot().Deals[1], "{}"))
	goldenForm(t, "form_poll_help", blocks.HelpForm(aBallot().Deals[4], "{}"))
}

// Thirty deals with the longest names go into three parts, each of which Slack takes.
func TestAQuestionWithManyDealsIsTurnedOver(t *testing.T) {
	b := aBallot()
	for i := range 25 {
		d := b.Deals[0]
		d.Deal.ID = fmt.Sprint("x", i)
		d.Deal.Account, d.Deal.Name = fmt.Sprintf("%0*d", coach.MaxName, i), fmt.Sprintf("%0*d", coach.MaxName, i)
		b.Deals = append(b.Deals, d)
	}
	for b.Page = -1; b.Page < 5; b.Page++ {
		m := blocks.Ballot(b)
		if err := blocks.Check(m); err != nil {
			t.Errorf("part %d: %v", b.Page, err)
		}
		if m.Size() > blocks.MaxAck {
			t.Errorf("part %d: %d bytes", b.Page, m.Size())
		}
	}
	b = aBallot()
	for i := range 8 {
		d := b.Deals[4]
		d.Deal.ID, d.Deal.Account = fmt.Sprint("y", i), fmt.Sprint("Firm ", i)
		b.Deals = append(b.Deals, d)
	}
	golden(t, "poll_question_first_part", blocks.Ballot(b))
	b.Page = 1
	golden(t, "poll_question_last_part", blocks.Ballot(b))
}

func aResult() coach.PollResult {
	b := aBallot()
	otto := b.Deals[4]
	otto.Deal.Account, otto.Deal.Amount, otto.Vote.RepID, otto.Vote.Choice = "Fennick", usd(7000), "U0OTTO", coach.CalledDead
	otto.Deal.ID = "d6"
	changed := otto
	changed.Deal.ID, changed.Deal.Account, changed.Vote.Fate = "d7", "Gantry", coach.LeftTouched
	otto.Vote.Fate, b.Deals[0].Vote.Fate = coach.FileClosed, coach.FileClosed
	return coach.PollResult{
		Poll:  coach.Poll{ID: "p1", State: coach.PollClosed, AskedBy: "U0MIRA"},
		Asker: mira, Today: today, RevisitOn: day(12, 31),
		Reps: []coach.RepResult{{Rep: danaRep, Deals: b.Deals}, {Rep: ottoRep, Deals: []coach.AskedDeal{otto, changed}}},
	}
}

func TestAResultSaysWhatCameOfIt(t *testing.T) {
	golden(t, "poll_result", blocks.PollResult(aResult()))
	r := aResult()
	r.Poll.FilesAt = openedAt
	r.Reps[1].Deals[1].Vote.Fate, r.Reps[1].Deals[1].Deal.Stage = coach.LeftEnded, coach.Won
	golden(t, "poll_result_closed", blocks.PollResult(r))
	r = aResult()
	r.Reps[0].Deals, r.Reps[1].Deals = r.Reps[0].Deals[4:], nil
	golden(t, "poll_result_of_silence", blocks.PollResult(r))
	r.Reps[0].Deals = aResult().Reps[0].Deals[3:4]
	golden(t, "poll_result_of_nothing", blocks.PollResult(r))
}

// A result over many reps with many deals each, with names as long as they come.
func TestAResultOfALargeTeamStaysWithinSlacksLimits(t *testing.T) {
	r := aResult()
	for i := range 40 {
		rep := r.Reps[1]
		rep.Deals = nil
		for n := range 40 {
			d := r.Reps[n%2].Deals[0]
			d.Deal.Account = fmt.Sprintf("%0*d", coach.MaxName, i*n)
			d.Vote.Choice = []coach.Choice{coach.CalledDead, coach.NeedHelp, coach.StillAlive, coach.NoAnswerYet}[n%4]
			d.Vote.Fate = []coach.Fate{coach.FileClosed, coach.LeftMoved}[n%8/4]
			rep.Deals = append(rep.Deals, d)
		}
		r.Reps = append(r.Reps, rep)
	}
	for _, m := range []blocks.Message{blocks.PollResult(r), blocks.MoreOfResult(r, 15), blocks.MoreOfResult(r, 40), blocks.MoreOfResult(r, 99)} {
		if err := blocks.Check(m); err != nil {
			t.Error(err)
		}
	}
	r = aResult()
	for i := range 17 {
		rep := coach.RepResult{Rep: coach.Rep{ID: fmt.Sprint("U", i), RealName: fmt.Sprint("Rep ", i+3)}, Deals: aResult().Reps[1].Deals[:1]}
		r.Reps = append(r.Reps, rep)
	}
	golden(t, "poll_result_large", blocks.PollResult(r))
	golden(t, "poll_result_more", blocks.MoreOfResult(r, 15))
}

func closedFiles() coach.Files {
	deals := aBallot().Deals[:3]
	for i := range deals {
		deals[i].Deal.Stage, deals[i].Deal.RevisitOn = coach.Dead, day(12, 31)
	}
	deals[2].Deal.Stage = coach.Open
	return coach.Files{By: mira, Closed: deals, Stop: map[string]bool{"d2": true}, Today: today}
}

func TestARepGetsTheWordsForClosedFiles(t *testing.T) {
	golden(t, "poll_files", blocks.ClosedFiles(closedFiles()))
	f := closedFiles()
	f.Closed = f.Closed[:1]
	golden(t, "poll_files_one", blocks.ClosedFiles(f))
	golden(t, "poll_files_back", blocks.ClosedFiles(coach.Files{Today: today, Back: f.Closed}))
	for range 60 {
		f.Closed = append(f.Closed, f.Closed[0])
	}
	for _, f := range []coach.Files{f, {Today: today, Back: f.Closed}} {
		if err := blocks.Check(blocks.ClosedFiles(f)); err != nil {
			t.Error(err)
		}
	}
}
