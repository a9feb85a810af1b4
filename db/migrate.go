package db

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"salescoach/coach"
)

//go:embed migrations/sqlite/*.sql
var files embed.FS

// migration is one numbered step of the schema. Steps go forward only, and for
// one release each leaves the schema usable by the version before.
type migration struct {
	number int
	name   string // 0001_deals
	text   string
}

// embedded are the migrations in their order, numbered from one without a gap.
func embedded() []migration {
	names, err := fs.Glob(files, "migrations/sqlite/*.sql")
	if err != nil {
		panic(err) // the pattern is wrong: a fault of this file
	}
	var steps []migration
	for _, path := range names { // Glob sorts
		text, err := files.ReadFile(path)
		if err != nil {
			panic(err) // embedded, so it is there
		}
		name := strings.TrimSuffix(path[strings.LastIndex(path, "/")+1:], ".sql")
		number, err := strconv.Atoi(name[:4])
		if err != nil || number != len(steps)+1 {
			panic("db: migration " + name + " is out of order")
		}
		steps = append(steps, migration{number, name, string(text)})
	}
	return steps
}

// migrator brings one database up to date on one connection.
type migrator struct {
	conn  *sql.Conn
	steps []migration
	now   func() time.Time
	log   *slog.Logger
}

// refuseForeign looks at the file without changing it, and says whether it is
// up to date.
func (m migrator) refuseForeign(ctx context.Context) (current bool, err error) {
	var tables, ours int
	const count = `SELECT count(*), count(*) FILTER (WHERE name = 'migrations') FROM sqlite_master WHERE type = 'table'`
	if err := m.conn.QueryRowContext(ctx, count).Scan(&tables, &ours); err != nil {
		return false, err
	}
	if tables > 0 && ours == 0 {
		return false, coach.Errorf(coach.Invalid, "belongs to another program; name another file")
	}
	if ours == 0 {
		return false, nil
	}
	at, err := m.version(ctx)
	return at == len(m.steps), err
}

// version is the number of the last migration in the database, which is Invalid
// when a newer program made it: its tables may mean something we do not know.
func (m migrator) version(ctx context.Context) (int, error) {
	var number int
	var name string
	const last = `SELECT number, name FROM migrations ORDER BY number DESC LIMIT 1`
	err := m.conn.QueryRowContext(ctx, last).Scan(&number, &name)
	if err == sql.ErrNoRows {
		return 0, nil
	}
	if err == nil && number > len(m.steps) {
		err = coach.Errorf(coach.Invalid,
			"was made by a newer version (schema %d, this one knows %d); run that version, or restore a backup from before", number, len(m.steps))
	}
	return number, err
}

// run applies what is missing. Two processes that start together do it once:
// the number is read again behind the write lock.
func (m migrator) run(ctx context.Context) error {
	const table = `CREATE TABLE IF NOT EXISTS migrations (number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)`
	if err := m.step(ctx, func() error { return m.exec(ctx, table) }); err != nil {
		return err
	}
	began := -1
	for {
		at, err := m.version(ctx)
		if err != nil {
			return err
		}
		if at == len(m.steps) {
			m.tell(began)
			return nil
		}
		if began < 0 {
			began = at
		}
		if err := m.step(ctx, func() error { return m.apply(ctx) }); err != nil {
			return err
		}
	}
}

// tell says in one line what was applied to a database that began with some number of
// migrations; a negative one had them all.
func (m migrator) tell(began int) {
	if began >= 0 {
		m.log.Info("database migrated", "migration", m.steps[len(m.steps)-1].name, "count", len(m.steps)-began)
	}
}

// apply applies the next migration, if it is still missing.
func (m migrator) apply(ctx context.Context) error {
	at, err := m.version(ctx)
	if err != nil || at == len(m.steps) {
		return err
	}
	next := m.steps[at]
	if err := m.exec(ctx, next.text); err != nil {
		return fmt.Errorf("migration %s: %w", next.name, err)
	}
	const done = `INSERT INTO migrations (number, name, applied_at) VALUES ($1, $2, $3)`
	if err := m.exec(ctx, done, next.number, next.name, millis(m.now())); err != nil {
		return err
	}
	m.log.Debug("migration applied", "migration", next.name)
	return nil
}

// step runs fn in a transaction of its own.
func (m migrator) step(ctx context.Context, fn func() error) error {
	if err := m.exec(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	err := fn()
	if err == nil {
		err = m.exec(ctx, "COMMIT")
	}
	if err != nil {
		m.exec(context.WithoutCancel(ctx), "ROLLBACK")
	}
	return err
}

func (m migrator) exec(ctx context.Context, text string, args ...any) error {
	_, err := m.conn.ExecContext(ctx, text, args...)
	return err
}
