package coach

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"
)

// UndoImportFor is how long an import can be taken back. By then reps have been
// reminded of its deals, and the key that makes a second press harmless is forgotten.
const UndoImportFor = keysFor

// Brought is an import that changed something, as it is told of afterwards.
type Brought struct {
	ID       string         `json:"id"` // of the import; empty: there is none
	Name     string         `json:"name"`
	Source   string         `json:"source"`
	By       string         `json:"by"` // Slack user id, or "import"
	At       time.Time      `json:"at"`
	UndoneAt time.Time      `json:"undone,omitzero"`
	Long     bool           `json:"long,omitempty"` // too many deals for a way back
	Reasons  []ImportReason `json:"reasons,omitempty"`
	More     int            `json:"more,omitempty"` // reasons that are left out

	Created   int `json:"created,omitempty"` // rows, as in the report
	Updated   int `json:"updated,omitempty"`
	Unchanged int `json:"unchanged,omitempty"`
	Skipped   int `json:"skipped,omitempty"`
	Conflicts int `json:"conflicts,omitempty"`
}

// brought is what is kept of a report.
func (r ImportReport) brought(id, by string, at time.Time) Brought {
	reasons := r.Reasons()
	kept := reasons[:min(len(reasons), shownReasons)]
	return Brought{ID: id, Name: r.Name, Source: r.Source, By: by, At: at, Long: r.Created+r.Updated+r.Conflicts > maxTraced,
		Reasons: kept, More: len(reasons) - len(kept),
		Created: r.Created, Updated: r.Updated, Unchanged: r.Unchanged, Skipped: r.Skipped, Conflicts: r.Conflicts}
}

// Undoable says that it can still be taken back, as far as time and size go.
func (b Brought) Undoable(now time.Time) bool { return b.over(now) == nil }

// over says why it cannot be taken back any more.
func (b Brought) over(now time.Time) error {
	switch {
	case b.Long:
		return Errorf(Conflict, "That import changed more than %s deals, which is more than I can put back. A backup can; docs/operating.md says how.", grouped(maxTraced))
	case now.Sub(b.At) > UndoImportFor:
		return Errorf(Conflict, "An import can be undone for seven days, and they have passed. Nothing was changed.")
	}
	return nil
}

// mayImport refuses everybody but managers: a file may change anybody's deals, move
// them to another rep, and close them.
func mayImport(in Input) error {
	if in.Manager {
		return nil
	}
	return Errorf(Forbidden, "Bringing in a file can change everybody's deals, so that's for a manager to do. For one of your own, type /followup add.")
}

// Brought is what is known of an import, by its id, or of the last one, where id is
// empty. It is NotFound when another one came after it, or none ever changed anything.
func (c *Coach) Brought(ctx context.Context, workspace, id string) (b Brought, err error) {
	err = c.store.View(ctx, workspace, func(r Reader) error {
		b, err = broughtBy(r, id)
		return err
	})
	return b, err
}

func broughtBy(r Reader, id string) (Brought, error) {
	var b Brought
	some, err := loadJSON(r, doneSetting, &b)
	switch {
	case err != nil:
		return Brought{}, err
	case !some && id == "":
		return Brought{}, Errorf(NotFound, "Nothing was imported yet that could be undone.")
	case !some || id != "" && b.ID != id:
		return Brought{}, Errorf(NotFound, "Another file was imported after that one, and only the last import can be undone. Nothing was changed.")
	}
	return b, nil
}

// errTouched ends an undo that would throw somebody's work away.
var errTouched = errors.New("deals were changed since the import")

// UndoImport takes the last import that changed something back, all of it or nothing:
// deals that it made go, those that it changed are again what they were, and firms
// that came with it and have nothing else go too. It needs a manager, works for
// [UndoImportFor], and refuses as soon as anybody has worked on one of the deals, with
// what they did. id is the import's; empty: the last one. Undoing twice is once.
func (c *Coach) UndoImport(ctx context.Context, in Input, id string) (Brought, error) {
	if err := mayImport(in); err != nil {
		return Brought{}, err
	}
	var b Brought
	var touched []string
	_, _, err := c.change(ctx, in, "import.undo", func(tx Tx, now time.Time) (_ string, err error) {
		if b, err = broughtBy(tx, id); err != nil || !b.UndoneAt.IsZero() {
			return b.ID, err
		}
		if err := b.over(now); err != nil {
			return "", err
		}
		u := &undoer{c: c, tx: tx, now: now, source: b.Source}
		if touched, err = u.run(); err != nil {
			return "", err
		}
		b.UndoneAt = now
		return b.ID, saveJSON(tx, doneSetting, b)
	})
	if errors.Is(err, errTouched) {
		return Brought{}, c.sayTouched(ctx, in.Workspace, b, touched)
	}
	if err != nil {
		return Brought{}, err
	}
	return c.Brought(ctx, in.Workspace, cmp.Or(id, b.ID))
}

// undoer is one undo in one transaction.
type undoer struct {
	c      *Coach
	tx     Tx
	now    time.Time
	source string
	trace  importTrace
	ours   map[string]bool // ids of the deals in it
}

// run puts everything back. touched are the ids of deals, and of accounts, that
// somebody worked on since; then the error is errTouched.
func (u *undoer) run() (touched []string, err error) {
	some, err := loadJSON(u.tx, traceSetting, &u.trace)
	if err != nil {
		return nil, err
	}
	if !some {
		return nil, Errorf(Conflict, "The way back from that import isn't kept any more. Nothing was changed.")
	}
	u.ours = map[string]bool{}
	for _, t := range u.trace.Deals {
		u.ours[t.ID] = true
	}
	if touched, err = u.touched(); err != nil {
		return nil, err
	}
	if len(touched) > 0 {
		return touched, errTouched
	}
	for _, d := range u.trace.Deals {
		if err := u.putBack(d); err != nil {
			return nil, err
		}
	}
	for _, id := range u.trace.Accounts {
		if err := u.dropAccount(id); err != nil {
			return nil, err
		}
	}
	return nil, u.forget()
}

// touched finds what is not as the import left it.
func (u *undoer) touched() (ids []string, err error) {
	for _, t := range u.trace.Deals {
		switch same, err := u.untouched(t); {
		case err != nil:
			return nil, err
		case !same:
			ids = append(ids, t.ID)
		}
	}
	for _, id := range u.trace.Accounts {
		switch same, err := u.deserted(id); {
		case err != nil:
			return nil, err
		case !same:
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// untouched says that a deal is as the import left it. Facts and tasks leave no mark on
// the deal itself; those of a deal that is to go would go with it.
func (u *undoer) untouched(t tracedDeal) (bool, error) {
	d, err := u.tx.Deal(t.ID)
	if KindOf(err) == NotFound || err == nil && d.Version != t.Version {
		return false, nil
	}
	if err != nil || t.Was != nil {
		return err == nil, err
	}
	tasks, err := u.tx.DealTasks(t.ID)
	if err != nil {
		return false, err
	}
	facts, err := u.tx.Facts(d.AccountID, t.ID)
	return len(tasks) == 0 && !slices.ContainsFunc(facts, func(f Fact) bool { return f.DealID == t.ID }), err
}

// deserted says that nobody has written down anything about a firm that the import
// made. One that has another deal by now stays, with whatever is known about it.
func (u *undoer) deserted(id string) (bool, error) {
	if others, err := u.others(id); err != nil || others {
		return err == nil, err
	}
	known, err := u.known(id)
	return !known, err
}

// others says that an account has deals that the import had nothing to do with.
func (u *undoer) others(account string) (bool, error) {
	deals, err := u.tx.Deals(DealQuery{AccountIDs: []string{account}, Limit: allDeals})
	return slices.ContainsFunc(deals, func(d Deal) bool { return !u.ours[d.ID] }), err
}

// known says that people are known at an account, or facts that are about the whole of it.
func (u *undoer) known(account string) (bool, error) {
	contacts, err := u.tx.Contacts(account)
	if err != nil || len(contacts) > 0 {
		return true, err
	}
	facts := 0
	err = u.tx.EveryFact(account, func(f Fact) error {
		if f.DealID == "" {
			facts++
		}
		return nil
	})
	return facts > 0, err
}

// putBack makes one deal what it was, or removes it.
func (u *undoer) putBack(t tracedDeal) error {
	d, err := u.tx.Deal(t.ID)
	if err != nil {
		return err
	}
	was := d
	if t.Was == nil {
		if err := restateNudge(u.tx, d.ID, u.now); err != nil {
			return err
		}
		return u.tx.DeleteDeal(d.ID)
	}
	t.Was.restore(&d)
	if d.Tally.Touches > 0 {
		touches, err := u.tx.Touches(d.ID, 0)
		if err != nil {
			return err
		}
		d.Tally = Count(d.SentOn, touches)
	}
	if err := u.tx.SaveDeal(d); err != nil {
		return err
	}
	return movedTo(u.tx, was, d, u.now)
}

func (u *undoer) dropAccount(id string) error {
	deals, err := u.tx.Deals(DealQuery{AccountIDs: []string{id}, Limit: 1})
	if err != nil || len(deals) > 0 {
		return err
	}
	return u.tx.DeleteAccount(id)
}

// forget takes back what the import remembered of the file, so that the same file
// would do the same again.
func (u *undoer) forget() error {
	memory := newImportMemory(u.tx, u.source)
	if err := memory.putBack(u.trace.Seen); err != nil {
		return err
	}
	if err := memory.save(u.tx); err != nil {
		return err
	}
	if err := u.tx.SaveSetting(lastImportSetting, u.trace.Last); err != nil {
		return err
	}
	return u.tx.SaveSetting(traceSetting, "")
}

// shownTouched is how many deals are named that stand in the way of an undo.
const shownTouched = 5

// sayTouched says what stands in the way.
func (c *Coach) sayTouched(ctx context.Context, workspace string, b Brought, ids []string) error {
	shown := ids[:min(len(ids), shownTouched)]
	deeds := make([]string, len(shown))
	err := c.store.View(ctx, workspace, func(r Reader) error {
		last, err := lastEntries(r, b.At, shown)
		if err != nil {
			return err
		}
		names, err := namesOf(r)
		for i, id := range shown {
			if deeds[i], err = deedOn(r, id, last[id], names); err != nil {
				return err
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	said := strings.Join(deeds, "; ")
	if more := len(ids) - len(shown); more > 0 {
		said += "; and " + grouped(uint64(more)) + " more" // #nosec G115 -- a count
	}
	return Errorf(Conflict, "Nothing was undone, because it would throw away what has been done since the import. %s.", said)
}

// lastEntries are the last entries of the audit log about some rows, but for the
// import's own.
func lastEntries(r Reader, since time.Time, ids []string) (map[string]Entry, error) {
	last := map[string]Entry{}
	err := r.Entries(AuditQuery{Since: since}, func(e Entry) error {
		if e.Verb != "import" && slices.Contains(ids, e.About) {
			last[e.About] = e
		}
		return nil
	})
	return last, err
}

// deedOn says what was done last about a deal or an account.
func deedOn(r Reader, id string, e Entry, names map[string]string) (string, error) {
	title, err := aboutTitle(r, id)
	if err != nil {
		return "", err
	}
	who := cmp.Or(names[e.Actor], "Somebody")
	return cmp.Or(title, "A deal that is gone") + ": " + who + " " + cmp.Or(deeds[e.Verb], "changed something"), nil
}

// deeds are the verbs of what people do with a deal, in words.
var deeds = map[string]string{
	"touch.log": "logged a touch", "touch.after": "noted what happened", "touch.undo": "took a touch back", "touch.words": "said which words were used",
	"deal.snooze": "snoozed it", "deal.pause": "noted a known reason", "deal.wake": "woke it", "deal.sent": "marked it as sent",
	"deal.close": "closed it", "deal.reopen": "reopened it", "poll.files": "closed it after a poll", "poll.vote": "answered a poll about it",
	"deal.reassign": "gave it to another rep", "deal.reassign.undo": "took it back from another rep", "rep.reassign": "gave it to another rep",
	"fact.add": "added homework", "fact.change": "changed a fact", "homework.list": "added homework", "homework.override": "said that the homework is enough",
	"homework.override.undo": "asked for the homework again", "reason.real": "noted the real reason", "import": "imported another file",
}
