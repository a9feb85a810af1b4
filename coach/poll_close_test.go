package coach_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"salescoach/coach"
)

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
