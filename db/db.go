package db

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"salescoach/coach"
)

// readers is how many Views run at once. They share two processors' worth of
// work with the writer; more connections only cost memory (8 MB of cache each).
const readers = 4

// Options are what a DB may be told. The zero Options are good.
type Options struct {
	Now  func() time.Time      // stamps migrations; time.Now when nil
	Log  *slog.Logger          // nothing is logged when nil
	Reg  prometheus.Registerer // where metrics are registered; nowhere when nil
	Wait time.Duration         // how long an Update waits to begin, for other writers of this and of other processes; 2 s when 0: Slack gives us three
}

// DB is a coach.Store in a database. Its methods may be called from any
// goroutine.
type DB struct {
	url     string
	path    string
	log     *slog.Logger
	pools   pools
	writer  *writer
	metrics instruments
	readers chan *session
	closing sync.Once
	closed  chan struct{}
}

var _ coach.Store = (*DB)(nil)

// Open opens the database of a URL (sqlite:PATH), makes it when it is not there,
// and brings its schema up to date. Errors are one line for an operator: they
// name the file and the mend. Nothing is changed by a failed Open.
func Open(ctx context.Context, url string, o Options) (*DB, error) {
	path, err := pathOf(url)
	if err != nil {
		return nil, err
	}
	o = o.filled()
	p, err := openPools(ctx, path, o)
	if err != nil {
		return nil, explain(path, err)
	}
	return newDB(url, path, p, o), nil
}

func newDB(url, path string, p pools, o Options) *DB {
	d := &DB{url: url, path: path, log: o.Log, pools: p, readers: make(chan *session, readers), closed: make(chan struct{})}
	d.metrics = newInstruments(o.Reg, path)
	d.writer = &writer{session: &session{pool: p.write}, wait: o.Wait, log: o.Log, waited: d.metrics.waited}
	for range readers {
		d.readers <- &session{pool: p.read}
	}
	return d
}

func (o Options) filled() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Wait == 0 {
		o.Wait = 2 * time.Second
	}
	return o
}

// pathOf is the file of a database URL.
func pathOf(url string) (string, error) {
	scheme, path, _ := strings.Cut(url, ":")
	switch {
	case scheme == "sqlite" && path != "":
		return strings.TrimPrefix(path, "//"), nil
	case scheme == "postgres" || scheme == "postgresql":
		return "", coach.Errorf(coach.Invalid, "Postgres isn't in this version; use sqlite:PATH.")
	}
	return "", coach.Errorf(coach.Invalid, "A database URL looks like sqlite:salescoach.db; this one doesn't.")
}

// View implements coach.Store.
func (d *DB) View(ctx context.Context, workspace string, fn func(coach.Reader) error) error {
	return d.metrics.heard(d.viewer(ctx, workspace, fn))
}

// viewer waits for one of the readers, and runs fn on it.
func (d *DB) viewer(ctx context.Context, workspace string, fn func(coach.Reader) error) error {
	var s *session
	select {
	case s = <-d.readers:
	case <-d.closed:
		return coach.Errorf(coach.Busy, sayClosed)
	case <-ctx.Done():
		return classify(ctx.Err())
	}
	defer func() { d.readers <- s }()
	if err := ctx.Err(); err != nil {
		return classify(err)
	}
	return d.view(ctx, s, workspace, fn)
}

func (d *DB) view(ctx context.Context, s *session, workspace string, fn func(coach.Reader) error) error {
	if _, err := s.exec("BEGIN"); err != nil {
		s.discard(d.log)
		return classify(err)
	}
	r := &reader{s: s, ctx: ctx, workspace: workspace}
	defer func() {
		r.failed = errEnded
		if _, err := s.exec("ROLLBACK"); err != nil {
			s.discard(d.log)
		}
	}()
	err := guarded(func() error { return fn(r) })
	if err == nil {
		err = r.failed
	}
	return err
}

// Update implements coach.Store. It returns once the commit is durable; callers
// who come together share one. A ctx that ends before fn begins ends the wait;
// after that it is not asked.
func (d *DB) Update(ctx context.Context, workspace string, fn func(coach.Tx) error) error {
	return d.metrics.heard(d.writer.update(ctx, workspace, fn))
}

// Ping says whether the database can be read.
func (d *DB) Ping(ctx context.Context) error {
	return d.View(ctx, "", func(r coach.Reader) error {
		_, err := r.Setting("")
		return err
	})
}

// Close waits for the transactions that have begun and closes the file.
func (d *DB) Close() error {
	var err error
	d.closing.Do(func() { // a second Close finds nothing to do
		close(d.closed)
		d.writer.close()
		for range readers {
			s := <-d.readers
			s.close()
		}
		err = d.pools.close()
	})
	return err
}
