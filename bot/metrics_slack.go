package bot

import (
	"bytes"
	"io"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"salescoach/coach"
)

// The outcomes of a call of Slack's Web API. What a person or an operator has to
// mend (denied) is kept apart from what an answer may well be (refused).
const (
	callOK      = "ok"
	callRefused = "refused" // ok:false
	callDenied  = "denied"  // ok:false, because of the token
	callLimited = "limited" // 429
	callFailed  = "failed"  // another status than 200
	callLost    = "lost"    // no answer
)

// metered counts the attempts to call Slack and times them.
type metered struct {
	next http.RoundTripper
	m    *Metrics
	now  func() time.Time
}

// RoundTrip implements http.RoundTripper. What Slack says of a call is in its
// answer's body, which is listened to as it is read.
func (t metered) RoundTrip(req *http.Request) (*http.Response, error) {
	method, start := nameForLog(methodOf(req.URL)), t.now()
	resp, err := t.next.RoundTrip(req)
	t.m.callTime.WithLabelValues(method).Observe(t.now().Sub(start).Seconds())
	switch {
	case err != nil:
		t.count(method, callLost)
		return nil, err
	case resp.StatusCode == http.StatusTooManyRequests:
		t.count(method, callLimited)
	case resp.StatusCode != http.StatusOK:
		t.count(method, callFailed)
	default:
		resp.Body = &listener{ReadCloser: resp.Body, closed: func(head []byte) { t.count(method, verdict(head)) }}
	}
	return resp, nil
}

func (t metered) count(method, outcome string) {
	if outcome == callDenied {
		t.m.denied.Inc()
	}
	t.m.calls.WithLabelValues(method, outcome).Inc()
}

// listener keeps the beginning of what is read through it, and hands it on at Close.
type listener struct {
	io.ReadCloser
	head   []byte
	closed func(head []byte) // nil once it was called
}

// longestRefusal is how much of an answer is looked at, in bytes: refusals are short.
const longestRefusal = 512

// Read implements io.Reader.
func (l *listener) Read(p []byte) (int, error) {
	n, err := l.ReadCloser.Read(p)
	if room := longestRefusal - len(l.head); room > 0 {
		l.head = append(l.head, p[:min(n, room)]...)
	}
	return n, err
}

// Close implements io.Closer.
func (l *listener) Close() error {
	if l.closed != nil {
		l.closed(l.head)
		l.closed = nil
	}
	return l.ReadCloser.Close()
}

// deadToken are the codes that end with a new token or an installation.
var deadToken = [][]byte{
	[]byte(`"invalid_auth"`), []byte(`"not_authed"`), []byte(`"token_revoked"`), []byte(`"token_expired"`), []byte(`"account_inactive"`),
	[]byte(`"missing_scope"`), []byte(`"not_allowed_token_type"`),
}

// verdict is what an answer says of its call. Quotes inside of texts are escaped in
// JSON, so nobody's message can look like a refusal.
func verdict(head []byte) string {
	if !bytes.Contains(head, []byte(`"ok":false`)) {
		return callOK
	}
	for _, code := range deadToken {
		if bytes.Contains(head, code) {
			return callDenied
		}
	}
	return callRefused
}

// The outcomes of an attempt to send or edit a post.
const (
	postSent      = "sent"
	postEdited    = "edited"
	postFound     = "found"     // it was there, though nobody had heard so
	postWithdrawn = "withdrawn" // nothing was left to say
	postLater     = "later"     // refused for now; tried again
	postUnknown   = "unknown"   // no answer: it is looked for
	postRefused   = "refused"   // for good
)

// posted counts a post that went as it should.
func (m *Metrics) posted(c coach.Claim, outcome string) {
	m.posts.WithLabelValues(string(c.Kind), outcome).Inc()
}

// notPosted counts an attempt that did not succeed.
func (m *Metrics) notPosted(c coach.Claim, f coach.Failure) {
	switch {
	case f.Unknown:
		m.posted(c, postUnknown)
	case f.Final:
		m.posted(c, postRefused)
	default:
		m.posted(c, postLater)
	}
}

// Describe implements prometheus.Collector.
func (r *Runner) Describe(ch chan<- *prometheus.Desc) {
	for _, f := range figures {
		ch <- f.desc
	}
}

// Collect implements prometheus.Collector with what [Runner.Stats] counts.
func (r *Runner) Collect(ch chan<- prometheus.Metric) {
	s := r.Stats()
	for _, f := range figures {
		ch <- prometheus.MustNewConstMetric(f.desc, f.kind, f.of(s))
	}
}

// figure is one of the Runner's numbers.
type figure struct {
	desc *prometheus.Desc
	kind prometheus.ValueType
	of   func(Stats) float64
}

func total(name, help string, of func(Stats) uint64) figure {
	return figure{prometheus.NewDesc("salescoach_"+name, help, nil, nil), prometheus.CounterValue, func(s Stats) float64 { return float64(of(s)) }}
}

func level(name, help string, of func(Stats) int) figure {
	return figure{prometheus.NewDesc("salescoach_"+name, help, nil, nil), prometheus.GaugeValue, func(s Stats) float64 { return float64(of(s)) }}
}

var figures = []figure{
	total("envelopes_total", "Envelopes that came from Slack.", func(s Stats) uint64 { return s.Received }),
	total("envelopes_bad_total", "Envelopes that could not be read or are of an unknown kind.", func(s Stats) uint64 { return s.Bad + s.Unknown }),
	total("envelopes_refused_total", "Envelopes that were turned away: the queue was full, or the bot was stopping.", func(s Stats) uint64 { return s.Refused }),
	total("acks_total", "Acknowledgements made.", func(s Stats) uint64 { return s.Acked }),
	total("acks_failed_total", "Acknowledgements that did not reach the wire.", func(s Stats) uint64 { return s.AckFailed }),
	total("acks_early_total", "Acknowledgements made before the answer was ready.", func(s Stats) uint64 { return s.Late }),
	total("socket_connects_total", "Sockets to Slack that were opened.", func(s Stats) uint64 { return s.Connects }),
	total("socket_failures_total", "Attempts to open a socket to Slack that failed.", func(s Stats) uint64 { return s.ConnectFails }),
	level("sockets_open", "Sockets on which Slack said hello and that are open.", func(s Stats) int { return s.Open }),
	level("inputs_waiting", "Inputs in the queue.", func(s Stats) int { return s.Waiting }),
	level("inputs_running", "Inputs being worked on.", func(s Stats) int { return s.Running }),
}
