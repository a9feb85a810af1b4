package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// These tests speak the wire themselves, to do what no decent client does.

var start = time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)

func standing() time.Time { return start }

func soon(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// wired is a running workspace with one person and their DM.
func wired(t *testing.T, opt Options) (*Workspace, *Person) {
	t.Helper()
	opt.Commands = []Command{{Name: "/echo"}}
	w := New(opt)
	p := w.AddPerson(PersonSpec{ID: "U1", Name: "ana"})
	if err := w.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	return w, p
}

// wireFrame is any frame that the workspace sends.
type wireFrame struct {
	Type, Reason   string
	EnvelopeID     string `json:"envelope_id"`
	RetryAttempt   *int   `json:"retry_attempt"`
	RetryReason    string `json:"retry_reason"`
	Accepts        bool   `json:"accepts_response_payload"`
	NumConnections int    `json:"num_connections"`
	ConnectionInfo struct {
		AppID string `json:"app_id"`
	} `json:"connection_info"`
	Payload struct {
		EventID   string `json:"event_id"`
		TriggerID string `json:"trigger_id"`
	}
}

func (c *rawClient) next(t *testing.T) wireFrame {
	t.Helper()
	var f wireFrame
	_ = c.conn.SetReadDeadline(time.Now().Add(10 * time.Second))
	_, data, err := c.conn.ReadMessage()
	if err == nil {
		err = json.Unmarshal(data, &f)
	}
	if err != nil {
		t.Fatalf("reading a frame: %v (%s)", err, data)
	}
	return f
}

func (c *rawClient) send(t *testing.T, text string) {
	t.Helper()
	if err := c.conn.WriteMessage(websocket.TextMessage, []byte(text)); err != nil {
		t.Fatal(err)
	}
}

// closeCode reads until the connection ends and says how.
func (c *rawClient) closeCode(t *testing.T) int {
	t.Helper()
	_ = c.conn.SetReadDeadline(time.Now().Add(10 * time.Second))
	for {
		if _, _, err := c.conn.ReadMessage(); err != nil {
			var ce *websocket.CloseError
			if errors.As(err, &ce) {
				return ce.Code
			}
			return 0
		}
	}
}

func hello(t *testing.T, w *Workspace) *rawClient {
	t.Helper()
	c := dialRaw(t, w)
	if f := c.next(t); f.Type != "hello" {
		t.Fatalf("the first frame is %+v, want hello", f)
	}
	return c
}

func waitFor(t *testing.T, w *Workspace, what string, cond func() bool) {
	t.Helper()
	if err := w.WaitFor(soon(t), cond); err != nil {
		t.Fatalf("waiting for %s: %v; counters %+v", what, err, w.Counters())
	}
}

func TestHelloComesFirstThenAPing(t *testing.T) {
	w, _ := wired(t, Options{})
	c := dialRaw(t, w)
	pinged := make(chan string, 1)
	c.conn.SetPingHandler(func(s string) error { pinged <- s; return nil })
	f := c.next(t)
	if f.Type != "hello" || f.NumConnections != 1 || f.ConnectionInfo.AppID != w.AppID() {
		t.Errorf("hello is %+v", f)
	}
	c.each(func([]byte) {})
	select {
	case s := <-pinged:
		if !strings.HasPrefix(s, "Ping from ") {
			t.Errorf("the ping says %q", s)
		}
	case <-soon(t).Done():
		t.Error("no ping came")
	}
	if second := dialRaw(t, w).next(t); second.NumConnections != 2 {
		t.Errorf("the second hello says %d connections", second.NumConnections)
	}
}

func TestClientPingsArePonged(t *testing.T) {
	w, _ := wired(t, Options{})
	c := hello(t, w)
	pong := make(chan string, 1)
	c.conn.SetPongHandler(func(s string) error { pong <- s; return nil })
	c.each(func([]byte) {})
	if err := c.conn.WriteControl(websocket.PingMessage, []byte("are you there"), time.Now().Add(time.Second)); err != nil {
		t.Fatal(err)
	}
	select {
	case s := <-pong:
		if s != "are you there" {
			t.Errorf("the pong says %q", s)
		}
	case <-soon(t).Done():
		t.Error("no pong came")
	}
}

func TestACloseHandshakeIsFinished(t *testing.T) {
	w, _ := wired(t, Options{})
	c := hello(t, w)
	msg := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
	if err := c.conn.WriteControl(websocket.CloseMessage, msg, time.Now().Add(time.Second)); err != nil {
		t.Fatal(err)
	}
	if code := c.closeCode(t); code != 1000 {
		t.Errorf("the answer to a close is %d, want 1000", code)
	}
	waitFor(t, w, "the socket to be gone", func() bool { return w.Sockets() == 0 })
}

func TestATicketWorksOnceAndSoon(t *testing.T) {
	now := start
	w, _ := wired(t, Options{Now: func() time.Time { return now }})
	url := openURL(t, w)
	conn, _, err := websocket.DefaultDialer.Dial(url, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, resp, err := websocket.DefaultDialer.Dial(url, nil); err == nil || resp.StatusCode != http.StatusForbidden {
		t.Errorf("a spent ticket: %v", err)
	}
	if _, _, err := websocket.DefaultDialer.Dial(w.linkBase()+"ticket=guessed", nil); err == nil {
		t.Error("a guessed ticket was taken")
	}
}

func (w *Workspace) linkBase() string { return "ws://" + w.hostPort() + "/link/?" }

func TestTheEleventhSocketIsSentAway(t *testing.T) {
	w, _ := wired(t, Options{})
	for range 10 {
		hello(t, w)
	}
	c := dialRaw(t, w)
	if f := c.next(t); f.Type != "disconnect" || f.Reason != "too_many_websockets" {
		t.Errorf("the eleventh is told %+v", f)
	}
	c.closeCode(t)
	if n := w.Sockets(); n != 10 {
		t.Errorf("%d sockets are open, want 10", n)
	}
}

func TestEachEnvelopeGoesToOneSocketInTurn(t *testing.T) {
	w, p := wired(t, Options{})
	var counts [3]chan string
	for i := range counts {
		counts[i] = make(chan string, 100)
		c := hello(t, w)
		c.each(func(data []byte) {
			var f wireFrame
			_ = json.Unmarshal(data, &f)
			counts[i] <- f.EnvelopeID
			_ = c.conn.WriteMessage(websocket.TextMessage, []byte(`{"envelope_id":"`+f.EnvelopeID+`"}`))
		})
	}
	for range 30 {
		if err := p.Type(soon(t), w.DM("U1"), "/echo x"); err != nil {
			t.Fatal(err)
		}
	}
	seen := map[string]bool{}
	for i, c := range counts {
		if len(c) != 10 {
			t.Errorf("socket %d got %d of 30", i, len(c))
		}
		for len(c) > 0 {
			id := <-c
			if seen[id] {
				t.Errorf("%s came twice", id)
			}
			seen[id] = true
		}
	}
}

func TestAnUnackedEventIsRetriedAtOnceAfterOneMinuteAndAfterFive(t *testing.T) {
	w, p := wired(t, Options{Now: standing})
	c := hello(t, w)
	if err := p.Type(soon(t), w.DM("U1"), "hello"); err != nil {
		t.Fatal(err)
	}
	first := c.next(t)
	if first.Type != "events_api" || *first.RetryAttempt != 0 || first.RetryReason != "" || first.Accepts {
		t.Fatalf("the first copy is %+v", first)
	}
	ids := map[string]bool{first.EnvelopeID: true}
	for i, wait := range []time.Duration{0, time.Minute, 5 * time.Minute} {
		w.Advance(3 * time.Second) // the ack deadline
		if wait > 0 {
			w.Advance(wait - time.Millisecond)
			if n := w.Counters().Sent; n != i+1 {
				t.Fatalf("retry %d came early", i+1)
			}
			w.Advance(time.Millisecond)
		}
		f := c.next(t)
		if *f.RetryAttempt != i+1 || f.RetryReason != "timeout" || f.Payload.EventID != first.Payload.EventID || ids[f.EnvelopeID] {
			t.Fatalf("retry %d is %+v", i+1, f)
		}
		ids[f.EnvelopeID] = true
	}
	w.Advance(time.Hour)
	if n := w.Counters().Sent; n != 4 {
		t.Errorf("%d copies were sent, want 4", n)
	}
}

func TestAnAckedEventIsNotRetried(t *testing.T) {
	w, p := wired(t, Options{Now: standing})
	c := hello(t, w)
	if err := p.Type(soon(t), w.DM("U1"), "hello"); err != nil {
		t.Fatal(err)
	}
	c.send(t, `{"envelope_id":"`+c.next(t).EnvelopeID+`","payload":{"text":"events take no answer"}}`)
	waitFor(t, w, "the ack", func() bool { return w.Counters().Acked == 1 })
	w.Advance(time.Hour)
	if n := w.Counters(); n.Sent != 1 || n.Retried != 0 {
		t.Errorf("counters are %+v", n)
	}
	if m, _ := p.Last(w.DM("U1")); m.Text != "hello" {
		t.Errorf("the payload in an event's ack was shown: %q", m.Text)
	}
}

func TestAnEventWithoutAnySocketComesWithARetryNumber(t *testing.T) {
	w, p := wired(t, Options{Now: standing})
	if err := p.Type(soon(t), w.DM("U1"), "anybody?"); err != nil {
		t.Fatal(err)
	}
	c := hello(t, w)
	w.Advance(time.Minute)
	if f := c.next(t); *f.RetryAttempt != 2 {
		t.Errorf("the first copy seen is attempt %d, want 2", *f.RetryAttempt)
	}
}

func TestACommandWhoseSocketDiesComesAgainOnTheNextConnection(t *testing.T) {
	w, p := wired(t, Options{Now: standing})
	c := hello(t, w)
	done := make(chan error, 1)
	go func() { done <- p.Type(soon(t), w.DM("U1"), "/echo x") }()
	first := c.next(t)
	c.conn.Close()
	waitFor(t, w, "the socket to be gone", func() bool { return w.Sockets() == 0 })
	c = hello(t, w)
	again := c.next(t)
	if again.EnvelopeID != first.EnvelopeID || again.Payload.TriggerID != first.Payload.TriggerID {
		t.Errorf("first %+v, then %+v", first, again)
	}
	c.send(t, `{"envelope_id":"`+again.EnvelopeID+`","payload":{"text":"at last"}}`)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if m, _ := p.Last(w.DM("U1")); m.Text != "at last" {
		t.Errorf("the answer reads %q", m.Text)
	}
}

func TestOnlyTheFirstAckOfAnEnvelopeCounts(t *testing.T) {
	w, p := wired(t, Options{})
	c := hello(t, w)
	done := make(chan error, 1)
	go func() { done <- p.Type(soon(t), w.DM("U1"), "/echo x") }()
	id := c.next(t).EnvelopeID
	for _, text := range []string{"first", "second"} {
		c.send(t, `{"envelope_id":"`+id+`","payload":{"text":"`+text+`"}}`)
	}
	waitFor(t, w, "both acks", func() bool { return w.Counters().UnknownAcks == 1 })
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if all := w.Messages(w.DM("U1"), "U1"); len(all) != 1 || all[0].Text != "first" {
		t.Errorf("shown are %d messages, the last %q", len(all), all[len(all)-1].Text)
	}
	if n := w.Counters().Acked; n != 1 {
		t.Errorf("%d acks were counted", n)
	}
}

func TestALateAckChangesNothingAnyMore(t *testing.T) {
	w, p := wired(t, Options{Now: standing})
	c := hello(t, w)
	done := make(chan error, 1)
	go func() { done <- p.Type(soon(t), w.DM("U1"), "/echo x") }()
	f := c.next(t)
	w.Advance(3 * time.Second)
	<-done
	c.send(t, `{"envelope_id":"`+f.EnvelopeID+`","payload":{"text":"too late"}}`)
	waitFor(t, w, "the late ack", func() bool { return w.Counters().Late == 1 })
	if m, _ := p.Last(w.DM("U1")); !m.Error {
		t.Errorf("the last message is %q", m.Text)
	}
}

func TestAnAckOverTwentyKiBIsIgnoredAndClosesTheSocket(t *testing.T) {
	w, p := wired(t, Options{})
	c := hello(t, w)
	done := make(chan error, 1)
	go func() { done <- p.Type(soon(t), w.DM("U1"), "/echo x") }()
	f := c.next(t)
	ackOf := func(size int) string {
		head, tail := `{"envelope_id":"`+f.EnvelopeID+`","payload":{"text":"`, `"}}`
		return head + strings.Repeat("x", size-len(head)-len(tail)) + tail
	}
	c.send(t, ackOf(20*1024+1))
	if code := c.closeCode(t); code != 1009 {
		t.Errorf("closed with %d, want 1009", code)
	}
	c = hello(t, w)
	if again := c.next(t); again.EnvelopeID != f.EnvelopeID {
		t.Errorf("redelivered is %s, want %s", again.EnvelopeID, f.EnvelopeID)
	}
	c.send(t, ackOf(20*1024))
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if n := w.Counters(); n.Oversized != 1 || n.Resent != 1 {
		t.Errorf("counters are %+v", n)
	}
}

func TestRecentEnvelopesAreBounded(t *testing.T) {
	w, p := wired(t, Options{MaxEnvelopes: 50, Now: standing})
	c := hello(t, w)
	c.each(func([]byte) {})
	for range 200 {
		if err := p.Type(soon(t), w.DM("U1"), "x"); err != nil {
			t.Fatal(err)
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if n := len(w.sock.byID); n != 50 {
		t.Errorf("%d envelopes are remembered, want 50", n)
	}
	if n := len(w.sock.open[0].inflight); n > 50 {
		t.Errorf("%d are in flight on the socket, want at most 50", n)
	}
}
