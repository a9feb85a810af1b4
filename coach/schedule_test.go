package coach

import (
	"testing"
	"time"
)

func zoneOf(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestAScheduleComesOnceOnADayWhateverTheClocksDo(t *testing.T) {
	for _, c := range []struct{ zone, day, at, want string }{
		{"Europe/Berlin", "2026-11-23", "08:30", "2026-11-23T08:30:00+01:00"},
		{"Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T03:00:00+02:00"}, // swallowed
		{"Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T02:30:00+02:00"}, // twice: the first
		{"America/New_York", "2026-03-08", "02:00", "2026-03-08T03:00:00-04:00"},
		{"America/New_York", "2026-11-01", "01:59", "2026-11-01T01:59:00-04:00"},
		{"Africa/Cairo", "2026-04-24", "00:00", "2026-04-24T01:00:00+03:00"}, // midnight is swallowed
		{"Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-04T02:30:00+11:00"},
		{"Asia/Kathmandu", "2026-01-02", "08:30", "2026-01-02T08:30:00+05:45"},
	} {
		day, _ := ParseDate(c.day)
		clock, err := ParseClock(c.at)
		at, some := On(clock, day, zoneOf(t, c.zone))
		if err != nil || !some || at.Format(time.RFC3339) != c.want {
			t.Errorf("%s on %s in %s: %s, %v, %v; want %s", c.at, c.day, c.zone, at.Format(time.RFC3339), some, err, c.want)
		}
	}
}

type never struct{}

func (never) Next(time.Time) time.Time { return time.Time{} }

func TestAScheduleThatSkipsADayHasNothingOnIt(t *testing.T) {
	if at, some := On(never{}, Date{2026, 11, 23}, time.UTC); some {
		t.Errorf("a schedule that never comes has %s", at)
	}
}

func TestTimesOfDayAreReadAndOddOnesRefused(t *testing.T) {
	for in, want := range map[string]string{"8": "08:00", "8:30": "08:30", "08:30": "08:30", " 23:59 ": "23:59", "0:00": "00:00",
		"8.30": "08:30", "9am": "09:00", "7:15 PM": "19:15", "12am": "00:00", "12:30pm": "12:30"} {
		if c, err := ParseClock(in); err != nil || c.String() != want {
			t.Errorf("ParseClock(%q) = %s, %v; want %s", in, c, err, want)
		}
	}
	for _, in := range []string{"", "24:00", "8:3", "8:60", "-1", "nine", "8:30:00", "8.5", "8.30.1", ":30", "13pm", "0am", "am", "-1am"} {
		if c, err := ParseClock(in); KindOf(err) != Invalid {
			t.Errorf("ParseClock(%q) = %s, %v; want invalid", in, c, err)
		}
	}
}

func TestQuietHoursGoOverMidnightAndKnowTheirEnds(t *testing.T) {
	berlin := zoneOf(t, "Europe/Berlin")
	night, err := ParseQuiet("18:00 – 08:00")
	if err != nil || night.String() != "18:00-08:00" {
		t.Fatal(night, err)
	}
	at := func(s string) time.Time {
		when, err := time.ParseInLocation("2006-01-02 15:04", s, berlin)
		if err != nil {
			t.Fatal(err)
		}
		return when
	}
	for s, want := range map[string]bool{"2026-11-23 07:59": true, "2026-11-23 08:00": false, "2026-11-23 17:59": false, "2026-11-23 18:00": true, "2026-11-23 00:00": true} {
		if night.At(at(s), berlin) != want {
			t.Errorf("quiet at %s: %v", s, !want)
		}
	}
	if got := night.Ends(at("2026-11-23 19:00"), berlin); !got.Equal(at("2026-11-24 08:00")) {
		t.Errorf("it ends %s", got)
	}
	if got := night.Begins(at("2026-11-23 09:00"), berlin); !got.Equal(at("2026-11-23 18:00")) {
		t.Errorf("it begins %s", got)
	}
	if (Quiet{}).At(at("2026-11-23 03:00"), berlin) || !(Quiet{}).Begins(at("2026-11-23 03:00"), berlin).IsZero() {
		t.Error("no quiet hours are quiet")
	}
	if _, err := ParseQuiet("18:00"); KindOf(err) != Invalid {
		t.Error(err)
	}
}

// On the night in which Berlin's clocks are put back from three to two, half past two
// comes twice, and so do the quiet minutes before it.
func TestQuietHoursComeTwiceWhereTheirHourDoes(t *testing.T) {
	berlin, night := zoneOf(t, "Europe/Berlin"), Quiet{20 * 60, 2*60 + 30}
	utc := func(hour, minute int) time.Time { return time.Date(2026, 10, 25, hour, minute, 0, 0, time.UTC) }
	for at, want := range map[time.Time]time.Time{
		utc(0, 10): utc(0, 30), utc(0, 29): utc(0, 30), // the first time
		utc(0, 30): utc(0, 30), utc(0, 59): utc(0, 59), // not quiet
		utc(1, 0): utc(1, 30), utc(1, 29): utc(1, 30), // the second time
		utc(1, 30): utc(1, 30),
	} {
		if got := night.Ends(at, berlin); !got.Equal(want) {
			t.Errorf("at %s it is quiet until %s, want %s", at, got.UTC(), want)
		}
	}
	o := Options{Zone: berlin, WorkDays: [7]bool{true}, Nudge: Clock(2*60 + 30), Quiet: night}
	for at, want := range map[time.Time]Reason{utc(0, 29): TooEarly, utc(0, 30): "", utc(0, 59): "", utc(1, 0): TooEarly, utc(1, 29): TooEarly, utc(1, 30): ""} {
		if from, _, why := New(nil, o).reminders(Rep{}).now(at); why != want || why != "" && !from.Equal(night.Ends(at, berlin)) {
			t.Errorf("at %s: %q until %s, want %q", at, why, from.UTC(), want)
		}
	}
}
