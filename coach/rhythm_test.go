package coach

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// anyCalendar is a calendar somewhere, with all sorts of weeks and some holidays. Half of
// them work every day: there, days are counted fastest.
func anyCalendar(t *rapid.T, around Date) Hours {
	zones := []*time.Location{nil, time.FixedZone("first", 14*60*60), time.FixedZone("last", -12*60*60), time.FixedZone("between", 5*60*60+45*60)}
	h := Hours{Zone: rapid.SampledFrom(zones).Draw(t, "zone"), Holidays: map[Date]bool{}}
	if rapid.Bool().Draw(t, "every day") {
		return h
	}
	for d := range h.WorkDays {
		h.WorkDays[d] = rapid.Bool().Draw(t, "works")
	}
	for range rapid.IntRange(0, 5).Draw(t, "holidays") {
		h.Holidays[around.Add(-rapid.IntRange(0, 60).Draw(t, "holiday"))] = true
	}
	return h
}

func anyRhythm(t *rapid.T, around Date) Rhythm {
	day := func(what string) Date {
		if rapid.IntRange(0, 3).Draw(t, "no "+what) == 0 {
			return Date{}
		}
		return around.Add(rapid.IntRange(-60, 3).Draw(t, what))
	}
	return Rhythm{
		DealID: "d", RepID: "U1", SentOn: day("sent"), LastOn: day("last"), PausedUntil: day("paused"), SnoozedUntil: day("snoozed"),
		Followups: rapid.IntRange(0, 6).Draw(t, "followups"), Silence: rapid.IntRange(0, 6).Draw(t, "silence"),
		BallIsOurs: rapid.Bool().Draw(t, "ball"), OptedOut: rapid.Bool().Draw(t, "out"),
	}
}

// What the store leaves out, because it cannot be a dead-lead candidate, is none: in no
// zone, no work week and by no rules.
func TestNoDeadLeadIsLeftOutBeforeItIsDecided(t *testing.T) {
	now := time.Date(2026, 11, 23, 0, 30, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		at := now.Add(time.Duration(rapid.IntRange(0, 24*60).Draw(t, "minute")) * time.Minute)
		around := DateOf(at, time.UTC)
		rules := Rules{Target: rapid.IntRange(0, 6).Draw(t, "target"), Gaps: []int{3}, StalledAfter: rapid.IntRange(0, 12).Draw(t, "stalled")}
		d, q := anyRhythm(t, around), rules.mayBeDead(at)
		if rapid.Bool().Draw(t, "on the edge") {
			d.LastOn = around.Add(-rules.DeadLeadAfter() + rapid.IntRange(-1, 1).Draw(t, "off"))
		}
		chosen := d.Silence >= q.Silence || !d.SentOn.After(q.QuietBy) && !d.LastOn.After(q.QuietBy)
		if rules.Cadence(d.deal(), anyCalendar(t, around), at).DeadLead && !chosen {
			t.Fatalf("%+v is a candidate, and not chosen by %+v", d, q)
		}
	})
}

// A deal's rhythm hangs on nothing that a Rhythm lacks.
func TestTheRhythmOfADealIsAllThatItsCadenceHangsOn(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	around := DateOf(now, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		d, h := anyRhythm(t, around), anyCalendar(t, around)
		whole := Deal{
			ID: "d", AccountID: "a1", Account: "Osterley Mills", Name: "Line 4", RepID: "U1", RepName: "Ada", Stage: Open, SentOn: d.SentOn,
			Source: "csv", ExternalID: "9", PausedUntil: d.PausedUntil, PauseReason: "budget", SnoozedUntil: d.SnoozedUntil,
			SleptFrom: around.Add(-9), SleptUntil: around.Add(-3), CloseReason: "price", RealReason: "size", ClosedAt: now.AddDate(0, -1, 0),
			RevisitOn: around.Add(-2), HomeworkBy: "U2", CreatedAt: now.AddDate(-1, 0, 0), UpdatedAt: now, Version: 7,
			Tally: Tally{
				Touches: 9, Followups: d.Followups, SecondOn: around, Silence: d.Silence, LastAt: now, LastOn: d.LastOn, LastAnswer: now, Answers: 3,
				BallIsOurs: d.BallIsOurs, OptedOut: d.OptedOut, LastChannel: Call, LastOutcome: Replied, Uses: "apology/22/1/0/0/0/",
			},
		}
		if a, b := DefaultRules().Cadence(d.deal(), h, now), DefaultRules().Cadence(whole, h, now); a != b {
			t.Fatalf("%+v, whole %+v", a, b)
		}
	})
}

// Where it is tomorrow already, a deal has been quiet for a day more.
func TestADeadLeadIsFoundWhereTheDayBeginsFirst(t *testing.T) {
	now, rules := time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC), DefaultRules()
	q := rules.mayBeDead(now)
	d := Rhythm{DealID: "d", SentOn: Date{2026, 11, 24}.Add(-rules.DeadLeadAfter())}
	kiritimati := Hours{Zone: time.FixedZone("", 14*60*60)} // every day is a work day
	if !rules.Cadence(d.deal(), kiritimati, now).DeadLead || d.SentOn.After(q.QuietBy) {
		t.Errorf("sent on %s, and %+v leaves it out", d.SentOn, q)
	}
}
