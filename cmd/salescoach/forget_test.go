package main

import (
	"bytes"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A command that was stopped after the tables had forgotten somebody finds nobody when
// it is said again, and gets them out of the file all the same.
func TestWhoIsOutOfTheTablesGetsOutOfTheFileWhenItIsSaidAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "coach.db")
	t.Setenv("DATABASE_URL", "sqlite:"+path)
	if code, _, stderr := says(t, "migrate"); code != 0 {
		t.Fatal(stderr)
	}
	file, err := sql.Open("sqlite", path)
	must(t, err)
	_, err = file.Exec(`PRAGMA secure_delete = OFF; CREATE TABLE scrap (said TEXT); INSERT INTO scrap VALUES ('Ruth Castell'); DROP TABLE scrap; PRAGMA wal_checkpoint(TRUNCATE)`)
	must(t, err)
	must(t, file.Close())
	still := func() bool {
		all, err := os.ReadFile(path)
		must(t, err)
		return bytes.Contains(all, []byte("Ruth Castell"))
	}
	if !still() {
		t.Fatal("there is nothing left behind")
	}
	forget := []string{"forget", "--workspace", "T1", "Ruth Castell"}
	if code, stdout, stderr := says(t, forget...); code != exitFailed || stdout != "" || !still() {
		t.Errorf("without --yes: %d: %s%s", code, stdout, stderr)
	}
	code, stdout, stderr := says(t, append(forget, "--yes")...)
	if code != exitFailed || !strings.Contains(stderr, "nobody called") {
		t.Errorf("%d: %s", code, stderr)
	}
	if stdout != "The file was written anew: whoever was forgotten before is in no unused corner of it.\n" {
		t.Errorf("nobody is told what was done: %q", stdout)
	}
	if still() {
		t.Error("the file still has them")
	}
}
