package coach

import (
	"strings"
	"testing"
	"time"
)

func TestAnAnswerToWordsOfOursIsToBeWrittenDown(t *testing.T) {
	b := mustBook(t)
	silent := func() *told { return tell(t, "Kestrel Joinery", 60).to("Piet van Dam", "").silent(45) }
	no := func() *told { return tell(t, "Pelham Tools", 12).to("Grace Lin", "").no(2, Call, Price) }
	learned := func(s *told, kind FactKind, minutes int) *told {
		s.fact(kind, "what we learned", "call", 0)
		s.Touches[0].LoggedAt = s.Touches[0].At
		s.Facts[0].AddedAt = s.Touches[0].LoggedAt.Add(time.Duration(minutes) * time.Minute)
		return s
	}
	for name, c := range map[string]struct {
		s    *told
		want string // the family that was answered
	}{
		"nothing was answered":                  {silent().touch(1, Email, Sent).play("apology"), ""},
		"a call with the apology itself":        {silent().touch(0, Call, Reached).play("apology"), "apology"},
		"a reply to an apology by email":        {silent().touch(4, Email, Sent).play("apology-gone").touch(0, Email, Replied), "apology"},
		"a reply after one more plain email":    {silent().touch(6, Email, Sent).play("apology").touch(4, Email, Sent).touch(0, Email, Replied), "apology"},
		"an apology that nobody took":           {silent().touch(4, Call, NoAnswer).play("apology").touch(0, Email, Replied), ""},
		"words of the rep's own":                {silent().touch(0, Call, Reached), ""},
		"an apology of an earlier silence":      {silent().touch(20, Email, Sent).play("apology").touch(10, Email, Replied).touch(5, Email, Sent).touch(0, Call, Reached), ""},
		"a second effort in a talk":             {no().touch(0, Call, Reached).play("second-effort"), "second-effort"},
		"a second no":                           {no().touch(0, Call, SaidNo).play("second-effort"), "second-effort"},
		"the no itself":                         {no(), ""},
		"fourteen days later":                   {silent().touch(14, Call, Reached).play("apology"), "apology"},
		"fifteen days later":                    {silent().touch(15, Call, Reached).play("apology"), ""},
		"they asked to be left alone":           {silent().touch(3, Email, Sent).play("apology").touch(0, Email, OptedOut), ""},
		"it is written down":                    {learned(silent().touch(0, Call, Reached).play("apology"), OwnMiss, 5), ""},
		"something was learned before that day": {learned(silent().touch(0, Call, Reached).play("apology"), OwnMiss, -5), "apology"},
		"something else was stored since":       {learned(silent().touch(0, Call, Reached).play("apology"), Vendor, 5), "apology"},
	} {
		got := ""
		if a := b.Advise(c.s.now()); a.After != nil {
			got = a.After.Family
			if a.After.TouchID != c.s.Touches[0].ID || len(a.After.Steps) == 0 {
				t.Errorf("%s: %+v", name, a.After)
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// What comes after an apology sells nothing: not in the same contact, and not after
// a no that was the answer to it (AP-14).
func TestNothingIsSoldIntoAnAnsweredApology(t *testing.T) {
	b := mustBook(t)
	silent := func() *told { return tell(t, "Kestrel Joinery", 60).to("Piet van Dam", "").silent(45) }
	for name, s := range map[string]*told{
		"in the call":              silent().touch(0, Call, Reached).play("apology"),
		"a no in the call":         silent().touch(0, Call, SaidNo).play("apology"),
		"a reply of three days":    silent().touch(8, Email, Sent).play("apology").touch(3, Email, Replied),
		"a no by email of the day": silent().touch(8, Email, Sent).play("apology").touch(0, Email, SaidNo),
	} {
		sit := s.now()
		a := b.Advise(sit)
		if a.Row != 3 || a.Draft != nil || !strings.Contains(a.Next, "Nothing about the sale") {
			t.Errorf("%s: row %d: %q %v", name, a.Row, a.Next, a.Draft)
		}
		for _, p := range b.Plays() {
			if _, err := b.AdvisePlay(sit, p.ID, ""); KindOf(err) != Conflict {
				t.Errorf("%s: %s may be used: %v", name, p.ID, err)
			}
		}
	}
	no := silent().touch(2, Call, SaidNo).play("apology").now()
	if a := b.Advise(no); a.Draft != nil && (a.Draft.Family == "second-effort" || a.Draft.Family == "real-reason") {
		t.Errorf("two days after a no to an apology: %s", a.Draft.PlayID)
	}
	if _, err := b.AdvisePlay(no, "second-effort", ""); KindOf(err) != Conflict {
		t.Errorf("a second effort for it: %v", err)
	}
}

func TestWhatARepWantedToLearnComesBackWithTheAnswer(t *testing.T) {
	b := mustBook(t)
	s := tell(t, "Kestrel Joinery", 60).to("Piet van Dam", "").silent(45).fact(ToLearn, "an older wish", "", 60).fact(ToLearn, "when it stopped being useful", "", 4)
	if a := b.Brief(s.now()); a.ToLearn != nil && a.ToLearn.Text != "when it stopped being useful" {
		t.Errorf("before the call: %v", a.ToLearn)
	}
	s.touch(4, Email, Sent).play("apology").touch(0, Email, Replied)
	if a := b.Advise(s.now()); a.After == nil || a.After.ToLearn != "when it stopped being useful" {
		t.Errorf("after the answer: %+v", a.After)
	}
	s.Facts = s.Facts[1:]
	if a := b.Advise(s.now()); a.After == nil || a.After.ToLearn != "" {
		t.Errorf("what is long settled comes back: %+v", a.After)
	}
}
