package bot

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

// planDigests writes the digests that are due now.
func (b *Bot) planDigests(ctx context.Context) error {
	due, err := b.o.Coach.DigestsDue(ctx, b.o.Team)
	var failed []error
	for _, d := range due {
		if b.again.tooSoon(d.Room.ID, b.o.Now()) {
			continue
		}
		failed = append(failed, b.planDigest(ctx, d))
	}
	return errors.Join(err, errors.Join(failed...))
}

// planDigest writes one channel's digest. A channel that we are not in any more has
// none, and one that is shared with another firm meanwhile has one that is left out; one
// that cannot be asked about just now is asked about again in a minute.
func (b *Bot) planDigest(ctx context.Context, d coach.DigestDue) error {
	people, err := b.seeRoom(ctx, d.Room.ID)
	if err != nil || people == nil {
		return err
	}
	switch err := b.oursAlone(ctx, d.Room.ID); {
	case coach.KindOf(err) == coach.Forbidden:
		b.o.Log.Warn("a channel is shared with another firm and gets no digest", "channel", d.Room.ID)
		people = nil
	case err != nil:
		return err
	}
	_, err = b.o.Coach.PlanDigest(ctx, b.o.Team, d, people)
	return err
}

func (b *Bot) drawDigest(ctx context.Context, c coach.Claim) (Message, error) {
	d, err := b.o.Coach.WrittenDigest(ctx, b.o.Team, c.Key)
	if err != nil {
		return Message{}, err
	}
	return say(blocks.Digest(d, b.chart(ctx, c.Key, d))), nil
}

func (b *Bot) drawRest(ctx context.Context, c coach.Claim) (Message, error) {
	d, from, to, err := b.o.Coach.RestOf(ctx, b.o.Team, c.Post)
	return say(blocks.Rest(d, from, to)), err
}

func (b *Bot) drawGreeting(ctx context.Context, c coach.Claim) (Message, error) {
	g, err := coach.GreetingOf(c.Post)
	return say(blocks.Greeting(g)), err
}

// joined and left follow where we are; see [aboutUs].
func (b *Bot) joined(ctx context.Context, e Envelope) error {
	m := e.Event.InnerEvent.Data.(*slackevents.MemberJoinedChannelEvent)
	in := coach.Input{Workspace: e.Team, Key: e.Key, Rep: coach.Rep{ID: m.Inviter}}
	return b.o.Coach.JoinRoom(ctx, in, m.Channel)
}

// Slack may be late with the word that we left, so it is asked whether that is so.
func (b *Bot) left(ctx context.Context, e Envelope) error {
	_, err := b.seeRoom(ctx, e.Event.InnerEvent.Data.(*slackevents.MemberLeftChannelEvent).Channel)
	return err
}

// aboutUs are events in which we are the ones to whom something happened.
var aboutUs = map[string]func(*Bot, context.Context, Envelope) error{
	string(slackevents.MemberJoinedChannel): (*Bot).joined,
	string(slackevents.MemberLeftChannel):   (*Bot).left,
}

// digestOn is **Turn on the daily digest**, in the channel where it was pressed.
func (b *Bot) digestOn(ctx context.Context, r *request) (Answer, error) {
	return b.setDigest(ctx, r, "on")
}

func (b *Bot) digestOff(ctx context.Context, r *request) (Answer, error) {
	return b.setDigest(ctx, r, coach.DigestOff)
}

// digestCommand is `/deadleads digest …`: what is typed behind "digest" is nothing,
// "on", "on 09:30", "09:30" or "off".
func (b *Bot) digestCommand(ctx context.Context, r *request, words string) (Answer, error) {
	words = strings.ToLower(strings.TrimSpace(words))
	if words == "" {
		return b.showDigest(ctx, r)
	}
	return b.setDigest(ctx, r, words)
}

func (b *Bot) showDigest(ctx context.Context, r *request) (Answer, error) {
	if err := channelsOnly(r); err != nil {
		return Answer{}, err
	}
	room, on, err := b.o.Coach.DigestOf(ctx, r.Team, r.Channel)
	return b.card(blocks.DigestState(room, on, b.o.Coach.Usual(), r.reader), err)
}

func (b *Bot) setDigest(ctx context.Context, r *request, words string) (Answer, error) {
	if err := cmp.Or(channelsOnly(r), b.o.Coach.MaySetDigest(r.in)); err != nil {
		return Answer{}, err
	}
	at := strings.TrimSpace(strings.TrimPrefix(words, "on"))
	if at != coach.DigestOff {
		if err := b.weAreIn(ctx, r.Channel); err != nil {
			return Answer{}, err
		}
		if err := b.oursAlone(ctx, r.Channel); err != nil {
			return Answer{}, err
		}
	}
	room, err := b.o.Coach.SetDigest(ctx, r.in, r.Channel, at)
	if err != nil {
		return Answer{}, err
	}
	return tell(blocks.DigestSet(room, b.o.Coach.Usual(), b.digestFollows(ctx, r.Channel))), nil
}

// digestFollows says that a channel's digest of today is still to come, and comes now.
// Who can't be asked says no: it is a courtesy.
func (b *Bot) digestFollows(ctx context.Context, channel string) bool {
	due, err := b.o.Coach.DigestsDue(ctx, b.o.Team)
	return err == nil && slices.ContainsFunc(due, func(d coach.DigestDue) bool { return d.Room.ID == channel && b.o.Now().Before(d.Until) })
}

// channelsOnly refuses what is asked where there is no team.
func channelsOnly(r *request) error {
	if r.Channel != "" && !strings.HasPrefix(r.Channel, "D") {
		return nil
	}
	return coach.Errorf(coach.Invalid, "A digest is for a channel. Go to the channel of your team and type it there.")
}

// oursAlone is Forbidden where people of another firm read along (Slack Connect): it may
// be one whose deal is in the digest.
func (b *Bot) oursAlone(ctx context.Context, channel string) error {
	c, err := b.o.API.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: channel})
	switch {
	case err != nil:
		return coach.Wrap(coach.Busy, err, "I couldn't ask Slack who reads this channel. Please try again in a moment.")
	case c.IsExtShared || c.IsPendingExtShared:
		return coach.Errorf(coach.Forbidden, "This channel is shared with another firm, and the digest would show them your deals. Turn it on in a channel of your own.")
	}
	return nil
}

// weAreIn is an error in words where we could not post.
func (b *Bot) weAreIn(ctx context.Context, channel string) error {
	_, out, err := b.peopleIn(ctx, channel)
	if out != "" {
		return coach.Errorf(coach.Invalid, "I'm not in this channel yet. Type /invite and my name here, then try again.")
	}
	return err
}
