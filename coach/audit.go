package coach

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Entry is what one input, or the bot by itself, changed about one deal, written in
// the transaction of the change. Entries are never changed; only [Coach.Forget] takes
// a person out of them.
//
// What is counted from other rows (a deal's tally) is not in it, nor what the bot
// keeps for itself: which messages are to be sent is in the outbox, which deal was in
// whose reminder in the nudges, and both say when and what became of it.
type Entry struct {
	At    time.Time
	Actor string // Slack user id, or one of the actors below
	Verb  string // "touch.log", "deal.snooze" …
	About string // id of the deal, else of the account; empty: neither
	Items []Item
}

// Actors who are nobody in Slack.
const (
	ByImport   = "import"   // a file, from the command line
	ByOperator = "operator" // another command
	BySlack    = "slack"    // something changed there: a name, a zone, a channel
	ByCoach    = "coach"    // we ourselves: a poll's time was over
)

// Item is one row that was added (no Before), removed (no After) or changed: then
// both have exactly the fields that differ.
type Item struct {
	Noun   string            `json:"n"` // deal, touch, fact …
	ID     string            `json:"i"`
	Before map[string]string `json:"b,omitempty"`
	After  map[string]string `json:"a,omitempty"`
}

// AuditQuery chooses entries. Empty fields do not restrict.
type AuditQuery struct {
	Since     time.Time
	Actor     string
	DealID    string // about this deal …
	AccountID string // … or, with it, about its account
}

// Audited is an entry as people read it.
type Audited struct {
	Entry
	Who   string // the actor's name, where it is known
	Title string // of the deal, or the account's name; empty: it is gone, or there is none
}

// Audit calls each for the entries that are asked for, the earliest first, without
// holding them all.
func (c *Coach) Audit(ctx context.Context, workspace string, q AuditQuery, each func(Audited) error) error {
	return c.store.View(ctx, workspace, func(r Reader) error {
		names, err := namesOf(r)
		if err != nil {
			return err
		}
		titles := map[string]string{"": ""}
		return r.Entries(q, func(e Entry) error {
			title, known := titles[e.About]
			if !known {
				if title, err = aboutTitle(r, e.About); err != nil {
					return err
				}
				titles[e.About] = title
			}
			if err := e.fill(r); err != nil {
				return err
			}
			return each(Audited{e, cmp.Or(names[e.Actor], e.Actor), title})
		})
	})
}

func namesOf(r Reader) (map[string]string, error) {
	reps, err := r.Reps()
	names := map[string]string{}
	for _, p := range reps {
		names[p.ID] = p.Called()
	}
	return names, err
}

// aboutTitle is what an entry is about, in words.
func aboutTitle(r Reader, about string) (string, error) {
	d, err := r.Deal(about)
	if KindOf(err) != NotFound {
		return d.Title(), err
	}
	a, err := r.Account(about)
	if KindOf(err) == NotFound {
		return "", nil
	}
	return a.Name, err
}

// AuditOf is the query for a deal and a person as an operator names them: by id, or by
// name. Empty is any. Several that fit are listed, and none is guessed.
func (c *Coach) AuditOf(ctx context.Context, workspace, deal, who string) (AuditQuery, error) {
	var q AuditQuery
	err := c.store.View(ctx, workspace, func(r Reader) (err error) {
		if deal != "" {
			d, err := oneDeal(r, deal)
			if err != nil {
				return err
			}
			q.DealID, q.AccountID, q.Since = d.ID, d.AccountID, d.CreatedAt
		}
		if who != "" {
			q.Actor, err = oneActor(r, who)
		}
		return err
	})
	return q, err
}

// oneDeal is the deal with an id or a name, open or closed.
func oneDeal(r Reader, name string) (Deal, error) {
	d, err := r.Deal(name)
	if KindOf(err) != NotFound {
		return d, err
	}
	found, err := find(r, name, "", Stages)
	switch {
	case err != nil:
		return d, err
	case len(found.Deals) == 1 && found.More == 0:
		return found.Deals[0], nil
	case len(found.Deals) == 0 && len(found.Near) > 0:
		return d, Errorf(NotFound, "I know no deal named “%s”. Near it: %s.", name, strings.Join(found.Near, ", "))
	case len(found.Deals) == 0:
		return d, Errorf(NotFound, "I know no deal named “%s”.", name)
	}
	var list strings.Builder
	for _, d := range found.Deals {
		fmt.Fprintf(&list, "\n  %s  %s", d.ID, d.Title())
	}
	return d, Errorf(Conflict, "Several deals fit “%s”. Name one by its id:%s", name, &list)
}

// oneActor is who wrote entries under an id or a name.
func oneActor(r Reader, who string) (string, error) {
	if slices.Contains([]string{ByImport, ByOperator, BySlack, ByCoach}, who) || slackID.MatchString(who) {
		return who, nil
	}
	reps, err := r.Reps()
	if err != nil {
		return "", err
	}
	var fit []Rep
	for _, p := range reps {
		if key := foldOwner(who); slices.Contains([]string{foldOwner(p.RealName), foldOwner(p.Name), foldOwner(p.Email)}, key) {
			fit = append(fit, p)
		}
	}
	switch len(fit) {
	case 0:
		return "", Errorf(NotFound, "I know nobody named “%s”. Give a whole name, an email, a Slack user id, or one of import, operator, slack, coach.", who)
	case 1:
		return fit[0].ID, nil
	}
	var list strings.Builder
	for _, p := range fit {
		fmt.Fprintf(&list, "\n  %s  %s, %s", p.ID, p.Called(), p.Email)
	}
	return "", Errorf(Conflict, "Several people are named “%s”. Name one by the id:%s", who, &list)
}

// fill puts in what the touches say that were added. One that was taken back since
// says it in the entry about that.
func (e *Entry) fill(r Reader) error {
	for i := range e.Items {
		item := &e.Items[i]
		if item.Noun != aTouch || item.Before != nil || item.After != nil {
			continue
		}
		t, err := r.Touch(item.ID)
		switch {
		case err == nil:
			item.After = setFields(t, e.About)
		case KindOf(err) != NotFound:
			return err
		}
	}
	return nil
}

// author is who writes, what they call it, and when.
type author struct {
	Actor, Verb string
	At          time.Time
}

// update is every write of the coach, but for those that forget, drafts, and the probe: a
// transaction of the store, whose changes it leaves in the audit log under the name of
// whoever makes them.
func (c *Coach) update(ctx context.Context, workspace string, by author, fn func(tx Tx) error) error {
	return c.store.Update(ctx, workspace, func(tx Tx) error {
		r := &recorder{Tx: tx, by: by}
		if err := fn(r); err != nil {
			return err
		}
		return r.flush()
	})
}
