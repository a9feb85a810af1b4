package bot

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

// draw makes the message of a post from what it says, or from how things stand.
type draw func(*Bot, context.Context, coach.Claim) (Message, error)

// draws is who draws each kind of post. A test holds them against the kinds.
var draws = map[coach.PostKind]draw{
	coach.AnswerPost:   (*Bot).drawAnswer,
	coach.QuestionPost: (*Bot).drawBallot,
	coach.ReminderPost: (*Bot).drawBallot,
	coach.BoardPost:    (*Bot).drawBoard,
	coach.ResultPost:   (*Bot).drawResult,
	coach.FilesPost:    (*Bot).drawFiles,
	coach.NudgePost:    (*Bot).drawNudge,
	coach.IdeasPost:    (*Bot).drawIdeas,
	coach.BestIdeaPost: (*Bot).drawIdeas,
	coach.DigestPost:   (*Bot).drawDigest,
	coach.RestPost:     (*Bot).drawRest,
	coach.GreetingPost: (*Bot).drawGreeting,
	coach.HandoverPost: (*Bot).drawHandover,
}

// errNothing is what a draw answers when there is nothing left to say.
var errNothing = errors.New("nothing to say any more")

const (
	batch    = 32               // posts taken up at once
	carriers = 8                // … and sent side by side, over the channels
	carryFor = 30 * time.Second // less than the lease of a claim
)

// sendPosts takes up what waits in the outbox until nothing does.
func (b *Bot) sendPosts(ctx context.Context) error {
	for {
		claims, err := b.o.Coach.ClaimPosts(ctx, b.o.Team, batch)
		if err != nil || len(claims) == 0 {
			return err
		}
		b.carryAll(ctx, claims)
	}
}

// carryAll takes each recipient's posts out in their order, and different recipients'
// side by side.
func (b *Bot) carryAll(ctx context.Context, claims []coach.Claim) {
	var order []string
	of := map[string][]coach.Claim{}
	for _, c := range claims {
		if of[c.To] == nil {
			order = append(order, c.To)
		}
		of[c.To] = append(of[c.To], c)
	}
	var all sync.WaitGroup
	hands := make(chan struct{}, carriers)
	for _, to := range order {
		hands <- struct{}{}
		all.Go(func() {
			defer func() { <-hands }()
			for _, c := range of[to] {
				b.carryOne(ctx, c)
			}
		})
	}
	all.Wait()
}

func (b *Bot) carryOne(ctx context.Context, c coach.Claim) {
	err := b.work(ctx, func(b *Bot, ctx context.Context) error { return b.carry(ctx, c) })
	if err != nil {
		b.o.Log.Error("post not settled", "post", c.Key, "err", Redact(err.Error()))
	}
}

// carry does what a claimed post waits for, and notes what came of it.
func (b *Bot) carry(ctx context.Context, c coach.Claim) error {
	ctx, cancel := context.WithTimeout(ctx, carryFor)
	defer cancel()
	switch {
	case waited(c, b.o.Now()):
		return b.o.Coach.Undelivered(ctx, b.o.Team, c.Post, coach.Failure{Code: "waited"})
	case c.State == coach.PostUnknown:
		return b.lookFor(ctx, c)
	}
	m, err := b.drawn(ctx, c)
	if errors.Is(err, errNothing) {
		b.o.Metrics.posted(c, postWithdrawn)
		return b.o.Coach.Withdraw(ctx, b.o.Team, c.Post, "nothing left")
	}
	channel, ts, outcome := c.Channel, c.TS, postSent
	switch {
	case err != nil:
	case c.State == coach.PostEditing:
		outcome, err = postEdited, b.o.Send.Update(ctx, channel, ts, m)
	default:
		if ours, err := b.o.Coach.Holds(ctx, b.o.Team, c.Post); err != nil || !ours {
			return err // what somebody else took up is theirs; else the lease runs out, and it is looked for
		}
		channel, ts, err = b.post(ctx, c, m)
	}
	if err != nil {
		return b.failed(ctx, c, err)
	}
	b.o.Metrics.posted(c, outcome)
	return b.o.Coach.Delivered(ctx, b.o.Team, c.Post, channel, ts)
}

// waited says that a post stood so long behind others that its lease would run out on
// the way. To look for one may be late: that sends nothing, and one that may be there
// is never given back to be sent.
func waited(c coach.Claim, now time.Time) bool {
	return c.State != coach.PostUnknown && now.After(c.NextAt.Add(-carryFor))
}

// post sends a claimed post. A Slack that refuses its chart has posted nothing, so the
// same post goes out at once with the chart shown another way.
func (b *Bot) post(ctx context.Context, c coach.Claim, m Message) (channel, ts string, err error) {
	for tries := 1; ; tries++ {
		m.Thread = c.ThreadTS
		channel, ts, err = b.o.Send.Post(ctx, c.To, m, tagged(c.Key))
		if !b.charts.refused(c.Key, m, err, tries) {
			return channel, ts, err
		}
		b.o.Log.Info("chart refused", "post", c.Key, "attempt", tries)
		if m, err = b.drawn(ctx, c); err != nil {
			return "", "", err
		}
	}
}

func (b *Bot) drawn(ctx context.Context, c coach.Claim) (Message, error) {
	d, ok := draws[c.Kind]
	if !ok {
		return Message{}, coach.Errorf(coach.Internal, "Nobody draws %q.", c.Kind)
	}
	return d(b, ctx, c)
}

// failed notes an attempt that did not succeed. What is refused for good is a matter
// for whoever runs the bot.
func (b *Bot) failed(ctx context.Context, c coach.Claim, err error) error {
	f := failureOf(err)
	b.o.Metrics.notPosted(c, f)
	b.o.Log.Warn("post not sent", "post", c.Key, "state", c.State, "attempt", c.Attempts, "code", f.Code,
		"unknown", f.Unknown, "final", f.Final)
	if f.Final && isPerson(c.To) {
		b.people.look(ctx, b.o.Team, c.To)
	}
	return b.o.Coach.Undelivered(ctx, b.o.Team, c.Post, f)
}

// passing are refusals that time may mend.
var passing = map[string]bool{"ratelimited": true, "team_added_to_org": true, "org_login_required": true, "accesslimited": true}

// refusedForGood says that Slack refused a call, and will refuse it again.
func refusedForGood(err error) bool {
	code := refusedWith(err)
	return code != "" && !passing[code] && !partlyDone[code]
}

func failureOf(err error) coach.Failure {
	var sent *SendError
	if !errors.As(err, &sent) { // it was never drawn
		kind := coach.KindOf(err)
		return coach.Failure{Code: "draw: " + string(kind), Final: kind != coach.Busy && kind != coach.Internal}
	}
	f := coach.Failure{Code: sent.Code, Unknown: sent.Unknown, RetryAfter: sent.RetryAfter}
	f.Final = sent.Code != "" && !sent.Unknown && !passing[sent.Code]
	if f.Code == "" {
		f.Code = "network"
	}
	return f
}

// Every post carries its key as metadata, which any app in the workspace may read:
// so the key names people, channels and days, and nothing of a deal.
const (
	tagType = "coach_outbox"
	tagKey  = "key"
)

func tagged(key string) slack.MsgOption {
	return slack.MsgOptionMetadata(slack.SlackMetadata{EventType: tagType, EventPayload: map[string]any{tagKey: key}})
}

// lookFor finds out whether a post of unknown end is there.
func (b *Bot) lookFor(ctx context.Context, c coach.Claim) error {
	channel, ts, err := b.find(ctx, c)
	switch {
	case refusedForGood(err):
		b.o.Log.Warn("cannot look whether a post is there", "post", c.Key, "code", refusedWith(err))
		return b.o.Coach.LookedFor(ctx, b.o.Team, c.Post, false)
	case err != nil:
		b.o.Log.Warn("cannot look now whether a post is there", "post", c.Key, "err", Redact(err.Error()))
		return nil // the lease runs out, and somebody looks again
	case ts == "":
		return b.o.Coach.LookedFor(ctx, b.o.Team, c.Post, true)
	}
	b.o.Metrics.posted(c, postFound)
	return b.o.Coach.Delivered(ctx, b.o.Team, c.Post, channel, ts)
}

// skew is how far our clock may have been ahead of Slack's when a post was fired: with a
// clock that is wrong by an hour, or by a day, it is found all the same, and not sent
// twice. A post is seldom looked for, and a day of a channel is a few pages.
const skew = 25 * time.Hour

// find looks for a post in its conversation, since well before it was fired.
func (b *Bot) find(ctx context.Context, c coach.Claim) (channel, ts string, err error) {
	if channel, err = b.conversation(ctx, c.To); err != nil {
		return "", "", err
	}
	q := slack.GetConversationHistoryParameters{
		ChannelID: channel, Oldest: strconv.FormatInt(c.FiredAt.Add(-skew).Unix(), 10), Inclusive: true, Limit: 100, IncludeAllMetadata: true,
	}
	for {
		messages, next, err := b.page(ctx, c, q)
		if err != nil {
			return "", "", err
		}
		for _, m := range messages {
			if m.Metadata.EventType == tagType && m.Metadata.EventPayload[tagKey] == c.Key {
				return channel, m.Timestamp, nil
			}
		}
		if next == "" {
			return channel, "", nil
		}
		q.Cursor = next
	}
}

// page is one page of the conversation, or of the thread that the post goes into.
func (b *Bot) page(ctx context.Context, c coach.Claim, q slack.GetConversationHistoryParameters) ([]slack.Message, string, error) {
	if c.ThreadTS != "" {
		messages, _, next, err := b.o.API.GetConversationRepliesContext(ctx, &slack.GetConversationRepliesParameters{
			ChannelID: q.ChannelID, Timestamp: c.ThreadTS, Cursor: q.Cursor, Limit: q.Limit, Oldest: q.Oldest, Inclusive: true, IncludeAllMetadata: true,
		})
		return messages, next, err
	}
	h, err := b.o.API.GetConversationHistoryContext(ctx, &q)
	if err != nil {
		return nil, "", err
	}
	return h.Messages, h.ResponseMetaData.NextCursor, nil
}

// conversation is the id of the conversation with a person, or the channel itself.
func (b *Bot) conversation(ctx context.Context, to string) (string, error) {
	if !isPerson(to) {
		return to, nil
	}
	direct, _, _, err := b.o.API.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{to}})
	if err != nil {
		return "", err
	}
	return direct.ID, nil
}

// isPerson says that an id is of a person, not of a conversation.
func isPerson(id string) bool { return strings.HasPrefix(id, "U") || strings.HasPrefix(id, "W") }

// answer is an answer to a direct message, kept because Slack did not take it.
type answer struct {
	Text   string
	Blocks slack.Blocks
}

func (b *Bot) drawAnswer(_ context.Context, c coach.Claim) (Message, error) {
	var a answer
	if err := json.Unmarshal([]byte(c.Body), &a); err != nil {
		return Message{}, coach.Wrap(coach.Invalid, err, "This answer can't be read.")
	}
	return Message{Text: a.Text, Blocks: a.Blocks.BlockSet}, nil
}
