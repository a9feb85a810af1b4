package coach

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What managers see on App Home adds up to what the digest of the same people says.
func TestTheTeamOnHomeIsTheDigestsSumRepByRep(t *testing.T) {
	late, owed := ofFirm("c", 700, 4, false), ofFirm("g", 5, 1, false)
	late.Cadence.Due, owed.Cadence.BallOurs = true, true
	desks := []desk{
		{rep: Rep{ID: "U1"}, deals: []Due{late, owed, ofFirm("d", 50, 12, true)}, followed: Followed{Now: Twice{3, 1}}},
		{rep: Rep{ID: "U2"}, deals: []Due{ofFirm("f", 60, 11, true), ofFirm("e", 60, 30, true)}, followed: Followed{Now: Twice{2, 2}}},
	}
	var team TeamHome
	for _, k := range desks {
		team.add(k)
	}
	_, want := digestOf(desks)
	if diff := cmp.Diff(want, team.All); diff != "" {
		t.Errorf("the sum (-digest +Home):\n%s", diff)
	}
	if dana := team.Reps[0]; len(team.Reps) != 2 || dana.Due != 2 || dana.Stalled != 1 || dana.Open != 3 {
		t.Errorf("by rep: %+v", team.Reps)
	}
}

// It is Thursday, 19 November 2026; the fifth business day from now is Thursday.
func TestComingUpIsWhatWantsItsRepWithinFiveBusinessDays(t *testing.T) {
	h := Hours{WorkDays: [7]bool{1: true, 2: true, 3: true, 4: true, 5: true}}
	today := Date{2026, 11, 19}
	on := func(day int) Date { return Date{2026, 11, day} }
	for name, k := range map[string]struct {
		d    Due
		want Date // zero: it does not come up
	}{
		"due tomorrow":                      {Due{Cadence: Cadence{DueOn: on(20)}}, on(20)},
		"due on the fifth day":              {Due{Cadence: Cadence{DueOn: on(26)}}, on(26)},
		"due on the sixth":                  {Due{Cadence: Cadence{DueOn: on(27)}}, Date{}},
		"due today":                         {Due{Cadence: Cadence{DueOn: today, Due: true}}, Date{}},
		"they wrote last":                   {Due{Cadence: Cadence{DueOn: on(20), BallOurs: true}}, Date{}},
		"none is left":                      {Due{}, Date{}},
		"overdue, and snoozed until Sunday": {Due{Deal: Deal{SnoozedUntil: on(22)}, Cadence: Cadence{DueOn: on(10), Snoozed: true}}, on(23)},
		"due later than it sleeps":          {Due{Deal: Deal{SnoozedUntil: on(20)}, Cadence: Cadence{DueOn: on(25), Snoozed: true}}, on(25)},
		"a known reason ends":               {Due{Deal: Deal{PausedUntil: on(24)}, Cadence: Cadence{DueOn: on(10), Paused: true}}, on(24)},
		"a known reason holds longer":       {Due{Deal: Deal{PausedUntil: Date{2027, 1, 4}}, Cadence: Cadence{DueOn: on(20), Paused: true}}, Date{}},
		"they asked to be left alone":       {Due{Deal: Deal{SnoozedUntil: on(20), Tally: Tally{OptedOut: true}}, Cadence: Cadence{Snoozed: true}}, Date{}},
	} {
		k.d.Cadence.Today = today
		got, comes := k.d.comes(h)
		if comes != !k.want.IsZero() || comes && got.On != k.want {
			t.Errorf("%s: %s %v, want %s", name, got.On, comes, k.want)
		}
	}
}

func TestWhoSharesAChannelWithAManagerComesFirstAndIsSummedUp(t *testing.T) {
	open := func(id string, n int) RepNumbers { return RepNumbers{Rep{ID: id}, Numbers{Reps: 1, Open: n}} }
	for name, c := range map[string]struct {
		near  []string
		order string
		own   int // open deals of those near
	}{
		"two of three":        {[]string{"U9", "U3", "U1"}, "U1U3U2", 5},
		"all of them":         {[]string{"U1", "U2", "U3"}, "U1U2U3", 0},
		"nobody":              {[]string{"U9"}, "U1U2U3", 0},
		"no channel is known": {nil, "U1U2U3", 0},
	} {
		team := TeamHome{Reps: []RepNumbers{open("U1", 1), open("U2", 2), open("U3", 4)}}
		team.bring(c.near)
		order := ""
		for _, n := range team.Reps {
			order += n.Rep.ID
		}
		if order != c.order || team.Own.Open != c.own || (team.Near > 0) != (c.own > 0) {
			t.Errorf("%s: %s, %d of %+v", name, order, team.Near, team.Own)
		}
	}
}
