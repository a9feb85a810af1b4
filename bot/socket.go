package bot

import (
	"context"
	"log/slog"
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
	Sorry func(e Envelope, err error) Answer
	Log   *slog.Logger     // default: discard
	Now   func() time.Time // default time.Now

	Sockets  int           // connections to Slack; default 2, so that a refresh leaves no gap; at most 10 per app
	Workers  int           // handlers running at once; default 16
	Queue    int           // inputs waiting at once; default 2048; what does not fit is refused politely
	PerUser  int           // inputs of one person waiting at once; default a quarter of Queue
	AckAfter time.Duration // an empty acknowledgement goes out then; default 1 s of Slack's 3
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
	Acked        uint64 // acknowledgements queued for writing
	AckFailed    uint64 // acknowledgements that could not be written or queued
	Connects     uint64
	ConnectFails uint64
	Waiting      int // inputs in the queue now
	Running      int // handlers running now
	Open         int // sockets that said hello
	LastHello    time.Time
}

// Runner brings inputs from Slack to a Handler and its answers back.
type Runner struct{ o RunnerOptions }

// NewRunner makes a Runner; Run starts it.
func NewRunner(o RunnerOptions) *Runner { return &Runner{o: o} }

// Run serves until ctx ends, then drains, or until Slack refuses us for good.
func (r *Runner) Run(ctx context.Context) error { <-ctx.Done(); return nil }

// Ready tells whether inputs can reach us: a socket said hello and is open.
func (r *Runner) Ready() bool { return false }

// Stats is a snapshot of the counters.
func (r *Runner) Stats() Stats { return Stats{} }
