package bot

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// Somebody switches Socket Mode off in the app's settings, and on again: the bot asks
// now and then meanwhile, and goes on by itself.
func TestInTheSandboxALinkThatWasSwitchedOffComesBackByItself(t *testing.T) {
	o := newOffice(t, echo)
	before, start := o.Counters().Connections, time.Now()
	o.Faults().DisableLink()
	o.eventually("four attempts", func() bool { return o.Counters().Connections >= before+4 })
	if took := time.Since(start); took < 300*time.Millisecond { // two are free, then one unit (quicken) and two
		t.Errorf("four attempts within %v", took)
	}
	o.Faults().EnableLink()
	o.eventually("two sockets that stay", func() bool { return o.Sockets() == 2 && o.Stats().Open == 2 })
	must(t, o.people[0].Type(t.Context(), room, "/followup again"))
	o.sees(o.people[0], "you said again")
}

// Slack lets an app have ten sockets. Six replicas want twelve: the ones too many are
// turned away, ask again ever more rarely, and nobody's command is lost. Once there is
// room they have it.
func TestInTheSandboxTheEleventhSocketIsNoHarm(t *testing.T) {
	o := newOffice(t, echo)
	var fifth *running
	for range 4 {
		fifth = o.hire(echo)
	}
	o.eventually("ten sockets", func() bool { return o.Sockets() == 10 })
	start := time.Now()
	sixth := o.unheard(echo)
	o.eventually("six refusals", func() bool { return sixth.Stats().Connects >= 6 })
	if took := time.Since(start); took < 300*time.Millisecond { // four are free, then one unit (quicken) and two
		t.Errorf("six refusals within %v", took)
	}
	if failed := o.everybodyAsks(10, func() {}); len(failed) > 0 {
		t.Errorf("%d of 200 failed, first: %v", len(failed), failed[0])
	}
	if n, late := o.Sockets(), sixth.Stats(); n != 10 || late.Received != 0 {
		t.Errorf("%d sockets, and who has none was sent %d commands", n, late.Received)
	}
	must(t, fifth.halt())
	o.eventually("the sixth to be let in", func() bool { return o.Sockets() == 10 && sixth.Stats().Open == 2 })
}

// The connection is cut while a command is being worked on, before it is acknowledged,
// and another time after that: the handler is called again or not, and either way the
// person has their answer.
func TestInTheSandboxASocketLostBeforeOrAfterTheAckLosesNoAnswer(t *testing.T) {
	entered, release := make(chan struct{}, 8), make(chan struct{})
	var calls sync.Map
	o := newOffice(t, func(_ context.Context, e Envelope) (Answer, error) {
		n, _ := calls.LoadOrStore(e.Key, new(atomic.Int64))
		if n.(*atomic.Int64).Add(1) == 1 && e.Slash.Text == "before" {
			entered <- struct{}{}
			<-release
		}
		return text("you said " + e.Slash.Text), nil
	})
	typed := make(chan error, 1)
	go func() { typed <- o.people[0].Type(t.Context(), room, "/followup before") }()
	<-entered
	o.Faults().DropSockets()
	close(release)
	if err := <-typed; err != nil {
		t.Errorf("cut before the ack: %v", err)
	}
	o.sees(o.people[0], "you said before")
	o.eventually("two sockets", func() bool { return o.Sockets() == 2 })
	must(t, o.people[1].Type(t.Context(), room, "/followup after"))
	o.Faults().DropSockets()
	o.sees(o.people[1], "you said after")
	o.eventually("two sockets", func() bool { return o.Sockets() == 2 })
	calls.Range(func(key, n any) bool {
		if c := n.(*atomic.Int64).Load(); strings.Contains(fmt.Sprint(key), "U00") && c > 2 {
			t.Errorf("%s was handled %d times", key, c)
		}
		return true
	})
}

// Ten thousand commands at one moment: each is answered, with a bounded number of
// goroutines and a bounded heap.
func TestTenThousandCommandsAtOnceAreAllAnsweredInBoundedMemory(t *testing.T) {
	const burst = 10_000
	f := newFakeSlack(t)
	var goroutines, heap atomic.Int64
	runtime.GC()
	before := runtime.NumGoroutine()
	base := heapInUse()
	r := f.start(func(_ context.Context, e Envelope) (Answer, error) {
		raise(&goroutines, int64(runtime.NumGoroutine()-before))
		if strings.HasSuffix(e.User, "7") && len(e.User) > 3 { // now and then
			raise(&heap, heapInUse()-base)
		}
		return text("ok"), nil
	}, func(o *RunnerOptions) { o.Queue = 10_240 })
	for i := range burst {
		f.slash(fmt.Sprint("e", i), fmt.Sprint("U", i%700), "")
	}
	for i := range burst {
		f.ack(fmt.Sprint("e", i))
	}
	// 80 workers, some for sockets on both sides, and for a moment one for each timer of
	// an acknowledgement that goes off; one for each command would be thousands.
	f.await("all of them to be handled", func() bool { return r.Stats().Handled == burst })
	if n := goroutines.Load(); n > 2000 {
		t.Errorf("%d goroutines more than before", n)
	}
	if mb := heap.Load() >> 20; mb > 100 { // the commands themselves, and those who type them, are in it
		t.Errorf("%d MB of heap more than before", mb)
	}
	if s := r.Stats(); s.Refused != 0 || s.Panicked != 0 {
		t.Errorf("stats %+v", s)
	}
	t.Logf("%d goroutines, %d MB", goroutines.Load(), heap.Load()>>20)
}

func heapInUse() int64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapInuse)
}

// raise keeps the highest value.
func raise(most *atomic.Int64, n int64) {
	for old := most.Load(); n > old && !most.CompareAndSwap(old, n); old = most.Load() {
	}
}
