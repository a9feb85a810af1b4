package db

import (
	"context"
	"fmt"
	"log/slog"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"salescoach/coach"
)

// manager is a coach asked by a manager, half a year after the last touch of the
// filled deals: nearly every open one is stalled, and a candidate for a poll.
type manager struct {
	*coach.Coach
	workspace string
	ids       atomic.Int64
	cpu       time.Duration // that was measured
	held      *held
}

// held is a store that knows for how long others waited for one of its writes.
type held struct {
	coach.Store
	longest atomic.Int64 // ns
}

func (h *held) Update(ctx context.Context, workspace string, fn func(coach.Tx) error) error {
	return h.Store.Update(ctx, workspace, func(tx coach.Tx) error {
		start := time.Now()
		err := fn(tx)
		h.longest.Store(max(h.longest.Load(), int64(time.Since(start))))
		return err
	})
}

// timed does what is measured. On a busy machine only the CPU time means anything.
func (m *manager) timed(do func() error) error {
	before := cpuTime()
	err := do()
	m.cpu += cpuTime() - before
	return err
}

func newManager(tb testing.TB, store coach.Store, workspace string) *manager {
	book, err := coach.LoadBook("")
	if err != nil {
		tb.Fatal(err)
	}
	m := &manager{workspace: workspace, held: &held{Store: store}}
	now := benchNow.AddDate(0, 6, 0)
	m.Coach = coach.New(m.held, coach.Options{
		Now: func() time.Time { return now }, NewID: func() string { return fmt.Sprint("poll-", m.ids.Add(1)) }, Book: book, Rules: coach.DefaultRules(),
		WorkDays: [7]bool{1: true, 2: true, 3: true, 4: true, 5: true}, Zone: time.UTC, Log: slog.New(slog.DiscardHandler),
	})
	return m
}

func (m *manager) asks() coach.Input {
	return coach.Input{Workspace: m.workspace, Key: fmt.Sprint("key-", m.ids.Add(1)), Rep: coach.Rep{ID: "U0BOSS"}, Manager: true}
}

// onEach measures something a manager asks for at two sizes of a team with a hundred
// deals each, with the memory that it takes at the most.
func onEach(b *testing.B, measure func(b *testing.B, m *manager, reps int)) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprintf("deals=%d", n), func(b *testing.B) {
			d, f, reps := manyReps(b, n)
			m := newManager(b, d, f.Workspace)
			if _, err := m.Team(context.Background(), f.Workspace); err != nil { // what works is added up once, by the first who asks
				b.Fatal(err)
			}
			b.ReportAllocs()
			stop := liveHeap()
			measure(b, m, reps)
			b.ReportMetric(float64(m.cpu.Milliseconds())/float64(b.N), "cpu-ms/op")
			b.ReportMetric(float64(stop())/1e6, "peak-MB")
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(n), "µs/deal")
		})
	}
}

// App Home of a manager: every rep, all their open deals.
func BenchmarkHomeOfAManager(b *testing.B) {
	onEach(b, func(b *testing.B, m *manager, reps int) {
		for b.Loop() {
			var h coach.Home
			err := m.timed(func() (err error) { h, err = m.Home(b.Context(), m.asks()); return err })
			if err != nil || len(h.Team.Reps) != reps {
				b.Fatalf("%d reps, %v", len(h.Team.Reps), err)
			}
		}
	})
}

// What a poll would ask, before anything is sent.
func BenchmarkPollPreview(b *testing.B) {
	onEach(b, func(b *testing.B, m *manager, reps int) {
		for b.Loop() {
			var p coach.PollPreview
			err := m.timed(func() (err error) { p, err = m.PreviewPoll(b.Context(), m.asks(), coach.Asked{}); return err })
			if err != nil || len(p.Reps) < reps/2 {
				b.Fatalf("%d of %d reps, %v", len(p.Reps), reps, err)
			}
		}
	})
}

// A poll is opened: a row for each deal, a question for each rep; then it is closed, which
// is not measured.
func BenchmarkPollOpen(b *testing.B) {
	onEach(b, func(b *testing.B, m *manager, reps int) {
		var longest int64
		defer func() { b.ReportMetric(float64(longest)/1e6, "longest-write-ms") }()
		for b.Loop() {
			var o coach.Opened
			m.held.longest.Store(0)
			err := m.timed(func() (err error) { o, err = m.OpenPoll(b.Context(), m.asks(), coach.Asked{}); return err })
			if err != nil || len(o.Board.Reps) < reps/2 {
				b.Fatalf("%d of %d reps, %v", len(o.Board.Reps), reps, err)
			}
			b.StopTimer()
			longest = max(longest, m.held.longest.Load())
			if _, err := m.ClosePoll(b.Context(), m.asks(), o.Board.Poll.ID); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
		}
	})
}

// How a poll stands, counted anew: what the manager's message says after each answer.
func BenchmarkPollCount(b *testing.B) {
	onEach(b, func(b *testing.B, m *manager, reps int) {
		o, err := m.OpenPoll(b.Context(), m.asks(), coach.Asked{})
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			var board coach.Board
			err := m.timed(func() (err error) { board, err = m.Board(b.Context(), m.workspace, o.Board.Poll.ID); return err })
			if err != nil || len(board.Reps) < reps/2 {
				b.Fatalf("%d of %d reps, %v", len(board.Reps), reps, err)
			}
		}
	})
}

// One rep answers, in a poll of everybody.
func BenchmarkPollVote(b *testing.B) {
	onEach(b, func(b *testing.B, m *manager, _ int) {
		o, err := m.OpenPoll(b.Context(), m.asks(), coach.Asked{})
		if err != nil {
			b.Fatal(err)
		}
		in := m.asks()
		in.Rep, in.Manager = o.Board.Reps[0].Rep, false
		ballot, err := m.Ballot(b.Context(), m.workspace, o.Board.Poll.ID, in.Rep.ID)
		if err != nil {
			b.Fatal(err)
		}
		for i := 0; b.Loop(); i++ {
			in.Key = fmt.Sprint("vote-", i)
			choice := []coach.Choice{coach.CalledDead, coach.StillAlive}[i%2]
			err := m.timed(func() error {
				_, err := m.Vote(b.Context(), in, o.Board.Poll.ID, ballot.Deals[0].Deal.ID, coach.Answer{Choice: choice, Plain: true}, coach.Clicked{})
				return err
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	})
}

// Everything that somebody left behind changes hands: a hundred deals, one transaction.
func BenchmarkReassignAll(b *testing.B) {
	onEach(b, func(b *testing.B, m *manager, _ int) {
		h, err := m.Home(b.Context(), m.asks())
		if err != nil {
			b.Fatal(err)
		}
		from, to := h.Team.Reps[0].Rep, h.Team.Reps[1].Rep
		deals := 0
		for b.Loop() {
			b.StopTimer()
			for rep, gone := range map[*coach.Rep]bool{&from: true, &to: false} {
				rep.Deleted = gone
				if err := m.Changed(b.Context(), m.workspace, *rep); err != nil {
					b.Fatal(err)
				}
			}
			b.StartTimer()
			var got coach.Handed
			err := m.timed(func() (err error) { got, err = m.ReassignAll(b.Context(), m.asks(), from.ID, to.ID); return err })
			if err != nil {
				b.Fatal(err)
			}
			deals += len(got.Handover.Deals)
			from, to = to, from
		}
		b.ReportMetric(float64(deals)/float64(b.N), "deals/op")
	})
}

// cpuTime is what this process has used so far.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
