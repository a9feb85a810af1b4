package coach

import (
	"cmp"
	"context"
	"time"
)

// repOf is the rep of a deal: the person in Slack, or the bare name it is kept
// under where Slack knows nobody. It is read also when it is the person who asks:
// what they set a moment ago, maybe in another replica, holds at once.
func repOf(r Reader, in Input, d Deal) (Rep, error) {
	if d.RepID == "" {
		return Rep{RealName: d.RepName}, nil
	}
	rep, err := r.Rep(d.RepID)
	switch {
	case KindOf(err) != NotFound:
		return rep, err
	case d.RepID == in.Rep.ID:
		return in.Rep, nil
	}
	return Rep{ID: d.RepID, RealName: d.RepName}, nil
}

// Meet makes a person known, or brings what is known of them up to date from
// Slack, and returns them with what they told us about themselves.
func (c *Coach) Meet(ctx context.Context, workspace string, p Rep) (Rep, error) {
	known, err := c.Person(ctx, workspace, p.ID)
	if err == nil && sameInSlack(known, p) {
		return known, nil
	}
	if err != nil && KindOf(err) != NotFound {
		return Rep{}, err
	}
	now := c.o.Now()
	err = c.update(ctx, workspace, author{BySlack, "rep.met", now}, func(tx Tx) error {
		known, err := tx.Rep(p.ID)
		if err != nil && KindOf(err) != NotFound {
			return err
		}
		p.SpokenName, p.Callback, p.Slots = known.SpokenName, known.Callback, known.Slots
		p.Times = known.Times
		p.UpdatedAt = now
		if p.Deleted { // Slack no longer says where they are, which their deals are still counted by
			p.Zone = cmp.Or(p.Zone, known.Zone)
		}
		if err := tx.SaveRep(p); err != nil || p.Deleted == known.Deleted {
			return err
		}
		return restateBoards(tx, p.UpdatedAt)
	})
	return p, err
}

// restateBoards brings the boards of running polls up to date, which wait for nobody
// who has left.
func restateBoards(tx Tx, now time.Time) error {
	polls, err := tx.OpenPolls()
	for _, p := range polls {
		if err == nil {
			err = redrawFor(tx, p.ID, now, func(p Post) bool { return p.Kind == BoardPost })
		}
	}
	return err
}

// Changed follows what has changed about somebody in Slack, a name, a zone or that
// they are gone, where we know them: nobody else is kept.
func (c *Coach) Changed(ctx context.Context, workspace string, p Rep) error {
	_, err := c.Person(ctx, workspace, p.ID)
	if KindOf(err) == NotFound {
		return nil
	}
	if err == nil {
		_, err = c.Meet(ctx, workspace, p)
	}
	return err
}

// Person is the person with a Slack user id, if they were met before; NotFound else.
func (c *Coach) Person(ctx context.Context, workspace, id string) (rep Rep, err error) {
	err = c.store.View(ctx, workspace, func(r Reader) (err error) {
		rep, err = r.Rep(id)
		return err
	})
	return rep, err
}

func sameInSlack(a, b Rep) bool {
	return a.Name == b.Name && a.RealName == b.RealName && a.Email == b.Email && a.Zone == b.Zone && a.Deleted == b.Deleted
}
