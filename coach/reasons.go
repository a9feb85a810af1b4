package coach

import (
	"context"
	"regexp"
	"strings"
)

// Reasons is why they said no: what they stated, and what was really behind it.
// The two are kept apart, because a stated reason is often a polite cover (DL-05,
// DL-06): it counts as unconfirmed until they say more.
type Reasons struct {
	Stated string // "price", or their own words; "" when they gave none
	Polite bool   // a reason of the sort that people give to be polite
	Real   string // what they confirmed; "" as long as nobody knows
	Guess  string // what we think it is
}

// Reasons is what is known about the no of a deal; false for a deal that nobody has
// turned down.
func (s *Situation) Reasons() (Reasons, bool) {
	no := s.lastNo()
	if no == nil && s.Deal.Stage != Lost {
		return Reasons{}, false
	}
	r := Reasons{Stated: s.Deal.CloseReason, Polite: politeCover.MatchString(s.Deal.CloseReason), Real: s.Deal.RealReason}
	if no != nil && no.Objection != NoObjection && no.Objection != OtherReason {
		r.Stated, r.Polite = no.Objection.Label(), true
	}
	for i := range s.Facts {
		s.Facts[i].addTo(&r, no)
	}
	return r, true
}

// politeCover are the reasons that people give because they end the talk.
var politeCover = regexp.MustCompile(`(?i)\b(price|pricey|expensive|cost|budget|money|timing|time|later|next year|vendor|supplier|provider|happy with)\b`)

// lastNo is the no that was their last word, if it was.
func (s *Situation) lastNo() *Touch {
	for i := range s.Touches {
		switch t := &s.Touches[i]; {
		case t.Outcome == SaidNo:
			return t
		case t.Answered():
			return nil
		}
	}
	return nil
}

// addTo takes up what a fact says about the reasons of a no; newer facts come first.
func (f *Fact) addTo(r *Reasons, no *Touch) {
	text := strings.TrimSpace(f.Text)
	switch {
	case f.Kind == ObjectionSay && r.Stated == "" && !(no != nil && !f.On.IsZero() && f.On.Before(no.On.Add(-3))):
		r.Stated, r.Polite = text, politeCover.MatchString(text)
	case f.Kind != RealReason:
	case f.guessed() && r.Guess == "":
		r.Guess = text
	case !f.guessed() && r.Real == "":
		r.Real = text
	}
}

// How somebody knows the real reason of a no.
const (
	ToldOnCall    = "call"
	ToldInMeeting = "meeting"
	ToldByEmail   = "email"
	Guessed       = "guess"
)

// reasonSources are what stands as the source of a real reason. A guess is kept, and
// never said: whoever confirms it later says so in its source.
var reasonSources = map[string]string{
	ToldOnCall: "call, confirmed by them", ToldInMeeting: "meeting, confirmed by them", ToldByEmail: "email, confirmed by them",
	Guessed: "our guess",
}

// guessed says that a real reason is what we think, not what they confirmed.
func (f *Fact) guessed() bool { return f.Source == reasonSources[Guessed] }

// ReasonDraft is what somebody fills in under **The real reason**.
type ReasonDraft struct {
	Text  string
	SayAs string
	AskAs string
	How   string // ToldOnCall …
	On    Date
}

// TellReason stores the real reason behind a no, as confirmed by them or as a guess.
func (c *Coach) TellReason(ctx context.Context, in Input, dealID string, r ReasonDraft) (Moved, error) {
	source, known := reasonSources[r.How]
	switch {
	case strings.TrimSpace(r.Text) == "":
		return Moved{}, &Error{Kind: Invalid, Field: "real_reason", Sentence: "What is behind it? A few words will do."}
	case !known:
		return Moved{}, &Error{Kind: Invalid, Field: "how", Sentence: "How do you know? Choose one, or say that it is a guess."}
	}
	draft := FactDraft{Kind: RealReason, Text: r.Text, SayAs: r.SayAs, AskAs: r.AskAs, Source: source, On: r.On}
	return c.addFacts(ctx, in, "reason.real", dealID, []FactDraft{draft})
}
