package main

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"io"
	"log/slog"
	"net"
	"time"
	_ "time/tzdata" // zones of reps, on machines without a zone database

	"github.com/prometheus/client_golang/prometheus"

	"salescoach/bot"
	"salescoach/coach"
	"salescoach/db"
)

// app is what every command stands on: settings, the way out, the clock.
type app struct {
	config      config
	illSettings []error // what of the environment could not be read; only the doctor goes on then
	stdin       io.Reader
	stdout      io.Writer
	log         *slog.Logger
	now         func() time.Time
	newID       func() string

	// clockwork calls tick again and again until it is told to stop; nil is cron's.
	clockwork func(tick func()) (stop func())

	metrics registry                                            // nil: nothing is counted for anybody
	listen  func(network, address string) (net.Listener, error) // for health and metrics; nil is net's

	unpaced bool // nobody is told to slow down: for measuring
}

// registry is where metrics are registered, and gathered from.
type registry interface {
	prometheus.Registerer
	prometheus.Gatherer
}

// inOrder is an alphabet whose letters sort like their values. It begins with a
// digit, as every id does for centuries: one that began with a dash would be a
// formula to a spreadsheet and a flag to a shell.
var inOrder = base64.NewEncoding("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~").WithPadding(base64.NoPadding)

// newID makes ids that sort by the millisecond they were made in, so that rows
// which belong together lie together: 48 bits of time, 48 of chance, written in
// sixteen letters. An id stands in every row and index of a database; a UUID's
// thirty-six letters made the file half as large again.
func newID() string {
	var b [12]byte
	binary.BigEndian.PutUint64(b[:8], uint64(time.Now().UnixMilli())<<16)
	rand.Read(b[6:]) // never fails: it ends the process instead
	return inOrder.EncodeToString(b[:])
}

// newLog makes the logger: text or JSON, without tokens and response URLs
// whatever somebody hands it.
func newLog(c config, w io.Writer) *slog.Logger {
	o := &slog.HandlerOptions{Level: c.LogLevel.Level}
	var h slog.Handler = slog.NewTextHandler(w, o)
	if c.LogFormat == "json" {
		h = slog.NewJSONHandler(w, o)
	}
	return slog.New(bot.RedactHandler(h))
}

// open opens the database and makes the coach over it. Close the database last.
func (a *app) open(ctx context.Context) (*coach.Coach, *db.DB, error) {
	book, err := coach.LoadBook(a.config.PlaysDir)
	if err != nil {
		return nil, nil, err
	}
	store, err := db.Open(ctx, a.config.Database, db.Options{Now: a.now, Log: a.log, Reg: a.registerer()})
	if err != nil {
		return nil, nil, err
	}
	return coach.New(store, a.config.coaching(book, a.now, a.newID, a.log)), store, nil
}

// coaching is the settings as the coach wants them.
func (c config) coaching(book *coach.Book, now func() time.Time, newID func() string, log *slog.Logger) coach.Options {
	return coach.Options{
		Now: now, NewID: newID, Book: book, Log: log,
		Rules:    coach.Rules{Target: int(c.Followups), Gaps: c.Gaps, StalledAfter: int(c.StalledAfter)},
		WorkDays: c.WorkDays, Holidays: c.Holidays, Zone: c.Zone.Location,
		Nudge: c.Nudge, NudgeCap: int(c.NudgeCap), Quiet: c.Quiet.Quiet,
		Digest: c.Digest, DigestIn: c.DigestIn, DigestNames: c.DigestNames,
	}
}

// sentence is an error as the command line shows it: for people, in one line.
func sentence(err error) string {
	var e *coach.Error
	if errors.As(err, &e) {
		return e.Sentence
	}
	return err.Error()
}
