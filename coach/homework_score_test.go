package coach

import (
	"fmt"
	"strings"
	"testing"
)

// homework puts the first n items of the list on file, sourced and fresh.
func (s *told) homework(n int) *told {
	for _, kind := range homeworkList[:n] {
		s.fact(kind, "something about their "+string(kind), "https://trade.example/"+string(kind), 30)
	}
	return s
}

func TestEachItemOfTheHomeworkListCountsOnce(t *testing.T) {
	s := tell(t, "Acme", 30)
	for n := range len(homeworkList) + 1 {
		done := tell(t, "Acme", 30).homework(n)
		done.homework(n) // twice the same kinds is no more homework
		sit := done.now()
		if h := sit.Homework(); h.Done() != n {
			t.Errorf("%d items on file, %d done", n, h.Done())
		}
	}
	sit := s.fact(Goal, "grow", "call", 3).fact(Story, "a bakery", "our file", 3).now()
	if h := sit.Homework(); h.Done() != 0 {
		t.Error("what is not on the list counts")
	}
}

func TestHomeworkCountsOnceItHasASourceAndAFreshDate(t *testing.T) {
	for _, c := range []struct {
		source string
		ago    int
		want   HomeworkState
	}{
		{"https://a.example", 30, HomeworkDone},
		{"https://a.example", 365, HomeworkDone},
		{"https://a.example", 366, HomeworkStale},
		{"https://a.example", -1, HomeworkUndated},
		{" ", 30, HomeworkUnsourced},
	} {
		s := tell(t, "Acme", 30).fact(Rank, "third in their field", c.source, c.ago).now()
		if got := s.Homework().Items[0]; got.State != c.want || got.Fact == nil {
			t.Errorf("%q, %d days old: %v, want %v", c.source, c.ago, got.State, c.want)
		}
	}
	s := tell(t, "Acme", 30).fact(Rank, "good", "https://a.example", 30).fact(Rank, "newer, from nowhere", "", 3).now()
	if got := s.Homework().Items[0]; got.State != HomeworkDone || got.Fact.Text != "good" {
		t.Errorf("the better of two facts does not count: %v", got)
	}
	s = tell(t, "Acme", 30).now()
	if got := s.Homework().Items[0]; got.State != HomeworkOpen || got.Fact != nil {
		t.Errorf("nothing on file is %v", got)
	}
}

// questioned is the unexpected question of a second effort.
func questioned(t *testing.T, a Advice) string {
	t.Helper()
	for _, s := range a.Draft.Steps {
		if strings.HasPrefix(s.Label, "2") {
			return s.Text
		}
	}
	t.Fatal("no question")
	return ""
}

func TestTheQuestionReachesAsFarAsTheHomework(t *testing.T) {
	b := mustBook(t)
	rest := []FactKind{Rank, YearsBefore, Problem, Easing, Article, Economy, Technology, AnnualReport}
	tiers := map[int]struct {
		says  string
		waits FactKind
	}{
		0: {"problem you'd most like to be rid of|taking up more of your time", Statement},
		1: {"more for steel", Statement},
		2: {"moving to Leeds", Statement},
		3: {"hiring is slow", ""},
	}
	for n, tier := range map[int]int{2: 0, 3: 0, 4: 1, 5: 1, 6: 2, 7: 2, 8: 3, 9: 3, 10: 3} {
		for _, ch := range []Channel{Call, Email} {
			s := tell(t, "Acme", 30).to("Dana", "").no(0, ch, OtherReason)
			for _, kind := range rest[:n-2] {
				s.fact(kind, "plain "+string(kind), "https://trade.example", 40)
			}
			s.fact(MarketTrend, "m", "https://m.example", 30).says("paying more for steel").
				fact(CompanyEvent, "e", "https://e.example", 20).says("are moving to Leeds").
				fact(Statement, "s", "call", 20).says("hiring is slow")
			a := b.Advise(s.now())
			want := tiers[tier]
			if q := questioned(t, a); !containsAny(q, want.says) {
				t.Errorf("%s, homework %d: %q, want %q", ch, n, q, want.says)
			}
			if w := a.Draft.Withheld; (w == nil) != (want.waits == "") || w != nil && w.Kind != want.waits {
				t.Errorf("%s, homework %d: %v waits, want %q", ch, n, w, want.waits)
			}
		}
	}
}

func containsAny(text, alternatives string) bool {
	for _, s := range strings.Split(alternatives, "|") {
		if strings.Contains(text, s) {
			return true
		}
	}
	return false
}

func TestARepMayAskWithWhatTheyKnow(t *testing.T) {
	b := mustBook(t)
	s := tell(t, "Acme", 30).to("Dana", "").no(0, Call, Price).fact(Statement, "s", "call", 20).says("overtime is eating your margin")
	a := b.Advise(s.now())
	if a.Draft.Withheld == nil || a.Draft.Trusted != nil || len(a.Used) != 0 {
		t.Errorf("withheld %v, trusted %v, used %v", a.Draft.Withheld, a.Draft.Trusted, a.Used)
	}
	a = b.Advise(s.knows().now())
	if a.Draft.Withheld != nil || a.Draft.Trusted == nil || len(a.Used) != 1 || !strings.Contains(questioned(t, a), "overtime") {
		t.Errorf("withheld %v, trusted %v, used %v", a.Draft.Withheld, a.Draft.Trusted, a.Used)
	}
	if a = b.Advise(s.homework(8).now()); a.Draft.Trusted != nil {
		t.Error("with the homework done nobody has to be trusted")
	}
}

// The gate is for the unexpected question alone.
func TestAFactIsKeptFromNoOtherWords(t *testing.T) {
	s := tell(t, "Acme", 30).to("Dana", "").no(0, Call, OtherReason).
		fact(CompanyEvent, "e", "https://e.example", 20).says("are moving to Leeds").
		fact(ObjectionSay, "not now", "call", 0).says("it's not the moment").now()
	sig := mustBook(t).signals(&s)
	w := newWords(sig, "any")
	if len(w.Event()) == 0 || len(w.Question().Event()) != 0 {
		t.Errorf("%d, %d", len(w.Event()), len(w.Question().Event()))
	}
	a := mustBook(t).Advise(s)
	if !strings.Contains(fmt.Sprint(a.Used), "not now") {
		t.Errorf("their own words are not used: %v", a.Used)
	}
}
