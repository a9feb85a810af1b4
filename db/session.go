package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"log/slog"
)

// maxStatements bounds what a connection keeps prepared (about 20 KB each).
// Texts vary only by which fields of a query are set, so it is never reached.
const maxStatements = 300

// background is the context of every statement; see the package comment. It has
// no end, and so costs the driver no goroutine per statement.
var background = context.Background()

// session is one connection and the statements it has prepared. It serves one
// transaction at a time.
type session struct {
	pool  *sql.DB
	conn  *sql.Conn // nil before the first use and after discard
	stmts map[string]*sql.Stmt
	seen  func(text string) // told of every text once; nil outside tests
}

// prepared is the statement of a text, prepared once per connection.
func (s *session) prepared(text string) (*sql.Stmt, error) {
	if st, ok := s.stmts[text]; ok {
		return st, nil
	}
	if len(s.stmts) >= maxStatements {
		s.forget()
	}
	if s.conn == nil {
		c, err := s.pool.Conn(background)
		if err != nil {
			return nil, err
		}
		s.conn, s.stmts = c, map[string]*sql.Stmt{}
	}
	st, err := s.conn.PrepareContext(background, text)
	if err != nil {
		return nil, err
	}
	s.stmts[text] = st
	if s.seen != nil {
		s.seen(text)
	}
	return st, nil
}

func (s *session) exec(text string, args ...any) (sql.Result, error) {
	st, err := s.prepared(text)
	if err != nil {
		return nil, err
	}
	return st.ExecContext(background, args...)
}

func (s *session) query(text string, args ...any) (*sql.Rows, error) {
	st, err := s.prepared(text)
	if err != nil {
		return nil, err
	}
	return st.QueryContext(background, args...)
}

// discard gives the connection up, with any transaction that is open on it. The
// next use makes a fresh one.
func (s *session) discard(log *slog.Logger) {
	if s.conn == nil {
		return
	}
	s.forget()
	// database/sql throws a connection away, instead of keeping it, when its
	// user calls it bad.
	s.conn.Raw(func(any) error { return driver.ErrBadConn })
	s.conn = nil
	log.Debug("database connection discarded")
}

func (s *session) forget() {
	for _, st := range s.stmts {
		st.Close()
	}
	clear(s.stmts)
}

// close gives the connection back to its pool.
func (s *session) close() {
	if s.conn == nil {
		return
	}
	s.forget()
	s.conn.Close()
	s.conn = nil
}
