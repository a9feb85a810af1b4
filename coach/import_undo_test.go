package coach_test

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"salescoach/coach"
	"salescoach/db"
)

// asBoss is the input of a manager.
func asBoss(key string) coach.Input {
	return coach.Input{Workspace: team, Key: key, Rep: coach.Rep{ID: "U09BOSS", RealName: "Mira Okafor"}, Manager: true}
}

// kept is everything that an undo has to put back.
type kept struct {
	Deals    []coach.Deal
	Accounts []string
	Settings map[string]string
}

func keptIn(t *testing.T, store *db.DB) (k kept) {
	t.Helper()
	k.Settings = map[string]string{}
	err := store.View(t.Context(), team, func(r coach.Reader) (err error) {
		if k.Deals, err = r.Deals(coach.DealQuery{Limit: 1000}); err != nil {
			return err
		}
		accounts, err := r.FindAccounts(coach.NameMatch{Prefix: "a", Limit: 100})
		for _, a := range accounts {
			k.Accounts = append(k.Accounts, a.Name)
		}
		for b := range 256 {
			name := fmt.Sprintf("import.seen.csv.%02x", b)
			if v, _ := r.Setting(name); v != "" && v != "{}" {
				k.Settings[name] = v
			}
		}
		k.Settings["import.last"], _ = r.Setting("import.last")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for i := range k.Deals {
		k.Deals[i].Version = 0 // it counts saves, and an undo is one
	}
	return k
}

func TestUndoingAnImportPutsEverythingBack(t *testing.T) {
	c, store := openCoach(t)
	settle(t, store)
	bring(t, c, "1,Alder,Desks,100,USD,open,2026-11-02,,,Ana Cruz", "2,Aspen,Chairs,200,USD,lost,2026-11-02,2026-11-10,too dear,Tom Okafor", "3,Ash,Lamps,5,USD,open,,,,")
	edit(t, store, "1", func(d *coach.Deal) {
		d.PausedUntil, d.PauseReason, d.SnoozedUntil = coach.Date{Year: 2026, Month: 12, Day: 1}, "budget round", coach.Date{Year: 2026, Month: 12, Day: 3}
	})
	before := keptIn(t, store)
	report := bring(t, c, "1,Alder,Benches,150,EUR,won,2026-11-03,2026-11-12,signed,Tom Okafor", "2,Aspen,Chairs,200,USD,open,2026-11-02,,,Ana Cruz",
		"3,Ash,Lamps,5,USD,open,,,,", "4,Acacia,Shelves,1,USD,open,,,,", "5,Alder,Stools,1,USD,open,,,,", "6,Amber,Beds,1,USD,open,2026-11-02,,,Ana Cruz")
	expect(t, report, 3, 2, 1, 0, 0)
	if cmp.Diff(before, keptIn(t, store)) == "" {
		t.Fatal("the import changed nothing")
	}
	undone, err := c.UndoImport(t.Context(), asBoss("u1"), report.Done.ID)
	if err != nil {
		t.Fatal(err)
	}
	if !undone.UndoneAt.Equal(importClock) || undone.Created != 3 || undone.Updated != 2 {
		t.Errorf("told of as %+v", undone)
	}
	if diff := cmp.Diff(before, keptIn(t, store)); diff != "" {
		t.Errorf("not as it was (-before +after):\n%s", diff)
	}
	again, err := c.UndoImport(t.Context(), asBoss("u2"), report.Done.ID)
	if err != nil || !again.UndoneAt.Equal(undone.UndoneAt) || cmp.Diff(before, keptIn(t, store)) != "" {
		t.Errorf("a second press: %+v, %v", again, err)
	}
	// The same file does the same once more.
	expect(t, bring(t, c, "1,Alder,Benches,150,EUR,won,2026-11-03,2026-11-12,signed,Tom Okafor", "4,Acacia,Shelves,1,USD,open,,,,"), 1, 1, 0, 0, 0)
}

// What somebody did since is never thrown away, and they are told whose work it is.
func TestAnImportSomebodyWorkedOnIsNotUndone(t *testing.T) {
	in := func(id string) coach.Input {
		return coach.Input{Workspace: team, Key: "k", Rep: coach.Rep{ID: "U01ANA", RealName: "Ana Cruz"}}
	}
	for name, work := range map[string]func(t *testing.T, c *coach.Coach, store *db.DB, d coach.Deal){
		"Alder · Desks: Ana Cruz logged a touch.": func(t *testing.T, c *coach.Coach, _ *db.DB, d coach.Deal) {
			_, err := c.LogTouch(t.Context(), in("k"), d.ID, coach.TouchDraft{Channel: coach.Call, Outcome: coach.NoAnswer})
			fatal(t, err)
		},
		"Alder · Desks: Ana Cruz snoozed it.": func(t *testing.T, c *coach.Coach, _ *db.DB, d coach.Deal) {
			_, err := c.Snooze(t.Context(), in("k"), d.ID, coach.Date{Year: 2026, Month: 12, Day: 1})
			fatal(t, err)
		},
		"Alder: Ana Cruz added homework.": func(t *testing.T, c *coach.Coach, _ *db.DB, d coach.Deal) {
			_, err := c.AddFact(t.Context(), in("k"), d.ID, coach.FactDraft{Kind: coach.Goal, Text: "wants oak"})
			fatal(t, err)
		},
		"Alder · Desks: Ana Cruz added homework.": func(t *testing.T, c *coach.Coach, _ *db.DB, d coach.Deal) {
			_, err := c.AddFact(t.Context(), in("k"), d.ID, coach.FactDraft{Kind: coach.Goal, Text: "wants oak", DealOnly: true})
			fatal(t, err)
		},
		"Alder: Somebody changed something.": func(t *testing.T, _ *coach.Coach, store *db.DB, d coach.Deal) {
			write(t, store, func(tx coach.Tx) error {
				return tx.InsertContact(coach.Contact{ID: "c1", AccountID: d.AccountID, Name: "Pat Lee", CreatedAt: importClock})
			})
		},
	} {
		c, store := openBooked(t)
		settle(t, store)
		report := bring(t, c, "1,Alder,Desks,100,USD,open,2026-11-02,,,Ana Cruz", "2,Birch,Chairs,1,USD,open,,,,")
		work(t, c, store, bySource(t, store, "1"))
		before := keptIn(t, store)
		_, err := c.UndoImport(t.Context(), asBoss("u"), report.Done.ID)
		if coach.KindOf(err) != coach.Conflict || !strings.HasSuffix(coach.Sentence(err), name) || !strings.HasPrefix(coach.Sentence(err), "Nothing was undone") {
			t.Errorf("want %q, got %v", name, err)
		}
		if diff := cmp.Diff(before, keptIn(t, store)); diff != "" {
			t.Errorf("%s: and something was changed:\n%s", name, diff)
		}
	}
}

// openBooked is openCoach with the plays, which advice needs.
func openBooked(t *testing.T) (*coach.Coach, *db.DB) {
	t.Helper()
	_, store := openCoach(t)
	book, err := coach.LoadBook("")
	fatal(t, err)
	n := 0
	return coach.New(store, coach.Options{
		Now: func() time.Time { return importClock }, NewID: func() string { n++; return fmt.Sprint("b", n) },
		Zone: time.UTC, Book: book, Log: slog.New(slog.DiscardHandler),
	}), store
}

func fatal(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestAFirmThatGotAnotherDealOutlivesTheUndo(t *testing.T) {
	c, store := openCoach(t)
	report := bring(t, c, "1,Alder,Desks,100,USD,open,2026-11-02,,,Ana Cruz")
	made(t, store, "d9", "Alder", "Lamps")
	if _, err := c.UndoImport(t.Context(), asBoss("u"), ""); err != nil {
		t.Fatal(err)
	}
	if k := keptIn(t, store); len(k.Deals) != 1 || k.Deals[0].ID != "d9" || len(k.Accounts) != 1 {
		t.Errorf("after the undo of %s: %+v", report.Done.ID, k)
	}
}

func TestOnlyTheLastImportIsUndoneByAManagerWithinSevenDays(t *testing.T) {
	now := importClock
	_, store := openCoach(t)
	n := 0
	c := coach.New(store, coach.Options{Now: func() time.Time { return now }, NewID: func() string { n++; return fmt.Sprint("x", n) }, Zone: time.UTC})
	if _, err := c.UndoImport(t.Context(), asBoss("u0"), ""); coach.KindOf(err) != coach.NotFound {
		t.Errorf("before any import: %v", err)
	}
	first := bring(t, c, "1,Alder,Desks,100,USD,open,2026-11-02,,,")
	rep := asBoss("u1")
	rep.Manager = false
	if _, err := c.UndoImport(t.Context(), rep, first.Done.ID); coach.KindOf(err) != coach.Forbidden {
		t.Errorf("by a rep: %v", err)
	}
	bring(t, c, "1,Alder,Desks,100,USD,open,2026-11-02,,,") // changes nothing, so it is none
	second := bring(t, c, "2,Birch,Desks,100,USD,open,2026-11-02,,,")
	if _, err := c.UndoImport(t.Context(), asBoss("u2"), first.Done.ID); coach.KindOf(err) != coach.NotFound || !strings.Contains(err.Error(), "only the last import") {
		t.Errorf("the first of two: %v", err)
	}
	now = importClock.Add(coach.UndoImportFor + time.Second)
	if _, err := c.UndoImport(t.Context(), asBoss("u3"), second.Done.ID); coach.KindOf(err) != coach.Conflict || !strings.Contains(err.Error(), "seven days") {
		t.Errorf("too late: %v", err)
	}
	now = importClock.Add(coach.UndoImportFor)
	if _, err := c.ForgetOld(t.Context(), team); err != nil {
		t.Error(err)
	}
	if _, err := c.UndoImport(t.Context(), asBoss("u4"), second.Done.ID); err != nil {
		t.Error(err)
	}
	if countDeals(t, store) != 1 {
		t.Error("the deal of the second import is still there")
	}
	third := bring(t, c, "3,Cedar,Desks,100,USD,open,2026-11-02,,,")
	now = now.Add(coach.UndoImportFor + time.Second)
	fatal(t, func() error { _, err := c.ForgetOld(t.Context(), team); return err }())
	now = now.Add(-time.Hour) // the clock was put back
	if _, err := c.UndoImport(t.Context(), asBoss("u5"), third.Done.ID); coach.KindOf(err) != coach.Conflict || !strings.Contains(err.Error(), "isn't kept any more") {
		t.Errorf("what each deal was is kept longer than it can be used: %v", err)
	}
}

func TestAnImportOfOneIDIsCarriedOutOnce(t *testing.T) {
	c, store := openCoach(t)
	req := func(rows string) coach.ImportRequest {
		return coach.ImportRequest{Workspace: team, Name: "deals.csv", Data: strings.NewReader(header + rows), ID: "p1", Actor: "U09BOSS"}
	}
	first, err := c.Import(t.Context(), req("1,Alder,Desks,100,USD,open,,,,\n,x,,,,,,,,\n"))
	fatal(t, err)
	before := keptIn(t, store)
	second, err := c.Import(t.Context(), req("2,Birch,Desks,100,USD,open,,,,\n"))
	fatal(t, err)
	if diff := cmp.Diff(before, keptIn(t, store)); diff != "" || countDeals(t, store) != 1 {
		t.Errorf("imported twice:\n%s", diff)
	}
	if cmp.Diff(first.Done, second.Done) != "" || first.Done.By != "U09BOSS" || counts(first) != counts(second) {
		t.Errorf("told of differently:\n%+v\n%+v", first.Done, second.Done)
	}
}
