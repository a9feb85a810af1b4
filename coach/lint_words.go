package coach

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is one word of a draft.
type token struct {
	start, end int    // in the text, in bytes
	word       wordID // what the lexicon knows it as; unknownWord for the rest
	sentence   int32
	hash       uint32 // of its lower-case letters
	is         tokenMarks
}

// tokenMarks are what else is known of a token.
type tokenMarks uint16

const (
	isNumber     tokenMarks = 1 << iota
	isPercent               // a number with a percent sign
	isMoney                 // a number with a currency sign
	isAddress               // a web or mail address
	isCapital               // begins with a capital
	isShout                 // capitals only, two letters at least
	isShort                 // contracted: it's, don't
	isQuoted                // inside quotation marks: somebody else's words
	afterHyphen             // joined to the word before: the "in" of "check-in"
	afterComma              // a comma, a colon or a dash stands before it
	beforeHyphen            // joined to the word behind
)

// utterance is a sentence: a run of tokens up to a full stop, the end of a paragraph or the
// end of a line that is clearly one of its own.
type utterance struct {
	from, to int  // tokens
	end      byte // what ended it: '.', '?', '!', ',' for a greeting, '\n' for a line
	bullet   bool // an item of a list
	longest  int  // words between two stops; a colon, a semicolon and a dash are stops
}

// reader reads a text into tokens and sentences, once.
type reader struct {
	text      string
	lex       *lexicon
	tokens    []token
	sentences []utterance
	shouts    []span     // runs of exclamation marks
	quoteAt   int        // token before which a quotation began; -1: none is open
	low       []byte     // the word being read, in lower case
	from      int        // first token of the sentence being read
	stretch   int        // words since the last stop
	longest   int        // of the stretches of the sentence being read
	bullet    bool       // it is an item of a list
	pending   tokenMarks // of the next token
}

func (r *reader) part(s span) {
	r.quoteAt = -1
	lineStart := true
	for at := s.start; at < s.end; {
		c := r.text[at]
		switch {
		case c == '\n':
			at = r.lineBreak(at, s.end)
			lineStart = true
			continue
		case lineStart && itemAt(r.text[at:s.end]) > 0:
			r.endSentence('\n')
			r.bullet, lineStart = true, false
			at += itemAt(r.text[at:s.end])
			continue
		case isWordByte(c) || c >= utf8.RuneSelf && r.letterAt(at):
			at = r.word(at, s.end)
			lineStart = false
			continue
		case c != ' ' && c != '\t' && c != '\r':
			at = r.mark(at, s.end)
			lineStart = false
			continue
		}
		_, n := utf8.DecodeRuneInString(r.text[at:])
		at += n
	}
	r.endSentence('\n')
}

// itemAt is how long the mark of a list's item at the start of a line is; 0: none.
func itemAt(l string) int {
	for _, mark := range []string{"- ", "* ", "• ", "– ", "· "} {
		if strings.HasPrefix(l, mark) {
			return len(mark)
		}
	}
	n := 0
	for n < len(l) && n < 2 && '0' <= l[n] && l[n] <= '9' {
		n++
	}
	if n > 0 && n+1 < len(l) && (l[n] == '.' || l[n] == ')') && l[n+1] == ' ' {
		return n + 2
	}
	return 0
}

func isWordByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

func (r *reader) letterAt(at int) bool {
	c, _ := utf8.DecodeRuneInString(r.text[at:])
	return unicode.IsLetter(c) || unicode.IsDigit(c)
}

// word reads a word or a number and gives the place behind it.
func (r *reader) word(at, end int) int {
	if stop := r.link(at, end); stop > at {
		return stop
	}
	t := token{start: at, sentence: int32(len(r.sentences)), is: r.pending} // #nosec G115 -- longestDraft bounds a draft
	r.pending, r.low = 0, r.low[:0]
	if c := r.text[at]; '0' <= c && c <= '9' {
		at = r.number(at, end, &t)
	} else {
		at = r.letters(at, end, &t)
	}
	t.end, t.hash = at, hashBytes(r.low)
	t.word = r.lex.id(r.low)
	r.tokens = append(r.tokens, t)
	r.stretch++
	if at+1 < end && r.text[at] == '-' && isWordByte(r.text[at+1]) {
		r.tokens[len(r.tokens)-1].is |= beforeHyphen
		r.pending |= afterHyphen
		at++
	}
	return at
}

// number reads "12", "40,000", "10:30", "3.5x", "20th" and "35%".
func (r *reader) number(at, end int, t *token) int {
	t.is |= isNumber
	for at < end {
		c := r.text[at]
		digitNext := at+1 < end && '0' <= r.text[at+1] && r.text[at+1] <= '9'
		switch {
		case isWordByte(c):
			r.low = append(r.low, lowerByte(c))
		case (c == '.' || c == ',' || c == ':') && digitNext:
			if c != ',' {
				r.low = append(r.low, c)
			}
		case c == '%':
			t.is |= isPercent
			return at + 1
		default:
			if strings.HasPrefix(r.text[at:], "€") {
				t.is |= isMoney
				return at + len("€")
			}
			return at
		}
		at++
	}
	return at
}

func lowerByte(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// letters reads a word with its apostrophes, curly or straight, as the lexicon
// writes it.
func (r *reader) letters(at, end int, t *token) int {
	start, upper, lower := at, 0, 0
	for at < end {
		n := r.letter(at, end, &upper, &lower)
		if n == 0 {
			break
		}
		if at == start && upper > 0 {
			t.is |= isCapital
		}
		at += n
	}
	if isContraction(r.low) {
		t.is |= isShort
	}
	if upper > 1 && lower == 0 {
		t.is |= isShout
	}
	return at
}

// letter reads one letter of a word and gives its length; 0 where the word ends.
func (r *reader) letter(at, end int, upper, lower *int) int {
	switch c := r.text[at]; {
	case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
		r.low = append(r.low, c)
		*lower++
		return 1
	case 'A' <= c && c <= 'Z':
		r.low = append(r.low, c+'a'-'A')
		*upper++
		return 1
	case c == '\'' || strings.HasPrefix(r.text[at:], "’"):
		n := 1
		if c != '\'' {
			n = len("’")
		}
		if at+n >= end || !isWordByte(r.text[at+n]) {
			return 0
		}
		r.low = append(r.low, '\'')
		return n
	case c < utf8.RuneSelf:
		return 0
	}
	return r.foreign(at, upper, lower)
}

// isContraction says that a word is two: "it's", "don't". A "driver's" is none.
func isContraction(low []byte) bool {
	i := bytes.IndexByte(low, '\'')
	if i < 1 {
		return false
	}
	switch string(low[i:]) {
	case "'re", "'ve", "'ll", "'m", "'d":
		return true
	case "'t":
		return low[i-1] == 'n'
	case "'s":
		return beforeIs[string(low[:i])]
	}
	return false
}

// beforeIs are the words after which 's is "is" or "has".
var beforeIs = wordSet("it that there here what who he she let where how this everything nothing")

// foreign reads a letter beyond ASCII; 0 for anything else.
func (r *reader) foreign(at int, upper, lower *int) int {
	c, n := utf8.DecodeRuneInString(r.text[at:])
	switch {
	case unicode.IsUpper(c):
		*upper++
	case unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.Is(unicode.Mn, c):
		*lower++
	default:
		return 0
	}
	r.low = utf8.AppendRune(r.low, unicode.ToLower(c))
	return n
}

// link reads a web or mail address as one token; it gives at for anything else.
func (r *reader) link(at, end int) int {
	rest := r.text[at:end]
	is := hasPrefixFold(rest, "http://") || hasPrefixFold(rest, "https://") || hasPrefixFold(rest, "www.")
	stop := at
	for stop < end && r.text[stop] > ' ' && r.text[stop] != '>' && r.text[stop] != '|' {
		if r.text[stop] == '@' && stop > at {
			is = true
		}
		if !is && stop-at > 64 {
			return at
		}
		stop++
	}
	if !is {
		return at
	}
	for stop > at && strings.IndexByte(".,;:!?)\"'", r.text[stop-1]) >= 0 {
		stop--
	}
	r.tokens = append(r.tokens, token{start: at, end: stop, sentence: int32(len(r.sentences)), is: isAddress | r.pending, hash: 1}) // #nosec G115 -- longestDraft bounds a draft
	r.pending = 0
	r.stretch++
	return stop
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// hashBytes is FNV-1a: the same word has the same hash in every text.
func hashBytes(b []byte) uint32 {
	h := uint32(2166136261)
	for _, c := range b {
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}
