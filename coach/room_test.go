package coach_test

import (
	"log/slog"
	"testing"
	"time"

	"salescoach/coach"
)

// openRooms is a coach over a fresh file, with a clock to set.
func openRooms(t *testing.T) (c *coach.Coach, store coach.Store, now *time.Time) {
	t.Helper()
	_, db := openCoach(t)
	now = new(importClock)
	c = coach.New(db, coach.Options{
		Now: func() time.Time { return *now }, NewID: func() string { return "x" }, Zone: time.UTC, WorkDays: [7]bool{1: true, 2: true, 3: true, 4: true, 5: true},
		Digest: coach.Clock(9 * 60), Log: slog.New(slog.DiscardHandler),
	})
	return c, db, now
}

// Slack may say London of somebody who told us that they are in Auckland.
func TestADigestKeepsTheClockOfTheOneWhoTurnsItOn(t *testing.T) {
	c, _, _ := openRooms(t)
	boss := coach.Rep{ID: "U0BOSS", Zone: "Europe/London", Times: coach.Times{OwnZone: "Pacific/Auckland"}}
	room, err := c.SetDigest(t.Context(), coach.Input{Workspace: team, Key: "k", Rep: boss, Manager: true}, "C1", "09:00")
	if err != nil || room.Zone != "Pacific/Auckland" {
		t.Errorf("the clock is that of %s, %v", room.Zone, err)
	}
}

// It is when we said hello: who puts us out and invites us again hears no second one.
func TestWhenWeSaidHelloStaysWhenWeAreInvitedAgain(t *testing.T) {
	c, store, now := openRooms(t)
	for _, key := range []string{"first", "again"} {
		if err := c.JoinRoom(t.Context(), coach.Input{Workspace: team, Key: key, Rep: coach.Rep{ID: "U1"}}, "C1"); err != nil {
			t.Fatal(err)
		}
		if err := c.LeaveRoom(t.Context(), team, "C1"); err != nil {
			t.Fatal(err)
		}
		*now = now.Add(48 * time.Hour)
	}
	err := store.View(t.Context(), team, func(r coach.Reader) error {
		room, err := r.Room("C1")
		if !room.GreetedAt.Equal(importClock) {
			t.Errorf("we said hello %s later", room.GreetedAt.Sub(importClock))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Slack does not always say who invited us.
func TestWhatNobodyInSlackIsSaidToHaveDoneIsSlacksInTheAuditLog(t *testing.T) {
	c, store, _ := openRooms(t)
	if err := c.JoinRoom(t.Context(), coach.Input{Workspace: team, Key: "k"}, "C1"); err != nil {
		t.Fatal(err)
	}
	all := entriesOf(t, c, coach.AuditQuery{Actor: coach.BySlack})
	if len(all) != 1 || all[0].Verb != "channel.join" || all[0].Who != coach.BySlack {
		t.Errorf("%+v", all)
	}
	err := store.View(t.Context(), team, func(r coach.Reader) error {
		change, err := r.Change("k")
		if change.Actor != coach.BySlack {
			t.Errorf("the change is by %q", change.Actor)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
