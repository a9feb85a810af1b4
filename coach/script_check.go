package coach

import (
	"errors"
	"slices"
)

// tryOut writes a play out for sample deals of every situation, in every form,
// and tries each of its lines by itself, so that also a line that no sample
// happens to choose is known to work.
func tryOut(p *Play, where string) error {
	lines, alone := p.everyLine(), &Book{byID: map[string]*Play{p.ID: p}}
	for _, s := range samples() {
		sig := alone.signals(&s)
		for i := range p.forms {
			if _, _, err := p.write(sig, p.forms[i].channel); err != nil {
				return inPlay(where, err)
			}
		}
		if len(s.Facts) == 1 {
			continue // its line was tried with all facts, and here it was chosen
		}
		w := newWords(sig, p.ID)
		for _, l := range lines {
			var used []*Fact
			if _, err := l.render(w, &used); err != nil && !errors.Is(err, errUnsaid) {
				return inPlay(where, err)
			}
		}
	}
	return nil
}

// inPlay turns an error of a line into a sentence that names file and line.
func inPlay(where string, err error) error {
	var e *scriptError
	if !errors.As(err, &e) {
		return err
	}
	if errors.Is(err, errUnsaid) {
		return playErrorf(where, e.at, "these words need a fact that is not always known. Put them in a list (1. …, 2. …) whose last line needs no fact, or between {{with}} and {{end}}.")
	}
	return playErrorf(where, e.at, "%v.", e.err)
}

func (p *Play) everyLine() []*line {
	var lines []*line
	steps := slices.Concat(p.before, p.after)
	for _, f := range p.forms {
		steps = append(steps, f.steps...)
	}
	for i := range steps {
		for _, pieces := range append(steps[i].paragraphs, steps[i].note) {
			for j := range pieces {
				for k := range pieces[j].lines {
					lines = append(lines, &pieces[j].lines[k])
				}
			}
		}
	}
	return lines
}
