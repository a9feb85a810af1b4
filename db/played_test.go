package db

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"salescoach/coach"
)

// Deals of an older version get the day of their second follow-up, and the sleep
// that they are in.
func TestAnOlderDatabaseLearnsTheDayOfTheSecondFollowup(t *testing.T) {
	path := filepath.Join(t.TempDir(), "coach.db")
	old := migratorOn(t, path, embedded()[:3])
	if err := old.run(t.Context()); err != nil {
		t.Fatal(err)
	}
	exec := func(text string) {
		t.Helper()
		if _, err := old.conn.ExecContext(t.Context(), text); err != nil {
			t.Fatal(err)
		}
	}
	exec(`INSERT INTO accounts VALUES ('T1', 'a1', 'Brandan', '', 'brandan', 'brandan', 0)`)
	for i, d := range []struct{ sent, paused, snoozed string }{
		{"2026-03-02", "", ""}, {"2026-03-04", "2026-05-01", "2026-04-01"}, {"", "", "2026-04-01"},
	} {
		exec(fmt.Sprintf(`INSERT INTO deals (workspace, id, account_id, name, name_key, amount, currency, rep_id, rep_name, stage,
			sent_on, source, external_id, paused_until, pause_reason, snoozed_until, close_reason, real_reason, closed_at, revisit_on,
			touches, followups, silence, last_at, last_on, last_answer, answers, ball_is_ours, opted_out, last_channel, last_outcome,
			created_at, updated_at, version) VALUES ('T1', 'd%d', 'a1', '', '', 0, '', 'U1', '', 'open', '%s', '', '', '%s', '', '%s', '', '', 0, '',
			4, %d, 0, 0, '', 0, 0, FALSE, FALSE, '', '', 0, 0, 0)`, i, d.sent, d.paused, d.snoozed, []int{3, 2, 0}[i]))
		for n, day := range []string{"2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06"} {
			direction := "out"
			if n == 1 && i == 0 {
				direction = "in"
			}
			exec(fmt.Sprintf(`INSERT INTO touches (workspace, deal_id, at, id, contact_id, direction, channel, outcome, objection,
				play_id, note, day, logged_by, logged_at) VALUES ('T1', 'd%d', %d, 't%d%d', '', '%s', 'call', 'sent', '', '', '', '%s', '', 0)`,
				i, 100+n, i, n, direction, day))
		}
	}
	old.conn.Close()
	d := open(t, path)
	err := d.View(t.Context(), "T1", func(r coach.Reader) error {
		for id, want := range map[string][2]string{"d0": {"2026-03-05", ""}, "d1": {"2026-03-05", "2026-05-01"}, "d2": {"", "2026-04-01"}} {
			got, err := r.Deal(id)
			if err != nil {
				return err
			}
			if second, slept := got.Tally.SecondOn.String(), got.SleptUntil.String(); second != want[0] || slept != want[1] {
				t.Errorf("%s: second follow-up on %q, asleep until %q; want %q", id, second, slept, want)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// What works for a whole team, added up anew: what the first reader pays when the
// last sum is too old. By then most of the filled deals have had their touches.
func BenchmarkStats(b *testing.B) {
	for _, n := range sizes {
		b.Run(fmt.Sprintf("deals=%d", n), func(b *testing.B) {
			path, f := filledFile(b, n)
			store := open(b, path)
			now := time.Date(2026, time.July, 24, 9, 0, 0, 0, time.UTC)
			c := benchCoachAt(b, store, func() time.Time { now = now.Add(time.Hour / 50); return now })
			b.ReportAllocs()
			for b.Loop() {
				s, err := c.Stats(b.Context(), coach.Input{Workspace: f.Workspace, Rep: f.Rep(0), Manager: true})
				if err != nil || len(s.Plays) == 0 || s.Team.Followed.Now.Due == 0 || s.Team.Week == 0 {
					b.Fatalf("the figure is about nothing: %+v, %v", s.Team, err)
				}
			}
		})
	}
}
