package coach

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
)

// PlaysChecked is what a check of plays has tried, and what is to be mended.
type PlaysChecked struct {
	Plays      int
	Situations int      // rows of the decision table that lead to one of them
	Forms      int      // of all plays together
	Faults     []string // sentences that name file and line; none: all is well
}

// CheckPlays reads the plays of a directory as [LoadBook] does, and looks closer:
// it plays every scene that leads to a play, for several deals, and holds the
// words against the limits of their form. It is Invalid for a directory that
// cannot be read or has no play in it.
func CheckPlays(dir string) (PlaysChecked, error) {
	files := map[string]playFile{}
	if err := readPlays(os.DirFS(dir), ".", dir, files); err != nil {
		return PlaysChecked{}, err
	}
	if len(files) == 0 {
		return PlaysChecked{}, &Error{Kind: Invalid, Field: "plays", Sentence: "There is no play in " + dir + ": a play is a file whose name ends in .md."}
	}
	c := PlaysChecked{Plays: len(files)}
	rows := map[int]bool{}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		p, err := parsePlay(strings.TrimSuffix(name, ".md"), files[name])
		if err == nil {
			c.Forms += len(p.forms)
			err = tryOut(p, files[name].where)
		}
		if err != nil {
			c.Faults = append(c.Faults, strings.Split(Sentence(err), "\n")...)
			continue
		}
		for _, err := range playOn(p, files[name].where, rows) {
			c.Faults = append(c.Faults, Sentence(err))
		}
	}
	c.Situations = len(rows)
	return c, nil
}

// playOn plays every scene that leads to a play, notes its row, and says what is
// wrong with the words, a line at a time.
func playOn(p *Play, where string, rows map[int]bool) []error {
	if !slices.ContainsFunc(scenes, func(sc scene) bool { return sc.leadsTo(p) }) {
		return []error{playErrorf(where, 1, "no situation leads to this play, so nobody would see it. Add a line \"Rows: \" with the numbers of the situations it is for.")}
	}
	alone, wrong := &Book{byID: map[string]*Play{p.ID: p}}, map[int]error{}
	for i := range scenes {
		sc := &scenes[i]
		if !sc.leadsTo(p) {
			continue
		}
		for _, s := range sc.situations() {
			sig := alone.signals(&s)
			sig.owed = sampleOwed(p, &s)
			if p.may(sig) {
				rows[sc.row] = true
				p.playFor(sig, wrong)
			}
		}
	}
	return lineByLine(where, wrong)
}

// playFor writes all forms of a play out for one deal and notes what is wrong.
func (p *Play) playFor(sig *signals, wrong map[int]error) {
	for i := range p.forms {
		f := &p.forms[i]
		d, _, err := p.write(sig, f.channel)
		if err == nil && d.words() > limits[f.channel] {
			err = &scriptError{at: f.at, err: fmt.Errorf("%s runs to %d words where little is known that could be left out; %d is the most", withArticle(f.channel), d.words(), limits[f.channel])}
		} else if err == nil {
			err = p.passes(sig, f, d)
		}
		if err != nil {
			blame(wrong, err)
		}
	}
}
