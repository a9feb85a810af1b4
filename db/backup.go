package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"

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
	var result string
	err := pool.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&result)
	if err == nil && result != "ok" {
		_, say := explainCode(codeCorrupt)
		err = coach.Wrap(coach.Internal, errors.New(result), say)
	}
	return err
}

// Backup writes a consistent copy of the database to a file that does not exist
// yet, while everybody goes on working, and checks the copy. A file of that name
// is there only when the copy is whole.
func (d *DB) Backup(ctx context.Context, path string) error {
	if _, err := os.Lstat(path); err == nil {
		return coach.Errorf(coach.Invalid, "There is a file %s already; name another one.", path)
	}
	part := path + ".part"
	f, err := os.OpenFile(part, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600) // #nosec G304 -- the operator names the file
	if err != nil {
		return explain(part, err)
	}
	defer os.Remove(part)
	defer f.Close()
	if _, err := d.pools.check.ExecContext(ctx, "VACUUM INTO $1", part); err != nil {
		return explain(part, err)
	}
	if err := f.Sync(); err != nil {
		return explain(part, err)
	}
	if err := checkFile(ctx, part); err != nil {
		return explain(part, err)
	}
	if err := os.Rename(part, path); err != nil {
		return explain(path, err)
	}
	return nil
}

// checkFile opens a copy and reads it.
func checkFile(ctx context.Context, path string) error {
	pool, err := sql.Open("sqlite", dsn(path)+"&mode=ro")
	if err != nil {
		return err
	}
	defer pool.Close()
	if err := check(ctx, pool); err != nil {
		return fmt.Errorf("the copy: %w", err)
	}
	return nil
}
