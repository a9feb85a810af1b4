package coach

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Schedule says when something comes next, after an instant; zero: never. Schedules
// are read in wall-clock time: what [On] asks is "which hands of the clock", and
// only then in which zone. So a schedule needs to know nothing of daylight saving,
// which the ones of cron get wrong: they leave out a half past two that the change
// swallows, and fire twice when it comes twice.
type Schedule interface{ Next(time.Time) time.Time }

// On is the first instant of a schedule on a day in a zone. A time that the clocks
// jump over is the first instant after the jump; one that comes twice is the first.
func On(s Schedule, day Date, zone *time.Location) (at time.Time, some bool) {
	midnight := day.utc()
	next := s.Next(midnight.Add(-time.Nanosecond))
	if next.IsZero() || next.Before(midnight) || DateOf(next, time.UTC) != day {
		return time.Time{}, false
	}
	return wall(next, zone), true
}

// wall is the instant at which clocks in a zone show what t shows in UTC.
func wall(t time.Time, zone *time.Location) time.Time {
	year, month, day := t.Date()
	local := time.Date(year, month, day, t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), zone)
	since, until := local.ZoneBounds()
	switch shown := shownAt(local); {
	case shown.Before(t): // time.Date does not promise a side of the gap
		return until
	case shown.After(t):
		return since
	}
	if since.IsZero() {
		return local
	}
	// The offset before the last change may have shown this, too.
	_, now := local.Zone()
	_, before := since.Add(-1).Zone()
	if earlier := local.Add(time.Duration(now-before) * time.Second); earlier.Before(since) && shownAt(earlier).Equal(t) {
		return earlier
	}
	return local
}

// shownAt is what clocks show at an instant, as the same figures in UTC.
func shownAt(t time.Time) time.Time {
	year, month, day := t.Date()
	return time.Date(year, month, day, t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
}

// Clock is a time of day in minutes since midnight; it is a [Schedule] that comes
// once every day.
type Clock int

// ParseClock reads a time of day as people write it: "8:30", "08.30", "8", "8am",
// "7:15 pm".
func ParseClock(s string) (Clock, error) {
	said, noon := cutNoon(strings.ToLower(strings.TrimSpace(s)))
	hours, minutes, parted := strings.Cut(strings.Replace(said, ".", ":", 1), ":")
	h, err := strconv.Atoi(hours)
	m := 0
	if err == nil && parted {
		m, err = strconv.Atoi(minutes)
		if len(minutes) != 2 {
			err = strconv.ErrSyntax
		}
	}
	if noon != "" {
		if h < 1 || h > 12 {
			err = strconv.ErrRange
		}
		if h %= 12; noon == "pm" {
			h += 12
		}
	}
	if err != nil || h < 0 || h > 23 || m < 0 || m > 59 {
		return 0, &Error{Kind: Invalid, Field: "time", Sentence: "That isn't a time of day like 09:00 or 17:30."}
	}
	return Clock(h*60 + m), nil
}

// cutNoon takes "am" or "pm" off a time of day.
func cutNoon(s string) (rest, noon string) {
	for _, noon := range []string{"am", "pm"} {
		if rest, ok := strings.CutSuffix(s, noon); ok {
			return strings.TrimSpace(rest), noon
		}
	}
	return s, ""
}

// String is the time in 24 hours: 08:30.
func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", c/60, c%60) }

// Next implements [Schedule].
func (c Clock) Next(t time.Time) time.Time {
	year, month, day := t.Date()
	at := time.Date(year, month, day, int(c)/60, int(c)%60, 0, 0, t.Location())
	if !at.After(t) {
		at = time.Date(year, month, day+1, int(c)/60, int(c)%60, 0, 0, t.Location())
	}
	return at
}

// Quiet is the part of each day in which nothing is sent to a person, by their own
// clock: from one time until another, usually over midnight. The same time twice is
// no quiet at all.
type Quiet struct{ From, Until Clock }

// ParseQuiet reads "18:00-08:00" (COACH_QUIET_HOURS); "" is no quiet hours.
func ParseQuiet(s string) (Quiet, error) {
	if strings.TrimSpace(s) == "" {
		return Quiet{}, nil
	}
	from, until, ok := strings.Cut(strings.NewReplacer("–", "-", " ", "").Replace(s), "-")
	a, errA := ParseClock(from)
	b, errB := ParseClock(until)
	if !ok || errA != nil || errB != nil {
		return Quiet{}, &Error{Kind: Invalid, Field: "quiet hours", Sentence: "Write quiet hours as 18:00-08:00."}
	}
	return Quiet{a, b}, nil
}

// String is the form that ParseQuiet reads; "" for none.
func (q Quiet) String() string {
	if q.From == q.Until {
		return ""
	}
	return q.From.String() + "-" + q.Until.String()
}

// At says whether it is quiet at an instant in a zone.
func (q Quiet) At(t time.Time, zone *time.Location) bool {
	t = t.In(zone)
	now := Clock(t.Hour()*60 + t.Minute())
	if q.From <= q.Until {
		return q.From <= now && now < q.Until
	}
	return now >= q.From || now < q.Until
}

// Ends is the first instant from t on at which it is not quiet in a zone.
func (q Quiet) Ends(t time.Time, zone *time.Location) time.Time {
	if !q.At(t, zone) {
		return t
	}
	day := DateOf(t, zone)
	for range 3 {
		at, ok := On(q.Until, day, zone)
		if ok && !at.After(t) { // it may come a second time
			at, ok = again(at, zone)
		}
		if ok && at.After(t) {
			return at
		}
		day = day.Add(1)
	}
	return t
}

// again is the second instant at which clocks in a zone show the same as at a first
// one, when they were put back in between.
func again(first time.Time, zone *time.Location) (second time.Time, some bool) {
	_, back := first.In(zone).ZoneBounds()
	if back.IsZero() {
		return time.Time{}, false
	}
	_, before := first.In(zone).Zone()
	_, after := back.Zone()
	second = first.Add(time.Duration(before-after) * time.Second)
	return second, after < before && !second.Before(back)
}

// Begins is the first instant after t at which it becomes quiet in a zone; zero
// when it never does.
func (q Quiet) Begins(t time.Time, zone *time.Location) time.Time {
	if q.From == q.Until {
		return time.Time{}
	}
	day := DateOf(t, zone)
	for range 3 {
		if at, ok := On(q.From, day, zone); ok && at.After(t) {
			return at
		}
		day = day.Add(1)
	}
	return time.Time{}
}
