package db

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
	sqlite3 "modernc.org/sqlite/lib"
)

// instruments are what a DB counts with; docs/operating.md says what each means.
type instruments struct {
	wait   prometheus.Histogram   // for the turn to write and the file's lock, also in vain
	errors *prometheus.CounterVec // by kind
}

// newInstruments makes the metrics of a file and registers them; with nil they count for
// nobody.
func newInstruments(reg prometheus.Registerer, path string) instruments {
	f := promauto.With(reg)
	m := instruments{
		wait: f.NewHistogram(prometheus.HistogramOpts{
			Name: "salescoach_db_writer_wait_seconds", Help: "How long a change waited until it could write, or gave up.",
			// The last is where waits end that were in vain, at two seconds and a little.
			Buckets: []float64{.00001, .0001, .001, .01, .05, .1, .25, .5, 1, 2, 5},
		}),
		errors: f.NewCounterVec(prometheus.CounterOpts{Name: "salescoach_db_errors_total", Help: "Errors of the database by kind."}, []string{"kind"}),
	}
	for _, kind := range errorKinds {
		m.errors.WithLabelValues(kind) // so that a first one shows as a rise from zero
	}
	f.NewGaugeFunc(prometheus.GaugeOpts{Name: "salescoach_db_bytes", Help: "Size of the database's file and of its log, in bytes."},
		func() float64 { return float64(size(path) + size(path+"-wal")) })
	f.NewGaugeFunc(prometheus.GaugeOpts{Name: "salescoach_db_disk_free_bytes", Help: "Free room on the database's disk, in bytes; -1 where it cannot be told."},
		func() float64 {
			if free, ok := FreeBytes(path); ok {
				return float64(free)
			}
			return -1
		})
	return m
}

func size(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}

// FreeBytes is the room on the disk of a file, which need not exist, that we may use;
// not ok where the system does not tell.
func FreeBytes(path string) (bytes uint64, ok bool) { return freeBytes(filepath.Dir(path)) }

// The kinds of errors of a database.
const (
	errorLocked     = "locked"     // by another program, or it took too long
	errorFull       = "full"       // the disk is
	errorDisk       = "disk"       // it cannot be read or written
	errorReadOnly   = "read_only"  //
	errorDamaged    = "damaged"    // restore a backup
	errorConstraint = "constraint" // something was there already, or what it belongs to was not
	errorPanic      = "panic"      // of what was to be done in a transaction: a fault of the program
	errorOther      = "other"
)

var errorKinds = []string{errorLocked, errorFull, errorDisk, errorReadOnly, errorDamaged, errorConstraint, errorPanic, errorOther}

// heard counts an error on its way to the caller, and gives it back.
func (m instruments) heard(err error) error {
	if err == nil {
		return nil
	}
	var p *panicked
	code := primaryCode(err)
	switch {
	case errors.As(err, &p):
		m.errors.WithLabelValues(errorPanic).Inc()
	case code != 0:
		m.errors.WithLabelValues(errorKind(code)).Inc()
	case errors.Is(err, context.DeadlineExceeded): // somebody hung up is no error of ours
		m.errors.WithLabelValues(errorLocked).Inc()
	}
	return err
}

func errorKind(code int) string {
	switch code {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_INTERRUPT:
		return errorLocked
	case sqlite3.SQLITE_FULL:
		return errorFull
	case sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_NOMEM:
		return errorDisk
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM:
		return errorReadOnly
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return errorDamaged
	case sqlite3.SQLITE_CONSTRAINT:
		return errorConstraint
	}
	return errorOther
}

// waited notes how long somebody waited to begin.
func (m instruments) waited(d time.Duration) { m.wait.Observe(d.Seconds()) }
