package page

import (
	"fmt"
	"net/http"
	"time"

	"salescoach/bot/sandbox"
)

const (
	gather    = 30 * time.Millisecond // changes this close together are told once
	heartbeat = 15 * time.Second      // keeps proxies from closing a quiet stream
)

// events answers GET /events: a stream that says which pieces of the page may
// look different now. It carries no content; the pieces are fetched as usual.
func (h *handler) events(w http.ResponseWriter, r *http.Request) {
	p, ok := h.place(r)
	if !ok {
		http.Error(w, "There is no such person any more.", http.StatusNotFound)
		return
	}
	changes, cancel := h.ws.Subscribe()
	defer cancel()
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	rc := http.NewResponseController(w)
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	stale := map[string]bool{"side": true, "clock": true, "log": true, "home": true, "modal": true} // whatever the tab missed
	for {
		if err := tell(w, stale); err != nil || rc.Flush() != nil {
			return
		}
		select {
		case <-r.Context().Done():
			return
		case <-beat.C:
			stale = map[string]bool{}
		case ev := <-changes:
			stale = collect(ev, changes, p)
		}
	}
}

// tell writes one event for each stale piece, or a comment when there is none.
func tell(w http.ResponseWriter, stale map[string]bool) error {
	if len(stale) == 0 {
		_, err := fmt.Fprint(w, ": quiet\n\n")
		return err
	}
	for name := range stale {
		if _, err := fmt.Fprintf(w, "event: %s\ndata: changed\n\n", name); err != nil {
			return err
		}
	}
	return nil
}

// collect waits a moment for more changes and names the pieces they touch.
func collect(first sandbox.Event, more <-chan sandbox.Event, p place) map[string]bool {
	stale := map[string]bool{}
	touch(stale, first, p)
	after := time.NewTimer(gather)
	defer after.Stop()
	for {
		select {
		case ev := <-more:
			touch(stale, ev, p)
		case <-after.C:
			return stale
		}
	}
}

// touch notes which pieces a change is seen in. What only others see is none
// of this tab's business.
func touch(stale map[string]bool, ev sandbox.Event, p place) {
	if ev.User != "" && ev.User != p.me.ID && ev.Kind != sandbox.PeopleChanged {
		return
	}
	switch ev.Kind {
	case sandbox.MessagePosted, sandbox.MessageChanged, sandbox.MessageDeleted:
		stale["side"] = true
		stale["log"] = stale["log"] || ev.Channel == p.channel.ID
	case sandbox.SocketChanged, sandbox.FaultsChanged:
		stale["side"] = true
	case sandbox.ModalChanged:
		stale["modal"] = true
	case sandbox.HomeChanged:
		stale["home"] = true
	case sandbox.ClockMoved:
		stale["clock"], stale["side"], stale["log"] = true, true, true
	case sandbox.PeopleChanged, sandbox.ChannelChanged:
		stale["side"], stale["log"] = true, true
	case sandbox.Resync:
		for _, name := range []string{"side", "clock", "log", "home", "modal"} {
			stale[name] = true
		}
	}
}
