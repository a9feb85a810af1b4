package db

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"salescoach/coach"
	"salescoach/db/dbtest"
)

// released is the last migration of the release before this one: its program goes on
// running while this one brings the database up to date, so what comes after may only
// add. It is moved up with every release, by one release.
const released = 9

// additive are the statements that leave a schema usable by the program before.
var additive = []*regexp.Regexp{
	regexp.MustCompile(`(?is)^CREATE TABLE \w+ \(`),
	regexp.MustCompile(`(?is)^CREATE INDEX `),
	regexp.MustCompile(`(?is)^ALTER TABLE \w+ ADD COLUMN \w+ \w+ NOT NULL DEFAULT ('[^']*'|-?[0-9]+|TRUE|FALSE)$`),
	regexp.MustCompile(`(?is)^UPDATE \w+ SET `),
}

// harmful says why a statement is none of them. A unique index may stand on a column
// that is new itself, and leave out the rows that have nothing in it, which are all that
// the program before writes.
func harmful(text string, added map[string]bool) string {
	if m := regexp.MustCompile(`(?is)^CREATE UNIQUE INDEX \w+ ON (\w+) \(.*\) WHERE (\w+) <> ''$`).FindStringSubmatch(text); m != nil {
		if added[m[1]+"."+m[2]] {
			return ""
		}
		return "the program before may write what it forbids"
	}
	for _, form := range additive {
		if form.MatchString(text) {
			return ""
		}
	}
	return "it does more than add"
}

// statementsOf are the statements of a migration, without comments.
func statementsOf(text string) (all []string) {
	text = regexp.MustCompile(`(?m)--.*$`).ReplaceAllString(text, "")
	for s := range strings.SplitSeq(text, ";") {
		if s = strings.Join(strings.Fields(s), " "); s != "" {
			all = append(all, s)
		}
	}
	return all
}

func TestMigrationsSinceTheLastReleaseOnlyAdd(t *testing.T) {
	added := map[string]bool{}
	column := regexp.MustCompile(`(?i)^ALTER TABLE (\w+) ADD COLUMN (\w+)`)
	for _, m := range embedded()[released:] {
		for _, s := range statementsOf(m.text) {
			if c := column.FindStringSubmatch(s); c != nil {
				added[c[1]+"."+c[2]] = true
			}
			if why := harmful(s, added); why != "" {
				t.Errorf("%s: %s: %s", m.name, why, s)
			}
		}
	}
	for _, s := range []string{
		"DROP TABLE deals", "ALTER TABLE deals DROP COLUMN name", "ALTER TABLE deals RENAME TO proposals", "ALTER TABLE deals RENAME COLUMN name TO title",
		"ALTER TABLE deals ADD COLUMN x TEXT NOT NULL", "ALTER TABLE deals ADD COLUMN x TEXT NOT NULL DEFAULT '' CHECK (x <> 'y')", "DELETE FROM deals",
		"CREATE TRIGGER x BEFORE INSERT ON deals BEGIN SELECT 1", "CREATE UNIQUE INDEX x ON deals (workspace, name)",
		"CREATE UNIQUE INDEX x ON deals (workspace, name) WHERE name <> ''", "DROP INDEX deals_by_name",
	} {
		if harmful(s, added) == "" {
			t.Errorf("%s is taken for harmless", s)
		}
	}
}

// The next version may bring the database up to date while this one serves: with what it
// may add in every table, everything goes on as the contract says.
func TestThisVersionGoesOnWhileTheNextOneAddsToTheSchema(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the whole contract once more")
	}
	dbtest.Run(t, func(t *testing.T) coach.Store {
		path := filepath.Join(t.TempDir(), "coach.db")
		d := open(t, path)
		next := append(embedded(), migration{len(embedded()) + 1, "0099_next", nextSchema(t, path)})
		if err := migratorOn(t, path, next).run(t.Context()); err != nil {
			t.Fatal(err)
		}
		return d
	})
}

// nextSchema is a migration that adds a column and an index to every table, and a table.
func nextSchema(t *testing.T, path string) string {
	pool, err := sql.Open("sqlite", dsn(path)+"&mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	rows, err := pool.Query("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'migrations' ORDER BY name")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var b strings.Builder
	b.WriteString("CREATE TABLE next_things (workspace TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (workspace, id));\n")
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "ALTER TABLE %s ADD COLUMN next_text TEXT NOT NULL DEFAULT '';\n", name)
		fmt.Fprintf(&b, "ALTER TABLE %s ADD COLUMN next_number BIGINT NOT NULL DEFAULT 7;\n", name)
		fmt.Fprintf(&b, "CREATE INDEX %s_next ON %s (workspace, next_text);\n", name, name)
	}
	for _, s := range statementsOf(b.String()) {
		if why := harmful(s, nil); why != "" {
			t.Fatalf("%s: %s", why, s)
		}
	}
	return b.String()
}
