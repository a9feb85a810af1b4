package coach

import (
	"errors"
	"maps"
	"slices"
)

// tryOut writes a play out for sample deals of every situation, in every form,
// holds the words against the lint, and tries each of its lines by itself, so
// that also a line that no sample happens to choose is known to work. Its error
// names every line that does not, in a sentence each.
func tryOut(p *Play, where string) error {
	pieces, alone, said := p.everyPiece(), &Book{byID: map[string]*Play{p.ID: p}}, p.saidLines()
	wrong := map[int]error{} // by line
	for _, s := range samples() {
		sig := alone.signals(&s)
		tryPieces(p, pieces, newWords(sig, p.ID), len(s.Facts) == 1, said, wrong)
		for i := range p.forms {
			d, _, err := p.write(sig, p.forms[i].channel)
			if err == nil {
				err = p.passes(sig, &p.forms[i], d)
			}
			if err != nil {
				blame(wrong, err)
			}
		}
	}
	if errs := lineByLine(where, wrong); len(errs) > 0 {
		return joinSentences(errs)
	}
	return nil
}

// lineByLine is what is wrong with a play, in the order of its lines.
func lineByLine(where string, wrong map[int]error) []error {
	var errs []error
	for _, at := range slices.Sorted(maps.Keys(wrong)) {
		errs = append(errs, inPlay(where, wrong[at]))
	}
	return errs
}

// tryPieces renders each piece as a draft would, and each of its lines; with one
// fact alone, only what it chooses: its lines are tried with all facts. said is
// what was linted last of each line that is words to say.
func tryPieces(play *Play, pieces []*piece, w words, oneFact bool, said map[*line]string, wrong map[int]error) {
	for _, p := range pieces {
		var used []*Fact
		if _, err := p.render(w, &used); err != nil {
			blame(wrong, err)
		}
		for i := range p.lines {
			if oneFact {
				break
			}
			text, err := p.lines[i].render(w, &used)
			if err == nil {
				err = sayable(play, &p.lines[i], text, said)
			}
			if err != nil && !errors.Is(err, errUnsaid) {
				blame(wrong, err)
			}
		}
	}
}

// blame notes the first thing that is wrong with a line.
func blame(wrong map[int]error, err error) {
	at := 0
	var e *scriptError
	if errors.As(err, &e) {
		at = e.at
	}
	if wrong[at] == nil {
		wrong[at] = err
	}
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

func (p *Play) everyPiece() []*piece {
	var all []*piece
	steps := slices.Concat(p.before, p.after)
	for _, f := range p.forms {
		steps = append(steps, f.steps...)
	}
	for i := range steps {
		for _, pieces := range append(steps[i].paragraphs, steps[i].note) {
			for j := range pieces {
				all = append(all, &pieces[j])
			}
		}
	}
	return all
}
