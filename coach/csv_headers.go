package coach

import (
	"slices"
	"strings"
	"unicode"
)

// The fields that a column of a file can be, by the names that `--map` takes.
const (
	fieldAccount      = "account"
	fieldDeal         = "deal"
	fieldAmount       = "amount"
	fieldCurrency     = "currency"
	fieldRep          = "rep"
	fieldRepEmail     = "rep_email"
	fieldStage        = "stage"
	fieldStatus       = "status" // decides over the stage where a CRM keeps both (Pipedrive)
	fieldSentOn       = "sent_on"
	fieldStageChanged = "stage_changed_on"
	fieldClosedOn     = "closed_on"
	fieldCloseReason  = "close_reason"
	fieldExternalID   = "external_id"
	fieldIsWon        = "is_won"
	fieldIsClosed     = "is_closed"
)

// csvFields lists the fields in the order in which they are shown, each with
// the headers that mean it, the surest first. Headers are in the form of
// [headerKey]. "deal" and "opportunity" in front of one may be left out.
var csvFields = []struct {
	name    string
	headers []string
}{
	{fieldAccount, []string{"account", "account name", "associated company", "associated company primary", "company", "company name",
		"organization", "organisation", "organization name", "customer", "customer name", "client", "client name", "firm"}},
	{fieldDeal, []string{"deal", "deal name", "dealname", "opportunity", "opportunity name", "title", "name", "proposal", "proposal name",
		"subject", "product", "product name"}},
	{fieldAmount, []string{"amount", "value", "deal value", "close value", "deal size", "contract value", "total contract value", "tcv",
		"proposal value", "quote amount", "total", "price", "amount in company currency"}},
	{fieldCurrency, []string{"currency", "currency of value", "amount currency", "currency iso code", "deal currency code", "currency code"}},
	{fieldRep, []string{"rep", "owner", "owner name", "owner full name", "sales rep", "sales agent", "salesperson", "sales person", "seller",
		"account executive", "rep name", "assigned to", "responsible", "responsible person", "hubspot owner id"}},
	{fieldRepEmail, []string{"rep email", "owner email", "sales rep email", "salesperson email", "seller email"}},
	{fieldStage, []string{"stage", "deal stage", "dealstage", "stage name", "sales stage", "pipeline stage", "stage pipeline", "phase"}},
	{fieldStatus, []string{"status"}},
	{fieldSentOn, []string{"sent on", "sent", "sent at", "sent date", "date sent", "proposal sent", "proposal sent on", "proposal sent date",
		"proposal date", "date proposal sent", "quote sent", "quote sent on", "quote sent date", "quote date", "quoted on", "offer sent",
		"offer sent on", "offer date", "offer sent date"}},
	{fieldStageChanged, []string{"last stage change", "last stage change date", "date entered current stage", "v2 date entered current stage"}},
	{fieldClosedOn, []string{"closed on", "closed at", "close date", "closedate", "closed", "date closed", "closed date", "actual close date"}},
	{fieldCloseReason, []string{"close reason", "lost reason", "closed lost reason", "loss reason", "reason lost", "closed won reason"}},
	{fieldExternalID, []string{"external id", "record id", "object id", "crm id", "deal id", "opportunity id", "id"}},
	{fieldIsWon, []string{"is won", "is closed won"}},
	{fieldIsClosed, []string{"is closed", "is deal closed"}},
}

// ownFields are the columns that only our own export has, beside some above.
// What they hold is taken when a deal is made anew, and never overwrites.
const (
	ownID           = "id"
	ownSource       = "source"
	ownRepID        = "rep_id"
	ownPausedUntil  = "paused_until"
	ownPauseReason  = "pause_reason"
	ownSnoozedUntil = "snoozed_until"
	ownRealReason   = "real_reason"
	ownRevisitOn    = "revisit_on"
	ownUpdatedAt    = "updated_at"
)

var ownFields = []string{ownID, ownSource, ownRepID, ownPausedUntil, ownPauseReason, ownSnoozedUntil, ownRealReason, ownRevisitOn, ownUpdatedAt}

// ImportFields are the names that a column can be mapped to.
func ImportFields() []string {
	names := make([]string, len(csvFields))
	for i, f := range csvFields {
		names[i] = f.name
	}
	return names
}

// The sources that are recognised by their headers. Any other file is sourceCSV
// unless the person who imports it names one.
const (
	sourceOwn        = "salescoach"
	sourceHubSpot    = "hubspot"
	sourceSalesforce = "salesforce"
	sourcePipedrive  = "pipedrive"
	sourceCSV        = "csv"
)

// recogniseSource says which program wrote the header.
func recogniseSource(header []string) string {
	keys, dashed := map[string]bool{}, 0
	for _, h := range header {
		keys[headerKey(h)] = true
		if strings.HasPrefix(strings.TrimSpace(h), "Deal - ") {
			dashed++
		}
	}
	all := func(names ...string) bool {
		return !slices.ContainsFunc(names, func(n string) bool { return !keys[n] })
	}
	switch {
	case all("external id", "source", "sent on", "followups", "updated at"):
		return sourceOwn
	case dashed >= 2:
		return sourcePipedrive
	case all("record id", "deal name"), all("record id", "deal stage"), all("dealname", "dealstage"):
		return sourceHubSpot
	case all("opportunity name", "stage"), all("stage name", "close date", "id"):
		return sourceSalesforce
	}
	return sourceCSV
}

// recogniseColumns finds the column of each field by its header. A column serves
// one field only; -1 never appears.
func recogniseColumns(header []string) map[string]int {
	byKey := map[string]int{}
	for i, h := range slices.Backward(header) {
		key := headerKey(h)
		byKey[key] = i
		if code := headerCurrency(h); code != "" {
			byKey[strings.TrimSuffix(key, " "+strings.ToLower(code))] = i
		}
		for short := key; ; {
			if short = withoutNoun(short); short == "" {
				break
			}
			if _, taken := byKey[short]; !taken {
				byKey[short] = i
			}
		}
	}
	found, used := map[string]int{}, map[int]bool{}
	for _, f := range csvFields {
		for _, h := range f.headers {
			if i, ok := byKey[h]; ok && !used[i] {
				found[f.name], used[i] = i, true
				break
			}
		}
	}
	return found
}

// withoutNoun takes "deal" or "opportunity" off the front of a header ("Deal - Deal
// closed on" has it twice); "" when there is none.
func withoutNoun(key string) string {
	for _, noun := range []string{"deal ", "opportunity ", "hs "} {
		if short, ok := strings.CutPrefix(key, noun); ok {
			return short
		}
	}
	return ""
}

// headerKey is a header or a stage without what programs differ in: case,
// underscores, dots and camel case all become spaces ("StageName", "stage_name").
func headerKey(s string) string {
	var words []string
	var word []rune
	flush := func() {
		if len(word) > 0 {
			words, word = append(words, string(word)), nil
		}
	}
	lower := false
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			flush()
			lower = false
			continue
		}
		if lower && unicode.IsUpper(r) {
			flush()
		}
		lower = unicode.IsLower(r)
		word = append(word, unicode.ToLower(r))
	}
	flush()
	return strings.Join(words, " ")
}

// squeeze is a headerKey without its spaces, as API names are written
// ("contractsent").
func squeeze(s string) string { return strings.ReplaceAll(headerKey(s), " ", "") }

// headerCurrency is the currency that a header names: "Amount (EUR)".
func headerCurrency(header string) string {
	words := strings.Fields(headerKey(header))
	if len(words) < 2 {
		return ""
	}
	code := strings.ToUpper(words[len(words)-1])
	if _, known := currencies[code]; known {
		return code
	}
	return ""
}

// enteredStage is the stage whose entry a column dates, squeezed and without its
// pipeline: `Date entered "Contract Sent (Sales Pipeline)"`,
// hs_v2_date_entered_contractsent, date_entered_contract_sent. Empty: none.
func enteredStage(header string) string {
	key := headerKey(strings.SplitN(header, "(", 2)[0])
	key = strings.TrimPrefix(strings.TrimPrefix(key, "hs "), "v2 ")
	stage, ok := strings.CutPrefix(key, "date entered ")
	if !ok {
		return ""
	}
	return strings.ReplaceAll(stage, " ", "")
}

// enteredColumn finds the column that says when a deal came into a stage: as
// CRMs name it, or by the stage beside the word date ("engage_date" for a stage
// Engaging). It is -1 when there is none.
func enteredColumn(header []string, stage string) int {
	stage = bareStage(stage)
	i := slices.IndexFunc(header, func(h string) bool { return stage != "" && enteredStage(h) == stage })
	if i >= 0 {
		return i
	}
	return slices.IndexFunc(header, func(h string) bool {
		words := strings.Fields(headerKey(h))
		named := slices.DeleteFunc(slices.Clone(words), func(w string) bool {
			return w == "date" || w == "on" || w == "at" || w == "entered" || w == "of"
		})
		return stage != "" && len(named) < len(words) && stem(strings.Join(named, "")) == stem(stage)
	})
}

// stem is a word without the endings by which a stage and its date differ.
func stem(word string) string {
	for _, end := range []string{"ing", "ed", "e"} {
		if short, ok := strings.CutSuffix(word, end); ok && len(short) >= 3 {
			return short
		}
	}
	return word
}
