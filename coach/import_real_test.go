package coach_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"salescoach/coach"
	"salescoach/db"
)

const team = "T1"

// importClock is the day on which the tests import.
var importClock = time.Date(2026, time.November, 20, 15, 4, 5, 0, time.UTC)

// openCoach is a coach over a fresh SQLite file.
func openCoach(t testing.TB) (*coach.Coach, *db.DB) {
	t.Helper()
	store, err := db.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "coach.db"), db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return coachOver(store, "id"), store
}

// coachOver is a coach that lives on the importClock and counts its ids.
func coachOver(store coach.Store, prefix string) *coach.Coach {
	n := 0
	return coach.New(store, coach.Options{
		Now:   func() time.Time { return importClock },
		NewID: func() string { n++; return fmt.Sprintf("%s-%06d", prefix, n) },
		Zone:  time.UTC, WorkDays: [7]bool{false, true, true, true, true, true, false},
		Log: slog.New(slog.DiscardHandler),
	})
}

// realFile is a file of the real CRM data beside the repository.
func realFile(t testing.TB, name string) []byte {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for up := dir; ; up = filepath.Dir(up) {
		if _, err := os.Stat(filepath.Join(up, "go.mod")); err == nil {
			data, err := os.ReadFile(filepath.Join(up, "..", "shared", "data", "maven-crm", name))
			if err != nil {
				t.Skipf("the real CRM data is not here: %v", err)
			}
			return data
		}
		if up == filepath.Dir(up) {
			t.Fatal("no go.mod above the test")
		}
	}
}

// run imports, and fails the test on any error.
func run(t testing.TB, c *coach.Coach, name string, data []byte, o coach.ImportOptions) coach.ImportReport {
	t.Helper()
	o.Limits = coach.FileLimits()
	report, err := c.Import(context.Background(), coach.ImportRequest{Workspace: team, Name: name, Data: bytes.NewReader(data), Options: o})
	if err != nil {
		t.Fatalf("import of %s: %v\n%s", name, err, report)
	}
	return report
}

var pipelineOptions = coach.ImportOptions{
	Stages:  map[string]string{"Engaging": "open"},
	Columns: map[string]string{"sent_on": "engage_date"},
}

func TestAFileWithStagesOfItsOwnSaysWhatSettlesIt(t *testing.T) {
	c, store := openCoach(t)
	report, err := c.Import(t.Context(), coach.ImportRequest{Workspace: team, Name: "sales_pipeline.csv", Data: bytes.NewReader(realFile(t, "sales_pipeline.csv"))})
	if coach.KindOf(err) != coach.Invalid {
		t.Fatalf("got %v, want an Invalid error", err)
	}
	want := "salescoach import sales_pipeline.csv --stage Engaging=open --sent-on engage_date"
	if got := report.String(); !strings.Contains(got, want) {
		t.Errorf("the report does not name the command %q:\n%s", want, got)
	}
	if n := countDeals(t, store); n != 0 {
		t.Errorf("%d deals were imported all the same", n)
	}
}

func TestTheRealPipelineComesInOnce(t *testing.T) {
	c, store := openCoach(t)
	data := realFile(t, "sales_pipeline.csv")
	for _, o := range []coach.ImportOptions{pipelineOptions, {}} { // the second time from memory
		report := run(t, c, "sales_pipeline.csv", data, o)
		t.Log(report)
		if report.Created+report.Unchanged != 7375 || report.Skipped != 1425 || report.Updated+report.Conflicts != 0 {
			t.Errorf("rows: %+v", counts(report))
		}
		if o.Stages == nil && report.Unchanged != 7375 {
			t.Errorf("the second import changed something: %+v", counts(report))
		}
		got := [4]int{report.Stages[coach.Won], report.Stages[coach.Lost], report.Stages[coach.Open], report.OpenSent}
		if want := [4]int{4238, 2473, 664, 501}; got != want {
			t.Errorf("won, lost, open, sent: got %v, want %v", got, want)
		}
		if n := countDeals(t, store); n != 7375 {
			t.Errorf("%d deals in the store", n)
		}
	}
}

func counts(r coach.ImportReport) [5]int {
	return [5]int{r.Created, r.Updated, r.Unchanged, r.Skipped, r.Conflicts}
}

func countDeals(t testing.TB, store coach.Store) (n int) {
	t.Helper()
	err := store.View(context.Background(), team, func(r coach.Reader) (err error) {
		n, err = r.CountDeals(coach.DealQuery{})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
