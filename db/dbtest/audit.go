package dbtest

import (
	"errors"
	"time"

	"salescoach/coach"
)

var auditTests = map[string]func(world){
	"an entry of the audit log comes back as it was":                   entryRoundTrip,
	"entries come in order, also those of one instant":                 entriesInOrder,
	"entries are chosen by time, by who, and by what they are about":   entriesChosen,
	"an entry is gone with the change that failed":                     entryOfAFailedChange,
	"a reader of entries can stop, and its error comes back unchanged": entriesStopped,
}

func anEntry(actor, about string, at time.Time) coach.Entry {
	return coach.Entry{At: at, Actor: actor, Verb: "deal.snooze", About: about, Items: []coach.Item{
		{Noun: "deal", ID: about, Before: map[string]string{"snoozed_until": ""}, After: map[string]string{"snoozed_until": "2026-03-05"}},
		{Noun: "touch", ID: "t1", After: map[string]string{"note": "Said “no” – <why?>\n\\"}},
	}}
}

func (w world) entries(q coach.AuditQuery) (all []coach.Entry) {
	w.Helper()
	w.saw(func(r coach.Reader) error {
		return r.Entries(q, func(e coach.Entry) error { all = append(all, e); return nil })
	})
	return all
}

func (w world) recorded(entries ...coach.Entry) {
	w.Helper()
	w.did(func(tx coach.Tx) error {
		for _, e := range entries {
			if err := tx.Record(e); err != nil {
				return err
			}
		}
		return nil
	})
}

func entryRoundTrip(w world) {
	e := anEntry("U1", "d1", noon)
	w.recorded(e)
	w.same(w.entries(coach.AuditQuery{}), []coach.Entry{e})
}

func entriesInOrder(w world) {
	first, second, third := anEntry("U1", "d1", noon), anEntry("U2", "d2", noon), anEntry("U3", "d3", noon.Add(-time.Hour))
	w.recorded(first)
	w.recorded(second, third)
	w.same(w.entries(coach.AuditQuery{}), []coach.Entry{third, first, second})
}

func entriesChosen(w world) {
	old, deal, account, other := anEntry("U1", "d1", noon.Add(-time.Hour)), anEntry("U1", "d1", noon), anEntry("U2", "a1", noon), anEntry("U2", "", noon)
	w.recorded(old, deal, account, other)
	w.same(w.entries(coach.AuditQuery{Since: noon}), []coach.Entry{deal, account, other})
	w.same(w.entries(coach.AuditQuery{Actor: "U2"}), []coach.Entry{account, other})
	w.same(w.entries(coach.AuditQuery{DealID: "d1"}), []coach.Entry{old, deal})
	w.same(w.entries(coach.AuditQuery{DealID: "d1", AccountID: "a1", Since: noon}), []coach.Entry{deal, account})
}

func entryOfAFailedChange(w world) {
	sorry := errors.New("changed my mind")
	err := w.tried(func(tx coach.Tx) error { return firstError(tx.Record(anEntry("U1", "d1", noon)), sorry) })
	if !errors.Is(err, sorry) {
		w.Error(err)
	}
	w.same(len(w.entries(coach.AuditQuery{})), 0)
}

func entriesStopped(w world) {
	w.recorded(anEntry("U1", "d1", noon), anEntry("U2", "d2", noon))
	enough, n := errors.New("enough"), 0
	w.saw(func(r coach.Reader) error {
		if err := r.Entries(coach.AuditQuery{}, func(coach.Entry) error { n++; return enough }); err != enough {
			w.Errorf("got %v", err)
		}
		return nil
	})
	w.same(n, 1)
}
