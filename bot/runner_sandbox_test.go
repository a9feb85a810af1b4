package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"salescoach/bot/sandbox"
)

// office is a sandbox workspace with people in #sales and a Runner at work.
type office struct {
	*sandbox.Workspace
	*running
	t      *testing.T
	people []*sandbox.Person
}

const room = "C0SALES"

func newOffice(t *testing.T, handle Handler, change ...func(*RunnerOptions)) *office {
	o := &office{t: t, Workspace: sandbox.New(sandbox.Options{Commands: []sandbox.Command{{Name: "/followup"}}})}
	var ids []string
	for i := range 20 {
		p := o.AddPerson(sandbox.PersonSpec{ID: fmt.Sprintf("U%02d", i), RealName: fmt.Sprint("Rep ", i)})
		o.people, ids = append(o.people, p), append(ids, p.ID)
	}
	o.AddChannel(sandbox.ChannelSpec{ID: room, Name: "sales", Members: append(ids, o.BotUserID())})
	must(t, o.Workspace.Start())
	t.Cleanup(func() { o.Close() })
	o.running = o.hire(handle, change...)
	return o
}

// hire starts one more Runner for the same app: a replica that Slack reaches.
func (o *office) hire(handle Handler, change ...func(*RunnerOptions)) *running {
	before := o.Sockets()
	r := o.unheard(handle, change...)
	o.eventually("sockets", func() bool { return o.Sockets() >= before+r.o.Sockets })
	return r
}

// unheard is hire without waiting until Slack reaches it.
func (o *office) unheard(handle Handler, change ...func(*RunnerOptions)) *running {
	log := slog.New(RedactHandler(slog.NewTextHandler(testLog{o.t}, &slog.HandlerOptions{Level: slog.LevelDebug})))
	api, client := NewAPI(APIOptions{BotToken: o.BotToken(), AppToken: o.AppToken(), URL: o.APIURL(), Log: log})
	quicken(client)
	options := RunnerOptions{API: api, Handle: handle, Log: log,
		Send: NewSender(SenderOptions{API: api, HTTP: client, URL: o.APIURL(), Log: log})}
	for _, c := range change {
		c(&options)
	}
	ctx, cancel := context.WithCancel(context.Background())
	r := &running{Runner: NewRunner(options), cancel: cancel, done: make(chan error, 1)}
	go func() { r.done <- r.Run(ctx) }()
	o.t.Cleanup(func() { r.halt() })
	return r
}

func (o *office) eventually(what string, cond func() bool) {
	o.t.Helper()
	late := time.After(patience)
	look := time.NewTicker(5 * time.Millisecond)
	defer look.Stop()
	for !cond() {
		select {
		case <-look.C:
		case <-late:
			o.t.Fatalf("still waiting for %s", what)
		}
	}
}

// sees waits until a person sees a text in #sales.
func (o *office) sees(p *sandbox.Person, text string) {
	o.t.Helper()
	o.eventually(text, func() bool {
		for _, m := range o.Messages(room, p.ID) {
			if strings.Contains(m.Text, text) {
				return true
			}
		}
		return false
	})
}

// everybodyAsks has all people type n commands each, one after another, and
// runs trouble in the midst of it. It returns what went wrong for people.
func (o *office) everybodyAsks(n int, trouble func()) []error {
	var mu sync.Mutex
	var failed []error
	var wg sync.WaitGroup
	half := make(chan struct{})
	for i, p := range o.people {
		wg.Go(func() {
			for k := range n {
				if i == 0 && k == n/2 {
					close(half)
				}
				if err := p.Type(o.t.Context(), room, fmt.Sprintf("/followup %d", k)); err != nil {
					mu.Lock()
					failed = append(failed, err)
					mu.Unlock()
				}
			}
		})
	}
	<-half
	trouble()
	wg.Wait()
	return failed
}

func TestInTheSandboxAnswersArriveEitherWay(t *testing.T) {
	o := newOffice(t, func(ctx context.Context, e Envelope) (Answer, error) {
		if e.Slash.Text == "slow" {
			<-time.After(150 * time.Millisecond) // slower than AckAfter, which is what is tested
		}
		return text("heard " + e.Slash.Text), nil
	}, func(o *RunnerOptions) { o.AckAfter = 100 * time.Millisecond })
	for _, word := range []string{"fast", "slow"} {
		must(t, o.people[0].Type(t.Context(), room, "/followup "+word))
		o.sees(o.people[0], "heard "+word)
	}
	if len(o.Messages(room, "U01")) != 0 {
		t.Error("somebody else sees a private answer")
	}
	if p := o.Problems(); len(p) > 0 {
		t.Errorf("the sandbox complains: %v", p)
	}
}

func TestInTheSandboxARefreshUnderLoadLeavesNothingUnanswered(t *testing.T) {
	o := newOffice(t, echo)
	if failed := o.everybodyAsks(50, o.Faults().RefreshOne); len(failed) > 0 {
		t.Errorf("%d of 1000 failed, first: %v", len(failed), failed[0])
	}
	if c := o.Counters(); c.Failed+c.Late+c.Oversized > 0 { // an ack that crossed with the redelivery is none of these
		t.Errorf("counters %+v", c)
	}
}

func TestInTheSandboxOneLostSocketOfTwoLeavesNothingUnanswered(t *testing.T) {
	o := newOffice(t, echo)
	ctx, cancel := context.WithCancel(t.Context())
	alone := make(chan bool, 1)
	go func() { alone <- o.WaitFor(ctx, func() bool { return o.Sockets() == 0 }) == nil }()
	if failed := o.everybodyAsks(50, o.Faults().DropSocket); len(failed) > 0 {
		t.Errorf("%d of 1000 failed, first: %v", len(failed), failed[0])
	}
	cancel()
	if <-alone {
		t.Error("there was a moment in which Slack reached nobody")
	}
}

func TestInTheSandboxARollingRestartLeavesNothingUnanswered(t *testing.T) {
	o := newOffice(t, echo)
	failed := o.everybodyAsks(100, func() {
		o.hire(echo) // the new one first
		if err := o.running.halt(); err != nil {
			t.Error(err)
		}
	})
	if len(failed) > 0 {
		t.Errorf("%d of 2000 failed, first: %v", len(failed), failed[0])
	}
}

func TestInTheSandboxDuplicatesAndNonsenseAreAcked(t *testing.T) {
	o := newOffice(t, echo)
	o.Faults().DuplicateEvery(2)
	o.Faults().Garbage()
	o.Faults().UnknownEnvelope()
	if failed := o.everybodyAsks(5, func() {}); len(failed) > 0 {
		t.Errorf("%d of 100 failed, first: %v", len(failed), failed[0])
	}
	o.eventually("everything to be acked", func() bool {
		for _, d := range o.Deliveries() {
			if !d.Acked {
				return false
			}
		}
		return o.Stats().Bad > 0
	})
}

func TestInTheSandboxFlappingIsBoundedAndEnds(t *testing.T) {
	o := newOffice(t, echo)
	before := o.Counters().Connections
	o.Faults().AcceptThenClose(3)
	o.Faults().DropSockets()
	o.eventually("three connections to be closed and two to stay", func() bool {
		return o.Counters().Connections >= before+5 && o.Sockets() == 2 && o.Stats().Open == 2
	})
	if n := o.Counters().Connections - before; n != 5 {
		t.Errorf("%d connections, want five", n)
	}
	must(t, o.people[0].Type(t.Context(), room, "/followup x"))
}

func TestInTheSandboxARevokedAppTokenEndsTheRun(t *testing.T) {
	o := newOffice(t, echo)
	o.Faults().API(openMethod, sandbox.APIFault{Error: "token_revoked"})
	o.Faults().DropSocket()
	var fatal *FatalError
	err := <-o.done
	o.done <- err
	if !errors.As(err, &fatal) || fatal.Code != "token_revoked" {
		t.Errorf("Run returned %v", err)
	}
}

func TestInTheSandboxA429IsWaitedForAndThePostArrivesOnce(t *testing.T) {
	o := newOffice(t, echo)
	o.Faults().API("chat.postMessage", sandbox.APIFault{Times: 1, Status: 429, RetryAfter: time.Second})
	if _, _, err := o.Runner.o.Send.Post(t.Context(), room, Message{Text: "digest"}); err != nil {
		t.Fatal(err)
	}
	if m := o.Messages(room, "U00"); len(m) != 1 || m[0].Text != "digest" {
		t.Errorf("messages %+v", m)
	}
}

func TestInTheSandboxALostReplyIsNotPostedTwice(t *testing.T) {
	o := newOffice(t, echo)
	o.Faults().API("chat.postMessage", sandbox.APIFault{Times: 1, LoseReply: true})
	_, _, err := o.Runner.o.Send.Post(t.Context(), room, Message{Text: "digest"})
	var sent *SendError
	if !errors.As(err, &sent) || !sent.Unknown {
		t.Errorf("got %v, want an unknown outcome", err)
	}
	if m := o.Messages(room, "U00"); len(m) != 1 {
		t.Errorf("%d messages", len(m))
	}
}

func TestInTheSandboxASpentResponseURLIsReplacedByAnEphemeral(t *testing.T) {
	o := newOffice(t, echo, func(o *RunnerOptions) { o.AckAfter = time.Nanosecond })
	o.Faults().API("response_url", sandbox.APIFault{Status: 404})
	must(t, o.people[3].Type(t.Context(), room, "/followup late"))
	o.sees(o.people[3], "you said late")
}
