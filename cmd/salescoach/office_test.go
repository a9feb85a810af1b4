package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"salescoach/bot/sandbox"
	"salescoach/coach"
	"salescoach/db"
)

// office is people who log touches as fast as they are answered, in a workspace
// that outlives the bot's processes. Every touch has a note of its own, by which
// what people saw is compared with what is kept.
type office struct {
	t    *testing.T
	ws   *sandbox.Workspace
	rand *rand.Rand
	file string   // of the database
	env  []string // of the bot
	ids  []string // of the people

	slower  time.Duration // so many times slower does time pass
	people  sync.WaitGroup
	seats   chan struct{} // as many as work at once; they take turns, for each may send 60 inputs a minute
	closing chan struct{} // closed when people shall finish what they are at

	mu       sync.Mutex
	tried    map[string]bool // notes that somebody sent, in any way
	saved    map[string]bool // notes whose form closed, which says that they are kept
	failures []error         // what Slack told people when nobody answered
}

// officeDeals are the deals, each of the person with the same number. Whoever
// comes after them is a manager and works on all deals, so that writers meet.
var officeDeals = []string{"Alder", "Birch", "Cedar", "Dogwood", "Elmstead", "Firth", "Ginkgo", "Hazelby"}

// openOffice makes the workspace and the database; the kills and repetitions to
// come are drawn from a seed that a failure shows and COACH_TEST_SEED sets.
//
// Time passes so many times slower in this Slack: where its patience of three seconds
// is what a test goes by, a machine with much else to do must not be taken for a bot
// that did not answer. Whom nobody answers is told so all the same, later.
func openOffice(t *testing.T, people, seats int, slower time.Duration) *office {
	raceless(t, wholeProcesses)
	seed := rand.Uint64()
	if s, err := strconv.ParseUint(os.Getenv("COACH_TEST_SEED"), 10, 64); err == nil {
		seed = s
	}
	t.Logf("COACH_TEST_SEED=%d", seed)
	o := &office{
		t: t, rand: rand.New(rand.NewPCG(seed, 0)), file: filepath.Join(t.TempDir(), "office.db"),
		ws:    sandbox.New(sandbox.Options{Commands: slashCommands, NoRateLimits: true, Now: slowly(slower)}),
		seats: make(chan struct{}, seats), closing: make(chan struct{}),
		tried: map[string]bool{}, saved: map[string]bool{}, slower: slower,
	}
	for n := range people {
		p := o.ws.AddPerson(sandbox.PersonSpec{ID: fmt.Sprintf("U0REP%02d", n), RealName: fmt.Sprintf("Rep %d", n), TZ: "Europe/Berlin"})
		o.ids = append(o.ids, p.ID)
	}
	if err := o.ws.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { o.ws.Close() })
	o.env = []string{
		"DATABASE_URL=sqlite:" + o.file, "SLACK_API_URL=" + o.ws.APIURL(),
		"SLACK_BOT_TOKEN=" + o.ws.BotToken(), "SLACK_APP_TOKEN=" + o.ws.AppToken(),
		"COACH_MANAGERS=" + strings.Join(o.ids[min(people, len(officeDeals)):], ","), "COACH_LOG_LEVEL=error",
	}
	o.fill()
	return o
}

// slowly is a clock that goes so many times slower than others.
func slowly(times time.Duration) func() time.Time {
	began := time.Now()
	return func() time.Time { return began.Add(time.Since(began) / times) }
}

func (o *office) open() (*coach.Coach, *db.DB) {
	o.t.Helper()
	c, err := loadConfig()
	if err != nil {
		o.t.Fatal(err)
	}
	c.Database = "sqlite:" + o.file
	a := &app{config: c, now: time.Now, newID: newID, log: slog.New(slog.DiscardHandler)}
	about, store, err := a.open(o.t.Context())
	if err != nil {
		o.t.Fatal(err)
	}
	return about, store
}

func (o *office) fill() {
	o.t.Helper()
	c, store := o.open()
	defer store.Close()
	for n, name := range officeDeals[:min(len(o.ids), len(officeDeals))] {
		rep := coach.Rep{ID: o.ids[n], RealName: o.ws.Person(o.ids[n]).RealName, Zone: "Europe/Berlin"}
		in := coach.Input{Workspace: o.ws.TeamID(), Key: "fill " + name, Rep: rep}
		if _, err := c.AddDeal(o.t.Context(), in, coach.Proposal{Account: name, SentOn: c.Hours(rep).Today(time.Now())}); err != nil {
			o.t.Fatal(err)
		}
	}
}

// work starts everybody, in a Slack that delivers every third input twice.
func (o *office) work() {
	o.ws.Faults().DuplicateEvery(3)
	for n, id := range o.ids {
		o.people.Go(func() { o.logTouches(o.ws.Person(id), n) })
	}
	o.t.Cleanup(func() {
		o.ws.Close()
		o.people.Wait()
	})
}

// logTouches is the day of one person: three touches by command, one by form.
func (o *office) logTouches(p *sandbox.Person, number int) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	for n := 0; o.ws.WaitFor(ctx, func() bool { return o.ws.Sockets() > 0 || o.isClosing() }) == nil; n++ {
		o.seats <- struct{}{}
		if !o.isClosing() {
			o.logTouch(ctx, p, number, n)
		}
		<-o.seats
		if o.isClosing() {
			return
		}
	}
}

func (o *office) logTouch(ctx context.Context, p *sandbox.Person, number, n int) {
	deal, note := officeDeals[n%len(officeDeals)], fmt.Sprintf("ref-%d-%d", number, n)
	if number < len(officeDeals) {
		deal = officeDeals[number]
	}
	if (n+number)%4 == 3 { // not all at the same time, nor only those who get that far
		o.byForm(ctx, p, deal, note)
		return
	}
	o.tries(note)
	o.hears(p.Type(ctx, o.ws.DM(p.ID), "/followup log "+deal+" voicemail "+note))
}

// watchForNobody watches whether Slack always reaches a bot, until it is asked.
func (o *office) watchForNobody() (alone func() bool) {
	ctx, cancel := context.WithCancel(o.t.Context())
	seen := make(chan bool, 1)
	go func() { seen <- o.ws.WaitFor(ctx, func() bool { return o.ws.Sockets() == 0 }) == nil }()
	return func() bool { cancel(); return <-seen }
}

func (o *office) isClosing() bool {
	select {
	case <-o.closing:
		return true
	default:
		return false
	}
}

// byForm fills in the form, and presses its button until it closes.
func (o *office) byForm(ctx context.Context, p *sandbox.Person, deal, note string) {
	o.hears(p.Type(ctx, o.ws.DM(p.ID), "/followup log "+deal))
	form, open := o.awaitForm(ctx, p)
	if !open {
		return // the bot died over it, and a trigger works only once
	}
	defer p.CloseModal(ctx, form.ID)
	for _, f := range [][2]string{{"Channel", "Call"}, {"Outcome", "No answer"}, {"Note", note}} {
		if err := p.Fill(ctx, f[0], f[1]); err != nil {
			o.hears(err)
			return
		}
	}
	o.tries(note)
	for range 5 {
		wrong, err := p.Submit(ctx, form.ID, nil)
		if err == nil && len(wrong) == 0 {
			o.mu.Lock()
			o.saved[note] = true
			o.mu.Unlock()
			return
		}
		o.hears(err)
	}
}

// awaitForm waits for a form as long as its trigger works: a busy bot acknowledges the
// command first, and a form that came later would take the place of the next one.
func (o *office) awaitForm(ctx context.Context, p *sandbox.Person) (sandbox.View, bool) {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second*o.slower)
	defer cancel()
	_ = o.ws.WaitFor(ctx, func() bool { _, open := o.ws.Modal(p.ID); return open })
	return o.ws.Modal(p.ID)
}

func (o *office) tries(note string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.tried[note] = true
}

// hears notes that somebody was told of a failure.
func (o *office) hears(err error) {
	var f *sandbox.Failure
	if errors.As(err, &f) {
		o.mu.Lock()
		defer o.mu.Unlock()
		o.failures = append(o.failures, err)
	}
}

var sawLogged = regexp.MustCompile(`Logged: .*“(ref-[0-9-]+)”`)

// seen are the notes that people saw as logged on a card.
func (o *office) seen() map[string]bool {
	notes := map[string]bool{}
	for _, id := range o.ids {
		for _, m := range o.ws.Messages(o.ws.DM(id), id) {
			if found := sawLogged.FindStringSubmatch(m.PlainText()); found != nil {
				notes[found[1]] = true
			}
		}
	}
	return notes
}

// audit compares what people were told with what is kept. It wants to see at
// least so many touches on cards, and so many forms closed: less is no load.
func (o *office) audit(cards, forms int) {
	o.t.Helper()
	_, store := o.open()
	defer store.Close()
	if err := store.Check(o.t.Context()); err != nil {
		o.t.Error(err)
	}
	seen, kept := o.seen(), o.kept(store)
	if len(seen) < cards || len(o.saved) < forms {
		o.t.Errorf("only %d touches were seen as logged, and only %d forms closed", len(seen), len(o.saved))
	}
	for note := range o.tried {
		if (seen[note] || o.saved[note]) && kept[note] == 0 {
			o.t.Errorf("%s was seen as logged (card: %t, form: %t) and is lost", note, seen[note], o.saved[note])
		}
	}
	for note, times := range kept {
		if times > 1 || !o.tried[note] {
			o.t.Errorf("%s is there %d times (sent: %t)", note, times, o.tried[note])
		}
	}
	o.t.Logf("%d touches tried, %d seen as logged, %d forms closed, %d kept; %d failures; %+v",
		len(o.tried), len(seen), len(o.saved), len(kept), len(o.failures), o.ws.Counters())
}

// kept counts the touches in the database by note, and compares each deal's
// tally with what they come to.
func (o *office) kept(store coach.Store) map[string]int {
	o.t.Helper()
	kept := map[string]int{}
	err := store.View(o.t.Context(), o.ws.TeamID(), func(r coach.Reader) error {
		deals, err := r.Deals(coach.DealQuery{})
		if err != nil {
			return err
		}
		for _, d := range deals {
			touches, err := r.Touches(d.ID, 0)
			if err != nil {
				return err
			}
			for _, touch := range touches {
				kept[touch.Note]++
			}
			if recount := coach.Count(d.SentOn, touches); d.Tally != recount {
				o.t.Errorf("%s has the tally %+v; its touches come to %+v", d.Account, d.Tally, recount)
			}
		}
		return nil
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return kept
}
