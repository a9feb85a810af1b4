package coach

import (
	"slices"
	"strings"
	"testing"
)

// gave is a touch with something useful in it.
func (s *told) gave(daysAgo int, c Channel, used string) *told {
	s.touch(daysAgo, c, Sent).play("useful-note")
	s.Touches[0].Used = used
	if s.Deal.Stage.Closed() {
		s.Touches[0].Direction = Afterwards
	}
	return s
}

func TestWhoIsWonBackIsGivenTwoThingsBeforeTheyAreAsked(t *testing.T) {
	b := smallBook(t)
	lost := func() *told { return rowSituations(t)[5] }
	for name, c := range map[string]struct {
		s    *told
		play string // "": a sentence
		ch   Channel
		says string
	}{
		"nothing given":                        {lost(), "useful-note", Email, ""},
		"one given, and something left":        {lost().gave(8, Email, "").library("a checklist", "", SaveTime), "useful-note", Letter, ""},
		"one given, and a fact left":           {lost().fact(ValueItem, "a seminar", "", 9).gave(8, Email, "lib0"), "useful-note", Letter, ""},
		"one given, and that was the fact":     {lost().fact(ValueItem, "a seminar", "", 9).gave(8, Email, "f01"), "", "", "one more useful thing"},
		"one that never arrived":               {lost().fact(ValueItem, "a seminar", "", 9).touch(8, Email, Bounced).play("useful-note"), "useful-note", Letter, ""},
		"one given, nothing left":              {lost().gave(8, Email, ""), "", "", "one more useful thing"},
		"one given yesterday":                  {lost().library("a checklist", "", SaveTime).gave(1, Email, ""), "", "", "Let your last touch work"},
		"two given":                            {lost().gave(20, Email, "").gave(8, Letter, ""), "reopen", Call, ""},
		"two given before the file was closed": {lost().gave(126, Email, "").gave(123, Letter, ""), "", "", "two useful things"},
		"they named the day":                   {tell(t, "Acme", 60).to("Dana", "").no(40, Call, Timing).paused(0), "reopen", Call, ""},
		"a no that is old, and news":           {tell(t, "Acme", 200).to("Dana", "").no(130, Call, Price).event(10), "useful-note", Email, ""},
		"asked, and quiet":                     {lost().gave(30, Email, "").gave(20, Letter, "").touch(8, Call, LeftMessage).play("reopen"), "", "", "Read the history again"},
	} {
		a := b.Advise(c.s.now())
		got := ""
		if a.Draft != nil {
			got = a.Draft.PlayID
		}
		if a.Row != 5 || got != c.play || a.Channel != c.ch || !strings.Contains(a.Next, c.says) {
			t.Errorf("%s: row %d, %q by %q, %q", name, a.Row, got, a.Channel, a.Next)
		}
		if want := c.play == "useful-note" || strings.Contains(c.says, "useful thing"); want != slices.Contains(a.plays(), "reopen") && c.play != "reopen" {
			t.Errorf("%s: the play that asks stands beside it: %+v", name, a.Others)
		}
	}
}

func TestWhatIsLeftToFindIsAskedFor(t *testing.T) {
	b := smallBook(t)
	a := b.Advise(rowSituations(t)[5].gave(8, Email, "").now())
	if len(a.Missing) != 1 || a.Missing[0].Kind != ValueItem || a.Gives != (Meter{Given: 1, Wanted: 2}) {
		t.Errorf("%+v, meter %+v", a.Missing, a.Gives)
	}
}

func TestTheSecondGiftCanBeHadInAnyForm(t *testing.T) {
	b := smallBook(t)
	s := rowSituations(t)[5].gave(8, Email, "").library("a checklist", "", SaveTime)
	if _, err := b.AdvisePlay(s.now(), "useful-note", Voicemail); err != nil {
		t.Error(err)
	}
	s.gave(5, Letter, "lib0")
	if _, err := b.AdvisePlay(s.now(), "useful-note", Voicemail); KindOf(err) != Conflict {
		t.Errorf("a third: %v", err)
	}
	held, err := b.AdvisePlay(rowSituations(t)[5].now(), "reopen", "")
	if err != nil || held.Row != 5 || !strings.Contains(held.Why, "closed") {
		t.Errorf("asking at once, by hand: %v, row %d, %q", err, held.Row, held.Why)
	}
}

func TestUnreturnedCallsGetTwoUsefulNotes(t *testing.T) {
	b := smallBook(t)
	calls := func() *told {
		return tell(t, "Harbour Foods", 120).to("Dana Whitlock", "").touch(90, Call, NoAnswer).touch(80, Call, NoAnswer).
			touch(70, Call, LeftMessage).play("twenty-seconds")
	}
	one := calls().gave(40, Email, "")
	if a := b.Advise(one.now()); a.Row == 17 {
		t.Errorf("nothing left to give: %+v", a.Draft)
	}
	if a := b.Advise(one.library("a checklist", "", SaveTime).now()); a.Row != 17 || a.Draft == nil || a.Draft.PlayID != "useful-note" || a.Channel == Email {
		t.Errorf("one given: row %d by %s: %s", a.Row, a.Channel, a.Why)
	}
	if a := b.Advise(calls().library("a checklist", "", SaveTime).gave(50, Email, "").gave(25, Letter, "").now()); a.Row == 17 {
		t.Errorf("two given: row %d: %s", a.Row, a.Why)
	}
}

func TestWhatWasGivenIsNotGivenAgain(t *testing.T) {
	b := mustBook(t)
	s := tell(t, "Acme", 90).to("Dana", "").touch(30, Call, Reached).fact(ValueItem, "a seminar on frost", "our calendar", 20).says("two seats in our seminar on frost")
	now := s.now()
	id, _ := b.takes(&now, "useful-note", Email)
	if id != "f00" {
		t.Fatalf("it takes %q", id)
	}
	says := func() string {
		d, err := b.Draft(s.now(), "extra-service", Email)
		if err != nil {
			t.Fatal(err)
		}
		return d.Steps[0].Text
	}
	if !strings.Contains(says(), "seminar") {
		t.Errorf("before: %s", says())
	}
	s.gave(9, Email, id)
	if strings.Contains(says(), "seminar") {
		t.Errorf("after: %s", says())
	}
}
