package coach_test

import (
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
