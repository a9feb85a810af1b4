package coach

import (
	"cmp"
	"time"
)

// Date is a day in somebody's own calendar, with no time and no zone: the day
// a proposal was sent, a deal wakes up, a touch was made. Follow-ups are
// counted in days of the rep's calendar, so what is a day there must not
// become another one by travelling through UTC. The zero Date means "none".
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf is the date of an instant in a zone.
func DateOf(t time.Time, zone *time.Location) Date {
	y, m, d := t.In(zone).Date()
	return Date{y, m, d}
}

// ParseDate reads the ISO form 2026-12-25, the only form in storage.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, &Error{Kind: Invalid, Field: "date", Sentence: "That isn't a date like 2026-12-25.", Cause: err}
	}
	return DateOf(t, time.UTC), nil
}

// IsZero says that no date is given.
func (d Date) IsZero() bool { return d == Date{} }

// String is the ISO form, or "" for none.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.utc().Format(time.DateOnly)
}

// Format is time.Time.Format for the date's own fields.
func (d Date) Format(layout string) string { return d.utc().Format(layout) }

// Add is the date n calendar days later (earlier for negative n).
func (d Date) Add(n int) Date {
	y, m, day := time.Date(d.Year, d.Month, d.Day+n, 0, 0, 0, 0, time.UTC).Date()
	return Date{y, m, day}
}

// Sub is the number of calendar days from e to d.
func (d Date) Sub(e Date) int { return int((d.utc().Unix() - e.utc().Unix()) / (24 * 60 * 60)) }

// Before says that d is an earlier day than e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After says that d is a later day than e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

// Compare orders days as cmp.Compare does; no date comes first.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// In is the first instant of the date in a zone. Where midnight falls into a
// daylight-saving gap, or the whole day does (30 December 2011 in Apia), that is
// the first instant after the gap; where midnight comes twice, it is the first.
func (d Date) In(zone *time.Location) time.Time { return wall(d.utc(), zone) }

func (d Date) utc() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }
