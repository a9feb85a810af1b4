package coach

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var postNoon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func TestAPostGoesFromHandToHand(t *testing.T) {
	ready := Post{State: PostReady, Kind: NudgePost, NotAfter: postNoon.Add(time.Hour)}
	for _, c := range []struct {
		what  string
		got   Post
		state PostState
		next  time.Duration // after noon; -1: nobody takes it up again
	}{
		{"taken up", ready.claimed(postNoon), PostSending, postLease},
		{"too late", ready.claimed(postNoon.Add(time.Hour)), PostSkipped, -1},
		{"its sender died", Post{State: PostSending}.claimed(postNoon), PostUnknown, postLease},
		{"looked for again", Post{State: PostUnknown}.claimed(postNoon), PostUnknown, postLease},
		{"to be edited", Post{State: PostStale}.claimed(postNoon), PostEditing, postLease},
		{"an editor died", Post{State: PostEditing}.claimed(postNoon), PostEditing, postLease},
		{"sent", Post{State: PostSending}.delivered("D1", "1.1", false, postNoon), PostSent, -1},
		{"sent, and changed meanwhile", Post{State: PostSending}.delivered("D1", "1.1", true, postNoon), PostStale, editPace},
		{"rate limited", Post{State: PostSending, Attempts: 1}.failed(Failure{RetryAfter: time.Minute}, postNoon), PostReady, time.Minute},
		{"refused for now", Post{State: PostSending, Attempts: 1}.failed(Failure{}, postNoon), PostReady, postRetry},
		{"refused for now, thrice", Post{State: PostSending, Attempts: 3}.failed(Failure{}, postNoon), PostReady, 4 * postRetry},
		{"refused for now, often", Post{State: PostSending, Attempts: 11}.failed(Failure{}, postNoon), PostReady, postRest},
		{"refused too often", Post{State: PostSending, Attempts: maxAttempts}.failed(Failure{}, postNoon), PostDead, -1},
		{"refused for good", Post{State: PostSending, Attempts: 1}.failed(Failure{Final: true}, postNoon), PostDead, -1},
		{"no answer", Post{State: PostSending}.failed(Failure{Unknown: true}, postNoon), PostUnknown, postLook},
		{"an edit without answer", Post{State: PostEditing}.failed(Failure{Unknown: true}, postNoon), PostStale, postLook},
		{"nothing to edit any more", Post{State: PostEditing}.failed(Failure{Final: true}, postNoon), PostSent, -1},
		{"not there yet", Post{State: PostUnknown, FiredAt: postNoon.Add(-postSettle + 1)}.missed(postNoon), PostUnknown, postLook},
		{"not there", Post{State: PostUnknown, FiredAt: postNoon.Add(-postSettle)}.missed(postNoon), PostReady, 0},
		{"a nudge nobody can look for", Post{State: PostUnknown, Kind: NudgePost, Attempts: 1}.unreadable(postNoon), PostDead, -1},
		{"a digest nobody can look for", Post{State: PostUnknown, Kind: DigestPost, Attempts: 1, FiredAt: postNoon}.unreadable(postNoon), PostReady, postSettle},
		{"… once more", Post{State: PostUnknown, Kind: DigestPost, Attempts: 2}.unreadable(postNoon), PostDead, -1},
		{"changed before it went", Post{State: PostReady}.edited("{}", postNoon), PostReady, -1},
		{"changed after it went", Post{State: PostSent}.edited("{}", postNoon), PostStale, 0},
		{"changed while an edit waits", Post{State: PostStale, UpdatedAt: postNoon, NextAt: postNoon.Add(editPace / 3)}.edited("{}", postNoon), PostStale, editPace / 3},
		{"changed while a late edit waits", Post{State: PostStale, UpdatedAt: postNoon, NextAt: postNoon.Add(showPace)}.edited("{}", postNoon), PostStale, editPace},
		{"put in its place by a click", Post{State: PostSent}.shown("{}", postNoon), PostStale, showPace},
		{"… while an edit waits", Post{State: PostStale, NextAt: postNoon.Add(editPace)}.shown("{}", postNoon), PostStale, editPace},
		{"changed twice in a second", Post{State: PostSent, UpdatedAt: postNoon.Add(-editPace / 4)}.edited("{}", postNoon), PostStale, editPace * 3 / 4},
	} {
		if c.got.State != c.state {
			t.Errorf("%s: %s, want %s", c.what, c.got.State, c.state)
		}
		if c.next >= 0 && !c.got.NextAt.Equal(postNoon.Add(c.next)) {
			t.Errorf("%s: next %s after noon, want %s", c.what, c.got.NextAt.Sub(postNoon), c.next)
		}
	}
}

// Slack as a post meets it: each attempt may arrive or not, whatever is answered, and
// whoever sends may die before or after. Looking finds what arrived.
func TestWhateverHappensAPostArrivesOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Post{State: PostReady, Kind: DigestPost, NextAt: postNoon}
		now, arrived := postNoon, 0
		troubles := rapid.IntRange(0, 8).Draw(t, "troubles")
		for step := 0; p.State != PostSent; step++ {
			if p.State == PostDead || p.State == PostSkipped || step > 200 {
				t.Fatalf("it ended %s after %d steps", p.State, step)
			}
			now = laterTime(now, p.NextAt).Add(time.Second)
			p = p.claimed(now)
			fate := 0
			if step < troubles {
				fate = rapid.IntRange(0, 5).Draw(t, fmt.Sprint("fate ", step))
			}
			p, arrived = meet(p, fate, arrived, now)
		}
		if arrived != 1 {
			t.Fatalf("it arrived %d times", arrived)
		}
	})
}

func meet(p Post, fate, arrived int, now time.Time) (Post, int) {
	switch {
	case fate == 1: // the process died at once
		return p, arrived
	case p.State == PostUnknown && fate == 2: // it cannot be looked for just now
		return p, arrived
	case p.State == PostUnknown && arrived > 0:
		return p.delivered("C1", "1.1", false, now), arrived
	case p.State == PostUnknown:
		return p.missed(now), arrived
	case fate == 2:
		return p.failed(Failure{RetryAfter: time.Second}, now), arrived
	case fate == 3: // arrived, and no answer
		return p.failed(Failure{Unknown: true}, now), arrived + 1
	case fate == 4: // arrived, and the process died
		return p, arrived + 1
	case fate == 5: // not arrived, and no answer
		return p.failed(Failure{Unknown: true}, now), arrived
	}
	return p.delivered("C1", "1.1", false, now), arrived + 1
}
