package coach_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"salescoach/coach"
)

// from is a touch that is logged from a message, written an hour before now.
func (d *desk) from(message string) coach.TouchDraft {
	return coach.TouchDraft{Channel: coach.Email, Outcome: coach.Sent, Message: message, At: d.now.Add(-time.Hour)}
}

func TestAMessageIsOneTouchOfADealHoweverOftenItIsLogged(t *testing.T) {
	d := newDesk(t)
	acme, foods := d.deal(t, "Acme"), d.deal(t, "Foods")
	l, err := d.LogTouch(t.Context(), d.asks(), acme, d.from("C1/1.5"))
	if err != nil || !l.Touch.At.Equal(d.now.Add(-time.Hour)) {
		t.Fatalf("%+v, %v: it happened when the message was written", l.Touch, err)
	}
	_, err = d.LogTouch(t.Context(), d.asks(), acme, d.from("C1/1.5"))
	if coach.KindOf(err) != coach.Conflict || coach.Sentence(err) != "This message is in the history of Acme already (email, sent, 19 November 2026). It counts once." {
		t.Errorf("the second time: %v", err)
	}
	for deal, message := range map[string]string{foods: "C1/1.5", acme: "C1/1.6"} {
		if _, err := d.LogTouch(t.Context(), d.asks(), deal, d.from(message)); err != nil {
			t.Errorf("another deal, or another message: %v", err)
		}
	}
	logged, err := d.LoggedFrom(t.Context(), d.asks(), "C1/1.5")
	if err != nil || len(logged) != 2 {
		t.Errorf("%d deals have the message, want 2 (%v)", len(logged), err)
	}
	if _, err := d.UndoTouch(t.Context(), d.asks(), l.Touch.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := d.LogTouch(t.Context(), d.asks(), acme, d.from("C1/1.5")); err != nil {
		t.Errorf("once it was undone: %v", err)
	}
	a, err := d.Advise(t.Context(), d.asks(), acme)
	if err != nil || a.Deal.Tally.Followups != 2 {
		t.Errorf("%d follow-ups, want the two messages (%v)", a.Deal.Tally.Followups, err)
	}
}

func TestAFormOfAMessageThatIsDeliveredTwiceIsAnsweredTwiceAlike(t *testing.T) {
	d := newDesk(t)
	acme, in := d.deal(t, "Acme"), d.asks()
	for n := range 2 {
		l, err := d.LogTouch(t.Context(), in, acme, d.from("C1/1.5"))
		if err != nil || l.Repeated != (n == 1) || l.Touch.ID == "" {
			t.Errorf("delivery %d: %+v, %v", n+1, l.Touch, err)
		}
	}
}

func TestTwoPeopleWhoLogAMessageAtOnceMakeOneTouch(t *testing.T) {
	d := newDesk(t)
	acme := d.deal(t, "Acme")
	var all sync.WaitGroup
	errs := make(chan error, 8)
	for n := range cap(errs) {
		in := d.asks()
		in.Key = fmt.Sprint("at once ", n)
		all.Go(func() {
			_, err := d.LogTouch(context.WithoutCancel(t.Context()), in, acme, d.from("C1/1.5"))
			errs <- err
		})
	}
	all.Wait()
	won := 0
	for range cap(errs) {
		switch err := <-errs; coach.KindOf(err) {
		case "":
			won++
		case coach.Conflict:
		default:
			t.Error(err)
		}
	}
	a, err := d.Advise(t.Context(), d.asks(), acme)
	if won != 1 || err != nil || a.Deal.Tally.Followups != 1 {
		t.Errorf("%d were told that it counts, and it counts %d times (%v)", won, a.Deal.Tally.Followups, err)
	}
}

func TestAMessageFromAClockThatRunsAheadHappenedNow(t *testing.T) {
	d := newDesk(t)
	draft := d.from("C1/1.5")
	draft.At = d.now.Add(26 * time.Hour)
	l, err := d.LogTouch(t.Context(), d.asks(), d.deal(t, "Acme"), draft)
	if err != nil || !l.Touch.At.Equal(d.now) {
		t.Errorf("%+v, %v", l.Touch, err)
	}
}

func TestAMenuOffersWhatATypedNameLeadsTo(t *testing.T) {
	d := newDesk(t)
	d.deal(t, "Acme")
	d.deal(t, "Brandan Foods")
	in := d.asks()
	in.Rep = coach.Rep{ID: "U0ELSE", RealName: "Else Vik"}
	if _, err := d.AddDeal(t.Context(), in, coach.Proposal{Account: "Acorn"}); err != nil {
		t.Fatal(err)
	}
	for typed, want := range map[string]string{
		"": "[Acme Brandan Foods]", " ": "[Acme Brandan Foods]", "a": "[Acme Brandan Foods]", // nothing to look for: one's own
		"ac": "[Acme Acorn]", "foods": "[Brandan Foods]", "brandam": "[Brandan Foods]", "quarry": "[]",
	} {
		deals, err := d.Offered(t.Context(), d.asks(), typed)
		var names []string
		for _, o := range deals {
			names = append(names, o.Title())
		}
		if err != nil || fmt.Sprint(names) != want {
			t.Errorf("%q offers %v, want %s (%v)", typed, names, want, err)
		}
	}
}
