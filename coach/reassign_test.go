package coach_test

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"salescoach/coach"
)

var ada, ben, cy = pollReps[0], pollReps[1], pollReps[2]

// newMorning is the team of a poll on a Monday at nine, with the nudges of the day out.
func newMorning(t *testing.T) *pollTeam {
	t.Helper()
	p := newPollTeam(t)
	p.now = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	p.Coach = coach.New(p.store, coach.Options{
		Now: func() time.Time { return p.now }, NewID: func() string { return fmt.Sprint("id-", p.ids.Add(1)) }, Book: pollBook(),
		Rules: coach.DefaultRules(), WorkDays: [7]bool{1: true, 2: true, 3: true, 4: true, 5: true}, Zone: time.UTC, Log: slog.New(slog.DiscardHandler),
		Nudge: coach.Clock(8*60 + 30), NudgeCap: 5, Quiet: coach.Quiet{From: 18 * 60, Until: 8 * 60},
	})
	planned, err := p.PlanNudges(t.Context(), "T1")
	if err != nil || planned.Nudges != 3 {
		t.Fatalf("%+v, %v", planned, err)
	}
	p.sends(t)
	return p
}

// sends takes out what waits in the outbox, and says to whom.
func (p *pollTeam) sends(t *testing.T) (to []string) {
	t.Helper()
	for {
		claims, err := p.ClaimPosts(t.Context(), "T1", 10)
		if err != nil {
			t.Fatal(err)
		}
		if len(claims) == 0 {
			slices.Sort(to)
			return to
		}
		for _, c := range claims {
			what := string(c.Kind) + " " + c.To
			if c.State == coach.PostEditing {
				what = "redrawn " + what
			}
			to = append(to, what)
			if err := p.Delivered(t.Context(), "T1", c.Post, "D"+c.To, fmt.Sprint("1.", p.ids.Add(1))); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func (p *pollTeam) gives(t *testing.T, deal string, to coach.Rep) coach.Handed {
	t.Helper()
	h, err := p.Reassign(t.Context(), p.by(pollBoss), deal, to.ID)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func (p *pollTeam) reads(t *testing.T, id string) (d coach.Deal) {
	t.Helper()
	d, err := p.Deal(t.Context(), p.by(pollBoss), id)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// leaves has Slack tell that somebody has left, or is back.
func (p *pollTeam) leaves(t *testing.T, rep coach.Rep, gone bool) {
	t.Helper()
	if rep.Deleted = gone; gone {
		rep.Zone = "" // Slack does not say it of them any more
	}
	if err := p.Changed(t.Context(), "T1", rep); err != nil {
		t.Fatal(err)
	}
}

func TestADealThatChangesHandsIsToldToTheNewRepAndShownEverywhereAtOnce(t *testing.T) {
	p := newMorning(t)
	p.asksTeam(t)
	p.sends(t)
	p.now = p.now.Add(2 * time.Second)
	deal := p.deals[ada.ID][0]
	h := p.gives(t, deal, ben)
	key := fmt.Sprint("key-", p.keys)
	if d := p.reads(t, deal); d.RepID != ben.ID || d.RepName != "Ben" || h.Advice.Deal.RepID != ben.ID {
		t.Errorf("the deal is %s's (%s), and the card says %s", d.RepID, d.RepName, h.Advice.Deal.RepID)
	}
	want := []string{"handover U0B", "redrawn nudge U0A", "redrawn poll.board U0BOSS", "redrawn poll.question U0A"}
	if got := p.sends(t); !slices.Equal(got, want) {
		t.Errorf("sent or drawn anew: %v, want %v", got, want)
	}
	err := p.store.View(t.Context(), "T1", func(r coach.Reader) error {
		c, err := r.Change(key)
		if c.Verb != "deal.reassign" || c.Actor != pollBoss.ID || c.Ref != h.Handover.ID {
			t.Errorf("the trail: %+v", c)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}

	// Somebody to whom it goes back had it in their nudge, though not as the last one.
	p.now = p.now.Add(20 * time.Hour)
	if _, err := p.PlanNudges(t.Context(), "T1"); err != nil {
		t.Fatal(err)
	}
	p.now = p.now.Add(4 * time.Hour)
	if _, err := p.PlanNudges(t.Context(), "T1"); err != nil {
		t.Fatal(err)
	}
	p.sends(t)
	p.now = p.now.Add(2 * time.Second)
	p.gives(t, deal, ada)
	got := p.sends(t)
	if !slices.Contains(got, "redrawn nudge U0B") || !slices.Contains(got, "handover U0A") {
		t.Errorf("given back: %v", got)
	}
}

func TestWhoTakesADealOverThemselvesGetsNoWordAboutIt(t *testing.T) {
	p := newMorning(t)
	p.gives(t, p.deals[ada.ID][0], pollBoss)
	if got := p.sends(t); slices.Contains(got, "handover U0BOSS") {
		t.Error(got)
	}
}

func TestAHandoverThatIsDeliveredTwiceHappensOnce(t *testing.T) {
	p := newMorning(t)
	in, deal := p.by(pollBoss), p.deals[ada.ID][0]
	first, err := p.Reassign(t.Context(), in, deal, ben.ID)
	if err != nil {
		t.Fatal(err)
	}
	again, err := p.Reassign(t.Context(), in, deal, ben.ID)
	if err != nil || again.Handover.ID != first.Handover.ID {
		t.Errorf("%+v, %v", again.Handover, err)
	}
	p.now = p.now.Add(time.Minute)
	if got := strings.Count(fmt.Sprint(p.sends(t)), "handover"); got != 1 {
		t.Errorf("%d words about it", got)
	}
}

func TestOnlyAManagerGivesDealsAwayAndOnlyToSomebodyWhoIsHere(t *testing.T) {
	p := newMorning(t)
	deal := p.deals[ada.ID][0]
	p.leaves(t, cy, true)
	h := p.gives(t, p.deals[ben.ID][0], ada)
	for say, try := range map[string]func(ctx context.Context, in coach.Input) error{
		"a deal": func(ctx context.Context, in coach.Input) error {
			_, err := p.Reassign(ctx, in, deal, ben.ID)
			return err
		},
		"all": func(ctx context.Context, in coach.Input) error {
			_, err := p.ReassignAll(ctx, in, cy.ID, ben.ID)
			return err
		},
		"back": func(ctx context.Context, in coach.Input) error {
			_, err := p.TakeBack(ctx, in, h.Handover.ID)
			return err
		},
		"looking": func(ctx context.Context, in coach.Input) error { _, err := p.Departed(ctx, in, cy.ID); return err },
	} {
		if err := try(t.Context(), p.by(ada)); coach.KindOf(err) != coach.Forbidden {
			t.Errorf("%s by a rep: %v", say, err)
		}
	}
	for to, want := range map[string]coach.Kind{ada.ID: coach.Conflict, cy.ID: coach.Invalid, "U0NOBODY": coach.Invalid, "": coach.Invalid} {
		_, err := p.Reassign(t.Context(), p.by(pollBoss), deal, to)
		p.wants(t, err, want)
	}
	for _, from := range []string{ada.ID, "U0NOBODY", ""} {
		if _, err := p.ReassignAll(t.Context(), p.by(pollBoss), from, ben.ID); err == nil {
			t.Errorf("everything of %q was given away", from)
		}
	}
	if _, err := p.TakeBack(t.Context(), p.by(pollBoss), "nope"); coach.KindOf(err) != coach.NotFound {
		t.Error(err)
	}
	if d := p.reads(t, deal); d.RepID != ada.ID {
		t.Errorf("it is %s's now", d.RepID)
	}
}

func TestAHandoverIsTakenBackWithinTenMinutesAndOnlyOnce(t *testing.T) {
	p := newMorning(t)
	deal, other, third := p.deals[ada.ID][0], p.deals[ada.ID][1], p.deals[ada.ID][2]
	h := p.gives(t, deal, ben)
	late := p.gives(t, other, ben)
	moved := p.gives(t, third, ben)
	p.gives(t, third, cy)
	p.now = p.now.Add(coach.UndoFor)
	back, err := p.TakeBack(t.Context(), p.by(pollBoss), h.Handover.ID)
	if err != nil || len(back.Deals) != 0 || back.Advice.Deal.RepID != ada.ID {
		t.Errorf("%+v, %v", back.Handover, err)
	}
	p.gives(t, deal, ben)
	_, err = p.TakeBack(t.Context(), p.by(pollBoss), h.Handover.ID) // the same button, when it is Ben's for another reason
	p.wants(t, err, coach.Conflict)
	_, err = p.TakeBack(t.Context(), p.by(pollBoss), moved.Handover.ID)
	p.wants(t, err, coach.Conflict)
	p.now = p.now.Add(time.Second)
	_, err = p.TakeBack(t.Context(), p.by(pollBoss), late.Handover.ID)
	p.wants(t, err, coach.Conflict)
	for id, rep := range map[string]coach.Rep{deal: ben, other: ben, third: cy} {
		if d := p.reads(t, id); d.RepID != rep.ID || d.RepName != rep.RealName {
			t.Errorf("it is %s's (%s), not %s's", d.RepID, d.RepName, rep.RealName)
		}
	}
}

func TestSomebodyWhoLeftIsAskedNothingMoreAndTheirDealsWaitForANewRep(t *testing.T) {
	p := newMorning(t)
	poll := p.asksTeam(t)
	file := p.deals[cy.ID][0]
	if _, err := p.Close(t.Context(), p.by(cy), file, coach.Closing{Stage: coach.Lost, Reason: "price", RevisitOn: coach.Date{Year: 2027, Month: 3, Day: 1}}); err != nil {
		t.Fatal(err)
	}
	p.leaves(t, cy, true) // before the question went out
	if got := p.sends(t); slices.Contains(got, "poll.question U0C") {
		t.Errorf("asked all the same: %v", got)
	}
	board, err := p.Board(t.Context(), "T1", poll)
	if err != nil || len(board.Reps) != 2 {
		t.Errorf("the board waits for %+v, %v", board.Reps, err)
	}
	home := p.Coach
	h, err := home.Home(t.Context(), p.by(pollBoss))
	if err != nil || len(h.Team.Gone) != 1 || len(h.Team.Reps) != 2 {
		t.Fatalf("%+v, %v", h.Team, err)
	}
	if g := h.Team.Gone[0]; g.Rep.ID != cy.ID || g.Rep.Zone != "UTC" || g.Open != 2 || g.Again != 1 || g.Worth[0].Minor != 500 {
		t.Errorf("left behind: %+v", g)
	}
	p.now = p.now.Add(24 * time.Hour)
	planned, err := p.PlanNudges(t.Context(), "T1")
	if got := p.sends(t); err != nil || slices.Contains(got, "nudge U0C") {
		t.Errorf("%+v, %v, %v", planned, got, err)
	}

	left, err := p.ReassignAll(t.Context(), p.by(pollBoss), cy.ID, ben.ID)
	if err != nil || len(left.Handover.Deals) != 3 || left.Handover.Left != 0 || left.Worth[0].Minor != 500 {
		t.Fatalf("%+v, %v", left, err)
	}
	if got := strings.Count(fmt.Sprint(p.sends(t)), "handover U0B"); got != 1 {
		t.Errorf("%d words about three deals", got)
	}
	for _, id := range p.deals[cy.ID] {
		if d := p.reads(t, id); d.RepID != ben.ID {
			t.Errorf("%s is %s's", d.Title(), d.RepID)
		}
	}
	if h, err = home.Home(t.Context(), p.by(pollBoss)); err != nil || len(h.Team.Gone) != 0 {
		t.Errorf("still waiting: %+v, %v", h.Team.Gone, err)
	}
	_, err = p.ReassignAll(t.Context(), p.by(pollBoss), cy.ID, ben.ID)
	p.wants(t, err, coach.Conflict)
	if _, err = p.TakeBack(t.Context(), p.by(pollBoss), left.Handover.ID); err != nil {
		t.Error(err)
	}

	p.leaves(t, cy, false) // and is back
	if h, err = home.Home(t.Context(), p.by(pollBoss)); err != nil || len(h.Team.Gone) != 0 || len(h.Team.Reps) != 3 {
		t.Errorf("back at work: %+v, %v", h.Team, err)
	}
	p.now = p.now.Add(24 * time.Hour)
	if _, err := p.PlanNudges(t.Context(), "T1"); err != nil {
		t.Fatal(err)
	}
	if got := p.sends(t); !slices.Contains(got, "nudge U0C") {
		t.Errorf("no nudge for who is back: %v", got)
	}
}

func TestWhatIsOwedOnADealGoesAlongWithItAndComesBackWithIt(t *testing.T) {
	p := newMorning(t)
	deal := p.deals[ada.ID][0]
	task := coach.Task{ID: "thanks", DealID: deal, RepID: ada.ID, Kind: coach.ThankAdvocate, Text: "Thank Tom", DueOn: coach.Date{Year: 2026, Month: 11, Day: 30}, AddedAt: p.now}
	if err := p.store.Update(t.Context(), "T1", func(tx coach.Tx) error { return tx.InsertTask(task) }); err != nil {
		t.Fatal(err)
	}
	owes := func(rep coach.Rep, want int) {
		t.Helper()
		q, err := p.Followups(t.Context(), p.by(rep))
		if err != nil || len(q.Owed) != want {
			t.Errorf("%s owes %d, want %d (%v)", rep.RealName, len(q.Owed), want, err)
		}
	}
	h := p.gives(t, deal, ben)
	owes(ada, 0)
	owes(ben, 1)
	if _, err := p.TakeBack(t.Context(), p.by(pollBoss), h.Handover.ID); err != nil {
		t.Fatal(err)
	}
	owes(ada, 1)
	owes(ben, 0)
}

// adds puts something into the store that somebody owes.
func (p *pollTeam) adds(t *testing.T, id, deal string, rep coach.Rep) {
	t.Helper()
	task := coach.Task{ID: id, DealID: deal, RepID: rep.ID, Kind: coach.ThankAdvocate, Text: "Thank Tom", DueOn: coach.Date{Year: 2026, Month: 11, Day: 30}, AddedAt: p.now}
	if err := p.store.Update(t.Context(), "T1", func(tx coach.Tx) error { return tx.InsertTask(task) }); err != nil {
		t.Fatal(err)
	}
}

// owes checks what somebody owes, by the tasks' ids.
func (p *pollTeam) owes(t *testing.T, rep coach.Rep, want ...string) {
	t.Helper()
	q, err := p.Followups(t.Context(), p.by(rep))
	var got []string
	for _, o := range q.Owed {
		got = append(got, o.Task.ID)
	}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%s owes %v, want %v (%v)", rep.RealName, got, want, err)
	}
}

// Thanks for a deal that is won, say: the file stays as it is, and somebody else thanks.
func TestAllThatALeaverOwesGoesToTheNewRepOnWhicheverFileItIs(t *testing.T) {
	p := newMorning(t)
	open, won, others := p.deals[cy.ID][0], p.deals[cy.ID][1], p.deals[ben.ID][0]
	if _, err := p.Close(t.Context(), p.by(cy), won, coach.Closing{Stage: coach.Won}); err != nil {
		t.Fatal(err)
	}
	for id, deal := range map[string]string{"t1": open, "t2": won, "t3": others} {
		p.adds(t, id, deal, cy)
	}
	p.leaves(t, cy, true)
	d, err := p.Departed(t.Context(), p.by(pollBoss), cy.ID)
	if err != nil || d.Open != 2 || d.Owed != 3 {
		t.Errorf("left behind: %+v, %v", d, err)
	}
	h, err := p.ReassignAll(t.Context(), p.by(pollBoss), cy.ID, ben.ID)
	if err != nil || len(h.Deals) != 2 || len(h.Owed) != 2 || h.Owed[0].Deal.ID == "" {
		t.Errorf("%+v, %v", h, err)
	}
	p.owes(t, cy)
	p.owes(t, ben, "t1", "t2", "t3")
	if _, err = p.TakeBack(t.Context(), p.by(pollBoss), h.Handover.ID); err != nil {
		t.Fatal(err)
	}
	p.owes(t, cy, "t1", "t2", "t3")
}

func TestWhoLeavesNothingButWhatTheyOweIsNotForgotten(t *testing.T) {
	p := newMorning(t)
	for _, deal := range p.deals[cy.ID] {
		if _, err := p.Close(t.Context(), p.by(cy), deal, coach.Closing{Stage: coach.Won}); err != nil {
			t.Fatal(err)
		}
	}
	p.adds(t, "t1", p.deals[cy.ID][0], cy)
	p.leaves(t, cy, true)
	p.sends(t)
	h, err := p.Home(t.Context(), p.by(pollBoss))
	if err != nil || len(h.Team.Gone) != 1 || h.Team.Gone[0].Owed != 1 {
		t.Fatalf("%+v, %v", h.Team.Gone, err)
	}
	given, err := p.ReassignAll(t.Context(), p.by(pollBoss), cy.ID, ben.ID)
	if err != nil || len(given.Deals) != 0 || len(given.Owed) != 1 {
		t.Fatalf("%+v, %v", given, err)
	}
	p.owes(t, ben, "t1")
	if got := p.sends(t); !slices.Contains(got, "handover U0B") {
		t.Errorf("nobody told Ben: %v", got)
	}
	if h, err = p.Home(t.Context(), p.by(pollBoss)); err != nil || len(h.Team.Gone) != 0 {
		t.Errorf("still waiting: %+v, %v", h.Team.Gone, err)
	}
	_, err = p.ReassignAll(t.Context(), p.by(pollBoss), cy.ID, ben.ID)
	p.wants(t, err, coach.Conflict)
	if _, err = p.TakeBack(t.Context(), p.by(pollBoss), given.Handover.ID); err != nil {
		t.Error(err)
	}
	p.owes(t, cy, "t1")
}

func TestAnImportThatMovesADealMovesWhatItsRepOwesOnIt(t *testing.T) {
	p := newMorning(t)
	bring(t, p.Coach, "9,Osterley Mills,,2,USD,proposal,2026-08-03,,,Ada")
	id := bySource(t, p.store, "9").ID
	p.adds(t, "t1", id, ada)
	p.adds(t, "t2", id, cy) // who helped with it once
	bring(t, p.Coach, "9,Osterley Mills,,2,USD,proposal,2026-08-03,,,Ben")
	p.owes(t, ada)
	p.owes(t, ben, "t1")
	p.owes(t, cy, "t2")
	bring(t, p.Coach, "9,Osterley Mills,,2,USD,proposal,2026-08-03,,,Somebody Unknown")
	if d := bySource(t, p.store, "9"); d.RepID != "" {
		t.Fatalf("it is %s's", d.RepID)
	}
	p.owes(t, ben, "t1")
}

func TestAnImportThatMovesADealHasTheNudgesDrawnAnew(t *testing.T) {
	p := newMorning(t)
	bring(t, p.Coach, "9,Osterley Mills,,2,USD,proposal,2026-08-03,,,Ada")
	p.now = p.now.Add(24 * time.Hour)
	if _, err := p.PlanNudges(t.Context(), "T1"); err != nil {
		t.Fatal(err)
	}
	p.sends(t)
	p.now = p.now.Add(2 * time.Second)
	bring(t, p.Coach, "9,Osterley Mills,,2,USD,proposal,2026-08-03,,,Ben")
	if got := p.sends(t); bySource(t, p.store, "9").RepID != ben.ID || !slices.Equal(got, []string{"redrawn nudge U0A"}) {
		t.Errorf("drawn anew: %v", got)
	}
}
