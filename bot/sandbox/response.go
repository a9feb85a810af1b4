package sandbox

import (
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"strings"
	"time"
)

const (
	responseLife = 30 * time.Minute
	responseUses = 5
)

// response is what a response_url stands for: one act of one person, and the
// message it was done on, if any.
type response struct {
	user, channel string
	ts            string // the message clicked, "" for a command
	left          int
	until         time.Time
}

// newResponse makes a response_url; the caller holds w.mu. Spent and expired
// ones are remembered as long as they live, so that they can be told apart.
func (w *Workspace) newResponse(user, channelID, ts string) string {
	key := secret()
	w.responses[key] = &response{user: user, channel: channelID, ts: ts, left: responseUses, until: w.clock.now().Add(responseLife)}
	w.oldResponses = append(w.oldResponses, key)
	if len(w.oldResponses) > 2*maxTriggers {
		for _, k := range w.oldResponses[:maxTriggers] {
			delete(w.responses, k)
		}
		w.oldResponses = append([]string(nil), w.oldResponses[maxTriggers:]...)
	}
	return w.URL() + "/response/" + w.opt.TeamID + "/" + key
}

// serveResponse takes a post to a response_url: JSON, no token.
func (w *Workspace) serveResponse(rw http.ResponseWriter, r *http.Request) {
	key := r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]
	body, err := io.ReadAll(http.MaxBytesReader(rw, r.Body, maxBody))
	if err != nil || r.Method != http.MethodPost {
		http.Error(rw, "invalid_payload", http.StatusBadRequest)
		return
	}
	if f := w.apiFault("response_url"); f.Status != 0 {
		http.Error(rw, http.StatusText(f.Status), f.Status)
		return
	}
	if wait := w.responseLimited(key); wait > 0 {
		tooMany(rw, wait)
		return
	}
	if bad := w.respond(key, body); bad != nil {
		status := http.StatusBadRequest
		if bad.code == "used_url" || bad.code == "expired_url" {
			status = http.StatusNotFound
		}
		rw.Header().Set("Content-Type", "application/json; charset=utf-8")
		rw.WriteHeader(status)
		out := obj{"ok": false, "error": bad.code}
		maps.Copy(out, bad.more)
		_ = json.NewEncoder(rw).Encode(out)
		return
	}
	rw.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = io.WriteString(rw, "ok")
}

func (w *Workspace) responseLimited(key string) time.Duration {
	if w.opt.NoRateLimits {
		return 0
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.limits.take("response:"+key, w.opt.Now(), 60, responseBurst)
}

// respond does what one post to a response_url asks for. A refused body does
// not count as a use.
func (w *Workspace) respond(key string, body []byte) *refusal {
	a, bad := argsOf(body)
	if bad != nil {
		return refuse("invalid_payload")
	}
	w.mu.Lock()
	_, bad = w.usable(key)
	w.mu.Unlock()
	if bad != nil {
		return bad
	}
	var say content
	if !a.flag("delete_original") {
		if say, bad = w.readContent(a); bad != nil {
			return bad
		}
	}
	w.mu.Lock()
	res, bad := w.usable(key) // again: another post may have spent it
	if bad != nil {
		w.mu.Unlock()
		return bad
	}
	res.left--
	send := w.answerTo(res, a, &say)
	w.mu.Unlock()
	send()
	return nil
}

func (w *Workspace) usable(key string) (*response, *refusal) {
	res := w.responses[key]
	switch {
	case res == nil, !w.clock.now().Before(res.until):
		return nil, refuse("expired_url")
	case res.left == 0:
		return nil, refuse("used_url")
	}
	return res, nil
}

// answerTo posts, replaces or deletes; the caller holds w.mu and calls the
// result without it. An ephemeral original stays ephemeral, whatever
// response_type says.
func (w *Workspace) answerTo(res *response, a args, say *content) func() {
	ch := w.channels[res.channel]
	original := ch.byTS[res.ts]
	switch {
	case a.flag("delete_original"):
		if original != nil {
			w.remove(ch, original)
		}
		return func() {}
	case a.flag("replace_original") && original != nil:
		say.apply(original)
		original.EditedTS = w.newTS()
		w.changed(ch, original)
		return func() {}
	}
	thread := ""
	if a.str("replace_original") == "false" {
		thread = a.str("thread_ts") // honoured only beside an explicit false
	}
	return w.say(ch, res.user, a.str("response_type") == "in_channel", thread, say)
}

// say posts the app's answer to everybody or to one person only; the caller
// holds w.mu and calls the result without it.
func (w *Workspace) say(ch *channel, user string, public bool, thread string, body *content) func() {
	m := w.botMessage(body)
	m.ThreadTS = thread
	if !public {
		m.EphemeralTo = user
	}
	w.add(ch, m)
	if !public {
		return func() {}
	}
	return w.messageEvent(ch, m, w.messageObject(m, true))
}
