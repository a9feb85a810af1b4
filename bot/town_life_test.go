package bot

import (
	"fmt"
	"strings"
	"time"

	"pgregory.net/rapid"

	"salescoach/bot/sandbox"
	"salescoach/coach"
)

// happens is one thing that happens in a town, and time that passes.
func (w *town) happens() {
	rt := w.rt
	w.passes(rapid.SampledFrom([]time.Duration{0, 0, 20 * time.Minute, time.Hour, 3 * time.Hour, 7 * time.Hour, 13 * time.Hour, 24 * time.Hour}).Draw(rt, "time passes"))
	b := w.bots[rapid.IntRange(0, len(w.bots)-1).Draw(rt, "which")]
	switch rapid.SampledFrom([]string{"nothing", "nothing", "restart", "dies", "dies", "dies", "sleeps", "sleeps", "wakes", "clock", "moves", "sets", "touch", "snooze", "poll", "poll", "files", "files", "ideas", "greeting", "answer", "hands over"}).Draw(rt, "what") {
	case "restart":
		w.replace(b)
	case "dies":
		w.dies(b)
	case "sleeps":
		w.sleeps(b)
	case "wakes":
		w.wakes()
	case "clock":
		w.jumpsClock()
	case "moves", "sets", "touch", "snooze":
		w.somebodyDoes()
	case "poll":
		w.polls()
	case "files":
		w.closesFiles()
	case "ideas":
		w.ideas()
	case "greeting":
		w.invites()
	case "answer":
		w.answers()
	case "hands over":
		w.handsOver()
	}
}

func (w *town) coach() *coach.Coach { return w.bots[0].bot.o.Coach }

// replace puts a new bot in the place of one that is gone.
func (w *town) replace(b *resident) {
	*b = *w.movesIn(b.store)
}

// claims takes posts up as a bot does.
func (w *town) claims(b *resident) []coach.Claim {
	hands, err := b.bot.o.Coach.ClaimPosts(w.ctx, w.ws.TeamID(), rapid.IntRange(1, 5).Draw(w.rt, "taken up"))
	w.must(err)
	w.dropped += len(hands)
	return hands
}

// plans has a bot plan what is due, and not send it.
func (w *town) plans(b *resident) {
	for _, job := range jobs {
		if job.name == "outbox" {
			return
		}
		_ = b.bot.work(w.ctx, job.do) // Slack may be ill
	}
}

// dies lets a bot plan, take posts up, perhaps send some of them, and die before it
// notes that.
func (w *town) dies(b *resident) {
	w.plans(b)
	hands := w.claims(b)
	sent := rapid.IntRange(0, len(hands)).Draw(w.rt, "sent")
	for _, c := range hands[:sent] {
		if c.State != coach.PostSending {
			continue
		}
		m, err := b.bot.drawn(w.ctx, c)
		if err != nil {
			continue
		}
		m.Thread = c.ThreadTS
		_, _, _ = b.bot.o.Send.Post(w.ctx, c.To, m, tagged(c.Key)) // whatever comes of it, nobody hears
	}
	w.hears()
	w.replace(b)
}

// sleeps stops a bot with posts in its hands, as a suspended machine does; another one
// goes on.
func (w *town) sleeps(b *resident) {
	w.plans(b)
	if hands := w.claims(b); len(hands) > 0 {
		w.asleep = append(w.asleep, sleeper{b.bot, hands})
		w.replace(b)
	}
}

// wakes lets those who slept go on where they stopped.
func (w *town) wakes() {
	for _, s := range w.asleep {
		s.bot.carryAll(w.ctx, s.hands)
		w.hears()
	}
	w.asleep = nil
}

// jumpsClock sets the bots' clock wrong, or right again.
func (w *town) jumpsClock() {
	w.jumps++
	w.ahead.Store(int64(rapid.SampledFrom([]time.Duration{0, time.Hour, -time.Hour, 24 * time.Hour, -24 * time.Hour}).Draw(w.rt, "ahead")))
}

func (w *town) someone() string { return rapid.SampledFrom(w.reps).Draw(w.rt, "who") }

// somebodyDoes is a rep who moves, sets their own time, or works on a deal.
func (w *town) somebodyDoes() {
	ctx, rt, c, in := w.ctx, w.rt, w.coach(), w.in(w.someone())
	switch rapid.SampledFrom([]string{"moves", "sets", "touch", "snooze"}).Draw(rt, "does") {
	case "moves":
		in.Rep.Zone = rapid.SampledFrom(homes).Draw(rt, "to")
		_, err := c.Meet(ctx, in.Workspace, in.Rep)
		w.must(err)
	case "sets":
		_, err := c.SaveSettings(ctx, in, coach.SettingsDraft{Own: coach.Own{Times: coach.Times{
			NudgeAt: rapid.SampledFrom([]string{"", "07:00", "10:15", "16:45", coach.NudgeOff}).Draw(rt, "at"), WorkDays: rapid.SampledFrom([]string{"", "7-4", "1-6"}).Draw(rt, "days"),
			Quiet: rapid.SampledFrom([]string{"", "20:00-06:00", "12:00-13:00", coach.NeverQuiet}).Draw(rt, "own quiet"),
		}}})
		if coach.KindOf(err) != coach.Invalid { // a time of day in their quiet hours
			w.must(err)
		}
	default:
		w.works(in)
	}
}

// works is a rep who does something about the first deal that is due.
func (w *town) works(in coach.Input) {
	q, err := w.coach().Followups(w.ctx, in)
	w.must(err)
	if len(q.Due) == 0 {
		return
	}
	deal := q.Due[0].Deal.ID
	if rapid.Bool().Draw(w.rt, "snoozes") {
		_, err = w.coach().Snooze(w.ctx, in, deal, w.coach().Hours(in.Rep).Today(w.now()).Add(3))
	} else {
		_, err = w.coach().LogTouch(w.ctx, in, deal, coach.TouchDraft{Channel: coach.Email, Outcome: coach.Sent})
	}
	w.must(err)
}

// ideas is a manager who asks for ideas, a rep who has one, or the next round.
func (w *town) ideas() {
	ctx, in := w.ctx, w.in(manager)
	p, err := w.coach().PreviewIdeas(ctx, in, "")
	w.must(err)
	switch {
	case p.Open == nil && len(p.Asked) > 0:
		_, _, err = w.coach().OpenIdeas(ctx, in, "")
	case p.Open == nil:
	default:
		for n := range 2 * len(w.reps) { // more than one, even where there is one rep
			if _, err = w.coach().AddIdea(ctx, w.in(w.reps[n/2]), p.Open.Poll.ID, fmt.Sprint("a checklist, number ", n)); err != nil {
				break // it is being voted on, or they were not asked
			}
		}
		_, err = w.coach().NextRound(ctx, in, p.Open.Poll.ID, p.Open.Poll.State, "")
	}
	if coach.KindOf(err) != coach.Conflict {
		w.must(err)
	}
}

// invites is a channel that we are invited to.
func (w *town) invites() {
	w.ids++
	id := fmt.Sprint("CNEW", w.ids)
	w.ws.AddChannel(sandbox.ChannelSpec{ID: id, Name: strings.ToLower(id), Members: []string{w.ws.BotUserID(), manager}})
	w.must(w.coach().JoinRoom(w.ctx, w.in(manager), id))
}

// handsOver is a manager who gives a rep's most urgent deal to somebody else.
func (w *town) handsOver() {
	q, err := w.coach().Followups(w.ctx, w.in(w.someone()))
	w.must(err)
	if to := w.someone(); len(q.Due) > 0 && q.Due[0].Deal.RepID != to {
		_, err = w.coach().Reassign(w.ctx, w.in(manager), q.Due[0].Deal.ID, to)
		w.must(err)
	}
}

// answers is an answer that Slack did not take at once.
func (w *town) answers() {
	w.must(w.coach().Tell(w.ctx, w.ws.TeamID(), coach.Post{
		Key: "answer/" + w.newID(), Kind: coach.AnswerPost, To: w.someone(), Body: `{"Text":"I heard you.","Blocks":[]}`, NotAfter: w.now().Add(time.Hour),
	}))
}

// minutes finds the first minute from an instant on, within a day and a bit, of which
// something is true. It knows nothing of how zones work but what clocks show.
func minutes(from time.Time, is func(time.Time) bool) time.Time {
	for at := from; at.Sub(from) < 26*time.Hour; at = at.Add(time.Minute) {
		if is(at) {
			return at
		}
	}
	return time.Time{}
}

// reminderDue says whether a rep's reminder of the day is due now, found by looking at
// the clock on their wall minute by minute.
func (w *town) reminderDue(id string) (day coach.Date, due bool) {
	rep, h, quiet := w.rep(id)
	now, usual := w.now(), w.o.Nudge.(coach.Clock)
	day = h.Today(now)
	if own, err := coach.ParseClock(rep.NudgeAt); err == nil {
		usual = own
	}
	if rep.NudgeAt == coach.NudgeOff || !h.Working(day) {
		return day, false
	}
	shows := func(t time.Time) coach.Clock { return coach.Clock(t.In(h.Zone).Hour()*60 + t.In(h.Zone).Minute()) }
	begins := minutes(now.Add(-26*time.Hour).Truncate(time.Minute), func(t time.Time) bool { return h.Today(t) == day })
	at := minutes(begins, func(t time.Time) bool { return shows(t) >= usual && !quiet.At(t, h.Zone) || h.Today(t) != day })
	until := minutes(at, func(t time.Time) bool { return h.Today(t) != day || quiet.At(t, h.Zone) })
	return day, h.Today(at) == day && !now.Before(at) && now.Before(until) && !quiet.At(now, h.Zone) && !rep.UpdatedAt.After(at)
}

// digestTime is when the digest of a channel may come on the day that it is there; at
// is zero where that is no day for one.
func (w *town) digestTime(id string) (day coach.Date, at, until time.Time) {
	room, _, err := w.coach().DigestOf(w.ctx, w.ws.TeamID(), id)
	w.must(err)
	usual := w.o.Digest.(coach.Clock)
	if own, err := coach.ParseClock(room.DigestAt); err == nil {
		usual = own
	}
	h := w.coach().Hours(coach.Rep{Zone: room.Zone})
	day = h.Today(w.now())
	if !h.Working(day) {
		return day, at, until
	}
	shows := func(t time.Time) coach.Clock { return coach.Clock(t.In(h.Zone).Hour()*60 + t.In(h.Zone).Minute()) }
	begins := minutes(w.now().Add(-26*time.Hour).Truncate(time.Minute), func(t time.Time) bool { return h.Today(t) == day })
	at = minutes(begins, func(t time.Time) bool { return shows(t) >= usual })
	until = minutes(at, func(t time.Time) bool { return h.Today(t) != day || t.Sub(at) >= 4*time.Hour })
	return day, at, until
}

// cutNudge is whose reminder a key names.
func cutNudge(key string) (rep string, is bool) {
	parts := strings.Split(key, "/")
	if len(parts) != 3 || parts[0] != "nudge" {
		return "", false
	}
	return parts[1], true
}
