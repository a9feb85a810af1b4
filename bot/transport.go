package bot

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/slack-go/slack"
)

// APIOptions say which Slack to talk to, and as whom.
type APIOptions struct {
	BotToken string           // xoxb-…
	AppToken string           // xapp-…, opens sockets
	URL      string           // base of the Web API; default slack.APIURL; a missing slash at its end is added
	Timeout  time.Duration    // for one attempt, waiting for rate limits not counted; default 15 s
	Log      *slog.Logger     // default: discard
	Metrics  *Metrics         // default: nobody's
	Now      func() time.Time // the wall clock; default time.Now
}

const (
	openMethod    = "apps.connections.open"
	maxRetries429 = 3               // of one call; after that the caller decides
	maxHold       = 2 * time.Minute // how long a call without a deadline waits for a rate limit to pass
	silent429     = 30 * time.Second
)

// NewAPI makes the Web API client of one workspace and the HTTP client under
// it, which remembers the rate limits of that workspace: make one pair per
// workspace and share it.
//
// It retries a call only after 429, when Slack has surely not done it. Whether
// to repeat a call that timed out or failed with 5xx depends on what it does,
// so that is left to whoever knows.
func NewAPI(o APIOptions) (*slack.Client, *http.Client) {
	o = o.withDefaults()
	client := &http.Client{Transport: newLimiter(metered{newTransport(o.Timeout), o.Metrics, o.Now}, o.Now, o.Log)}
	return slack.New(o.BotToken,
		slack.OptionAppLevelToken(o.AppToken),
		slack.OptionAPIURL(o.URL),
		slack.OptionHTTPClient(client),
		slack.OptionLog(slackLog{o.Log}),
	), client
}

func (o APIOptions) withDefaults() APIOptions {
	o.URL = apiBase(o.URL)
	if o.Timeout <= 0 {
		o.Timeout = 15 * time.Second
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Metrics == nil {
		o.Metrics = NewMetrics(nil)
	}
	return o
}

func apiBase(base string) string {
	if base == "" {
		return slack.APIURL
	}
	return strings.TrimSuffix(base, "/") + "/"
}

// newTransport keeps enough idle connections for every worker: the standard
// library's two per host cost over a third of the throughput.
func newTransport(timeout time.Duration) http.RoundTripper {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.DialContext = (&net.Dialer{Timeout: 5 * time.Second, KeepAlive: 15 * time.Second}).DialContext
	t.TLSHandshakeTimeout = 5 * time.Second
	t.MaxIdleConns, t.MaxIdleConnsPerHost = 512, 128
	t.ResponseHeaderTimeout = timeout
	return deadline{t, timeout}
}

// deadline bounds one attempt from its first byte to the last one read. It is
// no http.Client.Timeout, because that would also count waiting for a limit.
type deadline struct {
	next    http.RoundTripper
	timeout time.Duration
}

func (d deadline) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(req.Context(), d.timeout)
	resp, err := d.next.RoundTrip(req.WithContext(ctx))
	if err != nil {
		cancel()
		return nil, err
	}
	resp.Body = cancelBody{resp.Body, cancel}
	return resp, nil
}

type cancelBody struct {
	io.ReadCloser
	cancel context.CancelFunc
}

func (b cancelBody) Close() error {
	defer b.cancel()
	return b.ReadCloser.Close()
}

// limiter obeys Slack's rate limits in one place. A 429 holds every call of
// that method until Retry-After has passed; other methods go on.
type limiter struct {
	next  http.RoundTripper
	now   func() time.Time
	log   *slog.Logger
	opens *openGate

	mu    sync.Mutex
	until map[string]time.Time // by method
}

func newLimiter(next http.RoundTripper, now func() time.Time, log *slog.Logger) *limiter {
	return &limiter{next: next, now: now, log: log, opens: newOpenGate(), until: map[string]time.Time{}}
}

// errNotSent marks an error that came before the first byte left: the call has
// had no effect.
type errNotSent struct{ error }

func (e errNotSent) Unwrap() error { return e.error }

func (l *limiter) RoundTrip(req *http.Request) (*http.Response, error) {
	method := methodOf(req.URL)
	if method == openMethod {
		if err := l.passGate(req.Context()); err != nil {
			closeBody(req)
			return nil, errNotSent{err}
		}
	}
	for attempt := 0; ; attempt++ {
		if resp, err := l.waitFor(req, method); resp != nil || err != nil {
			return resp, err
		}
		try, err := rewound(req, attempt)
		if err != nil {
			return nil, errNotSent{err}
		}
		resp, err := l.next.RoundTrip(try)
		if err != nil || resp.StatusCode != http.StatusTooManyRequests {
			return resp, err
		}
		wait := l.hold(method, resp)
		if attempt == maxRetries429 || !repeatable(req) || !l.worthWaiting(req.Context(), wait) {
			return resp, nil
		}
		io.Copy(io.Discard, io.LimitReader(resp.Body, 64<<10))
		resp.Body.Close()
	}
}

// waitFor returns once method may be called; where that would take longer than
// the caller has, it gives the answer that Slack would give.
func (l *limiter) waitFor(req *http.Request, method string) (*http.Response, error) {
	for {
		wait := l.held(method)
		if wait <= 0 {
			return nil, nil
		}
		if !l.worthWaiting(req.Context(), wait) {
			closeBody(req)
			return tooMany(req, wait), nil
		}
		if err := sleep(req.Context(), wait); err != nil {
			closeBody(req)
			return nil, errNotSent{err}
		}
	}
}

func (l *limiter) held(method string) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	until, ok := l.until[method]
	if !ok {
		return 0
	}
	wait := until.Sub(l.now())
	if wait <= 0 {
		delete(l.until, method)
	}
	return wait
}

func (l *limiter) hold(method string, resp *http.Response) time.Duration {
	wait := retryAfter(resp)
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	for m, until := range l.until { // response URLs come and go
		if !until.After(now) {
			delete(l.until, m)
		}
	}
	if until := now.Add(wait); until.After(l.until[method]) {
		l.until[method] = until
	}
	l.log.Warn("slack rate limit", "method", nameForLog(method), "wait", wait)
	return wait
}

func (l *limiter) worthWaiting(ctx context.Context, wait time.Duration) bool {
	end, ok := ctx.Deadline()
	if !ok {
		return wait <= maxHold
	}
	return l.now().Add(wait).Before(end)
}

func (l *limiter) passGate(ctx context.Context) error {
	wait := l.opens.reserve(l.now())
	if wait > 0 {
		l.log.Warn("sockets to Slack keep closing or failing; waiting before the next", "wait", wait)
	}
	return sleep(ctx, wait)
}

// methodOf names the rate limit that a call counts against: the API method, or
// the whole path for response URLs, each of which has a limit of its own.
func methodOf(u *url.URL) string {
	if strings.Contains(u.Path, "/api/") {
		return path.Base(u.Path)
	}
	return u.Host + u.Path
}

// nameForLog hides response URLs and where files are uploaded to, which are secrets, and
// the names of files that people sent.
func nameForLog(method string) string {
	switch {
	case strings.Contains(method, "/upload/"):
		return "upload"
	case strings.Contains(method, "/files-pri/"):
		return "download"
	case strings.Contains(method, "/"):
		return "response_url"
	}
	return method
}

// retryAfter is in whole seconds, at least one.
func retryAfter(resp *http.Response) time.Duration {
	s, err := strconv.Atoi(strings.TrimSpace(resp.Header.Get("Retry-After")))
	if err != nil {
		return silent429
	}
	return time.Duration(max(s, 1)) * time.Second
}

func tooMany(req *http.Request, wait time.Duration) *http.Response {
	seconds := int((wait + time.Second - 1) / time.Second)
	return &http.Response{
		Status: "429 Too Many Requests", StatusCode: http.StatusTooManyRequests,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header:  http.Header{"Retry-After": {strconv.Itoa(seconds)}},
		Body:    http.NoBody,
		Request: req,
	}
}

func repeatable(req *http.Request) bool {
	return req.Body == nil || req.Body == http.NoBody || req.GetBody != nil
}

func rewound(req *http.Request, attempt int) (*http.Request, error) {
	if attempt == 0 || req.GetBody == nil {
		return req, nil
	}
	body, err := req.GetBody()
	if err != nil {
		return nil, err
	}
	again := req.Clone(req.Context())
	again.Body = body
	return again, nil
}

// closeBody ends a call that never left, as a RoundTripper has to.
func closeBody(req *http.Request) {
	if req.Body != nil {
		req.Body.Close()
	}
}

func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// isNotSent tells whether a call surely had no effect because it never left.
func isNotSent(err error) bool {
	var early errNotSent
	var op *net.OpError
	return errors.As(err, &early) || errors.As(err, &op) && op.Op == "dial"
}
