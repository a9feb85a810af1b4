package sandbox_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"

	"salescoach/bot/sandbox"
)

func card(label string) slack.MsgOption {
	return slack.MsgOptionBlocks(
		slack.NewSectionBlock(slack.NewTextBlockObject(slack.MarkdownType, "*Acme* is waiting", false, false), nil, nil),
		slack.NewActionBlock("row",
			slack.NewButtonBlockElement("log", "deal-1", txt(label)),
			slack.NewOverflowBlockElement("more", slack.NewOptionBlockObject("snooze", txt("Snooze"), nil), slack.NewOptionBlockObject("close", txt("Close file"), nil)),
			slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, txt("Tone"), "tone", slack.NewOptionBlockObject("kind", txt("Kind"), nil)),
		),
	)
}

func TestAButtonCarriesItsMessageAndTheAnswerReplacesIt(t *testing.T) {
	o := open(t, sandbox.Options{})
	pressed := make(chan slack.InteractionCallback, 5)
	o.connect(func(a *app, e socketmode.Event) {
		a.ack(e)
		if d, ok := e.Data.(slack.InteractionCallback); ok {
			pressed <- d
		}
	})
	api := o.api()
	channel, ts, err := api.PostMessage(sales, slack.MsgOptionText("Acme is waiting", false), card("Log touch"))
	if err != nil {
		t.Fatal(err)
	}
	if m := o.last(o.ben, sales); m.PlainText() != "*Acme* is waiting\n[Log touch] [… Snooze | Close file] [Tone {Kind}]" {
		t.Errorf("Ben reads %q", m.PlainText())
	}
	if err := o.ben.Choose(within(t), sales, "Tone", "Kind"); err != nil {
		t.Fatal(err)
	}
	if a := (<-pressed).ActionCallback.BlockActions[0]; a.SelectedOption.Value != "kind" {
		t.Errorf("the select sent %+v", a)
	}
	if err := o.ben.Press(within(t), sales, "Close file"); err != nil {
		t.Fatal(err)
	}
	if a := (<-pressed).ActionCallback.BlockActions[0]; a.ActionID != "more" || a.SelectedOption.Value != "close" {
		t.Errorf("the menu sent %+v", a)
	}
	if err := o.ben.Press(within(t), sales, "log touch"); err != nil {
		t.Fatal(err)
	}
	got := <-pressed
	if got.Message.Timestamp != ts || got.Channel.ID != channel || got.Container.MessageTs != ts || got.User.ID != "U0BEN" ||
		got.ActionCallback.BlockActions[0].Value != "deal-1" || got.BlockActionState.Values["row"]["tone"].SelectedOption.Value != "kind" {
		t.Errorf("the app got %+v", got)
	}
	if code := post(t, got.ResponseURL, `{"replace_original":true,"text":"Ben logged it"}`); code != 200 {
		t.Fatalf("answered %d", code)
	}
	if m := o.last(o.ana, sales); m.Text != "Ben logged it" || m.Blocks != nil || m.TS != ts {
		t.Errorf("Ana sees %+v", m)
	}
	if err := o.ben.Press(within(t), sales, "Log touch"); err == nil {
		t.Error("a button that was replaced could be pressed")
	}
	if code := post(t, got.ResponseURL, `{"delete_original":true}`); code != 200 {
		t.Fatalf("answered %d", code)
	}
	if _, ok := o.ana.Last(sales); ok {
		t.Error("the deleted message is still there")
	}
}

func TestAnEphemeralNeverBecomesPublicNorUpdatable(t *testing.T) {
	o := open(t, sandbox.Options{})
	urls, api := o.urls(), o.api()
	ts, err := api.PostEphemeral(sales, "U0ANA", slack.MsgOptionText("psst", false), card("Log touch"))
	if err != nil {
		t.Fatal(err)
	}
	if err := o.ana.Press(within(t), sales, "Log touch"); err != nil {
		t.Fatal(err)
	}
	url := <-urls
	_, _, _, err = api.UpdateMessage(sales, ts, slack.MsgOptionText("public", false))
	slackError(t, err, "message_not_found")
	if code := post(t, url, `{"replace_original":true,"response_type":"in_channel","text":"now?"}`); code != 200 {
		t.Fatalf("answered %d", code)
	}
	if m := o.last(o.ana, sales); m.Text != "now?" || m.EphemeralTo != "U0ANA" {
		t.Errorf("Ana sees %+v", m)
	}
	if _, ok := o.ben.Last(sales); ok {
		t.Error("Ben sees an ephemeral of Ana's")
	}
}

func TestAResponseURLAnswersInTheThreadOnlyWhenItDoesNotReplace(t *testing.T) {
	o := open(t, sandbox.Options{})
	urls, api := o.urls(), o.api()
	_, ts, err := api.PostMessage(sales, slack.MsgOptionText("card", false), card("Go"))
	if err != nil {
		t.Fatal(err)
	}
	if err := o.ana.Press(within(t), sales, "Go"); err != nil {
		t.Fatal(err)
	}
	url := <-urls
	body := func(more string) string {
		return `{"response_type":"in_channel","text":"x","thread_ts":"` + ts + `"` + more + `}`
	}
	post(t, url, body(""))
	if m := o.last(o.ana, sales); m.ThreadTS != "" {
		t.Error("thread_ts worked without replace_original:false")
	}
	post(t, url, body(`,"replace_original":false`))
	if m := o.last(o.ana, sales); m.ThreadTS != ts {
		t.Errorf("the answer is in thread %q, want %q", m.ThreadTS, ts)
	}
}

func TestPostUpdateDeleteAndRead(t *testing.T) {
	o := open(t, sandbox.Options{})
	api := o.api()
	ch, ts, err := api.PostMessage("U0ANA", slack.MsgOptionText("hello", false), card("Go"),
		slack.MsgOptionMetadata(slack.SlackMetadata{EventType: "key", EventPayload: map[string]any{"k": "v1"}}))
	if err != nil || ch != o.dm {
		t.Fatalf("posted to %s, %v; want the DM %s", ch, err, o.dm)
	}
	h, err := api.GetConversationHistory(&slack.GetConversationHistoryParameters{ChannelID: ch, IncludeAllMetadata: true})
	if err != nil {
		t.Fatal(err)
	}
	if m := h.Messages[0]; m.Text != "hello" || m.Metadata.EventPayload["k"] != "v1" || len(m.Blocks.BlockSet) != 2 || m.BotID == "" {
		t.Errorf("history gives %+v", m)
	}
	h, _ = api.GetConversationHistory(&slack.GetConversationHistoryParameters{ChannelID: ch})
	if h.Messages[0].Metadata.EventType != "" {
		t.Error("metadata came without being asked for")
	}
	_, _, _, err = api.UpdateMessage(ch, ts, slack.MsgOptionText("changed", false))
	slackError(t, err, "")
	if m := o.last(o.ana, ch); m.Text != "changed" || len(m.Blocks) != 0 || m.EditedTS == "" {
		t.Errorf("an update with text alone left %+v", m)
	}
	_, _, err = api.DeleteMessage(ch, ts)
	slackError(t, err, "")
	_, _, err = api.DeleteMessage(ch, ts)
	slackError(t, err, "message_not_found")
}

func TestHistoryComesNewestFirstInPages(t *testing.T) {
	o := open(t, sandbox.Options{NoRateLimits: true})
	api := o.api()
	for _, s := range []string{"1", "2", "3", "4", "5"} {
		if err := o.ana.Type(within(t), sales, s); err != nil {
			t.Fatal(err)
		}
	}
	_, _ = api.PostEphemeral(sales, "U0ANA", slack.MsgOptionText("not history", false))
	var got []string
	p := &slack.GetConversationHistoryParameters{ChannelID: sales, Limit: 2}
	for {
		h, err := api.GetConversationHistory(p)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range h.Messages {
			got = append(got, m.Text)
		}
		if p.Cursor = h.ResponseMetaData.NextCursor; p.Cursor == "" {
			break
		}
	}
	if s := strings.Join(got, ""); s != "54321" {
		t.Errorf("history is %s", s)
	}
	all := o.Messages(sales, "U0BEN")
	h, err := api.GetConversationHistory(&slack.GetConversationHistoryParameters{ChannelID: sales, Oldest: all[1].TS, Latest: all[3].TS})
	if err != nil || len(h.Messages) != 1 || h.Messages[0].Text != "3" {
		t.Errorf("between 2 and 4: %+v, %v", h, err)
	}
}

func TestThreadsGatherUnderTheirParent(t *testing.T) {
	o := open(t, sandbox.Options{})
	api := o.api()
	if err := o.ana.Type(within(t), sales, "question"); err != nil {
		t.Fatal(err)
	}
	ts := o.last(o.ana, sales).TS
	if err := o.ben.Reply(within(t), sales, ts, "answer"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := api.PostMessage(sales, slack.MsgOptionText("botly", false), slack.MsgOptionTS(ts), slack.MsgOptionBroadcast()); err != nil {
		t.Fatal(err)
	}
	_, _, err := api.PostMessage(sales, slack.MsgOptionText("lost", false), slack.MsgOptionTS("1.000001"))
	slackError(t, err, "thread_not_found")
	msgs, _, _, err := api.GetConversationReplies(&slack.GetConversationRepliesParameters{ChannelID: sales, Timestamp: ts})
	if err != nil || len(msgs) != 3 || msgs[0].ReplyCount != 2 || msgs[1].Text != "answer" || msgs[1].ParentUserId != "U0ANA" {
		t.Errorf("replies are %+v, %v", msgs, err)
	}
	seen := o.Messages(sales, "U0ANA")
	if len(seen) != 2 || len(seen[0].Replies) != 2 || !seen[1].Broadcast {
		t.Errorf("Ana sees %+v", seen)
	}
	if got := seen[0].PlainText(); got != "question\n  | answer\n  | botly" {
		t.Errorf("the thread reads %q", got)
	}
}

func TestTheAppHearsWhatItSubscribedTo(t *testing.T) {
	o := open(t, sandbox.Options{})
	got := make(chan any, 10)
	o.connect(func(a *app, e socketmode.Event) {
		a.ack(e)
		got <- e.Data.(slackevents.EventsAPIEvent).InnerEvent.Data
	})
	ctx := within(t)
	if err := o.ana.Type(ctx, o.dm, "hi <there> @ben.otis"); err != nil {
		t.Fatal(err)
	}
	if m := (<-got).(*slackevents.MessageEvent); m.Text != "hi &lt;there&gt; <@U0BEN>" || m.ChannelType != "im" || m.User != "U0ANA" || m.BotID != "" {
		t.Errorf("message.im is %+v", m)
	}
	if err := o.ana.Type(ctx, sales, "@Sales Coach help"); err != nil {
		t.Fatal(err)
	}
	if m := (<-got).(*slackevents.AppMentionEvent); m.Text != "<@U0BOT> help" || m.Channel != sales {
		t.Errorf("app_mention is %+v", m)
	}
	if err := o.ana.OpenHome(ctx); err != nil {
		t.Fatal(err)
	}
	if m := (<-got).(*slackevents.AppHomeOpenedEvent); m.Tab != "home" || m.Channel != o.dm {
		t.Errorf("app_home_opened is %+v", m)
	}
	if err := o.UpdatePerson("U0ANA", func(p *sandbox.Profile) { p.TZ = "Asia/Tokyo" }); err != nil {
		t.Fatal(err)
	}
	if m := (<-got).(*slackevents.UserChangeEvent); m.User.TZ != "Asia/Tokyo" {
		t.Errorf("user_change is %+v", m)
	}
	if _, _, err := o.api().PostMessage(o.dm, slack.MsgOptionText("mine", false)); err != nil {
		t.Fatal(err)
	}
	if m := (<-got).(*slackevents.MessageEvent); m.Text != "mine" || m.BotID == "" {
		t.Errorf("the app's own message comes back as %+v, want it marked with bot_id", m)
	}
	if err := o.ana.Type(ctx, sales, "not for the app"); err != nil {
		t.Fatal(err)
	}
	if len(got) != 0 {
		t.Errorf("an unsubscribed event came: %+v", <-got)
	}
}

func TestShortcutsAndSuggestions(t *testing.T) {
	o := open(t, sandbox.Options{})
	got := make(chan slack.InteractionCallback, 5)
	o.connect(func(a *app, e socketmode.Event) {
		d := e.Data.(slack.InteractionCallback)
		got <- d
		if d.Type == slack.InteractionTypeBlockSuggestion {
			a.ack(e, slack.OptionsResponse{Options: []*slack.OptionBlockObject{slack.NewOptionBlockObject("d1", txt("Acme "+d.Value), nil)}})
			return
		}
		a.ack(e)
	})
	ctx := within(t)
	if err := o.ana.Shortcut(ctx, "coach_me"); err != nil {
		t.Fatal(err)
	}
	if d := <-got; d.Type != slack.InteractionTypeShortcut || d.CallbackID != "coach_me" || d.TriggerID == "" {
		t.Errorf("shortcut is %+v", d)
	}
	pick := slack.NewOptionsSelectBlockElement(slack.OptTypeExternal, txt("Deal"), "deal")
	if _, _, err := o.api().PostMessage(sales, slack.MsgOptionText("Which?", false), slack.MsgOptionBlocks(slack.NewActionBlock("row", pick))); err != nil {
		t.Fatal(err)
	}
	m := o.last(o.ana, sales)
	if err := o.ana.Shortcut(ctx, "coach_this", m.Ref()); err != nil {
		t.Fatal(err)
	}
	if d := <-got; d.Type != slack.InteractionTypeMessageAction || d.Message.Text != "Which?" || d.ResponseURL == "" {
		t.Errorf("message shortcut is %+v", d)
	}
	groups, err := o.ana.Suggest(ctx, m.Ref(), "row", "deal", "co")
	if err != nil || len(groups) != 1 || groups[0].Options[0].Text.Text != "Acme co" {
		t.Fatalf("suggestions are %+v, %v", groups, err)
	}
	<-got
	if err := o.ana.Choose(ctx, sales, "Deal", "Acme co"); err != nil {
		t.Fatal(err)
	}
	if a := (<-got).ActionCallback.BlockActions[0]; a.SelectedOption.Value != "d1" {
		t.Errorf("the choice is %+v", a)
	}
}

// What is chosen stays among the options, once, however often the app finds it again.
func TestAChosenOptionThatIsFoundAgainIsKeptOnce(t *testing.T) {
	o := open(t, sandbox.Options{})
	o.connect(func(a *app, e socketmode.Event) {
		if e.Data.(slack.InteractionCallback).Type == slack.InteractionTypeBlockSuggestion {
			a.ack(e, slack.OptionsResponse{Options: []*slack.OptionBlockObject{slack.NewOptionBlockObject("d2", txt("Foods"), nil), slack.NewOptionBlockObject("d1", txt("Acme"), nil)}})
			return
		}
		a.ack(e)
	})
	pick := slack.NewOptionsMultiSelectBlockElement(slack.MultiOptTypeExternal, txt("Deals"), "deals")
	pick.InitialOptions = []*slack.OptionBlockObject{slack.NewOptionBlockObject("d1", txt("Acme"), nil)}
	if _, _, err := o.api().PostMessage(sales, slack.MsgOptionText("Which?", false), slack.MsgOptionBlocks(slack.NewActionBlock("row", pick))); err != nil {
		t.Fatal(err)
	}
	m := o.last(o.ana, sales)
	for range 3 {
		if _, err := o.ana.Suggest(within(t), m.Ref(), "row", "deals", ""); err != nil {
			t.Fatal(err)
		}
	}
	if kept := o.last(o.ana, sales).Blocks[0].Elements[0].Options; len(kept) != 1 || kept[0].Value != "d1" {
		t.Errorf("beside what is found there is %+v", kept)
	}
}

func TestMessagesAreBoundedPerChannel(t *testing.T) {
	o := open(t, sandbox.Options{MaxMessages: 100, Now: frozen})
	for range 1000 {
		if err := o.ana.Type(within(t), sales, "x"); err != nil {
			t.Fatal(err)
		}
	}
	all := o.Messages(sales, "U0ANA")
	if len(all) < 100 || len(all) > 125 {
		t.Errorf("%d messages are kept, want 100 to 125", len(all))
	}
	for i := 1; i < len(all); i++ {
		if all[i].TS <= all[i-1].TS {
			t.Fatalf("timestamps do not rise while the clock stands: %s after %s", all[i].TS, all[i-1].TS)
		}
	}
}

func TestASubscriberThatFallsBehindIsToldToReadAgain(t *testing.T) {
	o := open(t, sandbox.Options{})
	events, cancel := o.Subscribe()
	defer cancel()
	for range 1000 {
		if err := o.ana.Type(within(t), sales, "x"); err != nil {
			t.Fatal(err)
		}
	}
	if first := <-events; first.Kind != sandbox.MessagePosted && first.Kind != sandbox.Resync {
		t.Errorf("first event is %+v", first)
	}
	var lastEvent sandbox.Event
	for n := len(events); n > 0; n-- {
		lastEvent = <-events
	}
	if lastEvent.Kind != sandbox.Resync {
		t.Errorf("the last event is %+v, want a resync", lastEvent)
	}
}

func TestTimeMovesForwardOnly(t *testing.T) {
	o := open(t, sandbox.Options{Now: frozen})
	o.Advance(24 * time.Hour)
	o.Advance(-time.Hour)
	if want := day.Add(24 * time.Hour); !o.Now().Equal(want) {
		t.Errorf("it is %s, want %s", o.Now(), want)
	}
	if err := o.ana.Type(within(t), sales, "x"); err != nil {
		t.Fatal(err)
	}
	if at := o.last(o.ana, sales).Time(); at.Sub(o.Now()).Abs() > time.Second {
		t.Errorf("a message of now is stamped %s", at)
	}
}

func TestStoredBlocksCarryTheIDsThatTheSenderLeftOut(t *testing.T) {
	o := open(t, sandbox.Options{})
	_, _, err := o.api().PostMessage(sales, slack.MsgOptionText("x", false), slack.MsgOptionBlocks(
		slack.NewActionBlock("", slack.NewButtonBlockElement("", "", txt("One")), slack.NewButtonBlockElement("", "", txt("Two")))))
	if err != nil {
		t.Fatal(err)
	}
	m := o.last(o.ana, sales)
	b := m.Blocks[0]
	if b.BlockID == "" || b.Elements[0].ActionID == "" || b.Elements[0].ActionID == b.Elements[1].ActionID {
		t.Errorf("ids are %q %q %q", b.BlockID, b.Elements[0].ActionID, b.Elements[1].ActionID)
	}
	var raw []map[string]any
	if err := json.Unmarshal(m.RawBlocks, &raw); err != nil || raw[0]["block_id"] != b.BlockID {
		t.Errorf("raw blocks say %v, %v", raw, err)
	}
}
