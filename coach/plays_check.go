package coach

import (
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
		c.Faults = append(c.Faults, playOn(p, files[name].where, rows)...)
	}
	c.Situations = len(rows)
	return c, nil
}

// playOn plays every scene that leads to a play, notes its row, and says what is
// wrong with the words.
func playOn(p *Play, where string, rows map[int]bool) []string {
	if !slices.ContainsFunc(scenes, func(sc scene) bool { return sc.leadsTo(p) }) {
		return []string{faultAt(where, 1, "no situation leads to this play, so nobody would see it. Add a line \"Rows: \" with the numbers of the situations it is for.")}
	}
	alone := &Book{byID: map[string]*Play{p.ID: p}}
	var faults []string
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
				faults = p.faults(sig, where, faults)
			}
		}
	}
	return faults
}

// faults adds what is wrong with the words for one deal to what is known already;
// the same line is not blamed twice for the same thing.
func (p *Play) faults(sig *signals, where string, known []string) []string {
	for i := range p.forms {
		f, w := &p.forms[i], newWords(sig, p.ID)
		w.keep = true
		d, _, err := p.writeForm(w, f, f.channel)
		if err != nil {
			known = addFault(known, Sentence(inPlay(where, err)))
			continue
		}
		if n, most := d.words(), limits[d.Channel]; n > most {
			known = addFault(known, faultAt(where, f.at, "%s runs to %d words where little is known that could be left out; %d is the most.", withArticle(f.channel), n, most))
		}
	}
	return known
}

// faultAt is a fault in one line of a play, in a sentence.
func faultAt(where string, at int, format string, args ...any) string {
	return Sentence(playErrorf(where, at, format, args...))
}

func addFault(known []string, fault string) []string {
	if slices.Contains(known, fault) {
		return known
	}
	return append(known, fault)
}
