package main

import (
	"testing"
	"time"

	"salescoach/coach"
)

func TestWhatIsOldIsForgottenEveryHour(t *testing.T) {
	d := newDesk(t)
	remembers := func(key string) {
		must(t, d.store.Update(t.Context(), d.ws.TeamID(), func(tx coach.Tx) error {
			return tx.Remember(coach.Change{Key: key, At: d.ws.Now().Add(-8 * 24 * time.Hour)})
		}))
	}
	knows := func(key string) bool {
		var err error
		must(t, d.store.View(t.Context(), d.ws.TeamID(), func(r coach.Reader) error { _, err = r.Change(key); return nil }))
		return err == nil
	}
	remembers("a")
	d.bot.Tick(t.Context())
	remembers("b")
	d.bot.Tick(t.Context())
	if knows("a") || !knows("b") {
		t.Errorf("a is known: %t, b: %t; it looks at the start, and not again at the next tick", knows("a"), knows("b"))
	}
	d.ws.Advance(time.Hour)
	d.bot.Tick(t.Context())
	if knows("b") {
		t.Error("an hour later nothing was forgotten")
	}
}

// A bot that died in the midst of writing a poll leaves a draft. The next one cannot know
// at its start that nobody is at it; two hours later nothing is left.
func TestAPollThatNobodyWroteToItsEndIsGoneWithinTwoHours(t *testing.T) {
	d := newDesk(t)
	must(t, d.store.Update(t.Context(), d.ws.TeamID(), func(tx coach.Tx) error {
		now := d.ws.Now()
		return tx.InsertPoll(coach.Poll{ID: "half", Kind: coach.DeadLeads, State: coach.PollClosed, AskedBy: mira, OpenedAt: now, ClosesAt: now.Add(24 * time.Hour), Version: 1})
	}))
	left := func() bool {
		var err error
		must(t, d.store.View(t.Context(), d.ws.TeamID(), func(r coach.Reader) error { _, err = r.Poll("half"); return nil }))
		return err == nil
	}
	d.hire() // the next one
	d.bot.Tick(t.Context())
	if !left() {
		t.Error("it was dropped while somebody might be writing it")
	}
	for range 2 {
		d.ws.Advance(time.Hour)
		d.ticks()
	}
	if left() {
		t.Error("two hours later it is still there")
	}
}
