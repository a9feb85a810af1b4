package coach

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// reaching is a situation for each row of the table in this book, told so that the
// rows above do not hold.
func reaching(t *testing.T) map[int]*told {
	deal := func() *told { return tell(t, "Harbour Foods", 60).to("Dana Whitlock", "") }
	paused := deal().touch(10, Email, Sent)
	paused.Deal.PausedUntil, paused.Deal.PauseReason = today.Add(9), "budget round"
	won := deal().touch(10, Call, Reached)
	won.Deal.Stage = Won
	return map[int]*told{
		1:  deal().touch(3, Email, OptedOut),
		2:  paused,
		3:  deal().touch(3, Email, Replied),
		4:  won,
		6:  deal().no(0, Call, Price),
		7:  deal().no(0, Call, Budget),
		8:  deal().no(0, Call, Timing),
		9:  deal().no(0, Call, CurrentVendor),
		10: deal().no(0, Call, OtherReason),
		12: deal().silent(45).touch(2, Email, Sent).play("apology"),
		22: deal().silent(45),
		23: deal().silent(45).fact(Competitor, "Brightline", "call", 45),
		0:  deal().touch(1, Email, Sent),
	}
}

func TestEachRowOfTheTableIsReached(t *testing.T) {
	b := mustBook(t)
	for n, s := range reaching(t) {
		a := b.Advise(s.now())
		if a.Row != n {
			t.Errorf("row %d: got row %d: %s", n, a.Row, a.Why)
		}
		if a.Why == "" || (a.Draft == nil) == (a.Next == "") {
			t.Errorf("row %d: needs a why, and either words or a sentence: %q %q %v", n, a.Why, a.Next, a.Draft)
		}
	}
}

// Each test lays the signal of a row over that of the next one below it.
func TestOfTwoNeighboursTheUpperRowWins(t *testing.T) {
	b := mustBook(t)
	rows := reaching(t)
	optOut := func(s *told) *told { s.Contacts[0].OptedOut = true; return s }
	pause := func(s *told) *told { s.Deal.PausedUntil = today.Add(5); return s }
	for _, c := range []struct {
		upper int
		over  string
		s     *told
	}{
		{1, "2", optOut(pause(reaching(t)[2]))},
		{1, "4", optOut(reaching(t)[4])},
		{1, "22", optOut(reaching(t)[22])},
		{2, "3", pause(reaching(t)[3])},
		{2, "6", pause(reaching(t)[6])},
		{2, "22", pause(reaching(t)[22])},
		{3, "6: a no, and then they wrote again", rows[6].touch(0, Email, Replied)},
		{3, "22", rows[22].touch(0, Email, Replied)},
		{6, "10", reaching(t)[6]},
		{7, "10", reaching(t)[7]},
		{8, "10", reaching(t)[8]},
		{9, "10", reaching(t)[9]},
		{10, "6: the real reason is on file", reaching(t)[6].fact(RealReason, "the data", "call", 0)},
		{10, "22: a no ended the silence", reaching(t)[22].no(0, Call, OtherReason)},
		{12, "22", reaching(t)[12]},
		{12, "23", reaching(t)[12].fact(Competitor, "Brightline", "call", 45)},
		{22, "23: gone, and a miss of ours is known", reaching(t)[23].fact(OwnMiss, "We sent the drawings late", "notes", 40)},
		{23, "0", reaching(t)[23]},
	} {
		if a := b.Advise(c.s.now()); a.Row != c.upper {
			t.Errorf("row %d over %s: got row %d: %s", c.upper, c.over, a.Row, a.Why)
		}
	}
}

func TestTheTableIsInTheOrderOfThePlaybook(t *testing.T) {
	if !slices.IsSortedFunc(table, func(a, b row) int { return a.n - b.n }) {
		t.Error("rows are not in order of their numbers")
	}
	b := mustBook(t)
	for _, p := range b.plays {
		if len(p.Rows) == 0 && p.Task == "" || len(p.IDs) == 0 {
			t.Errorf("%s names no rows or no techniques", p.ID)
		}
	}
}

func TestASecondEffortIsMadeOncePerNo(t *testing.T) {
	b := mustBook(t)
	deal := func() *told { return tell(t, "Harbour Foods", 60).to("Dana Whitlock", "") }
	for _, c := range []struct {
		name  string
		s     *told
		pitch bool
	}{
		{"nothing tried since", deal().no(0, Call, Price), true},
		{"an old no with nothing since", deal().no(20, Email, Price), true},
		{"yesterday's no, and a touch since", deal().no(1, Call, Price).touch(0, Email, Sent), true},
		{"Friday's no is one business day old on Monday", deal().no(3, Call, Price).touch(0, Email, Sent), false}, // Monday to Thursday are three
		{"an old no, and a touch since", deal().no(8, Call, Price).touch(2, Email, Sent), false},
		{"effort emailed", deal().no(1, Call, Price).touch(0, Email, Sent).play("second-effort"), false},
		{"effort made in the call itself", deal().no(0, Call, Price).play("second-effort"), false},
		{"a call that nobody took used nothing up", deal().no(1, Call, Price).touch(0, Call, NoAnswer).play("second-effort"), true},
		{"two nos", deal().no(9, Call, Price).no(0, Call, Timing), false},
		{"two nos with a talk between", deal().no(9, Call, Price).touch(5, Call, Reached).no(0, Call, Timing), false},
		{"the first no was to an earlier proposal", deal().no(90, Call, Price).no(0, Call, Timing), true},
	} {
		a := b.Advise(c.s.now())
		if got := a.Draft != nil && a.Draft.PlayID == "second-effort"; got != c.pitch {
			t.Errorf("%s: pitch is %v (row %d: %s %s)", c.name, got, a.Row, a.Why, a.Next)
		}
		if _, err := b.AdvisePlay(c.s.now(), "second-effort", ""); c.pitch != (err == nil) && !strings.Contains(c.name, "a touch since") && !strings.Contains(c.name, "Friday") {
			t.Errorf("%s: asked for by hand: %v", c.name, err)
		}
	}
}

func TestFridayIsOneWorkingDayBeforeMonday(t *testing.T) {
	friday := Date{2026, time.March, 6}
	for days, want := range map[int]int{0: 0, 1: 0, 2: 0, 3: 1, 4: 2, 7: 5} {
		if got := workingDaysSince(friday, friday.Add(days)); got != want {
			t.Errorf("%d days after Friday: %d working days, want %d", days, got, want)
		}
	}
}

func TestAfterASecondNoNobodyPitches(t *testing.T) {
	b := mustBook(t)
	for _, o := range Objections {
		a := b.Advise(tell(t, "Acme", 30).no(5, Call, o).no(0, Call, o).now())
		if a.Draft != nil || len(a.Others) > 0 || !strings.Contains(a.Next, "don't pitch again") {
			t.Errorf("%s: %q, %d others", o, a.Next, len(a.Others))
		}
	}
}

func TestAReplyResetsWhatWasUsed(t *testing.T) {
	b := mustBook(t)
	used := tell(t, "Acme", 200).to("Dana", "").silent(150).touch(110, Email, Sent).play("apology")
	if a := b.Advise(used.now()); a.Row != 12 {
		t.Fatalf("got row %d before the reply", a.Row)
	}
	again := used.touch(100, Email, Replied).touch(90, Call, NoAnswer).touch(70, Email, Sent).touch(50, Letter, Sent).touch(30, Voicemail, LeftMessage)
	if a := b.Advise(again.now()); a.Row != 23 {
		t.Errorf("after a reply and a new silence: row %d (%s)", a.Row, a.Why)
	}
}

func TestOneApologyPerSilence(t *testing.T) {
	b := mustBook(t)
	s := tell(t, "Acme", 100).to("Dana", "").silent(80).touch(20, Email, Sent).play("apology").now()
	for _, id := range []string{"apology", "apology-gone"} {
		if _, err := b.AdvisePlay(s, id, Call); KindOf(err) != Conflict {
			t.Errorf("%s a second time: %v", id, err)
		}
	}
}

func TestAnApologyWaitsForItsConditions(t *testing.T) {
	var others []string // so that nothing but an apology could be proposed
	for _, r := range table {
		for _, id := range r.plays {
			if !strings.HasPrefix(id, "apology") {
				others = append(others, id)
			}
		}
	}
	b := smallBook(t, others...)
	base := func() *told { return tell(t, "Acme", 80).to("Dana", "") }
	for name, c := range map[string]struct {
		s    *told
		says string
	}{
		"two channels":    {base().touch(50, Call, Reached).touch(40, Email, Sent).touch(30, Call, NoAnswer).touch(20, Email, Sent).touch(10, Call, NoAnswer), "one more channel"},
		"too few since":   {base().touch(70, Email, Sent).touch(60, Email, Sent).touch(50, Call, Reached).touch(40, Email, Sent).touch(30, Voicemail, LeftMessage), "two more follow-ups and try one more channel"},
		"never warm":      {base().touch(50, Email, Sent).touch(40, Call, NoAnswer).touch(30, Voicemail, LeftMessage).touch(20, Email, Sent), "chance to say no"},
		"touched today":   {base().touch(50, Call, Reached).touch(40, Email, Sent).touch(30, Call, NoAnswer).touch(20, Voicemail, LeftMessage).touch(0, Email, Sent), "3 business days to work"},
		"last word is no": {base().touch(60, Call, Reached).no(50, Call, Price).touch(40, Email, Sent).touch(30, Call, NoAnswer).touch(20, Voicemail, LeftMessage).touch(5, Email, Sent), "lost"},
	} {
		a := b.Advise(c.s.now())
		another := a.Draft != nil && a.Row != 22 && a.Row != 23 // a touch that is not an apology
		if !another && (a.Row != 0 && !(name == "never warm" && a.Row == 24) || !strings.Contains(a.Next, c.says)) {
			t.Errorf("%s: row %d, %s %q", name, a.Row, a.Why, a.Next)
		}
	}
}

func TestNobodyWhoOptedOutIsEverProposed(t *testing.T) {
	b := mustBook(t)
	for n, s := range reaching(t) {
		s.Contacts[0].OptedOut = true
		a := b.Advise(s.now())
		if a.Row != 1 || a.Draft != nil || len(a.Others) > 0 {
			t.Errorf("row %d: got row %d with %d others", n, a.Row, len(a.Others))
		}
		if _, err := b.AdvisePlay(s.now(), "apology", Email); KindOf(err) != Conflict {
			t.Errorf("row %d: asked for by hand: %v", n, err)
		}
	}
}

func TestAClosedDealIsLeftAlone(t *testing.T) {
	b := mustBook(t)
	for _, stage := range []Stage{Lost, Dead} {
		for n, s := range reaching(t) {
			if n == 1 {
				continue
			}
			s.Deal.Stage, s.Deal.PausedUntil, s.Deal.RevisitOn = stage, Date{}, today.Add(90)
			if a := b.Advise(s.now()); a.Row != 0 || !strings.Contains(a.Why, "closed") {
				t.Errorf("%s, row %d: %d %s", stage, n, a.Row, a.Why)
			}
		}
	}
}

func TestThePlayGoesWhereTheNoWasSaid(t *testing.T) {
	b := mustBook(t)
	for ch, want := range map[Channel]Channel{Call: Call, Visit: Call, Meeting: Call, Email: Email, Letter: Email, Social: Email} {
		a := b.Advise(tell(t, "Acme", 20).no(0, ch, Price).now())
		if a.Draft == nil || a.Draft.Channel != want {
			t.Errorf("no by %s: %+v", ch, a.Draft)
		}
	}
}

func TestOtherChannelsBorrowAForm(t *testing.T) {
	b := mustBook(t)
	s := tell(t, "Acme", 20).to("Dana", "").no(0, Call, Price).now()
	for _, ch := range Channels {
		a, err := b.AdvisePlay(s, "second-effort", ch)
		if err != nil || a.Draft.Channel != ch {
			t.Fatalf("%s: %v", ch, err)
		}
		if (a.Draft.Subject != "") != (b.byID[a.Draft.PlayID].formFor(ch) == Email) {
			t.Errorf("%s: subject %q", ch, a.Draft.Subject)
		}
	}
}

func TestAPlayThatIsNotInTheBookIsPassedOver(t *testing.T) {
	b := mustBook(t)
	bare := &Book{byID: map[string]*Play{"apology-gone": b.byID["apology-gone"]}, plays: []*Play{b.byID["apology-gone"]}}
	if a := bare.Advise(reaching(t)[6].now()); a.Draft != nil || a.Row != 10 {
		t.Errorf("without second-effort: row %d, %v", a.Row, a.Draft)
	}
	both := reaching(t)[23].fact(OwnMiss, "We sent the drawings late", "notes", 40)
	if a := bare.Advise(both.now()); a.Row != 23 {
		t.Errorf("without variant A: row %d", a.Row)
	}
	if _, err := b.AdvisePlay(reaching(t)[6].now(), "gone-with-the-wind", ""); KindOf(err) != NotFound {
		t.Error(err)
	}
}

func TestTheRunnerUpComesFirstAmongTheOthers(t *testing.T) {
	b := mustBook(t)
	a := b.Advise(reaching(t)[23].fact(OwnMiss, "We sent the drawings late", "notes", 40).now())
	if len(a.Others) != 1 || a.Others[0].PlayID != "apology-gone" || a.Others[0].Why == "" {
		t.Errorf("%+v", a.Others)
	}
	chosen, err := b.AdvisePlay(a.Situation, "apology-gone", "")
	if err != nil || chosen.Row != 23 || len(chosen.Others) != 1 || chosen.Others[0].PlayID != "apology" {
		t.Errorf("%v %d %+v", err, chosen.Row, chosen.Others)
	}
}
