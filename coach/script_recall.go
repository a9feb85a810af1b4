package coach

import (
	"regexp"
	"strings"
)

// Sign is what stands under an email: "Sam, Northgate", as far as both are known.
func (w words) Sign() slot {
	me := w.Me()
	if us := w.Company(); len(me) > 0 && len(us) > 0 && !w.bare {
		return slotOf(me.String() + ", " + us.String())
	}
	return me
}

// Recall is a problem of theirs with where it came up: "What stayed with me from
// our call in February: phones that ring unanswered". It is empty where that is not
// known.
func (w words) Recall() slot {
	s := w.Problem()
	if len(s) == 0 {
		return nil
	}
	from := conversation(s[0].fact.Source, s[0].fact.On, w.s.Cadence.Today)
	if from == "" {
		return nil
	}
	s[0].sentence = "What stayed with me from " + from + ": " + s[0].tail
	return s
}

// conversation is an [occasion] as a thing: "our call in February", "the Hanover
// fair"; "" where there was no talk.
func conversation(source string, on, today Date) string {
	occ := occasion(source, on, today)
	for begin, as := range map[string]string{"when we spoke": "our call", "when we met": "our meeting", "in your email": "your email", "in your letter": "your letter"} {
		if rest, ok := strings.CutPrefix(occ, begin); ok {
			if as == "our meeting" && visited.MatchString(source) {
				as = "the visit"
			}
			return as + rest
		}
	}
	if rest, ok := strings.CutPrefix(occ, "at the "); ok {
		return "the " + rest
	}
	return ""
}

var visited = regexp.MustCompile(`(?i)\b(visit|on site)\b`)

// Idea is how ours would ease it, in a sentence or two. Where the plain text tells
// more than the spoken words, it comes first, or the idea would stay a secret: "My
// idea: online booking takes the Monday peak, so you could spread the calls over
// the week".
func (w words) Idea() slot {
	s := w.Easing()
	if len(s) == 0 {
		return nil
	}
	how := howOf(s[0].fact.Text, s[0].tail)
	if how == "" {
		s[0].sentence = "With us you could " + s[0].tail
		return s
	}
	s[0].sentence = "My idea: " + how + ", so you could " + s[0].tail
	return s
}

// longestHow is the most words of a note that tells the idea in passing.
const longestHow = 9

var privately = regexp.MustCompile(`(?i)\b(he|she|him|her|his|hers|they|them|their|we|us|our|i|me|my|maybe|perhaps|ask|check|tbc|idea|sell|upsell|margin)\b|[\d:;"“”()/?]|://`)

// howOf is what a note says of the way something is eased, beyond the spoken words:
// "" where it says no more, or may be a note to ourselves.
func howOf(note, spoken string) string {
	text, ok := tidy(note)
	if !ok || wordCount(text) > longestHow || wordCount(text) < 3 || privately.MatchString(note) || !akin(text, spoken) {
		return ""
	}
	said := map[string]bool{}
	for _, s := range stems(spoken) {
		said[s] = true
	}
	more := 0
	for _, s := range stems(text) {
		if !said[s] {
			more++
		}
	}
	if more < 2 {
		return ""
	}
	return lowerStart(text)
}

var promised = regexp.MustCompile(`(?i)\b(promis(e|ed|ing)|gave (her|him|them|my) word|said (I'd|I would|we'd|we would)|told (her|him|them) (I'd|I would))\b`)

// Promised says that we promised whoever sent us to get in touch: it is on file with
// the fact. Nothing is promised that nobody promised (RC-10).
func (w words) Promised() bool {
	f := w.sig.referrer()
	return f != nil && (promised.MatchString(f.Text) || promised.MatchString(f.SayAs))
}
