package coach

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// told of a deal about which everything is known, each fact with a mark.
func everythingKnown(t *testing.T) *told {
	s := people(tell(t, "Harbour Foods", 30), 1).touch(20, Call, Reached).touch(12, Call, NoAnswer).touch(8, Voicemail, LeftMessage).touch(5, Call, NoAnswer)
	for i, kind := range FactKinds {
		f := marked(kind, i)
		f.SayAs, f.Person, f.Consent = "said "+f.ID, "Ruth Castell", true
		if kind == ValueItem {
			f.Person = ""
		}
		s.Facts = append(s.Facts, f)
	}
	return s
}

func wordsOf(t *testing.T, s *told, play string, ch Channel) string {
	t.Helper()
	d, err := mustBook(t).Draft(s.now(), play, ch)
	if err != nil {
		t.Fatal(err)
	}
	return d.Subject + "\n" + stepsText(d, 0, len(d.Steps))
}

// What somebody told us is nobody else's business: words to an advocate or to a
// front desk stand on no fact about the prospect.
func TestWhatAProspectToldUsIsNotToldToOthers(t *testing.T) {
	for _, play := range []string{"advocate", "gatekeeper"} {
		for _, ch := range mustBook(t).byID[play].channels() {
			if text := wordsOf(t, everythingKnown(t), play, ch); mark.MatchString(text) {
				t.Errorf("%s as %s: %s", play, ch, text)
			}
		}
	}
}

func TestWordsToOthersGreetThemAndNotTheProspect(t *testing.T) {
	for play, hello := range map[string]string{"advocate": "Hi Ruth", "gatekeeper": "Hello"} {
		for _, ch := range mustBook(t).byID[play].channels() {
			text := wordsOf(t, everythingKnown(t), play, ch)
			if _, body, _ := strings.Cut(text, "\n"); !strings.HasPrefix(body, hello) {
				t.Errorf("%s as %s: %s", play, ch, text)
			}
		}
	}
}

func TestWhoSentUsIsNamedWithTheirLeaveOnly(t *testing.T) {
	base := func() *told {
		return people(tell(t, "Tarn", 10), 1).fact(Referrer, "Ruth said so", "call", 4).says("Ruth Castell at Harbour Foods")
	}
	for _, ch := range formOrder {
		if text := wordsOf(t, base().named("Ruth Castell"), "reference", ch); strings.Contains(text, "Ruth") {
			t.Errorf("without leave, as %s: %s", ch, text)
		}
		if text := wordsOf(t, base().consents("Ruth Castell"), "reference", ch); !strings.Contains(text, "Ruth Castell") {
			t.Errorf("with leave, as %s: %s", ch, text)
		}
	}
}

// What we have about a rival from others is not held before them.
func TestARivalIsNamedOnlyToWhoeverNamedIt(t *testing.T) {
	for source, named := range map[string]bool{"call": true, "their email": true, "the grapevine": false, "https://tenders.example": false} {
		s := people(tell(t, "Kestrel", 20), 1).fact(Competitor, "Brightline", source, 10)
		if text := wordsOf(t, s, "our-fit", Call); strings.Contains(text, "Brightline") != named {
			t.Errorf("from %s: %s", source, text)
		}
	}
}

func TestAUsefulNoteAsksForNothing(t *testing.T) {
	s := everythingKnown(t)
	poor := people(tell(t, "Acme", 30), 0)
	for _, ch := range formOrder {
		for _, s := range []*told{s, poor} {
			_, text, _ := strings.Cut(wordsOf(t, s, "useful-note", ch), "\n")
			if strings.Contains(text, "?") || regexp.MustCompile(`(?i)\bminutes|Tuesday\b`).MatchString(text) {
				t.Errorf("as %s: %s", ch, text)
			}
		}
	}
	if p := mustBook(t).byID["useful-note"]; !p.Gives {
		t.Error("the header doesn't say that it gives")
	}
}

func TestTheGiftIsWhatTheTouchRemembers(t *testing.T) {
	s := people(tell(t, "Tarn", 30), 1)
	s.Library = []LibraryItem{{ID: "l1", Text: strings.Repeat("long ", 20)}, {ID: "l2", Text: "A checklist", Theme: SaveTime}}
	a, err := mustBook(t).AdvisePlay(s.now(), "useful-note", Email)
	if err != nil || a.Draft.Item != "l2" && a.Draft.Item != "" {
		t.Errorf("%v, %v", a.Draft, err)
	}
	s.Library = s.Library[1:]
	if a, _ = mustBook(t).AdvisePlay(s.now(), "useful-note", Email); a.Draft.Item != "l2" || a.Draft.Subject != "A checklist" {
		t.Errorf("%+v", a.Draft)
	}
}

func TestNobodyIsToldHowOftenTheyWereCalled(t *testing.T) {
	for _, ch := range mustBook(t).byID["twenty-seconds"].channels() {
		if text := wordsOf(t, everythingKnown(t), "twenty-seconds", ch); regexp.MustCompile(`(?i)\b(3|three|third|several|again)\b`).MatchString(text) {
			t.Errorf("as %s: %s", ch, text)
		}
	}
}

// A picture of the future stands on a measured result; where none is known, the
// number is asked of them (FU-10 with DL-30).
func TestADreamStandsOnANumber(t *testing.T) {
	hope := func() *told {
		return people(tell(t, "Oakfield", 30), 1).fact(Aspiration, "x", "call", 10).says("hand it over one day")
	}
	for _, ch := range formOrder {
		if text := wordsOf(t, hope(), "their-picture", ch); !strings.Contains(text, "number") {
			t.Errorf("without a result, as %s: %s", ch, text)
		}
		if text := wordsOf(t, hope().fact(Result, "x", "file", 10).says("saved 40 hours a month"), "their-picture", ch); !strings.Contains(text, "40 hours") {
			t.Errorf("with a result, as %s: %s", ch, text)
		}
	}
}

func TestEveryLineOfBusinessHasAnIdeaOfItsOwn(t *testing.T) {
	cards := map[string]string{}
	for _, tr := range append([]string{"Undertakers"}, tradeNames()...) {
		s := people(tell(t, "Acme", 60), 1)
		s.Industry = map[string]string{
			"food": "Food & Beverage", "transport": "Road freight", "wood": "Furniture", "building": "Construction", "health": "Health care", "hotel": "Hotels",
			"print": "Printing", "farming": "Agriculture", "software": "Software", "school": "Education", "money": "Insurance", "law": "Law", "shop": "Retail", "metal": "Mechanical engineering",
		}[tr]
		card := wordsOf(t, s, "creative-touch", Gift)
		_, card, _ = strings.Cut(card, "\n\n")
		card, _, _ = strings.Cut(card, "\n\n")
		if was, seen := cards[card]; seen {
			t.Errorf("%s gets the card of %s: %s", tr, was, card)
		}
		cards[card] = tr
	}
}

func tradeNames() []string {
	var names []string
	for _, tr := range trades {
		names = append(names, tr.name)
	}
	return names
}

// A family's name is no line of business.
func TestANameIsNoTrade(t *testing.T) {
	for name, want := range map[string]string{
		"Baker & Partners": "", "Carpenter Group": "", "Steele Brothers": "", "Harbour Foods": "food", "Solent Freight": "transport",
		"Kestrel Joinery": "wood", "Bracken Hotels": "hotel", "Alder Clinics": "health", "Acme": "",
	} {
		if got := tradeOf(&Situation{Deal: Deal{Account: name}}); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// Whoever reads ten drafts must not hear the same beginning twice.
func TestNoTwoPlaysBeginAlike(t *testing.T) {
	first := map[string]string{}
	for _, id := range rcfuPlays {
		var seen []string
		for _, account := range []string{"Acme", "Harbour", "Kestrel", "Nordwerk", "Marlow", "Tarn", "Corvo", "Halden"} {
			for n := range 2 {
				text := wordsOf(t, people(tell(t, account, 30), n), id, Call)
				_, text, _ = strings.Cut(text, ". ")
				begin, _, _ := strings.Cut(text, ".")
				if !slices.Contains(seen, begin) {
					seen = append(seen, begin)
				}
			}
		}
		for _, begin := range seen {
			if other := first[begin]; other != "" && begin != "" {
				t.Errorf("%s and %s both begin with %q", other, id, begin)
			}
			first[begin] = id
		}
	}
}
