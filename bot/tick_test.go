package bot

import (
	"context"
	"log/slog"
	"slices"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil"
)

// What goes wrong in one job, however badly, keeps no other from its turn and the bot
// alive: it comes again at the next tick.
func TestAJobThatPanicsKeepsNoOtherFromItsTurn(t *testing.T) {
	was := jobs
	t.Cleanup(func() { jobs = was })
	jobs = slices.Clone(was[:2])
	panicked, done := 0, 0
	jobs[0].do = func(*Bot, context.Context) error { panicked++; panic("a fault of the program") }
	jobs[1].do = func(*Bot, context.Context) error { done++; return nil }
	b := New(Options{Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC) }})
	for range 2 {
		b.Tick(t.Context())
	}
	if panicked != 2 || done != 2 {
		t.Errorf("it was tried %d times, and the next one %d times", panicked, done)
	}
	caught := testutil.ToFloat64(b.o.Metrics.panics.WithLabelValues(inJob))
	failed := testutil.ToFloat64(b.o.Metrics.jobsFailed.WithLabelValues(jobs[0].name))
	if caught != 2 || failed != 2 {
		t.Errorf("counted: %v caught, %v failed", caught, failed)
	}
}
