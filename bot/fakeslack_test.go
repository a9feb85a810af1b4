package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// patience is how long a test waits for what must happen; it is spent only by
// tests that fail.
const patience = 20 * time.Second

// fakeSlack is the wire side of Slack, small enough to misbehave on command:
// apps.connections.open, sockets, envelopes and their acknowledgements,
// response URLs and, by handlers of the test, Web API methods.
type fakeSlack struct {
	t   testing.TB
	srv *httptest.Server

	mu      sync.Mutex
	changed chan struct{}
	sockets []*fakeSocket
	opens   int
	hellos  int
	acks    map[string][]string // payloads by envelope id
	sent    map[string]*fakeEnvelope
	posts   []fakePost // response URLs and Web API calls
	api     map[string]http.HandlerFunc
	flap    bool // accept, then close
	mute    bool // no pings
	shy     bool // no hello
	next    int
}

type fakeSocket struct {
	conn  *websocket.Conn
	write sync.Mutex
}

type fakeEnvelope struct {
	raw    []byte
	socket *fakeSocket
	acked  chan struct{}
	at     time.Time // of the first ack
}

type fakePost struct{ method, body string }

func newFakeSlack(t testing.TB) *fakeSlack {
	f := &fakeSlack{t: t, changed: make(chan struct{}), acks: map[string][]string{},
		sent: map[string]*fakeEnvelope{}, api: map[string]http.HandlerFunc{}}
	mux := http.NewServeMux()
	mux.HandleFunc("/api/", f.serveAPI)
	mux.HandleFunc("/link/", f.serveLink)
	mux.HandleFunc("/response/", f.serveHook)
	f.srv = httptest.NewServer(mux)
	t.Cleanup(func() {
		f.dropAll()
		f.srv.Close()
	})
	return f
}

func (f *fakeSlack) apiURL() string { return f.srv.URL + "/api/" }

// locked changes the state and wakes everybody who waits for it.
func (f *fakeSlack) locked(change func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	change()
	close(f.changed)
	f.changed = make(chan struct{})
}

// await waits until cond, which is called with the state locked, holds.
func (f *fakeSlack) await(what string, cond func() bool) {
	f.t.Helper()
	late := time.After(patience)
	look := time.NewTicker(5 * time.Millisecond) // the Runner's own state wakes nobody
	defer look.Stop()
	for {
		f.mu.Lock()
		ok, changed := cond(), f.changed
		f.mu.Unlock()
		if ok {
			return
		}
		select {
		case <-changed:
		case <-look.C:
		case <-late:
			f.t.Fatalf("still waiting for %s", what)
		}
	}
}

func (f *fakeSlack) serveAPI(w http.ResponseWriter, r *http.Request) {
	method := strings.TrimPrefix(r.URL.Path, "/api/")
	body, _ := io.ReadAll(r.Body)
	var handle http.HandlerFunc
	f.locked(func() {
		handle = f.api[method]
		if method == openMethod {
			f.opens++
		} else {
			f.posts = append(f.posts, fakePost{method, string(body)})
		}
	})
	w.Header().Set("Content-Type", "application/json")
	switch {
	case handle != nil:
		handle(w, r)
	case method == openMethod:
		fmt.Fprintf(w, `{"ok":true,"url":"ws%s/link/?ticket=secret"}`, strings.TrimPrefix(f.srv.URL, "http"))
	default:
		fmt.Fprint(w, `{"ok":true,"channel":"D1","ts":"1.000100"}`)
	}
}

func (f *fakeSlack) serveHook(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	var handle http.HandlerFunc
	f.locked(func() {
		f.posts = append(f.posts, fakePost{"response_url", string(body)})
		handle = f.api["response_url"]
	})
	if handle != nil {
		handle(w, r)
		return
	}
	fmt.Fprint(w, "ok")
}

func (f *fakeSlack) serveLink(w http.ResponseWriter, r *http.Request) {
	up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	conn, err := up.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer conn.Close()
	s := &fakeSocket{conn: conn}
	var flap, mute, shy bool
	f.locked(func() { flap, mute, shy = f.flap, f.mute, f.shy })
	if flap {
		return
	}
	if shy {
		conn.ReadMessage() // until it hangs up
		return
	}
	s.send([]byte(`{"type":"hello","num_connections":1,"connection_info":{"app_id":"A1"}}`))
	if !mute {
		s.ping()
	}
	f.locked(func() {
		f.sockets = append(f.sockets, s)
		f.hellos++
	})
	f.read(s)
	f.locked(func() { f.sockets = slices.DeleteFunc(f.sockets, func(o *fakeSocket) bool { return o == s }) })
	f.redeliver(s)
}

func (f *fakeSlack) read(s *fakeSocket) {
	for {
		_, raw, err := s.conn.ReadMessage()
		if err != nil {
			return
		}
		var a struct {
			ID      string          `json:"envelope_id"`
			Payload json.RawMessage `json:"payload"`
		}
		if err := json.Unmarshal(raw, &a); err != nil {
			f.t.Errorf("unreadable ack %q", raw)
			continue
		}
		f.locked(func() {
			f.acks[a.ID] = append(f.acks[a.ID], string(a.Payload))
			if e := f.sent[a.ID]; e != nil && len(f.acks[a.ID]) == 1 {
				e.at = time.Now()
				close(e.acked)
			}
		})
	}
}

// redeliver sends what a lost socket had not acknowledged to another one.
func (f *fakeSlack) redeliver(lost *fakeSocket) {
	var again []*fakeEnvelope
	f.locked(func() {
		for id, e := range f.sent {
			if e.socket == lost && len(f.acks[id]) == 0 {
				again = append(again, e)
			}
		}
	})
	for _, e := range again {
		f.deliver(e)
	}
}

// deliver hands an envelope to one open socket, if there is any.
func (f *fakeSlack) deliver(e *fakeEnvelope) {
	f.mu.Lock()
	if len(f.sockets) > 0 {
		f.next++
		e.socket = f.sockets[f.next%len(f.sockets)]
	}
	s := e.socket
	f.mu.Unlock()
	if s != nil {
		s.send(e.raw)
	}
}

func (s *fakeSocket) send(raw []byte) {
	s.write.Lock()
	defer s.write.Unlock()
	s.conn.WriteMessage(websocket.TextMessage, raw)
}

func (s *fakeSocket) ping() {
	s.conn.WriteControl(websocket.PingMessage, []byte("Ping from fake"), time.Now().Add(time.Second))
}

// send delivers an envelope and returns its id.
func (f *fakeSlack) send(id, kind, payload string) string {
	raw := fmt.Sprintf(`{"envelope_id":%q,"type":%q,"payload":%s,"accepts_response_payload":%t}`,
		id, kind, payload, kind != "events_api")
	return f.sendRaw(id, raw)
}

// sendRaw sends an envelope as it stands.
func (f *fakeSlack) sendRaw(id, raw string) string {
	e := &fakeEnvelope{raw: []byte(raw), acked: make(chan struct{})}
	f.locked(func() { f.sent[id] = e })
	f.deliver(e)
	return id
}

// slash sends a command of a person; its id is that of the envelope, too.
func (f *fakeSlack) slash(id, user, text string) string {
	return f.send(id, "slash_commands", fmt.Sprintf(
		`{"team_id":"T1","user_id":%q,"channel_id":"C1","command":"/followup","text":%q,"trigger_id":"trigger-%s","response_url":"%s/response/%s","is_enterprise_install":"false"}`,
		user, text, id, f.srv.URL, id))
}

// click sends a click on a message's button.
func (f *fakeSlack) click(id, user string) string {
	return f.send(id, "interactive", fmt.Sprintf(
		`{"type":"block_actions","team":{"id":"T1"},"user":{"id":%q},"channel":{"id":"C1"},"trigger_id":"t","response_url":"%s/response/%s","container":{"type":"message","message_ts":"5.000100","channel_id":"C1"},"message":{"ts":"5.000100"},"actions":[{"action_id":"touch.log","block_id":"b","type":"button","action_ts":"%s"}]}`,
		user, f.srv.URL, id, id))
}

const inputBlock = `{"type":"input","block_id":"note","label":{"type":"plain_text","text":"Note"},"element":{"type":"plain_text_input","action_id":"a"}}`

// submit sends a submission of a form that has the given blocks.
func (f *fakeSlack) submit(id, user, blocks string) string {
	return f.send(id, "interactive", fmt.Sprintf(
		`{"type":"view_submission","team":{"id":"T1"},"user":{"id":%q},"trigger_id":"t","view":{"id":"V1","hash":"h1","type":"modal","callback_id":"touch","title":{"type":"plain_text","text":"Log"},"submit":{"type":"plain_text","text":"Log"},"blocks":[%s],"state":{"values":{}}}}`,
		user, blocks))
}

// event sends a direct message of a person as an event.
func (f *fakeSlack) event(id, user string) string {
	return f.send(id, "events_api", fmt.Sprintf(
		`{"type":"event_callback","team_id":"T1","event_id":"Ev-%s","event":{"type":"message","channel_type":"im","channel":"D1","user":%q,"text":"hi","ts":"7.000100"}}`,
		id, user))
}

// ack waits for the acknowledgement of an envelope and returns its payload.
func (f *fakeSlack) ack(id string) string {
	f.t.Helper()
	f.await("the ack of "+id, func() bool { return len(f.acks[id]) > 0 })
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.acks[id][0]
}

// posted waits for the first call of a method, or of a response URL, that
// contains a text.
func (f *fakeSlack) posted(method, text string) string {
	f.t.Helper()
	var body string
	f.await(method+" with "+text, func() bool {
		for _, p := range f.posts {
			if p.method == method && strings.Contains(p.body, text) {
				body = p.body
				return true
			}
		}
		return false
	})
	return body
}

// calls are all calls so far but apps.connections.open.
func (f *fakeSlack) calls() []fakePost {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.posts)
}

// opened counts the calls of apps.connections.open.
func (f *fakeSlack) opened() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.opens
}

func (f *fakeSlack) awaitSockets(n int) {
	f.t.Helper()
	f.await(fmt.Sprint(n, " sockets"), func() bool { return len(f.sockets) == n })
}

func (f *fakeSlack) open() []*fakeSocket {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.sockets)
}

func (f *fakeSlack) dropAll() {
	for _, s := range f.open() {
		s.conn.Close()
	}
}

// refresh asks one socket to go, as Slack does every few hours.
func (f *fakeSlack) refresh() {
	if s := f.open(); len(s) > 0 {
		s[0].send([]byte(`{"type":"disconnect","reason":"refresh_requested","debug_info":{"host":"fake"}}`))
	}
}

// running is a Runner against a fakeSlack.
type running struct {
	*Runner
	cancel context.CancelFunc
	done   chan error
}

// start runs a Runner until the test ends, and waits for its sockets.
func (f *fakeSlack) start(handle Handler, change ...func(*RunnerOptions)) *running {
	f.t.Helper()
	r := f.prepare(handle, change...)
	f.awaitSockets(r.o.Sockets)
	return r
}

// prepare runs a Runner until the test ends.
func (f *fakeSlack) prepare(handle Handler, change ...func(*RunnerOptions)) *running {
	r := f.unstarted(handle, change...)
	f.run(r)
	return r
}

func (f *fakeSlack) unstarted(handle Handler, change ...func(*RunnerOptions)) *running {
	log := slog.New(RedactHandler(slog.NewTextHandler(testLog{f.t}, &slog.HandlerOptions{Level: slog.LevelDebug})))
	api, client := NewAPI(APIOptions{BotToken: "xoxb-fake", AppToken: "xapp-fake", URL: f.apiURL(), Log: log})
	quicken(client)
	o := RunnerOptions{API: api, Handle: handle, Log: log,
		AckAfter: time.Minute, FormBy: time.Minute, // a slow machine must not decide what a test sees
		Send: NewSender(SenderOptions{API: api, HTTP: client, URL: f.apiURL(), Log: log})}
	for _, c := range change {
		c(&o)
	}
	return &running{Runner: NewRunner(o), done: make(chan error, 1)}
}

func (f *fakeSlack) run(r *running) {
	ctx, cancel := context.WithCancel(context.Background())
	r.cancel = cancel
	go func() { r.done <- r.Run(ctx) }()
	f.t.Cleanup(func() { r.halt() })
}

// quicken lets the gate before apps.connections.open count in tenths of a second.
func quicken(client *http.Client) { client.Transport.(*limiter).opens.base = 100 * time.Millisecond }

// halt ends the Runner and returns what Run returned.
func (r *running) halt() error {
	r.cancel()
	err := <-r.done
	r.done <- err
	return err
}

// testLog fails the test when a secret reaches a log.
type testLog struct{ t testing.TB }

func (l testLog) Write(line []byte) (int, error) {
	for _, secret := range []string{"xoxb-", "xapp-", "ticket=s", "/response/"} {
		if strings.Contains(string(line), secret) {
			l.t.Errorf("a log line holds a secret: %s", line)
		}
	}
	return len(line), nil
}

func text(s string) Answer { return Answer{Message: &Message{Text: s}} }

func echo(_ context.Context, e Envelope) (Answer, error) {
	return text("you said " + e.Slash.Text), nil
}
