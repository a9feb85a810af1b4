package coach

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// honorifics are what may stand before a name and is not one.
var honorifics = wordSet("mr mrs ms miss dr prof professor sir herr frau mme m monsieur madame señor señora sig ing dipl")

// firstName is what people call somebody: "Dana" for "Dr. Dana Whitlock" and for
// "Whitlock, Dana"; "" where it takes guessing (an initial, an address).
func firstName(name string) string {
	if last, first, inverted := strings.Cut(name, ","); inverted && wordCount(last) <= 2 {
		name = first
	}
	for _, word := range strings.Fields(name) {
		bare := strings.Trim(word, ".")
		if honorifics[strings.ToLower(bare)] {
			continue
		}
		if utf8.RuneCountInString(bare) < 2 || strings.ContainsFunc(bare, notInName) || strings.HasSuffix(word, ".") {
			return ""
		}
		if bare == strings.ToUpper(bare) && utf8.RuneCountInString(bare) > 2 {
			return upperFirst(strings.ToLower(bare))
		}
		return upperFirst(bare)
	}
	return ""
}

func notInName(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) && !strings.ContainsRune("-'’", r)
}

// whenSpoken is how people name a day in passing: "the other day", "last week", "in March".
func whenSpoken(d, today Date) string {
	switch days := today.Sub(d); {
	case days < 7:
		return "the other day"
	case weeksAgo(d, today) == 1:
		return "last week"
	case d.Year == today.Year && d.Month == today.Month:
		return "earlier this month"
	case days < 330:
		return "in " + d.Month.String()
	case d.Year == today.Year-1:
		return "in " + d.Month.String() + " last year"
	}
	return d.Format("in January 2006")
}

// weeksAgo is how many Mondays there were since a day: 0 in the same week, 1 for last week.
func weeksAgo(d, today Date) int {
	sinceMonday := func(d Date) int { return int(d.Weekday()+6) % 7 }
	return (today.Sub(d) - sinceMonday(today) + sinceMonday(d)) / 7
}

// on is a day for notes: "on 3 March", with the year when it is another one. It says
// yesterday as the line of facts above it does.
func on(d, today Date) string {
	switch {
	case d == today:
		return "today"
	case d == today.Add(-1):
		return "yesterday"
	case d.Year == today.Year:
		return d.Format("on 2 January")
	}
	return d.Format("on 2 January 2006")
}

func businessDays(n int) string { return plural(n, "business day") }

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func times(n int) string {
	switch n {
	case 0:
		return "not once"
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}

func channelList(channels []Channel) string {
	names := make([]string, len(channels))
	for i, c := range channels {
		names[i] = string(c)
	}
	return andList(names)
}

func andList(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
