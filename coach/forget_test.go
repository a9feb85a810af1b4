package coach_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"salescoach/coach"
)

// hoard puts many old keys and messages into the store, and a young one of each.
func (d *desk) hoard(t *testing.T, n int) {
	t.Helper()
	err := d.store.Update(t.Context(), "T1", func(tx coach.Tx) error {
		for i := range n {
			old := coach.Post{Key: fmt.Sprint("nudge/", i), Kind: coach.NudgePost, State: coach.PostSent, Body: "{}", UpdatedAt: d.now.Add(-91 * 24 * time.Hour)}
			if err := tx.Remember(coach.Change{Key: fmt.Sprint("old ", i), At: d.now.Add(-8 * 24 * time.Hour)}); err != nil {
				return err
			}
			if err := tx.InsertPost(old); err != nil {
				return err
			}
		}
		if err := tx.Remember(coach.Change{Key: "young", At: d.now.Add(-6 * 24 * time.Hour)}); err != nil {
			return err
		}
		return tx.InsertPost(coach.Post{Key: "nudge/young", State: coach.PostSent, Body: "{}", UpdatedAt: d.now.Add(-89 * 24 * time.Hour)})
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsOldIsForgottenInBatchesAndNothingElse(t *testing.T) {
	d := newDesk(t)
	d.hoard(t, 600)
	for look, want := range []coach.Forgotten{{Keys: 500, Bodies: 500, More: true}, {Keys: 100, Bodies: 100}, {}} {
		if got, err := d.ForgetOld(t.Context(), "T1"); got != want || err != nil {
			t.Errorf("look %d forgot %+v, want %+v (%v)", look+1, got, want, err)
		}
	}
	err := d.store.View(t.Context(), "T1", func(r coach.Reader) error {
		if _, err := r.Change("young"); err != nil {
			t.Errorf("a key of last week is forgotten: %v", err)
		}
		if _, err := r.Change("old 599"); coach.KindOf(err) != coach.NotFound {
			t.Errorf("an old key is still there: %v", err)
		}
		young, err := r.Post("nudge/young")
		if err != nil || young.Body == "" {
			t.Errorf("a message of the quarter is forgotten: %+v, %v", young, err)
		}
		old, err := r.Post("nudge/599")
		if old.Body != "" {
			t.Errorf("an old message still says %q", old.Body)
		}
		return err // its key is there for good
	})
	if err != nil {
		t.Error(err)
	}
}

func TestTwoProcessesForgetSideBySide(t *testing.T) {
	d := newDesk(t)
	d.hoard(t, 1200)
	var all sync.WaitGroup
	sum := make(chan coach.Forgotten, 100)
	for range 4 {
		all.Go(func() {
			for more := true; more; {
				f, err := d.ForgetOld(context.WithoutCancel(t.Context()), "T1")
				if err != nil {
					t.Error(err)
				}
				sum <- f
				more = f.More
			}
		})
	}
	all.Wait()
	close(sum)
	var total coach.Forgotten
	for f := range sum {
		total.Keys, total.Bodies = total.Keys+f.Keys, total.Bodies+f.Bodies
	}
	if total.Keys != 1200 || total.Bodies != 1200 {
		t.Errorf("%+v were forgotten in all", total)
	}
}
