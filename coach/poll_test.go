package coach

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

var monToFri = Hours{WorkDays: [7]bool{1: true, 2: true, 3: true, 4: true, 5: true}}

func dateIn(s string) Date {
	d, err := ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestAFileIsLookedAtAgainInThreeMonthsOnABusinessDay(t *testing.T) {
	for today, want := range map[string]string{
		"2026-11-19": "2027-02-19", // a Friday
		"2026-11-20": "2027-02-22", // the 20th is a Saturday
		"2026-11-30": "2027-03-01", // February has no 30th, and its last is a Sunday
		"2026-12-31": "2027-03-31",
		"2027-11-30": "2028-02-29",
		"2026-01-15": "2026-04-15",
	} {
		if got := revisitOn(dateIn(today), monToFri); got != dateIn(want) {
			t.Errorf("from %s: %s, want %s", today, got, want)
		}
	}
}

func TestAPollClosesFiveBusinessDaysLaterAtTheSameTime(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	h := monToFri
	h.Zone, h.Holidays = berlin, map[Date]bool{dateIn("2026-11-24"): true}
	opened := time.Date(2026, 11, 19, 10, 30, 45, 0, berlin)
	if got, want := closesAt(opened, h), time.Date(2026, 11, 27, 10, 30, 0, 0, berlin); !got.Equal(want) {
		t.Errorf("it closes %s, want %s", got, want)
	}
	beforeChange := time.Date(2026, 10, 21, 9, 0, 0, 0, berlin) // the clocks go back on the 25th
	if got, want := closesAt(beforeChange, h), time.Date(2026, 10, 28, 9, 0, 0, 0, berlin); !got.Equal(want) {
		t.Errorf("it closes %s, want %s", got, want)
	}
}

// Whatever the zone and the hour, nobody is written to in their quiet hours or on a
// free day, and nobody waits longer than they have to.
func TestNobodyIsAskedInQuietHoursOrOnAFreeDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone := rapid.SampledFrom([]string{"Europe/Berlin", "America/New_York", "Asia/Tokyo", "Pacific/Auckland", "Asia/Kathmandu", "UTC"}).Draw(t, "zone")
		quiet := Quiet{Clock(rapid.IntRange(0, 1439).Draw(t, "from")), Clock(rapid.IntRange(0, 1439).Draw(t, "until"))}
		now := time.Date(2026, 10, 20, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 60*24*60).Draw(t, "minutes")) * time.Minute)
		c := New(nil, Options{WorkDays: monToFri.WorkDays, Holidays: map[Date]bool{dateIn("2026-11-02"): true}, Zone: time.UTC, Quiet: quiet})
		p := Rep{Zone: zone}
		at := c.reachable(p, now)
		free := func(t time.Time) bool {
			return c.Hours(p).Working(c.Hours(p).Today(t)) && !quiet.At(t, c.Hours(p).zone())
		}
		if at.Before(now) || !free(at) {
			t.Fatalf("at %s they get what was written at %s", at, now)
		}
		for earlier := now; earlier.Before(at); earlier = earlier.Add(15 * time.Minute) {
			if free(earlier) {
				t.Fatalf("they get it at %s, and could have had it at %s", at, earlier)
			}
		}
	})
}

func TestEveryDealThatIsLeftOutOfAPollHasItsReason(t *testing.T) {
	dead := Cadence{DeadLead: true}
	deal := Deal{RepID: "U1", SentOn: dateIn("2026-09-01"), Tally: Tally{LastOn: dateIn("2026-10-01")}}
	for _, c := range []struct {
		what  string
		asked Asked
		deal  Deal
		cad   Cadence
		rep   Rep
		want  Unasked
	}{
		{"a candidate", Asked{}, deal, dead, Rep{}, toBeAskedAbout},
		{"no candidate", Asked{}, deal, Cadence{}, Rep{}, notInQuestion},
		{"another rep's", Asked{RepID: "U2"}, deal, dead, Rep{}, notInQuestion},
		{"the rep's", Asked{RepID: "U1"}, deal, dead, Rep{}, toBeAskedAbout},
		{"nobody's", Asked{}, Deal{RepName: "Kim"}, dead, Rep{}, NobodyToAsk},
		{"of somebody who left", Asked{}, deal, dead, Rep{Deleted: true}, RepHasLeft},
		{"touched 49 days ago", Asked{Days: 49}, deal, dead, Rep{}, toBeAskedAbout},
		{"… which is not 50", Asked{Days: 50}, deal, dead, Rep{}, TouchedInDays},
	} {
		if got := c.asked.leavesOut(c.deal, c.cad, c.rep, c.asked.since(dateIn("2026-11-19"))); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

func TestWhatChangedSinceItWasCalledDeadIsLeftAlone(t *testing.T) {
	today := dateIn("2026-11-19")
	v := Vote{RepID: "U1", Choice: CalledDead, Touches: 3}
	deal := func(change func(*Deal)) Deal {
		d := Deal{ID: "d1", RepID: "U1", Stage: Open, Tally: Tally{Touches: 3}}
		change(&d)
		return d
	}
	for want, d := range map[Fate]Deal{
		FileClosed:  deal(func(d *Deal) { d.SnoozedUntil, d.PausedUntil = today.Add(3), today }),
		LeftEnded:   deal(func(d *Deal) { d.Stage = Won }),
		LeftTouched: deal(func(d *Deal) { d.Tally.Touches = 4 }),
		LeftAsleep:  deal(func(d *Deal) { d.PausedUntil = today.Add(1) }),
		LeftMoved:   deal(func(d *Deal) { d.RepID = "U2" }),
		LeftGone:    {},
	} {
		if got := v.fate(d, today); got != want {
			t.Errorf("%q, want %q: %+v", got, want, d)
		}
	}
}
