package coach

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// The tests of this file are the tensions between the sources, and our rule on
// each (playbook §2.6).

func TestWhateverItTakesEndsInOneApologyThenOneChanceToSayNoThenTheFileIsClosed(t *testing.T) {
	b := smallBook(t)
	s := tell(t, "Harbour Foods", 200).to("Dana Whitlock", "").touch(190, Call, Reached)
	var rows []int
	var plays []string
	channels := map[Channel]bool{}
	for day := 180; day > 0; day -= 15 {
		now := s.at(day)
		a := b.Advise(now)
		if a.Draft == nil {
			rows, plays = append(rows, a.Row), append(plays, "-")
			continue
		}
		if a.Row < 22 && a.Row != 12 {
			channels[a.Channel] = true
		}
		s.touch(day, a.Channel, LeftMessage).play(a.Draft.PlayID)
		rows, plays = append(rows, a.Row), append(plays, a.Draft.PlayID)
	}
	apology, closing := slices.Index(plays, "apology-gone"), slices.Index(plays, "permission-to-close")
	if apology < 4 || closing != apology+1 || slices.ContainsFunc(rows[closing+1:], func(n int) bool { return n != 12 }) || len(channels) < 3 {
		t.Errorf("%v\n%v on %d channels", rows, plays, len(channels))
	}
	if last := b.Advise(s.at(0)); last.Row != 12 || last.Draft != nil || !strings.Contains(last.Next, "Close it without a decision") {
		t.Errorf("at the end: row %d, %q", last.Row, last.Next)
	}
}

// at is the situation as it was some days ago.
func (s *told) at(daysAgo int) Situation {
	now := s.now()
	h, err := NewHours(time.UTC, [7]bool{false, true, true, true, true, true, false}, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	now.Cadence = DefaultRules().Cadence(now.Deal, h, today.Add(-daysAgo).In(time.UTC).Add(10*time.Hour))
	return now
}

func TestAfterAnApologyNothingThatSellsCanBeHadEvenByHand(t *testing.T) {
	b := smallBook(t)
	s := rowSituations(t)[12].event(3).fact(Competitor, "Brightline", "call", 9).gifts(GiftsAllowed)
	a := b.Advise(s.now())
	if a.Row != 12 || len(a.Others) != 0 {
		t.Errorf("row %d, then %+v", a.Row, a.Others)
	}
	for _, p := range b.plays {
		_, err := b.AdvisePlay(s.now(), p.ID, "")
		if mayCome := p.ID == "permission-to-close"; mayCome != (err == nil) {
			t.Errorf("%s: %v", p.ID, err)
		}
	}
	s.touch(1, Email, Replied).touch(0, Email, Sent)
	if _, err := b.AdvisePlay(s.now(), "twenty-seconds", ""); err != nil {
		t.Errorf("after their reply: %v", err)
	}
}

func TestTheTwentySecondsComeBeforeTheApology(t *testing.T) {
	b := smallBook(t)
	s := tell(t, "Harbour Foods", 90).to("Dana Whitlock", "").touch(80, Call, Reached).
		touch(70, Call, NoAnswer).touch(60, Voicemail, LeftMessage).touch(50, Email, Sent).touch(40, Call, NoAnswer)
	if a := b.Advise(s.now()); a.Row != 17 || a.Draft.PlayID != "twenty-seconds" {
		t.Errorf("row %d: %s", a.Row, a.Why)
	}
	s.touch(30, Voicemail, LeftMessage).play("twenty-seconds")
	if a := b.Advise(s.now()); a.Row != 22 && a.Row != 23 {
		t.Errorf("once it was used: row %d: %s", a.Row, a.Why)
	}
}

func TestASecondEffortIsForANoAndAnApologyForASilence(t *testing.T) {
	b := smallBook(t)
	for n, s := range rowSituations(t) {
		_, err := b.AdvisePlay(s.now(), "second-effort", "")
		if saidNo := n >= 5 && n <= 10; saidNo != (err == nil) {
			t.Errorf("row %d: a second effort by hand: %v", n, err)
		}
		for _, id := range b.Advise(s.now()).plays() {
			if n != 22 && n != 23 && n != 21 && b.family(id) == "apology" {
				t.Errorf("row %d offers an apology", n)
			}
		}
	}
}

func TestADreamNeedsAResult(t *testing.T) {
	b := smallBook(t)
	has := func(s *told) bool { return slices.Contains(b.Advise(s.now()).plays(), "their-picture") }
	dream := func() *told { return rowSituations(t)[15].fact(Aspiration, "a plant that runs itself", "call", 20) }
	if has(dream()) || !has(dream().fact(Result, "scrap down by a fifth in a year", "case file", 90)) {
		t.Error("a picture without a number")
	}
}

func TestTheNextTouchGoesRoundTheChannels(t *testing.T) {
	b := smallBook(t)
	deal := func() *told { return tell(t, "Harbour Foods", 90).to("Dana Whitlock", "") }
	with := func(s *told, phone, email string) *told {
		s.Contacts[0].Phone, s.Contacts[0].Email = phone, email
		return s
	}
	for name, c := range map[string]struct {
		s    *told
		want Channel
		why  string
	}{
		"nothing tried":            {deal(), Call, ""},
		"a call tried":             {deal().touch(60, Call, NoAnswer), Email, "you've used call, so an email would be something new"},
		"call and email tried":     {deal().touch(70, Call, NoAnswer).touch(50, Email, Sent), Voicemail, "a voicemail would be something new"},
		"three tried":              {deal().touch(80, Call, NoAnswer).touch(60, Email, Sent).touch(40, Voicemail, LeftMessage), Letter, "a letter would be something new"},
		"only an address is known": {with(deal(), "", "dana@harbour.example"), Email, ""},
		"only a number is known":   {with(deal().touch(60, Call, NoAnswer), "555 0143", ""), Voicemail, "a voicemail"},
		"they answered by email":   {deal().touch(40, Email, Replied).touch(39, Email, Sent), Call, "used email"},
		"they answered by text":    {deal().touch(60, Text, Replied).touch(59, Text, Sent).touch(30, Call, Reached), Call, ""},
		"they write to us by text": {with(deal().touch(80, Text, Replied).touch(79, Call, NoAnswer).touch(40, Email, Sent), "555", "d@h.example"), Voicemail, "a voicemail"},
		"an email bounced":         {with(deal().touch(60, Letter, Sent).touch(40, Email, Bounced), "", "dana@harbour.example"), Call, "a call"},
		"a reply by email, answered in a talk": {deal().touch(70, Email, Replied).touch(60, Email, Sent).touch(50, Email, Replied).touch(49, Call, NoAnswer).
			touch(20, Voicemail, LeftMessage), Email, "an email would be something new"},
	} {
		a := b.Advise(c.s.now())
		if a.Draft == nil || a.Channel != c.want || a.Draft.Channel != c.want || !strings.Contains(a.WhyThere, c.why) || c.why == "" && a.WhyThere != "" {
			t.Errorf("%s: row %d on %q: %q", name, a.Row, a.Channel, a.WhyThere)
		}
	}
}

func TestWhereTheyLastAnsweredComesFirst(t *testing.T) {
	b := smallBook(t)
	s := tell(t, "Harbour Foods", 90).to("Dana Whitlock", "").touch(40, Email, Sent).touch(30, Email, MeetingBooked).touch(29, Meeting, Reached)
	if a := b.Advise(s.now()); a.Channel != Call || a.WhyThere != "" {
		t.Errorf("after a meeting: %s, %q", a.Channel, a.WhyThere)
	}
	texted := tell(t, "Harbour Foods", 90).to("Dana Whitlock", "").touch(30, Text, Reached)
	texted.Touches[0].Direction = In
	texted.Deal.PausedUntil = today // nobody owes an answer any more than on the day it was put off to
	now := texted.now()
	now.Cadence.BallOurs = false
	if a := b.Advise(now); a.Channel != Text || a.WhyThere != "Dana last answered by text." {
		t.Errorf("after a text message: row %d on %q: %q", a.Row, a.Channel, a.WhyThere)
	}
}

func TestAPlayThatHasOneFormOnlyIsProposedInIt(t *testing.T) {
	b := smallBook(t, "twenty-seconds")
	text := "Title: T\nWhen: W.\n\n# Voicemail\n## Say\nWords.\n"
	p, err := parsePlay("twenty-seconds", playFile{where: "t.md", text: text})
	if err != nil {
		t.Fatal(err)
	}
	b.plays, b.byID["twenty-seconds"] = append(b.plays, p), p
	twice := rowSituations(t)[17].touch(30, Voicemail, LeftMessage).touch(9, Voicemail, LeftMessage)
	if a := b.Advise(twice.now()); a.Row != 17 || a.Draft == nil || a.Channel != Voicemail {
		t.Errorf("row %d: %+v on %q", a.Row, a.Draft, a.Channel)
	}
}

func TestTheDayOfAKnownReasonIsTheDayForTheNextTouch(t *testing.T) {
	b := smallBook(t)
	s := tell(t, "Harbour Foods", 30).to("Dana Whitlock", "").touch(3, Email, Sent)
	s.Deal.PausedUntil, s.Deal.PauseReason = today, "budget round"
	a := b.Advise(s.now())
	if a.Row != 20 || a.Draft == nil || !strings.Contains(a.Why, "The reason to wait (“budget round”) ended today. Read your notes") {
		t.Errorf("row %d: %s", a.Row, a.Why)
	}
	s.touch(0, Call, NoAnswer)
	if a := b.Advise(s.now()); a.Draft != nil {
		t.Errorf("after the touch of that day: row %d: %s", a.Row, a.Why)
	}
	first := tell(t, "Harbour Foods", 30).to("Dana Whitlock", "").paused(-1)
	if a := b.Advise(first.now()); a.Row != 13 || !strings.Contains(a.Why, "budget round") {
		t.Errorf("never followed up: row %d: %s", a.Row, a.Why)
	}
	no := tell(t, "Harbour Foods", 30).to("Dana Whitlock", "").no(20, Call, Timing).paused(0)
	if a := b.Advise(no.now()); a.Row != 5 || !strings.Contains(a.Why, "said no on 20 February") {
		t.Errorf("a no with a date: row %d: %s", a.Row, a.Why)
	}
}

func TestWhatComesNextCanBePreparedBeforeItIsDue(t *testing.T) {
	b := smallBook(t)
	s := rowSituations(t)[0].trend(9)
	a := b.Advise(s.now())
	if a.Row != 0 || a.Draft != nil || len(a.Others) == 0 || a.Others[0].PlayID != "timely-news" {
		t.Fatalf("row %d: %+v", a.Row, a.Others)
	}
	next, err := b.AdvisePlay(s.now(), "timely-news", "")
	if err != nil || next.Row != 20 || next.Channel != Call || next.Why != "It is time for timely-news." || len(next.Others) != 5 {
		t.Errorf("%v, row %d on %s: %s, %d others", err, next.Row, next.Channel, next.Why, len(next.Others))
	}
	now := s.now()
	if n := b.rowOf(&now, "timely-news"); n != 20 {
		t.Errorf("logged early: row %d", n)
	}
	for name, s := range map[string]*told{
		"a no":            rowSituations(t)[6].again(8).touch(0, Email, Sent),
		"quiet asked for": func() *told { s := rowSituations(t)[0]; s.Deal.SnoozedUntil = today.Add(3); return s }(),
		"not sent":        func() *told { s := tell(t, "Acme", 0); s.Deal.SentOn = Date{}; return s }(),
		"closed":          rowSituations(t)[0].closed(Dead, 1, "none"),
	} {
		if a := b.Advise(s.now()); len(a.Others) > 0 {
			t.Errorf("%s: %+v", name, a.Others)
		}
	}
}
