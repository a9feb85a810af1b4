package coach

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// Words shorter than slipMin have no slips: in three letters, one slip of the
// pen is another name. Longer than slipMax is no word that anybody types.
const (
	slipMin  = 4
	slipMax  = 32
	slipLong = 8 // from here on two slips are forgiven where the index reaches them
)

// Slips are the spellings under which a word is indexed so that a word one slip
// away can be looked up: itself, and itself without each one of its runes. Two
// words one insertion, deletion, swap or replacement apart share one of them.
// There are at most 33.
func Slips(word string) []string {
	runes := []rune(word)
	slips := []string{word}
	if len(runes) < slipMin || len(runes) > slipMax {
		return slips
	}
	for i := range runes {
		if i > 0 && runes[i] == runes[i-1] {
			continue // the same as before
		}
		slips = append(slips, string(runes[:i])+string(runes[i+1:]))
	}
	return slips
}

// NearWord says that two words are one slip of the pen apart, or none: one rune
// inserted, left out, replaced, or swapped with its neighbour. For words of
// eight runes and more, a rune left out and another one put in is near as well.
// Near words always share one of their [Slips].
func NearWord(a, b string) bool {
	if a == b {
		return true
	}
	if !shareSlip(a, b) {
		return false
	}
	x, y := []rune(a), []rune(b)
	return min(len(x), len(y)) >= slipLong || oneSlip(x, y)
}

func shareSlip(a, b string) bool {
	of := Slips(b)
	return slices.ContainsFunc(Slips(a), func(s string) bool { return slices.Contains(of, s) })
}

// oneSlip compares behind the common start of two different words.
func oneSlip(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(b) == len(a)+1 {
		return slices.Equal(a[i:], b[i+1:])
	}
	if len(a) != len(b) {
		return false
	}
	swapped := i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && slices.Equal(a[i+2:], b[i+2:])
	return swapped || slices.Equal(a[i+1:], b[i+1:])
}

// near suggests account names that share words with the query, or have words one
// slip of the pen away; those that fit most of the query come first.
func (f *finder) near() (Found, error) {
	words := Words(f.key)
	words = words[:min(len(words), maxNameWords)]
	misses := map[string]int{} // by account name
	for _, w := range words {
		for _, m := range []NameMatch{{Word: w, Limit: maxAccounts}, {Near: w, Limit: maxAccounts}} {
			if utf8.RuneCountInString(w) < 2 {
				continue
			}
			accounts, err := f.r.FindAccounts(m)
			if err != nil {
				return Found{}, err
			}
			for _, a := range accounts {
				misses[a.Name] = missed(words, Words(SearchKey(a.Name)))
			}
		}
	}
	names := make([]string, 0, len(misses))
	for name := range misses {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(misses[a], misses[b]), cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
	})
	if len(names) == 0 {
		return Found{}, nil
	}
	return Found{Level: Near, Near: names[:min(len(names), shownNear)]}, nil
}

// missed weighs how far a name is from a query: two for each word that does not
// fit at all, one for each that nearly does.
func missed(query, name []string) int {
	n := 0
	for _, q := range query {
		switch {
		case slices.ContainsFunc(name, func(w string) bool { return begins(q, w) }):
		case slices.ContainsFunc(name, func(w string) bool { return NearWord(w, q) }):
			n++
		default:
			n += 2
		}
	}
	return n
}
