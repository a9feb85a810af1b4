package coach

import (
	"testing"
	"time"
)

func TestACustomerIsNamedOnlyWithTheirLeave(t *testing.T) {
	for text, names := range map[string]bool{
		"a cold-store wholesaler with the same turnover": false, "a brewery on the Rhine that couldn't fill its night line": false,
		"scrap down by a fifth in a year, tool shop in Leeds": false, "Picking errors: -33 % in 6 months": false,
		"Cold-store wholesaler with the same gap": false, "two bakeries in New York, in May": false, "an IT firm": false,
		"Brandt had the same turnover": true, "Kornhaus, a bakery chain": true, "a bakery, Kornhaus": true,
		"the Meridian in Porto": true, "a plant in Brandt's group": true, "Ruth at the mill": true,
	} {
		f := Fact{Kind: Story, Text: text}
		if got := !mayName(&f, f.Text, false); got != names {
			t.Errorf("%q names somebody: %v", text, got)
		}
		f.Consent = true
		if !mayName(&f, f.Text, false) {
			t.Errorf("%q may not be told with their leave", text)
		}
	}
	if f := (Fact{Kind: Story, Text: "x", SayAs: "Kornhaus, a bakery"}); !needsLeave(&f) {
		t.Error("a name in spoken words")
	}
	if f := (Fact{Kind: Statement, Text: "Brandt had it too"}); needsLeave(&f) {
		t.Error("what the prospect said is no story")
	}
}

func TestFactsAreNamedTogetherOnlyWhenTheyHaveToDoWithEachOther(t *testing.T) {
	for _, c := range []struct {
		a, b string
		akin bool
	}{
		{"paying 11% more for paper than last autumn", "overtime is eating your margin", true},
		{"are losing drivers to the parcel firms", "you can't find drivers for the night run", true},
		{"lose two pickers a month and need six weeks to train new ones", "brought training down from six weeks to two", true},
		{"phones ring unanswered every Monday morning", "halved its Monday calls in eight weeks", true},
		{"two seats in our seminar on setting times", "cut your setting times by a third", true},
		{"paying 12% more for steel than a year ago", "finding fitters takes you four months", false},
		{"you want fewer suppliers", "a wholesaler who couldn't fill the night shift", false},
		{"in the next three weeks", "three weeks more than last year", false},
		{"", "anything", false},
	} {
		if got := akin(c.a, c.b); got != c.akin {
			t.Errorf("%q and %q: %v", c.a, c.b, got)
		}
		if akin(c.a, c.b) != akin(c.b, c.a) {
			t.Errorf("%q and %q: not the same the other way round", c.a, c.b)
		}
	}
}

func TestATopicIsWhatIsProposedAndNotANameAmongOurselves(t *testing.T) {
	for name, topic := range map[string]string{
		"Cold store controls": "Cold store controls", "GTX Plus Basic": "GTX Plus Basic", "Racking": "Racking", "Fleet cards & fuel": "Fleet cards & fuel",
		"": "", "Harbour Foods - New Business": "", "Renewal 2027": "", "Q3 upsell": "", "harbour rollout": "", "Deal #4": "", "a very long name of many words": "",
		"[tbd]": "", "Phase 2": "", "3rd line": "",
	} {
		s := tell(t, "Harbour Foods", 30).called(name).now()
		if got := newWords(mustBook(t).signals(&s), "reopen").Topic(); len(got) > 0 && got.String() != topic || len(got) == 0 && topic != "" {
			t.Errorf("%q: %v, want %q", name, got, topic)
		}
	}
}

func TestPeopleSpeakOfTimeInMonthsAndQuarters(t *testing.T) {
	for day, want := range map[Date][2]string{
		{2026, time.January, 5}: {"the first quarter", "in July"}, {2026, time.March, 12}: {"the second quarter", "in September"},
		{2026, time.December, 15}: {"the first quarter", "in June"}, {2026, time.November, 20}: {"the fourth quarter", "in May"},
	} {
		s := Situation{Cadence: Cadence{Today: day}}
		w := newWords((&Book{}).signals(&s), "reopen")
		if got := [2]string{w.Quarter(), w.Revisit()}; got != want {
			t.Errorf("%s: %q, want %q", day, got, want)
		}
	}
	s := Situation{Cadence: Cadence{Today: today}, Deal: Deal{RevisitOn: today.Add(350)}}
	if got := newWords((&Book{}).signals(&s), "reopen").Revisit(); got != "in February 2027" {
		t.Errorf("a day on file: %q", got)
	}
}

func TestOnlyWhatIsNewerThanTheEndIsNew(t *testing.T) {
	b := mustBook(t)
	with := func(daysAgo int) words {
		s := tell(t, "Acme", 400).no(300, Call, Price).closed(Lost, 295, "price").
			fact(CompanyEvent, "They are moving to Leeds", "https://a.example", daysAgo).now()
		return newWords(b.signals(&s), "reopen")
	}
	if w := with(200); len(w.New().Event()) == 0 || len(w.WhatsNew()) == 0 {
		t.Error("news since the end is not new")
	}
	if w := with(310); len(w.New().Event()) > 0 || len(w.WhatsNew()) > 0 || len(w.Event()) == 0 {
		t.Error("news from before the end is new")
	}
}

func TestNobodyIsIntroducedWithoutTheirLeave(t *testing.T) {
	b := mustBook(t)
	s := tell(t, "Acme", 40).fact(ValueItem, "Ruth Castell runs two sites", "call", 20).named("Ruth Castell").now()
	if got := newWords(b.signals(&s), "introduction").Introduce(); len(got) > 0 {
		t.Errorf("introduced: %s", got)
	}
	s.Facts[0].Consent = true
	if got := newWords(b.signals(&s), "introduction").Introduce(); got.String() != "Ruth Castell, who runs two sites" || got.Tail() != "Ruth" {
		t.Errorf("not introduced: %s", got)
	}
	s.Resting = map[string]Date{"Ruth Castell": today.Add(10)}
	if got := newWords(b.signals(&s), "introduction").Introduce(); len(got) > 0 {
		t.Errorf("introduced while resting: %s", got)
	}
}

func TestALibraryItemTooLongForAFormIsNotGivenInIt(t *testing.T) {
	b := mustBook(t)
	s := tell(t, "Acme", 40).to("Dana", "").library("a checklist for moving a whole cold store over a single weekend in winter, with the numbers of everybody to call", "https://a.example/move", SaveTime).now()
	for ch, given := range map[Channel]string{Call: "lib0", Voicemail: "", Email: "lib0", Text: ""} {
		d, err := b.Draft(s, "extra-service", ch)
		if err != nil || d.words() > limits[ch] || d.Item != given {
			t.Errorf("%s: %d words with item %q, %v", ch, d.words(), d.Item, err)
		}
	}
}

func TestALibraryItemThatIsGivenIsNoted(t *testing.T) {
	b := mustBook(t)
	s := tell(t, "Acme", 40).library("a checklist for the first frost", "https://a.example/frost", SaveTime).now()
	d, err := b.Draft(s, "extra-service", Email)
	if err != nil || d.Item != "lib0" {
		t.Fatalf("item %q, %v", d.Item, err)
	}
	if d, _ = b.Draft(tell(t, "Acme", 40).now(), "extra-service", Email); d.Item != "" {
		t.Errorf("item %q", d.Item)
	}
}

// What the words say of the past is what happened: they decided when they said no,
// however late the file was closed.
func TestTheNoIsDatedByItsDayAndNotByTheFile(t *testing.T) {
	s := sample([]Touch{{Outcome: SaidNo, Objection: Price, Channel: Call, Direction: In, On: sampleDay.Add(-100), At: sampleDay.Add(-100).In(time.UTC)}}, nil, false)
	s.Deal.Stage, s.Deal.ClosedAt = Lost, sampleDay.Add(-20).In(time.UTC)
	w := newWords((&Book{}).signals(&s), "reopen")
	if got, want := w.ThatTime().String(), whenSpoken(sampleDay.Add(-100), sampleDay); got != want {
		t.Errorf("they said no %s, and the words say %s", want, got)
	}
	s.Touches = nil
	w = newWords((&Book{}).signals(&s), "reopen")
	if got, want := w.ThatTime().String(), whenSpoken(sampleDay.Add(-20), sampleDay); got != want {
		t.Errorf("without a no on file: %s, want %s", got, want)
	}
}
