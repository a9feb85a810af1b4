package db

import (
	"context"
	"fmt"
	"runtime/metrics"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"salescoach/coach"
	"salescoach/db/dbtest"
)

// manyReps is a filled file of a team of a hundred deals each: twice as many reps as
// dbtest.Fill makes, who share the deals.
func manyReps(tb testing.TB, deals int) (*DB, dbtest.Filled, int) {
	tb.Helper()
	path, f := filledFile(tb, deals)
	d := open(tb, copyOf(tb, path))
	for from := 0; from < deals; from += 1000 {
		err := d.Update(context.Background(), f.Workspace, func(tx coach.Tx) error {
			for n := from; n < min(from+1000, deals); n++ {
				if n/f.Reps%2 == 0 {
					continue
				}
				deal, err := tx.Deal(f.Deal(n).ID)
				if err != nil {
					return err
				}
				deal.RepID += "B"
				if err := tx.SaveDeal(deal); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			tb.Fatal(err)
		}
	}
	err := d.Update(context.Background(), f.Workspace, func(tx coach.Tx) error {
		for n := range f.Reps {
			rep := f.Rep(n)
			rep.ID += "B"
			if err := tx.SaveRep(rep); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	return d, f, 2 * f.Reps
}

// planner is a coach that plans the nudges of one day after the other.
type planner struct {
	*coach.Coach
	now atomic.Int64 // unix seconds
}

func newPlanner(tb testing.TB, store coach.Store) *planner {
	book, err := coach.LoadBook("")
	if err != nil {
		tb.Fatal(err)
	}
	rules := coach.DefaultRules()
	rules.Target = 50 // the filled deals have ten touches each, and shall be due
	p := &planner{}
	p.now.Store(benchNow.AddDate(0, 6, 0).Unix()) // when every open deal is due
	p.Coach = coach.New(store, coach.Options{
		Now: func() time.Time { return time.Unix(p.now.Load(), 0).UTC() }, NewID: func() string { return "x" }, Book: book, Rules: rules,
		WorkDays: [7]bool{true, true, true, true, true, true, true}, Zone: time.UTC, Nudge: coach.Clock(8 * 60), NudgeCap: 5,
	})
	return p
}

// day plans the nudges of the next day, tick by tick.
func (p *planner) day(tb testing.TB, workspace string) (all coach.Planned) {
	p.now.Add(24 * 60 * 60)
	for {
		planned, err := p.PlanNudges(context.Background(), workspace)
		if err != nil {
			tb.Error(err)
		}
		if planned.Nudges+planned.Silent == 0 {
			return all
		}
		all.Nudges, all.Silent = all.Nudges+planned.Nudges, all.Silent+planned.Silent
	}
}

// liveHeap follows the most bytes of live and dead objects until it is told to stop.
func liveHeap() (stop func() (most uint64)) {
	end, done := make(chan struct{}), make(chan uint64)
	go func() {
		sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		most := uint64(0)
		look := time.NewTicker(5 * time.Millisecond)
		defer look.Stop()
		for {
			metrics.Read(sample)
			most = max(most, sample[0].Value.Uint64())
			select {
			case <-end:
				done <- most
				return
			case <-look.C:
			}
		}
	}()
	return func() uint64 { close(end); return <-done }
}

// A morning: every rep of a team, all their open deals, the nudges written.
func BenchmarkPlanNudges(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprintf("deals=%d", n), func(b *testing.B) {
			d, f, reps := manyReps(b, n)
			p := newPlanner(b, d)
			b.ReportAllocs()
			stop := liveHeap()
			nudges := 0
			for b.Loop() {
				got := p.day(b, f.Workspace)
				nudges += got.Nudges
				if got.Nudges+got.Silent != reps {
					b.Fatalf("%+v for %d reps", got, reps)
				}
			}
			b.ReportMetric(float64(stop())/1e6, "peak-MB")
			b.ReportMetric(float64(nudges)/float64(b.N), "nudges/op")
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N)/float64(n)*1e3, "µs/deal")
		})
	}
}

// What a command takes while a morning is planned: the slowest of a hundred, with and
// without.
func BenchmarkCardsWhileNudgesArePlanned(b *testing.B) {
	for _, busy := range []bool{false, true} {
		b.Run(fmt.Sprintf("planning=%v", busy), func(b *testing.B) {
			d, f, _ := manyReps(b, 100_000)
			c, p := benchCoach(b, d), newPlanner(b, d)
			in := coach.Input{Workspace: f.Workspace, Rep: f.Rep(0)}
			if _, err := c.Team(b.Context(), f.Workspace); err != nil { // what works is added up once, by the first who asks
				b.Fatal(err)
			}
			var over atomic.Bool
			done := make(chan struct{})
			go func() {
				defer close(done)
				for busy && !over.Load() {
					p.day(b, f.Workspace)
				}
			}()
			var took []time.Duration
			for i := 0; b.Loop(); i++ {
				start := time.Now()
				if _, _, err := c.Followup(b.Context(), in, f.Account(i*7919%f.Accounts).Name); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(start))
			}
			over.Store(true)
			<-done
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
		})
	}
}
