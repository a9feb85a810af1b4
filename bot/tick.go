package bot

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"salescoach/coach"
)

// jobs is what the bot does by itself, in this order at every tick. Each looks into
// the store what is due by now and is harmless to repeat: a tick that is missed, or
// come twice, or in two processes at once, changes nothing.
var jobs = []struct {
	name string
	do   func(*Bot, context.Context) error
}{
	{"managers", (*Bot).refreshManagers},
	{"rooms", (*Bot).refreshRooms},
	{"nudges", (*Bot).planNudges},
	{"polls", (*Bot).closePolls},
	{"digests", (*Bot).planDigests},
	{"outbox", (*Bot).sendPosts}, // after them: what was planned goes out at once
	{"housekeeping", (*Bot).housekeep},
}

// Tick does what is due now. One that fails, or panics, keeps no other from its turn,
// and comes again at the next tick.
func (b *Bot) Tick(ctx context.Context) {
	for _, job := range jobs {
		if ctx.Err() != nil {
			return
		}
		began := b.o.Now()
		err := b.work(ctx, job.do)
		b.o.Metrics.jobs.WithLabelValues(job.name).Observe(b.o.Now().Sub(began).Seconds())
		if err != nil {
			b.o.Metrics.jobsFailed.WithLabelValues(job.name).Inc()
			b.o.Log.Error("job failed", "job", job.name, "kind", coach.KindOf(err), "err", Redact(err.Error()))
		}
	}
}

func (b *Bot) work(ctx context.Context, do func(*Bot, context.Context) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			b.o.Metrics.panics.WithLabelValues(inJob).Inc()
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return do(b, ctx)
}

// restraint keeps what a job could not do from being tried at every tick.
type restraint struct {
	mu    sync.Mutex
	tried map[string]time.Time
}

// restFor is how long something is left alone after it was tried.
const restFor = time.Minute

// tooSoon says whether something was tried a moment ago; else it counts as tried now.
func (r *restraint) tooSoon(what string, now time.Time) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if last, ok := r.tried[what]; ok && now.Sub(last) < restFor && !now.Before(last) {
		return true
	}
	if r.tried == nil || len(r.tried) >= maxPeople {
		r.tried = map[string]time.Time{}
	}
	r.tried[what] = now
	return false
}
