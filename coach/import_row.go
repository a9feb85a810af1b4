package coach

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// importRow is one row of a file, in our words.
type importRow struct {
	line       int
	id         string // our own id, in our own export
	source     string
	externalID string
	account    string
	accountKey string // strict key of account
	name       string
	amount     Money
	owner      string // as the file has it: a name or an email
	ownerEmail string
	ownerID    string // Slack user id, in our own export
	stage      Stage
	stageSaid  bool // the file has stages at all; else every deal in it is open
	sentOn     Date
	closed     csvDay

	closeReason, realReason, pauseReason string
	pausedUntil, snoozedUntil, revisitOn Date
	updatedAt                            time.Time // when the deal was last changed before it was exported
}

// nameKey is what identifies the deal where it has no id: account and name.
func (r importRow) nameKey() string { return r.accountKey + "\x00" + StrictKey(r.name) }

// read understands a row, or says why it is skipped.
func (s *sheet) read(r csvRow) (row importRow, skip string) {
	row = importRow{line: r.line, source: s.source}
	if s.isRemark(r) {
		return row, "only one cell is filled; that is no deal"
	}
	for _, i := range s.columns {
		if len(r.cell(i)) > s.limits().Cell {
			return row, "the cell in “" + s.table.header[i] + "” is too long"
		}
	}
	for _, read := range []func(*importRow, csvRow) string{s.readNames, s.readIDs, s.readStage, s.readDates, s.readAmount} {
		if skip = read(&row, r); skip != "" {
			return row, skip
		}
	}
	row.owner, row.ownerEmail = clean(s.at(r, fieldRep)), s.at(r, fieldRepEmail)
	if s.own {
		skip = s.readOwn(&row, r)
	}
	return row, skip
}

// isRemark says that a row is no deal but a line below the table, as Salesforce
// writes them ("Confidential Information").
func (s *sheet) isRemark(r csvRow) bool { return r.filled() == 1 && len(s.table.header) > 2 }

func (s *sheet) limits() CSVLimits {
	if s.options.Limits == (CSVLimits{}) {
		return UploadLimits()
	}
	return s.options.Limits
}

func (s *sheet) readNames(row *importRow, r csvRow) string {
	row.account, row.name = clean(s.at(r, fieldAccount)), clean(s.at(r, fieldDeal))
	if s.split {
		account, name, ok := splitName(row.name)
		if !ok && row.name != "" {
			return "the deal's name has no “ - ” that would part the account from it"
		}
		row.account, row.name = account, name
	}
	row.accountKey = StrictKey(row.account)
	switch {
	case row.accountKey == "":
		return "no account"
	case utf8.RuneCountInString(row.account) > MaxName || utf8.RuneCountInString(row.name) > MaxName:
		return "a name longer than 120 characters"
	}
	return ""
}

// splitName parts "Snyder Inc - New Business" at the first dash that stands free.
func splitName(s string) (account, name string, ok bool) {
	at, width := -1, 0
	for _, dash := range []string{" - ", " – ", " — "} {
		if i := strings.Index(s, dash); i > 0 && (at < 0 || i < at) {
			at, width = i, len(dash)
		}
	}
	if at < 0 {
		return "", "", false
	}
	return clean(s[:at]), clean(s[at+width:]), true
}

// mangledID is an id that a spreadsheet took for a number: its end is lost.
var mangledID = regexp.MustCompile(`^\d([.,]\d+)?[eE]\+\d+$`)

func (s *sheet) readIDs(row *importRow, r csvRow) string {
	row.externalID = clean(s.at(r, fieldExternalID))
	switch {
	case mangledID.MatchString(row.externalID):
		return "a spreadsheet has rounded the id (" + row.externalID + "); import the file as the CRM wrote it"
	case len(row.externalID) > 200:
		return "the id is too long"
	}
	return ""
}

func (s *sheet) readStage(row *importRow, r csvRow) string {
	meaning, theirs := s.stageOf(r)
	switch meaning {
	case skipStage:
		return "stage “" + theirs + "” is left out"
	case "":
		return "stage “" + theirs + "” isn't known"
	}
	row.stage, row.stageSaid = Stage(meaning), s.has(fieldStage) || s.has(fieldStatus) || s.has(fieldIsClosed) || s.has(fieldIsWon)
	return ""
}

// stageOf is what the stage of a row means, and what it is called there. A status
// that ends the deal is final; then the options count, then what is known of the
// status and of the stage, then the marks of some CRMs for won and closed.
// Without any such column every deal is open.
func (s *sheet) stageOf(r csvRow) (meaning, theirs string) {
	stage, status := s.at(r, fieldStage), s.at(r, fieldStatus)
	theirs = cmp.Or(stage, status)
	if m := knownStage(status); m != "" && m != string(Open) {
		return m, status
	}
	for _, name := range []string{status, stage} {
		if m, ok := s.optionStage(name); ok && (name != "" || theirs == "") {
			return m, theirs
		}
	}
	switch m := cmp.Or(knownStage(status), knownStage(stage)); {
	case m != "":
		return m, theirs
	case isTrue(s.at(r, fieldIsWon)):
		return string(Won), theirs
	case isTrue(s.at(r, fieldIsClosed)):
		return string(Lost), theirs
	case s.at(r, fieldIsClosed) != "", !s.has(fieldStage) && !s.has(fieldStatus):
		return string(Open), theirs
	}
	return "", theirs
}

func (s *sheet) optionStage(theirs string) (string, bool) {
	if m, ok := s.options.Stages[theirs]; ok {
		return m, true
	}
	for name, m := range s.options.Stages {
		if squeeze(name) == squeeze(theirs) {
			return m, true
		}
	}
	return "", false
}

func (s *sheet) readDates(row *importRow, r csvRow) string {
	sent, skip := s.day(r, fieldSentOn)
	if skip != "" {
		return skip
	}
	row.sentOn = sent.on
	if !s.has(fieldSentOn) && s.inSentStage(r) {
		changed, skip := s.day(r, fieldStageChanged)
		if skip != "" {
			return skip
		}
		row.sentOn = changed.on
	}
	if row.stage == Open && len(s.options.SentStages) > 0 && !s.entered && !s.inSentStage(r) {
		row.sentOn = Date{} // the day means something else until the deal is there
	}
	// A day of tomorrow may be today further east.
	if row.sentOn.After(s.today.Add(1)) {
		return "sent on a day that hasn't come yet (" + row.sentOn.String() + ")"
	}
	if row.stage.Closed() {
		row.closed, skip = s.day(r, fieldClosedOn)
		row.closeReason = clipReason(s.at(r, fieldCloseReason))
	}
	return skip
}

// inSentStage says that the proposal of an open deal is out, by its stage.
func (s *sheet) inSentStage(r csvRow) bool {
	stage := s.at(r, fieldStage)
	if len(s.options.SentStages) == 0 {
		return isSentStage(stage)
	}
	return slices.ContainsFunc(s.options.SentStages, func(sent string) bool {
		return squeeze(sent) == squeeze(stage) || bareStage(sent) == bareStage(stage)
	})
}

func (s *sheet) day(r csvRow, field string) (csvDay, string) {
	cell := s.at(r, field)
	if cell == "" {
		return csvDay{}, ""
	}
	d, ok := parseDay(cell, s.orders[s.columns[field]], s.zone)
	if !ok {
		return csvDay{}, "“" + clip(cell) + "” in “" + s.header(field) + "” is no date"
	}
	return d, ""
}

func (s *sheet) readAmount(row *importRow, r csvRow) string {
	cell := s.at(r, fieldAmount)
	if cell == "" {
		return ""
	}
	currency := s.currency
	if named := strings.ToUpper(s.at(r, fieldCurrency)); named != "" {
		if _, known := currencies[named]; !known {
			return "the currency “" + clip(named) + "” isn't known"
		}
		currency = named
	}
	m, err := s.style.Parse(cell, currency)
	if err != nil {
		return "amount: " + Sentence(err)
	}
	// CRMs write 0 for "not known": nobody proposes a deal for nothing.
	if m.Minor != 0 {
		row.amount = m
	}
	return ""
}

// readOwn reads what only our own export has.
func (s *sheet) readOwn(row *importRow, r csvRow) string {
	row.id, row.source, row.ownerID = s.at(r, ownID), s.at(r, ownSource), s.at(r, ownRepID)
	if !ownIDForm.MatchString(row.id) {
		row.id = ""
	}
	row.realReason, row.pauseReason = clipReason(s.at(r, ownRealReason)), clipReason(s.at(r, ownPauseReason))
	var skips [4]string
	var days [4]csvDay
	for i, field := range []string{ownPausedUntil, ownSnoozedUntil, ownRevisitOn, ownUpdatedAt} {
		days[i], skips[i] = s.day(r, field)
	}
	row.pausedUntil, row.snoozedUntil, row.revisitOn, row.updatedAt = days[0].on, days[1].on, days[2].on, days[3].at
	return cmp.Or(skips[:]...)
}

// ownIDForm is what an id of ours looks like. It goes into buttons and links, so
// nothing else is taken from a file.
var ownIDForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// clipReason keeps a CRM's reason within what a form here would take.
func clipReason(s string) string {
	if utf8.RuneCountInString(s) <= MaxReason {
		return s
	}
	return string([]rune(s)[:MaxReason-1]) + "…"
}
