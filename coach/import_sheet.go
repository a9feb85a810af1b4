package coach

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// sheet is a file understood: which column is what, how its dates and amounts
// are written, what its stages mean, and what of that has to be asked.
type sheet struct {
	table    csvTable
	source   string
	own      bool // our own export
	options  ImportOptions
	zone     *time.Location
	today    Date
	columns  map[string]int // field → column
	split    bool           // the account is the part of the deal's name before " - "
	entered  bool           // the column of sent_on dates the entry into a sent stage
	orders   map[int]DateOrder
	style    MoneyStyle
	currency string // of amounts that name none
	asks     []ImportAsk
	notes    map[string]string // field → remark for the report
}

// dateFields are read as days; the order of theirs has to be known.
var dateFields = []string{fieldSentOn, fieldStageChanged, fieldClosedOn}

// newSheet understands a file. given are the options of this import, which must
// fit the file; those remembered from another one are used where they do.
func newSheet(t csvTable, given, remembered ImportOptions, zone *time.Location, today Date) (*sheet, error) {
	s := &sheet{
		table: t, source: given.Source, own: recogniseSource(t.header) == sourceOwn, options: given.over(remembered),
		zone: zone, today: today, columns: recogniseColumns(t.header), orders: map[int]DateOrder{}, notes: map[string]string{},
	}
	if s.source == "" {
		s.source = recogniseSource(t.header)
	}
	if err := s.mapColumns(given.Columns, true); err != nil {
		return nil, err
	}
	if err := s.mapColumns(without(remembered.Columns, given.Columns), false); err != nil {
		return nil, err
	}
	if s.own {
		s.mapOwn()
	}
	s.findSent()
	s.askColumns()
	s.askStages()
	s.decideDates()
	s.decideMoney()
	return s, nil
}

func without(m, drop map[string]string) map[string]string {
	m = maps.Clone(m)
	maps.DeleteFunc(m, func(k, _ string) bool { _, given := drop[k]; return given })
	return m
}

// mapColumns puts columns where the options want them. A column serves one
// field, but the deal's name may hold the account too: then it is split.
func (s *sheet) mapColumns(columns map[string]string, must bool) error {
	for _, field := range slices.Sorted(maps.Keys(columns)) {
		header := columns[field]
		if header == "" {
			delete(s.columns, field)
			continue
		}
		i := s.column(header)
		if i < 0 && must {
			return importOption("map", "There is no column “%s” in this file. Its columns are: %s.", header, strings.Join(s.table.header, ", "))
		}
		if i < 0 {
			continue
		}
		for other, j := range s.columns {
			shared := field == fieldAccount && other == fieldDeal || field == fieldDeal && other == fieldAccount
			if j == i && other != field && !shared {
				delete(s.columns, other)
			}
		}
		s.columns[field] = i
	}
	account, ok := s.columns[fieldAccount]
	deal, named := s.columns[fieldDeal]
	s.split = ok && named && account == deal
	return nil
}

// column finds a header as a person may type it; -1: there is none.
func (s *sheet) column(header string) int {
	i := slices.IndexFunc(s.table.header, func(h string) bool { return strings.EqualFold(strings.TrimSpace(h), strings.TrimSpace(header)) })
	if i >= 0 {
		return i
	}
	return slices.IndexFunc(s.table.header, func(h string) bool { return headerKey(h) == headerKey(header) })
}

// mapOwn finds the columns that only our own export has.
func (s *sheet) mapOwn() {
	for _, field := range ownFields {
		if i := slices.Index(s.table.header, field); i >= 0 {
			s.columns[field] = i
		}
	}
}

// findSent looks for the day of sending in the columns that date the entry into
// a stage: one that the options name, else one that a CRM comes with.
func (s *sheet) findSent() {
	if _, ok := s.columns[fieldSentOn]; ok {
		return
	}
	if header, given := s.options.Columns[fieldSentOn]; given && header == "" {
		return
	}
	for i, h := range s.table.header {
		if len(s.options.SentStages) == 0 && isSentStage(enteredStage(h)) {
			s.columns[fieldSentOn], s.entered = i, true
			return
		}
	}
	for _, stage := range s.options.SentStages {
		if i := enteredColumn(s.table.header, stage); i >= 0 {
			s.columns[fieldSentOn], s.entered = i, true
			return
		}
	}
	if s.has(fieldStageChanged) {
		s.notes[fieldSentOn] = "the last change of stage, of deals in a stage like Proposal Made"
		if len(s.options.SentStages) > 0 {
			s.notes[fieldSentOn] = "the last change of stage, of deals in " + strings.Join(s.options.SentStages, ", ")
		}
	}
}

// at is the cell of a field in a row, trimmed.
func (s *sheet) at(r csvRow, field string) string {
	i, ok := s.columns[field]
	if !ok {
		return ""
	}
	return strings.TrimSpace(r.cell(i))
}

func (s *sheet) has(field string) bool { _, ok := s.columns[field]; return ok }

// header is the header of a field's column, "" when it has none.
func (s *sheet) header(field string) string {
	if i, ok := s.columns[field]; ok {
		return strings.TrimSpace(s.table.header[i])
	}
	return ""
}

// unused are the headers of columns that serve no field.
func (s *sheet) unused() []string {
	used := map[int]bool{}
	for _, i := range s.columns {
		used[i] = true
	}
	var names []string
	for i, h := range s.table.header {
		if h = strings.TrimSpace(h); !used[i] && h != "" {
			names = append(names, h)
		}
	}
	return names
}

// decideDates finds the order of every date column, by the whole column. Where
// a column does not show it, the other columns do: one program wrote the file.
func (s *sheet) decideDates() {
	seen := map[string]*columnOrder{}
	decided := s.options.DateOrder
	for _, field := range dateFields {
		i, ok := s.columns[field]
		if !ok {
			continue
		}
		seen[field] = &columnOrder{}
		for _, r := range s.table.rows {
			seen[field].see(r.cell(i), r.line)
		}
		if decided == "" && seen[field].mixed == "" {
			decided = seen[field].order
		}
	}
	for _, field := range dateFields {
		if c := seen[field]; c != nil {
			s.decideColumn(field, *c, decided)
		}
	}
}

func (s *sheet) decideColumn(field string, c columnOrder, decided DateOrder) {
	order := c.order
	if s.options.DateOrder != "" || c.order == "" {
		order = decided
	}
	s.orders[s.columns[field]] = order
	switch header := s.header(field); {
	case c.mixed != "" && s.options.DateOrder == "":
		s.ask(fmt.Sprintf("The dates of “%s” are written both ways; “%s” on line %d has its day where others have the month.", header, c.mixed, c.mixedLine),
			"--date-order mdy", "Rows that don't fit the order are then skipped, each with its reason.")
	case order == "" && c.open():
		s.ask(fmt.Sprintf("The dates of “%s” can be read in two ways: is “%s” on line %d %s or %s?", header, c.ambiguous, c.line,
			readAs(c.ambiguous, MonthFirst, s.zone), readAs(c.ambiguous, DayFirst, s.zone)),
			"--date-order mdy", "Or --date-order dmy, when the day comes first.")
	case order == MonthFirst:
		s.notes[field] = "month first"
	case order == DayFirst:
		s.notes[field] = "day first"
	}
}

func readAs(s string, order DateOrder, zone *time.Location) string {
	d, _ := parseDay(s, order, zone)
	return d.on.Format("2 January")
}

// decideMoney finds how amounts are written and in which currency.
func (s *sheet) decideMoney() {
	i, ok := s.columns[fieldAmount]
	if !ok {
		return
	}
	samples := make([]string, len(s.table.rows))
	for n, r := range s.table.rows {
		samples[n] = r.cell(i)
	}
	s.style = DecideMoneyStyle(samples)
	s.currency = headerCurrency(s.table.header[i])
	switch {
	case s.options.Currency != "":
		s.currency = s.options.Currency
	case s.currency == "":
		s.currency = "USD"
		s.notes[fieldAmount] = "USD where no currency is named; --currency changes that"
		if s.has(fieldCurrency) {
			s.notes[fieldAmount] = ""
		}
	}
}
