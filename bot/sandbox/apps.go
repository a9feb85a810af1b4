package sandbox

import (
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

type obj = map[string]any

// call is one Web API request.
type call struct {
	w      *Workspace
	method string
	args   args
	header string // token from the Authorization header
}

// token is the header's token or, as older clients send it, the argument.
func (c *call) token() string {
	if c.header != "" {
		return c.header
	}
	return c.args.str("token")
}

// refusal is ok:false with Slack's code and, for some codes, more fields.
type refusal struct {
	code string
	more obj
}

func refuse(code string) *refusal { return &refusal{code: code} }

// missingScope tells which scope was needed and which were granted.
func (w *Workspace) missingScope(needed string) *refusal {
	return &refusal{"missing_scope", obj{"needed": needed, "provided": strings.Join(w.opt.Scopes, ",")}}
}

func (w *Workspace) granted(scope string) bool {
	return scope == "" || slices.Contains(w.opt.Scopes, scope)
}

func (w *Workspace) routes() {
	w.mux.HandleFunc("/api/", w.serveAPI)
	w.mux.HandleFunc("/link/", w.serveLink)
	w.mux.HandleFunc("/response/", w.serveResponse)
	w.mux.HandleFunc("/upload/v1/", w.serveUpload)
	w.mux.HandleFunc("GET "+privateFiles, w.servePrivate)
}

// serveAPI answers one Web API call. Like Slack it answers 200 with ok:false to
// everything but rate limits and injected faults.
func (w *Workspace) serveAPI(rw http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/api/")
	m, known := methods[name]
	if !known {
		w.mu.Lock()
		w.unknown[name]++
		w.mu.Unlock()
		w.log.Warn("unknown method", "method", name)
		answer(rw, obj{"ok": false, "error": "unknown_method", "req_method": name})
		return
	}
	c := &call{w: w, method: name, header: bearer(r)}
	var bad *refusal
	if c.args, bad = readArgs(r); bad == nil {
		bad = c.authorize(m)
	}
	if bad != nil {
		refuseWith(rw, bad)
		return
	}
	rw.Header().Set("X-OAuth-Scopes", strings.Join(w.opt.Scopes, ","))
	if m.scope != "" {
		rw.Header().Set("X-Accepted-OAuth-Scopes", m.scope)
	}
	if wait := w.limited(c, m); wait > 0 {
		tooMany(rw, wait)
		return
	}
	w.run(rw, r, c, m)
	w.answered(rw, r, name)
}

// answered sees the answer off and counts it, unless the client has given up.
func (w *Workspace) answered(rw http.ResponseWriter, r *http.Request, method string) {
	if http.NewResponseController(rw).Flush() != nil || r.Context().Err() != nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.answers[method]++
}

// run applies injected faults around the method itself.
func (w *Workspace) run(rw http.ResponseWriter, r *http.Request, c *call, m method) {
	f := w.apiFault(c.method)
	if !pause(r, f.Slow) {
		return
	}
	if !f.Date.IsZero() {
		rw.Header().Set("Date", f.Date.UTC().Format(http.TimeFormat))
	}
	if f.Status != 0 {
		if f.RetryAfter > 0 {
			rw.Header().Set("Retry-After", seconds(f.RetryAfter))
		}
		http.Error(rw, http.StatusText(f.Status), f.Status)
		return
	}
	if f.Error != "" {
		refuseWith(rw, refuse(f.Error))
		return
	}
	out, bad := m.run(c)
	if f.LoseReply || !pause(r, f.HoldReply) {
		panic(http.ErrAbortHandler) // closes the connection: done, but nobody hears of it
	}
	if bad != nil {
		refuseWith(rw, bad)
		return
	}
	if out == nil {
		out = obj{}
	}
	out["ok"] = true
	answer(rw, out)
}

// pause waits in real time; it is cut short, with false, when the client gives up.
func pause(r *http.Request, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	select {
	case <-time.After(d):
		return true
	case <-r.Context().Done():
		return false
	}
}

func (c *call) authorize(m method) *refusal {
	token := c.token()
	if m.appToken {
		token = c.header // as an argument an app-level token is not taken
	}
	switch {
	case m.open:
		return nil
	case token == "":
		return refuse("not_authed")
	case token == c.w.opt.AppToken && m.appToken:
		return nil
	case token == c.w.opt.BotToken && !m.appToken:
		if !c.w.granted(m.scope) {
			return c.w.missingScope(m.scope)
		}
		return nil
	case token == c.w.opt.AppToken, token == c.w.opt.BotToken:
		return refuse("not_allowed_token_type")
	}
	return refuse("invalid_auth")
}

func refuseWith(rw http.ResponseWriter, bad *refusal) {
	out := obj{"ok": false, "error": bad.code}
	maps.Copy(out, bad.more)
	answer(rw, out)
}

func answer(rw http.ResponseWriter, out obj) {
	rw.Header().Set("Content-Type", "application/json; charset=utf-8")
	body, err := json.Marshal(out)
	if err != nil {
		http.Error(rw, err.Error(), http.StatusInternalServerError)
		return
	}
	rw.Header().Set("Content-Length", strconv.Itoa(len(body))) // also where it is sent off by hand
	_, _ = rw.Write(body)
}

func tooMany(rw http.ResponseWriter, wait time.Duration) {
	rw.Header().Set("Retry-After", seconds(wait))
	rw.Header().Set("Content-Type", "application/json; charset=utf-8")
	rw.WriteHeader(http.StatusTooManyRequests)
	_, _ = io.WriteString(rw, `{"ok":false,"error":"ratelimited"}`)
}

// seconds rounds up: Retry-After has whole seconds, and too early is refused again.
func seconds(d time.Duration) string {
	return strconv.Itoa(max(1, int((d+time.Second-1)/time.Second)))
}

func bearer(r *http.Request) string {
	kind, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if strings.EqualFold(kind, "Bearer") {
		return strings.TrimSpace(token)
	}
	return ""
}

// Answered is how many calls of a Web API method the app has been sent the answer of, also
// that of an injected fault. A reply that was lost, or that it did not wait for, is not
// among them, and neither is a call that was not let through: limited, or without the right.
func (w *Workspace) Answered(method string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.answers[method]
}

// UnknownMethods counts calls to methods that this workspace does not have.
func (w *Workspace) UnknownMethods() map[string]int {
	w.mu.Lock()
	defer w.mu.Unlock()
	out := make(map[string]int, len(w.unknown))
	maps.Copy(out, w.unknown)
	return out
}

// Problems are what the app did wrong without being told by Slack itself: bad
// ack payloads, errors on unknown blocks, acks over 20 KiB. Newest last, the
// latest 200.
func (w *Workspace) Problems() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.problems)
}

// problem notes one; the caller holds w.mu.
func (w *Workspace) problem(text string) {
	w.log.Warn("the app made a mistake", "problem", text)
	if len(w.problems) >= 200 {
		w.problems = w.problems[1:]
	}
	w.problems = append(w.problems, text)
}
