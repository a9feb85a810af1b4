package coach

import (
	"cmp"
	"regexp"
	"unicode"
	"unicode/utf8"
)

// What the plays of unreturned calls and of following up proposals say beyond
// facts: how long the proposal has been with them, what was tried, what the team
// has to give.

// SentSince is how long they have had the proposal: "since Monday", "since last
// week", "since 3 February".
func (w words) SentSince() slot {
	d, today := w.s.Deal.SentOn, w.s.Cadence.Today
	switch days := today.Sub(d); {
	case d.IsZero() || days < 1:
		return nil
	case weeksAgo(d, today) == 0:
		return slotOf("since " + d.Weekday().String())
	case weeksAgo(d, today) == 1:
		return slotOf("since last week")
	case d.Year == today.Year:
		return slotOf("since " + d.Format("2 January"))
	}
	return slotOf("since " + d.Format("January 2006"))
}

// Unreturned is how many calls and voicemails of this silence were not returned,
// for notes: "3 calls". It is empty below two; they are never told such a number.
func (w words) Unreturned() slot {
	n := 0
	for _, t := range w.sig.newest {
		if t.Answered() {
			break
		}
		if t.Direction == Out && (t.Channel == Call || t.Channel == Voicemail) && t.Outcome != Bounced {
			n++
		}
	}
	if n < 2 {
		return nil
	}
	return slotOf(plural(n, "call"))
}

// LeftMessage says that the last thing they had from us is a voicemail of today
// or the last days, to which an email may refer.
func (w words) LeftMessage() bool {
	for _, t := range w.sig.newest {
		if t.ours() {
			return t.Channel == Voicemail && t.Outcome == LeftMessage && w.s.Cadence.Today.Sub(t.On) <= 1
		}
	}
	return false
}

// longestGift is the most words of a thing to give that fit into a sentence.
const longestGift = 14

// Gift is what {{.Item}} gives, without a frame, as it reads on after "I put this
// aside for you": "a short guide to the new axle-load rules", or its title in
// quotes. What is too long for that is no Gift, and still an Item.
func (w words) Gift() slot {
	for _, w.plain = range []bool{false, true} {
		s := w.Item()
		if len(s) > 0 && wordCount(s[0].tail) <= longestGift {
			s[0].sentence = s[0].tail
			return s
		}
	}
	return nil
}

// Upper is the words at the beginning of a line, with a capital.
func (s slot) Upper() string { return s.with(func(f filled) string { return upperFirst(f.tail) }) }

// Heading is the words as the subject of an email: with a capital, and no quotes.
func (s slot) Heading() string {
	return s.with(func(f filled) string {
		title := unquote(f.tail)
		return upperFirst(cmp.Or(untilPause(title), title))
	})
}

// asTitle puts something of the library that was written down as a title into quotes,
// for the middle of a sentence: a name cannot lose its capital, and whether it is one
// nobody can tell.
func asTitle(text string) string {
	if first, _ := utf8.DecodeRuneInString(text); unicode.IsUpper(first) {
		return quoted(text)
	}
	return text
}

// Theme is what an item is worth to them, for notes: "save time" (RC-18).
func (s slot) Theme() slot {
	if len(s) == 0 || s[0].item == nil || s[0].item.Theme == "" {
		return nil
	}
	return slotOf(s[0].item.Theme.Label())
}

// worthOf is what a theme promises, modestly: never more than "may".
var worthOf = map[Theme]string{
	EarnMore:     "there may be some money in it for you",
	SaveTime:     "it may save you some time",
	CutWaste:     "it may help you waste less",
	SolveProblem: "it may take a problem off your hands",
	Succeed:      "it may take you a step further",
}

// Worth is what an item may do for them: "it may save you some time". A thing
// without a theme may be of use.
func (s slot) Worth() slot {
	if len(s) > 0 && s[0].item != nil {
		if worth, ok := worthOf[s[0].item.Theme]; ok {
			return slotOf(worth)
		}
	}
	return slotOf("it may be of use to you")
}

// MarketNews is the trend, where there is one and nothing to give away.
func (w words) MarketNews() slot {
	if len(w.Gift()) > 0 {
		return nil
	}
	if s := w.Trend(); len(s) > 0 {
		return s
	}
	return w.Noted().Trend()
}

// Knows says that something about them can be said that a question may stand on:
// a statement, news, a problem or a goal.
func (w words) Knows() bool {
	for _, w := range []words{w, w.Noted()} {
		if len(w.Statement())+len(w.Event())+len(w.Problem())+len(w.Goal())+len(w.Trend()) > 0 {
			return true
		}
	}
	return false
}

// Sized says that a measured result can be said: a picture of the future needs
// one to stand on (FU-10 with DL-30).
func (w words) Sized() bool { return len(w.Result())+len(w.Noted().Result()) > 0 }

// goneWords tell that the right person isn't there any more, or never was.
var goneWords = regexp.MustCompile(`(?i)\b(left|gone|moved on|no longer|not any ?more|retired|replaced|wrong (person|desk|department)|not (in charge|responsible))\b`)

// Gone says that the contact is no longer the one to talk to, or can't be reached
// where we write to: what was sent bounced, or it says so on file.
func (w words) Gone() bool {
	if w.sig.nothingArrived() {
		return true
	}
	f := w.sig.gatekeeper()
	return f != nil && (goneWords.MatchString(f.Text) || goneWords.MatchString(f.SayAs))
}

// adding are words that tell of something that adds up: a loss with an amount, or
// so much every so often.
var adding = regexp.MustCompile(`(?i)\b(costs?|los(e|es|ing|t)|takes?|taking|pay(s|ing)?|spend(s|ing)?|wast(e|es|ing)|wait(s|ing)?|miss(es|ing|ed)?)\b.*(\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|sixty|ninety|hundred|thousand|half|double|twice)\b)` +
	`|\b(a|per|every|each)( (second|third|other))? (hour|day|night|shift|week|month|season|quarter)\b`)

// Adds says that what the slot tells of adds up over a year: "every changeover
// costs you forty minutes", "two missed appointments a day".
func (s slot) Adds() bool {
	return len(s) > 0 && adding.MatchString(s[0].tail)
}
