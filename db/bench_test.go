package db

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"salescoach/coach"
	"salescoach/db/dbtest"
)

// sizes are the numbers of deals that look-ups are compared over; ten touches each.
var sizes = []int{1_000, 10_000, 100_000}

// filledFile is a database of so many deals. It is made once per schema and kept
// in the system's temporary directory; only read it.
func filledFile(tb testing.TB, deals int) (string, dbtest.Filled) {
	tb.Helper()
	s := dbtest.Size{Deals: deals, TouchesPerDeal: 10}
	path := filepath.Join(os.TempDir(), fmt.Sprintf("salescoach-%s-%d.db", fingerprint(), deals))
	if _, err := os.Stat(path); err == nil {
		f, _ := dbtest.Fill(context.Background(), nowhere{}, s) // what it would write
		return path, f
	}
	making := filepath.Join(tb.TempDir(), "making.db")
	d := open(tb, making)
	start := time.Now()
	f, err := dbtest.Fill(context.Background(), d, s)
	if err == nil {
		err = d.Close()
	}
	if err == nil {
		err = os.Rename(making, path)
	}
	if err != nil {
		tb.Fatal(err)
	}
	tb.Logf("made %s in %v", path, time.Since(start).Round(time.Millisecond))
	return path, f
}

// nowhere is a store that runs nothing.
type nowhere struct{}

func (nowhere) View(context.Context, string, func(coach.Reader) error) error { return nil }
func (nowhere) Update(context.Context, string, func(coach.Tx) error) error   { return nil }

// fingerprint names what a filled file depends on.
func fingerprint() string {
	h := sha256.New()
	for _, m := range embedded() {
		io.WriteString(h, m.text)
	}
	fill, _ := os.ReadFile("dbtest/fill.go")
	h.Write(fill)
	return fmt.Sprintf("%x", h.Sum(nil)[:6])
}

func open(tb testing.TB, path string) *DB {
	tb.Helper()
	d, err := Open(context.Background(), "sqlite:"+path, Options{})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { d.Close() })
	return d
}

// overSizes runs a benchmark over files of all sizes.
func overSizes(b *testing.B, each func(b *testing.B, r coach.Reader, f dbtest.Filled)) {
	for _, n := range sizes {
		b.Run(fmt.Sprintf("deals=%d", n), func(b *testing.B) {
			path, f := filledFile(b, n)
			d := open(b, path)
			b.ReportAllocs()
			err := d.View(b.Context(), f.Workspace, func(r coach.Reader) error {
				each(b, r, f)
				return nil
			})
			if err != nil {
				b.Fatal(err)
			}
		})
	}
}

func benchmarkFind(b *testing.B, match func(name string) coach.NameMatch) {
	overSizes(b, func(b *testing.B, r coach.Reader, f dbtest.Filled) {
		for i := 0; b.Loop(); i++ {
			m := match(coach.SearchKey(f.Account(i * 7919 % f.Accounts).Name))
			found, err := r.FindAccounts(m)
			if err != nil || len(found) == 0 {
				b.Fatal(m, found, err)
			}
		}
	})
}

func BenchmarkFindExact(b *testing.B) {
	benchmarkFind(b, func(key string) coach.NameMatch { return coach.NameMatch{Exact: key} })
}

func BenchmarkFindPrefix(b *testing.B) {
	benchmarkFind(b, func(key string) coach.NameMatch { return coach.NameMatch{Prefix: key[:7]} })
}

func BenchmarkFindNear(b *testing.B) {
	benchmarkFind(b, func(key string) coach.NameMatch { return coach.NameMatch{Near: key[:4] + key[5:9]} })
}

// A word that one account of forty has.
func BenchmarkFindPopularWord(b *testing.B) {
	benchmarkFind(b, func(string) coach.NameMatch { return coach.NameMatch{Word: "log"} })
}

func BenchmarkDealsOfAccount(b *testing.B) {
	overSizes(b, func(b *testing.B, r coach.Reader, f dbtest.Filled) {
		for i := 0; b.Loop(); i++ {
			a := f.Account(i * 7919 % f.Accounts)
			deals, err := r.Deals(coach.DealQuery{AccountIDs: []string{a.ID}, First: f.Rep(i % f.Reps).ID, Limit: 20})
			if err != nil || len(deals) != 4 {
				b.Fatal(deals, err)
			}
		}
	})
}

func BenchmarkDealsByNamePrefix(b *testing.B) {
	overSizes(b, func(b *testing.B, r coach.Reader, f dbtest.Filled) {
		for i := 0; b.Loop(); i++ {
			q := coach.DealQuery{NamePrefix: "re", First: f.Rep(i % f.Reps).ID, Stages: []coach.Stage{coach.Open}, Limit: 20}
			if deals, err := r.Deals(q); err != nil || len(deals) != 20 {
				b.Fatal(deals, err)
			}
		}
	})
}

func BenchmarkDealWithLastTenTouches(b *testing.B) {
	overSizes(b, func(b *testing.B, r coach.Reader, f dbtest.Filled) {
		for i := 0; b.Loop(); i++ {
			d, err := r.Deal(f.Deal(i * 7919 % f.Deals).ID)
			if err != nil {
				b.Fatal(err)
			}
			if touches, err := r.Touches(d.ID, 10); err != nil || len(touches) != 10 {
				b.Fatal(touches, err)
			}
		}
	})
}

func BenchmarkOpenDeals(b *testing.B) {
	overSizes(b, func(b *testing.B, r coach.Reader, f dbtest.Filled) {
		for b.Loop() {
			n := 0
			if err := r.OpenDeals("", func(coach.Deal) error { n++; return nil }); err != nil || n < f.Deals/2 {
				b.Fatal(n, err)
			}
		}
	})
}

func BenchmarkOpenDealsOfOneRep(b *testing.B) {
	overSizes(b, func(b *testing.B, r coach.Reader, f dbtest.Filled) {
		for i := 0; b.Loop(); i++ {
			n := 0
			if err := r.OpenDeals(f.Rep(i%f.Reps).ID, func(coach.Deal) error { n++; return nil }); err != nil || n < 50 {
				b.Fatal(n, err)
			}
		}
	})
}

// logTouch is what logging a touch asks of the store.
func logTouch(ctx context.Context, s coach.Store, workspace, dealID, key string) error {
	return s.Update(ctx, workspace, func(tx coach.Tx) error {
		if _, err := tx.Change(key); coach.KindOf(err) != coach.NotFound {
			return err
		}
		d, err := tx.Deal(dealID)
		if err != nil {
			return err
		}
		at := time.UnixMilli(1_800_000_000_000).UTC()
		t := coach.Touch{ID: key, DealID: dealID, Direction: coach.Out, Channel: coach.Call, Outcome: coach.NoAnswer,
			PlayID: "second-effort", Note: "Nobody picked up.", At: at, On: coach.DateOf(at, time.UTC), LoggedBy: "U1", LoggedAt: at}
		if err := tx.InsertTouch(t); err != nil {
			return err
		}
		d.Tally.Touches++
		d.Tally.Followups++
		d.Tally.LastAt, d.Tally.LastOn = t.At, t.On
		if err := tx.SaveDeal(d); err != nil {
			return err
		}
		return tx.Remember(coach.Change{Key: key, Actor: "U1", Verb: "touch.log", Ref: t.ID, At: at})
	})
}

func benchmarkUpdate(b *testing.B, callers int) {
	from, f := filledFile(b, 10_000)
	path := filepath.Join(b.TempDir(), "copy.db")
	copyFile(b, path, from)
	d := open(b, path)
	var n atomic.Int64
	b.ReportAllocs()
	one := func() {
		i := int(n.Add(1))
		if err := logTouch(b.Context(), d, f.Workspace, f.Deal(i*7919%f.Deals).ID, fmt.Sprintf("K%015d", i)); err != nil {
			b.Error(err)
		}
	}
	if callers == 1 {
		for b.Loop() {
			one()
		}
		return
	}
	var wg sync.WaitGroup
	var left atomic.Int64
	left.Store(int64(b.N))
	b.ResetTimer()
	for range callers {
		wg.Go(func() {
			for left.Add(-1) >= 0 {
				one()
			}
		})
	}
	wg.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "tx/s")
}

func copyFile(tb testing.TB, to, from string) {
	tb.Helper()
	data, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, data, 0o600)
	}
	if err != nil {
		tb.Fatal(err)
	}
}

func BenchmarkUpdateOneCaller(b *testing.B) { benchmarkUpdate(b, 1) }
func BenchmarkUpdate32Callers(b *testing.B) { benchmarkUpdate(b, 32) }
