package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"salescoach/bot/sandbox"
	"salescoach/coach"
)

// benchPeople is how many people type at once.
const benchPeople = 32

// benchWorkspace is a Slack with people in it, fast enough to be no part of the figure.
func benchWorkspace(b *testing.B) *sandbox.Workspace {
	b.Helper()
	ws := sandbox.New(sandbox.Options{NoRateLimits: true, Unchecked: true, MaxMessages: 100, Commands: slashCommands})
	if err := ws.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { ws.Close() })
	members := []string{ws.BotUserID()}
	for i := range benchPeople {
		p := ws.AddPerson(sandbox.PersonSpec{ID: fmt.Sprintf("U%04d", i), Name: fmt.Sprint("rep", i), TZ: "Europe/Berlin"})
		members = append(members, p.ID)
		ws.AddChannel(sandbox.ChannelSpec{ID: fmt.Sprintf("C%04d", i), Name: fmt.Sprint("c", i), Members: []string{p.ID, ws.BotUserID()}})
	}
	return ws
}

// typeMany lets everybody type the command b.N times in all and reports how it went.
func typeMany(b *testing.B, ws *sandbox.Workspace, inFlight int, text func(person, n int) string) {
	b.Helper()
	var next atomic.Int64
	var wg sync.WaitGroup
	took := make([][]time.Duration, inFlight)
	before := cpuTime()
	b.ReportAllocs()
	b.ResetTimer()
	for i := range inFlight {
		wg.Go(func() {
			for n := next.Add(1); n <= int64(b.N); n = next.Add(1) {
				who := i
				if inFlight == 1 { // so that one at a time has as many deals to go round as many at once
					who = int(n) % benchPeople
				}
				p, channel := ws.Person(fmt.Sprintf("U%04d", who)), fmt.Sprintf("C%04d", who)
				start := time.Now()
				if err := p.Type(context.Background(), channel, text(who, int(n)/benchPeople)); err != nil {
					b.Error(err)
					return
				}
				took[i] = append(took[i], time.Since(start))
			}
		})
	}
	wg.Wait()
	b.StopTimer()
	all := slices.Concat(took...)
	slices.Sort(all)
	if len(all) == 0 {
		return
	}
	b.ReportMetric(float64(len(all))/b.Elapsed().Seconds(), "commands/s")
	b.ReportMetric(float64(all[len(all)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(all[len(all)*99/100].Microseconds()), "p99-µs")
	b.ReportMetric(float64(all[len(all)*999/1000].Microseconds()), "p999-µs")
	b.ReportMetric(float64((cpuTime()-before).Microseconds())/float64(b.N), "cpu-µs/op")
}

func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkLogTouchThroughSlack is the real bot: a slash command logs a touch,
// which is committed and answered, with the next advice, inside the ack.
func BenchmarkLogTouchThroughSlack(b *testing.B) {
	for _, inFlight := range []int{1, benchPeople} {
		b.Run(fmt.Sprintf("in-flight=%d", inFlight), func(b *testing.B) {
			ws := benchWorkspace(b)
			startBot(b, ws)
			typeMany(b, ws, inFlight, func(i, n int) string { return "/followup log " + firm(i, n) + " voicemail left message" })
		})
	}
}

// BenchmarkCardThroughSlack is the same with a command that only reads.
func BenchmarkCardThroughSlack(b *testing.B) {
	for _, inFlight := range []int{1, benchPeople} {
		b.Run(fmt.Sprintf("in-flight=%d", inFlight), func(b *testing.B) {
			ws := benchWorkspace(b)
			startBot(b, ws)
			typeMany(b, ws, inFlight, func(i, n int) string { return "/followup " + firm(i, n) })
		})
	}
}

// benchDeals is how many deals each person has, so that a deal has about as many
// touches as deals have in life.
const benchDeals = 100

// firm is the name of one of a person's accounts.
func firm(person, n int) string { return fmt.Sprintf("firm%02dx%02d", person, n%benchDeals) }

// BenchmarkBurstOfTenThousand is a morning when everybody presses Enter at once:
// ten thousand touches typed at the same moment. Slack gives three seconds for
// the last ack; who waits longer than one has an empty ack by then and gets the
// answer by the response URL. The benchmark ends when every touch is counted.
func BenchmarkBurstOfTenThousand(b *testing.B) {
	const burst = 10_000
	ws := benchWorkspace(b)
	store := startBot(b, ws)
	var slowest time.Duration
	for total := burst; b.Loop(); total += burst {
		start := time.Now()
		var wg sync.WaitGroup
		for n := range burst {
			wg.Go(func() {
				i := n % benchPeople
				text := "/followup log " + firm(i, n/benchPeople) + " voicemail left message"
				if err := ws.Person(fmt.Sprintf("U%04d", i)).Type(context.Background(), fmt.Sprintf("C%04d", i), text); err != nil {
					b.Error(err)
				}
			})
		}
		wg.Wait()
		slowest = max(slowest, time.Since(start))
		for tick := time.Tick(20 * time.Millisecond); countedTouches(b, store, ws.TeamID()) < total; {
			<-tick
		}
	}
	b.ReportMetric(float64(slowest.Milliseconds()), "last-ack-ms")
	if c := ws.Counters(); c.Failed > 0 || c.Late > 0 {
		b.Errorf("%d commands failed, %d acks came late", c.Failed, c.Late)
	}
}

// countedTouches is how many touches the deals say they have.
func countedTouches(b *testing.B, store coach.Store, workspace string) (n int) {
	b.Helper()
	err := store.View(context.Background(), workspace, func(r coach.Reader) error {
		n = 0
		return r.OpenDeals("", func(d coach.Deal) error { n += d.Tally.Touches; return nil })
	})
	if err != nil {
		b.Fatal(err)
	}
	return n
}

// startBot runs the bot on a fresh file in which everybody has deals.
func startBot(b *testing.B, ws *sandbox.Workspace) coach.Store {
	b.Helper()
	ctx, stop := context.WithCancel(context.Background())
	a := &app{now: time.Now, newID: newID, log: slog.New(slog.DiscardHandler)}
	var err error
	if a.config, err = loadConfig(); err != nil {
		b.Fatal(err)
	}
	a.config.Database = "sqlite:" + filepath.Join(b.TempDir(), "bench.db")
	a.config.APIURL, a.config.BotToken, a.config.AppToken = apiURL(ws.APIURL()), secret(ws.BotToken()), secret(ws.AppToken())
	a.unpaced = true
	c, store, err := a.open(ctx)
	if err != nil {
		b.Fatal(err)
	}
	today := coach.DateOf(time.Now(), time.UTC)
	for i := range benchPeople * benchDeals {
		person := i % benchPeople
		rep := coach.Rep{ID: fmt.Sprintf("U%04d", person), RealName: fmt.Sprint("rep", person), Zone: "Europe/Berlin"}
		_, err := c.AddDeal(ctx, coach.Input{Workspace: ws.TeamID(), Key: fmt.Sprint("add", i), Rep: rep},
			coach.Proposal{Account: firm(person, i/benchPeople), SentOn: today.Add(-20)})
		if err != nil {
			b.Fatal(err)
		}
	}
	done := make(chan error, 1)
	go func() { done <- a.serve(ctx, c, nil) }()
	b.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			b.Error(err)
		}
		store.Close()
	})
	await(b, ws, 2)
	return store
}

func await(b *testing.B, ws *sandbox.Workspace, sockets int) {
	b.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if err := ws.WaitFor(ctx, func() bool { return ws.Sockets() >= sockets }); err != nil {
		b.Fatal("the bot did not connect")
	}
}

// BenchmarkAnchor is what the figures are held against: the least that a durable
// bot on slack-go can do. Each command inserts one row in a durable transaction
// and is answered with one fixed section inside its ack.
func BenchmarkAnchor(b *testing.B) {
	for _, inFlight := range []int{1, benchPeople} {
		b.Run(fmt.Sprintf("in-flight=%d", inFlight), func(b *testing.B) {
			ws := benchWorkspace(b)
			startAnchor(b, ws)
			typeMany(b, ws, inFlight, func(int, int) string { return "/followup ping" })
		})
	}
}

func startAnchor(b *testing.B, ws *sandbox.Workspace) {
	b.Helper()
	// The same settings as the bot's own file: the durable price must be the same.
	file := filepath.Join(b.TempDir(), "anchor.db")
	pool, err := sql.Open("sqlite", "file:"+file+"?_pragma=busy_timeout(2000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_txlock=immediate")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { pool.Close() })
	pool.SetMaxOpenConns(1)
	if _, err := pool.Exec("CREATE TABLE seen (id INTEGER PRIMARY KEY, who TEXT, what TEXT, at BIGINT)"); err != nil {
		b.Fatal(err)
	}
	insert, err := pool.Prepare("INSERT INTO seen (who, what, at) VALUES ($1, $2, $3)")
	if err != nil {
		b.Fatal(err)
	}
	api := slack.New(ws.BotToken(), slack.OptionAppLevelToken(ws.AppToken()), slack.OptionAPIURL(ws.APIURL()))
	client := socketmode.New(api)
	ctx, stop := context.WithCancel(context.Background())
	b.Cleanup(stop)
	for range 16 {
		go anchorWorker(client, insert)
	}
	go client.RunContext(ctx)
	await(b, ws, 1)
}

func anchorWorker(client *socketmode.Client, insert *sql.Stmt) {
	answer := map[string]any{"text": "pong", "blocks": []slack.Block{
		slack.NewSectionBlock(slack.NewTextBlockObject(slack.MarkdownType, "pong", false, false), nil, nil),
	}}
	for evt := range client.Events {
		if evt.Type != socketmode.EventTypeSlashCommand {
			continue
		}
		var cmd struct{ UserID, Text string }
		if json.Unmarshal(evt.Request.Payload, &cmd) != nil {
			continue
		}
		if _, err := insert.Exec(cmd.UserID, cmd.Text, time.Now().UnixMilli()); err != nil {
			continue
		}
		client.Ack(*evt.Request, answer)
	}
}
