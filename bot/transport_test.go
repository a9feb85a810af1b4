package bot

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/slack-go/slack"
)

// answers is a Slack without a network: each method answers from its list, then ok.
type answers struct {
	mu      sync.Mutex
	calls   []string // method, and seconds since the start
	start   time.Time
	status  map[string][]int
	retryIn string // Retry-After of a 429
}

func (a *answers) RoundTrip(req *http.Request) (*http.Response, error) {
	method := methodOf(req.URL)
	body, _ := io.ReadAll(req.Body)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.calls = append(a.calls, fmt.Sprintf("%s@%.0f %s", method, time.Since(a.start).Seconds(), body))
	code := http.StatusOK
	if list := a.status[method]; len(list) > 0 {
		code, a.status[method] = list[0], list[1:]
	}
	h := http.Header{"Retry-After": {a.retryIn}}
	return &http.Response{StatusCode: code, Header: h, Body: io.NopCloser(strings.NewReader("ok")), Request: req}, nil
}

func limited(a *answers) *limiter {
	a.start = time.Now()
	return newLimiter(a, time.Now, slog.New(slog.DiscardHandler))
}

func call(ctx context.Context, l *limiter, method string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://slack.com/api/"+method, bytes.NewBufferString("body"))
	if err != nil {
		return nil, err
	}
	return l.RoundTrip(req)
}

func TestA429HoldsItsMethodForRetryAfterAndNoOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &answers{status: map[string][]int{"chat.update": {429}}, retryIn: "7"}
		l := limited(a)
		done := make(chan struct{})
		go func() {
			defer close(done)
			if resp, err := call(t.Context(), l, "chat.update"); err != nil || resp.StatusCode != 200 {
				t.Errorf("after the wait: %v, %v", resp, err)
			}
		}()
		synctest.Wait()
		if _, err := call(t.Context(), l, "users.info"); err != nil {
			t.Error(err)
		}
		if _, err := call(t.Context(), l, "chat.update"); err != nil { // held, too
			t.Error(err)
		}
		<-done
		want := "chat.update@0 body,users.info@0 body,chat.update@7 body,chat.update@7 body"
		if got := strings.Join(a.calls, ","); got != want {
			t.Errorf("calls %s\n want %s", got, want)
		}
	})
}

func TestACallThatCannotWaitIsNotSentAndSaysWhen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &answers{status: map[string][]int{"chat.postMessage": {429}}, retryIn: "30"}
		l := limited(a)
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		for range 2 {
			resp, err := call(ctx, l, "chat.postMessage")
			if err != nil || resp.StatusCode != 429 || resp.Header.Get("Retry-After") != "30" {
				t.Errorf("got %v, %v", resp, err)
			}
		}
		if time.Since(a.start) != 0 || len(a.calls) != 1 {
			t.Errorf("%v were called within %v; a call inside Retry-After is what Slack punishes", a.calls, time.Since(a.start))
		}
	})
}

func TestA429IsRetriedAFewTimesOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &answers{status: map[string][]int{"chat.update": {429, 429, 429, 429, 429, 429}}, retryIn: "1"}
		resp, err := call(t.Context(), limited(a), "chat.update")
		if err != nil || resp.StatusCode != 429 {
			t.Errorf("got %v, %v", resp, err)
		}
		if len(a.calls) != 1+maxRetries429 {
			t.Errorf("%d calls, want %d", len(a.calls), 1+maxRetries429)
		}
	})
}

func TestServerErrorsAreNeverRetried(t *testing.T) {
	a := &answers{status: map[string][]int{"chat.postMessage": {503, 503}}}
	resp, err := call(t.Context(), limited(a), "chat.postMessage")
	if err != nil || resp.StatusCode != 503 || len(a.calls) != 1 {
		t.Errorf("got %v, %v after %d calls: a second post may be a second message", resp, err, len(a.calls))
	}
}

func TestWaitingForALimitEndsWithTheCaller(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &answers{status: map[string][]int{"chat.update": {429}}, retryIn: "60"}
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(5*time.Second, cancel)
		_, err := call(ctx, limited(a), "chat.update")
		if !errors.Is(err, context.Canceled) || !isNotSent(err) {
			t.Errorf("got %v, want a cancellation that is known to have sent nothing", err)
		}
	})
}

func TestA429WithoutRetryAfterWaitsAWhile(t *testing.T) {
	for header, want := range map[string]time.Duration{
		"": silent429, "soon": silent429, "0": time.Second, "-3": time.Second, " 12 ": 12 * time.Second,
	} {
		if got := retryAfter(&http.Response{Header: http.Header{"Retry-After": {header}}}); got != want {
			t.Errorf("Retry-After %q waits %v, want %v", header, got, want)
		}
	}
}

func TestOpeningSocketsIsPaced(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &answers{}
		l := limited(a)
		for range 5 {
			if _, err := call(t.Context(), l, openMethod); err != nil {
				t.Fatal(err)
			}
		}
		if got := time.Since(a.start); got < time.Second || got > 2*time.Second {
			t.Errorf("five opens in a row took %v; the fifth waits a second and some jitter", got)
		}
	})
}

func TestACallHasATimeout(t *testing.T) {
	f := newFakeSlack(t)
	hang := make(chan struct{})
	f.api["auth.test"] = func(w http.ResponseWriter, r *http.Request) { <-hang }
	f.api["users.info"] = func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, `{"ok":`) // and no more
		w.(http.Flusher).Flush()
		<-hang
	}
	defer close(hang)
	api, _ := NewAPI(APIOptions{BotToken: "xoxb-fake", URL: f.apiURL(), Timeout: 50 * time.Millisecond})
	if _, err := api.AuthTest(); err == nil {
		t.Error("a Slack that never answers was waited for")
	}
	if _, err := api.GetUserInfo("U1"); err == nil {
		t.Error("a Slack that never ends its answer was waited for")
	}
}

func TestErrorsOfCallsHoldNoToken(t *testing.T) {
	api, _ := NewAPI(APIOptions{BotToken: "xoxb-secret", AppToken: "xapp-secret", URL: "http://127.0.0.1:1/api"})
	_, err := api.AuthTest()
	_, _, open := api.StartSocketModeContext(t.Context())
	if err = errors.Join(err, open); err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("got %v", err)
	}
}

func TestTheRealSlackIsTheDefault(t *testing.T) {
	for in, want := range map[string]string{"": slack.APIURL, "http://x/api": "http://x/api/", "http://x/api/": "http://x/api/"} {
		if got := apiBase(in); got != want {
			t.Errorf("base %q is %q, want %q", in, got, want)
		}
	}
}
