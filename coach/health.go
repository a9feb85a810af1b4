package coach

import (
	"context"
	"errors"
	"time"
)

// PostCount is how many posts are in a state, and since when the oldest of them waits.
// One whose time has not come yet waits since an instant that is still ahead.
type PostCount struct {
	State PostState
	Posts int
	Since time.Time
}

// Backlog is what has not been said yet, and what nobody will say any more.
type Backlog struct {
	Posts  map[PostState]int // those that somebody has to take up, and those that died lately
	Oldest time.Duration     // how long the one that waits longest has waited
	Polls  map[PollKind]int  // open ones
}

// deadFor is how long a post that died is counted: long enough for somebody to look.
const deadFor = 24 * time.Hour

// Backlog counts the outbox and the open polls.
func (c *Coach) Backlog(ctx context.Context, workspace string) (b Backlog, err error) {
	now := c.o.Now()
	err = c.store.View(ctx, workspace, func(r Reader) error {
		b = Backlog{Posts: map[PostState]int{}, Polls: map[PollKind]int{}}
		counts, err := r.CountPosts(now.Add(-deadFor))
		if err != nil {
			return err
		}
		for _, n := range counts {
			b.Posts[n.State] = n.Posts
			if n.State != PostDead {
				b.Oldest = max(b.Oldest, now.Sub(n.Since))
			}
		}
		polls, err := r.OpenPolls()
		for _, p := range polls {
			b.Polls[p.Kind]++
		}
		return err
	})
	return b, err
}

// errProbe ends a transaction that was only tried.
var errProbe = errors.New("only a probe")

// Writable says whether the store takes changes: it makes one, and takes it back.
func (c *Coach) Writable(ctx context.Context) error {
	err := c.store.Update(ctx, "", func(tx Tx) error {
		if err := tx.SaveSetting("probe", "probe"); err != nil {
			return err
		}
		return errProbe
	})
	if errors.Is(err, errProbe) {
		return nil
	}
	return err
}

// Repeats is how many inputs had been served before when they came, and so changed
// nothing, since the start.
func (c *Coach) Repeats() uint64 { return c.repeats.Load() }
