package coach

import (
	"fmt"
	"strings"
)

// ImportReason is why rows were not simply created, for all rows of which it is true.
type ImportReason struct {
	Verdict RowVerdict `json:"verdict"`
	Reason  string     `json:"reason"`
	Rows    int        `json:"rows"`
	Lines   []int      `json:"lines"` // of the first few of them
}

// Reasons are why rows were not simply created, in the order of the file.
func (r ImportReport) Reasons() []ImportReason {
	type group struct {
		verdict RowVerdict
		reason  string
	}
	at := map[group]int{}
	var all []ImportReason
	for _, row := range r.Rows {
		if row.Reason == "" {
			continue
		}
		g := group{row.Verdict, row.Reason}
		i, known := at[g]
		if !known {
			i = len(all)
			at[g], all = i, append(all, ImportReason{Verdict: row.Verdict, Reason: row.Reason})
		}
		if all[i].Rows++; len(all[i].Lines) < shownLines {
			all[i].Lines = append(all[i].Lines, row.Line)
		}
	}
	return all
}

// Where says which rows it is true of: "line 7", "12 rows, lines 3, 4, 5, 6, 7 and 7 more".
func (g ImportReason) Where() string {
	if g.Rows == 1 {
		return fmt.Sprintf("line %d", g.Lines[0])
	}
	shown := make([]string, 0, len(g.Lines))
	for _, l := range g.Lines {
		shown = append(shown, fmt.Sprint(l))
	}
	s := rowsOf(g.Rows) + ", lines " + strings.Join(shown, ", ")
	if more := g.Rows - len(g.Lines); more > 0 {
		s += " and " + grouped(uint64(more)) + " more" // #nosec G115 -- a count
	}
	return s
}
