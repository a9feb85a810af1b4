// Package witness_test lets Slack's own client, @slack/bolt on Node, witness
// that the sandbox behaves like Slack: an app that was never written for it
// must work with it. The app is witness.js; the tests are people using it.
package witness_test

import (
	"context"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"salescoach/bot/sandbox"
)

// room is a workspace with the witness in it.
type room struct {
	*sandbox.Workspace
	ctx      context.Context
	ana, ben *sandbox.Person
}

const lobby = "C0LOBBY"

// open starts a workspace, and the app, and waits until it is connected. Time
// stands still: how long Node takes on a busy machine is not what is witnessed.
func open(t *testing.T) *room {
	t.Helper()
	node := needNode(t)
	start := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	r := &room{Workspace: sandbox.New(sandbox.Options{
		Now: func() time.Time { return start }, Commands: []sandbox.Command{{Name: "/witness"}}, BotName: "Witness",
	})}
	r.ana = r.AddPerson(sandbox.PersonSpec{ID: "U0ANA", RealName: "Ana Ruiz"})
	r.ben = r.AddPerson(sandbox.PersonSpec{ID: "U0BEN", RealName: "Ben Otis"})
	r.AddChannel(sandbox.ChannelSpec{ID: lobby, Name: "lobby", Members: []string{"U0ANA", "U0BEN", r.BotUserID()}})
	if err := r.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	var cancel context.CancelFunc
	r.ctx, cancel = context.WithTimeout(context.Background(), 30*time.Second)
	t.Cleanup(cancel)
	r.run(t, node)
	r.sees(t, r.ana, lobby, "Hello")
	return r
}

// needNode finds Node and the app's packages. Where they are missing the test
// is skipped, but not in CI, which brings them.
func needNode(t *testing.T) string {
	t.Helper()
	missing := t.Skip
	if os.Getenv("CI") == "true" {
		missing = t.Fatal
	}
	node, err := exec.LookPath("node")
	if err != nil {
		missing("Slack's own client needs Node 20 or later, and there is no node in the PATH")
	}
	for _, file := range []string{"witness.js", "node_modules/@slack/bolt/package.json"} { // go test runs anew when one changes
		if _, err := os.Stat(file); err != nil {
			missing("Slack's own client is not installed: npm ci --omit=dev --ignore-scripts in bot/sandbox/witness")
		}
	}
	return node
}

// run runs the app until the test ends; what it says is in the test's output.
func (r *room) run(t *testing.T, node string) {
	t.Helper()
	cmd := exec.Command(node, "witness.js")
	cmd.Env = append(os.Environ(), "SLACK_API_URL="+r.APIURL(), "SLACK_BOT_TOKEN="+r.BotToken(), "SLACK_APP_TOKEN="+r.AppToken())
	cmd.Stdout, cmd.Stderr = t.Output(), t.Output()
	in, err := cmd.StdinPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		defer time.AfterFunc(10*time.Second, func() { cmd.Process.Kill() }).Stop()
		if err := cmd.Wait(); err != nil {
			t.Errorf("the app did not end well: %v", err)
		}
	})
}

func (r *room) wait(t *testing.T, what string, cond func() bool) {
	t.Helper()
	if err := r.WaitFor(r.ctx, cond); err != nil {
		t.Fatalf("waiting for %s: %v; problems: %q", what, err, r.Problems())
	}
}

// sees waits until somebody has a text of the app before them in a conversation,
// and returns the message.
func (r *room) sees(t *testing.T, p *sandbox.Person, channel, text string) (m sandbox.Message) {
	t.Helper()
	r.wait(t, text, func() bool {
		all := r.Messages(channel, p.ID)
		n := slices.IndexFunc(all, func(m sandbox.Message) bool {
			return m.BotID != "" && strings.Contains(m.PlainText(), text)
		})
		if n >= 0 {
			m = all[n]
		}
		return n >= 0
	})
	return m
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestSlacksOwnClientWorksWithTheSandbox(t *testing.T) {
	r := open(t)
	t.Run("a command is answered in its acknowledgement", r.echo)
	t.Run("an answer in the acknowledgement, another by the response URL, and one in its place", r.later)
	t.Run("a modal shows an error at its field, then closes", r.form)
	t.Run("a click changes the message that was clicked", r.vote)
	t.Run("the Home is published when it is opened", r.home)
	t.Run("a direct message and a mention are answered", r.talk)
	t.Run("a new socket is opened on request, and the command in between is served", r.refresh)
	if problems := r.Problems(); len(problems) > 0 {
		t.Errorf("the sandbox found fault with Slack's own client: %q", problems)
	}
	if unknown := r.UnknownMethods(); len(unknown) > 0 {
		t.Errorf("Slack's own client called what the sandbox does not know: %v", unknown)
	}
}

func (r *room) echo(t *testing.T) {
	must(t, r.ana.Type(r.ctx, lobby, "/witness echo a < b & c"))
	m := r.sees(t, r.ben, lobby, "a &lt; b &amp; c")
	if m.EphemeralTo != "" {
		t.Errorf("%+v is not for everybody", m)
	}
}

func (r *room) later(t *testing.T) {
	must(t, r.ana.Type(r.ctx, lobby, "/witness later seven"))
	r.sees(t, r.ana, lobby, "Later: seven")
	asked := r.sees(t, r.ana, lobby, "One moment")
	must(t, r.ana.Press(r.ctx, lobby, "Reveal"))
	if m := r.sees(t, r.ana, lobby, "Revealed: seven"); m.TS != asked.TS || m.EphemeralTo != r.ana.ID {
		t.Errorf("%+v did not take the place of %+v", m, asked)
	}
	for _, m := range r.Messages(lobby, r.ben.ID) {
		if strings.Contains(m.PlainText(), "seven") {
			t.Errorf("somebody else sees %q", m.PlainText())
		}
	}
}

func (r *room) form(t *testing.T) {
	must(t, r.ana.Type(r.ctx, lobby, "/witness form"))
	must(t, r.ana.Fill(r.ctx, "Count", "many"))
	wrong, err := r.ana.SubmitModal(r.ctx)
	must(t, err)
	if wrong["count"] != `"many" is no number` {
		t.Errorf("the errors are %v", wrong)
	}
	must(t, r.ana.Fill(r.ctx, "Count", "12"))
	must(t, r.ana.Fill(r.ctx, "Why", "because"))
	if wrong, err = r.ana.SubmitModal(r.ctx); err != nil || len(wrong) > 0 {
		t.Fatalf("%v, %v", wrong, err)
	}
	if _, open := r.Modal(r.ana.ID); open {
		t.Error("the modal is still open")
	}
	r.sees(t, r.ana, r.DM(r.ana.ID), "Saved 12, because")
}

func (r *room) vote(t *testing.T) {
	must(t, r.ana.Type(r.ctx, lobby, "/witness poll Pizza?"))
	asked := r.sees(t, r.ben, lobby, "Pizza?")
	must(t, r.ben.Press(r.ctx, lobby, "Vote"))
	if m := r.sees(t, r.ana, lobby, "Pizza?: <@U0BEN> voted"); m.TS != asked.TS || m.EditedTS == "" {
		t.Errorf("%+v is not %+v, edited", m, asked)
	}
}

func (r *room) home(t *testing.T) {
	must(t, r.ben.OpenHome(r.ctx))
	r.wait(t, "Ben's Home", func() bool {
		v, ok := r.Home(r.ben.ID)
		return ok && strings.Contains(v.PlainText(), "Welcome home, <@U0BEN>")
	})
}

func (r *room) talk(t *testing.T) {
	must(t, r.ben.Type(r.ctx, r.DM(r.ben.ID), "good morning"))
	r.sees(t, r.ben, r.DM(r.ben.ID), "I heard: good morning")
	must(t, r.ben.Type(r.ctx, lobby, "@witness are you there?"))
	r.wait(t, "an answer in the thread", func() bool {
		return slices.ContainsFunc(r.Messages(lobby, r.ana.ID), func(m sandbox.Message) bool {
			return len(m.Replies) == 1 && m.Replies[0].Text == "You called?"
		})
	})
}

// refresh asks for another socket while a command is being worked on. The old
// one closes before its acknowledgement, so it comes again on the new one.
func (r *room) refresh(t *testing.T) {
	must(t, r.ana.Type(r.ctx, lobby, "/witness close"))
	before := r.Counters()
	answered := make(chan error, 1)
	go func() { answered <- r.ana.Type(r.ctx, lobby, "/witness wait long") }()
	r.sees(t, r.ana, lobby, "Waiting")
	r.Faults().Refresh()
	must(t, <-answered)
	r.sees(t, r.ana, lobby, "Waited: long")
	after := r.Counters()
	if after.Connections != before.Connections+1 || after.Resent != before.Resent+1 {
		t.Errorf("before %+v, after %+v: want one more connection, and the command sent again on it", before, after)
	}
	must(t, r.ben.Type(r.ctx, lobby, "/witness echo still here"))
	r.sees(t, r.ana, lobby, "still here")
}
