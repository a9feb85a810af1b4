package coach_test

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"salescoach/coach"
	"salescoach/db"
)

// pollTeam is three reps, a manager, and nine deals that nobody touched for long.
type pollTeam struct {
	*desk
	deals map[string][]string // by rep
	ids   atomic.Int64
}

// pollBook is read once: no poll changes it.
var pollBook = sync.OnceValue(func() *coach.Book {
	book, err := coach.LoadBook("")
	if err != nil {
		panic(err)
	}
	return book
})

var (
	pollBoss = coach.Rep{ID: "U0BOSS", RealName: "Mira Okafor", Zone: "UTC"}
	pollReps = []coach.Rep{{ID: "U0A", RealName: "Ada", Zone: "UTC"}, {ID: "U0B", RealName: "Ben", Zone: "UTC"}, {ID: "U0C", RealName: "Cy", Zone: "UTC"}}
)

func newPollTeam(t *testing.T) *pollTeam {
	t.Helper()
	store, err := db.Open(context.Background(), "sqlite:"+filepath.Join(t.TempDir(), "poll.db"), db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	p := &pollTeam{desk: &desk{store: store, now: time.Date(2026, 11, 18, 12, 0, 0, 0, time.UTC)}, deals: map[string][]string{}}
	p.restarts()
	p.meets(t, append([]coach.Rep{pollBoss}, pollReps...)...)
	for _, rep := range pollReps {
		for i := range 3 {
			a, err := p.AddDeal(t.Context(), p.by(rep), coach.Proposal{
				Account: fmt.Sprint("Firm ", rep.ID, i), SentOn: coach.Date{Year: 2026, Month: 8, Day: 3}, Amount: coach.Money{Minor: int64(100 * (i + 1)), Currency: "USD"},
			})
			if err != nil {
				t.Fatal(err)
			}
			p.deals[rep.ID] = append(p.deals[rep.ID], a.Advice.Deal.ID)
		}
	}
	return p
}

// restarts is another process on the same store.
func (p *pollTeam) restarts() {
	p.Coach = coach.New(p.store, coach.Options{
		Now: func() time.Time { return p.now }, NewID: func() string { return fmt.Sprint("id-", p.ids.Add(1)) }, Book: pollBook(),
		Rules: coach.DefaultRules(), WorkDays: [7]bool{1: true, 2: true, 3: true, 4: true, 5: true}, Zone: time.UTC, Log: slog.New(slog.DiscardHandler),
	})
}

func (p *pollTeam) by(rep coach.Rep) coach.Input {
	in := p.asks()
	in.Rep = rep
	in.Manager = rep.ID == pollBoss.ID
	return in
}

func (p *pollTeam) asksTeam(t *testing.T) string {
	t.Helper()
	o, err := p.OpenPoll(t.Context(), p.by(pollBoss), coach.Asked{})
	if err != nil || o.Another {
		t.Fatalf("%+v, %v", o, err)
	}
	return o.Board.Poll.ID
}

func (p *pollTeam) about(t interface{ Fatal(...any) }, poll string) (posts []coach.Post) {
	err := p.store.View(context.Background(), "T1", func(r coach.Reader) (err error) {
		posts, err = r.PostsAbout(poll)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return posts
}

func (p *pollTeam) wants(t *testing.T, err error, want coach.Kind) {
	t.Helper()
	if got := coach.KindOf(err); got != want {
		t.Errorf("error of kind %q, want %q: %v", got, want, err)
	}
}

func TestOfManagersWhoAskAtOnceOneAsks(t *testing.T) {
	p := newPollTeam(t)
	var wg sync.WaitGroup
	ids := make([]string, 8)
	for i := range ids {
		in := p.by(pollBoss)
		wg.Go(func() {
			o, err := p.OpenPoll(context.Background(), in, coach.Asked{})
			if err != nil {
				t.Error(err)
			}
			ids[i] = o.Board.Poll.ID
		})
	}
	wg.Wait()
	if slices.Sort(ids); ids[0] != ids[len(ids)-1] {
		t.Fatalf("several polls: %v", ids)
	}
	posts := p.about(t, ids[0])
	if len(posts) != 4 { // three questions and a board
		t.Errorf("%d posts", len(posts))
	}
	if p.draftLeft(t) {
		t.Error("the others left theirs behind")
	}
}

func TestVotesAtTheSameTimeAreAllCounted(t *testing.T) {
	p := newPollTeam(t)
	poll := p.asksTeam(t)
	var wg sync.WaitGroup
	for _, rep := range pollReps {
		for _, deal := range p.deals[rep.ID] {
			first, second := p.by(rep), p.by(rep)
			wg.Go(func() {
				for _, v := range []struct {
					in coach.Input
					c  coach.Choice
				}{{first, coach.StillAlive}, {second, coach.CalledDead}} {
					if _, err := p.Vote(context.Background(), v.in, poll, deal, coach.Answer{Choice: v.c, Plain: true}, coach.Clicked{}); err != nil {
						t.Error(err)
					}
				}
			})
		}
	}
	wg.Wait()
	r, err := p.Result(t.Context(), "T1", poll)
	if err != nil || len(r.Of(coach.CalledDead)) != 9 {
		t.Errorf("%d of 9 called dead, %v", len(r.Of(coach.CalledDead)), err)
	}
	b, err := p.Board(t.Context(), "T1", poll)
	if reps, n, of := b.Answered(); err != nil || reps != 3 || n != 9 || of != 9 {
		t.Errorf("%d reps, %d of %d answers, %v", reps, n, of, err)
	}
}

// A button is input like any other: what it says is looked up, and who pressed it.
func TestForgedAnswersAreRefused(t *testing.T) {
	p := newPollTeam(t)
	poll := p.asksTeam(t)
	a, b := pollReps[0], pollReps[1]
	dead := coach.Answer{Choice: coach.CalledDead, Plain: true}
	vote := func(rep coach.Rep, deal string, answer coach.Answer) error {
		_, err := p.Vote(t.Context(), p.by(rep), poll, deal, answer, coach.Clicked{})
		return err
	}
	p.wants(t, vote(a, p.deals[b.ID][0], dead), coach.Forbidden)
	p.wants(t, vote(pollBoss, p.deals[b.ID][0], dead), coach.Forbidden)
	p.wants(t, vote(a, "none", dead), coach.Forbidden)
	p.wants(t, vote(a, "", dead), coach.Forbidden)
	p.wants(t, vote(a, p.deals[a.ID][0], coach.Answer{Choice: "alive; DROP"}), coach.Invalid)
	p.wants(t, vote(a, p.deals[a.ID][0], coach.Answer{Choice: coach.StillAlive, On: coach.DateOf(p.now, time.UTC)}), coach.Invalid)
	p.wants(t, vote(a, p.deals[a.ID][0], coach.Answer{Choice: coach.StillAlive, Rest: true}), coach.Invalid)
	p.wants(t, vote(a, p.deals[a.ID][0], dead), "")
	for name, err := range map[string]error{
		"open":   func() error { _, err := p.OpenPoll(t.Context(), p.by(a), coach.Asked{}); return err }(),
		"look":   func() error { _, err := p.PreviewPoll(t.Context(), p.by(a), coach.Asked{}); return err }(),
		"remind": func() error { _, err := p.Remind(t.Context(), p.by(a), poll); return err }(),
		"close":  func() error { _, err := p.ClosePoll(t.Context(), p.by(a), poll); return err }(),
		"files":  func() error { _, err := p.CloseFiles(t.Context(), p.by(a), poll); return err }(),
		"reopen": func() error { _, err := p.ReopenFiles(t.Context(), p.by(a), poll); return err }(),
		"ideas":  func() error { _, _, err := p.OpenIdeas(t.Context(), p.by(a), ""); return err }(),
		"next":   func() error { _, err := p.NextRound(t.Context(), p.by(a), poll, coach.PollOpen, ""); return err }(),
	} {
		if coach.KindOf(err) != coach.Forbidden {
			t.Errorf("%s by a rep: %v", name, err)
		}
	}
	_, err := p.CloseFiles(t.Context(), p.by(pollBoss), poll)
	p.wants(t, err, coach.Conflict) // it is still open
	if _, err := p.ClosePoll(t.Context(), p.by(pollBoss), poll); err != nil {
		t.Fatal(err)
	}
	p.wants(t, vote(a, p.deals[a.ID][1], dead), coach.Conflict)
	_, err = p.ClosePoll(t.Context(), p.by(pollBoss), poll)
	p.wants(t, err, coach.Conflict)
	_, err = p.ReopenFiles(t.Context(), p.by(pollBoss), poll)
	p.wants(t, err, coach.Conflict)
	_, err = p.Ballot(t.Context(), "T1", poll, pollBoss.ID)
	p.wants(t, err, coach.Forbidden)
}

func TestAReminderGoesOutAtMostEveryFourHoursToThoseWhoHaveTheQuestion(t *testing.T) {
	p := newPollTeam(t)
	poll := p.asksTeam(t)
	_, err := p.Remind(t.Context(), p.by(pollBoss), poll)
	p.wants(t, err, coach.Conflict) // nobody has it yet
	claims, err := p.ClaimPosts(t.Context(), "T1", 10)
	if err != nil || len(claims) != 4 {
		t.Fatalf("%d claims, %v", len(claims), err)
	}
	for _, c := range claims {
		if c.To != pollReps[2].ID {
			if err := p.Delivered(t.Context(), "T1", c.Post, "D"+c.To, "1.1"); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, deal := range p.deals[pollReps[0].ID] {
		if _, err := p.Vote(t.Context(), p.by(pollReps[0]), poll, deal, coach.Answer{Choice: coach.NeedHelp}, coach.Clicked{}); err != nil {
			t.Fatal(err)
		}
	}
	in := p.by(pollBoss)
	r, err := p.Remind(t.Context(), in, poll)
	if err != nil || r.People != 1 { // not the one who answered, and not the one whose question is on its way
		t.Fatalf("%d reminded, %v", r.People, err)
	}
	if _, err := p.Remind(t.Context(), in, poll); err != nil { // the same click once more
		t.Error(err)
	}
	p.now = p.now.Add(4*time.Hour - time.Second)
	_, err = p.Remind(t.Context(), p.by(pollBoss), poll)
	p.wants(t, err, coach.Conflict)
	p.now = p.now.Add(time.Second)
	if r, err = p.Remind(t.Context(), p.by(pollBoss), poll); err != nil || r.People != 1 {
		t.Errorf("%d reminded, %v", r.People, err)
	}
	if posts := p.about(t, poll); len(posts) != 6 {
		t.Errorf("%d posts", len(posts))
	}
}

// Still alive, with a next step that the deal shall rest until: it has a known reason
// then, and is no candidate of the next poll.
func TestADealRestsUntilItsNextStep(t *testing.T) {
	p := newPollTeam(t)
	poll := p.asksTeam(t)
	ada, day := pollReps[0], coach.Date{Year: 2026, Month: 12, Day: 9}
	for i, a := range []coach.Answer{
		{Choice: coach.StillAlive, Text: " they decide on the 9th ", On: day, Rest: true},
		{Choice: coach.StillAlive, On: day, Rest: true},
		{Choice: coach.StillAlive, Text: "call", On: day},
	} {
		if _, err := p.Vote(t.Context(), p.by(ada), poll, p.deals[ada.ID][i], a, coach.Clicked{}); err != nil {
			t.Fatal(err)
		}
	}
	var got [3][3]string
	for i, id := range p.deals[ada.ID] {
		d, err := p.Deal(t.Context(), p.by(ada), id)
		if err != nil {
			t.Fatal(err)
		}
		got[i] = [3]string{d.PausedUntil.String(), d.PauseReason, d.SnoozedUntil.String()}
	}
	if want := [3][3]string{{"2026-12-09", "they decide on the 9th", ""}, {"", "", "2026-12-09"}, {}}; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	_, err := p.ClosePoll(t.Context(), p.by(pollBoss), poll)
	p.wants(t, err, "")
	v, err := p.PreviewPoll(t.Context(), p.by(pollBoss), coach.Asked{RepID: ada.ID})
	if err != nil || v.Deals != 2 {
		t.Errorf("%d deals, %v", v.Deals, err)
	}
}
