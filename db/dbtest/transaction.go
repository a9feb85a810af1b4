package dbtest

import (
	"context"
	"errors"
	"testing"
	"time"

	"salescoach/coach"
)

var transactionTests = map[string]func(world){
	"an error of fn comes back unchanged and nothing is kept":    errorUnchanged,
	"a panic in fn is an Internal error and nothing is kept":     panicContained,
	"fn that ends its goroutine keeps nothing and blocks nobody": goexitContained,
	"after an error nothing more is done, even if fn hides it":   errorSpoils,
	"something not found in a read spoils nothing":               notFoundHarmless,
	"a transaction cannot be used after its end":                 usedAfterEnd,
	"a context that has ended runs nothing":                      contextEnded,
	"what has begun is committed though the context ends":        contextEndsMidway,
	"a view ends with its context":                               viewEndsWithContext,
	"a view sees one state beside a writer":                      viewIsOneState,
	"a transaction sees its own writes, and others only then":    writesSeen,
}

var errOwn = errors.New("an error of fn")

func errorUnchanged(w world) {
	w.hasDeal()
	err := w.tried(func(tx coach.Tx) error {
		return firstError(tx.InsertTouch(aTouch("t1", "d1", noon)), tx.SaveSetting("a", "b"), errOwn)
	})
	if err != errOwn {
		w.Errorf("Update: %v, want the very error", err)
	}
	err = w.store.View(context.Background(), workspace, func(coach.Reader) error { return errOwn })
	if err != errOwn {
		w.Errorf("View: %v, want the very error", err)
	}
	w.nothingKept()
}

// nothingKept checks that touch t1 and setting a are not stored, and that the
// store still works.
func (w world) nothingKept() {
	w.Helper()
	w.saw(func(r coach.Reader) error {
		_, err := r.Touch("t1")
		w.kind(err, coach.NotFound)
		value, err := r.Setting("a")
		w.same(value, "")
		return err
	})
	w.did(func(tx coach.Tx) error { return tx.SaveSetting("works", "yes") })
}

func panicContained(w world) {
	w.hasDeal()
	err := w.tried(func(tx coach.Tx) error {
		if err := firstError(tx.InsertTouch(aTouch("t1", "d1", noon)), tx.SaveSetting("a", "b")); err != nil {
			return err
		}
		panic("boom")
	})
	w.kind(err, coach.Internal)
	w.kind(w.store.View(context.Background(), workspace, func(coach.Reader) error { panic("boom") }), coach.Internal)
	w.nothingKept()
}

func goexitContained(w world) {
	w.hasDeal()
	done := make(chan struct{})
	go func() { // as t.FailNow does in a test
		defer close(done)
		skip := &testing.T{}
		w.tried(func(tx coach.Tx) error {
			tx.InsertTouch(aTouch("t1", "d1", noon))
			skip.SkipNow()
			return nil
		})
	}()
	<-done
	w.nothingKept()
}

func errorSpoils(w world) {
	_, d := w.hasDeal()
	err := w.tried(func(tx coach.Tx) error {
		w.kind(tx.InsertDeal(d), coach.Conflict)
		w.kind(tx.InsertTouch(aTouch("t1", "d1", noon)), coach.Conflict)
		_, err := tx.Setting("a")
		w.kind(err, coach.Conflict)
		return nil
	})
	w.kind(err, coach.Conflict)
	w.nothingKept()
	err = w.tried(func(tx coach.Tx) error {
		tx.SaveSetting("a", "b")
		w.kind(tx.DeleteTouch("t1"), coach.NotFound)
		return nil
	})
	w.kind(err, coach.NotFound)
	w.nothingKept()
}

func notFoundHarmless(w world) {
	w.did(func(tx coach.Tx) error {
		_, err := tx.AccountNamed("brandan")
		w.kind(err, coach.NotFound)
		_, err = tx.Change("k")
		w.kind(err, coach.NotFound)
		return tx.InsertAccount(anAccount("a1", "Brandan"))
	})
	w.saw(func(r coach.Reader) error { _, err := r.Account("a1"); return err })
}

func usedAfterEnd(w world) {
	w.hasDeal()
	var tx coach.Tx
	var r coach.Reader
	w.did(func(t coach.Tx) error { tx = t; return nil })
	w.saw(func(v coach.Reader) error { r = v; return nil })
	w.kind(tx.SaveSetting("a", "b"), coach.Internal)
	_, err := tx.Deal("d1")
	w.kind(err, coach.Internal)
	_, err = r.Deal("d1")
	w.kind(err, coach.Internal)
	w.nothingKept()
}

func contextEnded(w world) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	ran := false
	errs := []error{
		w.store.Update(ctx, workspace, func(coach.Tx) error { ran = true; return nil }),
		w.store.View(ctx, workspace, func(coach.Reader) error { ran = true; return nil }),
	}
	for _, err := range errs {
		w.kind(err, coach.Busy)
		if !errors.Is(err, context.Canceled) {
			w.Errorf("%v does not say that the context was cancelled", err)
		}
	}
	if ran {
		w.Error("fn ran")
	}
}

func contextEndsMidway(w world) {
	w.hasDeal()
	ctx, cancel := context.WithCancel(context.Background())
	err := w.store.Update(ctx, workspace, func(tx coach.Tx) error {
		err := tx.InsertTouch(aTouch("t1", "d1", noon))
		cancel()
		return firstError(err, tx.InsertTouch(aTouch("t2", "d1", noon)))
	})
	if err != nil {
		w.Fatal(err)
	}
	w.saw(func(r coach.Reader) error {
		all, err := r.Touches("d1", 0)
		w.same(len(all), 2)
		return err
	})
}

func viewEndsWithContext(w world) {
	w.market(30)
	ctx, cancel := context.WithCancel(context.Background())
	n := 0
	err := w.store.View(ctx, workspace, func(r coach.Reader) error {
		return r.OpenDeals("", func(coach.Deal) error { n++; cancel(); return nil })
	})
	w.kind(err, coach.Busy)
	if n != 1 || !errors.Is(err, context.Canceled) {
		w.Errorf("after %d deals: %v, want one deal and the context's error", n, err)
	}
}

func viewIsOneState(w world) {
	_, d := w.hasDeal()
	w.saw(func(r coach.Reader) error {
		before, err := r.Deal("d1")
		if err != nil {
			return err
		}
		w.did(func(tx coach.Tx) error {
			d.Stage = coach.Won
			return firstError(tx.SaveDeal(d), tx.InsertTouch(aTouch("t1", "d1", noon)))
		})
		after, err := r.Deal("d1")
		w.same(after, before)
		touches, err2 := r.Touches("d1", 0)
		w.same(len(touches), 0)
		return firstError(err, err2)
	})
	w.saw(func(r coach.Reader) error {
		now, err := r.Deal("d1")
		w.same(now.Stage, coach.Won)
		return err
	})
}

func writesSeen(w world) {
	w.hasDeal()
	w.did(func(tx coach.Tx) error {
		if err := tx.InsertTouch(aTouch("t1", "d1", noon.Add(time.Second))); err != nil {
			return err
		}
		w.saw(func(r coach.Reader) error {
			_, err := r.Touch("t1")
			w.kind(err, coach.NotFound)
			return nil
		})
		_, err := tx.Touch("t1")
		return err
	})
	w.saw(func(r coach.Reader) error { _, err := r.Touch("t1"); return err })
}
