package coach

import (
	"strconv"
	"strings"
	"time"
)

// Hours is a rep's calendar: zone, work week and holidays. A business day is a
// day of the work week that is no holiday. A calendar without any work day
// counts every day of the week as one, so that nothing waits forever; settings
// never come to that, because [ParseWorkDays] and [NewHours] refuse it.
type Hours struct {
	Zone     *time.Location // nil: UTC
	WorkDays [7]bool        // by time.Weekday
	Holidays map[Date]bool
}

// NewHours is a calendar whose work week has at least one day, else Invalid.
func NewHours(zone *time.Location, days [7]bool, holidays map[Date]bool) (Hours, error) {
	if days == ([7]bool{}) {
		return Hours{}, &Error{Kind: Invalid, Field: "work days", Sentence: "A work week needs at least one day."}
	}
	return Hours{Zone: zone, WorkDays: days, Holidays: holidays}, nil
}

// Today is the date that an instant falls on in this calendar.
func (h Hours) Today(now time.Time) Date { return DateOf(now, h.zone()) }

func (h Hours) zone() *time.Location {
	if h.Zone == nil {
		return time.UTC
	}
	return h.Zone
}

// Working says that d is a business day.
func (h Hours) Working(d Date) bool { return h.works(d.Weekday()) && !h.Holidays[d] }

// Add is the n-th business day after d. For n = 0, and below, it is d itself
// when d is a business day and else the next one.
func (h Hours) Add(d Date, n int) Date {
	if n <= 0 {
		if h.Working(d) {
			return d
		}
		n = 1
	}
	// Count as if there were no holidays, then go on by as many as lay on the
	// way, until there were none on the last stretch.
	for n > 0 {
		to := h.addWeekdays(d, n)
		n = h.holidays(d, to)
		d = to
	}
	return d
}

// Between is the number of business days after from, up to and including to;
// 0 when to is not later than from. So Between(d, Add(d, n)) is n.
func (h Hours) Between(from, to Date) int {
	if !to.After(from) {
		return 0
	}
	days := to.Sub(from)
	n := days / 7 * h.week()
	for w, rest := from.Weekday(), days%7; rest > 0; rest-- {
		if w = (w + 1) % 7; h.works(w) {
			n++
		}
	}
	return n - h.holidays(from, to)
}

// addWeekdays is the n-th day of the work week after d, n > 0.
func (h Hours) addWeekdays(d Date, n int) Date {
	weeks := (n - 1) / h.week()
	n -= weeks * h.week()
	days, w := 7*weeks, d.Weekday()
	for n > 0 {
		days++
		if w = (w + 1) % 7; h.works(w) {
			n--
		}
	}
	return d.Add(days)
}

// holidays counts the holidays after from, up to and including to, that fall on
// a day of the work week.
func (h Hours) holidays(from, to Date) int {
	n, w := 0, from.Weekday()
	// Looking a day up costs about as much as passing over four holidays.
	if span := to.Sub(from); span < len(h.Holidays)/4 {
		for i := 1; i <= span; i++ {
			if w = (w + 1) % 7; h.works(w) && h.Holidays[from.Add(i)] {
				n++
			}
		}
		return n
	}
	for d, on := range h.Holidays {
		if on && d.After(from) && !d.After(to) && h.works(d.Weekday()) {
			n++
		}
	}
	return n
}

func (h Hours) works(w time.Weekday) bool { return h.WorkDays[w] || h.WorkDays == [7]bool{} }

// week is the number of work days in a week, at least one.
func (h Hours) week() int {
	n := 0
	for w := time.Sunday; w <= time.Saturday; w++ {
		if h.works(w) {
			n++
		}
	}
	return n
}

const workDaysHint = "Write work days as 1-5 or 1,2,3,7, with Monday = 1 and Sunday = 7."

// ParseWorkDays reads a work week: days and spans of days with commas between,
// Monday = 1 to Sunday = 7 (COACH_WORK_DAYS). A span may go over the week's end:
// "7-4" is Sunday to Thursday.
func ParseWorkDays(s string) ([7]bool, error) {
	var days [7]bool
	for part := range strings.SplitSeq(s, ",") {
		first, last, span := strings.Cut(part, "-")
		if !span {
			last = first
		}
		a, errA := strconv.Atoi(strings.TrimSpace(first))
		b, errB := strconv.Atoi(strings.TrimSpace(last))
		if errA != nil || errB != nil || a < 1 || a > 7 || b < 1 || b > 7 {
			return [7]bool{}, &Error{Kind: Invalid, Field: "work days", Sentence: workDaysHint}
		}
		for ; ; a = a%7 + 1 {
			days[a%7] = true
			if a == b {
				break
			}
		}
	}
	return days, nil
}

// ParseHolidays reads ISO dates with commas or line ends between them: the value
// of COACH_HOLIDAYS, or the contents of the file it names. What follows a # on
// a line is a comment. No dates at all is no holidays.
func ParseHolidays(s string) (map[Date]bool, error) {
	holidays := map[Date]bool{}
	line := 0
	for text := range strings.Lines(strings.TrimPrefix(s, "\ufeff")) {
		line++
		text, _, _ = strings.Cut(text, "#")
		for part := range strings.SplitSeq(text, ",") {
			part = strings.TrimSpace(part)
			if part == "" {
				continue
			}
			d, err := ParseDate(part)
			if err != nil {
				e := Errorf(Invalid, "Line %d: “%s” isn't a date. Write holidays as 2026-12-25, with commas or one to a line.", line, clip(part))
				e.Field = "holidays"
				return nil, e
			}
			holidays[d] = true
		}
	}
	return holidays, nil
}

// clip keeps what we quote back to people short.
func clip(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}
