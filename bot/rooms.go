package bot

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

// How long it is believed who is in a channel, and how many channels are asked about
// in one go, so that other jobs get their turn.
const (
	roomFor   = 6 * time.Hour // teams change slowly, and Slack counts every question
	roomsOnce = 5
)

// rooms knows who is in the channels that we are in: whoever shares one with a manager
// is of their team. It is a memory of this process only, filled little by little; who
// is in no channel that it knows is nobody's in particular.
type rooms struct {
	mu  sync.Mutex
	all map[string]roomSeen
}

type roomSeen struct {
	people []string // none: we are not in it
	at     time.Time
}

func (k *rooms) learn(id string, people []string, at time.Time) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.all == nil {
		k.all = map[string]roomSeen{}
	}
	k.all[id] = roomSeen{people, at}
}

func (k *rooms) forget(id string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.all, id)
}

func (k *rooms) fresh(id string, now time.Time) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	seen, ok := k.all[id]
	age := now.Sub(seen.at)
	return ok && age >= 0 && age < roomFor
}

// near are the people who share a channel with somebody.
func (k *rooms) near(user string) []string {
	k.mu.Lock()
	defer k.mu.Unlock()
	var near []string
	for _, seen := range k.all {
		if slices.Contains(seen.people, user) {
			near = append(near, seen.people...)
		}
	}
	slices.Sort(near)
	return slices.Compact(near)
}

// keep forgets every channel but those that we are in and saw from within, and those that
// we are out of and saw from without.
func (k *rooms) keep(in, out []string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	maps.DeleteFunc(k.all, func(id string, seen roomSeen) bool {
		if len(seen.people) > 0 {
			return !slices.Contains(in, id)
		}
		return !slices.Contains(out, id)
	})
}

// refreshRooms asks who is in the channels that we are in, a few of them once a minute,
// and whether we are in again where a digest waits for us. What we are out of else is
// forgotten, whichever process heard of it.
func (b *Bot) refreshRooms(ctx context.Context) error {
	now := b.o.Now()
	if b.again.tooSoon("rooms", now) {
		return nil
	}
	ids, err := b.o.Coach.RoomIDs(ctx, b.o.Team)
	if err != nil {
		return err
	}
	missed, err := b.o.Coach.MissedRoomIDs(ctx, b.o.Team)
	if err != nil {
		return err
	}
	b.rooms.keep(ids, missed)
	var failed []error
	asked := 0
	look := func(ids []string, see func(context.Context, string) error) {
		for ; len(ids) > 0 && asked < roomsOnce; ids = ids[1:] {
			if !b.rooms.fresh(ids[0], now) {
				asked++
				failed = append(failed, see(ctx, ids[0]))
			}
		}
	}
	look(ids, func(ctx context.Context, id string) error { _, err := b.seeRoom(ctx, id); return err })
	look(missed, b.findRoom)
	return errors.Join(failed...)
}

// findRoom looks whether we are in a channel that we took ourselves to be out of.
func (b *Bot) findRoom(ctx context.Context, id string) error {
	people, out, err := b.peopleIn(ctx, id)
	if err != nil {
		return err
	}
	b.rooms.learn(id, people, b.o.Now())
	if out != "" {
		return nil
	}
	return b.o.Coach.FindRoom(ctx, b.o.Team, id)
}

// seeRoom asks who is in a channel, and keeps it in mind. Nobody is where we are not in
// it any more: then nothing is due there, and it tells nothing of who works with whom.
func (b *Bot) seeRoom(ctx context.Context, id string) ([]string, error) {
	people, out, err := b.peopleIn(ctx, id)
	switch {
	case err != nil:
		return nil, err // what was known holds until the next time
	case out != "":
		b.o.Log.Warn("we are not in that channel", "channel", id, "code", out)
		b.rooms.forget(id)
		return nil, b.o.Coach.LeaveRoom(ctx, b.o.Team, id)
	}
	b.rooms.learn(id, people, b.o.Now())
	return people, nil
}

// gone are Slack's words for a channel that is no place for us.
var gone = map[string]bool{"channel_not_found": true, "not_in_channel": true, "is_archived": true}

// peopleIn are the people in a channel that we are in; out is Slack's word for why we
// are not. Of a public channel Slack names the people all the same.
func (b *Bot) peopleIn(ctx context.Context, channel string) (people []string, out string, err error) {
	people, err = b.members(ctx, channel)
	switch code := refusedWith(err); {
	case gone[code]:
		return nil, code, nil
	case err == nil && !slices.Contains(people, b.o.BotUser):
		return nil, "not_in_channel", nil
	}
	return people, "", coach.Wrap(coach.Busy, err, "I couldn't ask Slack who is in this channel. Please try again in a moment.")
}

// members are the people in a channel.
func (b *Bot) members(ctx context.Context, channel string) (all []string, err error) {
	q := slack.GetUsersInConversationParameters{ChannelID: channel, Limit: 200}
	for {
		page, next, err := b.o.API.GetUsersInConversationContext(ctx, &q)
		if err != nil {
			return nil, err
		}
		all = append(all, page...)
		if q.Cursor = next; next == "" {
			return all, nil
		}
	}
}
