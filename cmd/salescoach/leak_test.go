package main

import (
	"bytes"
	"context"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"salescoach/coach"
	"salescoach/db"
)

// logbook is a log as it is written, kept to be searched.
type logbook struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *logbook) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *logbook) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

// secrets are what no log may hold at any level: tokens, socket tickets, and
// response URLs of Slack and of the sandbox.
var secrets = regexp.MustCompile(`xox[a-z]-\w|xapp-\w|hooks\.slack(-gov)?\.com|/response/|ticket=\w`)

// leaks are the secrets, and the words of customers and people, that a log holds.
func leaks(log string, private []string) []string {
	found := secrets.FindAllString(log, -1)
	for _, words := range private {
		if strings.Contains(log, words) {
			found = append(found, words)
		}
	}
	return found
}

// checkStory is what every story ends with, whatever it is about: nothing private
// is in the log, though it was kept at its most talkative, or in a metric, and Slack
// had nothing to complain about.
func (s *story) checkStory(t *testing.T, name string) {
	private, err := privateTexts(s.app.config.Database, s.ws.TeamID())
	if err != nil {
		t.Errorf("%s: %v", name, err)
	}
	private = append(private, typedIn(t, name)...)
	for _, leak := range leaks(s.log.String(), private) {
		t.Errorf("%s: the log holds %q", name, leak)
	}
	for _, label := range strangeLabels(s.app.metrics) {
		t.Errorf("%s: a metric has a label without end: %s", name, label)
	}
	for _, p := range s.ws.Problems() {
		t.Errorf("%s: Slack complains: %s", name, p)
	}
}

// privateTexts is everything that people wrote into a database, and their names,
// in pieces long enough not to be found by accident.
func privateTexts(database, workspace string) ([]string, error) {
	store, err := db.Open(context.Background(), database, db.Options{Now: time.Now})
	if err != nil {
		return nil, err
	}
	defer store.Close()
	var texts []string
	err = store.View(context.Background(), workspace, func(r coach.Reader) error {
		deals, err := r.Deals(coach.DealQuery{Limit: 1000})
		for _, d := range deals {
			if err == nil {
				err = readPrivate(r, d, &texts)
			}
		}
		if err != nil {
			return err
		}
		reps, err := r.Reps()
		for _, p := range reps {
			texts = append(texts, p.RealName, p.Email)
		}
		return err
	})
	return slices.DeleteFunc(texts, func(s string) bool { return len(s) < 4 }), err
}

func readPrivate(r coach.Reader, d coach.Deal, texts *[]string) error {
	touches, err := r.Touches(d.ID, 0)
	if err != nil {
		return err
	}
	facts, err := r.Facts(d.AccountID, d.ID)
	if err != nil {
		return err
	}
	people, err := r.Contacts(d.AccountID)
	*texts = append(*texts, d.Account, d.Name, d.PauseReason, d.CloseReason, d.RealReason)
	for _, t := range touches {
		*texts = append(*texts, t.Note)
	}
	for _, f := range facts {
		*texts = append(*texts, f.Text, f.Source)
	}
	for _, p := range people {
		*texts = append(*texts, p.Name, p.Email, p.Phone)
	}
	return err
}

func TestALeakIsFound(t *testing.T) {
	for line, want := range map[string]int{
		"level=INFO msg=fine err=\"no socket\"":                     0,
		"token xoxb-1-2-abc and xapp-1-A":                           2,
		"posting to https://hooks.slack.com/commands/T1/2/abc":      1,
		"posting to http://127.0.0.1:4400/response/T1/abc":          1,
		"dialling wss://wss-primary.slack.com/link/?ticket=8a3bd":   1,
		"msg=\"input refused\" sentence=\"Acme Corp is closed\"":    1,
		"msg=\"input failed\" key=slash:T0SANDBOX:17.1234.U0DANA":   0,
		"msg=panic stack=\"touch call, said no: she is furious\"\n": 1,
	} {
		if got := leaks(line, []string{"Acme Corp", "she is furious"}); len(got) != want {
			t.Errorf("%s: found %q", line, got)
		}
	}
}
