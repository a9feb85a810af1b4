package coach

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Chinese, Japanese and Korean write a whole name without a space, and most of their
// texts too: 김민준 is a first and a family name, and in 找王小明谈 nothing says where the
// name begins.

// wholeUnspaced is how many characters of Han or Hangul are a whole name. Two may be a
// family name alone (田中), or a first name (민준).
const wholeUnspaced = 3

// unspaced says that some text is in Han or Hangul alone. Katakana is not among them: it
// spells foreign first names.
func unspaced(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.In(r, unicode.Han, unicode.Hangul) })
}

// namesAll says that a name stands for one person by itself, wherever it is written: one
// of several words, or a whole one without a space.
func namesAll(words []string) bool {
	return len(words) > 1 || len(words) == 1 && unspaced(words[0]) && utf8.RuneCountInString(words[0]) >= wholeUnspaced
}

// runsOn says that a name is looked for within running text. One that begins the name of
// somebody else, too, is not.
func runsOn(words, others []string) bool {
	name := strings.Join(words, "")
	if !unspaced(name) || utf8.RuneCountInString(name) < wholeUnspaced {
		return false
	}
	return !slices.ContainsFunc(others, func(o string) bool { return strings.Contains(strings.Join(strings.Fields(o), ""), name) })
}

// oneWord says that two characters that stand side by side belong to one word: 田中さん is
// a name and what is put behind names, Ruthless is none.
func oneWord(a, b rune) bool {
	return inWord(a) && inWord(b) && unicode.Is(unicode.Han, a) == unicode.Is(unicode.Han, b) &&
		unicode.Is(unicode.Hiragana, a) == unicode.Is(unicode.Hiragana, b)
}
