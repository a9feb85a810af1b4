package sandbox

import (
	"container/heap"
	"sync"
	"time"
)

// clock is a base clock plus an offset, with timers that fire when either the
// base moves on or somebody advances the offset. Timer functions run one after
// another, without the clock's lock and never under the workspace's.
type clock struct {
	base func() time.Time

	mu      sync.Mutex
	offset  time.Duration
	timers  timerHeap
	seq     uint64
	wake    chan struct{} // capacity 1: the earliest timer changed
	quit    chan struct{}
	stopped bool
	firing  sync.Mutex // held while due functions run, so that they keep their order
}

type timer struct {
	at    time.Time
	seq   uint64 // breaks ties in favour of the older timer
	fn    func()
	index int // in the heap; -1 once fired or stopped
}

func newClock(base func() time.Time) *clock {
	return &clock{base: base, wake: make(chan struct{}, 1), quit: make(chan struct{})}
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.base().Add(c.offset)
}

// after calls fn once d has passed on this clock. Stop the result to cancel.
func (c *clock) after(d time.Duration, fn func()) *timer {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.seq++
	t := &timer{at: c.base().Add(c.offset + d), seq: c.seq, fn: fn}
	heap.Push(&c.timers, t)
	if t.index == 0 {
		c.nudge()
	}
	return t
}

// cancel forgets t; it is harmless for nil, fired and cancelled timers.
func (c *clock) cancel(t *timer) {
	if t == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if t.index >= 0 {
		heap.Remove(&c.timers, t.index)
	}
}

func (c *clock) advance(d time.Duration) {
	if d > 0 {
		c.mu.Lock()
		c.offset += d
		c.mu.Unlock()
	}
	c.fire()
}

// fire runs everything due. What a timer starts counts from the time reached,
// so a chain of retries is not played through in one go.
func (c *clock) fire() {
	c.firing.Lock()
	defer c.firing.Unlock()
	for _, t := range c.due() {
		t.fn()
	}
}

func (c *clock) due() []*timer {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.base().Add(c.offset)
	var due []*timer
	for len(c.timers) > 0 && !c.timers[0].at.After(now) {
		due = append(due, heap.Pop(&c.timers).(*timer))
	}
	return due
}

func (c *clock) start() { go c.run() }

func (c *clock) stop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.stopped {
		c.stopped = true
		close(c.quit)
	}
}

// run lets real time fire timers. It sleeps for the distance to the earliest
// one and looks again, so a base clock that stands still costs nothing.
func (c *clock) run() {
	for {
		var tick <-chan time.Time
		if d, ok := c.untilNext(); ok {
			tick = time.After(max(d, time.Millisecond))
		}
		select {
		case <-tick:
			c.fire()
		case <-c.wake:
		case <-c.quit:
			return
		}
	}
}

func (c *clock) untilNext() (time.Duration, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.timers) == 0 {
		return 0, false
	}
	return c.timers[0].at.Sub(c.base().Add(c.offset)), true
}

func (c *clock) nudge() {
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

type timerHeap []*timer

func (h timerHeap) Len() int { return len(h) }
func (h timerHeap) Less(i, j int) bool {
	if h[i].at.Equal(h[j].at) {
		return h[i].seq < h[j].seq
	}
	return h[i].at.Before(h[j].at)
}
func (h timerHeap) Swap(i, j int) {
	h[i], h[j] = h[j], h[i]
	h[i].index, h[j].index = i, j
}
func (h *timerHeap) Push(x any) {
	t := x.(*timer)
	t.index = len(*h)
	*h = append(*h, t)
}
func (h *timerHeap) Pop() any {
	old := *h
	t := old[len(old)-1]
	old[len(old)-1] = nil
	*h = old[:len(old)-1]
	t.index = -1
	return t
}
