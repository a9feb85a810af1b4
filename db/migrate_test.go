package db

import (
	"context"
	"database/sql"
	"errors"
	"flag"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"salescoach/coach"
)

var update = flag.Bool("update", false, "rewrite golden files")

// No change of the schema passes unseen: this file is all of it, after all
// migrations.
func TestSchemaIsTheGoldenOne(t *testing.T) {
	d := open(t, filepath.Join(t.TempDir(), "coach.db"))
	got := schemaOf(t, d.pools.write)
	const golden = "testdata/schema.sqlite.sql"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("the schema changed; run with -update if that was meant (-want +got):\n%s", diff)
	}
}

func schemaOf(t *testing.T, pool *sql.DB) string {
	t.Helper()
	rows, err := pool.Query(`SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY tbl_name, type DESC, name`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var b strings.Builder
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
		b.WriteString(text + ";\n\n")
	}
	return b.String()
}

// migratorOn opens a bare file.
func migratorOn(t *testing.T, path string, steps []migration) migrator {
	t.Helper()
	pool, err := sql.Open("sqlite", dsn(path, "busy_timeout(2000)"))
	if err != nil {
		t.Fatal(err)
	}
	conn, err := pool.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(); pool.Close() })
	o := Options{}.filled()
	return migrator{conn: conn, steps: steps, now: o.Now, log: o.Log}
}

func TestAFailedMigrationLeavesTheOnesBeforeIt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "coach.db")
	steps := []migration{
		{1, "0001_a", "CREATE TABLE a (x BIGINT)"},
		{2, "0002_b", "CREATE TABLE b (x BIGINT); INSERT INTO a VALUES (1); INSERT INTO nowhere VALUES (1)"},
	}
	m := migratorOn(t, path, steps)
	if err := m.run(t.Context()); err == nil || !strings.Contains(err.Error(), "0002_b") {
		t.Fatalf("got %v, want an error that names the migration", err)
	}
	if at, err := m.version(t.Context()); at != 1 || err != nil {
		t.Errorf("at version %d, %v; want 1", at, err)
	}
	var n int
	if err := m.conn.QueryRowContext(t.Context(), "SELECT count(*) FROM a").Scan(&n); n != 0 || err != nil {
		t.Errorf("half of the failed migration stayed: %d rows, %v", n, err)
	}
	steps[1].text = "CREATE TABLE b (x BIGINT)" // mended
	if err := m.run(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestManyWhoOpenAFreshFileTogetherMigrateItOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "coach.db")
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			d, err := Open(context.Background(), "sqlite:"+path, Options{})
			if err != nil {
				t.Error(err)
				return
			}
			d.Close()
		})
	}
	wg.Wait()
	d := open(t, path)
	var n int
	if err := d.pools.write.QueryRow("SELECT count(*) FROM migrations").Scan(&n); n != len(embedded()) || err != nil {
		t.Errorf("%d migrations, %v; want %d", n, err, len(embedded()))
	}
}

func TestADatabaseFromANewerVersionIsRefusedAndUntouched(t *testing.T) {
	path := filepath.Join(t.TempDir(), "coach.db")
	newer := append(embedded(), migration{len(embedded()) + 1, "0099_future", "CREATE TABLE future (x BIGINT)"})
	if err := migratorOn(t, path, newer).run(t.Context()); err != nil {
		t.Fatal(err)
	}
	before := read(t, path)
	_, err := Open(t.Context(), "sqlite:"+path, Options{})
	mustSay(t, err, coach.Invalid, path, "newer version", "restore a backup")
	if string(read(t, path)) != string(before) {
		t.Error("the file was changed")
	}
}

// mustSay checks an error for operators: one line, with these words.
func mustSay(t *testing.T, err error, kind coach.Kind, words ...string) {
	t.Helper()
	var e *coach.Error
	if !errors.As(err, &e) {
		t.Fatalf("got %v, want a coach.Error", err)
	}
	if e.Kind != kind {
		t.Errorf("kind %q, want %q: %v", e.Kind, kind, err)
	}
	if strings.Contains(e.Sentence, "\n") {
		t.Errorf("more than one line: %q", e.Sentence)
	}
	for _, w := range words {
		if !strings.Contains(e.Sentence, w) {
			t.Errorf("%q does not say %q", e.Sentence, w)
		}
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// The first thing that a newcomer sees is a link, and not what a database is made of.
func TestAMigratedDatabaseIsToldOfInOneLine(t *testing.T) {
	var log strings.Builder
	m := migratorOn(t, filepath.Join(t.TempDir(), "coach.db"), []migration{{1, "0001_a", "CREATE TABLE a (x BIGINT)"}, {2, "0002_b", "CREATE TABLE b (x BIGINT)"}})
	m.log = slog.New(slog.NewTextHandler(&log, nil))
	for range 2 { // the second time there is nothing to tell
		if err := m.run(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := log.String(); strings.Count(got, "\n") != 1 || !strings.Contains(got, "migration=0002_b count=2") {
			t.Errorf("the log has %q", got)
		}
	}
}
