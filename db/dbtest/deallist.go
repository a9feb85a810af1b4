package dbtest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/google/go-cmp/cmp"

	"salescoach/coach"
)

var dealListTests = map[string]func(world){
	"lists of deals agree with a plain filter and sort":      dealListsAgree,
	"a list of deals without a limit has a hundred":          dealListLimit,
	"open deals come by rep and id, and only they":           openDeals,
	"an error of a reader of open deals ends it unchanged":   openDealsStop,
	"open deals can be looked into while they are listed":    openDealsNested,
	"of open deals what is counted is read, narrowed or all": rhythms,
	"a prefix that forty names have lists them in order":     dealPrefixMany,
	"a prefix of a name is no pattern":                       dealPrefixPlain,
	"open deals of one name, of the account or their own":    openDealsCalled,
}

// market stores deals of all sorts and hands them back as they are stored.
func (w world) market(n int) []coach.Deal {
	rnd := rand.New(rand.NewPCG(1, 2))
	names := []string{"", "Plus plan", "Plus plan gold", "Renewal 2027", "RENEWAL", "Pilot"}
	var deals []coach.Deal
	w.did(func(tx coach.Tx) error {
		for a := range 7 {
			if err := tx.InsertAccount(anAccount(fmt.Sprint("a", a), fmt.Sprint("Firm ", a))); err != nil {
				return err
			}
		}
		for i := range n {
			d := aDeal(fmt.Sprintf("d%03d", i*37%n), fmt.Sprint("a", rnd.IntN(7)))
			d.Account = "Firm " + d.AccountID[1:]
			d.Name = names[rnd.IntN(len(names))]
			d.RepID, d.RepName = fmt.Sprint("U", rnd.IntN(4)), fmt.Sprint("Rep ", rnd.IntN(3))
			d.Stage = coach.Stages[rnd.IntN(4)]
			if d.SentOn = today.Add(rnd.IntN(20)); rnd.IntN(5) == 0 {
				d.SentOn = coach.Date{}
			}
			if err := tx.InsertDeal(d); err != nil {
				return err
			}
			deals = append(deals, d)
		}
		return nil
	})
	return deals
}

// listed is the contract of Deals in the plainest words: a filter and a sort.
func listed(all []coach.Deal, q coach.DealQuery) []coach.Deal {
	var list []coach.Deal
	for _, d := range all {
		key := coach.SearchKey(d.Name)
		switch {
		case len(q.AccountIDs) > 0 && !slices.Contains(q.AccountIDs, d.AccountID):
		case q.NameKey != "" && key != q.NameKey:
		case q.NamePrefix != "" && (len(key) < len(q.NamePrefix) || key[:len(q.NamePrefix)] != q.NamePrefix):
		case q.RepID != "" && d.RepID != q.RepID:
		case q.RepName != "" && d.RepName != q.RepName:
		case len(q.Stages) > 0 && !slices.Contains(q.Stages, d.Stage):
		default:
			list = append(list, d)
		}
	}
	slices.SortFunc(list, func(a, b coach.Deal) int {
		rank := func(d coach.Deal) string {
			s := "1"
			if q.First != "" && d.RepID == q.First {
				s = "0"
			}
			if d.Stage == coach.Open {
				return s + "0"
			}
			return s + "1"
		}
		if ra, rb := rank(a), rank(b); ra != rb {
			return cmpText(ra, rb)
		}
		if a.SentOn != b.SentOn {
			return cmpText(b.SentOn.String(), a.SentOn.String())
		}
		return cmpText(a.ID, b.ID)
	})
	return list
}

func cmpText(a, b string) int {
	if a < b {
		return -1
	}
	if a > b {
		return 1
	}
	return 0
}

func dealListsAgree(w world) {
	all := w.market(100)
	rnd := rand.New(rand.NewPCG(3, 4))
	some := func(values ...string) string { return values[rnd.IntN(len(values))] }
	w.saw(func(r coach.Reader) error {
		for range 200 {
			q := coach.DealQuery{
				NameKey: some("", "", "", "plus plan", "renewal"), NamePrefix: some("", "", "", "plus", "r", "x"),
				RepID: some("", "", "U1", "U9"), RepName: some("", "", "Rep 1"), First: some("", "U2", "U3"), Limit: 1 + rnd.IntN(120),
			}
			for range rnd.IntN(7) {
				q.AccountIDs = append(q.AccountIDs, fmt.Sprint("a", rnd.IntN(8)))
			}
			for range rnd.IntN(4) {
				q.Stages = append(q.Stages, coach.Stages[rnd.IntN(4)])
			}
			want := listed(all, q)
			got, err := r.Deals(q)
			if diff := cmp.Diff(ids(want[:min(len(want), q.Limit)], dealID), ids(got, dealID)); diff != "" || err != nil {
				return fmt.Errorf("%+v: %v (-want +got)\n%s", q, err, diff)
			}
			if n, err := r.CountDeals(q); n != len(want) || err != nil {
				return fmt.Errorf("%+v: counted %d, %v; want %d", q, n, err, len(want))
			}
		}
		got, err := r.Deals(coach.DealQuery{Limit: 100})
		w.same(got, listed(all, coach.DealQuery{})) // with all their fields
		return err
	})
}

func dealListLimit(w world) {
	w.market(130)
	w.saw(func(r coach.Reader) error {
		deals, err := r.Deals(coach.DealQuery{})
		w.same(len(deals), 100)
		first, err2 := r.Deals(coach.DealQuery{First: "U1"})
		w.same(len(first), 100)
		return firstError(err, err2)
	})
}

func openDeals(w world) {
	all := w.market(150)
	for _, rep := range []string{"", "U2", "U9"} {
		var want []coach.Deal
		for _, d := range all {
			if d.Stage == coach.Open && (rep == "" || d.RepID == rep) {
				want = append(want, d)
			}
		}
		slices.SortFunc(want, func(a, b coach.Deal) int { return cmpText(a.RepID+a.ID, b.RepID+b.ID) })
		var got []coach.Deal
		w.saw(func(r coach.Reader) error {
			return r.OpenDeals(rep, func(d coach.Deal) error { got = append(got, d); return nil })
		})
		w.same(got, want)
	}
}

func openDealsStop(w world) {
	w.market(50)
	stop := errors.New("enough")
	n := 0
	w.saw(func(r coach.Reader) error {
		err := r.OpenDeals("", func(coach.Deal) error {
			if n++; n == 3 {
				return stop
			}
			return nil
		})
		if err != stop {
			w.Errorf("got %v, want the reader's own error", err)
		}
		_, err = r.Deal("d001") // and the transaction goes on
		return err
	})
	w.same(n, 3)
}

func openDealsNested(w world) {
	w.market(50)
	w.saw(func(r coach.Reader) error {
		return r.OpenDeals("", func(d coach.Deal) error {
			again, err := r.Deal(d.ID)
			w.same(again, d)
			_, err2 := r.Touches(d.ID, 0)
			n := 0
			err3 := r.OpenDeals(d.RepID, func(coach.Deal) error { n++; return nil })
			if n == 0 {
				w.Error("the rep of an open deal has none")
			}
			return firstError(err, err2, err3)
		})
	})
}

func dealPrefixMany(w world) {
	var all []coach.Deal
	w.did(func(tx coach.Tx) error {
		if err := tx.InsertAccount(anAccount("a1", "Firm")); err != nil {
			return err
		}
		for i := range 80 {
			d := aDeal(fmt.Sprintf("d%02d", i), "a1")
			d.Account, d.Name, d.RepID = "Firm", fmt.Sprintf("Renewal %02d", i*7%40), fmt.Sprint("U", i%3)
			d.SentOn, d.Stage = today.Add(i*11%17), coach.Stages[i%4]
			if err := tx.InsertDeal(d); err != nil {
				return err
			}
			all = append(all, d)
		}
		return nil
	})
	w.saw(func(r coach.Reader) error {
		for _, q := range []coach.DealQuery{
			{NamePrefix: "renew", Limit: 50}, {NamePrefix: "renew", First: "U1", Limit: 50}, {NamePrefix: "renewal 3", Limit: 50},
			{NamePrefix: "renew", Stages: []coach.Stage{coach.Open}, Limit: 7},
		} {
			got, err := r.Deals(q)
			if err != nil {
				return err
			}
			want := listed(all, q)
			w.same(got, want[:min(len(want), q.Limit)])
		}
		return nil
	})
}

func dealPrefixPlain(w world) {
	w.market(50)
	w.saw(func(r coach.Reader) error {
		for _, p := range []string{"%", "_", "p%", "*", "' or 1=1 --"} {
			deals, err := r.Deals(coach.DealQuery{NamePrefix: p})
			if len(deals) > 0 || err != nil {
				return fmt.Errorf("%q finds %d deals, %v", p, len(deals), err)
			}
		}
		return nil
	})
}

func openDealsCalled(w world) {
	w.did(func(tx coach.Tx) error {
		return firstError(tx.InsertAccount(anAccount("a1", "Acme Inc")), tx.InsertAccount(anAccount("a2", "ACME GmbH")), tx.InsertAccount(anAccount("a3", "Acme North")))
	})
	for id, d := range map[string]coach.Deal{
		"d1": {AccountID: "a1", Stage: coach.Open}, "d2": {AccountID: "a2", Name: "Acme", Stage: coach.Open},
		"d3": {AccountID: "a3", Name: "Acme, Inc.", Stage: coach.Open}, "d4": {AccountID: "a3", Name: "Acme plan", Stage: coach.Open},
		"d5": {AccountID: "a1", Stage: coach.Won},
	} {
		d.ID = id
		w.did(func(tx coach.Tx) error { return tx.InsertDeal(d) })
	}
	w.saw(func(r coach.Reader) error {
		all, err := r.OpenDealsCalled("acme", 9)
		got := ids(all, dealID)
		slices.Sort(got)
		w.same(got, []string{"d1", "d2", "d3"})
		for _, d := range all {
			if d.ID == "d2" && (d.Account != "ACME GmbH" || d.Name != "Acme") {
				w.Errorf("d2 came back as %q, %q", d.Account, d.Name)
			}
		}
		two, err2 := r.OpenDealsCalled("acme", 2)
		w.same(len(two), 2)
		none, err3 := r.OpenDealsCalled("ac", 9)
		w.same(len(none), 0)
		return firstError(err, err2, err3)
	})
}
