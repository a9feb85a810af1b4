// Package db keeps what the coach knows, in SQLite. [DB] is the [coach.Store];
// package dbtest states what that promises, as tests.
//
// # One file, one writer, four readers
//
// Reads run on four read-only connections, each [DB.View] in one transaction
// that sees one state however busy the writer is (write-ahead log). Writes run
// one after the other on a single connection: SQLite has one writer per file
// anyway, and its own waiting is not fair, while a queue in Go is.
//
// # Shared commits
//
// A commit is an fsync, which costs more than everything else an input does.
// So callers of [DB.Update] that wait for their turn share one: each runs its
// function in its own goroutine inside one transaction, behind a savepoint, and
// hands the turn on; the last one commits for all; and only then does anybody's
// Update return. A function that fails takes back its own changes alone. When
// the whole transaction is lost (disk full, a failed write), the one who met
// the error gets it, and the others run again. See writer.go.
//
// # Statements
//
// A context is looked at between statements and never interrupts one: SQLite
// answers an interrupted write by rolling back the whole transaction, and the
// statement after that would commit by itself. All statements are short, because
// each is served by an index; a test reads every query plan. A write that has
// begun is committed whatever becomes of its caller's context.
//
// SQL text is beside its noun and means the same to Postgres ($1, ON CONFLICT,
// no functions of one dialect); what is SQLite's alone is in sqlite.go and in
// migrations/sqlite. Every row belongs to a workspace, which begins every key.
// Times are unix milliseconds in UTC, dates ISO text, "none" is 0 and ”; the
// conversion is in time.go alone. Ids come from the caller.
package db
