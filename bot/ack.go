package bot

import (
	"context"
	"encoding/json"
	"errors"
	"sync/atomic"
	"time"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

// Message is an answer that people read. Text is what a notification and a
// screen reader say, so it is never empty; it must be escaped, as the blocks must.
type Message struct {
	Text      string
	Blocks    []slack.Block
	InChannel bool   // everybody in the channel sees it; else only the person who asked
	Replace   bool   // takes the place of the message that was clicked on
	Delete    bool   // removes the message that was clicked on; Text and Blocks are not used
	Thread    string // timestamp of the message in whose thread it goes; empty for the channel itself
}

// MarshalJSON is the form that both acknowledgements and response URLs take.
func (m Message) MarshalJSON() ([]byte, error) {
	wire := struct {
		ResponseType string        `json:"response_type,omitempty"`
		Text         string        `json:"text,omitempty"`
		Blocks       []slack.Block `json:"blocks,omitempty"`
		Thread       string        `json:"thread_ts,omitempty"`
		Replace      bool          `json:"replace_original"`
		Delete       bool          `json:"delete_original,omitempty"`
		UnfurlLinks  bool          `json:"unfurl_links"`
		UnfurlMedia  bool          `json:"unfurl_media"`
	}{Replace: m.Replace, Delete: m.Delete}
	if !m.Delete {
		wire.Text, wire.Blocks, wire.Thread = m.Text, m.Blocks, m.Thread
		wire.ResponseType = slack.ResponseTypeEphemeral
		if m.InChannel {
			wire.ResponseType = slack.ResponseTypeInChannel
		}
	}
	return json.Marshal(wire)
}

// Answer is what a handler gives back. Its zero value acknowledges silently.
type Answer struct {
	// Message goes into the acknowledgement of a slash command when it is ready
	// in time and small enough, else to the response URL.
	Message *Message
	// Form answers a submission: errors, update, push or clear. Nil closes the form.
	Form *slack.ViewSubmissionResponse
	// Options answers a menu that asks for its choices; none is an answer, too.
	Options []*slack.OptionBlockObject
	// After runs once the acknowledgement is on its way: slow work whose loss in
	// a crash harms nobody, such as views.publish. Its inputs stay in order per
	// person; it does not hold up the person's next input.
	After func(ctx context.Context)
}

// Handler answers one input. What must survive a crash is committed before it
// returns: for submissions, events and quick commands Slack is told only then.
// An error of kind busy leaves an event unacknowledged, so that Slack sends it again.
type Handler func(ctx context.Context, e Envelope) (Answer, error)

// Why an input was not, or not yet, answered by its handler; given to
// [RunnerOptions].Sorry, which tells them apart with errors.Is.
var (
	ErrBusy   = errors.New("too many inputs are waiting: this one was not started and will not be")
	ErrSlow   = errors.New("the handler has not finished in time: its outcome is not known yet")
	ErrPanic  = errors.New("the handler panicked")
	ErrClosed = errors.New("the bot is shutting down: this one was not started and will not be")
)

// maxPayload is the most an acknowledgement may carry. Slack ignores frames
// above 20 KiB; what is missing here is the envelope's id and its wrapping.
const maxPayload = 20<<10 - 256

// job is one delivery of an input, until it is acknowledged and done.
type job struct {
	Envelope
	id    string // of the delivery; a redelivery has another, or the same
	link  *link  // takes the acknowledgement: the socket that the delivery came from
	state atomic.Int32
	acked atomic.Bool
	timer *time.Timer // calls deadline's act; nil for events
}

// The states of a job. A submission that waited too long is abandoned: the
// person was told so, hence it must never start afterwards.
const (
	jobWaiting int32 = iota
	jobStarted
	jobAbandoned
)

func (j *job) start() bool   { return j.state.CompareAndSwap(jobWaiting, jobStarted) }
func (j *job) abandon() bool { return j.state.CompareAndSwap(jobWaiting, jobAbandoned) }

// ack acknowledges with a payload, once; it tells whether this was the once.
// A payload that Slack would ignore counts as none having been given.
func (j *job) ack(payload any) bool {
	raw, ok := encode(payload)
	if !ok || len(raw) > 0 && !j.AcceptsPayload {
		return false
	}
	if !j.acked.CompareAndSwap(false, true) {
		return false
	}
	j.link.ack(j.id, raw)
	o := &j.link.r.o
	o.Metrics.acked(j.Envelope, o.Now())
	return true
}

// encode makes the JSON of a payload; nil for none. It is not ok when the
// payload is too large for an acknowledgement.
func encode(payload any) (raw json.RawMessage, ok bool) {
	if payload == nil {
		return nil, true
	}
	var err error
	if m, ok := payload.(json.Marshaler); ok {
		raw, err = m.MarshalJSON() // Marshal would read all of that again, to check and copy it
	} else {
		raw, err = json.Marshal(payload)
	}
	return raw, err == nil && len(raw) <= maxPayload
}

// deadline is when a job is acknowledged even though it is not done, and how.
//
// Commands and clicks get an empty acknowledgement: their answer follows by
// other ways. In a crowd they get it at once, because waiting would be in vain. A submission must not get one, because that closes the form and
// says "saved"; it is asked to be pressed again, which has the same identity
// and is therefore harmless if the first press turns out to have worked.
// Events get none: Slack sends them again, and their identity makes the
// repetition harmless, while one that was acknowledged and then lost in a crash
// would be lost for ever.
func (r *Runner) deadline(j *job, waiting int) (after time.Duration, act func()) {
	switch j.Kind {
	case KindSubmit:
		return r.o.FormBy, func() { r.formTooLate(j) }
	case KindEvent:
		return 0, nil
	}
	if waiting < r.o.Crowd {
		after = r.o.AckAfter
	}
	return after, func() {
		if j.ack(nil) {
			r.count.late.Add(1)
		}
	}
}

func (r *Runner) formTooLate(j *job) {
	why := ErrSlow
	if j.abandon() {
		why = ErrBusy
		r.o.Metrics.handled(j.Envelope, why)
	}
	if r.ackForm(j, r.sorry(j, why).Form, why) {
		r.count.late.Add(1)
	}
}

// ackForm acknowledges a submission that did not succeed, so that the form
// stays open. Where the handler gave no way to do that, we find one. A form
// without inputs can only be redrawn, which gives it another identity; as long
// as the outcome is unknown it is better left without an answer: Slack then
// says that it had trouble, and keeps it as it is.
func (r *Runner) ackForm(j *job, form *slack.ViewSubmissionResponse, why error) bool {
	if form == nil {
		form = keepOpen(j.Interaction.View, plainSentence(why), !errors.Is(why, ErrSlow))
	}
	return form != nil && j.ack(form)
}

// keepOpen answers a submission so that its form stays open with a sentence: on
// its first input, or, where it has none and redraw is allowed, above its blocks.
func keepOpen(v slack.View, sentence string, redraw bool) *slack.ViewSubmissionResponse {
	for _, b := range v.Blocks.BlockSet {
		if in, ok := b.(*slack.InputBlock); ok && in.BlockID != "" {
			return slack.NewErrorsViewSubmissionResponse(map[string]string{in.BlockID: sentence})
		}
	}
	if !redraw {
		return nil
	}
	const note = "sorry"
	text := slack.NewTextBlockObject(slack.PlainTextType, sentence, false, false)
	bs := []slack.Block{slack.NewSectionBlock(text, nil, nil, slack.SectionBlockOptionBlockID(note))}
	for _, b := range v.Blocks.BlockSet {
		if b.ID() != note {
			bs = append(bs, b)
		}
	}
	return slack.NewUpdateViewSubmissionResponse(&slack.ModalViewRequest{
		Type: slack.VTModal, Title: v.Title, Close: v.Close, Submit: v.Submit,
		Blocks:          slack.Blocks{BlockSet: bs},
		PrivateMetadata: v.PrivateMetadata, CallbackID: v.CallbackID, ExternalID: v.ExternalID,
		ClearOnClose: v.ClearOnClose, NotifyOnClose: v.NotifyOnClose,
	})
}

// finish tells Slack and the person what came of a job. It runs on the job's
// worker; what needs the network goes to the tail.
func (r *Runner) finish(j *job, a Answer, err error) {
	if err != nil {
		a = r.sorry(j, err)
	}
	if a.Message != nil {
		m := checked(*a.Message, r.o.Log)
		a.Message = &m
	}
	late := a.Message
	switch j.Kind {
	case KindSubmit:
		r.finishForm(j, a, err)
	case KindSlash:
		if a.Message != nil && j.ack(a.Message) {
			late = nil
		} else {
			j.ack(nil)
		}
	case KindOptions:
		if !j.ack(choices(a.Options)) {
			j.ack(nil)
		}
	case KindEvent:
		if again(err) {
			return // Slack sends it again
		}
		j.ack(nil)
	default:
		j.ack(nil)
	}
	r.follow(j, late, a.After)
}

// choices is the payload that a menu gets. slack-go's own leaves an empty list out,
// which says that nothing was answered.
func choices(options []*slack.OptionBlockObject) any {
	if options == nil {
		options = []*slack.OptionBlockObject{}
	}
	return struct {
		Options []*slack.OptionBlockObject `json:"options"`
	}{options}
}

func (r *Runner) finishForm(j *job, a Answer, err error) {
	switch {
	case err != nil:
		r.ackForm(j, a.Form, err)
	case a.Form == nil:
		j.ack(nil)
	default:
		if !j.ack(a.Form) {
			j.ack(nil) // saved, but the next view is too large to draw
		}
	}
}

// again tells whether an event may go better next time.
func again(err error) bool {
	return err != nil && (coach.KindOf(err) == coach.Busy ||
		errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled))
}

// refuse answers a job that the queue did not take.
func (r *Runner) refuse(j *job, why error) {
	j.abandon()
	r.count.refused.Add(1)
	r.o.Metrics.handled(j.Envelope, why)
	switch j.Kind {
	case KindEvent: // unacknowledged: Slack sends it again
	case KindSubmit:
		r.ackForm(j, r.sorry(j, why).Form, why)
	case KindSlash:
		if m := r.sorry(j, why).Message; m == nil || !j.ack(m) {
			j.ack(nil)
		}
	case KindClick:
		j.ack(nil)
		m := r.sorry(j, why).Message
		_ = r.tail.push(j.lane(), func() { r.respond(j.Envelope, m) }) // full there, too: silence is all we have
	default:
		j.ack(nil)
	}
}

// asked are the kinds whose person waits for a message.
var asked = map[Kind]bool{KindSlash: true, KindClick: true, KindShortcut: true}

// sorry asks for words about err and makes sure that who waits for some gets some.
func (r *Runner) sorry(j *job, err error) (a Answer) {
	defer func() {
		if p := recover(); p != nil {
			r.caught(j.Envelope, p)
			a = Answer{}
		}
		if a.Message == nil && asked[j.Kind] {
			a.Message = &Message{Text: plainSentence(err)}
		}
	}()
	if r.o.Sorry == nil {
		return Answer{}
	}
	return r.o.Sorry(j.Envelope, err)
}

func plainSentence(err error) string {
	switch {
	case errors.Is(err, ErrBusy):
		return "I have my hands full and didn't start on this. Please try again in a moment."
	case errors.Is(err, ErrClosed):
		return "I'm just restarting and didn't start on this. Please try again in a moment."
	case errors.Is(err, ErrSlow):
		return "Still saving. Nothing is lost: please press the button again in a few seconds."
	}
	return coach.Sentence(err)
}
