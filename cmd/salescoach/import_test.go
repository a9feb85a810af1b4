package main

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"
	"github.com/google/go-cmp/cmp"

	"salescoach/coach"
	"salescoach/db"
)

// parseImport reads a command line of `salescoach import`.
func parseImport(t *testing.T, args ...string) ImportCmd {
	t.Helper()
	var c cli
	parser, err := kong.New(&c)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := parser.Parse(append([]string{"import"}, args...)); err != nil {
		t.Fatal(err)
	}
	return c.Import
}

func TestTheFlagsOfAnImportBecomeItsOptions(t *testing.T) {
	c := parseImport(t, "deals.csv", "--map", "account=Deal Name", "--map=amount=a=b", "--stage", "Won, signed = won", "--stage", "x=y=open",
		"--stage", "=skip", "--owner", "Ana Cruz=ana@example.com", "--sent-on", "Sent, really", "--sent-stage", "A", "--sent-stage", "B,C",
		"--currency", "eur", "--date-order", "DMY", "--source", "crm-east")
	got, err := c.options()
	if err != nil {
		t.Fatal(err)
	}
	want := coach.ImportOptions{
		Source: "crm-east", Columns: map[string]string{"account": "Deal Name", "amount": "a=b", "sent_on": "Sent, really"},
		Stages: map[string]string{"Won, signed": "won", "x=y": "open", "": "skip"}, SentStages: []string{"A", "B,C"},
		Owners: map[string]string{"Ana Cruz": "ana@example.com"}, Currency: "EUR", DateOrder: coach.DayFirst, Limits: coach.FileLimits(),
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	for _, args := range [][]string{{"f", "--map", "account"}, {"f", "--stage", "open"}, {"f", "--owner", "Ana"}} {
		if _, err := parseImport(t, args...).options(); coach.KindOf(err) != coach.Invalid {
			t.Errorf("%v: %v", args, err)
		}
	}
}

// aCoach is a coach over a fresh database.
func aCoach(t *testing.T) *coach.Coach {
	t.Helper()
	store, err := db.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "coach.db"), db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return coach.New(store, coach.Options{Now: time.Now, NewID: newID, Zone: time.UTC, Log: slog.New(slog.DiscardHandler)})
}

const twoDeals = "id,account,deal,stage,sent on\n1,Alder,Desks,Pondering,2026-11-02\n2,,Chairs,open,\n"

func TestAnImportThatAsksPrintsTheCommandThatSettlesIt(t *testing.T) {
	sales := aCoach(t)
	var out strings.Builder
	err := ImportCmd{File: "-", Workspace: "T1"}.run(t.Context(), sales, strings.NewReader(twoDeals), &out)
	if coach.KindOf(err) != coach.Invalid || !strings.Contains(out.String(), "salescoach import - --stage Pondering=open") {
		t.Errorf("%v\n%s", err, out.String())
	}
}

func TestAnImportListsItsRowsWhereThatIsWanted(t *testing.T) {
	sales, dir := aCoach(t), t.TempDir()
	file, reasons := filepath.Join(dir, "deals.csv"), filepath.Join(dir, "reasons.txt")
	if err := os.WriteFile(file, []byte(twoDeals), 0o600); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	c := ImportCmd{File: file, Workspace: "T1", importFlags: importFlags{Stage: []string{"Pondering=open"}}, Verbose: true, Reasons: reasons}
	if err := c.run(t.Context(), sales, nil, &out); err != nil {
		t.Fatal(err)
	}
	rows := "line 2: created\nline 3: skipped: no account\n"
	if written, err := os.ReadFile(reasons); err != nil || string(written) != rows || !strings.HasSuffix(out.String(), "\n\n"+rows) {
		t.Errorf("%v\nreasons:\n%s\nprinted:\n%s", err, written, out.String())
	}
	if err := (ImportCmd{File: filepath.Join(dir, "none.csv")}).run(t.Context(), sales, nil, &out); err == nil {
		t.Error("a file that is not there was imported")
	}
}

func TestAnExportToAFileNeverOverwritesAndLeavesNoHalf(t *testing.T) {
	sales, dir := aCoach(t), t.TempDir()
	file := filepath.Join(dir, "deals.csv")
	if err := (ExportCmd{What: "deals", Format: "csv", Output: file, Workspace: "T1"}).run(t.Context(), sales, nil); err != nil {
		t.Fatal(err)
	}
	if err := (ExportCmd{What: "deals", Format: "csv", Output: file, Workspace: "T1"}).run(t.Context(), sales, nil); err == nil {
		t.Error("the export overwrote a file")
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	half := filepath.Join(dir, "half.csv")
	if err := (ExportCmd{What: "deals", Format: "csv", Output: half, Workspace: "T1"}).run(gone, sales, nil); err == nil {
		t.Error("a cancelled export succeeded")
	}
	if _, err := os.Stat(half); !os.IsNotExist(err) {
		t.Errorf("a half export was left: %v", err)
	}
}
