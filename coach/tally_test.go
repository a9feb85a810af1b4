package coach

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// touchOn is a touch at noon of a day in November 2026.
func touchOn(dayOfMonth int, c Channel, o Outcome) Touch {
	return Touch{
		ID: fmt.Sprintf("t%02d", dayOfMonth), Direction: DirectionOf(c, o), Channel: c, Outcome: o,
		At: time.Date(2026, 11, dayOfMonth, 12, 0, 0, 0, time.UTC), On: Date{2026, 11, dayOfMonth},
	}
}

func TestWhatCountsAsAFollowupAndWhatEndsASilence(t *testing.T) {
	sent := Date{2026, 11, 5}
	for _, c := range []struct {
		name      string
		sent      Date
		touches   []Touch
		followups int
		silence   int
		ours      bool
	}{
		{"nothing", sent, nil, 0, 0, false},
		{"before it was sent is no follow-up", sent, []Touch{touchOn(4, Call, Reached)}, 0, 0, false},
		{"on the day it was sent is one", sent, []Touch{touchOn(5, Call, NoAnswer)}, 1, 1, false},
		{"not sent, no follow-ups, no silence", Date{}, []Touch{touchOn(5, Call, NoAnswer), touchOn(6, Email, Sent)}, 0, 0, false},
		{"three unanswered", sent, []Touch{touchOn(6, Call, NoAnswer), touchOn(9, Voicemail, LeftMessage), touchOn(10, Email, Bounced)}, 3, 3, false},
		{"a reply ends the silence and the ball is ours", sent, []Touch{touchOn(6, Call, NoAnswer), touchOn(9, Email, Replied)}, 1, 0, true},
		{"our answer gives it back", sent, []Touch{touchOn(6, Call, NoAnswer), touchOn(9, Email, Replied), touchOn(10, Email, Sent)}, 2, 1, false},
		{"reaching them is a follow-up and ends the silence", sent, []Touch{touchOn(6, Call, NoAnswer), touchOn(9, Call, Reached)}, 2, 0, false},
		{"a no on the phone as well", sent, []Touch{touchOn(6, Call, SaidNo)}, 1, 0, false},
		{"a no by email is theirs", sent, []Touch{touchOn(6, Email, SaidNo)}, 0, 0, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Count(c.sent, c.touches)
			if got.Followups != c.followups || got.Silence != c.silence || got.BallIsOurs != c.ours {
				t.Errorf("%d follow-ups, silence %d, ball ours %v; want %d, %d, %v",
					got.Followups, got.Silence, got.BallIsOurs, c.followups, c.silence, c.ours)
			}
		})
	}
}

func TestATallyRemembersTheLastWord(t *testing.T) {
	touches := []Touch{touchOn(9, Email, Replied), touchOn(6, Call, OptedOut), touchOn(12, Text, Sent)}
	got := Count(Date{2026, 11, 5}, touches)
	want := Tally{
		Touches: 3, Followups: 2, SecondOn: Date{2026, 11, 12}, Silence: 1, Answers: 2, OptedOut: true,
		LastAt: touches[2].At, LastOn: Date{2026, 11, 12}, LastAnswer: touches[0].At, LastChannel: Text, LastOutcome: Sent,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestARepWhoTravelsWestDoesNotTurnTheClockBack(t *testing.T) {
	a, b := touchOn(9, Call, NoAnswer), touchOn(9, Email, Sent)
	b.ID, b.At, b.On = "later", b.At.Add(time.Hour), Date{2026, 11, 8}
	if got := Count(Date{2026, 11, 5}, []Touch{a, b}); got.LastOn != a.On || got.LastOutcome != Sent {
		t.Errorf("last touched on %v (%s), want %v", got.LastOn, got.LastOutcome, a.On)
	}
}

func TestEqualInstantsAreOrderedByID(t *testing.T) {
	a, b := touchOn(9, Email, Replied), touchOn(9, Call, NoAnswer)
	a.ID, b.ID = "a", "b"
	b.At = b.At.Add(time.Microsecond) // the store keeps milliseconds
	for _, order := range [][]Touch{{a, b}, {b, a}} {
		if got := Count(Date{2026, 11, 5}, order); got.BallIsOurs || got.LastOutcome != NoAnswer {
			t.Errorf("the later id must be the last word: %+v", got)
		}
	}
	if _, ok := Count(Date{2026, 11, 5}, []Touch{a}).Add(Date{2026, 11, 5}, b); ok {
		t.Error("Add cannot know the order of equal instants and must say so")
	}
}

func TestTheSilenceKnowsItsChannelsAndPlays(t *testing.T) {
	sent := Date{2026, 11, 5}
	touches := []Touch{
		touchOn(4, Letter, Sent), touchOn(6, Gift, Sent), touchOn(7, Call, Reached),
		touchOn(9, Voicemail, LeftMessage), touchOn(11, Email, Sent), touchOn(12, Email, Bounced),
	}
	touches[1].PlayID, touches[3].PlayID, touches[5].PlayID = "before", "voice", "mail"
	silence := SilenceOf(sent, touches)
	var ids []string
	for _, s := range silence {
		ids = append(ids, s.ID)
	}
	if want := []string{"t12", "t11", "t09"}; !slices.Equal(ids, want) {
		t.Errorf("the silence is %v, want %v", ids, want)
	}
	if got, want := SilenceChannels(sent, touches), []Channel{Voicemail, Email}; !slices.Equal(got, want) {
		t.Errorf("channels %v, want %v", got, want)
	}
	if diff := cmp.Diff(map[string]bool{"voice": true, "mail": true}, UsedPlays(silence)); diff != "" {
		t.Error(diff)
	}
}

// anyTouches is a history in any order, with equal instants among them.
func anyTouches(rt *rapid.T) []Touch {
	n := rapid.IntRange(0, 12).Draw(rt, "touches")
	touches := make([]Touch, n)
	for i := range touches {
		at := time.Date(2026, 11, 1, rapid.IntRange(0, 24*20).Draw(rt, "hour"), 0, 0, 0, time.UTC)
		c, o := rapid.SampledFrom(Channels).Draw(rt, "channel"), rapid.SampledFrom(Outcomes).Draw(rt, "outcome")
		touches[i] = Touch{
			ID: fmt.Sprintf("t%02d", i), Direction: DirectionOf(c, o), Channel: c, Outcome: o, At: at, On: DateOf(at, time.UTC),
			PlayID: rapid.SampledFrom([]string{"", "apology", "one-problem"}).Draw(rt, "play"), Row: rapid.IntRange(0, 2).Draw(rt, "row"),
		}
	}
	return touches
}

func anySentOn(rt *rapid.T) Date {
	if rapid.IntRange(0, 4).Draw(rt, "unsent") == 0 {
		return Date{}
	}
	return Date{2026, 11, 1}.Add(rapid.IntRange(-3, 20).Draw(rt, "sent"))
}

func TestAddingOneByOneIsCountingAll(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		sent, touches := anySentOn(rt), inOrder(anyTouches(rt))
		var tally Tally
		for i, touch := range touches {
			next, ok := tally.Add(sent, touch)
			later := i == 0 || touch.At.After(touches[i-1].At)
			if ok != later {
				rt.Fatalf("Add of a later touch (%v) said %v", later, ok)
			}
			if !ok {
				if next != tally {
					rt.Fatal("a refused touch changed the tally")
				}
				next = Count(sent, touches[:i+1])
			}
			if want := Count(sent, touches[:i+1]); next != want {
				rt.Fatal(cmp.Diff(want, next))
			}
			tally = next
		}
	})
}

func TestATallyDoesNotDependOnTheOrderItIsGivenIn(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		sent, touches := anySentOn(rt), anyTouches(rt)
		given := rapid.Permutation(touches).Draw(rt, "order")
		before := slices.Clone(given)
		if diff := cmp.Diff(Count(sent, touches), Count(sent, given)); diff != "" {
			rt.Fatal(diff)
		}
		if diff := cmp.Diff(before, given); diff != "" {
			rt.Fatal("counting changed its input: " + diff)
		}
	})
}

func TestSilenceIsNeverMoreThanFollowupsNorTheyMoreThanTouches(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		sent, touches := anySentOn(rt), anyTouches(rt)
		got := Count(sent, touches)
		if got.Silence > got.Followups || got.Followups > got.Touches || got.Touches != len(touches) {
			rt.Fatalf("silence %d, follow-ups %d, touches %d of %d", got.Silence, got.Followups, got.Touches, len(touches))
		}
		if n := len(SilenceOf(sent, touches)); n != got.Silence {
			rt.Fatalf("the silence has %d touches, the tally says %d", n, got.Silence)
		}
	})
}

func TestUndoingATouchGivesTheTallyBefore(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		sent, touches := anySentOn(rt), anyTouches(rt)
		before := Count(sent, touches)
		extra := touchOn(rapid.IntRange(1, 28).Draw(rt, "day"), Call, rapid.SampledFrom(Outcomes).Draw(rt, "outcome"))
		extra.ID = "extra"
		all := rapid.Permutation(append(slices.Clone(touches), extra)).Draw(rt, "order")
		if with := Count(sent, all); with.Touches != before.Touches+1 {
			rt.Fatalf("%d touches after %d", with.Touches, before.Touches)
		}
		rest := slices.DeleteFunc(all, func(t Touch) bool { return t.ID == extra.ID })
		if diff := cmp.Diff(before, Count(sent, rest)); diff != "" {
			rt.Fatal(diff)
		}
	})
}
