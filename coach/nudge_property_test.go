package coach_test

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"salescoach/coach"
	"salescoach/db"
)

// office is a team of a random sort, lived through in random steps.
type office struct {
	rt    *rapid.T
	store coach.Store
	at    string // workspace
	o     coach.Options
	c     *coach.Coach
	now   time.Time
	reps  []coach.Rep
	sent  map[string][]nudgeSent // by rep
	ids   int
}

// nudgeSent is a nudge as it reached somebody.
type nudgeSent struct {
	key string
	at  time.Time
}

var zones = []string{"Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Australia/Lord_Howe", "Africa/Cairo", ""}

// start opens an office shortly before a change of daylight saving.
func (w *office) start() {
	rt := w.rt
	w.now = time.Date(2026, 10, rapid.IntRange(15, 31).Draw(rt, "day"), rapid.IntRange(0, 23).Draw(rt, "hour"), 0, 0, 0, time.UTC)
	w.o.Now, w.o.NewID = func() time.Time { return w.now }, func() string { w.ids++; return fmt.Sprint(w.at, "-", w.ids) }
	w.o.NudgeCap = rapid.IntRange(1, 3).Draw(rt, "cap")
	for range rapid.IntRange(0, 4).Draw(rt, "holidays") {
		w.o.Holidays[coach.DateOf(w.now, time.UTC).Add(rapid.IntRange(0, 20).Draw(rt, "holiday"))] = true
	}
	w.restart()
	for n := range rapid.IntRange(1, 3).Draw(rt, "reps") {
		p := coach.Rep{ID: fmt.Sprint("U", n), RealName: "Rep", Zone: rapid.SampledFrom(zones).Draw(rt, "zone")}
		if _, err := w.c.Meet(context.Background(), w.at, p); err != nil {
			rt.Fatal(err)
		}
		w.reps = append(w.reps, p)
		for i := range rapid.IntRange(0, 5).Draw(rt, "deals") {
			p := coach.Proposal{Account: fmt.Sprint("Firm ", n, " ", i), SentOn: coach.DateOf(w.now, time.UTC).Add(-rapid.IntRange(2, 30).Draw(rt, "sent"))}
			if _, err := w.c.AddDeal(context.Background(), w.in(n), p); err != nil {
				rt.Fatal(err)
			}
		}
	}
}

func (w *office) restart() { w.c = coach.New(w.store, w.o) }

func (w *office) in(n int) coach.Input {
	w.ids++
	return coach.Input{Workspace: w.at, Key: fmt.Sprint("in-", w.ids), Rep: w.rep(n), Manager: true}
}

func (w *office) rep(n int) coach.Rep {
	p, err := w.c.Person(context.Background(), w.at, fmt.Sprint("U", n))
	if err != nil {
		return coach.Rep{ID: fmt.Sprint("U", n)}
	}
	return p
}

// work is one tick of a process: nudges are planned and what waits is sent, if Slack
// takes it.
func (w *office) work(taken bool) {
	ctx := context.Background()
	if _, err := w.c.PlanNudges(ctx, w.at); err != nil {
		w.rt.Fatal(err)
	}
	claims, err := w.c.ClaimPosts(ctx, w.at, 100)
	if err != nil {
		w.rt.Fatal(err)
	}
	for _, p := range claims {
		if p.State != coach.PostSending {
			continue
		}
		if !taken {
			err = w.c.Undelivered(ctx, w.at, p.Post, coach.Failure{Code: "ratelimited"})
		} else {
			w.reaches(p.Post)
			err = w.c.Delivered(ctx, w.at, p.Post, "D"+p.To, fmt.Sprint(w.ids))
		}
		if err != nil {
			w.rt.Fatal(err)
		}
	}
}

// reaches holds a nudge that reaches somebody now against what was promised.
func (w *office) reaches(p coach.Post) {
	ctx := context.Background()
	rep, err := w.c.Person(ctx, w.at, p.To)
	if err != nil {
		w.rt.Fatal(err)
	}
	h := w.c.Hours(rep)
	day := h.Today(w.now)
	quiet := w.o.Quiet
	if rep.Quiet != "" {
		quiet, _ = coach.ParseQuiet(rep.Quiet)
	}
	if quiet.At(w.now, h.Zone) {
		w.rt.Fatalf("a nudge at %s, in the quiet hours %s", w.now.In(h.Zone), quiet)
	}
	if !h.Working(day) || rep.NudgeAt == coach.NudgeOff {
		w.rt.Fatalf("a nudge at %s, which is no working day, or reminders are off (%q)", w.now.In(h.Zone), rep.NudgeAt)
	}
	for _, before := range w.sent[p.To] {
		if before.key == p.Key || w.now.Sub(before.at) < 12*time.Hour {
			w.rt.Fatalf("%s at %s comes on top of %s at %s", p.Key, w.now, before.key, before.at)
		}
	}
	w.sent[p.To] = append(w.sent[p.To], nudgeSent{p.Key, w.now})
	w.rt.Log(p.Key, "at", w.now.In(h.Zone))
	n, err := w.c.NudgeOf(ctx, w.at, p)
	if err != nil || len(n.Items) == 0 || len(n.Items) > w.o.NudgeCap {
		w.rt.Fatalf("%d deals in a nudge, cap %d, %v", len(n.Items), w.o.NudgeCap, err)
	}
}

// step is something that happens in an office.
func (w *office) step() {
	ctx, rt := context.Background(), w.rt
	n := rapid.IntRange(0, len(w.reps)-1).Draw(rt, "who")
	switch rapid.SampledFrom([]string{"time", "time", "time", "time", "time", "clock", "restart", "moves", "sets", "touch", "snooze"}).Draw(rt, "what") {
	case "time":
		w.now = w.now.Add(time.Duration(rapid.IntRange(1, 9*60).Draw(rt, "minutes")) * time.Minute)
	case "clock": // put back, and forward again later
		w.now = w.now.Add(-time.Duration(rapid.IntRange(1, 90).Draw(rt, "back")) * time.Minute)
		for _, s := range w.sent { // nobody's clock of what they saw goes back
			for i := range s {
				s[i].at = s[i].at.Add(-90 * time.Minute)
			}
		}
	case "restart":
		w.restart()
	case "moves":
		p := w.rep(n)
		p.Zone = rapid.SampledFrom(zones).Draw(rt, "to")
		if _, err := w.c.Meet(ctx, w.at, p); err != nil {
			rt.Fatal(err)
		}
	case "sets":
		t := coach.Times{
			NudgeAt: rapid.SampledFrom([]string{"", "", "07:00", "10:15", "16:45", coach.NudgeOff}).Draw(rt, "at"), WorkDays: rapid.SampledFrom([]string{"", "7-4", "1-6"}).Draw(rt, "week"),
			Quiet: rapid.SampledFrom([]string{"", "20:00-07:00", "12:00-13:00", coach.NeverQuiet}).Draw(rt, "quiet"),
		}
		if _, err := w.c.SaveSettings(ctx, w.in(n), coach.SettingsDraft{Own: coach.Own{Times: t}}); err != nil {
			rt.Fatal(err)
		}
	default:
		w.does(n)
	}
}

// does something with the rep's first deal.
func (w *office) does(n int) {
	ctx := context.Background()
	q, err := w.c.Followups(ctx, w.in(n))
	if err != nil || len(q.Due) == 0 {
		return
	}
	_, err = w.c.LogTouch(ctx, w.in(n), q.Due[0].Deal.ID, coach.TouchDraft{Channel: coach.Email, Outcome: rapid.SampledFrom([]coach.Outcome{coach.Sent, coach.Replied}).Draw(w.rt, "outcome")})
	if err != nil {
		w.rt.Fatal(err)
	}
}

// In offices of any zones, with any holidays, settings that change, people who travel,
// clocks that are put back, restarts and a Slack that refuses now and then, nobody gets
// two nudges for one local day, or one in their quiet hours, or one above the cap.
func TestANudgeComesOnceADayAtAGoodTimeWhateverHappens(t *testing.T) {
	store, err := db.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "offices.db"), db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	book, err := coach.LoadBook("")
	if err != nil {
		t.Fatal(err)
	}
	offices, nudges := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		offices++
		w := &office{rt: rt, store: store, at: fmt.Sprint("T", offices), sent: map[string][]nudgeSent{}, o: coach.Options{
			Book: book, Rules: coach.DefaultRules(), WorkDays: [7]bool{1: true, 2: true, 3: true, 4: true, 5: true}, Holidays: map[coach.Date]bool{},
			Zone: time.UTC, Nudge: coach.Clock(8*60 + 30), Quiet: coach.Quiet{From: 18 * 60, Until: 8 * 60},
		}}
		w.start()
		for range rapid.IntRange(5, 40).Draw(rt, "steps") {
			w.step()
			w.work(rapid.IntRange(0, 5).Draw(rt, "taken") > 0)
			if rapid.Bool().Draw(rt, "twice") {
				w.work(true)
			}
		}
		for _, s := range w.sent {
			nudges += len(s)
		}
	})
	if nudges == 0 {
		t.Error("nobody was ever nudged")
	}
	t.Log(nudges, "nudges in", offices, "offices")
}

// Two processes that plan at the same moment write one nudge for each rep, and planning
// again adds nothing.
func TestTwoProcessesPlanOneNudge(t *testing.T) {
	const reps = 20
	now := time.Date(2026, time.November, 19, 9, 0, 0, 0, time.UTC)
	one, another, store := allDueTogether(t, reps, &now)
	two := another()
	now = now.Add(24 * time.Hour)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	store.hold(2) // both have seen all who are due before one plans
	var all sync.WaitGroup
	var planned atomic.Int64
	for _, c := range []*coach.Coach{one, two, one, two} {
		all.Go(func() {
			p, err := c.PlanNudges(ctx, "T1")
			if err != nil {
				t.Error(err)
			}
			planned.Add(int64(p.Nudges))
		})
	}
	all.Wait()
	if planned.Load() != reps {
		t.Errorf("%d nudges planned for %d reps", planned.Load(), reps)
	}
	claims, err := two.ClaimPosts(t.Context(), "T1", 100)
	if err != nil || len(claims) != reps {
		t.Errorf("%d to send, %v", len(claims), err)
	}
	if p, err := another().PlanNudges(t.Context(), "T1"); err != nil || p.Nudges+p.Silent != 0 {
		t.Errorf("after a restart: %+v, %v", p, err)
	}
}

// Hundreds of nudges do not come at the same second, and each within ten minutes of
// its time, at the same second every day.
func TestManyNudgesAreSpreadOverSomeMinutes(t *testing.T) {
	const reps = 150
	now := time.Date(2026, time.November, 18, 9, 0, 0, 0, time.UTC)
	c, _ := allDue(t, reps, &now)
	took := map[string]time.Duration{}
	for day := range 2 {
		start := time.Date(2026, time.November, 19+day, 8, 30, 0, 0, time.UTC)
		sent, busiest := 0, 0
		for now = start; now.Sub(start) < 10*time.Minute; now = now.Add(time.Second) {
			if _, err := c.PlanNudges(t.Context(), "T1"); err != nil {
				t.Fatal(err)
			}
			claims, err := c.ClaimPosts(t.Context(), "T1", 1000)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range claims {
				after := now.Sub(start).Truncate(5 * time.Second)
				if before, again := took[p.To]; again && before-after > 5*time.Second {
					t.Errorf("%s: %s after its time on one day, %s on the next", p.To, before, after)
				}
				took[p.To] = after
				if err := c.Delivered(t.Context(), "T1", p.Post, "D"+p.To, p.Key); err != nil {
					t.Fatal(err)
				}
			}
			sent, busiest = sent+len(claims), max(busiest, len(claims))
		}
		if sent != reps || busiest > reps/10 {
			t.Errorf("%d sent to %d reps, %d of them in one second", sent, reps, busiest)
		}
	}
}

// allDue is a coach in whose workspace each of so many reps has one proposal that is due,
// reminded at half past eight UTC, and the way to another process on the same database.
func allDue(t *testing.T, reps int, now *time.Time) (one *coach.Coach, another func() *coach.Coach) {
	t.Helper()
	one, another, _ = allDueTogether(t, reps, now)
	return one, another
}

// meeting is a store in which nobody writes, once it is asked to hold them, before so
// many want to.
type meeting struct {
	coach.Store
	absent atomic.Int64
	begun  chan struct{}
}

func (m *meeting) hold(n int64) { m.absent.Store(n); m.begun = make(chan struct{}) }

func (m *meeting) Update(ctx context.Context, workspace string, fn func(coach.Tx) error) error {
	if m.begun != nil {
		if m.absent.Add(-1) == 0 {
			close(m.begun)
		}
		select {
		case <-m.begun:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return m.Store.Update(ctx, workspace, fn)
}

// allDueTogether is allDue with the store that they share.
func allDueTogether(t *testing.T, reps int, now *time.Time) (one *coach.Coach, another func() *coach.Coach, store *meeting) {
	t.Helper()
	file, err := db.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "team.db"), db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	store = &meeting{Store: file}
	book, err := coach.LoadBook("")
	if err != nil {
		t.Fatal(err)
	}
	var ids atomic.Int64
	o := coach.Options{
		Now: func() time.Time { return *now }, NewID: func() string { return fmt.Sprint("id-", ids.Add(1)) }, Book: book, Rules: coach.DefaultRules(),
		WorkDays: [7]bool{1: true, 2: true, 3: true, 4: true, 5: true}, Zone: time.UTC, Nudge: coach.Clock(8*60 + 30), NudgeCap: 5,
	}
	one = coach.New(store, o)
	for n := range reps {
		rep, err := one.Meet(t.Context(), "T1", coach.Rep{ID: fmt.Sprint("U", n)})
		if err != nil {
			t.Fatal(err)
		}
		in := coach.Input{Workspace: "T1", Key: fmt.Sprint("k", n), Rep: rep}
		if _, err := one.AddDeal(t.Context(), in, coach.Proposal{Account: fmt.Sprint("Firm ", n), SentOn: coach.Date{Year: 2026, Month: 11, Day: 2}}); err != nil {
			t.Fatal(err)
		}
	}
	return one, func() *coach.Coach { return coach.New(store, o) }, store
}
