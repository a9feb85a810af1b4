package bot

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"salescoach/bot/sandbox"
	"salescoach/coach"
	"salescoach/db"
)

// town is a workspace with a team in it, lived through for some days by one or two
// bots on one database file, with a Slack that has bad days.
//
// It lies in a year that is far away on purpose: a limit of Slack's then always ends
// long after the deadline of its context, so that no call waits for it in real time.
type town struct {
	rt   *rapid.T
	ctx  context.Context // with a deadline
	done func()
	ws   *sandbox.Workspace
	*land
	o coach.Options

	slack   atomic.Int64  // Slack's time, in unix nanoseconds
	limits  time.Duration // how long Slack wants to be left alone, where it limits now
	limited time.Time     // it may want that until then, for a limit that it had
	ahead   atomic.Int64  // how far the bots' clock is ahead of it

	reps     []string
	channels []string
	bots     []*resident
	asleep   []sleeper
	ids      int

	said    map[string][]saying // messages in Slack, by the key that they carry
	counted map[string]bool     // places of messages that were looked at
	planned map[string]bool     // keys of posts that were looked at
	jumps   int                 // of the bots' clock
	closed  int                 // files, by polls
	dropped int                 // posts that were in the hands of a bot which died or fell asleep
}

// land is what all towns share: a file, with a workspace for each, which two processes
// may have open, and what is kept in it.
type land struct {
	stores [2]*db.DB
	file   *sql.DB
	book   *coach.Book
	towns  int
}

func newLand(t *testing.T) *land {
	l, path := &land{}, filepath.Join(t.TempDir(), "towns.db")
	for n := range l.stores {
		store, err := db.Open(t.Context(), "sqlite:"+path, db.Options{})
		must(t, err)
		t.Cleanup(func() { store.Close() })
		l.stores[n] = store
	}
	var err error
	l.book, err = coach.LoadBook("")
	must(t, err)
	l.file, err = sql.Open("sqlite", "file:"+path+"?mode=ro&_pragma=busy_timeout(2000)")
	must(t, err)
	t.Cleanup(func() { l.file.Close() })
	return l
}

// saying is a message as it reached somebody, by the bots' clock.
type saying struct {
	at    time.Time
	jumps int
}

// resident is a bot as a process has it; it is gone with the process.
type resident struct {
	store *db.DB
	bot   *Bot
}

// sleeper is a bot that was stopped with posts in its hands.
type sleeper struct {
	bot   *Bot
	hands []coach.Claim
}

// manager asks the team, and has no deals.
const manager = "UMIRA"

// homes are zones whose clocks change, one way or the other, in the days of a town.
var homes = []string{"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Africa/Cairo", "Asia/Kathmandu", "Pacific/Kiritimati", "Pacific/Pago_Pago", ""}

// seasons are days shortly before clocks change somewhere.
var seasons = []time.Time{
	time.Date(2036, time.March, 6, 0, 0, 0, 0, time.UTC), time.Date(2036, time.March, 27, 0, 0, 0, 0, time.UTC),
	time.Date(2036, time.April, 3, 0, 0, 0, 0, time.UTC), time.Date(2036, time.October, 2, 0, 0, 0, 0, time.UTC),
	time.Date(2036, time.October, 23, 0, 0, 0, 0, time.UTC), time.Date(2036, time.October, 30, 0, 0, 0, 0, time.UTC),
}

func (w *town) must(err error) {
	if err != nil {
		w.rt.Helper()
		w.rt.Fatal(err)
	}
}

func (w *town) slackNow() time.Time { return time.Unix(0, w.slack.Load()).UTC() }
func (w *town) now() time.Time      { return w.slackNow().Add(time.Duration(w.ahead.Load())) }

// passes lets time go by, for Slack and for the bots.
func (w *town) passes(d time.Duration) {
	w.slack.Add(int64(d))
	w.ws.Advance(0)
}

// found founds a town with its people, channels and deals.
func found(rt *rapid.T, l *land) *town {
	l.towns++
	w := &town{rt: rt, land: l, said: map[string][]saying{}, counted: map[string]bool{}, planned: map[string]bool{}}
	w.ctx, w.done = context.WithTimeout(rt.Context(), time.Hour)
	w.slack.Store(rapid.SampledFrom(seasons).Draw(rt, "season").Add(time.Duration(rapid.IntRange(0, 23).Draw(rt, "hour")) * time.Hour).UnixNano())
	w.ws = sandbox.New(sandbox.Options{Now: w.slackNow, NoRateLimits: true, TeamID: fmt.Sprint("T", l.towns)})
	w.must(w.ws.Start())
	quiet, _ := coach.ParseQuiet(rapid.SampledFrom([]string{"18:00-08:00", "", "12:00-13:00", "20:00-02:30"}).Draw(rt, "quiet"))
	w.o = coach.Options{
		Now: w.now, NewID: w.newID, Book: l.book, Rules: coach.DefaultRules(), Zone: time.UTC, Quiet: quiet,
		WorkDays: rapid.SampledFrom([][7]bool{{1: true, 2: true, 3: true, 4: true, 5: true}, {0: true, 1: true, 2: true, 3: true, 4: true}}).Draw(rt, "week"),
		Nudge:    rapid.SampledFrom([]coach.Clock{8*60 + 30, 9 * 60, 2*60 + 30, 0, 17 * 60}).Draw(rt, "nudge"), NudgeCap: rapid.IntRange(1, 3).Draw(rt, "cap"),
		Digest: rapid.SampledFrom([]coach.Clock{9 * 60, 2*60 + 30, 23 * 60}).Draw(rt, "digest"), Holidays: map[coach.Date]bool{},
	}
	for range rapid.IntRange(0, 2).Draw(rt, "holidays") {
		w.o.Holidays[coach.DateOf(w.now(), time.UTC).Add(rapid.IntRange(0, 7).Draw(rt, "holiday"))] = true
	}
	w.bots = []*resident{w.movesIn(l.stores[0])}
	w.populate()
	if rapid.Bool().Draw(rt, "two bots") {
		w.bots = append(w.bots, w.movesIn(l.stores[1]))
	}
	return w
}

// ends takes a town down.
func (w *town) ends() {
	w.done()
	w.ws.Close()
}

func (w *town) newID() string { w.ids++; return fmt.Sprintf("id-%05d", w.ids) }

// movesIn starts a bot.
func (w *town) movesIn(store *db.DB) *resident {
	api, client := NewAPI(APIOptions{BotToken: w.ws.BotToken(), AppToken: w.ws.AppToken(), URL: w.ws.APIURL(), Timeout: hangs, Now: w.now})
	send := NewSender(SenderOptions{API: api, HTTP: client, URL: w.ws.APIURL()})
	send.pace = newPacer(time.Microsecond)
	return &resident{store, New(Options{
		Coach: coach.New(store, w.o), API: api, Send: send, Team: w.ws.TeamID(), BotUser: w.ws.BotUserID(), Managers: []string{manager}, Now: w.now,
		Log: slog.New(slog.NewTextHandler(w.rt.Output(), nil)),
	})}
}

// populate brings people, deals and a channel or two with a digest.
func (w *town) populate() {
	ctx, rt, c := w.ctx, w.rt, w.bots[0].bot.o.Coach
	for n := range rapid.IntRange(1, 3).Draw(rt, "reps") {
		w.reps = append(w.reps, fmt.Sprint("U", n))
	}
	for _, id := range append([]string{manager}, w.reps...) {
		zone := rapid.SampledFrom(homes).Draw(rt, "zone")
		w.ws.AddPerson(sandbox.PersonSpec{ID: id, RealName: "Rep " + id, TZ: zone})
		_, err := c.Meet(ctx, w.ws.TeamID(), coach.Rep{ID: id, RealName: "Rep " + id, Zone: zone})
		w.must(err)
	}
	for _, id := range w.reps {
		deals := rapid.IntRange(0, 4).Draw(rt, "deals")
		if deals == 4 && rapid.Bool().Draw(rt, "many") { // more than a digest shows
			deals = 14
		}
		for n := range deals {
			_, err := c.AddDeal(ctx, w.in(id), coach.Proposal{
				Account: fmt.Sprint("Firm ", id, n), SentOn: coach.DateOf(w.now(), time.UTC).Add(-rapid.IntRange(2, 60).Draw(rt, "sent")),
			})
			w.must(err)
		}
	}
	for n := range rapid.IntRange(0, 2).Draw(rt, "channels") {
		id := fmt.Sprint("C", n)
		w.channels = append(w.channels, id)
		w.ws.AddChannel(sandbox.ChannelSpec{ID: id, Name: "sales" + fmt.Sprint(n), Members: append([]string{w.ws.BotUserID(), manager}, w.reps...)})
		_, err := c.SetDigest(ctx, w.in(manager), id, rapid.SampledFrom([]string{"", "09:30", "00:05"}).Draw(rt, "digest at"))
		w.must(err)
	}
}

func (w *town) in(id string) coach.Input {
	rep, err := w.bots[0].bot.o.Coach.Person(w.ctx, w.ws.TeamID(), id)
	if err != nil {
		rep = coach.Rep{ID: id}
	}
	return coach.Input{Workspace: w.ws.TeamID(), Key: w.newID(), Rep: rep, Manager: id == manager}
}

// listen looks for messages that have come, and gives the keys of the new ones.
func (w *town) listen() (keys []string) {
	for _, ch := range w.ws.Channels() {
		for _, m := range w.ws.Messages(ch.ID, w.ws.BotUserID()) {
			for _, m := range append([]sandbox.Message{m}, m.Replies...) {
				if w.counted[m.Channel+m.TS] || m.Metadata == nil {
					continue
				}
				w.counted[m.Channel+m.TS] = true
				var tag struct {
					Payload struct{ Key string } `json:"event_payload"`
				}
				w.must(json.Unmarshal(m.Metadata, &tag))
				w.said[tag.Payload.Key] = append(w.said[tag.Payload.Key], saying{w.now(), w.jumps})
				keys = append(keys, tag.Payload.Key)
			}
		}
	}
	return keys
}

// outbox is every post as it is kept.
func (w *town) outbox() (posts []coach.Post) {
	rows, err := w.file.Query(`SELECT key, kind, recipient, state, why, body, next_at, not_after, attempts FROM outbox WHERE workspace = $1 ORDER BY key`, w.ws.TeamID())
	w.must(err)
	defer rows.Close()
	for rows.Next() {
		var p coach.Post
		var next, late int64
		w.must(rows.Scan(&p.Key, &p.Kind, &p.To, &p.State, &p.Why, &p.Body, &next, &late, &p.Attempts))
		p.NextAt = time.UnixMilli(next)
		if late != 0 {
			p.NotAfter = time.UnixMilli(late)
		}
		posts = append(posts, p)
	}
	w.must(rows.Err())
	return posts
}

// dayOf is the date in a key: nudge/U1/2036-10-26, digest/C1/2036-10-26.
func dayOf(key string) coach.Date {
	day, _ := coach.ParseDate(key[strings.LastIndexByte(key, '/')+1:])
	return day
}
