package coach

import "fmt"

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

// pressure reviews our own touches since they were last heard.
func (sig *signals) pressure() []Pressure {
	var ours []Touch // newest first
	for _, t := range sig.newest {
		if t.Answered() {
			break
		}
		if delivered(&t) {
			ours = append(ours, t)
		}
	}
	return crowding(ours, sig.s.Cadence.Today)
}

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
