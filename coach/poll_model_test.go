package coach_test

import (
	"context"
	"testing"
	"time"

	"pgregory.net/rapid"

	"salescoach/coach"
)

// pollModel is what a poll should be after some clicks.
type pollModel struct {
	votes   map[string]coach.Choice // by deal
	touches map[string]int          // of the deal, at its vote
	made    map[string]int          // touches of the deal
	ended   map[string]bool         // by hand
	closed  map[string]bool         // by the poll
	over    bool
	files   bool
}

// Whatever is clicked, in whatever order, by whom it may be, with restarts in between:
// no vote is lost, no file is closed that was not called dead or has changed since,
// and everything that the poll closed comes back.
func TestAPollIsWhatItsClicksMadeOfIt(t *testing.T) {
	if testing.Short() {
		t.Skip("a database for each run")
	}
	outer := t
	rapid.Check(t, func(t *rapid.T) {
		p := newPollTeam(outer)
		poll := p.asksTeam(outer)
		m := pollModel{votes: map[string]coach.Choice{}, touches: map[string]int{}, made: map[string]int{}, ended: map[string]bool{}, closed: map[string]bool{}}
		for range rapid.IntRange(1, 40).Draw(t, "clicks") {
			rep := rapid.SampledFrom(pollReps).Draw(t, "rep")
			deal := rapid.SampledFrom(p.deals[rep.ID]).Draw(t, "deal")
			switch rapid.SampledFrom([]string{"vote", "vote", "vote", "other", "touch", "win", "close", "files", "reopen", "restart", "later"}).Draw(t, "what") {
			case "vote":
				p.votes(t, &m, poll, rep, deal, rapid.SampledFrom([]coach.Choice{coach.StillAlive, coach.CalledDead, coach.CalledDead, coach.NeedHelp}).Draw(t, "choice"))
			case "other": // for somebody else's deal
				other := pollReps[0]
				if other.ID == rep.ID {
					other = pollReps[1]
				}
				if _, err := p.Vote(context.Background(), p.by(other), poll, deal, coach.Answer{Choice: coach.CalledDead}, coach.Clicked{}); err == nil {
					t.Fatal("a vote for somebody else's deal was taken")
				}
			case "touch":
				p.touches(t, &m, rep, deal)
			case "win":
				if _, err := p.Close(context.Background(), p.by(rep), deal, coach.Closing{Stage: coach.Won}); err == nil {
					m.ended[deal] = true
				}
			case "close":
				_, err := p.ClosePoll(context.Background(), p.by(pollBoss), poll)
				if (err == nil) == m.over {
					t.Fatalf("closed %v: %v", m.over, err)
				}
				m.over = true
			case "files":
				p.closesFiles(t, &m, poll)
			case "reopen":
				p.reopensFiles(t, &m, poll)
			case "restart":
				p.restarts()
			case "later":
				p.now = p.now.Add(time.Duration(rapid.IntRange(1, 200).Draw(t, "minutes")) * time.Minute)
			}
		}
		p.holds(t, m, poll)
	})
}

func (p *pollTeam) votes(t *rapid.T, m *pollModel, poll string, rep coach.Rep, deal string, c coach.Choice) {
	_, err := p.Vote(context.Background(), p.by(rep), poll, deal, coach.Answer{Choice: c, Plain: true}, coach.Clicked{})
	if may := !m.over && !m.ended[deal]; (err == nil) != may {
		t.Fatalf("may vote: %v, error: %v", may, err)
	}
	if err == nil {
		m.votes[deal], m.touches[deal] = c, m.made[deal]
	}
}

func (p *pollTeam) touches(t *rapid.T, m *pollModel, rep coach.Rep, deal string) {
	if m.ended[deal] || m.closed[deal] {
		return // what a touch of a closed file does is another story
	}
	p.now = p.now.Add(time.Minute)
	if _, err := p.LogTouch(context.Background(), p.by(rep), deal, coach.TouchDraft{Channel: coach.Call, Outcome: coach.NoAnswer}); err != nil {
		t.Fatal(err)
	}
	m.made[deal]++
}

func (p *pollTeam) closesFiles(t *rapid.T, m *pollModel, poll string) {
	want := map[string]bool{}
	for deal, c := range m.votes {
		if c == coach.CalledDead && !m.ended[deal] && m.touches[deal] == m.made[deal] {
			want[deal] = true
		}
	}
	_, err := p.CloseFiles(context.Background(), p.by(pollBoss), poll)
	if may := m.over && !m.files && len(want) > 0; (err == nil) != may {
		t.Fatalf("may close files: %v, error: %v", may, err)
	}
	if err == nil {
		m.files, m.closed = true, want
	}
}

func (p *pollTeam) reopensFiles(t *rapid.T, m *pollModel, poll string) {
	_, err := p.ReopenFiles(context.Background(), p.by(pollBoss), poll)
	if (err == nil) != m.files {
		t.Fatalf("files are closed: %v, error: %v", m.files, err)
	}
	if err == nil {
		m.files, m.closed = false, map[string]bool{}
	}
}

// holds compares the store with what it should be.
func (p *pollTeam) holds(t *rapid.T, m pollModel, poll string) {
	r, err := p.Result(context.Background(), "T1", poll)
	if err != nil {
		t.Fatal(err)
	}
	for _, rep := range r.Reps {
		if len(rep.Deals) != 3 {
			t.Fatalf("%s was asked about %d deals", rep.Rep.ID, len(rep.Deals))
		}
		for _, d := range rep.Deals {
			stage := coach.Open
			switch {
			case m.ended[d.Deal.ID]:
				stage = coach.Won
			case m.closed[d.Deal.ID]:
				stage = coach.Dead
			}
			if d.Vote.Choice != m.votes[d.Deal.ID] || d.Deal.Stage != stage || (stage == coach.Dead) == d.Deal.RevisitOn.IsZero() {
				t.Fatalf("%s: %q, %s, look again %s; want %q, %s", d.Deal.Account, d.Vote.Choice, d.Deal.Stage, d.Deal.RevisitOn, m.votes[d.Deal.ID], stage)
			}
		}
	}
}
