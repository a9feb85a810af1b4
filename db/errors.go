package db

import (
	"context"
	"errors"
	"fmt"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"salescoach/coach"
)

// Sentences for people. Each says what it means for them and, where there is
// one, what to do.
const (
	sayLocked   = "The database is busy with another program. Nothing was changed; please try again in a moment."
	sayFull     = "The database's disk is full. Nothing was changed; it works again as soon as there is room."
	sayDisk     = "The database's disk failed. Nothing was changed; please try again, and tell whoever runs me if it stays."
	sayReadOnly = "The database may only be read at the moment. Nothing was changed; please tell whoever runs me."
	sayDamaged  = "The database is damaged. Nothing was changed; whoever runs me should stop me and restore the newest backup."
	sayTwice    = "That is there already."
	sayGone     = "What this belongs to isn't there any more."
	sayLate     = "That took too long. Nothing was changed; please try again."
	sayClosed   = "I am shutting down. Nothing was changed; please try again in a moment."
	sayPanic    = "Something went wrong on our side. Nothing was changed; please try again."
	sayFault    = "Something went wrong in the database. Nothing was changed; please try again."
)

// classify gives an error of the driver its kind. What is a [coach.Error]
// already, and nil, stay as they are.
func classify(err error) error {
	var ours *coach.Error
	if err == nil || errors.As(err, &ours) {
		return err
	}
	var e *sqlite.Error
	if errors.As(err, &e) {
		kind, sentence := kindOfCode(e.Code())
		return &coach.Error{Kind: kind, Sentence: sentence, Cause: err}
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return coach.Wrap(coach.Busy, err, sayLate)
	}
	return coach.Wrap(coach.Internal, err, sayFault)
}

// kindOfCode sorts SQLite's extended result codes.
func kindOfCode(code int) (coach.Kind, string) {
	switch code {
	case sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_ROWID:
		return coach.Conflict, sayTwice
	case sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
		return coach.NotFound, sayGone
	}
	switch code & 0xff { // the primary code
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL:
		return coach.Busy, sayLocked
	case sqlite3.SQLITE_FULL:
		return coach.Busy, sayFull
	case sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_NOMEM:
		return coach.Busy, sayDisk
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM:
		return coach.Busy, sayReadOnly
	case sqlite3.SQLITE_INTERRUPT:
		return coach.Busy, sayLate
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return coach.Internal, sayDamaged
	}
	return coach.Internal, sayFault
}

// primaryCode is SQLite's result code in err without its details; 0 for none.
func primaryCode(err error) int { return codeOf(err) & 0xff }

// codeOf is SQLite's result code in err with its details; 0 for none.
func codeOf(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code()
	}
	return 0
}

func notFound(what string) error {
	return coach.Errorf(coach.NotFound, "There is no such %s.", what)
}

func wrongType(what string, src any) error {
	return coach.Wrap(coach.Internal, fmt.Errorf("a %s is stored as %T", what, src), sayDamaged)
}
