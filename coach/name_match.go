package coach

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Level says how well a name fits what [find] found.
type Level int

// The levels, best first. A near miss never leads to a deal: people are asked.
const (
	None   Level = iota // nothing fits
	Exact               // the whole name of an account or a deal, or both together
	Prefix              // a name begins so
	Word                // every word begins a word of the name
	Near                // one slip of the pen away: suggestions only
)

// Found is what a name led to.
type Found struct {
	Level Level
	Deals []Deal   // own first, then open before closed, then latest sent
	More  int      // deals that fit beyond Deals; a lower bound where very many fit
	Near  []string // at level Near: account names to suggest, nearest first
}

// Limits of one search, so that no name costs more than a bounded number of
// bounded queries.
const (
	shownDeals   = 20  // what a picker holds comfortably
	maxAccounts  = 100 // that one search looks at
	maxNameWords = 8   // of a query that are looked at one by one
	shownNear    = 5
)

// find finds the deals that a person means by a name: that of the account, of
// the deal, or both ("acme gtx pro", as [Deal.Title] writes it). The best level
// wins, so that a firm called Sun is not lost among the Sunrises; within it open
// deals hide closed ones. With stages, only deals in one of them are found.
// A name too short to look for is Invalid; only a whole name may be one rune long.
func find(r Reader, query, rep string, stages []Stage) (Found, error) {
	key := SearchKey(query)
	tooShort := &Error{Kind: Invalid, Field: "name", Sentence: "Say at least two letters of the account's name."}
	if key == "" {
		return Found{}, tooShort
	}
	f := &finder{r: r, query: query, key: key, words: foldWords(query), rep: rep, stages: [][]Stage{stages}}
	if len(stages) == 0 {
		f.stages = [][]Stage{{Open}, {Won, Lost, Dead}}
	}
	found, err := f.run()
	if err == nil && len(found.Deals) == 0 && utf8.RuneCountInString(StrictKey(query)) < 2 {
		return Found{}, tooShort
	}
	return found, err
}

type finder struct {
	r          Reader
	query, key string
	words      []string // all of the query, legal forms too: they may belong to the deal's name
	rep        string
	stages     [][]Stage // to try in this order
	cut        bool      // the accounts looked at are not all that fit
}

func (f *finder) run() (Found, error) {
	if found, err := f.plain(); err != nil || len(found.Deals) > 0 {
		return found, err
	}
	steps := []struct {
		level Level
		try   func() ([]DealQuery, error)
	}{
		{Exact, f.exact}, {Prefix, f.prefix}, {Word, f.word},
	}
	if utf8.RuneCountInString(f.key) < 2 {
		steps = steps[:1]
	}
	for _, step := range steps {
		queries, err := step.try()
		if err != nil {
			return Found{}, err
		}
		found, err := f.deals(queries)
		if err != nil || len(found.Deals) > 0 {
			found.Level = step.level
			return found, err
		}
		if step.level == Word {
			break
		}
		if found, err = f.split(step.level); err != nil || len(found.Deals) > 0 {
			return found, err
		}
	}
	if found, err := f.split(Word); err != nil || len(found.Deals) > 0 {
		return found, err
	}
	return f.near()
}

// plain is the short way of the step [Exact], for what is typed most: a name
// without a legal form that a few open deals answer to. It finds the same, or
// nothing.
func (f *finder) plain() (Found, error) {
	if len(f.stages[0]) != 1 || f.stages[0][0] != Open || StrictKey(f.query) != f.key {
		return Found{}, nil
	}
	deals, err := f.r.OpenDealsCalled(f.key, shownDeals+1)
	if err != nil || len(deals) > shownDeals {
		return Found{}, err
	}
	found := f.tidy(Found{Deals: deals})
	found.Level = Exact
	return found, nil
}

// exact asks for the accounts and the deals of this name.
func (f *finder) exact() ([]DealQuery, error) {
	accounts, err := f.called(f.query)
	return append(of(accounts), DealQuery{NameKey: f.key}), err
}

// called is the accounts of this name; only the one of this full name where the
// legal form in it tells them apart.
func (f *finder) called(name string) ([]Account, error) {
	key, strict := SearchKey(name), StrictKey(name)
	accounts, err := f.accounts(NameMatch{Exact: key})
	if strict != key {
		if i := slices.IndexFunc(accounts, func(a Account) bool { return StrictKey(a.Name) == strict }); i >= 0 {
			return accounts[i : i+1], err
		}
	}
	return accounts, err
}

func (f *finder) prefix() ([]DealQuery, error) {
	accounts, err := f.accounts(NameMatch{Prefix: f.key})
	return append(of(accounts), DealQuery{NamePrefix: f.key}), err
}

func (f *finder) word() ([]DealQuery, error) {
	accounts, err := f.byWords(Words(f.key))
	return of(accounts), err
}

// accounts asks the store, and keeps in mind when it may have had more to say:
// then a single deal found is not the only one.
func (f *finder) accounts(m NameMatch) ([]Account, error) {
	m.Limit = maxAccounts
	accounts, err := f.r.FindAccounts(m)
	f.cut = len(accounts) >= maxAccounts
	return accounts, err
}

// of is the query for the deals of accounts; none for no accounts, because an
// empty field does not restrict.
func of(accounts []Account) []DealQuery {
	if len(accounts) == 0 {
		return nil
	}
	var q DealQuery
	for _, a := range accounts {
		q.AccountIDs = append(q.AccountIDs, a.ID)
	}
	return []DealQuery{q}
}

// byWords is the accounts in whose name every word begins a word. The store looks
// for one word; the longest finds the fewest names.
func (f *finder) byWords(words []string) ([]Account, error) {
	words = slices.Clone(words[:min(len(words), maxNameWords)])
	slices.SortStableFunc(words, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	var fit []Account
	for _, w := range words {
		accounts, err := f.accounts(NameMatch{Word: w})
		if err != nil {
			return nil, err
		}
		for _, a := range accounts {
			known := slices.ContainsFunc(fit, func(b Account) bool { return a.ID == b.ID })
			if !known && wordsBegin(words, Words(SearchKey(a.Name))) {
				fit = append(fit, a)
			}
		}
		if !f.cut {
			break // that was all of them
		}
	}
	return fit, nil
}

// wordsBegin says that every word of a query begins a word of a name.
func wordsBegin(query, name []string) bool {
	for _, q := range query {
		if !slices.ContainsFunc(name, func(n string) bool { return begins(q, n) }) {
			return false
		}
	}
	return len(query) > 0
}

// begins says that a query's word begins a name's. A single letter is a word, not
// the beginning of one: "x" is not Xenon.
func begins(q, n string) bool {
	return q == n || strings.HasPrefix(n, q) && utf8.RuneCountInString(q) > 1
}

// deals runs the queries over the stages to try and unites what they find.
func (f *finder) deals(queries []DealQuery) (Found, error) {
	for _, stages := range f.stages {
		var found Found
		for _, q := range queries {
			q.Stages, q.First, q.Limit = stages, f.rep, shownDeals
			deals, err := f.r.Deals(q)
			if err != nil {
				return Found{}, err
			}
			if len(deals) == shownDeals {
				n, err := f.r.CountDeals(q)
				if err != nil {
					return Found{}, err
				}
				found.More = max(found.More, n-shownDeals)
			}
			found.Deals = append(found.Deals, deals...)
		}
		if len(found.Deals) > 0 {
			return f.tidy(found), nil
		}
	}
	return Found{}, nil
}

// tidy puts deals in order, each once, no more than a picker shows.
func (f *finder) tidy(found Found) Found {
	slices.SortFunc(found.Deals, func(a, b Deal) int {
		return cmp.Or(
			first(f.rep != "" && a.RepID == f.rep, f.rep != "" && b.RepID == f.rep),
			first(a.Stage == Open, b.Stage == Open),
			first(a.SentOn.After(b.SentOn), b.SentOn.After(a.SentOn)),
			cmp.Compare(a.ID, b.ID),
		)
	})
	found.Deals = slices.CompactFunc(found.Deals, func(a, b Deal) bool { return a.ID == b.ID })
	if over := len(found.Deals) - shownDeals; over > 0 {
		found.Deals, found.More = found.Deals[:shownDeals], found.More+over
	}
	if f.cut {
		found.More = max(found.More, 1)
	}
	return found
}

// split reads the query as an account's name and then a deal's, cut at every
// place, the longest account first. At level Exact both are whole names; at
// Prefix the account's name is whole or begun and the words behind it begin words
// of the deal's name; at Word words are enough for both.
func (f *finder) split(level Level) (Found, error) {
	for i := min(len(f.words), maxNameWords) - 1; i > 0; i-- {
		account, rest := strings.Join(f.words[:i], " "), SearchKey(strings.Join(f.words[i:], " "))
		accounts, err := f.fitting(level, account)
		if err != nil {
			return Found{}, err
		}
		found, err := f.named(of(accounts), level, rest)
		if err != nil || len(found.Deals) > 0 {
			found.Level = level
			return found, err
		}
	}
	return Found{}, nil
}

func (f *finder) fitting(level Level, name string) ([]Account, error) {
	switch level {
	case Exact:
		return f.called(name)
	case Prefix:
		return f.accounts(NameMatch{Prefix: SearchKey(name)})
	}
	return f.byWords(Words(SearchKey(name)))
}

// named is those of the deals whose own name fits the key.
func (f *finder) named(queries []DealQuery, level Level, key string) (Found, error) {
	for i := range queries {
		if level == Exact {
			queries[i].NameKey = key
		}
	}
	if level == Exact || len(queries) == 0 {
		return f.deals(queries)
	}
	for _, stages := range f.stages {
		q := queries[0]
		q.Stages, q.First, q.Limit = stages, f.rep, 10*shownDeals
		deals, err := f.r.Deals(q)
		if err != nil {
			return Found{}, err
		}
		f.cut = f.cut || len(deals) == q.Limit
		deals = slices.DeleteFunc(deals, func(d Deal) bool { return !wordsBegin(Words(key), Words(SearchKey(d.Name))) })
		if len(deals) > 0 {
			return f.tidy(Found{Deals: deals}), nil
		}
	}
	return Found{}, nil
}
