package bot

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/slack-go/slack"
)

// RunnerOptions is what a Runner needs. API, Send and Handle are required.
type RunnerOptions struct {
	API    *slack.Client // with bot token and app-level token; see [NewAPI]
	Send   *Sender       // answers that do not fit or come too late for an acknowledgement
	Handle Handler
	// Sorry turns an error into what the person is told: a Message for commands
	// and clicks, a Form that stays open for submissions. It must be quick. Where
	// it gives nothing, a plain sentence is used.
	Sorry   func(e Envelope, err error) Answer
	Log     *slog.Logger     // default: discard
	Metrics *Metrics         // default: nobody's
	Now     func() time.Time // default time.Now

	Sockets  int           // connections to Slack; default 2, so that a refresh leaves no gap; at most 10 per app
	Workers  int           // handlers running at once; default 16
	Queue    int           // inputs waiting at once; default 2048; what does not fit is refused politely
	PerUser  int           // inputs of one person waiting at once; default a quarter of Queue
	AckAfter time.Duration // an empty acknowledgement goes out then; default 1 s of Slack's 3
	Crowd    int           // with so many waiting, the next is acknowledged at once: its answer will not be ready within AckAfter; default 1000
	FormBy   time.Duration // a submission without outcome is answered "press again" then; default 2.5 s
	Timeout  time.Duration // a handler's or After's context ends then; default 30 s
	Drain    time.Duration // for finishing what was taken in, at shutdown; default 10 s
	Mute     time.Duration // a link without a byte for so long is dead; default 25 s (Slack pings every 10 to 15 s)
}

// Stats counts what the Runner saw since it was made.
type Stats struct {
	Received     uint64 // envelopes of any kind
	Handled      uint64 // handlers that returned, with or without error
	Failed       uint64 // handlers that returned an error
	Panicked     uint64
	Refused      uint64 // told "busy": the queue was full, or we were shutting down
	Late         uint64 // acknowledged before the handler was done
	Bad          uint64 // envelopes that could not be read
	Unknown      uint64 // envelopes of a kind that we have no handler for
	Acked        uint64 // acknowledgements made, those in AckFailed included
	AckFailed    uint64 // acknowledgements that did not reach the wire
	Connects     uint64
	ConnectFails uint64
	Waiting      int // inputs in the queue now
	Running      int // handlers running now
	Open         int // sockets that said hello
	LastHello    time.Time
}

// counters are the numbers behind Stats.
type counters struct {
	received, handled, failed, panicked, refused, late, bad, unknown atomic.Uint64
	acked, ackFailed, connects, connectFails                         atomic.Uint64
	lastHello                                                        atomic.Int64
}

// Runner brings inputs from Slack to a Handler and its answers back.
//
//	socket ─ events ─► intake ─► work lanes ─► Handler ─► ack ─► socket
//	                     │ timer: ack at 1 s       └────► tail lanes ─► response_url, After
//
// The intake only reads, queues and, when the queue is full, refuses; it never
// waits, because slack-go loses the link when its 50 events are not taken.
// Lanes keep each person's inputs in order. The tail does what needs the
// network, so that a slow Slack does not hold up the handlers.
type Runner struct {
	o     RunnerOptions
	count counters
	work  *lanes
	tail  *lanes
	links []*link
	phase atomic.Int32
	ctx   context.Context // of handlers; outlives Run's by the drain
	stop  context.CancelFunc
}

// The phases of a Runner.
const (
	starting int32 = iota
	serving
	closing // no intake: people are told, events are left for the next process
	closed  // not a word any more: the sockets are about to go
)

// NewRunner makes a Runner; Run starts it, once.
func NewRunner(o RunnerOptions) *Runner {
	r := &Runner{o: o.withDefaults()}
	r.ctx, r.stop = context.WithCancel(context.Background())
	for range r.o.Sockets {
		r.links = append(r.links, newLink(r))
	}
	return r
}

func (o RunnerOptions) withDefaults() RunnerOptions {
	number := func(n *int, d int) {
		if *n <= 0 {
			*n = d
		}
	}
	span := func(t *time.Duration, d time.Duration) {
		if *t <= 0 {
			*t = d
		}
	}
	number(&o.Sockets, 2)
	number(&o.Workers, 16)
	number(&o.Queue, 2048)
	number(&o.PerUser, max(o.Queue/4, 1))
	number(&o.Crowd, 1000)
	span(&o.AckAfter, time.Second)
	span(&o.FormBy, 2500*time.Millisecond)
	span(&o.Timeout, 30*time.Second)
	span(&o.Drain, 10*time.Second)
	span(&o.Mute, 25*time.Second)
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Metrics == nil {
		o.Metrics = NewMetrics(nil)
	}
	return o
}

// Run serves until ctx ends and then drains: what was taken in is finished, its
// acknowledgements are written, and only then the sockets go. It returns nil
// after that, or a [*FatalError] when Slack refuses us for good.
func (r *Runner) Run(ctx context.Context) error {
	r.work = newLanes(r.o.Workers, r.o.Queue, r.o.PerUser)
	r.tail = newLanes(4*r.o.Workers, r.o.Queue, r.o.Queue)
	r.phase.Store(serving)
	linkCtx, hangUp := context.WithCancel(context.WithoutCancel(ctx))
	defer hangUp()
	fatal := make(chan error, len(r.links))
	var links sync.WaitGroup
	for _, l := range r.links {
		links.Go(func() {
			if err := l.run(linkCtx); err != nil {
				fatal <- err
			}
		})
	}
	var err error
	select {
	case <-ctx.Done():
	case err = <-fatal:
	}
	r.finishWork()
	hangUp()
	links.Wait()
	r.finishTail()
	return err
}

// finishWork does what was taken in, for at most Drain, and sees its
// acknowledgements written; slack-go drops those that wait when it is cancelled.
// In the first half the intake stays open: Slack knows no "send me nothing
// more", and what arrives is better done than turned away. Usually that ends
// within milliseconds, at the first quiet instant.
func (r *Runner) finishWork() {
	ctx, cancel := context.WithTimeout(context.Background(), r.o.Drain)
	defer cancel()
	half, cancelHalf := context.WithTimeout(ctx, r.o.Drain/2)
	defer cancelHalf()
	quiet := false
	for !quiet && r.work.waitIdle(half) == nil {
		quiet = r.work.closeIfIdle()
	}
	if !quiet {
		r.phase.Store(closing)
		r.work.close()
		_ = r.work.waitIdle(ctx) // time is up either way
	}
	r.phase.Store(closed)
	flush, cancelFlush := context.WithTimeout(context.Background(), time.Second)
	defer cancelFlush()
	for _, l := range r.links {
		l.meter.wait(flush)
	}
}

// finishTail sends the last answers, then ends whoever still works.
func (r *Runner) finishTail() {
	ctx, cancel := context.WithTimeout(context.Background(), r.o.Drain/2)
	defer cancel()
	_ = r.tail.waitIdle(ctx) // time is up either way
	r.stop()
	if lost := r.work.stop() + r.tail.stop(); lost > 0 {
		r.o.Log.Error("shutdown left inputs unfinished", "count", lost)
	}
}

// Ready tells whether inputs can reach us: a socket said hello and is open.
func (r *Runner) Ready() bool {
	return r.phase.Load() == serving && r.openSockets() > 0
}

func (r *Runner) openSockets() int {
	n := 0
	for _, l := range r.links {
		if l.open.Load() {
			n++
		}
	}
	return n
}

// Stats is a snapshot of the counters.
func (r *Runner) Stats() Stats {
	c := &r.count
	s := Stats{
		Received: c.received.Load(), Handled: c.handled.Load(), Failed: c.failed.Load(),
		Panicked: c.panicked.Load(), Refused: c.refused.Load(), Late: c.late.Load(),
		Bad: c.bad.Load(), Unknown: c.unknown.Load(),
		Acked: c.acked.Load(), AckFailed: c.ackFailed.Load(),
		Connects: c.connects.Load(), ConnectFails: c.connectFails.Load(),
		Open: r.openSockets(),
	}
	if ms := c.lastHello.Load(); ms > 0 {
		s.LastHello = time.UnixMilli(ms)
	}
	if r.phase.Load() != starting { // before, there is no queue
		s.Waiting, s.Running = r.work.load()
	}
	return s
}

// take queues a delivery. It never blocks.
func (r *Runner) take(j *job) {
	if r.phase.Load() == closed {
		return
	}
	waiting, _ := r.work.load()
	if after, act := r.deadline(j, waiting); act != nil {
		j.timer = time.AfterFunc(after, act)
	}
	err := r.work.push(j.lane(), func() { r.handle(j) })
	switch {
	case err == nil: // a worker has it
	case errors.Is(err, errFull):
		r.refuse(j, ErrBusy)
	case r.phase.Load() == closing:
		r.refuse(j, ErrClosed)
	}
}
