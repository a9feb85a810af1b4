package coach

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// limits are the most words of each form (playbook §1 rule 8).
var limits = map[Channel]int{Call: 150, Voicemail: 55, Email: 90, Text: 45}

// fewest is the fewest words of a voicemail: below it, one sounds curt.
const fewest = 40

// formFor is the form that a channel borrows its words from.
func (p *Play) formFor(ch Channel) Channel {
	switch ch {
	case Call, Visit, Meeting:
		return Call
	case Voicemail:
		return Voicemail
	case Text, Social:
		if p.form(Text) != nil {
			return Text
		}
	}
	return Email
}

// write writes a play out for one deal, in the form of a channel. Words that run
// over the limit of the form are written again, first without the words that a play
// can spare, then in the fewest words, then without our own names, then without the
// fact that can best be spared, until
// they fit: what is said is said whole. A voicemail that comes out curt is written
// again with what it has room for ([words.Room]).
func (p *Play) write(sig *signals, ch Channel) (*Draft, []Fact, error) {
	f := p.form(p.formFor(ch))
	if f == nil {
		return nil, nil, Errorf(Invalid, "%s has no words for a %s. Choose another form.", p.Title, ch)
	}
	w := newWords(sig, p.ID)
	for {
		d, used, err := p.compose(w, f)
		if err != nil {
			return nil, nil, err
		}
		if f.channel == Voicemail && d.words() < fewest && !w.room {
			w.room = true
			continue
		}
		spare, ok := leastNeeded(used)
		if !ok && d.Item != "" { // of the library: no fact, and spared last
			spare, ok = ValueItem, true
		}
		switch {
		case d.words() <= limits[f.channel] || w.bare && !ok:
			d.Channel = ch
			return d, facts(used), nil
		case !w.tight:
			w.tight = true
		case !w.brief:
			w.brief = true
		case !w.bare:
			w.bare = true
		default:
			w.without, w.room = append(w.without, spare), false
		}
	}
}

// words is how many words are said.
func (d *Draft) words() int {
	n := 0
	for _, s := range d.Steps {
		n += wordCount(s.Text)
	}
	return n
}

// worth orders the kinds of facts by how much a script loses without them; the
// rest come after, in no order that matters.
var worth = []FactKind{
	OwnMiss, Referrer, Advocate, ValueItem, Statement, CompanyEvent, AnnualReport, AgreedPoint, NextStep, MarketTrend, Economy, Technology,
	Aspiration, Goal, Problem, ObjectionSay, Vendor, Competitor, RealReason, Easing, Story, Result,
}

func leastNeeded(used []*Fact) (FactKind, bool) {
	if len(used) == 0 {
		return "", false
	}
	rank := func(f *Fact) int {
		if i := slices.Index(worth, f.Kind); i >= 0 {
			return i
		}
		return len(worth)
	}
	return slices.MaxFunc(used, func(a, b *Fact) int { return rank(a) - rank(b) }).Kind, true
}

func facts(used []*Fact) []Fact {
	out := make([]Fact, len(used))
	for i, f := range used {
		out[i] = *f
	}
	return out
}

// compose renders the steps of a form, with what is to be done before and after.
func (p *Play) compose(w words, f *form) (*Draft, []*Fact, error) {
	d := &Draft{PlayID: p.ID, Title: p.Title, Family: p.Family, Channel: f.channel, Forms: p.channels()}
	var used []*Fact
	w.withheld, w.trusted, w.unasked, w.gave = nil, nil, nil, nil
	for _, part := range []struct {
		steps []step
		into  *[]Step
	}{{p.before, &d.Before}, {f.steps, &d.Steps}, {p.after, &d.After}} {
		for i := range part.steps {
			s, err := part.steps[i].render(w, &used)
			if err != nil {
				return nil, nil, err
			}
			switch {
			case s.Label == subject && f.channel == Email:
				d.Subject = s.Text
			case s.Text != "" || s.Note != "":
				*part.into = append(*part.into, s)
			}
		}
	}
	d.Withheld, d.Trusted = w.strongest(w.withheld), w.strongest(saidOf(w.trusted, used))
	if general := saidOf(w.unasked, used); len(general) > 0 {
		d.Unasked = general[0]
	}
	if w.gave != nil {
		d.Item = w.gave.ID
	}
	return d, used, nil
}

// saidOf is those of some facts that are said.
func saidOf(fs, used []*Fact) []*Fact {
	return slices.DeleteFunc(slices.Clone(fs), func(f *Fact) bool { return !slices.Contains(used, f) })
}

// subject is the label of the step that is an email's subject.
const subject = "Subject"

func (p *Play) channels() []Channel {
	var cs []Channel
	for _, f := range p.forms {
		cs = append(cs, f.channel)
	}
	return cs
}

func (s *step) render(w words, used *[]*Fact) (Step, error) {
	var paragraphs []string
	for _, pieces := range s.paragraphs {
		text, err := renderPieces(pieces, w, used)
		if err != nil {
			return Step{}, err
		}
		if text != "" {
			paragraphs = append(paragraphs, text)
		}
	}
	w.aside = true
	note, err := renderPieces(s.note, w, used)
	return Step{Label: s.label, Text: strings.Join(paragraphs, "\n\n"), Note: note}, err
}

func renderPieces(pieces []piece, w words, used *[]*Fact) (string, error) {
	var parts []string
	for i := range pieces {
		text, err := pieces[i].render(w, used)
		if err != nil {
			return "", err
		}
		if text != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, " "), nil
}

// errUnsaid is a line that cannot be said: a fact that it needs is not known.
var errUnsaid = errors.New("it needs a fact that is not known")

// nothing is the line of a list that says nothing.
const nothing = "(nothing)"

func (p *piece) render(w words, used *[]*Fact) (string, error) {
	if p.pick == plain {
		return p.lines[0].render(w, used)
	}
	from := 0
	if p.pick == oneOf {
		from = int(mix(w.seed^uint64(p.lines[0].at)) % uint64(len(p.lines))) // #nosec G115 -- less than the number of lines
	}
	for i := range p.lines {
		text, err := p.lines[(from+i)%len(p.lines)].render(w, used)
		switch {
		case text == nothing:
			return "", nil
		case err == nil && text != "":
			return text, nil
		case err != nil && !errors.Is(err, errUnsaid):
			return "", err
		}
	}
	return "", &scriptError{at: p.lines[0].at, err: errUnsaid}
}

// scriptError is a line of a play that could not be rendered.
type scriptError struct {
	at  int
	err error
}

func (e *scriptError) Error() string { return fmt.Sprintf("line %d: %v", e.at, e.err) }
func (e *scriptError) Unwrap() error { return e.err }

// render is the words of one line. The facts that they stand on are added to
// used once the line is known to be said.
func (l *line) render(w words, used *[]*Fact) (string, error) {
	w.using, w.giving = w.using[:0], nil
	text, err := l.say(w)
	if err != nil {
		return "", &scriptError{at: l.at, err: errors.New(templateReason(err))}
	}
	switch {
	case strings.Contains(text, unsaid):
		return "", &scriptError{at: l.at, err: errUnsaid}
	case leftOpen(text):
		return "", &scriptError{at: l.at, err: fmt.Errorf("it leaves something open: %q", text)}
	}
	for _, f := range w.using {
		if !slices.Contains(*used, f) {
			*used = append(*used, f)
		}
	}
	if w.giving != nil {
		w.gave = w.giving
	}
	return strings.Join(strings.Fields(text), " "), nil
}

// leftOpen is the net under it all: no rendered text holds a placeholder. Facts
// with braces or brackets never get here (see [tidy]).
func leftOpen(text string) bool {
	if strings.ContainsAny(text, "{}[]<>") {
		return true
	}
	for _, empty := range []string{`""`, "“”", "''", "%!"} {
		if strings.Contains(text, empty) {
			return true
		}
	}
	return false
}
