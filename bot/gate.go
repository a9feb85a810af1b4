package bot

import (
	"math/rand/v2"
	"sync"
	"time"
)

// openGate paces apps.connections.open. slack-go asks for a new socket at once
// when one closes, thousands of times a second if Slack closes each: this is
// where that ends, inside the client, so that acknowledgements waiting for the
// next socket survive. The first few are free, for a refresh must leave no gap;
// then each waits longer, until a minute has passed without any.
type openGate struct {
	free        int
	base, limit time.Duration
	calm        time.Duration

	mu   sync.Mutex
	last time.Time // when the newest was, or will be, let through
	n    int       // how many since calm
}

func newOpenGate() *openGate {
	return &openGate{free: 4, base: time.Second, limit: 20 * time.Second, calm: time.Minute}
}

// reserve books the next open and returns how long to wait for it.
func (g *openGate) reserve(now time.Time) time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	if now.Sub(g.last) >= g.calm {
		g.n = 0
	}
	at := now
	if g.n++; g.n > g.free {
		delay := min(g.base<<min(g.n-g.free-1, 10), g.limit)
		delay += rand.N(delay/2 + 1) // #nosec G404 -- keeps replicas apart, guards nothing
		if next := g.last.Add(delay); next.After(now) {
			at = next
		}
	}
	g.last = at
	return at.Sub(now)
}
