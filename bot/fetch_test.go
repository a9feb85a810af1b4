package bot_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"salescoach/bot"
	"salescoach/coach"
)

const fileToken = "xoxb-1-secret"

// filesAt fetches with a client that carries everything to one server, whatever it
// believes to talk to.
func filesAt(base string, h http.Handler) *bot.Files {
	return bot.NewFiles(bot.FilesOptions{BotToken: fileToken, URL: base, HTTP: &http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		resp := w.Result()
		resp.Request = r
		return resp, nil
	})}})
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestTheTokenGoesToSlacksHostsAloneWithAFile(t *testing.T) {
	for base, addresses := range map[string]map[string]bool{
		"": {
			"https://files.slack.com/files-pri/T1-F1/download/deals.csv":   true,
			"https://acme.slack.com/files/x":                               true,
			"https://slack.com/x":                                          true,
			"https://FILES.Slack.com:443/x":                                true,
			"https://files.slack-gov.com/x":                                true,
			"http://files.slack.com/x":                                     false,
			"https://files.slack.com:8443/x":                               false,
			"https://files.slack.com@evil.example/x":                       false,
			"https://user@files.slack.com/x":                               false,
			"https://files.slack.com.evil.example/x":                       false,
			"https://evilslack.com/x":                                      false,
			"https://docs.google.com/spreadsheets/d/1/export?format=csv":   false,
			"https://127.0.0.1/x":                                          false,
			"file:///etc/passwd":                                           false,
			"//files.slack.com/x":                                          false,
			"":                                                             false,
			"https://files.slack.com\\@evil.example/x":                     false,
			"https://evil.example/?https://files.slack.com/x":              false,
			"https://evil.example/https://files.slack.com/files-pri/x.csv": false,
		},
		"http://127.0.0.1:4400/api/": {
			"http://127.0.0.1:4400/files-pri/x": true,
			"http://127.0.0.1:4401/files-pri/x": false,
			"https://127.0.0.1:4400/x":          false,
			"https://files.slack.com/x":         false,
		},
	} {
		for address, allowed := range addresses {
			asked := 0
			f := filesAt(base, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if asked++; r.Header.Get("Authorization") != "Bearer "+fileToken {
					t.Errorf("%s is asked without the token", address)
				}
				fmt.Fprint(w, "a,b\n")
			}))
			data, err := f.Fetch(t.Context(), address, 100)
			if allowed != (err == nil && string(data) == "a,b\n" && asked == 1) || !allowed && (asked != 0 || coach.KindOf(err) != coach.Invalid) {
				t.Errorf("base %q, %q: %q, %v, asked %d times", base, address, data, err, asked)
			}
		}
	}
}

func TestNoRedirectLeadsAFileOffItsHost(t *testing.T) {
	var elsewhere atomic.Int32
	for to, want := range map[string]string{
		"https://evil.example/x":                         "another place",
		"https://other.slack.com/x":                      "another place",
		"http://files.slack.com/x":                       "another place",
		"https://acme.slack.com/?redir=%2Ffiles-pri%2Fx": "sign-in page",
		"https://evil.example/?redir=x":                  "sign-in page",
		"https://files.slack.com/again":                  "another place",
		"https://files.slack.com/moved":                  "",
	} {
		f := filesAt("", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			switch {
			case r.URL.Host != "files.slack.com" || r.URL.Scheme != "https":
				elsewhere.Add(1)
			case r.URL.Path == "/moved":
				fmt.Fprint(w, "a,b\n")
			default:
				http.Redirect(w, r, to, http.StatusFound)
			}
		}))
		data, err := f.Fetch(t.Context(), "https://files.slack.com/files-pri/x", 100)
		if want == "" && (err != nil || string(data) != "a,b\n") || want != "" && (err == nil || !strings.Contains(coach.Sentence(err), want)) {
			t.Errorf("to %s: %q, %v", to, data, err)
		}
	}
	if elsewhere.Load() != 0 {
		t.Errorf("%d requests went to other hosts", elsewhere.Load())
	}
}

func TestAFileThatIsNotHandedOutIsSaidInWords(t *testing.T) {
	for want, h := range map[string]http.HandlerFunc{
		"isn't in Slack any more": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) },
		"not allowed to read files": func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, "\n<!DOCTYPE html><html><title>Sign in</title>")
		},
		"sign-in page":         func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) },
		"didn't hand me":       func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) },
		"larger than 5 MB":     func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, strings.Repeat("x", 5<<20+1)) },
		"please send it again": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTooManyRequests) },
	} {
		data, err := filesAt("", h).Fetch(t.Context(), "https://files.slack.com/files-pri/list-of-alder.csv", 5<<20)
		if err == nil || len(data) > 0 || !strings.Contains(coach.Sentence(err), want) {
			t.Errorf("want %q, got %d bytes and %v", want, len(data), err)
		}
		if strings.Contains(fmt.Sprint(err), "alder") || strings.Contains(fmt.Sprint(err), fileToken) {
			t.Errorf("the error names the file or the token: %v", err)
		}
	}
}
