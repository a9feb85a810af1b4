package db

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"salescoach/coach"
	"salescoach/db/dbtest"
)

// benchNow is when the coach looks at the filled deals: some are due by then.
var benchNow = time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC)

// benchCoach is a coach over a store, as the bot has it.
func benchCoach(tb testing.TB, store coach.Store) *coach.Coach {
	return benchCoachAt(tb, store, func() time.Time { return benchNow })
}

// benchCoachAt is one with a clock of its own.
func benchCoachAt(tb testing.TB, store coach.Store, now func() time.Time) *coach.Coach {
	tb.Helper()
	book, err := coach.LoadBook("")
	if err != nil {
		tb.Fatal(err)
	}
	var ids atomic.Int64
	return coach.New(store, coach.Options{
		Now: now, NewID: func() string { return fmt.Sprint("b", ids.Add(1)) }, Book: book,
		Rules: coach.DefaultRules(), WorkDays: [7]bool{1: true, 2: true, 3: true, 4: true, 5: true}, Zone: time.UTC, Log: slog.New(slog.DiscardHandler),
	})
}

// The whole of `/followup NAME` behind Slack: the look-up by name, everything
// known about the deal, the play and its words.
func BenchmarkCoachCard(b *testing.B) {
	for _, n := range sizes {
		b.Run(fmt.Sprintf("deals=%d", n), func(b *testing.B) {
			path, f := filledFile(b, n)
			c := benchCoach(b, open(b, path))
			in := coach.Input{Workspace: f.Workspace, Rep: f.Rep(0)}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				name := f.Account(i * 7919 % f.Accounts).Name
				m, _, err := c.Followup(b.Context(), in, name)
				if err != nil || !m.One() && len(m.Choices) == 0 {
					b.Fatal(name, m, err)
				}
				if !m.One() {
					if _, err := c.Advise(b.Context(), in, m.Choices[0].ID); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}

// `/followup`: one rep's due list.
func BenchmarkDueListOfOneRep(b *testing.B) {
	for _, n := range sizes {
		b.Run(fmt.Sprintf("deals=%d", n), func(b *testing.B) {
			path, f := filledFile(b, n)
			c := benchCoach(b, open(b, path))
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if _, err := c.Followups(b.Context(), coach.Input{Workspace: f.Workspace, Rep: f.Rep(i % f.Reps)}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// Due-list planning for the whole team: every open deal, its rhythm in its rep's
// days. It is what a morning of nudges costs.
func BenchmarkDueListOfEverybody(b *testing.B) {
	for _, n := range sizes {
		b.Run(fmt.Sprintf("deals=%d", n), func(b *testing.B) {
			path, f := filledFile(b, n)
			d := open(b, path)
			rules, hours := coach.DefaultRules(), benchCoach(b, d).Hours(coach.Rep{})
			b.ReportAllocs()
			found := 0
			for b.Loop() {
				found = 0
				err := d.View(b.Context(), f.Workspace, func(r coach.Reader) error {
					return r.OpenDeals("", func(deal coach.Deal) error {
						if c := rules.Cadence(deal, hours, benchNow); c.Wants() || c.Stalled {
							found++
						}
						return nil
					})
				})
				if err != nil {
					b.Fatal(err)
				}
			}
			if found == 0 {
				b.Error("nobody has anything to do: the figure is about nothing")
			}
			b.ReportMetric(float64(found), "due-or-stalled")
		})
	}
}

// A touch as it is logged: the deal is read, the right checked, the touch and
// the count and the input's key are written, and the next advice is read back.
func BenchmarkLogTouch(b *testing.B) {
	for _, callers := range []int{1, 32} {
		b.Run(fmt.Sprintf("callers=%d", callers), func(b *testing.B) {
			path, f := filledFile(b, 10_000)
			c := benchCoach(b, open(b, copyOf(b, path)))
			ids := openDealIDs(b, path, f, 200)
			var next atomic.Int64
			b.ReportAllocs()
			b.SetParallelism(callers / 2) // times GOMAXPROCS, which is two where the figures come from
			if callers == 1 {
				b.SetParallelism(1)
			}
			b.ResetTimer()
			log := func() error {
				n := next.Add(1)
				d := ids[n%int64(len(ids))]
				in := coach.Input{Workspace: f.Workspace, Key: fmt.Sprint("key", n), Rep: coach.Rep{ID: d.RepID}}
				_, err := c.LogTouch(context.Background(), in, d.ID, coach.TouchDraft{Channel: coach.Voicemail, Outcome: coach.LeftMessage})
				return err
			}
			if callers == 1 {
				for range b.N {
					if err := log(); err != nil {
						b.Fatal(err)
					}
				}
			} else {
				b.RunParallel(func(pb *testing.PB) {
					for pb.Next() {
						if err := log(); err != nil {
							b.Error(err)
							return
						}
					}
				})
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "touches/s")
		})
	}
}

// copyOf is a file's copy to write in.
func copyOf(tb testing.TB, path string) string {
	tb.Helper()
	in, err := os.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer in.Close()
	to := filepath.Join(tb.TempDir(), "copy.db")
	out, err := os.Create(to)
	if err != nil {
		tb.Fatal(err)
	}
	defer out.Close()
	if _, err := io.Copy(out, in); err != nil {
		tb.Fatal(err)
	}
	return to
}

// openDealIDs are some open deals of a filled file.
func openDealIDs(tb testing.TB, path string, f dbtest.Filled, n int) []coach.Deal {
	tb.Helper()
	var deals []coach.Deal
	err := open(tb, path).View(tb.Context(), f.Workspace, func(r coach.Reader) (err error) {
		deals, err = r.Deals(coach.DealQuery{RepID: f.Rep(0).ID, Stages: []coach.Stage{coach.Open}, Limit: n})
		return err
	})
	if err != nil || len(deals) == 0 {
		tb.Fatal(len(deals), err)
	}
	return deals
}
