package coach_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"salescoach/coach"
)

// entriesOf are all entries of the log of a team.
func entriesOf(t *testing.T, c *coach.Coach, q coach.AuditQuery) (all []coach.Audited) {
	t.Helper()
	if err := c.Audit(t.Context(), team, q, func(e coach.Audited) error { all = append(all, e); return nil }); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestAChannelThatWeAreInvitedToIsInTheAuditLog(t *testing.T) {
	c, _ := openCoach(t)
	if err := c.JoinRoom(t.Context(), coach.Input{Workspace: team, Key: "k", Rep: coach.Rep{ID: "U1"}}, "C1"); err != nil {
		t.Fatal(err)
	}
	all := entriesOf(t, c, coach.AuditQuery{})
	if len(all) != 1 || all[0].Verb != "channel.join" || all[0].Items[0].Noun != "channel" || all[0].Items[0].ID != "C1" {
		t.Errorf("%+v", all)
	}
}

// An import is one change of many deals: each has its entry, under the name of whoever
// brought the file, and a second run that changes nothing leaves nothing.
func TestAnImportIsInTheAuditLogDealByDeal(t *testing.T) {
	c, _ := openCoach(t)
	data := manyDeals(300)
	run(t, c, "deals.csv", data, coach.ImportOptions{})
	deals := map[string]bool{}
	for _, e := range entriesOf(t, c, coach.AuditQuery{Actor: coach.ByImport}) {
		for _, i := range e.Items {
			if i.Noun == "deal" && i.ID == e.About && i.Before == nil {
				deals[i.ID] = true
			}
		}
	}
	if len(deals) != 300 {
		t.Errorf("%d of 300 deals are in the log", len(deals))
	}
	before := len(entriesOf(t, c, coach.AuditQuery{}))
	run(t, c, "deals.csv", data, coach.ImportOptions{})
	if n := len(entriesOf(t, c, coach.AuditQuery{})); n != before {
		t.Errorf("a run that changed nothing left %d entries", n-before)
	}
	run(t, c, "deals.csv", bytes.Replace(data, []byte("Contract Sent,\"1,"), []byte("Closed Won,\"1,"), 1), coach.ImportOptions{})
	all := entriesOf(t, c, coach.AuditQuery{})[before:]
	if len(all) != 1 || all[0].Items[0].Before["stage"] != "open" || all[0].Items[0].After["stage"] != "won" {
		t.Errorf("one deal was won, and the log says %+v", all)
	}
}

// withBook is a coach that gives advice, on the importClock.
func withBook(t *testing.T, store coach.Store) *coach.Coach {
	t.Helper()
	book, err := coach.LoadBook("")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	return coach.New(store, coach.Options{
		Now: func() time.Time { return importClock }, NewID: func() string { n++; return fmt.Sprint("n", n) }, Book: book,
		Rules: coach.DefaultRules(), Zone: time.UTC, WorkDays: [7]bool{1: true, 2: true, 3: true, 4: true, 5: true}, Log: slog.New(slog.DiscardHandler),
	})
}

// A change that fails leaves nothing, and one that comes twice is one.
func TestTheAuditLogHasWhatHappenedAndNothingElse(t *testing.T) {
	_, store := openCoach(t)
	c := withBook(t, store)
	run(t, c, "deals.csv", manyDeals(1), coach.ImportOptions{})
	var d coach.Deal
	err := store.View(t.Context(), team, func(r coach.Reader) error {
		all, err := r.Deals(coach.DealQuery{})
		d = all[0]
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	before := len(entriesOf(t, c, coach.AuditQuery{}))
	stranger := coach.Input{Workspace: team, Key: "k0", Rep: coach.Rep{ID: "U9"}}
	if _, err := c.Snooze(t.Context(), stranger, d.ID, d.SentOn.Add(400)); coach.KindOf(err) != coach.Forbidden {
		t.Fatalf("got %v", err)
	}
	manager := coach.Input{Workspace: team, Key: "k1", Rep: coach.Rep{ID: "U1"}, Manager: true}
	for range 2 {
		if _, err := c.Snooze(t.Context(), manager, d.ID, d.SentOn.Add(400)); err != nil {
			t.Fatal(err)
		}
	}
	all := entriesOf(t, c, coach.AuditQuery{})[before:]
	if len(all) != 1 || all[0].Actor != "U1" || all[0].Verb != "deal.snooze" || all[0].Title != d.Title() {
		t.Fatalf("%+v", all)
	}
	until := d.SentOn.Add(400).String()
	want := []coach.Item{{Noun: "deal", ID: d.ID,
		Before: map[string]string{"snoozed_until": "", "slept_until": ""},
		After:  map[string]string{"snoozed_until": until, "slept_until": until}}}
	if diff := cmp.Diff(want, all[0].Items); diff != "" {
		t.Error(diff)
	}
}

func TestADealOrAPersonOfTheAuditLogIsNeverGuessed(t *testing.T) {
	c, _ := openCoach(t)
	run(t, c, "deals.csv", manyDeals(10), coach.ImportOptions{})
	_, err := c.AuditOf(t.Context(), team, "firm 0", "")
	if coach.KindOf(err) != coach.Conflict || strings.Count(err.Error(), "\n") != 5 {
		t.Errorf("five deals fit, and the answer is %v", err)
	}
	if _, err := c.AuditOf(t.Context(), team, "", "somebody"); coach.KindOf(err) != coach.NotFound {
		t.Errorf("got %v", err)
	}
	if q, err := c.AuditOf(t.Context(), team, "", coach.ByImport); err != nil || q.Actor != coach.ByImport {
		t.Errorf("%v, %v", q, err)
	}
}
