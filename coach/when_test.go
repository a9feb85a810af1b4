package coach

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// wednesday is the today of these tests: 18 November 2026.
var wednesday = Date{2026, 11, 18}

func TestDatesInWords(t *testing.T) {
	h := weekdaysIn(t, "UTC", "2026-11-23", "2026-12-01") // a Monday and a Tuesday off
	for _, c := range []struct{ said, ahead, back string }{
		{"2026-12-05", "2026-12-05", "2026-12-05"},
		{"2026/12/05", "2026-12-05", "2026-12-05"},
		{"5.12.", "2026-12-05", "2025-12-05"},
		{"5.12.2026", "2026-12-05", "2026-12-05"},
		{"05.12.26", "2026-12-05", "2026-12-05"},
		{"12 Jan", "2027-01-12", "2026-01-12"},
		{"Jan 12", "2027-01-12", "2026-01-12"},
		{"1 Nov", "2027-11-01", "2026-11-01"},
		{"18 nov", "2026-11-18", "2026-11-18"}, // today, both ways
		{"12 January 2027", "2027-01-12", "2027-01-12"},
		{"January 12th, 2027", "2027-01-12", "2027-01-12"},
		{"12. Sept.", "2027-09-12", "2026-09-12"},
		{"12-Jan-2027", "2027-01-12", "2027-01-12"},
		{"29 Feb", "2028-02-29", "2024-02-29"},
		{"25/12", "2026-12-25", "2025-12-25"},
		{"12/25/2026", "2026-12-25", "2026-12-25"},
		{"3/3", "2027-03-03", "2026-03-03"},
		{"Sat 5 Dec", "2026-12-05", ""},
		{"Saturday, 5 December 2026", "2026-12-05", "2026-12-05"},
		{"today", "2026-11-18", "2026-11-18"},
		{"TOMORROW", "2026-11-19", "2026-11-19"},
		{"yesterday", "2026-11-17", "2026-11-17"},
		{"Friday", "2026-11-20", "2026-11-13"},
		{"until “Friday”", "2026-11-20", "2026-11-13"},
		{"until\u00a0Fri", "2026-11-20", "2026-11-13"},
		{"wed", "2026-11-25", "2026-11-11"}, // never today
		{"this friday", "2026-11-20", "2026-11-20"},
		{"next Monday", "2026-11-23", "2026-11-23"}, // Monday comes in the next week only
		{"last Friday", "2026-11-13", "2026-11-13"},
		{"3d", "2026-11-24", ""}, // Thu, Fri, Tue: Monday is off
		{"3 days", "2026-11-24", ""},
		{"in 3 days", "2026-11-24", ""},
		{"in three business days", "2026-11-24", ""},
		{"2w", "2026-12-02", ""},
		{"in 2 weeks", "2026-12-02", ""},
		{"a week", "2026-11-25", ""},
		{"in a month", "2026-12-18", ""},
		{"3 days ago", "2026-11-15", "2026-11-15"},
		{"2w ago", "2026-11-04", "2026-11-04"},
		{"a month ago", "2026-10-18", "2026-10-18"},
		{"next week", "2026-11-24", "2026-11-24"},
		{"next month", "2026-12-02", "2026-12-02"},
		{"by 12 jan", "2027-01-12", "2026-01-12"},
	} {
		for look, want := range map[Look]string{Ahead: c.ahead, Back: c.back} {
			got, err := ParseWhen(c.said, wednesday, h, look)
			if got.String() != want || (err == nil) != (want != "") {
				t.Errorf("%q looking %d is %q, %v; want %q", c.said, look, got, err, want)
			}
		}
	}
}

func TestWhatIsNoDateIsRefusedWithAWayToSayIt(t *testing.T) {
	h := weekdaysIn(t, "UTC")
	for said, hint := range map[string]string{
		"":                 "Say a date",
		"   ":              "Say a date",
		"until":            "I can't read",
		"soon":             "I can't read “soon”",
		"3/4":              "Write 3 Apr or 4 Mar",
		"3/4/2027":         "Write 3 Apr or 4 Mar",
		"next Friday":      "Fri 20 Nov to some people and Fri 27 Nov to others",
		"last Monday":      "Mon 16 Nov to some people and Mon 9 Nov to others",
		"31 Nov":           "November has only 30 days",
		"30 Feb":           "February has only 29 days",
		"29.2.2027":        "February 2027 has only 28 days",
		"2026-13-01":       "I can't read",
		"2026-11-31":       "November 2026 has only 30 days",
		"Monday 5 Dec":     "is a Saturday",
		"5 Dec 26":         "I can't read",
		"5.12":             "I can't read",
		"12":               "I can't read",
		"0d":               "I can't read",
		"-3d":              "I can't read",
		"3x":               "I can't read",
		"January":          "I can't read",
		"2206-01-01":       "more than 20 years away",
		"999 years":        "more than 20 years away",
		"in 3 days 2":      "I can't read",
		"32 Jan":           "I can't read",
		"Jan Jan":          "I can't read",
		"12 13 2026":       "I can't read",
		"3d; DROP TABLE x": "I can't read",
		"٣d":               "I can't read",
	} {
		got, err := ParseWhen(said, wednesday, h, Ahead)
		if KindOf(err) != Invalid || !got.IsZero() || !strings.Contains(Sentence(err), hint) {
			t.Errorf("%q is %v, %q; want a sentence with %q", said, got, Sentence(err), hint)
		}
	}
	if _, err := ParseWhen("3d", wednesday, h, Back); !strings.Contains(Sentence(err), "3 days ago") {
		t.Errorf("3d in the past: %v", err)
	}
}

func TestADateIsCutOffTheEndOfALine(t *testing.T) {
	h := weekdaysIn(t, "UTC")
	for _, c := range []struct {
		line   string
		look   Look
		before string
		date   string
	}{
		{"acme 3d", Ahead, "acme", "2026-11-23"},
		{"acme until Friday", Ahead, "acme", "2026-11-20"},
		{"acme until Friday, 5 February 2027", Ahead, "acme", "2027-02-05"},
		{"acme budget round, back 15 Jan", Ahead, "acme budget round, back", "2027-01-15"},
		{"Acme Corp $40k sent 1 Nov", Back, "Acme Corp $40k sent", "2026-11-01"},
		{"acme in 2 weeks", Ahead, "acme", "2026-12-02"},
		{"acme — next month", Ahead, "acme", "2026-12-01"},
		{"next week", Ahead, "", "2026-11-23"},
		{"acme 2026", Ahead, "acme 2026", ""},
		{"acme", Ahead, "acme", ""},
		{"", Ahead, "", ""},
	} {
		before, d, err := CutWhen(c.line, wednesday, h, c.look)
		if before != c.before || d.String() != c.date || err != nil {
			t.Errorf("%q is %q and %q, %v; want %q and %q", c.line, before, d, err, c.before, c.date)
		}
	}
	if before, d, err := CutWhen("acme 3/4", wednesday, h, Ahead); KindOf(err) != Invalid || before != "acme 3/4" || !d.IsZero() {
		t.Errorf("a line that ends with two dates: %q, %v, %v", before, d, err)
	}
}

func TestADateIsReadBackAsItIsShown(t *testing.T) {
	h := weekdaysIn(t, "UTC")
	rapid.Check(t, func(rt *rapid.T) {
		today := Date{2026, 1, 1}.Add(rapid.IntRange(0, 1500).Draw(rt, "today"))
		d := today.Add(rapid.IntRange(-300, 300).Draw(rt, "off"))
		look := Ahead
		if d.Before(today) {
			look = Back
		}
		layout := rapid.SampledFrom([]string{
			"2006-01-02", "2 Jan", "2 January", "Jan 2", "Mon 2 Jan", "2 January 2006", "Monday, 2 January 2006", "2.1.", "2.1.2006", "02.01.2006",
		}).Draw(rt, "layout")
		if got, err := ParseWhen(d.Format(layout), today, h, look); err != nil || got != d {
			rt.Fatalf("today %v: %q is %v, %v; want %v", today, d.Format(layout), got, err, d)
		}
	})
}

func TestWordsAheadNeverLieBehindAndWordsBackNeverAhead(t *testing.T) {
	h := weekdaysIn(t, "UTC")
	rapid.Check(t, func(rt *rapid.T) {
		today := Date{2026, 1, 1}.Add(rapid.IntRange(0, 1500).Draw(rt, "today"))
		said := rapid.SampledFrom([]string{"friday", "mon", "29 feb", "1 nov", "18 nov", "31.12.", "25/12", "sun"}).Draw(rt, "said")
		if d, err := ParseWhen(said, today, h, Ahead); err != nil || d.Before(today) {
			rt.Fatalf("today %v: %q ahead is %v, %v", today, said, d, err)
		}
		if d, err := ParseWhen(said, today, h, Back); err != nil || d.After(today) {
			rt.Fatalf("today %v: %q back is %v, %v", today, said, d, err)
		}
	})
}

func FuzzParseWhen(f *testing.F) {
	for _, s := range []string{
		"2026-12-05", "5.12.", "12 Jan", "until Friday", "next friday", "in 2 weeks", "3d", "3/4", "a month ago", "Mon 2 Jan 2027", "29.2.", "1-2-3", "”", "999y",
	} {
		f.Add(s)
	}
	h := weekdaysIn(f, "UTC")
	f.Fuzz(func(t *testing.T, s string) {
		for _, look := range []Look{Ahead, Back} {
			d, err := ParseWhen(s, wednesday, h, look)
			if err != nil {
				if KindOf(err) != Invalid || !d.IsZero() {
					t.Fatalf("%q: %v with %v", s, d, err)
				}
				continue
			}
			if again, err := ParseWhen(d.String(), wednesday, h, look); err != nil || again != d {
				t.Fatalf("%q is %v, which is read as %v, %v", s, d, again, err)
			}
		}
		if before, _, _ := CutWhen(s, wednesday, h, Ahead); len(before) > len(s) {
			t.Fatalf("%q grew to %q", s, before)
		}
	})
}
