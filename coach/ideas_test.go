package coach_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"salescoach/coach"
)

func (p *pollTeam) asksIdeas(t *testing.T) string {
	t.Helper()
	round, another, err := p.OpenIdeas(t.Context(), p.by(pollBoss), "lunch")
	if err != nil || another {
		t.Fatalf("another: %v, %v", another, err)
	}
	return round.Poll.ID
}

func (p *pollTeam) idea(t *testing.T, round string, rep coach.Rep, text string) string {
	t.Helper()
	i, err := p.AddIdea(t.Context(), p.by(rep), round, text)
	if err != nil {
		t.Fatal(err)
	}
	mine := i.Mine()
	return mine[len(mine)-1].Idea.ID
}

func TestAnIdeaIsOnesOwnUntilTheVote(t *testing.T) {
	p := newPollTeam(t)
	round := p.asksIdeas(t)
	ada, ben := pollReps[0], pollReps[1]
	add := func(rep coach.Rep, text string) error {
		_, err := p.AddIdea(t.Context(), p.by(rep), round, text)
		return err
	}
	first := p.idea(t, round, ada, "  a check of   their cold chain. ")
	p.wants(t, add(ada, "A check of their cold chain"), coach.Conflict)
	p.wants(t, add(ben, "a check of their cold chain"), "") // what others have in is not told
	p.wants(t, add(ada, " … "), coach.Invalid)
	p.wants(t, add(ada, strings.Repeat("x", coach.MaxItem+1)), coach.Invalid)
	p.wants(t, add(pollBoss, "an hour of mine"), coach.Forbidden) // without a deal, and not asked
	for _, text := range []string{"two", "three", "four", "five"} {
		p.wants(t, add(ada, text), "")
	}
	p.wants(t, add(ada, "six"), coach.Conflict)
	_, err := p.RemoveIdea(t.Context(), p.by(ben), round, first, coach.Clicked{})
	p.wants(t, err, coach.Forbidden)
	_, err = p.VoteFor(t.Context(), p.by(ben), round, first, coach.Clicked{})
	p.wants(t, err, coach.Conflict) // not yet
	_, err = p.Vote(t.Context(), p.by(ada), round, "", coach.Answer{Choice: coach.CalledDead}, coach.Clicked{})
	p.wants(t, err, coach.Forbidden) // an idea round asks about no deals
	_, err = p.ClosePoll(t.Context(), p.by(pollBoss), round)
	p.wants(t, err, coach.Invalid)
	if i, err := p.Ideas(t.Context(), "T1", round, ben.ID); err != nil || len(i.Ideas) != 1 {
		t.Errorf("Ben sees %d ideas before the vote, %v", len(i.Ideas), err)
	}
	i, err := p.Ideas(t.Context(), "T1", round, ada.ID)
	if err != nil || len(i.Mine()) != 5 || i.Mine()[0].Idea.Text != "a check of their cold chain" {
		t.Errorf("%+v, %v", i.Mine(), err)
	}
}

func TestEverybodyHasOneVoteAndMayChangeIt(t *testing.T) {
	p := newPollTeam(t)
	round := p.asksIdeas(t)
	ada, ben, cy := pollReps[0], pollReps[1], pollReps[2]
	hers, his := p.idea(t, round, ada, "hers"), p.idea(t, round, ben, "his")
	next := func(from coach.PollState) coach.Ideas {
		t.Helper()
		i, err := p.NextRound(t.Context(), p.by(pollBoss), round, from, "")
		if err != nil {
			t.Fatal(err)
		}
		return i
	}
	if i := next(coach.PollOpen); i.Poll.State != coach.PollVoting {
		t.Fatalf("%+v", i.Poll)
	}
	if i := next(coach.PollOpen); i.Poll.State != coach.PollVoting {
		t.Errorf("a double click ended two rounds: %+v", i.Poll)
	}
	_, err := p.AddIdea(t.Context(), p.by(ada), round, "late")
	p.wants(t, err, coach.Conflict)
	vote := func(rep coach.Rep, idea string) error {
		_, err := p.VoteFor(context.Background(), p.by(rep), round, idea, coach.Clicked{})
		return err
	}
	p.wants(t, vote(ada, hers), coach.Conflict)
	p.wants(t, vote(ada, "none"), coach.Conflict)
	p.wants(t, vote(pollBoss, hers), coach.Forbidden)
	var wg sync.WaitGroup
	inputs := [][2]coach.Input{{p.by(ada), p.by(ada)}, {p.by(ben), p.by(ben)}, {p.by(cy), p.by(cy)}}
	for n, ideas := range [][2]string{{his, his}, {hers, hers}, {hers, his}} {
		wg.Go(func() {
			for i, in := range inputs[n] {
				if _, err := p.VoteFor(context.Background(), in, round, ideas[i], coach.Clicked{}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	i := next(coach.PollVoting)
	if best := i.Ranked(); i.Voted != 3 || best[0].Idea.ID != his || best[0].Votes != 2 || best[1].Votes != 1 {
		t.Errorf("%d voted: %+v", i.Voted, best)
	}
	p.wants(t, vote(cy, hers), coach.Conflict)
}

// "There's nothing to vote on", a manager was told: that doesn't put to the vote what
// came in meanwhile, nor does it end the round.
func TestARoundIsNotPutToTheVoteByClosingIt(t *testing.T) {
	p := newPollTeam(t)
	round := p.asksIdeas(t)
	p.idea(t, round, pollReps[0], "hers")
	p.idea(t, round, pollReps[1], "his")
	_, err := p.NextRound(t.Context(), p.by(pollBoss), round, coach.PollOpen, coach.PollClosed)
	p.wants(t, err, coach.Conflict)
	if i, err := p.Ideas(t.Context(), "T1", round, ""); err != nil || i.Poll.State != coach.PollOpen {
		t.Errorf("%s, %v", i.Poll.State, err)
	}
}

// Without anybody's doing a round goes from ideas to the vote, and from there to its
// end; each time after five business days.
func TestAnIdeaRoundGoesOnByItself(t *testing.T) {
	p := newPollTeam(t)
	round := p.asksIdeas(t)
	p.idea(t, round, pollReps[0], "hers")
	p.idea(t, round, pollReps[1], "his")
	for _, want := range []coach.PollState{coach.PollVoting, coach.PollClosed} {
		p.now = p.now.AddDate(0, 0, 7)
		if err := p.ClosePolls(t.Context(), "T1"); err != nil {
			t.Fatal(err)
		}
		i, err := p.Ideas(t.Context(), "T1", round, "")
		if err != nil || i.Poll.State != want {
			t.Fatalf("%s, want %s, %v", i.Poll.State, want, err)
		}
	}
	kinds := map[coach.PostKind]int{}
	for _, post := range p.about(t, round) {
		kinds[post.Kind]++
	}
	if kinds[coach.IdeasPost] != 3 || kinds[coach.BestIdeaPost] != 3 || kinds[coach.ResultPost] != 4 || kinds[coach.BoardPost] != 1 {
		t.Errorf("%v", kinds)
	}
	// With one idea there is nothing to vote on.
	lone := p.asksIdeas(t)
	p.idea(t, lone, pollReps[0], "hers")
	p.now = p.now.Add(8 * 24 * time.Hour)
	if err := p.ClosePolls(t.Context(), "T1"); err != nil {
		t.Fatal(err)
	}
	if i, err := p.Ideas(t.Context(), "T1", lone, ""); err != nil || i.Poll.State != coach.PollClosed {
		t.Errorf("%+v, %v", i.Poll, err)
	}
}
