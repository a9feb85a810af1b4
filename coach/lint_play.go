package coach

import "strings"

// wordingOf is a play's own words as a wording, to be held against its own rules.
func wordingOf(p *Play, d *Draft, s *Situation) Wording {
	return Wording{
		Text: d.Said(), Subject: d.Subject, Channel: d.Channel, Play: p,
		Facts: s.Facts, Amount: s.Deal.Amount, Slots: s.Rep.Slots,
	}
}

// passes says whether a play written out keeps the rules that it asks reps to
// keep: no fault of the lint. The error names the line. That a sample of which
// nothing is known gives no reason to call is no fault of the play.
func (p *Play) passes(sig *signals, f *form, d *Draft) error {
	for _, h := range Check(wordingOf(p, d, sig.s)).Hits {
		if h.Severity == Fault && h.Rule != RuleNoReason && h.Rule != RuleNumberOnly {
			return &scriptError{at: p.lineOf(sig, f, h.Quote), err: h}
		}
	}
	return nil
}

// Error is a hit in a few sentences, without the last full stop, for a play that
// breaks a rule.
func (h Hit) Error() string {
	quote := "these words break the rule "
	if h.Quote != "" {
		quote = quoted(shortened(h.Quote)) + " breaks the rule "
	}
	return strings.TrimSuffix(quote+string(h.Rule)+". "+h.Why+" "+h.Instead, ".")
}

// lineOf finds the line of a form that says something; its first line when none
// says all of it.
func (p *Play) lineOf(sig *signals, f *form, quote string) int {
	w, first := newWords(sig, p.ID), 0
	begin := strings.Fields(quote)
	begin = begin[:min(len(begin), 4)]
	for _, l := range f.lines() {
		if first == 0 {
			first = l.at
		}
		var used []*Fact
		text, err := l.render(w, &used)
		if err == nil && quote != "" && strings.Contains(text, strings.Join(begin, " ")) {
			return l.at
		}
	}
	return first
}

// lines are the lines of a form that are said.
func (f *form) lines() []*line {
	var lines []*line
	for i := range f.steps {
		for _, pieces := range f.steps[i].paragraphs {
			for j := range pieces {
				for k := range pieces[j].lines {
					lines = append(lines, &pieces[j].lines[k])
				}
			}
		}
	}
	return lines
}

// saidLines are the lines of all forms, with what was linted of them last: nothing yet.
func (p *Play) saidLines() map[*line]string {
	said := map[*line]string{}
	for i := range p.forms {
		for _, l := range p.forms[i].lines() {
			said[l] = ""
		}
	}
	return said
}

// sayable holds one line, where it is words to say, against the phrases that no
// message may have: a line that no sample chooses is known to be good, too.
func sayable(p *Play, l *line, text string, said map[*line]string) error {
	last, words := said[l]
	if !words || text == last {
		return nil
	}
	said[l] = text
	d := read(&Wording{Text: text, Play: p})
	d.lexical()
	for _, h := range d.sorted() {
		if h.Severity == Fault {
			return &scriptError{at: l.at, err: h}
		}
	}
	return nil
}
