package coach

import (
	"testing"
	"time"
)

// at is where a deal stands at ten o'clock, Mondays to Fridays counting.
func standsAt(t *testing.T, d Deal, day Date) Cadence {
	h, err := NewHours(time.UTC, [7]bool{false, true, true, true, true, true, false}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return DefaultRules().Cadence(d, h, day.In(time.UTC).Add(10*time.Hour))
}

func TestADayThatSomebodyChoseBringsTheDealBackOnThatDay(t *testing.T) {
	thursday := Date{2026, time.March, 12}
	sent := func(followups int, lastDaysAgo int) Deal {
		return Deal{Stage: Open, SentOn: thursday.Add(-60), Tally: Tally{Touches: followups, Followups: followups, Silence: followups, LastOn: thursday.Add(-lastDaysAgo)}}
	}
	with := func(d Deal, fn func(*Deal)) Deal { fn(&d); return d }
	paused := func(until Date) func(*Deal) { return func(d *Deal) { d.PausedUntil = until } }
	snoozed := func(until Date) func(*Deal) { return func(d *Deal) { d.SnoozedUntil = until } }
	revisit := func(until Date) func(*Deal) {
		return func(d *Deal) { d.Stage, d.RevisitOn = Dead, until }
	}
	for name, c := range map[string]struct {
		d       Deal
		day     Date
		reason  DueFor
		overdue int
	}{
		"the day before":                        {with(sent(1, 2), paused(thursday)), thursday.Add(-1), DueNothing, 0},
		"on the day, before the gap has passed": {with(sent(1, 2), paused(thursday)), thursday, DueRevisit, 0},
		"two business days later":               {with(sent(1, 2), paused(thursday)), thursday.Add(4), DueRevisit, 2},
		"on a Saturday":                         {with(sent(1, 2), paused(thursday.Add(2))), thursday.Add(2), DueNothing, 0},
		"the Monday after":                      {with(sent(1, 2), paused(thursday.Add(2))), thursday.Add(4), DueRevisit, 0},
		"all follow-ups made":                   {with(sent(4, 2), paused(thursday)), thursday, DueRevisit, 0},
		"something happened on the day":         {with(sent(1, 0), paused(thursday)), thursday, DueNothing, 0},
		"snoozed beyond it":                     {with(with(sent(1, 2), paused(thursday)), snoozed(thursday.Add(5))), thursday, DueNothing, 0},
		"told to stop":                          {with(with(sent(1, 2), paused(thursday)), func(d *Deal) { d.Tally.OptedOut = true }), thursday, DueNothing, 0},
		"not sent yet":                          {Deal{Stage: Open, PausedUntil: thursday}, thursday, DueRevisit, 0},
		"a snooze ends, a follow-up is left":    {with(sent(1, 2), snoozed(thursday)), thursday, DueNothing, 0},
		"a snooze ends, none is left":           {with(sent(4, 2), snoozed(thursday)), thursday, DueRevisit, 0},
		"a closed file, the day before":         {with(sent(4, 40), revisit(thursday)), thursday.Add(-1), DueNothing, 0},
		"a closed file, on its day":             {with(sent(4, 40), revisit(thursday)), thursday, DueRevisit, 0},
		"a closed file that was looked at":      {with(sent(4, 0), revisit(thursday)), thursday, DueNothing, 0},
		"a closed file without a day":           {with(sent(4, 40), revisit(Date{})), thursday, DueNothing, 0},
	} {
		got := standsAt(t, c.d, c.day)
		if got.For() != c.reason || got.Overdue != c.overdue || got.Wants() != (c.reason != DueNothing) {
			t.Errorf("%s: %q, %d days overdue, wants its rep: %v", name, got.For(), got.Overdue, got.Wants())
		}
	}
}

func TestAfterTheLastFollowUpADecisionIsDueAndNoFollowUp(t *testing.T) {
	thursday := Date{2026, time.March, 12}
	made := func(n, lastDaysAgo int) Deal {
		return Deal{Stage: Open, SentOn: thursday.Add(-80), Tally: Tally{Touches: n, Followups: n, Silence: n, LastOn: thursday.Add(-lastDaysAgo)}}
	}
	for name, c := range map[string]struct {
		d        Deal
		reason   DueFor
		wants    bool
		deadLead bool
	}{
		"three made, long quiet":       {made(3, 30), DueFollowUp, true, false},
		"four made, nine days quiet":   {made(4, 13), DueNothing, false, true},
		"four made, ten days quiet":    {made(4, 14), DueDecision, false, true},
		"seven made, long quiet":       {made(7, 40), DueDecision, false, true},
		"four made, and they answered": {Deal{Stage: Open, SentOn: thursday.Add(-80), Tally: Tally{Followups: 4, LastOn: thursday.Add(-20), BallIsOurs: true}}, DueAnswer, true, false},
		"four made, told to stop":      {Deal{Stage: Open, SentOn: thursday.Add(-80), Tally: Tally{Followups: 4, Silence: 4, LastOn: thursday.Add(-20), OptedOut: true}}, DueNothing, false, true},
		"four made, asleep":            {Deal{Stage: Open, SentOn: thursday.Add(-80), SnoozedUntil: thursday.Add(3), Tally: Tally{Followups: 4, Silence: 4, LastOn: thursday.Add(-20)}}, DueNothing, false, true},
		"four made, and closed":        {Deal{Stage: Dead, SentOn: thursday.Add(-80), Tally: Tally{Followups: 4, Silence: 4, LastOn: thursday.Add(-20)}}, DueNothing, false, false},
	} {
		got := standsAt(t, c.d, thursday)
		if got.For() != c.reason || got.Wants() != c.wants || got.DeadLead != c.deadLead || got.Due != (c.reason == DueFollowUp) {
			t.Errorf("%s: %q, wants: %v, dead lead: %v", name, got.For(), got.Wants(), got.DeadLead)
		}
	}
}
