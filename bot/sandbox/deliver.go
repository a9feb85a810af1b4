package sandbox

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"time"
)

// ackWithin is how long an app may take to ack.
const ackWithin = 3 * time.Second

// lostKeep is how long a command or interaction whose socket died is kept for
// the next connection; delays of up to eight minutes were seen in the field.
const lostKeep = 8 * time.Minute

// retryAfter are the waits before an event's first, second and third retry.
var retryAfter = []time.Duration{0, time.Minute, 5 * time.Minute}

// ack is what an app sends back.
type ack struct {
	EnvelopeID string          `json:"envelope_id"`
	Payload    json.RawMessage `json:"payload"`
}

// carries tells whether there is something in the payload; Bolt puts an empty
// object into every ack.
func (a ack) carries() bool {
	switch string(a.Payload) {
	case "", "null", "{}", `""`:
		return false
	}
	return true
}

// envelope is one delivery, from the act to the ack.
type envelope struct {
	id, kind string // kind: events_api, slash_commands, interactive
	identity string // event_id or trigger_id: the same in every copy
	payload  json.RawMessage
	accepts  bool // an ack payload has effect
	attempt  int
	reason   string

	sock    *socket
	created time.Time // workspace clock
	sent    time.Time // base clock
	timer   *timer
	ended   bool // acked or given up
	got     bool // acked
	late    bool
	latency time.Duration
	size    int

	onAck  func(payload json.RawMessage) *Failure // only where accepts is set; nil payload: an empty ack
	result chan *Failure                          // capacity 1; nil for events, for which nobody waits
}

// ask sends a command or interaction and waits for what becomes of it: nil when
// it was acked and the answer applied. It returns early with ctx's error; the
// envelope then lives on by itself.
func (w *Workspace) ask(ctx context.Context, e *envelope) error {
	e.result = make(chan *Failure, 1)
	w.mu.Lock()
	w.track(e)
	e.timer = w.clock.after(ackWithin, func() { w.expire(e) })
	w.deliver(e)
	w.mu.Unlock()
	select {
	case f := <-e.result:
		if f != nil {
			return f
		}
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-w.done:
		return errClosed
	}
}

// emit sends an event to the app, if it subscribed to it; nobody waits.
func (w *Workspace) emit(subscription string, event obj) {
	if !w.subscribed(subscription) {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	id := w.newID("Ev")
	payload, err := json.Marshal(obj{
		"token": "sandbox", "team_id": w.opt.TeamID, "context_team_id": w.opt.TeamID, "context_enterprise_id": nil,
		"api_app_id": w.opt.AppID, "event": event, "type": "event_callback", "event_id": id,
		"event_time": w.clock.now().Unix(),
		"authorizations": []obj{{
			"enterprise_id": nil, "team_id": w.opt.TeamID, "user_id": w.opt.BotUser, "is_bot": true, "is_enterprise_install": false,
		}},
		"is_ext_shared_channel": false, "event_context": "4-" + id,
	})
	if err != nil {
		w.problem("an event could not be written: " + err.Error())
		return
	}
	w.sendEvent(&envelope{kind: "events_api", identity: id, payload: payload})
}

// sendEvent starts one attempt; the caller holds w.mu.
func (w *Workspace) sendEvent(e *envelope) {
	w.track(e)
	e.timer = w.clock.after(ackWithin, func() { w.expire(e) })
	w.deliver(e)
}

// track gives the envelope an id and remembers it in place of the oldest.
func (w *Workspace) track(e *envelope) {
	s := &w.sock
	w.lastID++
	e.id = "env-" + strconv.FormatUint(w.lastID, 36)
	e.created = w.clock.now()
	if old := s.ring[s.ringNext]; old != nil {
		delete(s.byID, old.id)
		if old.sock != nil {
			delete(old.sock.inflight, old.id)
		}
	}
	s.ring[s.ringNext] = e
	s.ringNext = (s.ringNext + 1) % len(s.ring)
	s.byID[e.id] = e
}

// deliver hands the envelope to one open socket, at once or after the injected
// delay; the caller holds w.mu.
func (w *Workspace) deliver(e *envelope) {
	if d := w.faults.delay; d > 0 {
		w.clock.after(d, func() {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.put(e)
		})
		return
	}
	w.put(e)
}

func (w *Workspace) put(e *envelope) {
	s := w.pick()
	if s == nil {
		w.fail(e, "dispatch_failed")
		return
	}
	w.putOn(s, e)
	w.sock.puts++
	if n := w.faults.duplicateEvery; n > 0 && w.sock.puts%n == 0 {
		w.sock.count.Duplicated++
		w.putOn(w.pick(), e)
	}
}

func (w *Workspace) putOn(s *socket, e *envelope) {
	e.sock, e.sent = s, w.opt.Now()
	s.inflight[e.id] = e
	w.sock.count.Sent++
	s.send(frame{1, e.encode()})
}

// pick rotates over the sockets that take envelopes; nil when there are none.
func (w *Workspace) pick() *socket {
	s := &w.sock
	for range s.open {
		s.next++
		if x := s.open[s.next%len(s.open)]; !x.draining {
			return x
		}
	}
	return nil
}

// encode writes the frame around the ready payload.
func (e *envelope) encode() []byte {
	b := make([]byte, 0, len(e.payload)+160)
	b = append(b, `{"envelope_id":"`...)
	b = append(b, e.id...)
	b = append(b, `","payload":`...)
	b = append(b, e.payload...)
	b = append(b, `,"type":"`...)
	b = append(b, e.kind...)
	b = append(b, `","accepts_response_payload":`...)
	b = strconv.AppendBool(b, e.accepts)
	if e.kind == "events_api" {
		b = append(b, `,"retry_attempt":`...)
		b = strconv.AppendInt(b, int64(e.attempt), 10)
		b = append(b, `,"retry_reason":"`...)
		b = append(b, e.reason...)
		b = append(b, '"')
	}
	return append(b, '}')
}

// acked takes an ack: the first one counts, if it comes in time. The answer in
// it is applied before the next frame of this socket is read, so an app's
// answers appear in the order of its sending them.
func (w *Workspace) acked(a ack, size int) {
	w.mu.Lock()
	e := w.sock.byID[a.EnvelopeID]
	if w.faults.loseAcks > 0 {
		w.countDown(&w.faults.loseAcks)
		w.mu.Unlock()
		return
	}
	if e == nil || e.got {
		w.sock.count.UnknownAcks++
		w.publish(Event{Kind: Acked})
		w.mu.Unlock()
		return
	}
	e.got, e.size, e.latency = true, size, w.opt.Now().Sub(e.sent)
	w.sock.count.Acked++
	delete(e.sock.inflight, e.id)
	w.clock.cancel(e.timer)
	e.late = e.ended
	e.ended = true
	if e.late {
		w.sock.count.Late++
	}
	carries := a.carries()
	if carries && !e.accepts {
		w.problem("the payload in the ack of an envelope that takes none was ignored (" + e.kind + ")")
	}
	w.mu.Unlock()
	w.applyAck(e, a.Payload, carries)
}

func (w *Workspace) applyAck(e *envelope, payload json.RawMessage, carries bool) {
	var f *Failure
	if e.onAck != nil && !e.late {
		if !carries {
			payload = nil
		}
		f = e.onAck(payload)
	}
	if e.result != nil && !e.late {
		e.result <- f
	}
	w.mu.Lock()
	w.publish(Event{Kind: Acked})
	w.mu.Unlock()
}

// expire is the ack deadline.
func (w *Workspace) expire(e *envelope) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.fail(e, "operation_timeout")
}

// fail ends an attempt un-acked: a person is told, an event is tried again.
// The caller holds w.mu. The envelope stays with its socket: should that die,
// a command is sent once more, as was seen in the field.
func (w *Workspace) fail(e *envelope, code string) {
	if e.ended {
		return
	}
	e.ended = true
	w.sock.count.Failed++
	w.clock.cancel(e.timer)
	if e.result != nil {
		e.result <- &Failure{Code: code, Text: code}
	}
	if e.kind == "events_api" {
		if e.sock != nil {
			delete(e.sock.inflight, e.id)
		}
		w.retry(e)
	}
	w.publish(Event{Kind: Acked})
}

// retry plans the next attempt of an event, with a new envelope id.
func (w *Workspace) retry(e *envelope) {
	if e.attempt >= len(retryAfter) {
		return
	}
	again := &envelope{
		kind: e.kind, identity: e.identity, payload: e.payload, attempt: e.attempt + 1, reason: "timeout",
	}
	send := func() {
		w.sock.count.Retried++
		w.sendEvent(again)
	}
	if wait := retryAfter[e.attempt]; wait > 0 {
		w.clock.after(wait, func() {
			w.mu.Lock()
			defer w.mu.Unlock()
			send()
		})
		return
	}
	send()
}

// orphan sees to the un-acked envelopes of a dead socket, oldest first: events
// count as failed, the rest goes to another connection or waits for one.
func (w *Workspace) orphan(s *socket) {
	left := make([]*envelope, 0, len(s.inflight))
	for _, e := range s.inflight {
		left = append(left, e)
	}
	slices.SortFunc(left, func(a, b *envelope) int { return cmp.Or(a.created.Compare(b.created), cmp.Compare(a.id, b.id)) })
	s.inflight = map[string]*envelope{}
	for _, e := range left {
		if e.kind == "events_api" {
			w.fail(e, "timeout")
		} else {
			w.sock.lost = append(w.sock.lost, e)
		}
	}
	if len(w.sock.lost) > 0 {
		w.resendLost()
	}
}

// resendLost sends what dead sockets left behind, under the same envelope_id.
func (w *Workspace) resendLost() {
	if w.pick() == nil {
		return
	}
	lost := w.sock.lost
	w.sock.lost = nil
	for _, e := range lost {
		if !e.got && w.clock.now().Sub(e.created) < lostKeep {
			w.sock.count.Resent++
			w.putOn(w.pick(), e)
		}
	}
}
