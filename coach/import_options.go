package coach

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// ImportOptions settle what a file does not say in words that we know. They are
// remembered per source after a successful import, so that the next export from
// the same CRM needs none; what is given then wins over what is remembered.
type ImportOptions struct {
	Source     string            `json:"-"`                     // name of where the deals come from; empty: as recognised
	Columns    map[string]string `json:"columns,omitempty"`     // one of [ImportFields] → header; an empty header leaves the field out
	Stages     map[string]string `json:"stages,omitempty"`      // their stage → open, won, lost, dead or skip
	SentStages []string          `json:"sent_stages,omitempty"` // their stages in which the proposal goes out
	Owners     map[string]string `json:"owners,omitempty"`      // their owner → Slack user id or email
	Currency   string            `json:"currency,omitempty"`    // of amounts that name none; empty: USD
	DateOrder  DateOrder         `json:"date_order,omitempty"`  // of dates like 3/4/2026, where the file does not show it
	Limits     CSVLimits         `json:"-"`                     // zero: UploadLimits
}

// check finds mistakes that need no file to be seen.
func (o ImportOptions) check() error {
	for field := range o.Columns {
		if !slices.Contains(ImportFields(), field) {
			return importOption("map", "There is no field “%s”. The fields are: %s.", field, strings.Join(ImportFields(), ", "))
		}
	}
	for theirs, ours := range o.Stages {
		if !slices.Contains(Stages, Stage(ours)) && ours != skipStage {
			return importOption("stage", "The stage “%s” can't become “%s”. Choose open, won, lost, dead or skip.", theirs, ours)
		}
	}
	if _, known := currencies[o.Currency]; o.Currency != "" && !known {
		return importOption("currency", "I don't know the currency “%s”. Use a code like USD, EUR or GBP.", o.Currency)
	}
	if o.DateOrder != "" && o.DateOrder != MonthFirst && o.DateOrder != DayFirst {
		return importOption("date-order", "The date order is mdy (3/31/2026) or dmy (31/3/2026), not “%s”.", o.DateOrder)
	}
	if strings.Trim(o.Source, "abcdefghijklmnopqrstuvwxyz0123456789_-") != "" || len(o.Source) > 40 {
		return importOption("source", "The source “%s” is no short name in small letters, digits, - and _, like hubspot or crm-east.", clip(o.Source))
	}
	return nil
}

func importOption(field, format string, args ...any) error {
	e := Errorf(Invalid, format, args...)
	e.Field = field
	return e
}

// over is o on top of what was remembered.
func (o ImportOptions) over(old ImportOptions) ImportOptions {
	merged := o
	merged.Columns = layered(old.Columns, o.Columns)
	merged.Stages = layered(old.Stages, o.Stages)
	merged.Owners = layered(old.Owners, o.Owners)
	if len(o.SentStages) == 0 {
		merged.SentStages = old.SentStages
	}
	if o.Currency == "" {
		merged.Currency = old.Currency
	}
	if o.DateOrder == "" {
		merged.DateOrder = old.DateOrder
	}
	return merged
}

func layered(old, new map[string]string) map[string]string {
	m := maps.Clone(old)
	if m == nil {
		m = map[string]string{}
	}
	maps.Copy(m, new)
	return m
}

// Args are the options as they are written on the command line, quoted for a
// shell.
func (o ImportOptions) Args() []string {
	var args []string
	add := func(flag, value string) { args = append(args, "--"+flag+" "+shellQuote(value)) }
	pairs := func(flag string, m map[string]string) {
		for _, k := range slices.Sorted(maps.Keys(m)) {
			add(flag, k+"="+m[k])
		}
	}
	if o.Source != "" {
		add("source", o.Source)
	}
	pairs("map", without(o.Columns, map[string]string{fieldSentOn: ""}))
	if header, ok := o.Columns[fieldSentOn]; ok {
		add("sent-on", header)
	}
	pairs("stage", o.Stages)
	for _, s := range o.SentStages {
		add("sent-stage", s)
	}
	pairs("owner", o.Owners)
	if o.Currency != "" {
		add("currency", o.Currency)
	}
	if o.DateOrder != "" {
		add("date-order", string(o.DateOrder))
	}
	return args
}

// shellQuote writes a word so that a POSIX shell reads it back as it is.
func shellQuote(s string) string {
	plain := func(r rune) bool {
		return r == '=' || r == '-' || r == '_' || r == '.' || r == '@' || r == '/' || digit(r) || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
	}
	if s != "" && !strings.ContainsFunc(s, func(r rune) bool { return !plain(r) }) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// mappingSetting is the setting that remembers the options of a source.
func mappingSetting(source string) string { return "import.mapping." + source }

// rememberedOptions are the options of a source's last successful import.
func rememberedOptions(r Reader, source string) (ImportOptions, error) {
	var o ImportOptions
	stored, err := r.Setting(mappingSetting(source))
	if err != nil || stored == "" {
		return o, err
	}
	err = json.Unmarshal([]byte(stored), &o)
	return o, Wrap(Internal, err, "The remembered options of this source can't be read.")
}

// rememberOptions stores the options when they are not what is stored already.
func rememberOptions(tx Tx, source string, o ImportOptions) error {
	encoded, err := json.Marshal(o) // maps are written in the order of their keys
	if err != nil {
		return Wrap(Internal, err, "The options can't be remembered.")
	}
	stored, err := tx.Setting(mappingSetting(source))
	if err != nil || stored == string(encoded) || stored == "" && string(encoded) == "{}" {
		return err
	}
	return tx.SaveSetting(mappingSetting(source), string(encoded))
}
