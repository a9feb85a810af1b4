package main

import (
	"context"
	"runtime"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promauto"

	"salescoach/coach"
)

// newRegistry is the registry of a process, with what Go and the system tell of it. It
// goes from here to whoever counts something; there is no global one.
func newRegistry() registry {
	reg := prometheus.NewRegistry()
	describeProcess(reg)
	return reg
}

func describeProcess(reg prometheus.Registerer) {
	reg.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	promauto.With(reg).NewGaugeVec(prometheus.GaugeOpts{Name: "salescoach_build_info", Help: "The version that runs; the value is always 1."},
		[]string{"version", "go"}).WithLabelValues(version(), runtime.Version()).Set(1)
}

// registerer is where metrics are registered: nowhere for commands that are over in a
// moment, and for tests.
func (a *app) registerer() prometheus.Registerer {
	if a.metrics == nil {
		return nil
	}
	return a.metrics
}

// register has the state of the bot collected whenever somebody asks.
func (w *watch) register(reg prometheus.Registerer, workspace string) {
	reg.MustRegister(&state{w, workspace})
	f := promauto.With(reg)
	f.NewCounterFunc(prometheus.CounterOpts{Name: "salescoach_inputs_repeated_total", Help: "Changes that came once more, and changed nothing."},
		func() float64 { return float64(w.coach.Repeats()) })
	f.NewGaugeFunc(prometheus.GaugeOpts{Name: "salescoach_last_tick_timestamp_seconds", Help: "When the last tick ended."},
		func() float64 { return float64(w.ticked.Load()) / 1000 })
}

// state collects what is in the database, and whether the bot is ready.
type state struct {
	*watch
	workspace string
}

var (
	readyDesc  = prometheus.NewDesc("salescoach_ready", "1 when a check of /readyz is well, else 0.", []string{"check"}, nil)
	outboxDesc = prometheus.NewDesc("salescoach_outbox_posts", "Posts that wait, by state, and those that died within a day.", []string{"state"}, nil)
	oldestDesc = prometheus.NewDesc("salescoach_outbox_oldest_seconds", "How long the post has waited that waits longest.", nil, nil)
	pollsDesc  = prometheus.NewDesc("salescoach_polls_open", "Open polls by kind.", []string{"kind"}, nil)
)

// Describe implements prometheus.Collector.
func (s *state) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{readyDesc, outboxDesc, oldestDesc, pollsDesc} {
		ch <- d
	}
}

// Collect implements prometheus.Collector. What cannot be read is left out: a gap says
// more than a zero.
func (s *state) Collect(ch chan<- prometheus.Metric) {
	level := func(d *prometheus.Desc, v float64, labels ...string) {
		ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	ctx, cancel := context.WithTimeout(context.Background(), probeFor+time.Second)
	defer cancel()
	for _, c := range s.checks(ctx) {
		level(readyDesc, one(c.OK), c.Name)
	}
	b, err := s.coach.Backlog(ctx, s.workspace)
	if err != nil {
		return
	}
	level(oldestDesc, b.Oldest.Seconds())
	for _, state := range []coach.PostState{coach.PostReady, coach.PostSending, coach.PostUnknown, coach.PostStale, coach.PostEditing, coach.PostDead} {
		level(outboxDesc, float64(b.Posts[state]), string(state))
	}
	for _, kind := range []coach.PollKind{coach.DeadLeads, coach.IdeaRound} {
		level(pollsDesc, float64(b.Polls[kind]), string(kind))
	}
}

func one(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}
