package coach_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"salescoach/coach"
)

// people are in Slack while the samples are imported.
var people = []coach.Rep{
	{ID: "U01ANA", Name: "ana", RealName: "Ana Cruz", Email: "ana@example.com", Zone: "America/New_York"},
	{ID: "U02TOM", Name: "tom", RealName: "Tom Okafor", Email: "tom@example.com", Zone: "Africa/Lagos"},
	{ID: "U03LEE", Name: "lee", RealName: "Lee Novak", Email: "lee@example.com"},
	{ID: "U04LEE", Name: "lee.n", RealName: "Lee Novak", Email: "lee.n@example.com"}, // two of one name: nobody can tell
	{ID: "U05GON", Name: "jose", RealName: "José Núñez", Email: "jose@example.com", Deleted: true},
}

func settle(t testing.TB, store coach.Store) {
	t.Helper()
	write(t, store, func(tx coach.Tx) error {
		for _, p := range people {
			if err := tx.SaveRep(p); err != nil {
				return err
			}
		}
		return nil
	})
}

func write(t testing.TB, store coach.Store, fn func(coach.Tx) error) {
	t.Helper()
	if err := store.Update(t.Context(), team, fn); err != nil {
		t.Fatal(err)
	}
}

// samples are the files of testdata/import, each with the options of a second
// try where the first one asks.
var samples = []struct {
	file   string
	second coach.ImportOptions
}{
	{file: "hubspot.csv"},
	{file: "salesforce.csv", second: coach.ImportOptions{Stages: map[string]string{"Legal Review": "open"}}},
	{file: "pipedrive.csv"},
	{file: "plain.csv"},
	{file: "semicolon-latin1.csv"},
	{file: "utf16.tsv"},
	{file: "own-names.csv", second: coach.ImportOptions{
		Source:     "crm-east",
		Stages:     map[string]string{"Price Offering": "open", "Kick-off": "open", "Gewonnen": "won"},
		SentStages: []string{"Price Offering"},
		Columns:    map[string]string{"account": "deal_name", "amount": "worth", "rep": "user"},
		Currency:   "EUR",
	}},
	{file: "ambiguous-dates.csv", second: coach.ImportOptions{DateOrder: coach.DayFirst}},
	{file: "mixed-dates.csv", second: coach.ImportOptions{DateOrder: coach.MonthFirst}},
	{file: "not-deals.csv"},
	{file: "broken.csv"},
	{file: "unclosed-quote.csv"},
	{file: "workbook.csv"},
	{file: "empty.csv"},
	{file: "header-only.csv"},
}

func TestEverySampleReadsAsItsGoldenSays(t *testing.T) {
	for _, s := range samples {
		t.Run(s.file, func(t *testing.T) {
			c, store := openCoach(t)
			settle(t, store)
			var b strings.Builder
			for try := range 2 {
				o := s.second
				if try == 0 {
					o = coach.ImportOptions{}
				}
				o.Limits = coach.FileLimits()
				f, err := os.Open(filepath.Join("testdata", "import", s.file))
				if err != nil {
					t.Fatal(err)
				}
				report, err := c.Import(t.Context(), coach.ImportRequest{Workspace: team, Name: s.file, Data: f, Options: o})
				f.Close()
				b.WriteString("$ salescoach import " + strings.Join(append([]string{s.file}, o.Args()...), " ") + "\n")
				if report.Name != "" {
					b.WriteString(report.String())
				}
				if err != nil {
					b.WriteString("error: " + coach.Sentence(err) + "\n")
				}
				b.WriteString("\n")
				if s.second.Args() == nil && try == 0 && err != nil {
					break // nothing would settle it
				}
			}
			b.WriteString(exported(t, c, coach.ExportCSV))
			checkGolden(t, filepath.Join("import", s.file+".golden"), b.String())
		})
	}
}

func exported(t testing.TB, c *coach.Coach, format coach.ExportFormat) string {
	t.Helper()
	var b strings.Builder
	if err := c.Export(t.Context(), &b, team, format, coach.ExportDeals); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// checkGolden compares with a file of testdata; -update rewrites it.
func checkGolden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if f := flag.Lookup("update"); f != nil && f.Value.String() == "true" {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (-update rewrites it).\n--- got\n%s\n--- want\n%s", name, got, want)
	}
}
