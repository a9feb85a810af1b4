package bot

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

func (f *fakeSlack) sender() *Sender {
	api, client := NewAPI(APIOptions{BotToken: "xoxb-fake", URL: f.apiURL(), Timeout: 5 * time.Second})
	return NewSender(SenderOptions{API: api, HTTP: client, URL: f.apiURL()})
}

func says(code string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { fmt.Fprintf(w, `{"ok":false,"error":%q}`, code) }
}

func TestResponseURLsAreOnSlacksHostOnly(t *testing.T) {
	for _, c := range []struct {
		name, api string
		gov       bool
		address   string
		ok        bool
	}{
		{"Slack's own", "", false, "https://hooks.slack.com/commands/T1/2/3", true},
		{"default port", "", false, "https://hooks.slack.com:443/commands/T1", true},
		{"any case", "", false, "https://HOOKS.Slack.com/commands/T1", true},
		{"in clear", "", false, "http://hooks.slack.com/commands/T1", false},
		{"other port", "", false, "https://hooks.slack.com:8443/commands/T1", false},
		{"other host of Slack", "", false, "https://files.slack.com/commands/T1", false},
		{"suffix trick", "", false, "https://hooks.slack.com.evil.example/x", false},
		{"prefix trick", "", false, "https://evilhooks.slack.com/x", false},
		{"user trick", "", false, "https://hooks.slack.com@evil.example/x", false},
		{"user name", "", false, "https://me@hooks.slack.com/x", false},
		{"metadata service", "", false, "http://169.254.169.254/latest", false},
		{"loopback", "", false, "http://127.0.0.1:8080/response/1", false},
		{"another scheme", "", false, "file:///etc/passwd", false},
		{"no URL", "", false, "://", false},
		{"GovSlack unasked", "", false, "https://hooks.slack-gov.com/x", false},
		{"GovSlack asked", "https://slack-gov.com/api/", true, "https://hooks.slack-gov.com/x", true},
		{"sandbox", "http://127.0.0.1:9/api/", false, "http://127.0.0.1:9/response/1", true},
		{"sandbox, other port", "http://127.0.0.1:9/api/", false, "http://127.0.0.1:99/response/1", false},
		{"sandbox, other scheme", "http://127.0.0.1:9/api/", false, "https://127.0.0.1:9/response/1", false},
		{"sandbox, real Slack", "http://127.0.0.1:9/api/", false, "https://hooks.slack.com/x", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			base, _ := url.Parse(apiBase(c.api))
			s := &Sender{url: base, gov: c.gov}
			if err := s.checkResponseURL(c.address); (err == nil) != c.ok {
				t.Errorf("%s: %v", c.address, err)
			}
		})
	}
}

func TestARedirectOfAResponseURLIsNotFollowed(t *testing.T) {
	f := newFakeSlack(t)
	f.api["response_url"] = func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, f.srv.URL+"/api/stolen", http.StatusTemporaryRedirect)
	}
	if err := f.sender().toResponseURL(t.Context(), f.srv.URL+"/response/1", Message{Text: "x"}); err == nil {
		t.Error("a redirect counted as delivered")
	}
	for _, p := range f.calls() {
		if p.method == "stolen" {
			t.Error("the answer went to where it was redirected")
		}
	}
}

func TestASpentResponseURLFallsBackToTheWebAPI(t *testing.T) {
	message := func(c *slack.InteractionCallback) { c.Message.Timestamp = "5.1" }
	for _, c := range []struct {
		name    string
		e       Envelope
		m       Message
		refused string // method that refuses, too
		want    string
	}{
		{"private answer to a command", Envelope{Channel: "C1", User: "U1"}, Message{Text: "x"}, "", "chat.postEphemeral"},
		{"where we are no member", Envelope{Channel: "C1", User: "U1"}, Message{Text: "x"}, "chat.postEphemeral", "chat.postMessage"},
		{"public answer", Envelope{Channel: "C1", User: "U1"}, Message{Text: "x", InChannel: true}, "", "chat.postMessage"},
		{"in a direct message", Envelope{Channel: "D1", User: "U1"}, Message{Text: "x"}, "", "chat.postMessage"},
		{"a clicked message", Envelope{Channel: "C1", User: "U1", Interaction: interaction(message)}, Message{Text: "x", Replace: true}, "", "chat.update"},
		{"a clicked message to remove", Envelope{Channel: "C1", User: "U1", Interaction: interaction(message)}, Message{Delete: true}, "", "chat.delete"},
		{"a clicked ephemeral", Envelope{Channel: "C1", User: "U1", Interaction: interaction(message, func(c *slack.InteractionCallback) { c.Container.IsEphemeral = true })}, Message{Text: "x", Replace: true}, "", "chat.postEphemeral"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newFakeSlack(t)
			f.api["response_url"] = func(w http.ResponseWriter, r *http.Request) { http.Error(w, "used_url", http.StatusNotFound) }
			if c.refused != "" {
				f.api[c.refused] = says("not_in_channel")
			}
			c.e.ResponseURL = f.srv.URL + "/response/1"
			if err := f.sender().Respond(t.Context(), c.e, c.m); err != nil {
				t.Fatal(err)
			}
			if got := last(f.calls()).method; got != c.want {
				t.Errorf("went to %s, want %s", got, c.want)
			}
		})
	}
}

func last[T any](list []T) T { return list[len(list)-1] }

func interaction(change ...func(*slack.InteractionCallback)) *slack.InteractionCallback {
	c := &slack.InteractionCallback{}
	for _, f := range change {
		f(c)
	}
	return c
}

func TestAPublicAnswerWithUnknownOutcomeIsNotRepeatedElsewhere(t *testing.T) {
	f := newFakeSlack(t)
	f.api["response_url"] = func(w http.ResponseWriter, r *http.Request) { panic(http.ErrAbortHandler) }
	e := Envelope{Channel: "C1", User: "U1", ResponseURL: f.srv.URL + "/response/SECRET"}
	err := f.sender().Respond(t.Context(), e, Message{Text: "x", InChannel: true})
	var sent *SendError
	if !errors.As(err, &sent) || !sent.Unknown {
		t.Errorf("got %v, want an unknown outcome", err)
	}
	if strings.Contains(err.Error(), "SECRET") {
		t.Errorf("the error holds the response url: %v", err)
	}
	if len(f.calls()) != 1 {
		t.Errorf("calls %v, want one", f.calls())
	}
}

func TestAnOutcomeIsKnownOrUnknownAndNeverGuessed(t *testing.T) {
	gone := func(w http.ResponseWriter, r *http.Request) { panic(http.ErrAbortHandler) }
	status := func(code int) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(code) }
	}
	for _, c := range []struct {
		name    string
		handle  http.HandlerFunc
		unknown bool
		code    string
		kind    coach.Kind
	}{
		{"refused", says("channel_not_found"), false, "channel_not_found", coach.NotFound},
		{"refused with a code nobody knows", says("new_code"), false, "new_code", coach.Internal},
		{"partly done", says("fatal_error"), true, "fatal_error", coach.Internal},
		{"reply lost", gone, true, "", coach.Busy},
		{"server error", status(503), true, "", coach.Busy},
		{"bad request", status(400), false, "", coach.Internal},
		{"nonsense", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "<html>") }, true, "", coach.Busy},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newFakeSlack(t)
			f.api["chat.postMessage"] = c.handle
			_, _, err := f.sender().Post(t.Context(), "C1", Message{Text: "x"})
			var sent *SendError
			if !errors.As(err, &sent) {
				t.Fatalf("got %v", err)
			}
			if sent.Unknown != c.unknown || sent.Code != c.code || coach.KindOf(err) != c.kind {
				t.Errorf("unknown %v, code %q, kind %q: %v", sent.Unknown, sent.Code, coach.KindOf(err), err)
			}
			if len(f.calls()) != 1 {
				t.Errorf("posted %d times", len(f.calls()))
			}
		})
	}
}

func TestAnUnreachableSlackHasSentNothing(t *testing.T) {
	api, client := NewAPI(APIOptions{BotToken: "xoxb-fake", URL: "http://127.0.0.1:1/api/"})
	s := NewSender(SenderOptions{API: api, HTTP: client, URL: "http://127.0.0.1:1/api/"})
	_, _, err := s.Post(t.Context(), "C1", Message{Text: "x"})
	var sent *SendError
	if !errors.As(err, &sent) || sent.Unknown {
		t.Errorf("got %v, want: surely not sent", err)
	}
}

func TestPostTellsWhereTheMessageIs(t *testing.T) {
	f := newFakeSlack(t)
	channel, ts, err := f.sender().Post(t.Context(), "U1", Message{Text: "hi <there>", Thread: "3.1"})
	if err != nil || channel != "D1" || ts != "1.000100" {
		t.Errorf("got %q %q %v", channel, ts, err)
	}
	form, _ := url.ParseQuery(f.calls()[0].body)
	for key, want := range map[string]string{"text": "hi <there>", "thread_ts": "3.1", "unfurl_links": "false", "unfurl_media": "false"} {
		if got := form.Get(key); got != want {
			t.Errorf("%s is %q, want %q", key, got, want)
		}
	}
	if form.Has("link_names") {
		t.Error("link_names would let a name in a text become a mention")
	}
}

func TestOnePostASecondGoesToAChannelAndOthersAreNotHeldUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPacer(time.Second)
		start := time.Now()
		for i := range 4 {
			must(t, p.wait(t.Context(), "C1"))
			if got, want := time.Since(start), time.Duration(i)*time.Second; got != want {
				t.Errorf("post %d went after %v, want %v", i, got, want)
			}
		}
		at := time.Now()
		must(t, p.wait(t.Context(), "C2"))
		if time.Since(at) != 0 {
			t.Error("another channel had to wait")
		}
	})
}

func TestAPostThatCannotBeOnTimeIsNotSent(t *testing.T) {
	f := newFakeSlack(t)
	s := f.sender()
	s.pace = newPacer(time.Hour)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if _, _, err := s.Post(ctx, "C1", Message{Text: "x"}); err != nil {
		t.Fatal(err)
	}
	_, _, err := s.Post(ctx, "C1", Message{Text: "x"})
	var sent *SendError
	if !errors.As(err, &sent) || sent.Unknown || len(f.calls()) != 1 {
		t.Errorf("got %v after %d posts", err, len(f.calls()))
	}
}

func TestThePacerForgetsQuietChannels(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPacer(time.Second)
		for i := range 3 * maxPaced {
			must(t, p.wait(t.Context(), fmt.Sprint("C", i)))
			if i%1000 == 0 {
				<-time.After(2 * time.Second)
			}
		}
		if n := len(p.channels); n > maxPaced {
			t.Errorf("remembers %d channels", n)
		}
	})
}
