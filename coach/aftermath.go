package coach

import (
	"context"
	"slices"
	"strings"
)

// Aftermath is what is left to do once words of ours were answered: to listen, and
// to write down what came of it while it is fresh (SE-12, AP-11…14, FU-14).
type Aftermath struct {
	TouchID string // the answer
	On      Date   // its day
	PlayID  string // the play that was answered
	Family  string
	Steps   []Step // what the play itself says to do afterwards
	ToLearn string // what the rep wanted to learn (AP-05); "" when nobody said
}

// keptAfter is how long after an answer somebody still remembers what was said, in
// calendar days [D].
const keptAfter = 14

// worthWritingDown are the plays whose answer teaches something.
var worthWritingDown = []string{"apology", "second-effort", "real-reason"}

// cameTo is the play that the last answer came to: the one whose words were used in
// that very touch, or else the latest of the silence that it ended. It is "" when
// they answered to words of the rep's own.
func (b *Book) cameTo(sig *signals) string {
	at := slices.IndexFunc(sig.newest, func(t Touch) bool { return t.Answered() })
	if at < 0 {
		return ""
	}
	for i, t := range sig.newest[at:] {
		if i > 0 && t.Answered() {
			break
		}
		if t.PlayID != "" && delivered(&t) {
			return t.PlayID
		}
	}
	return ""
}

// aftermath is nil when nothing was answered, when it was long ago, and once what
// came of it is on file.
func (b *Book) aftermath(sig *signals) *Aftermath {
	t, play := sig.lastAnswer, b.byID[sig.cameTo]
	switch {
	case t == nil || play == nil || sig.optedOut() || !slices.Contains(worthWritingDown, play.Family):
		return nil
	case sig.s.Cadence.Today.Sub(t.On) > keptAfter || sig.writtenDown(t):
		return nil
	}
	after := &Aftermath{TouchID: t.ID, On: t.On, PlayID: play.ID, Family: play.Family}
	w, used := newWords(sig, play.ID), []*Fact(nil)
	for i := range play.after {
		if s, err := play.after[i].render(w, &used); err == nil {
			after.Steps = append(after.Steps, s)
		}
	}
	for _, f := range sig.s.Facts {
		if f.Kind == ToLearn && t.On.Sub(f.On) <= keptAfter {
			after.ToLearn = f.Text
			break
		}
	}
	return after
}

// writtenDown says that something was learned from an answer.
func (sig *signals) writtenDown(t *Touch) bool {
	return slices.ContainsFunc(sig.s.Facts, func(f Fact) bool {
		return slices.Contains(LearnedKinds, f.Kind) && f.Kind != Note && f.AddedAt.After(t.LoggedAt)
	})
}

// listening says that they are answering an apology just now. In that contact
// nothing is sold, not even a no is argued with (AP-11…14).
func (sig *signals) listening() bool {
	t := sig.lastAnswer
	return t != nil && sig.apologyAnswered && (t.On == sig.s.Cadence.Today || sig.s.Cadence.BallOurs)
}

// justListen is what to do while they answer an apology.
func (sig *signals) justListen() string {
	if sig.s.Cadence.BallOurs {
		return "Thank " + sig.them() + " for telling you, answer what was asked, and leave it there. Nothing about the sale in this contact."
	}
	return "Leave it there for today. Nothing about the sale in this contact."
}

// LearnedKinds are what an answer may have taught us, in the order of the form.
var LearnedKinds = []FactKind{OwnMiss, RealReason, Statement, Lesson, Note}

// Learning is what somebody fills in under **What happened**.
type Learning struct {
	TouchID string // the answer
	Text    string // what they said
	Kind    FactKind
	Lesson  string // for next time; may be empty
}

// WriteDown stores what an answer taught us, with its day and channel as the source.
func (c *Coach) WriteDown(ctx context.Context, in Input, dealID string, l Learning) (Moved, error) {
	switch {
	case strings.TrimSpace(l.Text) == "":
		return Moved{}, &Error{Kind: Invalid, Field: "text", Sentence: "What did they say? Their own words are best."}
	case !slices.Contains(LearnedKinds, l.Kind) || l.Kind == Lesson:
		return Moved{}, &Error{Kind: Invalid, Field: "kind", Sentence: "What is it? Choose one, or keep it as a note."}
	}
	var t Touch
	err := c.store.View(ctx, in.Workspace, func(r Reader) (err error) {
		if t, err = r.Touch(l.TouchID); KindOf(err) == NotFound || err == nil && t.DealID != dealID {
			err = Errorf(NotFound, "That touch isn't there any more. Add what you learned as homework.")
		}
		return err
	})
	if err != nil {
		return Moved{}, err
	}
	return c.addFacts(ctx, in, "touch.after", dealID, l.drafts(t))
}

func (l Learning) drafts(t Touch) []FactDraft {
	source := string(t.Channel)
	said := FactDraft{Kind: l.Kind, Text: l.Text, Source: source, On: t.On, ContactID: t.ContactID}
	if l.Kind == RealReason {
		said.Source += ", confirmed by them"
	}
	drafts := []FactDraft{said}
	if strings.TrimSpace(l.Lesson) != "" {
		drafts = append(drafts, FactDraft{Kind: Lesson, Text: l.Lesson, Source: source, On: t.On})
	}
	return drafts
}
