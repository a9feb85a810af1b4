package coach

import (
	"cmp"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

// CSVLimits bound what one file may cost us. A file beyond them is refused as a
// whole; only a cell that is too long costs no more than its row.
type CSVLimits struct {
	Bytes   int64 // of the file
	Rows    int   // without the header
	Columns int
	Cell    int // bytes of a cell, where the cell is used
	Changes int // deals that come with it or are changed by it; 0: as many as there are rows
}

// UploadLimits are for files that somebody sends in Slack, while others are at work. An
// import is one transaction, all or nothing, and whoever else writes waits for it: a row
// that changes nothing costs some 0.1 ms, one that does 0.25 ms. So that is a second or
// two at the most, after which others would be told that the database is busy.
func UploadLimits() CSVLimits {
	return CSVLimits{Bytes: 5 << 20, Rows: 10_000, Columns: 64, Cell: 4 << 10, Changes: 5_000}
}

// FileLimits are for files that the operator names on the command line: a CRM
// export with every property has hundreds of columns.
func FileLimits() CSVLimits {
	return CSVLimits{Bytes: 128 << 20, Rows: 1_000_000, Columns: 1000, Cell: 4 << 10}
}

// csvTable is a file as rows of cells, none of them understood yet.
type csvTable struct {
	encoding  string // as people call it: "UTF-8", "UTF-16" …
	delimiter rune
	header    []string
	rows      []csvRow
	broken    []csvBroken
}

// csvRow is a row and the line of the file that it begins on, the header being
// on line 1. A quoted cell may hold line breaks, so rows are not lines.
type csvRow struct {
	line  int
	cells []string
}

// csvBroken is a row that is no CSV.
type csvBroken struct {
	line   int
	reason string
}

// cell is the cell in column i, without the guard of [guardCell]; "" where the
// row ends before.
func (r csvRow) cell(i int) string {
	if i < 0 || i >= len(r.cells) {
		return ""
	}
	return unguardCell(r.cells[i])
}

// filled counts the cells that hold something.
func (r csvRow) filled() int {
	n := 0
	for _, c := range r.cells {
		if strings.TrimSpace(c) != "" {
			n++
		}
	}
	return n
}

// readCSV reads a whole file. Rows of empty cells count as empty lines. The
// errors are for people: what is wrong with the file and on which line.
func readCSV(r io.Reader, lim CSVLimits) (csvTable, error) {
	raw, err := io.ReadAll(io.LimitReader(r, lim.Bytes+1))
	if err != nil {
		return csvTable{}, Wrap(Internal, err, "The file couldn't be read.")
	}
	if int64(len(raw)) > lim.Bytes {
		return csvTable{}, Errorf(Invalid, "The file is larger than %d MB. Split it, or leave out columns that aren't needed.", lim.Bytes>>20)
	}
	text, encoding, err := decodeText(raw)
	if err != nil {
		return csvTable{}, err
	}
	text, delimiter, before := sniffDelimiter(text)
	t := csvTable{encoding: encoding, delimiter: delimiter}
	if line := tooWide(text, delimiter, widest*lim.Columns); line > 0 {
		return t, Errorf(Invalid, "Line %s has thousands of cells. That is no list of deals.", grouped(uint64(line+before))) // #nosec G115 -- a line's number
	}
	return t, t.read(text, before, lim)
}

// widest is how many times the columns a row may have: spreadsheets fill rows up with
// empty cells, and separators stand in quoted text. A cell costs some sixty bytes of
// memory for one of the file.
const widest = 100

// tooWide is the first line with that many separators or more, quoted or not; 0: there
// is none.
func tooWide(text string, delimiter rune, limit int) int {
	n, line := 0, 1
	for i := range len(text) { // every delimiter is one byte, and no part of a longer letter
		switch rune(text[i]) {
		case '\n':
			n, line = 0, line+1
		case delimiter:
			if n++; n >= limit {
				return line
			}
		}
	}
	return 0
}

// read takes the text apart; before is the number of lines cut off its front.
func (t *csvTable) read(text string, before int, lim CSVLimits) error {
	cr := csv.NewReader(strings.NewReader(text))
	cr.Comma, cr.FieldsPerRecord = t.delimiter, -1
	for {
		cells, err := cr.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			if err := cmp.Or(t.breakRow(err, before), t.bounded(lim)); err != nil {
				return err
			}
			continue
		}
		line, _ := cr.FieldPos(0)
		if err := t.add(csvRow{line + before, cells}, lim); err != nil {
			return err
		}
	}
	if t.header == nil {
		return Errorf(Invalid, "The file is empty: not even a line with the names of the columns.")
	}
	return nil
}

func (t *csvTable) add(row csvRow, lim CSVLimits) error {
	if row.filled() == 0 {
		return nil
	}
	if t.header == nil {
		t.header = row.cells
		if len(t.header) > lim.Columns {
			return Errorf(Invalid, "The file has %d columns; at most %d can be read. Leave out those that aren't needed.", len(t.header), lim.Columns)
		}
		return nil
	}
	if len(row.cells) > len(t.header) && (csvRow{cells: row.cells[len(t.header):]}).filled() > 0 {
		t.broken = append(t.broken, csvBroken{row.line, "more cells than the header has; a cell with a separator in it needs quotation marks"})
		return t.bounded(lim)
	}
	t.rows = append(t.rows, row)
	return t.bounded(lim)
}

// bounded refuses a file with too many rows, whether or not they can be read.
func (t *csvTable) bounded(lim CSVLimits) error {
	if len(t.rows)+len(t.broken) > lim.Rows {
		return Errorf(Invalid, "The file has more than %s. %s", counted(lim.Rows, "row"), lim.instead())
	}
	return nil
}

// instead says what to do with a file that is too long.
func (lim CSVLimits) instead() string {
	if lim.Changes == 0 {
		return "Split it."
	}
	return "Split it, or ask whoever runs me to bring it in with `salescoach import`."
}

// mayChange refuses what would keep others waiting for too long.
func (lim CSVLimits) mayChange(r ImportReport) error {
	n := r.Created + r.Updated
	if lim.Changes == 0 || n <= lim.Changes {
		return nil
	}
	return Errorf(Invalid, "The file would bring or change %s, and I do %s at a time here, so that nobody has to wait for me. Nothing was changed. %s",
		counted(n, "deal"), grouped(uint64(lim.Changes)), lim.instead()) // #nosec G115 -- a limit of ours
}

// breakRow notes a row that is no CSV. One that reaches over several lines is
// an error of the whole file: its quotation mark may have swallowed any number
// of good rows, and nobody can tell where it should have ended.
func (t *csvTable) breakRow(err error, before int) error {
	var pe *csv.ParseError
	if !errors.As(err, &pe) {
		return Wrap(Internal, err, "The file couldn't be read.")
	}
	if t.header == nil || pe.StartLine != pe.Line {
		return Errorf(Invalid, "A quotation mark on line %d isn't closed as CSV wants it; what follows can't be told apart. Mend that line and try again.", pe.StartLine+before)
	}
	t.broken = append(t.broken, csvBroken{pe.StartLine + before, "a quotation mark in the middle of a cell; write it twice inside a quoted cell"})
	return nil
}

// sniffDelimiter finds what separates the cells: the candidate that stands most
// often in the header, outside of quotation marks. Excel may have written it
// down in a first line of its own ("sep=;"), which is cut off.
func sniffDelimiter(text string) (rest string, delimiter rune, linesCut int) {
	if first, rest, ok := strings.Cut(text, "\n"); ok {
		first = strings.TrimSuffix(first, "\r")
		if d, ok := strings.CutPrefix(first, "sep="); ok && utf8.RuneCountInString(d) == 1 && strings.ContainsAny(d, ",;\t|") {
			return rest, rune(d[0]), 1
		}
	}
	counts, quoted := map[rune]int{}, false
	delimiter = ','
	for _, r := range strings.TrimLeft(text, "\r\n") {
		switch {
		case r == '"':
			quoted = !quoted
		case quoted:
		case r == '\n':
			return text, delimiter, 0
		case r == ',' || r == ';' || r == '\t' || r == '|':
			counts[r]++
			if counts[r] > counts[delimiter] {
				delimiter = r
			}
		}
	}
	return text, delimiter, 0
}
