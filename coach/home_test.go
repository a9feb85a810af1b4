package coach_test

import (
	"testing"

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
