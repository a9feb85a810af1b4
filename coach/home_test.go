package coach_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"salescoach/coach"
)

func (d *desk) home(t *testing.T, in coach.Input) coach.Home {
	t.Helper()
	h, err := d.Home(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestHomeSaysWhatTheListSaysAndKeepsTheTeamToManagers(t *testing.T) {
	d := newDesk(t)
	d.meets(t, rita, otto)
	if h := d.home(t, d.asks()); !h.New() {
		t.Errorf("nothing has happened yet, and it reads %+v", h)
	}
	d.deal(t, "Harbour Foods")
	d.open(t, "Quarry Works", 2, 40_000)
	in := d.asks()
	q, err := d.Followups(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	h := d.home(t, in)
	if diff := cmp.Diff(q, h.Queue); diff != "" || len(q.Due) == 0 {
		t.Errorf("the list (-list +Home):\n%s", diff)
	}
	if len(h.Coming) != 1 || h.Coming[0].Deal.Account != "Quarry Works" || h.New() {
		t.Errorf("coming up: %+v", h.Coming)
	}
	if h.Team != nil {
		t.Errorf("a rep sees the team: %+v", h.Team)
	}
	h = d.home(t, d.manages())
	if h.Team == nil || len(h.Team.Reps) != 1 || h.Team.All.Open != 2 || h.Team.Import != nil {
		t.Errorf("the team: %+v", h.Team)
	}
	bring(t, d.Coach, "7,Osterley Mills,Line 2,20000,EUR,proposal,2026-09-01,,,")
	if h = d.home(t, coach.Input{Workspace: team, Rep: rita, Manager: true}); h.Team.Import == nil || h.Team.Import.Created != 1 {
		t.Errorf("the last import: %+v", h.Team.Import)
	}
}

// What sleeps is not next before it wakes, though it would have been due long ago.
func TestTheListNamesADealThatSleepsOnlyForTheDayOnWhichItWakes(t *testing.T) {
	d := newDesk(t)
	asleep, paused := d.open(t, "Asleep", 30, 100), d.open(t, "Paused", 30, 100)
	today := coach.DateOf(d.now, time.UTC)
	if _, err := d.Snooze(t.Context(), d.asks(), asleep, today.Add(14)); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Pause(t.Context(), d.asks(), paused, "budget round", today.Add(20)); err != nil {
		t.Fatal(err)
	}
	next := func(want string, on coach.Date) {
		t.Helper()
		q, err := d.Followups(t.Context(), d.asks())
		if err != nil || q.Next.Deal.Account != want || q.Next.On != on || len(q.Due) != 0 {
			t.Errorf("next is %s on %s, %d due, %v; want %s on %s", q.Next.Deal.Account, q.Next.On, len(q.Due), err, want, on)
		}
	}
	next("Asleep", today.Add(14))
	d.open(t, "Awake", 0, 100)
	next("Awake", today.Add(5)) // three business days from Thursday
}
