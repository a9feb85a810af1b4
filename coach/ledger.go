package coach

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"
)

// LedgerPage is how many people one screen of the ledger shows.
const LedgerPage = 12

// Ledger is who speaks for us (RC-11, RC-14): one page of people by name, and how
// many advocates each rep has found.
type Ledger struct {
	Today     Date // in the reader's calendar
	From      int  // the first of People among all
	All       int  // how many people there are
	People    []Speaker
	Advocates []AdvocateCount // by rep, most first; for managers, else the reader's own
}

// Speaker is somebody who speaks for us.
type Speaker struct {
	Person    string
	Stands    []Stand
	Lately    int  // times named or asked in the last [namedIn] days
	LastOn    Date // zero: never
	RestUntil Date // zero: needs no rest
}

// Stand is where somebody speaks for us: at which account, and with which leave.
type Stand struct {
	Fact    Fact
	Account string
	DealID  string // a deal of the account, for what can be done with the fact; empty: there is none
}

// AdvocateCount is how many advocates somebody has found, and how many they had
// [namedIn] days ago.
type AdvocateCount struct {
	Rep         Rep
	Now, Before int
}

// References is the ledger from a place in it on.
func (c *Coach) References(ctx context.Context, in Input, from int) (Ledger, error) {
	l := Ledger{Today: c.Hours(in.Rep).Today(c.o.Now())}
	err := c.store.View(ctx, in.Workspace, func(r Reader) error {
		facts, err := r.People()
		if err != nil {
			return err
		}
		speak := slices.DeleteFunc(facts, func(f Fact) bool { return !f.Kind.namesPerson() })
		people := byPerson(speak)
		l.All, l.From = len(people), min(max(from, 0), len(people)/LedgerPage*LedgerPage)
		l.People = nil
		for _, of := range people[l.From:min(l.From+LedgerPage, l.All)] {
			s, err := speaker(r, of, l.Today)
			if err != nil {
				return err
			}
			l.People = append(l.People, s)
		}
		l.Advocates, err = advocates(r, in, speak, l.Today)
		return err
	})
	return l, err
}

// byPerson parts facts by whom they name, in the order of names as people read it.
func byPerson(facts []Fact) [][]Fact {
	var people [][]Fact
	for _, f := range facts {
		if last := len(people) - 1; last >= 0 && people[last][0].Person == f.Person {
			people[last] = append(people[last], f)
			continue
		}
		people = append(people, []Fact{f})
	}
	slices.SortFunc(people, func(a, b []Fact) int {
		return cmp.Or(strings.Compare(StrictKey(a[0].Person), StrictKey(b[0].Person)), strings.Compare(a[0].Person, b[0].Person))
	})
	return people
}

// speaker reads what there is to say of one person.
func speaker(r Reader, of []Fact, today Date) (Speaker, error) {
	s := Speaker{Person: of[0].Person}
	for _, f := range of {
		a, err := r.Account(f.AccountID)
		if err != nil {
			return s, err
		}
		stand := Stand{Fact: f, Account: a.Name, DealID: f.DealID}
		if stand.DealID == "" {
			deals, err := r.Deals(DealQuery{AccountIDs: []string{f.AccountID}, Limit: 1})
			if err != nil {
				return s, err
			}
			if len(deals) > 0 {
				stand.DealID = deals[0].ID
			}
		}
		s.Stands = append(s.Stands, stand)
	}
	uses, err := r.Named(s.Person, time.Time{})
	if err != nil {
		return s, err
	}
	s.RestUntil = restUntil(uses, today)
	for i := range uses {
		u := &uses[i]
		if !delivered(u) {
			continue
		}
		if today.Sub(u.On) < namedIn {
			s.Lately++
		}
		if u.On.After(s.LastOn) {
			s.LastOn = u.On
		}
	}
	return s, nil
}

// advocates counts people, by who found them: for managers all reps', for others
// their own (RC-14). Nobody is told a quota.
func advocates(r Reader, in Input, facts []Fact, today Date) ([]AdvocateCount, error) {
	now, before := map[string]map[string]bool{}, map[string]map[string]bool{}
	for _, f := range facts {
		if f.Kind != Advocate || f.Person == "" || !in.Manager && f.AddedBy != in.Rep.ID {
			continue
		}
		count(now, f.AddedBy, f.Person)
		if today.Sub(DateOf(f.AddedAt, time.UTC)) >= namedIn {
			count(before, f.AddedBy, f.Person)
		}
	}
	var found []AdvocateCount
	for id, people := range now {
		rep, err := r.Rep(id)
		if KindOf(err) == NotFound {
			rep, err = Rep{ID: id}, nil
		}
		if err != nil {
			return nil, err
		}
		found = append(found, AdvocateCount{Rep: rep, Now: len(people), Before: len(before[id])})
	}
	slices.SortFunc(found, func(a, b AdvocateCount) int { return cmp.Or(b.Now-a.Now, strings.Compare(a.Rep.ID, b.Rep.ID)) })
	return found, nil
}

func count(by map[string]map[string]bool, rep, person string) {
	if by[rep] == nil {
		by[rep] = map[string]bool{}
	}
	by[rep][person] = true
}
