package coach

import (
	"regexp"
	"slices"
	"strings"
	"time"
)

// What makes a question one for this prospect alone: the thing in their own words
// that it asks after. Each of these falls back to a question that fits everybody
// where reading more into the words would be a guess.

var (
	everyThing = regexp.MustCompile(`^(?:every|each) ((?:\p{Ll}[\p{Ll}-]+ ){0,2}?\p{Ll}[\p{Ll}-]+) (?:costs|takes|eats|means|loses|needs|ties|sets|holds)\b`)
	notCounted = regexp.MustCompile(`\b(of|in|at|on|for|that|we|you|they|day|week|month|quarter|year|hour|minute|time|morning|evening|night|weekend|man|woman|child|person|single|other)\b`)
)

// BadDay is the day to ask about: "On a day with a lot of changeovers" of what is
// said to cost them every time, else "On a bad day".
func (s slot) BadDay() string {
	return s.with(func(f filled) string {
		if m := everyThing.FindStringSubmatch(f.tail); m != nil && !notCounted.MatchString(m[1]) {
			return "On a day with a lot of " + pluralOf(m[1])
		}
		return "On a bad day"
	})
}

var yAfterConsonant = regexp.MustCompile(`[^aeiou]y$`)

// pluralOf is the regular plural of a noun.
func pluralOf(noun string) string {
	switch {
	case yAfterConsonant.MatchString(noun):
		return strings.TrimSuffix(noun, "y") + "ies"
	case strings.HasSuffix(noun, "s"), strings.HasSuffix(noun, "x"), strings.HasSuffix(noun, "ch"), strings.HasSuffix(noun, "sh"):
		return noun + "es"
	}
	return noun + "s"
}

var (
	notASingle = regexp.MustCompile(`\b(?:mustn't|must not|can't|cannot|may not|shouldn't|won't) .*\b(?:a single|even one) (\p{L}[\p{L}-]+)$`)
	aMust      = regexp.MustCompile(`\b(mustn't|must|has to|have to|needs to|need to|can't|cannot|may not)\b`)
)

// HardSpot asks where their own yardstick will be hardest to meet: "Where do you
// see a Saturday most at risk?" The rep's own question comes first, else it goes by what the yardstick is, in the order in
// which a script takes it.
func (w words) HardSpot() string {
	for _, s := range []slot{w.Statement(), w.Goal(), w.Problem(), w.Event()} {
		if len(s) == 0 {
			continue
		}
		if own := s.Ask(); len(own) > 0 {
			return own.String()
		}
		break
	}
	if s := w.Statement(); len(s) > 0 {
		if m := notASingle.FindStringSubmatch(s[0].tail); m != nil {
			return "Where do you see " + aOrAn(m[1]) + " most at risk?"
		}
		if aMust.MatchString(s[0].tail) {
			return "Where will your own yardstick be hardest to meet?"
		}
		return "Where do you feel it most today?"
	}
	switch {
	case len(w.Goal()) > 0:
		return "What's the hardest part of getting there?"
	case len(w.Problem()) > 0:
		return "Where do you feel it most today?"
	case len(w.Event()) > 0:
		return "What worries you most about it?"
	}
	return "Where do you see the tightest spot?"
}

func aOrAn(noun string) string {
	if vowel.MatchString(strings.ToLower(noun)) {
		return "an " + noun
	}
	return "a " + noun
}

var (
	beginWith = regexp.MustCompile(`\b(?:start|begin) (?:with|in|at|on) ((?:the )?(?:[\p{L}\d-]+ ){0,2}?[\p{L}\d-]+)(?: only| first| alone)?$`)
	yearsOf   = regexp.MustCompile(`\b((?:two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|\d+) years of \p{Ll}+)\b`)
	burden    = regexp.MustCompile(`^the (work|effort|trouble|cost|risk|disruption) of `)
)

// Narrowed asks how much of what holds them back is left of it with the step that
// was agreed: "How much of those ten years of data does the Southampton depot really
// need?"
func (w words) Narrowed() slot {
	reason, agreed := w.Reason(), w.Agreed()
	if len(reason) == 0 || len(agreed) == 0 {
		return nil
	}
	part := "that one step"
	if m := beginWith.FindStringSubmatch(agreed[0].tail); m != nil {
		part = m[1]
	}
	reason[0].also = agreed[0].fact
	if m := yearsOf.FindStringSubmatch(reason[0].tail); m != nil {
		reason[0].sentence = "How much of those " + m[1] + " does " + part + " really need"
	} else if m := burden.FindStringSubmatch(reason[0].tail); m != nil {
		reason[0].sentence = "How much of that " + m[1] + " would there be with just " + part
	} else {
		reason[0].sentence = "With just " + part + ", what would still worry you"
	}
	return reason
}

var (
	goalMonth  = regexp.MustCompile(`\b(?:through|in|by|before|until|of) (January|February|March|April|May|June|July|August|September|October|November|December)\b`)
	goalFree   = regexp.MustCompile(`\bwithout (?:any )?(\p{Ll}+(?: \p{Ll}+)?)(?: again| any more| anymore)?$`)
	noThing    = regexp.MustCompile(`^\p{Ll}+ing\b|\b(a|an|the|more|any\p{Ll}+|us|you|me|them|it|him|her)\b`)
	goalFigure = regexp.MustCompile(`^(halve|double) |^(cut|reduce|lower|raise|increase|grow) .*\b(by|to)\b`)
)

// month is the month of the year that their goal names, as long as it is another
// one than this; 0 for none. Where they have told us what they'd like one day, the
// words are about that.
func (w words) month() time.Month {
	s := w.Goal()
	if len(s) == 0 || len(w.Hope()) > 0 || dayPassed(s[0].fact, s[0].tail, w.s.Cadence.Today) && !strings.Contains(s[0].tail, "through ") {
		return 0
	}
	if m := goalMonth.FindStringSubmatch(s[0].tail); m != nil {
		for month := time.January; month <= time.December; month++ {
			if month.String() == m[1] && month != w.s.Cadence.Today.Month {
				return month
			}
		}
	}
	return 0
}

// Friday is the evening of the picture: "the last Friday of next January" where
// their goal names a month, else "the first Friday when that's simply so".
func (w words) Friday() string {
	switch m := w.month(); {
	case m == 0:
		return "the first " + w.DayOff() + " when that's simply so"
	case m < w.s.Cadence.Today.Month:
		return "the last Friday of next " + m.String()
	default:
		return "the last Friday in " + m.String()
	}
}

// DayOff is the day of the picture: the one that their goal names, else Friday.
func (w words) DayOff() string {
	if s := w.Goal(); len(s) > 0 && len(w.Hope()) == 0 {
		if m := oneDay.FindString(s[0].tail); m != "" {
			return m
		}
	}
	return "Friday"
}

var oneDay = regexp.MustCompile(weekday)

// FridayIn is the same evening as a subject: "The last Friday in January"; empty
// where their goal names no month.
func (w words) FridayIn() slot {
	if m := w.month(); m != 0 {
		return slotOf("The last Friday in " + m.String())
	}
	return nil
}

// HowFar asks for the number under their goal, one that they can say at once:
// "Roughly how many weekends did this January take"
func (w words) HowFar() slot {
	plainly := slotOf("How far off is that today, as a rough number")
	s := w.Goal()
	if len(s) == 0 || len(w.Hope()) > 0 {
		return plainly
	}
	if goalFigure.MatchString(s[0].tail) {
		return slotOf("What's the figure today, roughly")
	}
	m := goalFree.FindStringSubmatch(s[0].tail)
	if m == nil || noThing.MatchString(m[1]) {
		return plainly
	}
	return slotOf(howMuch(m[1], w.lastMonth()))
}

// lastMonth is the month of their goal when it was there last: "this January".
func (w words) lastMonth() string {
	switch m := w.month(); {
	case m == 0:
		return ""
	case m < w.s.Cadence.Today.Month:
		return "this " + m.String()
	default:
		return "last " + m.String()
	}
}

// howMuch asks how much of something there was in a month, or is by now.
func howMuch(what, when string) string {
	many := strings.HasSuffix(what, "s") && !strings.HasSuffix(what, "ss")
	switch {
	case strings.HasPrefix(what, "weekend") && when != "":
		return "Roughly how many weekends did " + when + " take"
	case strings.HasPrefix(what, "weekend"):
		return "Roughly how many weekends does it take now"
	case many && when != "":
		return "Roughly how many " + what + " were there " + when
	case many:
		return "Roughly how many " + what + " are there now in a month"
	case when != "":
		return "Roughly how much " + what + " was there " + when
	}
	return "Roughly how much " + what + " is there now in a month"
}

var (
	weekday  = `(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)`
	everyDay = regexp.MustCompile(`\b(?:every|each|on) ` + weekday + `s?(?: (morning|afternoon|evening|night)s?)?\b`)
)

// Weekdays is the days of the week that a fact is about: "Monday mornings", "Mondays".
func (s slot) Weekdays() slot {
	if len(s) == 0 {
		return nil
	}
	m := everyDay.FindStringSubmatch(s[0].tail)
	switch {
	case m == nil:
		return nil
	case m[2] == "":
		s[0].sentence = m[1] + "s"
	default:
		s[0].sentence = m[1] + " " + m[2] + "s"
	}
	return s
}

// WellClear is ", well clear of Monday" where Monday is the day that troubles them
// and the slots on offer are two days away from it; else nothing.
func (w words) WellClear() string {
	problem, slots := w.Problem(), w.Slots()
	if len(problem) == 0 || len(slots) == 0 {
		return ""
	}
	m, offered := everyDay.FindStringSubmatch(problem[0].tail), namedDays(slots.String())
	if m == nil || len(offered) == 0 {
		return ""
	}
	week := []string{"mon", "tue", "wed", "thu", "fri"}
	bad := slices.Index(week, strings.ToLower(m[1][:3]))
	for _, day := range offered {
		at := slices.Index(week, day)
		if bad < 0 || at < 0 || max(at-bad, bad-at) < 2 {
			return ""
		}
	}
	return ", well clear of " + m[1]
}

var sameAs = regexp.MustCompile(`, (same \p{Ll}+(?: \p{Ll}+)?)$`)

// Alike is what else a customer's story has in common with them, where the note
// says it and the spoken words leave it out: "Same routes as yours".
func (s slot) Alike() slot {
	if len(s) == 0 || s[0].fact == nil || strings.Contains(s[0].tail, "same") {
		return nil
	}
	m := sameAs.FindStringSubmatch(s[0].fact.Text)
	if m == nil {
		return nil
	}
	s[0].sentence = upperFirst(m[1]) + " as yours"
	return s
}

// AskAlike asks how what happened to that customer is with them.
func (s slot) AskAlike() string {
	return s.with(func(f filled) string {
		if m := everyDay.FindStringSubmatch(f.tail); m != nil {
			return "What do your " + slot{f}.Weekdays()[0].sentence + " look like?"
		}
		return "What's that like with you?"
	})
}

// Sent says that our proposal is with them.
func (w words) Sent() bool { return w.s.Deal.Sent() }

var (
	money   = regexp.MustCompile(`[$€£] ?\d|\d ?[$€£]|\b\d+k\b`)
	goesOut = regexp.MustCompile(`(?i)\b(bills?|costs?|costing|pa(id|y|ys|ying)|spen(d|ds|t|ding)|los(e|es|t|ing|s)|losses|wast(e|es|ed|ing)|scrap)\b`)
)

// Costs says that the slot tells of money that goes out.
func (s slot) Costs() bool {
	return len(s) > 0 && money.MatchString(s[0].tail) && goesOut.MatchString(s[0].tail)
}
