package bot

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

// FilesOptions is what a Files needs. BotToken and HTTP are required.
type FilesOptions struct {
	BotToken string
	HTTP     *http.Client // from [NewAPI]
	URL      string       // base of the Web API, as in [APIOptions]
}

// Files fetches what people send in Slack. The address of a file comes from outside, and
// the token goes with the request; so it goes to Slack's own hosts over https, or,
// where we talk to a Slack of another address (the sandbox), to that address, and no
// redirect is followed off the host that was asked.
type Files struct {
	api  *slack.Client
	base *url.URL
}

// NewFiles makes a Files.
func NewFiles(o FilesOptions) *Files {
	base, err := url.Parse(apiBase(o.URL))
	if err != nil {
		base = &url.URL{}
	}
	client := &http.Client{Transport: o.HTTP.Transport, CheckRedirect: stayThere}
	return &Files{api: slack.New(o.BotToken, slack.OptionAPIURL(apiBase(o.URL)), slack.OptionHTTPClient(client)), base: base}
}

// fetchFor is how long one file may take.
const fetchFor = 10 * time.Second

// Why a file was not fetched.
var (
	errSignIn   = errors.New("slack answers with its sign-in page: the bot token may not read this file (scope files:read)")
	errAway     = errors.New("the file's address redirects to another host")
	errTooLarge = errors.New("the file is larger than it may be")
)

// stayThere follows a redirect on the host that was asked, and none that leads to where
// people sign in.
func stayThere(req *http.Request, via []*http.Request) error {
	switch first := via[0].URL; {
	case req.URL.Query().Get("redir") != "":
		return errSignIn
	case req.URL.Scheme != first.Scheme || !strings.EqualFold(req.URL.Host, first.Host) || len(via) > 3:
		return errAway
	}
	return nil
}

// Fetch is the file at an address of Slack's, of at most so many bytes. The errors are
// in words for people; addresses are not in them.
func (f *Files) Fetch(ctx context.Context, address string, limit int64) ([]byte, error) {
	if !f.trusted(address) {
		return nil, coach.Errorf(coach.Invalid, "That file isn't kept in Slack itself, so I can't read it. Download it, and send me the file.")
	}
	ctx, cancel := context.WithTimeout(ctx, fetchFor)
	defer cancel()
	out := &capped{left: limit}
	if err := f.api.GetFileContext(ctx, address, out); err != nil {
		return nil, sayFetch(err, limit)
	}
	if looksLikePage(out.Bytes()) {
		return nil, sayFetch(errSignIn, limit)
	}
	return out.Bytes(), nil
}

// trusted says that an address is one to which the token may go.
func (f *Files) trusted(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.User != nil {
		return false
	}
	if !isSlack(f.base) {
		return u.Scheme == f.base.Scheme && strings.EqualFold(u.Host, f.base.Host)
	}
	return u.Scheme == "https" && isSlack(u) && (u.Port() == "" || u.Port() == "443")
}

// capped keeps what is written to it, up to a limit.
type capped struct {
	bytes.Buffer
	left int64
}

// Write implements io.Writer.
func (c *capped) Write(p []byte) (int, error) {
	if c.left -= int64(len(p)); c.left < 0 {
		return 0, errTooLarge
	}
	return c.Buffer.Write(p)
}

// looksLikePage says that something is a web page: Slack answers with one, and status
// 200, where it would rather have somebody sign in.
func looksLikePage(data []byte) bool {
	head := strings.ToLower(string(bytes.TrimSpace(bytes.TrimPrefix(data[:min(len(data), 512)], []byte("\xEF\xBB\xBF")))))
	return strings.HasPrefix(head, "<!doctype html") || strings.HasPrefix(head, "<html")
}

// tooLarge is the sentence about a file that is larger than may be read.
func tooLarge(limit int64) error {
	return coach.Errorf(coach.Invalid, "That file is larger than %d MB, which is the most I read here. Split it, or leave out the columns that aren't needed.", limit>>20)
}

// sayFetch says why a file was not fetched. What an operator has to mend is an Internal
// error, with its cause for the log.
func sayFetch(err error, limit int64) error {
	cause := withoutURL(err)
	var status slack.StatusCodeError
	errors.As(err, &status)
	switch {
	case errors.Is(err, errTooLarge):
		return tooLarge(limit)
	case errors.Is(err, errAway):
		return coach.Wrap(coach.Internal, errAway, "Slack sent me to another place for that file, and I don't follow there. Nothing was read.")
	case errors.Is(err, errSignIn), status.Code == http.StatusUnauthorized, status.Code == http.StatusForbidden:
		return coach.Wrap(coach.Internal, errSignIn, "Slack showed me its sign-in page instead of the file, so I'm not allowed to read files yet. Whoever runs me can mend that: `salescoach doctor` says how.")
	case status.Code == http.StatusNotFound, status.Code == http.StatusGone:
		return coach.Errorf(coach.NotFound, "That file isn't in Slack any more. Nothing was read. Send it again.")
	case status.Code != 0:
		cause = fmt.Errorf("a file was not handed out: status %d", status.Code)
	}
	return coach.Wrap(coach.Busy, cause, "Slack didn't hand me the file just now. Nothing was read; please send it again in a minute.")
}
