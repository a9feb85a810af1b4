package coach

import (
	"slices"
	"time"
)

// People who speak for us: a referrer suggested that we call (RC-10), an advocate
// calls for us on their own initiative (RC-12). Both are facts with a Person. A
// referrer is named to the prospect, and only with their consent; an advocate is
// asked, and named only with it. Neither is called on too often (RC-11).

// The overuse limit [D]: nobody is called on more often than this in so many days.
const (
	mostNamed = 2
	namedIn   = 90 // days
)

// namesPerson says that a fact of this kind is about somebody who speaks for us.
func (k FactKind) namesPerson() bool { return k == Referrer || k == Advocate }

// The reasons why somebody who speaks for us is not named.
const (
	nameless = "names nobody"
	unagreed = "names somebody who hasn't agreed to it"
	resting  = "names somebody who has been named often lately"
)

// unnamed says why the person of a fact may not be named in a script; "" when
// they may.
func (sig *signals) unnamed(f *Fact) string {
	switch {
	case f.Person == "":
		return nameless
	case !f.Consent:
		return unagreed
	case sig.s.rests(f.Person):
		return resting
	}
	return ""
}

// referrer is who suggested that we call and may be named, as the newest fact
// says; nil when there is nobody.
func (sig *signals) referrer() *Fact {
	return sig.firstFact(Referrer, func(f *Fact) bool { return sig.unnamed(f) == "" })
}

// advocate is who may be asked to speak for us; nil when there is nobody. The
// words go to them, so it takes no consent to be named.
func (sig *signals) advocate() *Fact {
	return sig.firstFact(Advocate, func(f *Fact) bool { return f.Person != "" && !sig.s.rests(f.Person) })
}

func (sig *signals) firstFact(kind FactKind, is func(*Fact) bool) *Fact {
	for i := range sig.s.Facts {
		if f := &sig.s.Facts[i]; f.Kind == kind && is(f) {
			return f
		}
	}
	return nil
}

// rests says that somebody has been named often enough lately.
func (s *Situation) rests(person string) bool {
	until, is := s.Resting[person]
	return is && s.Cadence.Today.Before(until)
}

// restUntil is the day from which somebody may be named again: the one on which
// the last but one of their uses is long enough ago. It is zero when they need no
// rest. Uses come newest first; one that reached nobody has used nothing up.
func restUntil(uses []Touch, today Date) Date {
	var on []Date
	for i := range uses {
		if delivered(&uses[i]) {
			on = append(on, uses[i].On)
		}
	}
	slices.SortFunc(on, func(a, b Date) int { return b.Sub(a) })
	if len(on) < mostNamed {
		return Date{}
	}
	if until := on[mostNamed-1].Add(namedIn); today.Before(until) {
		return until
	}
	return Date{}
}

// restOf reads who of a deal's referrers and advocates rests, and until when.
func restOf(r Reader, facts []Fact, today Date) (map[string]Date, error) {
	var rest map[string]Date
	asked := map[string]bool{}
	for _, f := range facts {
		if !f.Kind.namesPerson() || f.Person == "" || asked[f.Person] {
			continue
		}
		asked[f.Person] = true
		uses, err := r.Named(f.Person, today.Add(-namedIn-1).In(time.UTC))
		if err != nil {
			return nil, err
		}
		until := restUntil(uses, today)
		if until.IsZero() {
			continue
		}
		if rest == nil {
			rest = map[string]Date{}
		}
		rest[f.Person] = until
	}
	return rest, nil
}

// refuseRest says in words that everybody whom a play could call on rests; nil
// when it is not about them, or somebody is left.
func (sig *signals) refuseRest(p *Play) error {
	kind, left := Advocate, sig.advocate()
	switch p.Family {
	case "advocate":
	case "reference":
		kind, left = Referrer, sig.referrer()
	default:
		return nil
	}
	tired := sig.firstFact(kind, func(f *Fact) bool { return sig.s.rests(f.Person) })
	if left != nil || tired == nil {
		return nil
	}
	return Errorf(Conflict, "Give %s a rest until %s: the name has been used %s in %d days, and that is enough.", tired.Person,
		dayAhead(sig.s.Resting[tired.Person], sig.s.Cadence.Today), times(mostNamed), namedIn)
}

// consents is what keeps the name of who suggested the call from being said, as a
// task: where nobody may be named, on a card on which it could help. A play that
// needs a referrer asks for that itself.
func (sig *signals) consents(row int, p *Play) []Question {
	asks := p != nil && slices.Contains(p.Needs, string(Referrer))
	if asks || !sig.open() || sig.referrer() != nil || row != 0 && (row < 13 || row > 21) {
		return nil
	}
	f := sig.firstFact(Referrer, func(f *Fact) bool { return sig.unnamed(f) != resting })
	if f == nil {
		return nil
	}
	return []Question{leave(f)}
}

// leave asks for what keeps a referrer from being named.
func leave(f *Fact) Question {
	if f.Person == "" {
		return toMend(f, "Who suggested the call, by name: "+quoted(shortened(f.Text))+"?", "With a name, and leave to say it, the words can begin with it.")
	}
	return toMend(f, "May you say that it was "+theReferrer(f)+" who sent you?", "Without their leave the name stays unsaid.")
}
