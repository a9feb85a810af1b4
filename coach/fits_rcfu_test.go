package coach

import (
	"fmt"
	"slices"
	"testing"
)

// rcfuPlays are the plays of unreturned calls and of following up proposals.
var rcfuPlays = []string{
	"first-followup", "our-fit", "one-small-step", "their-picture", "reference",
	"twenty-seconds", "useful-note", "gatekeeper", "advocate", "creative-touch",
}

// ends are spoken ends of a sentence of three lengths, and plain texts.
var ends = map[string]string{
	"short":  "need more fitters",
	"medium": "are opening a second depot in Leeds before the summer",
	"long":   "lose two pickers a month and need six weeks to train each of the new ones, while the night shift is three people short",
}

// people are from nobody known to long names and numbers.
func people(s *told, n int) *told {
	switch n {
	case 1:
		s.to("Dana Whitlock", "operations manager").rep("Sam", "555 0143", "Tuesday at 10, Thursday at 2")
		s.Us = Us{Company: "Northgate", Offer: "we keep cold stores cold for less"}
	case 2:
		s.to("Ana Maria Dos Santos", "").rep("Sam Ortiz", "+44 20 7946 0143", "Tuesday 10 to 11 am, Thursday 2 to 3 pm")
		s.Us = Us{Company: "Northgate Cold Stores", Offer: "we keep cold stores cold for less"}
	case 3:
		s.to("Dana Whitlock", "").rep("Sam", "", "")
	}
	return s
}

// tellings are the facts that a deal may have: none, each alone in every length
// and as plain text, and all of them.
func tellings(t testing.TB, from func() *told) []*told {
	all := []*told{from()}
	for _, kind := range FactKinds {
		for _, length := range []string{"short", "medium", "long"} {
			all = append(all, lead(from().fact(kind, "plain", "call", 20).says(ends[length])))
		}
		all = append(all, lead(from().fact(kind, ends["medium"], "https://news.example/1", 20)))
	}
	for _, length := range []string{"short", "medium"} {
		s := from()
		for _, kind := range slices.Backward(FactKinds) {
			lead(s.fact(kind, "plain", "call", 20).says(ends[length]))
		}
		all = append(all, s)
	}
	for _, item := range []string{"a checklist", "a checklist for moving a whole cold store over a single weekend in winter"} {
		s := from()
		s.Library = []LibraryItem{{ID: "l1", Text: item, Theme: SaveTime, Link: "https://library.example/1"}}
		all = append(all, s)
	}
	return all
}

// lead names the people in the latest fact.
func lead(s *told) *told {
	s.Facts[0].Person, s.Facts[0].Consent = "Ruth Castell", true
	return s
}

func TestWordsOfEveryLengthFitTheirForm(t *testing.T) {
	alone(t)
	b, got := mustBook(t), wordRanges{}
	for i := range 4 {
		from := func() *told {
			s := people(tell(t, fmt.Sprint("Harbour ", i), []int{4, 9, 70, 400}[i]), i)
			return s.touch(3, Voicemail, LeftMessage)
		}
		for j, s := range tellings(t, from) {
			now := s.now()
			for _, id := range rcfuPlays {
				got.take(t, b, now, id, j > 0)
			}
		}
	}
	for k, s := range got {
		t.Logf("%s: %d to %d words", k, wordCount(s.least), wordCount(s.most))
		if wordCount(s.most) > s.limit {
			t.Errorf("%s: too long: %s", k, s.most)
		}
		if s.spoken && wordCount(s.least) < 36 || s.bare != "" && wordCount(s.bare) < 40 {
			t.Errorf("%s: too short: %s\nor without facts: %s", k, s.least, s.bare)
		}
	}
}

// wordRanges are the shortest and the longest words of each play in each form.
type wordRanges map[string]*wordRange

type wordRange struct {
	least, most string
	bare        string // the shortest voicemail without facts
	spoken      bool   // a voicemail
	limit       int
}

func (got wordRanges) take(t *testing.T, b *Book, now Situation, id string, facts bool) {
	t.Helper()
	p := b.byID[id]
	if p == nil {
		return
	}
	sig := b.signals(&now)
	for _, ch := range p.channels() {
		d, _, err := p.write(sig, ch)
		if err != nil {
			t.Fatal(err)
		}
		k, text := id+" as "+string(ch), stepsText(d, 0, len(d.Steps))
		s := got[k]
		if s == nil {
			s = &wordRange{least: text, most: text, spoken: ch == Voicemail, limit: limits[ch]}
			got[k] = s
		}
		s.least, s.most = shorter(s.least, text), longer(s.most, text)
		if s.spoken && !facts {
			s.bare = shorter(s.bare, text)
		}
	}
}

func shorter(a, b string) string {
	if a == "" || wordCount(b) < wordCount(a) {
		return b
	}
	return a
}

func longer(a, b string) string {
	if wordCount(b) > wordCount(a) {
		return b
	}
	return a
}
