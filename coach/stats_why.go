package coach

import (
	"cmp"
	"slices"
)

// Told is what a customer told us once a deal was won.
type Told struct {
	Fact     Fact // a [RealReason] or a [Story]: why they bought; a [Result]: what it has brought them
	Account  string
	Industry string // the account's; may be empty
}

// Segment is the customers of one industry: why they bought, in their words, and
// what it has brought them (DL-33, DL-36). It shows single cases and how many
// there are; what the next customer will do does not follow from them.
type Segment struct {
	Industry string // "" for those whose industry is not known
	Answers  []Told // newest first
	Results  []Told // newest first
}

// mostTold bounds how many answers are read, the newest.
const mostTold = 300

// segments groups answers, which come newest first, by industry: the one with
// the most first, and what has no industry last.
func segments(told []Told) []Segment {
	var all []Segment
	at := map[string]int{}
	for _, t := range told {
		key := SearchKey(t.Industry)
		i, ok := at[key]
		if !ok {
			i = len(all)
			at[key] = i
			all = append(all, Segment{Industry: clean(t.Industry)})
		}
		if t.Fact.Kind == Result {
			all[i].Results = append(all[i].Results, t)
		} else {
			all[i].Answers = append(all[i].Answers, t)
		}
	}
	slices.SortStableFunc(all, func(a, b Segment) int {
		return cmp.Or(first(a.Industry != "", b.Industry != ""), cmp.Compare(len(b.Answers), len(a.Answers)),
			cmp.Compare(len(b.Results), len(a.Results)), cmp.Compare(a.Industry, b.Industry))
	})
	return all
}
