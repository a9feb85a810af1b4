package coach

import (
	"slices"
	"strconv"
	"time"
)

// samples are the deals that every play is tried on at start: every history with
// nothing known, with everything known in spoken words and with everything as
// plain text, the two also with a question to each fact; and each kind of fact by
// itself with a no.
func samples() []Situation {
	var out []Situation
	well, bare := sampleFacts(true), sampleFacts(false)
	wellAsked, bareAsked := withQuestions(well), withQuestions(bare)
	for _, touches := range sampleTouches() {
		out = append(out, sample(touches, nil, false), sample(touches, nil, true), sample(touches, well, true), sample(touches, bare, false),
			sample(touches, wellAsked, true), sample(touches, bareAsked, false))
	}
	no := []Touch{sampleTouch(0, Call, SaidNo, OtherReason)}
	for i := range well {
		for _, s := range []Situation{sample(no, well[i:i+1], true), sample(no, bare[i:i+1], false), sample(no, wellAsked[i:i+1], true)} {
			s.Deal.HomeworkBy = "sample" // one fact alone opens no question
			out = append(out, s)
		}
	}
	return out
}

func sample(touches []Touch, facts []Fact, people bool) Situation {
	s := Situation{
		Deal:    Deal{ID: "sample-" + strconv.Itoa(len(touches)+len(facts)), Account: "Oakfield Dairy", Stage: Open, SentOn: sampleDay.Add(-40)},
		Touches: touches, Facts: facts,
		Cadence: Cadence{Today: sampleDay, Followups: 4, Target: 4, Silence: 4, SentAgo: 28, Quiet: 5},
	}
	if people {
		s.Deal.Name = "Cold store controls"
		s.Contacts = []Contact{{ID: "sample", Name: "Dana Whitlock", Role: "head of purchasing"}}
		s.Rep = Rep{SpokenName: "Sam", Callback: "555 0143", Slots: "Tuesday at 10, Thursday at 2"}
		s.Us = Us{Company: "Northgate", Offer: "we keep cold stores cold for less"}
	}
	return s
}

var sampleDay = Date{2026, time.March, 12}

// sampleTouches is a no for each reason, a silence, and nothing.
func sampleTouches() [][]Touch {
	all := [][]Touch{nil}
	for _, o := range append([]Objection{NoObjection}, Objections...) {
		all = append(all, []Touch{sampleTouch(0, Call, SaidNo, o)})
	}
	return append(all, []Touch{
		sampleTouch(5, Voicemail, LeftMessage, ""), sampleTouch(12, Email, Sent, ""), sampleTouch(20, Call, NoAnswer, ""),
		sampleTouch(28, Letter, Sent, ""), sampleTouch(35, Email, Replied, ""),
	})
}

func sampleTouch(daysAgo int, c Channel, o Outcome, why Objection) Touch {
	on := sampleDay.Add(-daysAgo)
	return Touch{ID: "t" + strconv.Itoa(daysAgo), Direction: DirectionOf(c, o), Channel: c, Outcome: o, Objection: why, On: on, At: on.In(time.UTC)}
}

// sampleFacts is a fact of every kind, in spoken words or as plain text.
func sampleFacts(spoken bool) []Fact {
	var facts []Fact
	for _, kind := range FactKinds {
		f := Fact{ID: string(kind), Kind: kind, Text: "Sample text of this kind, as somebody wrote it down", Source: "call", On: sampleDay.Add(-30)}
		if spoken {
			f.SayAs = frames[kind].Hint
		}
		if kind == Referrer || kind == Advocate {
			f.Person, f.Consent = "Ruth Castell", spoken
		}
		facts = append(facts, f)
	}
	return facts
}

// withQuestions is the same facts, each with a question where one may stand on it.
func withQuestions(facts []Fact) []Fact {
	asked := slices.Clone(facts)
	for i := range asked {
		asked[i].AskAs = askExamples[asked[i].Kind]
	}
	return asked
}
