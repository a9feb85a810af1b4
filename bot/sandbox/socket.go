package sandbox

import (
	"encoding/json"
	"net/http"
	"time"

	"github.com/gorilla/websocket"
)

const (
	maxSockets   = 10 // the 11th is told too_many_websockets
	maxAck       = 20 * 1024
	ticketLife   = 30 * time.Second
	pingEvery    = 10 * time.Second // clients give up after 30 s without
	debugLife    = 360 * time.Second
	refreshGrace = 2 * time.Second // between "refresh_requested" and the close
	socketQueue  = 4096            // frames; a client that reads slower than this is cut off
)

// sockets is the Socket Mode side of the workspace. Guarded by Workspace.mu.
type sockets struct {
	open     []*socket        // welcomed ones, in the order of their coming
	all      map[*socket]bool // every connection there is
	puts     int              // envelopes handed out, duplicates not counted
	next     int              // rotation over open
	serial   int
	tickets  map[string]ticket
	byID     map[string]*envelope
	ring     []*envelope // the recent ones, for redelivery and latencies
	ringNext int
	lost     []*envelope // commands and interactions whose socket died un-acked
	count    Counters
}

type ticket struct {
	issued time.Time // base clock
	debug  bool
}

func newSockets(recent int) sockets {
	return sockets{all: map[*socket]bool{}, tickets: map[string]ticket{}, byID: map[string]*envelope{}, ring: make([]*envelope, recent)}
}

// socket is one open connection. Its writer goroutine owns the writing side;
// the goroutine that serves the request reads.
type socket struct {
	serial   int
	conn     *websocket.Conn
	out      chan frame
	gone     chan struct{} // closed when the connection is to end
	draining bool          // told to go: gets no more envelopes, its acks still count
	muted    bool          // sends no pings
	inflight map[string]*envelope
}

type frame struct {
	op   int // a websocket opcode, or rawBytes
	data []byte
}

const rawBytes = -1 // write data to the connection as it is and end it

// connectionsOpen hands out a URL that works once and soon.
func connectionsOpen(c *call) (obj, *refusal) {
	w := c.w
	w.mu.Lock()
	defer w.mu.Unlock()
	now := w.opt.Now()
	for k, t := range w.sock.tickets {
		if now.Sub(t.issued) > ticketLife {
			delete(w.sock.tickets, k)
		}
	}
	key := secret()
	w.sock.tickets[key] = ticket{issued: now}
	return obj{"url": "ws://" + w.hostPort() + "/link/?ticket=" + key + "&app_id=" + w.opt.AppID}, nil
}

// spendTicket is true once per ticket.
func (w *Workspace) spendTicket(r *http.Request) (ticket, bool) {
	key := r.URL.Query().Get("ticket")
	w.mu.Lock()
	defer w.mu.Unlock()
	t, ok := w.sock.tickets[key]
	delete(w.sock.tickets, key)
	t.debug = r.URL.Query().Get("debug_reconnects") == "true"
	return t, ok && w.opt.Now().Sub(t.issued) <= ticketLife
}

// upgrader takes any Origin, because slack-go sends Slack's own; the ticket is
// what admits. Compression offers are declined.
var upgrader = websocket.Upgrader{
	CheckOrigin:     func(*http.Request) bool { return true },
	ReadBufferSize:  4096,
	WriteBufferSize: 4096,
}

func (w *Workspace) serveLink(rw http.ResponseWriter, r *http.Request) {
	if status := w.upgradeRefused(); status != 0 {
		http.Error(rw, http.StatusText(status), status)
		return
	}
	t, ok := w.spendTicket(r)
	if !ok {
		http.Error(rw, "this ticket is spent, expired or unknown", http.StatusForbidden)
		return
	}
	conn, err := upgrader.Upgrade(rw, r, nil)
	if err != nil {
		return // Upgrade has answered
	}
	s := &socket{conn: conn, out: make(chan frame, socketQueue), gone: make(chan struct{}), inflight: map[string]*envelope{}}
	if !w.join(s) {
		return
	}
	if t.debug {
		defer time.AfterFunc(debugLife, func() { w.refresh(s) }).Stop()
	}
	w.read(s)
	w.leave(s)
}

// join starts the socket; it is false when the workspace is closed already.
func (w *Workspace) join(s *socket) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed() {
		s.end()
		return false
	}
	w.sock.count.Connections++
	w.sock.all[s] = true
	w.wg.Go(func() { w.write(s) })
	w.welcome(s)
	return true
}

// welcome says hello and takes the socket into rotation, or sends it away.
func (w *Workspace) welcome(s *socket) {
	switch {
	case w.faults.acceptThenClose > 0:
		w.countDown(&w.faults.acceptThenClose)
		s.goodbye()
		return
	case w.faults.linkDisabled:
		w.dismiss(s, "link_disabled")
		return
	case len(w.sock.open) >= maxSockets:
		w.dismiss(s, "too_many_websockets")
		return
	}
	w.sock.serial++
	s.serial, s.muted = w.sock.serial, w.faults.muted
	w.sock.open = append(w.sock.open, s)
	hello, _ := json.Marshal(obj{
		"type": "hello", "num_connections": len(w.sock.open), "connection_info": obj{"app_id": w.opt.AppID},
		"debug_info": obj{"host": "applink-sandbox", "build_number": 1, "approximate_connection_time": 18060},
	})
	s.send(frame{websocket.TextMessage, hello})
	if !s.muted {
		s.send(ping)
	}
	w.publish(Event{Kind: SocketChanged})
	w.resendLost()
}

var ping = frame{websocket.PingMessage, []byte("Ping from applink-sandbox")}

func (w *Workspace) closed() bool {
	select {
	case <-w.done:
		return true
	default:
		return false
	}
}

// send queues a frame; a client that does not read is cut off.
func (s *socket) send(f frame) {
	select {
	case s.out <- f:
	default:
		s.end()
	}
}

// end cuts the connection, which also frees a writer that a client keeps
// waiting by not reading; safe to call again. The caller holds Workspace.mu.
func (s *socket) end() {
	select {
	case <-s.gone:
	default:
		close(s.gone)
		_ = s.conn.Close()
	}
}

// goodbye ends with a close handshake after what is queued.
func (s *socket) goodbye() {
	s.send(frame{websocket.CloseMessage, websocket.FormatCloseMessage(1000, "")})
}

// dismiss tells the reason, then says goodbye; the caller holds w.mu.
func (w *Workspace) dismiss(s *socket, reason string) {
	s.draining = true
	s.sendDisconnect(reason)
	s.goodbye()
}

func (s *socket) sendDisconnect(reason string) {
	b, _ := json.Marshal(obj{"type": "disconnect", "reason": reason, "debug_info": obj{"host": "applink-sandbox"}})
	s.send(frame{websocket.TextMessage, b})
}

// refresh asks for a new connection and closes this one soon after.
func (w *Workspace) refresh(s *socket) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if s.draining {
		return
	}
	s.draining = true
	s.sendDisconnect("refresh_requested")
	time.AfterFunc(refreshGrace, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		s.goodbye()
	})
}
