package db

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"salescoach/coach"
)

func TestOpenRefusesWhatIsNoFileOfOurs(t *testing.T) {
	dir := t.TempDir()
	other := filepath.Join(dir, "other.db")
	pool, err := sql.Open("sqlite", "file:"+other)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := pool.Exec("CREATE TABLE theirs (x)"); err != nil {
		t.Fatal(err)
	}
	pool.Close()
	text := filepath.Join(dir, "letter.txt")
	write(t, text, []byte(strings.Repeat("Dear customer, this is no database. ", 100)))
	short := filepath.Join(dir, "short.txt")
	write(t, short, []byte("x"))
	for _, c := range []struct {
		url   string
		kind  coach.Kind
		words []string
	}{
		{"postgres://localhost/x", coach.Invalid, []string{"Postgres", "isn't in this version"}},
		{"mysql:x", coach.Invalid, []string{"sqlite:"}},
		{"", coach.Invalid, []string{"sqlite:"}},
		{"sqlite:", coach.Invalid, []string{"sqlite:"}},
		{"sqlite::memory:", coach.Invalid, []string{"file"}},
		{"sqlite:" + dir, coach.Invalid, []string{dir, "directory"}},
		{"sqlite:/dev/null", coach.Invalid, []string{"/dev/null", "ordinary file"}},
		{"sqlite:" + dir + "/no/such/x.db", coach.Invalid, []string{dir + "/no/such/x.db", "doesn't exist"}},
		{"sqlite:" + text, coach.Invalid, []string{text, "isn't a database"}},
		{"sqlite:" + short, coach.Invalid, []string{short, "isn't a database"}},
		{"sqlite:" + other, coach.Invalid, []string{other, "another program"}},
	} {
		path := strings.TrimPrefix(c.url, "sqlite:")
		before, _ := os.ReadFile(path)
		d, err := Open(t.Context(), c.url, Options{})
		if err == nil {
			d.Close()
			t.Errorf("%q was opened", c.url)
			continue
		}
		mustSay(t, err, c.kind, c.words...)
		if after, _ := os.ReadFile(path); string(after) != string(before) {
			t.Errorf("%q was changed", c.url)
		}
	}
	if left, _ := filepath.Glob(dir + "/*-wal"); left != nil {
		t.Errorf("left behind: %v", left)
	}
}

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestANewFileIsForItsOwnerAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a b?c#d%20 ü.db") // and may have any name
	d := open(t, path)
	mustUpdate(t, d)
	for _, suffix := range []string{"", "-wal", "-shm"} {
		info, err := os.Stat(path + suffix)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", suffix, info.Mode(), err)
		}
	}
}

// mustUpdate checks that a DB can be written and read.
func mustUpdate(t *testing.T, d *DB) {
	t.Helper()
	value := time.Now().String()
	if err := d.Update(t.Context(), "T1", func(tx coach.Tx) error { return tx.SaveSetting("s", value) }); err != nil {
		t.Fatal(err)
	}
	if got := setting(t, d, "s"); got != value {
		t.Errorf("stored %q, read %q", value, got)
	}
}

func setting(t *testing.T, d *DB, name string) (value string) {
	t.Helper()
	err := d.View(t.Context(), "T1", func(r coach.Reader) (err error) { value, err = r.Setting(name); return err })
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// openDir is a directory that everybody may look into, also nobody: what is above it is
// not in the way.
func openDir(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := errors.Join(os.Chmod(filepath.Dir(dir), 0o755), os.Chmod(dir, 0o755)); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestAFileThatMayNotBeWrittenIsRefusedAndUntouched(t *testing.T) {
	dir := openDir(t)
	shut, closed, file := filepath.Join(dir, "shut"), filepath.Join(dir, "closed"), filepath.Join(dir, "file.db")
	for _, d := range []string{shut, closed} {
		if err := os.Mkdir(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, path := range []string{shut + "/coach.db", file} {
		d := open(t, path)
		mustUpdate(t, d)
		d.Close()
		if err := os.Chmod(path, 0o444); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(os.Chmod(shut, 0o555), os.Chmod(closed, 0o555)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(shut, 0o755); os.Chmod(closed, 0o755) })
	for _, path := range []string{shut + "/coach.db", file, closed + "/new.db"} {
		before, _ := os.ReadFile(path)
		got := childSays(t, "open as nobody", path)
		if !strings.Contains(got, path) || !strings.Contains(got, "writable") && !strings.Contains(got, "mode") || strings.Contains(got, "\n") {
			t.Errorf("%s: %q is no clear sentence about writing", path, got)
		}
		if after, _ := os.ReadFile(path); string(after) != string(before) {
			t.Errorf("%s was changed", path)
		}
	}
}

// childOpensAsNobody gives up root, whom no permission stops, and opens a file
// that it may not write.
func childOpensAsNobody(ctx context.Context, args []string) error {
	if os.Getuid() == 0 {
		if err := errors.Join(syscall.Setgid(65534), syscall.Setuid(65534)); err != nil {
			return err
		}
	}
	return sayOpenError(ctx, args[0])
}

// sayOpenError prints the sentence with which a file is refused.
func sayOpenError(ctx context.Context, path string) error {
	d, err := Open(ctx, "sqlite:"+path, Options{})
	if err == nil {
		d.Close()
		return errors.New("it was opened")
	}
	fmt.Println(coach.Sentence(err))
	return nil
}

// A file that may only be read, where files may be made: SQLite would lay a log beside it
// that may only be read, too, and the database would stay refused once its mode is mended.
func TestAFileThatMayOnlyBeReadWorksAsSoonAsItMayBeWritten(t *testing.T) {
	for _, touch := range []string{"open", "examine", "backup"} {
		dir := openDir(t)
		if err := os.Chmod(dir, 0o777); err != nil {
			t.Fatal(err)
		}
		if got := childSays(t, "touch as nobody", touch, filepath.Join(dir, "coach.db")); got != "ok" {
			t.Errorf("%s: %s", touch, got)
		}
	}
}

// childTouchesAsNobody makes a file of its own, lets nobody write it, has it touched, and
// mends its mode.
func childTouchesAsNobody(ctx context.Context, args []string) error {
	if os.Getuid() == 0 {
		if err := errors.Join(syscall.Setgid(65534), syscall.Setuid(65534)); err != nil {
			return err
		}
	}
	path := args[1]
	again := func() error {
		d, err := Open(ctx, "sqlite:"+path, Options{})
		if err != nil {
			return err
		}
		return errors.Join(d.Update(ctx, "T1", func(tx coach.Tx) error { return tx.SaveSetting("a", "b") }), d.Close())
	}
	if err := errors.Join(again(), os.Chmod(path, 0o444)); err != nil {
		return err
	}
	var refused error
	switch args[0] {
	case "open":
		refused = again()
	case "examine":
		x, err := Examine(ctx, "sqlite:"+path)
		refused = errors.Join(err, x.Refused)
	case "backup":
		_, refused = Backup(ctx, "sqlite:"+path, path+".backup", false)
	}
	if !strings.Contains(coach.Sentence(refused), "The database "+path+" can't be written; make the file and its directory writable") {
		return fmt.Errorf("it says %v", refused)
	}
	if left, _ := filepath.Glob(path + "?*"); left != nil {
		return fmt.Errorf("left behind: %v", left)
	}
	if err := errors.Join(os.Chmod(path, 0o644), again()); err != nil {
		return err
	}
	fmt.Println("ok")
	return nil
}

func TestALockedFileIsRefusedInTime(t *testing.T) {
	path := filepath.Join(t.TempDir(), "coach.db")
	open(t, path).Close()
	holder := child(t, "hold the file", path)
	out, err := holder.StdoutPipe()
	if err == nil {
		err = holder.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	defer func() { holder.Process.Kill(); holder.Wait() }()
	if line, _ := bufio.NewReader(out).ReadString('\n'); line != "held\n" {
		t.Fatalf("the other process says %q", line)
	}
	start := time.Now()
	_, err = Open(t.Context(), "sqlite:"+path, Options{Wait: 200 * time.Millisecond})
	mustSay(t, err, coach.Busy, path, "another program")
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("refused after %v", took)
	}
	holder.Process.Kill()
	holder.Wait()
	mustUpdate(t, open(t, path)) // and nothing is damaged
}

// childHoldsTheFile locks a database for itself until it is killed.
func childHoldsTheFile(ctx context.Context, args []string) error {
	pool, err := sql.Open("sqlite", dsn(args[0])+"&_pragma=locking_mode(EXCLUSIVE)&_txlock=immediate")
	if err != nil {
		return err
	}
	tx, err := pool.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err := tx.Exec("DELETE FROM settings"); err != nil {
		return err
	}
	fmt.Println("held")
	select {}
}

func TestDamageIsFoundByCheckAndNothingIsWritten(t *testing.T) {
	from, _ := filledFile(t, 1000)
	path := filepath.Join(t.TempDir(), "coach.db")
	copyFile(t, path, from)
	d := open(t, path)
	if err := d.Check(t.Context()); err != nil {
		t.Fatalf("a whole file: %v", err)
	}
	d.Close()
	data := read(t, path)
	for i := len(data) / 2; i < len(data)/2+100_000; i++ {
		data[i] ^= 0x5a
	}
	write(t, path, data)
	d = open(t, path)
	mustSay(t, d.Check(t.Context()), coach.Internal, path, "damaged", "backup")
	d.Close()

	for i := range 4096 { // the first page after its header: cannot even be opened
		data[100+i%3996] = 0xff
	}
	write(t, path, data)
	if d, err := Open(t.Context(), "sqlite:"+path, Options{}); err == nil {
		d.Close()
		t.Error("a file without a readable schema was opened")
	} else {
		mustSay(t, err, coach.Internal, path, "damaged", "backup")
	}
	if string(read(t, path)) != string(data) {
		t.Error("the damaged file was changed")
	}
}

func TestAfterCloseNothingRuns(t *testing.T) {
	d := open(t, filepath.Join(t.TempDir(), "coach.db"))
	mustUpdate(t, d)
	if err := d.Ping(t.Context()); err != nil {
		t.Error(err)
	}
	if err := errors.Join(d.Close(), d.Close()); err != nil {
		t.Error(err)
	}
	for _, err := range []error{
		d.Update(t.Context(), "T1", func(coach.Tx) error { t.Error("ran"); return nil }),
		d.View(t.Context(), "T1", func(coach.Reader) error { t.Error("ran"); return nil }),
		d.Ping(t.Context()),
	} {
		if coach.KindOf(err) != coach.Busy {
			t.Errorf("%v, want busy", err)
		}
	}
	if left, _ := filepath.Glob(d.path + "-*"); left != nil {
		t.Errorf("left behind: %v", left)
	}
}

// A start must not read the file.
func BenchmarkOpenBigFile(b *testing.B) {
	path, _ := filledFile(b, 100_000)
	b.ReportAllocs()
	for b.Loop() {
		d, err := Open(b.Context(), "sqlite:"+path, Options{})
		if err == nil {
			err = errors.Join(d.Ping(b.Context()), d.Close())
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCheckBigFile(b *testing.B) {
	path, _ := filledFile(b, 100_000)
	d := open(b, path)
	for b.Loop() {
		if err := d.Check(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}

// What makes a confirmed touch survive a power cut, and a lost account
// impossible, is set on the connection that writes; readers cannot write.
func TestConnectionsAreSetUpAsPromised(t *testing.T) {
	d := open(t, filepath.Join(t.TempDir(), "coach.db"))
	s := <-d.readers
	defer func() { d.readers <- s }()
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "cache_size": "-8192"} {
		for name, session := range map[string]*session{"writer": d.writer.session, "reader": s} {
			var got string
			rows, err := session.query("PRAGMA " + pragma)
			if err != nil {
				t.Fatal(err)
			}
			for rows.Next() {
				err = rows.Scan(&got)
			}
			rows.Close()
			if got != want || err != nil {
				t.Errorf("%s of the %s is %s, %v; want %s", pragma, name, got, err, want)
			}
		}
	}
	if _, err := s.exec("DELETE FROM settings"); primaryCode(err) != 8 { // SQLITE_READONLY
		t.Errorf("a reader wrote: %v", err)
	}
}
