package blocks

import "salescoach/coach"

// factKinds are the kinds that a person may choose, in the order of the menu:
// what people hear most comes first.
var factKinds = []option{
	{string(coach.Statement), "They said"},
	{string(coach.ObjectionSay), "Their no, in their words"},
	{string(coach.RealReason), "The real reason"},
	{string(coach.AgreedPoint), "What we agreed"},
	{string(coach.NextStep), "Next step"},
	{string(coach.OwnMiss), "What went wrong on our side"},
	{string(coach.Problem), "A problem they have"},
	{string(coach.Goal), "A goal of theirs"},
	{string(coach.Aspiration), "What they dream of"},
	{string(coach.CompanyEvent), "News about their firm"},
	{string(coach.MarketTrend), "News or a trend in their market"},
	{string(coach.Rank), "Where they stand in their industry"},
	{string(coach.YearsBefore), "How this year compares"},
	{string(coach.Economy), "Effect of the economy"},
	{string(coach.Technology), "Effect of technology"},
	{string(coach.Easing), "How ours would ease it"},
	{string(coach.AnnualReport), "From their annual report"},
	{string(coach.Article), "An article"},
	{string(coach.Vendor), "Who serves them now"},
	{string(coach.Competitor), "Who else is bidding"},
	{string(coach.Story), "A customer with the same challenge"},
	{string(coach.Result), "A measured result"},
	{string(coach.Referrer), "Who suggested we call"},
	{string(coach.Advocate), "Who speaks for us"},
	{string(coach.Gatekeeper), "Who stands between us, or has left"},
	{string(coach.ValueItem), "Something useful to give"},
	{string(coach.Lesson), "A lesson for next time, never spoken"},
	{string(coach.ToLearn), "What we'd like to learn, never spoken"},
	{string(coach.Note), "Note, never spoken"},
}

func kinds() []option { return factKinds }

// KindLabel is a kind of fact as people read it.
func KindLabel(k coach.FactKind) string {
	for _, o := range factKinds {
		if o.value == string(k) {
			return o.label
		}
	}
	return "Note, never spoken"
}
