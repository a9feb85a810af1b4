package blocks_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"salescoach/bot/blocks"
	"salescoach/bot/sandbox"
	"salescoach/coach"
)

// goldenHome is golden for App Home.
func goldenHome(t *testing.T, name string, v slack.HomeTabViewRequest) {
	t.Helper()
	if err := blocks.CheckHome(v); err != nil {
		t.Errorf("%s: %v", name, err)
	}
	payload := indent(t, v)
	hold(t, name+".json", payload)
	drawn := sandbox.View{Type: "home"}
	if err := json.Unmarshal(payload, &struct{ Blocks *[]sandbox.Block }{&drawn.Blocks}); err != nil {
		t.Fatal(err)
	}
	hold(t, name+".txt", []byte(drawn.PlainText()+"\n"))
}

var nine = time.Date(2026, time.November, 19, 9, 0, 0, 0, time.UTC)

// home is that of a rep who has been at it for a while.
func home() coach.Home {
	at := func(id, account string, on coach.Date, c coach.Cadence) coach.Coming {
		c.Target = 4
		return coach.Coming{Due: coach.Due{Deal: coach.Deal{ID: id, Account: account}, Cadence: c}, On: on}
	}
	due := coach.Due{Deal: acme(), Cadence: coach.Cadence{Today: today, Target: 4, Followups: 2, Quiet: 12, Due: true, Overdue: 4, DueOn: day(11, 13)}}
	return coach.Home{
		At: nine, Zone: time.UTC, Own: stats().Own,
		Queue: coach.Queue{Open: 5, Today: today, Due: []coach.Due{due}},
		Coming: []coach.Coming{
			at("d2", "Quarry Works", day(11, 20), coach.Cadence{Step: 1}),
			at("d3", "Osterley Mills", day(11, 24), coach.Cadence{Step: 3, Paused: true}),
			at("d4", "Sunhill <Foods>", day(11, 25), coach.Cadence{}),
		},
	}
}

// homeOfTheBoss is a manager's.
func homeOfTheBoss() coach.Home {
	h := coach.Home{At: nine, Zone: time.UTC, Queue: coach.Queue{Today: today}}
	dana := coach.Numbers{Reps: 1, Open: 31, Due: 4, Stalled: 2, AtRisk: []coach.Money{{Minor: 5200000, Currency: "EUR"}}, Twice: coach.Twice{Due: 21, Made: 9}}
	otto := coach.Numbers{Reps: 1, Open: 3, Twice: coach.Twice{Due: 2, Made: 2}}
	h.Team = &coach.TeamHome{
		Reps: []coach.RepNumbers{
			{Rep: coach.Rep{ID: "U0DANA", RealName: "Dana Whitlock"}, Numbers: dana},
			{Rep: coach.Rep{ID: "U0OTTO", RealName: "Otto Lindqvist"}, Numbers: otto},
		},
		All:    coach.Numbers{Reps: 2, Open: 34, Due: 4, Stalled: 2, AtRisk: dana.AtRisk, Twice: coach.Twice{Due: 23, Made: 11}},
		Import: &coach.Imported{At: nine.Add(-26 * time.Hour), Source: "hubspot", Created: 12, Updated: 3},
		Polls: []coach.Board{
			{
				Poll:  coach.Poll{ID: "p1", Kind: coach.DeadLeads, AskedBy: "U0MIRA", OpenedAt: nine.Add(-time.Hour), ClosesAt: nine.AddDate(0, 0, 7)},
				Today: today, Zone: time.UTC,
				Reps: []coach.RepAnswered{{Asked: 3, Answered: 3}, {Asked: 2}},
			},
			{
				Poll:  coach.Poll{ID: "p2", Kind: coach.IdeaRound, AskedBy: "U0MIRA", OpenedAt: nine.Add(-time.Hour), ClosesAt: nine.AddDate(0, 0, 7)},
				Today: today, Zone: time.UTC,
			},
		},
	}
	return h
}

func TestHomeReadsAsItShould(t *testing.T) {
	goldenHome(t, "home", blocks.Home(home(), dana))
	goldenHome(t, "home_first", blocks.Home(coach.Home{At: nine, Zone: time.UTC, Queue: coach.Queue{Today: today}}, dana))
	goldenHome(t, "home_for_a_manager", blocks.Home(homeOfTheBoss(), boss))

	l := coach.Logged{Touch: voicemail(), Advice: advice()}
	l.Touch.On = today
	h := home()
	h.Queue.Due, h.Coming = nil, nil
	goldenHome(t, "home_after_a_touch", blocks.Home(h, dana, blocks.Logged(l, dana).Blocks[0], blocks.About(acme())))

	h = coach.Home{At: nine, Zone: time.UTC, Queue: coach.Queue{Today: today}, Team: &coach.TeamHome{}}
	goldenHome(t, "home_of_nobody_yet", blocks.Home(h, boss))
	h.Team.Setup = &coach.Setup{}
	goldenHome(t, "home_of_the_first_manager", blocks.Home(h, boss))
	h = homeOfTheBoss()
	h.Team.Setup, h.Team.Polls = &coach.Setup{Deals: true, Room: true}, nil
	goldenHome(t, "home_of_a_manager_who_begins", blocks.Home(h, boss))
	h = homeOfTheBoss()
	h.Team.Near, h.Team.Own = 1, h.Team.Reps[0].Numbers
	goldenHome(t, "home_of_a_manager_of_some", blocks.Home(h, boss))
	h = homeOfTheBoss()
	h.Team.Gone = []coach.Departed{left(), {Rep: coach.Rep{ID: "U0CY", RealName: "Cy <Young>"}, Again: 1}, {Rep: coach.Rep{ID: "U0BO", RealName: "Bo Finch"}, Owed: 2}}
	goldenHome(t, "home_with_somebody_who_left", blocks.Home(h, boss))
	goldenHome(t, "home_of_a_guest", blocks.HomeMessage(blocks.Sorry("Deals are shown to members of this workspace only, not to guests.").Blocks))
}

// Slack refuses a Home of more than a hundred blocks.
func TestTheFullestHomeIsWithinSlacksLimits(t *testing.T) {
	h := homeOfTheBoss()
	full, long := home(), strings.Repeat("x&", 300)
	h.Queue, h.Own = full.Queue, full.Own
	for i := range 200 {
		due := full.Queue.Due[0]
		due.Deal.Account = fmt.Sprint(long, i)
		h.Queue.Due = append(h.Queue.Due, due)
		h.Queue.Owed = append(h.Queue.Owed, coach.Owed{Task: coach.Task{ID: "t", Text: long}, Deal: due.Deal})
		h.Coming = append(h.Coming, coach.Coming{Due: due, On: day(11, 24)})
		h.Team.Gone = append(h.Team.Gone, coach.Departed{Rep: coach.Rep{ID: "U", RealName: long}, Open: 5, Again: 2, Worth: h.Team.All.AtRisk})
		h.Team.Reps = append(h.Team.Reps, coach.RepNumbers{Rep: coach.Rep{ID: "U", RealName: long}, Numbers: h.Team.All})
	}
	h.Team.Setup = &coach.Setup{Deals: true}
	v := blocks.Home(h, boss)
	if err := blocks.CheckHome(v); err != nil {
		t.Error(err)
	}
	if n := len(v.Blocks.BlockSet); n < 40 {
		t.Errorf("%d blocks: that was not full", n)
	}
}
