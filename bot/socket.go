package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

const (
	maxEnvelope = 4 << 20 // bytes; a form's state and a long message fit many times
	ackBy       = 10 * time.Second
	// slack-go waits up to five minutes between failed attempts; beyond this we
	// start it afresh.
	maxBackoff   = 30 * time.Second
	restartAfter = time.Second
	frameBuffer  = 32 << 10 // a frame per acknowledgement: Slack does not reassemble them
)

// link is one supervised connection to Slack. The socket client under it lives
// as long as the link, so acknowledgements that wait survive every reconnect.
type link struct {
	r      *Runner
	client *socketmode.Client
	outbox chan ack
	meter  *meter
	open   atomic.Bool // hello was said and the connection has not ended since

	maxBackoff, restartAfter time.Duration
}

type ack struct {
	id      string
	payload json.RawMessage
}

func newLink(r *Runner) *link {
	l := &link{r: r, outbox: make(chan ack, 2*r.o.Queue), meter: newMeter(),
		maxBackoff: maxBackoff, restartAfter: restartAfter}
	l.client = socketmode.New(r.o.API,
		socketmode.OptionDialer(l.dialer()),
		socketmode.OptionReadLimit(maxEnvelope),
		socketmode.OptionLog(slackLog{r.o.Log}),
	)
	return l
}

// dialer adds two things to slack-go's own: a link that goes mute is noticed by
// a read deadline (slack-go's watchdog takes up to a minute), and the pool of
// write buffers tells when an acknowledgement was written.
func (l *link) dialer() *websocket.Dialer {
	var d net.Dialer
	return &websocket.Dialer{
		Proxy:            http.ProxyFromEnvironment,
		HandshakeTimeout: 15 * time.Second,
		WriteBufferSize:  frameBuffer,
		WriteBufferPool:  l.meter,
		NetDialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
			conn, err := d.DialContext(ctx, network, addr)
			if err != nil {
				return nil, err
			}
			return muteConn{conn, l.r.o.Mute, time.Now}, nil
		},
	}
}

// muteConn fails a Read that brings no byte for too long. Slack pings every ten
// to fifteen seconds, so a silence of twice that is a dead link, whatever TCP thinks.
type muteConn struct {
	net.Conn
	mute time.Duration
	now  func() time.Time
}

func (c muteConn) Read(b []byte) (int, error) {
	if err := c.SetReadDeadline(c.now().Add(c.mute)); err != nil {
		return 0, err
	}
	return c.Conn.Read(b)
}

// run keeps the link up until ctx ends; it returns an error only when trying on
// makes no sense.
func (l *link) run(ctx context.Context) error {
	go l.write(ctx)
	for {
		err := l.serve(ctx)
		l.open.Store(false)
		var fatal *FatalError
		if errors.As(err, &fatal) {
			return fatal
		}
		// Restarts are rare: the gate before apps.connections.open paces the rest.
		if sleep(ctx, l.restartAfter+rand.N(l.restartAfter)) != nil { // #nosec G404 -- keeps replicas apart
			return nil
		}
		l.r.o.Log.Warn("socket client restarted", "err", err)
	}
}

// serve runs the socket client once and takes its events until it has returned:
// an event that nobody takes would block it for ever.
func (l *link) serve(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	done := make(chan error, 1)
	go func() { done <- l.client.RunContext(ctx) }()
	for {
		select {
		case evt := <-l.client.Events:
			if err := l.event(evt); err != nil {
				cancel(err)
			}
		case err := <-done:
			if cause := context.Cause(ctx); cause != nil {
				err = cause
			}
			if fatal := l.fatal(err); fatal != nil {
				return fatal
			}
			return err
		}
	}
}

// event takes one event of the socket client. An error ends this run of it.
func (l *link) event(evt socketmode.Event) error {
	switch evt.Type {
	case socketmode.EventTypeConnecting, socketmode.EventTypeDisconnect:
		l.open.Store(false)
	case socketmode.EventTypeConnected:
		l.r.count.connects.Add(1)
	case socketmode.EventTypeHello:
		l.open.Store(true)
		l.r.count.lastHello.Store(l.r.o.Now().UnixMilli())
	case socketmode.EventTypeConnectionError:
		return l.connectionError(evt)
	case socketmode.EventTypeErrorBadMessage:
		l.badMessage(evt)
	case socketmode.EventTypeErrorWriteFailed:
		// Slack sends again what it got no acknowledgement for, and its identity
		// makes that harmless; a command's answer goes with the repetition.
		l.r.count.ackFailed.Add(1)
		l.r.o.Log.Warn("acknowledgement not written")
	case socketmode.EventTypeSlashCommand, socketmode.EventTypeInteractive, socketmode.EventTypeEventsAPI:
		l.envelope(evt)
	}
	return nil
}

func (l *link) envelope(evt socketmode.Event) {
	l.r.count.received.Add(1)
	e := identify(evt, l.r.o.Now())
	if e.Kind == KindUnknown {
		l.r.count.unknown.Add(1)
		l.r.o.Log.Warn("input of unknown kind", "type", string(evt.Type))
		if evt.Request != nil {
			l.ack(evt.Request.EnvelopeID, nil)
		}
		return
	}
	l.r.take(&job{Envelope: e, id: evt.Request.EnvelopeID, link: l})
}

// badMessage acknowledges what slack-go could not read: Slack would only send
// it again.
func (l *link) badMessage(evt socketmode.Event) {
	l.r.count.received.Add(1)
	l.r.count.bad.Add(1)
	bad, ok := evt.Data.(*socketmode.ErrorBadMessage)
	if !ok {
		return
	}
	var fields map[string]json.RawMessage
	var id, kind string
	_ = json.Unmarshal(bad.Message, &fields) // what is missing stays empty
	_ = json.Unmarshal(fields["envelope_id"], &id)
	_ = json.Unmarshal(fields["type"], &kind)
	l.r.o.Log.Warn("input not understood", "type", kind, "bytes", len(bad.Message))
	if id != "" {
		l.ack(id, nil)
	}
}

func (l *link) connectionError(evt socketmode.Event) error {
	l.open.Store(false)
	l.r.count.connectFails.Add(1)
	failed, ok := evt.Data.(*slack.ConnectionErrorEvent)
	if !ok {
		return nil
	}
	if fatal := l.fatal(failed.ErrorObj); fatal != nil {
		return fatal
	}
	l.r.o.Log.Warn("no socket to Slack", "attempt", failed.Attempt, "again_in", failed.Backoff,
		"err", Redact(fmt.Sprint(failed.ErrorObj)))
	var limited *slack.RateLimitedError
	if failed.Backoff > l.maxBackoff && !errors.As(failed.ErrorObj, &limited) {
		return errBackoff
	}
	return nil
}

// fatal is err as a FatalError, if it is one. A 404 is a wrong address at the
// start, but a passing fault of something in between once it has worked.
func (l *link) fatal(err error) error {
	fatal := fatalError(err)
	var status slack.StatusCodeError
	if errors.As(err, &status) && l.r.count.connects.Load() > 0 {
		return nil
	}
	return fatal
}

var errBackoff = errors.New("waiting too long between attempts")

// ack queues an acknowledgement; it never blocks. With a full outbox the link
// has been down for long, and Slack has given up on this delivery anyway.
func (l *link) ack(id string, payload json.RawMessage) {
	l.meter.queued()
	l.r.count.acked.Add(1)
	select {
	case l.outbox <- ack{id, payload}:
	default:
		l.lost("outbox full")
	}
}

// write hands acknowledgements to the socket client, whose own queue is short
// and blocks while there is no connection.
func (l *link) write(ctx context.Context) {
	for {
		select {
		case a := <-l.outbox:
			l.writeOne(ctx, a)
		case <-ctx.Done():
			return
		}
	}
}

func (l *link) writeOne(ctx context.Context, a ack) {
	ctx, cancel := context.WithTimeout(ctx, ackBy)
	defer cancel()
	var payload any
	if a.payload != nil {
		payload = a.payload
	}
	if err := l.client.AckCtx(ctx, a.id, payload); err != nil {
		l.lost(err.Error())
	}
}

func (l *link) lost(why string) {
	l.meter.Put(nil)
	l.r.count.ackFailed.Add(1)
	l.r.o.Log.Warn("acknowledgement dropped", "why", why)
}
