package page

import (
	"encoding/json"
	"fmt"

	"github.com/slack-go/slack"
)

// card is a coach card in the raw, with an account name that tries its luck.
func card(account string, followups int) json.RawMessage {
	name, _ := json.Marshal("Acme & Söhne — " + account)
	return fmt.Appendf(nil, `[
	{"type":"header","text":{"type":"plain_text","text":%s,"emoji":true}},
	{"type":"section","fields":[
		{"type":"mrkdwn","text":"*Amount*\n$40,000"},{"type":"mrkdwn","text":"*Sent*\n<!date^1761990000^{date_short}|1 Nov> · 12 business days ago"},
		{"type":"mrkdwn","text":"*Follow-ups*\n%d of 4"},{"type":"mrkdwn","text":"*Last touch*\nvoicemail, left message"}]},
	{"type":"divider"},
	{"type":"section","text":{"type":"mrkdwn","text":"*Second effort* — why this one now: two touches, no reply, and 12 business days of silence.\n\n*1. Open*\n> Hi Kim, Ana at Northwind. You asked for the maintenance plan by spring.\n*2. Give*\n> One thing I left out of the proposal: the crew in `+"`Riverside`"+` finished two weeks early.\n*3. Ask*\n> Is _Thursday at ten_ or _Friday at two_ better?"},
		"accessory":{"type":"overflow","action_id":"more","options":[{"text":{"type":"plain_text","text":"Another play"},"value":"another"},{"text":{"type":"plain_text","text":"Why this play?"},"value":"why"}]}},
	{"type":"context","elements":[{"type":"mrkdwn","text":":bulb: Sharper with: *what they said about price* · *who signs*"}]},
	{"type":"actions","block_id":"card","elements":[
		{"type":"button","action_id":"log","style":"primary","text":{"type":"plain_text","text":"Log touch"},"value":"deal-1"},
		{"type":"button","action_id":"homework","text":{"type":"plain_text","text":"Add homework"},"value":"deal-1"},
		{"type":"static_select","action_id":"snooze","placeholder":{"type":"plain_text","text":"Snooze"},"options":[{"text":{"type":"plain_text","text":"One day"},"value":"1d"},{"text":{"type":"plain_text","text":"One week"},"value":"1w"}]},
		{"type":"button","action_id":"reason","text":{"type":"plain_text","text":"Known reason"},"value":"deal-1"},
		{"type":"button","action_id":"close","style":"danger","text":{"type":"plain_text","text":"Close file"},"value":"deal-1",
			"confirm":{"title":{"type":"plain_text","text":"Close this file?"},"text":{"type":"mrkdwn","text":"*Acme* leaves your list. You can reopen it."},"confirm":{"type":"plain_text","text":"Close it"},"deny":{"type":"plain_text","text":"Keep it"},"style":"danger"}}]}]`,
		name, followups)
}

// touchForm is the modal behind Log touch.
func touchForm(metadata string) slack.ModalViewRequest {
	raw := `{"type":"modal","callback_id":"touch","title":{"type":"plain_text","text":"Log a touch"},"submit":{"type":"plain_text","text":"Log"},"close":{"type":"plain_text","text":"Cancel"},
	"blocks":[
	{"type":"section","text":{"type":"mrkdwn","text":"*Acme & Söhne* — follow-up 3 of 4"}},
	{"type":"input","block_id":"channel","label":{"type":"plain_text","text":"Channel"},"element":{"type":"static_select","action_id":"channel","options":[
		{"text":{"type":"plain_text","text":"Call"},"value":"call"},{"text":{"type":"plain_text","text":"Voicemail"},"value":"voicemail"},{"text":{"type":"plain_text","text":"Email"},"value":"email"}]}},
	{"type":"input","block_id":"outcome","label":{"type":"plain_text","text":"Outcome"},"element":{"type":"radio_buttons","action_id":"outcome","initial_option":{"text":{"type":"plain_text","text":"Left message"},"value":"left"},"options":[
		{"text":{"type":"plain_text","text":"No answer"},"value":"none"},{"text":{"type":"plain_text","text":"Left message"},"value":"left"},{"text":{"type":"plain_text","text":"Replied"},"value":"replied"}]}},
	{"type":"input","block_id":"day","optional":true,"label":{"type":"plain_text","text":"Date"},"element":{"type":"datepicker","action_id":"day","initial_date":"2026-11-17"}},
	{"type":"input","block_id":"who","optional":true,"label":{"type":"plain_text","text":"Also told"},"element":{"type":"multi_users_select","action_id":"who","placeholder":{"type":"plain_text","text":"Choose people"}}},
	{"type":"input","block_id":"note","optional":true,"label":{"type":"plain_text","text":"Note"},"hint":{"type":"plain_text","text":"In your own words. Only your team sees it."},"element":{"type":"plain_text_input","action_id":"note","multiline":true,"placeholder":{"type":"plain_text","text":"What was said?"}}}]}`
	var v slack.ModalViewRequest
	if err := json.Unmarshal([]byte(raw), &v); err != nil {
		panic(err)
	}
	v.PrivateMetadata = metadata
	return v
}
