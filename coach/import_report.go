package coach

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// RowVerdict is what became of a row.
type RowVerdict string

// The verdicts. A conflict is a row of which something was not taken because it
// would have overwritten what somebody did here, or because nobody can tell
// which deal it is.
const (
	RowCreated   RowVerdict = "created"
	RowUpdated   RowVerdict = "updated"
	RowUnchanged RowVerdict = "unchanged"
	RowSkipped   RowVerdict = "skipped"
	RowConflict  RowVerdict = "conflict"
)

// RowResult is what became of one row, and why.
type RowResult struct {
	Line    int // of the file, the header being on line 1
	Verdict RowVerdict
	Reason  string // empty for a row that was created or unchanged
}

// ColumnUse is what a field is read from.
type ColumnUse struct {
	Field  string
	Header string // empty: no column
	Note   string
}

// UnmappedOwner is somebody who is not known in Slack; the deals are kept under
// the name.
type UnmappedOwner struct {
	Owner string // as in the file
	Deals int
}

// ImportReport is what an import did, or would do.
type ImportReport struct {
	Name     string
	Source   string
	Format   string // "UTF-8, comma"
	DryRun   bool
	Given    []string // the options given, as they are typed
	Recalled []string // those remembered of the source's last import
	Columns  []ColumnUse
	Unused   []string      // headers that serve no field
	Asks     []ImportAsk   // what has to be settled first; then nothing below is filled in but Advice
	Advice   *ImportAsk    // what may be worth settling; nil: nothing
	Rows     []RowResult   // in the order of the file
	Stages   map[Stage]int // of the deals of the file, as they are after the import
	OpenSent int           // open ones with a proposal sent
	Unmapped []UnmappedOwner

	Created, Updated, Unchanged, Skipped, Conflicts int // rows
	Total                                           int // rows of the file, those that cannot be read included

	Done Brought // what is kept of it; no ID where nothing was changed

	changed bool // a deal was saved
}

// Changed says that the import changed a deal, or would.
func (r ImportReport) Changed() bool { return r.Created+r.Updated > 0 || r.changed }

func newImportReport(req ImportRequest, s *sheet) ImportReport {
	r := ImportReport{
		Name: req.Name, Source: s.source, DryRun: req.DryRun, Given: req.Options.Args(), Asks: s.asks, Advice: s.askSent(),
		Format: s.table.encoding + ", " + delimiterName(s.table.delimiter), Stages: map[Stage]int{}, Total: len(s.table.rows) + len(s.table.broken),
	}
	for _, f := range csvFields {
		if s.has(f.name) || f.name == fieldAccount || f.name == fieldSentOn {
			r.Columns = append(r.Columns, ColumnUse{f.name, s.header(f.name), s.notes[f.name]})
		}
	}
	r.Recalled = slices.DeleteFunc(s.options.Args(), func(a string) bool { return slices.Contains(r.Given, a) })
	if !s.own { // the rest of our own export is for people
		r.Unused = s.unused()
	}
	return r
}

func delimiterName(d rune) string {
	switch d {
	case ';':
		return "semicolon"
	case '\t':
		return "tab"
	case '|':
		return "bar"
	}
	return "comma"
}

func (r *ImportReport) add(line int, v RowVerdict, reason string) {
	r.Rows = append(r.Rows, RowResult{line, v, reason})
	switch v {
	case RowCreated:
		r.Created++
	case RowUpdated:
		r.Updated++
	case RowUnchanged:
		r.Unchanged++
	case RowSkipped:
		r.Skipped++
	case RowConflict:
		r.Conflicts++
	}
}

func (r *ImportReport) count(d Deal) {
	r.Stages[d.Stage]++
	if d.Stage == Open && d.Sent() {
		r.OpenSent++
	}
}

func (r *ImportReport) sort() {
	slices.SortStableFunc(r.Rows, func(a, b RowResult) int { return cmp.Compare(a.Line, b.Line) })
}

func unmappedOwners(m map[string]int) []UnmappedOwner {
	owners := make([]UnmappedOwner, 0, len(m))
	for _, name := range slices.Sorted(maps.Keys(m)) {
		owners = append(owners, UnmappedOwner{name, m[name]})
	}
	slices.SortStableFunc(owners, func(a, b UnmappedOwner) int { return cmp.Compare(b.Deals, a.Deals) })
	return owners
}

// How much of each list fits on one screen.
const (
	shownReasons = 20
	shownOwners  = 5
	shownLines   = 5
)

// String is the report on one screen.
func (r ImportReport) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s, %s, source %s\n\n", r.Name, rowsOf(r.Total), r.Format, r.Source)
	r.writeColumns(&b)
	if len(r.Asks) > 0 {
		r.writeAsks(&b)
		return b.String()
	}
	r.writeCounts(&b)
	r.writeReasons(&b)
	r.writeOwners(&b)
	if r.Advice != nil {
		b.WriteString("\n")
		writeAsk(&b, *r.Advice)
	}
	return b.String()
}

func (r ImportReport) writeColumns(b *strings.Builder) {
	for _, c := range r.Columns {
		line := fmt.Sprintf("  %-18s%s", c.Field, cmp.Or(c.Header, "(no column)"))
		if c.Note != "" {
			line = fmt.Sprintf("%-41s  %s", line, c.Note)
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	if len(r.Unused) > 0 {
		fmt.Fprintf(b, "  %-18s%s\n", "not used", firstFew(r.Unused, shownReasons))
	}
	if len(r.Recalled) > 0 {
		fmt.Fprintf(b, "  %-18s%s\n", "remembered", firstFew(r.Recalled, shownReasons))
	}
}

func (r ImportReport) writeAsks(b *strings.Builder) {
	b.WriteString("\nNothing was imported. This has to be settled first:\n")
	asks := r.Asks
	if r.Advice != nil && r.Advice.Option != "" {
		asks = append(slices.Clone(asks), *r.Advice)
	}
	command := append([]string{"salescoach import", shellQuote(r.Name)}, r.Given...)
	for i, a := range asks {
		if i < shownReasons {
			writeAsk(b, a)
		}
		if !slices.Contains(command, a.Option) {
			command = append(command, a.Option)
		}
	}
	if more := len(asks) - shownReasons; more > 0 {
		fmt.Fprintf(b, "  and %s more\n", grouped(uint64(more)))
	}
	fmt.Fprintf(b, "\nAll at once, to be changed where it guesses wrong; it is remembered for the next file of this source:\n  %s\n", strings.Join(command, " "))
}

func writeAsk(b *strings.Builder, a ImportAsk) {
	fmt.Fprintf(b, "  %s\n", a.What)
	if a.Option != "" {
		fmt.Fprintf(b, "    %s\n", strings.TrimSpace(a.Option+"   "+a.Hint))
	}
}

func (r ImportReport) writeCounts(b *strings.Builder) {
	if r.DryRun {
		b.WriteString("\nPreview; nothing was changed.\n")
	} else {
		b.WriteString("\nImported.\n")
	}
	n := func(i int) string { return grouped(uint64(i)) } // #nosec G115 -- a count
	fmt.Fprintf(b, "  created %s, updated %s, unchanged %s, skipped %s, conflicts %s\n", n(r.Created), n(r.Updated), n(r.Unchanged), n(r.Skipped), n(r.Conflicts))
	fmt.Fprintf(b, "  open %s (%s with a proposal sent), won %s, lost %s, dead %s\n", n(r.Stages[Open]), n(r.OpenSent), n(r.Stages[Won]), n(r.Stages[Lost]), n(r.Stages[Dead]))
}

// writeReasons lists why rows were not simply created, equal reasons together.
func (r ImportReport) writeReasons(b *strings.Builder) {
	all := r.Reasons()
	if len(all) > 0 {
		b.WriteString("\n")
	}
	for i, g := range all {
		if i == shownReasons {
			fmt.Fprintf(b, "  and %s more; --verbose lists every row\n", counted(len(all)-i, "reason"))
			return
		}
		fmt.Fprintf(b, "  %-9s %s: %s\n", g.Verdict, g.Where(), g.Reason)
	}
}

func (r ImportReport) writeOwners(b *strings.Builder) {
	if len(r.Unmapped) == 0 {
		return
	}
	names := make([]string, len(r.Unmapped))
	for i, o := range r.Unmapped {
		names[i] = o.Owner + " (" + grouped(uint64(o.Deals)) + ")" // #nosec G115 -- a count
	}
	fmt.Fprintf(b, "\n%s not found in Slack by email or by a name that only one person has, so kept by name: %s\n", counted(len(names), "rep"), firstFew(names, shownOwners))
	fmt.Fprintf(b, "    --owner %s   Or =email; or import again once they have used the bot.\n", shellQuote(r.Unmapped[0].Owner+"=U012AB3CD"))
}

func firstFew(names []string, n int) string {
	s := strings.Join(names[:min(len(names), n)], ", ")
	if more := len(names) - n; more > 0 {
		s += fmt.Sprintf(" and %d more", more)
	}
	return s
}

// WriteRows writes a line for every row: its line in the file, what became of it
// and why.
func (r ImportReport) WriteRows(w io.Writer) error {
	for _, row := range r.Rows {
		line := fmt.Sprintf("line %d: %s", row.Line, row.Verdict)
		if row.Reason != "" {
			line += ": " + row.Reason
		}
		if _, err := io.WriteString(w, line+"\n"); err != nil {
			return err
		}
	}
	return nil
}
