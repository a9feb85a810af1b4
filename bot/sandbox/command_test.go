package sandbox_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"salescoach/bot/sandbox"
)

func TestAnAnswerInTheAckIsSeenByTheTyperOnly(t *testing.T) {
	o := open(t, sandbox.Options{})
	o.connect(func(a *app, e socketmode.Event) {
		if cmd, ok := e.Data.(slack.SlashCommand); ok {
			a.ack(e, map[string]any{"text": "You asked for " + cmd.Text + " in " + cmd.ChannelName})
		} else {
			a.ack(e)
		}
	})
	if err := o.ana.Type(within(t), sales, "/followup acme & sons"); err != nil {
		t.Fatal(err)
	}
	m := o.last(o.ana, sales)
	if want := "You asked for acme &amp; sons in sales"; m.Text != want || m.EphemeralTo != "U0ANA" || m.User != o.BotUserID() {
		t.Errorf("Ana sees %q by %s to %q, want %q", m.Text, m.User, m.EphemeralTo, want)
	}
	if _, ok := o.ben.Last(sales); ok {
		t.Error("Ben sees Ana's private answer")
	}
	if n := len(o.Messages(sales, "U0BEN")); n != 0 {
		t.Errorf("Ben's list has %d messages", n)
	}
}

func TestAnInChannelAnswerShowsTheCommandToEverybody(t *testing.T) {
	o := open(t, sandbox.Options{})
	o.connect(func(a *app, e socketmode.Event) {
		a.ack(e, map[string]any{"response_type": "in_channel", "text": "All hear this"})
	})
	if err := o.ana.Type(within(t), sales, "/followup acme"); err != nil {
		t.Fatal(err)
	}
	got := o.Messages(sales, "U0BEN")
	if len(got) != 2 || got[0].Text != "/followup acme" || !got[0].Command || got[1].Text != "All hear this" {
		t.Errorf("Ben sees %+v", got)
	}
}

func TestMentionsInACommandAreEscapedOnlyWhenItAsksForThat(t *testing.T) {
	o := open(t, sandbox.Options{})
	got := make(chan string, 2)
	o.connect(func(a *app, e socketmode.Event) {
		got <- e.Data.(slack.SlashCommand).Text
		a.ack(e)
	})
	for cmd, want := range map[string]string{
		"/followup @ben.otis in #sales <!channel>": "<@U0BEN> in <#C0SALES|sales> &lt;!channel&gt;",
		"/plain @ben.otis in #sales":               "@ben.otis in #sales",
		"/followup x@ben.otis @ben.otist":          "x@ben.otis @ben.otist",
	} {
		if err := o.ana.Type(within(t), sales, cmd); err != nil {
			t.Fatal(err)
		}
		if text := <-got; text != want {
			t.Errorf("%s arrives as %q, want %q", cmd, text, want)
		}
	}
}

func TestACommandThatNobodyAnswersFailsAfterThreeSeconds(t *testing.T) {
	o := open(t, sandbox.Options{Now: frozen})
	seen := make(chan struct{}, 1)
	o.connect(func(a *app, e socketmode.Event) { seen <- struct{}{} })
	failed := make(chan error, 1)
	go func() { failed <- o.ana.Type(within(t), sales, "/followup acme") }()
	<-seen
	o.Advance(2999 * time.Millisecond)
	select {
	case err := <-failed:
		t.Fatalf("failed before three seconds: %v", err)
	default:
	}
	o.Advance(time.Millisecond)
	failure(t, <-failed, "operation_timeout")
	m := o.last(o.ana, sales)
	if want := `/followup failed with the error "operation_timeout"`; m.Text != want || m.User != sandbox.SlackbotID || m.EphemeralTo != "U0ANA" {
		t.Errorf("Slackbot says %q, want %q", m.Text, want)
	}
}

func TestACommandWithoutAnySocketFailsAtOnce(t *testing.T) {
	o := open(t, sandbox.Options{})
	failure(t, o.ana.Type(within(t), sales, "/followup acme"), "dispatch_failed")
}

func TestAnUndeclaredCommandIsRefusedBySlackItself(t *testing.T) {
	o := open(t, sandbox.Options{})
	failure(t, o.ana.Type(within(t), sales, "/nonsense"), "invalid_command")
	failure(t, o.ana.Reply(within(t), sales, "1.2", "/followup"), "not_supported_in_threads")
	failure(t, o.ana.Type(within(t), "C0NONE", "/followup"), "not_in_channel")
}

func TestABadAnswerInTheAckFailsTheCommandAndIsReported(t *testing.T) {
	o := open(t, sandbox.Options{})
	o.connect(func(a *app, e socketmode.Event) {
		a.ack(e, map[string]any{"blocks": []any{map[string]any{"type": "nonsense"}}})
	})
	failure(t, o.ana.Type(within(t), sales, "/followup"), "invalid_blocks")
	if p := strings.Join(o.Problems(), "\n"); !strings.Contains(p, "/blocks/0/type") {
		t.Errorf("problems are %q, want the pointer of the bad block", p)
	}
}

// urls is an app that acks empty and hands out the response URLs.
func (o *office) urls() chan string {
	got := make(chan string, 10)
	o.connect(func(a *app, e socketmode.Event) {
		a.ack(e)
		switch d := e.Data.(type) {
		case slack.SlashCommand:
			got <- d.ResponseURL
		case slack.InteractionCallback:
			got <- d.ResponseURL
		}
	})
	return got
}

func post(t *testing.T, url, body string) int {
	t.Helper()
	resp, err := http.Post(url, "application/json", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	return resp.StatusCode
}

func TestAResponseURLWorksFiveTimes(t *testing.T) {
	o := open(t, sandbox.Options{NoRateLimits: true})
	urls := o.urls()
	if err := o.ana.Type(within(t), sales, "/followup acme"); err != nil {
		t.Fatal(err)
	}
	url := <-urls
	if err := slack.PostWebhookContext(within(t), url, &slack.WebhookMessage{Text: "later"}); err != nil {
		t.Fatal(err)
	}
	if m := o.last(o.ana, sales); m.Text != "later" || m.EphemeralTo != "U0ANA" {
		t.Errorf("Ana sees %+v", m)
	}
	if code := post(t, url, `{"text":""}`); code != 400 {
		t.Errorf("an empty message is answered %d, want 400", code)
	}
	for i := range 4 {
		if code := post(t, url, `{"text":"again","response_type":"in_channel"}`); code != 200 {
			t.Fatalf("use %d is answered %d", i+2, code)
		}
	}
	if m := o.last(o.ben, sales); m.Text != "again" {
		t.Errorf("Ben sees %q", m.Text)
	}
	if code := post(t, url, `{"text":"a sixth time"}`); code != 404 {
		t.Errorf("the sixth use is answered %d, want 404", code)
	}
}

func TestAResponseURLLivesHalfAnHour(t *testing.T) {
	o := open(t, sandbox.Options{Now: frozen})
	urls := o.urls()
	if err := o.ana.Type(within(t), sales, "/followup acme"); err != nil {
		t.Fatal(err)
	}
	url := <-urls
	o.Advance(30*time.Minute - time.Second)
	if code := post(t, url, `{"text":"just in time"}`); code != 200 {
		t.Errorf("before expiry answered %d", code)
	}
	o.Advance(time.Second)
	if code := post(t, url, `{"text":"too late"}`); code != 404 {
		t.Errorf("after expiry answered %d, want 404", code)
	}
	if m := o.last(o.ana, sales); m.Text != "just in time" {
		t.Errorf("Ana sees %q", m.Text)
	}
}
