package db

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"salescoach/coach"
)

// crowd is a DB in whose write transaction somebody sits, while others queue up
// behind in a known order.
type crowd struct {
	*testing.T
	d     *DB
	free  chan struct{} // lets the one who sits there go
	first error         // what became of it, after goOn
	wg    sync.WaitGroup
	size  int
}

// aCrowd begins with somebody who stores the setting "first" and then sits.
func aCrowd(t *testing.T) *crowd {
	c := &crowd{T: t, d: open(t, filepath.Join(t.TempDir(), "coach.db")), free: make(chan struct{})}
	sits := make(chan struct{})
	once := sync.OnceFunc(func() { close(sits); <-c.free })
	c.wg.Go(func() {
		c.first = c.d.Update(context.Background(), "T1", func(tx coach.Tx) error {
			err := tx.SaveSetting("first", "yes")
			once()
			return err
		})
	})
	<-sits
	return c
}

// joins queues one more Update and returns when it waits. Its error goes to then.
func (c *crowd) joins(ctx context.Context, fn func(coach.Tx) error, then func(error)) {
	c.Helper()
	c.wg.Go(func() { then(c.d.Update(ctx, "T1", fn)) })
	c.size++
	c.waiting(c.size)
}

func (c *crowd) waiting(n int) {
	c.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); runtime.Gosched() {
		c.d.writer.mu.Lock()
		got := len(c.d.writer.queue)
		c.d.writer.mu.Unlock()
		if got == n {
			return
		}
	}
	c.Fatalf("never were %d waiting", n)
}

// goOn lets them all run, and waits for their answers.
func (c *crowd) goOn() {
	close(c.free)
	c.wg.Wait()
}

func (c *crowd) fails(err error) {
	if err != nil {
		c.Error(err)
	}
}

// save is an fn that stores a setting and counts its runs.
func save(name string, runs *atomic.Int32) func(coach.Tx) error {
	return func(tx coach.Tx) error {
		runs.Add(1)
		return tx.SaveSetting(name, "yes")
	}
}

func TestThoseWhoWaitShareOneCommit(t *testing.T) {
	c := aCrowd(t)
	var runs, returned atomic.Int32
	for n := range 5 {
		c.joins(t.Context(), save(fmt.Sprint("s", n), &runs), func(err error) { c.fails(err); returned.Add(1) })
	}
	c.joins(t.Context(), func(tx coach.Tx) error {
		if n := returned.Load(); n != 0 {
			t.Errorf("%d have returned before the commit that they share", n)
		}
		for n := range 5 {
			if value, err := tx.Setting(fmt.Sprint("s", n)); value != "yes" || err != nil {
				t.Errorf("s%d is not in the shared transaction: %q, %v", n, value, err)
			}
		}
		if got := setting(t, c.d, "s0"); got != "" {
			t.Errorf("a reader sees %q before the commit", got)
		}
		return nil
	}, c.fails)
	c.goOn()
	if runs.Load() != 5 {
		t.Errorf("5 functions ran %d times", runs.Load())
	}
	c.fails(c.first)
	for n := range 5 {
		if got := setting(t, c.d, fmt.Sprint("s", n)); got != "yes" {
			t.Errorf("s%d is %q", n, got)
		}
	}
}

func TestNoMoreThanSixtyFourShareACommit(t *testing.T) {
	c := aCrowd(t)
	var runs, returned atomic.Int32
	for n := range maxShared + 5 {
		c.joins(t.Context(), save(fmt.Sprint("s", n), &runs), func(err error) { c.fails(err); returned.Add(1) })
	}
	c.joins(t.Context(), func(tx coach.Tx) error {
		if got := setting(t, c.d, "s0"); got != "yes" {
			t.Error("the first are not committed yet")
		}
		return nil
	}, c.fails)
	c.goOn()
}

// An error that makes SQLite roll back everything, as a full disk can, is the
// business of the one who met it.
func TestATransactionLostByOneIsRunAgainForTheOthers(t *testing.T) {
	c := aCrowd(t)
	var runs atomic.Int32
	c.joins(t.Context(), save("before", &runs), c.fails)
	c.joins(t.Context(), func(tx coach.Tx) error { return losesAll(tx) }, func(err error) {
		if coach.KindOf(err) != coach.Conflict {
			t.Errorf("who lost it got %v, want its own conflict", err)
		}
	})
	c.joins(t.Context(), func(tx coach.Tx) error { // hides its error: so nothing may run after it
		losesAll(tx)
		tx.SaveSetting("autocommitted", "yes")
		return nil
	}, func(err error) {
		if coach.KindOf(err) != coach.Conflict {
			t.Errorf("who hid its error got %v", err)
		}
	})
	c.joins(t.Context(), save("after", &runs), c.fails)
	c.goOn()
	for name, want := range map[string]string{"first": "yes", "before": "yes", "after": "yes", "autocommitted": "", "lost": ""} {
		if got := setting(t, c.d, name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if n := runs.Load(); n != 3 {
		t.Errorf("before and after ran %d times in all, want 3: only what was lost runs again", n)
	}
	mustUpdate(t, c.d)
}

// losesAll makes SQLite roll back the whole transaction at the second of two
// equal rows.
func losesAll(tx coach.Tx) error {
	var err error
	for range 2 {
		_, err = tx.(interface {
			exec(string, ...any) (int, error)
		}).exec(`INSERT OR ROLLBACK INTO settings (workspace, name, value) VALUES ('T1', 'lost', 'x')`)
	}
	return err
}

func TestAFailedCommitConfirmsNothingToAnybody(t *testing.T) {
	c := aCrowd(t)
	var runs atomic.Int32
	var mu sync.Mutex
	var errs []error
	collect := func(err error) { mu.Lock(); defer mu.Unlock(); errs = append(errs, err) }
	c.joins(t.Context(), save("before", &runs), collect)
	c.joins(t.Context(), func(tx coach.Tx) error {
		_, err := tx.(interface {
			exec(string, ...any) (int, error)
		}).exec(`PRAGMA defer_foreign_keys = 1`)
		return errors.Join(err, tx.InsertTouch(coach.Touch{ID: "t1", DealID: "nowhere"}))
	}, collect)
	c.joins(t.Context(), save("after", &runs), collect)
	c.goOn()
	if errs = append(errs, c.first); len(errs) != 4 {
		t.Fatalf("%d answers", len(errs))
	}
	for _, err := range errs {
		if err == nil {
			t.Error("somebody was told that it is stored")
		}
	}
	for _, name := range []string{"first", "before", "after"} {
		if got := setting(t, c.d, name); got != "" {
			t.Errorf("%s is %q", name, got)
		}
	}
	mustUpdate(t, c.d)
}

func TestWhoNoLongerWantsToWaitDoesNotRun(t *testing.T) {
	c := aCrowd(t)
	ctx, cancel := context.WithCancel(t.Context())
	gone := make(chan error)
	c.joins(ctx, func(coach.Tx) error { t.Error("ran"); return nil }, func(err error) { gone <- err })
	cancel()
	if err := <-gone; !errors.Is(err, context.Canceled) || coach.KindOf(err) != coach.Busy {
		t.Errorf("got %v, want busy because of the context", err)
	}
	c.size--
	var runs atomic.Int32
	c.joins(t.Context(), save("next", &runs), c.fails)
	c.goOn()
	if got := setting(t, c.d, "next"); got != "yes" {
		t.Error("the one behind did not get the turn")
	}
}

func TestNobodyWaitsLongerThanToldTo(t *testing.T) {
	c := aCrowd(t)
	c.d.writer.wait = 50 * time.Millisecond
	err := c.d.Update(t.Context(), "T1", func(coach.Tx) error { t.Error("ran"); return nil })
	if coach.KindOf(err) != coach.Busy {
		t.Errorf("got %v, want busy", err)
	}
	c.goOn()
}

// Many callers whose contexts end at any moment: each write is there whole or not
// at all, and exactly those are there that were confirmed or had begun.
func TestCancelledAtAnyMomentNothingIsHalf(t *testing.T) {
	d := open(t, filepath.Join(t.TempDir(), "coach.db"))
	var mu sync.Mutex
	confirmed := map[string]bool{}
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			for n := range 40 {
				key := fmt.Sprintf("%d-%d", i, n)
				ctx, cancel := context.WithTimeout(t.Context(), time.Duration(n*20)*time.Microsecond)
				err := d.Update(ctx, "T1", func(tx coach.Tx) error {
					return errors.Join(tx.SaveSetting(key+"a", "x"), tx.SaveSetting(key+"b", "x"))
				})
				cancel()
				mu.Lock()
				confirmed[key] = err == nil
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	both := map[string]int{}
	for key, ok := range confirmed {
		a, b := setting(t, d, key+"a"), setting(t, d, key+"b")
		if a != b || (a == "x") != ok {
			t.Errorf("%s: %q and %q, confirmed %v", key, a, b, ok)
		}
		both[fmt.Sprint(ok)]++
	}
	if both["true"] == 0 || both["false"] == 0 {
		t.Errorf("the moments were all alike: %v", both)
	}
}

func TestCloseLetsThoseWhoWaitFinish(t *testing.T) {
	c := aCrowd(t)
	var runs atomic.Int32
	c.joins(t.Context(), save("waited", &runs), c.fails)
	closed := make(chan error)
	go func() { closed <- c.d.Close() }()
	c.waiting(c.size + 1)
	c.goOn()
	if err := <-closed; err != nil {
		t.Error(err)
	}
	if got := setting(t, open(t, c.d.path), "waited"); got != "yes" {
		t.Error("who waited was turned away")
	}
}

func TestErrorsHaveAKindAndASentence(t *testing.T) {
	d := open(t, filepath.Join(t.TempDir(), "coach.db"))
	err := d.Update(t.Context(), "T1", func(tx coach.Tx) error {
		_, err := tx.(interface {
			exec(string, ...any) (int, error)
		}).exec("UPDATE nothing SET nonsense")
		return err
	})
	if coach.KindOf(err) != coach.Internal || strings.Contains(coach.Sentence(err), "SQL") {
		t.Errorf("%v: %q", err, coach.Sentence(err))
	}
	for _, c := range []struct {
		code int
		kind coach.Kind
		say  string
	}{
		{5, coach.Busy, sayLocked}, {517, coach.Busy, sayLocked}, {6, coach.Busy, sayLocked}, {13, coach.Busy, sayFull},
		{10, coach.Busy, sayDisk}, {778, coach.Busy, sayDisk}, {14, coach.Busy, sayDisk}, {8, coach.Busy, sayReadOnly},
		{1032, coach.Busy, sayReadOnly}, {9, coach.Busy, sayLate}, {11, coach.Internal, sayDamaged}, {26, coach.Internal, sayDamaged},
		{2067, coach.Conflict, sayTwice}, {1555, coach.Conflict, sayTwice}, {787, coach.NotFound, sayGone},
		{1299, coach.Internal, sayFault}, {275, coach.Internal, sayFault}, {1, coach.Internal, sayFault},
	} {
		if kind, say := kindOfCode(c.code); kind != c.kind || say != c.say {
			t.Errorf("code %d is %s, %q; want %s, %q", c.code, kind, say, c.kind, c.say)
		}
	}
}
