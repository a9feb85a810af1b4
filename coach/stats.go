package coach

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Stats is `/followup stats`: what works here. Reps see their own numbers and
// the team's, never each other's; managers see everybody's (FU-01, FU-15).
type Stats struct {
	At    time.Time // when it was added up
	Own   Worked
	Team  Worked
	Plays []PlayResult // by situation, the one met most often first
	Reps  []RepWorked  // for managers only, by name
	Why   []Segment    // for managers only: why customers bought
}

// Worked is what the follow-ups of a rep or of a team have come to.
type Worked struct {
	Followed Followed
	Week     int      // follow-ups since Monday
	Results  *Results // of the deals with a touch in the last twelve months
	Nudges   Precision
}

// RepWorked is what the follow-ups of one rep have come to.
type RepWorked struct {
	Rep Rep
	Worked
	Advocates int // people whom the rep found to speak for us (RC-14)
}

// resultsOf is how many days back results reach [D]: a market, a team and its
// words are others after a year.
const resultsOf = 365

// How long the sum of all deals is believed. A card can wait for news; whoever
// asks for the numbers has perhaps just logged a touch, and waits for them.
const (
	cardsFor = 10 * time.Minute
	statsFor = time.Minute
)

// Stats adds up what works, for the person who asks.
func (c *Coach) Stats(ctx context.Context, in Input) (Stats, error) {
	w, err := c.worked(ctx, in.Workspace, statsFor)
	if err != nil {
		return Stats{}, err
	}
	s := Stats{At: w.at, Team: w.team}
	if own := w.reps[in.Rep.ID]; own != nil {
		s.Own = own.Worked
	}
	s.Plays = c.o.Book.table(s.Team.Results, s.Own.Results)
	if !in.Manager {
		return s, nil
	}
	for _, rep := range w.reps {
		if rep.Week > 0 || rep.Followed != (Followed{}) || rep.Results.Plays != nil {
			s.Reps = append(s.Reps, *rep)
		}
	}
	slices.SortFunc(s.Reps, func(a, b RepWorked) int {
		return cmp.Or(cmp.Compare(a.Rep.RealName, b.Rep.RealName), cmp.Compare(a.Rep.ID, b.Rep.ID))
	})
	return s, c.store.View(ctx, in.Workspace, func(r Reader) error { return s.forManagers(r, in, DateOf(w.at, c.o.Zone)) })
}

// forManagers adds what only managers see and only they wait for.
func (s *Stats) forManagers(r Reader, in Input, today Date) error {
	told, err := r.Told(mostTold)
	if err != nil {
		return err
	}
	s.Why = segments(told)
	people, err := r.People()
	if err != nil {
		return err
	}
	counts, err := advocates(r, in, people, today)
	for i := range s.Reps {
		for _, n := range counts {
			if n.Rep.ID == s.Reps[i].Rep.ID {
				s.Reps[i].Advocates = n.Now
			}
		}
	}
	return err
}

// results is what works for a team, at most ten minutes old, for the choice of a
// play. It is nil while it is added up for the first time, and when it cannot be:
// a card is no worse without.
func (c *Coach) results(ctx context.Context, workspace string) *Results {
	w, err := c.worked(ctx, workspace, cardsFor)
	if err != nil {
		c.o.Log.Warn("what works could not be added up", "err", err)
	}
	if w == nil {
		return nil
	}
	return w.team.Results
}

// worked is what all deals of a workspace add up to at one instant. Nobody
// changes it.
type worked struct {
	at   time.Time
	team Worked
	reps map[string]*RepWorked
}

// sums remembers what was added up, by workspace: it takes half a second where
// there are a hundred thousand deals, and every card needs it. The first who
// finds it too old adds it up anew, in his own time; the others take the old one
// meanwhile. Where there is none yet, cards do without and whoever asked for the
// numbers waits.
type sums struct{ of sync.Map } // workspace → *sum

type sum struct {
	mu   sync.Mutex // held by who adds up
	last atomic.Pointer[worked]
}

// fresh says whether what was added up may be believed. A clock that was put
// back is no reason to believe it longer.
func (w *worked) fresh(now time.Time, within time.Duration) bool {
	return w != nil && now.Sub(w.at) < within && !now.Before(w.at)
}

// worked is the sum of a workspace, added up within the time given. For cards
// it may be older, or nil, while somebody else is at it.
func (c *Coach) worked(ctx context.Context, workspace string, within time.Duration) (*worked, error) {
	known, ok := c.sums.of.Load(workspace)
	if !ok {
		known, _ = c.sums.of.LoadOrStore(workspace, &sum{})
	}
	s := known.(*sum)
	last := s.last.Load()
	if last.fresh(c.o.Now(), within) {
		return last, nil
	}
	switch {
	case s.mu.TryLock():
	case within == cardsFor:
		return last, nil
	default:
		s.mu.Lock()
	}
	defer s.mu.Unlock()
	now := c.o.Now()
	if last = s.last.Load(); last.fresh(now, within) { // while we waited
		return last, nil
	}
	w := &worked{at: now}
	err := c.store.View(ctx, workspace, func(r Reader) error { return c.addUp(r, w) })
	if err != nil {
		return last, err
	}
	s.last.Store(w)
	return w, nil
}

// addUp reads all that results and measures are made of.
func (c *Coach) addUp(r Reader, w *worked) error {
	*w = worked{at: w.at, team: Worked{Results: &Results{}}, reps: map[string]*RepWorked{}}
	reps, err := r.Reps()
	if err != nil {
		return err
	}
	today, of := DateOf(w.at, c.o.Zone), calendars{c: c, of: map[string]Hours{}}
	sent := sentSince(c.o.Rules, c.Hours(Rep{}), w.at)
	for _, rep := range reps {
		w.reps[rep.ID] = &RepWorked{Rep: rep, Worked: Worked{Results: &Results{}}}
		of.of[rep.ID] = c.Hours(rep)
		if first := sentSince(c.o.Rules, of.of[rep.ID], w.at); first.Before(sent) {
			sent = first
		}
	}
	if err := r.Played(today.Add(-resultsOf), func(d PlayedDeal) error {
		w.each(d.RepID, func(s *Worked) { s.Results.take(d, today) })
		return nil
	}); err != nil {
		return err
	}
	if err := r.SentDeals(sent, today, func(d SentDeal) error {
		h := of.hours(d.RepID)
		day := h.Today(w.at)
		w.each(d.RepID, func(s *Worked) { s.Followed.take(d, c.o.Rules, h, day) })
		return nil
	}); err != nil {
		return err
	}
	week, err := r.FollowupsSince(mondayOf(today))
	for rep, n := range week {
		w.each(rep, func(s *Worked) { s.Week += n })
	}
	if err != nil {
		return err
	}
	nudges, err := r.NudgeOutcomes(today.Add(-precisionOf))
	for rep, p := range nudges {
		w.each(rep, func(s *Worked) { s.Nudges.Acted, s.Nudges.Ignored = s.Nudges.Acted+p.Acted, s.Nudges.Ignored+p.Ignored })
	}
	return err
}

// each is done to the team's sum, and to the rep's where Slack knows the rep.
func (w *worked) each(repID string, add func(*Worked)) {
	add(&w.team)
	if rep := w.reps[repID]; rep != nil {
		add(&rep.Worked)
	}
}

// calendars are the calendars of the reps, by their ids.
type calendars struct {
	c  *Coach
	of map[string]Hours
}

func (k calendars) hours(repID string) Hours {
	if h, ok := k.of[repID]; ok {
		return h
	}
	return k.c.Hours(Rep{})
}

// mondayOf is the first day of a day's week.
func mondayOf(d Date) Date { return d.Add(-(int(d.Weekday()) + 6) % 7) }
