package bot

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

// Options is what a Bot needs. Coach, API and Send are required.
type Options struct {
	Coach    *coach.Coach
	API      *slack.Client // with the bot token; see [NewAPI]
	Send     *Sender
	Files    *Files   // nil: nobody's files are read
	Team     string   // the workspace that is served; empty: any
	BotUser  string   // our own user id: its messages are not answered
	Managers []string // U… ids of people and S… ids of user groups
	Log      *slog.Logger
	Metrics  *Metrics // nil: nobody's
	Now      func() time.Time

	// PerMinute is how many inputs one person may send in a minute before they
	// are asked to slow down; 0 means no bound.
	PerMinute int
}

// Bot answers inputs. It holds settings and short-lived caches only.
type Bot struct {
	o      Options
	people *people
	pace   *pace

	hurried atomic.Bool // somebody sends what waits, outside of a tick
	charts  charts
	rooms   rooms
	kept    atomic.Pointer[time.Time] // until then nothing is old enough to be forgotten
	again   restraint                 // what failed of the jobs, and is not tried every second
	reading chan struct{}             // holds as many as files are being read
}

// New makes a Bot.
func New(o Options) *Bot {
	if o.Metrics == nil {
		o.Metrics = NewMetrics(nil)
	}
	return &Bot{o: o, people: newPeople(o), pace: newPace(o.PerMinute), reading: make(chan struct{}, filesAtOnce)}
}

// request is one input with everything known about it.
type request struct {
	Envelope
	in     coach.Input
	reader blocks.Reader
	action blocks.Action // of a click
	hours  coach.Hours   // calendar of the person who asks
	today  coach.Date
}

// Handle answers one input; it is the [Handler] of a [Runner].
func (b *Bot) Handle(ctx context.Context, e Envelope) (Answer, error) {
	if b.o.Team != "" && e.Team != b.o.Team {
		return Answer{}, coach.Errorf(coach.Forbidden, "I serve another workspace.")
	}
	if eventType(e) == string(slackevents.UserChange) {
		return Answer{}, b.people.changed(ctx, e)
	}
	if about := aboutUs[eventType(e)]; about != nil && e.User == b.o.BotUser {
		return Answer{}, about(b, ctx, e)
	}
	handle, action := b.route(e)
	if handle == nil {
		return Answer{}, nil
	}
	if !b.pace.allow(e.User, b.o.Now()) {
		// Not busy, which an event would be sent again for.
		return Answer{}, coach.Errorf(coach.Conflict, "That was a lot in one minute. Give me a moment, then try again.")
	}
	who, err := b.people.find(ctx, e.Team, e.User)
	if err != nil {
		return b.turnAway(ctx, e, err)
	}
	r := b.request(e, action, who)
	a, err := handle(b, ctx, r)
	if err != nil {
		return a, err
	}
	return b.backHome(r, a), nil
}

// eventType is the type of an event, and empty for all other inputs.
func eventType(e Envelope) string {
	if e.Kind != KindEvent {
		return ""
	}
	return e.Event.InnerEvent.Type
}

// turnAway answers whom we do not serve, or do not know yet. An event has nobody to
// show an error to, so it is replied to, unless Slack shall send it again.
func (b *Bot) turnAway(ctx context.Context, e Envelope, err error) (Answer, error) {
	if e.Kind != KindEvent || again(err) {
		return Answer{}, err
	}
	return b.reply(ctx, b.request(e, blocks.Action{}, person{}), Answer{}, err)
}

func (b *Bot) request(e Envelope, action blocks.Action, who person) *request {
	r := &request{
		Envelope: e, action: action,
		in:     coach.Input{Workspace: e.Team, Key: e.Key, Rep: who.rep, Manager: who.manager},
		reader: blocks.Reader{ID: e.User, Manager: who.manager},
		hours:  b.o.Coach.Hours(who.rep),
	}
	r.today = r.hours.Today(b.o.Now())
	return r
}

// Sorry is what a person is told when an input failed; it is the Sorry of a [Runner].
func (b *Bot) Sorry(e Envelope, err error) Answer {
	sentence := sentenceOf(e, err)
	switch e.Kind {
	case KindSubmit:
		return Answer{Form: formErrors(e.Interaction.View, err, sentence)}
	case KindSlash, KindClick, KindShortcut:
		m := say(blocks.Sorry(sentence))
		return Answer{Message: &m}
	}
	return Answer{}
}

func sentenceOf(e Envelope, err error) string {
	switch {
	case errors.Is(err, ErrSlow) && e.Kind == KindSubmit:
		return "I am slow today. What you typed is safe: press the button once more, it counts once."
	case errors.Is(err, ErrBusy), errors.Is(err, ErrClosed):
		return "I am busy right now and did nothing. Please try again in a moment."
	}
	return coach.Sentence(err)
}

// formErrors keeps a form open with a sentence at the input that it is about, or
// at the first one.
func formErrors(v slack.View, err error, sentence string) *slack.ViewSubmissionResponse {
	var ce *coach.Error
	field, at := "", ""
	if errors.As(err, &ce) {
		field = ce.Field
	}
	for _, b := range v.Blocks.BlockSet {
		in, ok := b.(*slack.InputBlock)
		if !ok {
			continue
		}
		if at == "" || in.BlockID == field {
			at = in.BlockID
		}
	}
	if at == "" {
		return nil
	}
	return slack.NewErrorsViewSubmissionResponse(map[string]string{at: sentence})
}

// say is a drawn message on its way out.
func say(m blocks.Message) Message { return Message{Text: m.Text, Blocks: m.Blocks} }

// tell answers with a new private message.
func tell(m blocks.Message) Answer {
	out := say(m)
	return Answer{Message: &out}
}
