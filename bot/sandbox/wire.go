package sandbox

import (
	"encoding/json"
	"errors"
	"time"

	"github.com/gorilla/websocket"
)

// write is the socket's only writer but for control answers, which gorilla
// allows beside it.
func (w *Workspace) write(s *socket) {
	defer s.conn.Close()
	tick := time.NewTicker(pingEvery)
	defer tick.Stop()
	for {
		var f frame
		select {
		case f = <-s.out:
		case <-tick.C:
			if w.isMuted(s) {
				continue
			}
			f = ping
		case <-s.gone:
			return
		}
		if f.op == rawBytes {
			_, _ = s.conn.NetConn().Write(f.data)
			return
		}
		if err := s.conn.WriteMessage(f.op, f.data); err != nil {
			return
		}
		if f.op == websocket.CloseMessage {
			w.awaitClose(s)
			return
		}
	}
}

// awaitClose gives the client a second to answer the close frame.
func (w *Workspace) awaitClose(s *socket) {
	select {
	case <-s.gone:
	case <-time.After(time.Second):
	}
}

func (w *Workspace) isMuted(s *socket) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return s.muted
}

// read takes acks until the connection ends. gorilla answers pings, finishes
// close handshakes and, beyond the read limit, closes with 1009.
func (w *Workspace) read(s *socket) {
	s.conn.SetReadLimit(maxAck)
	for {
		_, data, err := s.conn.ReadMessage()
		if errors.Is(err, websocket.ErrReadLimit) {
			w.mu.Lock()
			w.sock.count.Oversized++
			w.problem("an ack of more than 20 KiB was ignored")
			w.mu.Unlock()
		}
		if err != nil {
			return
		}
		var a ack
		if json.Unmarshal(data, &a) != nil || a.EnvelopeID == "" {
			w.mu.Lock()
			w.problem("a frame that is no ack was ignored")
			w.mu.Unlock()
			continue
		}
		w.acked(a, len(data))
	}
}

// leave takes the socket out of rotation and sees to what it had not acked.
func (w *Workspace) leave(s *socket) {
	w.mu.Lock()
	defer w.mu.Unlock()
	s.end()
	delete(w.sock.all, s)
	for i, x := range w.sock.open {
		if x == s {
			w.sock.open = append(w.sock.open[:i:i], w.sock.open[i+1:]...)
			break
		}
	}
	w.orphan(s)
	w.publish(Event{Kind: SocketChanged})
}

// dropSockets ends all connections at once, without a close handshake.
func (w *Workspace) dropSockets() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for s := range w.sock.all {
		s.end()
	}
}

// Sockets is the number of open connections of the app.
func (w *Workspace) Sockets() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.sock.open)
}
