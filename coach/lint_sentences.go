package coach

import (
	"strings"
	"unicode/utf8"
)

// mark reads punctuation and gives the place behind it.
func (r *reader) mark(at, end int) int {
	c := r.text[at]
	switch c {
	case '.':
		return r.fullStop(at, end)
	case '?', '!':
		return r.strongStop(at, end)
	case ':', ';':
		r.stop()
		r.pending |= afterComma
		return at + 1
	case ',':
		r.pending |= afterComma
		if r.greeted() {
			r.endSentence(',')
		}
		return at + 1
	case '$':
		r.pending |= isMoney
		return at + 1
	case '"':
		r.quotation()
		return at + 1
	case '(', ')', '-':
		r.pending |= afterComma
		return at + 1
	}
	return r.foreignMark(at)
}

func (r *reader) foreignMark(at int) int {
	c, n := utf8.DecodeRuneInString(r.text[at:])
	switch c {
	case '…':
		r.endSentence('.')
	case '–', '—':
		r.stop()
		r.pending |= afterComma
	case '£', '€', '¥':
		r.pending |= isMoney
	case '“', '”', '„', '«', '»':
		r.quotation()
	}
	return at + n
}

// stop ends a stretch that is said in one breath.
func (r *reader) stop() {
	r.longest = max(r.longest, r.stretch)
	r.stretch = 0
}

// fullStop ends a sentence unless it belongs to an abbreviation, an initial or
// something like a file name.
func (r *reader) fullStop(at, end int) int {
	next := at
	for next < end && r.text[next] == '.' {
		next++
	}
	if next < end && isWordByte(r.text[next]) {
		return next
	}
	if next-at == 1 && r.abbreviated() {
		return next
	}
	r.endSentence('.')
	return next
}

func (r *reader) abbreviated() bool {
	if len(r.tokens) == r.from {
		return false
	}
	t := r.tokens[len(r.tokens)-1]
	word := strings.ToLower(r.text[t.start:t.end])
	return abbreviations[word] || t.end-t.start == 1 && t.is&isCapital != 0 && word != "i"
}

var abbreviations = wordSet("mr mrs ms dr prof st e g i.e vs approx ca no tel inc ltd hr fr bzw z")

func (r *reader) strongStop(at, end int) int {
	c, from, loud := r.text[at], at, false
	for at < end && (r.text[at] == '?' || r.text[at] == '!') {
		loud = loud || r.text[at] == '!'
		if r.text[at] == '?' {
			c = '?'
		}
		at++
	}
	if loud {
		r.shouts = append(r.shouts, span{from, at})
	}
	r.endSentence(c)
	return at
}

// greeted says that the sentence so far is a greeting: what follows its comma
// is a sentence of its own.
func (r *reader) greeted() bool {
	n := len(r.tokens) - r.from
	return n >= 1 && n <= 4 && r.lex.greeting[r.tokens[r.from].word]
}

// endSentence closes the current sentence, if it has a word.
func (r *reader) endSentence(with byte) {
	n := len(r.sentences)
	if len(r.tokens) == r.from {
		if n > 0 && with == '?' && r.sentences[n-1].end == '!' {
			r.sentences[n-1].end = with
		}
		return
	}
	r.stop()
	r.sentences = append(r.sentences, utterance{from: r.from, to: len(r.tokens), end: with, bullet: r.bullet, longest: r.longest})
	r.from, r.longest, r.bullet = len(r.tokens), 0, false
	r.pending &^= afterComma
}

// quotation marks the words between a pair of quotation marks as somebody else's.
func (r *reader) quotation() {
	if r.quoteAt < 0 {
		r.quoteAt = len(r.tokens)
		return
	}
	for i := r.quoteAt; i < len(r.tokens); i++ {
		r.tokens[i].is |= isQuoted
	}
	r.quoteAt = -1
}

// lineBreak reads one or more line breaks. An empty line ends a sentence, and so
// does a single break where the next line begins anew; a wrapped line goes on.
func (r *reader) lineBreak(at, end int) int {
	line := r.text[strings.LastIndexByte(r.text[:at], '\n')+1 : at]
	breaks, next := 0, at
	for next < end && (r.text[next] == '\n' || r.text[next] == ' ' || r.text[next] == '\t' || r.text[next] == '\r') {
		if r.text[next] == '\n' {
			breaks++
		}
		next++
	}
	if breaks > 1 {
		r.quoteAt = -1
	}
	if breaks > 1 || next >= end || r.bullet || len(line) < wrappedLine && beginsAnew(r.text[next:end]) {
		r.endSentence('\n')
	}
	return next
}

// wrappedLine is a length, in bytes, from which on a line was probably broken by
// a mail program.
const wrappedLine = 55

func beginsAnew(s string) bool {
	c := s[0]
	return 'A' <= c && c <= 'Z' || c == '-' || c == '*' || '0' <= c && c <= '9' || c >= utf8.RuneSelf
}
