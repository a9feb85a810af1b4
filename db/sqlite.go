package db

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"salescoach/coach"
)

// pools are the connections to one SQLite file. One writer: SQLite has no more,
// and readers that cannot write cannot break that.
type pools struct {
	write *sql.DB
	read  *sql.DB
	check *sql.DB // a long read beside the four: Check
}

func (p pools) close() error {
	var errs []error
	for _, pool := range []*sql.DB{p.check, p.read, p.write} { // the writer last: it tidies the log away
		if pool != nil {
			errs = append(errs, pool.Close())
		}
	}
	return errors.Join(errs...)
}

// pragmas are set on every connection.
var pragmas = []string{
	// The log may outlive a crash of the machine, not only of the process: FULL
	// syncs it at every commit, NORMAL does not, and a touch that was confirmed
	// must be there after a power cut. It costs half of the commits per second;
	// shared commits bring them back.
	"synchronous(FULL)",
	"foreign_keys(1)",
	"cache_size(-8192)",            // 8 MB: more made nothing faster and only the process bigger
	"wal_autocheckpoint(4000)",     // copy the log into the file every 16 MB: pages written often are copied once
	"journal_size_limit(33554432)", // a log that once grew is cut again
}

// dsn is the driver's name for the file. The path is escaped: a "?" in a file
// name is not the beginning of settings.
func dsn(path string, settings ...string) string {
	q := url.Values{"_pragma": append(settings, pragmas...)}
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()
}

// openPools opens the file, makes it when it is missing, and migrates it.
func openPools(ctx context.Context, path string, o Options) (pools, error) {
	var p pools
	err := placeFor(path)
	if err == nil {
		err = mayBeWritten(path)
	}
	if err != nil {
		return p, err
	}
	// The writer waits little inside SQLite, because writer.lock asks again;
	// see retryEvery. Readers of a log wait for nobody but a recovery.
	if p.write, err = sql.Open("sqlite", dsn(path, "busy_timeout(20)")); err != nil {
		return p, err
	}
	p.write.SetMaxOpenConns(1)
	if err := prepareFile(ctx, p.write, o); err != nil {
		p.close()
		return p, err
	}
	if p.read, err = sql.Open("sqlite", dsn(path, "busy_timeout(2000)")+"&mode=ro"); err != nil {
		return p, err
	}
	p.read.SetMaxOpenConns(readers)
	p.read.SetMaxIdleConns(readers)
	p.check, err = sql.Open("sqlite", dsn(path, "busy_timeout(2000)")+"&mode=ro")
	return p, err
}

// placeFor makes a missing file, for its owner's eyes only, and refuses what can
// be seen to be no database.
func placeFor(path string) error {
	if path == ":memory:" {
		return coach.Errorf(coach.Invalid, "is no file; name one")
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600) // #nosec G304 -- the operator names the database
		if err != nil {
			return err
		}
		return f.Close()
	case err != nil:
		return err
	case info.IsDir():
		return coach.Errorf(coach.Invalid, "is a directory; name a file in it, such as %s", filepath.Join(path, "salescoach.db"))
	case !info.Mode().IsRegular():
		return coach.Errorf(coach.Invalid, "isn't an ordinary file; name one, or one that doesn't exist yet")
	}
	return beginsAsSQLite(path)
}

// beginsAsSQLite looks at the first bytes, because SQLite takes a file that is
// shorter than its header for an empty one and would write over it.
func beginsAsSQLite(path string) error {
	const magic = "SQLite format 3\x00"
	f, err := os.Open(path) // #nosec G304 -- the operator names the database
	if err != nil {
		return err
	}
	defer f.Close()
	head := make([]byte, len(magic))
	n, err := io.ReadFull(f, head)
	if n == 0 && err == io.EOF || string(head) == magic {
		return nil
	}
	_, say := explainCode(sqlite3.SQLITE_NOTADB)
	return coach.Errorf(coach.Invalid, "%s", say)
}

// mayBeWritten asks the system, before SQLite does: that opens a file all the same which
// may only be read, and lays a log beside it that may only be read, too. The database
// would stay refused once its own mode is mended.
func mayBeWritten(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0) // #nosec G304 -- the operator names the database
	if err != nil {
		kind, say := explainCode(sqlite3.SQLITE_READONLY)
		return coach.Wrap(kind, err, say)
	}
	return f.Close()
}

// prepareFile makes sure that the file is a database of ours that may be
// written, and brings it up to date, before anything else uses it.
func prepareFile(ctx context.Context, write *sql.DB, o Options) error {
	return patiently(ctx, o.Wait, func() error {
		conn, err := write.Conn(ctx)
		if err != nil {
			return err
		}
		defer conn.Close()
		m := migrator{conn: conn, steps: embedded(), now: o.Now, log: o.Log}
		current, err := m.refuseForeign(ctx)
		if err != nil {
			return err
		}
		if err := walMode(ctx, conn); err != nil {
			return err
		}
		if current {
			return nil // and so a start waits for nobody's write lock
		}
		return m.run(ctx)
	})
}

// walMode turns the write-ahead log on. The file remembers it.
func walMode(ctx context.Context, conn *sql.Conn) error {
	var mode string
	if err := conn.QueryRowContext(ctx, "PRAGMA journal_mode = WAL").Scan(&mode); err != nil {
		return err
	}
	if mode != "wal" {
		return coach.Errorf(coach.Invalid, "is on a file system that can't share memory between processes; put it on a local disk")
	}
	return nil
}

// patiently runs fn again as long as another process holds the file.
func patiently(ctx context.Context, wait time.Duration, fn func() error) error {
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	for {
		err := fn()
		if !errorIsLock(err) {
			return err
		}
		select {
		case <-time.After(retryEvery):
		case <-ctx.Done():
			return err
		}
	}
}

// codeCorrupt is what a damaged file is called by SQLite.
const codeCorrupt = sqlite3.SQLITE_CORRUPT

func errorIsLock(err error) bool {
	code := primaryCode(err)
	return code == sqlite3.SQLITE_BUSY || code == sqlite3.SQLITE_LOCKED
}

// explain is an error of opening or checking a file, as one line for whoever
// runs us: which file, what is wrong with it, what to do.
func explain(path string, err error) error { return explainAs("The database "+path, err) }

func explainAs(what string, err error) error {
	kind, say := coach.Internal, "can't be opened: "+err.Error()
	var ours *coach.Error
	var theirs *sqlite.Error
	switch {
	case errors.As(err, &theirs):
		kind, say = explainCode(theirs.Code())
	case errors.As(err, &ours):
		kind, say = ours.Kind, ours.Sentence
	case errors.Is(err, os.ErrNotExist):
		kind, say = coach.Invalid, "can't be made, because its directory doesn't exist; make that first"
	case errors.Is(err, os.ErrPermission):
		kind, say = coach.Invalid, "may not be opened by this user; change its owner or its mode"
	case errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded):
		kind, say = coach.Busy, "took too long to open; try again"
	}
	return coach.Wrap(kind, err, what+" "+strings.TrimSuffix(say, ".")+".")
}

func explainCode(code int) (coach.Kind, string) {
	switch code & 0xff {
	case sqlite3.SQLITE_NOTADB:
		return coach.Invalid, "isn't a database; name another file, or restore it from a backup (it wasn't changed)"
	case sqlite3.SQLITE_CORRUPT:
		return coach.Internal, "is damaged; restore it from the newest backup (it wasn't changed)"
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL:
		return coach.Busy, "is held by another program; stop that one, or try again when it is done"
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN:
		return coach.Invalid, "can't be written; make the file and its directory writable for this user"
	case sqlite3.SQLITE_FULL:
		return coach.Busy, "is on a full disk; make room and try again"
	case sqlite3.SQLITE_IOERR:
		return coach.Busy, "can't be read or written by the disk; look at the disk, its room and its limits, and try again"
	}
	return coach.Internal, "can't be opened"
}
