package coach

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"
)

// Unasked is why a candidate is not asked about.
type Unasked string

// The reasons. What is no candidate at all, and what belongs to others where one rep
// is asked, needs none.
const (
	NobodyToAsk    Unasked = "no rep in Slack"
	RepHasLeft     Unasked = "rep has left"
	TouchedInDays  Unasked = "touched in these days"
	notInQuestion  Unasked = "not in question"
	toBeAskedAbout Unasked = ""
)

// leavesOut says why a deal is not asked about; "" when it is. since is the first day
// on which a touch keeps it out; zero: none does.
func (a Asked) leavesOut(d Deal, c Cadence, rep Rep, since Date) Unasked {
	switch {
	case !c.DeadLead, a.RepID != "" && d.RepID != a.RepID:
		return notInQuestion
	case d.RepID == "":
		return NobodyToAsk
	case rep.Deleted:
		return RepHasLeft
	case !since.IsZero() && !laterOf(d.SentOn, d.Tally.LastOn).Before(since):
		return TouchedInDays
	}
	return toBeAskedAbout
}

// candidate is what is kept of a deal that is to be asked about.
type candidate struct {
	dealID  string
	amount  Money
	touches int
}

// candidates are the deals of a poll by rep, in the order of the reps' names.
type candidates struct {
	reps    []Rep
	deals   map[string][]candidate // by rep
	unasked map[Unasked]int
}

func (c *Coach) candidates(r Reader, a Asked, now time.Time) (candidates, error) {
	found := candidates{deals: map[string][]candidate{}, unasked: map[Unasked]int{}}
	reps, err := repsByID(r)
	if err != nil {
		return found, err
	}
	q := c.o.Rules.mayBeDead(now)
	q.RepID = a.RepID
	err = r.Rhythms(q, func(beat Rhythm) error {
		d := beat.deal()
		rep, met := reps[d.RepID]
		if !met {
			rep = Rep{ID: d.RepID}
		}
		h := c.Hours(rep)
		switch why := a.leavesOut(d, c.o.Rules.Cadence(d, h, now), rep, a.since(h.Today(now))); why {
		case toBeAskedAbout:
			if found.deals[d.RepID] == nil {
				found.reps = append(found.reps, rep)
			}
			found.deals[d.RepID] = append(found.deals[d.RepID], candidate{d.ID, d.Amount, d.Tally.Touches})
		case notInQuestion:
		default:
			found.unasked[why]++
		}
		return nil
	})
	if err != nil {
		return found, err
	}
	err = found.nameStrangers(r)
	slices.SortFunc(found.reps, byName)
	return found, err
}

// nameStrangers gives reps whom we have not met the name that their deals are kept under.
func (f *candidates) nameStrangers(r Reader) error {
	for i := range f.reps {
		rep := &f.reps[i]
		if rep.RealName != "" || rep.Name != "" {
			continue
		}
		d, err := r.Deal(f.deals[rep.ID][0].dealID)
		if err != nil {
			return err
		}
		rep.RealName = d.RepName
	}
	return nil
}

// since is the first day on which a touch keeps a deal out of a poll.
func (a Asked) since(today Date) Date {
	if a.Days == 0 {
		return Date{}
	}
	return today.Add(1 - a.Days)
}

func byName(a, b Rep) int {
	return cmp.Or(strings.Compare(strings.ToLower(a.Called()), strings.ToLower(b.Called())), strings.Compare(a.ID, b.ID))
}

// Called is what a rep is called in a list: the real name, where one is known.
func (p Rep) Called() string { return cmp.Or(p.RealName, p.Name, p.ID) }

// RepAsked is what a poll asks one rep.
type RepAsked struct {
	Rep   Rep
	Deals int
	Value []Money // one total per currency
}

// PollPreview is what a poll would ask, before anything is sent.
type PollPreview struct {
	Asked   Asked
	Reps    []RepAsked
	Deals   int
	Value   []Money
	Unasked map[Unasked]int
	Rules   Rules
	Today   Date   // of the manager
	Only    Rep    // the only one who is asked; zero: everybody
	Open    *Board // the poll that is running already: it comes first
}

// PreviewPoll says what a poll would ask, or which one is running.
func (c *Coach) PreviewPoll(ctx context.Context, in Input, a Asked) (PollPreview, error) {
	now := c.o.Now()
	v := PollPreview{Asked: a, Rules: c.o.Rules, Today: c.Hours(in.Rep).Today(now)}
	if err := asksTeam(in); err != nil {
		return v, err
	}
	err := c.store.View(ctx, in.Workspace, func(r Reader) error {
		v.Reps, v.Deals, v.Value, v.Open = nil, 0, nil, nil
		running, err := openPoll(r, DeadLeads)
		if err != nil {
			return err
		}
		if running.ID != "" {
			b, err := c.board(r, running, now)
			v.Open = &b
			return err
		}
		if a.RepID != "" {
			if v.Only, err = repOf(r, in, Deal{RepID: a.RepID}); err != nil {
				return err
			}
		}
		found, err := c.candidates(r, a, now)
		v.fill(found)
		return err
	})
	return v, err
}

func (v *PollPreview) fill(found candidates) {
	var all []Money
	for _, rep := range found.reps {
		var values []Money
		for _, d := range found.deals[rep.ID] {
			values = append(values, d.amount)
		}
		all = append(all, values...)
		v.Reps = append(v.Reps, RepAsked{rep, len(values), Sum(values...)})
		v.Deals += len(values)
	}
	v.Value, v.Unasked = Sum(all...), found.unasked
}

// asksTeam refuses whoever is no manager.
func asksTeam(in Input) error {
	if in.Manager {
		return nil
	}
	return Errorf(Forbidden, "Only a manager does that.")
}

// openPoll is the poll of a kind that is not closed; the zero one when there is none.
func openPoll(r Reader, k PollKind) (Poll, error) {
	open, err := r.OpenPolls()
	for _, p := range open {
		if p.Kind == k {
			return p, err
		}
	}
	return Poll{}, err
}

// Opened is what became of opening a poll.
type Opened struct {
	Board   Board
	Another bool // one was running already: it is that one
}

// OpenPoll asks the team: the poll, its questions, and the messages that carry them come
// to be at once, or nothing does. Where one is running already it is that one, so that of
// two managers who ask at the same time only one does.
func (c *Coach) OpenPoll(ctx context.Context, in Input, a Asked) (Opened, error) {
	if err := asksTeam(in); err != nil {
		return Opened{}, err
	}
	p, found, err := c.newPoll(ctx, in, a)
	if err != nil {
		return Opened{}, err
	}
	if len(found.reps) > 0 {
		err = c.writeDraft(ctx, in.Workspace, p, found)
	}
	id, another := "", false
	if err == nil {
		id, _, err = c.change(ctx, in, "poll.open", func(tx Tx, now time.Time) (string, error) {
			running, err := openPoll(tx, DeadLeads)
			if another = running.ID != ""; err != nil || another {
				return running.ID, err
			}
			if len(found.reps) == 0 {
				return "", Errorf(Conflict, "There's nobody to ask: these deals were touched or closed a moment ago, or another poll was. Type /deadleads to look again.")
			}
			return openDraft(tx, p, now)
		})
	}
	if id != p.ID && len(found.reps) > 0 {
		c.dropDraft(ctx, in.Workspace, p.ID)
	}
	if err != nil {
		return Opened{}, err
	}
	b, err := c.Board(ctx, in.Workspace, id)
	return Opened{b, another}, err
}

// newPoll is a poll that would be opened now, and what it would ask; that is nothing
// where one is running.
func (c *Coach) newPoll(ctx context.Context, in Input, a Asked) (p Poll, found candidates, err error) {
	now := c.o.Now()
	p = Poll{
		ID: c.o.NewID(), Kind: DeadLeads, State: PollOpen, AskedBy: in.Rep.ID, Asked: a,
		OpenedAt: now, ClosesAt: closesAt(now, c.Hours(in.Rep)), Version: 1,
	}
	err = c.store.View(ctx, in.Workspace, func(r Reader) error {
		running, err := openPoll(r, DeadLeads)
		if err != nil || running.ID != "" {
			return err
		}
		found, err = c.candidates(r, a, now)
		return err
	})
	return p, found, err
}

// putQuestion writes a question to a rep, to be sent when they may be written to and
// not after the poll goes on.
func (c *Coach) putQuestion(tx Tx, p Poll, kind PostKind, key string, rep Rep, now time.Time) error {
	_, err := plan(tx, Post{
		Key: key, Kind: kind, To: rep.ID, Ref: p.ID, NextAt: c.reachable(rep, now), NotAfter: p.ClosesAt,
	}, now)
	return err
}

// The keys of the messages about a poll.
func questionKey(poll, rep string) string  { return "poll/" + poll + "/ask/" + rep }
func boardKey(poll, manager string) string { return "poll/" + poll + "/board/" + manager }
