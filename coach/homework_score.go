package coach

import (
	"slices"
	"strings"
)

// Homework is how much of the homework list H1-H10 (DL-10…17) is done for an
// account. It decides how far the unexpected question may reach (SE-05…08): a
// question about somebody's business is asked by whoever knows the business.
type Homework struct {
	Items [10]HomeworkItem // H1 to H10
	By    string           // Slack user id of who said that it is enough as it is; empty: nobody
}

// HomeworkItem is one entry of the list, with the best fact there is for it.
type HomeworkItem struct {
	Kind  FactKind
	State HomeworkState
	Fact  *Fact // nil while the item is open
}

// HomeworkState is what becomes of an item: only what is done counts.
type HomeworkState int

// The states, the best one last.
const (
	HomeworkOpen      HomeworkState = iota // nothing on file
	HomeworkUnsourced                      // nobody knows where it comes from
	HomeworkUndated                        // nobody knows from when it is
	HomeworkStale                          // older than a year
	HomeworkDone
)

// homeworkList is H1 to H10.
var homeworkList = [10]FactKind{
	Rank, YearsBefore, MarketTrend, Economy, Technology, Problem, Easing, CompanyEvent, AnnualReport, Article,
}

// Homework reads the list off the facts of a deal.
func (s *Situation) Homework() Homework {
	h := Homework{By: s.Deal.HomeworkBy}
	for i, kind := range homeworkList {
		h.Items[i].Kind = kind
		for j := range s.Facts {
			if f := &s.Facts[j]; f.Kind == kind {
				h.Items[i].take(f, s.Cadence.Today)
			}
		}
	}
	return h
}

// take counts a fact if it is better than what was there.
func (i *HomeworkItem) take(f *Fact, today Date) {
	if state := homeworkState(f, today); i.Fact == nil || state > i.State {
		i.Fact, i.State = f, state
	}
}

func homeworkState(f *Fact, today Date) HomeworkState {
	switch {
	case strings.TrimSpace(f.Source) == "":
		return HomeworkUnsourced
	case f.On.IsZero():
		return HomeworkUndated
	case today.Sub(f.On) > freshFor:
		return HomeworkStale
	}
	return HomeworkDone
}

// HomeworkStateOf says whether a fact that is being written will count: what is on
// the list needs a source and a fresh date, what somebody said needs a source.
func HomeworkStateOf(d FactDraft, today Date) HomeworkState {
	f := Fact{Kind: d.Kind, Source: d.Source, On: d.On}
	switch {
	case slices.Contains(homeworkList[:], f.Kind):
		return homeworkState(&f, today)
	case f.Kind == Statement && strings.TrimSpace(f.Source) == "":
		return HomeworkUnsourced
	}
	return HomeworkDone
}

// Done is how many of the ten items are done.
func (h Homework) Done() int {
	n := 0
	for _, i := range h.Items {
		if i.State == HomeworkDone {
			n++
		}
	}
	return n
}

// tierNeeds is how many of the ten items open a tier of the unexpected question:
// their market at 40 %, their firm at 60 %, what they said themselves at 80 %.
var tierNeeds = [4]int{0, 4, 6, 8}

// Tier is the strongest tier that the homework opens, 0 for none: then the
// question is about their own reason, and stands on no fact.
func (h Homework) Tier() int {
	for tier := len(tierNeeds) - 1; tier > 0; tier-- {
		if h.Done() >= tierNeeds[tier] {
			return tier
		}
	}
	return 0
}

// HomeworkFor is how many of the ten items open a question that stands on a fact of
// this kind; 0 for kinds that no score keeps back.
func HomeworkFor(kind FactKind) int { return tierNeeds[tierOf(kind)] }

// tierOf is the tier of the question that a fact of this kind carries.
func tierOf(kind FactKind) int {
	switch kind {
	case MarketTrend, Economy, Technology:
		return 1
	case CompanyEvent, AnnualReport:
		return 2
	case Statement:
		return 3
	}
	return 0
}
