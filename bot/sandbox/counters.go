package sandbox

import (
	"time"
)

// Counters are totals since the start.
type Counters struct {
	Connections int // accepted WebSocket upgrades
	Sent        int // envelopes sent, copies included
	Acked       int
	Late        int // acked after the person was told of the failure
	Failed      int // not acked in time, or nobody there to send to
	Retried     int // events sent again
	Resent      int // commands and interactions sent again after their socket died
	Duplicated  int // by DuplicateEvery
	UnknownAcks int // for envelopes unknown, or acked before
	Oversized   int // acks over 20 KiB
}

// Delivery tells of one recent envelope.
type Delivery struct {
	EnvelopeID, Type string
	Identity         string // event_id or trigger_id
	Attempt          int
	Acked, Late      bool
	Latency          time.Duration // from sending to the ack, base clock
	AckBytes         int
}

// Counters are the totals so far.
func (w *Workspace) Counters() Counters {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.sock.count
}

// Deliveries are the recent envelopes, oldest first.
func (w *Workspace) Deliveries() []Delivery {
	w.mu.Lock()
	defer w.mu.Unlock()
	var out []Delivery
	n := len(w.sock.ring)
	for i := range n {
		if e := w.sock.ring[(w.sock.ringNext+i)%n]; e != nil {
			out = append(out, Delivery{
				EnvelopeID: e.id, Type: e.kind, Identity: e.identity, Attempt: e.attempt,
				Acked: e.got, Late: e.late, Latency: e.latency, AckBytes: e.size,
			})
		}
	}
	return out
}
