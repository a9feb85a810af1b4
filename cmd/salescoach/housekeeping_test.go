package main

import (
	"testing"
	"time"

	"salescoach/coach"
)

func TestWhatIsOldIsForgottenOnceADay(t *testing.T) {
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
	d.ws.Advance(24 * time.Hour)
	d.bot.Tick(t.Context())
	if knows("b") {
		t.Error("a day later nothing was forgotten")
	}
}
