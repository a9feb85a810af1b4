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

	"pgregory.net/rapid"

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

// restarts is another process on the same store.
func (p *pollTeam) restarts() {
	p.Coach = coach.New(p.store, coach.Options{
		Now: func() time.Time { return p.now }, NewID: func() string { return fmt.Sprint("id-", p.ids.Add(1)) }, Book: pollBook(),
		Rules: coach.DefaultRules(), WorkDays: [7]bool{1: true, 2: true, 3: true, 4: true, 5: true}, Zone: time.UTC, Log: slog.New(slog.DiscardHandler),
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

// A poll whose time has come closes, once, however many processes look.
func TestAPollClosesByItselfOnce(t *testing.T) {
	p := newPollTeam(t)
	poll := p.asksTeam(t)
	p.now = time.Date(2026, 11, 25, 11, 59, 59, 0, time.UTC)
	if err := p.ClosePolls(t.Context(), "T1"); err != nil {
		t.Fatal(err)
	}
	if b, err := p.Board(t.Context(), "T1", poll); err != nil || b.Poll.Over() {
		t.Fatalf("%+v, %v", b.Poll, err)
	}
	p.now = p.now.Add(time.Second)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if err := p.ClosePolls(context.Background(), "T1"); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	b, err := p.Board(t.Context(), "T1", poll)
	if err != nil || !b.Poll.Over() || b.Poll.ClosedBy != "" {
		t.Errorf("%+v, %v", b.Poll, err)
	}
	if posts := p.about(t, poll); len(posts) != 5 { // and the result
		t.Errorf("%d posts", len(posts))
	}
	if _, err := p.OpenPoll(t.Context(), p.by(pollBoss), coach.Asked{}); err != nil {
		t.Errorf("no other poll can be opened: %v", err)
	}
}

// What its rep did with a file after the poll closed it is the rep's: taking the
// closing back leaves it alone.
func TestTakingBackLeavesAloneWhatSomebodyMovedSince(t *testing.T) {
	p := newPollTeam(t)
	poll := p.asksTeam(t)
	ada := pollReps[0]
	for _, deal := range p.deals[ada.ID] {
		if _, err := p.Vote(t.Context(), p.by(ada), poll, deal, coach.Answer{Choice: coach.CalledDead}, coach.Clicked{}); err != nil {
			t.Fatal(err)
		}
	}
	_, err := p.ClosePoll(t.Context(), p.by(pollBoss), poll)
	p.wants(t, err, "")
	_, err = p.CloseFiles(t.Context(), p.by(pollBoss), poll)
	p.wants(t, err, "")
	told := p.toldOfFiles(t, poll)
	f, err := p.Files(t.Context(), "T1", told[0])
	if err != nil || len(f.Closed) != 3 || len(told) != 1 {
		t.Fatalf("%d files, %v", len(f.Closed), err)
	}
	opened, again, left := p.deals[ada.ID][0], p.deals[ada.ID][1], p.deals[ada.ID][2]
	p.now = p.now.Add(time.Hour)
	for _, deal := range []string{opened, again} {
		_, err := p.Reopen(t.Context(), p.by(ada), deal)
		p.wants(t, err, "")
	}
	_, err = p.Close(t.Context(), p.by(ada), again, coach.Closing{Stage: coach.Dead, Reason: "they moved away"})
	p.wants(t, err, "")
	_, err = p.ReopenFiles(t.Context(), p.by(pollBoss), poll)
	p.wants(t, err, "")
	for deal, want := range map[string]coach.Stage{opened: coach.Open, again: coach.Dead, left: coach.Open} {
		if d, err := p.Deal(t.Context(), p.by(ada), deal); err != nil || d.Stage != want {
			t.Errorf("%s is %s, want %s, %v", d.Account, d.Stage, want, err)
		}
	}
	if f, err = p.Files(t.Context(), "T1", told[0]); err != nil || len(f.Closed) != 0 || len(f.Back) != 2 {
		t.Errorf("%d files closed, %d back, %v", len(f.Closed), len(f.Back), err)
	}
}

// toldOfFiles are the posts that tell reps of files that a poll closed.
func (p *pollTeam) toldOfFiles(t interface{ Fatal(...any) }, poll string) []coach.Post {
	return slices.DeleteFunc(p.about(t, poll), func(p coach.Post) bool { return p.Kind != coach.FilesPost })
}

// A closing that was taken back and done again is told once: the post of the first one,
// which may still wait for its rep's morning, has nothing to tell of the second.
func TestFilesThatAreClosedTwiceAreToldOnce(t *testing.T) {
	p := newPollTeam(t)
	poll := p.asksTeam(t)
	ada := pollReps[0]
	_, err := p.Vote(t.Context(), p.by(ada), poll, p.deals[ada.ID][0], coach.Answer{Choice: coach.CalledDead}, coach.Clicked{})
	p.wants(t, err, "")
	_, err = p.ClosePoll(t.Context(), p.by(pollBoss), poll)
	p.wants(t, err, "")
	for _, step := range []func(context.Context, coach.Input, string) (coach.PollResult, error){p.CloseFiles, p.ReopenFiles, p.CloseFiles} {
		p.now = p.now.Add(time.Minute)
		_, err := step(t.Context(), p.by(pollBoss), poll)
		p.wants(t, err, "")
	}
	closed := 0
	for _, post := range p.toldOfFiles(t, poll) {
		f, err := p.Files(t.Context(), "T1", post)
		p.wants(t, err, "")
		closed += len(f.Closed)
	}
	if closed != 1 {
		t.Errorf("one file is closed, and %d are told of", closed)
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
