package main

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"salescoach/bot/sandbox"
	"salescoach/coach"
)

// BenchmarkSending measures when the messages that the bot writes by itself are there:
// a reminder for each of sixty people, or COACH_TEST_CROWD, and a digest for each
// channel of fifty.
//
//	on-time:     the bot runs when they are due, at the beginning of a minute
//	catching-up: it is started two hours after they were due; for one in fifty people
//	             the day is over, and a second digest of each channel is too old
//
// last-s is from the due time, or from the start of the program, to the last message.
// The place of a message is when it is due in the outbox: for more than sixty people, their
// reminders are spread over minutes. One run is one morning, whatever b.N.
func BenchmarkSending(b *testing.B) {
	b.Run("on-time", func(b *testing.B) {
		due := time.Now().Truncate(time.Minute).Add(2 * time.Minute)
		s := newSendout(b, due)
		s.p.start(b)
		s.measures(b, due)
	})
	b.Run("catching-up", func(b *testing.B) {
		s := newSendout(b, time.Now().Add(-2*time.Hour))
		began := time.Now()
		s.p.start(b)
		s.measures(b, began)
	})
}

// sendout is a crowd for whom messages are due.
type sendout struct {
	p               *benchProcess
	kept            *sql.DB
	people, digests int                  // that are to be there
	place           map[string]time.Time // of each post
}

// newSendout makes a crowd to whom it is noon, so that two hours ago is the same day.
func newSendout(b *testing.B, due time.Time) *sendout {
	b.Helper()
	people := 60
	if n, err := strconv.Atoi(os.Getenv("COACH_TEST_CROWD")); err == nil {
		people = min(n, crowd)
	}
	ws := sandbox.New(sandbox.Options{NoRateLimits: true, MaxMessages: 100, Commands: slashCommands})
	must(b, ws.Start())
	b.Cleanup(func() { ws.Close() })
	here := noon(time.Now())
	local, err := time.LoadLocation(zoneEast(here))
	must(b, err)
	file, early := filepath.Join(b.TempDir(), "sending.db"), func() time.Time { return time.Now().Add(-4 * time.Hour) }
	zone := func(n int) string {
		if n%50 == 49 {
			return zoneEast(eveningOf(here))
		}
		return local.String()
	}
	p := &benchProcess{ws: ws, store: fillForCrowd(b, ws, file, people, early, zone)}
	for n, about := 0, coach.New(p.store, coach.Options{Now: early, NewID: newID}); n < people; n++ {
		_, err := about.Meet(b.Context(), ws.TeamID(), coach.Rep{ID: person(n), RealName: fmt.Sprint("rep", n), Zone: zone(n)})
		must(b, err)
	}
	channels, at := teams()[:(people+49)/50], due.In(local).Format("4 15")+" * * *"
	p.env = append(reaching(ws, file), "COACH_NUDGE="+at, "COACH_DIGEST="+at, "COACH_WORK_DAYS=1-7", "COACH_TIMEZONE="+local.String(),
		"COACH_DIGEST_CHANNELS="+strings.Join(channels, ","))
	s := &sendout{p: p, people: people - people/50, digests: len(channels), place: map[string]time.Time{}}
	s.tooOld(b, len(channels), local.String())
	s.kept, err = sql.Open("sqlite", "file:"+file+"?mode=ro&_pragma=busy_timeout(5000)")
	must(b, err)
	b.Cleanup(func() { s.kept.Close() })
	return s
}

// noon is how many hours east of Greenwich it is between twelve and one.
func noon(now time.Time) int { return 12 - now.UTC().Hour() }

// eveningOf is where it is eight hours later, of the same day or of the one before.
func eveningOf(east int) int {
	if east+8 > 12 {
		return east - 16
	}
	return east + 8
}

// zoneEast is the zone so many hours east of Greenwich; its names count to the west.
func zoneEast(hours int) string { return fmt.Sprintf("Etc/GMT%+d", -hours) }

// tooOld turns digests on that were due at six.
func (s *sendout) tooOld(b *testing.B, channels int, zone string) {
	b.Helper()
	c := coach.New(s.p.store, coach.Options{Now: time.Now, NewID: newID})
	for n := range channels {
		id := fmt.Sprintf("COLD%02d", n)
		s.p.ws.AddChannel(sandbox.ChannelSpec{ID: id, Name: strings.ToLower(id), Members: []string{person(50 * n), s.p.ws.BotUserID()}})
		in := coach.Input{Workspace: s.p.ws.TeamID(), Key: id, Rep: coach.Rep{ID: person(50 * n), RealName: fmt.Sprint("rep", 50*n), Zone: zone}, Manager: true}
		_, err := c.SetDigest(b.Context(), in, id, "06:00")
		must(b, err)
	}
}

// measures waits until nothing waits any more, and holds what came against what should.
func (s *sendout) measures(b *testing.B, from time.Time) {
	b.Helper()
	const nudges, digests = `kind = 'nudge' AND state = 'sent'`, `kind = 'digest' AND state = 'sent'`
	over := time.After(20 * time.Minute)
	for look := time.Tick(200 * time.Millisecond); s.count(b, nudges) < s.people || s.count(b, digests) < s.digests ||
		s.count(b, `state IN ('ready', 'sending', 'unknown')`) > 0; {
		select {
		case <-look:
			s.look(b)
		case <-over:
			b.Fatalf("what became of the messages: %v", s.states(b))
		}
	}
	s.report(b, "digest", from)
	s.report(b, "nudge", from)
	late := s.count(b, `state = 'sent' AND not_after > 0 AND sent_at >= not_after`)
	if s.count(b, nudges) != s.people || s.count(b, digests) != s.digests || late > 0 {
		b.Errorf("%d came too late; there should be %d reminders and %d digests: %v", late, s.people, s.digests, s.states(b))
	}
}

func (s *sendout) count(b *testing.B, where string) (n int) {
	b.Helper()
	must(b, s.kept.QueryRow(`SELECT count(*) FROM outbox WHERE `+where).Scan(&n))
	return n
}

// states counts the posts of each kind in each state.
func (s *sendout) states(b *testing.B) map[string]int {
	b.Helper()
	n := map[string]int{}
	s.each(b, `SELECT kind || ' ' || state || ' ' || why, next_at FROM outbox`, func(key string, _ time.Time) { n[key]++ })
	return n
}

// look notes the places of the posts that wait: who takes one up writes over it.
func (s *sendout) look(b *testing.B) {
	b.Helper()
	s.each(b, `SELECT key, next_at FROM outbox WHERE state = 'ready' AND attempts = 0`, func(key string, at time.Time) { s.place[key] = at })
}

func (s *sendout) each(b *testing.B, query string, do func(key string, at time.Time)) {
	b.Helper()
	rows, err := s.kept.Query(query)
	must(b, err)
	defer rows.Close()
	for rows.Next() {
		var key string
		var ms int64
		must(b, rows.Scan(&key, &ms))
		do(key, time.UnixMilli(ms))
	}
	must(b, rows.Err())
}

// report tells when the messages of a kind were planned and when they came.
func (s *sendout) report(b *testing.B, kind string, from time.Time) {
	b.Helper()
	var planned time.Time
	s.each(b, `SELECT key, created_at FROM outbox WHERE state = 'sent' AND kind = '`+kind+`'`, func(key string, at time.Time) {
		if s.place[key].IsZero() { // nobody saw it wait: it was due when it was planned
			s.place[key] = at
		}
		planned = later(planned, at)
	})
	var last time.Time
	var behind, after []time.Duration
	s.each(b, `SELECT key, CAST(1000 * CAST(ts AS REAL) AS INTEGER) FROM outbox WHERE state = 'sent' AND kind = '`+kind+`'`, func(key string, at time.Time) {
		last = later(last, at)
		behind, after = append(behind, at.Sub(s.place[key])), append(after, at.Sub(from))
	})
	slices.Sort(behind)
	slices.Sort(after)
	n := len(behind)
	b.ReportMetric(float64(n), kind+"s")
	b.ReportMetric(planned.Sub(from).Seconds(), kind+"-planned-s")
	b.ReportMetric(last.Sub(from).Seconds(), kind+"-last-s")
	b.ReportMetric(after[n/2].Seconds(), kind+"-p50-s")
	b.ReportMetric(after[n*99/100].Seconds(), kind+"-p99-s")
	b.ReportMetric(behind[n/2].Seconds(), kind+"-behind-p50-s")
	b.ReportMetric(behind[n*99/100].Seconds(), kind+"-behind-p99-s")
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
