package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"

	"salescoach/coach"
)

func examine(t *testing.T, path string) Examination {
	t.Helper()
	x, err := Examine(t.Context(), "sqlite:"+path)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestAnExaminationTellsWhatIsThereAndChangesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "coach.db")
	d := open(t, path)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(d.Update(t.Context(), "T1", func(tx coach.Tx) error {
		return errors.Join(tx.SaveRep(coach.Rep{ID: "U1", Zone: "Europe/Berlin"}), tx.SaveRep(coach.Rep{ID: "U2", Zone: "Europe/Berlin", Times: coach.Times{OwnZone: "Asia/Tokyo"}}),
			tx.SaveRep(coach.Rep{ID: "U3", Zone: "Mars/Olympus", Deleted: true}),
			tx.SaveRoom(coach.Room{ID: "C1", DigestAt: "09:00"}), tx.SaveRoom(coach.Room{ID: "C2", DigestAt: coach.DigestOff}), tx.SaveRoom(coach.Room{ID: "C3"}))
	}))
	x := examine(t, path) // beside somebody who has it open
	if !x.Exists || x.Schema != x.Known || x.Known == 0 || x.Bytes == 0 || x.Damage != nil || x.Refused != nil {
		t.Errorf("%+v", x)
	}
	if len(x.Zones) != 2 || !slices.Equal(x.Zones["Asia/Tokyo"], []string{"U2"}) || !slices.Equal(x.Rooms, []string{"C1"}) {
		t.Errorf("zones %v, rooms %v", x.Zones, x.Rooms)
	}
	must(d.Close())
	before := read(t, path)
	examine(t, path)
	if string(read(t, path)) != string(before) {
		t.Error("the file was changed")
	}
	if left, _ := filepath.Glob(path + "-*"); left != nil {
		t.Errorf("left behind: %v", left)
	}
}

func TestAnExaminationMakesNoFile(t *testing.T) {
	dir := t.TempDir()
	if x := examine(t, dir+"/none.db"); x.Exists || x.Refused != nil {
		t.Errorf("%+v", x)
	}
	if left, _ := filepath.Glob(dir + "/*"); left != nil {
		t.Errorf("left behind: %v", left)
	}
	x := examine(t, dir+"/no/none.db")
	mustSay(t, x.Refused, coach.Invalid, "doesn't exist")
}

func TestAnExaminationNamesAnOlderANewerAndAForeignFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "coach.db")
	open(t, path).Close()
	change := func(text string) {
		t.Helper()
		pool, err := sql.Open("sqlite", "file:"+path)
		if err == nil {
			_, err = pool.Exec(text)
		}
		if err = errors.Join(err, pool.Close()); err != nil {
			t.Fatal(err)
		}
	}
	change("DELETE FROM migrations WHERE number = (SELECT max(number) FROM migrations)")
	if x := examine(t, path); x.Schema != x.Known-1 || x.Zones != nil {
		t.Errorf("%+v", x)
	}
	change("INSERT INTO migrations VALUES (999, 'later', 0)")
	if _, err := Examine(t.Context(), "sqlite:"+path); err == nil {
		t.Error("a newer one is well")
	} else {
		mustSay(t, err, coach.Invalid, "newer version")
	}
	change("DROP TABLE migrations")
	if _, err := Examine(t.Context(), "sqlite:"+path); err == nil {
		t.Error("another program's is well")
	} else {
		mustSay(t, err, coach.Invalid, "another program")
	}
}

func TestAnExaminationFindsWhatMayNotBeWritten(t *testing.T) {
	dir := openDir(t)
	path := filepath.Join(dir, "coach.db")
	open(t, path).Close()
	if err := errors.Join(os.Chmod(path, 0o444), os.Chmod(dir, 0o555)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(dir, 0o755) })
	for _, file := range []string{path, filepath.Join(dir, "new.db")} {
		if got := childSays(t, "examine as nobody", file); !strings.Contains(got, file) || !strings.Contains(got, "writable") && !strings.Contains(got, "mode") {
			t.Errorf("%q is no clear sentence about writing", got)
		}
	}
}

// childExaminesAsNobody gives up root and examines a file that it may not write.
func childExaminesAsNobody(ctx context.Context, args []string) error {
	if os.Getuid() == 0 {
		if err := errors.Join(syscall.Setgid(65534), syscall.Setuid(65534)); err != nil {
			return err
		}
	}
	x, err := Examine(ctx, "sqlite:"+args[0])
	if err == nil {
		err = x.Refused
	}
	if err == nil {
		return errors.New("it takes changes")
	}
	fmt.Println(coach.Sentence(err))
	return nil
}

// metered is a DB that waits 50 ms for its turn, whose story's clock stands still.
func metered(t *testing.T) (*DB, *prometheus.Registry) {
	t.Helper()
	reg, long := prometheus.NewRegistry(), time.Date(2026, time.November, 24, 9, 0, 0, 0, time.UTC)
	d, err := Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "coach.db"), Options{Now: func() time.Time { return long }, Wait: 50 * time.Millisecond, Reg: reg})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d, reg
}

// waits is how many waits were noted, and how long they were together.
func waits(t *testing.T, reg prometheus.Gatherer) (n uint64, together time.Duration) {
	t.Helper()
	n, together, _ = waitsWithin(t, reg)
	return n, together
}

// waitsWithin also has how many took so many seconds at most.
func waitsWithin(t *testing.T, reg prometheus.Gatherer) (n uint64, together time.Duration, within map[float64]uint64) {
	t.Helper()
	families, err := reg.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range families {
		if f.GetName() == "salescoach_db_writer_wait_seconds" {
			h := f.GetMetric()[0].GetHistogram()
			within = map[float64]uint64{}
			for _, b := range h.GetBucket() {
				within[b.GetUpperBound()] = b.GetCumulativeCount()
			}
			return h.GetSampleCount(), time.Duration(h.GetSampleSum() * float64(time.Second)), within
		}
	}
	t.Fatal("no waits are noted anywhere")
	return 0, 0, nil
}

func counted(d *DB, kind string) float64 {
	return testutil.ToFloat64(d.metrics.errors.WithLabelValues(kind))
}

// The wait that matters most is the one that was in vain: it is noted, too, and as long
// as it was by the wall clock.
func TestALockedFileAndAWaitAreCounted(t *testing.T) {
	d, reg := metered(t)
	mustUpdate(t, d)
	n, short := waits(t, reg)
	if n != 1 || short >= 50*time.Millisecond {
		t.Fatalf("%d waits of %v", n, short)
	}
	other, err := sql.Open("sqlite", "file:"+d.path)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if _, err := other.Exec("BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	mustSay(t, d.Update(t.Context(), "T1", func(coach.Tx) error { return nil }), coach.Busy)
	if got := counted(d, "locked"); got != 1 {
		t.Errorf("counted %v times as locked", got)
	}
	if n, long := waits(t, reg); n != 2 || long < 50*time.Millisecond {
		t.Errorf("%d waits of %v together: who waited for another program's lock is not among them", n, long)
	}
	if n, err := testutil.GatherAndCount(reg, "salescoach_db_bytes", "salescoach_db_disk_free_bytes"); n != 2 || err != nil {
		t.Errorf("%d sizes, %v", n, err)
	}
}

// Waits end after two seconds. Those that were in vain are a bucket of their own, so that
// the longest of them is no guess.
func TestAWaitThatWasGivenUpIsToldFromOneThatWasLong(t *testing.T) {
	d, reg := metered(t)
	for _, took := range []time.Duration{1999 * time.Millisecond, 2001 * time.Millisecond, 2100 * time.Millisecond} {
		d.metrics.waited(took)
	}
	_, _, within := waitsWithin(t, reg)
	if within[2] != 1 || within[5] != 3 {
		t.Errorf("of three waits %d are within 2 s and %d within 5 s", within[2], within[5])
	}
}

// Who waited too long behind others of ours met no error of SQLite's.
func TestWhoGivesUpWaitingIsCountedAsLockedAndTheWaitIsNoted(t *testing.T) {
	d, reg := metered(t)
	entered, release, done := make(chan struct{}), make(chan struct{}), make(chan error)
	go func() {
		done <- d.Update(context.Background(), "T1", func(coach.Tx) error { close(entered); <-release; return nil })
	}()
	<-entered
	err := d.Update(t.Context(), "T1", func(coach.Tx) error { t.Error("ran"); return nil })
	mustSay(t, err, coach.Busy)
	if got := counted(d, "locked"); got != 1 {
		t.Errorf("counted %v times as locked", got)
	}
	if n, long := waits(t, reg); n != 2 || long < 50*time.Millisecond {
		t.Errorf("%d waits of %v together", n, long)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel() // somebody who hangs up waited for nothing
	mustSay(t, d.Update(gone, "T1", func(coach.Tx) error { t.Error("ran"); return nil }), coach.Busy)
	close(release)
	if err := <-done; err != nil {
		t.Error(err)
	}
	if got := counted(d, "locked"); got != 1 {
		t.Errorf("counted %v times as locked: one has hung up", got)
	}
}

// A read waits for one of the readers, or for a statement of its own, in vain.
func TestAReadThatTookTooLongIsCountedAsLocked(t *testing.T) {
	d, _ := metered(t)
	late, cancel := context.WithTimeout(t.Context(), 0)
	defer cancel()
	for range readers { // all are out
		s := <-d.readers
		defer func() { d.readers <- s }()
	}
	mustSay(t, d.View(late, "T1", func(coach.Reader) error { t.Error("ran"); return nil }), coach.Busy)
	if got := counted(d, "locked"); got != 1 {
		t.Errorf("counted %v times as locked", got)
	}
}

func TestAPanicIsCountedAsOne(t *testing.T) {
	d, _ := metered(t)
	if err := d.View(t.Context(), "T1", func(coach.Reader) error { panic("oops") }); err == nil || counted(d, "panic") != 1 {
		t.Errorf("a panic is not counted: %v", err)
	}
}

func TestErrorsAreCountedByKind(t *testing.T) {
	for code, want := range map[int]string{5: "locked", 6: "locked", 13: "full", 10: "disk", 14: "disk", 8: "read_only", 11: "damaged", 26: "damaged", 19: "constraint", 1: "other"} {
		if got := errorKind(code); got != want {
			t.Errorf("%d is %s, want %s", code, got, want)
		}
	}
}
