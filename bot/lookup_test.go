package bot

import (
	"log/slog"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"salescoach/bot/sandbox"
	"salescoach/coach"
	"salescoach/db"
)

// postroom is a bot with one channel, whose clock may be ahead of Slack's.
type postroom struct {
	*Bot
	ws    *sandbox.Workspace
	store *db.DB
	slack atomic.Int64 // its clock, in nanoseconds; its servers read it too
	ahead time.Duration
}

func newPostroom(t *testing.T) *postroom {
	p := &postroom{}
	p.slack.Store(time.Date(2036, time.March, 6, 12, 0, 0, 0, time.UTC).UnixNano())
	slackNow := func() time.Time { return time.Unix(0, p.slack.Load()).UTC() }
	p.ws = sandbox.New(sandbox.Options{Now: slackNow, NoRateLimits: true})
	p.ws.AddChannel(sandbox.ChannelSpec{ID: room, Name: "sales", Members: []string{p.ws.BotUserID()}})
	must(t, p.ws.Start())
	t.Cleanup(func() { p.ws.Close() })
	var err error
	p.store, err = db.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "posts.db"), db.Options{})
	must(t, err)
	t.Cleanup(func() { p.store.Close() })
	now := func() time.Time { return slackNow().Add(p.ahead) }
	api, client := NewAPI(APIOptions{BotToken: p.ws.BotToken(), AppToken: p.ws.AppToken(), URL: p.ws.APIURL(), Now: now})
	send := NewSender(SenderOptions{API: api, HTTP: client, URL: p.ws.APIURL()})
	send.pace = newPacer(time.Microsecond)
	p.Bot = New(Options{
		Coach: coach.New(p.store, coach.Options{Now: now, NewID: func() string { return "id" }, Zone: time.UTC}), API: api,
		Send: send, Team: p.ws.TeamID(), BotUser: p.ws.BotUserID(), Now: now,
		Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
	})
	return p
}

// answers writes an answer into the outbox.
func (p *postroom) answers(t *testing.T) {
	t.Helper()
	must(t, p.o.Coach.Tell(t.Context(), p.o.Team, coach.Post{Key: "answer/1", Kind: coach.AnswerPost, To: room, Body: `{"Text":"I heard you.","Blocks":[]}`}))
}

// losesItsAnswer sends a message that Slack posts, and whose answer gets lost.
func (p *postroom) losesItsAnswer(t *testing.T) {
	t.Helper()
	p.answers(t)
	p.ws.Faults().API("chat.postMessage", sandbox.APIFault{LoseReply: true, Times: 1})
	p.carries(t)
	if state := p.post(t).State; state != coach.PostUnknown {
		t.Fatalf("without an answer from Slack it is %s", state)
	}
}

// carries sends, or looks for, what is due a minute later.
func (p *postroom) carries(t *testing.T) {
	t.Helper()
	p.slack.Add(int64(time.Minute))
	claims, err := p.o.Coach.ClaimPosts(t.Context(), p.o.Team, 10)
	must(t, err)
	p.carryAll(t.Context(), claims)
}

func (p *postroom) post(t *testing.T) coach.Post { t.Helper(); return p.kept(t, "answer/1") }

func (p *postroom) kept(t *testing.T, key string) (kept coach.Post) {
	t.Helper()
	must(t, p.store.View(t.Context(), p.o.Team, func(r coach.Reader) (err error) {
		kept, err = r.Post(key)
		return err
	}))
	return kept
}

// isFound fails unless the message is found in the end, and was posted once.
func (p *postroom) isFound(t *testing.T) {
	t.Helper()
	for range 5 {
		p.carries(t)
	}
	if n, kept := len(p.ws.Messages(room, p.o.BotUser)), p.post(t); n != 1 || kept.State != coach.PostSent {
		t.Errorf("it is %s (%s), and Slack has it %d times", kept.State, kept.Why, n)
	}
}

func TestAMessageIsFoundByABotWhoseClockWasAheadWhenItWasSent(t *testing.T) {
	for _, ahead := range []time.Duration{0, time.Hour, 24 * time.Hour} {
		p := newPostroom(t)
		p.ahead = ahead
		p.losesItsAnswer(t)
		p.isFound(t)
	}
}

// fatal_error is Slack's word for a bad moment. Only a refusal for good means that the
// conversation can't be looked into.
func TestALookThatFailsForAMomentIsTakenAgain(t *testing.T) {
	for _, code := range []string{"fatal_error", "internal_error", "ratelimited"} {
		p := newPostroom(t)
		p.losesItsAnswer(t)
		p.ws.Faults().API("conversations.history", sandbox.APIFault{Error: code, Times: 2})
		p.carries(t)
		if state := p.post(t).State; state != coach.PostUnknown {
			t.Errorf("after %s it is %s", code, state)
		}
		p.isFound(t)
	}
}

// A bot that was suspended with a post in its hands, and whose clock is a day behind when
// it wakes, sees by nothing but the outbox that somebody else has sent it meanwhile.
func TestAPostThatSomebodyElseTookUpIsNotSentWhateverTheClockSays(t *testing.T) {
	p := newPostroom(t)
	p.answers(t)
	hands, err := p.o.Coach.ClaimPosts(t.Context(), p.o.Team, 10)
	must(t, err)
	p.isFound(t) // taken for lost, looked for, sent
	p.ahead = -24 * time.Hour
	p.carryAll(t.Context(), hands)
	if n := len(p.ws.Messages(room, p.o.BotUser)); len(hands) != 1 || n != 1 {
		t.Errorf("%d was in the first hands, and %d came", len(hands), n)
	}
}

// Who lost a post to somebody else, for having slept on it, says no more what becomes of
// it: neither while that one has it, nor once it is there.
func TestWhoLostAPostSaysNoMoreWhatBecomesOfIt(t *testing.T) {
	p := newPostroom(t)
	p.answers(t)
	takes := func() coach.Post {
		t.Helper()
		hands, err := p.o.Coach.ClaimPosts(t.Context(), p.o.Team, 1)
		must(t, err)
		if len(hands) != 1 {
			t.Fatalf("%d posts are to be had", len(hands))
		}
		return hands[0].Post
	}
	lost := takes()
	p.carries(t) // taken for lost, and looked for
	if second := takes(); second.State != coach.PostSending || second.Attempts != 2 {
		t.Fatalf("the second has it as %s, for the time %d", second.State, second.Attempts)
	}
	must(t, p.o.Coach.Undelivered(t.Context(), p.o.Team, lost, coach.Failure{Code: "waited"}))
	if now := p.post(t); now.State != coach.PostSending {
		t.Errorf("while the second sends it, it is %s", now.State)
	}
	p.slack.Add(int64(time.Minute))
	third := takes()
	must(t, p.o.Coach.Delivered(t.Context(), p.o.Team, third, room, "7.000100"))
	must(t, p.o.Coach.LookedFor(t.Context(), p.o.Team, third, true))
	if now := p.post(t); now.State != coach.PostSent {
		t.Errorf("it is there, and %s", now.State)
	}
}
