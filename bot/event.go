package bot

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

// directMessage answers a message to the bot like the same words behind
// /followup, in the conversation itself.
func (b *Bot) directMessage(ctx context.Context, r *request) (Answer, error) {
	m := r.Event.InnerEvent.Data.(*slackevents.MessageEvent)
	if m.Message != nil && len(m.Message.Files) > 0 {
		return b.sentFile(ctx, r, m)
	}
	a, err := b.command(ctx, r, withoutCommand(b.unescape(ctx, r, m.Text)))
	return b.reply(ctx, r, a, err)
}

// mentioned answers a mention in a channel, privately: deals are nobody else's
// business there.
func (b *Bot) mentioned(ctx context.Context, r *request) (Answer, error) {
	m := r.Event.InnerEvent.Data.(*slackevents.AppMentionEvent)
	text := strings.ReplaceAll(m.Text, "<@"+b.o.BotUser+">", " ")
	a, err := b.command(ctx, r, withoutCommand(strings.TrimSpace(b.unescape(ctx, r, text))))
	return b.reply(ctx, r, a, err)
}

// send takes an answer to where an event came from.
func (b *Bot) send(ctx context.Context, e Envelope, out Message) error {
	switch m := e.Event.InnerEvent.Data.(type) {
	case *slackevents.AppMentionEvent:
		out.Thread = m.ThreadTimeStamp
		return b.o.Send.Ephemeral(ctx, m.Channel, e.User, out)
	case *slackevents.AppHomeOpenedEvent:
		if m.Tab == "home" {
			return b.publish(ctx, e.User, blocks.HomeMessage(out.Blocks), "")
		}
	case *slackevents.MessageEvent:
		out.Thread = m.ThreadTimeStamp
		_, _, err := b.o.Send.Post(ctx, m.Channel, out, tagged(answerKey(e)))
		return err
	}
	return nil
}

// withoutCommand drops a command's own name, which people type out of habit.
func withoutCommand(s string) string {
	return strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(s), "/followup"))
}

// reply sends the answer to an event as a message, once. An event has no place
// in its acknowledgement for an answer, and Slack repeats events: who delivers
// this one first sends, everybody else is silent. A crash in between costs an
// answer that the person can ask for again, and never shows two. While the database
// cannot be written to, that is not known, and an answer twice is better than none.
func (b *Bot) reply(ctx context.Context, r *request, a Answer, err error) (Answer, error) {
	if err != nil {
		a = b.Sorry(Envelope{Kind: KindSlash}, err)
	}
	if a.Message == nil {
		return a, nil
	}
	in := r.in
	in.Key += "/reply"
	switch first, err := b.o.Coach.Once(ctx, in, "event.reply"); {
	case coach.KindOf(err) == coach.Busy:
	case err != nil || !first:
		return Answer{}, err
	}
	out := *a.Message
	out.Replace = false
	return Answer{After: func(ctx context.Context) {
		err := b.send(ctx, r.Envelope, out)
		if err == nil {
			return
		}
		if err := b.keep(ctx, r.Envelope, out, failureOf(err)); err != nil {
			b.o.Log.Error("a reply was lost", "err", Redact(err.Error()))
		}
		b.o.Log.Warn("a reply was not sent", "err", err)
	}}, nil
}

// answerFor is how long an answer in a direct message is worth sending.
const answerFor = time.Hour

// answerKey is the key of the answer to an event, under which it is sent.
func answerKey(e Envelope) string { return "answer/" + e.Key }

// keep puts an answer in a direct message that Slack did not take into the outbox.
// What only one person sees in a channel cannot be looked for there, and they can ask
// again.
func (b *Bot) keep(ctx context.Context, e Envelope, out Message, f coach.Failure) error {
	m, direct := e.Event.InnerEvent.Data.(*slackevents.MessageEvent)
	if !direct || f.Final {
		return nil
	}
	body, err := json.Marshal(answer{Text: out.Text, Blocks: slack.Blocks{BlockSet: out.Blocks}})
	if err != nil {
		return err
	}
	now := b.o.Now()
	p := coach.Post{Key: answerKey(e), Kind: coach.AnswerPost, To: m.Channel, Body: string(body), NotAfter: now.Add(answerFor)}
	if f.Unknown {
		p.State, p.FiredAt, p.Attempts = coach.PostUnknown, now, 1
	}
	return b.o.Coach.Tell(context.WithoutCancel(ctx), e.Team, p)
}
