package bot

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/slack-go/slack"
	"golang.org/x/time/rate"

	"salescoach/coach"
)

// SendError says why a message did not arrive, or that nobody knows. It
// unwraps to a [coach.Error], so [coach.KindOf] and [coach.Sentence] work.
type SendError struct {
	Method     string        // API method, or response_url
	Code       string        // Slack's error code; empty for faults of the network
	Unknown    bool          // the message may have been posted: never repeat it blindly
	RetryAfter time.Duration // after 429: not before
	err        error
}

// Error is for logs; it holds neither tokens nor what the message said.
func (e *SendError) Error() string {
	state := "not sent"
	if e.Unknown {
		state = "outcome unknown"
	}
	return fmt.Sprintf("%s: %s: %v", e.Method, state, e.err)
}

// Unwrap gives the cause as a coach error.
func (e *SendError) Unwrap() error { return e.err }

// newSendError classifies err; nil stays nil.
func newSendError(method string, err error) error {
	if err == nil {
		return nil
	}
	e := &SendError{Method: method}
	var limited *slack.RateLimitedError
	var refused slack.SlackErrorResponse
	var status slack.StatusCodeError
	switch {
	case errors.As(err, &limited):
		e.RetryAfter = limited.RetryAfter
		e.err = coach.Wrap(coach.Busy, err, "Slack asks us to slow down. Please try again in a minute.")
	case errors.As(err, &refused):
		e.Code = refused.Err
		e.Unknown = partlyDone[refused.Err]
		e.err = refusal(refused.Err, err)
	case errors.As(err, &status) && status.Code < http.StatusInternalServerError:
		e.err = coach.Wrap(coach.Internal, err, "Slack refused the message.")
	case isNotSent(err):
		e.err = coach.Wrap(coach.Busy, err, "Slack can't be reached right now. Please try again in a minute.")
	default:
		e.Unknown = true
		e.err = coach.Wrap(coach.Busy, err, "Slack didn't answer. The message may or may not have been posted.")
	}
	return e
}

// partlyDone are the codes after which Slack says that an operation may have
// succeeded in part.
var partlyDone = map[string]bool{"fatal_error": true, "internal_error": true, "service_unavailable": true, "request_timeout": true}

// refusals are sentences for the codes that a person can do something about.
var refusals = map[string]struct {
	kind     coach.Kind
	sentence string
}{
	"channel_not_found":   {coach.NotFound, "Slack doesn't know that channel, or I'm not in it. Invite me with /invite and try again."},
	"not_in_channel":      {coach.Forbidden, "I'm not in that channel. Invite me with /invite and try again."},
	"user_not_in_channel": {coach.Forbidden, "That person isn't in the channel."},
	"is_archived":         {coach.Conflict, "That channel is archived."},
	"restricted_action":   {coach.Forbidden, "This workspace doesn't let apps post there."},
	"cannot_dm_bot":       {coach.Invalid, "Slack doesn't let me write to another app."},
	"user_not_found":      {coach.NotFound, "Slack doesn't know that person."},
	"user_disabled":       {coach.NotFound, "That person's account is deactivated."},
	"account_inactive":    {coach.Forbidden, "My access to this workspace was ended. Ask an admin to install me again."},
	"token_revoked":       {coach.Forbidden, "My access to this workspace was ended. Ask an admin to install me again."},
	"missing_scope":       {coach.Forbidden, "I lack a permission for that. Ask an admin to install me again."},
	"message_not_found":   {coach.NotFound, "That message is gone."},
	"cant_update_message": {coach.Conflict, "That message can't be changed any more."},
	"msg_too_long":        {coach.Invalid, "That's more text than Slack takes in one message."},
}

func refusal(code string, err error) error {
	if known, ok := refusals[code]; ok {
		return coach.Wrap(known.kind, err, known.sentence)
	}
	return coach.Wrap(coach.Internal, err, "Slack refused the message.")
}

// isRefusal tells whether Slack said no to the place, so that another place may do.
func isRefusal(err error) bool {
	var e *SendError
	return errors.As(err, &e) && e.Code != "" && !e.Unknown
}

// pacer lets one post per interval go to each channel, first come first served.
type pacer struct {
	every rate.Limit

	mu       sync.Mutex
	channels map[string]*rate.Limiter
}

// maxPaced bounds the memory of the pacer; a channel that has been quiet for
// an interval may be forgotten without any difference.
const maxPaced = 4096

func newPacer(interval time.Duration) *pacer {
	return &pacer{every: rate.Every(interval), channels: map[string]*rate.Limiter{}}
}

func (p *pacer) wait(ctx context.Context, channel string) error {
	return p.of(channel).Wait(ctx)
}

func (p *pacer) of(channel string) *rate.Limiter {
	p.mu.Lock()
	defer p.mu.Unlock()
	if l, ok := p.channels[channel]; ok {
		return l
	}
	if len(p.channels) >= maxPaced {
		for c, l := range p.channels {
			if l.Tokens() >= 1 {
				delete(p.channels, c)
			}
		}
	}
	l := rate.NewLimiter(p.every, 1)
	p.channels[channel] = l
	return l
}
