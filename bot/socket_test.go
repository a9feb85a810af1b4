package bot

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

func TestTwoSocketsAreOpenedAndReadinessFollowsThem(t *testing.T) {
	f := newFakeSlack(t)
	r := f.prepare(echo)
	f.awaitSockets(2)
	f.ack(f.slash("e1", "U1", "")) // its socket's hello was read before it
	if !r.Ready() {
		t.Error("not ready with open sockets")
	}
	f.await("both to be counted", func() bool { return r.Stats().Connects == 2 }) // the other one's hello may be on its way
	s := r.Stats()
	if s.Open == 0 || s.LastHello.IsZero() || s.Acked != 1 || s.Handled != 1 {
		t.Errorf("stats %+v", s)
	}
	r.halt()
	if r.Ready() {
		t.Error("ready after the end")
	}
}

func TestFiveThousandInputsAtOnceKeepGoroutinesBounded(t *testing.T) {
	f := newFakeSlack(t)
	var most atomic.Int64
	before := runtime.NumGoroutine()
	r := f.start(func(_ context.Context, e Envelope) (Answer, error) {
		for n := int64(runtime.NumGoroutine()); ; {
			old := most.Load()
			if n <= old || most.CompareAndSwap(old, n) {
				return text("ok"), nil
			}
		}
	}, func(o *RunnerOptions) { o.Queue = 8192 })
	for i := range 5000 {
		f.slash(fmt.Sprint("e", i), fmt.Sprint("U", i%700), "")
	}
	for i := range 5000 {
		f.ack(fmt.Sprint("e", i))
	}
	// 16 workers, 64 for the tail, and a handful for sockets on both sides.
	if grown := most.Load() - int64(before); grown > 130 {
		t.Errorf("%d goroutines more than before", grown)
	}
	if s := r.Stats(); s.Handled != 5000 || s.Refused != 0 {
		t.Errorf("stats %+v", s)
	}
}

func TestAFullQueueRefusesPolitelyAndAtOnce(t *testing.T) {
	f := newFakeSlack(t)
	release, started := make(chan struct{}), make(chan struct{}, 1)
	var handled atomic.Int64
	r := f.start(func(context.Context, Envelope) (Answer, error) {
		select {
		case started <- struct{}{}:
		default:
		}
		<-release
		handled.Add(1)
		return text("done"), nil
	}, func(o *RunnerOptions) { o.Workers, o.Queue, o.Sockets = 1, 1, 1 })
	defer close(release)
	f.slash("running", "U1", "")
	<-started
	f.slash("waiting", "U2", "")
	if got := f.ack(f.slash("slash", "U3", "")); !strings.Contains(got, "hands full") {
		t.Errorf("command: %s", got)
	}
	if got := f.ack(f.submit("form", "U3", inputBlock)); !strings.Contains(got, `"errors":{"note":"I have my hands full`) {
		t.Errorf("form: %s", got)
	}
	f.ack(f.click("click", "U3"))
	f.posted("response_url", "hands full")
	f.event("event", "U3")
	f.ack(f.send("last", "interactive", `{"type":"view_closed","team":{"id":"T1"},"user":{"id":"U3"},"view":{"id":"V1","hash":"h"}}`))
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.acks["event"]) != 0 {
		t.Error("an event that was refused was acked: Slack will not send it again")
	}
	if s := r.Stats(); s.Refused != 5 {
		t.Errorf("counted %d refusals, want 5", s.Refused)
	}
}

func TestInputsOfOnePersonAreHandledInOrder(t *testing.T) {
	f := newFakeSlack(t)
	var mu sync.Mutex
	got := map[string][]string{}
	f.start(func(_ context.Context, e Envelope) (Answer, error) {
		mu.Lock()
		defer mu.Unlock()
		got[e.User] = append(got[e.User], e.Slash.Text)
		return Answer{}, nil
	}, func(o *RunnerOptions) { o.Sockets = 1 })
	const n = 300
	for i := range n {
		f.slash(fmt.Sprint("e", i), fmt.Sprint("U", i%3), fmt.Sprintf("%03d", i))
	}
	for i := range n {
		f.ack(fmt.Sprint("e", i))
	}
	mu.Lock()
	defer mu.Unlock()
	for user, texts := range got {
		for i := 1; i < len(texts); i++ {
			if texts[i-1] > texts[i] {
				t.Fatalf("%s: %s came before %s", user, texts[i-1], texts[i])
			}
		}
	}
}

func TestShutdownFinishesWhatWasTakenIn(t *testing.T) {
	f := newFakeSlack(t)
	entered, release, gone := make(chan struct{}, 100), make(chan struct{}), make(chan struct{})
	var done, followed atomic.Int64
	r := f.start(func(context.Context, Envelope) (Answer, error) {
		entered <- struct{}{}
		<-release
		done.Add(1)
		return Answer{Message: &Message{Text: "kept"}, After: func(context.Context) {
			<-gone
			followed.Add(1)
		}}, nil
	})
	for i := range 100 {
		f.slash(fmt.Sprint("e", i), fmt.Sprint("U", i), "")
	}
	for range r.o.Workers {
		<-entered
	}
	f.await("everything to be queued", func() bool { return r.Stats().Received == 100 })
	r.cancel()
	close(release)
	f.awaitSockets(0) // what follows an answer does not hold up the sockets,
	close(gone)       // nor is it forgotten with them
	if err := r.halt(); err != nil {
		t.Fatal(err)
	}
	if done.Load() != 100 || followed.Load() != 100 {
		t.Errorf("%d handled and %d followed up, want 100", done.Load(), followed.Load())
	}
	for i := range 100 { // Run has returned: what is not on the wire now never will be
		if got := f.ack(fmt.Sprint("e", i)); !strings.Contains(got, "kept") {
			t.Errorf("e%d was acked %q", i, got)
		}
	}
}

func TestWhatArrivesDuringAShortShutdownIsDoneToo(t *testing.T) {
	f := newFakeSlack(t)
	entered, release := make(chan struct{}), make(chan struct{})
	r := f.start(func(_ context.Context, e Envelope) (Answer, error) {
		if e.Slash.Text == "slow" {
			close(entered)
			<-release
		}
		return text("done " + e.Slash.Text), nil
	}, func(o *RunnerOptions) { o.Drain = time.Minute })
	f.slash("e1", "U1", "slow")
	<-entered
	r.cancel()
	if got := f.ack(f.slash("e2", "U2", "meanwhile")); !strings.Contains(got, "done meanwhile") {
		t.Errorf("got %s", got)
	}
	close(release)
	r.halt()
	if got := f.ack("e1"); !strings.Contains(got, "done slow") {
		t.Errorf("got %s", got)
	}
}

func TestShutdownIsBoundedWhenAHandlerHangs(t *testing.T) {
	f := newFakeSlack(t)
	entered := make(chan struct{})
	r := f.start(func(ctx context.Context, _ Envelope) (Answer, error) {
		close(entered)
		<-ctx.Done()
		return Answer{}, ctx.Err()
	}, func(o *RunnerOptions) { o.Drain = 100 * time.Millisecond })
	f.slash("hangs", "U1", "")
	<-entered
	start := time.Now()
	r.halt()
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("took %v", took)
	}
}

func TestDuringALongShutdownNewInputsAreTurnedAwayPolitely(t *testing.T) {
	f := newFakeSlack(t)
	entered, release := make(chan struct{}), make(chan struct{})
	r := f.start(func(_ context.Context, e Envelope) (Answer, error) {
		close(entered) // a second call would panic
		<-release
		return text("done"), nil
	}, func(o *RunnerOptions) { o.Drain = time.Minute; o.Sockets = 1 })
	f.slash("slow", "U1", "")
	<-entered
	r.phase.Store(closing) // as after half a minute
	r.work.close()
	if got := f.ack(f.slash("new", "U2", "")); !strings.Contains(got, "restarting") {
		t.Errorf("got %s", got)
	}
	close(release)
	if got := f.ack("slow"); !strings.Contains(got, "done") {
		t.Errorf("got %s", got)
	}
}

func TestWhatCannotBeReadIsAckedAndCounted(t *testing.T) {
	f := newFakeSlack(t)
	r := f.start(echo)
	f.ack(f.send("unknown-type", "new_fangled", `{}`))
	f.ack(f.send("unknown-event", "events_api", `{"type":"event_callback","team_id":"T1","event_id":"Ev1","event":{"type":"no_such_event"}}`))
	f.ack(f.send("ill-typed", "slash_commands", `{"user_id":7}`))
	f.ack(f.send("list", "interactive", `[1,2]`))
	f.ack(f.send("old", "interactive", `{"type":"dialog_cancellation","team":{"id":"T1"},"user":{"id":"U1"}}`))
	f.open()[0].send([]byte(`{"envelope_id":{"not":"text"},"type":"strange"}`))
	f.open()[0].send([]byte(`no json at all`))
	f.open()[0].send([]byte(`"text"`))
	if got := f.ack(f.slash("fine", "U1", "still here")); !strings.Contains(got, "still here") {
		t.Errorf("after nonsense: %s", got)
	}
	f.await("all of it to be counted", func() bool { s := r.Stats(); return s.Bad >= 5 && s.Unknown == 1 })
	if n := f.opened(); n != 2 {
		t.Errorf("nonsense cost the link: %d opens", n)
	}
}

// More than any envelope of Slack's costs that link and no memory: another takes over.
func TestAnEnvelopeThatIsFarTooLongIsNotReadIntoMemory(t *testing.T) {
	f := newFakeSlack(t)
	r := f.start(echo)
	before := f.opened()
	f.open()[0].send(bytes.Repeat([]byte("x"), maxEnvelope+1))
	f.await("another link", func() bool { return f.hellos > before })
	if got := f.ack(f.slash("fine", "U1", "still here")); !strings.Contains(got, "still here") {
		t.Errorf("afterwards: %s", got)
	}
	if bad := r.Stats().Bad; bad != 0 {
		t.Errorf("%d were taken in", bad)
	}
}

func TestARefreshOfOneSocketUnderLoadLeavesNothingUnanswered(t *testing.T) {
	f := newFakeSlack(t)
	f.start(echo)
	const n = 2000
	for i := range n {
		if i%500 == 250 {
			f.refresh()
		}
		f.slash(fmt.Sprint("e", i), fmt.Sprint("U", i%50), fmt.Sprint(i))
	}
	for i := range n {
		if got := f.ack(fmt.Sprint("e", i)); !strings.Contains(got, fmt.Sprint("you said ", i)) {
			t.Fatalf("e%d was acked %q", i, got)
		}
	}
}

func TestBothSocketsDroppedAreBackWithinASecond(t *testing.T) {
	f := newFakeSlack(t)
	f.start(echo)
	start := time.Now()
	f.dropAll()
	f.await("two new hellos", func() bool { return f.hellos == 4 })
	if took := time.Since(start); took > time.Second {
		t.Errorf("took %v", took)
	}
	f.ack(f.slash("e1", "U1", ""))
}

func TestAMuteLinkIsNoticedAndReplaced(t *testing.T) {
	f := newFakeSlack(t)
	f.locked(func() { f.mute = true })
	f.start(echo, func(o *RunnerOptions) { o.Sockets = 1; o.Mute = 50 * time.Millisecond })
	f.await("a second connection", func() bool { return f.hellos >= 2 })
}

func TestALinkThatSpeaksIsNotTakenForMute(t *testing.T) {
	f := newFakeSlack(t)
	f.start(echo, func(o *RunnerOptions) { o.Sockets = 1; o.Mute = 400 * time.Millisecond })
	for range 40 { // for two of these times, with a fortieth of it between pings
		<-time.After(20 * time.Millisecond)
		f.open()[0].ping()
	}
	if n := f.opened(); n != 1 {
		t.Errorf("a link that pings was replaced %d times", n-1)
	}
}

func TestAcksThatWaitForASocketSurviveTheReconnect(t *testing.T) {
	f := newFakeSlack(t)
	entered, release := make(chan struct{}), make(chan struct{})
	f.start(func(context.Context, Envelope) (Answer, error) {
		close(entered)
		<-release
		return text("late but here"), nil
	}, func(o *RunnerOptions) { o.Sockets = 1 })
	f.locked(func() { f.flap = true })
	f.slash("e1", "U1", "")
	<-entered
	f.locked(func() { delete(f.sent, "e1") }) // the fake would redeliver it
	f.dropAll()
	f.await("a flap", func() bool { return f.opens >= 3 })
	close(release)
	f.locked(func() { f.flap = false })
	if got := f.ack("e1"); !strings.Contains(got, "late but here") {
		t.Errorf("got %s", got)
	}
}

func TestASlackThatClosesEverySocketIsNotHammered(t *testing.T) {
	f := newFakeSlack(t)
	f.locked(func() { f.flap = true })
	start := time.Now()
	f.prepare(echo)
	f.await("six attempts", func() bool { return f.opens >= 6 })
	if took := time.Since(start); took < 300*time.Millisecond { // four are free, then one unit (quicken) and two
		t.Errorf("six attempts within %v", took)
	}
}

func TestALongPauseBetweenAttemptsIsCutShort(t *testing.T) {
	f := newFakeSlack(t)
	f.api[openMethod] = says("internal_error")
	r := f.unstarted(echo, func(o *RunnerOptions) { o.Sockets = 1 })
	r.links[0].maxBackoff, r.links[0].restartAfter = 150*time.Millisecond, time.Millisecond
	f.run(r)
	// slack-go waits 0.1 s, 0.2 s, 0.4 s … up to five minutes; started afresh it
	// begins again. Only the gate, whose waits are short here, slows it then.
	f.await("many attempts", func() bool { return f.opens >= 6 })
	f.locked(func() { delete(f.api, openMethod) })
	f.awaitSockets(1)
	if s := r.Stats(); s.ConnectFails < 5 {
		t.Errorf("stats %+v", s)
	}
}

func TestOnlyALongPauseOfOurOwnIsCutShort(t *testing.T) {
	r := NewRunner(RunnerOptions{API: slack.New("")})
	failed := func(backoff time.Duration, err error) error {
		return r.links[0].connectionError(socketmode.Event{Data: &slack.ConnectionErrorEvent{Backoff: backoff, ErrorObj: err}})
	}
	if err := failed(time.Second, errors.New("reset")); err != nil {
		t.Errorf("a short pause: %v", err)
	}
	if err := failed(time.Minute, errors.New("reset")); !errors.Is(err, errBackoff) {
		t.Errorf("a long pause: %v", err)
	}
	if err := failed(time.Minute, &slack.RateLimitedError{RetryAfter: time.Minute}); err != nil {
		t.Errorf("a pause that Slack asked for: %v", err)
	}
}
