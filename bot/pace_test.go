package bot

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

// The Bot here has no coach at all: whatever asked the database would panic.
func TestWhoSendsTooMuchIsAskedToWaitBeforeAnythingIsLookedUp(t *testing.T) {
	f := newFakeSlack(t)
	f.locked(func() {
		f.api["users.info"] = func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprint(w, `{"ok":true,"user":{"id":"U1","team_id":"T1","deleted":true}}`)
		}
	})
	api, _ := NewAPI(APIOptions{BotToken: "xoxb-test", URL: f.apiURL()})
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	b := New(Options{API: api, PerMinute: 3, Now: func() time.Time { return now }})
	typed := 0
	send := func(user string) coach.Kind {
		typed++
		_, err := b.Handle(t.Context(), Envelope{Kind: KindSlash, Key: fmt.Sprint("k", typed), Team: "T1", User: user, Slash: &slack.SlashCommand{Command: "/followup", Text: "acme"}})
		return coach.KindOf(err)
	}

	for range 3 {
		if kind := send("U1"); kind != coach.Forbidden {
			t.Fatalf("within the pace: %v, want the refusal of somebody who left", kind)
		}
	}
	before := len(f.calls())
	if kind := send("U1"); kind != coach.Conflict {
		t.Errorf("the fourth within a minute: %v, want %v", kind, coach.Conflict)
	}
	if asked := len(f.calls()) - before; asked != 0 {
		t.Errorf("Slack was asked %d times about somebody who sends too much", asked)
	}
	if kind := send("U2"); kind != coach.Forbidden {
		t.Errorf("somebody else, meanwhile: %v", kind)
	}
	now = now.Add(time.Minute)
	if kind := send("U1"); kind != coach.Forbidden {
		t.Errorf("a minute later: %v, want to be heard again", kind)
	}
}
