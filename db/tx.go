package db

import (
	"context"
	"database/sql"
	"fmt"
	"runtime/debug"

	"salescoach/coach"
)

// errEnded is what a Reader or Tx answers when its transaction is over.
var errEnded = coach.Errorf(coach.Internal, "A transaction was used after its end.")

// reader is the coach.Reader of one transaction in one workspace. Its methods
// are beside their nouns.
type reader struct {
	s         *session
	ctx       context.Context // looked at between statements
	workspace string
	failed    error // the first error that spoilt the transaction; every later call repeats it
}

// tx is the coach.Tx of one transaction in one workspace.
type tx struct{ reader }

var (
	_ coach.Reader = (*reader)(nil)
	_ coach.Tx     = (*tx)(nil)
)

// ready says whether the next statement may run. After an error none may: the
// transaction might be gone, and the statement would commit by itself.
func (r *reader) ready() error {
	if r.failed == nil && r.ctx.Err() != nil {
		r.failed = classify(r.ctx.Err())
	}
	return r.failed
}

// spoil keeps the first error of a statement, with its kind.
func (r *reader) spoil(err error) error {
	if err != nil && r.failed == nil {
		r.failed = classify(err)
	}
	return r.failed
}

// row reads one row into dest; none is NotFound, which spoils nothing.
func (r *reader) row(what, text string, args []any, dest ...any) error {
	found := false
	err := r.rows(text, args, func(rows *sql.Rows) error {
		found = true
		return classify(rows.Scan(dest...))
	})
	if err == nil && !found {
		return notFound(what)
	}
	return err
}

// rows calls each for every row. An error of each ends the reading and comes
// back unchanged.
func (r *reader) rows(text string, args []any, each func(*sql.Rows) error) (err error) {
	if err := r.ready(); err != nil {
		return err
	}
	rows, err := r.s.query(text, args...)
	if err != nil {
		return r.spoil(err)
	}
	defer func() {
		if e := rows.Close(); e != nil && err == nil {
			err = r.spoil(e)
		}
	}()
	for rows.Next() {
		if err := each(rows); err != nil {
			return err
		}
	}
	return r.spoil(rows.Err())
}

// exec runs a statement and says how many rows it changed.
func (t *tx) exec(text string, args ...any) (int, error) {
	if err := t.ready(); err != nil {
		return 0, err
	}
	res, err := t.s.exec(text, args...)
	if err != nil {
		return 0, t.spoil(err)
	}
	n, err := res.RowsAffected()
	return int(n), t.spoil(err)
}

// one is exec for a statement that must change a row; none is NotFound.
func (t *tx) one(what, text string, args ...any) error {
	n, err := t.exec(text, args...)
	if err == nil && n == 0 {
		err = t.spoil(notFound(what))
	}
	return err
}

// guarded runs fn and makes an error of a panic, so that one bad input does not
// end the process, nor the transaction of others.
func guarded(fn func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = coach.Wrap(coach.Internal, &panicked{p, debug.Stack()}, sayPanic)
		}
	}()
	return fn()
}

// panicked is a panic of a caller's function.
type panicked struct {
	value any
	stack []byte
}

func (p *panicked) Error() string { return fmt.Sprintf("panic: %v\n%s", p.value, p.stack) }

// scanned collects rows of one noun.
func scanned[T any](r *reader, text string, args []any, scan func(*sql.Rows) (T, error)) ([]T, error) {
	var all []T
	err := r.rows(text, args, func(rows *sql.Rows) error {
		v, err := scan(rows)
		all = append(all, v)
		return classify(err)
	})
	if err != nil {
		return nil, err
	}
	return all, nil
}

// only is the one row of a look-up by key; none is NotFound, which spoils nothing.
func only[T any](r *reader, what, text string, args []any, scan func(*sql.Rows) (T, error)) (v T, err error) {
	found := false
	err = r.rows(text, args, func(rows *sql.Rows) (err error) {
		found = true
		v, err = scan(rows)
		return classify(err)
	})
	if err == nil && !found {
		err = notFound(what)
	}
	return v, err
}
