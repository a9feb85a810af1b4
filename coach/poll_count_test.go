package coach_test

import (
	"context"
	"testing"

	"pgregory.net/rapid"

	"salescoach/coach"
)

// The board counts in the store what each rep's own question counts deal by deal: whatever
// was answered, closed, moved or left meanwhile, the two never disagree.
func TestTheBoardAgreesWithTheQuestionsOfTheReps(t *testing.T) {
	if testing.Short() {
		t.Skip("a database for each run")
	}
	outer := t
	rapid.Check(t, func(t *rapid.T) {
		p := newPollTeam(outer)
		poll := p.asksTeam(outer)
		left := ""
		for range rapid.IntRange(0, 12).Draw(t, "clicks") {
			rep := rapid.SampledFrom(pollReps).Draw(t, "rep")
			p.meddles(t, poll, rep, rapid.SampledFrom(p.deals[rep.ID]).Draw(t, "deal"), &left)
		}
		b, err := p.Board(context.Background(), "T1", poll)
		if err != nil {
			t.Fatal(err)
		}
		counted := map[string][2]int{}
		for _, a := range b.Reps {
			counted[a.Rep.ID] = [2]int{a.Answered, a.Asked}
		}
		for _, rep := range pollReps {
			q, err := p.Ballot(context.Background(), "T1", poll, rep.ID)
			if err != nil {
				t.Fatal(err)
			}
			n, of := q.Answered()
			switch {
			case b.Poll.Over():
				of = len(q.Deals)
			case rep.ID == left:
				of = n
			}
			if got := counted[rep.ID]; got != [2]int{n, of} {
				t.Fatalf("%s: the board says %d of %d, the question %d of %d", rep.RealName, got[0], got[1], n, of)
			}
		}
	})
}

// meddles does one thing that changes what is still to be answered. Much of it is refused.
func (p *pollTeam) meddles(t *rapid.T, poll string, rep coach.Rep, deal string, left *string) {
	ctx := context.Background()
	switch rapid.SampledFrom([]string{"vote", "vote", "vote", "win", "move", "leave", "close"}).Draw(t, "what") {
	case "vote":
		c := rapid.SampledFrom([]coach.Choice{coach.StillAlive, coach.CalledDead, coach.NeedHelp}).Draw(t, "choice")
		p.Vote(ctx, p.by(rep), poll, deal, coach.Answer{Choice: c, Plain: true}, coach.Clicked{})
	case "win":
		p.Close(ctx, p.by(rep), deal, coach.Closing{Stage: coach.Won})
	case "move":
		p.Reassign(ctx, p.by(pollBoss), deal, rapid.SampledFrom(pollReps).Draw(t, "to").ID)
	case "leave":
		if *left == "" {
			*left, rep.Deleted = rep.ID, true
			if err := p.Changed(ctx, "T1", rep); err != nil {
				t.Fatal(err)
			}
		}
	case "close":
		if rapid.IntRange(0, 3).Draw(t, "really") == 0 {
			p.ClosePoll(ctx, p.by(pollBoss), poll)
		}
	}
}
