package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"salescoach/bot"
	"salescoach/bot/sandbox"
	"salescoach/coach"
)

// event is something that happened in Slack, as the bot hears of it.
func (d *desk) event(user, kind string, data any) string {
	d.t.Helper()
	return d.gets(bot.Envelope{Kind: bot.KindEvent, User: user, Event: &slackevents.EventsAPIEvent{
		InnerEvent: slackevents.EventsAPIInnerEvent{Type: kind, Data: data},
	}})
}

// home is App Home as somebody sees it who has just opened it.
func (d *desk) home(user string) string {
	d.t.Helper()
	d.event(user, string(slackevents.AppHomeOpened), &slackevents.AppHomeOpenedEvent{User: user, Tab: "home"})
	if d.last.After != nil {
		d.last.After(d.t.Context())
	}
	v, _ := d.ws.Home(user)
	return v.PlainText()
}

// digestIn is /deadleads digest in any channel.
func (d *desk) digestIn(user, channel, text string) string {
	d.t.Helper()
	return d.gets(bot.Envelope{Kind: bot.KindSlash, User: user, Channel: channel, Slash: &slack.SlashCommand{Command: "/deadleads", Text: "digest " + text}})
}

// rooms are the channels that we take ourselves to be in.
func (d *desk) rooms() []string {
	d.t.Helper()
	ids, err := d.coach.RoomIDs(d.t.Context(), d.ws.TeamID())
	must(d.t, err)
	return ids
}

// east is a channel of Otto's and Mira's with a digest at an hour, and who is in it known.
func (d *desk) east(at string) string {
	d.t.Helper()
	const id = "C0EAST"
	d.add(otto, coach.Proposal{Account: "Foods", SentOn: sentOn})
	d.add(dana, coach.Proposal{Account: "Acme", SentOn: sentOn}) // she is elsewhere
	for _, user := range []string{dana, otto, mira} {
		d.types(user, "help") // they are met
	}
	d.ws.AddChannel(sandbox.ChannelSpec{ID: id, Name: "east", Members: []string{otto, mira, d.ws.BotUserID()}})
	if got := d.digestIn(mira, id, "on "+at); !strings.Contains(got, "comes here on working days at "+at) {
		d.t.Fatal(got)
	}
	d.ticks()
	if got := d.home(mira); !strings.Contains(got, ownTeam) {
		d.t.Fatalf("nobody is near her:\n%s", got)
	}
	return id
}

const ownTeam = "In your channels"

// ticks is a tick after a minute, when everything may be tried again.
func (d *desk) ticks() {
	d.ws.Advance(time.Minute)
	d.bot.Tick(d.t.Context())
}

// However we learn that we are out of a channel, it counts no more: nothing is due
// there, nobody is asked about it again, and it is no sign of who works with whom.
func TestAChannelThatWeAreOutOfCountsNoMore(t *testing.T) {
	refuse := func(code string) func(*desk, string) {
		return func(d *desk, _ string) { d.ws.Faults().API("conversations.members", sandbox.APIFault{Error: code}) }
	}
	remove := func(d *desk, id string) { must(d.t, d.ws.Remove(id, d.ws.BotUserID())) }
	inWhile := func(d time.Duration) func(*desk, string) {
		return func(at *desk, _ string) { at.ws.Advance(d); at.ticks() }
	}
	told := func(d *desk, id string) {
		d.event(d.ws.BotUserID(), string(slackevents.MemberLeftChannel), &slackevents.MemberLeftChannelEvent{User: d.ws.BotUserID(), Channel: id})
	}
	const noon, evening = "12:00", "18:00"
	for name, c := range map[string]struct {
		digest      string
		out, learns func(*desk, string)
	}{
		"Slack says that we left":                 {evening, remove, told},
		"we look again who is in it":              {evening, remove, inWhile(7 * time.Hour)},
		"we look again, and it is archived":       {evening, refuse("is_archived"), inWhile(7 * time.Hour)},
		"we look again, and there is none":        {evening, refuse("channel_not_found"), inWhile(7 * time.Hour)},
		"its digest is due":                       {noon, remove, inWhile(3 * time.Hour)},
		"its digest is due, and it is archived":   {noon, refuse("is_archived"), inWhile(3 * time.Hour)},
		"its digest is due, and we are not in it": {noon, refuse("not_in_channel"), inWhile(3 * time.Hour)},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			id := d.east(c.digest)
			c.out(d, id)
			c.learns(d, id)
			if slices.Contains(d.rooms(), id) {
				t.Error("we take ourselves to be in it")
			}
			if got := d.home(mira); strings.Contains(got, ownTeam) {
				t.Errorf("it still tells who works with whom:\n%s", got)
			}
		})
	}
}

// Another process may have learned it.
func TestAChannelThatWeAreOutOfIsForgottenByEveryProcess(t *testing.T) {
	d := newDesk(t)
	id := d.east("18:00")
	must(t, d.ws.Remove(id, d.ws.BotUserID()))
	must(t, d.coach.LeaveRoom(t.Context(), d.ws.TeamID(), id))
	d.ticks()
	if got := d.home(mira); strings.Contains(got, ownTeam) {
		t.Errorf("it still tells who works with whom:\n%s", got)
	}
}

// While Slack cannot say who is in a channel, what was known holds.
func TestAChannelThatCannotBeAskedAboutIsNotLeft(t *testing.T) {
	d := newDesk(t)
	id := d.east("18:00")
	d.ws.Faults().API("conversations.members", sandbox.APIFault{Status: 503})
	d.ws.Advance(7 * time.Hour)
	d.ticks()
	if !slices.Contains(d.rooms(), id) || !strings.Contains(d.home(mira), ownTeam) {
		t.Errorf("we are in %v, and she sees\n%s", d.rooms(), d.home(mira))
	}
}

// To turn a digest off says nothing of where we are.
func TestADigestIsTurnedOffOnlyInAChannelAndBringsUsIntoNone(t *testing.T) {
	d := newDesk(t)
	id := d.east("18:00")
	for _, channel := range []string{"", d.ws.DM(mira)} {
		for _, text := range []string{"", "off", "on", "on 09:00"} {
			if got := d.digestIn(mira, channel, text); !strings.Contains(got, "A digest is for a channel") {
				t.Errorf("%s in %q shows %q", text, channel, got)
			}
		}
	}
	must(t, d.coach.LeaveRoom(t.Context(), d.ws.TeamID(), id))
	if got := d.digestIn(mira, id, "off"); !strings.Contains(got, "The daily digest is off in this channel") {
		t.Errorf("where we were it shows %q", got)
	}
	if got := d.rooms(); len(got) != 0 {
		t.Errorf("we take ourselves to be in %v", got)
	}
}

// Slack repeats what it could not deliver, also when it is not true any more.
func TestWordThatWeLeftWhichComesAfterWeAreBackEndsNothing(t *testing.T) {
	d := newDesk(t)
	id := d.east("18:00")
	left := func() string {
		return d.event(d.ws.BotUserID(), string(slackevents.MemberLeftChannel), &slackevents.MemberLeftChannelEvent{User: d.ws.BotUserID(), Channel: id})
	}
	left()
	if !slices.Contains(d.rooms(), id) || !strings.Contains(d.home(mira), ownTeam) {
		t.Errorf("we are in %v", d.rooms())
	}
	d.ws.Faults().API("conversations.members", sandbox.APIFault{Status: 503})
	e := bot.Envelope{Kind: bot.KindEvent, Key: "late", Team: d.ws.TeamID(), User: d.ws.BotUserID(), Event: &slackevents.EventsAPIEvent{InnerEvent: slackevents.EventsAPIInnerEvent{
		Type: string(slackevents.MemberLeftChannel), Data: &slackevents.MemberLeftChannelEvent{User: d.ws.BotUserID(), Channel: id},
	}}}
	if _, err := d.bot.Handle(t.Context(), e); coach.KindOf(err) != coach.Busy {
		t.Errorf("while Slack cannot say, it ends with %v: it is not sent again", err)
	}
}

// Who may not turn it on is told so, and is not sent to invite somebody first.
func TestOnlyAManagerIsToldHowADigestIsTurnedOn(t *testing.T) {
	d := newDesk(t)
	d.ws.AddChannel(sandbox.ChannelSpec{ID: "C0LOBBY", Name: "lobby", Members: []string{dana}})
	for _, text := range []string{"on", "on 09:30", "off"} {
		if got := d.digestIn(dana, "C0LOBBY", text); !strings.Contains(got, "Only a manager") {
			t.Errorf("%s shows %q", text, got)
		}
	}
}

// People of another firm may be the customers: what our deals are worth is not for them.
func TestAChannelThatIsSharedWithAnotherFirmGetsNoDigest(t *testing.T) {
	d := newDesk(t)
	id := d.east("12:00")
	must(t, d.ws.Share(id))
	d.ws.Advance(3 * time.Hour)
	d.ticks()
	for _, m := range d.ws.Messages(id, otto) {
		if strings.Contains(m.PlainText(), "Stalled deals") || strings.Contains(m.PlainText(), "open proposal") {
			t.Errorf("shared since the digest was turned on, and shown:\n%s", m.PlainText())
		}
	}
	if !slices.Contains(d.rooms(), id) {
		t.Error("we take ourselves to be out of it")
	}
	if got := d.digestIn(mira, id, "on 10:00"); !strings.Contains(got, "shared with another firm") {
		t.Errorf("turned on in it: %s", got)
	}
	if got := d.digestIn(mira, id, "off"); !strings.Contains(got, "is off in this channel") {
		t.Errorf("turned off in it: %s", got)
	}
}
