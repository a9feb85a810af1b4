package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"salescoach/bot"
	"salescoach/coach"
)

// mortal is a bot's way to the world that ends at one of its calls to Slack, before
// Slack hears of it or after it was done: from then on nothing reaches Slack or the
// database, as when the process was killed.
type mortal struct {
	coach.Store
	http.RoundTripper
	at    int  // which call
	after bool // it is done

	mu    sync.Mutex
	calls []string
	dead  bool
}

var errDead = errors.New("the process is gone")

func (m *mortal) RoundTrip(r *http.Request) (*http.Response, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.dead {
		return nil, errDead
	}
	m.calls = append(m.calls, r.URL.Path)
	if m.dead = len(m.calls) == m.at; m.dead && !m.after {
		return nil, errDead
	}
	resp, err := m.RoundTripper.RoundTrip(r)
	if m.dead && err == nil {
		resp.Body.Close()
		return nil, errDead
	}
	return resp, err
}

func (m *mortal) gone() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.dead {
		return errDead
	}
	return nil
}

func (m *mortal) View(ctx context.Context, workspace string, do func(coach.Reader) error) error {
	if err := m.gone(); err != nil {
		return err
	}
	return m.Store.View(ctx, workspace, do)
}

func (m *mortal) Update(ctx context.Context, workspace string, do func(coach.Tx) error) error {
	if err := m.gone(); err != nil {
		return err
	}
	return m.Store.Update(ctx, workspace, do)
}

// doomed is a bot at the desk that dies at one of its calls.
func (d *desk) doomed(m *mortal) *bot.Bot {
	c, err := loadConfig()
	must(d.t, err)
	book, err := coach.LoadBook("")
	must(d.t, err)
	m.Store = d.store
	log := slog.New(slog.DiscardHandler)
	api, client := bot.NewAPI(bot.APIOptions{BotToken: d.ws.BotToken(), URL: d.ws.APIURL()})
	m.RoundTripper = client.Transport
	client.Transport = m
	return bot.New(bot.Options{
		Coach: coach.New(m, c.coaching(book, d.ws.Now, newID, log)), API: api,
		Send: bot.NewSender(bot.SenderOptions{API: api, HTTP: client, URL: d.ws.APIURL()}),
		Team: d.ws.TeamID(), BotUser: d.ws.BotUserID(), Log: log, Now: d.ws.Now,
	})
}

// digestDesk has a digest with a chart due in a Slack that draws none. Its rep came after
// the hour of reminders, so that the bot has nothing else to do.
func digestDesk(t *testing.T) *desk {
	d := newDesk(t)
	in := coach.Input{Workspace: d.ws.TeamID(), Rep: coach.Rep{ID: dana, RealName: "Dana Whitlock", Zone: "Europe/Berlin"}, Manager: true}
	_, err := d.coach.Meet(t.Context(), in.Workspace, in.Rep)
	must(t, err)
	today := coach.DateOf(d.ws.Now(), time.UTC)
	for i, name := range []string{"Marlow Printing", "Tarn Freight"} {
		in.Key = name
		_, err := d.coach.AddDeal(t.Context(), in, coach.Proposal{Account: name, SentOn: today.Add(-24 - 30*i), Amount: coach.Money{Minor: 1_800_000, Currency: "EUR"}})
		must(t, err)
	}
	in.Key = "digest"
	_, err = d.coach.SetDigest(t.Context(), in, salesChannel, "12:00")
	must(t, err)
	d.ws.Faults().RefuseBlocks("data_visualization")
	d.ws.Advance(4 * time.Hour)
	return d
}

// digests are the messages of the channel that are one.
func (d *desk) digests() (shown []string) {
	for _, m := range d.ws.Messages(salesChannel, mira) {
		if text := m.PlainText(); strings.Contains(text, "# Stalled deals") {
			shown = append(shown, text)
		}
	}
	return shown
}

// A bot that dies at any of the steps of a digest with a picture, or just after one,
// leaves exactly one digest to whoever comes after it.
func TestADigestComesOnceWhereverTheBotDiesOnTheWayToItsPicture(t *testing.T) {
	steps := []string{"conversations.members", "conversations.members", "conversations.info", "chat.postMessage", "files.getUploadURLExternal", "/upload/", "files.completeUploadExternal", "chat.postMessage"}
	for at := 1; at <= len(steps); at++ {
		if testing.Short() && at%3 != 1 {
			continue // the same goroutines at each step: some steps race them all
		}
		for _, after := range []bool{false, true} {
			t.Run(fmt.Sprint(at, " ", after), func(t *testing.T) {
				t.Parallel() // most of it is the second that passes between two posts
				d := digestDesk(t)
				m := &mortal{at: at, after: after}
				d.doomed(m).Tick(t.Context())
				for i, call := range m.calls {
					if !strings.Contains(call, steps[i]) {
						t.Fatalf("step %d is %s, not %s", i+1, call, steps[i])
					}
				}
				if len(m.calls) != at {
					t.Fatalf("it died at step %d, not at %d", len(m.calls), at)
				}
				for range 4 {
					d.bot.Tick(t.Context())
					d.ws.Advance(time.Minute)
				}
				if got := d.digests(); len(got) != 1 || !strings.Contains(got[0], "[image: Value at risk by silence") {
					t.Errorf("%d digests: %s", len(got), got)
				}
			})
		}
	}
}
