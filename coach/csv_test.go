package coach

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestHeadersAreOneHoweverTheyAreWritten(t *testing.T) {
	for _, h := range []string{"Stage Name", "stage_name", "StageName", " STAGE-NAME ", "stage.name"} {
		if got := headerKey(h); got != "stage name" {
			t.Errorf("%q: got %q", h, got)
		}
	}
}

func TestColumnsAreRecognised(t *testing.T) {
	check := func(header string, want map[string]string) {
		t.Helper()
		cells := strings.Split(header, ",")
		got := map[string]string{}
		for field, i := range recogniseColumns(cells) {
			got[field] = cells[i]
		}
		for field, h := range want {
			if got[field] != h {
				t.Errorf("%s: field %s is %q, want %q", header, field, got[field], h)
			}
		}
		if len(got) != len(want) {
			t.Errorf("%s: got %v, want %v", header, got, want)
		}
	}
	check("opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value", map[string]string{
		fieldExternalID: "opportunity_id", fieldRep: "sales_agent", fieldDeal: "product", fieldAccount: "account", fieldStage: "deal_stage",
		fieldClosedOn: "close_date", fieldAmount: "close_value"})
	check("Id,Name,Account.Name,StageName,Amount,CurrencyIsoCode,CloseDate,Owner.Name,Owner.Email,IsClosed,IsWon", map[string]string{
		fieldExternalID: "Id", fieldDeal: "Name", fieldAccount: "Account.Name", fieldStage: "StageName", fieldAmount: "Amount", fieldCurrency: "CurrencyIsoCode",
		fieldClosedOn: "CloseDate", fieldRep: "Owner.Name", fieldRepEmail: "Owner.Email", fieldIsClosed: "IsClosed", fieldIsWon: "IsWon"})
	check("hs_object_id,dealname,dealstage,amount,closedate,hubspot_owner_id", map[string]string{
		fieldExternalID: "hs_object_id", fieldDeal: "dealname", fieldStage: "dealstage", fieldAmount: "amount", fieldClosedOn: "closedate", fieldRep: "hubspot_owner_id"})
	check("Name,Value (EUR),Customer", map[string]string{fieldDeal: "Name", fieldAmount: "Value (EUR)", fieldAccount: "Customer"})
	check("Company,Account", map[string]string{fieldAccount: "Account"})
}

func TestTheProgramBehindAFileIsRecognised(t *testing.T) {
	for header, want := range map[string]string{
		"Record ID,Deal Name,Deal Stage":                             sourceHubSpot,
		"dealname,dealstage,amount":                                  sourceHubSpot,
		"Opportunity Name,Account Name,Stage":                        sourceSalesforce,
		"Id,StageName,CloseDate":                                     sourceSalesforce,
		"Deal - Title,Deal - Status":                                 sourcePipedrive,
		"id,account,source,external_id,sent_on,followups,updated_at": sourceOwn,
		"opportunity_id,account,deal_stage,close_date":               sourceCSV,
	} {
		if got := recogniseSource(strings.Split(header, ",")); got != want {
			t.Errorf("%s: got %s, want %s", header, got, want)
		}
	}
}

func TestTheDayOfAStageIsFoundByItsName(t *testing.T) {
	check := func(stage, header, want string) {
		t.Helper()
		cells, got := strings.Split(header, ","), ""
		if i := enteredColumn(cells, stage); i >= 0 {
			got = cells[i]
		}
		if got != want {
			t.Errorf("%s in %s: got %q, want %q", stage, header, got, want)
		}
	}
	check("Contract Sent", `a,Date entered "Contract Sent (Sales Pipeline)"`, `Date entered "Contract Sent (Sales Pipeline)"`)
	check("contractsent", "hs_v2_date_entered_contractsent", "hs_v2_date_entered_contractsent")
	check("Price Offering", "date_entered_negotiation,date_entered_price_offering", "date_entered_price_offering")
	check("Engaging", "close_date,engage_date", "engage_date")
	check("Quoted", "Quote Date", "Quote Date")
	check("Open", "close_date,reopened", "")
	check("", "date,on", "")
}

func TestStagesOfTheCRMsAreKnown(t *testing.T) {
	for stage, want := range map[string]string{
		"Closed Won": "won", "closedlost": "lost", "Prospecting": "open", "Proposal/Price Quote": "open", "Id. Decision Makers": "open",
		"Contract Sent (Sales Pipeline)": "open", "Negotiations Started": "open", "WON": "won", "Deleted": "skip", "No decision": "dead",
		"Engaging": "", "closed": "", "": "",
	} {
		if got := knownStage(stage); got != want {
			t.Errorf("%q: got %q, want %q", stage, got, want)
		}
	}
}

func TestDaysAreReadAsTheyAreWritten(t *testing.T) {
	check := func(cell string, order DateOrder, want string) {
		t.Helper()
		d, ok := parseDay(cell, order, time.UTC)
		if got := d.on.String(); ok != (want != "") || ok && got != want {
			t.Errorf("%q (%s): got %q, want %q", cell, order, got, want)
		}
	}
	check("2026-11-03", "", "2026-11-03")
	check("2026-11-03 10:20", "", "2026-11-03")
	check("2026/11/03", "", "2026-11-03")
	check("2026-11-03T23:30:00-05:00", "", "2026-11-04")
	check("2026-11-03T10:20:30.000+0000", "", "2026-11-03")
	check("3/4/2026", MonthFirst, "2026-03-04")
	check("3/4/2026", DayFirst, "2026-04-03")
	check("3/4/2026", "", "")
	check("4/4/2026", "", "2026-04-04")
	check("3-4-26", DayFirst, "2026-04-03")
	check("10/20/2016", MonthFirst, "2016-10-20")
	check("10/20/2016", DayFirst, "")
	check("24.12.2026", MonthFirst, "2026-12-24")
	check("11/3/2026, 3:04 PM", MonthFirst, "2026-11-03")
	check("3 Nov 2026", "", "2026-11-03")
	check("Nov 3, 2026", "", "2026-11-03")
	check("November 3, 2026 10:00", "", "2026-11-03")
	check("3-Nov-26", "", "2026-11-03")
	check("2026-02-30", "", "")
	check("2026-11", "", "")
	check("31/12", DayFirst, "")
	check("1/2/3/4", DayFirst, "")
	check("tomorrow", "", "")
	check("42675", "", "")
	check("0000-00-00", "", "")
	check("2026-11-03 or so", "", "")
}

func TestTheOrderOfDatesIsDecidedByTheWholeColumn(t *testing.T) {
	check := func(want columnOrder, cells ...string) {
		t.Helper()
		var c columnOrder
		for i, cell := range cells {
			c.see(cell, i+2)
		}
		if c != want {
			t.Errorf("%v: got %+v, want %+v", cells, c, want)
		}
	}
	check(columnOrder{order: MonthFirst, ambiguous: "3/4/2026", line: 2}, "3/4/2026", "3/14/2026")
	check(columnOrder{order: DayFirst}, "14/3/2026", "")
	check(columnOrder{ambiguous: "3/4/2026", line: 3}, "4/4/2026", "3/4/2026", "5/6/2026")
	check(columnOrder{order: DayFirst, mixed: "3/14/2026", mixedLine: 3}, "14/3/2026", "3/14/2026")
	check(columnOrder{}, "2026-03-04", "4.3.2026", "4/4/2026", "99/99/2026", "soon")
}

func TestWhatASpreadsheetWouldRunIsGuardedAndComesBack(t *testing.T) {
	for _, s := range []string{"=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "'=1", "''-1"} {
		if g := guardCell(s); g != "'"+s || unguardCell(g) != s {
			t.Errorf("%q became %q and then %q", s, g, unguardCell(g))
		}
	}
	for _, s := range []string{"", "'", "x=1", "'90s Diner", "5-1"} {
		if g := guardCell(s); g != s || unguardCell(g) != s {
			t.Errorf("%q became %q and then %q", s, g, unguardCell(g))
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOfN(rapid.SampledFrom([]rune("'=+-@\t\r\nab ")), 0, 6, -1).Draw(t, "cell")
		if g := guardCell(s); unguardCell(g) != s || isFormula(g) {
			t.Fatalf("%q became %q and then %q", s, g, unguardCell(g))
		}
	})
}

func TestTextIsReadInTheEncodingThatItIsIn(t *testing.T) {
	utf16 := func(s string, big bool) string {
		var b strings.Builder
		for _, r := range s {
			hi, lo := byte(r>>8), byte(r)
			if big {
				hi, lo = lo, hi
			}
			b.WriteByte(lo)
			b.WriteByte(hi)
		}
		return b.String()
	}
	for raw, want := range map[string][2]string{
		"account\nMüller\n":                        {"account\nMüller\n", "UTF-8"},
		"\xEF\xBB\xBFaccount\nMüller\n":            {"account\nMüller\n", "UTF-8"},
		"account\nM\xFCller \x80\n":                {"account\nMüller €\n", "Windows-1252"},
		utf16("\uFEFFaccount\nMüller\n", false):    {"account\nMüller\n", "UTF-16"},
		utf16("\uFEFFaccount\nMüller\n", true):     {"account\nMüller\n", "UTF-16"},
		utf16("account,deal\nMüller,x\n", false):   {"account,deal\nMüller,x\n", "UTF-16"},
		utf16("account,deal\nMüller,x\n", true):    {"account,deal\nMüller,x\n", "UTF-16"},
		"account\rMüller\r":                        {"account\nMüller\n", "UTF-8"},
		"\xEF\xBB\xBFaccount\nnot \xFF all UTF-8 ": {"account\nnot \uFFFD all UTF-8 ", "UTF-8"},
	} {
		text, name, err := decodeText([]byte(raw))
		if err != nil || text != want[0] || name != want[1] {
			t.Errorf("%q: got %q %s %v, want %q", raw, text, name, err, want)
		}
	}
	for _, raw := range []string{"PK\x03\x04rest", "a\x00b", "\xD0\xCF\x11\xE0old"} {
		if _, _, err := decodeText([]byte(raw)); KindOf(err) != Invalid {
			t.Errorf("%q: %v", raw, err)
		}
	}
}

func TestTheSeparatorIsTheOneOfTheHeader(t *testing.T) {
	for text, want := range map[string]rune{
		"a,b,c\n1;2;3;4;5\n":                 ',',
		"a;b (1,5);c\n":                      ';',
		"a\tb\n":                             '\t',
		"\"x,y,z\";b\n":                      ';',
		"a|b|c":                              '|',
		"account\n":                          ',',
		"sep=;\r\na,b;c\n":                   ';',
		"\n\na;b\n":                          ';',
		"\"one;\nheader;\nlong;\",b,c,d,e\n": ',',
	} {
		if _, d, _ := sniffDelimiter(text); d != want {
			t.Errorf("%q: got %q, want %q", text, d, want)
		}
	}
}

func TestEveryRowKnowsItsLine(t *testing.T) {
	table, err := readCSV(strings.NewReader("sep=;\r\na;b\r\n\r\n1;\"two\r\nlines\"\r\n;\r\n2;x\r\n"), FileLimits())
	if err != nil {
		t.Fatal(err)
	}
	if len(table.rows) != 2 || table.rows[0].line != 4 || table.rows[1].line != 7 || table.rows[0].cells[1] != "two\nlines" {
		t.Errorf("got %+v", table.rows)
	}
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.StringOfN(rapid.SampledFrom([]rune("ab,;\"\n ")), 0, 5, -1)
		n := rapid.IntRange(1, 6).Draw(t, "rows")
		buf := bytes.NewBufferString("a,b,c,d,e,f\n")
		var want []int
		for range n {
			row := []string{"x" + cell.Draw(t, "cell"), cell.Draw(t, "cell"), cell.Draw(t, "cell")}
			want = append(want, bytes.Count(buf.Bytes(), []byte("\n"))+1)
			w := csv.NewWriter(buf)
			w.UseCRLF = rapid.Bool().Draw(t, "crlf")
			if err := w.Write(row); err != nil {
				t.Fatal(err)
			}
			w.Flush()
		}
		table, err := readCSV(buf, FileLimits())
		if err != nil {
			t.Fatal(err)
		}
		var got []int
		for _, r := range table.rows {
			got = append(got, r.line)
		}
		if !slices.Equal(got, want) {
			t.Fatalf("lines %v, want %v", got, want)
		}
	})
}

// FuzzReadCSV: whatever the file, reading it ends, stays within its limits, and
// gives every row a line of its own that the file has.
func FuzzReadCSV(f *testing.F) {
	for _, s := range []string{
		"account,deal\nAlder,\"Desks,\nand chairs\"\n", "a;b\r\n1;2\r\n", "sep=;\na;b\n1;2", "\xFF\xFEa\x00,\x00b\x00\n\x00",
		"a\rb\rc", "a,b\n\"x", "a,b\nx\"y,z\n1,2\n", "a,b\n1,2,3\n", "PK\x03\x04", "\xEF\xBB\xBF", "a,b\n\xFC,\x80\n", "\"\"\"\n\"",
	} {
		f.Add([]byte(s))
	}
	lim := CSVLimits{Bytes: 1 << 16, Rows: 100, Columns: 8, Cell: 64}
	f.Fuzz(func(t *testing.T, raw []byte) {
		table, err := readCSV(bytes.NewReader(raw), lim)
		if err != nil {
			if KindOf(err) != Invalid {
				t.Fatalf("not an error for people: %v", err)
			}
			return
		}
		checkTable(t, table, raw, lim)
		s, err := newSheet(table, ImportOptions{Limits: lim}, ImportOptions{}, time.UTC, Date{2026, 11, 20})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range table.rows {
			row, skip := s.read(r)
			if skip == "" && (row.accountKey == "" || !slices.Contains(Stages, row.stage) || utf8.RuneCountInString(row.name) > MaxName) {
				t.Fatalf("a row that is none: %+v", row)
			}
		}
	})
}

func checkTable(t *testing.T, table csvTable, raw []byte, lim CSVLimits) {
	t.Helper()
	lines := bytes.Count(raw, []byte("\n")) + bytes.Count(raw, []byte("\r")) + 1
	last := 0
	for _, r := range table.rows {
		if r.line <= last || r.line > lines || r.filled() == 0 {
			t.Fatalf("row %+v after line %d of %d", r, last, lines)
		}
		for _, c := range r.cells {
			if !utf8.ValidString(c) || strings.ContainsRune(c, 0) {
				t.Fatalf("cell %q", c)
			}
		}
		last = r.line
	}
	if len(table.rows) > lim.Rows || len(table.header) > lim.Columns {
		t.Fatal("more than the limits allow")
	}
}

// FuzzParseDay: a day that is read is a day that exists.
func FuzzParseDay(f *testing.F) {
	for _, s := range []string{"2026-11-03", "3/4/2026", "24.12.26", "Nov 3, 2026", "2026-11-03T10:00:00Z", "1/1/1 1:1", "٣/٤/2026"} {
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, s string, monthFirst bool) {
		order := DayFirst
		if monthFirst {
			order = MonthFirst
		}
		d, ok := parseDay(s, order, time.UTC)
		if !ok {
			return
		}
		if back, err := ParseDate(d.on.String()); err != nil || back != d.on {
			t.Fatalf("%q became %+v", s, d.on)
		}
	})
}

func TestSplitNames(t *testing.T) {
	for in, want := range map[string]string{
		"Snyder Inc - New Business": "Snyder Inc|New Business|true",
		"Marlow – Renewal - 2027":   "Marlow|Renewal - 2027|true",
		"X-Ray Co":                  "||false",
		" - nothing before":         "||false",
	} {
		account, name, ok := splitName(in)
		if got := fmt.Sprintf("%s|%s|%v", account, name, ok); got != want {
			t.Errorf("%q: got %s, want %s", in, got, want)
		}
	}
}
