package coach

import (
	"strings"
	"testing"
)

func TestThanksComeOnceAndTheNextQuestionWhenTheWorkHasShownItsWorth(t *testing.T) {
	b := mustBook(t)
	won := func() *told {
		return tell(t, "Acme", 120).to("Dana Whitlock", "").touch(100, Call, Reached).closed(Won, 90, "")
	}
	thanked := func(daysAgo int) *told { return won().touch(daysAgo, Email, Sent).play("thanks-and-why") }
	for name, c := range map[string]struct {
		s    *told
		play bool
		says string
	}{
		"not thanked":              {won(), true, "made you choose us?"},
		"thanked, no answer":       {thanked(60), false, "Store what they said"},
		"they said why yesterday":  {thanked(3).touch(1, Email, Replied), false, "from Wednesday, 8 April on"},
		"thanked in a talk":        {won().touch(3, Call, Reached).play("thanks-and-why"), false, "from Wednesday, 8 April on"},
		"that was a month ago":     {thanked(30).touch(28, Email, Replied), true, "Who do you know who stands where you stood before?"},
		"a call that nobody took":  {won().touch(3, Call, NoAnswer).play("thanks-and-why"), true, "made you choose us?"},
		"asked who else":           {thanked(60).touch(58, Email, Replied).touch(10, Email, Sent).play("thanks-and-why"), false, "asked who else"},
		"asked, and they answered": {thanked(60).touch(58, Email, Replied).touch(10, Email, Sent).play("thanks-and-why").touch(8, Email, Replied), false, "asked who else"},
	} {
		a := b.Advise(c.s.now())
		text := a.Next
		if a.Draft != nil {
			text = a.Draft.Steps[len(a.Draft.Steps)-1].Text
		}
		if a.Row != 4 || (a.Draft != nil) != c.play || !strings.Contains(text, c.says) {
			t.Errorf("%s: row %d: %q", name, a.Row, text)
		}
	}
}

func TestWhoIsHeardFromAfterTheFileWasClosedIsAnswered(t *testing.T) {
	b := smallBook(t)
	lost := func() *told {
		return tell(t, "Acme", 200).to("Dana Whitlock", "").no(130, Call, Price).closed(Lost, 120, "too expensive").event(100)
	}
	a := b.Advise(lost().touch(3, Email, Replied).now())
	if a.Row != 5 || a.Draft != nil || !strings.Contains(a.Why, "Dana got in touch on 9 March (email)") || !strings.HasPrefix(a.Next, "Reopen the file") {
		t.Errorf("row %d: %s %s", a.Row, a.Why, a.Next)
	}
	if a := b.Advise(lost().no(3, Email, Price).now()); a.Row != 0 {
		t.Errorf("a second no, and nothing new since: row %d: %s %s", a.Row, a.Why, a.Next)
	}
	if a := b.Advise(lost().no(30, Email, Price).event(10).now()); a.Row != 5 || a.Draft == nil {
		t.Errorf("a second no, and news: row %d: %s %s", a.Row, a.Why, a.Next)
	}
}

// What follows the last follow-up says what is true: quiet, or an answer.
func TestAllFollowUpsMadeIsNotCalledQuietAfterAnAnswer(t *testing.T) {
	b := &Book{byID: map[string]*Play{}}
	made := func() *told {
		return tell(t, "Acme", 120).to("Dana Whitlock", "").touch(100, Email, Sent).touch(90, Call, NoAnswer).touch(80, Email, Sent).touch(70, Voicemail, LeftMessage)
	}
	for name, c := range map[string]struct {
		s         *told
		row       int
		why, next string
	}{
		"never an answer":       {made(), 24, "All 4 follow-ups are made, and nobody there has ever answered.", "chance to say no"},
		"they talked last week": {made().touch(9, Call, Reached), 0, "All 4 follow-ups are made. Dana last answered on 3 March.", "Go on from what was said"},
		"quiet since a talk":    {made().touch(30, Call, Reached).touch(20, Email, Sent), 0, "Dana last answered on 10 February. It has been quiet for 14 business days since your last touch.", "three more follow-ups"},
	} {
		a := b.Advise(c.s.now())
		if a.Row != c.row || !strings.Contains(a.Why, c.why) || !strings.Contains(strings.ToLower(a.Next), strings.ToLower(c.next)) {
			t.Errorf("%s: row %d: %s %s", name, a.Row, a.Why, a.Next)
		}
	}
}

func TestNoQuestionToARepTellsOfTiers(t *testing.T) {
	for name, q := range asks {
		if strings.Contains(q.text+q.why, "tier") {
			t.Errorf("%s: %s %s", name, q.text, q.why)
		}
	}
}

func TestThanksWinNothing(t *testing.T) {
	var r Results
	uses := Uses("").add(Touch{Direction: Out, Channel: Email, Outcome: Sent, PlayID: "first-followup", Row: 13})
	uses = uses.add(Touch{Direction: In, Channel: Email, Outcome: Replied})
	uses = uses.add(Touch{Direction: Afterwards, Channel: Email, Outcome: Sent, PlayID: "thanks-and-why", Row: wonRow})
	r.take(PlayedDeal{Stage: Won, LastOn: today, Uses: uses}, today)
	if y := r.Of(13, "first-followup"); y.Wins != 1 || y.Replies != 1 {
		t.Errorf("the follow-up: %+v", y)
	}
	if y := r.Of(wonRow, "thanks-and-why"); y.Wins != 0 || y.Closed != 0 || y.Waiting != 1 || y.Used != 0 {
		t.Errorf("the thanks: %+v", y)
	}
}
