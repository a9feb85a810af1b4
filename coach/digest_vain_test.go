package coach

import "testing"

func TestRemindersAreInVainWhenNothingCameOfThreeForWhatTheDealStillWants(t *testing.T) {
	for _, c := range []struct {
		say    string
		want   int
		change func(l *Caseload, k *Case)
	}{
		{"three, the last on Friday", 3, func(*Caseload, *Case) {}},
		{"five, and the next is not due for weeks", 5, func(_ *Caseload, k *Case) { k.Last.Times = 5 }},
		{"the third is of this morning", 2, func(_ *Caseload, k *Case) { k.Last.Day, k.Last.Outcome = nudgeDay, NudgeOpen }},
		{"the fourth is of this morning", 3, func(_ *Caseload, k *Case) { k.Last.Day, k.Last.Times = nudgeDay, 4 }},
		{"the fourth never arrived", 3, func(_ *Caseload, k *Case) { k.Last.Times, k.Last.Outcome = 4, NudgeUnsent }},
		{"something was done", 0, func(_ *Caseload, k *Case) { k.Last.Outcome = NudgeActed }},
		{"they were for another follow-up", 0, func(_ *Caseload, k *Case) { k.Last.Step = "followup 2" }},
		{"they were for the rep before", 0, func(_ *Caseload, k *Case) { k.Last.RepID = "U2" }},
		{"it sleeps", 0, func(_ *Caseload, k *Case) { k.Deal.SnoozedUntil = nudgeDay.Add(1) }},
		{"it is closed", 0, func(_ *Caseload, k *Case) { k.Deal.Stage = Won }},
		{"they asked us to stop", 0, func(_ *Caseload, k *Case) { k.ToldToStop = true }},
		{"an answer of today is ours to give", 0, func(_ *Caseload, k *Case) { k.Deal.Tally = Tally{BallIsOurs: true, LastOn: nudgeDay} }},
		{"an answer waits, which nobody was reminded of three times", 0, func(_ *Caseload, k *Case) {
			k.Deal.Tally = Tally{BallIsOurs: true, LastOn: nudgeDay.Add(-5)}
		}},
		{"an answer waits, and they were for that", 3, func(_ *Caseload, k *Case) {
			k.Deal.Tally, k.Last.Step = Tally{BallIsOurs: true, LastOn: nudgeDay.Add(-5)}, "reply"
		}},
	} {
		l := nudged(func(l *Caseload, k *Case) {
			k.Last = NudgeItem{RepID: "U1", Day: nudgeDay.Add(-3), DealID: "d1", Step: "followup 1", Times: 3, Outcome: NudgeIgnored}
			c.change(l, k)
		})
		if got := l.Cases[0].ignored(l); got != c.want {
			t.Errorf("%s: %d, want %d", c.say, got, c.want)
		}
	}
}
