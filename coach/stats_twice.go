package coach

import "time"

// Twice is **followed up at least twice** in one period: of the proposals whose
// second follow-up came due in it, those that had two (FU-01).
type Twice struct {
	Due  int
	Made int
}

// Followed is the measure for the last four weeks and for the four before.
//
// A proposal is judged by the day on which its second follow-up was due: gap 1
// and gap 2 after it was sent, in the business days of its rep. The days from 28
// days ago to yesterday are the present period. Both periods are judged at the
// same age: the present one by what was done up to today, the one before by what
// had been done 28 days ago, or it would look better for no other reason than
// that it has had four weeks more.
//
// Nobody is blamed for what could not be: a proposal whose second follow-up came
// due while it was closed, paused or snoozed is not counted, nor is one of
// somebody who asked to be left alone, nor one that we only heard of later. A
// pause or a snooze counts when it began before that day.
type Followed struct {
	Now    Twice
	Before Twice
}

// followedWithin is the length of a period, in days.
const followedWithin = 28

// take adds a proposal to the period it belongs to, if any.
func (f *Followed) take(d SentDeal, r Rules, h Hours, today Date) {
	if r.Target < 2 {
		return // one follow-up is all that this team asks for
	}
	due := h.Add(d.SentOn, r.Gap(1)+r.Gap(2))
	period, until := &f.Now, today
	if due.Before(today.Add(-followedWithin)) {
		period, until = &f.Before, today.Add(-followedWithin)
	}
	if !due.Before(until) || due.Before(until.Add(-followedWithin)) || d.excused(due, h) {
		return
	}
	period.Due++
	if !d.SecondOn.IsZero() && !d.SecondOn.After(until) {
		period.Made++
	}
}

// excused says that nobody could be expected to follow up on a day.
func (d SentDeal) excused(day Date, h Hours) bool {
	closed := !d.ClosedAt.IsZero() && !h.Today(d.ClosedAt).After(day)
	slept := d.SleptFrom.Before(day) && d.SleptUntil.After(day)
	return closed || slept || d.OptedOut || h.Today(d.CreatedAt).After(day)
}

// sentSince is the first day on which a proposal can have been sent that is in
// one of the two periods.
func sentSince(r Rules, h Hours, now time.Time) Date {
	from := h.Today(now).Add(-2 * followedWithin)
	day := from
	for gap := r.Gap(1) + r.Gap(2); !h.Add(day.Add(-1), gap).Before(from); {
		day = day.Add(-1)
	}
	return day
}
