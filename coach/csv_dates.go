package coach

import (
	"strconv"
	"strings"
	"time"
)

// DateOrder is which of two numbers is the month in a date like 3/4/2026.
type DateOrder string

// The orders. The empty one is not decided yet.
const (
	MonthFirst DateOrder = "mdy"
	DayFirst   DateOrder = "dmy"
)

// csvDay is a cell that holds a day.
type csvDay struct {
	on Date
	at time.Time // the instant, when the cell has a time with its zone; else zero
}

// instant is when the day was, in a zone that the cell itself need not name.
func (d csvDay) instant(zone *time.Location) time.Time {
	switch {
	case !d.at.IsZero():
		return d.at
	case d.on.IsZero():
		return time.Time{}
	}
	return d.on.In(zone)
}

// parseDay reads a day as CRMs and spreadsheets write it, with or without a time
// behind it. An instant is a day only in a zone, so one with an offset is read
// in zone. It is false for anything else, an impossible day included.
func parseDay(s string, order DateOrder, zone *time.Location) (csvDay, bool) {
	s = strings.TrimSpace(s)
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999Z0700", "2006-01-02 15:04:05Z07:00"} {
		if t, err := time.Parse(layout, s); err == nil {
			return csvDay{DateOf(t, zone), t}, plausible(DateOf(t, zone))
		}
	}
	n, rest, numeric := cutDate(s)
	if !numeric {
		return parseWords(s)
	}
	if !isTimeOfDay(rest) {
		return csvDay{}, false
	}
	d, ok := n.date(order)
	return csvDay{on: d}, ok
}

// numericDate is a date of three numbers with the same separator between them.
type numericDate struct {
	n       [3]int
	digits  [3]int
	between byte // '-', '/' or '.'
}

// cutDate takes a numeric date off the front of s.
func cutDate(s string) (d numericDate, rest string, ok bool) {
	for i := range 3 {
		end := 0
		for end < len(s) && s[end] >= '0' && s[end] <= '9' {
			end++
		}
		if end == 0 || end > 4 {
			return d, s, false
		}
		d.n[i], _ = strconv.Atoi(s[:end])
		d.digits[i] = end
		s = s[end:]
		if i == 2 {
			return d, s, d.digits[0] != 3 && d.digits[2] != 3
		}
		if s == "" || strings.IndexByte("-/.", s[0]) < 0 || i == 1 && s[0] != d.between {
			return d, s, false
		}
		d.between, s = s[0], s[1:]
	}
	return d, s, false
}

// order is what the date itself says of the order: a number above twelve is no
// month, dots are only written with the day first, and two equal numbers are the
// same day either way (same is true then). Years first say nothing.
func (d numericDate) order() (order DateOrder, same bool) {
	a, b := d.n[0], d.n[1]
	switch {
	case d.digits[0] == 4, d.between == '.', a > 12 && b > 12:
		return "", true
	case a > 12:
		return DayFirst, false
	case b > 12:
		return MonthFirst, false
	}
	return "", a == b
}

func (d numericDate) date(order DateOrder) (Date, bool) {
	year, month, day := d.n[2], d.n[0], d.n[1]
	switch {
	case d.digits[0] == 4:
		year, month, day = d.n[0], d.n[1], d.n[2]
	case d.between == '.' || order == DayFirst:
		month, day = day, month
	case order == "" && month != day:
		return Date{}, false
	}
	if d.digits[0] != 4 && d.digits[2] <= 2 {
		year += 2000
	}
	out := Date{year, time.Month(month), day}
	return out, plausible(out)
}

// plausible says that a date exists and may be about a deal.
func plausible(d Date) bool {
	return d.Year >= 1970 && d.Year <= 2200 && d == DateOf(d.utc(), time.UTC)
}

// parseWords reads dates with the month as an English word.
func parseWords(s string) (csvDay, bool) {
	s = strings.Join(strings.Fields(strings.ReplaceAll(s, ",", " ")), " ")
	for _, layout := range []string{"2 Jan 2006", "Jan 2 2006", "2-Jan-2006", "2-Jan-06", "2 January 2006", "January 2 2006"} {
		for _, head := range []string{s, firstWords(s, strings.Count(layout, " ")+1)} {
			if t, err := time.Parse(layout, head); err == nil && isTimeOfDay(strings.TrimPrefix(s, head)) {
				return csvDay{on: DateOf(t, time.UTC)}, plausible(DateOf(t, time.UTC))
			}
		}
	}
	return csvDay{}, false
}

func firstWords(s string, n int) string {
	words := strings.Fields(s)
	return strings.Join(words[:min(n, len(words))], " ")
}

// isTimeOfDay says that what stands behind a date is a time, which does not matter.
func isTimeOfDay(s string) bool {
	s = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(s, "T"), ","))
	if s == "" {
		return true
	}
	s = strings.ToUpper(s)
	for _, suffix := range []string{"AM", "PM", "A.M.", "P.M.", "Z", "UTC"} {
		s = strings.TrimSpace(strings.TrimSuffix(s, suffix))
	}
	return s != "" && s[0] >= '0' && s[0] <= '9' && strings.Contains(s, ":") && strings.Trim(s, "0123456789:.") == ""
}

// columnOrder is what a whole column says of its dates.
type columnOrder struct {
	order     DateOrder // "" while nothing decides
	ambiguous string    // a date that reads both ways, if any
	line      int       // of that date
	mixed     string    // a date that contradicts the order found first
	mixedLine int
}

// open says that the column has to be settled before it can be read.
func (c columnOrder) open() bool { return c.order == "" && c.ambiguous != "" || c.mixed != "" }

// see takes one more cell into account.
func (c *columnOrder) see(cell string, line int) {
	d, rest, ok := cutDate(strings.TrimSpace(cell))
	if !ok || !isTimeOfDay(rest) {
		return
	}
	order, same := d.order()
	switch {
	case same:
	case order == "" && c.ambiguous == "":
		c.ambiguous, c.line = strings.TrimSpace(cell), line
	case order == "":
	case c.order == "":
		c.order = order
	case c.order != order && c.mixed == "":
		c.mixed, c.mixedLine = strings.TrimSpace(cell), line
	}
}
