package bot

import (
	"encoding/json"
	"flag"
	"os"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"salescoach/bot/sandbox"
	"salescoach/coach"
)

// hangs is how long a bot of a town waits for Slack.
const hangs = 250 * time.Millisecond

// In towns of any zones, holidays, work weeks, quiet hours and caps, with bots that
// are restarted, die between any two steps of sending, fall asleep with posts in
// their hands, or work two at a time, with clocks that jump, and with a Slack that
// limits, refuses, fails, hangs, and loses its answers: every message that the bot
// starts by itself reaches whom it is for once, and never in their quiet hours; a rep
// gets at most one reminder for a local day, and a channel one digest; each is there
// as soon as the bot and Slack are well, while it is still that day; of every open deal
// that a reminder leaves out the reason is counted; and a poll closes the files that it
// offered to close, and tells each of their reps once.
//
// COACH_TEST_TOWNS is how many towns are lived through, new ones each time.
func TestWhateverHappensEveryMessageComesOnceAndInTime(t *testing.T) {
	towns(t)
	l, n, messages, closed, dropped := newLand(t), 0, 0, 0, 0
	kinds, states := map[coach.PostKind]int{}, map[coach.PostState]int{}
	rapid.Check(t, func(rt *rapid.T) {
		n++
		w := found(rt, l)
		defer w.ends()
		for range rapid.IntRange(8, 25).Draw(rt, "steps") {
			w.happens()
			w.settle(w.slackIs())
		}
		w.calmsDown()
		for _, p := range w.outbox() {
			messages += len(w.said[p.Key])
			kinds[p.Kind]++
			states[p.State]++
		}
		closed, dropped = closed+w.closed, dropped+w.dropped
	})
	t.Logf("%d messages in %d towns, where polls closed %d files, and %d posts were in the hands of bots that died or slept; posts by kind %v, in the end %v", messages, n, closed, dropped, kinds, states)
	if n >= 40 && (closed == 0 || kinds[coach.FilesPost] == 0 || dropped == 0) {
		t.Errorf("%d towns closed %d files, and %d messages told of it; %d posts were in the hands of a bot that died or fell asleep", n, closed, kinds[coach.FilesPost], dropped)
	}
}

// towns sets how many towns a run has. They are the same each time, so that what was
// green stays green; with COACH_TEST_TOWNS they are new ones.
func towns(t *testing.T) {
	n, seed := "40", "20261122"
	if testing.Short() {
		n = "12"
	}
	if more := os.Getenv("COACH_TEST_TOWNS"); more != "" {
		n, seed = more, flag.Lookup("rapid.seed").Value.String()
	}
	for name, value := range map[string]string{"rapid.checks": n, "rapid.seed": seed} {
		f := flag.Lookup(name)
		was := f.Value.String()
		must(t, f.Value.Set(value))
		t.Cleanup(func() { must(t, f.Value.Set(was)) })
	}
}

// slackIs draws how Slack is from now on, and says whether it is well.
func (w *town) slackIs() (well bool) {
	rt := w.rt
	w.ws.Faults().Reset()
	w.mayBeLimited()
	w.limits = 0
	method := rapid.SampledFrom([]string{"chat.postMessage", "chat.postMessage", "chat.postMessage", "conversations.history", "conversations.open", "conversations.members", "chat.update", ""}).Draw(rt, "method")
	var f sandbox.APIFault
	switch rapid.SampledFrom([]string{"well", "well", "well", "limits", "fails", "loses", "loses", "refuses", "hangs"}).Draw(rt, "slack") {
	case "well":
		return true
	case "limits":
		w.limits = time.Duration(rapid.IntRange(1, 300).Draw(rt, "retry after")) * time.Second
		f.Status, f.RetryAfter = 429, w.limits
	case "fails":
		f.Status = rapid.SampledFrom([]int{500, 502, 503}).Draw(rt, "status")
	case "loses":
		f.LoseReply = true
	case "refuses":
		f.Error = rapid.SampledFrom([]string{"fatal_error", "internal_error", "ratelimited"}).Draw(rt, "code")
	case "hangs":
		if rapid.IntRange(0, 5).Draw(rt, "seldom") != 3 { // it takes real time
			return true
		}
		f.Times = 1
		if rapid.Bool().Draw(rt, "done first") {
			f.HoldReply = 2 * hangs
		} else {
			f.Slow = 2 * hangs
		}
	}
	if f.Times == 0 {
		f.Times = rapid.IntRange(0, 3).Draw(rt, "times") // 0: all of them
	}
	w.ws.Faults().API(method, f)
	return false
}

// mayBeLimited notes until when a bot that was limited just now, at the latest, asks
// nothing.
func (w *town) mayBeLimited() {
	if until := w.now().Add(w.limits); until.After(w.limited) {
		w.limited = until
	}
}

// settle lets the bots do what is due, and holds what came of it against what was
// promised.
func (w *town) settle(well bool) {
	w.passes(time.Minute) // a bot may not know for a minute what another did
	before := w.foretell()
	for _, b := range w.turns() {
		b.bot.Tick(w.ctx)
		w.hears()
	}
	w.holds(before, well)
	if after := rapid.SampledFrom([]time.Duration{0, 0, 6 * time.Second, 40 * time.Second}).Draw(w.rt, "and soon"); after > 0 {
		w.passes(after)
		before := w.foretell()
		for _, b := range w.turns() {
			b.bot.Tick(w.ctx)
			w.hears()
		}
		w.accounts(before) // before somebody closes a file
	}
	w.mayBeLimited()
}

// turns is which bots tick, in which order: every one at least once.
func (w *town) turns() []*resident {
	turns := slices.Clone(w.bots)
	if len(turns) > 1 && rapid.Bool().Draw(w.rt, "other first") {
		slices.Reverse(turns)
	}
	if rapid.Bool().Draw(w.rt, "again") {
		turns = append(turns, turns[0])
	}
	return turns
}

// foretold is what the plan says beforehand of reps whose reminder is not written yet.
type foretold map[string]int // deals, by rep

func (w *town) foretell() foretold {
	said := foretold{}
	_, err := w.bots[0].bot.o.Coach.PreviewNudges(w.ctx, w.ws.TeamID(), w.now(), func(p coach.NudgePreview) error {
		if p.Why == "" {
			said[p.Rep.ID] = len(p.Items)
		}
		return nil
	})
	w.must(err)
	return said
}

// hears holds every new message against what was promised of it.
func (w *town) hears() {
	for _, key := range w.listen() {
		all := w.said[key]
		if len(all) > 1 {
			w.rt.Fatalf("%s came %d times: %v", key, len(all), all)
		}
		p := w.post(key)
		if person := slices.Contains(w.reps, p.To) && p.Kind != coach.AnswerPost; person {
			w.atAGoodTime(p)
		}
		switch p.Kind {
		case coach.NudgePost:
			w.notTooMuch(p)
		case coach.DigestPost:
			w.digestInTime(p)
		}
	}
}

func (w *town) post(key string) coach.Post {
	for _, p := range w.outbox() {
		if p.Key == key {
			return p
		}
	}
	w.rt.Fatalf("a message of %s, which is in no outbox", key)
	return coach.Post{}
}

// rep is somebody with their calendar and quiet hours.
func (w *town) rep(id string) (coach.Rep, coach.Hours, coach.Quiet) {
	rep, err := w.bots[0].bot.o.Coach.Person(w.ctx, w.ws.TeamID(), id)
	w.must(err)
	quiet := w.o.Quiet
	if rep.Quiet != "" {
		quiet, _ = coach.ParseQuiet(rep.Quiet) // "never" is none
	}
	return rep, w.bots[0].bot.o.Coach.Hours(rep), quiet
}

func (w *town) atAGoodTime(p coach.Post) {
	rep, h, quiet := w.rep(p.To)
	if quiet.At(w.now(), h.Zone) {
		w.rt.Fatalf("%s at %s, in the quiet hours %s", p.Key, w.now().In(h.Zone), quiet)
	}
	if !h.Working(h.Today(w.now())) {
		w.rt.Fatalf("%s at %s, which is no working day", p.Key, w.now().In(h.Zone))
	}
	if p.Kind == coach.NudgePost && rep.NudgeAt == coach.NudgeOff {
		w.rt.Fatalf("%s, and reminders are off", p.Key)
	}
}

func (w *town) notTooMuch(p coach.Post) {
	for key, before := range w.said {
		other, _ := cutNudge(key)
		if key == p.Key || other != p.To {
			continue
		}
		if s := before[0]; s.jumps == w.jumps && w.now().Sub(s.at) < 12*time.Hour {
			w.rt.Fatalf("%s at %s comes on top of %s at %s", p.Key, w.now(), key, s.at)
		}
	}
	n, err := w.bots[0].bot.o.Coach.NudgeOf(w.ctx, w.ws.TeamID(), p)
	if err != nil || len(n.Items) == 0 || len(n.Items) > w.o.NudgeCap {
		w.rt.Fatalf("%s has %d deals, the cap is %d, %v", p.Key, len(n.Items), w.o.NudgeCap, err)
	}
}

func (w *town) digestInTime(p coach.Post) {
	day, _, until := w.digestTime(p.To)
	if now := w.now(); day != dayOf(p.Key) || !now.Before(until) {
		w.rt.Fatalf("%s at %s, which is too late", p.Key, now)
	}
}

// holds is what is true of the outbox after everybody did what was due.
func (w *town) holds(before foretold, well bool) {
	posts := map[string]coach.Post{}
	for _, p := range w.outbox() {
		posts[p.Key] = p
		waiting := slices.Contains([]coach.PostState{coach.PostReady, coach.PostSending, coach.PostUnknown}, p.State)
		if well && waiting && !p.NextAt.After(w.now()) {
			w.rt.Fatalf("%s is %s at %s, and all are well", p.Key, p.State, w.now())
		}
		if (p.State == coach.PostSkipped || p.State == coach.PostDead) && p.Why == "" {
			w.rt.Fatalf("%s is %s for no reason", p.Key, p.State)
		}
	}
	w.accounts(before)
	for _, id := range w.reps {
		day, due := w.reminderDue(id)
		if _, written := posts["nudge/"+id+"/"+day.String()]; due && !written {
			w.rt.Fatalf("no reminder is planned for %s on %s at %s", id, day, w.now())
		}
	}
	for _, id := range w.channels {
		w.digestIsThere(posts, id, well)
	}
}

func (w *town) digestIsThere(posts map[string]coach.Post, id string, well bool) {
	day, at, until := w.digestTime(id)
	if now := w.now(); at.IsZero() || now.Before(at) || !now.Before(until) || !well || now.Before(w.limited) {
		return // while Slack wants to be left alone, nobody knows who is in the channel
	}
	for _, d := range []coach.Date{day, day.Add(-1), day.Add(1)} { // one of the day beside may have been so lately that it counts
		if _, written := posts["digest/"+id+"/"+d.String()]; written {
			return
		}
	}
	w.rt.Fatalf("no digest is planned for %s on %s at %s", id, day, w.now())
}

// accounts looks at reminders that were planned just now.
func (w *town) accounts(before foretold) {
	for _, p := range w.outbox() {
		if p.Kind == coach.NudgePost && !w.planned[p.Key] {
			w.planned[p.Key] = true
			w.accountsForAll(p, before)
		}
	}
}

// accountsForAll holds a fresh reminder against all open deals of its rep.
func (w *town) accountsForAll(p coach.Post, before foretold) {
	c := w.bots[0].bot.o.Coach
	n, err := c.NudgeOf(w.ctx, w.ws.TeamID(), p)
	w.must(err)
	var body struct{ Left map[coach.Reason]int }
	w.must(json.Unmarshal([]byte(p.Body), &body))
	accounted := len(n.Items)
	for why, deals := range body.Left {
		if why == "" {
			w.rt.Fatalf("%s leaves out %d deals for no reason", p.Key, deals)
		}
		accounted += deals
	}
	if open := w.openDeals(p.To); accounted != open {
		w.rt.Fatalf("%s speaks of %d of %d open deals: %+v", p.Key, accounted, open, body)
	}
	if foretold, is := before[p.To]; is && foretold != len(n.Items) {
		w.rt.Fatalf("%s has %d deals; %d were foretold", p.Key, len(n.Items), foretold)
	}
}

func (w *town) openDeals(rep string) (n int) {
	w.must(w.file.QueryRow(`SELECT count(*) FROM deals WHERE workspace = $1 AND rep_id = $2 AND stage = 'open'`, w.ws.TeamID(), rep).Scan(&n))
	return n
}

// calmsDown lets some hours pass in peace, after which nothing is left that could be sent,
// and each post has as many messages as it says.
func (w *town) calmsDown() {
	w.ws.Faults().Reset()
	for range 8 {
		w.passes(16 * time.Minute)
		for _, b := range w.bots {
			b.bot.Tick(w.ctx)
			w.hears()
		}
	}
	for _, p := range w.outbox() {
		messages := len(w.said[p.Key])
		switch p.State {
		case coach.PostReady, coach.PostSending, coach.PostUnknown:
			// One that may be there is looked for when its time comes, which a clock that was
			// put back puts off.
			if messages > 1 || messages > 0 && p.State == coach.PostReady || !p.NextAt.After(w.now()) {
				w.rt.Errorf("in the end %s is %s, with %d messages", p.Key, p.State, messages)
			}
		case coach.PostSkipped:
			if messages != 0 {
				w.rt.Errorf("%s is skipped (%s), with %d messages", p.Key, p.Why, messages)
			}
		case coach.PostDead:
			w.rt.Errorf("%s is dead (%s)", p.Key, p.Why)
		default:
			if messages != 1 {
				w.rt.Errorf("%s is %s, with %d messages", p.Key, p.State, messages)
			}
		}
	}
}
