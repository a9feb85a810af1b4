package coach

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func ofFirm(id string, dollars int64, quiet int, stalled bool) Due {
	return Due{
		Deal:    Deal{ID: id, Account: "Firm " + id, Amount: Money{Minor: dollars * 100, Currency: "USD"}, SentOn: Date{2026, 10, 1}, Stage: Open},
		Cadence: Cadence{Quiet: quiet, Stalled: stalled, Target: 4},
	}
}

func TestADigestIsTheStalledDealsByWorthAndTheSumOfTheTeam(t *testing.T) {
	unsent, silenced, due := ofFirm("a", 900, 40, true), ofFirm("b", 800, 40, true), ofFirm("c", 700, 4, false)
	unsent.Deal.SentOn, silenced.Deal.Tally.OptedOut, due.Cadence.Due = Date{}, true, true
	desks := []desk{
		{rep: Rep{ID: "U1", RealName: "Dana"}, deals: []Due{unsent, silenced, due, ofFirm("d", 50, 12, true)}, followed: Followed{Now: Twice{3, 1}}, day: DayTouches{4, 1}},
		{rep: Rep{ID: "U2", RealName: "Otto"}, deals: []Due{ofFirm("f", 60, 11, true), ofFirm("e", 60, 30, true)}, followed: Followed{Now: Twice{2, 2}}, day: DayTouches{1, 0}},
	}
	stalled, n := digestOf(desks)
	var order []string
	for _, s := range stalled {
		order = append(order, s.DealID+" "+s.RepName)
	}
	if want := []string{"e Otto", "f Otto", "d Dana"}; !cmp.Equal(order, want) {
		t.Errorf("stalled: %v, want %v", order, want)
	}
	want := Numbers{Reps: 2, Open: 5, Due: 1, Stalled: 3, AtRisk: []Money{{17_000, "USD"}}, Twice: Twice{5, 3}, Touches: 5, Replies: 1}
	if !cmp.Equal(n, want) {
		t.Error(cmp.Diff(want, n))
	}
}

func TestADigestIsDueFromItsHourForFourHoursOfABusinessDay(t *testing.T) {
	berlin := zoneOf(t, "Europe/Berlin")
	h := Hours{Zone: berlin, WorkDays: [7]bool{1: true, 2: true, 3: true, 4: true, 5: true}, Holidays: map[Date]bool{{2026, 11, 26}: true}}
	for when, want := range map[string]bool{
		"2026-11-23 08:59": false, "2026-11-23 09:00": true, "2026-11-23 12:59": true, // Monday
		"2026-11-22 10:00": false, // Sunday
		"2026-11-26 10:00": false, // a holiday
	} {
		now, err := time.ParseInLocation("2006-01-02 15:04", when, berlin)
		day, until, due := digestDue(Clock(9*60), h, now)
		if err != nil || due != want || due && (day != DateOf(now, berlin) || until.In(berlin).Hour() != 13) {
			t.Errorf("%s: %v until %s, want %v", when, due, until, want)
		}
	}
	late := time.Date(2026, 11, 23, 22, 30, 0, 0, berlin)
	if _, until, due := digestDue(Clock(22*60), h, late); !due || !until.Equal(time.Date(2026, 11, 24, 0, 0, 0, 0, berlin)) {
		t.Errorf("a late digest may come until %s, want midnight", until)
	}
}

// A channel takes a message a second. Whoever sends more than that waits, and lets what
// is due elsewhere wait as well.
func TestTheThreadOfADigestLeavesAChannelTimeToBreathe(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	p := Post{Key: "digest/C1/2026-11-23", To: "C1", NotAfter: now.Add(4 * time.Hour)}
	for deals, want := range map[int]int{0: 0, digestShows: 0, digestShows + 1: 1, restShows + 1: 2, 10_000: mostRest} {
		posts, err := restOfDigest(p, Digest{Stalled: make([]Stalled, deals)}, now)
		if err != nil || len(posts) != want {
			t.Fatalf("%d deals: %d messages, want %d (%v)", deals, len(posts), want, err)
		}
		above := p.Key
		for i, post := range posts {
			if post.Thread != above || post.NextAt.Before(now.Add(time.Duration(i)*2*time.Second)) || !post.NextAt.Before(post.NotAfter) {
				t.Errorf("%d deals, message %d: %+v", deals, i+1, post)
			}
			above = post.Key
		}
	}
}

// Whatever the zone and the hour, looking every few minutes through a year finds each
// business day due, and no other.
func TestEveryBusinessDayOfAYearHasItsDigest(t *testing.T) {
	zones := []string{"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu", "Africa/Cairo"}
	rapid.Check(t, func(rt *rapid.T) {
		zone := zoneOf(t, rapid.SampledFrom(zones).Draw(rt, "zone"))
		clock := Clock(rapid.IntRange(0, 24*60-1).Draw(rt, "clock"))
		h := Hours{Zone: zone, WorkDays: [7]bool{1: true, 2: true, 3: true, 4: true, 5: true}}
		seen := map[Date]bool{}
		first, last := time.Date(2026, 1, 1, 12, 0, 0, 0, zone), time.Date(2026, 12, 31, 12, 0, 0, 0, zone)
		for now := first; now.Before(last); now = now.Add(13 * time.Minute) {
			if day, until, due := digestDue(clock, h, now); due && now.Before(until) {
				seen[day] = true
			}
		}
		for d := DateOf(first, zone).Add(1); d.Before(DateOf(last, zone)); d = d.Add(1) {
			if end := clock >= 24*60-13; !end && seen[d] != h.Working(d) {
				rt.Fatalf("%s %s in %s: due %v, working %v", d, clock, zone, seen[d], h.Working(d))
			}
		}
	})
}
