package coach

import (
	"slices"
	"strings"
	"testing"
)

// A question about the price stands on what has to do with money: what they said of
// something else stays unsaid, and the card says how it would be used.
func TestTheCardAsksForBetterWordsOfAFactThatNobodyCanSay(t *testing.T) {
	b := mustBook(t)
	said := func(s *told) (better []string) {
		for _, q := range b.Advise(s.now()).Missing {
			if q.Better {
				better = append(better, q.FactID)
			}
		}
		return better
	}
	price := func() *told {
		return tell(t, "Cassar Olive Oil", 12).to("Bernadette Cassar", "").no(0, Call, Price).knows()
	}
	left := price().fact(Statement, "acidity jumps about whenever the press is cleaned in a hurry", "her email", 38)
	if got := said(left); !slices.Equal(got, []string{"f00"}) {
		t.Errorf("a statement beside the point: asks for %v", got)
	}
	spoken := price().fact(Statement, "acidity jumps about", "her email", 38).says("the acidity jumps about")
	if got := said(spoken); len(got) > 0 {
		t.Errorf("it has its spoken words: asks for %v", got)
	}
	older := price().fact(Statement, "the press is old", "her email", 50).fact(Statement, "overtime eats the margin", "call", 38).says("overtime eats your margin")
	if got := said(older); len(got) > 0 {
		t.Errorf("a better one is said: asks for %v", got)
	}
	lower := price().fact(MarketTrend, "olive prices: + 30 %", "https://oil.example", 20).fact(Statement, "overtime eats the margin", "call", 38).says("overtime eats your margin")
	if got := said(lower); len(got) > 0 {
		t.Errorf("a better tier is said: asks for %v", got)
	}
	own := tell(t, "Calder", 60).to("Yusuf Demirci", "").silent(45).fact(OwnMiss, "he runs 16 seaters and had told us so", "notes", 20)
	if got := said(own); !slices.Equal(got, []string{"f00"}) {
		t.Errorf("a note about them: asks for %v", got)
	}
}

func TestWhatWasGivenAfterTheEndIsNotHowItWentLastTime(t *testing.T) {
	s := tell(t, "Sound Ferries", 430).to("Iain MacAskill", "").touch(415, Visit, Reached).no(395, Email, Budget).closed(Lost, 391, "").gave(62, Letter, "")
	s.Deal.Stage = Open // opened again: what came after the end counts as a follow-up now
	s.Touches[0].Direction = Out
	now := s.now()
	if got := newWords(mustBook(t).signals(&now), "").Tried().String(); got != "visit" {
		t.Errorf("last time it went by %q", got)
	}
}

// What is too long loses what can be spared first, then our firm's name, and a fact last.
func TestWordsLoseWhatIsSpareBeforeAName(t *testing.T) {
	for i, want := range []string{
		"Hello, it's Sam from Northgate. You could spare this.",
		"Hello, it's Sam from Northgate.",
		"Hello, it's Sam.",
	} {
		p := mustPlay(t, "{{.HelloAgain}}.{{.Spare \" You could spare this.\"}} "+strings.Repeat("word ", 90-[]int{10, 6, 4}[i]))
		s := tell(t, "Acme", 10).rep("Sam", "", "")
		s.Us.Company = "Northgate"
		now := s.now()
		d, _, err := p.write(mustBook(t).signals(&now), Email)
		if err != nil || !strings.HasPrefix(d.Said(), want+" word") {
			t.Errorf("%q, want %q, %v", d.Said()[:60], want, err)
		}
	}
}

func mustPlay(t *testing.T, line string) *Play {
	t.Helper()
	p, err := parsePlay("ours", playFile{where: "ours.md", text: "Title: Ours\nWhen: Always.\n\n# Email\n## Words\n" + line + "\n"})
	if err != nil {
		t.Fatal(err)
	}
	return p
}
