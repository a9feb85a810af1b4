package db

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"salescoach/coach"
)

const (
	// maxShared bounds how many callers share one commit, and so how long the
	// first of them waits for the last.
	maxShared = 64
	// maxFor is the longest that one function may keep the write connection.
	// It ends a function that hangs, not one that has much to do.
	maxFor = 2 * time.Minute
	// retryEvery is how often we ask for a write lock that another process
	// holds. SQLite's own waiting backs off to 100 ms and would starve beside a
	// process that writes without pause.
	retryEvery = time.Millisecond
)

// errLost says that the shared transaction is gone through somebody else's fault.
var errLost = errors.New("the shared transaction was rolled back")

// writer lets one caller at a time write, in order of arrival, and lets those
// who wait share a commit. Whoever has the turn owns session and open.
type writer struct {
	session *session
	wait    time.Duration // how long a caller waits before its function begins
	log     *slog.Logger
	waited  func(time.Duration) // told how long somebody waited to begin, also in vain

	open *shared // the transaction that has begun and is not committed

	mu     sync.Mutex
	taken  bool            // somebody has the turn
	queue  []chan struct{} // who waits for it
	closed bool
}

// shared is one transaction and the callers who are in it.
type shared struct {
	members int
	settled chan struct{} // closed once err is final
	err     error         // nil: committed
}

// update runs fn in a transaction and returns once it is committed. When the
// transaction is lost through another member, fn runs again in a new one.
func (w *writer) update(ctx context.Context, workspace string, fn func(coach.Tx) error) error {
	for {
		s, err := w.member(ctx, workspace, fn)
		if err != nil {
			return err
		}
		<-s.settled
		if s.err != errLost {
			return s.err
		}
		// Begun is begun: the caller's context is not asked again.
		ctx = context.WithoutCancel(ctx)
	}
}

// member takes the turn, runs fn as one more member of the open transaction, and
// passes the turn on.
func (w *writer) member(ctx context.Context, workspace string, fn func(coach.Tx) error) (s *shared, err error) {
	wait, cancel := context.WithTimeout(ctx, w.wait)
	defer cancel()
	began := time.Now() // the wait ends by this clock, whatever time it is in a story
	if err = w.enter(wait); err == nil {
		defer w.leave()
		s, err = w.begin(wait)
	}
	w.waited(time.Since(began))
	if err != nil {
		return nil, err
	}
	first := s.members == 1
	whole := false
	defer func() {
		if !whole { // fn ended its goroutine (runtime.Goexit): nothing below ran
			w.lose(s)
		}
	}()
	err = w.run(ctx, s, workspace, fn, first)
	whole = true
	return s, err
}

// run is fn behind a savepoint, which the first member does not need: before it
// there is nothing to keep.
func (w *writer) run(ctx context.Context, s *shared, workspace string, fn func(coach.Tx) error, first bool) error {
	if !first {
		if _, err := w.session.exec("SAVEPOINT member"); err != nil {
			w.lose(s)
			return classify(err)
		}
	}
	err := w.call(ctx, workspace, fn)
	switch {
	case err == nil && first:
		return nil
	case err == nil:
		if _, err = w.session.exec("RELEASE member"); err != nil {
			w.lose(s)
		}
		return classify(err)
	case first || !w.undo():
		w.lose(s)
	}
	return err
}

// call runs fn with a Tx that ends with it. A fn that goes on after an error and
// returns nil has failed all the same.
func (w *writer) call(ctx context.Context, workspace string, fn func(coach.Tx) error) error {
	limited, cancel := context.WithTimeout(context.WithoutCancel(ctx), maxFor)
	defer cancel()
	t := &tx{reader{s: w.session, ctx: limited, workspace: workspace}}
	err := guarded(func() error { return fn(t) })
	if err == nil {
		err = t.failed
	}
	t.failed = errEnded
	return err
}

// undo takes back one member's changes. It is false when SQLite has rolled back
// the whole transaction by itself (disk full, a failed write): then the
// savepoint is not there any more, and nothing of anybody is.
func (w *writer) undo() bool {
	if _, err := w.session.exec("ROLLBACK TO member"); err != nil {
		return false
	}
	_, err := w.session.exec("RELEASE member")
	return err == nil
}

// begin is the open transaction with one more member, or a new one.
func (w *writer) begin(ctx context.Context) (*shared, error) {
	if w.open == nil {
		if err := w.lock(ctx); err != nil {
			return nil, err
		}
		w.open = &shared{settled: make(chan struct{})}
	}
	w.open.members++
	return w.open, nil
}

// lock begins a transaction that may write, waiting for other processes.
func (w *writer) lock(ctx context.Context) error {
	for {
		_, err := w.session.exec("BEGIN IMMEDIATE")
		if err == nil {
			return nil
		}
		err = classify(err)
		if !errorIsLock(err) {
			w.session.discard(w.log)
			return err
		}
		select {
		case <-time.After(retryEvery):
		case <-ctx.Done():
			return err
		}
	}
}

// commit settles the open transaction. An error of COMMIT is everybody's.
func (w *writer) commit() {
	s := w.open
	w.open = nil
	if _, err := w.session.exec("COMMIT"); err != nil {
		s.err = classify(err)
		w.log.Error("commit failed", "members", s.members, "err", err)
		w.session.discard(w.log)
	}
	close(s.settled)
}

// lose rolls the open transaction back. Its other members run again.
func (w *writer) lose(s *shared) {
	w.open = nil
	if s.members > 1 {
		w.log.Warn("shared transaction rolled back, its members run again", "members", s.members-1)
	}
	if _, err := w.session.exec("ROLLBACK"); err != nil {
		w.session.discard(w.log) // it had been rolled back, or is past help
	}
	s.err = errLost
	close(s.settled)
}

// enter waits for the turn.
func (w *writer) enter(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return classify(err)
	}
	mine, ok := w.line(false)
	if !ok {
		return coach.Errorf(coach.Busy, sayClosed)
	}
	select {
	case <-mine:
		return nil
	case <-ctx.Done():
		w.withdraw(mine)
		return classify(ctx.Err())
	}
}

// atOnce is the turn of somebody who need not wait for it.
var atOnce = func() chan struct{} { c := make(chan struct{}); close(c); return c }()

// line is a place in the queue: a channel that is closed when the turn has come.
// With last, nobody gets one after it.
func (w *writer) line(last bool) (mine chan struct{}, ok bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return nil, false
	}
	w.closed = last
	if !w.taken {
		w.taken = true
		return atOnce, true
	}
	mine = make(chan struct{})
	w.queue = append(w.queue, mine)
	return mine, true
}

// withdraw stops waiting. The turn may have come in the same moment; then it is
// passed on.
func (w *writer) withdraw(mine chan struct{}) {
	w.mu.Lock()
	i := slices.Index(w.queue, mine)
	if i >= 0 {
		w.queue = slices.Delete(w.queue, i, i+1)
	}
	w.mu.Unlock()
	if i < 0 {
		w.leave()
	}
}

// leave passes the turn on, and the open transaction with it. When nobody waits,
// or enough are in it, it is committed first; others may queue up meanwhile.
func (w *writer) leave() {
	for !w.pass() {
		w.commit()
	}
}

// pass gives the turn to the next, or to nobody. It is false, and the turn stays,
// when the open transaction is to be committed first.
func (w *writer) pass() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case w.open != nil && (len(w.queue) == 0 || w.open.members >= maxShared):
		return false
	case len(w.queue) == 0:
		w.taken = false
	default:
		close(w.queue[0])
		w.queue = w.queue[1:]
	}
	return true
}

// close lets those who wait finish, and nobody else in. It keeps the turn.
func (w *writer) close() {
	if mine, ok := w.line(true); ok {
		<-mine
		if w.open != nil {
			w.commit() // for those who passed the turn on to us
		}
		w.session.close()
	}
}
