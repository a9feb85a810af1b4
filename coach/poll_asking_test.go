package coach_test

import (
	"testing"
	"time"

	"salescoach/coach"
)

// claimed are the posts that wait now, by key, in somebody's hands.
func (p *pollTeam) claimed(t *testing.T) map[string]coach.Claim {
	t.Helper()
	all, err := p.ClaimPosts(t.Context(), "T1", 100)
	if err != nil {
		t.Fatal(err)
	}
	by := map[string]coach.Claim{}
	for _, c := range all {
		by[string(c.Kind)+" to "+c.To] = c
	}
	return by
}

// comes says that a claimed post is where it is for.
func (p *pollTeam) comes(t *testing.T, c coach.Claim) {
	t.Helper()
	if err := p.Delivered(t.Context(), "T1", c.Post, "D"+c.To, "1."+c.Key); err != nil {
		t.Fatal(err)
	}
}

func (p *pollTeam) standing(t *testing.T, poll, rep string) coach.RepAnswered {
	t.Helper()
	b, err := p.Board(t.Context(), "T1", poll)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range b.Reps {
		if a.Rep.ID == rep {
			return a
		}
	}
	t.Fatalf("%s is not on the board", rep)
	return coach.RepAnswered{}
}

// At noon in London it is night in Auckland: the board says when Cy is asked, and is drawn
// anew once he is; of the others it says nothing, and is drawn once.
func TestABoardSaysWhenSomebodyIsAskedWhoSleepsNow(t *testing.T) {
	p := newPollTeam(t)
	cy := pollReps[2]
	if _, err := p.SaveSettings(t.Context(), p.by(cy), coach.SettingsDraft{Own: coach.Own{Times: coach.Times{OwnZone: "Pacific/Auckland", Quiet: "18:00-08:00"}}}); err != nil {
		t.Fatal(err)
	}
	poll := p.asksTeam(t)
	morning := time.Date(2026, 11, 18, 19, 0, 0, 0, time.UTC) // eight on Thursday where he is
	if a := p.standing(t, poll, cy.ID); !a.AskedAt.Equal(morning) || a.Zone.String() != "Pacific/Auckland" {
		t.Errorf("Cy is asked at %s, %s", a.AskedAt, a.Zone)
	}
	if a := p.standing(t, poll, pollReps[0].ID); !a.AskedAt.IsZero() {
		t.Errorf("Ada, who is awake, is asked at %s", a.AskedAt)
	}
	for _, c := range p.claimed(t) {
		p.comes(t, c)
	}
	p.now = p.now.Add(2 * time.Second)
	if again := p.claimed(t); len(again) > 0 {
		t.Errorf("%d messages are drawn anew, and nothing has changed", len(again))
	}
	p.now = morning
	p.comes(t, p.claimed(t)["poll.question to "+cy.ID])
	p.now = p.now.Add(2 * time.Second)
	if again := p.claimed(t); len(again) != 1 || again["poll.board to "+pollBoss.ID].State != coach.PostEditing {
		t.Errorf("after Cy was asked %v are drawn anew", again)
	}
	if a := p.standing(t, poll, cy.ID); !a.AskedAt.IsZero() {
		t.Error("the board still says when Cy is asked")
	}
}

// Slack takes no message to Ben: the manager should not wait for him.
func TestABoardSaysWhoCannotBeReached(t *testing.T) {
	p := newPollTeam(t)
	poll := p.asksTeam(t)
	ben := pollReps[1]
	q := p.claimed(t)["poll.question to "+ben.ID]
	if err := p.Undelivered(t.Context(), "T1", q.Post, coach.Failure{Code: "user_disabled", Final: true}); err != nil {
		t.Fatal(err)
	}
	if a := p.standing(t, poll, ben.ID); !a.Unreached {
		t.Errorf("%+v", a)
	}
	if a := p.standing(t, poll, pollReps[0].ID); a.Unreached {
		t.Errorf("%+v", a)
	}
}

// After a reminder there is one place to answer. The question above it says so once the
// reminder is there, and not before; also to whoever clicks it at that moment.
func TestAQuestionFoldsUpOnceItIsAskedAgainBelow(t *testing.T) {
	p := newPollTeam(t)
	poll := p.asksTeam(t)
	ada := pollReps[0]
	for _, c := range p.claimed(t) {
		p.comes(t, c)
	}
	question := p.about(t, poll)
	above := coach.Post{}
	for _, q := range question {
		if q.Kind == coach.QuestionPost && q.To == ada.ID {
			above = q
		}
	}
	p.now = p.now.Add(time.Hour)
	if _, err := p.Remind(t.Context(), p.by(pollBoss), poll); err != nil {
		t.Fatal(err)
	}
	b, err := p.BallotIn(t.Context(), "T1", above)
	if err != nil || !b.Below.IsZero() {
		t.Errorf("before the reminder is there: %s, %v", b.Below, err)
	}
	reminder := p.claimed(t)["poll.reminder to "+ada.ID]
	p.comes(t, reminder)
	asked := p.now
	p.now = p.now.Add(2 * time.Second)
	if c := p.claimed(t)["poll.question to "+ada.ID]; c.State != coach.PostEditing {
		t.Errorf("the question above is %q", c.State)
	}
	if b, err = p.BallotIn(t.Context(), "T1", above); err != nil || !b.Below.Equal(asked) {
		t.Errorf("after it is there: %s, %v", b.Below, err)
	}
	if b, err = p.BallotIn(t.Context(), "T1", reminder.Post); err != nil || !b.Below.IsZero() {
		t.Errorf("the reminder itself: %s, %v", b.Below, err)
	}
	old := coach.Clicked{Channel: above.Channel, TS: above.TS}
	v, err := p.Vote(t.Context(), p.by(ada), poll, p.deals[ada.ID][0], coach.Answer{Choice: coach.CalledDead, Plain: true}, old)
	if n, _ := v.Ballot.Answered(); err != nil || n != 1 || !v.Ballot.Below.Equal(asked) {
		t.Errorf("a click on the old one: %d answers, %s, %v", n, v.Ballot.Below, err)
	}
}
