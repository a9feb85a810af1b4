package coach

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Look says on which side of today a date without a year, or a bare weekday,
// is meant.
type Look int

// The directions to look in.
const (
	Ahead Look = iota // a snooze, a resume date: today or the next such day
	Back              // "sent 1 Nov": today or the most recent such day
)

// ParseWhen reads a date in words, and nothing that could mean two dates:
//
//   - 2026-12-05, 5.12., 5.12.2026, 5 Dec, Dec 5, 5 December 2027, Fri 5 Dec
//   - today, tomorrow, yesterday
//   - Friday: the next one after today (looking back: the last one before it)
//   - 3d, in 3 days: business days of h; 2w, in 2 weeks, in a month: by the calendar
//   - 3 days ago, 2 weeks ago: by the calendar
//   - next week, next month: their first business day
//
// "until", "by" and "on" may stand before it. What it cannot read, a day that
// does not exist, 3/4 (whose month?) and "next Friday" where people disagree are
// Invalid, with a sentence that says how to write it. The answer should be shown
// to the person; it may lie on the other side of today when they said so.
func ParseWhen(s string, today Date, h Hours, look Look) (Date, error) {
	w := when{today: today, hours: h, look: look, said: clip(strings.TrimSpace(s))}
	w.words = whenWords(s)
	for len(w.words) > 1 && slices.Contains([]string{"until", "till", "til", "by", "on"}, w.words[0]) {
		w.words = w.words[1:]
	}
	d, err := w.parse()
	if err != nil {
		return Date{}, err
	}
	if years := d.Year - today.Year; years > 20 || years < -20 {
		return Date{}, dateError("%s is more than 20 years away. Check the year.", d)
	}
	return d, nil
}

// CutWhen finds the date at the end of a line ("acme until Friday" is "acme" and
// that Friday): the longest run of last words that is one. The date is zero, and
// before is all of s, when the line does not end with a date. A line that ends
// with a date of two meanings is Invalid.
func CutWhen(s string, today Date, h Hours, look Look) (before string, d Date, err error) {
	const most = 5 // "until Friday, 5 December 2027"
	words := strings.FieldsFunc(s, unicode.IsSpace)
	for i := max(0, len(words)-most); i < len(words); i++ {
		d, e := ParseWhen(strings.Join(words[i:], " "), today, h, look)
		if e == nil {
			return strings.TrimRight(strings.Join(words[:i], " "), ",;:-–— "), d, nil
		}
		if errors.Is(e, errTwoDates) {
			err = e
		}
	}
	return s, Date{}, err
}

// errTwoDates tells words that mean two dates from words that mean none.
var errTwoDates = errors.New("two dates")

// when is one date in words being read.
type when struct {
	today Date
	hours Hours
	look  Look
	said  string   // as written, for the sentence
	words []string // lower case
}

func (w when) parse() (Date, error) {
	switch len(w.words) {
	case 0:
		return Date{}, dateError("Say a date, like 2026-12-05, 5 Dec, Friday, 3d or next week.")
	case 1:
		return w.one(w.words[0])
	}
	if day, ok := weekdays[w.words[0]]; ok && len(w.words) > 2 {
		return w.checked(day, w.words[1:])
	}
	rest := w.words[1:]
	switch w.words[0] {
	case "in":
		return w.ahead(rest)
	case "next":
		return w.next(rest)
	case "this":
		return w.this(rest)
	case "last":
		return w.last(rest)
	}
	if last := len(w.words) - 1; w.words[last] == "ago" {
		return w.ago(w.words[:last])
	}
	if n, unit, ok := amountOf(w.words); ok {
		return w.after(n, unit)
	}
	return w.dayMonth(w.words)
}

// one reads a date of one word.
func (w when) one(word string) (Date, error) {
	switch word {
	case "today":
		return w.today, nil
	case "tomorrow":
		return w.today.Add(1), nil
	case "yesterday":
		return w.today.Add(-1), nil
	}
	if day, ok := weekdays[word]; ok {
		return w.weekday(day), nil
	}
	if n, unit, ok := amountOf(w.words); ok {
		return w.after(n, unit)
	}
	return w.digits(word)
}

// digits reads 2026-12-05, 5.12., 5.12.2026, 25/12 and 12-dec-2026.
func (w when) digits(word string) (Date, error) {
	for _, sep := range []string{"-", ".", "/"} {
		parts := strings.Split(word, sep)
		switch {
		case len(parts) == 1:
			continue
		case len(parts[0]) == 4 && len(parts) == 3 && sep != ".":
			return w.ymd(parts[0], parts[1], parts[2])
		case sep == "-":
			return w.dayMonth(parts)
		case sep == "." && len(parts) == 3 && parts[2] == "":
			return w.dmy(parts[0], parts[1], "")
		case sep == "." && len(parts) == 3:
			return w.dmy(parts[0], parts[1], parts[2])
		case sep == "/":
			return w.slashed(parts)
		}
	}
	return w.unread()
}

// slashed reads D/M or M/D, with or without a year, when only one of them is a date.
func (w when) slashed(parts []string) (Date, error) {
	year := ""
	if len(parts) == 3 {
		year = parts[2]
	}
	a, okA := number(parts[0], 31)
	b, okB := number(parts[1], 31)
	switch {
	case len(parts) > 3 || !okA || !okB || len(parts) == 3 && len(year) != 4:
		return w.unread()
	case a > 12 || a == b:
		return w.dmy(parts[0], parts[1], year)
	case b > 12:
		return w.dmy(parts[1], parts[0], year)
	}
	e := dateError("“%s” is %d %s to some people and %d %s to others. Write %[2]d %[3]s or %[4]d %[5]s.",
		w.said, a, shortMonth(b), b, shortMonth(a))
	e.Cause = errTwoDates
	return Date{}, e
}

func (w when) ymd(year, month, day string) (Date, error) { return w.dmy(day, month, year) }

func (w when) dmy(day, month, year string) (Date, error) {
	d, okD := number(day, 31)
	m, okM := number(month, 12)
	if !okD || !okM {
		return w.unread()
	}
	return w.date(d, time.Month(m), year)
}

// dayMonth reads 5 dec, dec 5, 5 dec 2027 and dec 5 2027.
func (w when) dayMonth(words []string) (Date, error) {
	if len(words) < 2 || len(words) > 3 {
		return w.unread()
	}
	name, day := words[1], words[0]
	if _, ok := months[strings.TrimSuffix(day, ".")]; ok {
		name, day = day, name
	}
	month, okM := months[strings.TrimSuffix(name, ".")]
	d, okD := number(ordinal(day), 31)
	year := ""
	if len(words) == 3 {
		year = words[2]
	}
	if !okM || !okD || len(words) == 3 && len(year) != 4 {
		return w.unread()
	}
	return w.date(d, month, year)
}

// date is a day of a month, in a year or in the one that look says.
func (w when) date(day int, month time.Month, year string) (Date, error) {
	if year != "" {
		y, err := strconv.Atoi(year)
		if err != nil || len(year) != 2 && len(year) != 4 {
			return w.unread()
		}
		if len(year) == 2 {
			y += 2000
		}
		return exact(y, month, day)
	}
	if most := daysIn(2024, month); day > most { // a leap year: 29 Feb comes round
		return Date{}, dateError("%s has only %d days.", month, most)
	}
	step := 1
	if w.look == Back {
		step = -1
	}
	for y := w.today.Year; ; y += step {
		d := Date{y, month, day}
		if day <= daysIn(y, month) && d != w.today && d.After(w.today) != (w.look == Ahead) {
			continue
		}
		if day <= daysIn(y, month) {
			return d, nil
		}
	}
}

func exact(year int, month time.Month, day int) (Date, error) {
	if most := daysIn(year, month); day > most {
		return Date{}, dateError("%s %d has only %d days.", month, year, most)
	}
	return Date{year, month, day}, nil
}

// checked is a date said with its weekday, which must agree.
func (w when) checked(day time.Weekday, words []string) (Date, error) {
	d, err := w.dayMonth(words)
	if err != nil {
		return d, err
	}
	if d.Weekday() != day {
		return Date{}, dateError("%s is a %s. Which of the two do you mean?", d.Format("2 January 2006"), d.Weekday())
	}
	return d, nil
}

func (w when) unread() (Date, error) {
	return Date{}, dateError("I can't read “%s” as a date. Write it like 2026-12-05, 5 Dec, Friday, 3d or next week.", w.said)
}

func dateError(format string, args ...any) *Error {
	e := Errorf(Invalid, format, args...)
	e.Field = "date"
	return e
}
