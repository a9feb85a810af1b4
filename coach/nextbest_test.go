package coach_test

import (
	"context"
	"testing"
	"time"

	"salescoach/coach"
)

// open is a deal of Rita's with a proposal that was sent some days ago.
func (d *desk) open(t *testing.T, account string, sentDaysAgo int, dollars int64) string {
	t.Helper()
	a, err := d.AddDeal(context.Background(), d.asks(), coach.Proposal{
		Account: account, SentOn: coach.DateOf(d.now, time.UTC).Add(-sentDaysAgo), Amount: coach.Money{Minor: 100 * dollars, Currency: "USD"},
		Contact: coach.Contact{Name: "Ingrid Holm"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return a.Advice.Deal.ID
}

func (d *desk) closes(t *testing.T, deal string, stage coach.Stage) coach.Moved {
	t.Helper()
	m, err := d.Close(t.Context(), d.asks(), deal, coach.Closing{Stage: stage, Reason: "none"})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestAfterALossTheTimeGoesToWhatIsMostUrgent(t *testing.T) {
	d := newDesk(t)
	lost := []string{d.open(t, "Lost One", 30, 1), d.open(t, "Lost Two", 30, 1), d.open(t, "Lost Three", 30, 1), d.open(t, "Lost Four", 30, 1), d.open(t, "Lost Five", 30, 1)}
	d.open(t, "Ahead Small", 0, 100)
	ahead := d.open(t, "Ahead Large", 0, 900)
	snoozed := d.open(t, "Snoozed", 30, 5000)
	due := d.open(t, "Due", 10, 10)
	overdue := d.open(t, "Overdue", 29, 10)
	stopped := d.open(t, "Stopped", 40, 9000)
	if _, err := d.Snooze(t.Context(), d.asks(), snoozed, coach.DateOf(d.now, time.UTC).Add(5)); err != nil {
		t.Fatal(err)
	}
	if _, err := d.LogTouch(t.Context(), d.asks(), stopped, coach.TouchDraft{Channel: coach.Call, Outcome: coach.OptedOut}); err != nil {
		t.Fatal(err)
	}
	second, err := d.AddDeal(t.Context(), d.asks(), coach.Proposal{ // of the same people, who said stop on the other deal
		Account: "Stopped", Name: "Another proposal", SentOn: coach.DateOf(d.now, time.UTC).Add(-50),
	})
	if err != nil || second.Advice.Row != 1 {
		t.Fatalf("row %d, %v", second.Advice.Row, err)
	}
	// The other lost ones are the most urgent while they are open.
	for i, want := range []string{lost[1], lost[2], lost[3], lost[4], overdue} {
		if m := d.closes(t, lost[i], coach.Lost); m.Next.Deal.ID != want {
			t.Errorf("after loss %d: %s", i+1, m.Next.Deal.Account)
		}
	}
	if m := d.closes(t, overdue, coach.Dead); m.Next.Deal.ID != due {
		t.Errorf("after the overdue one: %s", m.Next.Deal.Account)
	}
	if m := d.closes(t, due, coach.Lost); m.Next.Deal.ID != ahead {
		t.Errorf("nothing is due: %s", m.Next.Deal.Account)
	}
	if m := d.closes(t, ahead, coach.Won); m.Next.Deal.ID != "" {
		t.Errorf("after a win: %s", m.Next.Deal.Account)
	}
}

func TestWhoClosesTheFileOfSomebodyElseHasNoTimeFreed(t *testing.T) {
	d := newDesk(t)
	lost := d.open(t, "Lost", 30, 1)
	d.open(t, "Due", 30, 10)
	in := d.asks()
	in.Rep, in.Manager = coach.Rep{ID: "U0BOSS", Zone: "Europe/Oslo"}, true
	m, err := d.Close(t.Context(), in, lost, coach.Closing{Stage: coach.Lost, Reason: "none"})
	if err != nil || m.Next.Deal.ID != "" {
		t.Errorf("%s, %v", m.Next.Deal.Account, err)
	}
}

func TestAFileOpenedAgainRemembersThatItWasClosed(t *testing.T) {
	d := newDesk(t)
	deal := d.open(t, "Firm", 30, 1)
	d.closes(t, deal, coach.Lost)
	d.now = d.now.Add(5 * time.Minute)
	undone, err := d.Reopen(t.Context(), d.asks(), deal)
	if err != nil || !undone.Advice.Deal.ClosedAt.IsZero() || undone.Advice.Deal.CloseReason != "" {
		t.Errorf("a closing that was taken back stays: %+v, %v", undone.Advice.Deal, err)
	}
	closed := d.closes(t, deal, coach.Lost).Advice.Deal
	d.now = d.now.AddDate(0, 4, 0)
	m, err := d.Reopen(t.Context(), d.asks(), deal)
	if got := m.Advice.Deal; err != nil || got.Stage != coach.Open || got.CloseReason != "none" || !got.ClosedAt.Equal(closed.ClosedAt) {
		t.Errorf("opened again after months: %+v, %v", got, err)
	}
	if m.Advice.Row != 5 {
		t.Errorf("row %d: %s", m.Advice.Row, m.Advice.Why)
	}
	d.now = d.now.Add(time.Hour)
	l, err := d.LogTouch(t.Context(), d.asks(), deal, coach.TouchDraft{Channel: coach.Call, Outcome: coach.Reached})
	if err != nil || l.Advice.Row == 5 {
		t.Errorf("once they were reached: row %d, %v", l.Advice.Row, err)
	}
}
