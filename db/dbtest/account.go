package dbtest

import (
	"fmt"

	"salescoach/coach"
)

var accountTests = map[string]func(world){
	"an account comes back as it was stored":              accountRoundTrip,
	"a second account with the same strict key conflicts": accountTwice,
	"accounts are found by whole key":                     accountsExact,
	"accounts are found by the beginning of their key":    accountsPrefix,
	"accounts are found by the beginning of a word":       accountsWord,
	"accounts are found one slip of the pen away":         accountsNear,
	"a search ends at its limit, in the order of names":   accountsLimit,
	"signs in a search are no patterns":                   accountsPatterns,
	"a deleted account is found no more":                  accountDeleted,
	"an account that something belongs to stays":          accountKept,
}

func accountRoundTrip(w world) {
	a := anAccount("a1", "Müller & Söhne GmbH")
	w.did(func(tx coach.Tx) error { return tx.InsertAccount(a) })
	w.saw(func(r coach.Reader) error {
		got, err := r.Account("a1")
		w.same(got, a)
		named, err2 := r.AccountNamed(coach.StrictKey("MULLER and SOHNE gmbh"))
		w.same(named, a)
		_, missing := r.Account("a2")
		w.kind(missing, coach.NotFound)
		_, missing = r.AccountNamed(coach.StrictKey("Müller & Söhne AG"))
		w.kind(missing, coach.NotFound)
		return firstError(err, err2)
	})
}

func accountTwice(w world) {
	w.did(func(tx coach.Tx) error { return tx.InsertAccount(anAccount("a1", "Brandan Ltd")) })
	w.kind(w.tried(func(tx coach.Tx) error { return tx.InsertAccount(anAccount("a2", "BRANDAN, Ltd.")) }), coach.Conflict)
	w.kind(w.tried(func(tx coach.Tx) error { return tx.InsertAccount(anAccount("a1", "Other")) }), coach.Conflict)
	w.did(func(tx coach.Tx) error { return tx.InsertAccount(anAccount("a3", "Brandan GmbH")) })
	w.finds(coach.NameMatch{Exact: "brandan"}, "a1", "a3")
}

// finds checks which accounts a search finds, in order.
func (w world) finds(m coach.NameMatch, want ...string) {
	w.Helper()
	w.saw(func(r coach.Reader) error {
		got, err := r.FindAccounts(m)
		if want == nil {
			want = []string{}
		}
		w.same(ids(got, accountID), want)
		return err
	})
}

// town stores some accounts with names to look for.
func (w world) town() {
	w.did(func(tx coach.Tx) error {
		return firstError(
			tx.InsertAccount(anAccount("a4", "Sunrise Foods Inc")),
			tx.InsertAccount(anAccount("a3", "Sun")),
			tx.InsertAccount(anAccount("a2", "Brandan Sunhill Steel")),
			tx.InsertAccount(anAccount("a1", "Brandan Foods")),
			tx.InsertAccount(anAccount("a5", "Sun GmbH")),
		)
	})
}

func accountsExact(w world) {
	w.town()
	w.finds(coach.NameMatch{Exact: "sun"}, "a3", "a5")
	w.finds(coach.NameMatch{Exact: "sunris"})
	w.finds(coach.NameMatch{Exact: "sunrise foods"}, "a4")
}

func accountsPrefix(w world) {
	w.town()
	w.finds(coach.NameMatch{Prefix: "sun"}, "a3", "a5", "a4")
	w.finds(coach.NameMatch{Prefix: "brandan "}, "a1", "a2")
	w.finds(coach.NameMatch{Prefix: "foods"})
}

func accountsWord(w world) {
	w.town()
	w.finds(coach.NameMatch{Word: "food"}, "a1", "a4")
	w.finds(coach.NameMatch{Word: "sun"}, "a2", "a3", "a5", "a4")
	w.finds(coach.NameMatch{Word: "unhill"})
}

func accountsNear(w world) {
	w.town()
	w.finds(coach.NameMatch{Near: "branden"}, "a1", "a2") // replaced
	w.finds(coach.NameMatch{Near: "brandna"}, "a1", "a2") // swapped
	w.finds(coach.NameMatch{Near: "brndan"}, "a1", "a2")  // left out
	w.finds(coach.NameMatch{Near: "stel"}, "a2")
	w.finds(coach.NameMatch{Near: "brindun"})
	w.finds(coach.NameMatch{Near: "%"})
	w.finds(coach.NameMatch{Near: "steels"}, "a2")
	w.finds(coach.NameMatch{Near: "teels"}) // two slips from steel, though both can become "teel"
}

func accountsLimit(w world) {
	w.did(func(tx coach.Tx) error {
		for n := range 60 { // stored backwards
			if err := tx.InsertAccount(anAccount(fmt.Sprintf("a%02d", n), fmt.Sprintf("Sunny %02d Foods", 59-n))); err != nil {
				return err
			}
		}
		return nil
	})
	w.finds(coach.NameMatch{Word: "sunny", Limit: 3}, "a59", "a58", "a57")
	w.finds(coach.NameMatch{Word: "foods", Limit: 2}, "a59", "a58")
	w.finds(coach.NameMatch{Prefix: "sunny", Limit: 2}, "a59", "a58")
	w.finds(coach.NameMatch{Near: "suny", Limit: 1}, "a59")
	w.saw(func(r coach.Reader) error {
		for _, m := range []coach.NameMatch{{Word: "su"}, {Prefix: "su"}, {Near: "sunnny"}} {
			got, err := r.FindAccounts(m)
			if len(got) != 20 || err != nil {
				w.Errorf("%+v without a limit finds %d, %v; want 20", m, len(got), err)
			}
		}
		return nil
	})
}

func accountsPatterns(w world) {
	w.town()
	for _, s := range []string{"%", "_", "sun%", "s_n", "*", "'", "sun' or '1'='1", "\\", "\x00", "\xff"} {
		w.finds(coach.NameMatch{Exact: s})
		w.finds(coach.NameMatch{Prefix: s})
		w.finds(coach.NameMatch{Word: s})
	}
}

func accountDeleted(w world) {
	w.did(func(tx coach.Tx) error {
		return firstError(tx.InsertAccount(anAccount("a1", "Brandan Cedar Ltd")), tx.InsertAccount(anAccount("a2", "Cedarwood Ltd")), tx.InsertAccount(anAccount("a3", "Old Cedar")))
	})
	w.did(func(tx coach.Tx) error { return tx.DeleteAccount("a1") })
	w.saw(func(r coach.Reader) error {
		_, gone := r.Account("a1")
		w.kind(gone, coach.NotFound)
		return nil
	})
	w.finds(coach.NameMatch{Word: "brandan"})
	w.finds(coach.NameMatch{Near: "brandon"})
	w.finds(coach.NameMatch{Word: "cedar"}, "a2", "a3")
	w.finds(coach.NameMatch{Near: "ceder"}, "a3")
	w.kind(w.tried(func(tx coach.Tx) error { return tx.DeleteAccount("a1") }), coach.NotFound)
	w.did(func(tx coach.Tx) error { return tx.InsertAccount(anAccount("a1", "Brandan Cedar Ltd")) })
	w.finds(coach.NameMatch{Near: "brandon"}, "a1")
}

func accountKept(w world) {
	for name, child := range map[string]func(coach.Tx) error{
		"deal":    func(tx coach.Tx) error { return tx.InsertDeal(aDeal("d1", "a1")) },
		"contact": func(tx coach.Tx) error { return tx.InsertContact(coach.Contact{ID: "c1", AccountID: "a2"}) },
		"fact":    func(tx coach.Tx) error { return tx.InsertFact(coach.Fact{ID: "f1", AccountID: "a3"}) },
	} {
		id := map[string]string{"deal": "a1", "contact": "a2", "fact": "a3"}[name]
		w.did(func(tx coach.Tx) error { return firstError(tx.InsertAccount(anAccount(id, name+" Ltd")), child(tx)) })
		w.kind(w.tried(func(tx coach.Tx) error { return tx.DeleteAccount(id) }), coach.NotFound)
		w.finds(coach.NameMatch{Word: name}, id)
	}
}
