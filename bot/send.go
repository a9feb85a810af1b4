package bot

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/slack-go/slack"
)

// SenderOptions is what a Sender needs. API and HTTP are required.
type SenderOptions struct {
	API  *slack.Client
	HTTP *http.Client // from [NewAPI]
	URL  string       // base of the Web API, as in [APIOptions]
	Gov  bool         // response URLs may be on GovSlack's host instead of hooks.slack.com
	Log  *slog.Logger
	Now  func() time.Time // default time.Now
}

// Sender posts messages.
type Sender struct{ o SenderOptions }

// NewSender makes a Sender.
func NewSender(o SenderOptions) *Sender { return &Sender{o: o} }

// Post sends m to a channel or person and returns where it is: the channel's
// id (a D… id when to was a person) and the message's timestamp.
func (s *Sender) Post(ctx context.Context, to string, m Message, options ...slack.MsgOption) (channel, ts string, err error) {
	return s.o.API.PostMessageContext(ctx, to, options...)
}
