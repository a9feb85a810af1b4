package page

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"

	"salescoach/bot/sandbox"
)

// office is a workspace with people, a channel, the page and a small app that
// talks through slack-go, as any app would.
type office struct {
	ws  *sandbox.Workspace
	app *app
}

// newOffice starts an office; with no app, commands fail after three seconds.
func newOffice(t *testing.T, opt Options) *office {
	t.Helper()
	ws := sandbox.New(sandbox.Options{
		TeamName: "Northwind Sales",
		Commands: []sandbox.Command{
			{Name: "/followup", Description: "Coach a follow-up, log a touch", UsageHint: "[account | log | snooze | help]", ShouldEscape: true},
			{Name: "/deadleads", Description: "Ask the team which deals are dead", UsageHint: "[status | close]"},
		},
		Shortcuts: []sandbox.Shortcut{
			{Name: "New proposal", CallbackID: "proposal", Description: "Write down a proposal that was sent"},
			{Name: "Log as touch", CallbackID: "touch", Description: "Keep this message as a note", Message: true},
		},
	})
	for _, p := range []sandbox.PersonSpec{
		{ID: "U0ANA", Name: "ana", RealName: "Ana Ruiz", TZ: "Europe/Berlin", Title: "Account executive"},
		{ID: "U0BO", Name: "bo", RealName: "Bo Lee", TZ: "America/New_York", Title: "Account executive"},
		{ID: "U0MIA", Name: "mia", RealName: "Mia Okafor", TZ: "Europe/London", Title: "Sales manager"},
		{ID: "U0SAM", Name: "sam", RealName: "Sam Stranger", TZ: "Asia/Kolkata"},
	} {
		ws.AddPerson(p)
	}
	ws.AddChannel(sandbox.ChannelSpec{ID: "C0EAST", Name: "sales-east", Topic: "Proposals east of the river", Members: []string{"U0ANA", "U0BO", "U0MIA", ws.BotUserID()}})
	ws.AddChannel(sandbox.ChannelSpec{ID: "C0BOSS", Name: "managers", Private: true, Members: []string{"U0MIA"}})
	ws.Handle("/", New(ws, opt))
	if err := ws.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ws.Close() })
	return &office{ws: ws}
}

// hire connects the app and waits until the workspace has its socket.
func (o *office) hire(t *testing.T) *office {
	t.Helper()
	api := slack.New(o.ws.BotToken(), slack.OptionAPIURL(o.ws.APIURL()), slack.OptionAppLevelToken(o.ws.AppToken()))
	o.app = &app{api: api, socket: socketmode.New(api), heard: make(chan string, 100)}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{}, 2)
	go func() { _ = o.app.socket.RunContext(ctx); done <- struct{}{} }()
	go func() { o.app.listen(ctx); done <- struct{}{} }()
	t.Cleanup(func() { cancel(); <-done; <-done })
	o.until(t, "the app is connected", func() bool { return o.ws.Sockets() > 0 })
	return o
}

// until waits for a condition of the workspace.
func (o *office) until(t *testing.T, what string, cond func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := o.ws.WaitFor(ctx, cond); err != nil {
		t.Fatalf("waiting until %s: %v", what, err)
	}
}

// hears fails unless the app is told these things, in this order.
func (o *office) hears(t *testing.T, want ...string) {
	t.Helper()
	for _, w := range want {
		select {
		case got := <-o.app.heard:
			if got != w {
				t.Errorf("the app heard %q, want %q", got, w)
			}
		case <-time.After(10 * time.Second):
			t.Fatalf("the app never heard %q", w)
		}
	}
}

// page asks the page for something, past the network, as a browser on loopback.
func (o *office) page(t *testing.T, method, target string, form ...string) *httptest.ResponseRecorder {
	t.Helper()
	return ask(New(o.ws, Options{}), method, target, form...)
}

// ask serves one request; form is a list of names and values.
func ask(h http.Handler, method, target string, form ...string) *httptest.ResponseRecorder {
	body := make([]string, 0, len(form)/2)
	for i := 0; i+1 < len(form); i += 2 {
		body = append(body, url.QueryEscape(form[i])+"="+url.QueryEscape(form[i+1]))
	}
	r := httptest.NewRequest(method, "http://127.0.0.1"+target, strings.NewReader(strings.Join(body, "&")))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// An app answers /followup with a card that has every kind of button.
type app struct {
	api    *slack.Client
	socket *socketmode.Client
	heard  chan string // what it was told, for the test to look at
}

func (a *app) listen(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case ev := <-a.socket.Events:
			a.handle(ev)
		}
	}
}

func (a *app) handle(ev socketmode.Event) {
	switch data := ev.Data.(type) {
	case slack.SlashCommand:
		a.heard <- data.Command + " " + data.Text
		switch data.Text {
		case "silence": // never acknowledged
		case "share":
			_ = a.socket.Ack(*ev.Request, map[string]any{"response_type": "in_channel", "text": "*Acme* is ours :tada:"})
		default:
			_ = a.socket.Ack(*ev.Request, map[string]any{"response_type": "ephemeral", "text": "Coach card for " + data.Text, "blocks": card(data.Text, 2)})
		}
	case slack.InteractionCallback:
		a.interact(*ev.Request, data)
	case slackevents.EventsAPIEvent:
		_ = a.socket.Ack(*ev.Request)
		if opened, ok := data.InnerEvent.Data.(*slackevents.AppHomeOpenedEvent); ok && opened.Tab == "home" {
			a.publish(opened.User)
		}
	default:
		if ev.Request != nil {
			_ = a.socket.Ack(*ev.Request)
		}
	}
}

// publish fills the Home tab of a person.
func (a *app) publish(user string) {
	view := slack.HomeTabViewRequest{Type: slack.VTHomeTab}
	head := slack.NewHeaderBlock(slack.NewTextBlockObject("plain_text", "Due today", false, false))
	view.Blocks.BlockSet = []slack.Block{head}
	var rest slack.Blocks
	if err := json.Unmarshal(card("home", 1), &rest); err != nil {
		a.heard <- err.Error()
	}
	view.Blocks.BlockSet = append(view.Blocks.BlockSet, rest.BlockSet...)
	if _, err := a.api.PublishView(user, view, ""); err != nil {
		a.heard <- "views.publish: " + err.Error()
	}
}

// post writes blocks into a channel past slack-go, which would drop those that
// it does not know.
func (o *office) post(t *testing.T, channel string, blocks []byte) {
	t.Helper()
	resp, err := http.PostForm(o.ws.APIURL()+"chat.postMessage", url.Values{"token": {o.ws.BotToken()}, "channel": {channel}, "text": {"kitchen"}, "blocks": {string(blocks)}})
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if said, _ := io.ReadAll(resp.Body); !strings.Contains(string(said), `"ok":true`) {
		t.Fatalf("the sandbox refused: %s", said)
	}
}

// fit leaves out what Slack would not take in a message.
func fit(t *testing.T, raw []byte) []byte {
	t.Helper()
	var blocks []map[string]any
	if err := json.Unmarshal(raw, &blocks); err != nil {
		t.Fatal(err)
	}
	hostile := func(e any) bool {
		el, _ := e.(map[string]any)
		return el["type"] == "mystery" || el["style"] == "neon" || strings.HasPrefix(fmt.Sprint(el["url"], el["image_url"]), "javascript:")
	}
	blocks = slices.DeleteFunc(blocks, func(b map[string]any) bool {
		if els, ok := b["elements"].([]any); ok {
			b["elements"] = slices.DeleteFunc(els, func(e any) bool {
				return hostile(e) || b["type"] == "context" && strings.Contains(fmt.Sprint(e), "javascript:")
			})
		}
		return b["type"] == "video"
	})
	out, err := json.Marshal(blocks)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func (a *app) interact(req socketmode.Request, in slack.InteractionCallback) {
	if in.Type == slack.InteractionTypeViewSubmission {
		note := in.View.State.Values["note"]["note"].Value
		a.heard <- "submit " + in.View.State.Values["channel"]["channel"].SelectedOption.Value + " " + note
		if strings.Contains(note, "nothing") {
			_ = a.socket.Ack(req, slack.NewErrorsViewSubmissionResponse(map[string]string{"note": "Say what happened, or leave it out."}))
			return
		}
		_ = a.socket.Ack(req)
		a.replace(in.View.PrivateMetadata)
		return
	}
	_ = a.socket.Ack(req)
	for _, action := range in.ActionCallback.BlockActions {
		a.heard <- strings.TrimSpace("click " + action.ActionID + " " + action.Value + action.SelectedOption.Value)
		if action.ActionID == "log" {
			_, err := a.api.OpenView(in.TriggerID, touchForm(in.ResponseURL))
			if err != nil {
				a.heard <- "views.open: " + err.Error()
			}
		}
	}
	if in.Type == slack.InteractionTypeShortcut || in.Type == slack.InteractionTypeMessageAction {
		a.heard <- "shortcut " + in.CallbackID
	}
}

// replace updates the card in place through its response URL.
func (a *app) replace(address string) {
	_ = slack.PostWebhook(address, &slack.WebhookMessage{
		ReplaceOriginal: true, Text: "Logged", Blocks: &slack.Blocks{BlockSet: []slack.Block{
			slack.NewSectionBlock(slack.NewTextBlockObject("mrkdwn", ":white_check_mark: *Logged.* Follow-up 3 of 4.", false, false), nil, nil),
		}},
	})
}
