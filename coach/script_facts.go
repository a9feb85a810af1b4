package coach

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// The slots of facts, in the order of the kinds.

func (w words) Trend() slot       { return w.fact(MarketTrend, Economy, Technology) }
func (w words) Event() slot       { return w.fact(CompanyEvent) }
func (w words) Report() slot      { return w.fact(AnnualReport) }
func (w words) Statement() slot   { return w.fact(Statement) }
func (w words) Rank() slot        { return w.fact(Rank) }
func (w words) YearsBefore() slot { return w.fact(YearsBefore) }
func (w words) Problem() slot     { return w.fact(Problem) }
func (w words) Easing() slot      { return w.fact(Easing) }
func (w words) Article() slot     { return w.fact(Article) }
func (w words) Goal() slot        { return w.fact(Goal) }
func (w words) Vendor() slot      { return w.fact(Vendor) }
func (w words) Result() slot      { return w.fact(Result) }
func (w words) Story() slot       { return w.fact(Story) }
func (w words) Referrer() slot    { return w.fact(Referrer) }
func (w words) Advocate() slot    { return w.fact(Advocate) }
func (w words) Gatekeeper() slot  { return w.fact(Gatekeeper) }
func (w words) Value() slot       { return w.fact(ValueItem) }
func (w words) Hope() slot        { return w.fact(Aspiration) }
func (w words) Words() slot       { return w.fact(ObjectionSay) }
func (w words) Reason() slot      { return w.fact(RealReason) }
func (w words) Miss() slot        { return w.fact(OwnMiss) }
func (w words) Agreed() slot      { return w.fact(AgreedPoint) }
func (w words) NextStep() slot    { return w.fact(NextStep) }

// fact fills a slot with the newest fact of these kinds that can be said.
func (w words) fact(kinds ...FactKind) slot {
	for i := range w.s.Facts {
		f := &w.s.Facts[i]
		if !slices.Contains(kinds, f.Kind) || w.left(f.Kind) || w.sig.unusable(f) != "" {
			continue
		}
		own := w.question(f) != ""
		if w.own && !own {
			continue
		}
		if w.asking && !own && !concerns(w.objection, f) || !w.after.IsZero() && !f.On.After(w.after) {
			continue
		}
		if w.kin != "" && !w.isKin(f) {
			continue
		}
		key := framing{f, w.plain, w.aside, w.brief}
		in, done := w.framed[key]
		if !done {
			in.saying, in.ok = w.frame(f)
			w.framed[key] = in
		}
		if in.ok && (!w.asking || w.mayAsk(f)) {
			return slot{{saying: in.saying, fact: f, m: w.material}}
		}
	}
	return nil
}

// mayAsk says whether the unexpected question may stand on a fact: the homework
// opens its tier, or the rep has said that it is enough as it is. What is kept
// back is remembered, for the card to say so.
func (m *material) mayAsk(f *Fact) bool {
	switch {
	case m.sig.homework.Tier() >= tierOf(f.Kind):
		return true
	case m.sig.homework.By != "":
		m.trusted = append(m.trusted, f)
		return true
	}
	m.withheld = append(m.withheld, f)
	return false
}

// strongest is the fact of the highest tier among some; nil of none.
func (m *material) strongest(fs []*Fact) *Fact {
	var best *Fact
	for _, f := range fs {
		if best == nil || tierOf(f.Kind) > tierOf(best.Kind) {
			best = f
		}
	}
	return best
}

// frame puts a fact into words: those of its frame, or the safe ones.
func (w words) frame(f *Fact) (saying, bool) {
	frame := frames[f.Kind]
	if w.plain {
		begin := w.noteBegin(f)
		quote := noted
		if w.aside {
			quote = quotation
		}
		text, ok := quote(f, begin, w.who)
		return saying{sentence: text, tail: strings.TrimPrefix(text, begin+" ")}, ok && mayName(f, f.Text, false)
	}
	said, ok := say(f, frame.Begin, w.who)
	ok = ok && mayName(f, said.tail, true)
	if ok && f.Kind == Result {
		said = whose(f, said)
	}
	if ok && f.Kind == Statement {
		if occ := occasion(f.Source, f.On, w.s.Cadence.Today); occ != "" && w.brief {
			said.sentence = "You told me " + said.tail
		} else if occ != "" {
			said.sentence = upperFirst(occ) + ", " + w.OneOf("you told me ", "you said ") + said.tail
		}
	}
	return said, ok
}

// noteBegin is what stands before a plain text: where it was said or read, if
// that is known.
func (w words) noteBegin(f *Fact) string {
	switch f.Kind {
	case Statement:
		if occ := occasion(f.Source, f.On, w.s.Cadence.Today); occ != "" {
			return upperFirst(occ) + ", I wrote this down:"
		}
	case Goal, Problem:
		if occ := occasion(f.Source, f.On, w.s.Cadence.Today); occ != "" {
			return upperFirst(occ) + ", " + frames[f.Kind].note
		}
	case Result:
		if kind, _ := measuredAt(f); kind != "" {
			return "One result from our own work, at " + kind + ":"
		}
	case CompanyEvent:
		if isLink(f.Source) {
			return "I read this about your firm:"
		}
	case MarketTrend, Economy, Technology:
		if isLink(f.Source) {
			return "I read this about your market:"
		}
	}
	return frames[f.Kind].note
}

func isLink(source string) bool {
	s := strings.TrimSpace(source)
	return strings.Contains(s, "://") || strings.HasPrefix(s, "www.")
}

// The reasons why a fact on file is not spoken.
const (
	unsourced = "has no source"
	undated   = "has no date"
	stale     = "is more than a year old"
	foreign   = "was said by somebody else"
	earlier   = "belongs to an earlier no"
	guess     = "is what we think, not what they said"
)

// uncounted is why a fact that is not done as homework is not spoken either.
var uncounted = map[HomeworkState]string{HomeworkUnsourced: unsourced, HomeworkUndated: undated, HomeworkStale: stale}

// freshFor is how long news and figures can be said as news, in days [D].
const freshFor = 365

// unusable says why a fact may not be spoken; "" when it may. The three tiers of
// the unexpected question need a source, and news and figures must be fresh
// (SE-05, SE-06): a stale number costs more trust than it wins. So must what is
// said of this year or of now. Whoever sent us is named with their leave only
// (RC-10).
func (sig *signals) unusable(f *Fact) string {
	today := sig.s.Cadence.Today
	switch f.Kind {
	case Note, Lesson, ToLearn:
		return "is a note"
	case Statement:
		if sig.saidByAnother(f) {
			return foreign
		}
		if strings.TrimSpace(f.Source) == "" {
			return unsourced
		}
	case ObjectionSay:
		if sig.saidByAnother(f) {
			return foreign
		}
		if sig.no != nil && !f.On.IsZero() && f.On.Before(sig.no.On.Add(-3)) {
			return earlier
		}
	case RealReason:
		if f.guessed() {
			return guess
		}
	case Referrer, Advocate:
		return sig.unnamed(f)
	case Goal, Problem:
		if !f.On.IsZero() && today.Sub(f.On) > freshFor {
			return stale // "this year", "right now"
		}
	case MarketTrend, Economy, Technology, CompanyEvent, AnnualReport:
		return uncounted[homeworkState(f, today)]
	}
	return ""
}

func (sig *signals) saidByAnother(f *Fact) bool {
	return f.ContactID != "" && (len(sig.s.Contacts) == 0 || f.ContactID != sig.s.Contacts[0].ID)
}

// objectionWords tell whether a fact has to do with an objection.
var objectionWords = map[Objection]*regexp.Regexp{
	Price:         regexp.MustCompile(`(?i)(\b(price|pricing|cost|expens|afford|margin|sav(e|ing)|pay|spend|invoice|wast|scrap|overtime|profit|cheap|money)|[$€£])`),
	Budget:        regexp.MustCompile(`(?i)(\b(budget|cost|fund|invest|spend|cut|sav(e|ing)|money|fiscal|capital)|[$€£])`),
	Timing:        regexp.MustCompile(`(?i)\b(time|year|quarter|month|week|season|deadline|delay|late|busy|capacity|schedul|wait|hire|hiring|staff|overtime)`),
	CurrentVendor: regexp.MustCompile(`(?i)\b(vendor|supplier|provider|contract|partner|servic|support|deliver|quality|renewal|complain|short(age)?s?\b|late\b|missing|wrong|broken|mistake|error|wait)`),
}

func concerns(o Objection, f *Fact) bool {
	re := objectionWords[o]
	if f.Kind == Statement && (o == Price || o == CurrentVendor) && (hurting.MatchString(f.Text) || hurting.MatchString(f.SayAs)) {
		return true
	}
	return re == nil || re.MatchString(f.Text) || re.MatchString(f.SayAs)
}

// hurting are words of somebody who tells of a trouble. It answers a price, or a vendor
// that they are content with, whatever else it is about.
var hurting = regexp.MustCompile(`(?i)\b(can't|cannot|couldn't|never|nobody|still|only|short|late|los(e|es|ing|t)|miss\w*|wait\w*|forg[eo]t\w*|fail\w*|wrong|hard|struggl\w*|too (many|much|long|late|slow)|by hand|on paper|twice|again|break\w*|broke\w*|chas(e|es|ing)|mess\w*|trouble\w*|problem\w*|worr(y|ies|ied)|complain\w*|overtime|run(s|ning)? out)\b`)

// occasion is where something was said, as the beginning of a sentence without
// its capital: "when we spoke in March", "at the Hanover fair". It is "" for a
// link and wherever the right preposition would be a guess.
func occasion(source string, on, today Date) string {
	s, ok := tidy(source)
	if !ok || isLink(s) || wordCount(s) > 8 {
		return ""
	}
	where, dated := place(s)
	if where == "" || dated || on.IsZero() || on.After(today) {
		return where
	}
	return where + " " + whenSpoken(on, today)
}

var places = []struct {
	re *regexp.Regexp
	as string
}{
	{regexp.MustCompile(`(?i)^((our|the|a|my|last|first|phone|video|discovery|intro|zoom|teams) )*(call|phone|telephone|conversation|talk|chat)\b`), "when we spoke"},
	{regexp.MustCompile(`(?i)^((our|the|a|my|last|first|on-site|site|kick-off|lunch) )*(meeting|visit|lunch|in person|on site)\b`), "when we met"},
	{regexp.MustCompile(`(?i)^((your|her|his|their|the|an|last) )*(email|e-mail|mail|reply)\b`), "in your email"},
	{regexp.MustCompile(`(?i)^((your|her|his|their|the|a|last) )*letter\b`), "in your letter"},
	{regexp.MustCompile(`(?i)^((your|her|his|their|the|a) )*linkedin\b`), "on LinkedIn"},
}

var (
	preposition = regexp.MustCompile(`(?i)^(at|on|in|during|over|after) `)
	article     = regexp.MustCompile(`(?i)^(the|our|your|a|an|this|that) `)
	theirOwn    = regexp.MustCompile(`(?i)^(her|his|their) `)
	gathering   = regexp.MustCompile(`(?i)\b(fair|conference|summit|congress|expo|show|event|workshop|seminar|meetup|open day|dinner|breakfast|forum|convention|symposium)\b`)
	broadcast   = regexp.MustCompile(`(?i)\b(webinar|podcast|panel|radio|tv)\b`)
	published   = regexp.MustCompile(`(?i)\b(report|article|interview|newsletter|magazine|blog|post|survey|press)\b`)
)

// place is the occasion with its preposition, and whether it names its own date.
func place(s string) (string, bool) {
	dated := strings.ContainsFunc(s, unicode.IsDigit)
	for _, p := range places {
		if p.re.MatchString(s) {
			return p.as, false
		}
	}
	if preposition.MatchString(s) {
		return lowerFirst(s), dated
	}
	s = theirOwn.ReplaceAllString(s, "your ")
	named := "the " + s
	if article.MatchString(s) {
		named = lowerFirst(s)
	}
	switch {
	case broadcast.MatchString(s):
		return "on " + named, dated
	case published.MatchString(s):
		return "in " + named, dated
	case gathering.MatchString(s):
		return "at " + named, dated
	}
	return "", false
}
