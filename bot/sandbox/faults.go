package sandbox

import (
	"slices"
	"time"

	"github.com/gorilla/websocket"
)

// faults are what is set to go wrong. Guarded by Workspace.mu.
type faults struct {
	linkDisabled    bool
	muted           bool
	refuseUpgrades  int
	refuseStatus    int
	acceptThenClose int
	duplicateEvery  int
	loseAcks        int
	delay           time.Duration
	slowFiles       int
	refused         []string             // types of blocks and elements
	api             map[string]*APIFault // by method; "" for all
}

func newFaults() faults { return faults{api: map[string]*APIFault{}} }

// APIFault is what happens to Web API calls.
type APIFault struct {
	Times      int           // calls affected; 0: until cleared
	For        time.Duration // how long, on the workspace's clock; 0: until cleared
	Status     int           // answer this status and do nothing, such as 429, 500, 503
	RetryAfter time.Duration // the Retry-After header beside Status
	Error      string        // answer ok:false with this code, such as token_revoked
	Slow       time.Duration // wait first, in real time
	LoseReply  bool          // do it, then cut the connection
	HoldReply  time.Duration // do it, then answer so much later, in real time
	Date       time.Time     // the answer's Date header; zero: the machine's clock
	Location   string        // of a file that is downloaded: redirect there

	until time.Time
}

// Faults makes things go wrong. Its methods take effect at once.
type Faults struct{ w *Workspace }

// Faults is the switchboard for everything that can be made to go wrong.
func (w *Workspace) Faults() Faults { return Faults{w} }

func (f Faults) locked(do func()) {
	f.w.mu.Lock()
	defer f.w.mu.Unlock()
	do()
	f.w.publish(Event{Kind: FaultsChanged})
}

// Reset ends all faults that last; it does not reopen what was closed.
func (f Faults) Reset() {
	f.locked(func() {
		f.w.faults = newFaults()
		for _, s := range f.w.sock.open {
			s.muted = false
		}
	})
}

// DropSockets cuts all connections, without a close handshake.
func (f Faults) DropSockets() { f.w.dropSockets() }

// DropSocket cuts the oldest connection.
func (f Faults) DropSocket() {
	f.locked(func() {
		if open := f.w.sock.open; len(open) > 0 {
			open[0].end()
		}
	})
}

// ResetMidFrame cuts all connections in the middle of a frame.
func (f Faults) ResetMidFrame() {
	head := []byte{0x81, 126, 0x03, 0xE8} // a text frame of 1,000 bytes
	f.each(func(s *socket) { s.send(frame{rawBytes, append(head, `{"envelope_id":"half`...)}) })
}

// Refresh asks all connections to reconnect (refresh_requested).
func (f Faults) Refresh() {
	for _, s := range f.sockets() {
		f.w.refresh(s)
	}
}

// RefreshOne asks the oldest connection to reconnect.
func (f Faults) RefreshOne() {
	for _, s := range f.sockets() {
		f.w.refresh(s)
		return
	}
}

// Warn announces a refresh (warning) and asks for it after the notice, which
// is about ten seconds at Slack.
func (f Faults) Warn(notice time.Duration) {
	for _, s := range f.sockets() {
		f.locked(func() { s.sendDisconnect("warning") })
		time.AfterFunc(notice, func() { f.w.refresh(s) })
	}
}

// DisableLink switches Socket Mode off: every connection, now and later, is
// told link_disabled and closed, until EnableLink.
func (f Faults) DisableLink() {
	f.locked(func() {
		f.w.faults.linkDisabled = true
		for _, s := range f.w.sock.open {
			f.w.dismiss(s, "link_disabled")
		}
	})
}

// EnableLink ends DisableLink.
func (f Faults) EnableLink() { f.locked(func() { f.w.faults.linkDisabled = false }) }

// Mute stops (or resumes) pings on all connections, present and future: the
// half-open link that a client must notice by itself.
func (f Faults) Mute(on bool) {
	f.locked(func() {
		f.w.faults.muted = on
		for _, s := range f.w.sock.open {
			s.muted = on
		}
	})
}

// RefuseUpgrades answers the next n WebSocket upgrades with the status (409, 503 …).
func (f Faults) RefuseUpgrades(n, status int) {
	f.locked(func() { f.w.faults.refuseUpgrades, f.w.faults.refuseStatus = n, status })
}

// AcceptThenClose accepts the next n connections and closes them at once.
func (f Faults) AcceptThenClose(n int) { f.locked(func() { f.w.faults.acceptThenClose = n }) }

// Garbage sends a frame that is not JSON on all connections.
func (f Faults) Garbage() {
	f.each(func(s *socket) { s.send(frame{websocket.TextMessage, []byte("\x00not json{")}) })
}

// UnknownEnvelope sends an envelope of an unknown type and returns its id; it
// is counted like others, so an app that acks it can be told from one that
// does not.
func (f Faults) UnknownEnvelope() string {
	e := &envelope{kind: "carrier_pigeon", payload: []byte(`{"hello":"there"}`)}
	f.locked(func() {
		f.w.track(e)
		f.w.put(e)
	})
	return e.id
}

// DuplicateEvery sends every nth envelope twice under the same envelope_id; 0
// stops that.
func (f Faults) DuplicateEvery(n int) { f.locked(func() { f.w.faults.duplicateEvery = n }) }

// Redeliver sends a past envelope once more, as a copy with the same payload
// (so the same event_id or trigger_id) and a new envelope_id, which it
// returns. Unless the first copy went un-acked, the copy's answer shows
// nothing. It is "" when the envelope is not remembered.
func (f Faults) Redeliver(envelopeID string) string {
	id := ""
	f.locked(func() {
		e := f.w.sock.byID[envelopeID]
		if e == nil {
			return
		}
		again := &envelope{kind: e.kind, identity: e.identity, payload: e.payload, accepts: e.accepts, attempt: e.attempt}
		if e.kind == "events_api" {
			again.attempt, again.reason = min(e.attempt+1, len(retryAfter)), "timeout"
		}
		if !e.got {
			again.onAck = e.onAck
		}
		f.w.track(again)
		f.w.put(again)
		id = again.id
	})
	return id
}

// Delay delivers envelopes later by d of the workspace's clock; 0 stops that.
// People still give up three seconds after their act.
func (f Faults) Delay(d time.Duration) { f.locked(func() { f.w.faults.delay = d }) }

// LoseAcks ignores the next n acks.
func (f Faults) LoseAcks(n int) { f.locked(func() { f.w.faults.loseAcks = n }) }

// RefuseBlocks refuses blocks and elements of a type, as a Slack does that does not
// have them yet.
func (f Faults) RefuseBlocks(kind string) {
	f.locked(func() { f.w.faults.refused = append(slices.Clone(f.w.faults.refused), kind) })
}

// SlowFiles refuses the next n blocks that show a file of the app's: Slack looks at a
// new file first, and has not done so yet.
func (f Faults) SlowFiles(n int) { f.locked(func() { f.w.faults.slowFiles = n }) }

// API makes calls to a method fail; "" means every method without a fault of
// its own, "response_url" posts to response URLs and "upload" the bytes of files
// (Status only). A zero fault clears.
func (f Faults) API(method string, fault APIFault) {
	f.locked(func() {
		if fault == (APIFault{}) {
			delete(f.w.faults.api, method)
			return
		}
		if fault.For > 0 {
			fault.until = f.w.clock.now().Add(fault.For)
		}
		f.w.faults.api[method] = &fault
	})
}

func (f Faults) sockets() []*socket {
	f.w.mu.Lock()
	defer f.w.mu.Unlock()
	return append([]*socket(nil), f.w.sock.open...)
}

func (f Faults) each(do func(*socket)) {
	f.locked(func() {
		for _, s := range f.w.sock.open {
			do(s)
		}
	})
}

// apiFault is the fault for one call, the zero value for none; it counts down.
func (w *Workspace) apiFault(method string) APIFault {
	w.mu.Lock()
	defer w.mu.Unlock()
	key := method
	f := w.faults.api[key]
	if f == nil {
		key = ""
		f = w.faults.api[key]
	}
	if f == nil {
		return APIFault{}
	}
	if f.For > 0 && w.clock.now().After(f.until) {
		delete(w.faults.api, key)
		return APIFault{}
	}
	if f.Times > 0 {
		if f.Times--; f.Times == 0 {
			delete(w.faults.api, key)
			w.publish(Event{Kind: FaultsChanged})
		}
	}
	return *f
}

// upgradeRefused is the status for the next WebSocket upgrade; 0 lets it pass.
func (w *Workspace) upgradeRefused() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.faults.refuseUpgrades == 0 {
		return 0
	}
	w.countDown(&w.faults.refuseUpgrades)
	return w.faults.refuseStatus
}

// countDown takes one from what goes wrong a number of times, and says so when that is
// over; the caller holds w.mu.
func (w *Workspace) countDown(left *int) {
	if *left--; *left == 0 {
		w.publish(Event{Kind: FaultsChanged})
	}
}
