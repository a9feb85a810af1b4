package sandbox

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"syscall"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

func TestASocketIsClosedAlsoWhenTheClientDoesNotAnswerTheClose(t *testing.T) {
	w, _ := wired(t, Options{})
	c := hello(t, w)
	c.conn.SetCloseHandler(func(int, string) error { return nil })
	w.Faults().DisableLink()
	c.closeCode(t)
	_ = c.conn.NetConn().SetReadDeadline(time.Now().Add(5 * time.Second)) // a ping would end it too, after ten
	if _, err := c.conn.NetConn().Read(make([]byte, 1)); !errors.Is(err, io.EOF) && !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("after an unanswered close: %v", err)
	}
}

func TestDisconnectsTellTheirReason(t *testing.T) {
	w, _ := wired(t, Options{})
	c := hello(t, w)
	w.Faults().Warn(0)
	for _, want := range []string{"warning", "refresh_requested"} {
		if f := c.next(t); f.Type != "disconnect" || f.Reason != want {
			t.Errorf("told %+v, want %s", f, want)
		}
	}
	c.closeCode(t)
	c = hello(t, w)
	w.Faults().DisableLink()
	if f := c.next(t); f.Reason != "link_disabled" {
		t.Errorf("told %+v, want link_disabled", f)
	}
	if f := dialRaw(t, w).next(t); f.Reason != "link_disabled" {
		t.Errorf("a new socket is told %+v, want link_disabled", f)
	}
	w.Faults().EnableLink()
	hello(t, w)
}

func TestADrainingSocketGetsNoMoreEnvelopes(t *testing.T) {
	w, p := wired(t, Options{Now: standing})
	old := hello(t, w)
	fresh := hello(t, w)
	w.Faults().RefreshOne()
	if f := old.next(t); f.Reason != "refresh_requested" {
		t.Fatalf("told %+v", f)
	}
	for range 3 {
		if err := p.Type(soon(t), w.DM("U1"), "hello"); err != nil {
			t.Fatal(err)
		}
		if f := fresh.next(t); f.Type != "events_api" || *f.RetryAttempt != 0 {
			t.Errorf("the fresh socket got %+v", f)
		}
	}
}

func TestWireFaults(t *testing.T) {
	w, p := wired(t, Options{Now: standing})
	url := openURL(t, w)
	w.Faults().RefuseUpgrades(1, http.StatusConflict)
	if _, resp, err := websocket.DefaultDialer.Dial(url, nil); err == nil || resp.StatusCode != http.StatusConflict {
		t.Errorf("upgrade: %v", err)
	}
	w.Faults().AcceptThenClose(1)
	if code := dialRaw(t, w).closeCode(t); code != 1000 {
		t.Errorf("accepted, then closed with %d", code)
	}
	c := hello(t, w)
	w.Faults().Garbage()
	_, data, err := c.conn.ReadMessage()
	if err != nil || json.Valid(data) {
		t.Errorf("garbage is %q, %v", data, err)
	}
	id := w.Faults().UnknownEnvelope()
	if f := c.next(t); f.EnvelopeID != id || f.Type != "carrier_pigeon" {
		t.Errorf("the unknown envelope is %+v", f)
	}
	w.Faults().DuplicateEvery(2)
	var ids []string
	for range 2 {
		if err := p.Type(soon(t), w.DM("U1"), "hello"); err != nil {
			t.Fatal(err)
		}
	}
	for range 3 {
		ids = append(ids, c.next(t).EnvelopeID)
	}
	if n := w.Counters().Duplicated; n != 1 || ids[0] == ids[1] && ids[1] == ids[2] {
		t.Errorf("%d duplicated: %v", n, ids)
	}
	w.Faults().Reset()
	copyID := w.Faults().Redeliver(ids[0])
	if f := c.next(t); f.EnvelopeID != copyID || copyID == ids[0] || *f.RetryAttempt != 1 {
		t.Errorf("redelivered is %+v", f)
	}
	w.Faults().Delay(time.Minute)
	if err := p.Type(soon(t), w.DM("U1"), "slow"); err != nil {
		t.Fatal(err)
	}
	sent := w.Counters().Sent
	w.Faults().Delay(0)
	w.Advance(time.Minute)
	if n := w.Counters().Sent; n <= sent {
		t.Error("a delayed envelope never came")
	}
	w.Faults().ResetMidFrame()
	if code := c.closeCode(t); code != 0 && code != websocket.CloseAbnormalClosure {
		t.Errorf("a reset closes with %d", code)
	}
}

func TestALostAckIsAsGoodAsNone(t *testing.T) {
	w, p := wired(t, Options{Now: standing})
	c := hello(t, w)
	if err := p.Type(soon(t), w.DM("U1"), "hello"); err != nil {
		t.Fatal(err)
	}
	w.Faults().LoseAcks(1)
	c.send(t, `{"envelope_id":"`+c.next(t).EnvelopeID+`"}`)
	c.send(t, `{"envelope_id":"nobody"}`)
	waitFor(t, w, "both acks", func() bool { return w.Counters().UnknownAcks == 1 })
	w.Advance(3 * time.Second)
	if f := c.next(t); *f.RetryAttempt != 1 {
		t.Errorf("after a lost ack came %+v", f)
	}
}

func TestAMutedWorkspaceSendsNoPings(t *testing.T) {
	w, _ := wired(t, Options{})
	w.Faults().Mute(true)
	c := dialRaw(t, w)
	pinged := false
	c.conn.SetPingHandler(func(string) error { pinged = true; return nil })
	c.next(t)
	w.Faults().UnknownEnvelope()
	c.next(t) // a ping at once would have come before this
	if pinged {
		t.Error("a muted workspace pings")
	}
}
