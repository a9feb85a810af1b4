package coach

import (
	"fmt"
	"strings"
)

// Pressure is something in our own past messages that they may have felt as
// pressure: the commonest cause of silence (AP-01). It names what is on file and
// never puts the blame on them.
type Pressure struct {
	What  string // "Three messages within a week, from 2 to 6 March"
	Touch Touch  // the one it is about, or the latest of several
}

// crowded is how many of our touches in how many days leave somebody no time to
// answer in peace [D].
const (
	crowdedTouches = 3
	crowdedDays    = 7
)

// heavy are the rules of the lint whose breach weighs on the reader, and how it
// may have felt.
var heavy = map[Rule]string{
	RuleCheckIn:    "it asks them for news and brings none",
	RulePressure:   "it pushes",
	RuleGuilt:      "it may have sounded like a reproach",
	RuleInterest:   "it wants a yes or no to us",
	RuleClosesSale: "it goes for the signature",
}

// mostPressure is how many points are enough to think about before a call.
const mostPressure = 4

// pressure reviews our own touches since they were last heard: how close together
// they came, and what the notes of them say.
func (sig *signals) pressure() []Pressure {
	var ours []Touch // newest first
	for _, t := range sig.newest {
		if t.Answered() {
			break
		}
		if t.ours() && delivered(&t) {
			ours = append(ours, t)
		}
	}
	found := crowding(ours, sig.s.Cadence.Today)
	for _, t := range ours {
		if len(found) < mostPressure {
			found = append(found, wordsThatWeigh(t, sig.s.Cadence.Today)...)
		}
	}
	return found[:min(len(found), mostPressure)]
}

// wordsThatWeigh reads the note of a touch as a draft: it holds what was written, or
// what the rep remembers of it. Each rule is told once.
func wordsThatWeigh(t Touch, today Date) []Pressure {
	if strings.TrimSpace(t.Note) == "" {
		return nil
	}
	var found []Pressure
	seen := map[Rule]bool{}
	for _, h := range Check(Wording{Text: t.Note, Channel: t.Channel}).Hits {
		felt, weighs := heavy[h.Rule]
		if !weighs || seen[h.Rule] || h.Quote == "" {
			continue
		}
		seen[h.Rule] = true
		found = append(found, Pressure{What: fmt.Sprintf("%s (%s, %s): %s", quoted(shortened(h.Quote)), t.Channel, dayOf(t.On, today), felt), Touch: t})
	}
	return found
}

// dayOf is a day that has gone by, in a list.
func dayOf(d, today Date) string { return strings.TrimPrefix(on(d, today), "on ") }

// crowding finds the latest days into which too many touches fell.
func crowding(ours []Touch, today Date) []Pressure {
	for i := range ours {
		n := 1
		for n < len(ours)-i && ours[i].On.Sub(ours[i+n].On) < crowdedDays {
			n++
		}
		if n < crowdedTouches {
			continue
		}
		from, to := ours[i+n-1].On, ours[i].On
		what := fmt.Sprintf("%d messages in %s, the last one %s", n, plural(to.Sub(from)+1, "day"), on(to, today))
		return []Pressure{{What: what, Touch: ours[i]}}
	}
	return nil
}
