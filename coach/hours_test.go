package coach

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func weekdaysIn(t testing.TB, zoneName string, holidays ...string) Hours {
	t.Helper()
	days, err := ParseWorkDays("1-5")
	if err != nil {
		t.Fatal(err)
	}
	h := Hours{Zone: zone(t, zoneName), WorkDays: days, Holidays: map[Date]bool{}}
	for _, d := range holidays {
		h.Holidays[day(t, d)] = true
	}
	return h
}

func TestInstantsInAndOutOfBusinessDays(t *testing.T) {
	sunThu, err := ParseWorkDays("7-4")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		zone     string
		days     [7]bool
		holidays []string
		in, out  []string
	}{
		{
			zone: "Europe/Berlin", holidays: []string{"2026-12-25", "2026-12-28"},
			in: []string{
				"2026-03-26T23:00:00Z", // Friday begins, before summer time
				"2026-03-29T22:00:00Z", // Monday begins two hours before UTC's after the change
				"2026-10-25T23:00:00Z", // Monday after the long Sunday
				"2026-12-24T22:59:59Z",
			},
			out: []string{
				"2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z", // both sides of the gap, a Sunday
				"2026-03-29T21:59:59Z",
				"2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", // half past two, twice
				"2026-10-25T22:59:59Z",
				"2026-12-24T23:00:00Z", // Christmas begins
				"2026-12-28T12:00:00Z",
			},
		},
		{
			zone: "America/New_York", holidays: []string{"2026-11-26"},
			in:  []string{"2026-03-09T04:00:00Z", "2026-11-02T05:00:00Z", "2026-11-27T12:00:00Z", "2026-11-21T04:59:59Z"},
			out: []string{"2026-03-09T03:59:59Z", "2026-11-02T04:59:59Z", "2026-11-26T05:00:00Z", "2026-11-21T05:00:00Z"},
		},
		{
			zone: "Australia/Lord_Howe", // summer time is half an hour
			in:   []string{"2026-10-04T13:00:00Z", "2026-04-05T13:30:00Z"},
			out:  []string{"2026-10-04T12:59:59Z", "2026-04-05T13:29:59Z"},
		},
		{
			zone: "Pacific/Apia",
			in:   []string{"2011-12-29T22:00:00Z", "2026-11-22T11:00:00Z"}, // Thursday 29; Monday begins on UTC's Sunday
			out:  []string{"2011-12-30T10:00:00Z", "2026-11-22T10:59:59Z"}, // from Thursday straight to Saturday 31
		},
		{
			zone: "Asia/Kathmandu", days: sunThu,
			in:  []string{"2026-11-21T18:15:00Z", "2026-11-26T18:14:59Z"}, // Sunday begins; Thursday ends
			out: []string{"2026-11-21T18:14:59Z", "2026-11-26T18:15:00Z"},
		},
		{
			zone: "Africa/Cairo", days: sunThu,
			in:  []string{"2026-04-23T21:59:59Z", "2026-11-01T12:00:00Z"},
			out: []string{"2026-04-23T22:00:00Z", "2026-10-30T12:00:00Z"}, // Friday begins in the gap
		},
	} {
		h := weekdaysIn(t, c.zone, c.holidays...)
		if c.days != [7]bool{} {
			h.WorkDays = c.days
		}
		check := func(instants []string, want bool) {
			for _, s := range instants {
				at, err := time.Parse(time.RFC3339, s)
				if err != nil {
					t.Fatal(err)
				}
				if got := h.Working(h.Today(at)); got != want {
					t.Errorf("%s: %s (%s) is a business day: %v, want %v", c.zone, s, at.In(h.Zone).Format(time.RFC1123), got, want)
				}
			}
		}
		check(c.in, true)
		check(c.out, false)
	}
}

func TestTheNthBusinessDay(t *testing.T) {
	h := weekdaysIn(t, "UTC", "2026-12-25", "2026-12-26", "2027-01-01")
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-11-20", 0, "2026-11-20"}, // a Friday is itself
		{"2026-11-21", 0, "2026-11-23"}, // a Saturday is the Monday
		{"2026-12-25", 0, "2026-12-28"},
		{"2026-11-20", -3, "2026-11-20"},
		{"2026-11-20", 1, "2026-11-23"},
		{"2026-11-21", 1, "2026-11-23"},
		{"2026-11-20", 5, "2026-11-27"},
		{"2026-12-24", 1, "2026-12-28"}, // over Christmas and the weekend
		{"2026-12-24", 5, "2027-01-04"}, // New Year's Day is met on the way
		{"2026-11-20", 250, "2027-11-09"},
	} {
		if got := h.Add(day(t, c.from), c.n); got.String() != c.want {
			t.Errorf("Add(%s, %d) = %v, want %s", c.from, c.n, got, c.want)
		}
	}
}

func anyHours(rt *rapid.T) Hours {
	h := Hours{Zone: time.UTC, Holidays: map[Date]bool{}}
	for i := range h.WorkDays {
		h.WorkDays[i] = rapid.Bool().Draw(rt, "works")
	}
	for range rapid.IntRange(0, 30).Draw(rt, "holidays") {
		h.Holidays[anyDay(rt)] = rapid.IntRange(0, 9).Draw(rt, "not really") > 0
	}
	return h
}

func anyDay(rt *rapid.T) Date {
	return Date{2026, 1, 1}.Add(rapid.IntRange(0, 200).Draw(rt, "day"))
}

func TestCountingByWeeksIsCountingDayByDay(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		h, from, to := anyHours(rt), anyDay(rt), anyDay(rt)
		n := 0
		for d := from.Add(1); !d.After(to); d = d.Add(1) {
			if h.Working(d) {
				n++
			}
		}
		if got := h.Between(from, to); got != n {
			rt.Fatalf("Between(%v, %v) = %d, want %d", from, to, got, n)
		}
	})
}

func TestAddAndBetweenAreInverse(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		h, d, n := anyHours(rt), anyDay(rt), rapid.IntRange(1, 400).Draw(rt, "n")
		to := h.Add(d, n)
		if !h.Working(to) {
			rt.Fatalf("Add(%v, %d) = %v, which is no business day", d, n, to)
		}
		if got := h.Between(d, to); got != n {
			rt.Fatalf("Between(%v, %v) = %d, want %d", d, to, got, n)
		}
		if before := h.Between(d, to.Add(-1)); before != n-1 {
			rt.Fatalf("%v was reached a day earlier", to)
		}
	})
}

func TestACalendarWithoutWorkDaysIsRefusedAndNeverHangs(t *testing.T) {
	if _, err := NewHours(time.UTC, [7]bool{}, nil); KindOf(err) != Invalid {
		t.Errorf("NewHours without work days: %v, want Invalid", err)
	}
	var h Hours
	if got := h.Add(day(t, "2026-11-20"), 3); got.String() != "2026-11-23" {
		t.Errorf("a calendar without work days counts every day; got %v", got)
	}
	if h.Today(time.Date(2026, 11, 20, 23, 0, 0, 0, time.UTC)) != day(t, "2026-11-20") {
		t.Error("no zone must mean UTC")
	}
}

func TestWorkDaysAreReadWithMondayAsOne(t *testing.T) {
	for s, want := range map[string]string{
		"1-5": "-MTWTF-", "1,2,3,7": "SMTW---", "7": "S------", "7-4": "SMTWT--", " 1 - 3 , 5 ": "-MTW-F-", "1-7": "SMTWTFS", "6-6": "------S",
	} {
		days, err := ParseWorkDays(s)
		got := []byte("SMTWTFS")
		for i, on := range days {
			if !on {
				got[i] = '-'
			}
		}
		if err != nil || string(got) != want {
			t.Errorf("ParseWorkDays(%q) = %s, %v; want %s", s, got, err, want)
		}
	}
	for _, bad := range []string{"", "0", "8", "1-8", "Mo-Fr", "1,,2", "1-2-3", "-1"} {
		if _, err := ParseWorkDays(bad); KindOf(err) != Invalid || !strings.Contains(Sentence(err), "1-5") {
			t.Errorf("ParseWorkDays(%q): %v; want Invalid that says how to write it", bad, err)
		}
	}
}

func TestHolidaysAreReadFromAListOrAFile(t *testing.T) {
	for _, s := range []string{
		"2026-12-25,2027-01-01",
		" 2026-12-25 , 2027-01-01, ",
		"\ufeff# our holidays\r\n2026-12-25 # Christmas\r\n\r\n2027-01-01\r\n",
	} {
		got, err := ParseHolidays(s)
		if err != nil || len(got) != 2 || !got[day(t, "2026-12-25")] || !got[day(t, "2027-01-01")] {
			t.Errorf("ParseHolidays(%q) = %v, %v", s, got, err)
		}
	}
	if got, err := ParseHolidays(""); err != nil || len(got) != 0 {
		t.Errorf("no holidays: %v, %v", got, err)
	}
	_, err := ParseHolidays("2026-12-25\n25.12.2027\n")
	if KindOf(err) != Invalid || !strings.Contains(Sentence(err), "Line 2") || !strings.Contains(Sentence(err), "2026-12-25") {
		t.Errorf("a bad holiday must be named with its line and what is allowed: %v", err)
	}
}

func BenchmarkHoursBetween(b *testing.B) {
	h := weekdaysIn(b, "UTC")
	for y := 2024; y < 2030; y++ {
		for m := time.January; m <= time.December; m++ {
			h.Holidays[Date{y, m, 1}] = true
		}
	}
	from, near, far := Date{2026, 1, 5}, Date{2026, 1, 29}, Date{2029, 6, 1}
	b.Run("weeks", func(b *testing.B) {
		for b.Loop() {
			h.Between(from, near)
		}
	})
	b.Run("years", func(b *testing.B) {
		for b.Loop() {
			h.Between(from, far)
		}
	})
}
