package bot

import (
	"context"
	"fmt"
	"runtime/debug"

	"salescoach/coach"
)

// jobs is what the bot does by itself, in this order at every tick. Each looks into
// the store what is due by now and is harmless to repeat: a tick that is missed, or
// come twice, or in two processes at once, changes nothing.
var jobs = []struct {
	name string
	do   func(*Bot, context.Context) error
}{
	{"nudges", (*Bot).planNudges},
	{"polls", (*Bot).closePolls},
	{"outbox", (*Bot).sendPosts}, // last: what was planned goes out at once
}

// Tick does what is due now. One that fails, or panics, keeps no other from its turn,
// and comes again at the next tick.
func (b *Bot) Tick(ctx context.Context) {
	for _, job := range jobs {
		if ctx.Err() != nil {
			return
		}
		if err := b.work(ctx, job.do); err != nil {
			b.o.Log.Error("job failed", "job", job.name, "kind", coach.KindOf(err), "err", Redact(err.Error()))
		}
	}
}

func (b *Bot) work(ctx context.Context, do func(*Bot, context.Context) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return do(b, ctx)
}
