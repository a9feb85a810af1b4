package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/slack-go/slack/slackevents"
)

// frames are one of every kind that Slack sends, and some that it shouldn't.
func frames() (all []string) {
	envelope := func(kind, payload string) {
		all = append(all, fmt.Sprintf(`{"envelope_id":"e","type":%q,"accepts_response_payload":true,"payload":%s}`, kind, payload))
	}
	for kind := range slackevents.EventsAPIInnerEventMapping {
		for _, rest := range []string{
			`"user":"U1","channel":"D1","item":{"type":"message","channel":"C1","ts":"1.1"},"view":{},"files":[{}]`,
			`"user":{"id":"U1"},"channel":{"id":"C1"},"item":null,"view":null,"files":[null],"message":null,"edited":null`,
		} {
			envelope("events_api", fmt.Sprintf(`{"type":"event_callback","team_id":"T1","event_id":"Ev1","event":{"type":%q,%s}}`, kind, rest))
		}
	}
	for _, kind := range []string{"block_actions", "view_submission", "view_closed", "shortcut", "message_action", "block_suggestion", "dialog_cancellation"} {
		who := fmt.Sprintf(`"type":%q,"team":{"id":"T1"},"user":{"id":"U1"},"trigger_id":"t"`, kind)
		envelope("interactive", `{`+who+`,"channel":{"id":"C1"},"message":{"ts":"1.1","blocks":[{"type":"section"}]},"actions":[{"action_id":"a","block_id":"b","type":"button","value":"1|x","action_ts":"7"}]}`)
		envelope("interactive", `{`+who+`,"view":{"id":"V1","hash":"h","blocks":[{"type":"input","element":{"type":"no_such_element"}}],"state":{"values":{"b":{"a":{"type":"datepicker","selected_date":"2026-13-40"}}}}}}`)
		envelope("interactive", `{`+who+`,"view":null,"actions":[null],"state":null,"container":null,"response_urls":[null]}`)
	}
	envelope("events_api", `{"type":"event_callback","event":null}`)
	envelope("events_api", `{"type":"url_verification","challenge":"x"}`)
	envelope("events_api", `{"type":"app_rate_limited"}`)
	envelope("events_api", `null`)
	envelope("slash_commands", `{"team_id":"T1","user_id":"U1","command":"/followup","text":"acme","trigger_id":"t","is_enterprise_install":"false"}`)
	envelope("slash_commands", `null`)
	envelope("hello", `{}`)
	return append(all, ``, `null`, `7`, `[]`, `"text"`, `{"envelope_id":7,"type":"interactive"}`, `{"envelope_id":"e"}`, `{"type":"events_api"} {}`)
}

// Whatever comes through the socket, what can be answered is, and the link stays. A
// panic where the socket is read would end the program: nothing of ours is around it.
func FuzzAnyFrameLeavesTheLinkUp(f *testing.F) {
	for _, frame := range frames() {
		f.Add([]byte(frame))
	}
	s := newFakeSlack(f)
	r := s.start(func(context.Context, Envelope) (Answer, error) { return text("there"), nil },
		func(o *RunnerOptions) { o.Sockets, o.Log = 1, slog.New(slog.DiscardHandler) })
	f.Fuzz(func(t *testing.T, frame []byte) {
		s.t = t
		id, asksToGo := sentAs(frame)
		if asksToGo {
			t.Skip("Slack asks for a new socket")
		}
		s.locked(func() { clear(s.sent); clear(s.acks) })
		socket := s.open()[0]
		socket.ping() // without it slack-go gives up a socket after a minute
		socket.send(frame)
		if got := s.ack(s.slash("fine", "U1", "still here")); !strings.Contains(got, "there") {
			t.Errorf("afterwards: %s", got)
		}
		if id != "" {
			s.ack(id)
		}
		if n := s.opened(); n != 1 || r.Stats().Panicked > 0 {
			t.Errorf("%d sockets were opened, %d inputs fell over", n, r.Stats().Panicked)
		}
	})
}

// sentAs is the id by which a frame is to be acknowledged, "" where there is none or it
// isn't clear, and whether it is Slack's wish for a new socket.
func sentAs(frame []byte) (id string, asksToGo bool) {
	fields := map[string]json.RawMessage{}
	if json.NewDecoder(bytes.NewReader(frame)).Decode(&fields) != nil {
		return "", false
	}
	_ = json.Unmarshal(fields["envelope_id"], &id) // what is no text is no id
	for name, raw := range fields {
		var kind string
		switch {
		case strings.EqualFold(name, "type"):
			_ = json.Unmarshal(raw, &kind)
		case strings.EqualFold(name, "envelope_id") && name != "envelope_id":
			id = "" // which of the two counts is for JSON's readers to say
		}
		asksToGo = asksToGo || kind == "disconnect"
		if kind == "hello" { // is not acknowledged
			id = ""
		}
	}
	return id, asksToGo
}
