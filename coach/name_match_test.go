package coach

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// shelf is a small honest store of names: it answers FindAccounts, Deals and
// CountDeals as the contract says, and counts the questions.
type shelf struct {
	Reader
	accounts []Account
	deals    []Deal
	asked    int
}

func (s *shelf) FindAccounts(m NameMatch) ([]Account, error) {
	s.asked++
	fits := func(a Account) bool {
		key := SearchKey(a.Name)
		some := func(fit func(string) bool) bool { return slices.ContainsFunc(Words(key), fit) }
		switch {
		case m.Exact != "":
			return key == m.Exact
		case m.Prefix != "":
			return strings.HasPrefix(key, m.Prefix)
		case m.Word != "":
			return some(func(w string) bool { return strings.HasPrefix(w, m.Word) })
		}
		return some(func(w string) bool { return NearWord(w, m.Near) })
	}
	found := filter(s.accounts, fits)
	slices.SortFunc(found, func(a, b Account) int { return cmp.Compare(a.Name, b.Name) })
	return found[:min(len(found), cmp.Or(m.Limit, 20))], nil
}

func (s *shelf) Deals(q DealQuery) ([]Deal, error) {
	s.asked++
	found := s.matching(q)
	slices.SortFunc(found, func(a, b Deal) int {
		return cmp.Or(
			first(q.First != "" && a.RepID == q.First, q.First != "" && b.RepID == q.First),
			first(a.Stage == Open, b.Stage == Open),
			b.SentOn.Compare(a.SentOn), cmp.Compare(a.ID, b.ID),
		)
	})
	return found[:min(len(found), cmp.Or(q.Limit, 100))], nil
}

func (s *shelf) OpenDealsCalled(key string, limit int) ([]Deal, error) {
	s.asked++
	found := filter(s.deals, func(d Deal) bool {
		return d.Stage == Open && (SearchKey(d.Account) == key || SearchKey(d.Name) == key)
	})
	return found[:min(len(found), limit)], nil
}

func (s *shelf) CountDeals(q DealQuery) (int, error) { return len(s.matching(q)), nil }

func (s *shelf) matching(q DealQuery) []Deal {
	return filter(s.deals, func(d Deal) bool {
		return (len(q.AccountIDs) == 0 || slices.Contains(q.AccountIDs, d.AccountID)) &&
			(q.NameKey == "" || SearchKey(d.Name) == q.NameKey) &&
			(q.NamePrefix == "" || strings.HasPrefix(SearchKey(d.Name), q.NamePrefix)) &&
			(len(q.Stages) == 0 || slices.Contains(q.Stages, d.Stage))
	})
}

func filter[T any](list []T, keep func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(list), func(t T) bool { return !keep(t) })
}

// add puts a deal on the shelf, "Account · Deal name", and its account when new.
func (s *shelf) add(title, rep string, stage Stage) {
	account, name, _ := strings.Cut(title, " · ")
	i := slices.IndexFunc(s.accounts, func(a Account) bool { return a.Name == account })
	if i < 0 {
		i = len(s.accounts)
		s.accounts = append(s.accounts, Account{ID: fmt.Sprintf("a%03d", i), Name: account})
	}
	s.deals = append(s.deals, Deal{
		ID: fmt.Sprintf("d%03d", len(s.deals)), AccountID: s.accounts[i].ID, Account: account, Name: name, RepID: rep, Stage: stage,
	})
}

func shelfOf(titles ...string) *shelf {
	s := &shelf{}
	for _, t := range titles {
		switch {
		case strings.HasPrefix(t, "won "):
			s.add(t[4:], "U1", Won)
		case strings.HasPrefix(t, "mine "):
			s.add(t[5:], "ME", Open)
		default:
			s.add(t, "U1", Open)
		}
	}
	return s
}

func titles(f Found) string {
	var s []string
	for _, d := range f.Deals {
		s = append(s, d.Title())
	}
	return strings.Join(s, "; ")
}

func TestNamesLeadToDeals(t *testing.T) {
	s := shelfOf(
		"Acme Inc · GTX Pro", "mine Acme Inc · Basic", "won Acme Inc · Old one", "Acmeville Tools · GTX Pro",
		"Contoso Pharmaceuticals · Renewal 2027", "Northwind Traders", "Tailspin Toys GmbH · Launch", "Tailspin Toys Inc · Launch",
		"won Sun", "Sunrise Ltd · Lamps", "Crédit du Nord", "U.S. Bank · Cards", "won Gone Co", "X Corp", "Xenon", "株式会社日立製作所", "بنك النور",
		"The Limited", "Won Ton Foods", "Boom Boom · Boom",
	)
	for _, c := range []struct {
		query string
		level Level
		want  string
	}{
		{"acme", Exact, "Acme Inc · Basic; Acme Inc · GTX Pro"}, // own first; the won one is hidden
		{"ACME, inc.", Exact, "Acme Inc · Basic; Acme Inc · GTX Pro"},
		{"acm", Prefix, "Acme Inc · Basic; Acme Inc · GTX Pro; Acmeville Tools · GTX Pro"},
		{"tools", Word, "Acmeville Tools · GTX Pro"},
		{"tool acmev", Word, "Acmeville Tools · GTX Pro"},
		{"gtx pro", Exact, "Acme Inc · GTX Pro; Acmeville Tools · GTX Pro"}, // a deal's name
		{"renewal", Prefix, "Contoso Pharmaceuticals · Renewal 2027"},
		{"acme gtx pro", Exact, "Acme Inc · GTX Pro"},
		{"Acme Inc · GTX Pro", Exact, "Acme Inc · GTX Pro"},
		{"acme pro", Prefix, "Acme Inc · GTX Pro; Acmeville Tools · GTX Pro"},
		{"acme incorporated basic", Exact, "Acme Inc · Basic"},
		{"pharma 2027", Word, "Contoso Pharmaceuticals · Renewal 2027"},
		{"tailspin toys", Exact, "Tailspin Toys GmbH · Launch; Tailspin Toys Inc · Launch"},
		{"tailspin toys gmbh", Exact, "Tailspin Toys GmbH · Launch"}, // the legal form tells them apart
		{"tailspin toys ltd", Exact, "Tailspin Toys GmbH · Launch; Tailspin Toys Inc · Launch"},
		{"tailspin toys inc launch", Exact, "Tailspin Toys Inc · Launch"},
		{"sun", Exact, "Sun"}, // a whole name wins, though closed
		{"gone", Exact, "Gone Co"},
		{"credit du nord", Exact, "Crédit du Nord"},
		{"us bank", Exact, "U.S. Bank · Cards"},
		{"x corp", Exact, "X Corp"},
		{"日立製作所", Exact, "株式会社日立製作所"},
		{"日立", Prefix, "株式会社日立製作所"},
		{"بنك النور", Exact, "بنك النور"},
		{"the limited", Exact, "The Limited"},
		{"limited", Exact, "The Limited"},
		{"“won ton” foods", Exact, "Won Ton Foods"},
		{"won\u00a0ton", Prefix, "Won Ton Foods"},
		{"boom boom boom", Exact, "Boom Boom · Boom"},
		{"northwind traders 🚀", Exact, "Northwind Traders"},
		{"ton f", Near, ""}, // a letter alone begins no word
		{"acme zzz", Near, ""},
		{"contosso", Near, ""},
		{"qqqqq", None, ""},
		{"🚀🚀", None, ""},
	} {
		got, err := find(s, c.query, "ME", nil)
		if err != nil || got.Level != c.level || titles(got) != c.want || got.More != 0 {
			t.Errorf("%q is level %d, %q and %d more, %v; want level %d, %q", c.query, got.Level, titles(got), got.More, err, c.level, c.want)
		}
	}
}

func TestANearMissIsOnlyEverASuggestion(t *testing.T) {
	s := shelfOf("Contoso Pharmaceuticals", "Contosa Foods", "Fabrikam", "Northwind Traders", "Acme")
	for query, want := range map[string][]string{
		"contosso":                {"Contoso Pharmaceuticals"},
		"cntoso pharmaceuticals":  {"Contoso Pharmaceuticals"},
		"fabrikan":                {"Fabrikam"},
		"nortwind tradres":        {"Northwind Traders"},
		"contoso lamps":           {"Contosa Foods", "Contoso Pharmaceuticals"},
		"contoso pharmacy":        {"Contoso Pharmaceuticals", "Contosa Foods"},
		"something quite unknown": nil,
	} {
		got, err := find(s, query, "", nil)
		if err != nil || len(got.Deals) != 0 {
			t.Errorf("%q led to %q, %v; a near miss must lead to none", query, titles(got), err)
		}
		if query == "contoso lamps" {
			slices.Sort(got.Near)
		}
		if !slices.Equal(got.Near, want) {
			t.Errorf("%q suggests %v, want %v", query, got.Near, want)
		}
	}
}

func TestANameTooShortToLookForIsInvalid(t *testing.T) {
	for _, q := range []string{"", " ", "a", "É", "'", "\u200b\u200e", "\xff", "🚀", "“a”"} {
		if got, err := find(shelfOf("Acme", "Étoile"), q, "", nil); KindOf(err) != Invalid || len(got.Deals) > 0 {
			t.Errorf("%q is %v, %v; want Invalid", q, got, err)
		}
	}
}

func TestAFirmOfOneLetterIsFoundByItsWholeName(t *testing.T) {
	s := shelfOf("X Corp", "Xenon", "🍎", "Y")
	for q, want := range map[string]string{"x": "X Corp", "“X”": "X Corp", "🍎": "🍎", "y": "Y"} {
		if got, err := find(s, q, "", nil); err != nil || titles(got) != want {
			t.Errorf("%q leads to %q, %v; want %q", q, titles(got), err, want)
		}
	}
}

func TestOnlyDealsInTheWantedStagesAreFound(t *testing.T) {
	s := shelfOf("Acme · New", "won Acme · Old", "Sun")
	closed := []Stage{Won, Lost, Dead}
	if got, err := find(s, "acme", "", closed); err != nil || titles(got) != "Acme · Old" {
		t.Errorf("closed deals of acme: %q, %v", titles(got), err)
	}
	if got, err := find(s, "sun", "", closed); err != nil || len(got.Deals) > 0 {
		t.Errorf("closed deals of sun: %q, %v", titles(got), err)
	}
}

func TestAPickerHoldsTwentyAndSaysHowManyMore(t *testing.T) {
	s := &shelf{}
	for i := range 33 {
		s.add(fmt.Sprintf("Acme · Deal %d", i), "U1", Open)
	}
	s.add("Acme · Mine", "ME", Open)
	got, err := find(s, "acme", "ME", nil)
	if err != nil || len(got.Deals) != 20 || got.More != 14 || got.Deals[0].Name != "Mine" {
		t.Errorf("%d deals, %d more, first %q, %v; want 20, 14 and my own first", len(got.Deals), got.More, got.Deals[0].Name, err)
	}
}

func TestTheOnlyDealFoundIsNotTheOnlyOneWhenTooManyNamesFit(t *testing.T) {
	s := &shelf{}
	for i := range 300 {
		s.accounts = append(s.accounts, Account{ID: fmt.Sprintf("b%03d", i), Name: fmt.Sprintf("Global %03d", i)})
	}
	s.add("Global 000 · The one that is seen", "U1", Open)
	s.deals = append(s.deals, Deal{ID: "d999", AccountID: "b299", Account: "Global 299", Stage: Open})
	got, err := find(s, "global", "", nil)
	if err != nil || got.More == 0 {
		t.Errorf("%q and %d more, %v; there is one more", titles(got), got.More, err)
	}
}

func TestEveryAccountIsFoundByItsOwnNameHoweverItIsWritten(t *testing.T) {
	names := []string{"Acme", "Müller & Söhne", "U.S. Bank", "The Limited", "Crédit du Nord", "Łódź Works", "O’Hara", "日立製作所", "بنك النور", "Company Store", "A/S Test"}
	forms := []string{"", " Inc", " GmbH", ", Ltd.", " A/S", " GmbH & Co. KG"}
	all := &shelf{}
	for _, n := range names {
		for _, f := range forms {
			all.add(n+f, "U1", Open)
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		d := rapid.SampledFrom(all.deals).Draw(rt, "deal")
		written := rapid.SampledFrom([]func(string) string{
			strings.ToUpper, strings.ToLower, strings.TrimSpace,
			func(s string) string { return "  " + strings.ReplaceAll(s, " ", "\u00a0 ") + "." },
			func(s string) string {
				return strings.NewReplacer("ü", "u", "ö", "o", "é", "e", "Ł", "L", "’", "'").Replace(s)
			},
			func(s string) string { return "“" + s + "”" },
		}).Draw(rt, "written")
		for query, own := range map[string]bool{written(d.Account): true, written(SearchKey(d.Account)): false} {
			got, err := find(all, query, "", nil)
			has := slices.ContainsFunc(got.Deals, func(g Deal) bool { return g.ID == d.ID })
			if err != nil || got.Level != Exact || !has || own && SearchKey(query) != StrictKey(query) && len(got.Deals) != 1 {
				rt.Fatalf("%q for %q: level %d, %q, %v", query, d.Account, got.Level, titles(got), err)
			}
		}
	})
}

func TestEveryDealIsFoundByItsTitle(t *testing.T) {
	s := shelfOf("Acme Inc · GTX Pro", "Acme GmbH · GTX Pro", "Boom Boom · Boom", "Sun · The Limited", "U.S. Bank · A/S", "Müller & Co · 24/7 Plan")
	for _, d := range s.deals {
		for _, query := range []string{d.Title(), strings.ToUpper(d.Title()), d.Account + " " + d.Name} {
			got, err := find(s, query, "", nil)
			if err != nil || !slices.ContainsFunc(got.Deals, func(g Deal) bool { return g.ID == d.ID }) {
				t.Errorf("%q: level %d, %q, %v", query, got.Level, titles(got), err)
			}
		}
	}
}

func TestOneNameCostsABoundedNumberOfQuestions(t *testing.T) {
	s := shelfOf("Acme")
	var text strings.Builder
	for i := range 500 {
		fmt.Fprintf(&text, "word%d ", i)
	}
	if _, err := find(s, text.String(), "", nil); err != nil {
		t.Fatal(err)
	}
	if s.asked > 100 {
		t.Errorf("a long text asked the store %d times", s.asked)
	}
}

func FuzzFind(f *testing.F) {
	s := shelfOf("Acme Inc · GTX Pro", "Contoso", "株式会社日立", "won Sun")
	for _, q := range []string{"acme gtx", "contosso", "日立", "\u202eacme", "“", "a a a a", "the & co", "🍎"} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, q string) {
		got, err := find(s, q, "U1", nil)
		if err != nil && KindOf(err) != Invalid {
			t.Fatalf("%q: %v", q, err)
		}
		if (got.Level == None || got.Level == Near) != (len(got.Deals) == 0) || (got.Level == Near) != (len(got.Near) > 0) {
			t.Fatalf("%q: %+v", q, got)
		}
	})
}
