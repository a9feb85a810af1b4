package coach

import (
	"strings"
	"unicode/utf8"
)

// draft is a wording that has been read: its words, its sentences and the
// phrases in them, with what the rules have found so far.
type draft struct {
	*Wording
	lex       *lexicon
	manner    manners
	text      string // of the wording, cut at the longest
	own       []span // the parts of it that are the rep's own
	tokens    []token
	sentences []utterance
	shouts    []span
	found     []found
	foundAt   []int32 // by token: where in found those begin that begin there, or later
	words     int     // as they are counted for a limit
	asks      int
	kinds     uint16 // of asks, as a set; see [draft.countAsks]
	secondAsk int    // the sentence that asks for something else; -1: none does
	reasons   reasons
	better    string // see [draft.betterReason]
	hits      []Hit
}

// read reads a wording, once.
func read(w *Wording) *draft {
	d := &draft{Wording: w, manner: mannerOf(w.Play), text: w.Text[:min(len(w.Text), longestDraft)]}
	d.own = ownWords(d.text, !isSpoken(w.Channel))
	d.lex, d.secondAsk = theLexicon(), -1
	lex := d.lex
	r := reader{text: d.text, lex: lex, tokens: make([]token, 0, len(d.text)/4+8), sentences: make([]utterance, 0, len(d.text)/40+4), low: make([]byte, 0, 32)}
	for _, s := range d.own {
		r.part(s)
		d.words += wordCount(d.text[s.start:s.end])
	}
	d.tokens, d.sentences, d.shouts = r.tokens, r.sentences, r.shouts
	d.dropSubject()
	d.found = lex.search(d.tokens, d.sentences, make([]found, 0, 64))
	d.index()
	return d
}

// isSpoken says that the words of a channel are said, not read.
func isSpoken(ch Channel) bool { return ch.Live() || ch == Voicemail }

// dropSubject takes a first line "Subject: …" for what it is: no sentence of the
// message, and not counted.
func (d *draft) dropSubject() {
	if len(d.sentences) < 2 || !hasPrefixFold(strings.TrimLeft(d.text, " \t\r\n"), "subject:") || d.sentences[0].end != '\n' {
		return
	}
	s := &d.sentences[0]
	d.words -= s.to - s.from
	d.sentences[0].bullet = true // a title: neither a sentence of the rep nor an opening
}

// lexical takes over the phrases that are hits by themselves.
func (d *draft) lexical() {
	for _, f := range d.found {
		g := f.group
		if g.rule == "" || g.cue != 0 || g.in != 0 && g.in&d.manner == 0 {
			continue
		}
		d.hit(g.rule, g.ids, g.severity, f.from, f.to, g.why, g.instead)
	}
}

// hit notes something about the words of some tokens.
func (d *draft) hit(r Rule, ids []string, sev Severity, from, to int, why, instead string) {
	d.hitAt(r, ids, sev, d.tokens[from].start, d.tokens[to-1].end, why, instead)
}

func (d *draft) hitAt(r Rule, ids []string, sev Severity, start, end int, why, instead string) {
	h := Hit{Rule: r, IDs: ids, Severity: sev, Start: start, End: end, Quote: strings.ToValidUTF8(d.text[start:end], "\ufffd"), Why: why, Instead: instead}
	if h.IDs == nil {
		h.IDs = r.ids()
	}
	if h.Severity == "" {
		h.Severity = Fault
	}
	if h.Instead == "" {
		h.Instead = d.betterReason()
	}
	d.hits = append(d.hits, h)
}

// hitAll notes something about the draft as a whole.
func (d *draft) hitAll(r Rule, sev Severity, why, instead string) {
	d.hitAt(r, nil, sev, 0, 0, why, instead)
}

// has says that a rule has been broken already.
func (d *draft) has(r Rule) bool {
	for i := range d.hits {
		if d.hits[i].Rule == r {
			return true
		}
	}
	return false
}

// within is the phrases that begin in some tokens, which may lie beyond the last.
func (d *draft) within(from, to int) []found {
	n := len(d.tokens)
	return d.found[d.foundAt[min(from, n)]:d.foundAt[min(max(from, to), n)]]
}

// index notes where among the phrases found those of each token begin; they are
// asked for many times.
func (d *draft) index() {
	d.foundAt = make([]int32, len(d.tokens)+1)
	i := 0
	for at := range d.foundAt {
		for i < len(d.found) && d.found[i].from < at {
			i++
		}
		d.foundAt[at] = int32(i)
	}
}

// marked gives the first phrase with a mark that begins in some tokens.
func (d *draft) marked(m cue, from, to int) (found, bool) {
	for _, f := range d.within(from, to) {
		if f.group.cue == m {
			return f, true
		}
	}
	return found{}, false
}

func (d *draft) isMarked(m cue, from, to int) bool {
	_, ok := d.marked(m, from, to)
	return ok
}

func (d *draft) count(m cue) int {
	n := 0
	for _, f := range d.found {
		if f.group.cue == m {
			n++
		}
	}
	return n
}

// word is a token as it stands in the text.
func (d *draft) word(i int) string { return d.text[d.tokens[i].start:d.tokens[i].end] }

// countRunes gives hits in the order of the text their places in characters.
func (d *draft) countRunes(hits []Hit) {
	at, runes := 0, 0
	for i := range hits {
		if h := &hits[i]; h.Quote != "" {
			runes += utf8.RuneCountInString(d.text[at:h.Start])
			at = h.Start
			h.Rune = runes
		}
	}
}

// questions is how many sentences ask.
func (d *draft) questions() int {
	n := 0
	for i := range d.sentences {
		if d.sentences[i].end == '?' {
			n++
		}
	}
	return n
}

// betterReason is how to begin instead: with the best fact on file, in its own
// words, or the way to one.
func (d *draft) betterReason() string {
	if d.better == "" {
		d.better = d.reasonOnFile()
	}
	return d.better
}

func (d *draft) reasonOnFile() string {
	for _, kind := range reasonKinds {
		for i := range d.Facts {
			f := &d.Facts[i]
			if f.Kind != kind {
				continue
			}
			if said, ok := say(f, frames[kind].Begin, person{}); ok {
				return "Begin with what you know: " + quoted(said.sentence+frames[kind].end)
			}
		}
	}
	return giveReason
}

// reasonKinds are the facts that make a reason to talk, the strongest first.
var reasonKinds = []FactKind{Statement, AgreedPoint, Problem, Goal, CompanyEvent, Aspiration, MarketTrend, ValueItem}
