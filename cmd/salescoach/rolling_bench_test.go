package main

import (
	"slices"
	"syscall"
	"testing"
	"time"
)

// rolling types a hundred touches a second while the bot is replaced again and again:
// the next one is there before the last is asked to go.
func rolling(b *testing.B) {
	p := startProcess(b, func() []string { return nil })
	quit, replaced := make(chan struct{}), make(chan []time.Duration)
	every := min(30*time.Second, time.Duration(b.N)*10*time.Millisecond/4)
	go func() { replaced <- p.replaceEvery(b, every, quit) }()
	took := p.paced(b, 100, nil)
	close(quit)
	drains := <-replaced
	if !within(20*time.Second, func() bool { return countedTouches(b, p.store, p.ws.TeamID()) >= b.N }) {
		b.Error("touches are lost")
	}
	if got := countedTouches(b, p.store, p.ws.TeamID()); got != b.N {
		b.Errorf("%d touches are counted, %d were typed", got, b.N)
	}
	b.ReportMetric(float64(took[b.N*99/100].Microseconds()), "p99-µs")
	b.ReportMetric(float64(took[b.N*999/1000].Microseconds()), "p999-µs")
	b.ReportMetric(float64(took[b.N-1].Milliseconds()), "max-ms")
	b.ReportMetric(float64(len(drains)), "restarts")
	if len(drains) > 0 {
		b.ReportMetric(float64(slices.Max(drains).Milliseconds()), "drain-max-ms")
	}
	p.fine(b)
}

// replaceEvery replaces the bot until it is told to quit, and says how long each took
// to go once it was asked to.
func (p *benchProcess) replaceEvery(b *testing.B, every time.Duration, quit chan struct{}) (drains []time.Duration) {
	for next := time.Tick(every); ; {
		select {
		case <-quit:
			return drains
		case <-next:
		}
		last := p.life
		p.start(b)
		asked := time.Now()
		last.end(syscall.SIGTERM) // who still runs after ten seconds fails the benchmark
		drains = append(drains, time.Since(asked))
	}
}
