package coach_test

import (
	"strings"
	"testing"
	"time"

	"salescoach/coach"
)

// calledDead is a company whose poll is over: every deal was called dead.
func calledDead(t *testing.T, more int) (p *pollTeam, poll string) {
	t.Helper()
	p = newCompany(t, more)
	poll = p.asksTeam(t)
	err := p.store.Update(t.Context(), "T1", func(tx coach.Tx) error {
		votes, err := tx.Votes(poll, "")
		for _, v := range votes {
			v.Choice, v.At = coach.CalledDead, p.now
			if err := tx.SaveVote(v); err != nil {
				return err
			}
		}
		return err
	})
	if err == nil {
		_, err = p.ClosePoll(t.Context(), p.by(pollBoss), poll)
	}
	if err != nil {
		t.Fatal(err)
	}
	p.sends(t)
	return p, poll
}

// files counts the deals of the company that are closed as dead, and those that are open.
func (p *pollTeam) files(t *testing.T, poll string) (closed, open int) {
	t.Helper()
	err := p.store.View(t.Context(), "T1", func(r coach.Reader) error {
		votes, err := r.Votes(poll, "")
		for _, v := range votes {
			d, err := r.Deal(v.DealID)
			switch {
			case err != nil:
				return err
			case d.Stage == coach.Dead:
				closed++
			default:
				open++
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return closed, open
}

// dies is the team's coach whose n-th write is never made, nor any after it.
func (p *pollTeam) dies(n int) *coach.Coach {
	return p.throughSteps(func(write int) error {
		if write >= n {
			return coach.Errorf(coach.Busy, "The bot has died.")
		}
		return nil
	})
}

// Wherever the bot dies while thousands of files are closed or opened again: either nothing
// has begun, or whoever comes next does the rest, once, and everybody is told once.
func TestFilesAreClosedAndOpenedAgainToTheLastWhereverTheBotDies(t *testing.T) {
	if testing.Short() {
		t.Skip("a database for each death")
	}
	const more = 600
	all := 9 + more
	for dies := 1; ; dies++ {
		if dies > 8 {
			t.Fatal("the files are never closed")
		}
		p, poll := calledDead(t, more)
		_, err := p.dies(dies).CloseFiles(t.Context(), p.by(pollBoss), poll)
		closed, open := p.files(t, poll)
		if dies == 1 {
			if p.wants(t, err, coach.Busy); closed != 0 {
				t.Errorf("nothing was begun, and %d files are closed", closed)
			}
			continue
		}
		if (err == nil) != (open == 0) {
			t.Errorf("dead at %d: %d closed, %d open, %v", dies, closed, open, err)
		}
		if err != nil {
			if open == 0 || closed == 0 {
				t.Errorf("dead at %d: %d closed, %d open", dies, closed, open)
			}
			p.leftHalf(t, poll)
		}
		if closed, open := p.files(t, poll); closed != all || open != 0 {
			t.Errorf("dead at %d: %d closed, %d open at the end", dies, closed, open)
		}
		res, rerr := p.Result(t.Context(), "T1", poll)
		if rerr != nil || len(res.Dead()) != all || len(res.LeftOut()) != 0 {
			t.Errorf("dead at %d: it tells of %d, %d left out, %v", dies, len(res.Dead()), len(res.LeftOut()), rerr)
		}
		p.now = p.now.Add(time.Hour)
		if n := strings.Count(strings.Join(p.sends(t), " "), "poll.files"); n != 3+more {
			t.Errorf("dead at %d: %d reps are told", dies, n)
		}
		_, err2 := p.dies(dies).ReopenFiles(t.Context(), p.by(pollBoss), poll)
		if err2 != nil {
			p.now = p.now.Add(time.Minute)
			p.goesOn(t)
		}
		if closed, open := p.files(t, poll); closed != 0 || open != all {
			t.Errorf("dead at %d: opened again, %d closed, %d open", dies, closed, open)
		}
		if err == nil {
			if dies < 4 {
				t.Errorf("closed in %d transactions: not in slices", dies-1)
			}
			return
		}
	}
}

// leftHalf is what can be done with files that somebody began to close and died: nothing,
// until it is taken up.
func (p *pollTeam) leftHalf(t *testing.T, poll string) {
	t.Helper()
	_, err := p.ReopenFiles(t.Context(), p.by(pollBoss), poll)
	p.wants(t, err, coach.Busy)
	res, err := p.Result(t.Context(), "T1", poll)
	if err != nil || len(res.LeftOut()) != 0 {
		t.Errorf("half closed, %d are said to be left out: %v", len(res.LeftOut()), err)
	}
	_, before := p.files(t, poll)
	p.goesOn(t)
	if _, open := p.files(t, poll); open != before {
		t.Error("it was taken up while somebody might be at it")
	}
	p.now = p.now.Add(15 * time.Second)
	p.goesOn(t)
}

// goesOn is what a tick does for polls.
func (p *pollTeam) goesOn(t *testing.T) {
	t.Helper()
	if err := p.ClosePolls(t.Context(), "T1"); err != nil {
		t.Error(err)
	}
}

// A click that Slack delivers again finds what it began at its end, and does nothing twice.
func TestClosingManyFilesTwiceIsOnce(t *testing.T) {
	p, poll := calledDead(t, 300)
	in := p.by(pollBoss)
	for range 2 {
		res, err := p.CloseFiles(t.Context(), in, poll)
		if err != nil || len(res.Dead()) != 309 {
			t.Fatalf("%d, %v", len(res.Dead()), err)
		}
	}
	if n := len(p.toldOfFiles(t, poll)); n != 303 {
		t.Errorf("%d reps are told", n)
	}
	var entries int
	err := p.Audit(t.Context(), "T1", coach.AuditQuery{Actor: pollBoss.ID, Since: p.now}, func(e coach.Audited) error {
		for _, i := range e.Items {
			if e.Verb == "poll.files" && i.Noun == "deal" {
				entries++
			}
			if i.Noun == "setting" {
				t.Errorf("the log has %+v", i)
			}
		}
		return nil
	})
	if err != nil || entries != 309 {
		t.Errorf("%d files are in the log, %v", entries, err)
	}
}
