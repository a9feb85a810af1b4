package bot

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
	"github.com/slack-go/slack/slackevents"

	"salescoach/coach"
)

// Metrics is what the bot counts for whoever runs it; docs/operating.md says what
// each means. Labels are words of ours and names of Slack's methods: never people,
// channels or deals, of which there is no end.
type Metrics struct {
	commands   *prometheus.CounterVec   // by input, name and outcome
	ack        *prometheus.HistogramVec // by input
	answer     *prometheus.HistogramVec // by input and name
	calls      *prometheus.CounterVec   // of the Web API, by method and outcome
	denied     prometheus.Counter       // calls, because of the token
	callTime   *prometheus.HistogramVec // by method
	posts      *prometheus.CounterVec   // by kind and outcome
	planned    prometheus.Counter       // nudges
	suppressed *prometheus.CounterVec   // nudges, by reason
	jobs       *prometheus.HistogramVec // by job
	jobsFailed *prometheus.CounterVec   // by job
	panics     *prometheus.CounterVec   // by where
}

// fast are the bounds of what a person waits for: Slack gives three seconds.
var fast = []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2, 3, 10}

// NewMetrics makes the metrics and registers them; with nil they count for nobody.
func NewMetrics(reg prometheus.Registerer) *Metrics {
	f := promauto.With(reg)
	count := func(name, help string, labels ...string) *prometheus.CounterVec {
		return f.NewCounterVec(prometheus.CounterOpts{Name: "salescoach_" + name, Help: help}, labels)
	}
	span := func(name, help string, labels ...string) *prometheus.HistogramVec {
		return f.NewHistogramVec(prometheus.HistogramOpts{Name: "salescoach_" + name, Help: help, Buckets: fast}, labels)
	}
	m := &Metrics{
		commands:   count("commands_total", "Inputs from Slack by what became of them.", "input", "name", "outcome"),
		ack:        span("ack_seconds", "From an input's arrival to its acknowledgement.", "input"),
		answer:     span("answer_seconds", "From an input's arrival until everything that the person sees was sent.", "input", "name"),
		calls:      count("slack_calls_total", "Attempts to call Slack's Web API by outcome.", "method", "outcome"),
		denied:     count("slack_denied_total", "Calls that Slack refused because of the token.").WithLabelValues(),
		callTime:   span("slack_call_seconds", "How long Slack's Web API took to begin its answer.", "method"),
		posts:      count("posts_total", "Attempts to send or edit what the bot says by itself, by outcome.", "kind", "outcome"),
		planned:    count("nudges_planned_total", "Nudges written to be sent.").WithLabelValues(),
		suppressed: count("nudges_suppressed_total", "Deals left out of a nudge, by reason.", "reason"),
		jobs:       span("job_seconds", "How long each job of a tick took.", "job"),
		jobsFailed: count("job_failures_total", "Jobs of a tick that failed.", "job"),
		panics:     count("panics_total", "Panics that were caught.", "where"),
	}
	for _, where := range []string{inInput, inJob} { // a first one shows as a rise from zero
		m.panics.WithLabelValues(where)
	}
	for _, j := range jobs {
		m.jobsFailed.WithLabelValues(j.name)
	}
	return m
}

// Where panics are caught.
const inInput, inJob = "input", "job"

// The outcomes of an input.
const (
	inputOK         = "ok"
	inputRefused    = "refused" // the person was told why: no such deal, not theirs, no date …
	inputBusy       = "busy"    // the database was locked, its disk full, Slack not there
	inputFailed     = "failed"  // something is wrong with us
	inputPanicked   = "panic"
	inputTurnedAway = "turned_away" // the queue was full, or we were shutting down
)

func outcomeOf(err error) string {
	switch {
	case err == nil:
		return inputOK
	case errors.Is(err, ErrPanic):
		return inputPanicked
	case errors.Is(err, ErrBusy), errors.Is(err, ErrClosed):
		return inputTurnedAway
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return inputBusy
	}
	switch coach.KindOf(err) {
	case coach.Busy:
		return inputBusy
	case coach.Internal:
		return inputFailed
	}
	return inputRefused
}

func (m *Metrics) handled(e Envelope, err error) {
	m.commands.WithLabelValues(string(e.Kind), nameOf(e), outcomeOf(err)).Inc()
}

func (m *Metrics) acked(e Envelope, now time.Time) {
	m.ack.WithLabelValues(string(e.Kind)).Observe(now.Sub(e.Received).Seconds())
}

func (m *Metrics) answered(e Envelope, now time.Time) {
	m.answer.WithLabelValues(string(e.Kind), nameOf(e)).Observe(now.Sub(e.Received).Seconds())
}

// otherName stands for everything that has no route: what somebody can make up must
// not become a label.
const otherName = "other"

// nameOf is what an input asks for: one of the names that we have routes for.
func nameOf(e Envelope) string {
	switch e.Kind {
	case KindSlash:
		return slashName(e.Slash.Command, e.Slash.Text)
	case KindClick:
		if a, _ := clickVerb(e); clicks[a.Verb] != nil {
			return a.Verb
		}
	case KindSubmit:
		if id := e.Interaction.View.CallbackID; submissions[id] != nil {
			return id
		}
	case KindShortcut:
		if id := e.Interaction.CallbackID; shortcuts[id] != nil {
			return id
		}
	case KindOptions:
		if id := menuID(e); menus[id] != nil {
			return id
		}
	case KindEvent:
		t := eventType(e)
		if events[t] != nil || aboutUs[t] != nil || t == string(slackevents.UserChange) {
			return t
		}
	}
	return otherName
}

// slashName is a command with its verb: followup, followup.log, deadleads.status.
func slashName(command, text string) string {
	if commands[command] == nil {
		return otherName
	}
	name := strings.TrimPrefix(command, "/")
	verb, _, _ := strings.Cut(strings.TrimSpace(text), " ")
	if verb = strings.ToLower(verb); hasVerb(name, verb) {
		return name + "." + verb
	}
	return name
}

// hasVerb says that what follows a command is no name but something to do.
func hasVerb(command, verb string) bool {
	switch {
	case verb == "":
		return false
	case command == "followup":
		return splitters[verb] != nil || verb == verbCheck
	}
	return deadLeadVerbs[verb] != nil
}
