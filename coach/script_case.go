package coach

import (
	"regexp"
	"strings"
)

// What other customers of ours achieved, told as a person would: by the kind of
// firm where the fact says it ("A practice in Leeds halved …"), situation and
// result in one breath where they are one case, and short for a subject.

// kindsOfFirm are what a customer may be called without being named. Words that
// are as often something else ("best practice", "age group") count with an article
// or a place only.
const (
	kindsOfFirm  = `firm|company|manufacturer|maker|builder|wholesaler|retailer|bakery|brewery|dairy|butcher|caterer|restaurant|hotel|clinic|hospital|pharmacy|dentist|insurer|broker|haulier|carrier|courier|forwarder|supplier|dealer|distributor|printer|publisher|joiner|joinery|carpenter|roofer|plumber|contractor|installer|foundry|shipyard|boatyard|sawmill|mill|farm|nursery|vineyard|agency|consultancy|practice|school|college|university|council|utility|chain|cooperative|shop|garage|laboratory|studio|producer|processor|packer|operator|accountant|solicitor`
	kindsOfPlace = `practice|group|plant|office|house|yard|surgery|workshop|warehouse|store`
)

var (
	aFirm    = regexp.MustCompile(`^(an? )?((?:\p{Ll}[\p{Ll}-]+ ){0,3}?(?:` + kindsOfFirm + `)(?: (?:in|near|outside) (?:the )?\p{Lu}[\p{L}-]+)?)$`)
	aPlace   = regexp.MustCompile(`^(an? )((?:\p{Ll}[\p{Ll}-]+ ){0,3}?(?:` + kindsOfPlace + `)(?: (?:in|near|outside) (?:the )?\p{Lu}[\p{L}-]+)?)$`)
	atAFirm  = regexp.MustCompile(`^.* (?:at|for|from) (an? .+)$`)
	ownBegin = regexp.MustCompile(`^(an? (?:\p{Ll}[\p{Ll}-]+ ){0,3}?(?:` + kindsOfFirm + `|` + kindsOfPlace + `)(?: (?:in|near|outside) (?:the )?\p{Lu}[\p{L}-]+)?) (\p{Ll}+ .+)$`)
	vowel    = regexp.MustCompile(`^[aeiou]`)
	misfit   = regexp.MustCompile(`^(best|common|good|bad|age|focus|power|back|work|our|their|one|other|each|every|this|that|same) `)
)

// firmIn is the kind of firm that a text about a result names: "a practice in
// Leeds" for just that, "a kitchen maker" for "Kitchen maker: double bookings down",
// "a tool shop" for "scrap down by a fifth at a tool shop"; "" for none.
func firmIn(text string) string {
	text = strings.TrimRight(strings.TrimSpace(text), ".!")
	parts := []string{text}
	for _, end := range []string{":", ",", ";"} {
		if head, _, cut := strings.Cut(text, end); cut {
			parts = append(parts, head)
		}
	}
	if m := atAFirm.FindStringSubmatch(text); m != nil {
		parts = append(parts, m[1])
	}
	for _, p := range parts {
		if kind := kindOfFirm(lowerFirst(strings.TrimSpace(p))); kind != "" {
			return kind
		}
	}
	return ""
}

func kindOfFirm(p string) string {
	m := aFirm.FindStringSubmatch(p)
	if m == nil {
		m = aPlace.FindStringSubmatch(p)
	}
	switch {
	case m == nil || misfit.MatchString(m[2]):
		return ""
	case m[1] != "":
		return p
	case vowel.MatchString(m[2]):
		return "an " + m[2]
	}
	return "a " + m[2]
}

// measuredAt parts a plain result into the kind of firm that it begins with and what that
// firm measured: "a tug operator" and "7 % less fuel" for "tug operator: 7 % less
// fuel". Both are empty for any other text.
func measuredAt(f *Fact) (kind, what string) {
	head, what, found := strings.Cut(f.Text, ": ")
	if f.Kind != Result || !found {
		return "", ""
	}
	what, ok := tidy(what)
	if kind = kindOfFirm(lowerFirst(strings.TrimSpace(head))); kind == "" || !ok {
		return "", ""
	}
	return kind, what
}

// whose tells a result with its own subject: the one that its words begin with, or
// the kind of firm that its text names.
func whose(f *Fact, said saying) saying {
	if m := ownBegin.FindStringSubmatch(said.tail); m != nil {
		said.subject, said.tail = m[1], m[2]
		said.sentence = upperFirst(m[1]) + " " + m[2]
		return said
	}
	kind := firmIn(f.Text)
	if kind == "" {
		kind = doerOf(f.Text, said.tail)
	}
	if kind != "" && !strings.Contains(said.tail, kind) {
		said.subject = kind
		said.sentence = upperFirst(kind) + " " + said.tail
	}
	return said
}

var somebodyLike = regexp.MustCompile(`^(an? )((?:\p{Ll}[\p{Ll}-]+ ){0,3}\p{Ll}[\p{Ll}-]+)$`)

// doerOf is whoever a plain text says did what the spoken words tell: "a curling club"
// of "a curling club used 9 % less power" and "used 9% less power"; "" where the text
// begins otherwise.
func doerOf(text, tail string) string {
	verb, _, _ := strings.Cut(tail, " ")
	head, _, found := strings.Cut(lowerFirst(strings.TrimSpace(text)), " "+verb+" ")
	if kind := kindOfFirm(head); found && kind != "" {
		return kind
	}
	if m := somebodyLike.FindStringSubmatch(head); !found || m == nil || misfit.MatchString(m[2]) {
		return ""
	}
	return head
}

// Who is a result as somebody to think of: "a kitchen maker that cut its double
// bookings by two thirds in a quarter".
func (s slot) Who() string {
	return s.with(func(f filled) string {
		who := f.subject
		if who == "" {
			who = "a customer of ours"
		}
		return who + " that " + f.tail
	})
}

// clause is what makes two sentences of a case: more than a noun with its
// attributes.
var clause = regexp.MustCompile(`(?i)[,.;:–]|\b(who|whom|whose|which|that|where|had|has|have|was|were|is|are|couldn't|didn't|and|but)\b`)

// Case is story and result of one customer in one breath, for the middle of a
// sentence: "a cold-store wholesaler with the same turnover on the floor brought
// training down from six weeks to two". Like [words.TheirResult] it takes the two
// for one case only when they were written down as one.
func (w words) Case() slot {
	result, story := w.TheirResult(), w.Story()
	if len(result) == 0 {
		return nil
	}
	text := story[0].tail + " " + result[0].tail
	if clause.MatchString(story[0].tail) {
		text = story[0].tail + ". They " + result[0].tail
	}
	result[0].sentence, result[0].tail, result[0].also = text, text, story[0].fact
	return result
}

var (
	goneDown = regexp.MustCompile(`^(?:cut|reduced|lowered|shortened) (?:its |their |the )?((?:\S+ ){1,4}?)((?:by|from|to) .+)$`)
	putDown  = regexp.MustCompile(`^(?:brought|got) (?:its |their |the )?((?:\S+ ){1,4}?)down ((?:by|from|to) .+)$`)
	timesTwo = regexp.MustCompile(`^(halved|doubled) (?:its |their |the )?((?:\S+ ){1,4}?)((?:in|within) .+)$`)
	theirNew = regexp.MustCompile(`^(?:(?:are|have) )?(?:opening|opened|building|built|launching|launched|planning|starting|won|winning|taking over|taken over) (an? |the |another )?(.+)$`)
)

// longestHeadline is the most words of a subject that is read at a glance.
const longestHeadline = 8

// Headline is a fact as the subject of an email, in fewer words than a sentence
// has: "Training down from six weeks to two", "Your second workshop in Hull". It is
// empty where that takes guessing.
func (s slot) Headline() slot {
	if len(s) == 0 || s[0].fact == nil {
		return nil
	}
	f := s[0]
	switch f.fact.Kind {
	case Result:
		f.sentence = resultHeadline(f.tail)
	case CompanyEvent:
		f.sentence = eventHeadline(f.tail)
	default:
		return s.AsSubject()
	}
	if f.sentence == "" || wordCount(f.sentence) > longestHeadline {
		return nil
	}
	return slot{f}
}

func resultHeadline(tail string) string {
	if m := goneDown.FindStringSubmatch(tail); m != nil {
		return upperFirst(m[1] + "down " + m[2])
	}
	if m := putDown.FindStringSubmatch(tail); m != nil {
		return upperFirst(m[1] + "down " + m[2])
	}
	if m := timesTwo.FindStringSubmatch(tail); m != nil {
		return upperFirst(m[2] + m[1] + " " + m[3])
	}
	return ""
}

func eventHeadline(tail string) string {
	m := theirNew.FindStringSubmatch(tail)
	switch {
	case m == nil || strings.ContainsAny(m[2], ",;:"):
		return ""
	case m[1] == "a " || m[1] == "an ":
		return "Your " + m[2]
	}
	return upperFirst(m[1] + m[2])
}
