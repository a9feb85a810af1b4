package dbtest

import (
	"time"

	"salescoach/coach"
)

var libraryTests = map[string]func(world){
	"a library item comes back with every field": libraryRoundTrip,
	"the library comes newest first":             libraryOrder,
	"industries come once each, in order":        industriesOnce,
}

func libraryRoundTrip(w world) {
	i := coach.LibraryItem{ID: "i1", Text: "a checklist for the first frost", Link: "https://example.com/frost", Theme: coach.CutWaste,
		Industry: "food & drink", AddedBy: "U1", AddedAt: noon}
	w.did(func(tx coach.Tx) error { return tx.InsertLibraryItem(i) })
	w.saw(func(r coach.Reader) error {
		got, err := r.LibraryItem("i1")
		w.same(got, i)
		_, missing := r.LibraryItem("i2")
		w.kind(missing, coach.NotFound)
		all, err2 := r.Library()
		w.same(all, []coach.LibraryItem{i})
		return firstError(err, err2)
	})
	w.kind(w.tried(func(tx coach.Tx) error { return tx.InsertLibraryItem(i) }), coach.Conflict)
	w.did(func(tx coach.Tx) error { return tx.DeleteLibraryItem("i1") })
	w.kind(w.tried(func(tx coach.Tx) error { return tx.DeleteLibraryItem("i1") }), coach.NotFound)
}

func libraryOrder(w world) {
	w.did(func(tx coach.Tx) error {
		return firstError(
			tx.InsertLibraryItem(coach.LibraryItem{ID: "i2", AddedAt: noon}),
			tx.InsertLibraryItem(coach.LibraryItem{ID: "i1", AddedAt: noon.Add(time.Hour)}),
			tx.InsertLibraryItem(coach.LibraryItem{ID: "i3", AddedAt: noon}),
		)
	})
	w.saw(func(r coach.Reader) error {
		all, err := r.Library()
		w.same(ids(all, itemID), []string{"i1", "i3", "i2"})
		return err
	})
}

func industriesOnce(w world) {
	w.did(func(tx coach.Tx) error {
		for id, industry := range map[string]string{"a1": "retail", "a2": "food", "a3": "retail", "a4": "", "a5": "steel"} {
			if err := tx.InsertAccount(coach.Account{ID: id, Name: "Firm " + id, Industry: industry}); err != nil {
				return err
			}
		}
		return nil
	})
	w.saw(func(r coach.Reader) error {
		all, err := r.Industries(0)
		w.same(all, []string{"food", "retail", "steel"})
		two, err2 := r.Industries(2)
		w.same(two, []string{"food", "retail"})
		return firstError(err, err2)
	})
}
