package coach

import (
	"regexp"
	"strings"
)

// What the rep would ask about, and what is named where a matter is laid to rest: the
// same facts, told as they came up.

// points are the kinds of facts that a question of the rep's own can stand on, the
// strongest first (SE-05 to SE-08).
var points = []FactKind{Statement, Problem, CompanyEvent, AnnualReport, Goal, RealReason, MarketTrend}

// Point is the fact that the rep has a question about, told as it came up: "When we met
// in February, you told me about tablecloths that come back a day late". Its Ask is the
// question. It is empty where nobody has written one.
func (w words) Point() slot {
	w.own = true
	if s := w.Told(); w.brief && len(s) > 0 {
		return s
	}
	for _, kind := range points {
		if s := w.pointOf(kind); len(s) > 0 {
			return s
		}
	}
	return nil
}

func (w words) pointOf(kind FactKind) slot {
	switch kind {
	case Statement:
		return w.Statement()
	case Problem:
		return w.Trouble()
	case CompanyEvent:
		return w.learned(w.Event())
	case AnnualReport:
		return w.Report()
	case Goal:
		if s := w.Aim(); len(s) > 0 {
			return s
		}
		return w.Goal()
	case RealReason:
		return w.Reason()
	case MarketTrend:
		return w.learned(w.Trend())
	}
	return nil
}

// learned is news in spoken words with how we came by it.
func (w words) learned(s slot) slot {
	if len(s) > 0 && !w.plain {
		s[0].sentence = s[0].found()
	}
	return s
}

// Trouble is a problem of theirs with where it came up: "When we met in February, you
// told me about …", or "I know you're dealing with …" where that is not known.
func (w words) Trouble() slot {
	s := w.Problem()
	if len(s) == 0 || w.plain {
		return s
	}
	if f := s[0].fact; conversation(f.Source, f.On, w.s.Cadence.Today) != "" {
		s[0].sentence = upperFirst(occasion(f.Source, f.On, w.s.Cadence.Today)) + ", you told me about " + s[0].tail
	} else {
		s[0].sentence = "I know you're dealing with " + s[0].tail
	}
	return s
}

// Told is what they said or what troubles them, in short: "You told me about crews
// arriving at lofts that nobody has cleared". It is empty where we have it from
// somebody else.
func (w words) Told() slot { return w.toldUs("You told me ", "you want to ") }

// CameUp is the same with where it was told, once it lies behind: "When we spoke in November, you told me you
// wanted to open a second parlour".
func (w words) CameUp() slot {
	s := w.toldUs("You told me ", "you wanted to ")
	if len(s) == 0 || w.brief {
		return s
	}
	if occ := occasion(s[0].fact.Source, s[0].fact.On, w.s.Cadence.Today); occ != "" {
		s[0].sentence = upperFirst(occ) + ", " + lowerFirst(s[0].sentence)
	}
	return s
}

func (w words) toldUs(begin, want string) slot {
	if w.plain {
		return nil
	}
	if s := w.Statement(); len(s) > 0 {
		s[0].sentence = begin + strings.TrimPrefix(s[0].tail, "that ")
		return s
	}
	for _, of := range []struct {
		s    slot
		says string
	}{{w.Problem(), "about "}, {w.Goal(), want}} {
		if len(of.s) == 0 || conversation(of.s[0].fact.Source, of.s[0].fact.On, w.s.Cadence.Today) == "" {
			continue
		}
		of.s[0].sentence = begin + of.says + of.s[0].tail
		return of.s
	}
	return nil
}

// LostTouch is how long we haven't talked, with what they told us then: "since we spoke
// in December, when you told me about the chiller that failed". It is empty where they
// told it on another day, or where it speaks of a sale.
func (w words) LostTouch() slot {
	since, told := w.Since(), w.Told().Unsold()
	if len(since) == 0 || len(told) == 0 || told[0].fact.On.IsZero() || w.sig.lastAnswer.On != told[0].fact.On {
		return nil
	}
	told[0].sentence = since.String() + ", when " + lowerFirst(told[0].sentence)
	return told
}

// NoReason says that they gave none with their no.
func (w words) NoReason() bool {
	return w.sig.no != nil && w.sig.no.Objection == NoObjection && len(w.Words()) == 0
}

// Unsold is the words for an apology: empty where they speak of what is bought, signed
// or saved, even as theirs (AP-02: no sale in disguise).
func (s slot) Unsold() slot {
	if len(s) == 0 || ofSales.MatchString(s[0].sentence) {
		return nil
	}
	return s
}

var ofSales = regexp.MustCompile(`(?i)\b(pric\w*|discount\w*|offers?|quotes?|proposals?|benefits?|sav(e|es|ed|ing|ings)|invest\w*|buy\w*|purchas\w*|orders?|sign(s|ed|ing)?|deadlines?|expires?|meetings?|demos?|budgets?|costs?)\b|[%$€£]`)
