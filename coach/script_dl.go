package coach

import (
	"regexp"
	"strings"
	"unicode"
)

// New is the same words with only those facts that are newer than the last time
// it was settled, or than their last answer where it never was: what has changed
// since (DL-01).
func (w words) New() words {
	w.after = w.s.Deal.SentOn
	if t := w.sig.lastAnswer; t != nil && t.On.After(w.after) {
		w.after = t.On
	}
	if closed := w.sig.closedOn(); !closed.IsZero() {
		w.after = closed
	}
	return w
}

// WhatsNew is what has changed for them since, the strongest first: news of their
// firm, their annual report, a problem, something in their market, a goal.
func (w words) WhatsNew() slot {
	w = w.New()
	for _, s := range []slot{w.Event(), w.Report(), w.Problem(), w.Trend(), w.Goal()} {
		if len(s) > 0 {
			return s
		}
	}
	return nil
}

// Fresh is [words.WhatsNew], or news that only its plain text tells.
func (w words) Fresh() slot {
	if s := w.WhatsNew(); len(s) > 0 {
		return s
	}
	if s := w.New().Noted().Event(); len(s) > 0 {
		return s
	}
	return w.New().Noted().Trend()
}

// Found is news with how we came by it: "I've read that you're opening a second
// depot in Leeds"; "I hear that …" when it was not in print.
func (s slot) Found() string { return s.with(filled.found) }

func (f filled) found() string {
	how := "I hear that "
	if f.fact != nil && (isLink(f.fact.Source) || published.MatchString(f.fact.Source)) {
		how = "I've read that "
	}
	return how + lowerFirst(strings.TrimPrefix(f.sentence, "Now that ")) + f.when(f.m.s.Cadence.Today)
}

// longestSubject is the most words of a fact that make the subject of an email.
const longestSubject = 9

// AsSubject is a fact as the subject of an email: "Three open posts on the night shift",
// "Now that you're opening a second depot". A long one ends where anybody would pause;
// news that is long, and what has no pause, is none.
func (s slot) AsSubject() slot {
	if len(s) == 0 {
		return nil
	}
	f := s[0]
	if f.fact == nil || f.fact.Kind != CompanyEvent {
		f.sentence = upperFirst(untilPause(f.tail))
	}
	if f.sentence == "" || wordCount(f.sentence) > longestSubject {
		return nil
	}
	return slot{f}
}

// untilPause is a text up to the last word before which anybody would pause, where it is
// too long for a subject as a whole: "Tablecloths that come back a day late"; "" where
// there is none.
func untilPause(text string) string {
	fields := strings.Fields(text)
	if len(fields) <= longestSubject {
		return text
	}
	for at := longestSubject; at >= 4; at-- {
		if pauses[strings.ToLower(fields[at])] || strings.HasSuffix(fields[at-1], ",") {
			return strings.TrimRight(strings.Join(fields[:at], " "), ",;:")
		}
	}
	return ""
}

var pauses = wordSet("after and as at because before but by during for from if in into on or over since so than that until when whenever where while who with without")

// Where is where something can be read, for emails; empty when that is no link.
func (s slot) Where() slot {
	switch {
	case len(s) == 0:
		return nil
	case s[0].item != nil && isLink(s[0].item.Link):
		return slotOf(s[0].item.Link)
	case s[0].fact != nil && isLink(s[0].fact.Source) && wordCount(s[0].fact.Source) == 1:
		return slotOf(s[0].fact.Source)
	}
	return nil
}

// HelloAgain opens a call to somebody who may have forgotten us: "Hi Dana, it's
// Sam from Northgate", with what is known of the three names.
func (w words) HelloAgain() string {
	if w.bare {
		return w.Hello()
	}
	return Opening(w.to.Name, w.s.Rep.SpokenName, w.s.Us.Company)
}

// Greeting opens a text message: "Hi Dana, Sam from Northgate here."
func (w words) Greeting() string {
	hello := greeted(w.First())
	if s := w.MeFrom(); len(s) > 0 {
		hello += ", " + s.String() + " here"
	}
	return hello + "."
}

// Topic is the deal's name where it says what is proposed: "Cold store controls",
// but not "Acme - New Business 2027", which is a name among ourselves.
func (w words) Topic() slot {
	name := w.s.Deal.Name
	first, _, _ := strings.Cut(strings.ToLower(w.s.Deal.Account), " ")
	if wordCount(name) > 4 || amongOurselves.MatchString(name) || first != "" && strings.Contains(strings.ToLower(name), first) {
		return nil
	}
	return slotOf(name)
}

var amongOurselves = regexp.MustCompile(`(?i)\b(new business|renewals?|up-?sell|cross-?sell|expansion|opportunity|opp|deal|proposal|quote|offer|order|lead|test|tbd|phase|q[1-4]|h[12])\b|\d{4}|[^\p{L}\p{N}\p{M} .&'’+-]|^\P{L}`)

// Proposal is our proposal with what it is about: "our proposal on cold store
// controls", or just "our proposal".
func (w words) Proposal() string {
	if topic := w.Topic(); !w.brief && len(topic) > 0 {
		return "our proposal on " + spokenTopic(topic.String())
	}
	return "our proposal"
}

// spokenTopic is a topic in the middle of a sentence: "Towel service" loses its capital,
// "Brightline Suite" and "CRM cleanup" keep theirs.
func spokenTopic(topic string) string {
	first, rest, _ := strings.Cut(topic, " ")
	if rest != "" && rest == strings.ToLower(rest) && lowerFirst(first) == strings.ToLower(first) {
		return lowerFirst(topic)
	}
	return topic
}

// Declined says that the last word was a no.
func (w words) Declined() bool { return w.s.Deal.Stage == Lost || w.sig.no != nil }

// ThatTime is when they said no, when it was settled else, or when they were last
// heard: "in June". A file is often closed long after the no.
func (w words) ThatTime() slot {
	on := w.sig.closedOn()
	if no := w.sig.no; no != nil {
		on = no.On
	}
	if t := w.sig.lastAnswer; on.IsZero() && t != nil {
		on = t.On
	}
	if on.IsZero() || on.After(w.s.Cadence.Today) {
		return nil
	}
	return slotOf(whenSpoken(on, w.s.Cadence.Today))
}

// HowItEnded is how it ended, or where it stands, as a sentence: "You decided
// against our proposal in June".
func (w words) HowItEnded() slot {
	when, name := w.ThatTime(), w.Proposal()
	switch {
	case len(when) == 0 && w.s.Deal.Sent():
		return slotOf("You still have " + name)
	case len(when) == 0:
		return nil
	case w.Declined():
		return slotOf("You decided against " + name + " " + when.String())
	case !w.sig.closedOn().IsZero():
		return slotOf("We let " + name + " rest " + when.String())
	}
	return slotOf("We last talked about " + name + " " + when.String())
}

// Because is the stated reason of a no, to go on with: "because the time wasn't
// right". It is named where that is no argument against it (DL-06): not the
// price, and nothing once the real one is known.
func (w words) Because() slot {
	if !w.Declined() || w.sig.realReasonKnown() {
		return nil
	}
	switch w.stated() {
	case Timing:
		return slotOf("because the time wasn't right")
	case Budget:
		return slotOf("because the money was spoken for")
	case CurrentVendor:
		return slotOf("and stayed with the people you had")
	}
	return nil
}

// Given is the reason they gave: price, budget, timing, current_vendor or other.
func (w words) Given() string { return string(w.stated()) }

// Theirs is what troubles them, or else what they said or want.
func (w words) Theirs() slot {
	for _, s := range []slot{w.Problem(), w.Statement(), w.Goal()} {
		if len(s) > 0 {
			return s
		}
	}
	return nil
}

// Tale is a customer's story to tell, or else a result.
func (w words) Tale() slot {
	if s := w.Story(); len(s) > 0 {
		return s
	}
	return w.Result()
}

// stated is the reason of the last no as they gave it, however polite.
func (w words) stated() Objection {
	for i := range w.sig.newest {
		if t := &w.sig.newest[i]; t.Outcome == SaidNo && t.Objection != NoObjection {
			return t.Objection
		}
	}
	for _, o := range []Objection{Price, Budget, CurrentVendor, Timing} {
		if statedWords[o].MatchString(w.s.Deal.CloseReason) {
			return o
		}
	}
	return OtherReason
}

var statedWords = map[Objection]*regexp.Regexp{
	Price:         regexp.MustCompile(`(?i)\b(price|pric(e)?y|pricing|expensive|cost|costs|cheaper)\b`),
	Budget:        regexp.MustCompile(`(?i)\b(budget|funding|funds|money)\b`),
	CurrentVendor: regexp.MustCompile(`(?i)\b(current (vendor|supplier|provider)|incumbent|stay(s|ed|ing)? with)\b`),
	Timing:        regexp.MustCompile(`(?i)\b(timing|bad time|no time|too (early|busy)|not now|later|next year)\b`),
}

// Quarter is the quarter that people plan for now: "the second quarter", from
// three weeks before it begins.
func (w words) Quarter() string {
	in := w.s.Cadence.Today.Add(21)
	return "the " + []string{"first", "second", "third", "fourth"}[(in.Month-1)/3] + " quarter"
}

// halfYear is how long a closed file rests where no day was chosen, in days [D].
const halfYear = 182

// Revisit is when the file deserves another look: the day on file, else in half
// a year: "in September".
func (w words) Revisit() string {
	on, today := w.s.Deal.RevisitOn, w.s.Cadence.Today
	if !on.After(today) {
		on = today.Add(halfYear)
	}
	if on.Sub(today) > 330 {
		return on.Format("in January 2006")
	}
	return "in " + on.Month.String()
}

// Thanked says that they have been asked already why they chose us.
func (w words) Thanked() bool {
	_, told, _ := w.sig.thanked()
	return told
}

// Item is something to give that is of use by itself: found for this account, or
// out of the team's library (DL-22, DL-26). A person is no gift. Like every fact it
// comes in its frame, as long as it was written, and with Noted as a quotation that
// is a sentence of its own; {{.Gift}} is for lines that name the thing in passing.
func (w words) Item() slot {
	if w.left(ValueItem) {
		return nil
	}
	for i := range w.s.Facts {
		f := &w.s.Facts[i]
		if !w.sig.toGive(f) {
			continue
		}
		if in, ok := w.frame(f); ok {
			return slot{{saying: in, fact: f, m: w.material}}
		}
	}
	for i := range w.s.Library {
		item := &w.s.Library[i]
		f := Fact{Kind: ValueItem, Text: item.Text, SayAs: item.Text}
		if in, ok := say(&f, frames[ValueItem].Begin, w.who); ok && !w.plain {
			in.tail = asTitle(in.tail)
			return slot{{saying: in, item: item, m: w.material}}
		}
	}
	return nil
}

// Introduce is somebody worth knowing who agreed to be introduced: "Ruth Castell
// at Harbour Foods"; its Tail is the first name (DL-27: never without consent).
// Whoever sent us or speaks for us is known to them already.
func (w words) Introduce() slot {
	for i := range w.s.Facts {
		f := &w.s.Facts[i]
		name, ok := tidy(f.Person)
		if f.Kind != ValueItem || w.sig.unnamed(f) != "" || !ok || w.left(ValueItem) {
			continue
		}
		as := saying{sentence: introduced(f, name), tail: name}
		if first := firstName(name); first != "" {
			as.tail = first
		}
		return slot{{saying: as, fact: f, m: w.material}}
	}
	return nil
}

// Meet is the full name of {{.Introduce}}.
func (w words) Meet() slot {
	s := w.Introduce()
	if len(s) > 0 {
		s[0].sentence = strings.TrimSpace(s[0].fact.Person)
	}
	return s
}

// introduced is a person with what was written about them, where that reads on
// from the name: "Ruth Castell at Harbour Foods", "Ruth Castell, who runs …".
func introduced(f *Fact, name string) string {
	for _, text := range []string{f.SayAs, f.Text} {
		text, ok := tidy(text)
		if !ok || wordCount(text) > 15 || thirdPerson.MatchString(text) {
			continue
		}
		if rest, found := strings.CutPrefix(text, name); found && readsOn.MatchString(rest) {
			return text
		} else if found && tellsOn.MatchString(rest) {
			return name + ", who" + rest
		}
		if who, found := strings.CutPrefix(text, "somebody who "); found {
			return name + ", who " + who
		}
	}
	return name
}

var (
	readsOn = regexp.MustCompile(`^(, \p{Ll}| (at|of|from|in) )`)
	tellsOn = regexp.MustCompile(`^ (?:\p{Ll}+(?:s|ed)|made|ran|took|built|brought|cut|went|led|set|sold|grew|won|kept|left|had|put) `)
)

// TheirResult is what the customer of the story measured, when both were written
// down as one case: same source, same day.
func (w words) TheirResult() slot {
	story, result := w.Story(), w.Result()
	if len(story) == 0 || len(result) == 0 {
		return nil
	}
	a, b := story[0].fact, result[0].fact
	if strings.TrimSpace(a.Source) == "" || !strings.EqualFold(a.Source, b.Source) || a.On != b.On {
		return nil
	}
	result[0].sentence = "They " + result[0].tail
	return result
}

// mayName says that words about a customer of ours name nobody, or that the
// customer gave leave (DL-25).
func mayName(f *Fact, words string, spoken bool) bool {
	return f.Consent || f.Kind != Story && f.Kind != Result || !namesSomebody(words, spoken)
}

// needsLeave says that a story stays untold because it names its customer.
func needsLeave(f *Fact) bool {
	if f.SayAs != "" {
		return !mayName(f, f.SayAs, true)
	}
	return !mayName(f, f.Text, false)
}

// namesSomebody says that words about a customer hold what may be a name: a
// capital within a sentence, or at its beginning where a person or a firm is
// about to do something. Where they are ("a brewery on the Rhine") names nobody.
// Such words need leave (DL-25, SE-09).
func namesSomebody(text string, spoken bool) bool {
	fields, where := strings.Fields(text), false
	for i, word := range fields {
		bare := strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		lower, _, owner := strings.Cut(strings.ToLower(strings.ReplaceAll(bare, "’", "'")), "'")
		if bare == "" || !startsUpper(bare) || noName[lower] || starters[lower] || i > 0 && bare == strings.ToUpper(bare) {
			where = somewhere[lower] || where && lower == "the"
			continue
		}
		switch {
		case where && !owner:
		case i > 0 && strings.ContainsAny(fields[i-1][len(fields[i-1])-1:], ".!?:"):
		case i > 0 || spoken || strings.HasSuffix(word, ",") || len(fields) > 1 && actor[strings.ToLower(fields[1])]:
			return true
		}
	}
	return false
}

func startsUpper(s string) bool {
	for _, r := range s {
		return unicode.IsUpper(r)
	}
	return false
}

var (
	noName    = wordSet("i january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday christmas easter")
	actor     = wordSet("had has have was were is are did does went cut saved brought got used uses moved lost won halved doubled reduced grew at in from of and")
	somewhere = wordSet("in on near outside around across along throughout")
)
