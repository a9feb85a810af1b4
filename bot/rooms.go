package bot

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/slack-go/slack"
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
	people []string
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

// refreshRooms asks who is in the channels that we are in, a few of them once a minute.
func (b *Bot) refreshRooms(ctx context.Context) error {
	now := b.o.Now()
	if b.again.tooSoon("rooms", now) {
		return nil
	}
	ids, err := b.o.Coach.RoomIDs(ctx, b.o.Team)
	var failed []error
	for asked := 0; len(ids) > 0 && asked < roomsOnce; ids = ids[1:] {
		if b.rooms.fresh(ids[0], now) {
			continue
		}
		asked++
		failed = append(failed, b.seeRoom(ctx, ids[0], now))
	}
	return errors.Join(err, errors.Join(failed...))
}

// seeRoom asks who is in a channel. One that we are not in any more tells nothing of
// who works with whom.
func (b *Bot) seeRoom(ctx context.Context, id string, now time.Time) error {
	people, err := b.members(ctx, id)
	var refused slack.SlackErrorResponse
	switch {
	case errors.As(err, &refused) && gone[refused.Err]:
		b.rooms.forget(id)
		return nil
	case err != nil:
		return err // what was known holds until the next time
	}
	b.rooms.learn(id, people, now)
	return nil
}
