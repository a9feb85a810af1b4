package coach

import (
	"cmp"
	"errors"
	"slices"
	"strings"
)

// recorder is a Tx that notes what changes through it. It reads what a row was
// before, unless that was read in the same transaction just now.
type recorder struct {
	Tx
	by    author
	last  Deal   // as it was read or written last: most changes save what they have just read
	asked []Vote // as they were read or written last, by rep and deal

	about string // of the items that wait to be written
	items []Item
}

// recorderHolds is how many items wait at most: an import has a hundred thousand.
const recorderHolds = 64

// note adds what became of a row. Rows in which nothing changed that anybody would
// ask about leave no trace.
func (r *recorder) note(about, noun, id string, before, after any) error {
	i := Item{Noun: noun, ID: id}
	i.Before, i.After = compared(about, before, after)
	if len(i.Before) == 0 && len(i.After) == 0 && before != nil && after != nil {
		return nil
	}
	return r.add(about, i)
}

func (r *recorder) add(about string, i Item) error {
	if about != r.about || len(r.items) >= recorderHolds {
		if err := r.flush(); err != nil {
			return err
		}
	}
	r.about, r.items = about, append(r.items, i)
	return nil
}

// flush writes what has been noted.
func (r *recorder) flush() error {
	if len(r.items) == 0 {
		return nil
	}
	err := r.Tx.Record(Entry{At: r.by.At, Actor: r.by.Actor, Verb: r.by.Verb, About: r.about, Items: r.items})
	r.items = nil
	return err
}

// known tells the recorder of a deal that was read before the transaction. The
// version that is saved with it proves that it has not changed since.
func known(tx Tx, d Deal) {
	if r, ok := tx.(*recorder); ok {
		r.last = d
	}
}

func (r *recorder) Deal(id string) (Deal, error) {
	d, err := r.Tx.Deal(id)
	if err == nil {
		r.last = d
	}
	return d, err
}

func (r *recorder) InsertDeal(d Deal) error {
	if err := r.Tx.InsertDeal(d); err != nil {
		return err
	}
	return r.note(d.ID, "deal", d.ID, nil, d)
}

func (r *recorder) SaveDeal(d Deal) error {
	before := r.last
	if before.ID != d.ID || before.Version != d.Version {
		var err error
		if before, err = r.Tx.Deal(d.ID); err != nil {
			return err
		}
	}
	if err := r.Tx.SaveDeal(d); err != nil {
		return err
	}
	r.last = d
	r.last.Version++
	return r.note(d.ID, "deal", d.ID, before, d)
}

// DeleteDeal notes with the deal what goes with it: its touches, its facts and its open
// tasks.
func (r *recorder) DeleteDeal(id string) error {
	d, err := r.Tx.Deal(id)
	if err != nil {
		return err
	}
	touches, err := r.Tx.Touches(id, 0)
	if err != nil {
		return err
	}
	facts, err := r.Tx.Facts(d.AccountID, id)
	if err != nil {
		return err
	}
	tasks, err := r.Tx.DealTasks(id)
	if err != nil {
		return err
	}
	if err := r.Tx.DeleteDeal(id); err != nil {
		return err
	}
	err = r.note(id, "deal", id, d, nil)
	for _, t := range touches {
		err = errors.Join(err, r.note(id, aTouch, t.ID, t, nil))
	}
	for _, f := range facts {
		if f.DealID == id {
			err = errors.Join(err, r.note(id, "fact", f.ID, f, nil))
		}
	}
	for _, t := range tasks {
		err = errors.Join(err, r.note(id, "task", t.ID, t, nil))
	}
	return err
}

func (r *recorder) InsertAccount(a Account) error {
	if err := r.Tx.InsertAccount(a); err != nil {
		return err
	}
	return r.note(a.ID, "account", a.ID, nil, a)
}

func (r *recorder) DeleteAccount(id string) error {
	a, err := r.Tx.Account(id)
	if err != nil {
		return err
	}
	if err := r.Tx.DeleteAccount(id); err != nil {
		return err
	}
	return r.note(id, "account", id, a, nil)
}

func (r *recorder) InsertContact(p Contact) error {
	if err := r.Tx.InsertContact(p); err != nil {
		return err
	}
	return r.note(p.AccountID, "contact", p.ID, nil, p)
}

func (r *recorder) SaveContact(p Contact) error {
	people, err := r.Tx.Contacts(p.AccountID)
	if err != nil {
		return err
	}
	if err := r.Tx.SaveContact(p); err != nil {
		return err
	}
	var before any // somebody who came from another account is new in this one
	if at := slices.IndexFunc(people, func(o Contact) bool { return o.ID == p.ID }); at >= 0 {
		before = people[at]
	}
	return r.note(p.AccountID, "contact", p.ID, before, p)
}

// aTouch is the noun of touches in the log.
const aTouch = "touch"

// InsertTouch notes that there is a touch, and not what it says: it says so itself,
// and nobody can edit it. There are more touches than anything else, and twice the
// text would be twice the file. [Coach.Audit] puts it in.
func (r *recorder) InsertTouch(t Touch) error {
	if err := r.Tx.InsertTouch(t); err != nil {
		return err
	}
	return r.add(t.DealID, Item{Noun: aTouch, ID: t.ID})
}

func (r *recorder) DeleteTouch(id string) error {
	t, err := r.Tx.Touch(id)
	if err != nil {
		return err
	}
	if err := r.Tx.DeleteTouch(id); err != nil {
		return err
	}
	return r.note(t.DealID, aTouch, id, t, nil)
}

// about is the deal of a fact, or the account of one that holds for all its deals.
func (f Fact) about() string {
	if f.DealID != "" {
		return f.DealID
	}
	return f.AccountID
}

func (r *recorder) InsertFact(f Fact) error {
	if err := r.Tx.InsertFact(f); err != nil {
		return err
	}
	return r.note(f.about(), "fact", f.ID, nil, f)
}

func (r *recorder) SaveFact(f Fact) error {
	before, err := r.Tx.Fact(f.ID)
	if err != nil {
		return err
	}
	if err := r.Tx.SaveFact(f); err != nil {
		return err
	}
	return r.note(f.about(), "fact", f.ID, before, f)
}

func (r *recorder) DeleteFact(id string) error {
	before, err := r.Tx.Fact(id)
	if err != nil {
		return err
	}
	if err := r.Tx.DeleteFact(id); err != nil {
		return err
	}
	return r.note(before.about(), "fact", id, before, nil)
}

func (r *recorder) InsertLibraryItem(i LibraryItem) error {
	if err := r.Tx.InsertLibraryItem(i); err != nil {
		return err
	}
	return r.note("", "library", i.ID, nil, i)
}

func (r *recorder) DeleteLibraryItem(id string) error {
	before, err := r.Tx.LibraryItem(id)
	if err != nil {
		return err
	}
	if err := r.Tx.DeleteLibraryItem(id); err != nil {
		return err
	}
	return r.note("", "library", id, before, nil)
}

func (r *recorder) InsertTask(t Task) error {
	if err := r.Tx.InsertTask(t); err != nil {
		return err
	}
	return r.note(t.DealID, "task", t.ID, nil, t)
}

func (r *recorder) SaveTask(t Task) error {
	before, err := r.Tx.Task(t.ID)
	if err != nil {
		return err
	}
	if err := r.Tx.SaveTask(t); err != nil {
		return err
	}
	return r.note(t.DealID, "task", t.ID, before, t)
}

func (r *recorder) DeleteTask(id string) error {
	before, err := r.Tx.Task(id)
	if err != nil {
		return err
	}
	if err := r.Tx.DeleteTask(id); err != nil {
		return err
	}
	return r.note(before.DealID, "task", id, before, nil)
}

// old is what there was of something that a save makes when it is missing.
func old[T any](v T, err error) (any, error) {
	if KindOf(err) == NotFound {
		return nil, nil
	}
	return v, err
}

func (r *recorder) SaveRoom(ch Room) error {
	before, err := old(r.Tx.Room(ch.ID))
	if err != nil {
		return err
	}
	if err := r.Tx.SaveRoom(ch); err != nil {
		return err
	}
	return r.note("", "channel", ch.ID, before, ch)
}

func (r *recorder) InsertPoll(p Poll) error {
	if err := r.Tx.InsertPoll(p); err != nil {
		return err
	}
	return r.note("", "poll", p.ID, nil, p)
}

func (r *recorder) SavePoll(p Poll) error {
	before, err := r.Tx.Poll(p.ID)
	if err != nil {
		return err
	}
	if err := r.Tx.SavePoll(p); err != nil {
		return err
	}
	if before.draft() { // it comes to be when it is opened
		return r.note("", "poll", p.ID, nil, p)
	}
	return r.note("", "poll", p.ID, before, p)
}

func (v Vote) key() string { return v.PollID + "/" + v.RepID }

// InsertVote notes an answer. A question without one is a part of its poll.
func (r *recorder) InsertVote(v Vote) error {
	if err := r.Tx.InsertVote(v); err != nil || v.Choice == NoAnswerYet {
		return err
	}
	return r.note(v.DealID, "vote", v.key(), nil, v)
}

func (r *recorder) Votes(pollID, repID string) ([]Vote, error) {
	votes, err := r.Tx.Votes(pollID, repID)
	if err == nil {
		r.asked = slices.Clone(votes)
	}
	return votes, err
}

// SaveVote looks up what the vote was among those that were read last: a poll has
// thousands, and to read them all for each would take minutes.
func (r *recorder) SaveVote(v Vote) error {
	at, known := slices.BinarySearchFunc(r.asked, v, byRepAndDeal)
	if !known || r.asked[at].PollID != v.PollID {
		if _, err := r.Votes(v.PollID, v.RepID); err != nil {
			return err
		}
		at, known = slices.BinarySearchFunc(r.asked, v, byRepAndDeal)
	}
	if err := r.Tx.SaveVote(v); err != nil {
		return err
	}
	var before any
	if known {
		before, r.asked[at] = r.asked[at], v
	}
	return r.note(v.DealID, "vote", v.key(), before, v)
}

func byRepAndDeal(a, b Vote) int {
	return cmp.Or(strings.Compare(a.RepID, b.RepID), strings.Compare(a.DealID, b.DealID))
}

func (r *recorder) InsertIdea(i Idea) error {
	if err := r.Tx.InsertIdea(i); err != nil {
		return err
	}
	return r.note("", "idea", i.ID, nil, i)
}

func (r *recorder) DeleteIdea(id string) error {
	before, err := r.Tx.Idea(id)
	if err != nil {
		return err
	}
	if err := r.Tx.DeleteIdea(id); err != nil {
		return err
	}
	return r.note("", "idea", id, before, nil)
}

func (r *recorder) SaveRep(p Rep) error {
	before, err := old(r.Tx.Rep(p.ID))
	if err != nil {
		return err
	}
	if err := r.Tx.SaveRep(p); err != nil {
		return err
	}
	return r.note("", "rep", p.ID, before, p)
}

// SaveSetting leaves out what an import remembers of rows, and of itself: it is a
// means of comparing, and the deals that it changed are noted. So it is with files that
// are being closed.
func (r *recorder) SaveSetting(name, value string) error {
	if strings.HasPrefix(name, importOwn) && !strings.HasPrefix(name, mappingSetting("")) || name == filingSetting {
		return r.Tx.SaveSetting(name, value)
	}
	before, err := r.Tx.Setting(name)
	if err != nil {
		return err
	}
	if err := r.Tx.SaveSetting(name, value); err != nil {
		return err
	}
	return r.note("", "setting", name, setting{before}, setting{value})
}

// setting is a setting as a row.
type setting struct{ Value string }
