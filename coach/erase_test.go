package coach_test

import (
	"strings"
	"testing"

	"salescoach/coach"
)

// Somebody of whom only a first name is known is forgotten with their own firm's facts,
// and nothing of other firms is touched that has the word in it.
func TestToForgetAFirstNameLeavesOtherFirmsAlone(t *testing.T) {
	c, store := openCoach(t)
	own := coach.Fact{ID: "f1", AccountID: "a1", Kind: coach.Referrer, Person: "Will", Text: "sent us", AddedAt: importClock}
	other := coach.Fact{ID: "f2", AccountID: "a2", Kind: coach.Referrer, Person: "Will", Text: "They will sign, says Will.", AddedAt: importClock}
	err := store.Update(t.Context(), team, func(tx coach.Tx) error {
		for _, err := range []error{
			tx.InsertAccount(coach.Account{ID: "a1", Name: "Quarry Stoneworks", CreatedAt: importClock}),
			tx.InsertAccount(coach.Account{ID: "a2", Name: "Nordlicht", CreatedAt: importClock}),
			tx.InsertContact(coach.Contact{ID: "c1", AccountID: "a1", Name: "Will", CreatedAt: importClock}),
			tx.InsertFact(own), tx.InsertFact(other), tx.SaveSetting("offer", "We will call."),
		} {
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if f, err := c.Forget(t.Context(), team, "Will", false); err != nil || f.Contacts != 1 || f.Facts != 1 || f.Edited() != 0 {
		t.Errorf("%+v, %v", f, err)
	}
	err = store.View(t.Context(), team, func(r coach.Reader) error {
		offer, err := r.Setting("offer")
		f, ferr := r.Fact("f2")
		if err != nil || ferr != nil || offer != "We will call." || f.Text != other.Text || f.Person != "Will" {
			t.Errorf("%q, %v, %+v, %v", offer, err, f, ferr)
		}
		_, err = r.Fact("f1")
		if coach.KindOf(err) != coach.NotFound {
			t.Errorf("their own is still there: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A deal's texts at the firm lose the first name alone, too; an undo would put it back.
func TestUndoingAnImportBringsNobodyBackWhoWasForgotten(t *testing.T) {
	c, store := openCoach(t)
	bring(t, c, "1,Alder,Desks,100,USD,lost,2026-11-02,2026-11-10,Priya was not sure,")
	d := bySource(t, store, "1")
	err := store.Update(t.Context(), team, func(tx coach.Tx) error {
		return tx.InsertContact(coach.Contact{ID: "p1", AccountID: d.AccountID, Name: "Priya Raman"})
	})
	if err != nil {
		t.Fatal(err)
	}
	bring(t, c, "1,Alder,Desks,200,USD,lost,2026-11-02,2026-11-10,Priya was not sure,")
	if _, err := c.Forget(t.Context(), team, "Priya Raman", false); err != nil {
		t.Fatal(err)
	}
	if _, err := c.UndoImport(t.Context(), asBoss("undo"), ""); coach.KindOf(err) != coach.Conflict {
		t.Errorf("the undo says %v", err)
	}
	if got := bySource(t, store, "1").CloseReason; strings.Contains(got, "Priya") {
		t.Errorf("the reason is %q", got)
	}
}
