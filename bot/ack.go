package bot

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/slack-go/slack"
)

// Message is an answer that people read. Text is what a notification and a
// screen reader say, so it is never empty; it must be escaped, as the blocks must.
type Message struct {
	Text      string
	Blocks    []slack.Block
	InChannel bool // everybody in the channel sees it; else only the person who asked
	Replace   bool // takes the place of the message that was clicked on
	Delete    bool // removes the message that was clicked on; Text and Blocks are not used
}

// MarshalJSON is the form that both acknowledgements and response URLs take.
func (m Message) MarshalJSON() ([]byte, error) {
	wire := struct {
		ResponseType string        `json:"response_type,omitempty"`
		Text         string        `json:"text,omitempty"`
		Blocks       []slack.Block `json:"blocks,omitempty"`
		Replace      bool          `json:"replace_original,omitempty"`
		Delete       bool          `json:"delete_original,omitempty"`
		UnfurlLinks  bool          `json:"unfurl_links"`
		UnfurlMedia  bool          `json:"unfurl_media"`
	}{Replace: m.Replace, Delete: m.Delete}
	if !m.Delete {
		wire.Text, wire.Blocks = m.Text, m.Blocks
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
	// Options answers a menu that asks for its choices.
	Options *slack.OptionsResponse
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
// [RunnerOptions].Sorry, which may tell them apart with errors.Is.
var (
	ErrBusy   = errors.New("too many inputs are waiting: this one was not started")
	ErrSlow   = errors.New("the handler has not finished in time: its outcome is not known yet")
	ErrPanic  = errors.New("the handler panicked")
	ErrClosed = errors.New("the bot is shutting down: this one was not started")
)
