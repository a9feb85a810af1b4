package dbtest

import "salescoach/coach"

var nudgeTests = map[string]func(world){
	"a nudge comes back deal by deal, in its order, and not twice": nudgeRoundTrip,
	"what no later nudge has settled is found by rep":              nudgesOpen,
	"the last nudge about a deal is found, whosever it was":        nudgeLast,
	"closed files come back on the day for another look":           dealRevisits,
	"what was brought up many times in a row is found by rep":      nudgesLong,
	"settled nudges are counted by rep from a day on":              nudgeOutcomes,
}

func aNudge(rep string, day coach.Date, deal string, place int) coach.NudgeItem {
	return coach.NudgeItem{RepID: rep, Day: day, DealID: deal, Place: place, Step: "followup 2", Times: 3, Touches: 4}
}

// monday and tuesday are days of nudges.
var monday, tuesday = coach.Date{Year: 2026, Month: 11, Day: 23}, coach.Date{Year: 2026, Month: 11, Day: 24}

func (w world) nudged(items ...coach.NudgeItem) {
	w.Helper()
	w.did(func(tx coach.Tx) error {
		for _, i := range items {
			if err := tx.InsertNudge(i); err != nil {
				return err
			}
		}
		return nil
	})
}

func nudgeRoundTrip(w world) {
	second, first := aNudge("U1", monday, "d1", 2), aNudge("U1", monday, "d9", 1)
	w.nudged(second, first, aNudge("U1", tuesday, "d1", 1), aNudge("U2", monday, "d1", 1))
	w.kind(w.tried(func(tx coach.Tx) error { return tx.InsertNudge(first) }), coach.Conflict)
	second.Outcome = coach.NudgeActed
	w.did(func(tx coach.Tx) error { return tx.SaveNudge(second) })
	w.saw(func(r coach.Reader) error {
		got, err := r.Nudges("U1", monday)
		w.same(got, []coach.NudgeItem{first, second})
		return err
	})
	w.kind(w.tried(func(tx coach.Tx) error { return tx.SaveNudge(aNudge("U1", tuesday, "d2", 1)) }), coach.NotFound)
}

func nudgesOpen(w world) {
	done := aNudge("U1", monday, "d1", 1)
	done.Outcome = coach.NudgeIgnored
	w.nudged(aNudge("U1", tuesday, "d2", 2), aNudge("U1", tuesday, "d1", 1), done, aNudge("U1", monday, "d2", 3), aNudge("U2", monday, "d1", 1))
	w.saw(func(r coach.Reader) error {
		got, err := r.OpenNudges("U1")
		w.same(got, []coach.NudgeItem{aNudge("U1", monday, "d2", 3), aNudge("U1", tuesday, "d1", 1), aNudge("U1", tuesday, "d2", 2)})
		return err
	})
}

func nudgeLast(w world) {
	w.nudged(aNudge("U1", monday, "d1", 1), aNudge("U2", tuesday, "d1", 1))
	w.saw(func(r coach.Reader) error {
		got, err := r.LastNudge("d1")
		w.same(got, aNudge("U2", tuesday, "d1", 1))
		_, missing := r.LastNudge("d2")
		w.kind(missing, coach.NotFound)
		return err
	})
}

func nudgesLong(w world) {
	of := func(rep string, day coach.Date, deal string, times int, o coach.NudgeOutcome) coach.NudgeItem {
		i := aNudge(rep, day, deal, 1)
		i.Times, i.Outcome = times, o
		return i
	}
	ignored, again, wednesday := of("U1", monday, "d1", 3, coach.NudgeIgnored), of("U1", tuesday, "d2", 4, coach.NudgeOpen), tuesday.Add(1)
	w.nudged(of("U1", monday.Add(-1), "d9", 5, coach.NudgeOpen), ignored, of("U1", monday, "d2", 3, coach.NudgeIgnored), again,
		of("U1", monday, "d3", 3, coach.NudgeActed), of("U1", monday, "d4", 2, coach.NudgeIgnored), of("U2", monday, "d5", 3, coach.NudgeIgnored),
		of("U1", monday, "d6", 3, coach.NudgeIgnored), of("U2", wednesday, "d6", 1, coach.NudgeOpen))
	w.saw(func(r coach.Reader) error {
		got, err := r.LongNudges("U1", monday, 3)
		w.same(got, []coach.NudgeItem{ignored, again})
		return err
	})
}

func nudgeOutcomes(w world) {
	of := func(rep string, day coach.Date, deal string, o coach.NudgeOutcome) coach.NudgeItem {
		i := aNudge(rep, day, deal, 1)
		i.Outcome = o
		return i
	}
	w.nudged(of("U1", monday, "d1", coach.NudgeActed), of("U1", tuesday, "d1", coach.NudgeActed), of("U1", tuesday, "d2", coach.NudgeIgnored),
		of("U1", tuesday, "d3", coach.NudgeUnsent), of("U1", tuesday, "d4", coach.NudgeOpen), of("U2", tuesday, "d5", coach.NudgeIgnored))
	w.saw(func(r coach.Reader) error {
		got, err := r.NudgeOutcomes(tuesday)
		w.same(got, map[string]coach.Precision{"U1": {Acted: 1, Ignored: 1}, "U2": {Ignored: 1}})
		return err
	})
}

func dealRevisits(w world) {
	w.hasDeals(5, func(i int, d *coach.Deal) {
		d.RepID, d.Stage, d.RevisitOn = "U1", coach.Lost, monday
		switch i {
		case 1:
			d.RevisitOn = tuesday
		case 2:
			d.RevisitOn = coach.Date{}
		case 3:
			d.Stage = coach.Open
		case 4:
			d.RepID = "U2"
		}
	})
	w.saw(func(r coach.Reader) error {
		got, err := r.Revisits("U1", monday)
		later, err2 := r.Revisits("U1", tuesday)
		w.same([]int{len(got), len(later)}, []int{1, 2})
		if len(got) == 1 {
			w.same([]any{got[0].RepID, got[0].RevisitOn, got[0].Stage}, []any{"U1", monday, coach.Lost})
		}
		return firstError(err, err2)
	})
}
