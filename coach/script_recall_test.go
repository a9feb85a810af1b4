package coach

import (
	"strings"
	"testing"
)

func TestNewsIsAskedAboutByWhatItIs(t *testing.T) {
	for text, want := range map[string]string{
		"They've won the school roofs for the whole county": "wins", "are opening a second workshop in Hull": "opens", "second depot in Leeds": "opens", "They are moving to Leeds": "moves",
		"Tarn takes over Brandt's depot": "joins", "merging with Kestrel": "joins", "Harbour is hiring 40 drivers": "hires",
		"closing the Leeds depot and opening one in Hull": "", "lost the county contract they had won": "", "New CFO since 1 March": "", "They moved on": "",
	} {
		if got := (slot{{saying: saying{tail: text}, fact: &Fact{Kind: CompanyEvent, Text: text}}}).Sort(); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestAnIdeaIsNoSecretAndANoteToOurselvesStaysOne(t *testing.T) {
	for note, how := range map[string]string{
		"online booking takes the Monday peak":        "online booking takes the Monday peak",
		"A booking page spreads them over the Monday": "", // "them" may be anybody
		"A booking page takes the Monday peak":        "a booking page takes the Monday peak",
		"spread Monday calls":                         "", // says no more than the spoken words
		"ask Tom if booking could take the calls":     "", "our booking module for the calls": "", "upsell the Monday module": "", "Monday calls -50 %": "",
		"a new roof for the shed": "", "": "",
	} {
		if got := howOf(note, "spread the Monday calls over the week"); got != how {
			t.Errorf("%q: %q, want %q", note, got, how)
		}
	}
}

func TestAProblemIsRecalledFromWhereItCameUp(t *testing.T) {
	for source, want := range map[string]string{
		"call": "our call in January", "visit": "the visit in January", "our meeting": "our meeting in January", "email": "your email in January", "Hanover trade fair": "the Hanover trade fair in January",
		"https://x.example": "", "own notes": "", "LinkedIn": "", "": "",
	} {
		if got := conversation(source, today.Add(-40), today); got != want {
			t.Errorf("%q: %q, want %q", source, got, want)
		}
	}
}

// Nothing is promised that nobody promised.
func TestAPromiseIsKeptOnlyWhereOneIsOnFile(t *testing.T) {
	for text, promised := range map[string]bool{"Ruth suggested it": false, "Ruth suggested it, I promised to call": true, "I said I'd call Maya": true} {
		s := people(tell(t, "Tarn", 10), 1).fact(Referrer, text, "call", 4).says("Ruth Castell at Harbour Foods").consents("Ruth Castell")
		for _, ch := range formOrder {
			words := wordsOf(t, s, "reference", ch)
			if strings.Contains(words, "promise") != promised && ch != Email || !promised && strings.Contains(words, "promise") || strings.Contains(words, "my word") {
				t.Errorf("%q as %s: %s", text, ch, words)
			}
		}
	}
}

func TestHowItEndedIsSaidWithoutArguing(t *testing.T) {
	for o, want := range map[Objection]string{
		Timing: "In June the timing was wrong for our proposal, and I left it at that", Price: "In June you said no to our proposal, and I took that as your answer",
	} {
		s := tell(t, "Acme", 320).no(268, Call, o).closed(Lost, 268, "").now()
		if got := newWords(mustBook(t).signals(&s), "reopen").LeftOff(); got.String() != want {
			t.Errorf("%s: %q", o, got)
		}
	}
	s := tell(t, "Acme", 320).closed(Dead, 268, "").now()
	if got := newWords(mustBook(t).signals(&s), "reopen").LeftOff(); len(got) > 0 {
		t.Errorf("nobody declined: %q", got)
	}
}
