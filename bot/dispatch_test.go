package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
)

func TestTasksOfOneLaneKeepTheirOrderWhileOthersGoOn(t *testing.T) {
	l := newLanes(4, 100, 100)
	defer l.stop()
	var mu sync.Mutex
	var got []int
	block, other := make(chan struct{}), make(chan struct{})
	for i := range 20 {
		must(t, l.push("a", func() {
			if i == 0 {
				<-block
			}
			mu.Lock()
			defer mu.Unlock()
			got = append(got, i)
		}))
	}
	must(t, l.push("b", func() { close(other) }))
	<-other // runs although lane a is stuck
	close(block)
	must(t, l.waitIdle(patient(t)))
	if !slices.IsSorted(got) || len(got) != 20 {
		t.Errorf("lane a ran in the order %v", got)
	}
}

func TestOneLaneNeverRunsOnTwoWorkers(t *testing.T) {
	l := newLanes(8, 10000, 10000)
	defer l.stop()
	inside := 0 // guarded by the promise under test; -race sees it broken
	for range 1000 {
		must(t, l.push("a", func() { inside++ }))
	}
	must(t, l.waitIdle(patient(t)))
	if inside != 1000 {
		t.Errorf("ran %d of 1000", inside)
	}
}

func TestWhoHasManyTasksWaitsForWhoHasOne(t *testing.T) {
	l := newLanes(1, 100, 100)
	defer l.stop()
	var order string // written by the only worker
	add := func(key string) { must(t, l.push(key, func() { order += key })) }
	block := make(chan struct{})
	must(t, l.push("x", func() { <-block }))
	for _, key := range []string{"a", "a", "a", "b", "c"} {
		add(key)
	}
	close(block)
	must(t, l.waitIdle(patient(t)))
	if order != "abcaa" {
		t.Errorf("ran in the order %s, want abcaa", order)
	}
}

func TestAFullQueueRefusesAndOnePersonCannotFillIt(t *testing.T) {
	l := newLanes(1, 4, 2)
	defer l.stop()
	block, started := make(chan struct{}), make(chan struct{})
	defer close(block)
	must(t, l.push("x", func() { close(started); <-block }))
	<-started
	must(t, l.push("a", func() {}))
	must(t, l.push("a", func() {}))
	if err := l.push("a", func() {}); !errors.Is(err, errFull) {
		t.Errorf("third of one person: %v, want full", err)
	}
	must(t, l.push("b", func() {}))
	must(t, l.push("c", func() {}))
	if err := l.push("d", func() {}); !errors.Is(err, errFull) {
		t.Errorf("fifth in a queue of four: %v, want full", err)
	}
}

func TestALaneThatNeverEmptiesDoesNotGrow(t *testing.T) {
	ln := &lane{}
	task := func() {}
	ln.tasks = append(ln.tasks, task, task, task)
	for range 10000 {
		ln.tasks = append(ln.tasks, task)
		ln.take()
	}
	if n := len(ln.tasks) - ln.next; n != 3 || cap(ln.tasks) > 64 {
		t.Errorf("%d tasks in room for %d", n, cap(ln.tasks))
	}
}

func TestIdleLanesAreForgotten(t *testing.T) {
	l := newLanes(2, 1000, 1000)
	defer l.stop()
	for i := range 500 {
		must(t, l.push(fmt.Sprint(i), func() {}))
	}
	must(t, l.waitIdle(patient(t)))
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.lanes) != 0 || len(l.ready) != 0 {
		t.Errorf("%d lanes and %d ready after all is done", len(l.lanes), len(l.ready))
	}
}

func TestClosedLanesRefuseAndStillFinish(t *testing.T) {
	l := newLanes(1, 10, 10)
	defer l.stop()
	block, ran := make(chan struct{}), make(chan struct{})
	must(t, l.push("a", func() { <-block }))
	must(t, l.push("a", func() { close(ran) }))
	if l.closeIfIdle() {
		t.Fatal("closed while busy")
	}
	l.close()
	if err := l.push("b", func() {}); !errors.Is(err, errClosed) {
		t.Errorf("push after close: %v", err)
	}
	close(block)
	<-ran
}

func TestTheMeterTellsWhenAllIsWritten(t *testing.T) {
	m := newMeter()
	m.wait(t.Context()) // nothing to wait for
	m.queued()
	m.queued()
	go func() {
		m.Put(m.Get())
		m.Put(nil) // given up
	}()
	ctx := patient(t)
	m.wait(ctx)
	if ctx.Err() != nil {
		t.Error("waited until its time was up")
	}
}

func BenchmarkDispatch(b *testing.B) {
	for _, people := range []int{1, 32, 1000} {
		b.Run(fmt.Sprintf("people=%d", people), func(b *testing.B) {
			keys := make([]string, people)
			for i := range keys {
				keys[i] = fmt.Sprintf("T1/U%d", i)
			}
			l := newLanes(16, 1<<40, 1<<40)
			defer l.stop()
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				_ = l.push(keys[i%people], func() {}) // never full
			}
			if err := l.waitIdle(context.Background()); err != nil {
				b.Fatal(err)
			}
		})
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func patient(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	return ctx
}
