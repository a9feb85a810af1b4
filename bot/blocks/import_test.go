package blocks_test

import (
	"strings"
	"testing"
	"time"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

// aFile is what a file of a CRM would change.
func aFile() coach.ImportReport {
	return coach.ImportReport{
		Name: "open deals <Q4>.csv", Source: "hubspot", Format: "UTF-8, comma", DryRun: true, Total: 1412,
		Columns: []coach.ColumnUse{
			{Field: "account", Header: "Associated Company"}, {Field: "deal", Header: "Deal Name"},
			{Field: "amount", Header: "Amount", Note: "USD where no currency is named; --currency changes that"},
			{Field: "rep", Header: "Deal owner"}, {Field: "stage", Header: "Deal Stage"},
			{Field: "sent_on", Note: "the last change of stage, of deals in a stage like Proposal Made"},
			{Field: "external_id", Header: "Record ID"},
		},
		Unused:   []string{"Pipeline", "Forecast <probability>", "Last Contacted"},
		Recalled: []string{"--stage 'Contract Out=open'"},
		Created:  1203, Updated: 2, Unchanged: 201, Conflicts: 1, Skipped: 5,
		Rows: []coach.RowResult{
			{Line: 3, Verdict: coach.RowSkipped, Reason: "no account"},
			{Line: 9, Verdict: coach.RowUpdated, Reason: "Harbour Foods · Fit-out: amount $900 → $1,200"},
			{Line: 17, Verdict: coach.RowSkipped, Reason: "“31.13.2026” in “Close Date” isn't a date"},
			{Line: 40, Verdict: coach.RowConflict, Reason: "Osterley <Mills> · Press: stage stays won (the file says lost)"},
			{Line: 51, Verdict: coach.RowUpdated, Reason: "Acme Corporation · GTX: rep Lee Novak → Dana Whitlock"},
			{Line: 52, Verdict: coach.RowSkipped, Reason: "no account"},
			{Line: 53, Verdict: coach.RowSkipped, Reason: "no account"},
			{Line: 1400, Verdict: coach.RowSkipped, Reason: "no account"},
		},
		Unmapped: []coach.UnmappedOwner{{Owner: "Lee Novak", Deals: 310}, {Owner: "kim@seller.example", Deals: 12}},
	}
}

// broughtIn is the same file once it was imported.
func broughtIn() coach.Brought {
	r := aFile()
	return coach.Brought{ID: "0f3c", Name: r.Name, Source: r.Source, By: "U0BOSS", At: nine, Reasons: r.Reasons(),
		Created: r.Created, Updated: r.Updated, Unchanged: r.Unchanged, Skipped: r.Skipped, Conflicts: r.Conflicts}
}

func TestAFileOfDealsReadsAsItShould(t *testing.T) {
	golden(t, "import_preview", blocks.ImportPreview(aFile(), "0f3c"))

	few := aFile()
	few.Name, few.Total, few.Created, few.Updated, few.Unchanged, few.Conflicts, few.Skipped = "deals.csv", 1, 1, 0, 0, 0, 0
	few.Rows, few.Unmapped, few.Unused, few.Recalled = nil, nil, nil, nil
	few.Columns = []coach.ColumnUse{{Field: "account", Header: "Account"}, {Field: "sent_on"}}
	few.Advice = &coach.ImportAsk{What: "No column says when the proposals were sent, and without that day no follow-up is ever due.",
		Option: "--sent-on 'Offer out'", Hint: "If that is the day it went out. Columns that hold days: Offer out."}
	golden(t, "import_preview_of_one", blocks.ImportPreview(few, "0f3c"))

	same := aFile()
	same.Created, same.Updated = 0, 0
	same.Rows = same.Rows[3:4]
	golden(t, "import_nothing", blocks.ImportNothing(same))
	golden(t, "import_cancelled", blocks.ImportCancelled())
}

func TestWhatAFileAsksReadsAsItShould(t *testing.T) {
	r := aFile()
	r.Asks = []coach.ImportAsk{
		{What: "No column is the account (the buying firm), but 1,380 of 1,412 deals are named “account - deal”.", Option: "--map 'account=Deal Name'", Hint: "The part before “ - ” becomes the account, the rest the deal."},
		{What: "The stage “Contract <Out>” of 12 rows isn't known.", Option: "--stage 'Contract <Out>=open'", Hint: "Or =won, =lost, =dead; =skip leaves its rows out."},
	}
	golden(t, "import_asks", blocks.ImportAsks(r))
}

func TestWhatCameOfAFileReadsAsItShould(t *testing.T) {
	hours := coach.Hours{Zone: time.UTC}
	b := broughtIn()
	golden(t, "import_done", blocks.ImportDone(b, nine.Add(time.Minute), hours))
	if m := blocks.ImportDone(b, nine.Add(8*24*time.Hour), hours); strings.Contains(string(indent(t, m.Blocks)), "Undo import") {
		t.Error("after eight days it offers to undo")
	}
	b.UndoneAt = nine.Add(time.Hour)
	golden(t, "import_undone", blocks.ImportDone(b, nine.Add(time.Hour), hours))
}

// What is said of a file with very much to say fits all the same.
func TestTheFullestFileIsWithinSlacksLimits(t *testing.T) {
	long := strings.Repeat("x&<`", 200)
	r := aFile()
	r.Name = long
	for i := range 500 {
		for _, v := range []coach.RowVerdict{coach.RowSkipped, coach.RowConflict, coach.RowUpdated} {
			r.Rows = append(r.Rows, coach.RowResult{Line: 1000 + i, Verdict: v, Reason: strings.Repeat("y", i%7) + long})
		}
		r.Unused = append(r.Unused, long)
		r.Unmapped = append(r.Unmapped, coach.UnmappedOwner{Owner: long, Deals: 9})
		r.Given = append(r.Given, "--map '"+long+"=x'")
		r.Asks = append(r.Asks, coach.ImportAsk{What: long, Option: "--stage '" + long + "=open'", Hint: long})
	}
	for len(r.Columns) < 15 {
		r.Columns = append(r.Columns, coach.ColumnUse{Field: "currency", Header: long, Note: long})
	}
	r.Advice = &coach.ImportAsk{What: long, Option: "--sent-on '" + long + "'", Hint: long}
	done := coach.Brought{ID: "0f3c", Name: long, At: nine, Reasons: r.Reasons(), More: 480, Created: 1}
	for name, m := range map[string]blocks.Message{
		"preview": blocks.ImportPreview(r, "0f3c"), "asks": blocks.ImportAsks(r), "nothing": blocks.ImportNothing(r),
		"done": blocks.ImportDone(done, nine, coach.Hours{}),
	} {
		if err := blocks.Check(m); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if name != "preview" && m.Size() > blocks.MaxAck { // that is no answer to a click
			t.Errorf("%s: %d bytes", name, m.Size())
		}
	}
}
