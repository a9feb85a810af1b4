package sandbox

import (
	"slices"
	"testing"
	"time"
)

func TestTimersFireInOrderOnceTheirTimeHasCome(t *testing.T) {
	c := newClock(standing)
	var fired []int
	add := func(n int, d time.Duration) *timer { return c.after(d, func() { fired = append(fired, n) }) }
	add(3, 3*time.Second)
	add(1, time.Second)
	gone := add(2, 2*time.Second)
	add(4, 3*time.Second)
	c.cancel(gone)
	c.cancel(gone)
	c.cancel(nil)
	c.advance(3*time.Second - 1)
	if !slices.Equal(fired, []int{1}) {
		t.Errorf("before three seconds fired %v", fired)
	}
	c.advance(1)
	if !slices.Equal(fired, []int{1, 3, 4}) {
		t.Errorf("at three seconds fired %v", fired)
	}
}

func TestATimerStartedByATimerCountsFromTheTimeReached(t *testing.T) {
	c := newClock(standing)
	chained := false
	c.after(time.Second, func() { c.after(time.Second, func() { chained = true }) })
	c.advance(time.Hour)
	if chained {
		t.Error("a chain of timers was played through in one go")
	}
	c.advance(time.Second)
	if !chained {
		t.Error("the second timer never fired")
	}
}

func TestRealTimeFiresTimersToo(t *testing.T) {
	c := newClock(time.Now)
	c.start()
	defer c.stop()
	fired := make(chan struct{}, 2)
	c.after(time.Hour, func() { t.Error("an hour has not passed") })
	c.after(20*time.Millisecond, func() { fired <- struct{}{} })
	select {
	case <-fired:
	case <-soon(t).Done():
		t.Error("the timer never fired")
	}
}

func TestALimiterRefillsWithTime(t *testing.T) {
	l := newLimiter()
	now := start
	for i := range 5 {
		if wait := l.take("k", now, 60, 5); wait != 0 {
			t.Fatalf("call %d must wait %s", i+1, wait)
		}
	}
	if wait := l.take("k", now, 60, 5); wait != time.Second {
		t.Errorf("the sixth call must wait %s, want 1s", wait)
	}
	if wait := l.take("k", now.Add(time.Second), 60, 5); wait != 0 {
		t.Errorf("a second later one must wait %s", wait)
	}
	for i := range 2 * maxBuckets {
		l.take(itoa(i), now.Add(time.Duration(i)*time.Second), 60, 5)
	}
	if n := len(l.buckets); n > maxBuckets {
		t.Errorf("%d buckets are kept", n)
	}
}
