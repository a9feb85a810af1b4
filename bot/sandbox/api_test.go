package sandbox_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"salescoach/bot/sandbox"
)

// reply is what any method answers.
type reply struct {
	OK       bool
	Error    string
	Needed   string
	Provided string
	Errors   []string
	Channel  json.RawMessage
	Members  json.RawMessage
	Meta     struct {
		Messages   []string
		NextCursor string `json:"next_cursor"`
	} `json:"response_metadata"`
	Status int
	Header http.Header
}

// call sends a form with a token in the header.
func (o *office) call(method string, form url.Values) reply {
	o.t.Helper()
	return o.do(method, "application/x-www-form-urlencoded", form.Encode(), o.BotToken())
}

func (o *office) do(method, contentType, body, token string) reply {
	o.t.Helper()
	req, _ := http.NewRequest("POST", o.APIURL()+method, strings.NewReader(body))
	req.Header.Set("Content-Type", contentType)
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		o.t.Fatal(err)
	}
	defer resp.Body.Close()
	out := reply{Status: resp.StatusCode, Header: resp.Header}
	if err := json.NewDecoder(resp.Body).Decode(&out); err != nil && resp.StatusCode == 200 {
		o.t.Fatalf("%s: %v", method, err)
	}
	return out
}

func v(pairs ...string) url.Values {
	out := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		out.Set(pairs[i], pairs[i+1])
	}
	return out
}

func TestMethodsAnswerWithSlacksErrorCodes(t *testing.T) {
	o := open(t, sandbox.Options{NoRateLimits: true})
	o.AddChannel(sandbox.ChannelSpec{ID: "C0PUB", Name: "public"})
	o.AddChannel(sandbox.ChannelSpec{ID: "C0SECRET", Name: "secret", Private: true, Members: []string{"U0ANA"}})
	o.AddPerson(sandbox.PersonSpec{ID: "U0GONE", RealName: "Gone", Email: "gone@example.com", Deleted: true})
	if err := o.ana.Type(within(t), sales, "hers"); err != nil {
		t.Fatal(err)
	}
	anas := o.last(o.ana, sales).TS
	for _, c := range []struct {
		method string
		form   url.Values
		want   string
	}{
		{"no.such.method", v(), "unknown_method"},
		{"reactions.add", v(), "unknown_method"},
		{"auth.test", v(), ""},
		{"api.test", v("error", "my_own"), "my_own"},
		{"team.info", v(), ""},
		{"bots.info", v("bot", "B0NONE"), "bot_not_found"},
		{"users.info", v("user", "U0NONE"), "user_not_found"},
		{"users.lookupByEmail", v("email", "ANA@example.com"), ""},
		{"users.lookupByEmail", v("email", "gone@example.com"), "users_not_found"},
		{"users.lookupByEmail", v("email", ""), "users_not_found"},
		{"users.list", v("cursor", "nonsense"), "invalid_cursor"},
		{"users.list", v("limit", "5000"), "invalid_limit"},
		{"usergroups.users.list", v("usergroup", "S0NONE"), "no_such_subteam"},
		{"conversations.list", v("types", "submarine"), "invalid_types"},
		{"conversations.info", v("channel", "C0NONE"), "channel_not_found"},
		{"conversations.info", v("channel", "C0SECRET"), "channel_not_found"},
		{"conversations.info", v("channel", "C0PUB"), ""},
		{"conversations.history", v("channel", "C0PUB"), "not_in_channel"},
		{"conversations.replies", v("channel", sales, "ts", "1.1"), "thread_not_found"},
		{"conversations.open", v(), "users_list_not_supplied"},
		{"conversations.open", v("users", "U0NONE"), "user_not_found"},
		{"conversations.open", v("users", "U0GONE"), "user_disabled"},
		{"conversations.open", v("users", o.BotUserID()), "cannot_dm_bot"},
		{"chat.postMessage", v("channel", sales), "no_text"},
		{"chat.postMessage", v("text", "x"), "channel_not_found"},
		{"chat.postMessage", v("channel", "C0NONE", "text", "x"), "channel_not_found"},
		{"chat.postMessage", v("channel", "C0SECRET", "text", "x"), "channel_not_found"},
		{"chat.postMessage", v("channel", "U0GONE", "text", "x"), "user_disabled"},
		{"chat.postMessage", v("channel", "#sales", "text", "x"), ""},
		{"chat.postMessage", v("channel", "C0PUB", "text", "x"), ""}, // chat:write.public
		{"chat.postMessage", v("channel", sales, "text", "x", "markdown_text", "y"), "markdown_text_conflict"},
		{"chat.postMessage", v("channel", sales, "text", "x", "blocks", "{"), "invalid_blocks"},
		{"chat.postMessage", v("channel", sales, "text", "x", "attachments", "{"), "invalid_attachments"},
		{"chat.postMessage", v("channel", sales, "text", "x", "metadata", `{"event_type":""}`), "invalid_metadata_format"},
		{"chat.postMessage", v("channel", sales, "attachments", "["+strings.Repeat("{},", 100)+"{}]"), "too_many_attachments"},
		{"chat.postEphemeral", v("channel", "C0PUB", "user", "U0ANA", "text", "x"), "not_in_channel"},
		{"chat.postEphemeral", v("channel", sales, "user", "U0GONE", "text", "x"), "user_not_in_channel"},
		{"chat.update", v("channel", sales, "ts", "1.1", "text", "x"), "message_not_found"},
		{"chat.update", v("channel", sales, "ts", anas, "text", "x"), "cant_update_message"},
		{"chat.update", v("channel", sales, "ts", anas, "text", strings.Repeat("x", 4001)), "msg_too_long"},
		{"chat.delete", v("channel", sales, "ts", anas), "cant_delete_message"},
		{"chat.getPermalink", v("channel", sales, "message_ts", anas), ""},
		{"chat.getPermalink", v("channel", sales, "message_ts", "1.1"), "message_not_found"},
		{"views.open", v("trigger_id", "x"), "invalid_arguments"},
		{"views.update", v("view_id", "V", "external_id", "x"), "invalid_arguments"},
		{"views.publish", v("user_id", "U0NONE", "view", `{"type":"home","blocks":[]}`), "invalid_arguments"},
		{"views.publish", v("user_id", "U0ANA", "view", `{"type":"home","blocks":null}`), "invalid_arguments"},
		{"views.publish", v("user_id", "U0ANA", "view", `{"type":"home","private_metadata":"`+strings.Repeat("x", 260<<10)+`","blocks":[]}`), "view_too_large"},
	} {
		if got := o.call(c.method, c.form); got.Error != c.want || got.OK != (c.want == "") {
			t.Errorf("%s %.80v: got ok=%t %q, want %q", c.method, c.form, got.OK, got.Error, c.want)
		}
	}
	if n := o.UnknownMethods(); n["no.such.method"] != 1 || n["reactions.add"] != 1 {
		t.Errorf("unknown methods are %v", n)
	}
}

func TestTokensAreToldApart(t *testing.T) {
	o := open(t, sandbox.Options{})
	form := "application/x-www-form-urlencoded"
	for _, c := range []struct{ method, body, token, want string }{
		{"auth.test", "", "", "not_authed"},
		{"auth.test", "", "xoxb-wrong", "invalid_auth"},
		{"auth.test", "token=" + o.BotToken(), "", ""},
		{"auth.test", "", o.AppToken(), "not_allowed_token_type"},
		{"apps.connections.open", "", o.AppToken(), ""},
		{"apps.connections.open", "token=" + o.AppToken(), "", "not_authed"},
		{"apps.connections.open", "", o.BotToken(), "not_allowed_token_type"},
	} {
		if got := o.do(c.method, form, c.body, c.token); got.Error != c.want {
			t.Errorf("%s with body %q and token %.12q: %q, want %q", c.method, c.body, c.token, got.Error, c.want)
		}
	}
}

func TestMissingScopesAreNamed(t *testing.T) {
	o := open(t, sandbox.Options{Scopes: []string{"chat:write", "users:read"}})
	for method, needed := range map[string]string{
		"team.info": "team:read", "users.lookupByEmail": "users:read.email", "conversations.open": "im:write",
		"conversations.list": "channels:read", "conversations.history": "channels:history",
	} {
		got := o.call(method, v("channel", sales, "users", "U0ANA", "email", "x"))
		if got.Error != "missing_scope" || got.Needed != needed || got.Provided != "chat:write,users:read" {
			t.Errorf("%s: %+v, want missing_scope %s", method, got, needed)
		}
	}
	o.AddChannel(sandbox.ChannelSpec{ID: "C0PUB", Name: "public"})
	if got := o.call("chat.postMessage", v("channel", "C0PUB", "text", "x")); got.Error != "not_in_channel" {
		t.Errorf("posting without chat:write.public: %q", got.Error)
	}
	u, err := o.api().GetUserInfo("U0ANA")
	if err != nil || u.Profile.Email != "" {
		t.Errorf("without users:read.email the address is %q, %v", u.Profile.Email, err)
	}
	if got := o.call("auth.test", v()); got.Header.Get("X-OAuth-Scopes") != "chat:write,users:read" {
		t.Errorf("scopes header is %q", got.Header.Get("X-OAuth-Scopes"))
	}
}

func TestArgumentsComeAsFormJSONOrMultipart(t *testing.T) {
	o := open(t, sandbox.Options{})
	blocks := `[{"type":"section","text":{"type":"mrkdwn","text":"hello"}}]`
	var multi bytes.Buffer
	mw := multipart.NewWriter(&multi)
	for k, val := range map[string]string{"channel": sales, "blocks": blocks, "token": o.BotToken(), "team_id": "T1"} {
		_ = mw.WriteField(k, val)
	}
	mw.Close()
	native, _ := json.Marshal(map[string]any{"channel": sales, "blocks": json.RawMessage(blocks), "thread_ts": nil})
	quoted, _ := json.Marshal(map[string]any{"channel": sales, "blocks": blocks})
	for _, c := range []struct{ kind, body, want string }{
		{"application/x-www-form-urlencoded", v("channel", sales, "blocks", blocks).Encode(), ""},
		{"application/json; charset=utf-8", string(native), ""},
		{"application/json", string(quoted), ""},
		{mw.FormDataContentType(), multi.String(), ""},
		{"application/json", `{"channel":`, "invalid_json"},
		{"application/json", `[1]`, "json_not_object"},
	} {
		if got := o.do("chat.postMessage", c.kind, c.body, o.BotToken()); got.Error != c.want {
			t.Errorf("%s %.60s: %q, want %q", c.kind, c.body, got.Error, c.want)
		}
	}
}

func TestInvalidBlocksPointAtTheFault(t *testing.T) {
	o := open(t, sandbox.Options{})
	blocks := `[{"type":"divider"},{"type":"header","text":{"type":"plain_text","text":"` + strings.Repeat("x", 151) + `"}}]`
	got := o.call("chat.postMessage", v("channel", sales, "blocks", blocks))
	want := "must be less than 151 characters [json-pointer:/blocks/1/text/text]"
	if got.Error != "invalid_blocks" || len(got.Errors) != 1 || got.Errors[0] != want || got.Meta.Messages[0] != "[ERROR] "+want {
		t.Errorf("got %+v", got)
	}
}

func TestListsComeInPages(t *testing.T) {
	o := open(t, sandbox.Options{NoRateLimits: true})
	for i := range 7 {
		o.AddPerson(sandbox.PersonSpec{RealName: fmt.Sprintf("Person %d", i)})
	}
	users, err := o.api().GetUsers(slack.GetUsersOptionLimit(3))
	if err != nil || len(users) != 11 { // Ana, Ben, seven, the bot, Slackbot
		t.Errorf("%d users, %v", len(users), err)
	}
	i := slices.IndexFunc(users, func(u slack.User) bool { return u.ID == "U0ANA" })
	if a := users[i]; a.TZ != "Europe/Madrid" || a.Profile.Email != "ana@example.com" || a.RealName != "Ana Ruiz" || a.Name != "ana.ruiz" {
		t.Errorf("Ana is %+v", a)
	}
	o.AddUserGroup(sandbox.Group{ID: "S1", Handle: "closers", Name: "Closers", Members: []string{"U0ANA"}})
	groups, err := o.api().GetUserGroups(slack.GetUserGroupsOptionIncludeUsers(true))
	if err != nil || len(groups) != 1 || groups[0].Users[0] != "U0ANA" {
		t.Errorf("groups are %+v, %v", groups, err)
	}
	list, _, err := o.api().GetConversations(&slack.GetConversationsParameters{Types: []string{"public_channel", "im"}})
	if err != nil || len(list) != 10 { // #sales and nine DMs
		t.Errorf("%d conversations, %v", len(list), err)
	}
	im, _, open, err := o.api().OpenConversation(&slack.OpenConversationParameters{Users: []string{"U0ANA"}, ReturnIM: true})
	if err != nil || !open || im.ID != o.dm || !im.IsIM {
		t.Errorf("Ana's DM is %+v, %v", im, err)
	}
}

func TestPostsAreLimitedPerChannel(t *testing.T) {
	o := open(t, sandbox.Options{Now: frozen})
	var limited reply
	n := 0
	for ; n < 20; n++ {
		if limited = o.call("chat.postMessage", v("channel", sales, "text", "x")); limited.Status == 429 {
			break
		}
	}
	if n != 5 || limited.Header.Get("Retry-After") != "1" || limited.Error != "ratelimited" {
		t.Errorf("after %d posts: %+v", n, limited)
	}
	if got := o.call("chat.postMessage", v("channel", o.dm, "text", "x")); !got.OK {
		t.Errorf("another channel is limited too: %+v", got)
	}
	if got := o.call("auth.test", v()); !got.OK {
		t.Errorf("another method is limited too: %+v", got)
	}
	_, _, err := o.api().PostMessage(sales, slack.MsgOptionText("x", false))
	var rate *slack.RateLimitedError
	if !errors.As(err, &rate) || rate.RetryAfter != time.Second {
		t.Errorf("slack-go sees %v", err)
	}
}

func TestMethodsAreLimitedByTier(t *testing.T) {
	o := open(t, sandbox.Options{Now: frozen})
	n := 0
	for o.call("users.list", v()).Status == 200 {
		n++
	}
	if n != 20 {
		t.Errorf("users.list passed %d times, want 20 (tier 2)", n)
	}
}

func TestAPIFaults(t *testing.T) {
	o := open(t, sandbox.Options{NoRateLimits: true})
	f := o.Faults()
	f.API("auth.test", sandbox.APIFault{Times: 2, Status: 429, RetryAfter: 1500 * time.Millisecond})
	for range 2 {
		if got := o.call("auth.test", v()); got.Status != 429 || got.Header.Get("Retry-After") != "2" {
			t.Errorf("429: %+v", got)
		}
	}
	if got := o.call("auth.test", v()); !got.OK {
		t.Errorf("the fault outlived its times: %+v", got)
	}
	f.API("", sandbox.APIFault{For: time.Minute, Error: "token_revoked"})
	if got := o.call("team.info", v()); got.Error != "token_revoked" {
		t.Errorf("got %+v", got)
	}
	o.Advance(time.Minute + time.Second)
	if got := o.call("team.info", v()); !got.OK {
		t.Errorf("the fault outlived its minute: %+v", got)
	}
	f.API("chat.postMessage", sandbox.APIFault{Times: 1, LoseReply: true})
	if _, _, err := o.api().PostMessage(sales, slack.MsgOptionText("did it arrive?", false)); err == nil {
		t.Error("the reply was not lost")
	}
	if m := o.last(o.ana, sales); m.Text != "did it arrive?" {
		t.Errorf("the lost call left %q", m.Text)
	}
	f.API("team.info", sandbox.APIFault{Status: 503})
	f.Reset()
	if got := o.call("team.info", v()); !got.OK {
		t.Errorf("after Reset: %+v", got)
	}
}

// Whoever tests what an app does with an answer has to know that it has one.
func TestAnswersOfCallsAreCountedAndLostOnesAreNot(t *testing.T) {
	o := open(t, sandbox.Options{})
	f := o.Faults()
	o.call("team.info", v())
	f.API("team.info", sandbox.APIFault{Times: 1, Error: "token_revoked"})
	o.call("team.info", v())
	o.eventually("two answers", func() bool { return o.Answered("team.info") == 2 })
	f.API("chat.postMessage", sandbox.APIFault{Times: 1, LoseReply: true})
	o.api().PostMessage(sales, slack.MsgOptionText("did it arrive?", false))
	f.API("chat.postMessage", sandbox.APIFault{Times: 1, HoldReply: time.Hour})
	gone, hangUp := context.WithCancel(t.Context())
	asked := make(chan struct{})
	go func() {
		defer close(asked)
		o.api().PostMessageContext(gone, sales, slack.MsgOptionText("and this?", false))
	}()
	o.eventually("the message", func() bool { return o.last(o.ana, sales).Text == "and this?" })
	hangUp()
	<-asked
	o.api().PostMessage(sales, slack.MsgOptionText("this did", false))
	o.eventually("one answer of three", func() bool { return o.Answered("chat.postMessage") == 1 })
}

// eventually waits for what no event tells of.
func (o *office) eventually(what string, is func() bool) {
	o.t.Helper()
	late, look := time.After(20*time.Second), time.NewTicker(time.Millisecond)
	defer look.Stop()
	for !is() {
		select {
		case <-look.C:
		case <-late:
			o.t.Fatalf("still waiting for %s", what)
		}
	}
}

func TestForeignHostNamesAreRefused(t *testing.T) {
	o := open(t, sandbox.Options{Hosts: []string{"sandbox.test"}})
	for host, want := range map[string]int{
		"evil.example": 403, "127.0.0.1:4400": 200, "localhost": 200, "[::1]:80": 200, "sandbox.test:1": 200, "10.0.0.1": 403,
	} {
		req, _ := http.NewRequest("POST", o.APIURL()+"api.test", nil)
		req.Host = host
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
		if resp.StatusCode != want {
			t.Errorf("Host %s is answered %d, want %d", host, resp.StatusCode, want)
		}
	}
}

func TestSlackGoRidesOutARefresh(t *testing.T) {
	o := open(t, sandbox.Options{})
	o.connect(func(a *app, e socketmode.Event) { a.ack(e, map[string]any{"text": "pong"}) })
	before := o.Counters().Connections
	o.Faults().Refresh()
	o.waitFor("a new connection", func() bool { return o.Counters().Connections > before })
	o.waitFor("the old one to be gone", func() bool { return o.Sockets() == 1 })
	if err := o.ana.Type(within(t), sales, "/followup"); err != nil {
		t.Fatal(err)
	}
	if m := o.last(o.ana, sales); m.Text != "pong" {
		t.Errorf("Ana sees %q", m.Text)
	}
	d := o.Deliveries()
	if got := d[len(d)-1]; !got.Acked || got.Type != "slash_commands" || got.AckBytes == 0 || got.Latency <= 0 {
		t.Errorf("the delivery is %+v", got)
	}
}

func (o *office) socketURL() string {
	o.t.Helper()
	_, url, err := o.api().StartSocketModeContext(within(o.t))
	if err != nil {
		o.t.Fatal(err)
	}
	return url
}

func TestCloseEndsEveryWait(t *testing.T) {
	o := open(t, sandbox.Options{})
	got := make(chan struct{}, 1)
	conn, _, err := websocket.DefaultDialer.Dial(o.socketURL(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	go func() {
		for {
			_, data, err := conn.ReadMessage()
			if err != nil {
				return
			}
			if bytes.Contains(data, []byte("slash_commands")) {
				got <- struct{}{}
			}
		}
	}()
	o.waitFor("the socket", func() bool { return o.Sockets() == 1 })
	done := make(chan error, 2)
	go func() { done <- o.ana.Type(within(t), sales, "/followup") }()
	<-got
	go func() { done <- o.WaitFor(within(t), func() bool { return false }) }()
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := <-done; err == nil {
			t.Error("a wait ended well in a closed workspace")
		}
	}
}
