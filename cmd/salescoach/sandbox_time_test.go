package main

import (
	"context"
	"net/http"
	"net/url"
	"testing"
	"time"

	"salescoach/bot/sandbox"
)

// moves presses a button of the page's clock as somebody, and fails unless time has passed.
func moves(t *testing.T, ws *sandbox.Workspace, person, by string) {
	t.Helper()
	before := ws.Now()
	w, err := http.PostForm(ws.URL()+"/advance?as="+person, url.Values{"by": {by}})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Body.Close()
	if w.StatusCode != http.StatusNoContent || !ws.Now().After(before) {
		t.Fatalf("%s: %s, and it is %s", by, w.Status, ws.Now())
	}
}

// Whoever goes to the next morning goes through the day of everybody else: people in New
// York are reminded at their own half past eight, and nobody is forgotten or told twice.
func TestTheNextMorningComesForEverybody(t *testing.T) {
	began := time.Now()
	ws := runSandboxBy(t, sandboxCmd{}, func() time.Time { return thursday.Add(time.Since(began)) })
	for range 3 {
		moves(t, ws, "U0HANNA", "morning")
	}
	if at := ws.Now().In(ws.Person("U0HANNA").Location()); at.Format("Mon 15:04") != "Tue 09:00" {
		t.Errorf("after three mornings it is %s", at)
	}
	for _, who := range []string{"U0HANNA", "U0IMANI", "U0NADIA"} {
		days := map[string]bool{}
		for _, m := range ws.Messages(ws.DM(who), who) {
			at := m.Time().In(ws.Person(who).Location())
			if at.Format("15:04") != "08:30" && at.Format("15:04") != "08:45" { // some are spread a little
				t.Errorf("%s got a message on %s", who, at.Format("Monday at 15:04"))
			}
			days[at.Format("Mon")] = true
		}
		if len(days) < 2 || days["Sat"] || days["Sun"] || len(days) != len(ws.Messages(ws.DM(who), who)) {
			t.Errorf("%s got %d messages, on %v", who, len(ws.Messages(ws.DM(who), who)), days)
		}
	}
}

func TestTimePassesInPacesAndAYearIsJumpedOver(t *testing.T) {
	now := time.Date(2026, time.November, 19, 9, 7, 30, 0, time.UTC)
	var beats []time.Time
	m := &metronome{tick: func() { beats = append(beats, now) }}
	pass := func(ctx context.Context, d time.Duration) error {
		beats = nil
		return m.pass(ctx, func() time.Time { return now }, func(d time.Duration) { now = now.Add(d) }, d)
	}
	if err := pass(t.Context(), 20*time.Minute); err != nil || len(beats) != 2 || beats[0].Format("15:04:05") != "09:15:00" || beats[1].Format("15:04:05") != "09:27:30" {
		t.Errorf("twenty minutes: %v, %v", beats, err)
	}
	if err := pass(t.Context(), 365*24*time.Hour); err != nil || len(beats) != 7*24*4+1 || now.Year() != 2027 {
		t.Errorf("a year: %d beats, now %s, %v", len(beats), now, err)
	}
	gone, stop := context.WithCancel(t.Context())
	stop()
	if err := pass(gone, time.Hour); err == nil || len(beats) != 0 {
		t.Errorf("time passes for nobody: %v", err)
	}
}
