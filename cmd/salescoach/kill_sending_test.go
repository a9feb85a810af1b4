package main

import (
	"math/rand/v2"
	"net/http"
	"syscall"
	"testing"
	"time"

	"salescoach/bot/sandbox"
)

// step is a place between two steps of sending at which a bot is killed.
type step struct {
	name string
	kill func(m *mailroom, start func() *clockedBot)
}

const forGood = time.Hour // far longer than a test

// laterPlease keeps new messages out of the way of those that are looked for: for longer
// than a bot would wait with one in its hands, and shorter than the minute to its heir.
var laterPlease = sandbox.APIFault{Status: http.StatusTooManyRequests, RetryAfter: 55 * time.Second}

// steps are the places in the way of a message: from the plan into the outbox, out of
// it, to Slack, back with the answer, into the outbox again; and of one whose end is
// not known, to where it is looked for, and back.
var steps = []step{
	{"while it starts and plans", func(m *mailroom, start func() *clockedBot) {
		b := start()
		<-time.After(time.Duration(rand.IntN(150)) * time.Millisecond) // wherever that is
		b.end(syscall.SIGKILL)
	}},
	{"taken up, and not yet there", func(m *mailroom, start func() *clockedBot) {
		m.ws.Faults().API("chat.postMessage", sandbox.APIFault{Slow: forGood})
		b := start()
		m.until("a post to be taken up", func() bool { return m.inHands("sending") > 0 })
		b.end(syscall.SIGKILL)
	}},
	{"there, and not yet answered", func(m *mailroom, start func() *clockedBot) {
		m.ws.Faults().API("chat.postMessage", sandbox.APIFault{HoldReply: forGood})
		was := m.messages()
		b := start()
		m.until("a message", func() bool { return m.messages() > was })
		b.end(syscall.SIGKILL)
	}},
	{"answered, and not yet noted", func(m *mailroom, start func() *clockedBot) {
		m.ws.Faults().API("chat.postMessage", sandbox.APIFault{Slow: 400 * time.Millisecond})
		was, answered := m.messages(), m.ws.Answered("chat.postMessage")
		b := start()
		m.until("nothing but posts to be sent", func() bool { return m.inHands("sending") > 0 && m.inHands("unknown") == 0 || m.messages() > was })
		release := holdFile(m.t, m.file)
		defer release()
		m.until("an answer, which cannot be noted", func() bool { return m.ws.Answered("chat.postMessage") > answered })
		b.end(syscall.SIGKILL)
	}},
	{"looked for, and not yet answered", func(m *mailroom, start func() *clockedBot) {
		m.ws.Faults().API("chat.postMessage", laterPlease)
		m.ws.Faults().API("conversations.history", sandbox.APIFault{Slow: forGood})
		b := start()
		m.until("a post to be looked for", func() bool { return m.inHands("unknown") > 0 })
		b.end(syscall.SIGKILL)
	}},
	{"found, and not yet noted", func(m *mailroom, start func() *clockedBot) {
		m.ws.Faults().API("chat.postMessage", laterPlease)
		m.ws.Faults().API("conversations.history", sandbox.APIFault{Slow: 100 * time.Millisecond})
		answered := m.ws.Answered("conversations.history")
		b := start()
		m.until("a post to be looked for", func() bool { return m.inHands("unknown") > 0 })
		release := holdFile(m.t, m.file)
		defer release()
		m.until("where it is, which cannot be noted", func() bool { return m.ws.Answered("conversations.history") > answered })
		b.end(syscall.SIGKILL)
	}},
}

// A bot is killed between any two steps of sending, twenty times in a row. What is
// due reaches each recipient, and exactly once.
func TestKilledBetweenAnyTwoStepsOfSendingItSendsOneMessageToEach(t *testing.T) {
	m := openMailroom(t, 50)
	m.passes(4*time.Hour + 5*time.Minute) // 09:05 in Berlin: reminders and the digest are due
	start := func() *clockedBot { return startClocked(t, m.clock, m.env) }
	for n := range 20 {
		s := steps[n%len(steps)]
		if n > len(steps) && (s.name[0] == 'l' || s.name[0] == 'f') && m.posts("sending", "unknown") == 0 {
			s = steps[2] // there is nothing to look for
		}
		s.kill(m, start)
		t.Log(s.name, m.states(), m.messages(), "messages")
		m.ws.Faults().Reset()
		m.passes(time.Minute) // what the dead had in their hands is given to others
	}
	b := start()
	for range 20 {
		m.passes(time.Minute)
		b.looked(m.now())
	}
	b.end(syscall.SIGTERM)
	delivered := m.onlyOnce()
	for _, rep := range m.reps {
		if key := "nudge/" + rep + "/2026-11-24"; delivered[key] != 1 {
			t.Errorf("%s is there %d times", key, delivered[key])
		}
	}
	if delivered["digest/"+salesChannel+"/2026-11-24"] != 1 {
		t.Error("there is no digest")
	}
	if waiting := m.posts("ready", "sending", "unknown", "dead"); waiting > 0 {
		t.Errorf("in the end %v", m.states())
	}
}
