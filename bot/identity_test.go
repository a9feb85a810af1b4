package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"
)

// delivered is what the socket client makes of a payload.
func delivered(t testing.TB, kind socketmode.EventType, envelope, payload string) socketmode.Event {
	t.Helper()
	evt := socketmode.Event{Type: kind, Request: &socketmode.Request{
		EnvelopeID: envelope, Payload: json.RawMessage(payload), AcceptsResponsePayload: true, RetryAttempt: 2}}
	var err error
	switch kind {
	case socketmode.EventTypeSlashCommand:
		var c slack.SlashCommand
		err = json.Unmarshal([]byte(payload), &c)
		evt.Data = c
	case socketmode.EventTypeInteractive:
		var c slack.InteractionCallback
		err = json.Unmarshal([]byte(payload), &c)
		evt.Data = c
	case socketmode.EventTypeEventsAPI:
		evt.Data, err = slackevents.ParseEvent(json.RawMessage(payload), slackevents.OptionNoVerifyToken())
	}
	if err != nil {
		t.Fatal(err)
	}
	return evt
}

func TestAnInputHasTheSameIdentityInEveryEnvelope(t *testing.T) {
	for _, c := range []struct {
		name    string
		kind    socketmode.EventType
		payload string
		want    Envelope
	}{
		{"command", socketmode.EventTypeSlashCommand,
			`{"team_id":"T1","user_id":"U1","channel_id":"C1","trigger_id":"12.34.ab","response_url":"https://r"}`,
			Envelope{Kind: KindSlash, Key: "slash:T1:12.34.ab", Team: "T1", User: "U1", Channel: "C1", TriggerID: "12.34.ab", ResponseURL: "https://r"}},
		{"command of an organisation", socketmode.EventTypeSlashCommand,
			`{"enterprise_id":"E1","user_id":"W1","channel_id":"C1","trigger_id":"9"}`,
			Envelope{Kind: KindSlash, Key: "slash:E1:9", Team: "E1", User: "W1", Channel: "C1", TriggerID: "9"}},
		{"click in a message", socketmode.EventTypeInteractive,
			`{"type":"block_actions","team":{"id":"T1"},"user":{"id":"U1"},"channel":{"id":"C1"},"trigger_id":"t","response_url":"https://r","actions":[{"action_id":"touch.log","block_id":"b","type":"button","action_ts":"1700000000.000100"}]}`,
			Envelope{Kind: KindClick, Key: "click:T1:U1:1700000000.000100:touch.log", Team: "T1", User: "U1", Channel: "C1", TriggerID: "t", ResponseURL: "https://r"}},
		{"click in the Home", socketmode.EventTypeInteractive,
			`{"type":"block_actions","team":null,"user":{"id":"U1","team_id":"T1"},"view":{"id":"V1","team_id":"T1"},"actions":[{"action_id":"a","block_id":"b","type":"button","action_ts":"7"}]}`,
			Envelope{Kind: KindClick, Key: "click:T1:U1:7:a", Team: "T1", User: "U1"}},
		{"submission", socketmode.EventTypeInteractive,
			`{"type":"view_submission","team":{"id":"T1"},"user":{"id":"U1"},"trigger_id":"t","view":{"id":"V1","hash":"156.abc"}}`,
			Envelope{Kind: KindSubmit, Key: "submit:V1", Team: "T1", User: "U1", TriggerID: "t"}},
		{"submission with a response url", socketmode.EventTypeInteractive,
			`{"type":"view_submission","team":{"id":"T1"},"user":{"id":"U1"},"view":{"id":"V1","hash":"h"},"response_urls":[{"response_url":"https://r"}]}`,
			Envelope{Kind: KindSubmit, Key: "submit:V1", Team: "T1", User: "U1", ResponseURL: "https://r"}},
		{"closing a form", socketmode.EventTypeInteractive,
			`{"type":"view_closed","team":{"id":"T1"},"user":{"id":"U1"},"view":{"id":"V1","hash":"h"}}`,
			Envelope{Kind: KindClosed, Key: "closed:V1:h", Team: "T1", User: "U1"}},
		{"shortcut", socketmode.EventTypeInteractive,
			`{"type":"shortcut","team":{"id":"T1"},"user":{"id":"U1"},"trigger_id":"s1","callback_id":"x"}`,
			Envelope{Kind: KindShortcut, Key: "shortcut:s1", Team: "T1", User: "U1", TriggerID: "s1"}},
		{"menu", socketmode.EventTypeInteractive,
			`{"type":"block_suggestion","team":{"id":"T1"},"user":{"id":"U1"},"value":"ac"}`,
			Envelope{Kind: KindOptions, Key: "envelope:%s", Team: "T1", User: "U1"}},
		{"message", socketmode.EventTypeEventsAPI,
			`{"type":"event_callback","team_id":"T1","event_id":"Ev1","event":{"type":"message","user":"U1","channel":"D1","text":"hi"}}`,
			Envelope{Kind: KindEvent, Key: "event:Ev1", Team: "T1", User: "U1", Channel: "D1"}},
		{"a person as an object", socketmode.EventTypeEventsAPI,
			`{"type":"event_callback","team_id":"T1","event_id":"Ev2","event":{"type":"user_change","user":{"id":"U2","tz":"Europe/Berlin"}}}`,
			Envelope{Kind: KindEvent, Key: "event:Ev2", Team: "T1", User: "U2"}},
		{"an event without id", socketmode.EventTypeEventsAPI,
			`{"type":"event_callback","team_id":"T1","event":{"type":"message","user":"U1","channel":"D1"}}`,
			Envelope{Kind: KindEvent, Key: "envelope:%s", Team: "T1", User: "U1", Channel: "D1"}},
		{"an old dialog", socketmode.EventTypeInteractive,
			`{"type":"dialog_cancellation","team":{"id":"T1"},"user":{"id":"U1"}}`,
			Envelope{Kind: KindUnknown, Team: "T1", User: "U1"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, envelope := range []string{"first", "again"} {
				got := identify(delivered(t, c.kind, envelope, c.payload), time.Time{})
				want := c.want
				if want.Key == "envelope:%s" {
					want.Key = fmt.Sprintf(want.Key, envelope)
				}
				want.AcceptsPayload, want.Retry = true, 2
				got.Slash, got.Interaction, got.Event = nil, nil, nil
				if got != want {
					t.Errorf("in envelope %s\n got %+v\nwant %+v", envelope, got, want)
				}
			}
		})
	}
}

// A retry can be the first copy that reaches us.
func TestARedeliveredInputIsNotDroppedForItsRetryNumber(t *testing.T) {
	f := newFakeSlack(t)
	handled := make(chan Envelope, 1)
	f.start(func(_ context.Context, e Envelope) (Answer, error) {
		handled <- e
		return Answer{}, nil
	})
	f.sendRaw("e1", `{"envelope_id":"e1","type":"events_api","retry_attempt":3,"retry_reason":"timeout","accepts_response_payload":false,"payload":{`+
		`"type":"event_callback","team_id":"T1","event_id":"Ev1","event":{"type":"message","user":"U1","channel":"D1","text":"hi"}}}`)
	f.ack("e1")
	select {
	case e := <-handled:
		if e.Key != "event:Ev1" || e.Retry != 3 {
			t.Errorf("%+v", e)
		}
	default:
		t.Error("it was acknowledged and dropped")
	}
}

func TestInputsQueueByPersonAndElseByChannel(t *testing.T) {
	if a, b := (Envelope{Team: "T1", User: "U1", Channel: "C1"}).lane(), (Envelope{Team: "T1", User: "U1", Channel: "C2"}).lane(); a != b {
		t.Errorf("one person has the lanes %s and %s", a, b)
	}
	if a, b := (Envelope{Team: "T1", Channel: "C1"}).lane(), (Envelope{Team: "T1", Channel: "C2"}).lane(); a == b {
		t.Errorf("two channels share the lane %s", a)
	}
	if a, b := (Envelope{Team: "T1", User: "U1"}).lane(), (Envelope{Team: "T2", User: "U1"}).lane(); a == b {
		t.Errorf("two workspaces share the lane %s", a)
	}
}
