package coach

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// MaxFact is the longest fact, in characters: what is longer is not one fact.
const MaxFact = 1000

// FactDraft is what somebody fills in under **Add homework**.
type FactDraft struct {
	Kind      FactKind // empty: guessed from the text
	Text      string
	SayAs     string
	AskAs     string // one question; the mark at its end may be missing
	Source    string
	On        Date
	ContactID string
	Person    string // for kinds that ask who it is: see [FactKind.AsksWho]
	Consent   bool   // for kinds that ask for it: see [FactKind.AsksConsent]
	DealOnly  bool   // it holds for this deal, not for the whole account
}

// Learned is a stored fact and the advice that it sharpened.
type Learned struct {
	Fact     Fact
	Guessed  bool // the kind was guessed: show it and offer **Change**
	Advice   Advice
	Repeated bool
}

// AddFact stores something known about a deal's account.
func (c *Coach) AddFact(ctx context.Context, in Input, dealID string, f FactDraft) (Learned, error) {
	if err := f.validate(); err != nil {
		return Learned{}, err
	}
	l := Learned{Guessed: f.Kind == ""}
	if l.Guessed {
		f.Kind = GuessKind(f.Text)
	}
	id, repeated, err := c.change(ctx, in, "fact.add", func(tx Tx, now time.Time) (string, error) {
		d, err := dealOf(tx, dealID)
		if err != nil {
			return "", err
		}
		if err := mayChange(in, d); err != nil {
			return "", err
		}
		return c.insertFact(tx, in, d, f, now)
	})
	if err != nil {
		return Learned{}, err
	}
	l.Repeated = repeated
	return c.learned(ctx, in, l, id, dealID)
}

// ChangeFact corrects a stored fact.
func (c *Coach) ChangeFact(ctx context.Context, in Input, dealID, factID string, f FactDraft) (Learned, error) {
	if err := f.validate(); err != nil {
		return Learned{}, err
	}
	if f.Kind == "" {
		f.Kind = GuessKind(f.Text)
	}
	var l Learned
	_, repeated, err := c.change(ctx, in, "fact.change", func(tx Tx, now time.Time) (string, error) {
		d, err := dealOf(tx, dealID)
		if err != nil {
			return "", err
		}
		if err := mayChange(in, d); err != nil {
			return "", err
		}
		old, err := factOf(tx, d, factID)
		if err != nil {
			return "", err
		}
		if err := c.fits(tx, in, d, f, now); err != nil {
			return "", err
		}
		fact := f.fact(d)
		fact.ID, fact.AddedBy, fact.AddedAt = old.ID, old.AddedBy, old.AddedAt
		if fact.Person, err = samePerson(tx, fact.Person); err != nil {
			return "", err
		}
		return fact.ID, tx.SaveFact(fact)
	})
	if err != nil {
		return Learned{}, err
	}
	l.Repeated = repeated
	return c.learned(ctx, in, l, factID, dealID)
}

func (c *Coach) learned(ctx context.Context, in Input, l Learned, factID, dealID string) (Learned, error) {
	a, err := c.Advise(ctx, in, dealID)
	if err != nil {
		return Learned{}, err
	}
	l.Advice = a
	for _, f := range a.Facts {
		if f.ID == factID {
			l.Fact = f
		}
	}
	return l, nil
}

// FactOf is one stored fact with its deal, for the form that corrects it.
func (c *Coach) FactOf(ctx context.Context, in Input, dealID, factID string) (Deal, Fact, error) {
	var d Deal
	var f Fact
	err := c.store.View(ctx, in.Workspace, func(r Reader) (err error) {
		if d, err = dealOf(r, dealID); err != nil {
			return err
		}
		f, err = factOf(r, d, factID)
		return err
	})
	return d, f, err
}

// factOf is a fact by its id, which came from outside: it must be one of the
// deal's account.
func factOf(r Reader, d Deal, id string) (Fact, error) {
	f, err := r.Fact(id)
	if KindOf(err) == NotFound || err == nil && f.AccountID != d.AccountID {
		return Fact{}, Errorf(NotFound, "That fact isn't there any more. Type /followup and the name for a fresh card.")
	}
	return f, err
}

func (f FactDraft) validate() error {
	text := strings.TrimSpace(f.Text)
	switch {
	case f.Kind != "" && !slices.Contains(FactKinds, f.Kind):
		return &Error{Kind: Invalid, Field: "kind", Sentence: "What sort of fact is it? Choose one of the kinds."}
	case text == "" && f.Kind == ToLearn:
		return &Error{Kind: Invalid, Field: "text", Sentence: "What would you like to learn? A few words will do."}
	case text == "":
		return &Error{Kind: Invalid, Field: "text", Sentence: "What did you learn? One sentence is enough."}
	case utf8.RuneCountInString(text) > MaxFact:
		return &Error{Kind: Invalid, Field: "text", Sentence: "That is longer than 1,000 characters. Please store it as several facts."}
	case utf8.RuneCountInString(f.SayAs) > 200:
		return &Error{Kind: Invalid, Field: "say_as", Sentence: "Nobody says that in one breath: keep it below 200 characters."}
	case utf8.RuneCountInString(f.Source) > MaxReason:
		return &Error{Kind: Invalid, Field: "source", Sentence: "Please keep the source below 500 characters."}
	}
	if _, err := QuestionOf(f.AskAs); err != nil {
		return err
	}
	return f.validatePerson()
}

// insertFact stores a fact about a deal's account and gives its id.
func (c *Coach) insertFact(tx Tx, in Input, d Deal, draft FactDraft, now time.Time) (string, error) {
	if err := c.fits(tx, in, d, draft, now); err != nil {
		return "", err
	}
	f := draft.fact(d)
	f.ID, f.AddedBy, f.AddedAt = c.o.NewID(), in.Rep.ID, now
	var err error
	if f.Person, err = samePerson(tx, f.Person); err != nil {
		return "", err
	}
	return f.ID, tx.InsertFact(f)
}

// fits holds a draft against the deal's account, where it may name somebody, and
// against the calendar of whoever writes it: the day has come.
func (c *Coach) fits(r Reader, in Input, d Deal, draft FactDraft, now time.Time) error {
	if draft.ContactID != "" {
		people, err := r.Contacts(d.AccountID)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(people, func(p Contact) bool { return p.ID == draft.ContactID }) {
			return &Error{Kind: Invalid, Field: "contact", Sentence: "I don't know that person at this account. Choose another, or nobody."}
		}
	}
	if draft.On.IsZero() {
		return nil
	}
	return past("date", draft.On, c.Hours(in.Rep).Today(now), "It is the day on which it was said, published or true.")
}

func (f FactDraft) fact(d Deal) Fact {
	fact := Fact{
		AccountID: d.AccountID, ContactID: f.ContactID, Kind: f.Kind, Text: strings.TrimSpace(f.Text),
		SayAs: strings.TrimSpace(f.SayAs), Source: strings.TrimSpace(f.Source), On: f.On,
	}
	fact.AskAs, _ = QuestionOf(f.AskAs) // what can't be asked was refused before
	if f.DealOnly || f.Kind.aboutDeal() {
		fact.DealID = d.ID
	}
	f.addPerson(&fact)
	return fact
}

// Draft is a stored fact as somebody would fill it in.
func (f Fact) Draft() FactDraft {
	return FactDraft{
		Kind: f.Kind, Text: f.Text, SayAs: f.SayAs, AskAs: f.AskAs, Source: f.Source, On: f.On, ContactID: f.ContactID,
		DealOnly: f.DealID != "" && !f.Kind.aboutDeal(), Person: f.Person, Consent: f.Consent,
	}
}

// aboutDeal says that a fact of this kind is about one proposal and would
// mislead on the account's other deals.
func (k FactKind) aboutDeal() bool {
	switch k {
	case ObjectionSay, RealReason, OwnMiss, AgreedPoint, NextStep, Competitor:
		return true
	}
	return false
}

// clues lead from words to the kind of a fact; the first that fits wins. They
// only save a click: the guess is always shown with **Change**.
var clues = []struct {
	kind FactKind
	re   *regexp.Regexp
}{
	{OwnMiss, regexp.MustCompile(`(?i)\b(we|i) (forgot|missed|failed|were late|sent the wrong|(sent|delivered|answered|called|replied)[^.,;]* late|misread|promised|never sent|did not send|didn't send|mixed up)\b`)},
	{ObjectionSay, regexp.MustCompile(`(?i)\b(too expensive|too pricey|over budget|no budget|not the right time|turned (it|us) down|said no|objects?|objection)\b`)},
	{RealReason, regexp.MustCompile(`(?i)\breal(ly)? (reason|because|why)\b`)},
	{AgreedPoint, regexp.MustCompile(`(?i)\b(we agreed|agreed (that|to|on)|promised to)\b`)},
	{NextStep, regexp.MustCompile(`(?i)\b(next step|will (call|decide|send|come back)|decision (on|by))\b`)},
	{Competitor, regexp.MustCompile(`(?i)\b(competitor|competing|also (talking|bidding)|other bid|versus|vs\.?)\b`)},
	{Vendor, regexp.MustCompile(`(?i)\b(uses?|using|works? with|contract with|current(ly)? (vendor|supplier|provider|with)|incumbent|renewal)\b`)},
	{Gatekeeper, regexp.MustCompile(`(?i)\b(gatekeeper|front desk|reception(ist)?|secretary|switchboard|wrong (person|desk|department)|(has|have|had) left the (company|firm|job)|no longer (works|with|there|in charge))\b`)},
	{Referrer, regexp.MustCompile(`(?i)\b(referred|suggested (i|we|that)|recommended (us|me)|introduced (us|me))\b`)},
	{AnnualReport, regexp.MustCompile(`(?i)\bannual report\b`)},
	{Lesson, regexp.MustCompile(`(?i)^(lesson|learned|next time)\b`)},
	{Statement, regexp.MustCompile(`(?i)(\b(said|told (me|us)|mentioned|wrote|asked)\b|["“])`)},
	{Goal, regexp.MustCompile(`(?i)\b(goal|target|aims? to|plans? to|wants? to|by (20\d\d|the end of))\b`)},
	{CompanyEvent, regexp.MustCompile(`(?i)\b(merg\w+|acqui\w+|opens?|opened|opening|launch\w*|hired|hiring|moved|moving|appointed|announced|expand\w*|closing|laid off|new (ceo|cfo|cto|office|plant|site))\b`)},
	{Problem, regexp.MustCompile(`(?i)\b(problem|struggl\w+|trouble|pain|delays?|losing|complain\w*|shortage|backlog)\b`)},
	{MarketTrend, regexp.MustCompile(`(?i)(\b(market|industry|sector|trend|regulation|prices? (rose|fell|up|down))\b|\d ?%)`)},
}

// GuessKind guesses what sort of fact a text is; Note when nothing points anywhere.
func GuessKind(text string) FactKind {
	for _, c := range clues {
		if c.re.MatchString(text) {
			return c.kind
		}
	}
	return Note
}
