package coach_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"salescoach/coach"
)

func TestOptionsBesideAFileAreReadAsTheyAreWritten(t *testing.T) {
	want := coach.ImportOptions{
		Source: "crm-east", Columns: map[string]string{"account": "Deal Name", "sent_on": "Date sent, really"},
		Stages: map[string]string{"Contract Sent": "open", "x=y": "won"}, SentStages: []string{"A B"},
		Owners: map[string]string{"Ana Cruz": "ana@example.com"}, Currency: "EUR", DateOrder: coach.DayFirst,
	}
	for _, text := range []string{
		`--source crm-east --map account='Deal Name' --sent-on "Date sent, really" --stage 'Contract Sent=open' --stage x=y=won --sent-stage 'A B' --owner "Ana Cruz=ana@example.com" --currency eur --date-order DMY`,
		"—source=crm-east —map ‘account=Deal Name’ –sent-on “Date sent, really” \n--stage \"Contract Sent=open\" --stage x=y=won `--sent-stage 'A B'` --owner 'Ana Cruz=ana@example.com' --currency EUR --date-order dmy",
	} {
		got, err := coach.ParseImportOptions(text)
		if err != nil || cmp.Diff(want, got) != "" {
			t.Errorf("%s: %v\n%s", text, err, cmp.Diff(want, got))
		}
	}
	// What the report proposes can be sent as it stands.
	text := ""
	for _, a := range want.Args() {
		text += a + " "
	}
	if got, err := coach.ParseImportOptions(text); err != nil || cmp.Diff(want, got) != "" {
		t.Errorf("%s: %v\n%s", text, err, cmp.Diff(want, got))
	}
}

func TestWordsBesideAFileThatAreNoOptionsAreLeftAlone(t *testing.T) {
	for _, text := range []string{"", "  ", "here are the deals, it's the newest export", "acme"} {
		if got, err := coach.ParseImportOptions(text); err != nil || cmp.Diff(coach.ImportOptions{}, got) != "" {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
	for _, text := range []string{"--stage", "--stage open", "--verbose", "--map account=x y", "-x", "--currency XXX", "--source 'A B'", "--", "--owner Ana", "--stage 'x=maybe"} {
		if _, err := coach.ParseImportOptions(text); coach.KindOf(err) != coach.Invalid {
			t.Errorf("%q: %v", text, err)
		}
	}
}
