package sandbox_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"salescoach/bot/sandbox"
)

// day is when the workspaces of these tests begin: a Monday morning.
var day = time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)

// frozen is a base clock that stands still, so that only Advance moves time.
func frozen() time.Time { return day }

func within(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// office is a running workspace with Ana and Ben, both in #sales with the bot.
type office struct {
	*sandbox.Workspace
	t        *testing.T
	ana, ben *sandbox.Person
	dm       string // Ana's DM with the bot
}

const sales = "C0SALES"

func open(t *testing.T, opt sandbox.Options) *office {
	t.Helper()
	if opt.Commands == nil {
		opt.Commands = []sandbox.Command{{Name: "/followup", ShouldEscape: true}, {Name: "/plain"}}
	}
	o := &office{Workspace: sandbox.New(opt), t: t}
	o.ana = o.AddPerson(sandbox.PersonSpec{ID: "U0ANA", RealName: "Ana Ruiz", Email: "ana@example.com", TZ: "Europe/Madrid"})
	o.ben = o.AddPerson(sandbox.PersonSpec{ID: "U0BEN", RealName: "Ben Otis", TZ: "America/Denver"})
	o.AddChannel(sandbox.ChannelSpec{ID: sales, Name: "sales", Members: []string{"U0ANA", "U0BEN", o.BotUserID()}})
	o.dm = o.DM("U0ANA")
	if err := o.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { o.Close() })
	return o
}

func (o *office) api() *slack.Client {
	return slack.New(o.BotToken(), slack.OptionAPIURL(o.APIURL()), slack.OptionAppLevelToken(o.AppToken()))
}

// waitFor fails the test when cond does not come true.
func (o *office) waitFor(what string, cond func() bool) {
	o.t.Helper()
	if err := o.WaitFor(within(o.t), cond); err != nil {
		o.t.Fatalf("waiting for %s: %v", what, err)
	}
}

// app is a slack-go app: Web API and one socket.
type app struct {
	*slack.Client
	sm *socketmode.Client
}

// connect runs an app that answers each event with handle, in order, until the
// test ends.
func (o *office) connect(handle func(a *app, e socketmode.Event)) *app {
	o.t.Helper()
	a := &app{Client: o.api()}
	a.sm = socketmode.New(a.Client)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := a.sm.RunContext(ctx); err != nil && !errors.Is(err, context.Canceled) {
			o.t.Errorf("the socket ended: %v", err)
		}
	}()
	go func() {
		for {
			select {
			case e := <-a.sm.Events:
				if e.Request != nil && e.Request.EnvelopeID != "" { // not hello
					handle(a, e)
				}
			case <-done:
				return
			}
		}
	}()
	o.t.Cleanup(func() { cancel(); <-done })
	before := o.Sockets()
	o.waitFor("the app's socket", func() bool { return o.Sockets() > before || o.Sockets() == 1 })
	return a
}

func (a *app) ack(e socketmode.Event, payload ...any) {
	_ = a.sm.Ack(*e.Request, payload...)
}

func slackError(t *testing.T, err error, want string) {
	t.Helper()
	if want == "" && err == nil {
		return
	}
	if err == nil || err.Error() != want {
		t.Fatalf("got error %v, want %s", err, want)
	}
}

// last is the newest message that the person sees, which must exist.
func (o *office) last(p *sandbox.Person, channel string) sandbox.Message {
	o.t.Helper()
	m, ok := p.Last(channel)
	if !ok {
		o.t.Fatalf("%s sees nothing in %s", p.Name, channel)
	}
	return m
}

func failure(t *testing.T, err error, code string) *sandbox.Failure {
	t.Helper()
	var f *sandbox.Failure
	if !errors.As(err, &f) || f.Code != code {
		t.Fatalf("got %v, want a failure %s", err, code)
	}
	return f
}
