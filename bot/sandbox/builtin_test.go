package sandbox_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"

	"salescoach/bot/sandbox"
)

func TestSomebodyInvitesTheAppAndTheAppIsToldByWhom(t *testing.T) {
	o := open(t, sandbox.Options{Events: []string{"member_joined_channel", "member_left_channel"}})
	o.AddChannel(sandbox.ChannelSpec{ID: "C0DEALS", Name: "deals", Members: []string{"U0ANA", "U0BEN"}})
	told := make(chan any, 4)
	o.connect(func(a *app, e socketmode.Event) {
		if api, ok := e.Data.(slackevents.EventsAPIEvent); ok {
			told <- api.InnerEvent.Data
		}
		a.ack(e)
	})
	if err := o.ana.Type(within(t), "C0DEALS", "/invite @"+o.BotName()); err != nil {
		t.Fatal(err)
	}
	joined, ok := (<-told).(*slackevents.MemberJoinedChannelEvent)
	if !ok || joined.User != o.BotUserID() || joined.Channel != "C0DEALS" || joined.Inviter != "U0ANA" {
		t.Errorf("the app is told %+v", joined)
	}
	if m := o.last(o.ben, "C0DEALS"); m.Notice != "channel_join" || m.Text != "<@"+o.BotUserID()+"> has joined the channel" {
		t.Errorf("the channel shows %+v", m)
	}
	if err := o.ben.Type(within(t), "C0DEALS", "/remove @sales.coach"); err != nil {
		t.Fatal(err)
	}
	left, ok := (<-told).(*slackevents.MemberLeftChannelEvent)
	if !ok || left.User != o.BotUserID() {
		t.Errorf("the app is told %+v", left)
	}
}

func TestPeopleLeaveAndComeBack(t *testing.T) {
	o := open(t, sandbox.Options{})
	if err := o.ana.Type(within(t), sales, "/leave"); err != nil {
		t.Fatal(err)
	}
	if c, _ := o.Channel(sales); slices.Contains(c.Members, "U0ANA") {
		t.Error("Ana is still there")
	}
	if err := o.ana.Type(within(t), o.dm, "/join #sales"); err != nil {
		t.Fatal(err)
	}
	if c, _ := o.Channel(sales); !slices.Contains(c.Members, "U0ANA") {
		t.Error("Ana did not come back")
	}
}

// An app that declares no commands gets whatever is typed, but Slack's own are Slack's.
func TestSlackbotSaysWhyACommandOfSlacksOwnDidNothing(t *testing.T) {
	o := open(t, sandbox.Options{})
	o.AddChannel(sandbox.ChannelSpec{ID: "C0SECRET", Name: "secret", Private: true, Members: []string{"U0BEN"}})
	for _, c := range []struct{ channel, typed, want string }{
		{sales, "/invite @ben.otis", "Ben Otis is already in this channel."},
		{sales, "/invite", "There is nobody of that name. Write /invite @name."},
		{sales, "/invite @nobody", "There is nobody of that name. Write /invite @name."},
		{sales, "/join #nowhere", "There is no channel of that name. Write /join #channel."},
		{sales, "/join #secret", "There is no channel of that name. Write /join #channel."},
		{sales, "/join sales", "You are already in #sales."},
		{o.dm, "/leave", "Nobody can leave a direct message."},
		{o.dm, "/remove @ben.otis", "/remove is for channels. This is a direct message."},
	} {
		var failed *sandbox.Failure
		if err := o.ana.Type(within(t), c.channel, c.typed); !errors.As(err, &failed) || failed.Text != c.want {
			t.Errorf("%s: %v, want %s", c.typed, err, c.want)
		}
		if m, ok := o.ana.Last(c.channel); !ok || !m.Error || m.Text != strings.ReplaceAll(c.want, ">", "&gt;") {
			t.Errorf("%s: Slackbot says %q", c.typed, m.Text)
		}
	}
}

// Slack's line names the app that came, and that mentions nobody.
func TestTheAppIsNotMentionedByComing(t *testing.T) {
	o := open(t, sandbox.Options{Events: []string{"member_joined_channel", "message.channels", "app_mention"}})
	o.AddChannel(sandbox.ChannelSpec{ID: "C0DEALS", Name: "deals", Members: []string{"U0ANA"}})
	told := make(chan string, 9)
	o.connect(func(a *app, e socketmode.Event) {
		if api, ok := e.Data.(slackevents.EventsAPIEvent); ok {
			told <- api.InnerEvent.Type
		}
		a.ack(e)
	})
	for _, typed := range []string{"/invite @" + o.BotName(), "hello"} {
		if err := o.ana.Type(within(t), "C0DEALS", typed); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	for range 3 {
		got = append(got, <-told)
	}
	if want := []string{"member_joined_channel", "message", "message"}; !slices.Equal(got, want) {
		t.Errorf("the app is told of %v, want %v", got, want)
	}
}

func TestWhoeverIsDeactivatedCannotEvenLeave(t *testing.T) {
	o := open(t, sandbox.Options{})
	if err := o.UpdatePerson("U0ANA", func(p *sandbox.Profile) { p.Deleted = true }); err != nil {
		t.Fatal(err)
	}
	for _, typed := range []string{"/leave", "/invite @sales.coach", "/join #sales"} {
		failure(t, o.ana.Type(within(t), sales, typed), "account_inactive")
	}
	if c, _ := o.Channel(sales); !slices.Contains(c.Members, "U0ANA") {
		t.Error("she left nevertheless")
	}
	failure(t, o.ben.Type(within(t), o.dm, "/leave"), "not_in_channel")
}
