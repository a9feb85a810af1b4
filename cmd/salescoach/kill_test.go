package main

import (
	"context"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"
)

// Killed at random instants, under load, with every third input delivered twice
// and old ones repeated: what a person saw as logged is in the database once.
func TestKillingTheBotLosesNoTouchThatWasSeenAsLoggedAndDoublesNone(t *testing.T) {
	const n = 22
	o := openOffice(t, 32, 12, 1)
	o.work()
	for range n {
		p := o.startBot()
		if some := o.rand.IntN(100); some > 10 { // else it is killed while the leftovers of the last life come in
			o.serve(p, some)
		}
		p.end(syscall.SIGKILL)
	}
	o.closeFor(o.startBot())
	o.audit(5*n, n/2)
	if c := o.ws.Counters(); c.Resent == 0 || c.Duplicated == 0 {
		t.Errorf("nothing was sent again after a kill, or nothing twice: %+v", c)
	}
}

// raceless leaves a test out with -short, as the race detector runs it: why says what
// makes it long, and that nothing in it shares memory that no other test races.
func raceless(t testing.TB, why string) {
	t.Helper()
	if testing.Short() {
		t.Skip(why)
	}
}

// wholeProcesses is why tests leave themselves out that start the program and end it.
const wholeProcesses = "whole processes, one after the other: the stories race what is in them"

// A stop is not a crash: what was taken in is finished and the process ends by
// itself. With the next one started before, nobody notices.
func TestReplacingTheBotUnderLoadIsNotNoticed(t *testing.T) {
	o := openOffice(t, 32, 4, 10)
	o.work()
	p := o.startBot()
	alone := o.watchForNobody()
	for range 3 {
		o.serve(p, 30+o.rand.IntN(50))
		next := o.startBot()
		p.end(syscall.SIGTERM)
		p = next
	}
	if alone() {
		t.Error("there was a moment in which Slack reached nobody")
	}
	o.closeFor(p)
	o.audit(20, 2)
	for _, f := range o.failures {
		t.Errorf("somebody was told: %v", f)
	}
}

// The database is held by somebody else for longer than a person waits, and the
// stop comes meanwhile: the touch is logged and shown all the same.
func TestWhatTheBotIsAtWhenItIsStoppedIsFinished(t *testing.T) {
	o := openOffice(t, 1, 1, 1)
	p := o.startBot()
	release := holdFile(t, o.file)
	dm := o.ws.DM(o.ids[0])
	o.tries("ref-0-0")
	if err := o.ws.Person(o.ids[0]).Type(t.Context(), dm, "/followup log Alder voicemail ref-0-0"); err != nil {
		t.Fatal(err) // the acknowledgement is empty: a second has passed
	}
	if len(o.ws.Messages(dm, o.ids[0])) > 0 {
		t.Fatal("the database was not held")
	}
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	select {
	case <-p.gone:
		t.Fatal("the bot left with the touch in its hands")
	case <-time.After(200 * time.Millisecond):
	}
	release()
	p.leaves()
	o.audit(1, 0)
}

// process is one life of the bot.
type process struct {
	t    testing.TB
	cmd  *exec.Cmd
	err  error // how it ended
	gone chan struct{}
}

// startBot runs the real program and waits until Slack reaches it, by both of its
// sockets: the bot before it may be about to connect again.
func (o *office) startBot() *process {
	o.t.Helper()
	before := o.ws.Counters().Connections
	p := runProgram(o.t, o.env)
	o.await("both sockets", func() bool { return o.ws.Counters().Connections >= before+2 })
	return p
}

// runProgram starts the real program with settings.
func runProgram(t testing.TB, env []string) *process {
	t.Helper()
	exe, err := os.Executable()
	must(t, err)
	cmd := exec.Command(exe)
	cmd.Args = []string{"salescoach", "run"} // the name makes TestMain run main
	return runs(t, cmd, env)
}

// runs starts a program with settings, which ends with the test at the latest.
func runs(t testing.TB, cmd *exec.Cmd, env []string) *process {
	t.Helper()
	p := &process{t: t, cmd: cmd, gone: make(chan struct{})}
	p.cmd.Env = append(os.Environ(), env...)
	p.cmd.Stdout, p.cmd.Stderr = t.Output(), t.Output()
	must(t, p.cmd.Start())
	go func() {
		defer close(p.gone)
		p.err = p.cmd.Wait()
	}()
	t.Cleanup(func() {
		p.cmd.Process.Kill()
		<-p.gone
	})
	return p
}

// serve lets the bot answer n inputs. In between Slack repeats some that were
// answered before, and cuts a connection, which is back at the end.
func (o *office) serve(p *process, n int) {
	o.t.Helper()
	acked := o.ws.Counters().Acked
	o.await("half of the answers", func() bool { return o.ws.Counters().Acked >= acked+n/2 })
	past := o.ws.Deliveries()
	for range 5 {
		if d := past[o.rand.IntN(len(past))]; d.Acked {
			o.ws.Faults().Redeliver(d.EnvelopeID)
		}
	}
	o.ws.Faults().DropSocket()
	o.await("answers", func() bool { return o.ws.Counters().Acked >= acked+n && o.ws.Sockets() >= 2 })
}

func (o *office) await(what string, cond func() bool) {
	o.t.Helper()
	ctx, cancel := context.WithTimeout(o.t.Context(), 20*time.Second)
	defer cancel()
	if err := o.ws.WaitFor(ctx, cond); err != nil {
		o.t.Fatalf("waiting for %s: %v; %+v", what, err, o.ws.Counters())
	}
}

// closeFor lets people finish with a last bot, and stops that.
func (o *office) closeFor(p *process) {
	o.t.Helper()
	o.serve(p, 30)
	close(o.closing)
	o.people.Wait()
	p.end(syscall.SIGTERM)
}

// end sends a signal and sees the process off.
func (p *process) end(s os.Signal) {
	p.t.Helper()
	if err := p.cmd.Process.Signal(s); err != nil {
		p.t.Fatalf("the bot had ended before it was told to: %v", err)
	}
	if s == syscall.SIGKILL {
		<-p.gone
		return
	}
	p.leaves()
}

// leaves waits for a process that was asked to go: it does so within the ten
// seconds of its drain, and in peace.
func (p *process) leaves() {
	p.t.Helper()
	select {
	case <-p.gone:
		if p.err != nil {
			p.t.Errorf("the bot did not stop well: %v", p.err)
		}
	case <-time.After(10 * time.Second):
		p.t.Fatal("the bot still runs ten seconds after it was asked to go")
	}
}
