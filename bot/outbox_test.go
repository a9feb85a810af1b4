package bot

import (
	"testing"
	"time"

	"salescoach/coach"
)

func TestEveryKindOfPostHasSomebodyWhoDrawsIt(t *testing.T) {
	for _, kind := range coach.PostKinds {
		if draws[kind] == nil {
			t.Errorf("nobody draws %s", kind)
		}
	}
	if len(draws) != len(coach.PostKinds) {
		t.Errorf("%d kinds are drawn, and there are %d", len(draws), len(coach.PostKinds))
	}
}

func TestAPostThatMayBeThereIsNeverGivenBackForHavingWaited(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	for state, want := range map[coach.PostState]bool{coach.PostSending: true, coach.PostEditing: true, coach.PostUnknown: false} {
		c := coach.Claim{Post: coach.Post{State: state, NextAt: now.Add(carryFor - 1)}}
		if waited(c, now) != want {
			t.Errorf("%s: %v", state, !want)
		}
		if c.NextAt = now.Add(carryFor); waited(c, now) {
			t.Errorf("%s had time enough", state)
		}
	}
}
