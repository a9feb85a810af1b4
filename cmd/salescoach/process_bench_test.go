package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"salescoach/bot/sandbox"
	"salescoach/coach"
)

// crowd is so many people that none of them types more than one may.
const crowd = 1000

// BenchmarkProcess measures the bot as the program that operators run, by itself:
// its memory and its share of the processor. The workspace is in another process.
//
//	burst:  ten thousand touches typed at one moment
//	steady: 500 touches a second, and from the second minute on, for ten minutes,
//	        the morning's reminder for each of the thousand and a digest for each
//	        of twenty channels; -benchtime 300000x is ten minutes
//	rolling: 100 touches a second, while the bot is replaced every thirty seconds, and
//	        three times at least; -benchtime 180000x is half an hour
//
// b.N commands are typed in all, whole bursts at least.
func BenchmarkProcess(b *testing.B) {
	b.Run("burst", func(b *testing.B) {
		p := startProcess(b, func() []string { return nil })
		for b.Loop() {
			var all sync.WaitGroup
			start := time.Now()
			for n := range 10_000 {
				all.Go(func() { p.logs(n) })
			}
			all.Wait()
			b.ReportMetric(float64(time.Since(start).Milliseconds()), "last-ack-ms")
			p.counted(b, 10_000)
		}
		b.ReportMetric(p.memory(b, "VmHWM"), "RSS-peak-MB")
		p.fine(b)
	})
	b.Run("steady", func(b *testing.B) {
		p := startProcess(b, morning)
		cpu, early := p.cpu(b), 0.0
		took := p.paced(b, 500, func() { early = p.memory(b, "VmRSS") })
		for name, at := range map[string]int{"p50-µs": b.N / 2, "p99-µs": b.N * 99 / 100, "p999-µs": b.N * 999 / 1000} {
			b.ReportMetric(float64(took[at].Microseconds()), name)
		}
		b.ReportMetric(float64((p.cpu(b)-cpu).Microseconds())/float64(b.N), "bot-cpu-µs/op")
		b.ReportMetric(p.memory(b, "VmRSS"), "RSS-MB")
		b.ReportMetric(p.memory(b, "VmRSS")-early, "RSS-growth-MB")
		nudges, digests := p.sent()
		b.ReportMetric(float64(nudges), "reminders")
		b.ReportMetric(float64(digests), "digests")
		p.fine(b)
	})
	b.Run("rolling", rolling)
}

// morning is the settings with which reminders and digests begin within two minutes,
// whatever day and hour it is.
func morning() []string {
	soon := time.Now().In(berlin()).Add(time.Minute)
	return []string{
		"COACH_NUDGE=" + soon.Format("4 15") + " * * *", "COACH_DIGEST=" + soon.Format("4 15") + " * * *",
		"COACH_WORK_DAYS=1-7", "COACH_QUIET_HOURS=", "COACH_TIMEZONE=" + berlin().String(),
		"COACH_DIGEST_CHANNELS=" + strings.Join(teams(), ","),
	}
}

func berlin() *time.Location {
	l, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		panic(err)
	}
	return l
}

// teams are the channels of the crowd, fifty people in each.
func teams() []string {
	ids := make([]string, crowd/50)
	for n := range ids {
		ids[n] = fmt.Sprintf("CTEAM%02d", n)
	}
	return ids
}

// sent counts what the bot wrote by itself: direct messages hold nothing else here.
func (p *benchProcess) sent() (nudges, digests int) {
	for n := range crowd {
		nudges += len(p.ws.Messages(p.ws.DM(person(n)), person(n)))
	}
	for n, id := range teams() {
		digests += len(p.ws.Messages(id, person(50*n)))
	}
	return nudges, digests
}

// benchProcess is the program at work, and the people who type.
type benchProcess struct {
	ws    *sandbox.Workspace
	store coach.Store
	env   []string
	life  *process // that was started last
	pid   string
	cold  time.Duration // from its start to its first connection
}

// startProcess runs the program on a file in which everybody has ten deals that are
// worked on, and five that are not. Its settings are asked for once that is there.
func startProcess(b *testing.B, settings func() []string) *benchProcess {
	b.Helper()
	ws := sandbox.New(sandbox.Options{NoRateLimits: true, Unchecked: true, MaxMessages: 100, Commands: slashCommands})
	if err := ws.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { ws.Close() })
	file := filepath.Join(b.TempDir(), "process.db")
	p := &benchProcess{ws: ws, store: fillForCrowd(b, ws, file, crowd, time.Now, func(int) string { return berlin().String() })}
	p.env = append(settings(), reaching(ws, file)...)
	p.start(b)
	return p
}

// reaching are the settings of a bot at a workspace with its file.
func reaching(ws *sandbox.Workspace, file string) []string {
	return []string{
		"DATABASE_URL=sqlite:" + file, "SLACK_API_URL=" + ws.APIURL(), "SLACK_BOT_TOKEN=" + ws.BotToken(), "SLACK_APP_TOKEN=" + ws.AppToken(),
		"COACH_LOG_LEVEL=error",
	}
}

// start runs the program until both of its sockets are there.
func (p *benchProcess) start(b *testing.B) {
	b.Helper()
	p.begins(b, func() *process { return runProgram(b, p.env) }, 2)
}

// fillForCrowd gives so many people of some zones their deals, at a time.
func fillForCrowd(b *testing.B, ws *sandbox.Workspace, file string, people int, now func() time.Time, zone func(int) string) coach.Store {
	b.Helper()
	a := &app{now: now, newID: newID, log: slog.New(slog.DiscardHandler)}
	var err error
	if a.config, err = loadConfig(); err != nil {
		b.Fatal(err)
	}
	a.config.Database = "sqlite:" + file
	c, store, err := a.open(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { store.Close() })
	today := coach.DateOf(now(), time.UTC)
	members := map[string][]string{}
	var all sync.WaitGroup
	atOnce := make(chan struct{}, 32)
	for i := range people {
		p := ws.AddPerson(sandbox.PersonSpec{ID: person(i), Name: fmt.Sprint("rep", i), TZ: zone(i)})
		ws.AddChannel(sandbox.ChannelSpec{ID: room(i), Name: fmt.Sprint("room", i), Members: []string{p.ID, ws.BotUserID()}})
		members[teams()[i/50]] = append(members[teams()[i/50]], p.ID)
		all.Go(func() {
			atOnce <- struct{}{}
			defer func() { <-atOnce }()
			for n := range 15 {
				in := coach.Input{Workspace: ws.TeamID(), Key: fmt.Sprint("add", i, " ", n), Rep: coach.Rep{ID: p.ID, RealName: p.Name, Zone: zone(i)}}
				if _, err := c.AddDeal(b.Context(), in, coach.Proposal{Account: firm(i, n), SentOn: today.Add(-20)}); err != nil {
					b.Error(err)
				}
			}
		})
	}
	all.Wait()
	for id, of := range members {
		ws.AddChannel(sandbox.ChannelSpec{ID: id, Name: strings.ToLower(id), Members: append(of, ws.BotUserID())})
	}
	return store
}

func person(n int) string { return fmt.Sprintf("U%04d", n) }

// room is the channel in which somebody types.
func room(n int) string { return fmt.Sprintf("CROOM%04d", n) }

// logs types the n-th touch, for the person whose turn it is.
func (p *benchProcess) logs(n int) {
	who := p.ws.Person(person(n % crowd))
	text := "/followup log " + firm(n%crowd, n/crowd%10) + " voicemail left message"
	who.Type(context.Background(), room(n%crowd), text) // fine counts what went wrong
}

// paced types b.N touches, so many a second, and returns how long each took, the
// shortest first. What is to be looked at after a fifth of them may be nil.
func (p *benchProcess) paced(b *testing.B, aSecond int, early func()) []time.Duration {
	took := make([]time.Duration, b.N)
	tick := time.NewTicker(time.Second / time.Duration(aSecond))
	defer tick.Stop()
	var all sync.WaitGroup
	b.ResetTimer()
	for n := range b.N {
		<-tick.C
		all.Go(func() {
			start := time.Now()
			p.logs(n)
			took[n] = time.Since(start)
		})
		if n == b.N/5 && early != nil {
			early()
		}
	}
	all.Wait()
	b.StopTimer()
	slices.Sort(took)
	return took
}

// counted waits until the deals have as many touches more than they had.
func (p *benchProcess) counted(b *testing.B, want int) {
	b.Helper()
	was := countedTouches(b, p.store, p.ws.TeamID()) / want * want
	for tick := time.Tick(50 * time.Millisecond); countedTouches(b, p.store, p.ws.TeamID()) < was+want; {
		<-tick
	}
}

func (p *benchProcess) fine(b *testing.B) {
	b.Helper()
	if c := p.ws.Counters(); c.Failed > 0 || c.Late > 0 {
		b.Errorf("%d commands failed, %d acks came late", c.Failed, c.Late)
	}
}

// memory is one of the process's sizes in megabytes, by the kernel's name.
func (p *benchProcess) memory(b *testing.B, name string) float64 {
	b.Helper()
	status, err := os.ReadFile("/proc/" + p.pid + "/status")
	if err != nil {
		b.Skip("the size of a process is read from /proc")
	}
	for line := range strings.Lines(string(status)) {
		if fields := strings.Fields(line); fields[0] == name+":" {
			kb, _ := strconv.ParseFloat(fields[1], 64)
			return kb / 1024
		}
	}
	return 0
}

// cpu is the processor time of the process so far; the kernel counts in ticks of
// a hundredth of a second.
func (p *benchProcess) cpu(b *testing.B) time.Duration {
	b.Helper()
	stat, err := os.ReadFile("/proc/" + p.pid + "/stat")
	if err != nil {
		b.Skip("the time of a process is read from /proc")
	}
	fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * 10 * time.Millisecond
}
