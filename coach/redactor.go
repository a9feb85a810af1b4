package coach

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// forgotten stands where somebody was named.
const forgotten = "(forgotten)"

// fewDigits is how many digits a number has at least, to be looked for in texts.
const fewDigits = 6

// redactor takes a person out of texts.
type redactor struct {
	patterns []sought
}

// sought is what is looked for: a word, or with runsOn what may stand within one.
type sought struct {
	*regexp.Regexp
	runsOn bool
}

// newRedactor looks for a person's email, number and whole name, in any case and with
// any space between; with parts also for each of their names alone, as it is written,
// but for those that others have, too. One word is no whole name, unless [namesAll]:
// elsewhere it is somebody else's, or no name at all ("will"), so it is looked for as a
// part only.
func newRedactor(p Contact, parts bool, others []string) redactor {
	var r redactor
	add := func(expr string) { r.patterns = append(r.patterns, sought{Regexp: regexp.MustCompile(expr)}) }
	if p.Email != "" {
		add(`(?i)` + regexp.QuoteMeta(p.Email))
	}
	if d := digitsOf(p.Phone); len(d) >= fewDigits {
		add(`\+?` + strings.Join(strings.Split(d, ""), `[\s().\-/]*`))
	}
	words := strings.Fields(p.Name)
	if len(words) == 0 {
		return r
	}
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = regexp.QuoteMeta(w)
	}
	if namesAll(words) {
		space := `[\s\p{Z}]+`
		if unspaced(strings.Join(words, "")) {
			space = `[\s\p{Z}]*`
		}
		add(`(?i)` + strings.Join(quoted, space))
		r.patterns[len(r.patterns)-1].runsOn = runsOn(words, others)
	}
	if !parts {
		return r
	}
	for i, w := range words {
		n := utf8.RuneCountInString(strings.Trim(w, "."))
		long := len(words) == 1 || n >= 3 || n == 2 && unspaced(w) // not the "O" of a longer name
		if long && !slices.ContainsFunc(others, func(o string) bool { return slices.Contains(strings.Fields(o), w) }) {
			add(quoted[i])
		}
	}
	return r
}

// text is a text without the person; of JSON, only its strings are looked at.
func (r redactor) text(s string) string {
	if (strings.HasPrefix(s, "{") || strings.HasPrefix(s, "[")) && json.Valid([]byte(s)) {
		return jsonString.ReplaceAllStringFunc(s, r.jsonLiteral)
	}
	return r.plain(s)
}

// jsonString is a string in JSON.
var jsonString = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)

// jsonLiteral is a string of JSON without the person; one that does not name them stays
// byte for byte.
func (r redactor) jsonLiteral(literal string) string {
	var s string
	if json.Unmarshal([]byte(literal), &s) != nil {
		return literal
	}
	clean := r.plain(s)
	if clean == s {
		return literal
	}
	encoded, err := json.Marshal(clean)
	if err != nil {
		return literal
	}
	return string(encoded)
}

func (r redactor) plain(s string) string {
	for _, p := range r.patterns {
		s = p.replace(s)
	}
	return s
}

// replace replaces what a pattern finds where it is no part of a longer word.
func (p sought) replace(s string) string {
	var b strings.Builder
	done := 0
	for _, at := range p.FindAllStringIndex(s, -1) {
		if !p.runsOn && (splitsWord(s, at[0]) || splitsWord(s, at[1])) {
			continue
		}
		b.WriteString(s[done:at[0]] + forgotten)
		done = at[1]
	}
	if done == 0 {
		return s
	}
	return b.String() + s[done:]
}

// splitsWord says that a text cut at i is cut within a word.
func splitsWord(s string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i:])
	return 0 < i && i < len(s) && oneWord(before, after)
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// digitsOf are the digits of a number, however it is written.
func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

func decodeItems(body string) (items []Item, err error) {
	err = json.Unmarshal([]byte(body), &items)
	return items, err
}

func encodeItems(items []Item) string {
	encoded, _ := json.Marshal(items) // strings alone: it never fails
	return string(encoded)
}
