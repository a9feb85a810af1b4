package coach

import (
	"context"
	"slices"
	"strings"
)

// Brief is what to have in mind before getting in touch (AP-03, DL-03): the person,
// the situation, the last words, and what we missed. It holds nothing to sell.
type Brief struct {
	Situation
	Person    string // "Dana Whitlock (head of purchasing) at Acme"; "" when nobody is named
	Standing  string // what has happened since the proposal went out; "" when it has not
	LastHeard string // when and how, with their words; "" when they never were
	Notes     []Touch
	Known     []Fact // what they told us: said, want, struggle with, agreed on
	Missed    []Fact // what went wrong on our side; none: not known, so ask
	Lessons   []Fact // what we learned before
	ToLearn   *Fact  // what we'd like to learn; nil: nobody has said
	Pressure  []Pressure
	Draft     *Draft // the words that it prepares for; nil: none
}

// How much of each fits a brief.
const (
	briefNotes = 3
	briefFacts = 4
)

// Brief gathers what to have in mind before getting in touch.
func (b *Book) Brief(s Situation) Brief {
	out := Brief{Situation: s}
	sig := b.signals(&out.Situation)
	w := newWords(sig, "")
	out.Person, out.Standing, out.LastHeard = filledIn(w.Person()), filledIn(w.Standing()), filledIn(w.LastWords())
	for i := range sig.newest {
		t := &sig.newest[i]
		if strings.TrimSpace(t.Note) != "" && t != sig.lastAnswer && len(out.Notes) < briefNotes {
			out.Notes = append(out.Notes, *t)
		}
	}
	out.Known = sig.known(briefFacts, Statement, AgreedPoint, NextStep, Problem, Goal, Aspiration)
	out.Missed = sig.known(briefFacts, OwnMiss)
	out.Lessons = sig.known(briefFacts, Lesson)
	out.ToLearn = sig.toLearn()
	out.Pressure = sig.pressure()
	return out
}

// known is the newest facts of some kinds.
func (sig *signals) known(limit int, kinds ...FactKind) []Fact {
	var out []Fact
	for _, f := range sig.s.Facts {
		if slices.Contains(kinds, f.Kind) && len(out) < limit {
			out = append(out, f)
		}
	}
	return out
}

// toLearn is what the rep would like to learn (AP-05), written down since they were
// last heard.
func (sig *signals) toLearn() *Fact {
	for i := range sig.s.Facts {
		f := &sig.s.Facts[i]
		if f.Kind == ToLearn && (sig.lastAnswer == nil || f.AddedAt.After(sig.lastAnswer.LoggedAt)) {
			return f
		}
	}
	return nil
}

func filledIn(s slot) string {
	if len(s) == 0 {
		return ""
	}
	return s.String()
}

// Brief is **Get clear** for a deal: before the words of a play in the form of a
// channel, or, where the play is not in the book or may not be used, before
// those that the coach proposes.
func (c *Coach) Brief(ctx context.Context, in Input, dealID, playID string, ch Channel) (Brief, error) {
	s, err := c.Situation(ctx, in, dealID)
	if err != nil {
		return Brief{}, err
	}
	b := c.o.Book.Brief(s)
	a, err := c.o.Book.AdvisePlay(s, playID, ch)
	if err != nil {
		a = c.o.Book.Advise(s)
	}
	b.Draft = a.Draft
	return b, nil
}
