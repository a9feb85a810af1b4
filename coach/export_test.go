package coach_test

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"salescoach/coach"
)

// drawDeals stores deals of every sort: made here or imported, open or closed,
// asleep or not, of names that spreadsheets would run.
func drawDeals(t *rapid.T, tx coach.Tx) error {
	word := rapid.StringOfN(rapid.SampledFrom([]rune("ab=-+@'\",;é 漢")), 1, 8, -1).Filter(func(s string) bool { return coach.StrictKey(s) != "" && strings.TrimSpace(s) == s })
	text := rapid.Map(rapid.StringOfN(rapid.SampledFrom([]rune("ab=-'\n, ")), 0, 8, -1), strings.TrimSpace)
	day := rapid.Custom(func(t *rapid.T) coach.Date {
		return coach.Date{Year: 2026, Month: 1, Day: 1}.Add(rapid.IntRange(0, 320).Draw(t, "day"))
	})
	accounts := map[string]coach.Account{}
	for i := range rapid.IntRange(1, 12).Draw(t, "deals") {
		name := strings.Join(strings.Fields(word.Draw(t, "account")), " ")
		a, ok := accounts[coach.StrictKey(name)]
		if !ok {
			a = coach.Account{ID: "a" + string(rune('a'+i)), Name: name, CreatedAt: importClock}
			accounts[coach.StrictKey(name)] = a
			if err := tx.InsertAccount(a); err != nil {
				return err
			}
		}
		d := coach.Deal{ID: "d" + string(rune('a'+i)), AccountID: a.ID, Account: a.Name, Stage: rapid.SampledFrom(coach.Stages).Draw(t, "stage"),
			Source: "slack", CreatedAt: importClock, UpdatedAt: importClock.Add(-time.Duration(i) * time.Hour).Truncate(time.Millisecond)}
		d.Name = rapid.SampledFrom([]string{"", "Desks", "=SUM(A1)", "-5 chairs", "'=x", "a, \"b\""}).Draw(t, "name")
		d.Amount = rapid.SampledFrom([]coach.Money{{}, {Minor: 5, Currency: "USD"}, {Minor: 123456789, Currency: "EUR"}, {Minor: 1500, Currency: "JPY"}, {Minor: 1234, Currency: "KWD"}}).Draw(t, "amount")
		if rapid.Bool().Draw(t, "imported") {
			d.Source, d.ExternalID = "hubspot", "4000"+string(rune('0'+i))
		}
		if rapid.Bool().Draw(t, "sent") {
			d.SentOn = day.Draw(t, "sent")
		}
		d.RepID, d.RepName = "U01ANA", "Ana Cruz"
		if rapid.Bool().Draw(t, "named") {
			d.RepID, d.RepName = "", rapid.SampledFrom([]string{"", "Lee Novak", "+Plus"}).Draw(t, "rep")
		}
		if d.Stage.Closed() {
			d.ClosedAt, d.CloseReason, d.RealReason = importClock.Add(-time.Minute).Truncate(time.Millisecond), text.Draw(t, "reason"), text.Draw(t, "real")
			d.RevisitOn = day.Draw(t, "revisit")
		} else {
			d.PausedUntil, d.PauseReason, d.SnoozedUntil = day.Draw(t, "paused"), text.Draw(t, "pause"), day.Draw(t, "snoozed")
		}
		if err := tx.InsertDeal(d); err != nil {
			return err
		}
	}
	return nil
}

func TestAnExportComesBackAsItWas(t *testing.T) {
	c, store := openCoach(t)
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		first, second := fmt.Sprintf("T%dA", n), fmt.Sprintf("T%dB", n) // a workspace is a store of its own
		reps := func(tx coach.Tx) error { return tx.SaveRep(people[0]) }
		deals := func(tx coach.Tx) error { return errors.Join(reps(tx), drawDeals(t, tx)) }
		if err := errors.Join(store.Update(t.Context(), first, deals), store.Update(t.Context(), second, reps)); err != nil {
			t.Fatal(err)
		}
		export := func(workspace string) string {
			var b strings.Builder
			if err := c.Export(t.Context(), &b, workspace, coach.ExportCSV, coach.ExportDeals); err != nil {
				t.Fatal(err)
			}
			return b.String()
		}
		out := export(first)
		for _, workspace := range []string{second, second, first} {
			report, err := c.Import(t.Context(), coach.ImportRequest{Workspace: workspace, Name: "export.csv", Data: strings.NewReader(out)})
			if err != nil || report.Created+report.Unchanged != len(report.Rows) {
				t.Fatalf("not all rows came in: %v\n%s\n%s", err, report, out)
			}
			if again := export(workspace); again != out {
				t.Fatalf("exported:\n%s\nand after the import:\n%s", out, again)
			}
		}
	})
}

func TestAnExportEditedInASpreadsheetIsFollowedUnlessTheDealMovedOn(t *testing.T) {
	c, store := openCoach(t)
	settle(t, store)
	bring(t, c, "1,Alder,Desks,100,USD,open,2026-11-02,,,Ana Cruz", "2,Birch,Oak,7,USD,open,2026-11-02,,,Ana Cruz")
	out := exported(t, c, coach.ExportCSV)
	edit(t, store, "2", func(d *coach.Deal) { d.Stage, d.ClosedAt = coach.Won, importClock })
	out = strings.NewReplacer("100.00", "150.00", "7.00", "8.00").Replace(out)
	expect(t, run(t, c, "export.csv", []byte(out), coach.ImportOptions{}), 0, 1, 0, 0, 1)
	if d := bySource(t, store, "1"); d.Amount.Minor != 15000 {
		t.Errorf("amount %v", d.Amount)
	}
	if d := bySource(t, store, "2"); d.Stage != coach.Won || d.Amount.Minor != 700 {
		t.Errorf("the deal that moved on: %+v", d)
	}
}

func TestJSONAndCSVSayTheSame(t *testing.T) {
	c, store := openCoach(t)
	bring(t, c, "1,Alder,=Desks,100,USD,open,2026-11-02,,,Ana Cruz", "2,Birch,\"a \"\"b\"\"\",,,lost,2026-11-02,2026-11-03,\"<no>\n\",Ana Cruz")
	d := bySource(t, store, "1")
	write(t, store, func(tx coach.Tx) error {
		for i, at := range []time.Time{importClock, importClock.Add(-time.Hour)} {
			touch := coach.Touch{ID: string(rune('x' + i)), DealID: d.ID, Direction: coach.Out, Channel: coach.Email, Outcome: coach.Sent, At: at, On: coach.DateOf(at, time.UTC),
				Note: "@all\nread this", LoggedBy: "U01ANA", LoggedAt: at}
			if err := tx.InsertTouch(touch); err != nil {
				return err
			}
			d.Tally.Touches++
		}
		return tx.SaveDeal(d)
	})
	for _, what := range []coach.ExportWhat{coach.ExportDeals, coach.ExportTouches} {
		var asCSV, asJSON strings.Builder
		if err := c.Export(t.Context(), &asCSV, team, coach.ExportCSV, what); err != nil {
			t.Fatal(err)
		}
		if err := c.Export(t.Context(), &asJSON, team, coach.ExportJSON, what); err != nil {
			t.Fatal(err)
		}
		checkGolden(t, "import/export-"+string(what)+".json.golden", asJSON.String())
		checkGolden(t, "import/export-"+string(what)+".csv.golden", asCSV.String())
		var objects []map[string]any
		if err := json.Unmarshal([]byte(asJSON.String()), &objects); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(strings.NewReader(asCSV.String())).ReadAll()
		if err != nil || len(rows) != len(objects)+1 || len(objects) != 2 {
			t.Fatalf("%d rows, %d objects, %v", len(rows), len(objects), err)
		}
	}
}

func TestAnUnknownFormatIsRefused(t *testing.T) {
	c, _ := openCoach(t)
	for _, err := range []error{
		c.Export(t.Context(), &strings.Builder{}, team, "xml", coach.ExportDeals),
		c.Export(t.Context(), &strings.Builder{}, team, coach.ExportCSV, "reps"),
	} {
		if coach.KindOf(err) != coach.Invalid {
			t.Errorf("got %v", err)
		}
	}
}

func TestARowAddedToAnExportIsADealOfItsOwn(t *testing.T) {
	c, store := openCoach(t)
	made(t, store, "d1", "Alder", "Desks")
	out := exported(t, c, coach.ExportCSV)
	added := strings.Replace(strings.SplitAfter(out, "\n")[1], "d1,", ",", 1)
	expect(t, run(t, c, "export.csv", []byte(out+strings.Replace(added, "50.00", "60.00", 1)), coach.ImportOptions{}), 1, 0, 1, 0, 0)
	if n := countDeals(t, store); n != 2 {
		t.Errorf("%d deals, want 2", n)
	}
}
