package coach

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Erased is what forgetting somebody takes away, or would.
type Erased struct {
	Person   Contact // no ID where nothing but facts name them
	Account  string
	Contacts int            // rows of theirs that go
	Facts    int            // facts about them that go
	Touches  int            // touches that stay, without them
	Texts    map[string]int // texts that stay without their name, address and number, by table
	Named    []string       // firms and deals that are called like them, and stay so
}

// errDryRun ends the transaction of a dry run.
var errDryRun = errors.New("nothing is changed by a dry run")

// Forget removes a person: the contact, what we know about them, and their name, email
// and number from every text, also those of the audit log, of messages and of polls.
// What we did stays: touches with day, channel and outcome. who is an id, an email, a
// number or a whole name; several who fit are listed, and none is chosen. A dry run
// counts, and changes nothing.
//
// The bytes are gone from the file once the store was told to scrub it; and they stay in
// what the database does not hold: Slack's own messages, exports and older backups.
func (c *Coach) Forget(ctx context.Context, workspace, who string, dry bool) (Erased, error) {
	var f Erased
	err := c.store.Update(ctx, workspace, func(tx Tx) error {
		x, err := newEraser(tx, who)
		if err != nil {
			return err
		}
		f = Erased{Person: x.person, Account: x.account, Texts: map[string]int{}}
		if err := x.erase(tx, &f); err != nil {
			return err
		}
		if dry {
			return errDryRun
		}
		left := map[string]string{"facts": strconv.Itoa(f.Facts), "touches": strconv.Itoa(f.Touches), "texts": strconv.Itoa(f.Edited())}
		return tx.Record(Entry{At: c.o.Now(), Actor: ByOperator, Verb: "contact.forget", About: x.person.AccountID,
			Items: []Item{{Noun: "contact", ID: x.person.ID, Before: left}}})
	})
	if errors.Is(err, errDryRun) {
		err = nil
	}
	return f, err
}

// Edited is how many texts those are, in all tables.
func (f Erased) Edited() (n int) {
	for _, k := range f.Texts {
		n += k
	}
	return n
}

// eraser takes one person out.
type eraser struct {
	person  Contact
	account string
	facts   []Fact
	here    redactor // in what belongs to their account
	all     redactor // everywhere else
}

// newEraser finds the one whom an operator means.
func newEraser(r Reader, who string) (*eraser, error) {
	var people []Contact
	if err := r.EveryContact(func(p Contact) error { people = append(people, p); return nil }); err != nil {
		return nil, err
	}
	named, err := r.People()
	if err != nil {
		return nil, err
	}
	person, err := oneContact(r, people, named, who)
	if err != nil {
		return nil, err
	}
	x := &eraser{person: person}
	if a, err := r.Account(person.AccountID); err == nil {
		x.account = a.Name
	} else if KindOf(err) != NotFound {
		return nil, err
	}
	namesake := !namesAll(strings.Fields(person.Name)) || // a first name has others, whom nobody wrote down
		slices.ContainsFunc(people, func(p Contact) bool { return p.ID != person.ID && foldOwner(p.Name) == foldOwner(person.Name) })
	if err := x.findFacts(r, named, namesake); err != nil {
		return nil, err
	}
	var colleagues, everybody []string
	for _, p := range people {
		if p.ID == person.ID {
			continue
		}
		everybody = append(everybody, p.Name)
		if p.AccountID == person.AccountID {
			colleagues = append(colleagues, p.Name)
		}
	}
	x.here = newRedactor(person, true, colleagues)
	if namesake { // the name alone is somebody else's, too
		person.Name = ""
	}
	x.all = newRedactor(person, false, everybody)
	return x, nil
}

// findFacts finds what is known about the person: facts of the contact, and those that
// name them as somebody who speaks for us.
func (x *eraser) findFacts(r Reader, named []Fact, namesake bool) error {
	for _, f := range named {
		if foldOwner(f.Person) == foldOwner(x.person.Name) && (!namesake || f.AccountID == x.person.AccountID) {
			x.facts = append(x.facts, f)
		}
	}
	if x.person.ID == "" {
		return nil
	}
	return r.EveryFact(x.person.AccountID, func(f Fact) error {
		if f.ContactID == x.person.ID && !slices.ContainsFunc(x.facts, func(o Fact) bool { return o.ID == f.ID }) {
			x.facts = append(x.facts, f)
		}
		return nil
	})
}

// oneContact is the person with an id, an email, a number or a name.
func oneContact(r Reader, people []Contact, named []Fact, who string) (Contact, error) {
	number := digitsOf(who)
	tests := []func(Contact) bool{
		func(p Contact) bool { return p.ID == who },
		func(p Contact) bool { return p.Email != "" && foldOwner(p.Email) == foldOwner(who) },
		func(p Contact) bool { return len(number) >= fewDigits && digitsOf(p.Phone) == number },
		func(p Contact) bool { return foldOwner(p.Name) != "" && foldOwner(p.Name) == foldOwner(who) },
	}
	for _, is := range tests {
		switch fit := fitting(people, is); len(fit) {
		case 0:
		case 1:
			return fit[0], nil
		default:
			return Contact{}, Errorf(Conflict, "Several people fit “%s”. Name one by the id:%s", who, contactList(r, fit))
		}
	}
	for _, f := range named {
		if foldOwner(f.Person) == foldOwner(who) {
			return Contact{Name: f.Person, AccountID: f.AccountID}, nil
		}
	}
	words := Words(SearchKey(who))
	near := fitting(people, func(p Contact) bool { return len(words) > 0 && wordsBegin(words, Words(SearchKey(p.Name))) })
	if len(near) > 0 {
		return Contact{}, Errorf(NotFound, "Nobody is called “%s”, and nobody was guessed. Give a whole name, an email or an id:%s", who, contactList(r, near))
	}
	return Contact{}, Errorf(NotFound, "I know nobody called “%s”.", who)
}

func fitting(people []Contact, is func(Contact) bool) (fit []Contact) {
	for _, p := range people {
		if is(p) {
			fit = append(fit, p)
		}
	}
	return fit
}

func contactList(r Reader, people []Contact) string {
	var b strings.Builder
	for _, p := range people[:min(len(people), 20)] {
		a, _ := r.Account(p.AccountID) // a name beside the id; the id does without
		fmt.Fprintf(&b, "\n  %s  %s, %s", p.ID, p.Name, a.Name)
	}
	return b.String()
}

// erase removes the rows, then goes through every text.
func (x *eraser) erase(tx Tx, f *Erased) error {
	gone := map[string]bool{x.person.ID: true}
	for _, fact := range x.facts {
		gone[fact.ID] = true
		if err := tx.DeleteFact(fact.ID); err != nil {
			return err
		}
	}
	f.Facts = len(x.facts)
	if x.person.ID != "" {
		touches, err := tx.DeleteContact(x.person.ID)
		if err != nil {
			return err
		}
		f.Contacts, f.Touches = 1, touches
	}
	if err := dropTrace(tx); err != nil {
		return err
	}
	return tx.RewriteTexts(func(t StoredText) string {
		text := x.without(t, gone)
		switch {
		case text == t.Text:
		case t.Fixed:
			f.Named = append(f.Named, t.Text)
		default:
			f.Texts[t.Table]++
			return text
		}
		return t.Text
	})
}

// without is a text without the person. The audit log also loses what it says about
// rows that are gone.
func (x *eraser) without(t StoredText, gone map[string]bool) string {
	redact := x.all
	if t.AccountID != "" && t.AccountID == x.person.AccountID {
		redact = x.here
	}
	if t.Table == "audit" {
		t.Text = withoutRows(t.Text, gone)
	}
	return redact.text(t.Text)
}

// withoutRows empties the items of an entry about rows that are gone.
func withoutRows(body string, gone map[string]bool) string {
	items, err := decodeItems(body)
	if err != nil {
		return body
	}
	some := false
	for i, item := range items {
		if gone[item.ID] && (item.Noun == "contact" || item.Noun == "fact") && len(item.Before)+len(item.After) > 0 {
			items[i].Before, items[i].After, some = blank(item.Before), blank(item.After), true
		}
	}
	if !some {
		return body
	}
	return encodeItems(items)
}

// blank keeps the names of fields, so that it can be seen what was changed.
func blank(fields map[string]string) map[string]string {
	all := maps.Clone(fields)
	for k := range all {
		all[k] = forgotten
	}
	return all
}
