package coach

import (
	"cmp"
	"context"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// MaxName is the longest name of an account, deal or person, in characters.
const MaxName = 120

// Proposal is what somebody fills in under **New proposal**.
type Proposal struct {
	Account string
	Name    string // what is proposed; may be empty
	Amount  Money
	SentOn  Date // zero: not sent yet
	Contact Contact
	RepID   string // zero: the person who asks; another rep only by a manager
}

// Added is a new deal and the first advice on it.
type Added struct {
	Advice   Advice
	Repeated bool
}

// AddDeal creates a deal, with its account and contact where they are new. An
// open deal with the same account and name is a Conflict: it would be counted twice.
func (c *Coach) AddDeal(ctx context.Context, in Input, p Proposal) (Added, error) {
	p.Contact.Name, p.Contact.Email, p.Contact.Phone = clean(p.Contact.Name), clean(p.Contact.Email), clean(p.Contact.Phone)
	if err := p.validate(); err != nil {
		return Added{}, err
	}
	id, repeated, err := c.change(ctx, in, "deal.add", func(tx Tx, now time.Time) (string, error) {
		rep, err := proposalRep(tx, in, p.RepID)
		if err != nil {
			return "", err
		}
		if !p.SentOn.IsZero() {
			if err := past("sent", p.SentOn, c.Hours(rep).Today(now), "Leave it empty until the proposal is out."); err != nil {
				return "", err
			}
		}
		account, err := c.account(tx, p.Account, now)
		if err != nil {
			return "", err
		}
		if err := noTwin(tx, account, p.Name); err != nil {
			return "", err
		}
		if err := c.addContact(tx, account.ID, p.Contact, now); err != nil {
			return "", err
		}
		d := Deal{
			ID: c.o.NewID(), AccountID: account.ID, Account: account.Name, Name: clean(p.Name), Amount: p.Amount,
			RepID: rep.ID, RepName: rep.RealName, Stage: Open, SentOn: p.SentOn, Source: "slack", CreatedAt: now, UpdatedAt: now,
		}
		return d.ID, tx.InsertDeal(d)
	})
	if err != nil {
		return Added{}, err
	}
	a, err := c.Advise(ctx, in, id)
	return Added{Advice: a, Repeated: repeated}, err
}

// MarkSent notes the day on which a deal's proposal went out; from then on
// follow-ups are counted. It is asked for with **Mark as sent** on the card of
// a deal that has no such day yet.
func (c *Coach) MarkSent(ctx context.Context, in Input, dealID string, on Date) (Moved, error) {
	_, repeated, err := c.change(ctx, in, "deal.sent", func(tx Tx, now time.Time) (string, error) {
		d, h, err := c.openFile(tx, in, dealID)
		if err != nil {
			return "", err
		}
		if d.Sent() { // a button of a card from before
			return "", Errorf(Conflict, "%s was marked as sent on %s already.", d.Title(), d.SentOn.Format("2 January 2006"))
		}
		on := cmp.Or(on, h.Today(now))
		if err := past("sent", on, h.Today(now), "Mark it once the proposal is out."); err != nil {
			return "", err
		}
		touches, err := tx.Touches(d.ID, 0)
		if err != nil {
			return "", err
		}
		d.SentOn, d.Tally, d.UpdatedAt = on, Count(on, touches), now
		return d.ID, tx.SaveDeal(d)
	})
	if err != nil {
		return Moved{}, err
	}
	a, err := c.Advise(ctx, in, dealID)
	return Moved{Advice: a, Repeated: repeated}, err
}

func (p Proposal) validate() error {
	if SearchKey(p.Account) == "" {
		return &Error{Kind: Invalid, Field: "account", Sentence: "Which firm is it for? Write its name."}
	}
	for field, s := range map[string]string{"account": p.Account, "name": p.Name, "contact": p.Contact.Name} {
		if utf8.RuneCountInString(s) > MaxName {
			return &Error{Kind: Invalid, Field: field, Sentence: "Please keep names below 120 characters."}
		}
	}
	for field, s := range map[string]string{"email": p.Contact.Email, "phone": p.Contact.Phone} {
		if utf8.RuneCountInString(s) > MaxName {
			return &Error{Kind: Invalid, Field: field, Sentence: "Please keep that below 120 characters."}
		}
	}
	if p.Contact.Email != "" && !strings.Contains(p.Contact.Email, "@") {
		return &Error{Kind: Invalid, Field: "email", Sentence: "That doesn't look like an email address."}
	}
	return nil
}

// proposalRep is whose deal it will be.
func proposalRep(r Reader, in Input, repID string) (Rep, error) {
	if repID == "" || repID == in.Rep.ID {
		return in.Rep, nil
	}
	if !in.Manager {
		return Rep{}, &Error{Kind: Forbidden, Field: "rep", Sentence: "Only a manager can add a proposal for somebody else."}
	}
	rep, err := r.Rep(repID)
	if KindOf(err) == NotFound {
		return Rep{}, &Error{Kind: Invalid, Field: "rep", Sentence: "I haven't met that person yet: ask them to type /followup once."}
	}
	return rep, err
}

// account is the account of that exact name, made when it is new.
func (c *Coach) account(tx Tx, name string, now time.Time) (Account, error) {
	a, err := tx.AccountNamed(StrictKey(name))
	if KindOf(err) != NotFound {
		return a, err
	}
	a = Account{ID: c.o.NewID(), Name: clean(name), CreatedAt: now}
	return a, tx.InsertAccount(a)
}

func noTwin(r Reader, a Account, name string) error {
	deals, err := r.Deals(DealQuery{AccountIDs: []string{a.ID}, Stages: []Stage{Open}})
	if err != nil {
		return err
	}
	for _, d := range deals {
		if StrictKey(d.Name) != StrictKey(name) {
			continue
		}
		if name == "" {
			return &Error{Kind: Conflict, Field: "name", Sentence: a.Name + " has an open proposal already. Give this one a name of its own, to tell them apart."}
		}
		return &Error{Kind: Conflict, Field: "name", Sentence: a.Name + " has an open proposal of that name already."}
	}
	return nil
}

// addContact stores a person, unless the account has one of that name, or, where
// there is no name, of that address.
func (c *Coach) addContact(tx Tx, accountID string, p Contact, now time.Time) error {
	if p.Name == "" && p.Email == "" && p.Phone == "" {
		return nil
	}
	known, err := tx.Contacts(accountID)
	if err != nil {
		return err
	}
	for _, k := range known {
		if StrictKey(k.Name) == StrictKey(p.Name) && (p.Name != "" || k.Email == p.Email && k.Phone == p.Phone) {
			return nil
		}
	}
	p.ID, p.AccountID, p.Main, p.CreatedAt = c.o.NewID(), accountID, len(known) == 0, now
	return tx.InsertContact(p)
}

// clean is a name in one line without stray space or control characters.
func clean(s string) string { return strings.Join(strings.FieldsFunc(s, isSpaceOrControl), " ") }

// isSpaceOrControl also takes the marks that reverse the reading direction: a
// name that carries one can make a whole message read as something else.
func isSpaceOrControl(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
}
