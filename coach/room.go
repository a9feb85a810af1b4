package coach

import (
	"cmp"
	"context"
	"slices"
	"time"
)

// Room is a channel of the workspace that we are in, and what it wants of us.
type Room struct {
	ID        string // Slack id
	DigestAt  string // when its digest comes: [DigestOn], a [Clock] as "09:00", or [DigestOff]; "" : nobody has said
	Zone      string // IANA name of the digest's clock; empty: the workspace's
	SetBy     string // Slack user id of who turned it on or off
	SetAt     time.Time
	CheeredOn Date      // the day of the last line that said that nothing is stalled
	GreetedAt time.Time // when we said hello there
	LeftAt    time.Time // when we were put out of it, or it was archived; zero: we are in
}

// What [Room.DigestAt] says besides a time.
const (
	DigestOn  = "on" // at the time that the operator set (COACH_DIGEST)
	DigestOff = "off"
)

// digest is the schedule of a channel's digest; nil: it has none.
func (c *Coach) digest(ch Room) Schedule {
	switch {
	case ch.DigestAt == DigestOff || !ch.LeftAt.IsZero():
		return nil
	case ch.DigestAt == DigestOn:
		return c.o.Digest
	case ch.DigestAt == "":
		if slices.Contains(c.o.DigestIn, ch.ID) {
			return c.o.Digest
		}
		return nil
	}
	at, err := ParseClock(ch.DigestAt)
	if err != nil {
		return c.o.Digest // a time that a newer version wrote
	}
	return at
}

// Usual is when digests come where nobody has said otherwise, in words: the operator's
// spec may be anything, so only the common one has a time of day.
func (c *Coach) Usual() string {
	if c.o.Digest == nil {
		return "at no time: the operator has turned digests off"
	}
	// A working day in no zone: what the schedule's clock shows.
	if at, some := On(c.o.Digest, Date{2026, time.January, 7}, time.UTC); some {
		return "on working days at " + at.Format("15:04")
	}
	return "once on working days"
}

// roomHours is the calendar of a channel: the team's work week in its own zone.
func (c *Coach) roomHours(ch Room) Hours { return c.Hours(Rep{Zone: ch.Zone}) }

// DigestOf is a channel as it is known, and whether it gets a digest.
func (c *Coach) DigestOf(ctx context.Context, workspace, channel string) (ch Room, on bool, err error) {
	err = c.store.View(ctx, workspace, func(r Reader) (err error) {
		ch, err = roomOf(r, channel)
		return err
	})
	return ch, c.digest(ch) != nil, err
}

// roomOf is a channel as it is known, or a new one.
func roomOf(r Reader, id string) (Room, error) {
	ch, err := r.Room(id)
	if KindOf(err) == NotFound {
		return Room{ID: id}, nil
	}
	return ch, err
}

// SetDigest turns a channel's digest on or off. at is empty for the usual time,
// [DigestOff], or a time of day; the clock is that of who turns it on. Only a manager
// may, because it shows everybody's deals to everybody in the channel.
func (c *Coach) SetDigest(ctx context.Context, in Input, channel, at string) (ch Room, err error) {
	if err := c.MaySetDigest(in); err != nil {
		return ch, err
	}
	switch at {
	case "":
		at = DigestOn
	case DigestOn, DigestOff:
	default:
		clock, err := ParseClock(at)
		if err != nil {
			return ch, err
		}
		at = clock.String()
	}
	_, _, err = c.change(ctx, in, "digest.set", func(tx Tx, now time.Time) (string, error) {
		if ch, err = roomOf(tx, channel); err != nil {
			return "", err
		}
		ch.DigestAt, ch.SetBy, ch.SetAt = at, in.Rep.ID, now
		if at != DigestOff { // who turns it on sees to it that we are in
			ch.LeftAt = time.Time{}
		}
		if ch.Zone == "" || at != DigestOff {
			ch.Zone = cmp.Or(in.Rep.OwnZone, in.Rep.Zone)
		}
		if err := tx.SaveRoom(ch); err != nil {
			return "", err
		}
		return channel, c.greetAnew(tx, ch, now)
	})
	if err != nil {
		return ch, err
	}
	ch, _, err = c.DigestOf(ctx, in.Workspace, channel)
	return ch, err
}

// MaySetDigest says in words why a person may not turn digests on or off; nil when they may.
func (c *Coach) MaySetDigest(in Input) error {
	if in.Manager {
		return nil
	}
	return Errorf(Forbidden, "Only a manager turns the digest on or off, because everybody in the channel sees it.")
}

// RoomIDs lists the channels that we are in, as far as we know.
func (c *Coach) RoomIDs(ctx context.Context, workspace string) ([]string, error) {
	return c.roomIDs(ctx, workspace, func(ch Room) bool { return ch.LeftAt.IsZero() })
}

// MissedRoomIDs lists the channels that we are out of, as far as we know, and that would
// have a digest if we were in.
func (c *Coach) MissedRoomIDs(ctx context.Context, workspace string) ([]string, error) {
	return c.roomIDs(ctx, workspace, func(ch Room) bool {
		if ch.LeftAt.IsZero() {
			return false
		}
		ch.LeftAt = time.Time{}
		return c.digest(ch) != nil
	})
}

func (c *Coach) roomIDs(ctx context.Context, workspace string, is func(Room) bool) (ids []string, err error) {
	err = c.store.View(ctx, workspace, func(r Reader) error {
		ids = nil
		rooms, err := r.Rooms()
		for _, room := range c.withDefaults(rooms) {
			if is(room) {
				ids = append(ids, room.ID)
			}
		}
		return err
	})
	return ids, err
}

// LeaveRoom notes that we are not in a channel any more: nothing is due there.
func (c *Coach) LeaveRoom(ctx context.Context, workspace, channel string) error {
	now := c.o.Now()
	return c.update(ctx, workspace, author{BySlack, "channel.left", now}, func(tx Tx) error {
		ch, err := roomOf(tx, channel)
		if err != nil || !ch.LeftAt.IsZero() {
			return err
		}
		ch.LeftAt = now
		return tx.SaveRoom(ch)
	})
}

// Greeting is what we say in a channel that we were invited to.
type Greeting struct {
	Digest bool // its digest is on
}

// greetingKey is the key of the post that says hello in a channel.
func greetingKey(channel string) string { return "greeting/" + channel }

// greetAnew lets the hello of a channel say whether the digest is on, so that it offers to
// turn on only what is off. Where nobody has said hello there is nothing to do.
func (c *Coach) greetAnew(tx Tx, ch Room, now time.Time) error {
	p, err := tx.Post(greetingKey(ch.ID))
	if KindOf(err) == NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	body, err := encode(Greeting{Digest: c.digest(ch) != nil})
	if err != nil || body == p.Body {
		return err
	}
	return tx.SavePost(p.edited(body, now))
}

// JoinRoom notes that we are in a channel, and says hello there the first time.
func (c *Coach) JoinRoom(ctx context.Context, in Input, channel string) error {
	_, _, err := c.change(ctx, in, "channel.join", func(tx Tx, now time.Time) (string, error) {
		ch, err := roomOf(tx, channel)
		if err != nil {
			return "", err
		}
		return channel, c.enter(tx, ch, now)
	})
	return err
}

// FindRoom notes that we are in a channel that we took ourselves to be out of: Slack's word
// of the invitation is lost where nobody listens for some minutes.
func (c *Coach) FindRoom(ctx context.Context, workspace, channel string) error {
	now := c.o.Now()
	return c.update(ctx, workspace, author{BySlack, "channel.join", now}, func(tx Tx) error {
		ch, err := roomOf(tx, channel)
		if err != nil || ch.LeftAt.IsZero() { // the word came after all
			return err
		}
		return c.enter(tx, ch, now)
	})
}

func (c *Coach) enter(tx Tx, ch Room, now time.Time) error {
	first := ch.GreetedAt.IsZero()
	ch.LeftAt = time.Time{}
	if first {
		ch.GreetedAt = now
	}
	if err := tx.SaveRoom(ch); err != nil || !first {
		return err
	}
	body, err := encode(Greeting{Digest: c.digest(ch) != nil})
	if err != nil {
		return err
	}
	before := now.Add(-time.Millisecond) // a digest that is due at once
	_, err = plan(tx, Post{Key: greetingKey(ch.ID), Kind: GreetingPost, To: ch.ID, Body: body, NextAt: before, NotAfter: now.Add(24 * time.Hour)}, now)
	return err
}
