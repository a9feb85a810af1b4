package coach

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// unaskedNames: a customer, a referrer or an advocate is named with their leave
// only (RC-10, DL-25).
func (d *draft) unaskedNames() {
	if d.manner == colleague {
		return
	}
	for i := range d.Facts {
		f := &d.Facts[i]
		if f.Person == "" || f.Consent {
			continue
		}
		if from, to, ok := d.names(f.Person); ok {
			d.hit(RuleUnaskedName, nil, Fault, from, to, "They have not agreed that we use their name.", "Ask them first, or tell it without the name: “a firm in your town”.")
		}
	}
}

// names finds a name in the draft: as a whole, or its last word by itself.
func (d *draft) names(name string) (from, to int, ok bool) {
	words := strings.Fields(name)
	for i := range d.tokens {
		if len(words) == 0 || d.tokens[i].is&isCapital == 0 {
			continue
		}
		if d.sameWords(i, words) {
			return i, i + len(words), true
		}
		if last := words[len(words)-1]; len(words) > 1 && utf8.RuneCountInString(last) > 3 && !common[strings.ToLower(last)] && d.sameWords(i, words[len(words)-1:]) {
			return i, i + 1, true
		}
	}
	return 0, 0, false
}

// common are last words of firms' names that name nobody by themselves.
var common = wordSet("foods hotel group company works services systems boats bank school house solutions partners logistics labs")

// sameWords compares words without regard to a final 's.
func (d *draft) sameWords(at int, words []string) bool {
	if at+len(words) > len(d.tokens) {
		return false
	}
	for i, w := range words {
		said := strings.TrimSuffix(strings.ReplaceAll(d.word(at+i), "’", "'"), "'s")
		if !strings.EqualFold(said, strings.TrimRight(w, ".,")) {
			return false
		}
	}
	return true
}

// slights: what they have, and who else is bidding, is not run down (DL-21, FU-07).
func (d *draft) slights() {
	rivals := d.rivals()
	for i := range d.sentences {
		s := &d.sentences[i]
		bad, isBad := d.marked(cueNegative, s.from, s.to)
		if isBad && d.isMarked(cueTheirVendor, s.from, s.to) {
			d.slight(bad.from, bad.to)
			return
		}
		for j := s.from; j < s.to && len(rivals) > 0; j++ {
			if !d.isRival(j, rivals) {
				continue
			}
			switch {
			case isBad:
				d.slight(bad.from, bad.to)
				return
			case j+1 < s.to && d.lex.rivalVerb[d.tokens[j+1].word]:
				d.slight(j, min(j+3, s.to))
				return
			case j > s.from && d.lex.unlike[d.tokens[j-1].word]:
				d.slight(j-1, j+1)
				return
			}
		}
	}
}

func (d *draft) slight(from, to int) {
	d.hit(RuleSlight, nil, Fault, from, to, "It runs down somebody they chose, or may choose, and so their judgment.", "Say what they need and how you'd meet it; the comparing is theirs.")
}

// rivals are the names of who serves them now and who else is bidding.
func (d *draft) rivals() []string {
	var names []string
	for i := range d.Facts {
		f := &d.Facts[i]
		if f.Kind != Vendor && f.Kind != Competitor {
			continue
		}
		eachWord(f.Text+" "+f.SayAs, func(w string) {
			if r, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(r) && len(w) > 2 && !starters[strings.ToLower(w)] {
				names = append(names, w)
			}
		})
	}
	return names
}

func (d *draft) isRival(j int, names []string) bool {
	if d.tokens[j].is&isCapital == 0 {
		return false
	}
	for _, n := range names {
		if d.sameWords(j, []string{n}) {
			return true
		}
	}
	return false
}

// placeholders: what a template left behind.
func (d *draft) placeholders() {
	const why, instead = "A placeholder was left in.", "Fill it in, or take the sentence out."
	for _, s := range d.own {
		for at := s.start; at < s.end; {
			end := placeholderAt(d.text[:s.end], at)
			if end == 0 {
				at++
				continue
			}
			d.hitAt(RulePlaceholder, nil, Fault, at, end, why, instead)
			at = end
		}
	}
	for i := range d.tokens {
		if t := &d.tokens[i]; t.is&isShout == 0 && d.text[t.start] != 'x' {
			continue
		}
		w := d.word(i)
		if slotNames[w] && (!d.shouting() || strings.Trim(w, "X") == "") || strings.Trim(w, "x") == "" && len(w) > 2 {
			d.hit(RulePlaceholder, nil, Fault, i, i+1, why, instead)
		}
	}
}

// slotNames are the words that templates shout.
var slotNames = wordSet("XX XXX XXXX XXXXX NAME FIRSTNAME FIRST_NAME LASTNAME COMPANY COMPANYNAME TBD TODO TBC PLACEHOLDER")

// shouting says that the whole draft is in capitals, so that one word is no sign.
func (d *draft) shouting() bool {
	n := 0
	for i := range d.tokens {
		if d.tokens[i].is&isShout != 0 {
			n++
		}
	}
	return 2*n > len(d.tokens)
}

// placeholderAt gives the end of a placeholder that begins at a place; 0 for none.
func placeholderAt(text string, at int) int {
	switch c := text[at]; c {
	case '{':
		if end := closing(text, at, '}'); end > 0 {
			return end
		}
	case '[', '<':
		close := byte(']')
		if c == '<' {
			close = '>'
		}
		if end := closing(text, at, close); end > 0 && isSlot(text[at+1:end-1]) {
			return end
		}
	case '_':
		end := at
		for end < len(text) && text[end] == '_' {
			end++
		}
		if end-at >= 3 && end-at < 20 {
			return end
		}
	case '*', '%':
		if end := closing(text, at+1, c); end > at+3 && isShouted(strings.Trim(text[at+1:end-1], "|")) {
			return end
		}
	}
	return 0
}

// closing finds the bracket that closes one on the same line, not far away.
func closing(text string, at int, with byte) int {
	for i := at + 1; i < len(text) && i < at+60 && text[i] != '\n'; i++ {
		if text[i] == with {
			for i+1 < len(text) && text[i+1] == with {
				i++
			}
			return i + 1
		}
	}
	return 0
}

func isShouted(s string) bool {
	return len(s) > 2 && s == strings.ToUpper(s) && strings.ContainsFunc(s, unicode.IsUpper) && !strings.ContainsAny(s, " .,")
}

// isSlot says that the words in brackets stand for others: "[First Name]", and
// not "[see the back]".
func isSlot(s string) bool {
	fields := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return r == ' ' || r == '_' || r == '-' })
	if len(fields) == 0 || len(fields) > 4 {
		return false
	}
	for _, w := range fields {
		if slotWords[w] {
			return true
		}
	}
	return isShouted(s)
}

var slotWords = wordSet("name names firstname lastname first last surname company firm account city town site place date day time month year insert your my our topic product service number phone role title industry link url amount price person contact sender email benefit result problem pain competitor")
