package coach

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

// smallBook is a book with every play that the table names, each in few words
// and in every form, so that the choice is tested whatever the plays say.
func smallBook(t testing.TB, without ...string) *Book {
	t.Helper()
	files := map[string]playFile{}
	for _, r := range table {
		for _, id := range r.plays {
			family := id
			if id == "apology-gone" {
				family = "apology"
			}
			text := "Title: The " + id + "\nWhen: It is time for " + id + ".\nFamily: " + family + "\n"
			if slices.Contains([]string{"useful-note", "timely-news", "success-story", "extra-service", "introduction"}, id) {
				text += "Gives: yes\n"
			}
			text += "\n"
			for _, form := range []string{"Call", "Voicemail", "Email", "Text"} {
				text += "# " + form + "\n## Say\nWords.\n"
			}
			files[id+".md"] = playFile{where: id, text: text, tried: true}
		}
	}
	for _, id := range without {
		delete(files, id+".md")
	}
	b, err := newBook(files)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func (s *told) consents(person string) *told {
	s.Facts[0].Person, s.Facts[0].Consent = person, true
	return s
}

func (s *told) named(person string) *told { s.Facts[0].Person = person; return s }

func (s *told) closed(stage Stage, daysAgo int, reason string) *told {
	s.Deal.Stage, s.Deal.CloseReason = stage, reason
	s.Deal.ClosedAt = today.Add(-daysAgo).In(time.UTC).Add(15 * time.Hour)
	return s
}

func (s *told) gifts(rule Gifts) *told { s.Us.Gifts = rule; return s }

func (s *told) paused(days int) *told {
	s.Deal.PausedUntil, s.Deal.PauseReason = today.Add(days), "budget round"
	return s
}

func (s *told) event(daysAgo int) *told {
	return s.fact(CompanyEvent, "Harbour has bought a second cold store", "https://harbour.example/news", daysAgo)
}

func (s *told) trend(daysAgo int) *told {
	return s.fact(MarketTrend, "Steel is up 9 % since January", "https://steel.example/q1", daysAgo)
}

// never is some touches that nobody answered, on three channels.
func (s *told) never(n, lastDaysAgo int) *told {
	for i := range n {
		s.touch(lastDaysAgo+7*(n-1-i), []Channel{Email, Call, Letter}[i%3], []Outcome{Sent, NoAnswer, Sent}[i%3])
	}
	return s
}

// rowSituations is a situation for each row, told so that the rows above it do
// not hold.
func rowSituations(t testing.TB) map[int]*told {
	deal := func() *told { return tell(t, "Harbour Foods", 60).to("Dana Whitlock", "") }
	won := deal().touch(10, Call, Reached)
	won.Deal.Stage = Won
	return map[int]*told{
		1:  deal().touch(3, Email, OptedOut),
		2:  deal().touch(10, Email, Sent).paused(9),
		3:  deal().touch(3, Email, Replied),
		4:  won,
		5:  tell(t, "Harbour Foods", 200).to("Dana Whitlock", "").no(130, Call, Price).closed(Lost, 120, "too expensive").event(10),
		6:  deal().no(0, Call, Price),
		7:  deal().no(0, Call, Budget),
		8:  deal().no(0, Call, Timing),
		9:  deal().no(0, Call, CurrentVendor),
		10: deal().no(0, Call, OtherReason),
		11: deal().never(6, 8),
		12: deal().silent(45).touch(18, Email, Sent).play("apology"),
		13: tell(t, "Harbour Foods", 10).to("Dana Whitlock", ""),
		14: deal().touch(12, Email, Sent).fact(Competitor, "Brightline", "call", 20),
		15: deal().touch(30, Email, Sent).touch(16, Call, Reached),
		16: deal().touch(12, Email, Sent).fact(Referrer, "Ruth Castell told me to call", "call", 20).consents("Ruth Castell"),
		17: tell(t, "Harbour Foods", 90).to("Dana Whitlock", "").touch(60, Call, NoAnswer).touch(50, Call, NoAnswer).touch(40, Call, NoAnswer),
		18: deal().touch(2, Email, Bounced),
		19: deal().touch(24, Email, Sent).touch(14, Letter, Sent).fact(Advocate, "Ruth Castell", "call", 20).named("Ruth Castell"),
		20: deal().touch(12, Email, Sent),
		21: deal().silent(45).gifts(GiftsAllowed),
		22: deal().silent(45),
		23: deal().silent(45).fact(Competitor, "Brightline", "call", 45),
		24: deal().never(4, 8),
		0:  deal().touch(1, Email, Sent),
	}
}

func TestEveryRowOfThePlaybookIsReached(t *testing.T) {
	b := smallBook(t)
	situations := rowSituations(t)
	for i := range table {
		r := &table[i]
		s := situations[r.n]
		if s == nil {
			t.Fatalf("row %d has no situation", r.n)
		}
		a := b.Advise(s.now())
		if a.Row != r.n || a.Why == "" {
			t.Errorf("row %d: got row %d: %s", r.n, a.Row, a.Why)
			continue
		}
		want := slices.Concat(r.plays, []string{""})[0]
		if r.n == 5 {
			want = "useful-note" // giving comes before asking
		}
		if len(r.plays) > 0 && (a.Draft == nil || a.Draft.PlayID != want || a.Draft.Channel != a.Channel) {
			t.Errorf("row %d: draft %+v on %q", r.n, a.Draft, a.Channel)
		}
		if len(r.plays) == 0 && (a.Draft != nil || a.Next == "" || a.Channel != "") {
			t.Errorf("row %d: %+v, %q on %q", r.n, a.Draft, a.Next, a.Channel)
		}
	}
	if a := b.Advise(situations[0].now()); a.Row != 0 || a.Draft != nil || a.Next == "" || a.Channel != "" {
		t.Errorf("nothing due: row %d, %q, %q", a.Row, a.Next, a.Channel)
	}
}

func TestTheTableHasEveryRowOfThePlaybookInItsOrder(t *testing.T) {
	for i, r := range table {
		if r.n != i+1 {
			t.Errorf("row %d stands in place %d", r.n, i+1)
		}
	}
	if len(table) != lastRow {
		t.Errorf("%d rows, want %d", len(table), lastRow)
	}
}

// bothHold lays the signal of a row over the situation of the next one. What is
// nil cannot be: the reason stands beside it.
func bothHold(t *testing.T) map[int]*told {
	rows := rowSituations(t)
	optedOut := rows[2]
	optedOut.Contacts[0].OptedOut = true
	return map[int]*told{
		1:  optedOut,
		2:  rows[3].paused(5),
		3:  nil, // a won deal is closed, and an answer is owed on open ones
		4:  nil, // won or lost
		5:  tell(t, "Harbour Foods", 200).to("Dana Whitlock", "").no(130, Call, Price).event(10),
		6:  nil, // one no has one reason
		7:  nil,
		8:  nil,
		9:  rows[9],
		10: nil, // a no is an answer
		11: nil, // after an apology nothing but row 12
		12: nil, // after an apology nothing but row 12
		13: rows[13].fact(Competitor, "Brightline", "call", 20),
		14: rows[15].fact(Competitor, "Brightline", "call", 20),
		15: tell(t, "Harbour Foods", 60).to("Dana Whitlock", "").touch(16, Call, Reached).fact(Referrer, "Ruth", "call", 20).consents("Ruth Castell"),
		16: rows[17].fact(Referrer, "Ruth", "call", 20).consents("Ruth Castell"),
		17: rowSituations(t)[17].fact(Gatekeeper, "reception takes all calls", "call", 10),
		18: rows[19].fact(Gatekeeper, "reception takes all calls", "call", 10),
		19: rowSituations(t)[19],
		20: nil, // plain touches are left, or they are not
		21: rows[21],
		22: rows[23].fact(OwnMiss, "We sent the drawings late", "notes", 40),
		23: nil, // they were heard once, or never
	}
}

func TestOfEveryTwoNeighboursTheUpperOneWins(t *testing.T) {
	b := smallBook(t)
	both := bothHold(t)
	for i := range table[:len(table)-1] {
		upper, lower := &table[i], &table[i+1]
		told, known := both[upper.n]
		if !known {
			t.Errorf("rows %d and %d: nothing is said about them", upper.n, lower.n)
			continue
		}
		if told == nil {
			continue
		}
		s := told.now()
		sig := b.signals(&s)
		if _, holds := upper.when(sig); !holds {
			t.Errorf("row %d does not hold in the situation laid over row %d", upper.n, lower.n)
		}
		if _, holds := lower.when(sig); !holds {
			t.Errorf("row %d does not hold in the situation under row %d", lower.n, upper.n)
		}
		if a := b.Advise(s); a.Row != upper.n {
			t.Errorf("row %d over %d: got %d: %s", upper.n, lower.n, a.Row, a.Why)
		}
	}
}

// Pairs that cannot both hold are held to it in every situation that is told.
func TestNeighboursThatExcludeEachOtherDo(t *testing.T) {
	b := smallBook(t)
	both := bothHold(t)
	for n, told := range rowSituations(t) {
		s := told.now()
		sig := b.signals(&s)
		for i := range table[:len(table)-1] {
			_, upper := table[i].when(sig)
			_, lower := table[i+1].when(sig)
			if both[table[i].n] == nil && upper && lower {
				t.Errorf("rows %d and %d both hold in the situation of row %d", table[i].n, table[i+1].n, n)
			}
		}
	}
}

// What each row says when its plays are used up in this silence.
func TestWhatIsUsedUpGivesWayToWhatComesNext(t *testing.T) {
	b := smallBook(t)
	rows := rowSituations(t)
	use := func(s *told, plays ...string) *told {
		for i, p := range plays {
			s.touch(9-i, Email, Sent).play(p)
		}
		return s
	}
	followed := func(s *told, play string) *told { // long enough ago for the next to be due
		for i := range s.Touches {
			s.Touches[i].On, s.Touches[i].At = s.Touches[i].On.Add(-30), s.Touches[i].At.AddDate(0, 0, -30)
		}
		s.Deal.SentOn = s.Deal.SentOn.Add(-30)
		return s.touch(25, Email, Sent).play(play)
	}
	for _, c := range []struct {
		name string
		s    *told
		row  int
		play string // "": a sentence
	}{
		{"6: then the real reason", use(rows[6].again(12), "second-effort"), 6, "real-reason"},
		{"6: then 10", use(rowSituations(t)[6].again(12), "second-effort", "real-reason"), 10, ""},
		{"7: revisit before the budget round", use(rows[7].again(12), "second-effort", "real-reason"), 7, ""},
		{"8: pause to their date", use(rows[8].again(12), "second-effort", "real-reason"), 8, ""},
		{"9: revisit before the renewal", use(rows[9].again(12), "second-effort", "real-reason"), 9, ""},
		{"10: log it and close", use(rows[10].again(12), "second-effort"), 10, ""},
		{"11: close", use(rows[11], "where-do-we-stand"), 11, ""},
		{"12: close", use(rows[12], "permission-to-close"), 12, ""},
		{"14: next row", followed(rows[14], "our-fit"), 20, "one-problem"},
		{"15: next row", followed(rows[15], "one-small-step"), 20, "one-problem"},
		{"16: next row", followed(rows[16], "reference"), 20, "one-problem"},
		{"17: useful-note", followed(rows[17], "twenty-seconds"), 17, "useful-note"},
		{"18: next row", tell(t, "Harbour Foods", 60).to("Dana", "").touch(40, Email, Bounced).touch(25, Call, LeftMessage).play("gatekeeper"), 20, "one-problem"},
		{"19: next row", followed(rows[19], "advocate"), 20, "one-problem"},
		{"20: another play", followed(rows[20], "one-problem"), 20, "timely-news"},
		{"21: next row", rows[21].touch(9, Gift, Sent).play("creative-touch"), 22, "apology"},
		{"22: 12", use(rows[22], "apology"), 12, ""},
		{"23: 12", use(rows[23], "apology-gone"), 12, ""},
	} {
		a := b.Advise(c.s.now())
		got := ""
		if a.Draft != nil {
			got = a.Draft.PlayID
		}
		if a.Row != c.row || got != c.play || (got == "") == (a.Next == "") {
			t.Errorf("%s: row %d, %q, %q (%s)", c.name, a.Row, got, a.Next, a.Why)
		}
	}
}

// again moves the only touch back to some days ago.
func (s *told) again(daysAgo int) *told {
	old := s.Touches[0]
	s.Touches = nil
	return s.no(daysAgo, old.Channel, old.Objection)
}

func TestRowsWaitForTheLastTouchToWork(t *testing.T) {
	b := smallBook(t)
	base := func() *told { return tell(t, "Harbour Foods", 200).to("Dana Whitlock", "") }
	for name, s := range map[string]*told{
		"yesterday's sixth try":     base().never(6, 1),
		"an apology a week ago":     base().silent(100).touch(7, Email, Sent).play("apology"),
		"a new beginning yesterday": base().no(150, Call, Price).closed(Open, 120, "too expensive").touch(1, Email, Sent).play("reopen"),
		"asked to close yesterday":  base().silent(100).touch(30, Email, Sent).play("apology").touch(1, Email, Sent).play("permission-to-close"),
		"asked yesterday":           base().never(6, 20).touch(1, Email, Sent).play("where-do-we-stand"),
		"a touch yesterday":         base().touch(30, Email, Sent).touch(1, Email, Sent),
		"a talk yesterday":          base().touch(1, Call, Reached),
		"a competitor, yesterday":   base().touch(1, Call, NoAnswer).fact(Competitor, "Brightline", "call", 3),
		"a second effort yesterday": base().no(2, Call, Price).touch(1, Email, Sent).play("second-effort"),
		"a meeting is booked":       base().touch(30, Email, Sent).touch(20, Call, MeetingBooked),
		"asked for quiet":           func() *told { s := base().never(6, 9); s.Deal.SnoozedUntil = today.Add(4); return s }(),
		"four in a row, the last yesterday": base().touch(50, Call, Reached).touch(40, Email, Sent).touch(30, Email, Sent).
			touch(20, Call, NoAnswer).touch(1, Email, Sent),
	} {
		if a := b.Advise(s.now()); a.Draft != nil || a.Next == "" || a.Channel != "" {
			t.Errorf("%s: row %d proposes %v on %q (%s)", name, a.Row, a.Draft, a.Channel, a.Why)
		}
	}
}

func TestOfEqualPlaysThoseThatCanStandOnSomethingComeFirst(t *testing.T) {
	b := smallBook(t)
	base := func() *told { return rowSituations(t)[20] }
	introduced := base().fact(ValueItem, "Ruth Castell, who runs two cold stores", "call", 10).consents("Ruth Castell")
	given := base()
	given.Library = []LibraryItem{{ID: "l1", Text: "a checklist for moving a cold store"}}
	for want, s := range map[string]*told{
		"one-problem":   base(),
		"timely-news":   base().trend(20),
		"success-story": base().fact(Story, "a wholesaler with the same turnover", "case file", 90),
		"introduction":  introduced,
		"extra-service": given,
	} {
		a := b.Advise(s.now())
		if a.Draft == nil || a.Draft.PlayID != want {
			t.Errorf("%s: %+v", want, a.Draft)
		}
		if n := len(a.Others); n != 5 {
			t.Errorf("%s: %d others", want, n)
		}
	}
	problem := base().trend(20).fact(Problem, "three open posts on the night shift", "call", 30)
	if a := b.Advise(problem.now()); a.Draft.PlayID != "one-problem" || a.Others[0].PlayID != "timely-news" {
		t.Errorf("%s, then %+v", a.Draft.PlayID, a.Others)
	}
}

func TestOwnPlaysJoinEqualOnesByWhatTheyAskFor(t *testing.T) {
	own := "Title: Ease it\nWhen: We can ease it.\nRows: 20\nNeeds: easing\n\n# Call\n## 1\nWords.\n"
	b := smallBook(t)
	p, err := parsePlay("own", playFile{where: "own.md", text: own})
	if err != nil {
		t.Fatal(err)
	}
	b.plays, b.byID["own"] = append(b.plays, p), p
	if a := b.Advise(rowSituations(t)[20].now()); a.Draft.PlayID != "one-problem" {
		t.Errorf("nothing known: %s", a.Draft.PlayID)
	}
	if a := b.Advise(rowSituations(t)[20].fact(Easing, "ship the same with one shift less", "call", 9).now()); a.Draft.PlayID != "own" {
		t.Errorf("with something to ease: %s", a.Draft.PlayID)
	}
}

func TestTheRunnerUpSaysWhatItIsForOrWhyItsRowHolds(t *testing.T) {
	b := smallBook(t)
	a := b.Advise(rowSituations(t)[6].now())
	if len(a.Others) != 2 || a.Others[0].PlayID != "real-reason" || a.Others[0].Why != "It is time for real-reason." || a.Others[1].PlayID != "extra-service" {
		t.Errorf("price: %+v", a.Others)
	}
	a = b.Advise(bothHold(t)[14].now())
	if len(a.Others) == 0 || a.Others[0].PlayID != "one-small-step" || a.Others[0].When != "It is time for one-small-step." ||
		a.Others[0].Why == a.Others[0].When || a.Others[0].Why == a.Why {
		t.Errorf("competitor and talk: %+v", a.Others)
	}
	if a = b.Advise(rowSituations(t)[22].now()); !slices.ContainsFunc(a.Others, func(o Alternative) bool { return o.PlayID == "apology-gone" }) {
		t.Errorf("apology: %+v", a.Others)
	}
	for n, s := range rowSituations(t) {
		seen := map[string]bool{}
		for _, o := range b.Advise(s.now()).Others {
			if seen[o.PlayID] || o.Title == "" || o.When == "" || o.Why == "" {
				t.Errorf("row %d: %+v", n, o)
			}
			seen[o.PlayID] = true
		}
	}
}

func TestWhyIsAboutThisDeal(t *testing.T) {
	b := smallBook(t)
	var text string
	for n := 0; n <= lastRow; n++ {
		a := b.Advise(rowSituations(t)[n].now())
		text += fmt.Sprintf("Row %d\n  Why: %s\n", a.Row, a.Why)
		if a.Draft != nil {
			text += fmt.Sprintf("  Play: %s by %s. %s\n", a.Draft.PlayID, a.Channel, a.WhyThere)
		}
		if a.Next != "" {
			text += "  Next: " + a.Next + "\n"
		}
	}
	golden(t, "rows", text)
}
