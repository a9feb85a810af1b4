package coach

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// StrictKey is the identity of an account's name: two names with the same key
// are one firm. Case, accents, punctuation and spacing do not count ("U.S. Bank"
// is "us bank", "Müller & Söhne" is "muller and sohne"), and legal forms are
// written one way ("Incorporated" is "inc"); but they are kept, because Acme Inc
// and Acme GmbH are two firms. It is empty only when nothing visible is in name.
func StrictKey(name string) string {
	words := foldWords(name)
	for i := legalStart(words); i < len(words); i++ {
		if short, ok := legalShort[words[i]]; ok {
			words[i] = short
		}
	}
	return strings.Join(words, " ")
}

// SearchKey is what a name is found by: its strict key without legal forms at
// the end and without a leading "the", as people leave them out when they type.
// The last word is never taken away.
func SearchKey(name string) string {
	words := foldWords(name)
	words = words[:legalStart(words)]
	words = words[theStart(words):]
	if len(words) > 0 {
		words[0] = trimForms(words[0], true)
		words[len(words)-1] = trimForms(words[len(words)-1], false)
	}
	return strings.Join(words, " ")
}

// Words are the distinct words of a key, in order.
func Words(key string) []string {
	var words []string
	for _, w := range strings.Fields(key) {
		if !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	return words
}

// legalStart is where the legal forms at the end of a name begin. The first
// word, or the first after "the", is always a name.
func legalStart(words []string) int {
	first := theStart(words) + 1
	end := len(words)
	for end > first && legal[words[end-1]] {
		end--
		if end > first && words[end-1] == "and" { // "& Co"
			end--
		}
	}
	return end
}

// theStart is where the name begins behind words that only introduce it.
func theStart(words []string) int {
	i := 0
	for i < len(words)-1 && leading[words[i]] {
		i++
	}
	return i
}

// trimForms takes off the legal forms that are written without a space.
func trimForms(word string, front bool) string {
	for _, form := range gluedForms {
		rest := strings.TrimSuffix(word, form)
		if front {
			rest = strings.TrimPrefix(word, form)
		}
		if rest != "" && rest != word {
			return trimForms(rest, front)
		}
	}
	return word
}

// foldWords takes a name apart into its words, folded.
func foldWords(name string) []string {
	folded := fold(name)
	var words []string
	var word []rune // the word being read
	var gap string  // what stood between it and the word before
	initials := false
	flush := func() {
		if len(word) == 0 {
			return
		}
		single := len(word) == 1 && unicode.IsLetter(word[0])
		if joined := strings.TrimSpace(gap); single && initials && (joined == "." || joined == "/") {
			words[len(words)-1] += string(word) // "U.S.", "A/S"
		} else {
			words = append(words, string(word))
		}
		initials, word, gap = single, word[:0], ""
	}
	for _, r := range folded {
		switch {
		case unicode.IsLetter(r) || unicode.IsNumber(r) || len(word) > 0 && unicode.IsMark(r):
			word = append(word, r)
		case r == '&':
			flush()
			words, initials, gap = append(words, "and"), false, ""
		default:
			flush()
			gap += string(r)
		}
	}
	flush()
	if words == nil {
		return symbols(folded)
	}
	for i, w := range words {
		if !plainASCII(w) {
			words[i] = norm.NFC.String(w)
		}
	}
	return words
}

// symbols is the key of a name without a letter or digit (a firm called "🍎").
func symbols(folded string) []string {
	s := strings.Map(func(r rune) rune {
		if r != unicode.ReplacementChar && (unicode.IsSymbol(r) || unicode.IsPunct(r)) {
			return r
		}
		return -1
	}, folded)
	if s == "" {
		return nil
	}
	return []string{s}
}

// fold takes case, accents and invisible runes out of s and leaves it
// decomposed. Only accents of the common blocks go: marks of other scripts
// (the vowels of Hindi, the dakuten of Japanese) are part of the letter.
func fold(s string) string {
	if plainASCII(s) {
		return strings.ReplaceAll(strings.ReplaceAll(strings.ToLower(s), "'", ""), "`", "")
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFKD.String(dropApostrophes.Replace(strings.ToValidUTF8(s, "\ufffd"))) {
		if invisible(r) {
			continue
		}
		r = unicode.ToLower(r)
		if plain, ok := letters[r]; ok {
			b.WriteString(plain)
			continue
		}
		b.WriteRune(r)
	}
	return dropApostrophes.Replace(norm.NFKD.String(b.String()))
}

// plainASCII says that s needs no decomposition: most names are so.
func plainASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// invisible runes are dropped from keys.
func invisible(r rune) bool {
	switch {
	case r < 0x80:
		return false
	case r >= 0x300 && r <= 0x36F, r >= 0x1AB0 && r <= 0x1AFF, r >= 0x1DC0 && r <= 0x1DFF,
		r >= 0x20D0 && r <= 0x20FF, r >= 0xFE20 && r <= 0xFE2F:
		return true // accents
	case r >= 0xFE00 && r <= 0xFE0F: // how to draw the rune before
		return true
	}
	return unicode.Is(unicode.Cf, r) // soft hyphen, joiners, direction marks
}

// dropApostrophes closes a word over its apostrophe: "McDonald’s" is one word.
// The lone acute must go before decomposition makes it a space.
var dropApostrophes = strings.NewReplacer("'", "", "’", "", "‘", "", "ʼ", "", "ʻ", "", "´", "", "`", "", "′", "")

// letters that decomposition leaves alone, as people without that key type them.
var letters = map[rune]string{
	'ß': "ss", 'ø': "o", 'æ': "ae", 'œ': "oe", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ħ': "h", 'ı': "i", 'ŧ': "t", 'ς': "σ",
}

// leading words introduce a name and are left out when people type it.
var leading = set("the ооо оао зао пао")

// legal forms as single folded words, wherever in the world we sell.
var legal = set(`inc incorporated corp corporation co company ltd limited llc llp lp plc pc pllc
	gmbh mbh ag kg kgaa ohg gbr ug ev eg se sa sas sasu sarl sarlu eurl sci snc scs sca sl slu slp srl srls spa sapa
	bv nv cv vof bvba cvba as asa ab hb kb aps ivs is oy oyj ab ou sia uab ad ead ood eood doo dd
	zrt kft nyrt bt sro spzoo spolka pty proprietary pte private pvt bhd sdn kk gk yk jsc pjsc ooo oao zao
	ltda eireli sapi cia`)

// legalShort is the one spelling of forms that have several.
var legalShort = map[string]string{
	"incorporated": "inc", "corporation": "corp", "company": "co", "limited": "ltd",
	"proprietary": "pty", "private": "pvt",
}

// gluedForms are legal forms written without a space, before or behind the name.
var gluedForms = []string{"株式会社", "有限会社", "合同会社", "股份有限公司", "有限责任公司", "有限公司", "주식회사"}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
