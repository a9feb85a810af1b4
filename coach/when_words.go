package coach

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// whenWords are the words of s in lower case, without the marks that phones and
// browsers put in: smart quotes, commas, spaces that do not break.
func whenWords(s string) []string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), strings.ContainsRune(`,;"“”„«»‘’'`, r):
			return ' '
		case unicode.Is(unicode.Cf, r):
			return -1
		case r == '–', r == '‑', r == '−':
			return '-'
		}
		return unicode.ToLower(r)
	}, norm.NFKC.String(s))
	return strings.Fields(s)
}

// weekday is the next such day after today, or the last one before it.
func (w when) weekday(day time.Weekday) Date {
	if w.look == Back {
		return w.today.Add(-daysTo(day, w.today.Weekday()))
	}
	return w.today.Add(daysTo(w.today.Weekday(), day))
}

// daysTo is how many days after a weekday another one comes, 1 to 7.
func daysTo(from, to time.Weekday) int { return (int(to-from)+6)%7 + 1 }

// monday is the first day of the week of d.
func monday(d Date) Date { return d.Add(-(int(d.Weekday()) + 6) % 7) }

func inWeek(start Date, day time.Weekday) Date { return start.Add((int(day) + 6) % 7) }

// next reads "next week", "next month" and "next friday". The last means the
// coming one to some and the one of the next week to others; it is read only
// when these are the same day.
func (w when) next(words []string) (Date, error) {
	if len(words) != 1 {
		return w.unread()
	}
	switch words[0] {
	case "week":
		return w.hours.Add(monday(w.today).Add(7), 0), nil
	case "month":
		return w.hours.Add(Date{w.today.Year, w.today.Month, 1}.addMonths(1), 0), nil
	}
	day, ok := weekdays[words[0]]
	if !ok {
		return w.unread()
	}
	return w.agreed(w.today.Add(daysTo(w.today.Weekday(), day)), inWeek(monday(w.today).Add(7), day))
}

// last reads "last friday": the most recent one, when that lies in last week.
func (w when) last(words []string) (Date, error) {
	day, ok := weekdays[words[0]]
	if !ok || len(words) != 1 {
		return w.unread()
	}
	return w.agreed(w.today.Add(-daysTo(day, w.today.Weekday())), inWeek(monday(w.today).Add(-7), day))
}

// this reads "this friday": the one of this week.
func (w when) this(words []string) (Date, error) {
	day, ok := weekdays[words[0]]
	if !ok || len(words) != 1 {
		return w.unread()
	}
	return inWeek(monday(w.today), day), nil
}

func (w when) agreed(a, b Date) (Date, error) {
	if a == b {
		return a, nil
	}
	e := dateError("“%s” is %s to some people and %s to others. Write the date.", w.said, a.Format("Mon 2 Jan"), b.Format("Mon 2 Jan"))
	e.Cause = errTwoDates
	return Date{}, e
}

// ahead reads what stands behind "in": "3 days", "a week".
func (w when) ahead(words []string) (Date, error) {
	if n, unit, ok := amountOf(words); ok {
		return w.after(n, unit)
	}
	return w.unread()
}

// after is n units after today; days are business days.
func (w when) after(n int, unit rune) (Date, error) {
	if w.look == Back {
		return Date{}, dateError("“%s” lies ahead, and this is about the past. Write 3 days ago, or a date.", w.said)
	}
	if unit == 'd' {
		return w.hours.Add(w.today, n), nil
	}
	return w.today.plus(n, unit), nil
}

// ago reads "3 days" before "ago".
func (w when) ago(words []string) (Date, error) {
	n, unit, ok := amountOf(words)
	if !ok {
		return w.unread()
	}
	return w.today.plus(-n, unit), nil
}

// plus goes by the calendar.
func (d Date) plus(n int, unit rune) Date {
	switch unit {
	case 'w':
		return d.Add(7 * n)
	case 'm':
		return d.addMonths(n)
	case 'y':
		return d.addMonths(12 * n)
	}
	return d.Add(n)
}

// addMonths is the same day n months later, or the last one of that month.
func (d Date) addMonths(n int) Date {
	first := Date{d.Year, d.Month, 1}.utc().AddDate(0, n, 0)
	y, m, _ := first.Date()
	return Date{y, m, min(d.Day, daysIn(y, m))}
}

func daysIn(year int, month time.Month) int {
	return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// amountOf reads "3d", "2w", "3 days", "a week", "two business days".
func amountOf(words []string) (n int, unit rune, ok bool) {
	if len(words) == 1 {
		i := strings.IndexFunc(words[0], unicode.IsLetter)
		if i < 0 {
			return 0, 0, false
		}
		words = []string{words[0][:i], words[0][i:]}
	}
	if len(words) == 3 && (words[1] == "business" || words[1] == "working" || words[1] == "work") && units[words[2]] == 'd' {
		words = []string{words[0], words[2]}
	}
	if len(words) != 2 {
		return 0, 0, false
	}
	unit, ok = units[words[1]]
	if n = slices.Index(countWords, words[0]); n > 0 {
		return n, unit, ok
	}
	if words[0] == "a" || words[0] == "an" {
		return 1, unit, ok
	}
	n, isNumber := number(words[0], 999)
	return n, unit, ok && isNumber
}

// number reads 1 to most, in ASCII digits alone.
func number(s string, most int) (int, bool) {
	if s == "" || len(s) > 3 || strings.ContainsFunc(s, func(r rune) bool { return !digit(r) }) {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= 1 && n <= most
}

// ordinal takes the ending off "1st", "2nd", "3rd", "4th" and "5.".
func ordinal(day string) string {
	for _, end := range []string{"st", "nd", "rd", "th", "."} {
		if rest, ok := strings.CutSuffix(day, end); ok {
			return rest
		}
	}
	return day
}

func shortMonth(m int) string { return time.Month(m).String()[:3] }

var countWords = []string{"", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}

var units = map[string]rune{
	"d": 'd', "day": 'd', "days": 'd', "w": 'w', "wk": 'w', "week": 'w', "weeks": 'w',
	"month": 'm', "months": 'm', "year": 'y', "years": 'y',
}

var months, weekdays = monthNames(), weekdayNames()

func monthNames() map[string]time.Month {
	names := map[string]time.Month{"sept": time.September}
	for m := time.January; m <= time.December; m++ {
		name := strings.ToLower(m.String())
		names[name], names[name[:3]] = m, m
	}
	return names
}

func weekdayNames() map[string]time.Weekday {
	names := map[string]time.Weekday{"tues": time.Tuesday, "weds": time.Wednesday, "thur": time.Thursday, "thurs": time.Thursday}
	for d := time.Sunday; d <= time.Saturday; d++ {
		name := strings.ToLower(d.String())
		names[name], names[name[:3]] = d, d
	}
	return names
}
