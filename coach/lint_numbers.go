package coach

import (
	"slices"
	"strconv"
	"strings"
)

// value is the number that a token is, in figures.
func (d *draft) value(i int) (float64, bool) {
	if d.tokens[i].is&isNumber == 0 {
		return 0, false
	}
	return parseFigure(d.word(i))
}

// parseFigure reads "12", "40,000", "3.5x", "35%", "40k".
func parseFigure(s string) (float64, bool) {
	end := 0
	for end < len(s) && ('0' <= s[end] && s[end] <= '9' || end > 0 && (s[end] == '.' || s[end] == ',')) {
		end++
	}
	n, err := strconv.ParseFloat(strings.ReplaceAll(strings.TrimRight(s[:end], ".,"), ",", ""), 64)
	if err != nil {
		return 0, false
	}
	switch rest := strings.ToLower(s[end:]); {
	case rest == "k":
		n *= 1000
	case rest == "m":
		n *= 1e6
	}
	return n, true
}

// claims: a figure that is told as a fact has a source (SE-05, DL-30): a fact on
// file, or somebody named in the sentence. An open guess, a question and what
// they said themselves are no claims of ours.
func (d *draft) claims() {
	var known []float64
	for i := range d.sentences {
		s := &d.sentences[i]
		at, to := d.claimIn(s)
		if at < 0 || d.accounted(s) || d.isFolklore(s) {
			continue
		}
		if known == nil {
			known = d.knownFigures()
		}
		if n, ok := d.figure(at, to); ok && slices.Contains(known, n) {
			continue
		}
		d.hit(RuleNoSource, nil, Fault, at, to, "It's told as a fact, and nothing on file says where it comes from.", "Name the source in the sentence, add it as homework, or say it without the figure.")
	}
}

// accounted says that a sentence says where its figure comes from, or that it is
// a guess or a supposition.
func (d *draft) accounted(s *utterance) bool {
	return d.isMarked(cueSource, s.from, s.to) || d.isMarked(cueGuess, s.from, s.to) || s.end == '?' && d.isMarked(cueSupposed, s.from, s.to)
}

// claimIn finds the first figure of a sentence that is a claim: the tokens that
// make it, or -1.
func (d *draft) claimIn(s *utterance) (from, to int) {
	for j := s.from; j < s.to; j++ {
		t := &d.tokens[j]
		switch {
		case t.is&isQuoted != 0:
		case t.is&isNumber != 0 && d.isClaim(j, s):
			return j, j + 1
		case d.isMarked(cueFraction, j, j+1) && d.effect(s, j):
			f, _ := d.marked(cueFraction, j, j+1)
			return f.from, f.to
		case d.lex.spelled[t.word] > 1 && d.timeUnit(j+1, s) && d.isMarked(cueBenefit, max(s.from, j-4), j):
			return j, j + 2
		}
	}
	return -1, -1
}

// isClaim says whether a number in figures is a claim, and no date, hour,
// length, phone number or offer of a lower price.
func (d *draft) isClaim(j int, s *utterance) bool {
	t := &d.tokens[j]
	word := d.word(j)
	percent := t.is&isPercent != 0 || d.isMarked(cuePercentWord, j+1, j+2)
	switch {
	case d.has(RuleDiscount) && (percent || t.is&isMoney != 0), strings.Contains(word, ":"):
		return false
	case percent, strings.HasSuffix(word, "x") && len(word) > 1:
		return word != "100%" || !d.has(RuleGuarantee)
	case t.is&isMoney != 0 || d.currencyAfter(j+1, s):
		return true
	case d.isMarked(cueCrowd, max(s.from, j-2), j+1):
		n, _ := d.value(j)
		return n >= 20 && !(n > 1900 && n < 2100) && d.crowd(j, s)
	}
	return d.timeUnit(j+1, s) && (d.isMarked(cueBenefit, max(s.from, j-4), j) || d.effect(s, j))
}

// crowd says that a number counts customers or the like, and is not just "about
// 60 boxes".
func (d *draft) crowd(j int, s *utterance) bool {
	for _, f := range d.within(max(s.from, j-2), j+1) {
		if f.group.cue == cueCrowd && (f.from == j || d.tokens[j-1].word == d.lex.ids["than"] || d.tokens[j-1].word == d.lex.ids["over"]) {
			return true
		}
	}
	return false
}

// effect says that a sentence speaks of what something saves, cuts or raises,
// within a few words of a token.
func (d *draft) effect(s *utterance, j int) bool {
	from, to := max(s.from, j-6), min(s.to, j+4)
	return d.isMarked(cueBenefit, from, to) || d.isMarked(cueLoss, from, to)
}

func (d *draft) timeUnit(j int, s *utterance) bool {
	if j >= s.to {
		return false
	}
	return d.lex.timeUnit[d.tokens[j].word]
}

func (d *draft) currencyAfter(j int, s *utterance) bool {
	return j < s.to && d.lex.currency[d.tokens[j].word]
}

// figure is the value of a claim.
func (d *draft) figure(from, to int) (float64, bool) {
	for j := from; j < to; j++ {
		if n, ok := d.value(j); ok {
			return n, true
		}
		if n := d.lex.spelled[d.tokens[j].word]; n > 0 {
			return n, true
		}
	}
	return 0, false
}

// spelledNumber is a number or a part in words; 0 for anything else.
func spelledNumber(w string) float64 { return spelled[strings.ToLower(w)] }

var spelled = map[string]float64{
	"half": 0.5, "third": 1. / 3, "thirds": 2. / 3, "quarter": 0.25, "quarters": 0.75, "fifth": 0.2, "tenth": 0.1,
	"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}

// knownFigures are the figures of the facts on file, and the proposal's amount.
func (d *draft) knownFigures() []float64 {
	known := []float64{}
	if !d.Amount.IsZero() {
		known = append(known, float64(d.Amount.Minor)/100, float64(d.Amount.Minor))
	}
	for i := range d.Facts {
		for _, text := range []string{d.Facts[i].Text, d.Facts[i].SayAs} {
			for _, w := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '-' || r == '(' || r == '$' || r == '€' || r == '£' }) {
				w = strings.TrimRight(w, ".,;:!?)%")
				if n, ok := parseFigure(w); ok {
					known = append(known, n)
				} else if n := spelledNumber(w); n > 0 {
					known = append(known, n)
				}
			}
		}
	}
	return known
}

// folklore: the contact statistics that everybody quotes and nobody has found
// (FU-01, playbook §6): a share, or a number of contacts, of sales in general.
func (d *draft) folklore() {
	for i := range d.sentences {
		if s := &d.sentences[i]; d.isFolklore(s) {
			d.hit(RuleFolklore, nil, Fault, s.from, s.to, "Nobody has ever found the study behind that figure.", "Leave it out; a figure of theirs or your own says more.")
		}
	}
}

func (d *draft) isFolklore(s *utterance) bool {
	if !d.isMarked(cueSellers, s.from, s.to) || !d.isMarked(cueContacts, s.from, s.to) {
		return false
	}
	for j := s.from; j < s.to; j++ {
		if d.tokens[j].is&isNumber != 0 || d.lex.contactCount[d.tokens[j].word] {
			return true
		}
	}
	return false
}
