package sandbox

// Kind says what an Event is about.
type Kind string

// Kinds of change. Channel and User tell where and for whom, when known.
const (
	MessagePosted  Kind = "message"         // also ephemerals: User is then the only viewer
	MessageChanged Kind = "message_changed" // edited or replaced
	MessageDeleted Kind = "message_deleted"
	ModalChanged   Kind = "modal" // User's view stack or a view in it
	HomeChanged    Kind = "home"  // User's Home
	PeopleChanged  Kind = "people"
	ChannelChanged Kind = "channel" // created, joined, renamed
	SocketChanged  Kind = "socket"  // one opened or closed
	Acked          Kind = "ack"     // an envelope was acknowledged or given up
	ClockMoved     Kind = "clock"
	FaultsChanged  Kind = "faults" // something goes wrong from now on, or no more
	Resync         Kind = "resync" // the subscriber fell behind: read everything again
)

// Event is one change of the workspace's state. It carries no content: read
// the state for that, as the viewer.
type Event struct {
	Kind    Kind
	Channel string // id, when the change belongs to a channel
	User    string // id, when only one person can see it
}

// watchers are the subscriptions; guarded by Workspace.mu.
type watchers struct {
	events map[chan Event]struct{}
	dirty  map[chan struct{}]struct{}
}

// eventQueue bounds what a slow subscriber holds; beyond it events are replaced
// by one Resync, never by blocking the workspace.
const eventQueue = 256

// Subscribe reports every change from now on until cancel is called. A reader
// that falls behind gets a Resync in place of what it missed. The channel is
// never closed.
func (w *Workspace) Subscribe() (<-chan Event, func()) {
	ch := make(chan Event, eventQueue)
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.watch.events == nil {
		w.watch.events = map[chan Event]struct{}{}
	}
	w.watch.events[ch] = struct{}{}
	return ch, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		delete(w.watch.events, ch)
	}
}

// dirty is Subscribe for those who only want to know that something changed.
func (w *Workspace) dirty() (<-chan struct{}, func()) {
	ch := make(chan struct{}, 1)
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.watch.dirty == nil {
		w.watch.dirty = map[chan struct{}]struct{}{}
	}
	w.watch.dirty[ch] = struct{}{}
	return ch, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		delete(w.watch.dirty, ch)
	}
}

// publish announces a change; the caller holds w.mu.
func (w *Workspace) publish(ev Event) {
	for ch := range w.watch.dirty {
		select {
		case ch <- struct{}{}:
		default:
		}
	}
	for ch := range w.watch.events {
		offer(ch, ev)
	}
}

// offer queues ev, or, when the queue is full, drops the oldest event and
// leaves a Resync at the end. Only the holder of w.mu sends, so there is room.
func offer(ch chan Event, ev Event) {
	select {
	case ch <- ev:
		return
	default:
	}
	select {
	case <-ch:
	default:
	}
	ch <- Event{Kind: Resync}
}
