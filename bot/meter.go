package bot

import (
	"context"
	"sync"
)

// meter tells when every acknowledgement that was queued has been written.
// slack-go does not: its Ack means "queued", and ending it drops the queue. But
// the websocket library takes a buffer from a pool for each message and gives it
// back once the message is out, so the pool can count.
type meter struct {
	buffers sync.Pool

	mu      sync.Mutex
	pending int
	changed chan struct{} // closed and replaced when pending falls to zero
}

func newMeter() *meter { return &meter{changed: make(chan struct{})} }

func (m *meter) queued() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.pending++
}

// Get is websocket.BufferPool's: the start of a message.
func (m *meter) Get() any { return m.buffers.Get() }

// Put is websocket.BufferPool's: the end of a message, written or failed. Pings
// and pongs use no pool. With nil it counts one that was given up.
func (m *meter) Put(buffer any) {
	if buffer != nil {
		m.buffers.Put(buffer)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.pending--; m.pending == 0 {
		close(m.changed)
		m.changed = make(chan struct{})
	}
}

// wait returns when all is written, or when ctx ends: a message that failed
// before it took a buffer stays on the books.
func (m *meter) wait(ctx context.Context) {
	for {
		m.mu.Lock()
		pending, changed := m.pending, m.changed
		m.mu.Unlock()
		if pending <= 0 {
			return
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return
		}
	}
}
