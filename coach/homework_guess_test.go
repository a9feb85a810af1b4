package coach

import "testing"

// The guess saves a click and is always shown; these are texts as people type them
// behind /followup fact.
func TestTheKindOfAFactIsGuessedFromItsWords(t *testing.T) {
	for text, want := range map[string]FactKind{
		"we sent the drawings a week late":                    OwnMiss,
		"We answered her question ten days late":              OwnMiss,
		"I forgot to call Piet back":                          OwnMiss,
		"they say it's too expensive":                         ObjectionSay,
		"the real reason is the data move":                    RealReason,
		"we agreed to start with one line":                    AgreedPoint,
		"they use Brightline, renewal in March":               Vendor,
		"Dana said they can't find pickers":                   Statement,
		"annual report 2025: two of nine branches will close": AnnualReport,
		"their annual report says margins fell by a point":    AnnualReport,
		"lesson: bring the works council in first":            Lesson,
		"next time send the drawings before the offer":        Lesson,
		"they want to halve returns by the end of the year":   Goal,
		"they open a second plant in May":                     CompanyEvent,
		"nobody to fill the night shift, big trouble":         Problem,
		"steel is up 12 % on last year":                       MarketTrend,
		"her son plays hockey":                                Note,
	} {
		if got := GuessKind(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
