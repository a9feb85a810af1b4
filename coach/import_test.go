package coach_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"salescoach/coach"
)

const header = "id,account,deal,amount,currency,stage,sent on,close date,lost reason,owner\n"

// bring imports rows under the header, as CRM files come: with an id each.
func bring(t *testing.T, c *coach.Coach, rows ...string) coach.ImportReport {
	t.Helper()
	return run(t, c, "deals.csv", []byte(header+strings.Join(rows, "\n")), coach.ImportOptions{})
}

func bySource(t *testing.T, store coach.Store, id string) (d coach.Deal) {
	t.Helper()
	err := store.View(t.Context(), team, func(r coach.Reader) (err error) {
		d, err = r.DealBySource("csv", id)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// edit changes a deal as somebody here would.
func edit(t *testing.T, store coach.Store, id string, fn func(*coach.Deal)) {
	t.Helper()
	d := bySource(t, store, id)
	fn(&d)
	d.UpdatedAt = importClock.Add(time.Hour)
	write(t, store, func(tx coach.Tx) error { return tx.SaveDeal(d) })
}

func expect(t *testing.T, r coach.ImportReport, created, updated, unchanged, skipped, conflicts int) {
	t.Helper()
	if got, want := counts(r), [5]int{created, updated, unchanged, skipped, conflicts}; got != want {
		t.Errorf("created, updated, unchanged, skipped, conflicts: got %v, want %v\n%s", got, want, r)
	}
}

func TestTheFileMayChangeWhatNobodyChangedHere(t *testing.T) {
	c, store := openCoach(t)
	expect(t, bring(t, c, "1,Alder,Desks,100,USD,open,2026-11-02,,,Ana Cruz"), 1, 0, 0, 0, 0)
	settle(t, store)
	expect(t, bring(t, c, "1,Birch,Chairs,200,EUR,lost,2026-11-03,2026-11-10,too dear,Ana Cruz"), 0, 1, 0, 0, 0)
	d := bySource(t, store, "1")
	if d.Title() != "Birch · Chairs" || d.Amount != (coach.Money{Minor: 20000, Currency: "EUR"}) || d.SentOn.String() != "2026-11-03" ||
		d.Stage != coach.Lost || d.CloseReason != "too dear" || d.RepID != "U01ANA" || d.ClosedAt.IsZero() {
		t.Errorf("not all was taken over: %+v", d)
	}
	expect(t, bring(t, c, "1,Birch,Chairs,200,EUR,open,2026-11-03,,,Ana Cruz"), 0, 1, 0, 0, 0)
	if d = bySource(t, store, "1"); d.Stage != coach.Open || !d.ClosedAt.IsZero() || d.CloseReason != "" {
		t.Errorf("not reopened: %+v", d)
	}
}

func TestWhatSomebodyChangedHereStays(t *testing.T) {
	c, store := openCoach(t)
	settle(t, store)
	row := "1,Alder,Desks,100,USD,open,2026-11-02,,,Ana Cruz"
	bring(t, c, row)
	edit(t, store, "1", func(d *coach.Deal) {
		d.Name, d.Amount, d.RepID, d.RepName, d.SentOn = "Standing desks", coach.Money{Minor: 9900, Currency: "USD"}, "U02TOM", "Tom Okafor", coach.Date{Year: 2026, Month: 11, Day: 5}
		d.Stage, d.ClosedAt, d.CloseReason = coach.Won, importClock, "signed on the phone"
	})
	mine := bySource(t, store, "1")
	expect(t, bring(t, c, row), 0, 0, 1, 0, 0)
	if got := bySource(t, store, "1"); got != mine {
		t.Errorf("the same file changed it:\n%+v\n%+v", got, mine)
	}
	disputed := "1,Alder,Benches,150,USD,lost,2026-11-04,2026-11-12,no,Lee Ambler"
	for range 2 { // a dispute stays one until somebody settles it
		expect(t, bring(t, c, disputed), 0, 0, 0, 0, 1)
		if got := bySource(t, store, "1"); got != mine {
			t.Errorf("a disputed row changed it:\n%+v\n%+v", got, mine)
		}
	}
	if s := bring(t, c, disputed).String(); !strings.Contains(s, "stage stays won (the file says lost)") {
		t.Errorf("the report does not say what stayed:\n%s", s)
	}
}

func TestAFileReopenedByHandIsNotClosedAgain(t *testing.T) {
	c, store := openCoach(t)
	row := "1,Alder,Desks,100,USD,lost,2026-11-02,2026-11-10,no,Ana Cruz"
	bring(t, c, row)
	edit(t, store, "1", func(d *coach.Deal) { d.Stage, d.ClosedAt, d.CloseReason = coach.Open, time.Time{}, "" })
	expect(t, bring(t, c, row), 0, 0, 1, 0, 0)
	if d := bySource(t, store, "1"); d.Stage != coach.Open {
		t.Errorf("closed again: %+v", d)
	}
}

func TestAnEmptyCellErasesNothing(t *testing.T) {
	c, store := openCoach(t)
	bring(t, c, "1,Alder,Desks,100,USD,open,2026-11-02,,,Ana Cruz")
	expect(t, bring(t, c, "1,Alder,,,,open,,,,"), 0, 0, 1, 0, 0)
	if d := bySource(t, store, "1"); d.Name != "Desks" || d.Amount.IsZero() || !d.Sent() || d.RepName != "Ana Cruz" {
		t.Errorf("erased: %+v", d)
	}
	expect(t, bring(t, c, "1,Alder,Desks,100,USD,open,2026-11-02,,,Ana Cruz"), 0, 0, 1, 0, 0)
}

func TestTouchesAndFactsSurviveAndTheCountFollowsTheDayOfSending(t *testing.T) {
	c, store := openCoach(t)
	bring(t, c, "1,Alder,Desks,100,USD,open,2026-11-02,,,Ana Cruz")
	d := bySource(t, store, "1")
	touch := coach.Touch{ID: "t1", DealID: d.ID, Direction: coach.Out, Channel: coach.Call, Outcome: coach.NoAnswer,
		At: time.Date(2026, 11, 3, 9, 0, 0, 0, time.UTC), On: coach.Date{Year: 2026, Month: 11, Day: 3}, Note: "rang twice", LoggedAt: importClock}
	fact := coach.Fact{ID: "f1", AccountID: d.AccountID, DealID: d.ID, Kind: coach.Goal, Text: "wants oak", AddedAt: importClock}
	write(t, store, func(tx coach.Tx) error {
		d.Tally = coach.Count(d.SentOn, []coach.Touch{touch})
		return errors.Join(tx.InsertTouch(touch), tx.InsertFact(fact), tx.SaveDeal(d))
	})
	expect(t, bring(t, c, "1,Elm,Desks,100,USD,open,2026-11-04,,,Ana Cruz"), 0, 0, 0, 0, 1) // the account stays: facts hang on it
	d = bySource(t, store, "1")
	if d.Account != "Alder" || d.SentOn.String() != "2026-11-04" || d.Tally.Followups != 0 || d.Tally.Touches != 1 {
		t.Errorf("after the import: %+v", d)
	}
	err := store.View(t.Context(), team, func(r coach.Reader) error {
		touches, err := r.Touches(d.ID, 0)
		if err != nil {
			return err
		}
		facts, err := r.Facts(d.AccountID, d.ID)
		if len(touches) != 1 || touches[0].Note != "rang twice" || len(facts) != 1 {
			t.Errorf("touches %+v, facts %+v", touches, facts)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// made stores a deal as somebody made it in Slack.
func made(t *testing.T, store coach.Store, id, account, name string) {
	t.Helper()
	write(t, store, func(tx coach.Tx) error {
		a, err := tx.AccountNamed(coach.StrictKey(account))
		if coach.KindOf(err) == coach.NotFound {
			a = coach.Account{ID: "a-" + id, Name: account, CreatedAt: importClock}
			err = tx.InsertAccount(a)
		}
		if err != nil {
			return err
		}
		return tx.InsertDeal(coach.Deal{ID: id, AccountID: a.ID, Account: a.Name, Name: name, Stage: coach.Open, Source: "slack",
			Amount: coach.Money{Minor: 5000, Currency: "USD"}, CreatedAt: importClock, UpdatedAt: importClock})
	})
}

func TestADealMadeInSlackMeetsItsRowByAccountAndName(t *testing.T) {
	c, store := openCoach(t)
	made(t, store, "d1", "Acme Inc", "Desks")
	// "Acme GmbH" is another firm; "ACME, Inc." is not.
	expect(t, bring(t, c, `7,"ACME, Inc.",desks,,,open,2026-11-02,,,Ana Cruz`, "8,Acme GmbH,Desks,,,open,2026-11-02,,,Ana Cruz"), 1, 0, 0, 0, 1)
	d := bySource(t, store, "7")
	if d.ID != "d1" || !d.Sent() || d.Amount.Minor != 5000 || d.Name != "Desks" || d.RepName != "Ana Cruz" {
		t.Errorf("not the deal that was there: %+v", d)
	}
	if n := countDeals(t, store); n != 2 {
		t.Errorf("%d deals, want 2", n)
	}
}

func TestNobodyGuessesBetweenDealsOfOneName(t *testing.T) {
	c, store := openCoach(t)
	made(t, store, "d1", "Acme", "Desks")
	made(t, store, "d2", "Acme", "Desks")
	expect(t, bring(t, c, "7,Acme,Desks,1,USD,open,,,,"), 0, 0, 0, 0, 1)
	made(t, store, "d3", "Elm", "Oak")
	expect(t, bring(t, c, "8,Elm,Oak,1,USD,open,,,,", "9,Elm,Oak,2,USD,open,,,,"), 0, 0, 0, 0, 2)
	if n := countDeals(t, store); n != 3 {
		t.Errorf("%d deals, want 3", n)
	}
}

func TestDealsOfOneNameWithIDsOfTheirOwnAreSeparate(t *testing.T) {
	c, store := openCoach(t)
	rows := []string{"7,Acme,Desks,1,USD,open,,,,", "8,Acme,Desks,2,USD,open,,,,"}
	expect(t, bring(t, c, rows...), 2, 0, 0, 0, 0)
	expect(t, bring(t, c, append(rows, "9,Acme,Desks,3,USD,open,,,,")...), 1, 0, 2, 0, 0)
	if n := countDeals(t, store); n != 3 {
		t.Errorf("%d deals, want 3", n)
	}
}

func TestADryRunWritesNothingAndSaysTheSame(t *testing.T) {
	c, store := openCoach(t)
	data := header + "1,Alder,Desks,100,USD,open,2026-11-02,,,Ana Cruz\n2,,Chairs,,,open,,,,\n"
	dry, err := c.Import(t.Context(), coach.ImportRequest{Workspace: team, Name: "deals.csv", Data: strings.NewReader(data), DryRun: true})
	if err != nil {
		t.Fatal(err)
	}
	if n := countDeals(t, store); n != 0 {
		t.Fatalf("a dry run made %d deals", n)
	}
	wet := run(t, c, "deals.csv", []byte(data), coach.ImportOptions{})
	if got, want := strings.Replace(dry.String(), "Preview; nothing was changed.", "Imported.", 1), wet.String(); got != want {
		t.Errorf("preview:\n%s\nimport:\n%s", got, want)
	}
}

func TestOwnersAreFoundByOptionEmailAndTheOnlyRealName(t *testing.T) {
	c, store := openCoach(t)
	settle(t, store)
	data := header + "1,A,x,,,open,,,,ANA@example.com\n2,B,x,,,open,,,,tom okafor\n3,C,x,,,open,,,,Lee Novak\n4,D,x,,,open,,,,Milos Franke\n5,E,x,,,open,,,,\n"
	run(t, c, "deals.csv", []byte(data), coach.ImportOptions{Owners: map[string]string{"milos franke": "U0NEW99"}})
	want := map[string]string{"1": "U01ANA Ana Cruz", "2": "U02TOM Tom Okafor", "3": " Lee Novak", "4": "U0NEW99 Milos Franke", "5": " "}
	for id, rep := range want {
		if d := bySource(t, store, id); d.RepID+" "+d.RepName != rep {
			t.Errorf("deal %s: rep %q %q, want %s", id, d.RepID, d.RepName, rep)
		}
	}
	// Lee is told apart later, and the option for Milos was remembered.
	report := run(t, c, "deals.csv", []byte(data), coach.ImportOptions{Owners: map[string]string{"Lee Novak": "lee.n@example.com"}})
	expect(t, report, 0, 1, 4, 0, 0)
	if d := bySource(t, store, "3"); d.RepID != "U04LEE" {
		t.Errorf("rep %q", d.RepID)
	}
	_, err := c.Import(t.Context(), coach.ImportRequest{Workspace: team, Data: strings.NewReader(data), Options: coach.ImportOptions{Owners: map[string]string{"x": "nobody@example.com"}}})
	if coach.KindOf(err) != coach.Invalid {
		t.Errorf("an owner that is nobody: %v", err)
	}
}

func TestOptionsThatMakeNoSenseAreRefused(t *testing.T) {
	c, _ := openCoach(t)
	for name, o := range map[string]coach.ImportOptions{
		"unknown field":    {Columns: map[string]string{"firm": "account"}},
		"unknown header":   {Columns: map[string]string{"account": "Nope"}},
		"unknown stage":    {Stages: map[string]string{"x": "almost"}},
		"unknown currency": {Currency: "XQZ"},
		"unknown order":    {DateOrder: "ymd"},
		"odd source":       {Source: "Hub Spot!"},
	} {
		_, err := c.Import(t.Context(), coach.ImportRequest{Workspace: team, Data: strings.NewReader(header), Options: o})
		if coach.KindOf(err) != coach.Invalid || !strings.Contains(coach.Sentence(err), "“") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestFilesBeyondTheLimitsAreRefused(t *testing.T) {
	c, store := openCoach(t)
	lim := coach.CSVLimits{Bytes: 4000, Rows: 3, Columns: 12, Cell: 50}
	for name, data := range map[string]string{
		"bytes":   header + strings.Repeat("1,A,x,,,open,,,,\n", 1000),
		"rows":    header + strings.Repeat("1,A,x,,,open,,,,\n", 4),
		"columns": strings.Repeat("a,", 13) + "\n",
	} {
		_, err := c.Import(t.Context(), coach.ImportRequest{Workspace: team, Data: strings.NewReader(data), Options: coach.ImportOptions{Limits: lim}})
		if coach.KindOf(err) != coach.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	long := header + "1," + strings.Repeat("A", 51) + ",x,,,open,,,,\n2,B,x,,,open,,,,\n"
	report, err := c.Import(t.Context(), coach.ImportRequest{Workspace: team, Data: strings.NewReader(long), Options: coach.ImportOptions{Limits: lim}})
	if err != nil || report.Created != 1 || report.Skipped != 1 {
		t.Errorf("a long cell: %v, %v", counts(report), err)
	}
	if n := countDeals(t, store); n != 1 {
		t.Errorf("%d deals", n)
	}
}

// breaking is a store in which the nth write of an Update fails.
type breaking struct {
	coach.Store
	at int
}

func (b breaking) Update(ctx context.Context, workspace string, fn func(coach.Tx) error) error {
	left := b.at
	return b.Store.Update(ctx, workspace, func(tx coach.Tx) error { return fn(&breakingTx{tx, &left}) })
}

type breakingTx struct {
	coach.Tx
	left *int
}

func (b *breakingTx) write() error {
	if *b.left--; *b.left <= 0 {
		return coach.Errorf(coach.Busy, "the disk is full")
	}
	return nil
}

func (b *breakingTx) InsertDeal(d coach.Deal) error {
	return errors.Join(b.write(), b.Tx.InsertDeal(d))
}
func (b *breakingTx) SaveDeal(d coach.Deal) error { return errors.Join(b.write(), b.Tx.SaveDeal(d)) }
func (b *breakingTx) InsertAccount(a coach.Account) error {
	return errors.Join(b.write(), b.Tx.InsertAccount(a))
}
func (b *breakingTx) SaveSetting(n, v string) error {
	return errors.Join(b.write(), b.Tx.SaveSetting(n, v))
}
func (b *breakingTx) Remember(c coach.Change) error { return errors.Join(b.write(), b.Tx.Remember(c)) }

func TestAnImportThatFailsAnywhereChangesNothing(t *testing.T) {
	c, store := openCoach(t)
	bring(t, c, "1,Alder,Desks,100,USD,open,2026-11-02,,,Ana Cruz", "2,Birch,Oak,1,USD,open,,,,")
	before := everything(t, c, store)
	next := header + "1,Alder,Desks,300,USD,won,2026-11-02,2026-11-10,,Ana Cruz\n2,Birch,Oak,1,USD,odd,,,,\n3,Cedar,Elm,1,USD,open,,,,\n4,Cedar,Ash,1,USD,open,,,,\n"
	o := coach.ImportOptions{Stages: map[string]string{"odd": "open"}}
	failed := 0
	for at := 1; ; at++ {
		broken := coachOver(breaking{store, at}, fmt.Sprint("try", at))
		_, err := broken.Import(t.Context(), coach.ImportRequest{Workspace: team, Name: "next.csv", Data: strings.NewReader(next), Options: o})
		if err == nil {
			break
		}
		failed++
		if coach.KindOf(err) != coach.Busy {
			t.Fatalf("write %d: %v", at, err)
		}
		if after := everything(t, c, store); after != before {
			t.Fatalf("write %d failed, and yet something changed:\n%s\n%s", at, before, after)
		}
	}
	if failed < 6 { // an account, three deals, memory, options, the batch
		t.Errorf("only %d writes were seen to fail", failed)
	}
	if after := everything(t, c, store); after == before {
		t.Error("the import that did not fail changed nothing")
	}
}

// everything is all that an import may write.
func everything(t *testing.T, c *coach.Coach, store coach.Store) string {
	t.Helper()
	s := exported(t, c, coach.ExportCSV)
	err := store.View(t.Context(), team, func(r coach.Reader) error {
		for i := range 256 {
			v, err := r.Setting(fmt.Sprintf("import.seen.csv.%02x", i))
			if err != nil {
				return err
			}
			s += v
		}
		v, err := r.Setting("import.mapping.csv")
		s += v
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}
