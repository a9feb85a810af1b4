package coach_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"salescoach/coach"
)

func (d *desk) shelves(t *testing.T, i coach.ItemDraft) coach.LibraryItem {
	t.Helper()
	s, err := d.AddItem(t.Context(), d.asks(), i)
	if err != nil {
		t.Fatal(err)
	}
	return s.Item
}

// fits checks what there is to give on a deal.
func (d *desk) fits(t *testing.T, deal string, want ...string) {
	t.Helper()
	s, err := d.Situation(t.Context(), d.asks(), deal)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, i := range s.Library {
		got = append(got, i.Text)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("what there is to give (-want +got)\n%s", diff)
	}
}

// dealIn is a deal with an account of an industry.
func (d *desk) dealIn(t *testing.T, account, industry string) string {
	t.Helper()
	err := d.store.Update(t.Context(), "T1", func(tx coach.Tx) error {
		return tx.InsertAccount(coach.Account{ID: "account of " + account, Name: account, Industry: industry})
	})
	if err != nil {
		t.Fatal(err)
	}
	return d.deal(t, account)
}

func TestAnItemIsForItsIndustryOrForEverybody(t *testing.T) {
	d := newDesk(t)
	food, steel, unknown := d.dealIn(t, "Harbour Foods", "Food & Drink"), d.dealIn(t, "Sunhill Steel", "steel"), d.deal(t, "Northside")
	d.fits(t, food)
	d.shelves(t, coach.ItemDraft{Text: "a rota template"})
	d.shelves(t, coach.ItemDraft{Text: "a cold-store checklist", Industry: "food and drink"})
	d.shelves(t, coach.ItemDraft{Text: "a scrap calculator", Industry: "Steel"})
	d.fits(t, food, "a cold-store checklist", "a rota template") // newest first
	d.fits(t, steel, "a scrap calculator", "a rota template")
	d.fits(t, unknown, "a rota template")
}

func TestWhatAnAccountWasGivenIsNotGivenAgain(t *testing.T) {
	d := newDesk(t)
	first, other := d.deal(t, "Harbour Foods"), d.deal(t, "Oakfield Dairy")
	second, err := d.AddDeal(t.Context(), d.asks(), coach.Proposal{Account: "Harbour Foods", Name: "Renewal"})
	if err != nil {
		t.Fatal(err)
	}
	item := d.shelves(t, coach.ItemDraft{Text: "a rota template"})
	d.shelves(t, coach.ItemDraft{Text: "a holiday planner"})
	err = d.store.Update(t.Context(), "T1", func(tx coach.Tx) error {
		return tx.InsertTouch(coach.Touch{ID: "t", DealID: first, Channel: coach.Email, Outcome: coach.Sent, Direction: coach.Out, Used: item.ID, At: d.now})
	})
	if err != nil {
		t.Fatal(err)
	}
	d.fits(t, first, "a holiday planner")
	d.fits(t, second.Advice.Deal.ID, "a holiday planner")
	d.fits(t, other, "a holiday planner", "a rota template")
}

func TestNothingIsInTheLibraryTwice(t *testing.T) {
	d := newDesk(t)
	d.shelves(t, coach.ItemDraft{Text: "A rota template.", Link: "https://example.com/rota/"})
	for text, i := range map[string]coach.ItemDraft{
		"the same words":     {Text: "a Rota  template"},
		"the same link":      {Text: "a template for rotas", Link: "http://www.example.com/rota"},
		"for some, not all":  {Text: "a rota template", Industry: "steel"},
		"no words":           {Text: " … "},
		"no link":            {Text: "a calculator", Link: "example"},
		"a link of its own":  {Text: "a calculator", Link: "javascript:alert(1)"},
		"too much to say":    {Text: strings.Repeat("very ", 50) + "long"},
		"a theme of its own": {Text: "a calculator", Theme: "fun"},
		"a long industry":    {Text: "a calculator", Industry: strings.Repeat("x", 61)},
	} {
		if _, err := d.AddItem(t.Context(), d.asks(), i); coach.KindOf(err) != coach.Conflict && coach.KindOf(err) != coach.Invalid {
			t.Errorf("%s: %v", text, err)
		}
	}
	d.shelves(t, coach.ItemDraft{Text: "a price list", Industry: "steel"})
	d.shelves(t, coach.ItemDraft{Text: "a price list", Industry: "food"}) // nobody is in both
	items, err := d.Library(t.Context(), d.asks())
	if err != nil || len(items) != 3 {
		t.Errorf("%+v, %v", items, err)
	}
}

func TestAnItemIsAddedAndRemovedOnce(t *testing.T) {
	d := newDesk(t)
	in := d.asks()
	for n := range 2 {
		s, err := d.AddItem(t.Context(), in, coach.ItemDraft{Text: "a rota template"})
		if err != nil || s.Repeated != (n > 0) || s.Item.Text != "a rota template" || s.Item.AddedBy != rita.ID {
			t.Errorf("%+v, %v", s, err)
		}
	}
	items, err := d.Library(t.Context(), d.asks())
	if err != nil || len(items) != 1 {
		t.Fatalf("%+v, %v", items, err)
	}
	other := d.asks()
	other.Rep = coach.Rep{ID: "U0OLAV"}
	if _, err := d.RemoveItem(t.Context(), other, items[0].ID); coach.KindOf(err) != coach.Forbidden {
		t.Errorf("somebody else removes it: %v", err)
	}
	other.Manager = true
	for range 2 {
		if _, err := d.RemoveItem(t.Context(), other, items[0].ID); err != nil {
			t.Error(err)
		}
	}
	if _, err := d.RemoveItem(t.Context(), d.asks(), items[0].ID); coach.KindOf(err) != coach.Conflict {
		t.Errorf("removed twice: %v", err)
	}
}

func TestTheLibraryIsShownByTheme(t *testing.T) {
	d := newDesk(t)
	for _, i := range []coach.ItemDraft{
		{Text: "a book on leading a night shift"}, {Text: "a calculator for scrap"}, {Text: "an hour-saving shortcut"}, {Text: "a guide to the new rules"}, {Text: "a list of open tenders"},
	} {
		d.shelves(t, i)
	}
	items, err := d.Library(t.Context(), d.asks())
	if err != nil {
		t.Fatal(err)
	}
	var themes []coach.Theme
	for _, i := range items {
		themes = append(themes, i.Theme)
	}
	if diff := cmp.Diff(coach.Themes, themes); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestAThemeIsGuessedFromTheWords(t *testing.T) {
	for text, want := range map[string]coach.Theme{
		"a list of grants for small mills":                   coach.EarnMore,
		"five questions that raise the price of an order":    coach.EarnMore,
		"a template for the Sunday rota":                     coach.SaveTime,
		"a checklist for moving a cold store in a weekend":   coach.SolveProblem,
		"a calculator for what a compressor leak costs":      coach.CutWaste,
		"a study on energy in bakeries":                      coach.CutWaste,
		"a short guide to the new axle-load rules":           coach.SolveProblem,
		"a talk by somebody who took over her parents' mill": coach.Succeed,
		"": coach.Succeed,
	} {
		if got := coach.GuessTheme(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestIndustriesAreListedOnceHoweverTheyAreSpelt(t *testing.T) {
	d := newDesk(t)
	for firm, industry := range map[string]string{"A": "Food & Drink", "B": "food and drink", "C": "Steel", "D": " "} {
		d.dealIn(t, "Firm "+firm, industry)
	}
	all, err := d.Industries(t.Context(), d.asks())
	if diff := cmp.Diff([]string{"Food & Drink", "Steel"}, all); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
}
