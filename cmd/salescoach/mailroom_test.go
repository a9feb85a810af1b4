package main

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"salescoach/bot/sandbox"
	"salescoach/coach"
)

// mailroom is a team for whom messages are due, a Slack that remembers what it was
// told, and the outbox of the bots that come and go between them.
type mailroom struct {
	t     *testing.T
	ws    *sandbox.Workspace
	clock handClock // of the bots
	slack atomic.Int64
	file  string
	env   []string
	kept  *sql.DB
	reps  []string
}

// mailDay is a Tuesday on which nobody's clocks change, before anybody is at work.
var mailDay = time.Date(2026, time.November, 24, 4, 0, 0, 0, time.UTC)

// openMailroom makes a team of reps in Berlin who each have some deals that want them,
// and a channel with a digest.
func openMailroom(t *testing.T, reps int) *mailroom {
	raceless(t, wholeProcesses)
	m := &mailroom{t: t, clock: newHandClock(t, mailDay), file: filepath.Join(t.TempDir(), "mail.db")}
	m.slack.Store(mailDay.UnixMilli())
	now := func() time.Time { return time.UnixMilli(m.slack.Load()).UTC() }
	m.ws = sandbox.New(sandbox.Options{Now: now, NoRateLimits: true, Commands: slashCommands})
	must(t, m.ws.Start())
	t.Cleanup(func() { m.ws.Close() })
	c, err := loadConfig()
	must(t, err)
	c.Database = "sqlite:" + m.file
	a := &app{config: c, now: now, newID: newID, log: slog.New(slog.NewTextHandler(io.Discard, nil))}
	about, store, err := a.open(t.Context())
	must(t, err)
	members := []string{m.ws.BotUserID()}
	for n := range reps {
		rep := coach.Rep{ID: fmt.Sprintf("U0REP%02d", n), RealName: fmt.Sprint("Rep ", n), Zone: "Europe/Berlin"}
		m.ws.AddPerson(sandbox.PersonSpec{ID: rep.ID, RealName: rep.RealName, TZ: rep.Zone})
		_, err := about.Meet(t.Context(), m.ws.TeamID(), rep)
		must(t, err)
		m.reps, members = append(m.reps, rep.ID), append(members, rep.ID)
		for k := range 3 {
			in := coach.Input{Workspace: m.ws.TeamID(), Key: fmt.Sprint("deal ", n, k), Rep: rep}
			_, err := about.AddDeal(t.Context(), in, coach.Proposal{Account: fmt.Sprintf("Firm %02d %d", n, k), SentOn: coach.DateOf(mailDay, time.UTC).Add(-40)})
			must(t, err)
		}
	}
	m.ws.AddChannel(sandbox.ChannelSpec{ID: salesChannel, Name: "sales", Members: members})
	must(t, store.Close())
	m.kept, err = sql.Open("sqlite", "file:"+m.file+"?mode=ro&_pragma=busy_timeout(5000)")
	must(t, err)
	t.Cleanup(func() { m.kept.Close() })
	m.env = []string{
		"DATABASE_URL=sqlite:" + m.file, "SLACK_API_URL=" + m.ws.APIURL(), "SLACK_BOT_TOKEN=" + m.ws.BotToken(), "SLACK_APP_TOKEN=" + m.ws.AppToken(),
		"COACH_LOG_LEVEL=error", "COACH_NUDGE_CAP=1", "COACH_DIGEST_CHANNELS=" + salesChannel, "COACH_TIMEZONE=Europe/Berlin",
	}
	return m
}

// passes lets time go by in Slack and on the bots' clock.
func (m *mailroom) passes(d time.Duration) { m.jumps(d, 0) }

// jumps lets time go by; the bots' clock is ahead of Slack's after it.
func (m *mailroom) jumps(d, ahead time.Duration) {
	m.slack.Add(d.Milliseconds())
	m.ws.Advance(0)
	m.clock.set(m.now().Add(ahead))
}

func (m *mailroom) now() time.Time { return time.UnixMilli(m.slack.Load()).UTC() }

// posts is how many posts are in one of some states.
func (m *mailroom) posts(states ...string) (n int) {
	m.t.Helper()
	must(m.t, m.kept.QueryRow(`SELECT count(*) FROM outbox WHERE state IN ('`+strings.Join(states, "','")+`')`).Scan(&n))
	return n
}

// inHands is how many posts in a state somebody has taken up a moment ago.
func (m *mailroom) inHands(state string) (n int) {
	m.t.Helper()
	must(m.t, m.kept.QueryRow(`SELECT count(*) FROM outbox WHERE state = $1 AND next_at > $2`, state, m.now().UnixMilli()).Scan(&n))
	return n
}

// until waits for something, and says what became of the posts if it does not come.
func (m *mailroom) until(what string, is func() bool) {
	m.t.Helper()
	if !within(20*time.Second, is) {
		m.t.Fatalf("still waiting for %s; posts: %v", what, m.states())
	}
}

func (m *mailroom) states() map[string]int {
	m.t.Helper()
	rows, err := m.kept.Query(`SELECT state, count(*) FROM outbox GROUP BY state`)
	must(m.t, err)
	defer rows.Close()
	states := map[string]int{}
	for rows.Next() {
		var state string
		var n int
		must(m.t, rows.Scan(&state, &n))
		states[state] = n
	}
	must(m.t, rows.Err())
	return states
}

// messages counts what the bot has said, everywhere.
func (m *mailroom) messages() (n int) {
	for _, ch := range m.ws.Channels() {
		for _, said := range m.ws.Messages(ch.ID, m.ws.BotUserID()) {
			n += 1 + len(said.Replies)
		}
	}
	return n
}

// delivered is how often each key is found in Slack, looked up as the bot does: in the
// metadata of what the conversations' histories and threads have.
func (m *mailroom) delivered() map[string]int {
	m.t.Helper()
	api, found := slack.New(m.ws.BotToken(), slack.OptionAPIURL(m.ws.APIURL())), map[string]int{}
	for _, ch := range m.ws.Channels() {
		h, err := api.GetConversationHistoryContext(context.Background(), &slack.GetConversationHistoryParameters{ChannelID: ch.ID, Limit: 900, IncludeAllMetadata: true})
		must(m.t, err)
		for _, msg := range h.Messages {
			found[fmt.Sprint(msg.Metadata.EventPayload["key"])]++
			if msg.ReplyCount == 0 {
				continue
			}
			thread, _, _, err := api.GetConversationRepliesContext(context.Background(), &slack.GetConversationRepliesParameters{
				ChannelID: ch.ID, Timestamp: msg.Timestamp, Limit: 900, IncludeAllMetadata: true,
			})
			must(m.t, err)
			for _, reply := range thread[1:] {
				found[fmt.Sprint(reply.Metadata.EventPayload["key"])]++
			}
		}
	}
	return found
}

// onlyOnce says of every message that is there more than once so.
func (m *mailroom) onlyOnce() (delivered map[string]int) {
	m.t.Helper()
	delivered = m.delivered()
	for key, times := range delivered {
		if times != 1 {
			m.t.Errorf("%s is there %d times", key, times)
		}
	}
	return delivered
}
