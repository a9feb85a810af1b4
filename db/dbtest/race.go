package dbtest

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"

	"salescoach/coach"
)

var raceTests = map[string]func(world){
	"32 callers who read and write one deal lose no update":    raceUpdates,
	"32 callers with old copies conflict, and only one wins":   raceVersions,
	"of 16 deliveries of one input exactly one wins":           raceRemember,
	"of 16 who add one account exactly one does":               raceAccount,
	"who fails among many takes nothing of the others with it": raceFailures,
	"readers beside writers never see half a transaction":      raceReaders,
}

// together runs fn in n goroutines that start at once.
func together(n int, fn func(i int)) {
	var wg sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		wg.Go(func() { <-start; fn(i) })
	}
	close(start)
	wg.Wait()
}

func raceUpdates(w world) {
	w.hasDeal()
	const callers, each = 32, 10
	together(callers, func(i int) {
		for n := range each {
			err := w.tried(func(tx coach.Tx) error {
				d, err := tx.Deal("d1")
				if err != nil {
					return err
				}
				d.Tally.Touches++
				return firstError(tx.InsertTouch(aTouch(fmt.Sprint("t", i, "-", n), "d1", noon)), tx.SaveDeal(d))
			})
			if err != nil {
				w.Error(err)
			}
		}
	})
	w.saw(func(r coach.Reader) error {
		d, err := r.Deal("d1")
		w.same([]int{d.Tally.Touches, d.Version}, []int{callers * each, callers * each})
		touches, err2 := r.Touches("d1", 0)
		w.same(len(touches), callers*each)
		return firstError(err, err2)
	})
}

func raceVersions(w world) {
	_, d := w.hasDeal()
	var won, lost atomic.Int32
	together(32, func(i int) {
		mine := d
		mine.Amount.Minor = int64(i)
		switch err := w.tried(func(tx coach.Tx) error { return tx.SaveDeal(mine) }); coach.KindOf(err) {
		case "":
			won.Add(1)
		case coach.Conflict:
			lost.Add(1)
		default:
			w.Error(err)
		}
	})
	w.same([]int32{won.Load(), lost.Load()}, []int32{1, 31})
}

func raceRemember(w world) {
	w.hasDeal()
	for round := range 5 {
		var won atomic.Int32
		together(16, func(i int) {
			key := fmt.Sprint("k", round)
			err := w.tried(func(tx coach.Tx) error {
				return firstError(
					tx.InsertTouch(aTouch(fmt.Sprint("t", round, "-", i), "d1", noon)),
					tx.Remember(coach.Change{Key: key, Ref: fmt.Sprint(i), At: noon}))
			})
			if err == nil {
				won.Add(1)
			} else {
				w.kind(err, coach.Conflict)
			}
		})
		w.same(won.Load(), int32(1))
	}
	w.saw(func(r coach.Reader) error {
		touches, err := r.Touches("d1", 0)
		w.same(len(touches), 5)
		return err
	})
}

func raceAccount(w world) {
	var won atomic.Int32
	together(16, func(i int) {
		err := w.tried(func(tx coach.Tx) error { return tx.InsertAccount(anAccount(fmt.Sprint("a", i), "Brandan Foods")) })
		if err == nil {
			won.Add(1)
		} else {
			w.kind(err, coach.Conflict)
		}
	})
	w.same(won.Load(), int32(1))
	w.saw(func(r coach.Reader) error {
		found, err := r.FindAccounts(coach.NameMatch{Word: "foods"})
		w.same(len(found), 1)
		return err
	})
}

// raceFailures mixes callers who succeed, fail, panic and conflict: whatever
// shares a commit with whatever, each has its own result and no other.
func raceFailures(w world) {
	_, d := w.hasDeal()
	together(48, func(i int) {
		touch := aTouch(fmt.Sprintf("t%02d", i), "d1", noon)
		err := w.tried(func(tx coach.Tx) error {
			if err := tx.InsertTouch(touch); err != nil {
				return err
			}
			switch i % 4 {
			case 1:
				return errOwn
			case 2:
				panic("boom")
			case 3:
				return tx.InsertDeal(d)
			}
			return nil
		})
		want := [...]coach.Kind{"", coach.Internal, coach.Internal, coach.Conflict}[i%4]
		w.kind(err, want)
		if i%4 == 1 && err != errOwn {
			w.Errorf("caller %d: %v, want its own error", i, err)
		}
	})
	var want []string
	for i := 44; i >= 0; i -= 4 {
		want = append(want, fmt.Sprintf("t%02d", i))
	}
	w.saw(func(r coach.Reader) error {
		touches, err := r.Touches("d1", 0)
		w.same(ids(touches, touchID), want)
		return err
	})
}

func raceReaders(w world) {
	_, d := w.hasDeal()
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for ctx.Err() == nil {
				w.saw(func(r coach.Reader) error {
					deal, err := r.Deal("d1")
					touches, err2 := r.Touches("d1", 0)
					if deal.Tally.Touches != len(touches) {
						w.Errorf("the tally says %d, there are %d touches", deal.Tally.Touches, len(touches))
					}
					return firstError(err, err2)
				})
			}
		})
	}
	for n := range 100 {
		w.did(func(tx coach.Tx) error {
			err := tx.InsertTouch(aTouch(fmt.Sprint("t", n), "d1", noon))
			d.Tally.Touches++
			err2 := tx.SaveDeal(d)
			d.Version++
			return firstError(err, err2)
		})
	}
	cancel()
	wg.Wait()
}
