package main

import (
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"salescoach/coach"
	"salescoach/db"
)

// asked is what a path answers.
func asked(h http.Handler, method, path string) (status int, body string) {
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, httptest.NewRequest(method, path, nil))
	return rec.Code, rec.Body.String()
}

func TestReadinessNamesWhatIsNotWell(t *testing.T) {
	store, err := db.Open(t.Context(), "sqlite:"+t.TempDir()+"/a.db", db.Options{Wait: 50 * time.Millisecond})
	must(t, err)
	defer store.Close()
	now, open := storyStart, false
	w := &watch{now: func() time.Time { return now }, coach: coach.New(store, coach.Options{Now: time.Now})}
	h := w.handler(&app{metrics: prometheus.NewRegistry()})
	w.tick()
	wrong := func() string {
		t.Helper()
		status, body := asked(h, http.MethodGet, "/readyz")
		var said struct {
			Ready  bool
			Checks []check
		}
		must(t, json.Unmarshal([]byte(body), &said))
		var wrong []string
		for _, c := range said.Checks {
			if !c.OK {
				wrong = append(wrong, c.Name)
			}
		}
		if well := len(wrong) == 0; said.Ready != well || (status == http.StatusOK) != well || len(said.Checks) != 3 {
			t.Errorf("%d: %s", status, body)
		}
		return strings.Join(wrong, " ")
	}
	if got := wrong(); got != "socket" {
		t.Errorf("before a socket is open: %q", got)
	}
	is := func() bool { return open }
	w.socket.Store(&is)
	open = true
	if got := wrong(); got != "" {
		t.Errorf("all is well, and it says %q", got)
	}
	now = now.Add(tickBy + time.Second)
	if got := wrong(); got != "tick" {
		t.Errorf("long after the last tick: %q", got)
	}
	w.tick()
	must(t, store.Close())
	if got := wrong(); got != "database" {
		t.Errorf("without a database: %q", got)
	}
	if status, body := asked(h, http.MethodGet, "/healthz"); status != http.StatusOK || body != "alive\n" {
		t.Errorf("/healthz: %d %q", status, body)
	}
	for path, want := range map[string]int{"/": 404, "/metrics": 200, "/debug/pprof/": 404} {
		if status, _ := asked(h, http.MethodGet, path); status != want {
			t.Errorf("%s: %d, want %d", path, status, want)
		}
	}
	if status, _ := asked(h, http.MethodPost, "/readyz"); status != http.StatusMethodNotAllowed {
		t.Errorf("a post: %d", status)
	}
}

func TestAnAddressThatIsTakenStopsTheStart(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer l.Close()
	a := &app{log: slog.New(slog.DiscardHandler)}
	a.config.HTTP = httpAddr(l.Addr().String())
	if _, err := a.serveHTTP(&watch{now: time.Now}); err == nil || !strings.Contains(err.Error(), "nobody can listen on COACH_LISTEN="+l.Addr().String()) {
		t.Errorf("%v", err)
	}
}

func TestHealthAsksThisMachineWhateverIsListenedOn(t *testing.T) {
	for listens, want := range map[httpAddr]string{":8080": "127.0.0.1:8080", "0.0.0.0:8080": "127.0.0.1:8080", "[::]:9": "127.0.0.1:9", "10.0.0.7:80": "10.0.0.7:80", "localhost:80": "localhost:80"} {
		if got := listens.here(); got != want {
			t.Errorf("%s is asked at %s, want %s", listens, got, want)
		}
	}
}

func TestHealthDoesNotTakeSomebodyElsesWord(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) { io.WriteString(rw, "welcome to nginx") }))
	defer server.Close()
	t.Setenv("COACH_LISTEN", strings.TrimPrefix(server.URL, "http://"))
	if code, _, errs := says(t, "health"); code != exitFailed || !strings.Contains(errs, "is not Sales Coach") {
		t.Errorf("exit %d: %s", code, errs)
	}
}
