package bot

import (
	"context"
	"errors"
	"sync"
)

// lanes runs tasks on a fixed number of workers. Tasks of one lane run one
// after another in the order they came, those of different lanes side by side;
// a lane that ran goes to the back, so nobody with many inputs delays others.
// Memory is bounded: what does not fit is refused.
type lanes struct {
	limit   int // tasks waiting, over all lanes
	perLane int // tasks waiting in one lane

	mu      sync.Mutex
	work    sync.Cond // ready or stopped changed
	lanes   map[string]*lane
	ready   []*lane // lanes with a task and no worker
	waiting int
	running int
	closed  bool // takes no more tasks
	stopped bool // workers go home
	idle    []chan struct{}
	wg      sync.WaitGroup
}

type lane struct {
	key   string
	tasks []func()
	next  int // index into tasks of the one to run next
}

var (
	errFull   = errors.New("queue is full")
	errClosed = errors.New("queue is closed")
)

func newLanes(workers, limit, perLane int) *lanes {
	l := &lanes{limit: limit, perLane: perLane, lanes: map[string]*lane{}}
	l.work.L = &l.mu
	for range workers {
		l.wg.Go(l.worker)
	}
	return l
}

// push queues a task. It never blocks.
func (l *lanes) push(key string, task func()) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return errClosed
	}
	if l.waiting >= l.limit {
		return errFull
	}
	ln := l.lanes[key]
	if ln == nil {
		ln = &lane{key: key}
		l.lanes[key] = ln
		l.ready = append(l.ready, ln)
		l.work.Signal()
	} else if len(ln.tasks)-ln.next >= l.perLane {
		return errFull
	}
	ln.tasks = append(ln.tasks, task)
	l.waiting++
	return nil
}

// worker must not be killed by a task: tasks recover for themselves.
func (l *lanes) worker() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for {
		for len(l.ready) == 0 && !l.stopped {
			l.work.Wait()
		}
		if l.stopped {
			return
		}
		ln := l.ready[0]
		l.ready = l.ready[1:]
		task := ln.take()
		l.waiting--
		l.running++
		l.mu.Unlock()
		task()
		l.mu.Lock()
		l.running--
		l.retire(ln)
	}
}

func (ln *lane) take() func() {
	task := ln.tasks[ln.next]
	ln.tasks[ln.next] = nil
	ln.next++
	if ln.next*2 >= len(ln.tasks) { // a lane that never empties must not grow for ever
		ln.tasks = ln.tasks[:copy(ln.tasks, ln.tasks[ln.next:])]
		ln.next = 0
	}
	return task
}

// retire puts a lane whose task ended to the back, or away when it is empty.
func (l *lanes) retire(ln *lane) {
	if len(ln.tasks) > ln.next {
		l.ready = append(l.ready, ln)
		l.work.Signal()
		return
	}
	delete(l.lanes, ln.key)
	if l.busy() == 0 {
		for _, c := range l.idle {
			close(c)
		}
		l.idle = nil
	}
}

func (l *lanes) busy() int { return l.waiting + l.running }

// load is how many tasks wait and how many run.
func (l *lanes) load() (waiting, running int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.waiting, l.running
}

// close makes push refuse; what waits still runs.
func (l *lanes) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closed = true
}

// closeIfIdle closes at an instant when nothing waits or runs, so that nothing
// is turned away that could have been done.
func (l *lanes) closeIfIdle() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.busy() == 0 {
		l.closed = true
	}
	return l.closed
}

// waitIdle returns nil at an instant when nothing waits or runs.
func (l *lanes) waitIdle(ctx context.Context) error {
	l.mu.Lock()
	if l.busy() == 0 {
		l.mu.Unlock()
		return nil
	}
	c := make(chan struct{})
	l.idle = append(l.idle, c)
	l.mu.Unlock()
	select {
	case <-c:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// stop sends the workers home, each after its current task, and drops what
// waits; it returns how much that was. It does not wait for the workers.
func (l *lanes) stop() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closed, l.stopped = true, true
	l.work.Broadcast()
	return l.waiting
}
