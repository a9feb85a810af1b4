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
	dir := t.TempDir()
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

func TestALockedFileAndAWaitAreCounted(t *testing.T) {
	reg := prometheus.NewRegistry()
	path := filepath.Join(t.TempDir(), "coach.db")
	d, err := Open(t.Context(), "sqlite:"+path, Options{Wait: 50 * time.Millisecond, Reg: reg})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	mustUpdate(t, d)
	other, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if _, err := other.Exec("BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	mustSay(t, d.Update(t.Context(), "T1", func(coach.Tx) error { return nil }), coach.Busy)
	if got := testutil.ToFloat64(d.metrics.errors.WithLabelValues("locked")); got != 1 {
		t.Errorf("counted %v times as locked", got)
	}
	if err := d.View(t.Context(), "T1", func(coach.Reader) error { panic("oops") }); err == nil || testutil.ToFloat64(d.metrics.errors.WithLabelValues("panic")) != 1 {
		t.Errorf("a panic is not counted: %v", err)
	}
	if got := testutil.CollectAndCount(d.metrics.wait); got != 1 {
		t.Errorf("%d histograms of waits", got)
	}
	if n, err := testutil.GatherAndCount(reg, "salescoach_db_bytes", "salescoach_db_disk_free_bytes"); n != 2 || err != nil {
		t.Errorf("%d sizes, %v", n, err)
	}
}

func TestErrorsAreCountedByKind(t *testing.T) {
	for code, want := range map[int]string{5: "locked", 6: "locked", 13: "full", 10: "disk", 14: "disk", 8: "read_only", 11: "damaged", 26: "damaged", 19: "constraint", 1: "other"} {
		if got := errorKind(code); got != want {
			t.Errorf("%d is %s, want %s", code, got, want)
		}
	}
}
