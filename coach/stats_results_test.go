package coach

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var sixth = Date{2026, 11, 6}

func TestResultsAddUpDealsByPlayAndSituation(t *testing.T) {
	var r Results
	r.take(PlayedDeal{Stage: Won, LastOn: sixth, Uses: packed([]Use{{PlayID: "a", Row: 20, Used: 3, Replies: 1, NextSteps: 1}, {PlayID: "b", Row: 15, Used: 1}})}, sixth)
	r.take(PlayedDeal{Stage: Lost, LastOn: sixth, Uses: packed([]Use{{PlayID: "a", Row: 20, Used: 1, Stops: 1}})}, sixth)
	r.take(PlayedDeal{Stage: Open, LastOn: sixth, Uses: packed([]Use{{PlayID: "a", Row: 20, Used: 2, Replies: 2}})}, sixth)
	want := Yield{Used: 6, Replies: 3, NextSteps: 1, Stops: 1, Closed: 2, Wins: 1} // a win is one, however often the play was used
	if diff := cmp.Diff(want, r.Of(20, "a")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(Yield{Used: 1, Closed: 1, Wins: 1}, r.Of(15, "b")); diff != "" {
		t.Error(diff)
	}
	if r.Of(15, "a") != (Yield{}) || (*Results)(nil).Of(20, "a") != (Yield{}) {
		t.Error("something came of nothing")
	}
}

func TestAnAnswerHasTwoWeeksToCome(t *testing.T) {
	for _, c := range []struct {
		name  string
		stage Stage
		days  int
		want  Yield
	}{
		{"it may still come", Open, 13, Yield{Used: 1, Waiting: 1}},
		{"it will not come", Open, 14, Yield{Used: 2}},
		{"nobody waits for it any more", Lost, 1, Yield{Used: 2, Closed: 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var r Results
			r.take(PlayedDeal{Stage: c.stage, LastOn: sixth, Uses: packed([]Use{{PlayID: "a", Used: 2, Waiting: true}})}, sixth.Add(c.days))
			if diff := cmp.Diff(c.want, r.Of(0, "a")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTheRateIsDrawnTowardsOneInFive(t *testing.T) {
	for _, c := range []struct {
		used, replies int
		want          float64
		early         bool
	}{
		{0, 0, 0.2, true}, {1, 1, 2.0 / 6, true}, {19, 19, 20.0 / 24, true}, {20, 0, 1.0 / 25, false}, {41, 12, 13.0 / 46, false},
	} {
		y := Yield{Used: c.used, Replies: c.replies}
		if !near(y.Rate(), c.want) || y.Early() != c.early {
			t.Errorf("%d of %d: rate %v, early %v", c.replies, c.used, y.Rate(), y.Early())
		}
		lo, hi := y.Interval()
		if lo >= y.Rate() || hi <= y.Rate() || !near(betaShare(hi, 1+float64(c.replies), 4+float64(c.used-c.replies))-betaShare(lo, 1+float64(c.replies), 4+float64(c.used-c.replies)), 0.8) {
			t.Errorf("%d of %d: from %v to %v", c.replies, c.used, lo, hi)
		}
	}
}

// catalogue is plays in the order of the catalogue: a, b, c …
func catalogue(n int) []*Play {
	plays := make([]*Play, n)
	for i := range plays {
		plays[i] = &Play{PlayInfo: PlayInfo{ID: string(rune('a' + i))}}
	}
	return plays
}

func order(plays []*Play) string {
	ids := ""
	for _, p := range plays {
		ids += p.ID
	}
	return ids
}

func resultsOfRow(row int, yields map[string]Yield) *Results {
	r := &Results{Plays: map[PlayIn]Yield{}}
	for id, y := range yields {
		r.Plays[PlayIn{row, id}] = y
	}
	return r
}

func TestEqualPlaysAreRankedByWhatTheyHaveAchieved(t *testing.T) {
	for _, c := range []struct {
		name   string
		yields map[string]Yield
		want   string
	}{
		{"nothing is known", nil, "abcd"},
		{"too early to tell, however bad or good", map[string]Yield{"a": {Used: 19}, "d": {Used: 19, Replies: 19}}, "abcd"},
		{"the better first", map[string]Yield{"a": {Used: 20, Replies: 1}, "b": {Used: 20, Replies: 2}, "c": {Used: 20, Replies: 3}, "d": {Used: 20, Replies: 4}}, "dcba"},
		{"the same rate, the catalogue's order", map[string]Yield{"a": {Used: 20, Replies: 3}, "b": {Used: 20, Replies: 3}}, "abcd"},
		{"those of few uses keep their places", map[string]Yield{"a": {Used: 30}, "b": {Used: 3}, "c": {Used: 30, Replies: 9}, "d": {Used: 9, Replies: 9}}, "cbad"},
		{"a few lucky ones more are not better than many", map[string]Yield{"a": {Used: 200, Replies: 60}, "b": {Used: 20, Replies: 6}}, "abcd"},
		{"another situation says nothing", map[string]Yield{}, "abcd"},
	} {
		t.Run(c.name, func(t *testing.T) {
			plays := catalogue(4)
			r := resultsOfRow(20, c.yields)
			r.Plays[PlayIn{15, "d"}] = Yield{Used: 100, Replies: 100}
			r.rank(20, plays)
			if got := order(plays); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
	many, alike := catalogue(26), map[string]Yield{}
	for i, p := range many {
		alike[p.ID] = Yield{Used: 20, Replies: i % 3}
	}
	resultsOfRow(20, alike).rank(20, many)
	if got := order(many); got != "cfiloruxbehknqtwzadgjmpsvy" {
		t.Errorf("equal ones were shuffled: %s", got)
	}
	plays := catalogue(3)
	(*Results)(nil).rank(20, plays)
	if order(plays) != "abc" {
		t.Error("without results the catalogue's order stands")
	}
}

func anyYields(rt *rapid.T, n int) map[string]Yield {
	yields := map[string]Yield{}
	for _, p := range catalogue(n) {
		used := rapid.IntRange(0, 60).Draw(rt, "used")
		yields[p.ID] = Yield{Used: used, Replies: rapid.IntRange(0, used).Draw(rt, "replies")}
	}
	return yields
}

func TestRankingKeepsItsPromises(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(1, 7).Draw(rt, "plays")
		yields := anyYields(rt, n)
		before, plays := catalogue(n), catalogue(n)
		resultsOfRow(20, yields).rank(20, plays)
		last := 2.0
		for i, p := range plays {
			switch y := yields[p.ID]; {
			case yields[before[i].ID].Early() || y.Early():
				if p.ID != before[i].ID {
					rt.Fatalf("%s with %d uses has lost or taken a place: %s", p.ID, y.Used, order(plays))
				}
			case y.Rate() > last:
				rt.Fatalf("%s is behind one of a lower rate: %s", p.ID, order(plays))
			default:
				last = y.Rate()
			}
		}

		// One reply more never puts a play further back.
		id := before[rapid.IntRange(0, n-1).Draw(rt, "which")].ID
		y := yields[id]
		if y.Replies++; y.Replies > y.Used {
			return
		}
		place := slices.IndexFunc(plays, func(p *Play) bool { return p.ID == id })
		yields[id] = y
		again := catalogue(n)
		resultsOfRow(20, yields).rank(20, again)
		if now := slices.IndexFunc(again, func(p *Play) bool { return p.ID == id }); now > place {
			rt.Fatalf("a reply more put %s from %d to %d", id, place, now)
		}
	})
}

func TestResultsDoNotHangOnTheOrderOfDeals(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	var deals []PlayedDeal
	for range 200 {
		used := 1 + rnd.IntN(3)
		deals = append(deals, PlayedDeal{Stage: Stages[rnd.IntN(4)], LastOn: sixth, Uses: packed([]Use{
			{PlayID: string(rune('a' + rnd.IntN(4))), Row: 20, Used: used, Replies: rnd.IntN(used + 1)}})})
	}
	book := &Book{}
	lines := func() []PlayResult {
		var r Results
		for _, d := range deals {
			r.take(d, sixth)
		}
		return book.table(&r, nil)
	}
	want := lines()
	for range 5 {
		rnd.Shuffle(len(deals), func(i, j int) { deals[i], deals[j] = deals[j], deals[i] })
		if diff := cmp.Diff(want, lines()); diff != "" {
			t.Fatal(diff)
		}
	}
}

func TestLinesBeginWithWhatIsUsedMostAndWorksBest(t *testing.T) {
	r := resultsOfRow(20, map[string]Yield{"a": {Used: 30, Replies: 3}, "b": {Used: 20, Replies: 9}, "c": {Used: 4}, "d": {Used: 9}})
	r.Plays[PlayIn{15, "a"}] = Yield{Used: 62}
	r.Plays[PlayIn{6, "z"}] = Yield{Waiting: 1}
	got := ""
	own := resultsOfRow(20, map[string]Yield{"a": {Used: 2}})
	for _, l := range (&Book{}).table(r, own) {
		got += l.PlayID
		if l.Own != own.Of(l.Row, l.PlayID) || l.Title != l.PlayID {
			t.Errorf("%+v", l)
		}
	}
	if want := "badcaz"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestEverySituationThatLeadsToAPlayHasAName(t *testing.T) {
	for _, r := range table {
		if len(r.plays) > 0 && SituationName(r.n) == SituationName(-1) {
			t.Errorf("row %d has none", r.n)
		}
	}
}

// In the table of decisions, what is known about the prospect comes before what
// has worked here, and what has worked here before the catalogue's order.
func TestEqualPlaysOfARowAreProposedInTheOrderOfWhatWorksHere(t *testing.T) {
	r := &row{n: 20, plays: []string{"one-problem", "timely-news", "success-story", "extra-service"}, equal: true}
	b := &Book{byID: map[string]*Play{}}
	for _, id := range r.plays {
		b.byID[id] = &Play{PlayInfo: PlayInfo{ID: id}, Family: id}
	}
	proposed := func(equal bool, results *Results) string {
		r.equal = equal
		ids := ""
		s := Situation{Deal: Deal{Stage: Open}, Results: results, Facts: []Fact{
			{Kind: Problem, Text: "The night shift is short of two people", Source: "call"},
			{Kind: Story, Text: "A mill had the same", Source: "our own project"},
		}}
		for _, p := range b.playsOf(r, b.signals(&s)) {
			ids += p.ID + " "
		}
		return ids
	}
	known := resultsOfRow(20, map[string]Yield{
		"one-problem": {Used: 30, Replies: 1}, "success-story": {Used: 30, Replies: 12},
		"timely-news": {Used: 30, Replies: 2}, "extra-service": {Used: 30, Replies: 25},
	})
	const plain = "one-problem timely-news success-story extra-service "
	for _, c := range []struct {
		equal   bool
		results *Results
		want    string
	}{
		{false, known, plain},
		{true, nil, "one-problem success-story timely-news extra-service "},
		{true, known, "success-story one-problem extra-service timely-news "},
	} {
		if got := proposed(c.equal, c.results); got != c.want {
			t.Errorf("equal %v: %s, want %s", c.equal, got, c.want)
		}
	}
}
