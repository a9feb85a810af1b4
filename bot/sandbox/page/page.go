package page

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"salescoach/bot/sandbox"
)

// Options are the choices of whoever mounts the page. The zero value is usable.
type Options struct {
	Person  string                                           // id or handle of the person that one is at first; default: the first one
	Channel string                                           // id or name of the first place; default: that person's DM with the app
	NoHome  bool                                             // the app has no Home tab: home_tab_enabled is false in its manifest
	Hosts   []string                                         // names accepted in the Host header besides loopback ones
	Advance func(ctx context.Context, d time.Duration) error // moves time; default: the workspace's Advance
	Buttons []Button                                         // further buttons in the top bar
	Gallery []Sample                                         // what the app can show, to be looked at; none: no gallery
	Log     *slog.Logger                                     // default: discard
}

// A Button is something the host of the page offers beside moving time.
type Button struct {
	Label string
	Do    func(ctx context.Context) error // its error is shown to the person
}

// A handler serves one workspace.
type handler struct {
	ws      *sandbox.Workspace
	opt     Options
	read    readMarks
	samples []sample
}

// New returns the page of a workspace, to be mounted at "/". It serves any
// number of tabs; each of them is one person in one place.
func New(ws *sandbox.Workspace, opt Options) http.Handler {
	if opt.Advance == nil {
		opt.Advance = func(_ context.Context, d time.Duration) error { ws.Advance(d); return nil }
	}
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	h := &handler{ws: ws, opt: opt, read: newReadMarks(ws.Now()), samples: readSamples(opt.Gallery)}
	return h.guard(h.routes())
}

// routes: pages and pieces by GET, everything that changes something by POST.
func (h *handler) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", h.whole)
	mux.HandleFunc("GET /events", h.events)
	mux.HandleFunc("GET /part/{part}", h.part)
	mux.Handle("GET /assets/", http.StripPrefix("/assets/", cached(http.FileServerFS(assets()))))
	for path, verb := range map[string]verb{
		"/send": h.send, "/reply": h.reply, "/act": h.act, "/suggest": h.suggest, "/fill": h.fill, "/submit": h.submit, "/close": h.closeModal,
		"/open": h.open, "/shortcut": h.shortcut, "/advance": h.advance, "/button": h.button, "/sample": h.sample, "/trouble": h.trouble,
		"/account": h.account,
	} {
		mux.HandleFunc("POST "+path, h.post(verb))
	}
	mux.HandleFunc("POST /attach", h.posted(maxAttached, h.attach))
	return mux
}

// cached lets a browser keep an asset while it asks whether it is still fresh.
func cached(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-cache")
		next.ServeHTTP(w, r)
	})
}
