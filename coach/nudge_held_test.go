package coach

import (
	"testing"
	"time"
)

func TestANudgeIsHeldWhenTheRepsTimeIsNoLongerTheOneItWasPlannedIn(t *testing.T) {
	o := Options{Zone: time.UTC, WorkDays: workweek, Nudge: Clock(8*60 + 30), Quiet: Quiet{18 * 60, 8 * 60}, Holidays: map[Date]bool{{2026, 11, 24}: true}}
	monday := func(clock string) time.Time {
		at, err := ParseClock(clock)
		if err != nil {
			t.Fatal(err)
		}
		return nudgeDay.In(time.UTC).Add(time.Duration(at) * time.Minute)
	}
	for _, c := range []struct {
		say   string
		own   Times
		gone  bool
		now   time.Time
		state PostState // ready: it waits, or goes out
		why   string
		next  time.Time // until when it waits; zero: it goes out
	}{
		{"in time", Times{}, false, monday("8:30"), PostReady, "", time.Time{}},
		{"hours late, and not quiet yet", Times{}, false, monday("17:59"), PostReady, "", time.Time{}},
		{"a later time was set meanwhile", Times{NudgeAt: "14:00"}, false, monday("8:30"), PostReady, "", monday("14:00")},
		{"quiet hours that go on longer were set", Times{Quiet: "20:00-10:00"}, false, monday("8:30"), PostReady, "", monday("10:00")},
		{"in New York it is still night", Times{OwnZone: "America/New_York"}, false, monday("8:30"), PostReady, "", monday("13:30")},
		{"quiet hours have begun", Times{}, false, monday("18:00"), PostSkipped, string(TooLate), time.Time{}},
		{"reminders were turned off", Times{NudgeAt: NudgeOff}, false, monday("8:30"), PostSkipped, string(RemindersOff), time.Time{}},
		{"Monday is free now", Times{WorkDays: "2-5"}, false, monday("8:30"), PostSkipped, string(NotWorking), time.Time{}},
		{"it is a holiday by now", Times{}, false, monday("8:30").Add(24 * time.Hour), PostSkipped, string(OnHoliday), time.Time{}},
		{"they left", Times{}, true, monday("8:30"), PostSkipped, string(Gone), time.Time{}},
	} {
		m := New(nil, o).reminders(Rep{Times: c.own})
		p, ok := m.held(Post{State: PostReady}, c.gone, c.now)
		if ok != (c.state == PostReady && c.next.IsZero()) || p.State != c.state || p.Why != c.why || !p.NextAt.Equal(c.next) {
			t.Errorf("%s: %v, %s %q until %s; want %s %q until %s", c.say, ok, p.State, p.Why, p.NextAt, c.state, c.why, c.next)
		}
	}
}

func TestADeedIsToldByHowTheDealStands(t *testing.T) {
	now := nudgeDay.In(time.UTC).Add(9 * time.Hour)
	i := NudgeItem{RepID: "U1", Day: nudgeDay, DealID: "d1", Touches: 1, Step: "followup 2"}
	logged := func(by string, ago time.Duration) []Touch {
		return []Touch{{ID: "t2", LoggedBy: by, LoggedAt: now.Add(-ago)}}
	}
	for _, c := range []struct {
		say    string
		change func(s *Situation)
		want   Deed
		undo   bool
	}{
		{"nothing", func(*Situation) {}, NoDeed, false},
		{"logged", func(s *Situation) { s.Deal.Tally.Touches, s.Touches = 2, logged("U1", time.Minute) }, LoggedIt, true},
		{"logged a while ago", func(s *Situation) { s.Deal.Tally.Touches, s.Touches = 2, logged("U1", 11*time.Minute) }, LoggedIt, false},
		{"logged by a manager", func(s *Situation) { s.Deal.Tally.Touches, s.Touches = 2, logged("U9", time.Minute) }, LoggedIt, false},
		{"snoozed", func(s *Situation) { s.Cadence.Snoozed = true }, SnoozedIt, true},
		{"paused", func(s *Situation) { s.Cadence.Paused = true }, PausedIt, true},
		{"closed", func(s *Situation) { s.Deal.Stage, s.Deal.ClosedAt = Dead, now }, ClosedIt, true},
		{"closed a while ago", func(s *Situation) { s.Deal.Stage, s.Deal.ClosedAt = Dead, now.Add(-time.Hour) }, ClosedIt, false},
		{"given to somebody else", func(s *Situation) { s.Deal.RepID, s.Cadence.Paused = "U2", true }, GaveAway, false},
	} {
		s := Situation{Deal: Deal{ID: "d1", RepID: "U1", Stage: Open, Tally: Tally{Touches: 1}}}
		c.change(&s)
		if got, undo := i.deedOn(s, now); got != c.want || undo != c.undo {
			t.Errorf("%s: %q, undo %v; want %q, %v", c.say, got, undo, c.want, c.undo)
		}
	}
	i.Step = "reopen 2026-11-23"
	if got, _ := i.deedOn(Situation{Deal: Deal{RepID: "U1", Stage: Open}}, now); got != Reopened {
		t.Errorf("a file that was opened again: %q", got)
	}
}
