package coach

// FactKinds lists the kinds of facts in the order of the form: what is said in
// the plays first, then homework, then the rest.
var FactKinds = []FactKind{
	Statement, CompanyEvent, MarketTrend, ObjectionSay, RealReason, OwnMiss,
	Story, Result, Goal, Problem, Vendor, Competitor, AgreedPoint, NextStep, Aspiration,
	Rank, YearsBefore, Economy, Technology, Easing, AnnualReport, Article,
	Referrer, Advocate, Gatekeeper, ValueItem, Lesson, ToLearn, Note,
}
