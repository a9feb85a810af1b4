package coach

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Rules are the team's numbers: how often, how far apart, how long is too long.
type Rules struct {
	Target       int   // N: follow-ups that a proposal deserves (COACH_FOLLOWUPS)
	Gaps         []int // business days before follow-up 1, 2, 3 …; the last repeats (COACH_GAPS)
	StalledAfter int   // business days without a touch in either direction (COACH_STALLED_AFTER)
}

// DefaultRules are the numbers where nobody has set others.
func DefaultRules() Rules {
	return Rules{Target: 4, Gaps: []int{3, 5, 8, 13}, StalledAfter: 10}
}

const (
	mostFollowups = 50
	mostDays      = 250 // a business year
	deadAfter     = 3   // times the stalled limit: then it is a dead-lead candidate
)

// Validate refuses numbers that make no rhythm; its error is Invalid, its Field
// says which, its sentence what is allowed.
func (r Rules) Validate() error {
	if r.Target < 1 || r.Target > mostFollowups {
		return &Error{Kind: Invalid, Field: "followups", Sentence: "The number of follow-ups must be between 1 and 50."}
	}
	if r.StalledAfter < 1 || r.StalledAfter > mostDays {
		return &Error{Kind: Invalid, Field: "stalled after", Sentence: "A deal must count as stalled after 1 to 250 business days."}
	}
	if len(r.Gaps) == 0 || len(r.Gaps) > mostFollowups ||
		slices.ContainsFunc(r.Gaps, func(g int) bool { return g < 1 || g > mostDays }) {
		return gapsError()
	}
	return nil
}

// ParseGaps reads business days with commas between: "3,5,8,13" (COACH_GAPS).
func ParseGaps(s string) ([]int, error) {
	var gaps []int
	for part := range strings.SplitSeq(s, ",") {
		g, err := strconv.Atoi(strings.TrimSpace(part))
		if err != nil || g < 1 || g > mostDays || len(gaps) == mostFollowups {
			return nil, gapsError()
		}
		gaps = append(gaps, g)
	}
	return gaps, nil
}

func gapsError() error {
	return &Error{Kind: Invalid, Field: "gaps", Sentence: "Write gaps as business days like 3,5,8,13: one to 50 numbers, each between 1 and 250."}
}

// DeadLeadAfter is how many business days without a touch make an open deal a
// dead-lead candidate.
func (r Rules) DeadLeadAfter() int { return deadAfter * r.StalledAfter }

// Gap is how many business days pass before follow-up step (1-based).
func (r Rules) Gap(step int) int {
	if len(r.Gaps) == 0 {
		return 1
	}
	return r.Gaps[max(0, min(step, len(r.Gaps))-1)]
}

// Cadence is where a deal stands in its rhythm, at one instant, in the business
// days of its rep.
type Cadence struct {
	Today     Date // in the rep's calendar
	Followups int  // made since the proposal was sent
	Target    int  // N
	Silence   int  // outbound touches since the last answer, or since sending
	SentAgo   int  // business days since the proposal was sent
	Quiet     int  // business days since the last real touch, or since sending
	Step      int  // the follow-up that comes next, 1-based; 0 when N are made
	DueOn     Date // the day on which the next follow-up is due; zero when none is
	WokeOn    Date // the business day on which it came back: see [Cadence.Woke]; zero: it did not
	Overdue   int  // business days since DueOn or WokeOn, whichever came first; 0 on the day itself and when neither has come
	Due       bool
	Stalled   bool
	DeadLead  bool // dead-lead candidate
	Paused    bool
	Snoozed   bool
	BallOurs  bool // they wrote last: answer first
	Decide    bool // its N follow-ups are made and it is stalled: no follow-up any more, but a decision
}

// Cadence says where a deal stands now, by the definitions of the product:
//
// The clock starts on the day the proposal was sent and starts again with every
// touch in either direction, whichever is later. The next follow-up is due when
// its gap has passed; a deal that is paused, snoozed, closed, not sent, told to
// stop, or has its N follow-ups is not due. When they wrote last the ball is
// ours, which is shown at once; the gap still decides what is due.
//
// A day that somebody chose comes before the gap: when a known reason ends, when a
// snooze does that nothing else would follow, and when a closed file deserves
// another look, the deal is back on that day, or on the next business day. It stays
// so until something happens.
//
// A deal that was neither sent nor ever touched has no clock: it is quiet for
// no days, and never stalled.
func (r Rules) Cadence(d Deal, h Hours, now time.Time) Cadence {
	t := d.Tally
	c := Cadence{
		Today: h.Today(now), Followups: t.Followups, Target: r.Target, Silence: t.Silence,
	}
	if d.Sent() {
		c.SentAgo = h.Between(d.SentOn, c.Today)
	}
	if t.Followups < r.Target {
		c.Step = t.Followups + 1
	}
	clock := laterOf(d.SentOn, t.LastOn)
	if !clock.IsZero() {
		c.Quiet = h.Between(clock, c.Today)
	}
	c.WokeOn = d.wokeOn(h, c)
	if d.Stage != Open {
		c.Overdue = c.sinceWoke(h)
		return c
	}
	c.Paused = d.PausedUntil.After(c.Today)
	c.Snoozed = d.SnoozedUntil.After(c.Today)
	c.BallOurs = t.BallIsOurs && !t.OptedOut
	c.Stalled = !c.Paused && r.StalledAfter > 0 && c.Quiet >= r.StalledAfter
	c.DeadLead = !c.Paused && (t.Silence >= r.Target || r.StalledAfter > 0 && c.Quiet >= r.DeadLeadAfter())
	if d.Sent() && c.Step > 0 && !t.OptedOut {
		c.DueOn = h.Add(clock, r.Gap(c.Step))
		c.Due = !c.Paused && !c.Snoozed && !c.DueOn.After(c.Today)
	}
	c.Decide = d.Sent() && c.Step == 0 && c.Stalled && !c.Snoozed && !t.OptedOut
	c.Overdue = c.sinceWoke(h)
	if c.Due {
		c.Overdue = max(c.Overdue, h.Between(c.DueOn, c.Today))
	}
	return c
}

// mayBeDead chooses every deal that is a dead-lead candidate in anybody's calendar, and
// few others: so many business days are at least so many days, and no zone is a day ahead
// of UTC. Which of them are, [Rules.Cadence] says.
func (r Rules) mayBeDead(now time.Time) RhythmQuery {
	latest := DateOf(now, time.UTC).Add(1)
	return RhythmQuery{Silence: r.Target, QuietBy: latest.Add(-r.DeadLeadAfter())}
}

// deal is an open deal of which nothing else is known.
func (d Rhythm) deal() Deal {
	return Deal{
		ID: d.DealID, RepID: d.RepID, Amount: d.Amount, Stage: Open, SentOn: d.SentOn, PausedUntil: d.PausedUntil, SnoozedUntil: d.SnoozedUntil,
		Tally: Tally{Touches: d.Touches, Followups: d.Followups, Silence: d.Silence, LastOn: d.LastOn, BallIsOurs: d.BallIsOurs, OptedOut: d.OptedOut},
	}
}

// wokeOn is the business day on which a deal came back by a day that somebody
// chose, if that day has come and nothing has happened since; else zero.
func (d *Deal) wokeOn(h Hours, c Cadence) Date {
	chosen := d.RevisitOn
	if d.Stage == Open {
		chosen = d.PausedUntil
		if c.Step == 0 { // a follow-up comes by itself after a snooze, where one is left
			chosen = laterOf(chosen, d.SnoozedUntil)
		}
		if d.SnoozedUntil.After(c.Today) {
			return Date{}
		}
	}
	if chosen.IsZero() || d.Tally.OptedOut || !d.Tally.LastOn.Before(chosen) {
		return Date{}
	}
	if day := h.Add(chosen, 0); !day.After(c.Today) {
		return day
	}
	return Date{}
}

func (c Cadence) sinceWoke(h Hours) int {
	if c.Woke() {
		return h.Between(c.WokeOn, c.Today)
	}
	return 0
}

// Woke says that the day has come that somebody chose: until it a known reason
// held, or a snooze with no follow-up left, or on it a closed file deserves another
// look. Nothing has happened since.
func (c Cadence) Woke() bool { return !c.WokeOn.IsZero() }

// DueFor is what a deal wants its rep for.
type DueFor string

// What deals want, the most urgent first.
const (
	DueNothing  DueFor = ""
	DueAnswer   DueFor = "answer"    // they wrote last
	DueRevisit  DueFor = "revisit"   // the chosen day has come
	DueFollowUp DueFor = "follow-up" // the gap has passed
	DueDecision DueFor = "decision"  // its follow-ups are made and it is stalled: it is for digests and polls, and no follow-up
)

// For is the most urgent of what the deal wants; one that sleeps wants nothing.
func (c Cadence) For() DueFor {
	switch {
	case c.Paused || c.Snoozed:
		return DueNothing
	case c.BallOurs:
		return DueAnswer
	case c.Woke():
		return DueRevisit
	case c.Due:
		return DueFollowUp
	case c.Decide:
		return DueDecision
	}
	return DueNothing
}

func laterOf(a, b Date) Date {
	if a.After(b) {
		return a
	}
	return b
}

// Wants says that the deal wants its rep today: a follow-up is due, an answer is
// ours to give, or the chosen day has come. A deal that sleeps wants nothing, and
// one whose follow-ups are made is no follow-up.
func (c Cadence) Wants() bool {
	r := c.For()
	return r != DueNothing && r != DueDecision
}

// Due is a deal with where it stands, as lists hold it.
type Due struct {
	Deal    Deal
	Cadence Cadence
}

// SortDue puts the most urgent first; see [Due.Compare].
func SortDue(due []Due) { slices.SortFunc(due, Due.Compare) }

// Compare orders by urgency: answers that are ours to give, then the longest
// overdue, then the larger amount, then the id so that a list never shuffles.
// Amounts of different currencies are compared by their bare numbers: as a tie-break
// that is good enough, and it needs no exchange rate.
func (d Due) Compare(e Due) int {
	return cmp.Or(
		first(d.Cadence.BallOurs, e.Cadence.BallOurs),
		cmp.Compare(e.Cadence.Overdue, d.Cadence.Overdue),
		cmp.Compare(e.Deal.Amount.Whole(), d.Deal.Amount.Whole()),
		cmp.Compare(d.Deal.ID, e.Deal.ID),
	)
}

// first orders what is true before what is not.
func first(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}
