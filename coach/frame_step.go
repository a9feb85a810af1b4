package coach

import (
	"regexp"
	"strings"
)

// What they are to do next, as a rep notes it ("he reads the meter and sends us the
// numbers") and as it is told back to them ("you'd read the meter and send us the
// numbers").

var (
	stepStart  = regexp.MustCompile(`(?i)^(he|she|they)(['’]ll| will| would| is to| are to)? `)
	andThen    = regexp.MustCompile(`(, and | and |, then | and then |, )(\p{L}+)`)
	stepVerbs  = wordSet("ask bring call check choose come count decide find forward get give go let look measure name pick put read reply say send set show sign start take talk tell test think try visit write")
	weDo       = regexp.MustCompile(`(?:, | and |, and )we (mark|make|send|call|check|come|look|show|build|prepare|compare|count|measure|write|work|put|bring|test|try) `)
	ourPart    = regexp.MustCompile(`(?i)(?:, | and )(?:we|i) `)
	notEnoughS = regexp.MustCompile(`(ss|us|is)$`)
)

// retellStep takes a step that begins with whoever takes it. It is false where a
// second person comes in, or where a word may be a verb or a thing.
func retellStep(text string, who person) (string, bool) {
	if rest, ok := cutPrefixFold(text, who.first+" "); ok && who.first != "" {
		text = "he " + rest
	}
	m := stepStart.FindStringSubmatch(text)
	if m == nil {
		return "", false
	}
	verb, rest, more := strings.Cut(strings.TrimPrefix(text, m[0]), " ")
	base := verb
	if m[2] == "" && !strings.EqualFold(m[1], "they") {
		base = baseOf(verb)
	}
	rest = weDo.ReplaceAllString(rest, ", and we'd $1 ")
	rest, ok := stepsOn(rest)
	if !more || !stepVerbs[base] || !ok || aboutThem.MatchString(rest) || ourPart.MatchString(rest) {
		return "", false
	}
	return "you'd " + base + " " + rest, true
}

// stepsOn puts what comes after "and" into the same form.
func stepsOn(rest string) (string, bool) {
	sure := true
	rest = andThen.ReplaceAllStringFunc(rest, func(part string) string {
		m := andThen.FindStringSubmatch(part)
		base := baseOf(m[2])
		switch {
		case base != m[2] && stepVerbs[base]:
			return m[1] + base
		case base != m[2]:
			sure = false
		}
		return part
	})
	return rest, sure
}

// Thing is a next step that is a thing, to go on from "do one thing only:": "a look at
// the two sample reports". What they were to do is none.
func (s slot) Thing() slot {
	if len(s) == 0 || strings.HasPrefix(s[0].tail, "that ") {
		return nil
	}
	s[0].sentence = s[0].tail
	return s
}

// baseOf is a verb without the ending of "he reads"; the word itself where it has
// none.
func baseOf(verb string) string {
	for _, form := range [][2]string{{"goes", "go"}, {"tries", "try"}, {"replies", "reply"}} {
		if verb == form[0] {
			return form[1]
		}
	}
	if notEnoughS.MatchString(verb) || !strings.HasSuffix(verb, "s") {
		return verb
	}
	return strings.TrimSuffix(verb, "s")
}
