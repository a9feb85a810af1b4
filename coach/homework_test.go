package coach_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"salescoach/coach"
)

var october = coach.Date{Year: 2026, Month: 10, Day: 30}

func TestFindingsAreStoredAllOrNoneAndOnce(t *testing.T) {
	d := newDesk(t)
	deal, in := d.deal(t, "Firm"), d.asks()
	f := coach.Findings{
		Texts: map[coach.FactKind]string{
			coach.Rank: "Fifth in the county ", coach.MarketTrend: "Steel is up 9 % (https://steel.example/2026).",
			coach.Article: "  ", coach.Goal: "is on no list",
		},
		Source: "trade list", On: october,
	}
	for range 2 {
		m, err := d.AddFindings(t.Context(), in, deal, f)
		if err != nil {
			t.Fatal(err)
		}
		var got []coach.FactDraft
		for _, f := range m.Advice.Facts {
			got = append(got, f.Draft())
		}
		want := []coach.FactDraft{
			{Kind: coach.MarketTrend, Text: "Steel is up 9 %", Source: "https://steel.example/2026", On: october},
			{Kind: coach.Rank, Text: "Fifth in the county", Source: "trade list", On: october},
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		if h := m.Advice.Homework(); h.Done() != 2 {
			t.Errorf("%d done", h.Done())
		}
	}
}

func TestAFindingThatWouldNotCountKeepsAllOfThemOut(t *testing.T) {
	d := newDesk(t)
	deal := d.deal(t, "Firm")
	good := map[coach.FactKind]string{coach.Rank: "Fifth", coach.Economy: "Slow payers https://a.example"}
	for _, c := range []struct {
		f     coach.Findings
		field string
	}{
		{coach.Findings{On: october, Source: "list"}, ""},
		{coach.Findings{Texts: good, On: october}, "source"},
		{coach.Findings{Texts: good, Source: "list"}, "date"},
		{coach.Findings{Texts: good, Source: "list", On: coach.Date{Year: 2026, Month: 11, Day: 20}}, "date"},
		{coach.Findings{Texts: map[coach.FactKind]string{coach.Rank: "Fifth", coach.Economy: "https://a.example"}, Source: "list", On: october}, "economy"},
	} {
		_, err := d.AddFindings(t.Context(), d.asks(), deal, c.f)
		var e *coach.Error
		if !errors.As(err, &e) || e.Kind != coach.Invalid || e.Field != c.field || e.Sentence == "" {
			t.Errorf("%+v: %v, want something about %q", c.f, err, c.field)
		}
	}
	if s, err := d.Situation(t.Context(), d.asks(), deal); err != nil || len(s.Facts) != 0 {
		t.Errorf("%v are on file, %v", s.Facts, err)
	}
}

func TestAFactNamesSomebodyOfTheAccountOnly(t *testing.T) {
	d := newDesk(t)
	deal, elsewhere := d.deal(t, "Firm"), d.deal(t, "Other firm")
	s, err := d.Situation(t.Context(), d.asks(), elsewhere)
	if err != nil {
		t.Fatal(err)
	}
	draft := coach.FactDraft{Kind: coach.Statement, Text: "hiring is slow", ContactID: s.Contacts[0].ID}
	var e *coach.Error
	if _, err := d.AddFact(t.Context(), d.asks(), deal, draft); !errors.As(err, &e) || e.Field != "contact" {
		t.Errorf("a stranger said it: %v", err)
	}
	draft.ContactID = ""
	l, err := d.AddFact(t.Context(), d.asks(), deal, draft)
	if err != nil {
		t.Fatal(err)
	}
	draft.ContactID = s.Contacts[0].ID
	if _, err := d.ChangeFact(t.Context(), d.asks(), deal, l.Fact.ID, draft); !errors.As(err, &e) || e.Field != "contact" {
		t.Errorf("a stranger said it after all: %v", err)
	}
	draft.ContactID, draft.SayAs = l.Advice.Contacts[0].ID, "hiring is slow"
	if l, err = d.ChangeFact(t.Context(), d.asks(), deal, l.Fact.ID, draft); err != nil || l.Fact.Draft() != draft {
		t.Errorf("%+v, %v", l.Fact, err)
	}
}

func TestUsingWhatIsKnownIsKeptUntilTheFileIsReopened(t *testing.T) {
	d := newDesk(t)
	deal := d.deal(t, "Firm")
	known := func(m coach.Moved, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return m.Advice.Deal.HomeworkBy
	}
	if by := known(d.OverrideHomework(t.Context(), d.asks(), deal, true)); by != rita.ID {
		t.Errorf("said by %q", by)
	}
	if by := known(d.OverrideHomework(t.Context(), d.asks(), deal, false)); by != "" {
		t.Errorf("taken back, said by %q", by)
	}
	known(d.OverrideHomework(t.Context(), d.asks(), deal, true))
	known(d.Close(t.Context(), d.asks(), deal, coach.Closing{Stage: coach.Lost, Reason: "price"}))
	if _, err := d.OverrideHomework(t.Context(), d.asks(), deal, true); coach.KindOf(err) != coach.Conflict {
		t.Errorf("on a closed file: %v", err)
	}
	if by := known(d.Reopen(t.Context(), d.asks(), deal)); by != "" {
		t.Errorf("a year later still said by %q", by)
	}
	in := d.asks()
	in.Rep = coach.Rep{ID: "U0OTHER"}
	if _, err := d.OverrideHomework(t.Context(), in, deal, true); coach.KindOf(err) != coach.Forbidden {
		t.Errorf("by somebody else: %v", err)
	}
}
