package coach_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"salescoach/coach"
)

// steps is a store that does something before each write, or fails it.
type steps struct {
	coach.Store
	n      int
	before func(n int) error
}

func (s *steps) Update(ctx context.Context, workspace string, fn func(coach.Tx) error) error {
	s.n++
	if err := s.before(s.n); err != nil {
		return err
	}
	return s.Store.Update(ctx, workspace, fn)
}

// throughSteps is the team's coach over such a store; the team's own goes on as it is.
func (p *pollTeam) throughSteps(before func(n int) error) *coach.Coach {
	own, store := p.Coach, p.store
	defer func() { p.Coach, p.store = own, store }()
	p.store = &steps{Store: store, before: before}
	p.restarts()
	return p.Coach
}

// newCompany is a poll team with so many reps more, of one quiet deal each: their poll is
// written in several slices.
func newCompany(t *testing.T, more int) *pollTeam {
	t.Helper()
	p := newPollTeam(t)
	err := p.store.Update(t.Context(), "T1", func(tx coach.Tx) error {
		if err := tx.InsertAccount(coach.Account{ID: "osterley", Name: "Osterley Mills", CreatedAt: p.now}); err != nil {
			return err
		}
		for i := range more {
			rep := coach.Rep{ID: fmt.Sprintf("U1%04d", i), RealName: fmt.Sprint("Rep ", i), Zone: "UTC"}
			d := coach.Deal{
				ID: fmt.Sprintf("deal-%04d", i), AccountID: "osterley", RepID: rep.ID, RepName: rep.RealName, Stage: coach.Open,
				SentOn: coach.Date{Year: 2026, Month: 8, Day: 3}, CreatedAt: p.now, UpdatedAt: p.now, Version: 1,
			}
			if err := tx.SaveRep(rep); err != nil {
				return err
			}
			if err := tx.InsertDeal(d); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// asked is what a poll that was opened asks: reps and deals on the board, and the questions
// that are written.
func (p *pollTeam) asked(t *testing.T, poll string) (reps, deals, questions int) {
	t.Helper()
	b, err := p.Board(t.Context(), "T1", poll)
	if err != nil {
		t.Fatal(err)
	}
	_, _, deals = b.Answered()
	for _, post := range p.about(t, poll) {
		if post.Kind == coach.QuestionPost {
			questions++
		}
	}
	return len(b.Reps), deals, questions
}

// nobodyIsAsked checks that nothing of a poll is to be seen, now or when its questions
// have been waiting for a while.
func (p *pollTeam) nobodyIsAsked(t *testing.T) {
	t.Helper()
	v, err := p.PreviewPoll(t.Context(), p.by(pollBoss), coach.Asked{})
	if err != nil || v.Open != nil {
		t.Errorf("a poll runs: %+v, %v", v.Open, err)
	}
	h, err := p.Home(t.Context(), p.by(pollBoss))
	if err != nil || len(h.Team.Polls) != 0 || h.Team.Setup == nil || h.Team.Setup.Asked {
		t.Errorf("Home shows a poll: %+v, %v", h.Team.Setup, err)
	}
	for range 3 {
		if got := p.sends(t); len(got) > 0 {
			t.Errorf("sent: %v", got)
		}
		p.now = p.now.Add(5 * time.Second)
	}
}

// draftLeft says whether the store holds a poll that was never opened.
func (p *pollTeam) draftLeft(t *testing.T) bool {
	t.Helper()
	var kind coach.Kind
	err := p.store.View(t.Context(), "T1", func(r coach.Reader) error {
		_, err := r.Draft(p.now.Add(24 * time.Hour))
		kind = coach.KindOf(err)
		return nil
	})
	if err != nil || kind != "" && kind != coach.NotFound {
		t.Fatal(err, kind)
	}
	return kind == ""
}

// forgets drops what is old, as housekeeping does, an hour later.
func (p *pollTeam) forgets(t *testing.T) {
	t.Helper()
	p.now = p.now.Add(2 * time.Hour)
	for range 20 {
		f, err := p.ForgetOld(t.Context(), "T1")
		if err != nil {
			t.Fatal(err)
		}
		if !f.More {
			return
		}
	}
	t.Error("there is always more to forget")
}

// Wherever the bot dies while a large poll is written, nobody is asked anything, and it can
// be asked anew; where it dies after that, everybody is.
func TestAPollIsOpenedWholeOrNotAtAllWhereverTheBotDies(t *testing.T) {
	if testing.Short() {
		t.Skip("a database for each death")
	}
	const more = 250
	for dies := 1; ; dies++ {
		if dies > 10 {
			t.Fatal("the poll is never opened")
		}
		p := newCompany(t, more)
		c := p.throughSteps(func(n int) error {
			if n >= dies {
				return coach.Errorf(coach.Busy, "The bot has died.")
			}
			return nil
		})
		o, err := c.OpenPoll(t.Context(), p.by(pollBoss), coach.Asked{})
		if err == nil {
			if dies < 5 {
				t.Errorf("written in %d transactions: not in slices", dies-1)
			}
			if reps, deals, questions := p.asked(t, o.Board.Poll.ID); reps != 3+more || deals != 9+more || questions != reps || p.draftLeft(t) {
				t.Errorf("%d reps and %d deals are asked about, in %d questions", reps, deals, questions)
			}
			return
		}
		p.nobodyIsAsked(t)
		again := p.asksTeam(t)
		if reps, deals, questions := p.asked(t, again); reps != 3+more || deals != 9+more || questions != reps {
			t.Errorf("dead at %d: asked anew, %d reps, %d deals, %d questions", dies, reps, deals, questions)
		}
		if n := strings.Count(strings.Join(p.sends(t), " "), "poll.question"); n != 3+more {
			t.Errorf("dead at %d: %d questions came", dies, n)
		}
		p.forgets(t)
		if p.draftLeft(t) {
			t.Errorf("dead at %d: what was written stays", dies)
		}
		p.now = p.now.Add(time.Minute)
		if got := p.sends(t); strings.Contains(strings.Join(got, " "), "poll.question") {
			t.Errorf("dead at %d: questions of what came to nothing: %v", dies, got)
		}
	}
}

// The outbox at work while a poll is written sends nothing of it, and everything afterwards.
func TestNoQuestionGoesOutBeforeItsPollIsOpen(t *testing.T) {
	p := newCompany(t, 250)
	c := p.throughSteps(func(int) error {
		if got := p.sends(t); len(got) > 0 {
			t.Errorf("sent: %v", got)
		}
		p.now = p.now.Add(time.Second)
		return nil
	})
	if _, err := c.OpenPoll(t.Context(), p.by(pollBoss), coach.Asked{}); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(strings.Join(p.sends(t), " "), "poll.question"); n != 253 {
		t.Errorf("%d questions came", n)
	}
}

// A write that fails, and a bot that lives: the poll is gone at once.
func TestAPollThatCannotBeWrittenLeavesNothing(t *testing.T) {
	p := newCompany(t, 250)
	c := p.throughSteps(func(n int) error {
		if n == 3 {
			return coach.Errorf(coach.Busy, "The disk is full for a moment.")
		}
		return nil
	})
	_, err := c.OpenPoll(t.Context(), p.by(pollBoss), coach.Asked{})
	p.wants(t, err, coach.Busy)
	if p.draftLeft(t) {
		t.Error("what was written of it stays")
	}
	p.nobodyIsAsked(t)
}

// Somebody whose bot stood still for hours, until the rest was taken for dead, opens no half
// of a poll.
func TestADraftOfWhichSomethingWasDroppedIsNeverOpened(t *testing.T) {
	p := newCompany(t, 700) // more than one look drops
	c := p.throughSteps(func(n int) error {
		if n == 9 { // some way on: the poll, then its slices
			p.now = p.now.Add(2 * time.Hour)
			if f, err := p.ForgetOld(t.Context(), "T1"); err != nil || !f.More {
				t.Errorf("%+v, %v", f, err)
			}
		}
		return nil
	})
	if _, err := c.OpenPoll(t.Context(), p.by(pollBoss), coach.Asked{}); err == nil {
		t.Error("half a poll was opened")
	}
	if p.draftLeft(t) {
		t.Error("what was written of it stays")
	}
	p.nobodyIsAsked(t)
}

// The audit log has one line of it, as of any poll: who asked what, when it was opened.
func TestAPollIsInTheAuditLogWhenItIsOpened(t *testing.T) {
	p := newPollTeam(t)
	in := p.by(pollBoss)
	if _, err := p.OpenPoll(t.Context(), in, coach.Asked{Days: 30}); err != nil {
		t.Fatal(err)
	}
	var all []coach.Audited
	if err := p.Audit(t.Context(), "T1", coach.AuditQuery{Actor: pollBoss.ID}, func(e coach.Audited) error { all = append(all, e); return nil }); err != nil {
		t.Fatal(err)
	}
	if len(all) != 1 || all[0].Verb != "poll.open" || len(all[0].Items) != 1 || len(all[0].Items[0].Before) > 0 || all[0].Items[0].After["state"] != "open" {
		t.Errorf("%+v", all)
	}
}
