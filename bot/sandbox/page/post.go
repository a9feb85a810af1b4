package page

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"

	"salescoach/bot/sandbox"
)

// A verb does what a person asked for by POST. A *sandbox.Failure or a refusal
// comes back as a sentence for the toast.
type verb func(ctx context.Context, p place, form form) error

// A form is what was posted.
type form struct{ *http.Request }

// patience is how long a verb may take; an app has three seconds to answer, and
// some verbs ask it twice.
const patience = 15 * time.Second

// maxForm bounds a posted form: a modal has at most 100 inputs of 3,000 characters.
const maxForm = 2 << 20

// refusal is a sentence for the person whose request makes no sense.
type refusal string

func (r refusal) Error() string { return string(r) }

// post runs a verb and lets the tab look again. A verb goes on when the tab is
// closed meanwhile: in Slack, too, a command that was sent is sent.
func (h *handler) post(do verb) http.HandlerFunc { return h.posted(maxForm, do) }

// posted is post for a body of at most so many bytes.
func (h *handler) posted(limit int64, do verb) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, limit)
		p, ok := h.place(r)
		if err := r.ParseForm(); err != nil || !ok {
			http.Error(w, "That could not be read. Reload the page.", http.StatusBadRequest)
			return
		}
		if h.gone(r) {
			h.refuse(w, refusal("You can't do that any more: your account is deactivated."))
			return
		}
		ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), patience)
		defer cancel()
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("HX-Trigger", "sandbox:changed")
		if err := do(ctx, p, form{r}); err != nil {
			h.refuse(w, err)
			return
		}
		w.WriteHeader(http.StatusNoContent)
	}
}

// refuse answers with the sentence of an error. Failures that Slack would show
// are the person's to see; everything else is logged as well.
func (h *handler) refuse(w http.ResponseWriter, err error) {
	var failed *sandbox.Failure
	var refused refusal
	if !errors.As(err, &failed) && !errors.As(err, &refused) {
		h.opt.Log.Warn("sandbox page", "err", err)
	}
	http.Error(w, err.Error(), http.StatusUnprocessableEntity)
}

func (h *handler) send(ctx context.Context, p place, f form) error {
	if p.channel.ID == "" {
		return refusal("You are in no conversation.")
	}
	h.read.mark(p.me.ID, p.channel.ID, p.channel.LastTS)
	return p.me.Type(ctx, p.channel.ID, f.PostFormValue("text"))
}

func (h *handler) reply(ctx context.Context, p place, f form) error {
	return p.me.Reply(ctx, p.channel.ID, f.PostFormValue("ts"), f.PostFormValue("text"))
}

// open tells the app that its Home or Messages tab was opened. The page posts
// it once it is drawn: a GET changes nothing.
func (h *handler) open(ctx context.Context, p place, _ form) error {
	if p.home {
		return p.me.OpenHome(ctx)
	}
	return p.me.OpenMessages(ctx)
}

func (h *handler) shortcut(ctx context.Context, p place, f form) error {
	if ts := f.PostFormValue("ts"); ts != "" {
		return p.me.Shortcut(ctx, f.PostFormValue("id"), sandbox.Ref{Channel: p.channel.ID, TS: ts})
	}
	return p.me.Shortcut(ctx, f.PostFormValue("id"))
}

// advance moves the workspace's time by a duration ("1h"), or to the next
// morning of the person.
func (h *handler) advance(ctx context.Context, p place, f form) error {
	if f.PostFormValue("by") == "morning" {
		now := h.ws.Now()
		return h.opt.Advance(ctx, nextMorning(now.In(p.me.Location())).Sub(now))
	}
	d, err := time.ParseDuration(f.PostFormValue("by"))
	if err != nil || d <= 0 || d > 366*24*time.Hour {
		return refusal("Time moves forward by up to a year at once.")
	}
	return h.opt.Advance(ctx, d)
}

// nextMorning is the next nine o'clock on a weekday, in now's own zone. Time
// through Date keeps it nine o'clock when the clocks change overnight.
func nextMorning(now time.Time) time.Time {
	y, m, d := now.Date()
	for add := 0; ; add++ {
		at := time.Date(y, m, d+add, 9, 0, 0, 0, now.Location())
		if at.After(now) && at.Weekday() != time.Saturday && at.Weekday() != time.Sunday {
			return at
		}
	}
}

// sample is whatever is pressed in the gallery.
func (h *handler) sample(context.Context, place, form) error {
	return refusal("This is a sample. Nothing happens when you press it here.")
}

func (h *handler) button(ctx context.Context, _ place, f form) error {
	i, err := strconv.Atoi(f.PostFormValue("i"))
	if err != nil || i < 0 || i >= len(h.opt.Buttons) {
		return refusal("There is no such button.")
	}
	return h.opt.Buttons[i].Do(ctx)
}
