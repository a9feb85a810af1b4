package db

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"

	"salescoach/coach"
)

// Examination is what there is to say of a database's file without changing it.
type Examination struct {
	Path   string
	Exists bool  // else only Path and Refused say something
	Bytes  int64 // with its log

	Schema, Known int   // steps of the schema in the file, and those that this program knows
	Damage        error // what a reading of the whole file found; one line
	Refused       error // why it takes no change; one line

	Zones map[string][]string // ids of people by the zones they have, where the schema is the one we know
	Rooms []string            // channels with a digest that was turned on in Slack
}

// Examine looks at the database of a URL. Nothing is migrated, and nothing is left: a
// change is tried, and taken back. An error says, in one line for an operator, why there
// is nothing to be read: no database, another program's, a newer version's, one that is
// held, or may not be opened or written. A file that is missing is no error.
func Examine(ctx context.Context, url string) (Examination, error) {
	path, err := pathOf(url)
	if err != nil {
		return Examination{}, err
	}
	x := Examination{Path: path, Known: len(embedded())}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		x.Refused = explained(path, mayBeMade(path))
		return x, nil
	case err != nil:
		return x, explain(path, err)
	}
	x.Exists, x.Bytes = true, info.Size()+size(path+"-wal")
	if err = placeFor(path); err == nil {
		err = mayBeWritten(path) // else reading it would leave a log behind that may not be written either
	}
	if err != nil {
		return x, explain(path, err)
	}
	return x, explained(path, x.read(ctx))
}

func explained(path string, err error) error {
	if err == nil {
		return nil
	}
	return explain(path, err)
}

// mayBeMade says why a missing file could not be made.
func mayBeMade(path string) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".salescoach-probe-*")
	if err != nil {
		return err
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

func (x *Examination) read(ctx context.Context) error {
	pool, err := sql.Open("sqlite", dsn(x.Path, "busy_timeout(2000)")+"&mode=rw")
	if err != nil {
		return err
	}
	defer pool.Close()
	conn, err := pool.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	m := migrator{conn: conn, steps: embedded()}
	if _, err := m.refuseForeign(ctx); err != nil {
		return err
	}
	if x.Schema, err = m.reached(ctx); err != nil {
		return err
	}
	x.Refused = explained(x.Path, probe(ctx, conn))
	if x.Schema == x.Known {
		if err := x.readPeople(ctx, conn); err != nil {
			return err
		}
	}
	x.Damage = explained(x.Path, check(ctx, pool))
	return nil
}

// reached is the last step in the file; none in a file without tables.
func (m migrator) reached(ctx context.Context) (int, error) {
	var tables int
	if err := m.conn.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_master`).Scan(&tables); err != nil || tables == 0 {
		return 0, err
	}
	return m.version(ctx)
}

// probe changes something and takes it back.
func probe(ctx context.Context, conn *sql.Conn) error {
	if _, err := conn.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	_, err := conn.ExecContext(ctx, "CREATE TABLE probe (x)")
	_, undone := conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
	return errors.Join(err, undone)
}

func (x *Examination) readPeople(ctx context.Context, conn *sql.Conn) error {
	x.Zones = map[string][]string{}
	err := each(ctx, conn, `SELECT CASE own_zone WHEN '' THEN zone ELSE own_zone END, id FROM reps WHERE NOT deleted ORDER BY 1, 2`, func(zone, id string) {
		x.Zones[zone] = append(x.Zones[zone], id)
	})
	if err != nil {
		return err
	}
	const on = `SELECT id, digest_at FROM rooms WHERE left_at = 0 AND digest_at NOT IN ('', $1) ORDER BY id`
	return each(ctx, conn, on, func(id, _ string) { x.Rooms = append(x.Rooms, id) }, coach.DigestOff)
}

// each calls fn with the two columns of every row.
func each(ctx context.Context, conn *sql.Conn, text string, fn func(a, b string), args ...any) error {
	rows, err := conn.QueryContext(ctx, text, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var a, b string
		if err := rows.Scan(&a, &b); err != nil {
			return err
		}
		fn(a, b)
	}
	return rows.Err()
}
