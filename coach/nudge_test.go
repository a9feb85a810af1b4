package coach

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// nudgeDay is a Monday.
var nudgeDay = Date{2026, time.November, 23}

// nudged is a caseload of one deal on that day: sent long ago, and due.
func nudged(change func(l *Caseload, k *Case)) Caseload {
	l := Caseload{RepID: "U1", Day: nudgeDay, Hours: Hours{WorkDays: workweek}, Cap: 5}
	k := Case{Due: Due{Deal: Deal{ID: "d1", RepID: "U1", Stage: Open, SentOn: nudgeDay.Add(-14)}}}
	change(&l, &k)
	k.Cadence = DefaultRules().Cadence(k.Deal, l.Hours, l.Day.In(time.UTC).Add(9*time.Hour))
	l.Cases = []Case{k}
	return l
}

func TestEveryReasonToLeaveADealOutHasAName(t *testing.T) {
	ignored := func(days, times int) NudgeItem {
		return NudgeItem{RepID: "U1", Day: nudgeDay.Add(-days), DealID: "d1", Step: "followup 1", Times: times, Outcome: NudgeIgnored}
	}
	for _, c := range []struct {
		say    string
		want   Reason // empty: it is nudged
		change func(l *Caseload, k *Case)
	}{
		{"due", "", func(*Caseload, *Case) {}},
		{"closed", ClosedFile, func(_ *Caseload, k *Case) { k.Deal.Stage = Lost }},
		{"paused", PausedFile, func(_ *Caseload, k *Case) { k.Deal.PausedUntil = nudgeDay.Add(1) }},
		{"awake since today", "", func(_ *Caseload, k *Case) { k.Deal.PausedUntil = nudgeDay }},
		{"back today by its known reason, though not due", "", func(_ *Caseload, k *Case) { k.Deal.PausedUntil, k.Deal.SentOn = nudgeDay, nudgeDay.Add(-1) }},
		{"closed, and to be looked at again today", "", func(_ *Caseload, k *Case) { k.Deal.Stage, k.Deal.RevisitOn = Lost, nudgeDay }},
		{"snoozed", Asleep, func(_ *Caseload, k *Case) { k.Deal.SnoozedUntil = nudgeDay.Add(1) }},
		{"not sent", NotSent, func(_ *Caseload, k *Case) { k.Deal.SentOn = Date{} }},
		{"not due", NotDue, func(_ *Caseload, k *Case) { k.Deal.SentOn = nudgeDay.Add(-1) }},
		{"four made", EnoughMade, func(_ *Caseload, k *Case) { k.Deal.Tally.Followups = 4 }},
		{"opted out", ToldToStop, func(_ *Caseload, k *Case) { k.Deal.Tally.OptedOut = true }},
		{"told to stop on another deal", ToldToStop, func(_ *Caseload, k *Case) { k.ToldToStop = true }},
		{"they answered on Friday", "", func(_ *Caseload, k *Case) { k.Deal.Tally = Tally{BallIsOurs: true, LastOn: nudgeDay.Add(-3)} }},
		{"they answered on Saturday", "", func(_ *Caseload, k *Case) { k.Deal.Tally = Tally{BallIsOurs: true, LastOn: nudgeDay.Add(-2)} }},
		{"they answered today", FreshReply, func(_ *Caseload, k *Case) { k.Deal.Tally = Tally{BallIsOurs: true, LastOn: nudgeDay} }},
		{"they answered and said stop", ToldToStop, func(_ *Caseload, k *Case) {
			k.Deal.Tally = Tally{BallIsOurs: true, OptedOut: true, LastOn: nudgeDay.Add(-7)}
		}},
		{"nudged on Friday", "", func(_ *Caseload, k *Case) { k.Last = ignored(3, 1) }},
		{"nudged yesterday, a Sunday", "", func(_ *Caseload, k *Case) { k.Last = ignored(1, 1) }},
		{"nudged today", Lately, func(_ *Caseload, k *Case) { k.Last = ignored(0, 1) }},
		{"the third time on Friday", Lately, func(_ *Caseload, k *Case) { k.Last = ignored(3, 3) }},
		{"the third time on Thursday", "", func(_ *Caseload, k *Case) { k.Last = ignored(4, 3) }},
		{"the fourth time on Wednesday", Lately, func(_ *Caseload, k *Case) { k.Last = ignored(5, 4) }},
		{"the fourth time on Tuesday", "", func(_ *Caseload, k *Case) { k.Last = ignored(6, 4) }},
		{"the fourth time on Friday, for another step", "", func(_ *Caseload, k *Case) { k.Last = ignored(3, 4); k.Last.Step = "followup 0" }},
		{"the fourth time on Friday, and acted", "", func(_ *Caseload, k *Case) { k.Last = ignored(3, 4); k.Last.Outcome = NudgeActed }},
		{"the fourth time on Friday, but not sent", "", func(_ *Caseload, k *Case) { k.Last = ignored(3, 4); k.Last.Outcome = NudgeUnsent }},
		{"over the cap", OverCap, func(l *Caseload, _ *Case) { l.Cap = 0 }},
		{"a holiday", OnHoliday, func(l *Caseload, _ *Case) { l.Why = OnHoliday }},
		{"not due on a holiday", NotDue, func(l *Caseload, k *Case) { l.Why = OnHoliday; k.Deal.SentOn = nudgeDay.Add(-1) }},
	} {
		n, left := Plan(nudged(c.change))
		switch {
		case c.want == "" && (len(n.Items) != 1 || len(left) != 0):
			t.Errorf("%s: it is left out: %+v", c.say, left)
		case c.want != "" && (len(n.Items) != 0 || len(left) != 1 || left[0].Why != c.want):
			t.Errorf("%s: %+v, %+v; want %q", c.say, n.Items, left, c.want)
		}
	}
}

func TestAnAnswerThatIsOursToGiveComesFirstThenTheLongestOverdue(t *testing.T) {
	l := nudged(func(*Caseload, *Case) {})
	add := func(id string, sent int, ball bool) {
		one := nudged(func(_ *Caseload, k *Case) {
			k.Deal.ID, k.Deal.SentOn = id, nudgeDay.Add(-sent)
			if ball {
				k.Deal.Tally = Tally{BallIsOurs: true, LastOn: nudgeDay.Add(-5), Touches: 3}
			}
		})
		l.Cases = append(l.Cases, one.Cases...)
	}
	add("d2", 30, false)
	add("d3", 10, true)
	add("d4", 20, false)
	l.Cap = 3
	n, left := Plan(l)
	got := ""
	for _, i := range n.Items {
		got += fmt.Sprintf("%d %s %s (%d); ", i.Place, i.DealID, i.Step, i.Touches)
	}
	if want := "1 d3 reply (3); 2 d2 followup 1 (0); 3 d4 followup 1 (0); "; got != want || n.More != 1 {
		t.Errorf("%s and %d more; want %s", got, n.More, want)
	}
	if len(left) != 1 || left[0] != (Left{l.Cases[0].Deal, OverCap}) {
		t.Errorf("left out: %+v", left)
	}
}

func TestTheGapDoublesAfterThreeIgnoredNudgesForAStep(t *testing.T) {
	day, last := nudgeDay, NudgeItem{}
	var days []int
	for range 7 {
		for {
			l := nudged(func(l *Caseload, k *Case) { l.Day, k.Last = day, last })
			n, _ := Plan(l)
			if len(n.Items) == 1 {
				days = append(days, l.Hours.Between(nudgeDay, day))
				last = n.Items[0]
				last.Outcome = last.settled(l.Cases[0].Deal, true)
				break
			}
			day = l.Hours.Add(day, 1)
		}
	}
	if got, want := fmt.Sprint(days), "[0 1 2 4 8 16 32]"; got != want {
		t.Errorf("it is nudged after %s business days, want %s", got, want)
	}
}

func TestWhatCameOfANudgeIsWhatWasDoneToTheDeal(t *testing.T) {
	i := NudgeItem{RepID: "U1", Day: nudgeDay, DealID: "d1", Touches: 2}
	as := func(change func(*Deal)) Deal {
		d := Deal{ID: "d1", RepID: "U1", Stage: Open, SleptFrom: nudgeDay.Add(-9), SleptUntil: nudgeDay, Tally: Tally{Touches: 2}}
		change(&d)
		return d
	}
	for _, c := range []struct {
		say  string
		d    Deal
		want NudgeOutcome
	}{
		{"nothing", as(func(*Deal) {}), NudgeIgnored},
		{"a touch", as(func(d *Deal) { d.Tally.Touches++ }), NudgeActed},
		{"a touch taken back", as(func(d *Deal) { d.Tally.Touches-- }), NudgeIgnored},
		{"closed", as(func(d *Deal) { d.Stage, d.ClosedAt = Won, nudgeDay.In(time.UTC) }), NudgeActed},
		{"closed a month before, for another look", as(func(d *Deal) { d.Stage, d.ClosedAt = Lost, nudgeDay.Add(-30).In(time.UTC) }), NudgeIgnored},
		{"opened again, at the day for another look", as(func(d *Deal) { d.ID = "reopen" }), NudgeActed},
		{"given to somebody else", as(func(d *Deal) { d.RepID = "U2" }), NudgeActed},
		{"snoozed", as(func(d *Deal) { d.sleep(Date{}, nudgeDay.Add(1), nudgeDay) }), NudgeActed},
		{"paused, and awake again since", as(func(d *Deal) {
			d.sleep(nudgeDay.Add(4), Date{}, nudgeDay)
			d.PausedUntil = Date{}
			d.wake(nudgeDay.Add(2))
		}), NudgeActed},
		{"snoozed, and taken back", as(func(d *Deal) { d.sleep(Date{}, nudgeDay.Add(1), nudgeDay); d.SnoozedUntil = Date{}; d.wake(nudgeDay) }), NudgeIgnored},
	} {
		i.Step = map[bool]string{true: "reopen 2026-11-23", false: "followup 1"}[c.d.ID == "reopen"]
		if got := i.settled(c.d, true); got != c.want {
			t.Errorf("%s: %q, want %q", c.say, got, c.want)
		}
	}
	if got := i.settled(as(func(d *Deal) { d.Stage = Won }), false); got != NudgeUnsent {
		t.Errorf("what nobody saw counts as %q", got)
	}
}

// Whatever the deals, each is in the nudge or left out with a reason, once; the nudge
// is within the cap and in the order of urgency; and a nudge that was just sent is
// followed by none for the same steps.
func TestAPlanForgetsNoDealAndKeepsToTheCap(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		h := Hours{WorkDays: workweek, Holidays: map[Date]bool{nudgeDay.Add(-3): true}}
		l := Caseload{RepID: "U1", Day: nudgeDay, Hours: h, Cap: rapid.IntRange(0, 6).Draw(rt, "cap")}
		if rapid.IntRange(0, 9).Draw(rt, "held") == 0 {
			l.Why = rapid.SampledFrom([]Reason{OnHoliday, AlreadyOpen, RemindersOff}).Draw(rt, "why")
		}
		for i := range rapid.IntRange(0, 12).Draw(rt, "deals") {
			d := anyDeal(rt)
			d.ID, d.RepID = fmt.Sprint("d", i), "U1"
			k := Case{Due: Due{d, DefaultRules().Cadence(d, h, nudgeDay.In(time.UTC).Add(9*time.Hour))}, ToldToStop: rapid.IntRange(0, 9).Draw(rt, "stop") == 0}
			if rapid.Bool().Draw(rt, "nudged") {
				k.Last = NudgeItem{Day: nudgeDay.Add(-rapid.IntRange(0, 20).Draw(rt, "days")), Step: k.step(), Times: rapid.IntRange(1, 8).Draw(rt, "times"), Outcome: NudgeIgnored}
			}
			l.Cases = append(l.Cases, k)
		}
		n, left := Plan(l)
		seen, byID := map[string]int{}, map[string]Case{}
		for _, k := range l.Cases {
			byID[k.Deal.ID] = k
		}
		for i, item := range n.Items {
			seen[item.DealID]++
			if k := byID[item.DealID]; i > 0 && byID[n.Items[i-1].DealID].Compare(k.Due) > 0 {
				rt.Fatalf("%s is more urgent than what stands before it", item.DealID)
			}
		}
		for _, o := range left {
			seen[o.Deal.ID]++
			if o.Why == "" {
				rt.Fatalf("%s is left out without a reason", o.Deal.ID)
			}
		}
		for _, k := range l.Cases {
			if seen[k.Deal.ID] != 1 {
				rt.Fatalf("%s is there %d times", k.Deal.ID, seen[k.Deal.ID])
			}
		}
		if len(n.Items) > l.Cap || l.Why != "" && len(n.Items) > 0 {
			rt.Fatalf("%d deals, cap %d, held for %q", len(n.Items), l.Cap, l.Why)
		}
		once := map[string]bool{}
		for _, item := range n.Items {
			once[item.DealID] = true
			for i := range l.Cases {
				if l.Cases[i].Deal.ID == item.DealID {
					l.Cases[i].Last = item
				}
			}
		}
		again, _ := Plan(l)
		for _, item := range again.Items {
			if once[item.DealID] {
				rt.Fatalf("%s is nudged twice on a day", item.DealID)
			}
		}
	})
}
