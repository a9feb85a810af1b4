package sandbox_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"salescoach/bot/sandbox"
)

func TestPeopleAndChannelsAreFoundAndListed(t *testing.T) {
	o := open(t, sandbox.Options{})
	o.AddChannel(sandbox.ChannelSpec{ID: "C0DEALS", Name: "deals", Private: true, Members: []string{"U0ANA"}})
	for _, key := range []string{"U0ANA", "ana.ruiz", "@ana.ruiz", "Ana Ruiz", "ANA@example.com"} {
		if p := o.Person(key); p == nil || p.ID != "U0ANA" {
			t.Errorf("%s finds %v", key, p)
		}
	}
	if p := o.Person("nobody"); p != nil {
		t.Errorf("nobody is %v", p)
	}
	var names []string
	for _, c := range o.ChannelsOf("U0ANA") {
		names = append(names, c.Name+c.With)
	}
	if got := strings.Join(names, " "); got != "deals sales U0ANA" {
		t.Errorf("Ana's sidebar is %q", got)
	}
	if n := len(o.ChannelsOf("U0BEN")); n != 2 {
		t.Errorf("Ben is in %d conversations, want 2", n)
	}
	if err := o.Invite("C0DEALS", "U0BEN", "U0BEN", o.BotUserID()); err != nil {
		t.Fatal(err)
	}
	if c, ok := o.Channel("#deals"); !ok || len(c.Members) != 3 {
		t.Errorf("#deals is %+v", c)
	}
	if err := o.Invite("C0DEALS", "U0NONE"); err == nil {
		t.Error("nobody could be invited")
	}
	if p := o.People(); len(p) != 3 || !p[0].Bot || p[0].DisplayName() != o.BotName() {
		t.Errorf("people are %+v", p)
	}
}

func TestAnInvitationIsForAllOrForNobody(t *testing.T) {
	o := open(t, sandbox.Options{Events: []string{"member_joined_channel"}})
	o.AddChannel(sandbox.ChannelSpec{ID: "C0DEALS", Name: "deals", Members: []string{o.BotUserID()}})
	if err := o.Invite("C0DEALS", "U0ANA", "U0NOBODY"); err == nil || err.Error() != "user_not_found" {
		t.Errorf("whoever is not there is invited: %v", err)
	}
	if c, _ := o.Channel("C0DEALS"); len(c.Members) != 1 {
		t.Errorf("half an invitation let in %v", c.Members)
	}
	if err := o.Invite("C0DEALS", "U0ANA", "U0BEN", "U0ANA"); err != nil {
		t.Error(err)
	}
	if c, _ := o.Channel("C0DEALS"); len(c.Members) != 3 {
		t.Errorf("after an invitation of two there are %v", c.Members)
	}
}

func TestWhatIsReadCannotChangeTheWorkspace(t *testing.T) {
	o := open(t, sandbox.Options{})
	o.Channels()[0].Members[0] = "U0EVIL"
	o.Commands()[0].Name = "/evil"
	if c := o.Channels()[0]; c.Members[0] == "U0EVIL" {
		t.Error("a channel's members could be changed from outside")
	}
	if o.Commands()[0].Name == "/evil" {
		t.Error("the commands could be changed from outside")
	}
}

func TestAMountedHandlerIsServedBehindTheHostCheck(t *testing.T) {
	w := sandbox.New(sandbox.Options{})
	w.Handle("/page", http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) { _, _ = rw.Write([]byte("hi")) }))
	if err := w.Start(); err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	req, _ := http.NewRequest("GET", w.URL()+"/page", nil)
	for host, want := range map[string]int{"localhost": 200, "evil.example": 403} {
		req.Host = host
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != want {
			t.Errorf("as %s: %d, want %d", host, resp.StatusCode, want)
		}
	}
}

// everyField is a form with each kind of field.
const everyField = `{"type":"modal","title":{"type":"plain_text","text":"All"},"submit":{"type":"plain_text","text":"Go"},"blocks":[
{"type":"input","block_id":"number","label":{"type":"plain_text","text":"Number"},"element":{"type":"number_input","action_id":"a","is_decimal_allowed":false,"min_value":"1","max_value":"9"}},
{"type":"input","block_id":"mail","label":{"type":"plain_text","text":"Mail"},"element":{"type":"email_text_input","action_id":"a"}},
{"type":"input","block_id":"link","label":{"type":"plain_text","text":"Link"},"element":{"type":"url_text_input","action_id":"a"}},
{"type":"input","block_id":"date","label":{"type":"plain_text","text":"Date"},"element":{"type":"datepicker","action_id":"a","initial_date":"2026-11-02"}},
{"type":"input","block_id":"time","label":{"type":"plain_text","text":"Time"},"element":{"type":"timepicker","action_id":"a"}},
{"type":"input","block_id":"instant","label":{"type":"plain_text","text":"Instant"},"element":{"type":"datetimepicker","action_id":"a"}},
{"type":"input","block_id":"who","label":{"type":"plain_text","text":"Who"},"element":{"type":"users_select","action_id":"a"}},
{"type":"input","block_id":"where","label":{"type":"plain_text","text":"Where"},"element":{"type":"multi_conversations_select","action_id":"a"}},
{"type":"input","block_id":"boxes","label":{"type":"plain_text","text":"Boxes"},"element":{"type":"checkboxes","action_id":"a","options":[{"text":{"type":"mrkdwn","text":"*One*"},"value":"1"},{"text":{"type":"plain_text","text":"Two"},"value":"2"}]}},
{"type":"input","block_id":"rich","label":{"type":"plain_text","text":"Rich"},"element":{"type":"rich_text_input","action_id":"a","initial_value":{"type":"rich_text","elements":[]}}}]}`

func TestEveryKindOfFieldIsFilledCheckedAndSent(t *testing.T) {
	o := open(t, sandbox.Options{})
	got := make(chan slack.InteractionCallback, 1)
	o.connect(func(a *app, e socketmode.Event) {
		switch d := e.Data.(type) {
		case slack.SlashCommand:
			if r := o.call("views.open", v("trigger_id", d.TriggerID, "view", everyField)); !r.OK {
				t.Errorf("views.open: %+v", r)
			}
		case slack.InteractionCallback:
			got <- d
		}
		a.ack(e)
	})
	o.openForm()
	o.fill("Number", "12")
	o.fill("Mail", "not an address")
	o.fill("Link", "no link")
	errs, err := o.ana.SubmitModal(within(t))
	want := map[string]string{
		"number": "This must be at most 9.", "mail": "Please enter a valid email address.", "link": "Please enter a valid URL.",
		"time": "Please complete this required field.", "date": "", "rich": "Please complete this required field.",
	}
	for id, text := range want {
		if errs[id] != text {
			t.Errorf("%s says %q, want %q (%v)", id, errs[id], text, err)
		}
	}
	for label, values := range map[string][]string{
		"Number": {"7"}, "Mail": {"a@b.example"}, "Link": {"https://b.example/x"}, "Time": {"09:30"}, "Instant": {"1795000000"},
		"Who": {"Ben Otis"}, "Where": {"#sales", o.dm}, "Boxes": {"*One*", "2"}, "Rich": {"text"},
	} {
		o.fill(label, values...)
	}
	for label, value := range map[string]string{"Date": "tomorrow", "Time": "9 o'clock", "Who": "Nobody", "Instant": "later", "Where": "#none"} {
		if err := o.ana.Fill(within(t), label, value); err == nil {
			t.Errorf("%s took %q", label, value)
		}
	}
	if errs, err := o.ana.SubmitModal(within(t)); err != nil || errs != nil {
		t.Fatalf("submit: %v, %v", errs, err)
	}
	s := (<-got).View.State.Values
	if s["number"]["a"].Value != "7" || s["date"]["a"].SelectedDate != "2026-11-02" || s["time"]["a"].SelectedTime != "09:30" ||
		s["instant"]["a"].SelectedDateTime != 1795000000 || s["who"]["a"].SelectedUser != "U0BEN" ||
		strings.Join(s["where"]["a"].SelectedConversations, " ") != sales+" "+o.dm || len(s["boxes"]["a"].SelectedOptions) != 2 ||
		s["rich"]["a"].RichTextValue.Elements == nil {
		t.Errorf("the app got %+v", s)
	}
}

func TestASetFieldIsRememberedWithoutTellingTheApp(t *testing.T) {
	o := open(t, sandbox.Options{})
	if _, _, err := o.api().PostMessage(sales, slack.MsgOptionText("x", false), card("Go")); err != nil {
		t.Fatal(err)
	}
	m := o.last(o.ana, sales)
	if err := o.ana.Set(m.Ref(), "row", "tone", "Kind"); err != nil {
		t.Fatal(err)
	}
	if got := o.Chosen(m.Ref(), "U0ANA")["row"]["tone"]; len(got) != 1 || got[0] != "kind" {
		t.Errorf("chosen is %v", got)
	}
	if got := o.Chosen(m.Ref(), "U0BEN"); len(got) != 0 {
		t.Errorf("Ben's fields hold %v", got)
	}
	if n := o.Counters().Sent + o.Counters().Failed; n != 0 {
		t.Errorf("the app was sent %d envelopes", n)
	}
	if again, ok := o.Message(sales, m.TS, "U0ANA"); !ok || again.PlainText() != m.PlainText() {
		t.Errorf("by its ts the message is %q", again.PlainText())
	}
}

func TestSlackGoComesBackAfterItsSocketsWereCut(t *testing.T) {
	o := open(t, sandbox.Options{})
	o.connect(func(a *app, e socketmode.Event) { a.ack(e, map[string]any{"text": "pong"}) })
	for _, cut := range []func(){o.Faults().DropSockets, o.Faults().DropSocket} {
		before := o.Counters().Connections
		cut()
		o.waitFor("a new connection", func() bool { return o.Counters().Connections > before && o.Sockets() == 1 })
		if err := o.ana.Type(within(t), sales, "/followup"); err != nil {
			t.Fatal(err)
		}
	}
}
