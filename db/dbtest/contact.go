package dbtest

import (
	"strings"
	"time"

	"salescoach/coach"
)

var contactTests = map[string]func(world){
	"a contact comes back as it was stored and saved": contactRoundTrip,
	"the main contact comes first, then the oldest":   contactOrder,
	"a contact needs an account that is there":        contactOrphan,
	"a contact that is deleted leaves its touches":    contactDeleted,
	"texts are read and written where they stand":     textsRewritten,
}

func contactRoundTrip(w world) {
	w.hasDeal()
	c := coach.Contact{ID: "c1", AccountID: "a1", Name: "Nora <b>", Role: "CFO", Email: "n@example.com", Phone: "+49 30 1", Zone: "Europe/Berlin", CreatedAt: noon}
	w.did(func(tx coach.Tx) error { return tx.InsertContact(c) })
	c.OptedOut, c.Main, c.Phone = true, true, ""
	w.did(func(tx coach.Tx) error { return tx.SaveContact(c) })
	w.saw(func(r coach.Reader) error {
		got, err := r.Contacts("a1")
		w.same(got, []coach.Contact{c})
		none, err2 := r.Contacts("a2")
		w.same(len(none), 0)
		return firstError(err, err2)
	})
	w.kind(w.tried(func(tx coach.Tx) error { return tx.InsertContact(c) }), coach.Conflict)
	c.ID = "c2"
	w.kind(w.tried(func(tx coach.Tx) error { return tx.SaveContact(c) }), coach.NotFound)
}

func contactOrder(w world) {
	w.hasDeal()
	w.did(func(tx coach.Tx) error {
		return firstError(
			tx.InsertContact(coach.Contact{ID: "c1", AccountID: "a1", CreatedAt: noon.Add(time.Hour)}),
			tx.InsertContact(coach.Contact{ID: "c3", AccountID: "a1", CreatedAt: noon}),
			tx.InsertContact(coach.Contact{ID: "c2", AccountID: "a1", CreatedAt: noon}),
			tx.InsertContact(coach.Contact{ID: "c4", AccountID: "a1", CreatedAt: noon.Add(2 * time.Hour), Main: true}),
		)
	})
	w.saw(func(r coach.Reader) error {
		got, err := r.Contacts("a1")
		w.same(ids(got, contactID), []string{"c4", "c2", "c3", "c1"})
		return err
	})
}

func contactOrphan(w world) {
	err := w.tried(func(tx coach.Tx) error { return tx.InsertContact(coach.Contact{ID: "c1", AccountID: "nobody"}) })
	w.kind(err, coach.NotFound)
}

func contactDeleted(w world) {
	_, d := w.hasDeal()
	c := coach.Contact{ID: "c1", AccountID: d.AccountID, Name: "Ada", CreatedAt: noon}
	other := coach.Contact{ID: "c2", AccountID: d.AccountID, Name: "Bert", CreatedAt: noon}
	t1, t2 := aTouch("t1", d.ID, noon), aTouch("t2", d.ID, noon)
	t1.ContactID, t2.ContactID = c.ID, other.ID
	f := coach.Fact{ID: "f1", AccountID: d.AccountID, DealID: d.ID, Kind: coach.Note, Text: "a", AddedAt: noon}
	w.did(func(tx coach.Tx) error {
		return firstError(tx.InsertContact(c), tx.InsertContact(other), tx.InsertTouch(t1), tx.InsertTouch(t2), tx.InsertFact(f))
	})
	w.did(func(tx coach.Tx) error {
		n, err := tx.DeleteContact(c.ID)
		w.same(n, 1)
		return err
	})
	w.kind(w.tried(func(tx coach.Tx) error { _, err := tx.DeleteContact(c.ID); return err }), coach.NotFound)
	w.saw(func(r coach.Reader) error {
		var left []coach.Contact
		err := r.EveryContact(func(c coach.Contact) error { left = append(left, c); return nil })
		w.same(ids(left, contactID), []string{"c2"})
		touch, err2 := r.Touch("t1")
		w.same(touch.ContactID, "")
		touch, err3 := r.Touch("t2")
		w.same(touch.ContactID, "c2")
		var facts []coach.Fact
		err4 := r.EveryFact(d.AccountID, func(f coach.Fact) error { facts = append(facts, f); return nil })
		w.same(ids(facts, factID), []string{"f1"})
		return firstError(err, err2, err3, err4)
	})
}

func textsRewritten(w world) {
	_, d := w.hasDeal()
	touch := aTouch("t1", d.ID, noon)
	touch.Note = "said hello"
	w.did(func(tx coach.Tx) error {
		return firstError(tx.InsertTouch(touch), tx.SaveSetting("offer", "we say hello"))
	})
	seen := map[string]string{}
	w.did(func(tx coach.Tx) error {
		return tx.RewriteTexts(func(t coach.StoredText) string {
			if t.Text != "" {
				seen[t.Table+" of "+t.AccountID] = t.Text
			}
			if t.Fixed {
				return t.Text
			}
			return strings.ReplaceAll(t.Text, "hello", "goodbye")
		})
	})
	w.same(seen["touches of a1"], "said hello")
	w.same(seen["settings of "], "we say hello")
	w.same(seen["accounts of a1"], "Brandan Foods Ltd")
	w.saw(func(r coach.Reader) error {
		got, err := r.Touch("t1")
		w.same(got.Note, "said goodbye")
		offer, err2 := r.Setting("offer")
		w.same(offer, "we say goodbye")
		return firstError(err, err2)
	})
}
