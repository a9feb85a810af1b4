package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"

	"salescoach/coach"
)

// watch knows how the bot is. It answers /healthz, /readyz and /metrics, and is told
// of the bot's parts as they come.
type watch struct {
	now    func() time.Time // the wall clock, also where a story has one of its own
	ticked atomic.Int64     // when the last tick ended, or the bot began; unix milliseconds
	socket atomic.Pointer[func() bool]
	coach  *coach.Coach
}

// tickBy is how long ago the last tick may have ended. One comes each second, and lasts
// as long as there is something to send.
const tickBy = 3 * time.Minute

// probeFor bounds the look at the database: whoever asks has not long to wait.
const probeFor = 3 * time.Second

// check is one answer to "is it well?".
type check struct {
	Name string `json:"check"`
	OK   bool   `json:"ok"`
	Why  string `json:"why,omitempty"` // what is wrong
}

// checks are what makes the bot ready, in this order always.
func (w *watch) checks(ctx context.Context) []check {
	return []check{w.checkSocket(), w.checkDatabase(ctx), w.checkTick()}
}

func (w *watch) checkSocket() check {
	if open := w.socket.Load(); open == nil || !(*open)() {
		return check{Name: "socket", Why: "no socket to Slack is open"}
	}
	return check{Name: "socket", OK: true}
}

func (w *watch) checkDatabase(ctx context.Context) check {
	ctx, cancel := context.WithTimeout(ctx, probeFor)
	defer cancel()
	if err := w.coach.Writable(ctx); err != nil {
		return check{Name: "database", Why: coach.Sentence(err)}
	}
	return check{Name: "database", OK: true}
}

func (w *watch) checkTick() check {
	if ago := w.now().Sub(time.UnixMilli(w.ticked.Load())); ago > tickBy {
		return check{Name: "tick", Why: fmt.Sprintf("the last tick ended %s ago", ago.Round(time.Second))}
	}
	return check{Name: "tick", OK: true}
}

// tick notes that one has ended.
func (w *watch) tick() { w.ticked.Store(w.now().UnixMilli()) }

// serveReady answers 200 when all is well, and else 503; which it is stands in the body.
func (w *watch) serveReady(rw http.ResponseWriter, r *http.Request) {
	state := struct {
		Ready  bool    `json:"ready"`
		Checks []check `json:"checks"`
	}{true, w.checks(r.Context())}
	for _, c := range state.Checks {
		state.Ready = state.Ready && c.OK
	}
	rw.Header().Set("Content-Type", "application/json; charset=utf-8")
	rw.Header().Set("Cache-Control", "no-store")
	if !state.Ready {
		rw.WriteHeader(http.StatusServiceUnavailable)
	}
	_ = json.NewEncoder(rw).Encode(state) // who asked has gone: nobody to tell
}

func (w *watch) handler(a *app) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(rw http.ResponseWriter, _ *http.Request) { fmt.Fprintln(rw, "alive") })
	mux.HandleFunc("GET /readyz", w.serveReady)
	if a.metrics != nil {
		mux.Handle("GET /metrics", promhttp.HandlerFor(a.metrics, promhttp.HandlerOpts{MaxRequestsInFlight: 4, Timeout: 10 * time.Second}))
	}
	return mux
}

// serveHTTP answers on COACH_LISTEN until stop, which waits for requests under way;
// without an address nobody listens. What it serves is for whoever runs the bot: there
// is no customer's word in it, and no way to change anything.
func (a *app) serveHTTP(w *watch) (stop func(), err error) {
	if a.config.HTTP == "" {
		return func() {}, nil
	}
	listen := a.listen
	if listen == nil {
		listen = net.Listen
	}
	l, err := listen("tcp", string(a.config.HTTP))
	if err != nil {
		return nil, fmt.Errorf("nobody can listen on COACH_LISTEN=%s: %w", a.config.HTTP, err)
	}
	server := &http.Server{
		Handler: w.handler(a), MaxHeaderBytes: 16 << 10,
		ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 20 * time.Second, IdleTimeout: time.Minute,
	}
	go func() {
		if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			a.log.Error("health and metrics are not served any more", "err", err)
		}
	}()
	a.log.Info("serving health and metrics", "addr", l.Addr().String())
	return func() {
		ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		defer cancel()
		if server.Shutdown(ctx) != nil {
			_ = server.Close()
		}
	}, nil
}
