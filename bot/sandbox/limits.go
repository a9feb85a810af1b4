package sandbox

import (
	"math"
	"time"
)

// tier is a method's rate limit class, in calls per minute and workspace.
type tier int

const (
	tier2   tier = 20
	tier3   tier = 50
	tier4   tier = 100
	special tier = 600
	// posting: one per second and channel beside several hundred per minute.
	posting tier = 300
)

const (
	channelBurst  = 5 // posts into one channel tolerated at once
	responseBurst = 3
)

// limiter holds one token bucket per key. Guarded by Workspace.mu. It runs on
// the base clock, because a client waits for Retry-After in real seconds.
type limiter struct {
	buckets map[string]*bucket
}

type bucket struct {
	tokens float64
	at     time.Time
}

func newLimiter() limiter { return limiter{buckets: map[string]*bucket{}} }

// maxBuckets bounds memory: beyond it full buckets, which say nothing, go.
const maxBuckets = 10000

// take spends a token, or tells how long until there is one. A bucket holds
// burst tokens and gains perMinute in a minute.
func (l *limiter) take(key string, now time.Time, perMinute, burst float64) time.Duration {
	b := l.buckets[key]
	if b == nil {
		if len(l.buckets) >= maxBuckets {
			l.forget(now)
		}
		b = &bucket{tokens: burst, at: now}
		l.buckets[key] = b
	}
	b.tokens = math.Min(burst, b.tokens+now.Sub(b.at).Minutes()*perMinute)
	b.at = now
	if b.tokens >= 1 {
		b.tokens--
		return 0
	}
	return time.Duration((1 - b.tokens) / perMinute * float64(time.Minute))
}

// forget drops buckets nobody took from for a minute.
func (l *limiter) forget(now time.Time) {
	for k, b := range l.buckets {
		if now.Sub(b.at) > time.Minute {
			delete(l.buckets, k)
		}
	}
}

// limited says how long the caller must wait before this call; 0 lets it pass.
func (w *Workspace) limited(c *call, m method) time.Duration {
	if w.opt.NoRateLimits {
		return 0
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	now := w.opt.Now()
	if m.tier == posting {
		if wait := w.limits.take("channel:"+c.args.str("channel"), now, 60, channelBurst); wait > 0 {
			return wait
		}
	}
	return w.limits.take(c.method, now, float64(m.tier), float64(m.tier))
}
