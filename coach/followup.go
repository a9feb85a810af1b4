package coach

import (
	"context"
	"time"
)

// Wanted is which deal somebody means, in all the ways that their words can
// be read.
type Wanted struct {
	Whole   string   // all the words, where the first of them is a verb: they may be a name for all that ("won ton"); else ""
	Names   []string // what may be the name in them, the likeliest first; at least one
	Purpose Purpose
}

// Match is what a question led to: one deal, several to choose from, or none and
// the nearest names. It never holds a guess.
type Match struct {
	Query     string    // the name that was looked for in the end
	Reading   int       // its place among the question's names; AsName for the whole
	Situation Situation // of the only deal that fits
	Choices   []Deal    // several fit: own deals first
	More      int       // how many fit beyond Choices
	Near      []string  // nothing fits: account names that are near
}

// AsName is the reading in which all the words are a name.
const AsName = -1

// One says that exactly one deal fits.
func (m Match) One() bool { return m.Situation.Deal.ID != "" }

// found says that at least one deal fits.
func (m Match) found() bool { return m.One() || len(m.Choices) > 0 }

// Purpose says what a name is wanted for; it decides which deals come into question.
type Purpose int

// The purposes.
const (
	ToWork   Purpose = iota // open deals; closed ones where no open one fits, to be shown or refused in words
	ToReopen                // closed deals; open ones where no closed one fits, to be refused in words
)

// Resolve finds the deal that a person means, and all that is known about it.
func (c *Coach) Resolve(ctx context.Context, in Input, q Wanted) (Match, error) {
	var m Match
	team, err := c.Team(ctx, in.Workspace)
	if err != nil {
		return m, err
	}
	err = c.store.View(ctx, in.Workspace, func(r Reader) error {
		found, err := q.resolve(r, in)
		if err == nil && len(found.Choices) == 1 && found.More == 0 {
			found.Situation, err = c.gather(r, in, found.Choices[0], team)
			found.Choices = nil
		}
		m = found
		return err
	})
	return m, err
}

// resolve tries the readings in turn; the first whose name is known wins. Where
// none is, the answer is about the first that has near names, or the first.
func (q Wanted) resolve(r Reader, in Input) (Match, error) {
	switch is, err := isName(r, q.Whole); {
	case err != nil:
		return Match{}, err
	case is:
		return look(r, in, q.Whole, AsName, ToWork)
	}
	var none Match
	for i, name := range q.Names {
		m, err := look(r, in, name, i, q.Purpose)
		if err != nil || m.found() {
			return m, err
		}
		if i == 0 || len(none.Near) == 0 && len(m.Near) > 0 {
			none = m
		}
	}
	if q.Purpose == ToReopen { // whoever wants to reopen an open deal is told that it is open
		q.Purpose = ToWork
		return q.resolve(r, in)
	}
	return none, nil
}

func look(r Reader, in Input, name string, reading int, p Purpose) (Match, error) {
	f, err := find(r, name, in.Rep.ID, stagesFor(p))
	return Match{Query: name, Reading: reading, Choices: f.Deals, More: f.More, Near: f.Near}, err
}

// isName says whether an account's name begins with these words.
func isName(r Reader, words string) (bool, error) {
	key := SearchKey(words)
	if key == "" {
		return false, nil
	}
	found, err := r.FindAccounts(NameMatch{Prefix: key, Limit: 1})
	return len(found) > 0, err
}

func stagesFor(p Purpose) []Stage {
	if p == ToReopen {
		return []Stage{Won, Lost, Dead}
	}
	return nil
}

// Followup is `/followup NAME` in one step: the deal that fits and what to do
// about it, or the choices.
func (c *Coach) Followup(ctx context.Context, in Input, name string) (Match, Advice, error) {
	m, err := c.Resolve(ctx, in, Wanted{Names: []string{name}})
	if err != nil || !m.One() {
		return m, Advice{}, err
	}
	return m, c.AdviseOn(m.Situation), nil
}

// AdviseOn is the advice in a situation that was read before.
func (c *Coach) AdviseOn(s Situation) Advice { return c.o.Book.Advise(s) }

// Advise is the advice on one deal, now.
func (c *Coach) Advise(ctx context.Context, in Input, dealID string) (Advice, error) {
	s, err := c.Situation(ctx, in, dealID)
	if err != nil {
		return Advice{}, err
	}
	return c.o.Book.Advise(s), nil
}

// DraftOf writes one play out for one deal, in the form of a channel.
func (c *Coach) DraftOf(ctx context.Context, in Input, dealID, playID string, ch Channel) (Advice, error) {
	s, err := c.Situation(ctx, in, dealID)
	if err != nil {
		return Advice{}, err
	}
	return c.o.Book.AdvisePlay(s, playID, ch)
}

// Situation is everything that is known about one deal, read at one instant.
func (c *Coach) Situation(ctx context.Context, in Input, dealID string) (Situation, error) {
	return c.situation(ctx, in, dealID, func(Reader, Situation) error { return nil })
}

// situation is Situation with something more that is read at the same instant.
func (c *Coach) situation(ctx context.Context, in Input, dealID string, more func(Reader, Situation) error) (Situation, error) {
	var s Situation
	team, err := c.Team(ctx, in.Workspace)
	if err != nil {
		return s, err
	}
	err = c.store.View(ctx, in.Workspace, func(r Reader) error {
		d, err := dealOf(r, dealID)
		if err != nil {
			return err
		}
		if s, err = c.gather(r, in, d, team); err != nil {
			return err
		}
		return more(r, s)
	})
	return s, err
}

// advisedTouches is how many of the newest touches advice looks at. What lies
// further back is in the tally; nobody's next step hangs on its wording.
const advisedTouches = 100

// gather reads the facts of one deal and the rhythm it is in.
func (c *Coach) gather(r Reader, in Input, d Deal, team Team) (Situation, error) {
	s := Situation{Deal: d, Us: team.Us, Results: team.Results}
	var err error
	if s.Rep, err = repOf(r, in, d); err != nil {
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
	s.Cadence = c.o.Rules.Cadence(d, c.Hours(s.Rep), c.o.Now())
	return s, s.surround(r, team)
}

// Queue is a rep's list: what is due now, most urgent first.
type Queue struct {
	Rep  Rep
	Due  []Due
	Open int    // all open deals of the rep, due or not
	Next Coming // where nothing is due: the deal that will be first, and when; zero when there is none

	Today Date   // in the rep's calendar
	Owed  []Owed // what the rep owes beside, the first due first
}

// Owed is a task with the deal that it is about.
type Owed struct {
	Task Task
	Deal Deal
}

// Followups is `/followup` alone: **Your follow-ups**.
func (c *Coach) Followups(ctx context.Context, in Input) (q Queue, err error) {
	now := c.o.Now()
	err = c.store.View(ctx, in.Workspace, func(r Reader) (err error) {
		q, err = c.queue(r, in.Rep, now, func(Due) {})
		return err
	})
	return q, err
}

// queue reads a rep's list. each is called for every open deal of theirs, due or not.
func (c *Coach) queue(r Reader, rep Rep, now time.Time, each func(Due)) (Queue, error) {
	h := c.Hours(rep)
	q := Queue{Rep: rep, Today: h.Today(now)}
	err := r.OpenDeals(rep.ID, func(d Deal) error {
		due := Due{Deal: d, Cadence: c.o.Rules.Cadence(d, h, now)}
		q.take(due, h)
		each(due)
		return nil
	})
	if err != nil {
		return q, err
	}
	back, err := c.revisits(r, rep.ID, h, now)
	if err != nil {
		return q, err
	}
	q.Due = append(q.Due, back...)
	if err := q.spare(r); err != nil {
		return q, err
	}
	SortDue(q.Due)
	err = q.owe(r)
	return q, err
}

// revisits are the closed deals of a rep that are back because the day has come on
// which somebody wanted to look at them again.
func (c *Coach) revisits(r Reader, repID string, h Hours, now time.Time) ([]Due, error) {
	deals, err := r.Revisits(repID, h.Today(now))
	var back []Due
	for _, d := range deals {
		if at := c.o.Rules.Cadence(d, h, now); at.Wants() {
			back = append(back, Due{d, at})
		}
	}
	return back, err
}

// spare takes out the deals whose contact asked not to be contacted, on whichever
// deal of the account that was said.
func (q *Queue) spare(r Reader) error {
	kept := q.Due[:0]
	for _, d := range q.Due {
		stop, err := toldToStop(r, d.Deal)
		if err != nil {
			return err
		}
		if !stop {
			kept = append(kept, d)
		}
	}
	q.Due = kept
	if q.Next.Deal.ID == "" {
		return nil
	}
	stop, err := toldToStop(r, q.Next.Deal)
	if stop {
		q.Next = Coming{}
	}
	return err
}

// owe reads what is owed, with its deals.
func (q *Queue) owe(r Reader) error {
	tasks, err := r.RepTasks(q.Rep.ID)
	if err != nil {
		return err
	}
	for _, k := range tasks {
		d, err := r.Deal(k.DealID)
		if err != nil {
			return err
		}
		q.Owed = append(q.Owed, Owed{Task: k, Deal: d})
	}
	return nil
}

func toldToStop(r Reader, d Deal) (bool, error) {
	people, err := r.Contacts(d.AccountID)
	return len(people) > 0 && people[0].OptedOut, err
}

func (q *Queue) take(d Due, h Hours) {
	q.Open++
	if d.Cadence.Wants() {
		q.Due = append(q.Due, d)
		return
	}
	// What sleeps comes when it wakes, however long ago it would have been due.
	on := d.next(h)
	if !on.IsZero() && (q.Next.Deal.ID == "" || on.Before(q.Next.On)) {
		q.Next = Coming{d, on}
	}
}

// Deal is one deal by its id.
func (c *Coach) Deal(ctx context.Context, in Input, id string) (d Deal, err error) {
	err = c.store.View(ctx, in.Workspace, func(r Reader) (err error) {
		d, err = dealOf(r, id)
		return err
	})
	return d, err
}

// Plays lists the plays of the book by title.
func (c *Coach) Plays() []PlayInfo { return c.o.Book.Plays() }
