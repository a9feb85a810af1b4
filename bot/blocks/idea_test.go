package blocks_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

func aRound(state coach.PollState) coach.Ideas {
	standing := func(id, text string, rep coach.Rep, votes int) coach.IdeaStanding {
		return coach.IdeaStanding{Idea: coach.Idea{ID: id, PollID: "p1", RepID: rep.ID, Text: text}, Rep: rep, Votes: votes}
	}
	i := coach.Ideas{
		Poll: coach.Poll{ID: "p1", Kind: coach.IdeaRound, State: state, AskedBy: "U0MIRA", OpenedAt: openedAt, ClosesAt: openedAt.AddDate(0, 0, 7),
			Asked: coach.Asked{Prize: "lunch for two, <on us>"}},
		Asker: mira, Asked: []coach.Rep{danaRep, ottoRep, mira}, Today: today, Zone: time.UTC,
		Ideas: []coach.IdeaStanding{
			standing("i1", "a check of their cold chain, done by our own driver", danaRep, 0),
			standing("i2", "an hour with the planner who moved <Borealis>", ottoRep, 2),
			standing("i3", "our list of people who hire in spring", ottoRep, 1),
		},
	}
	if state == coach.PollOpen {
		i.Ideas[1].Votes, i.Ideas[2].Votes = 0, 0
	} else {
		i.Voted = 3
	}
	return i
}

func TestAnIdeaRoundIsSeenBeforeItIsSent(t *testing.T) {
	golden(t, "ideas_preview", blocks.IdeasPreview(coach.IdeaPreview{Asked: []coach.Rep{danaRep, ottoRep}, Prize: "lunch for two, <on us>"}))
	golden(t, "ideas_preview_plain", blocks.IdeasPreview(coach.IdeaPreview{Asked: []coach.Rep{danaRep}}))
	golden(t, "ideas_preview_of_none", blocks.IdeasPreview(coach.IdeaPreview{}))
}

func TestAnIdeaRoundFromIdeasToTheBest(t *testing.T) {
	golden(t, "ideas_sent", blocks.IdeasSent(aRound(coach.PollOpen), false))
	golden(t, "ideas_another", blocks.IdeasSent(aRound(coach.PollOpen), true))
	golden(t, "ideas_board", blocks.IdeasBoard(aRound(coach.PollOpen), ""))
	golden(t, "ideas_board_vote", blocks.IdeasBoard(aRound(coach.PollVoting), ""))
	golden(t, "ideas_board_closed", blocks.IdeasBoard(aRound(coach.PollClosed), ""))
	none := aRound(coach.PollOpen)
	none.Ideas = nil
	golden(t, "ideas_board_none", blocks.IdeasBoard(none, ""))

	for state, name := range map[coach.PollState]string{coach.PollOpen: "ideas_ask", coach.PollVoting: "ideas_ask_voting", coach.PollClosed: "ideas_ask_closed"} {
		i := aRound(state)
		i.Reader = ottoRep
		golden(t, name, blocks.AskIdeas(i))
	}
	goldenForm(t, "form_idea", blocks.IdeaForm("{}"))

	vote := aRound(coach.PollVoting)
	vote.Reader, vote.Choice = danaRep, "i2"
	golden(t, "ideas_vote", blocks.VoteOnIdeas(vote))
	vote.Poll.State = coach.PollClosed
	golden(t, "ideas_vote_closed", blocks.VoteOnIdeas(vote))

	golden(t, "ideas_result", blocks.IdeasResult(aRound(coach.PollClosed), false))
	golden(t, "ideas_result_for_a_manager", blocks.IdeasResult(aRound(coach.PollClosed), true))
	none.Poll.State = coach.PollClosed
	golden(t, "ideas_result_none", blocks.IdeasResult(none, true))
}

func TestAWinnerIsNamedOnlyWhereThereIsOne(t *testing.T) {
	i := aRound(coach.PollClosed)
	i.Ideas[0].Votes = 2
	if m := blocks.IdeasResult(i, false); !strings.HasPrefix(m.Text, "2 ideas share the first place, with 2 votes each.") {
		t.Error(m.Text)
	}
	for n := range i.Ideas {
		i.Ideas[n].Votes = 0
	}
	if m := blocks.IdeasResult(i, false); !strings.HasPrefix(m.Text, "Nobody voted.") {
		t.Error(m.Text)
	}
	i.Ideas = i.Ideas[:1]
	if m := blocks.IdeasResult(i, false); !strings.HasPrefix(m.Text, "One idea came in: a check") {
		t.Error(m.Text)
	}
}

// As many ideas as people may have, each as long as one may be.
func TestManyIdeasAreTurnedOver(t *testing.T) {
	i := aRound(coach.PollVoting)
	i.Reader = danaRep
	for n := range 300 {
		s := i.Ideas[1]
		s.Idea.ID, s.Idea.Text = fmt.Sprint("x", n), strings.Repeat("x", coach.MaxItem)
		i.Ideas = append(i.Ideas, s)
	}
	for i.Page = -1; i.Page < 40; i.Page += 13 {
		if m := blocks.VoteOnIdeas(i); blocks.Check(m) != nil || m.Size() > blocks.MaxAck {
			t.Errorf("part %d: %v, %d bytes", i.Page, blocks.Check(m), m.Size())
		}
	}
	i.Page = 1
	golden(t, "ideas_vote_second_part", blocks.VoteOnIdeas(func() coach.Ideas {
		few := aRound(coach.PollVoting)
		few.Page = 1
		for n := range 20 {
			s := few.Ideas[2]
			s.Idea.ID, s.Idea.Text = fmt.Sprint("y", n), fmt.Sprint("idea number ", n+4)
			few.Ideas = append(few.Ideas, s)
		}
		return few
	}()))
	for _, m := range []blocks.Message{blocks.IdeasBoard(i, ""), blocks.IdeasResult(i, true), blocks.IdeasResult(i, false)} {
		if err := blocks.Check(m); err != nil {
			t.Error(err)
		}
	}
}
