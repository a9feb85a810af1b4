package coach

import (
	"context"
	"errors"
	"time"
)

// Match is what a name led to: one deal, several to choose from, or none and
// the nearest names. It never holds a guess.
type Match struct {
	Query   string
	Deal    Deal     // the only one that fits; zero otherwise
	Choices []Deal   // several fit: own deals first
	More    int      // how many fit beyond Choices
	Near    []string // nothing fits: account names that are near
}

// One says that exactly one deal fits.
func (m Match) One() bool { return m.Deal.ID != "" }

// Purpose says what a name is wanted for; it decides which deals come into question.
type Purpose int

// The purposes.
const (
	ToRead   Purpose = iota // open deals; closed ones where no open one fits
	ToChange                // the same: a closed one is then refused in words
	ToReopen                // closed deals only
)

// Resolve finds the deal that a person means by a name.
func (c *Coach) Resolve(ctx context.Context, in Input, name string, p Purpose) (Match, error) {
	m := Match{Query: name}
	err := c.store.View(ctx, in.Workspace, func(r Reader) error {
		m = Match{Query: name}
		f, err := find(r, name, in.Rep.ID, stagesFor(p))
		if err != nil {
			return err
		}
		m.Near = f.Near
		if len(f.Deals) == 1 && f.More == 0 {
			m.Deal = f.Deals[0]
			return nil
		}
		m.Choices, m.More = f.Deals, f.More
		return nil
	})
	return m, err
}

// IsName says whether an account's name begins with these words. It settles what
// is meant where the words could also be a command: "won ton" is a firm where
// there is one of that name.
func (c *Coach) IsName(ctx context.Context, in Input, words string) (is bool, err error) {
	key := SearchKey(words)
	if key == "" {
		return false, nil
	}
	err = c.store.View(ctx, in.Workspace, func(r Reader) error {
		found, err := r.FindAccounts(NameMatch{Prefix: key, Limit: 1})
		is = len(found) > 0
		return err
	})
	return is, err
}

func stagesFor(p Purpose) []Stage {
	if p == ToReopen {
		return []Stage{Won, Lost, Dead}
	}
	return nil
}

// Followup is `/followup NAME`: the deal that fits and what to do about it, or
// the choices.
func (c *Coach) Followup(ctx context.Context, in Input, name string) (Match, Advice, error) {
	m, err := c.Resolve(ctx, in, name, ToRead)
	if err != nil || !m.One() {
		return m, Advice{}, err
	}
	a, err := c.Advise(ctx, in, m.Deal.ID)
	return m, a, err
}

// Advise is the advice on one deal, now.
func (c *Coach) Advise(ctx context.Context, in Input, dealID string) (Advice, error) {
	s, err := c.situation(ctx, in.Workspace, dealID)
	if err != nil {
		return Advice{}, err
	}
	return c.o.Book.Advise(s), nil
}

// DraftOf writes one play out for one deal, in the form of a channel.
func (c *Coach) DraftOf(ctx context.Context, in Input, dealID, playID string, ch Channel) (Advice, error) {
	s, err := c.situation(ctx, in.Workspace, dealID)
	if err != nil {
		return Advice{}, err
	}
	return c.o.Book.AdvisePlay(s, playID, ch)
}

func (c *Coach) situation(ctx context.Context, workspace, dealID string) (Situation, error) {
	var s Situation
	err := c.store.View(ctx, workspace, func(r Reader) error {
		d, err := r.Deal(dealID)
		if err != nil {
			return err
		}
		s, err = c.gather(r, d, c.o.Now())
		return err
	})
	return s, err
}

// advisedTouches is how many of the newest touches advice looks at. What lies
// further back is in the tally; nobody's next step hangs on its wording.
const advisedTouches = 100

// gather reads the facts of one deal and the rhythm it is in.
func (c *Coach) gather(r Reader, d Deal, now time.Time) (Situation, error) {
	s := Situation{Deal: d}
	var err error
	if s.Rep, err = repOf(r, d); err != nil {
		return s, err
	}
	if s.Contacts, err = r.Contacts(d.AccountID); err != nil {
		return s, err
	}
	if s.Touches, err = r.Touches(d.ID, advisedTouches); err != nil {
		return s, err
	}
	if s.Facts, err = r.Facts(d.AccountID, d.ID); err != nil {
		return s, err
	}
	if s.Us.Company, err = r.Setting(SettingCompany); err != nil {
		return s, err
	}
	if s.Us.Offer, err = r.Setting(SettingOffer); err != nil {
		return s, err
	}
	s.Cadence = c.o.Rules.Cadence(d, c.Hours(s.Rep), now)
	return s, nil
}

// Settings of a workspace that scripts speak from.
const (
	SettingCompany = "company" // our firm's name
	SettingOffer   = "offer"   // what we do, in one line
)

// repOf is the rep of a deal: the person in Slack, or the bare name it is kept
// under where Slack knows nobody.
func repOf(r Reader, d Deal) (Rep, error) {
	if d.RepID == "" {
		return Rep{RealName: d.RepName}, nil
	}
	rep, err := r.Rep(d.RepID)
	if KindOf(err) == NotFound {
		return Rep{ID: d.RepID, RealName: d.RepName}, nil
	}
	return rep, err
}

// Queue is a rep's list: what is due now, most urgent first.
type Queue struct {
	Rep  Rep
	Due  []Due
	Open int // all open deals of the rep, due or not
	Next Due // where nothing is due: the deal that will be first; zero when there is none
}

// Followups is `/followup` alone: **Your follow-ups**.
func (c *Coach) Followups(ctx context.Context, in Input) (Queue, error) {
	q := Queue{Rep: in.Rep}
	h, now := c.Hours(in.Rep), c.o.Now()
	err := c.store.View(ctx, in.Workspace, func(r Reader) error {
		q.Due, q.Open, q.Next = nil, 0, Due{}
		return r.OpenDeals(in.Rep.ID, func(d Deal) error {
			q.take(Due{Deal: d, Cadence: c.o.Rules.Cadence(d, h, now)})
			return nil
		})
	})
	SortDue(q.Due)
	return q, err
}

func (q *Queue) take(d Due) {
	q.Open++
	switch {
	case d.Cadence.Wants():
		q.Due = append(q.Due, d)
	case d.Cadence.DueOn.IsZero():
	case q.Next.Deal.ID == "" || d.Cadence.DueOn.Before(q.Next.Cadence.DueOn):
		q.Next = d
	}
}

// Meet makes a person known, or brings what is known of them up to date from
// Slack, and returns them with what they told us about themselves.
func (c *Coach) Meet(ctx context.Context, workspace string, p Rep) (Rep, error) {
	known, err := c.rep(ctx, workspace, p.ID)
	if err == nil && sameInSlack(known, p) {
		return known, nil
	}
	if err != nil && KindOf(err) != NotFound {
		return Rep{}, err
	}
	err = c.store.Update(ctx, workspace, func(tx Tx) error {
		known, err := tx.Rep(p.ID)
		if err != nil && KindOf(err) != NotFound {
			return err
		}
		p.SpokenName, p.Callback, p.Slots = known.SpokenName, known.Callback, known.Slots
		p.UpdatedAt = c.o.Now()
		return tx.SaveRep(p)
	})
	return p, err
}

func (c *Coach) rep(ctx context.Context, workspace, id string) (rep Rep, err error) {
	err = c.store.View(ctx, workspace, func(r Reader) (err error) {
		rep, err = r.Rep(id)
		return err
	})
	return rep, err
}

func sameInSlack(a, b Rep) bool {
	return a.Name == b.Name && a.RealName == b.RealName && a.Email == b.Email && a.Zone == b.Zone && a.Deleted == b.Deleted
}

// errRepeated ends the transaction of an input that has been served before.
var errRepeated = errors.New("input was served before")

// change carries out one input's write and remembers its key in the same
// transaction, so that the input has one effect however often it is delivered.
// It gives the row that the input made or changed, and whether that was an
// earlier delivery's doing.
func (c *Coach) change(ctx context.Context, in Input, verb string, fn func(tx Tx, now time.Time) (ref string, err error)) (ref string, repeated bool, err error) {
	now := c.o.Now()
	err = c.store.Update(ctx, in.Workspace, func(tx Tx) error {
		done, err := tx.Change(in.Key)
		if err == nil {
			ref, repeated = done.Ref, true
			return errRepeated
		}
		if KindOf(err) != NotFound {
			return err
		}
		repeated = false
		if ref, err = fn(tx, now); err != nil {
			return err
		}
		return tx.Remember(Change{Key: in.Key, Actor: in.Rep.ID, Verb: verb, Ref: ref, At: now})
	})
	if errors.Is(err, errRepeated) {
		err = nil
	}
	return ref, repeated, err
}

// Deal is one deal by its id.
func (c *Coach) Deal(ctx context.Context, in Input, id string) (d Deal, err error) {
	err = c.store.View(ctx, in.Workspace, func(r Reader) (err error) {
		d, err = r.Deal(id)
		return err
	})
	return d, err
}

// Plays lists the plays of the book by title.
func (c *Coach) Plays() []PlayInfo { return c.o.Book.Plays() }

// Once remembers an input that changes nothing but must be answered only once,
// and says whether this is the first time that it is seen.
func (c *Coach) Once(ctx context.Context, in Input, verb string) (first bool, err error) {
	_, repeated, err := c.change(ctx, in, verb, func(Tx, time.Time) (string, error) { return "", nil })
	return !repeated, err
}

// MayChange says in words why a person may not change a deal; nil when they may.
func (c *Coach) MayChange(in Input, d Deal) error { return mayChange(in, d) }

// MayWork is MayChange for what only makes sense on an open deal.
func (c *Coach) MayWork(in Input, d Deal) error { return mayWork(in, d) }

// openFile reads a deal that somebody wants to work on, and its rep's calendar.
func (c *Coach) openFile(r Reader, in Input, dealID string) (Deal, Hours, error) {
	d, err := r.Deal(dealID)
	if err != nil {
		return d, Hours{}, err
	}
	if err := mayWork(in, d); err != nil {
		return d, Hours{}, err
	}
	rep, err := repOf(r, d)
	return d, c.Hours(rep), err
}

// mayChange says in words why a person may not change a deal; nil when they may.
func mayChange(in Input, d Deal) error {
	switch {
	case in.Manager, d.RepID == in.Rep.ID:
		return nil
	case d.RepID == "" && d.RepName != "":
		return Errorf(Forbidden, "%s belongs to %s, whom I cannot find in Slack. A manager can change it.", d.Title(), d.RepName)
	case d.RepID == "":
		return Errorf(Forbidden, "%s has no rep yet. A manager can change it.", d.Title())
	}
	return Errorf(Forbidden, "%s is %s's deal: only they or a manager can change it.", d.Title(), d.RepName)
}

// mayWork is mayChange for what only makes sense on an open deal.
func mayWork(in Input, d Deal) error {
	if err := mayChange(in, d); err != nil {
		return err
	}
	if d.Stage.Closed() {
		return Errorf(Conflict, "%s is closed (%s). Reopen it first: /followup reopen %s", d.Title(), d.Stage, d.Account)
	}
	return nil
}
