package coach

import (
	"testing"
	"time"
	_ "time/tzdata"

	"pgregory.net/rapid"
)

func day(t testing.TB, s string) Date {
	t.Helper()
	d, err := ParseDate(s)
	if err != nil {
		t.Fatalf("ParseDate(%q): %v", s, err)
	}
	return d
}

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestADateBeginsWhereItsCalendarSaysSo(t *testing.T) {
	for _, c := range []struct{ name, zone, date, begins string }{
		{"an ordinary day", "Europe/Berlin", "2026-11-21", "2026-11-20T23:00:00Z"},
		{"midnight in the gap", "Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00Z"},
		{"midnight in the gap, west", "America/Havana", "2026-03-08", "2026-03-08T05:00:00Z"},
		{"midnight twice", "America/Havana", "2026-11-01", "2026-11-01T04:00:00Z"},
		{"midnight twice, east", "Asia/Amman", "2021-10-29", "2021-10-28T21:00:00Z"},
		{"a minute of tomorrow, then an hour of today again", "America/St_Johns", "2010-11-07", "2010-11-07T02:30:00Z"},
		{"midnight ends the gap", "Asia/Pyongyang", "2018-05-05", "2018-05-04T15:00:00Z"},
		{"a day that never was", "Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z"},
		{"the day after it", "Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z"},
		{"half an hour of summer time", "Australia/Lord_Howe", "2026-10-04", "2026-10-03T13:30:00Z"},
		{"a quarter past", "Asia/Kathmandu", "2026-11-21", "2026-11-20T18:15:00Z"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := day(t, c.date).In(zone(t, c.zone)).UTC().Format(time.RFC3339)
			if got != c.begins {
				t.Errorf("%s in %s begins %s, want %s", c.date, c.zone, got, c.begins)
			}
		})
	}
}

func TestTheFirstInstantOfADateIsOnItAndTheOneBeforeIsNot(t *testing.T) {
	zones := []string{"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu", "Africa/Cairo", "America/Havana", "America/Sao_Paulo", "Asia/Beirut", "Asia/Amman"}
	rapid.Check(t, func(rt *rapid.T) {
		z := zone(t, rapid.SampledFrom(zones).Draw(rt, "zone"))
		d := Date{2010, 1, 1}.Add(rapid.IntRange(0, 365*25).Draw(rt, "day"))
		if z.String() == "Pacific/Apia" && d == (Date{2011, 12, 30}) {
			rt.Skip("there was no such day")
		}
		at := d.In(z)
		if got := DateOf(at, z); got != d {
			rt.Fatalf("%v in %v begins on %v", d, z, got)
		}
		if before := DateOf(at.Add(-1), z); before == d {
			rt.Fatalf("%v in %v began before %v", d, z, at)
		}
	})
}

func TestDatesSubtractAcrossCenturies(t *testing.T) {
	if got := (Date{2600, 1, 1}).Sub(Date{1600, 1, 1}); got != 365243 {
		t.Errorf("a thousand years are %d days, want 365243", got)
	}
	if d := (Date{2028, 2, 28}).Add(1); d != (Date{2028, 2, 29}) {
		t.Errorf("the day after 28 Feb 2028 is %v", d)
	}
	if !(Date{}).Before(Date{1, 1, 1}) || !(Date{}).IsZero() || (Date{}).String() != "" {
		t.Error("no date must come before every date and print as nothing")
	}
}

func TestOnlyISODatesAreStored(t *testing.T) {
	for _, bad := range []string{"", "2026-2-3", "2026-02-30", "05.12.2026", "2026-12-05T00:00:00Z", " 2026-12-05"} {
		if d, err := ParseDate(bad); KindOf(err) != Invalid {
			t.Errorf("ParseDate(%q) = %v, %v; want Invalid", bad, d, err)
		}
	}
}
