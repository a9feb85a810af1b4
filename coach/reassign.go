package coach

import (
	"cmp"
	"context"
	"slices"
	"time"
)

// Handed is a handover as it stands.
type Handed struct {
	Handover Handover
	By       Rep
	From     Rep
	To       Rep
	Deals    []Due   // those that the new rep still has, by their calendar, most urgent first
	Worth    []Money // of the open ones among them
	Owed     []Owed  // what the new rep owes now on other files, the first due first
	Today    Date    // in the new rep's calendar
	Advice   Advice  // where it is about one deal: on that deal, for who asks
}

// Reassign gives a deal to another rep, who gets a word about it. Only a manager may.
func (c *Coach) Reassign(ctx context.Context, in Input, dealID, to string) (Handed, error) {
	return c.handed(ctx, in, "deal.reassign", func(tx Tx, now time.Time) (string, error) {
		d, err := dealOf(tx, dealID)
		if err != nil {
			return "", err
		}
		rep, err := newRep(tx, to)
		if err != nil {
			return "", err
		}
		if d.RepID == to {
			return "", repErrorf(Conflict, "%s is %s's deal already.", d.Title(), rep.Called())
		}
		h := Handover{ID: c.o.NewID(), By: in.Rep.ID, From: d.RepID, FromName: d.RepName, To: to, At: now}
		return h.ID, c.hand(tx, h, []Deal{d}, rep)
	})
}

// ReassignAll gives all that somebody who has left worked on to one other rep: their
// open deals, the closed files that are to be looked at again, and all that they owe.
// Of very many it takes a part, and the rest the next time.
func (c *Coach) ReassignAll(ctx context.Context, in Input, from, to string) (Handed, error) {
	return c.handed(ctx, in, "rep.reassign", func(tx Tx, now time.Time) (string, error) {
		had, err := hasLeft(tx, from)
		if err != nil {
			return "", err
		}
		rep, err := newRep(tx, to)
		if err != nil {
			return "", err
		}
		deals, left, err := leftBehind(tx, from)
		if err != nil {
			return "", err
		}
		h := Handover{ID: c.o.NewID(), By: in.Rep.ID, From: from, FromName: had.Called(), To: to, Left: left, At: now}
		if left == 0 { // else what is owed on the rest stays with it
			if h.Tasks, err = handAllTasks(tx, from, to); err != nil {
				return "", err
			}
		}
		if len(deals)+len(h.Tasks) == 0 {
			return "", Errorf(Conflict, "%s has nothing left to give away.", had.Called())
		}
		return h.ID, c.hand(tx, h, deals, rep)
	})
}

// TakeBack undoes a handover within [UndoFor]: what its new rep still has goes back.
func (c *Coach) TakeBack(ctx context.Context, in Input, handoverID string) (Handed, error) {
	return c.handed(ctx, in, "deal.reassign.undo", func(tx Tx, now time.Time) (string, error) {
		p, h, err := handoverOf(tx, handoverID)
		switch {
		case err != nil:
			return "", err
		case !h.BackAt.IsZero():
			return "", Errorf(Conflict, "That was taken back already.")
		case now.Sub(h.At) > UndoFor:
			return "", Errorf(Conflict, "Undo is open for ten minutes, and they have passed. Press Reassign again to give it to somebody else.")
		}
		n, err := handBack(tx, h, now)
		if err != nil {
			return "", err
		}
		if n == 0 {
			return "", Errorf(Conflict, "Somebody else has it by now, so nothing was changed.")
		}
		h.BackAt = now
		body, err := encode(h)
		if err != nil {
			return "", err
		}
		return h.ID, tx.SavePost(p.edited(body, now))
	})
}

// handed carries out one input of a manager's about deals that change hands.
func (c *Coach) handed(ctx context.Context, in Input, verb string, fn func(tx Tx, now time.Time) (string, error)) (Handed, error) {
	if err := c.MayReassign(in); err != nil {
		return Handed{}, err
	}
	id, _, err := c.change(ctx, in, verb, fn)
	if err != nil {
		return Handed{}, err
	}
	h, err := c.HandoverNow(ctx, in.Workspace, id)
	if err == nil && len(h.Handover.Deals) == 1 {
		h.Advice, err = c.Advise(ctx, in, h.Handover.Deals[0])
	}
	return h, err
}

// MayReassign says in words why a person may not give deals to others; nil when they may.
func (c *Coach) MayReassign(in Input) error {
	if in.Manager {
		return nil
	}
	return Errorf(Forbidden, "Only a manager can give a deal to somebody else.")
}

// handoverOf is the handover with an id that a button brought.
func handoverOf(r Reader, id string) (p Post, h Handover, err error) {
	p, err = r.Post(handoverKey(id))
	if KindOf(err) == NotFound {
		return p, h, Wrap(NotFound, err, "I can't find any more what was reassigned. Type /followup and the name to see whose deal it is.")
	}
	if err != nil {
		return p, h, err
	}
	return p, h, decode(p.Body, &h)
}

// newRep is who shall have a deal.
func newRep(r Reader, id string) (Rep, error) {
	rep, err := r.Rep(id)
	switch {
	case KindOf(err) == NotFound:
		return rep, repErrorf(Invalid, "I haven't met that person yet: ask them to type /followup once.")
	case err == nil && rep.Deleted:
		return rep, repErrorf(Invalid, "%s has left. Choose somebody else.", rep.Called())
	}
	return rep, err
}

// hasLeft is somebody whose deals are given away all at once.
func hasLeft(r Reader, id string) (Rep, error) {
	rep, err := r.Rep(id)
	switch {
	case KindOf(err) == NotFound:
		return rep, Wrap(NotFound, err, "I don't know that person.")
	case err == nil && !rep.Deleted:
		return rep, Errorf(Conflict, "%s hasn't left, so nothing was changed. A single deal has Reassign on its card.", rep.Called())
	}
	return rep, err
}

func repErrorf(k Kind, format string, args ...any) error {
	e := Errorf(k, format, args...)
	e.Field = "rep"
	return e
}

// mostHanded is how many deals change hands in one transaction, which others wait for.
const mostHanded = 500

// leftBehind is what somebody worked on, and how many deals there are beyond what can
// change hands at once. Closed files come first: they are few, and nobody would miss
// them until their day has gone by.
func leftBehind(r Reader, rep string) (deals []Deal, left int, err error) {
	if deals, err = r.Revisits(rep, someDay); err != nil {
		return nil, 0, err
	}
	left = max(len(deals)-mostHanded, 0)
	deals = deals[:len(deals)-left]
	err = r.OpenDeals(rep, func(d Deal) error {
		if len(deals) >= mostHanded {
			left++
			return nil
		}
		deals = append(deals, d)
		return nil
	})
	return deals, left, err
}

// someDay is later than any day for another look.
var someDay = Date{9999, time.December, 31}

// HandoverNow is a handover as it stands.
func (c *Coach) HandoverNow(ctx context.Context, workspace, id string) (Handed, error) {
	var h Handed
	err := c.store.View(ctx, workspace, func(r Reader) (err error) {
		h = Handed{}
		if _, h.Handover, err = handoverOf(r, id); err != nil {
			return err
		}
		if h.By, err = whoIs(r, h.Handover.By); err != nil {
			return err
		}
		if h.From, err = whoHad(r, h.Handover); err != nil {
			return err
		}
		if h.To, err = whoIs(r, h.Handover.To); err != nil {
			return err
		}
		return h.look(c, r)
	})
	return h, err
}

// whoHad is who had the deals of a handover, who need not be anybody in Slack.
func whoHad(r Reader, h Handover) (Rep, error) {
	if h.From == "" {
		return Rep{RealName: h.FromName}, nil
	}
	rep, err := whoIs(r, h.From)
	rep.RealName = cmp.Or(rep.RealName, h.FromName)
	return rep, err
}

// look reads the deals of a handover as they stand.
func (h *Handed) look(c *Coach, r Reader) error {
	hours, now := c.Hours(h.To), c.o.Now()
	var worth []Money
	for _, id := range h.Handover.Deals {
		d, err := r.Deal(id)
		if KindOf(err) == NotFound || err == nil && d.RepID != h.Handover.To {
			continue
		}
		if err != nil {
			return err
		}
		h.Deals = append(h.Deals, Due{d, c.o.Rules.Cadence(d, hours, now)})
		if !d.Stage.Closed() {
			worth = append(worth, d.Amount)
		}
	}
	h.Worth, h.Today = Sum(worth...), hours.Today(now)
	slices.SortFunc(h.Deals, func(a, b Due) int { return cmp.Or(first(a.Cadence.Wants(), b.Cadence.Wants()), a.Compare(b)) })
	return h.owe(r)
}

// owe reads what came along on files that did not change hands themselves: thanks for
// a deal that is won, say.
func (h *Handed) owe(r Reader) error {
	for _, id := range h.Handover.Tasks {
		k, err := r.Task(id)
		if KindOf(err) == NotFound || err == nil && (k.RepID != h.Handover.To || !k.DoneAt.IsZero() || slices.Contains(h.Handover.Deals, k.DealID)) {
			continue
		}
		if err != nil {
			return err
		}
		d, err := r.Deal(k.DealID)
		if err != nil {
			return err
		}
		h.Owed = append(h.Owed, Owed{k, d})
	}
	return nil
}
