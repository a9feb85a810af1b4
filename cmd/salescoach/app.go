package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"time"
	_ "time/tzdata" // zones of reps, on machines without a zone database

	"github.com/google/uuid"

	"salescoach/bot"
	"salescoach/coach"
	"salescoach/db"
)

// app is what every command stands on: settings, the way out, the clock.
type app struct {
	config config
	stdin  io.Reader
	stdout io.Writer
	log    *slog.Logger
	now    func() time.Time
	newID  func() string

	unpaced bool // nobody is told to slow down: for measuring
}

// newID makes ids that sort by the time they were made (UUID version 7), so that
// rows which belong together lie together.
func newID() string {
	id, err := uuid.NewV7()
	if err != nil {
		return uuid.NewString() // no clock sequence to be had; any unique id will do
	}
	return id.String()
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
	store, err := db.Open(ctx, a.config.Database, db.Options{Now: a.now, Log: a.log})
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
