package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"salescoach/coach"
)

// Check reads the whole file for damage (SQLite's quick_check). It takes a second
// or two for 100 MB and stops nobody, so it belongs behind the start, and into
// the night.
func (d *DB) Check(ctx context.Context) error {
	if err := check(ctx, d.pools.check); err != nil {
		return explain(d.path, err)
	}
	return nil
}

func check(ctx context.Context, pool *sql.DB) error {
	return checkBy(ctx, pool, "PRAGMA quick_check(1)")
}

func checkBy(ctx context.Context, pool *sql.DB, pragma string) error {
	var result string
	err := pool.QueryRowContext(ctx, pragma).Scan(&result)
	if err == nil && result != "ok" {
		_, say := explainCode(codeCorrupt)
		err = coach.Wrap(coach.Internal, errors.New(result), say)
	}
	return err
}

// Copy is what is known of a backup that was checked.
type Copy struct {
	Path    string
	Bytes   int64
	Schema  int       // the last migration in it
	Behind  bool      // it is of an older version, and is brought up to date when it is opened
	Deals   int       // of all workspaces
	Touches int       // of all workspaces
	Newest  time.Time // the last change in it; zero: none
}

// Backup writes a consistent copy of the database of a URL to a file, while everybody
// goes on working. It changes nothing in the database, which may be of an older
// version: a backup before an upgrade is one of the old version. The copy is read from
// end to end and opened before a file of that name is there; what was there before is
// replaced only with overwrite, and in one step.
//
// A copy that is opened one day is a restored one, and what was sent after it was made
// is not in it. So it says when that was ([coach.SettingRestored]), and messages that
// waited in it are looked for before they are sent.
func Backup(ctx context.Context, url, path string, overwrite bool) (Copy, error) {
	from, err := pathOf(url)
	if err != nil {
		return Copy{}, err
	}
	if err := mayWrite(from, path, overwrite); err != nil {
		return Copy{}, err
	}
	part, err := partOf(path)
	if err != nil {
		return Copy{}, explainBackup(path, err)
	}
	defer os.Remove(part)
	if err := copyInto(ctx, from, part, path); err != nil {
		return Copy{}, err
	}
	c, err := finish(ctx, part)
	if err != nil {
		return c, explainBackup(path, err)
	}
	c.Path = path
	if err := putInPlace(part, path); err != nil {
		return c, explainBackup(path, err)
	}
	return c, nil
}

// mayWrite refuses to write over something that is worth more than the copy.
func mayWrite(from, path string, overwrite bool) error {
	source, err := os.Stat(from)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return coach.Wrap(coach.Invalid, err, fmt.Sprintf("There is no database %s to back up; DATABASE_URL says which one it is.", from))
		}
		return explain(from, err)
	}
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return explainBackup(path, err)
	case info.IsDir():
		return coach.Errorf(coach.Invalid, "%s is a directory; name a file in it, such as %s.", path, filepath.Join(path, "salescoach.backup"))
	case !info.Mode().IsRegular():
		return coach.Errorf(coach.Invalid, "%s isn't an ordinary file; name another one.", path)
	case os.SameFile(source, info):
		return coach.Errorf(coach.Invalid, "%s is the database itself; name another file.", path)
	case !overwrite:
		return coach.Errorf(coach.Invalid, "There is a file %s already; name another one, or say --overwrite.", path)
	}
	if _, err := os.Lstat(path + "-wal"); err == nil {
		return coach.Errorf(coach.Invalid, "%s is in use as a database: %s-wal is beside it. Name another file.", path, path)
	}
	return nil
}

// partOf makes an empty file beside a path, in which the copy grows.
func partOf(path string) (string, error) {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.part") // for its owner's eyes only
	if err != nil {
		return "", err
	}
	return f.Name(), f.Close()
}

// copyInto writes what is to become the copy at path. The database is opened for
// writing, because a log that a crash left behind has to be read with the locks of a
// writer; nothing is written.
func copyInto(ctx context.Context, from, part, path string) error {
	err := beginsAsSQLite(from)
	if err == nil {
		err = mayBeWritten(from)
	}
	if err != nil {
		return explain(from, err)
	}
	pool, err := sql.Open("sqlite", dsn(from, "busy_timeout(5000)")+"&mode=rw")
	if err != nil {
		return explain(from, err)
	}
	defer pool.Close()
	pool.SetMaxOpenConns(1)
	if err := ours(ctx, pool); err != nil {
		return explain(from, err)
	}
	if _, err := pool.ExecContext(ctx, "VACUUM INTO $1", part); err != nil {
		if ofCopy(codeOf(err)) {
			return explainBackup(path, err)
		}
		return explain(from, err)
	}
	return nil
}

// ofCopy says whether an error of copying is the copy's: that was empty, and is nobody
// else's, so all that it can do is not to be written. Everything else is the database's.
func ofCopy(code int) bool {
	switch code {
	case sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_DIR_FSYNC, sqlite3.SQLITE_IOERR_TRUNCATE:
		return true
	}
	switch code & 0xff {
	case sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN:
		return true
	}
	return false
}

// ours makes sure that a database is one of ours that this version knows.
func ours(ctx context.Context, pool *sql.DB) error {
	conn, err := pool.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	o := Options{}.filled()
	_, err = migrator{conn: conn, steps: embedded(), now: o.Now, log: o.Log}.refuseForeign(ctx)
	return err
}

// finish marks a fresh copy as one, checks it, and makes sure that it is on the disk.
func finish(ctx context.Context, part string) (Copy, error) {
	pool, err := sql.Open("sqlite", dsn(part, "busy_timeout(2000)"))
	if err != nil {
		return Copy{}, err
	}
	pool.SetMaxOpenConns(1)
	err = markCopy(ctx, pool)
	if closed := pool.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return Copy{}, err
	}
	c, err := verify(ctx, part)
	if err == nil {
		err = c.open(ctx)
	}
	if err != nil {
		return c, err
	}
	f, err := os.OpenFile(part, os.O_RDWR, 0) // #nosec G304 -- a file that the operator names
	if err != nil {
		return c, err
	}
	err = f.Sync()
	if closed := f.Close(); err == nil {
		err = closed
	}
	return c, err
}

// open opens a copy as the bot would, and reads from it. One of an older version is
// left alone: opening it would bring it up to date.
func (c Copy) open(ctx context.Context) error {
	if c.Behind {
		return nil
	}
	d, err := Open(ctx, "sqlite:"+c.Path, Options{})
	if err != nil {
		return err
	}
	err = d.Ping(ctx)
	if closed := d.Close(); err == nil {
		err = closed
	}
	if log, missing := os.Stat(c.Path + "-wal"); missing == nil && log.Size() == 0 { // nothing was written
		os.Remove(c.Path + "-wal")
		os.Remove(c.Path + "-shm")
	}
	return err
}

// VerifyBackup reads a backup from end to end (integrity_check), makes sure that it is
// one that this version can open, and says what is in it. It changes nothing.
func VerifyBackup(ctx context.Context, path string) (Copy, error) {
	c, err := verify(ctx, path)
	if err != nil {
		return c, explainBackup(path, err)
	}
	return c, nil
}

func verify(ctx context.Context, path string) (Copy, error) {
	c := Copy{Path: path}
	info, err := os.Stat(path)
	if err != nil {
		return c, err
	}
	c.Bytes = info.Size()
	if err := beginsAsSQLite(path); err != nil {
		return c, err
	}
	// Nobody writes to a backup; and to say so leaves no log and no locks beside it.
	pool, err := sql.Open("sqlite", dsn(path)+"&mode=ro&immutable=1")
	if err != nil {
		return c, err
	}
	defer pool.Close()
	if err := checkBy(ctx, pool, "PRAGMA integrity_check(1)"); err != nil {
		return c, err
	}
	if err := ours(ctx, pool); err != nil {
		return c, err
	}
	return c, c.read(ctx, pool)
}

// What every version of the schema answers.
const (
	copySchema  = `SELECT coalesce(max(number), 0) FROM migrations`
	copyCounts  = `SELECT (SELECT count(*) FROM deals), (SELECT count(*) FROM touches)`
	copyNewest  = `SELECT max(coalesce((SELECT max(at) FROM changes), 0), coalesce((SELECT max(updated_at) FROM deals), 0))`
	copyOutbox  = `SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'outbox'`
	copyWritten = `SELECT coalesce(max(updated_at), 0) FROM outbox`
)

func (c *Copy) read(ctx context.Context, pool *sql.DB) error {
	var newest int64
	for _, q := range []struct {
		text string
		dest []any
	}{
		{copySchema, []any{&c.Schema}},
		{copyCounts, []any{&c.Deals, &c.Touches}},
		{copyNewest, []any{&newest}},
	} {
		if err := pool.QueryRowContext(ctx, q.text).Scan(q.dest...); err != nil {
			return err
		}
	}
	c.Behind, c.Newest = c.Schema < len(embedded()), instant(newest)
	return nil
}

// markCopy notes in a copy when its last change was, workspace by workspace, and has
// what waited in its outbox looked for.
func markCopy(ctx context.Context, pool *sql.DB) error {
	var newest, written int64
	var outbox int
	if err := pool.QueryRowContext(ctx, copyNewest).Scan(&newest); err != nil {
		return err
	}
	if err := pool.QueryRowContext(ctx, copyOutbox).Scan(&outbox); err != nil || outbox == 0 {
		return err // a version that sent nothing by itself
	}
	if err := pool.QueryRowContext(ctx, copyWritten).Scan(&written); err != nil {
		return err
	}
	at := max(newest, written)
	if at == 0 {
		return nil // nothing was ever done in it
	}
	const waiting = `UPDATE outbox SET state = 'unknown', fired_at = $1, next_at = $1 WHERE state IN ('ready', 'sending')`
	if _, err := pool.ExecContext(ctx, waiting, at); err != nil {
		return err
	}
	const mark = `INSERT INTO settings (workspace, name, value)
		SELECT workspace, $1, $2 FROM (SELECT workspace FROM deals UNION SELECT workspace FROM reps) WHERE true
		ON CONFLICT (workspace, name) DO UPDATE SET value = excluded.value`
	_, err := pool.ExecContext(ctx, mark, coach.SettingRestored, instant(at).Format(time.RFC3339Nano))
	return err
}

// putInPlace gives the copy its name, and makes sure that a crash does not take it away.
func putInPlace(part, path string) error {
	if err := os.Rename(part, path); err != nil {
		return err
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer dir.Close()
	if err := dir.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, fs.ErrInvalid) {
		return err // where directories cannot be synced there is nothing to be done
	}
	return nil
}

// explainBackup is explain for a backup: the sentence names the file that was asked for.
func explainBackup(path string, err error) error {
	var theirs *sqlite.Error
	var ours *coach.Error
	damaged := errors.As(err, &theirs) && theirs.Code()&0xff == codeCorrupt || errors.As(err, &ours) && ours.Kind == coach.Internal
	switch {
	case damaged:
		return coach.Wrap(coach.Internal, err, fmt.Sprintf("The backup %s is damaged; use another one.", path))
	case errors.Is(err, fs.ErrNotExist):
		return coach.Wrap(coach.Invalid, err, fmt.Sprintf("The backup %s isn't there, and neither may its directory be.", path))
	}
	return explainAs("The backup "+path, err)
}
