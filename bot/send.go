package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/slack-go/slack"
)

// SenderOptions is what a Sender needs. API and HTTP are required.
type SenderOptions struct {
	API  *slack.Client
	HTTP *http.Client // from [NewAPI]
	URL  string       // base of the Web API, as in [APIOptions]
	Gov  bool         // response URLs may be on GovSlack's host, too
	Log  *slog.Logger // default: discard
}

// Sender posts messages. It keeps to one post per second and channel, which is
// what Slack allows, and never repeats a post whose outcome it does not know:
// Slack has no idempotency key, so a second try may be a second message.
// Whoever must know asks [SendError].Unknown and looks into the channel.
type Sender struct {
	api  *slack.Client
	http *http.Client // follows no redirects: a response URL is a place we checked
	url  *url.URL
	gov  bool
	log  *slog.Logger
	pace *pacer
}

// NewSender makes a Sender.
func NewSender(o SenderOptions) *Sender {
	base, err := url.Parse(apiBase(o.URL))
	if err != nil {
		base = &url.URL{}
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	hooks := &http.Client{
		Transport:     o.HTTP.Transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return &Sender{api: o.API, http: hooks, url: base, gov: o.Gov, log: o.Log, pace: newPacer(time.Second)}
}

// Post sends m to a channel or person and returns where it is: the channel's
// id (a D… id when to was a person) and the message's timestamp, which is what
// [Sender.Update] needs. Options may add metadata. Errors are *[SendError].
func (s *Sender) Post(ctx context.Context, to string, m Message, options ...slack.MsgOption) (channel, ts string, err error) {
	if err := s.pace.wait(ctx, to); err != nil {
		return "", "", newSendError("chat.postMessage", errNotSent{err})
	}
	channel, ts, err = s.api.PostMessageContext(ctx, to, append(s.options(m), options...)...)
	return channel, ts, newSendError("chat.postMessage", err)
}

// Ephemeral sends m to one person in a channel; nobody else sees it, and it is
// gone when their client restarts.
func (s *Sender) Ephemeral(ctx context.Context, channel, user string, m Message) error {
	if err := s.pace.wait(ctx, channel); err != nil {
		return newSendError("chat.postEphemeral", errNotSent{err})
	}
	_, err := s.api.PostEphemeralContext(ctx, channel, user, s.options(m)...)
	return newSendError("chat.postEphemeral", err)
}

// Update puts m in the place of a message of ours. The channel is the one that
// Post returned. Doing it twice is harmless.
func (s *Sender) Update(ctx context.Context, channel, ts string, m Message) error {
	_, _, _, err := s.api.UpdateMessageContext(ctx, channel, ts, s.options(m)...)
	return newSendError("chat.update", err)
}

// options is m as Web API arguments. An update without blocks drops the old ones,
// which is what a Message without blocks means.
func (s *Sender) options(m Message) []slack.MsgOption {
	m = checked(m, s.log)
	options := []slack.MsgOption{
		slack.MsgOptionText(m.Text, false),
		slack.MsgOptionDisableLinkUnfurl(),
		slack.MsgOptionDisableMediaUnfurl(),
	}
	if len(m.Blocks) > 0 {
		options = append(options, slack.MsgOptionBlocks(m.Blocks...))
	}
	if m.Thread != "" {
		options = append(options, slack.MsgOptionTS(m.Thread))
	}
	return options
}

// Respond answers e in its own place: through its response URL while that
// works, else by the Web API (the same message updated, an ephemeral in the
// channel, a direct message, in this order of preference).
func (s *Sender) Respond(ctx context.Context, e Envelope, m Message) error {
	if e.ResponseURL == "" {
		return s.respondByAPI(ctx, e, m)
	}
	err := s.toResponseURL(ctx, e.ResponseURL, m)
	if err == nil {
		return nil
	}
	s.log.Warn("response url failed", "input", e.Kind, "err", err)
	var sent *SendError
	if errors.As(err, &sent) && sent.Unknown && m.InChannel && !m.Replace {
		return err // everybody may have seen it already
	}
	if byAPI := s.respondByAPI(ctx, e, m); byAPI != nil {
		return errors.Join(byAPI, err)
	}
	return nil
}

func (s *Sender) respondByAPI(ctx context.Context, e Envelope, m Message) error {
	switch channel, ts := clickedMessage(e); {
	case m.Delete && ts != "":
		_, _, err := s.api.DeleteMessageContext(ctx, channel, ts)
		return newSendError("chat.delete", err)
	case m.Delete:
		return nil // an ephemeral goes by itself
	case m.Replace && ts != "":
		return s.Update(ctx, channel, ts, m)
	}
	return s.say(ctx, e, m)
}

// say posts m where e came from, as privately as m wants.
func (s *Sender) say(ctx context.Context, e Envelope, m Message) error {
	if m.InChannel {
		_, _, err := s.Post(ctx, first(e.Channel, e.User), m)
		return err
	}
	// A direct conversation may be one between two people, where we cannot post:
	// ours with the person always will do.
	if e.Channel == "" || strings.HasPrefix(e.Channel, "D") {
		_, _, err := s.Post(ctx, first(e.User, e.Channel), m)
		return err
	}
	err := s.Ephemeral(ctx, e.Channel, e.User, m)
	if err == nil || !isRefusal(err) {
		return err
	}
	m.Thread = "" // it is in the channel that we could not post to
	_, _, err = s.Post(ctx, e.User, m)
	return err
}

// clickedMessage is the message that holds the clicked element, if it can be
// changed later: ephemerals cannot.
func clickedMessage(e Envelope) (channel, ts string) {
	if e.Interaction == nil || e.Interaction.Container.IsEphemeral {
		return "", ""
	}
	return e.Channel, first(e.Interaction.Message.Timestamp, e.Interaction.Container.MessageTs)
}

// toResponseURL posts m to a response URL of Slack, and to nothing else: the
// address comes from outside.
func (s *Sender) toResponseURL(ctx context.Context, address string, m Message) error {
	if err := s.checkResponseURL(address); err != nil {
		return newSendError("response_url", errNotSent{err})
	}
	body, err := json.Marshal(checked(m, s.log))
	if err != nil {
		return newSendError("response_url", errNotSent{err})
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return newSendError("response_url", errNotSent{withoutURL(err)})
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	resp, err := s.http.Do(req)
	if err != nil {
		return newSendError("response_url", withoutURL(err))
	}
	defer resp.Body.Close()
	return newSendError("response_url", hookVerdict(resp))
}

// hookVerdict reads the answer of a response URL: "ok" or {"ok":true}. What a
// spent or expired one says is not documented, so all else is a refusal.
func hookVerdict(resp *http.Response) error {
	body, _ := io.ReadAll(io.LimitReader(resp.Body, 4<<10))
	switch {
	case resp.StatusCode == http.StatusTooManyRequests:
		return &slack.RateLimitedError{RetryAfter: retryAfter(resp)}
	case resp.StatusCode != http.StatusOK:
		return slack.StatusCodeError{Code: resp.StatusCode, Status: resp.Status}
	}
	if text := strings.TrimSpace(string(body)); text == "ok" || text == "" {
		return nil
	}
	var said struct {
		OK    bool
		Error string
	}
	if json.Unmarshal(body, &said) == nil && said.OK {
		return nil
	}
	return slack.SlackErrorResponse{Err: first(said.Error, "response_url_refused")}
}

// checkResponseURL allows Slack's own host over https, or, where we talk to a
// Slack of another address (the sandbox), that address and no other.
func (s *Sender) checkResponseURL(address string) error {
	u, err := url.Parse(address)
	if err != nil {
		return errors.New("the response url is not a url")
	}
	if u.User != nil {
		return errors.New("the response url holds a user name")
	}
	if !isSlack(s.url) {
		if u.Scheme == s.url.Scheme && strings.EqualFold(u.Host, s.url.Host) {
			return nil
		}
		return fmt.Errorf("the response url is on another host than the Slack we talk to: %q", u.Host)
	}
	host, port := strings.ToLower(u.Hostname()), u.Port()
	known := host == "hooks.slack.com" || s.gov && host == "hooks.slack-gov.com"
	if u.Scheme == "https" && known && (port == "" || port == "443") {
		return nil
	}
	return fmt.Errorf("the response url is not on a host of Slack: %q", u.Host)
}

func isSlack(u *url.URL) bool {
	host := strings.ToLower(u.Hostname())
	for _, domain := range []string{"slack.com", "slack-gov.com"} {
		if host == domain || strings.HasSuffix(host, "."+domain) {
			return true
		}
	}
	return false
}

// withoutURL takes the address out of net/http's errors, for it is a secret here.
func withoutURL(err error) error {
	var withURL *url.Error
	if errors.As(err, &withURL) {
		return withURL.Err
	}
	return err
}
