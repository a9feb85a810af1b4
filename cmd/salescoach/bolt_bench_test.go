package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"salescoach/bot/sandbox"
)

// BenchmarkBesideBolt holds the program that operators run, which commits a touch before
// it answers, against the smallest app on Slack's own client for Node, which keeps
// nothing: 32 people at a time, each of whom waits for the answer. Both run by
// themselves; start-ms is from their start to their first connection.
func BenchmarkBesideBolt(b *testing.B) {
	b.Run("salescoach", func(b *testing.B) {
		p := startProcess(b, func() []string { return nil })
		p.hurried(b)
		p.fine(b)
	})
	b.Run("bolt", func(b *testing.B) {
		node, err := exec.LookPath("node")
		if err != nil {
			b.Skip("there is no Node here")
		}
		dir := filepath.Join(root, "bot", "sandbox", "witness")
		if _, err := os.Stat(filepath.Join(dir, "node_modules")); err != nil {
			b.Skip("Slack's own client is not installed: npm ci --omit=dev --ignore-scripts in bot/sandbox/witness")
		}
		ws := sandbox.New(sandbox.Options{NoRateLimits: true, Unchecked: true, MaxMessages: 100, Commands: slashCommands})
		must(b, ws.Start())
		b.Cleanup(func() { ws.Close() })
		for n := range crowd {
			rep := ws.AddPerson(sandbox.PersonSpec{ID: person(n), Name: fmt.Sprint("rep", n)})
			ws.AddChannel(sandbox.ChannelSpec{ID: room(n), Name: fmt.Sprint("room", n), Members: []string{rep.ID, ws.BotUserID()}})
		}
		p := &benchProcess{ws: ws}
		p.begins(b, func() *process {
			cmd := exec.Command(node, "echo.js")
			cmd.Dir = dir
			in, err := cmd.StdinPipe() // it lives as long as this is open
			must(b, err)
			b.Cleanup(func() { in.Close() })
			return runs(b, cmd, reaching(ws, ""))
		}, 1)
		p.hurried(b)
		p.fine(b)
	})
}

// hurried types b.N touches, 32 at a time, and reports how that went.
func (p *benchProcess) hurried(b *testing.B) {
	b.Helper()
	const inFlight = 32
	took, next := make([]time.Duration, b.N), atomic.Int64{}
	cpu := p.cpu(b)
	b.ResetTimer()
	var all sync.WaitGroup
	for range inFlight {
		all.Go(func() {
			for n := next.Add(1) - 1; n < int64(b.N); n = next.Add(1) - 1 {
				start := time.Now()
				p.logs(int(n))
				took[n] = time.Since(start)
			}
		})
	}
	all.Wait()
	b.StopTimer()
	slices.Sort(took)
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "commands/s")
	b.ReportMetric(float64(took[b.N/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(took[b.N*99/100].Microseconds()), "p99-µs")
	b.ReportMetric(float64((p.cpu(b)-cpu).Microseconds())/float64(b.N), "its-cpu-µs/op")
	b.ReportMetric(p.memory(b, "VmHWM"), "RSS-peak-MB")
	b.ReportMetric(float64(p.cold.Milliseconds()), "start-ms")
}

// begins starts a program, which is the one that is measured from then on, and waits
// until it has its sockets.
func (p *benchProcess) begins(b *testing.B, start func() *process, sockets int) {
	b.Helper()
	before, began := p.ws.Counters().Connections, time.Now()
	p.life = start()
	p.pid = strconv.Itoa(p.life.cmd.Process.Pid)
	ctx, cancel := context.WithTimeout(b.Context(), time.Minute)
	defer cancel()
	must(b, p.ws.WaitFor(ctx, func() bool { return p.ws.Counters().Connections > before }))
	p.cold = time.Since(began)
	must(b, p.ws.WaitFor(ctx, func() bool { return p.ws.Counters().Connections >= before+sockets }))
}
