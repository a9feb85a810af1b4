package coach

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"
)

// Home is what the app's own tab shows to one person. It is made of what the list,
// the nudge and the digest are made of, so that they never disagree.
type Home struct {
	At     time.Time
	Zone   *time.Location // of the person
	Queue  Queue          // **Your follow-ups**
	Coming []Coming       // within the next five business days, the first due first
	Own    Worked
	Team   *TeamHome // for managers only
}

// Coming is a deal that will want its rep on a day ahead.
type Coming struct {
	Due
	On Date
}

// TeamHome is what managers see beside their own.
type TeamHome struct {
	Reps   []RepNumbers // those near first, then in order of names; whoever has nothing to count is left out
	All    Numbers      // the sum of them
	Near   int          // how many of Reps, the first ones, share a channel with the reader; 0: all of them, or nobody
	Own    Numbers      // the sum of those
	Polls  []Board      // that run
	Import *Imported    // the last one that changed something; nil: there was none
	Gone   []Departed   // who has left and whose deals wait for a new rep, in order of names
	Setup  *Setup       // the first steps, while there are any left; nil: none
}

// RepNumbers is how one rep stands.
type RepNumbers struct {
	Rep Rep
	Numbers
}

// New says that a person has no deals yet, nor ever followed one up.
func (h Home) New() bool {
	return h.Queue.Open == 0 && len(h.Queue.Due) == 0 && len(h.Queue.Owed) == 0 && h.Own.Week == 0 && h.Own.Followed == (Followed{})
}

// comingWithin is how many business days ahead App Home looks.
const comingWithin = 5

// next is the day ahead on which a deal will want its rep if nothing happens before;
// zero: no day does, or it wants them now.
func (d Due) next(h Hours) Date {
	c, on := d.Cadence, d.Cadence.DueOn
	switch {
	case c.Wants() || d.Deal.Tally.OptedOut:
		return Date{}
	case c.Paused:
		on = laterOf(d.Deal.PausedUntil, d.Deal.SnoozedUntil)
	case c.Snoozed:
		on = laterOf(on, d.Deal.SnoozedUntil)
	}
	if on.IsZero() || !on.After(c.Today) {
		return Date{}
	}
	return h.Add(on, 0)
}

// comes says whether a deal will want its rep within the next few business days, and
// when.
func (d Due) comes(h Hours) (Coming, bool) {
	on := d.next(h)
	return Coming{d, on}, !on.IsZero() && !on.After(h.Add(d.Cadence.Today, comingWithin))
}

// Home is the app's own tab, for the person who opens it. near are the people who share
// a channel with them: of the reps, those are a manager's own team.
func (c *Coach) Home(ctx context.Context, in Input, near ...string) (Home, error) {
	w, err := c.worked(ctx, in.Workspace, statsFor)
	if err != nil {
		return Home{}, err
	}
	hours, now := c.Hours(in.Rep), c.o.Now()
	var home Home
	err = c.store.View(ctx, in.Workspace, func(r Reader) (err error) {
		home = Home{At: now, Zone: hours.zone()}
		if own := w.reps[in.Rep.ID]; own != nil {
			home.Own = own.Worked
		}
		var coming []Coming
		home.Queue, err = c.queue(r, in.Rep, now, func(d Due) {
			if k, ok := d.comes(hours); ok {
				coming = append(coming, k)
			}
		})
		if err != nil {
			return err
		}
		if home.Coming, err = reachableOf(r, coming); err != nil || !in.Manager {
			return err
		}
		if home.Team, err = c.teamHome(r, w, hours, now); err == nil {
			home.Team.bring(near)
		}
		return err
	})
	return home, err
}

// reachableOf are the deals whose contact did not ask to be left alone, the first due
// first, and of one day the largest.
func reachableOf(r Reader, coming []Coming) ([]Coming, error) {
	kept := coming[:0]
	for _, d := range coming {
		stop, err := toldToStop(r, d.Deal)
		if err != nil {
			return nil, err
		}
		if !stop {
			kept = append(kept, d)
		}
	}
	slices.SortFunc(kept, func(a, b Coming) int {
		return cmp.Or(a.On.Sub(b.On), cmp.Compare(b.Deal.Amount.Whole(), a.Deal.Amount.Whole()), cmp.Compare(a.Deal.ID, b.Deal.ID))
	})
	return kept, nil
}

// teamHome reads one rep after the other: a team may have more deals than fit into
// memory at once.
func (c *Coach) teamHome(r Reader, w *worked, h Hours, now time.Time) (*TeamHome, error) {
	reps, err := r.Reps()
	if err != nil {
		return nil, err
	}
	t := &TeamHome{}
	for _, rep := range reps {
		if err := t.seat(c, r, w, rep, now); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(t.Reps, func(a, b RepNumbers) int { return byName(a.Rep, b.Rep) })
	slices.SortFunc(t.Gone, func(a, b Departed) int { return byName(a.Rep, b.Rep) })
	if t.Import, err = imported(r); err != nil {
		return nil, err
	}
	setup, err := c.setup(r)
	if err != nil {
		return nil, err
	}
	if !setup.Done(now) {
		t.Setup = &setup
	}
	polls, err := r.OpenPolls()
	for _, p := range polls {
		board, err := c.board(r, p, now)
		if err != nil {
			return nil, err
		}
		board.Today, board.Zone = h.Today(now), h.Zone // of the reader, not of the one who asked
		t.Polls = append(t.Polls, board)
	}
	return t, err
}

// seat takes up one rep: how they stand, or what they left behind.
func (t *TeamHome) seat(c *Coach, r Reader, w *worked, rep Rep, now time.Time) error {
	if rep.Deleted {
		left, err := departed(r, rep, func(Deal) {})
		if !left.None() {
			t.Gone = append(t.Gone, left)
		}
		return err
	}
	k, err := c.deskOf(w, rep, now, func(each func(Deal) error) error {
		return r.Rhythms(RhythmQuery{RepID: rep.ID}, func(d Rhythm) error { return each(d.deal()) })
	})
	if err == nil && !k.empty() {
		t.add(k)
	}
	return err
}

// bring puts those who share a channel with the reader first. Where that is everybody,
// or nobody, nothing is told apart.
func (t *TeamHome) bring(near []string) {
	is := func(n RepNumbers) bool { return slices.Contains(near, n.Rep.ID) }
	slices.SortStableFunc(t.Reps, func(a, b RepNumbers) int { return first(is(a), is(b)) })
	for _, n := range t.Reps {
		if is(n) {
			t.Near, t.Own = t.Near+1, t.Own.plus(n.Numbers)
		}
	}
	if t.Near == len(t.Reps) {
		t.Near, t.Own = 0, Numbers{}
	}
}

// add takes up a rep by the same sum that the digest makes.
func (t *TeamHome) add(k desk) {
	_, n := digestOf([]desk{k})
	t.Reps, t.All = append(t.Reps, RepNumbers{k.rep, n}), t.All.plus(n)
}

// plus is how two teams stand together.
func (n Numbers) plus(m Numbers) Numbers {
	return Numbers{
		Reps: n.Reps + m.Reps, Open: n.Open + m.Open, Due: n.Due + m.Due, Stalled: n.Stalled + m.Stalled,
		AtRisk: Sum(append(slices.Clone(n.AtRisk), m.AtRisk...)...),
		Twice:  Twice{Due: n.Twice.Due + m.Twice.Due, Made: n.Twice.Made + m.Twice.Made},
		Of:     n.Of, Touches: n.Touches + m.Touches, Replies: n.Replies + m.Replies,
	}
}

// Imported is the last import that changed something.
type Imported struct {
	At      time.Time
	Source  string // "hubspot", "csv" …
	Created int
	Updated int
}

// lastImportSetting keeps it.
const lastImportSetting = "import.last"

// keep notes an import.
func (i Imported) keep(tx Tx) error {
	text, err := json.Marshal(i)
	if err != nil {
		return err
	}
	return tx.SaveSetting(lastImportSetting, string(text))
}

func imported(r Reader) (*Imported, error) {
	text, err := r.Setting(lastImportSetting)
	if err != nil || text == "" {
		return nil, err
	}
	var i Imported
	if json.Unmarshal([]byte(text), &i) != nil {
		return nil, nil // of another version: not worth an empty Home
	}
	return &i, nil
}
