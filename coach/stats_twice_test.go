package coach

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// Friday, 20 November 2026 is today; the second follow-up is due 8 business days
// after sending (3 and 5).
var twiceToday = Date{2026, 11, 20}

func followedOf(h Hours, deals ...SentDeal) Followed {
	var f Followed
	for _, d := range deals {
		f.take(d, DefaultRules(), h, twiceToday)
	}
	return f
}

func TestFollowedUpAtLeastTwice(t *testing.T) {
	sent := Date{2026, 11, 2} // Monday; its second follow-up was due on Thursday, 12 November
	now, before := Followed{Now: Twice{Due: 1}}, Followed{Before: Twice{Due: 1}}
	made := Followed{Now: Twice{Due: 1, Made: 1}}
	for _, c := range []struct {
		name string
		deal SentDeal
		want Followed
	}{
		{"not made", SentDeal{SentOn: sent}, now},
		{"made", SentDeal{SentOn: sent, SecondOn: Date{2026, 11, 9}}, made},
		{"made late, but made", SentDeal{SentOn: sent, SecondOn: twiceToday}, made},
		{"due today: the day is not over", SentDeal{SentOn: Date{2026, 11, 10}}, Followed{}},
		{"due yesterday", SentDeal{SentOn: Date{2026, 11, 9}}, now},
		{"due 28 days ago", SentDeal{SentOn: Date{2026, 10, 13}}, now},                 // due on 23 October
		{"due in the four weeks before", SentDeal{SentOn: Date{2026, 10, 12}}, before}, // due on 22 October
		{"and made by the end of those", SentDeal{SentOn: Date{2026, 10, 12}, SecondOn: Date{2026, 10, 23}}, Followed{Before: Twice{Due: 1, Made: 1}}},
		{"made, but after those", SentDeal{SentOn: Date{2026, 10, 12}, SecondOn: Date{2026, 10, 24}}, before},
		{"due eight weeks ago", SentDeal{SentOn: Date{2026, 9, 15}}, before}, // due on 25 September
		{"due before that", SentDeal{SentOn: Date{2026, 9, 14}}, Followed{}},
		{"sent in the future, by mistake", SentDeal{SentOn: twiceToday.Add(3)}, Followed{}},

		{"closed before it was due", SentDeal{SentOn: sent, ClosedAt: noon(Date{2026, 11, 11})}, Followed{}},
		{"closed on the day", SentDeal{SentOn: sent, ClosedAt: noon(Date{2026, 11, 12})}, Followed{}},
		{"closed too late for an excuse", SentDeal{SentOn: sent, ClosedAt: noon(Date{2026, 11, 13})}, now},
		{"asleep on the day", SentDeal{SentOn: sent, SleptFrom: Date{2026, 11, 11}, SleptUntil: Date{2026, 11, 13}}, Followed{}},
		{"asleep since nobody knows when", SentDeal{SentOn: sent, SleptUntil: Date{2026, 11, 13}}, Followed{}},
		{"awake by then", SentDeal{SentOn: sent, SleptFrom: Date{2026, 11, 4}, SleptUntil: Date{2026, 11, 12}}, now},
		{"put to sleep on the day itself", SentDeal{SentOn: sent, SleptFrom: Date{2026, 11, 12}, SleptUntil: Date{2026, 11, 30}}, now},
		{"told to stop", SentDeal{SentOn: sent, OptedOut: true}, Followed{}},
		{"imported afterwards", SentDeal{SentOn: sent, CreatedAt: noon(Date{2026, 11, 13})}, Followed{}},
		{"imported in time", SentDeal{SentOn: sent, CreatedAt: noon(Date{2026, 11, 12})}, now},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := followedOf(weekdaysIn(t, "UTC"), c.deal); got != c.want {
				t.Errorf("%+v, want %+v", got, c.want)
			}
		})
	}
}

func TestHolidaysAndZonesDecideWhenTheSecondFollowupWasDue(t *testing.T) {
	d := SentDeal{SentOn: Date{2026, 11, 9}} // due on Thursday the 19th where there is no holiday
	if got := followedOf(weekdaysIn(t, "UTC", "2026-11-11"), d); got != (Followed{}) {
		t.Errorf("with a holiday it is due today: %+v", got)
	}
	week := weekdaysIn(t, "UTC")
	week.WorkDays = [7]bool{time.Sunday: true, time.Monday: true, time.Tuesday: true, time.Wednesday: true, time.Thursday: true}
	if got := followedOf(week, SentDeal{SentOn: Date{2026, 11, 10}}); got != (Followed{}) {
		t.Errorf("from Sunday to Thursday it is due on the 22nd: %+v", got)
	}
	// Closed at ten in the evening of the due day in Berlin, which is the next day in Auckland.
	closed := SentDeal{SentOn: Date{2026, 11, 2}, ClosedAt: time.Date(2026, 11, 12, 21, 0, 0, 0, time.UTC)}
	if got := followedOf(weekdaysIn(t, "Europe/Berlin"), closed); got != (Followed{}) {
		t.Errorf("closed on the day: %+v", got)
	}
	if got := followedOf(weekdaysIn(t, "Pacific/Auckland"), closed); got.Now.Due != 1 {
		t.Errorf("closed on the day after: %+v", got)
	}
}

func TestWhereOneFollowupIsEnoughNobodyOwesASecond(t *testing.T) {
	var f Followed
	r := DefaultRules()
	r.Target = 1
	f.take(SentDeal{SentOn: Date{2026, 11, 2}}, r, weekdaysIn(t, "UTC"), twiceToday)
	if f != (Followed{}) {
		t.Errorf("%+v", f)
	}
}

// Four weeks ago, the present period of that day was what is now the one before.
func TestAPeriodThatHasPassedLooksAsItLookedThen(t *testing.T) {
	h := weekdaysIn(t, "UTC", "2026-10-30")
	rapid.Check(t, func(rt *rapid.T) {
		d := SentDeal{
			SentOn: Date{2026, 8, 1}.Add(rapid.IntRange(0, 110).Draw(rt, "sent")), OptedOut: rapid.Bool().Draw(rt, "stop"),
		}
		if rapid.Bool().Draw(rt, "made") {
			d.SecondOn = d.SentOn.Add(rapid.IntRange(0, 60).Draw(rt, "second"))
		}
		var now, then Followed
		now.take(d, DefaultRules(), h, twiceToday)
		then.take(d, DefaultRules(), h, twiceToday.Add(-28))
		if now.Before != then.Now {
			rt.Errorf("now %+v, then %+v", now, then)
		}
		if now.Now.Due+now.Before.Due > 1 || now.Now.Made > now.Now.Due {
			rt.Errorf("counted twice: %+v", now)
		}
	})
}

func TestNoProposalIsForgottenThatMayBelongToAPeriod(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		h, r := anyHours(rt), DefaultRules()
		r.Gaps = []int{rapid.IntRange(1, 30).Draw(rt, "gap"), 1}
		now := noon(twiceToday)
		first := sentSince(r, h, now)
		for n := 1; n < 60; n++ {
			var f Followed
			if f.take(SentDeal{SentOn: first.Add(-n)}, r, h, h.Today(now)); f != (Followed{}) {
				rt.Fatalf("sent %d days before %v, and counted: %+v", n, first, f)
			}
		}
	})
}

func TestADealRemembersItsLastSleep(t *testing.T) {
	day := func(n int) Date { return Date{2026, 11, n} }
	var d Deal
	check := func(what string, from, until Date) {
		t.Helper()
		if d.SleptFrom != from || d.SleptUntil != until {
			t.Errorf("%s: asleep from %v to %v, want %v to %v", what, d.SleptFrom, d.SleptUntil, from, until)
		}
	}
	d.sleep(Date{}, day(9), day(4))
	check("snoozed", day(4), day(9))
	d.sleep(day(16), d.SnoozedUntil, day(6))
	check("paused on top", day(4), day(16))
	d.SnoozedUntil = Date{}
	d.wake(day(7))
	check("a touch ends the snooze, not the pause", day(4), day(16))
	d.PausedUntil = Date{}
	d.wake(day(8))
	check("woken", day(4), day(8))
	d.sleep(Date{}, day(12), day(8))
	check("and on at once", day(4), day(12))
	d.wake(day(20))
	check("woken after it was over", day(4), day(12))
	d.sleep(Date{}, day(25), day(20))
	check("another sleep", day(20), day(25))
}
