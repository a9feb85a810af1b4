package coach_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"salescoach/coach"
)

var named = coach.TouchDraft{Channel: coach.Email, Outcome: coach.Sent, PlayID: "reference"}

// says checks whether the words of a play have a text in them.
func (d *desk) says(t *testing.T, deal, play, text string, want bool) {
	t.Helper()
	a, err := d.DraftOf(t.Context(), d.asks(), deal, play, coach.Email)
	if err != nil {
		t.Fatal(err)
	}
	said := ""
	for _, s := range a.Draft.Steps {
		said += s.Text
	}
	if strings.Contains(said, text) != want {
		t.Errorf("says %q: %v, want %v\n%s", text, !want, want, said)
	}
}

func TestNobodyIsNamedWithoutTheirLeave(t *testing.T) {
	for kind, play := range map[coach.FactKind]string{coach.Referrer: "reference", coach.Advocate: "advocate"} {
		d := newDeskWith(t, speakers(t))
		deal := d.deal(t, "Harbour Foods")
		f := d.speaks(t, deal, kind, "Tom Berg", false)
		d.says(t, deal, play, "Tom Berg", false)
		if l := d.logs(t, deal, coach.TouchDraft{Channel: coach.Email, Outcome: coach.Sent, PlayID: play}); l.Touch.Used != "" {
			t.Errorf("%s: nobody was named, and yet %s was used", kind, l.Touch.Used)
		}
		again := coach.FactDraft{Kind: kind, Text: f.Text, SayAs: f.SayAs, Source: f.Source, Person: f.Person, Consent: true}
		if _, err := d.ChangeFact(t.Context(), d.asks(), d.deal(t, "Other"), f.ID, again); coach.KindOf(err) != coach.NotFound {
			t.Errorf("changed from another account: %v", err)
		}
		if _, err := d.ChangeFact(t.Context(), d.asks(), deal, f.ID, again); err != nil {
			t.Fatal(err)
		}
		d.logs(t, deal, coach.TouchDraft{Channel: coach.Email, Outcome: coach.Replied}) // a new silence
		d.says(t, deal, play, "Tom Berg", true)
	}
}

func TestTheCardAsksForLeave(t *testing.T) {
	d := newDesk(t)
	deal := d.deal(t, "Harbour Foods")
	missing := func() string {
		t.Helper()
		a, err := d.Advise(t.Context(), d.asks(), deal)
		if err != nil {
			t.Fatal(err)
		}
		all := ""
		for _, q := range a.Missing {
			all += q.Ask + "\n"
		}
		return all
	}
	f := d.speaks(t, deal, coach.Referrer, "Tom Berg", false)
	if got := missing(); !strings.Contains(got, "May you say that it was Tom Berg who sent you?") {
		t.Errorf("it asks\n%s", got)
	}
	agreed := coach.FactDraft{Kind: coach.Referrer, Text: f.Text, Person: "Tom Berg", Consent: true}
	if _, err := d.ChangeFact(t.Context(), d.asks(), deal, f.ID, agreed); err != nil {
		t.Fatal(err)
	}
	if got := missing(); strings.Contains(got, "Tom Berg") {
		t.Errorf("it asks\n%s", got)
	}
}

func TestALeaveNeedsAName(t *testing.T) {
	d := newDesk(t)
	deal := d.deal(t, "Harbour Foods")
	_, err := d.AddFact(t.Context(), d.asks(), deal, coach.FactDraft{Kind: coach.Referrer, Text: "Somebody at the fair", Consent: true})
	if coach.KindOf(err) != coach.Invalid {
		t.Errorf("%v", err)
	}
	l, err := d.AddFact(t.Context(), d.asks(), deal, coach.FactDraft{Kind: coach.Goal, Text: "Grow", Person: "Tom Berg", Consent: true})
	if err != nil || l.Fact.Person != "" || l.Fact.Consent {
		t.Errorf("a goal is about nobody: %+v, %v", l.Fact, err)
	}
}

// The overuse limit: twice in ninety days, on whichever deals, and then a rest
// until the first of the two is ninety days old.
func TestWhoeverWasNamedTwiceGetsARest(t *testing.T) {
	d := newDeskWith(t, speakers(t))
	var deals []string
	for n, typed := range []string{"Tom Berg", "tom  berg", "TOM BERG"} {
		deal := d.deal(t, fmt.Sprint("Firm ", n))
		if f := d.speaks(t, deal, coach.Referrer, typed, true); f.Person != "Tom Berg" { // one person, however they are typed
			t.Errorf("%q is stored as %q", typed, f.Person)
		}
		deals = append(deals, deal)
	}
	d.logs(t, deals[0], coach.TouchDraft{Channel: coach.Call, Outcome: coach.NoAnswer, PlayID: "reference"}) // nobody heard the name
	d.logs(t, deals[0], named)                                                                               // 19 November
	d.says(t, deals[2], "reference", "TOM BERG", true)
	d.now = d.now.Add(24 * time.Hour)
	d.logs(t, deals[1], named)
	if _, err := d.DraftOf(t.Context(), d.asks(), deals[2], "reference", coach.Email); coach.KindOf(err) != coach.Conflict ||
		!strings.Contains(coach.Sentence(err), "Give Tom Berg a rest until Wednesday, 17 February 2027") {
		t.Errorf("%v", err)
	}
	d.now = time.Date(2027, time.February, 16, 12, 0, 0, 0, time.UTC)
	if _, err := d.DraftOf(t.Context(), d.asks(), deals[2], "reference", coach.Email); coach.KindOf(err) != coach.Conflict {
		t.Errorf("a day before the rest is over: %v", err)
	}
	d.now = d.now.Add(24 * time.Hour)
	d.says(t, deals[2], "reference", "TOM BERG", true)
}

func TestAnotherReferrerStepsInForOneWhoRests(t *testing.T) {
	d := newDeskWith(t, speakers(t))
	deal, other := d.deal(t, "Harbour Foods"), d.deal(t, "Oakfield Dairy")
	d.speaks(t, deal, coach.Referrer, "Ada Moor", true)
	for _, id := range []string{deal, other} {
		d.speaks(t, id, coach.Referrer, "Tom Berg", true)
		d.logs(t, id, named)
	}
	third := d.deal(t, "Northside Pumps")
	d.speaks(t, third, coach.Referrer, "Ada Moor", true)
	d.speaks(t, third, coach.Referrer, "Tom Berg", true)
	d.says(t, third, "reference", "Ada Moor", true)
}

func TestTheLedgerSaysWhoSpeaksForUsAndHowOften(t *testing.T) {
	d := newDeskWith(t, speakers(t))
	deal, other := d.deal(t, "Harbour Foods"), d.deal(t, "Oakfield Dairy")
	d.speaks(t, deal, coach.Referrer, "Tom Berg", true)
	d.speaks(t, other, coach.Advocate, "Tom Berg", false)
	d.speaks(t, other, coach.Advocate, "Ada Moor", true)
	d.logs(t, deal, named)
	l, err := d.References(t.Context(), d.asks(), 0)
	if err != nil || l.All != 2 || len(l.People) != 2 {
		t.Fatalf("%+v, %v", l, err)
	}
	ada, tom := l.People[0], l.People[1]
	if ada.Person != "Ada Moor" || ada.Lately != 0 || !ada.LastOn.IsZero() || len(ada.Stands) != 1 {
		t.Errorf("%+v", ada)
	}
	if tom.Person != "Tom Berg" || tom.Lately != 1 || tom.LastOn != l.Today || len(tom.Stands) != 2 || !tom.RestUntil.IsZero() {
		t.Errorf("%+v", tom)
	}
	if s := tom.Stands[0]; s.Account != "Oakfield Dairy" || s.Fact.Consent || s.DealID != other {
		t.Errorf("%+v", s)
	}
	if len(l.Advocates) != 1 || l.Advocates[0].Now != 2 || l.Advocates[0].Before != 0 {
		t.Errorf("advocates: %+v", l.Advocates)
	}
	d.logs(t, deal, coach.TouchDraft{Channel: coach.Email, Outcome: coach.Replied})
	d.logs(t, deal, named)
	on := l.Today
	for after, rests := range map[int]bool{0: true, 89: true, 90: false, 100: false} {
		d.now = on.Add(after).In(time.UTC).Add(12 * time.Hour)
		l, err := d.References(t.Context(), d.asks(), 0)
		if err != nil {
			t.Fatal(err)
		}
		if tom := l.People[1]; rests != (tom.RestUntil == on.Add(90)) || rests != (tom.Lately == 2) || tom.LastOn != on {
			t.Errorf("after %d days: %+v", after, tom)
		}
	}
}

func TestOthersAdvocatesAreCountedForManagersOnly(t *testing.T) {
	d := newDesk(t)
	deal := d.deal(t, "Harbour Foods")
	d.speaks(t, deal, coach.Advocate, "Ada Moor", true)
	d.now = d.now.Add(100 * 24 * time.Hour)
	d.speaks(t, deal, coach.Advocate, "Tom Berg", true)
	in := d.asks()
	in.Rep = coach.Rep{ID: "U0OLAV"}
	if l, err := d.References(t.Context(), in, 0); err != nil || len(l.Advocates) != 0 {
		t.Errorf("%+v, %v", l.Advocates, err)
	}
	in.Manager = true
	l, err := d.References(t.Context(), in, 0)
	if err != nil || len(l.Advocates) != 1 || l.Advocates[0].Now != 2 || l.Advocates[0].Before != 1 || l.Advocates[0].Rep.ID != rita.ID {
		t.Errorf("%+v, %v", l.Advocates, err)
	}
}
