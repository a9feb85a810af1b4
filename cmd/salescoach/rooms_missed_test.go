package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack/slackevents"

	"salescoach/bot/sandbox"
	"salescoach/coach"
)

// awaited is a desk whose operator wants a digest in a channel that the bot was never
// invited to, and which has looked in vain already.
func awaited(t *testing.T) (d *desk, channel string) {
	t.Helper()
	const id = "C0EAST"
	t.Setenv("COACH_DIGEST_CHANNELS", id)
	d = newDesk(t)
	d.add(otto, coach.Proposal{Account: "Foods", SentOn: sentOn})
	d.add(dana, coach.Proposal{Account: "Acme", SentOn: sentOn}) // she is elsewhere
	for _, user := range []string{dana, otto, mira} {
		d.types(user, "help") // they are met
	}
	d.ws.AddChannel(sandbox.ChannelSpec{ID: id, Name: "east", Members: []string{otto, mira}})
	d.ticks()
	if got := d.rooms(); slices.Contains(got, id) {
		t.Fatalf("we take ourselves to be in %v", got)
	}
	return d, id
}

// said is everything that the bot has said in a channel.
func (d *desk) said(channel string) string {
	var all strings.Builder
	for _, m := range d.ws.Messages(channel, otto) {
		if m.User == d.ws.BotUserID() {
			all.WriteString(m.PlainText() + "\n")
		}
	}
	return all.String()
}

// Nobody listened when the bot was invited: Slack repeats that for some minutes only.
func TestAnInvitationThatNobodyHeardOfBringsItsDigest(t *testing.T) {
	for name, learns := range map[string]func(d *desk){
		"the bot is started again": func(d *desk) { d.hire(); d.ticks() },
		"it goes on":               func(d *desk) { d.ws.Advance(6 * time.Hour); d.ticks() },
	} {
		t.Run(name, func(t *testing.T) {
			d, id := awaited(t)
			d.ticks() // it has looked whether it is in again
			must(t, d.ws.Invite(id, d.ws.BotUserID()))
			learns(d)
			d.ticks()
			if got := d.rooms(); !slices.Contains(got, id) {
				t.Fatalf("we take ourselves to be in %v", got)
			}
			d.ws.Advance(time.Date(2026, 11, 20, 9, 30, 0, 0, time.UTC).Sub(d.ws.Now()))
			d.ticks()
			got := d.said(id)
			hello, digest := strings.Index(got, "Hello. I help this team"), strings.Index(got, "Stalled deals")
			if hello < 0 || digest < hello || strings.Count(got, "Hello. ") != 1 || strings.Count(got, "Stalled deals · Friday, 20 November") != 1 {
				t.Errorf("it says there:\n%s", got)
			}
		})
	}
}

// What we are in is asked once in six hours, and where nothing is due it is not asked at all.
func TestAChannelThatWeWaitForIsAskedAboutNowAndThen(t *testing.T) {
	d, id := awaited(t)
	asked := func(during func()) int {
		before := d.ws.Answered("conversations.members")
		during()
		return d.ws.Answered("conversations.members") - before
	}
	d.ticks()
	if n := asked(func() { d.ticks(); d.ticks(); d.ws.Advance(5 * time.Hour); d.ticks() }); n != 0 {
		t.Errorf("asked %d times within six hours", n)
	}
	if n := asked(func() { d.ws.Advance(time.Hour + time.Minute); d.ticks(); d.ticks() }); n != 1 {
		t.Errorf("asked %d times after six hours", n)
	}
	if got := d.digestIn(mira, id, "off"); !strings.Contains(got, "is off in this channel") {
		t.Fatal(got)
	}
	if n := asked(func() { d.ws.Advance(7 * time.Hour); d.ticks() }); n != 0 {
		t.Errorf("turned off, and asked about %d times", n)
	}
}

// An invitation that is heard of makes its people known within a minute, though we had
// looked in vain a moment before.
func TestAChannelThatWeWaitedForIsKnownAsSoonAsWeAreIn(t *testing.T) {
	d, id := awaited(t)
	d.ticks()
	must(t, d.ws.Invite(id, d.ws.BotUserID()))
	d.event(d.ws.BotUserID(), string(slackevents.MemberJoinedChannel), &slackevents.MemberJoinedChannelEvent{User: d.ws.BotUserID(), Channel: id})
	d.ticks()
	if got := d.home(mira); !strings.Contains(got, ownTeam) {
		t.Errorf("nobody is near her:\n%s", got)
	}
}

// While Slack cannot say, nothing is decided, and it is asked again soon.
func TestAChannelThatWeWaitForIsAskedAboutAgainWhereSlackCannotSay(t *testing.T) {
	d, id := awaited(t)
	must(t, d.ws.Invite(id, d.ws.BotUserID()))
	d.ws.Faults().API("conversations.members", sandbox.APIFault{Status: 503, Times: 1})
	d.ticks()
	if got := d.rooms(); slices.Contains(got, id) {
		t.Fatalf("we take ourselves to be in %v", got)
	}
	d.ticks()
	if got := d.rooms(); !slices.Contains(got, id) {
		t.Errorf("we take ourselves to be in %v", got)
	}
}
