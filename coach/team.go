package coach

import (
	"context"
	"sync"
	"time"
)

// Team is what holds for everybody in a workspace: what scripts may say about us,
// what there is to give, and what works here.
type Team struct {
	Us      Us
	Library []LibraryItem // newest first
	Results *Results      // what works for this team; nil: not known
}

// Us is what scripts may say about our own firm. What is empty becomes a
// question to the rep, never an invention.
type Us struct {
	Company string
	Offer   string // what we do, in one line
	Gifts   Gifts
}

// Gifts is our own rule on small gifts to prospects (FU-13). Their firm's rule is
// another matter, and asked about each time.
type Gifts string

// The rules on gifts, with the values that are stored.
const (
	GiftsUnsaid  Gifts = ""    // nobody has said yet: ask, and propose none
	GiftsAllowed Gifts = "yes" // small ones are fine
	GiftsBarred  Gifts = "no"
)

// readTeam reads what a [Team] is made of.
func readTeam(r Reader) (t Team, err error) {
	if t.Us.Company, err = r.Setting(SettingCompany); err != nil {
		return t, err
	}
	if t.Us.Offer, err = r.Setting(SettingOffer); err != nil {
		return t, err
	}
	gifts, err := r.Setting(SettingGifts)
	if err != nil {
		return t, err
	}
	t.Us.Gifts = Gifts(gifts)
	t.Library, err = r.Library()
	return t, err
}

// teamFor is how long a team is believed without reading it again.
const teamFor = time.Minute

// teams remembers the [Team] of each workspace, because every card needs it and it
// hardly ever changes. It is read at most once a minute; what this process changes
// it drops at once, and a change by another replica is seen within the minute.
// It is safe for many goroutines, and what it gives is shared: nobody writes to it.
type teams struct{ of sync.Map } // workspace → *teamRead

// teamRead is one workspace's team. mu is held while it is read from the store:
// the others wait for the one who reads, and a change waits too, so that it never
// drops a team before one that was read without it is kept.
type teamRead struct {
	mu   sync.Mutex
	at   time.Time // when it was read; zero: it was not
	team Team
}

func (t *teams) workspace(id string) *teamRead {
	if known, ok := t.of.Load(id); ok {
		return known.(*teamRead)
	}
	known, _ := t.of.LoadOrStore(id, &teamRead{})
	return known.(*teamRead)
}

// drop forgets a team, after what it is made of was changed.
func (t *teams) drop(workspace string) {
	k := t.workspace(workspace)
	k.mu.Lock()
	defer k.mu.Unlock()
	k.at = time.Time{}
}

// fresh says whether the team may be believed. A clock that was put back is no
// reason to believe it longer.
func (k *teamRead) fresh(now time.Time) bool {
	age := now.Sub(k.at)
	return !k.at.IsZero() && age >= 0 && age < teamFor
}

// Team is the team of a workspace: its settings at most a minute old, its results
// at most ten. It opens transactions of its own, so it is not asked for inside
// another.
func (c *Coach) Team(ctx context.Context, workspace string) (Team, error) {
	t, err := c.settled(ctx, workspace)
	if err == nil {
		t.Results = c.results(ctx, workspace)
	}
	return t, err
}

// settled is the team without its results.
func (c *Coach) settled(ctx context.Context, workspace string) (Team, error) {
	k := c.teams.workspace(workspace)
	k.mu.Lock()
	defer k.mu.Unlock()
	now := c.o.Now()
	if k.fresh(now) {
		return k.team, nil
	}
	var read Team
	err := c.store.View(ctx, workspace, func(r Reader) (err error) {
		read, err = readTeam(r)
		return err
	})
	if err != nil {
		return Team{}, err
	}
	k.team, k.at = read, now
	return read, nil
}
