package dbtest

import (
	"time"

	"salescoach/coach"
)

var contactTests = map[string]func(world){
	"a contact comes back as it was stored and saved": contactRoundTrip,
	"the main contact comes first, then the oldest":   contactOrder,
	"a contact needs an account that is there":        contactOrphan,
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
