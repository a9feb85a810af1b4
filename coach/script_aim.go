package coach

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// What they want, told with the day they said it: a goal that was named for last
// Christmas is told as a thing of the past.

// Aim is their goal as they told it to us: "When we spoke in February, you told me
// you want to halve the waiting times by Christmas"; "you wanted to" once that day
// has passed. Where it isn't known how we have it, it is {{.Goal}}, or empty when
// that would be untrue.
func (w words) Aim() slot {
	s := w.Goal()
	if len(s) == 0 || w.plain {
		return s
	}
	f, today := s[0].fact, w.s.Cadence.Today
	want := "want to "
	if dayPassed(f, s[0].tail, today) || f.On.Year < today.Year && strings.Contains(strings.ToLower(s[0].tail), "this year") {
		want = "wanted to "
	}
	occ := occasion(f.Source, f.On, today)
	switch {
	case strings.HasPrefix(occ, "when we ") && w.brief:
		s[0].sentence = "You told me you " + want + s[0].tail
	case strings.HasPrefix(occ, "when we "):
		s[0].sentence = upperFirst(occ) + ", you told me you " + want + s[0].tail
	case occ != "":
		s[0].sentence = upperFirst(occ) + ", you said you " + want + s[0].tail
	case want != "want to " || !f.On.IsZero() && f.On.Year < today.Year:
		return nil
	}
	return s
}

var dueWords = regexp.MustCompile(`(?i)\b(?:by|before|until|till|this|in|for|next) (?:the )?(?:end of |start of |beginning of |early |mid-?|late )?(?:the |this |next )?(christmas|easter|new year|year|spring|summer|autumn|fall|winter|month|quarter|q[1-4]|january|february|march|april|may|june|july|august|september|october|november|december|20\d\d)\b`)

// dayPassed says that the day which a goal, or a reason, names has passed. When in doubt
// the latest day is meant; one without a day or one of which nobody knows since when
// it holds has not.
func dayPassed(f *Fact, tail string, today Date) bool {
	m := dueWords.FindStringSubmatch(tail)
	if m == nil || f.On.IsZero() {
		return false
	}
	return today.After(dueDay(strings.ToLower(m[1]), strings.Contains(strings.ToLower(m[0]), "next "), f.On))
}

// dueDay is the last day that a word for a time can mean, seen from a day.
func dueDay(word string, next bool, said Date) Date {
	if n, err := strconv.Atoi(word); err == nil {
		return Date{n, time.December, 31}
	}
	again := 1
	if next {
		again = 2
	}
	switch word {
	case "month":
		return said.Add(31 * again)
	case "quarter":
		return said.Add(92 * again)
	case "year":
		return Date{said.Year + again - 1, time.December, 31}
	}
	end := lastDay(word)
	end.Year = said.Year
	if end.Before(said) || (next || seasons[word]) && end.Sub(said) < 60 {
		end.Year++
	}
	return end
}

var lastDays = map[string]Date{
	"christmas": {Month: time.December, Day: 26}, "new year": {Month: time.January, Day: 2}, "easter": {Month: time.April, Day: 26},
	"spring": {Month: time.June, Day: 20}, "summer": {Month: time.September, Day: 22}, "autumn": {Month: time.December, Day: 20}, "fall": {Month: time.December, Day: 20}, "winter": {Month: time.March, Day: 20},
	"q1": {Month: time.March, Day: 31}, "q2": {Month: time.June, Day: 30}, "q3": {Month: time.September, Day: 30}, "q4": {Month: time.December, Day: 31},
}

// seasons, named while they last, are those of next year.
var seasons = wordSet("spring summer autumn fall winter")

// lastDay is the last day of a time of the year, or of a month.
func lastDay(word string) Date {
	for m := time.January; m <= time.December; m++ {
		if strings.EqualFold(word, m.String()) {
			return Date{Month: m, Day: 28}
		}
	}
	return lastDays[word]
}

// SaidNo is their last no, as it is told back to them: "On Monday you told me it
// was a no because of the price". It is empty once more than half a year has passed
// or where no no is on file.
func (w words) SaidNo() slot {
	t, today := w.sig.no, w.s.Cadence.Today
	if t == nil || today.Sub(t.On) > halfYear {
		return nil
	}
	said := "you told me it was a no"
	if !t.Channel.Live() {
		said = "you wrote that it was a no"
	}
	s := slotOf(noDay(t.On, today) + " " + said + whyNo[t.Objection])
	if v := w.Vendor(); t.Objection == CurrentVendor && len(v) > 0 && wordCount(v[0].tail) <= longestName {
		s[0].sentence = strings.Replace(s[0].sentence, "the people you have", v[0].tail, 1)
		s[0].fact, s[0].m = v[0].fact, w.material
	}
	return s
}

// whyNo is the reason they gave, as the end of a sentence that does not argue.
var whyNo = map[Objection]string{
	Price: " because of the price", Budget: " because the money wasn't there", Timing: " because the time wasn't right",
	CurrentVendor: " because you'd rather stay with the people you have",
}

// noDay is when they said no: "On Monday", "Last week", "In February".
func noDay(d, today Date) string {
	switch days := today.Sub(d); {
	case days == 0:
		return "Today"
	case days == 1:
		return "Yesterday"
	case days < 7:
		return "On " + d.Weekday().String()
	case weeksAgo(d, today) == 1:
		return "Last week"
	case d.Year == today.Year && d.Month == today.Month:
		return "Earlier this month"
	}
	return "In " + d.Month.String()
}

// Wrote says that they have had messages from us in this silence: something to read
// or to listen to, not only calls that nobody took.
func (w words) Wrote() bool {
	for i := range w.sig.newest {
		t := &w.sig.newest[i]
		if t.Answered() {
			return false
		}
		if t.Direction == Out && t.Outcome != Bounced && t.Channel != Call && t.Channel != Visit {
			return true
		}
	}
	return false
}
