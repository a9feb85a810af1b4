package coach

import (
	"context"
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
	var m Match
	err := c.store.View(ctx, in.Workspace, func(r Reader) (err error) {
		m, err = resolve(r, in, name, p)
		return err
	})
	return m, err
}

func resolve(r Reader, in Input, name string, p Purpose) (Match, error) {
	f, err := find(r, name, in.Rep.ID, stagesFor(p))
	m := Match{Query: name, Near: f.Near}
	if err == nil && len(f.Deals) == 1 && f.More == 0 {
		m.Deal = f.Deals[0]
		return m, nil
	}
	m.Choices, m.More = f.Deals, f.More
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
	var m Match
	var s Situation
	err := c.store.View(ctx, in.Workspace, func(r Reader) (err error) {
		if m, err = resolve(r, in, name, ToRead); err == nil && m.One() {
			s, err = c.gather(r, m.Deal, c.o.Now())
		}
		return err
	})
	if err != nil || !m.One() {
		return m, Advice{}, err
	}
	return m, c.o.Book.Advise(s), nil
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
