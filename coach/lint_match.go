package coach

import (
	"slices"
	"strings"
	"sync"
)

// wordID is a word of the lexicon.
type wordID uint16

const unknownWord wordID = 0

// phraseGroup is phrases that mean the same to the lint. With a rule they are
// hits; with a cue they are evidence for a rule that weighs several.
//
// Each line of phrases is one pattern of words in lower case, with straight
// apostrophes:
//
//	a|b     one of these words          a|b?    it may be missing
//	<num>   a number in figures         ..      up to three words of any kind
//	<cap>   a word with a capital       !a|b    the next is none of these
//	^       the sentence begins here    -a|b    the one before is none (first of all)
//	$       the sentence ends here      ?$      it ends with a question mark
//
// <num>, <cap>, $ and ?$ may stand among alternatives, too.
// A pattern stays within a sentence; hyphens part words.
type phraseGroup struct {
	rule     Rule
	cue      cue
	ids      []string
	severity Severity // Fault where it is empty
	in       manners  // the kinds of play it counts in; 0: all
	deniable bool     // it says nothing where "no", "not" or "never" stands before it
	why      string
	instead  string
	phrases  string
}

// found is a phrase in a draft.
type found struct {
	group    *phraseGroup
	from, to int // tokens
}

// lexicon is the phrases of all groups, ready to be found.
type lexicon struct {
	ids     map[string]wordID
	starts  [][]*pattern // by the word that a pattern begins with
	numbers []*pattern   // those that begin with a number
	spelled []float64    // by word: the number it says
	wordSets
}

// wordSets are the sets of single words that rules ask for.
type wordSets struct {
	greeting, negator, modal, self, i, names, timeUnit, currency, contactCount, minute, hour, travel, invite, rivalVerb, unlike map[wordID]bool
}

// pattern is one phrase.
type pattern struct {
	group    *phraseGroup
	begins   bool     // at the start of a sentence
	notAfter []wordID // words that may not stand before it
	parts    []part
}

// part is one element of a pattern: it takes a word that is one of words or has
// one of the marks, or none at the end of a sentence.
type part struct {
	words    []wordID
	marks    tokenMarks
	ends     bool // fits the end of the sentence …
	asks     bool // … if it is a question
	optional bool
	not      bool // none of the words, and none is taken
	gap      int  // up to so many words of any kind
}

// theLexicon is compiled at its first use, once.
var theLexicon = sync.OnceValue(func() *lexicon {
	l := &lexicon{ids: map[string]wordID{}}
	l.starts = make([][]*pattern, 1)
	for _, table := range [][]phraseGroup{checkInPhrases, pushPhrases, reproachPhrases, apologyPhrases, tonePhrases, askPhrases, offerPhrases, reasonPhrases, numberPhrases} {
		for i := range table {
			l.add(&table[i])
		}
	}
	l.wordSets = wordSets{
		greeting:     l.set("hi hello hey dear morning good bonjour dag hola guten"),
		negator:      l.set("no not never without nothing nobody none neither nor forget isn't aren't wasn't weren't don't doesn't didn't won't wouldn't can't cannot couldn't shouldn't haven't hasn't hadn't needn't whether"),
		modal:        l.set("can could would will may might shall should do have is are"),
		self:         l.set("i we our i'm i've i'd i'll we're we've we'd we'll"),
		i:            l.set("i i'll i'd i've i'm"),
		names:        l.set("i'm this it's my here"),
		timeUnit:     l.set("hours days weeks months hour day week month"),
		currency:     l.set("dollars euros euro pounds francs usd eur gbp chf yen"),
		contactCount: l.set("four five six seven eight ten twelve fourth fifth sixth seventh eighth tenth twelfth half most"),
		minute:       l.set("minute minutes min mins"),
		hour:         l.set("hour hours"),
		travel:       l.set("drive walk ride flight away train"),
		invite:       l.set("invite"),
		rivalVerb:    l.set("can't cannot never don't doesn't won't just copies fails"),
		unlike:       l.set("unlike"),
	}
	for w := range spelled {
		l.intern(w)
	}
	l.spelled = make([]float64, len(l.starts))
	for w, n := range spelled {
		l.spelled[l.ids[w]] = n
	}
	return l
})

// set is a set of words, by their ids.
func (l *lexicon) set(words string) map[wordID]bool {
	s := map[wordID]bool{}
	for _, w := range strings.Fields(words) {
		s[l.intern(w)] = true
	}
	return s
}

func (l *lexicon) add(g *phraseGroup) {
	for _, line := range strings.Split(g.phrases, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			l.place(l.compile(g, strings.Fields(line)))
		}
	}
}

// place files a pattern under its first word.
func (l *lexicon) place(p *pattern) {
	first := p.parts[0]
	if first.marks&isNumber != 0 {
		l.numbers = append(l.numbers, p)
	}
	for _, w := range first.words {
		l.starts[w] = append(l.starts[w], p)
	}
}

func (l *lexicon) compile(g *phraseGroup, words []string) *pattern {
	p := &pattern{group: g}
	for _, w := range words {
		switch {
		case w == "^":
			p.begins = true
		case strings.HasPrefix(w, "-") && len(p.parts) == 0:
			p.notAfter = l.internAll(w[1:])
		default:
			p.parts = append(p.parts, l.part(w))
		}
	}
	return p
}

func (l *lexicon) part(w string) part {
	if w == ".." {
		return part{gap: 3}
	}
	q := part{}
	w, q.not = strings.CutPrefix(w, "!")
	if !strings.HasSuffix(w, "$") {
		w, q.optional = strings.CutSuffix(w, "?")
	}
	for _, a := range strings.Split(w, "|") {
		switch a {
		case "<num>":
			q.marks |= isNumber
		case "<cap>":
			q.marks |= isCapital
		case "$":
			q.ends = true
		case "?$":
			q.ends, q.asks = true, true
		default:
			q.words = append(q.words, l.internAll(a)...)
		}
	}
	return q
}

// internAll are the ids of alternatives. Many leave the apostrophe of a "not" out.
func (l *lexicon) internAll(alternatives string) []wordID {
	var ids []wordID
	for _, w := range strings.Split(alternatives, "|") {
		ids = append(ids, l.intern(w))
		if strings.HasSuffix(w, "n't") {
			ids = append(ids, l.intern(strings.Replace(w, "'", "", 1)))
		}
	}
	return ids
}

func (l *lexicon) intern(w string) wordID {
	id, ok := l.ids[w]
	if !ok {
		id = wordID(len(l.starts)) // #nosec G115 -- the lists that are matched are ours, and short
		l.ids[w] = id
		l.starts = append(l.starts, nil)
	}
	return id
}

// id is what the lexicon knows a word as.
func (l *lexicon) id(word []byte) wordID { return l.ids[string(word)] }

// search finds every phrase of a text. What stands in quotation marks is
// somebody else's words, and breaks no rule.
func (l *lexicon) search(tokens []token, sentences []utterance, into []found) []found {
	for i := range tokens {
		t := &tokens[i]
		if t.is&isQuoted != 0 {
			continue
		}
		s := &sentences[t.sentence]
		for _, p := range l.starts[t.word] {
			into = l.try(p, tokens, s, i, into)
		}
		if t.is&isNumber != 0 {
			for _, p := range l.numbers {
				into = l.try(p, tokens, s, i, into)
			}
		}
	}
	return into
}

func (l *lexicon) try(p *pattern, tokens []token, s *utterance, i int, into []found) []found {
	if p.begins && i != s.from || len(p.notAfter) > 0 && i > s.from && slices.Contains(p.notAfter, tokens[i-1].word) {
		return into
	}
	to := p.match(tokens, s, i, p.parts)
	if to < 0 || p.group.deniable && l.negated(tokens, s, i) {
		return into
	}
	return append(into, found{p.group, i, to})
}

// match gives the token behind the pattern when its parts fit from a place on,
// and -1 when they do not.
func (p *pattern) match(tokens []token, s *utterance, at int, parts []part) int {
	if len(parts) == 0 {
		return at
	}
	q := &parts[0]
	switch {
	case q.gap > 0:
		for n := 0; n <= q.gap && at+n <= s.to; n++ {
			if to := p.match(tokens, s, at+n, parts[1:]); to >= 0 {
				return to
			}
		}
		return -1
	case q.not:
		if at < s.to && q.fits(&tokens[at]) {
			return -1
		}
		return p.match(tokens, s, at, parts[1:])
	case at == s.to && q.ends && (!q.asks || s.end == '?'):
		return p.match(tokens, s, at, parts[1:])
	case at < s.to && q.fits(&tokens[at]):
		if to := p.match(tokens, s, at+1, parts[1:]); to >= 0 || !q.optional {
			return to
		}
	}
	if q.optional {
		return p.match(tokens, s, at, parts[1:])
	}
	return -1
}

func (q *part) fits(t *token) bool {
	return t.is&q.marks != 0 || t.word != unknownWord && slices.Contains(q.words, t.word)
}

// negatedWithin is how far before a phrase a "no" still reaches it.
const negatedWithin = 4

func (l *lexicon) negated(tokens []token, s *utterance, i int) bool {
	for j := max(s.from, i-negatedWithin); j < i; j++ {
		if l.negator[tokens[j].word] {
			return true
		}
	}
	return false
}
