package bot

import (
	"context"
	"strings"

	"github.com/slack-go/slack/slackevents"

	"salescoach/coach"
)

// directMessage answers a message to the bot like the same words behind
// /followup, in the conversation itself.
func (b *Bot) directMessage(ctx context.Context, r *request) (Answer, error) {
	m := r.Event.InnerEvent.Data.(*slackevents.MessageEvent)
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
	case *slackevents.MessageEvent:
		out.Thread = m.ThreadTimeStamp
		_, _, err := b.o.Send.Post(ctx, m.Channel, out)
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
		if err := b.send(ctx, r.Envelope, out); err != nil {
			b.o.Log.Warn("a reply was not sent", "err", err)
		}
	}}, nil
}
