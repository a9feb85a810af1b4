package main

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// A metronome is the bot's clockwork in the sandbox, where people make time pass. It
// ticks every second like any other; and what is let pass at once it walks through, so
// that the reminders of a colleague in New York are sent though somebody in Berlin has
// gone to the next morning.
type metronome struct {
	mu   sync.Mutex
	tick func() // nil until the bot serves
}

// keep is the clockwork of an app.
func (m *metronome) keep(tick func()) (stop func()) {
	m.mu.Lock()
	m.tick = tick
	m.mu.Unlock()
	return everySecond(m.beat)
}

func (m *metronome) beat() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.tick != nil {
		m.tick()
	}
}

const (
	pace     = 15 * time.Minute // every zone's full and half hours are met
	walkable = 7 * 24 * time.Hour
)

// pass moves time forward by d, in paces that end at the quarters of the hour. More than
// a week is jumped over, but for its last one. It stops early when ctx ends.
func (m *metronome) pass(ctx context.Context, now func() time.Time, advance func(time.Duration), d time.Duration) error {
	end := now().Add(d)
	if d > walkable {
		advance(d - walkable)
	}
	for {
		at := now()
		left := end.Sub(at)
		if left <= 0 {
			return nil
		}
		if ctx.Err() != nil {
			return fmt.Errorf("that took too long; it is %s now", at.Format("Monday 15:04"))
		}
		advance(min(left, at.Truncate(pace).Add(pace).Sub(at)))
		m.beat()
	}
}
