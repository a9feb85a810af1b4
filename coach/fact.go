package coach

import "time"

// Fact is something known about an account or a person there. No fact, no
// sentence: scripts are made of facts alone, each with its source and date.
type Fact struct {
	ID        string
	AccountID string
	DealID    string // empty: it holds for every deal of the account
	ContactID string // empty: about the firm
	Kind      FactKind
	Text      string // what was learned, as somebody wrote it down
	SayAs     string // optional: the end of the sentence that the kind's frame begins
	AskAs     string // optional: one whole question that we would ask them about it
	Source    string // a link, or the occasion: "call", "their annual report 2026"
	On        Date   // the day it was true, said or published; zero: unknown
	Person    string // referrer, advocate: the name of whoever it is; else empty
	Consent   bool   // they agreed that we use their name (RC-10) or their story (DL-25)
	AddedBy   string // Slack user id
	AddedAt   time.Time
}

// FactKind is the sort of thing a fact is; it decides which sentence it may fill.
type FactKind string

// The kinds of facts. H1-H10 are the homework list (playbook DL-10…17).
const (
	MarketTrend  FactKind = "market_trend"  // H3-H5: a change, figure or trend in their market (SE-05)
	CompanyEvent FactKind = "company_event" // H8: news of their firm, from a press release or the papers (SE-06)
	Statement    FactKind = "statement"     // said by the person, with the occasion (SE-07)
	Rank         FactKind = "rank"          // H1: where they stand in their industry
	YearsBefore  FactKind = "years_before"  // H2: against earlier years
	Economy      FactKind = "economy"       // H4
	Technology   FactKind = "technology"    // H5
	Problem      FactKind = "problem"       // H6, pain: what troubles them this year
	Easing       FactKind = "easing"        // H7: how using ours eases it
	AnnualReport FactKind = "annual_report" // H9: read in their annual report (SE-06)
	Article      FactKind = "article"       // H10
	Goal         FactKind = "goal"
	Vendor       FactKind = "vendor"     // who serves them now
	Competitor   FactKind = "competitor" // who else is bidding
	Result       FactKind = "result"     // a measured result: number, period, whose (DL-30)
	Story        FactKind = "story"      // a comparable customer with the same challenge (SE-09, DL-25)
	Referrer     FactKind = "referrer"
	Advocate     FactKind = "advocate"
	Gatekeeper   FactKind = "gatekeeper" // who or what stands between us and the person: a front desk, the wrong desk, somebody who left (RC-19)
	ValueItem    FactKind = "value_item"
	Aspiration   FactKind = "aspiration"
	ObjectionSay FactKind = "objection"   // the no in their own words (SE-03)
	RealReason   FactKind = "real_reason" // why they really did not buy (DL-05)
	OwnMiss      FactKind = "own_miss"    // what went wrong on our side (AP-06)
	AgreedPoint  FactKind = "agreed_point"
	NextStep     FactKind = "next_step"
	Lesson       FactKind = "lesson"   // what we learned for next time (SE-12, AP-11); never spoken
	ToLearn      FactKind = "to_learn" // the one thing we'd like to learn (AP-05); never spoken
	Note         FactKind = "note"     // anything else; never spoken
)

// Spoken says that facts of this kind may be said to a prospect; the others are
// for our own eyes.
func (k FactKind) Spoken() bool {
	_, ok := frames[k]
	return ok
}
