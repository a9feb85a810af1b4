package coach

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// sentDeal is an open deal sent on Monday 2 November 2026, with these touches.
func sentDeal(touches ...Touch) Deal {
	sent := Date{2026, 11, 2}
	return Deal{ID: "d1", Account: "Acme", Stage: Open, SentOn: sent, Tally: Count(sent, touches)}
}

func noon(d Date) time.Time { return time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, time.UTC) }

func TestWhenAFollowupIsDue(t *testing.T) {
	h := weekdaysIn(t, "UTC", "2026-11-11")
	call := func(on int) Touch { return touchOn(on, Call, NoAnswer) }
	for _, c := range []struct {
		name  string
		deal  Deal
		today int // of November 2026
		want  Cadence
	}{
		{
			"sent today", sentDeal(), 2,
			Cadence{Step: 1, DueOn: Date{2026, 11, 5}},
		},
		{
			"three business days later", sentDeal(), 5,
			Cadence{Step: 1, DueOn: Date{2026, 11, 5}, Due: true, SentAgo: 3, Quiet: 3},
		},
		{
			"overdue counts business days only", sentDeal(), 12,
			Cadence{Step: 1, DueOn: Date{2026, 11, 5}, Due: true, Overdue: 4, SentAgo: 7, Quiet: 7},
		},
		{
			"the second gap is five, over a holiday", sentDeal(call(5)), 13,
			Cadence{Followups: 1, Silence: 1, Step: 2, DueOn: Date{2026, 11, 13}, Due: true, SentAgo: 8, Quiet: 5},
		},
		{
			"a reply starts the clock again and the ball is ours", sentDeal(call(5), touchOn(9, Email, Replied)), 10,
			Cadence{Followups: 1, Step: 2, DueOn: Date{2026, 11, 17}, SentAgo: 6, Quiet: 1, BallOurs: true},
		},
		{
			"four made: none comes next, and nobody answered", sentDeal(call(3), call(4), call(5), call(6)), 30,
			Cadence{Followups: 4, Silence: 4, SentAgo: 19, Quiet: 15, Stalled: true, DeadLead: true, Decide: true},
		},
		{
			"four made, but they talked: no dead lead", sentDeal(call(3), call(4), call(5), touchOn(6, Call, Reached)), 19,
			Cadence{Followups: 4, SentAgo: 12, Quiet: 8},
		},
		{
			"snoozed until tomorrow", with(sentDeal(), func(d *Deal) { d.SnoozedUntil = Date{2026, 11, 7} }), 6,
			Cadence{Step: 1, DueOn: Date{2026, 11, 5}, Snoozed: true, SentAgo: 4, Quiet: 4},
		},
		{
			"a snooze is over on its day", with(sentDeal(), func(d *Deal) { d.SnoozedUntil = Date{2026, 11, 6} }), 6,
			Cadence{Step: 1, DueOn: Date{2026, 11, 5}, Due: true, Overdue: 1, SentAgo: 4, Quiet: 4},
		},
		{
			"paused: neither due nor stalled nor dead", with(sentDeal(call(3)), func(d *Deal) { d.PausedUntil = Date{2027, 1, 15} }), 30,
			Cadence{Followups: 1, Silence: 1, Step: 2, DueOn: Date{2026, 11, 10}, Paused: true, SentAgo: 19, Quiet: 18},
		},
		{
			"won: nothing is due", with(sentDeal(), func(d *Deal) { d.Stage = Won }), 30,
			Cadence{Step: 1, SentAgo: 19, Quiet: 19},
		},
		{
			"they said stop", sentDeal(touchOn(3, Email, OptedOut)), 9,
			Cadence{Step: 1, SentAgo: 5, Quiet: 4},
		},
		{
			"not sent, never touched: no clock", Deal{ID: "d1", Stage: Open}, 30,
			Cadence{Step: 1},
		},
		{
			"not sent, but touched: it can stall", with(Deal{ID: "d1", Stage: Open}, func(d *Deal) { d.Tally = Count(Date{}, []Touch{call(3)}) }), 18,
			Cadence{Step: 1, Quiet: 10, Stalled: true},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			today := Date{2026, 11, c.today}
			c.want.Today, c.want.Target = today, 4
			if diff := cmp.Diff(c.want, DefaultRules().Cadence(c.deal, h, noon(today))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func with(d Deal, change func(*Deal)) Deal {
	change(&d)
	return d
}

func TestADealQuietForThreeTimesTheLimitIsADeadLeadCandidate(t *testing.T) {
	h, d := weekdaysIn(t, "UTC"), sentDeal()
	for n, want := range map[int]bool{29: false, 30: true} {
		if got := DefaultRules().Cadence(d, h, noon(h.Add(d.SentOn, n))); got.DeadLead != want {
			t.Errorf("dead lead after %d quiet business days: %v, want %v", n, got.DeadLead, want)
		}
	}
}

func TestTheSameDatesGiveTheSameAnswerInEveryZone(t *testing.T) {
	zones := []string{"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu", "Africa/Cairo"}
	rapid.Check(t, func(rt *rapid.T) {
		d, today := anyDeal(rt), anyToday(rt)
		clock := rapid.IntRange(0, 24*60-1).Draw(rt, "minute")
		var want Cadence
		for i, name := range zones {
			h := weekdaysIn(t, name, "2026-11-11", "2026-12-25")
			now := today.In(h.Zone).Add(time.Duration(clock) * time.Minute)
			if h.Today(now) != today {
				continue // the day was short
			}
			got := DefaultRules().Cadence(d, h, now)
			if i == 0 {
				want = got
			} else if got != want && want.Target != 0 {
				rt.Fatalf("%s: %s", name, cmp.Diff(want, got))
			}
		}
	})
}

func anyDeal(rt *rapid.T) Deal {
	d := Deal{ID: rapid.StringMatching("d[0-9]{4}").Draw(rt, "id"), SentOn: anySentOn(rt)}
	d.Stage = rapid.SampledFrom([]Stage{Open, Open, Open, Won, Dead}).Draw(rt, "stage")
	d.Tally = Count(d.SentOn, anyTouches(rt))
	if rapid.IntRange(0, 4).Draw(rt, "sleeps") == 0 {
		d.SnoozedUntil = anyToday(rt)
	}
	if rapid.IntRange(0, 4).Draw(rt, "pauses") == 0 {
		d.PausedUntil = anyToday(rt)
	}
	return d
}

func anyToday(rt *rapid.T) Date {
	return Date{2026, 11, 1}.Add(rapid.IntRange(0, 80).Draw(rt, "today"))
}

func anyRules(rt *rapid.T) Rules {
	return Rules{
		Target:       rapid.IntRange(1, 8).Draw(rt, "target"),
		Gaps:         rapid.SliceOfN(rapid.IntRange(1, 20), 1, 5).Draw(rt, "gaps"),
		StalledAfter: rapid.IntRange(1, 20).Draw(rt, "stalled"),
	}
}

func TestWhatHoldsForEveryCadence(t *testing.T) {
	h := weekdaysIn(t, "UTC", "2026-11-11", "2026-12-25")
	rapid.Check(t, func(rt *rapid.T) {
		r, d, today := anyRules(rt), anyDeal(rt), anyToday(rt)
		if err := r.Validate(); err != nil {
			rt.Fatal(err)
		}
		c := r.Cadence(d, h, noon(today))
		switch {
		case !c.DueOn.IsZero() && !h.Working(c.DueOn):
			rt.Fatalf("due on %v, no business day", c.DueOn)
		case c.Due && (c.Followups >= r.Target || c.Paused || c.Snoozed || d.Stage != Open || !d.Sent() || d.Tally.OptedOut):
			rt.Fatalf("due though it must not be: %+v", c)
		case c.Overdue > 0 && !c.Due && !c.Woke():
			rt.Fatalf("overdue and not due: %+v", c)
		case d.Stage != Open && (c.Stalled || c.DeadLead || c.BallOurs || !c.DueOn.IsZero()):
			rt.Fatalf("a closed deal wants something: %+v", c)
		case c.Woke() && (c.Paused || c.Snoozed || d.Tally.OptedOut || !h.Working(c.WokeOn) || c.WokeOn.After(today)):
			rt.Fatalf("back though it must not be: %+v", c)
		case c.Decide && (c.Due || c.Followups < r.Target || !c.Stalled):
			rt.Fatalf("a decision though there is a follow-up: %+v", c)
		case c.Wants() && c.For() == DueDecision:
			rt.Fatalf("a decision is nudged as a follow-up: %+v", c)
		case c.Paused && (c.Stalled || c.DeadLead):
			rt.Fatalf("a paused deal is stalled: %+v", c)
		}
	})
}

func TestADueDealStaysDueUntilSomebodyActs(t *testing.T) {
	h := weekdaysIn(t, "UTC", "2026-11-11", "2026-12-25")
	rapid.Check(t, func(rt *rapid.T) {
		r, d, today := anyRules(rt), anyDeal(rt), anyToday(rt)
		before := r.Cadence(d, h, noon(today))
		after := r.Cadence(d, h, noon(today.Add(rapid.IntRange(0, 60).Draw(rt, "later"))))
		if before.DueOn != after.DueOn || before.Due && !after.Due || before.Woke() && !after.Woke() || before.Stalled && !after.Stalled ||
			before.DeadLead && !after.DeadLead || after.Overdue < before.Overdue || after.Quiet < before.Quiet {
			rt.Fatalf("time took something back:\n%+v\n%+v", before, after)
		}
	})
}

func TestATouchNeverMakesADealDueEarlier(t *testing.T) {
	h := weekdaysIn(t, "UTC", "2026-11-11", "2026-12-25")
	rapid.Check(t, func(rt *rapid.T) {
		r, d, touches := anyRules(rt), Deal{ID: "d1", Stage: Open, SentOn: anySentOn(rt)}, anyTouches(rt)
		slices.Sort(r.Gaps) // gaps that shrink are somebody's wish
		d.Tally = Count(d.SentOn, touches)
		now := noon(Date{2026, 12, 24})
		before := r.Cadence(d, h, now)
		extra := touchOn(rapid.IntRange(1, 30).Draw(rt, "day"), Call, rapid.SampledFrom(Outcomes).Draw(rt, "outcome"))
		extra.ID = "extra"
		d.Tally = Count(d.SentOn, append(touches, extra))
		if after := r.Cadence(d, h, now); !after.DueOn.IsZero() && after.DueOn.Before(before.DueOn) {
			rt.Fatalf("due on %v, and with one touch more on %v", before.DueOn, after.DueOn)
		}
	})
}

func TestTheMostUrgentDealsComeFirst(t *testing.T) {
	due := func(id string, ours bool, overdue int, amount int64) Due {
		return Due{Deal{ID: id, Amount: Money{amount, "USD"}}, Cadence{BallOurs: ours, Overdue: overdue, Due: true}}
	}
	want := []Due{
		due("reply", true, 0, 0), due("late", false, 9, 100), due("big", false, 2, 900_000), due("a", false, 2, 100), due("b", false, 2, 100),
	}
	want[2].Deal.Amount = Money{9_000, "JPY"} // nine thousand of something
	rapid.Check(t, func(rt *rapid.T) {
		got := rapid.Permutation(want).Draw(rt, "order")
		SortDue(got)
		if diff := cmp.Diff(want, got); diff != "" {
			rt.Fatal(diff)
		}
	})
}

func TestWhatADealWantsToday(t *testing.T) {
	for _, c := range []struct {
		c    Cadence
		want bool
	}{
		{Cadence{}, false}, {Cadence{Due: true}, true}, {Cadence{BallOurs: true}, true},
		{Cadence{BallOurs: true, Snoozed: true}, false}, {Cadence{BallOurs: true, Paused: true}, false},
	} {
		if got := c.c.Wants(); got != c.want {
			t.Errorf("%+v wants something: %v", c.c, got)
		}
	}
}

func TestRulesThatMakeNoRhythmAreRefusedInWords(t *testing.T) {
	if err := DefaultRules().Validate(); err != nil {
		t.Errorf("the default rules: %v", err)
	}
	for _, r := range []Rules{
		{}, {Target: 4, StalledAfter: 10}, {Target: 0, Gaps: []int{3}, StalledAfter: 10}, {Target: 51, Gaps: []int{3}, StalledAfter: 10},
		{Target: 4, Gaps: []int{3, 0}, StalledAfter: 10}, {Target: 4, Gaps: []int{3}, StalledAfter: 0}, {Target: 4, Gaps: []int{251}, StalledAfter: 9},
	} {
		if err := r.Validate(); KindOf(err) != Invalid || !strings.ContainsFunc(Sentence(err), unicode.IsDigit) {
			t.Errorf("%+v: %v; want Invalid that says what is allowed", r, err)
		}
	}
}

func TestGapsAreReadAndTheLastOneRepeats(t *testing.T) {
	gaps, err := ParseGaps(" 3,5 ,8,13")
	if err != nil || !slices.Equal(gaps, []int{3, 5, 8, 13}) {
		t.Fatalf("ParseGaps: %v, %v", gaps, err)
	}
	r := Rules{Gaps: gaps}
	for step, want := range map[int]int{0: 3, 1: 3, 2: 5, 4: 13, 5: 13, 99: 13} {
		if got := r.Gap(step); got != want {
			t.Errorf("the gap before follow-up %d is %d, want %d", step, got, want)
		}
	}
	for _, bad := range []string{"", "3,", "0", "-1", "3;5", "3.5", "251", strings.Repeat("3,", 50) + "3"} {
		if got, err := ParseGaps(bad); KindOf(err) != Invalid {
			t.Errorf("ParseGaps(%q) = %v, %v; want Invalid", bad, got, err)
		}
	}
}

func BenchmarkCadence(b *testing.B) {
	h, r := weekdaysIn(b, "Europe/Berlin", "2026-11-11", "2026-12-25", "2026-12-26", "2027-01-01"), DefaultRules()
	d, now := sentDeal(touchOn(5, Call, NoAnswer)), noon(Date{2027, 2, 1})
	b.ReportAllocs()
	for b.Loop() {
		r.Cadence(d, h, now)
	}
}
