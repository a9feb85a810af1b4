package coach

import "slices"

// playsOf is the plays that a row leads to here: those it names, then those of
// the book that ask to be in the row, without what is used up or does not apply.
func (b *Book) playsOf(r *row, sig *signals) []*Play {
	var plays []*Play
	for _, id := range r.plays {
		if p := b.byID[id]; p != nil && b.applies(p, r, sig) {
			plays = append(plays, p)
		}
	}
	for _, p := range b.plays {
		if p.asksFor(r) && b.applies(p, r, sig) {
			plays = append(plays, p)
		}
	}
	if r.equal {
		bestFirst(r, plays, sig)
	}
	return plays
}

// bestFirst puts plays that apply equally into the order in which they are
// proposed: first those that can stand on something known, because the others
// could only talk in general; within these, what has worked here (FU-15), and
// where that is not known the order of the catalogue.
func bestFirst(r *row, plays []*Play, sig *signals) {
	slices.SortStableFunc(plays, func(a, b *Play) int {
		return first(a.grounded(sig), b.grounded(sig))
	})
	rest := slices.IndexFunc(plays, func(p *Play) bool { return !p.grounded(sig) })
	if rest < 0 {
		rest = len(plays)
	}
	sig.s.Results.rank(r.n, plays[:rest])
	sig.s.Results.rank(r.n, plays[rest:])
}

// builtOn is what plays of one row stand on: without it they are still true, but
// say little.
var builtOn = map[string]func(*signals) bool{
	"one-problem":   knowing(Problem, Statement, Goal, CompanyEvent),
	"timely-news":   knowing(MarketTrend, Economy, Technology, Article),
	"success-story": knowing(Story, Result),
	"extra-service": (*signals).hasSomethingToGive,
	"introduction":  (*signals).knowsWhomToIntroduce,
	"useful-note":   (*signals).hasSomethingToGive,
}

// knowing says that a fact of one of some kinds is known and may be spoken.
func knowing(kinds ...FactKind) func(*signals) bool {
	return func(sig *signals) bool { return slices.ContainsFunc(kinds, sig.has) }
}

// grounded says that something is known for the play to stand on; for an own
// play that is any fact it asks for.
func (p *Play) grounded(sig *signals) bool {
	if known := builtOn[p.ID]; known != nil {
		return known(sig)
	}
	return slices.ContainsFunc(p.Needs, func(need string) bool { return sig.has(FactKind(need)) })
}

// knowsWhomToIntroduce says that somebody worth knowing agreed to be introduced
// (DL-27). Who sent us to them, or speaks for us there, needs no introduction.
func (sig *signals) knowsWhomToIntroduce() bool {
	return slices.ContainsFunc(sig.s.Facts, func(f Fact) bool {
		return f.Kind == ValueItem && sig.unnamed(&f) == ""
	})
}

// hasSomethingToGive says that there is something of use for them (DL-26, RC-16).
func (sig *signals) hasSomethingToGive() bool {
	return len(sig.s.Library) > 0 || slices.ContainsFunc(sig.s.Facts, func(f Fact) bool { return sig.toGive(&f) })
}

// toGive says that a fact tells of something to give that was not given yet. A
// person is no gift.
func (sig *signals) toGive(f *Fact) bool {
	return f.Kind == ValueItem && f.Person == "" && sig.unusable(f) == "" && !sig.gave(f)
}

// applies says that a play may be used in a row that holds.
func (b *Book) applies(p *Play, r *row, sig *signals) bool {
	if !p.may(sig) || b.spent(p, sig) || sig.tooSoon(p, r) || !sig.mayFollowApology(p) {
		return false
	}
	more := conditions[p.ID]
	return more == nil || more(sig, r)
}

// conditions are what plays need beyond the row that leads to them.
var conditions = map[string]func(sig *signals, r *row) bool{
	// It is for the talk in which they said no, and the days after it.
	"second-effort": func(sig *signals, _ *row) bool { return !sig.saidNoLongAgo() },
	// It follows the second effort, once that has had its time, and not a second no.
	"real-reason": func(sig *signals, _ *row) bool {
		return sig.no != nil && sig.nos < 2 && !sig.apologyAnswered && !sig.realReasonKnown() && (&sig.newest[0] == sig.no || sig.rested())
	},
	// A dream without a result is a fantasy (playbook §2.6).
	"their-picture": func(sig *signals, _ *row) bool { return sig.has(Aspiration) && sig.has(Result) },
	// After the follow-ups that a proposal deserves, one new approach is enough.
	"useful-note": func(sig *signals, r *row) bool { return r.n != 17 || sig.persisting() },
}

// may says that a play's own header allows it here.
func (p *Play) may(sig *signals) bool {
	if len(p.Stages) > 0 && !slices.Contains(p.Stages, sig.s.Deal.Stage) {
		return false
	}
	return len(p.Objection) == 0 || slices.Contains(p.Objection, sig.objection())
}

// asksFor says that a play wants to be in a row that does not name it.
func (p *Play) asksFor(r *row) bool {
	return slices.Contains(p.Rows, r.n) && !slices.Contains(r.plays, p.ID)
}

// leadsFrom says that a row of the table leads to the play.
func (p *Play) leadsFrom(row int) bool {
	return slices.Contains(p.Rows, row) || slices.Contains(table[row-1].plays, p.ID)
}

// spent says that a play may not be used again: its family was used in this
// silence (AP-17) and giving does not come first, and a second effort was made for this no, a second no has come
// (SE-02), or the no was said to an apology (AP-14).
func (b *Book) spent(p *Play, sig *signals) bool {
	if p.Family == "second-effort" {
		return sig.nos > 1 || sig.secondEffortMade() || sig.apologyAnswered
	}
	return sig.used[p.Family] && !sig.mayGiveAgain(p)
}

// mayFollowApology says that a play may come after an apology in the same
// silence, where nothing that sells may (playbook §2.6, AP-14): the chance to say
// no may, and, once a file was closed and opened again, a new beginning.
func (sig *signals) mayFollowApology(p *Play) bool {
	if sig.apology == nil || p.Family == "apology" {
		return true
	}
	for i := range table {
		r := &table[i]
		if !p.leadsFrom(r.n) {
			continue
		}
		if _, holds := r.when(sig); holds && (r.n == 4 || r.n == 5 || r.n == 12) {
			return true
		}
	}
	return false
}
