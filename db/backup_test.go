package db

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	sqlite3 "modernc.org/sqlite/lib"

	"salescoach/coach"
	"salescoach/db/dbtest"
)

// filled is a database of some deals in a directory of its own.
func filled(t *testing.T, deals int) (*DB, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "coach.db")
	d := open(t, path)
	if _, err := dbtest.Fill(t.Context(), d, dbtest.Size{Deals: deals, TouchesPerDeal: 2}); err != nil {
		t.Fatal(err)
	}
	return d, path
}

// Each touch is a row and a number in its deal: a copy in which they differ was torn.
func TestABackupIsAWholeCopyMadeBesideWriters(t *testing.T) {
	d, path := filled(t, 200)
	var writers sync.WaitGroup
	stop := make(chan struct{})
	for w := range 4 {
		writers.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-stop:
					return
				default:
				}
				if err := logTouch(t.Context(), d, "T1", fmt.Sprintf("D%015d", 1+w), fmt.Sprintf("live%d-%d", w, n)); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	last := 0
	for n := range 3 {
		to := filepath.Join(t.TempDir(), fmt.Sprint("copy", n))
		c, err := Backup(t.Context(), "sqlite:"+path, to, false)
		if err != nil {
			t.Fatal(err)
		}
		if c.Deals != 200 || c.Touches < max(last, 400) || c.Bytes == 0 || c.Behind || c.Newest.IsZero() {
			t.Errorf("%+v", c)
		}
		last = c.Touches
		if info, err := os.Stat(to); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%v, %v", info, err)
		}
		if left, _ := filepath.Glob(filepath.Dir(to) + "/*"); len(left) != 1 {
			t.Errorf("beside the copy: %v", left)
		}
		isWhole(t, to)
	}
	close(stop)
	writers.Wait()
}

func isWhole(t *testing.T, path string) {
	t.Helper()
	err := open(t, path).View(t.Context(), "T1", func(r coach.Reader) error {
		all, err := r.Deals(coach.DealQuery{Limit: 1000})
		for _, d := range all {
			touches, err := r.Touches(d.ID, 0)
			if d.Tally.Touches != len(touches) {
				t.Errorf("%s: the tally says %d of %d touches, %v", d.ID, d.Tally.Touches, len(touches), err)
			}
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestABackupReplacesNothingUnlessItIsTold(t *testing.T) {
	_, path := filled(t, 3)
	dir := t.TempDir()
	to := filepath.Join(dir, "copy")
	back := func(to string, overwrite bool) error {
		_, err := Backup(t.Context(), "sqlite:"+path, to, overwrite)
		return err
	}
	if err := back(to, false); err != nil {
		t.Fatal(err)
	}
	before := read(t, to)
	mustSay(t, back(to, false), coach.Invalid, to, "already", "--overwrite")
	if string(read(t, to)) != string(before) {
		t.Error("the file that was there was changed")
	}
	if err := back(to, true); err != nil {
		t.Error(err)
	}
	write(t, to+"-wal", []byte("somebody is at it"))
	mustSay(t, back(to, true), coach.Invalid, to, "in use")
	mustSay(t, back(path, true), coach.Invalid, path, "the database itself")
	link := filepath.Join(dir, "link")
	if err := os.Symlink(path, link); err == nil {
		mustSay(t, back(link, true), coach.Invalid, link, "isn't an ordinary file")
	}
	mustSay(t, back(dir, true), coach.Invalid, dir, "directory", "salescoach.backup")
	nowhere := filepath.Join(dir, "no", "such", "copy")
	mustSay(t, back(nowhere, false), coach.Invalid, nowhere, "directory")
	if _, err := Backup(t.Context(), "sqlite:"+filepath.Join(dir, "none.db"), filepath.Join(dir, "c"), false); err == nil {
		t.Error("a database that is not there was backed up")
	} else {
		mustSay(t, err, coach.Invalid, "none.db", "DATABASE_URL")
	}
	if _, err := os.Stat(filepath.Join(dir, "none.db")); err == nil {
		t.Error("a database was made")
	}
	if left, _ := filepath.Glob(dir + "/*.part*"); left != nil {
		t.Errorf("left behind: %v", left)
	}
}

// A backup before an upgrade, made by the new version, is one that the old can open.
func TestABackupOfAnOlderVersionStaysOne(t *testing.T) {
	path := filepath.Join(t.TempDir(), "coach.db")
	if err := migratorOn(t, path, embedded()[:5]).run(t.Context()); err != nil {
		t.Fatal(err)
	}
	to := path + ".backup"
	c, err := Backup(t.Context(), "sqlite:"+path, to, false)
	if err != nil || !c.Behind || c.Schema != 5 {
		t.Fatalf("%+v, %v", c, err)
	}
	for _, file := range []string{path, to} {
		if at, err := migratorOn(t, file, embedded()).version(t.Context()); at != 5 || err != nil {
			t.Errorf("%s is at version %d, %v", file, at, err)
		}
	}
}

func TestABackupThatIsDamagedIsFoundOut(t *testing.T) {
	_, path := filled(t, 300)
	to := path + ".backup"
	if _, err := Backup(t.Context(), "sqlite:"+path, to, false); err != nil {
		t.Fatal(err)
	}
	before := read(t, to)
	if c, err := VerifyBackup(t.Context(), to); err != nil || c.Deals != 300 || c.Touches != 600 {
		t.Errorf("%+v, %v", c, err)
	}
	if string(read(t, to)) != string(before) {
		t.Error("looking at it changed it")
	}
	bad := append([]byte{}, before...)
	for i := range 64 << 10 {
		bad[len(bad)/2+i] ^= 0x5a
	}
	write(t, to, bad)
	_, err := VerifyBackup(t.Context(), to)
	mustSay(t, err, coach.Internal, to, "damaged")
	write(t, to, []byte("Dear diary"))
	_, err = VerifyBackup(t.Context(), to)
	mustSay(t, err, coach.Invalid, to, "isn't a database")
	_, err = VerifyBackup(t.Context(), to+".none")
	mustSay(t, err, coach.Invalid, to+".none")
}

// Of two files one is at fault, and whoever backs up has to know which: a database that is
// damaged is no copy that is.
func TestABackupOfADamagedDatabaseNamesTheDatabase(t *testing.T) {
	d, path := filled(t, 300)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	data := read(t, path)
	for i := range 64 << 10 {
		data[len(data)/2+i] ^= 0x5a
	}
	write(t, path, data)
	to := filepath.Join(t.TempDir(), "copy")
	_, err := Backup(t.Context(), "sqlite:"+path, to, false)
	mustSay(t, err, coach.Internal, "The database "+path+" is damaged", "newest backup")
	if left, _ := filepath.Glob(filepath.Dir(to) + "/*"); left != nil {
		t.Errorf("left behind: %v", left)
	}
}

// And a copy that has no room is none of the database's faults.
func TestABackupWithoutRoomNamesTheBackup(t *testing.T) {
	d, path := filled(t, 300)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "copy")
	got := childSays(t, "back up without room", path, to)
	if !strings.HasPrefix(got, "The backup "+to+" ") || !strings.Contains(got, "disk") || strings.Contains(got, ".part") {
		t.Errorf("%q is no clear sentence about the copy's disk", got)
	}
}

func childBacksUpWithoutRoom(ctx context.Context, args []string) error {
	if _, err := limitFiles(50_000); err != nil {
		return err
	}
	_, err := Backup(ctx, "sqlite:"+args[0], args[1], false)
	if err == nil {
		return errors.New("there was room")
	}
	fmt.Println(coach.Sentence(err))
	return nil
}

func TestAnErrorOfCopyingIsOfOneOfTheTwoFiles(t *testing.T) {
	for code, copied := range map[int]bool{
		sqlite3.SQLITE_FULL: true, sqlite3.SQLITE_READONLY: true, sqlite3.SQLITE_CANTOPEN: true, sqlite3.SQLITE_IOERR_WRITE: true, sqlite3.SQLITE_IOERR_FSYNC: true,
		sqlite3.SQLITE_CORRUPT: false, sqlite3.SQLITE_NOTADB: false, sqlite3.SQLITE_BUSY: false, sqlite3.SQLITE_LOCKED: false,
		sqlite3.SQLITE_IOERR_READ: false, sqlite3.SQLITE_IOERR_SHORT_READ: false, sqlite3.SQLITE_BUSY_SNAPSHOT: false,
	} {
		if ofCopy(code) != copied {
			t.Errorf("%d is of the copy: %t", code, !copied)
		}
	}
}

// What waited in the outbox may be out by the time somebody opens the copy: there it is
// of unknown end, while the live database goes on as it was.
func TestMessagesThatWaitAreLookedForInABackup(t *testing.T) {
	path := filepath.Join(t.TempDir(), "coach.db")
	d := open(t, path)
	at := time.UnixMilli(1_800_000_000_000).UTC()
	states := []coach.PostState{coach.PostReady, coach.PostSending, coach.PostUnknown, coach.PostSent, coach.PostStale, coach.PostSkipped, coach.PostDead}
	err := d.Update(t.Context(), "T1", func(tx coach.Tx) error {
		for _, s := range states {
			if err := tx.InsertPost(coach.Post{Key: string(s), Kind: coach.NudgePost, To: "U1", State: s, CreatedAt: at, UpdatedAt: at}); err != nil {
				return err
			}
		}
		return tx.SaveRep(coach.Rep{ID: "U1", UpdatedAt: at})
	})
	if err != nil {
		t.Fatal(err)
	}
	to := path + ".backup"
	if _, err := Backup(t.Context(), "sqlite:"+path, to, false); err != nil {
		t.Fatal(err)
	}
	check := func(d *DB, restored string, is func(coach.PostState) coach.PostState) {
		t.Helper()
		err := d.View(t.Context(), "T1", func(r coach.Reader) error {
			for _, s := range states {
				p, err := r.Post(string(s))
				if err != nil || p.State != is(s) {
					t.Errorf("%s is %s, %v", s, p.State, err)
				}
				if restored != "" && (s == coach.PostReady || s == coach.PostSending) && !p.FiredAt.Equal(at) {
					t.Errorf("%s: it is looked for since %v", s, p.FiredAt)
				}
			}
			got, err := r.Setting(coach.SettingRestored)
			if got != restored {
				t.Errorf("restored is %q, want %q", got, restored)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
	check(d, "", func(s coach.PostState) coach.PostState { return s })
	check(open(t, to), at.Format(time.RFC3339Nano), func(s coach.PostState) coach.PostState {
		if s == coach.PostReady || s == coach.PostSending {
			return coach.PostUnknown
		}
		return s
	})
}
