package coach

import (
	"fmt"
	"slices"
	"strings"
)

// Names in a play's Needs that are neither a kind of fact nor a setting.
const (
	needContact   = "contact"
	needIntroduce = "introduce"
)

// ask is the question behind something that a play needs: how to ask the rep for
// it, and what the answer unlocks. %s is the contact, or "they".
type ask struct {
	kind      FactKind // empty for what no fact answers
	text, why string
}

var asks = map[string]ask{
	needContact:   {"", "Who is the person there?", "The words then go to somebody by name."},
	needIntroduce: {"", "Whom could you introduce to them, who has agreed to it?", "A name makes it an introduction; without leave it stays an offer."},

	SettingSpokenName: {"", "Which name do you say on the phone?", "The words leave it out: say it as you open."},
	SettingSlots:      {"", "Which two times can you offer for a short talk?", "Have them ready: the ask works best with a day and an hour."},
	SettingCallback:   {"", "Which number should they call back?", "The words leave it out: say it at the end."},
	SettingCompany:    {"", "What is our firm called aloud?", "The words leave it out: say it where it belongs."},
	SettingOffer:      {"", "What do we do, in one line?", "The words leave it out: say it where it belongs."},
	SettingGifts:      {"", "May we send small gifts?", "Until somebody says so, I propose none."},

	string(ObjectionSay): {ObjectionSay, "What exactly did %s say when turning it down?", "Step 1 can then take up those very words."},
	string(RealReason):   {RealReason, "Do you know the real reason behind the no?", "A stated reason is often a polite cover."},
	string(Statement):    {Statement, "What has %s told you about the business, and where?", "It makes the strongest question there is."},
	string(CompanyEvent): {CompanyEvent, "What is going on at their firm just now?", "With source and date, your question can be about them, and not just their market."},
	string(MarketTrend):  {MarketTrend, "Which figure or trend troubles their market this year?", "With source and date, you can build your question on it."},
	string(Story):        {Story, "Which customer of ours had the same problem?", "Step 3 can then point to somebody like them."},
	string(Result):       {Result, "What did such a customer measure: which number, over which time?", "A number says more than an adjective."},
	string(Vendor):       {Vendor, "Who serves them today, and until when?", "The question can then be about that set-up, by name."},
	string(Goal):         {Goal, "What does %s want to reach this year?", "Their own goal is the best reason to talk."},
	string(OwnMiss):      {OwnMiss, "Did something go wrong on our side?", "A real cause makes the apology honest. Never invent one."},
	string(Gatekeeper):   {Gatekeeper, "Who or what stands between you and %s?", "A front desk, the wrong desk, somebody who left: each takes another way round."},
	string(Competitor):   {Competitor, "Is anybody else bidding?", "It tells whether they have probably gone elsewhere."},
	string(Problem):      {Problem, "What troubles them most this year?", "A question about it is a reason to call."},
	string(AgreedPoint):  {AgreedPoint, "What did you last agree on?", "The words can then go on from there."},
	string(NextStep):     {NextStep, "Which next step did you have in mind together?", "The words can then take it up."},
	string(Aspiration):   {Aspiration, "What would %s like it all to look like one day?", "A picture in their own words beats any of ours."},
	string(Easing):       {Easing, "What could we make easier for them that nobody else bidding can?", "It is where we fit, in their terms."},
	string(Referrer):     {Referrer, "Who suggested that you call, and may you say so?", "With their leave, the words begin with that name."},
	string(Advocate):     {Advocate, "Who near them thinks well of us?", "The words then go to somebody by name."},
	string(ValueItem):    {ValueItem, "What could you send that is of use to them, whether they buy or not?", "The words can then give something."},
}

// needNames is every name that a Needs header may hold.
func needNames() []string {
	names := make([]string, 0, len(asks))
	for name := range asks {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// missing is what would make the words of a play sharper, as tasks: facts in
// their words that want better ones first, then the one that wants a question of the
// rep's own, then what is not known, then facts on file that may not be spoken as they
// are.
func (b *Book) missing(p *Play, sig *signals, d *Draft, used []Fact) []Question {
	var qs []Question
	who := newWords(sig, p.ID).who
	for i := range used {
		if used[i].Kind == Advocate && used[i].Person != "" { // called by name, and nothing of the text is said
			continue
		}
		if _, can := say(&used[i], frames[used[i].Kind].Begin, who); !can {
			qs = append(qs, sayItBetter(&used[i]))
		}
	}
	if f := d.Unasked; f != nil && !slices.ContainsFunc(qs, func(q Question) bool { return f.ID != "" && q.FactID == f.ID }) {
		qs = append(qs, askItYourself(f))
	}
	for _, need := range p.Needs {
		if q, missing := sig.asked(need, used); missing {
			qs = append(qs, q)
		}
	}
	for i := range sig.s.Facts {
		f := &sig.s.Facts[i]
		if slices.ContainsFunc(qs, func(q Question) bool { return f.ID != "" && q.FactID == f.ID }) {
			continue
		}
		q, ok := sig.mend(f, p.Needs, who)
		if !ok && sig.leftOut(f, p.Needs, used, who) {
			q, ok = sayItBetter(f), true
		}
		if ok && !(q.Better && outdone(f, used)) {
			qs = append(qs, q)
		}
	}
	return qs
}

// leftOut says that a fact which the play could use stays unsaid, and that nobody has
// put it into spoken words: another of its kind is not said instead, and no frame of
// the play took the plain text.
func (sig *signals) leftOut(f *Fact, needs []string, used []Fact, who person) bool {
	if !slices.Contains(needs, string(f.Kind)) || slices.Contains(ofPeople, f.Kind) || sig.unusable(f) != "" ||
		slices.ContainsFunc(used, func(u Fact) bool { return u.Kind == f.Kind }) {
		return false
	}
	_, can := say(f, frames[f.Kind].Begin, who)
	return !can && f.SayAs == "" && sig.newestOf(f.Kind) == f
}

// outdone says that a fact is for the unexpected question, and that the words have a
// better one for it.
func outdone(f *Fact, used []Fact) bool {
	tier := tierOf(f.Kind) - 1
	return tier >= 0 && !worthAsking(tier, bestTier(used))
}

// ofPeople are the kinds of facts whose text nobody says: who it is counts.
var ofPeople = []FactKind{Referrer, Advocate, Gatekeeper, Competitor}

func sayItBetter(f *Fact) Question {
	q := toMend(f, "How would you say this aloud: "+quoted(shortened(f.Text))+"?", "Write it under Say it as, and the sentence sounds like you.")
	q.Better = true
	return q
}

func askItYourself(f *Fact) Question {
	q := toMend(f, "What would you ask them about "+quoted(shortened(f.Text))+"?", "Your own question about it would be better than mine: write it under Ask it as.")
	q.Better = true
	return q
}

// tiers of the unexpected question, the weakest first (SE-05 to SE-07).
var tiers = []FactKind{MarketTrend, CompanyEvent, Statement}

// asked is the question for something a play needs; false when it is known, or
// when a better tier is in the words already.
func (sig *signals) asked(need string, used []Fact) (Question, bool) {
	s := sig.s
	q := Question{Kind: asks[need].kind, Ask: asks[need].text, Why: asks[need].why}
	switch need {
	case needContact:
		return q, sig.contactName() == ""
	case needIntroduce:
		if f := sig.firstFact(ValueItem, func(f *Fact) bool { return sig.unnamed(f) == unagreed }); f != nil {
			q = toMend(f, "Does "+f.Person+" agree to be introduced?", "Until then the words only offer to find somebody.")
		}
		return q, len(newWords(sig, "").Introduce()) == 0
	}
	if value, is := s.setting(need); is {
		q.Setting = need
		return q, value == ""
	}
	kind := FactKind(need)
	if kind == ValueItem { // the team's library may have it, and what was given is gone
		return q, !sig.hasSomethingToGive()
	}
	if tier := slices.Index(tiers, kind); tier >= 0 && !worthAsking(tier, bestTier(used)) {
		return Question{}, false
	}
	if kind == Vendor && sig.objection() != CurrentVendor || kind == RealReason && sig.objection() == OtherReason && sig.realReasonKnown() {
		return Question{}, false
	}
	if strings.Contains(q.Ask, "%s") {
		q.Ask = fmt.Sprintf(q.Ask, sig.they())
		q.Ask = strings.Replace(strings.Replace(q.Ask, "has they", "have they", 1), "does they", "do they", 1)
	}
	return q, !slices.ContainsFunc(s.Facts, func(f Fact) bool { return f.Kind == kind })
}

// worthAsking says whether a tier is one to ask for: the strongest, which the rep
// may remember, and the next one up, which takes the least homework (SE-08).
func worthAsking(tier, best int) bool {
	return tier > best && (tier == len(tiers)-1 || tier == best+1)
}

// bestTier is the tier of the question in the words, -1 for none.
func bestTier(used []Fact) int {
	best := -1
	for _, f := range used {
		best = max(best, tierOf(f.Kind)-1)
	}
	return best
}

// toMend is a question about a fact on file.
func toMend(f *Fact, ask, why string) Question {
	return Question{Kind: f.Kind, Ask: ask, Why: why, FactID: f.ID}
}

// mend asks for what keeps a fact on file from being spoken.
func (sig *signals) mend(f *Fact, needs []string, who person) (Question, bool) {
	if !slices.Contains(needs, string(f.Kind)) {
		return Question{}, false
	}
	what := quoted(shortened(f.Text))
	switch sig.unusable(f) {
	case unsourced:
		return toMend(f, "Where does this come from: "+what+"?", "Without a source it stays unsaid."), true
	case undated:
		return toMend(f, "From when is this: "+what+"?", "Without a date it stays unsaid."), true
	case stale:
		return toMend(f, "Is there anything newer than this: "+what+"?", "It is more than a year old, so it stays unsaid."), true
	case unagreed, nameless:
		return leave(f), f.Kind == Referrer
	case "":
		if needsLeave(f) {
			return toMend(f, "Do they agree to be named: "+what+"?", "Without their leave the name stays unsaid: note that they agree, or say it without the name."), true
		}
		if _, safe := noted(f, "", who); safe || slices.Contains(ofPeople, f.Kind) {
			return Question{}, false
		}
		_, can := say(f, frames[f.Kind].Begin, who)
		return sayItBetter(f), !can
	}
	return Question{}, false
}

// theReferrer is who sent us, for a question to the rep.
func theReferrer(f *Fact) string {
	if name, ok := tidy(f.Person); ok {
		return name
	}
	return quoted(shortened(f.Text))
}

// shortened is a text for a list, cut between words.
func shortened(text string) string {
	fields := strings.Fields(text)
	if len(fields) <= 12 {
		return strings.TrimRight(strings.Join(fields, " "), ".")
	}
	return strings.Join(fields[:12], " ") + " …"
}
