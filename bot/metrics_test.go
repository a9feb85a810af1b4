package bot

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

func slashEnvelope(command, text string) Envelope {
	return Envelope{Kind: KindSlash, Slash: &slack.SlashCommand{Command: command, Text: text}}
}

func clickEnvelope(value string) Envelope {
	return Envelope{Kind: KindClick, Interaction: &slack.InteractionCallback{
		ActionCallback: slack.ActionCallbacks{BlockActions: []*slack.BlockAction{{Value: value}}}}}
}

func TestAnInputIsCountedByWhatItAsksForAndNeverByWhatWasTyped(t *testing.T) {
	submit := func(form string) Envelope {
		return Envelope{Kind: KindSubmit, Interaction: &slack.InteractionCallback{View: slack.View{CallbackID: form}}}
	}
	event := func(t string) Envelope {
		return Envelope{Kind: KindEvent, Event: &slackevents.EventsAPIEvent{InnerEvent: slackevents.EventsAPIInnerEvent{Type: t}}}
	}
	shortcut := func(id string) Envelope {
		return Envelope{Kind: KindShortcut, Interaction: &slack.InteractionCallback{CallbackID: id}}
	}
	menu := func(form, field string) Envelope {
		return Envelope{Kind: KindOptions, Interaction: &slack.InteractionCallback{View: slack.View{CallbackID: form}, BlockID: field, Value: "acme"}}
	}
	chosen := func(form, field string) Envelope {
		e := clickEnvelope("")
		e.Interaction.View.CallbackID, e.Action().BlockID, e.Action().SelectedOption.Value = form, field, "acme"
		return e
	}
	for _, c := range []struct {
		e    Envelope
		want string
	}{
		{slashEnvelope("/followup", ""), "followup"},
		{slashEnvelope("/followup", "acme"), "followup"},
		{slashEnvelope("/followup", "Log acme call"), "followup.log"},
		{slashEnvelope("/followup", "check acme hello"), "followup.check"},
		{slashEnvelope("/deadleads", "status"), "deadleads.status"},
		{slashEnvelope("/deadleads", "60d"), "deadleads"},
		{slashEnvelope("/acme", "log"), "other"},
		{clickEnvelope(blocks.Action{Verb: blocks.Coach, ID: "d1"}.String()), blocks.Coach},
		{clickEnvelope(blocks.Action{Verb: "acme", ID: "d1"}.String()), "other"},
		{clickEnvelope("acme"), "other"},
		{Envelope{Kind: KindClick}, "other"},
		{submit(blocks.LogTouch), blocks.LogTouch},
		{submit("acme"), "other"},
		{event("app_mention"), "app_mention"},
		{event("user_change"), "user_change"},
		{event("acme"), "other"},
		{shortcut(blocks.Add), blocks.Add},
		{shortcut(blocks.LogFrom), blocks.LogFrom},
		{shortcut("acme"), "other"},
		{menu(blocks.LogFrom, blocks.FieldDeal), blocks.FromDeal},
		{menu(blocks.LogFrom, "acme"), "other"},
		{menu("acme", blocks.FieldDeal), "other"},
		{chosen(blocks.LogTouch, blocks.FieldOutcome), blocks.Outcome},
		{chosen(blocks.LogTouch, "acme"), "other"},
	} {
		if got := nameOf(c.e); got != c.want {
			t.Errorf("%+v is counted as %q, want %q", c.e, got, c.want)
		}
	}
}

func TestAnOutcomeIsSortedByWhoHasToDoSomething(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{nil, "ok"}, {coach.Errorf(coach.NotFound, "x"), "refused"}, {coach.Errorf(coach.Forbidden, "x"), "refused"},
		{coach.Errorf(coach.Busy, "x"), "busy"}, {context.DeadlineExceeded, "busy"}, {coach.Errorf(coach.Internal, "x"), "failed"},
		{errors.New("x"), "failed"}, {ErrPanic, "panic"}, {ErrBusy, "turned_away"}, {ErrClosed, "turned_away"},
	} {
		if got := outcomeOf(c.err); got != c.want {
			t.Errorf("%v: %s, want %s", c.err, got, c.want)
		}
	}
}

// slackSays is a Slack that answers everything alike.
type slackSays struct {
	status int
	body   string
}

func (s slackSays) RoundTrip(*http.Request) (*http.Response, error) {
	if s.status == 0 {
		return nil, errors.New("no such host")
	}
	return &http.Response{StatusCode: s.status, Body: io.NopCloser(strings.NewReader(s.body))}, nil
}

func TestACallIsCountedByWhatSlackSaid(t *testing.T) {
	for _, c := range []struct {
		says slackSays
		want string
	}{
		{slackSays{200, `{"ok":true,"ts":"1.2"}`}, "ok"},
		{slackSays{200, `{"ok":true,"text":"they said \"ok\":false, \"invalid_auth\""}`}, "ok"},
		{slackSays{200, `{"ok":false,"error":"channel_not_found"}`}, "refused"},
		{slackSays{200, `{"error":"token_revoked","ok":false}`}, "denied"},
		{slackSays{200, `{"ok":false,"error":"missing_scope","needed":"users:read"}`}, "denied"},
		{slackSays{429, ``}, "limited"}, {slackSays{503, `oops`}, "failed"}, {slackSays{}, "lost"}, {slackSays{200, ""}, "ok"},
	} {
		m := NewMetrics(nil)
		client := http.Client{Transport: metered{c.says, m, time.Now}}
		resp, err := client.Post("https://slack.com/api/chat.postMessage", "", nil)
		if err == nil {
			io.Copy(io.Discard, resp.Body)
			resp.Body.Close()
			resp.Body.Close() // twice is once
		}
		if got := testutil.ToFloat64(m.calls.WithLabelValues("chat.postMessage", c.want)); got != 1 || testutil.CollectAndCount(m.calls) != 1 {
			t.Errorf("%+v: %s is counted %v times, of %d outcomes", c.says, c.want, got, testutil.CollectAndCount(m.calls))
		}
	}
}

func TestAnAddressThatIsASecretIsNoLabel(t *testing.T) {
	for address, want := range map[string]string{
		"https://hooks.slack.com/commands/T1/2/secret":     "response_url",
		"http://127.0.0.1:4400/response/secret":            "response_url",
		"https://files.slack.com/upload/v1/secret":         "upload",
		"http://127.0.0.1:4400/upload/secret":              "upload",
		"https://slack.com/api/files.getUploadURLExternal": "files.getUploadURLExternal",
	} {
		m := NewMetrics(nil)
		client := http.Client{Transport: metered{slackSays{200, "ok"}, m, time.Now}}
		resp, err := client.Post(address, "", nil)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if testutil.ToFloat64(m.calls.WithLabelValues(want, "ok")) != 1 || testutil.CollectAndCount(m.calls) != 1 {
			t.Errorf("%s is not counted as %s", address, want)
		}
	}
}

// countCommand counts what one slash command is counted as.
func countCommand(m *Metrics, e Envelope, now time.Time) {
	m.acked(e, now)
	m.handled(e, nil)
	m.answered(e, now)
}

func TestMetricsCostACommandNextToNothing(t *testing.T) {
	m, e, now := NewMetrics(prometheus.NewRegistry()), slashEnvelope("/followup", "log acme voicemail left message"), time.Now()
	if got := testing.AllocsPerRun(100, func() { countCommand(m, e, now) }); got > 4 {
		t.Errorf("%v allocations; a command makes a thousand, and metrics are to be nothing beside them", got)
	}
}

func BenchmarkMetricsOfACommand(b *testing.B) {
	m, e, now := NewMetrics(prometheus.NewRegistry()), slashEnvelope("/followup", "log acme voicemail left message"), time.Now()
	b.ReportAllocs()
	for b.Loop() {
		countCommand(m, e, now)
	}
}
