package bot

import (
	"testing"
	"time"
)

// opensWithin counts how many sockets a Slack that closes each one at once can
// make us ask for, per period of time, when both links take turns.
func opensWithin(g *openGate, total, period time.Duration) []int {
	counts := make([]int, total/period)
	start := time.Unix(1_000_000, 0)
	for now := start; ; {
		now = now.Add(g.reserve(now))
		at := now.Sub(start)
		if at >= total {
			return counts
		}
		counts[at/period]++
		now = now.Add(time.Millisecond) // accepted and closed
	}
}

func TestAFlappingSlackIsAskedAFewTimesAMinuteAfterTheFirstSeconds(t *testing.T) {
	counts := opensWithin(newOpenGate(), time.Hour, time.Minute)
	if counts[0] > 12 {
		t.Errorf("%d opens in the first minute", counts[0])
	}
	for minute, n := range counts[1:] {
		if n < 1 || n > 4 {
			t.Errorf("minute %d: %d opens, want 1 to 4", minute+1, n)
		}
	}
}

func TestARefreshAfterACalmMinuteIsNotDelayed(t *testing.T) {
	g := newOpenGate()
	now := time.Unix(1_000_000, 0)
	for range 30 { // a bad time
		now = now.Add(g.reserve(now))
	}
	now = now.Add(time.Minute)
	for i := range 4 { // both links refreshed, and once more
		if wait := g.reserve(now); wait != 0 {
			t.Errorf("open %d after a calm minute waits %v", i, wait)
		}
	}
	if wait := g.reserve(now); wait < time.Second {
		t.Errorf("the fifth in a row waits %v", wait)
	}
}

func TestReplicasDoNotKeepStep(t *testing.T) {
	now := time.Unix(1_000_000, 0)
	waits := map[time.Duration]bool{}
	for range 20 {
		g := newOpenGate()
		for range 9 {
			g.reserve(now)
		}
		waits[g.reserve(now)] = true
	}
	if len(waits) < 10 {
		t.Errorf("20 replicas wait only %d different times", len(waits))
	}
}
