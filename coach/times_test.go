package coach

import (
	"testing"
	"time"
)

func TestTimesAreReadAsPeopleWriteThem(t *testing.T) {
	team := Times{OwnZone: "Europe/Oslo", WorkDays: "1-5", NudgeAt: "08:30", Quiet: "18:00-08:00"}
	for _, c := range []struct{ in, want Times }{
		{Times{}, Times{}},
		{Times{OwnZone: " new york "}, Times{OwnZone: "America/New_York"}},
		{Times{OwnZone: "europe/BERLIN"}, Times{OwnZone: "Europe/Berlin"}},
		{Times{OwnZone: "utc"}, Times{OwnZone: "UTC"}},
		{Times{OwnZone: "Dar es Salaam"}, Times{OwnZone: "Africa/Dar_es_Salaam"}},
		{Times{WorkDays: "1,2,3,4,5"}, Times{}}, // as the team has it: it stays so when the team's changes
		{Times{WorkDays: "7,1,2,3,4"}, Times{WorkDays: "1-4,7"}},
		{Times{NudgeAt: "9:05"}, Times{NudgeAt: "09:05"}},
		{Times{NudgeAt: "off"}, Times{NudgeAt: NudgeOff}},
		{Times{NudgeAt: "off", NudgeKept: "9:05"}, Times{NudgeAt: NudgeOff, NudgeKept: "09:05"}},
		{Times{NudgeAt: "off", NudgeKept: "off"}, Times{NudgeAt: NudgeOff}},
		{Times{NudgeAt: "8:15", NudgeKept: "9:05"}, Times{NudgeAt: "08:15"}}, // what is kept is for those who have none
		{Times{NudgeAt: "7:00"}, Times{NudgeAt: "07:00"}},                    // in the quiet hours, which end on that day
		{Times{Quiet: "20:00 – 7:00"}, Times{Quiet: "20:00-07:00"}},
		{Times{Quiet: "None"}, Times{Quiet: NeverQuiet}},
		{Times{Quiet: "8-8"}, Times{Quiet: NeverQuiet}},
		{Times{NudgeAt: "22:00", Quiet: "never"}, Times{NudgeAt: "22:00", Quiet: NeverQuiet}},
	} {
		if got, err := c.in.checked(team); err != nil || got != c.want {
			t.Errorf("%+v is read as %+v, %v; want %+v", c.in, got, err, c.want)
		}
	}
	for field, in := range map[string]Times{
		SettingZone: {OwnZone: "Atlantis"}, SettingWorkDays: {WorkDays: "8"}, SettingNudgeAt: {NudgeAt: "half past"}, SettingQuiet: {Quiet: "at night"},
	} {
		if _, err := in.checked(team); KindOf(err) != Invalid || fieldOf(err) != field {
			t.Errorf("%+v: %v at %q", in, err, fieldOf(err))
		}
	}
	if _, err := (Times{NudgeAt: NudgeOff, NudgeKept: "half past"}).checked(team); KindOf(err) != Invalid || fieldOf(err) != SettingNudgeAt {
		t.Errorf("a time that nobody can read is kept: %v", err)
	}
	if _, err := (Times{NudgeAt: "19:00"}).checked(team); KindOf(err) != Invalid {
		t.Error("a time at which no reminder would ever come was taken")
	}
}

func fieldOf(err error) string {
	e, ok := err.(*Error)
	if !ok {
		return ""
	}
	return e.Field
}

func TestAWorkWeekIsWrittenAsItIsRead(t *testing.T) {
	for n := 1; n < 128; n++ {
		var days [7]bool
		for d := range days {
			days[d] = n>>d&1 == 1
		}
		if got, err := ParseWorkDays(WorkDaysText(days)); err != nil || got != days {
			t.Fatalf("%v is written %q and read %v, %v", days, WorkDaysText(days), got, err)
		}
	}
}

// workweek is Monday to Friday.
var workweek = [7]bool{false, true, true, true, true, true, false}

func TestAReminderComesAtOnesOwnTimeOnWorkDaysOutsideQuietHours(t *testing.T) {
	o := Options{Zone: time.UTC, WorkDays: workweek, Nudge: Clock(8*60 + 30), Quiet: Quiet{18 * 60, 8 * 60},
		Holidays: map[Date]bool{{2026, 12, 25}: true, {2026, 12, 27}: true}}
	for _, c := range []struct {
		say       string
		own       Times
		day       Date
		at, until string
		why       Reason
	}{
		{"the team's time", Times{}, Date{2026, 11, 23}, "2026-11-23T08:30:00Z", "2026-11-23T18:00:00Z", ""},
		{"a zone of one's own", Times{OwnZone: "America/New_York"}, Date{2026, 11, 23}, "2026-11-23T13:30:00Z", "2026-11-23T23:00:00Z", ""},
		{"a time of one's own", Times{NudgeAt: "14:00"}, Date{2026, 11, 23}, "2026-11-23T14:00:00Z", "2026-11-23T18:00:00Z", ""},
		{"moved to the end of the quiet hours", Times{NudgeAt: "06:00"}, Date{2026, 11, 23}, "2026-11-23T08:00:00Z", "2026-11-23T18:00:00Z", ""},
		{"no quiet hours: until the day ends", Times{Quiet: NeverQuiet}, Date{2026, 11, 23}, "2026-11-23T08:30:00Z", "2026-11-24T00:00:00Z", ""},
		{"in quiet hours that go on into the next day", Times{NudgeAt: "19:00"}, Date{2026, 11, 23}, "", "", QuietHours},
		{"a Saturday", Times{}, Date{2026, 11, 21}, "", "", NotWorking},
		{"a Sunday that is worked", Times{WorkDays: "7-4"}, Date{2026, 11, 22}, "2026-11-22T08:30:00Z", "2026-11-22T18:00:00Z", ""},
		{"a Friday that is not", Times{WorkDays: "7-4"}, Date{2026, 11, 27}, "", "", NotWorking},
		{"a holiday", Times{}, Date{2026, 12, 25}, "", "", OnHoliday},
		{"a holiday on a free Sunday", Times{}, Date{2026, 12, 27}, "", "", NotWorking},
		{"none", Times{NudgeAt: NudgeOff}, Date{2026, 11, 23}, "", "", RemindersOff},
		{"swallowed by daylight saving", Times{NudgeAt: "02:30", Quiet: "never", OwnZone: "Europe/Berlin", WorkDays: "1-7"}, Date{2026, 3, 29}, "2026-03-29T01:00:00Z", "2026-03-29T22:00:00Z", ""},
	} {
		m := New(nil, o).reminders(Rep{Times: c.own})
		at, until, why := m.on(c.day)
		if why != c.why || why == "" && (at.UTC().Format(time.RFC3339) != c.at || until.UTC().Format(time.RFC3339) != c.until) {
			t.Errorf("%s: %s to %s, %q; want %s to %s, %q", c.say, at.UTC(), until.UTC(), why, c.at, c.until, c.why)
		}
	}
	o.Nudge = nil
	if _, _, why := New(nil, o).reminders(Rep{}).on(Date{2026, 11, 23}); why != RemindersOff {
		t.Errorf("without a schedule: %q", why)
	}
	if at, _, why := New(nil, o).reminders(Rep{Times: Times{NudgeAt: "10:00"}}).on(Date{2026, 11, 23}); why != "" || at.Hour() != 10 {
		t.Errorf("without a schedule, at a time of one's own: %s, %q", at, why)
	}
}

// mondays is a schedule of Mondays at nine.
type mondays struct{}

func (mondays) Next(t time.Time) time.Time {
	for day := DateOf(t, t.Location()); ; day = day.Add(1) {
		if at := day.In(t.Location()).Add(9 * time.Hour); day.Weekday() == time.Monday && at.After(t) {
			return at
		}
	}
}

func TestOnesOwnWeekKeepsTheTimeOfTheTeamAndNotItsDays(t *testing.T) {
	c := New(nil, Options{Zone: time.UTC, WorkDays: workweek, Nudge: mondays{}})
	if _, _, why := c.reminders(Rep{}).on(Date{2026, 11, 24}); why != NotScheduled {
		t.Errorf("on Tuesday: %q", why)
	}
	at, _, why := c.reminders(Rep{Times: Times{WorkDays: "2"}}).on(Date{2026, 11, 24})
	if why != "" || at.Hour() != 9 {
		t.Errorf("on a Tuesday that is worked: %s, %q", at, why)
	}
}

func TestTheNextReminderIsOnTheNextDayThatHasOne(t *testing.T) {
	c := New(nil, Options{Zone: time.UTC, WorkDays: workweek, Nudge: Clock(8*60 + 30), Holidays: map[Date]bool{{2026, 11, 23}: true}})
	friday := time.Date(2026, 11, 20, 8, 31, 0, 0, time.UTC)
	if next := c.reminders(Rep{}).next(friday); next.Format(time.RFC3339) != "2026-11-24T08:30:00Z" {
		t.Errorf("after Friday's comes %s", next)
	}
	if next := c.reminders(Rep{Times: Times{NudgeAt: NudgeOff}}).next(friday); !next.IsZero() {
		t.Errorf("turned off, one comes at %s", next)
	}
}
