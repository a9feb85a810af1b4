package dbtest

import (
	"context"
	"fmt"
	"time"

	"salescoach/coach"
)

// Size says how much Fill makes.
type Size struct {
	Workspace      string // "T1" when empty
	Deals          int
	TouchesPerDeal int
}

// Filled is what Fill made, for who wants to look for it.
type Filled struct {
	Workspace string
	Deals     int
	Accounts  int // four deals each
	Reps      int // two hundred deals each, or a little more
}

// perAccount, perRep: how the deals are shared out.
const (
	perAccount = 4
	perRep     = 200
	perBatch   = 250 // deals in one transaction
)

// epoch is when the first of Fill's deals was sent.
var epoch = time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC)

// Fill writes deals with accounts, contacts, reps, facts and touches, the same
// ones every time: three of five deals are open; names share their words as the
// names of firms do (a word of a trade is in one of forty). It is for benchmarks
// and for tests that need many rows.
func Fill(ctx context.Context, store coach.Store, s Size) (Filled, error) {
	if s.Workspace == "" {
		s.Workspace = "T1"
	}
	f := Filled{
		Workspace: s.Workspace, Deals: s.Deals,
		Accounts: (s.Deals + perAccount - 1) / perAccount,
		Reps:     (s.Deals + perRep - 1) / perRep,
	}
	err := store.Update(ctx, s.Workspace, func(tx coach.Tx) error {
		for n := range f.Reps {
			if err := tx.SaveRep(f.Rep(n)); err != nil {
				return err
			}
		}
		return nil
	})
	for from := 0; err == nil && from < s.Deals; from += perBatch {
		err = store.Update(ctx, s.Workspace, func(tx coach.Tx) error {
			return f.write(tx, s, from, min(from+perBatch, s.Deals))
		})
	}
	return f, err
}

// write stores the deals of one batch, and an account before its first deal.
func (f Filled) write(tx coach.Tx, s Size, from, to int) error {
	for n := from; n < to; n++ {
		if n%perAccount == 0 {
			if err := f.writeAccount(tx, n/perAccount); err != nil {
				return err
			}
		}
		d := f.Deal(n)
		touches := f.touches(d, n, s.TouchesPerDeal)
		d.Tally = coach.Count(d.SentOn, touches)
		if err := tx.InsertDeal(d); err != nil {
			return err
		}
		for _, t := range touches {
			if err := tx.InsertTouch(t); err != nil {
				return err
			}
		}
	}
	return nil
}

func (f Filled) writeAccount(tx coach.Tx, n int) error {
	a := f.Account(n)
	if err := tx.InsertAccount(a); err != nil {
		return err
	}
	person := coach.Contact{
		ID: id("C", n), AccountID: a.ID, Name: word(n+3) + " " + word(n+11), Role: "Head of purchasing",
		Email: fmt.Sprintf("p%d@example.com", n), Main: true, CreatedAt: epoch,
	}
	if err := tx.InsertContact(person); err != nil {
		return err
	}
	return tx.InsertFact(coach.Fact{
		ID: id("F", n), AccountID: a.ID, Kind: coach.Problem, Text: "Deliveries are late twice a week.",
		Source: "call", On: coach.DateOf(epoch, time.UTC), AddedBy: "U1", AddedAt: epoch,
	})
}

// Rep is the n-th rep.
func (f Filled) Rep(n int) coach.Rep {
	return coach.Rep{ID: id("U", n), Name: word(n), RealName: word(n) + " " + word(n+7), Zone: "Europe/Berlin", UpdatedAt: epoch}
}

// Account is the n-th account.
func (f Filled) Account(n int) coach.Account {
	name := fmt.Sprintf("%s %s %s", word(n), trades[n%len(trades)], forms[n%len(forms)])
	if round := n / len(syllables) / len(syllables) / len(syllables); round > 0 {
		name = fmt.Sprintf("%s %s %s", word(n), word(round), name)
	}
	return coach.Account{ID: id("A", n), Name: name, Industry: "retail", CreatedAt: epoch}
}

// Deal is the n-th deal, as it is before its touches are counted.
func (f Filled) Deal(n int) coach.Deal {
	sent := epoch.AddDate(0, 0, n%200)
	d := coach.Deal{
		ID: id("D", n), AccountID: id("A", n/perAccount), Account: f.Account(n / perAccount).Name,
		Name: products[n%len(products)], Amount: coach.Money{Minor: int64(n%900+100) * 100, Currency: "EUR"},
		RepID: id("U", n%f.Reps), RepName: word(n % f.Reps), Stage: coach.Open, SentOn: coach.DateOf(sent, time.UTC),
		Source: "csv", ExternalID: fmt.Sprintf("X%07d", n), CreatedAt: sent, UpdatedAt: sent,
	}
	if !f.open(n) {
		d.Stage = coach.Stages[1+n%3]
		d.ClosedAt, d.CloseReason = sent.AddDate(0, 2, 0), "price"
	}
	return d
}

// open says whether the n-th deal is: three of five are, whoever's they are.
func (f Filled) open(n int) bool { return n*7919/13%5 < 3 }

func (f Filled) touches(d coach.Deal, n, count int) []coach.Touch {
	touches := make([]coach.Touch, count)
	for i := range touches {
		at := d.SentOn.In(time.UTC).AddDate(0, 0, 3*i+1).Add(time.Duration(9*3600+n%7200) * time.Second)
		t := coach.Touch{
			ID: id("H", n*count+i), DealID: d.ID, Direction: coach.Out, Channel: coach.Channels[(n+i)%3], Outcome: coach.Outcomes[i%3],
			Note: "Left my number with the desk.",
			At:   at, On: coach.DateOf(at, time.UTC), LoggedBy: d.RepID, LoggedAt: at,
		}
		switch {
		case i%4 == 3:
			t.Direction, t.Outcome = coach.In, coach.Replied
		case (n+i)%4 == 0: // so that a fifth of all touches have a play
			t.PlayID, t.Row = plays[n%len(plays)], 6+n%17
		}
		touches[i] = t
	}
	return touches
}

// id has the length of the ids in production.
func id(kind string, n int) string { return fmt.Sprintf("%s%015d", kind, n) }

// word is one of eight thousand words, none of which is a firm's that we know.
func word(n int) string {
	k := len(syllables)
	n = n * 1009 % (k * k * k) // neighbours look unlike
	return syllables[n%k] + syllables[n/k%k] + syllables[n/k/k%k]
}

var (
	syllables = []string{"bra", "cor", "dan", "fel", "gru", "hin", "jor", "kel", "lum", "mer", "nov", "ost", "pra", "qui", "rus", "sal", "tev", "ulm", "vex", "zan"}
	trades    = []string{
		"Foods", "Steel", "Logistics", "Paper", "Textiles", "Optics", "Pumps", "Tools", "Glass", "Motors",
		"Energy", "Media", "Health", "Labs", "Partners", "Systems", "Trading", "Supply", "Homes", "Farms",
		"Marine", "Air", "Rail", "Print", "Design", "Software", "Networks", "Security", "Finance", "Insurance",
		"Travel", "Hotels", "Sports", "Toys", "Books", "Music", "Chemicals", "Plastics", "Timber", "Cement",
	}
	forms    = []string{"Inc", "GmbH", "Ltd", "LLC", "AG"}
	plays    = []string{"second-effort", "apology", "apology-gone"}
	products = []string{"Basic plan", "Plus plan", "Renewal 2027", "Pilot", "Rollout north", "Service contract", ""}
)
