package coach

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// playedWith is a touch made with a play in a situation.
func playedWith(play string, row int, t Touch) Touch {
	t.PlayID, t.Row = play, row
	return t
}

func usesOf(touches ...Touch) []Use {
	return slices.Collect(Count(Date{2026, 11, 1}, touches).Uses.All())
}

func TestWhatComesOfAPlayIsWhatIsHeardBeforeAnythingElseIsSent(t *testing.T) {
	email := playedWith("one-problem", 20, touchOn(3, Email, Sent))
	for _, c := range []struct {
		name    string
		touches []Touch
		want    Use // of the play one-problem in row 20
	}{
		{"nothing yet", []Touch{email}, Use{Used: 1, Waiting: true}},
		{"a reply", []Touch{email, touchOn(5, Email, Replied)}, Use{Used: 1, Replies: 1}},
		{"they booked a meeting", []Touch{email, touchOn(5, Email, MeetingBooked)}, Use{Used: 1, Replies: 1, NextSteps: 1}},
		{"they called", []Touch{email, touchOn(5, Call, Replied)}, Use{Used: 1, Replies: 1, NextSteps: 1}},
		{"a no in writing is an answer and no next step", []Touch{email, touchOn(5, Email, SaidNo)}, Use{Used: 1, Replies: 1}},
		{"a no on the phone is none either", []Touch{playedWith("one-problem", 20, touchOn(3, Call, SaidNo))}, Use{Used: 1, Replies: 1}},
		{"a stop is no answer", []Touch{email, touchOn(5, Email, OptedOut)}, Use{Used: 1, Stops: 1}},
		{"something else was sent first", []Touch{email, touchOn(5, Email, Sent), touchOn(6, Email, Replied)}, Use{Used: 1}},
		{"a talk that we began later was not its answer", []Touch{email, touchOn(5, Call, Reached)}, Use{Used: 1}},
		{"a call that nobody took sent nothing", []Touch{email, touchOn(5, Call, NoAnswer), touchOn(6, Email, Replied)}, Use{Used: 1, Replies: 1}},
		{"nor did one that came back", []Touch{email, touchOn(5, Email, Bounced), touchOn(6, Email, Replied)}, Use{Used: 1, Replies: 1}},
		{"an answer counts once", []Touch{email, touchOn(5, Email, Replied), touchOn(6, Email, Replied)}, Use{Used: 1, Replies: 1}},
		{"the talk in which it was said", []Touch{playedWith("one-problem", 20, touchOn(3, Call, Reached))}, Use{Used: 1, Replies: 1}},
		{"the meeting that came of that talk", []Touch{playedWith("one-problem", 20, touchOn(3, Call, MeetingBooked))}, Use{Used: 1, Replies: 1, NextSteps: 1}},
		{"and then silence", []Touch{playedWith("one-problem", 20, touchOn(3, Call, Reached)), touchOn(5, Email, Sent)}, Use{Used: 1, Replies: 1}},
		{"twice", []Touch{email, playedWith("one-problem", 20, touchOn(5, Voicemail, LeftMessage)), touchOn(6, Email, Replied)}, Use{Used: 2, Replies: 1}},
		{"before the proposal was sent", []Touch{playedWith("one-problem", 20, touchOn(0, Email, Sent)), touchOn(1, Email, Replied)}, Use{Used: 1, Replies: 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.want.PlayID, c.want.Row = "one-problem", 20
			if diff := cmp.Diff([]Use{c.want}, usesOf(c.touches...)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWhatReachedNobodyAndWhatTheyWroteIsNoUse(t *testing.T) {
	for _, touch := range []Touch{touchOn(3, Call, NoAnswer), touchOn(3, Email, Bounced), touchOn(3, Email, Replied), touchOn(3, Email, SaidNo)} {
		if got := usesOf(playedWith("apology", 22, touch)); len(got) > 0 {
			t.Errorf("%s %s: %+v", touch.Channel, touch.Outcome, got)
		}
	}
}

func TestAPlayIsCountedBySituation(t *testing.T) {
	got := usesOf(
		playedWith("success-story", 20, touchOn(2, Email, Sent)),
		playedWith("success-story", 15, touchOn(3, Email, Sent)),
		playedWith("my own play", 0, touchOn(4, Voicemail, LeftMessage)),
		playedWith("success-story", 20, touchOn(5, Email, Sent)), touchOn(6, Email, Replied))
	want := []Use{
		{PlayID: "success-story", Row: 20, Used: 2, Replies: 1},
		{PlayID: "success-story", Row: 15, Used: 1},
		{PlayID: "my own play", Row: 0, Used: 1},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestATouchThatWasUndoneLeavesNoTrace(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		touches := anyTouches(rt)
		if len(touches) == 0 {
			return
		}
		i := rapid.IntRange(0, len(touches)-1).Draw(rt, "undone")
		rest := slices.Delete(slices.Clone(touches), i, i+1)
		again := append(slices.Clone(rest), touches[i])
		if Count(Date{2026, 11, 5}, again).Uses != Count(Date{2026, 11, 5}, touches).Uses {
			rt.Error("the order of logging decides what came of a play")
		}
		used, replies := 0, 0
		for u := range Count(Date{2026, 11, 5}, rest).Uses.All() {
			used, replies = used+u.Used, replies+u.Replies
		}
		played := 0
		for _, t := range rest {
			if t.PlayID != "" && t.Direction == Out && delivered(&t) {
				played++
			}
		}
		if used != played || replies > used {
			rt.Errorf("%d uses and %d replies of %d touches with a play", used, replies, played)
		}
	})
}

func TestUsesThatSomebodyElseWroteCountForNothing(t *testing.T) {
	for _, u := range []Uses{"x", "////////", "apology/many/x/y", "/"} {
		for use := range u.All() {
			if use.Used > 0 || use.Replies > 0 {
				t.Errorf("%q: %+v", u, use)
			}
		}
	}
}
