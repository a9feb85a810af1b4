package blocks_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

func played(row int, id, title string, team, own coach.Yield) coach.PlayResult {
	return coach.PlayResult{PlayIn: coach.PlayIn{Row: row, PlayID: id}, Title: title, Team: team, Own: own}
}

func told(kind coach.FactKind, text, account, industry string, on coach.Date) coach.Told {
	return coach.Told{Fact: coach.Fact{Kind: kind, Text: text, On: on}, Account: account, Industry: industry}
}

// stats is a team that has been at it for some months.
func stats() coach.Stats {
	return coach.Stats{
		At:   time.Date(2026, 11, 19, 9, 0, 0, 0, time.UTC),
		Own:  coach.Worked{Week: 4, Followed: coach.Followed{Now: coach.Twice{Due: 5, Made: 3}, Before: coach.Twice{Due: 4, Made: 2}}},
		Team: coach.Worked{Week: 31, Followed: coach.Followed{Now: coach.Twice{Due: 37, Made: 16}, Before: coach.Twice{Due: 42, Made: 16}}},
		Plays: []coach.PlayResult{
			played(20, "success-story", "A success story", coach.Yield{Used: 41, Replies: 12, NextSteps: 9, Closed: 9, Wins: 4}, coach.Yield{Used: 5, Replies: 2}),
			played(20, "one-problem", "One problem, solved", coach.Yield{Used: 63, Replies: 6, NextSteps: 1, Stops: 2, Closed: 1}, coach.Yield{}),
			played(20, "useful-note", "A useful note", coach.Yield{Used: 7, Waiting: 2, Replies: 3}, coach.Yield{Used: 1, Replies: 1}),
			played(6, "second-effort", "Second effort", coach.Yield{Used: 22, Replies: 21, NextSteps: 8, Closed: 12, Wins: 5}, coach.Yield{Used: 1}),
			played(22, "apology", "Apology", coach.Yield{Waiting: 3}, coach.Yield{}),
		},
	}
}

// managed is the same for a manager.
func managed() coach.Stats {
	s := stats()
	results := func(y coach.Yield) *coach.Results {
		return &coach.Results{Plays: map[coach.PlayIn]coach.Yield{{Row: 20, PlayID: "success-story"}: y}}
	}
	s.Reps = []coach.RepWorked{
		{Rep: coach.Rep{ID: "U0DANA"}, Worked: coach.Worked{Week: 4, Followed: coach.Followed{Now: coach.Twice{Due: 5, Made: 3}}, Results: results(coach.Yield{Used: 6, Replies: 2, NextSteps: 1})}},
		{Rep: coach.Rep{ID: "U0OTTO"}, Advocates: 2, Worked: coach.Worked{Week: 1, Results: results(coach.Yield{})}},
	}
	s.Why = []coach.Segment{
		{Industry: "Food", Answers: []coach.Told{
			told(coach.RealReason, "You were the only ones who came to see the night shift", "Harbour Foods", "Food", day(11, 2)),
			told(coach.RealReason, "“My foreman liked it, and he likes nothing”", "Brandan Foods", "Food", day(9, 14)),
			told(coach.RealReason, "We could begin with one line", "Osterley Mills", "Food", day(6, 1)),
		}, Results: []coach.Told{told(coach.Result, "Four fewer agency shifts a week since August", "Brandan Foods", "Food", day(11, 4))}},
		{Answers: []coach.Told{told(coach.RealReason, "Price, honestly", "Sunhill", "", day(10, 20))}},
	}
	return s
}

func TestWhatIsDoneAboutRemindersReadsAsItShould(t *testing.T) {
	s := managed()
	s.Team.Nudges, s.Own.Nudges = coach.Precision{Acted: 91, Ignored: 119}, coach.Precision{Acted: 9, Ignored: 6}
	s.Reps[0].Nudges = s.Own.Nudges
	golden(t, "stats_reminders", blocks.Stats(s, dana))
	golden(t, "stats_reminders_by_rep", blocks.StatsByRep(s))
	s.Team.Nudges = coach.Precision{Acted: 40, Ignored: 170}
	golden(t, "stats_reminders_ignored", blocks.Stats(s, boss))
	s.Team.Nudges = coach.Precision{Acted: 180, Ignored: 30}
	golden(t, "stats_reminders_acted_on", blocks.Stats(s, boss))
	s.Own.Nudges = coach.Precision{Acted: 4, Ignored: 26}
	golden(t, "stats_own_reminders_ignored", blocks.Stats(s, dana))
}

func TestWhatWorksReadsAsItShould(t *testing.T) {
	golden(t, "stats", blocks.Stats(stats(), dana))
	golden(t, "stats_for_a_manager", blocks.Stats(managed(), boss))
	golden(t, "stats_empty", blocks.Stats(coach.Stats{}, dana))
	golden(t, "stats_by_rep", blocks.StatsByRep(managed()))
	golden(t, "stats_why", blocks.StatsWhyTheyBuy(managed()))
	golden(t, "stats_why_none", blocks.StatsWhyTheyBuy(stats()))

	s := stats()
	for i := range 20 {
		s.Plays = append(s.Plays, played(i/7+13, fmt.Sprint("own-", i), fmt.Sprint("Own play ", i), coach.Yield{Used: i % 4}, coach.Yield{}))
	}
	golden(t, "stats_long", blocks.Stats(s, dana))
	golden(t, "stats_all_plays", blocks.StatsAllPlays(s))

	s = coach.Stats{Team: coach.Worked{Week: 3, Followed: coach.Followed{Now: coach.Twice{Due: 3, Made: 1}}}}
	golden(t, "stats_first_weeks", blocks.Stats(s, dana))
}

func TestTheCardSaysWhatAPlayHasAchievedHere(t *testing.T) {
	a := advice()
	a.Yield = coach.Yield{Used: 41, Replies: 12}
	a.Others = []coach.Alternative{
		{PlayID: "apology", Title: "Apology", When: "When they have gone quiet.", Why: "Once four follow-ups stay unanswered.", Yield: coach.Yield{Used: 7, Replies: 7}},
		{PlayID: "useful-note", Title: "A useful note", Why: "It's quiet.", Yield: coach.Yield{Used: 30}},
		{PlayID: "our-fit", Title: "Our fit", Why: "A competitor is named."},
	}
	golden(t, "card_with_a_record", blocks.Followup(a, dana, "", nil))
	golden(t, "plays_with_records", blocks.Plays(a, dana))
	a.Yield.Used = 19
	if strings.Contains(fmt.Sprint(markdowns(t, blocks.Followup(a, dana, "", nil))), "in 10") {
		t.Error("a verdict on 19 uses")
	}
}

func TestShareAndTrendAreSaidOnlyWhereThereAreEnough(t *testing.T) {
	for _, c := range []struct {
		now, before coach.Twice
		want        string
	}{
		{coach.Twice{}, coach.Twice{}, "no second follow-up has come due yet."},
		{coach.Twice{}, coach.Twice{Due: 2, Made: 1}, "no second follow-up came due. In the four weeks before: 1 of 2."},
		{coach.Twice{Due: 19, Made: 19}, coach.Twice{}, "19 of 19."},
		{coach.Twice{Due: 19, Made: 4}, coach.Twice{Due: 50, Made: 10}, "4 of 19. In the four weeks before: 10 of 50."},
		{coach.Twice{Due: 20, Made: 5}, coach.Twice{}, "*25 %* (5 of 20)."},
		{coach.Twice{Due: 20, Made: 5}, coach.Twice{Due: 19, Made: 1}, "*25 %* (5 of 20). In the four weeks before: 1 of 19."},
		{coach.Twice{Due: 20, Made: 5}, coach.Twice{Due: 20, Made: 4}, "*25 %* (5 of 20), up from 20 % in the four weeks before (4 of 20)."},
		{coach.Twice{Due: 20, Made: 5}, coach.Twice{Due: 20, Made: 6}, "*25 %* (5 of 20), down from 30 % in the four weeks before (6 of 20)."},
		{coach.Twice{Due: 20, Made: 5}, coach.Twice{Due: 40, Made: 10}, "*25 %* (5 of 20), the same as in the four weeks before (10 of 40)."},
	} {
		s := coach.Stats{Team: coach.Worked{Week: 1, Followed: coach.Followed{Now: c.now, Before: c.before}}}
		if got := strings.Join(markdowns(t, blocks.Stats(s, dana)), "\n"); !strings.Contains(got, "The team: "+c.want+"\n") {
			t.Errorf("%+v, %+v: want %q in\n%s", c.now, c.before, c.want, got)
		}
	}
}

func TestTheFullestNumbersFitIntoOneMessage(t *testing.T) {
	s := managed()
	for i := range 200 {
		s.Plays = append(s.Plays, played(i%24, fmt.Sprint(i), strings.Repeat(hostile, 3), coach.Yield{Used: 900, Replies: 450, Stops: 9, Closed: 90}, coach.Yield{Used: 9}))
		s.Reps = append(s.Reps, s.Reps[0])
		answer := told(coach.RealReason, strings.Repeat(hostile, 20), strings.Repeat("Firm & ", 40), hostile, day(1, 1))
		s.Why = append(s.Why, coach.Segment{Industry: strings.Repeat(hostile, 5), Answers: []coach.Told{answer, answer, answer, answer, answer, answer, answer}})
	}
	for name, m := range map[string]blocks.Message{
		"stats": blocks.Stats(s, boss), "plays": blocks.StatsAllPlays(s), "reps": blocks.StatsByRep(s), "why": blocks.StatsWhyTheyBuy(s),
	} {
		if err := blocks.Check(m); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, text := range markdowns(t, m) {
			for _, bad := range []string{"<!channel", "<@U0BOSS", "<https://evil", "\u202e"} {
				if strings.Contains(text, bad) {
					t.Errorf("%s: %q in %q", name, bad, text)
				}
			}
		}
		t.Logf("%s: %d bytes", name, m.Size())
	}
}
