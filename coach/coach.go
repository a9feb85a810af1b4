package coach

import (
	"log/slog"
	"sync"
	"sync/atomic"
	"time"
)

// Coach is the use cases: what reps, managers and operators can ask for. It
// keeps no facts of a deal in memory between calls, and those of a team for a
// minute ([Team]), so any number of replicas may serve the same people.
type Coach struct {
	store   Store
	o       Options
	zones   sync.Map // IANA name → *time.Location: reading one takes longer than a query
	teams   teams
	nudging nudging
	sums    sums
	repeats atomic.Uint64 // inputs that had been served before
}

// Options is what a Coach needs besides its store. All fields are required
// unless they say otherwise.
type Options struct {
	Now      func() time.Time // the only clock
	NewID    func() string    // a fresh id; time-ordered in production
	Book     *Book            // the play book
	Rules    Rules
	WorkDays [7]bool        // by time.Weekday
	Holidays map[Date]bool  // may be empty
	Zone     *time.Location // where a rep's own zone is not known
	Log      *slog.Logger

	Nudge    Schedule // when people are reminded, by their own clock; nil: never
	NudgeCap int      // deals in one nudge
	Quiet    Quiet    // when nothing is sent to a person, by their own clock

	Digest      Schedule // when channels get their digest, by the channel's clock; nil: never
	DigestIn    []string // channels with the digest on from the start
	DigestNames bool     // the digest names reps
}

// New makes a Coach over a store.
func New(store Store, o Options) *Coach { return &Coach{store: store, o: o} }

// Input is who asks for a change and how the request is known: Slack may hand us
// the same envelope twice, and a double click is two of them.
type Input struct {
	Workspace string // Slack team id
	Key       string // identity of the input; empty only for reads
	Rep       Rep    // the person who asks
	Manager   bool   // may change every deal
}

// Hours is the calendar of a rep: the zone and the work week that they set, or else
// Slack's zone and the team's week; the zone is the workspace's where the rep's is
// unknown or not a zone at all.
func (c *Coach) Hours(r Rep) Hours {
	h := Hours{Zone: c.o.Zone, WorkDays: c.o.WorkDays, Holidays: c.o.Holidays}
	switch {
	case r.OwnZone != "":
		h.Zone = c.zone(r.OwnZone)
	case r.Zone != "":
		h.Zone = c.zone(r.Zone)
	}
	if r.WorkDays != "" {
		if days, err := ParseWorkDays(r.WorkDays); err == nil {
			h.WorkDays = days
		}
	}
	return h
}

// zone is the zone of a name, or the workspace's where there is none of it.
func (c *Coach) zone(name string) *time.Location {
	if z, ok := c.zones.Load(name); ok {
		return z.(*time.Location)
	}
	z, err := time.LoadLocation(name)
	if err != nil {
		z = c.o.Zone
	}
	c.zones.Store(name, z)
	return z
}
