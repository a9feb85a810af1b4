package coach

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// ImportAsk is something in a file that only a person can settle, and how.
type ImportAsk struct {
	What   string // a sentence
	Option string // the option that settles it, as it is typed
	Hint   string // what else may be typed; may be empty
}

func (s *sheet) ask(what, option, hint string) {
	s.asks = append(s.asks, ImportAsk{what, option, hint})
}

// askColumns asks for what no deal can do without: its account, and anything
// that shows that the rows are deals at all.
func (s *sheet) askColumns() {
	if !s.has(fieldAccount) {
		s.askAccount()
		return
	}
	for _, f := range []string{fieldDeal, fieldStage, fieldStatus, fieldAmount, fieldSentOn, fieldExternalID, fieldClosedOn} {
		if s.has(f) {
			return
		}
	}
	s.ask("This doesn't look like a list of deals: no column for the deal's name, stage, amount or day of sending.", "--map deal=HEADER", "")
}

// askAccount asks which column is the account. Where the deals' names read like
// "Snyder Inc - New Business", it proposes to take it from there.
func (s *sheet) askAccount() {
	split := 0
	for _, r := range s.table.rows {
		if _, _, ok := splitName(s.at(r, fieldDeal)); ok {
			split++
		}
	}
	if s.has(fieldDeal) && split > 0 && split*2 >= len(s.table.rows) {
		s.ask(fmt.Sprintf("No column is the account (the buying firm), but %s of %s are named “account - deal”.", grouped(uint64(split)), counted(len(s.table.rows), "deal")),
			"--map "+shellQuote(fieldAccount+"="+s.header(fieldDeal)), "The part before “ - ” becomes the account, the rest the deal.")
		return
	}
	s.ask("No column is the account (the buying firm), which every deal needs.", "--map account=HEADER",
		"The columns are: "+strings.Join(s.table.header, ", ")+".")
}

// askStages asks what the stages mean that are not known, the most frequent first.
func (s *sheet) askStages() {
	unknown := map[string]int{}
	for _, r := range s.table.rows {
		if s.readNames(&importRow{}, r) != "" || s.isRemark(r) {
			continue // skipped whatever its stage
		}
		if meaning, theirs := s.stageOf(r); meaning == "" {
			unknown[theirs]++
		}
	}
	names := slices.SortedFunc(maps.Keys(unknown), func(a, b string) int {
		if d := unknown[b] - unknown[a]; d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	if len(names) > 50 {
		s.ask(fmt.Sprintf("The column “%s” holds %d different stages that aren't known; it may be the wrong column.", s.header(fieldStage), len(names)),
			"--map stage=HEADER", "")
		return
	}
	for _, name := range names {
		called := "“" + name + "”"
		if name == "" {
			called = "(empty)"
		}
		s.ask(fmt.Sprintf("The stage %s of %s isn't known.", called, rowsOf(unknown[name])),
			"--stage "+shellQuote(name+"=open"), "Or =won, =lost, =dead; =skip leaves its rows out.")
	}
}

// otherDays are words in the headers of days that are not the day of sending.
var otherDays = set(`create created creation modified updated update change activity contacted won lost close closed expected
	next last due start birthday`)

// dayColumns are the unused columns that hold days: one of them may be the day
// of sending.
func (s *sheet) dayColumns() []string {
	var names []string
	for _, h := range s.unused() {
		if slices.ContainsFunc(strings.Fields(headerKey(h)), func(w string) bool { return otherDays[w] }) {
			continue
		}
		i, days, filled := s.column(h), 0, 0
		for _, r := range s.table.rows[:min(len(s.table.rows), 200)] {
			cell := strings.TrimSpace(r.cell(i))
			if cell == "" {
				continue
			}
			filled++
			if _, rest, ok := cutDate(cell); ok && isTimeOfDay(rest) {
				days++
			}
		}
		if filled > 0 && days == filled {
			names = append(names, h)
		}
	}
	return names
}

// askSent tells what to do about a file that does not say when proposals went
// out. It stops nothing: such deals can be marked as sent in Slack.
func (s *sheet) askSent() *ImportAsk {
	if _, given := s.options.Columns[fieldSentOn]; s.has(fieldSentOn) || s.has(fieldStageChanged) || given {
		return nil
	}
	ask := &ImportAsk{What: "No column says when the proposals were sent, and without that day no follow-up is ever due."}
	if days := s.dayColumns(); len(days) > 0 {
		ask.Option = "--sent-on " + shellQuote(days[0])
		ask.Hint = "If that is the day it went out. Columns that hold days: " + strings.Join(days, ", ") + "."
	}
	return ask
}

func rowsOf(n int) string { return counted(n, "row") }

// counted is a number with its noun: "1 row", "1,425 rows".
func counted(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return grouped(uint64(n)) + " " + noun // #nosec G115 -- a count
}
