package coach

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// A nudge is a private message to a rep about the deals that want them today. It is
// planned once per rep and day of theirs, under the key of its [Post], so that there is
// one however many processes plan it. What it is about is kept, deal by deal, until
// the next one is planned: then it shows whether anything was done about it, and a
// deal that is ignored again and again is brought up less and less often.

// Nudge is what a rep is reminded of on a day.
type Nudge struct {
	RepID string
	Day   Date // in the rep's calendar
	Items []NudgeItem
	More  int // due beyond the cap
}

// NudgeItem is one deal of a nudge.
type NudgeItem struct {
	RepID   string
	Day     Date
	DealID  string
	Place   int    // in the message, from 1
	Step    string // what it reminded of: "reply", "revisit 2026-11-23", "reopen 2026-11-23", "followup 2"
	Times   int    // how often in a row for this step, this one included
	Touches int    // touches of the deal when it was planned
	Outcome NudgeOutcome
}

// NudgeOutcome is what became of a deal of a nudge.
type NudgeOutcome string

// The outcomes, with the values that are stored.
const (
	NudgeOpen    NudgeOutcome = ""
	NudgeActed   NudgeOutcome = "acted"
	NudgeIgnored NudgeOutcome = "ignored"
	NudgeUnsent  NudgeOutcome = "unsent" // it never reached them, so it counts as neither
)

// Left is a deal that a nudge leaves out, and why.
type Left struct {
	Deal Deal
	Why  Reason
}

// Caseload is what a nudge is planned from: one rep with their deals.
type Caseload struct {
	RepID string
	Day   Date // in the rep's calendar
	Hours Hours
	Cap   int
	Why   Reason // why the rep is told nothing today, whatever is due; empty: they may be
	Cases []Case
}

// MaxNudge is the most deals that one message holds, whatever the cap: each takes two
// of the fifty blocks that Slack allows.
const MaxNudge = 20

// Case is a deal of a caseload.
type Case struct {
	Due
	ToldToStop bool      // the person the proposal went to asked us to
	Last       NudgeItem // the rep's last nudge about it, settled; zero: there was none
}

// Plan is the nudge of a rep, most urgent first and without items where there is none,
// with every deal that it leaves out. It is a pure function of the caseload.
func Plan(l Caseload) (Nudge, []Left) {
	n := Nudge{RepID: l.RepID, Day: l.Day}
	var due []Case
	var left []Left
	for _, k := range l.Cases {
		why := k.leftOut(l)
		if why == "" {
			why = l.Why
		}
		if why != "" {
			left = append(left, Left{k.Deal, why})
			continue
		}
		due = append(due, k)
	}
	slices.SortFunc(due, func(a, b Case) int { return a.Compare(b.Due) })
	for i, k := range due {
		if i >= l.Cap {
			n.More++
			left = append(left, Left{k.Deal, OverCap})
			continue
		}
		n.Items = append(n.Items, NudgeItem{
			RepID: l.RepID, Day: l.Day, DealID: k.Deal.ID, Place: i + 1,
			Step: k.step(), Times: k.times(), Touches: k.Deal.Tally.Touches,
		})
	}
	return n, left
}

// leftOut is why a deal is no matter for a nudge today; empty when it is.
func (k Case) leftOut(l Caseload) Reason {
	c := k.Cadence
	switch {
	case k.Deal.Stage != Open && !c.Woke():
		return ClosedFile
	case k.ToldToStop || k.Deal.Tally.OptedOut:
		return ToldToStop
	case c.Paused:
		return PausedFile
	case c.Snoozed:
		return Asleep
	case c.BallOurs && c.Quiet < 1:
		return FreshReply
	case c.BallOurs, c.Woke():
	case !k.Deal.Sent():
		return NotSent
	case c.Step == 0:
		return EnoughMade
	case !c.Due:
		return NotDue
	}
	if k.lately(l) {
		return Lately
	}
	return ""
}

// step is what a deal is to be reminded of now.
func (k Case) step() string {
	switch {
	case k.Cadence.BallOurs:
		return "reply"
	case k.Deal.Stage.Closed():
		return reopenStep + k.Cadence.WokeOn.String()
	case k.Cadence.Woke():
		return "revisit " + k.Cadence.WokeOn.String()
	}
	return "followup " + strconv.Itoa(k.Cadence.Step)
}

// reopenStep begins the step of a closed file that somebody wanted to look at again.
const reopenStep = "reopen "

// reopened says that a closed file is open since it was in a nudge.
func (i NudgeItem) reopened(d Deal) bool {
	return d.Stage == Open && strings.HasPrefix(i.Step, reopenStep)
}

// again says that the last nudge was about the same step, and nothing came of it.
func (k Case) again() bool {
	return k.Last.Step == k.step() && k.Last.Outcome != NudgeActed
}

// times is how often in a row a deal is nudged for its step, now included.
func (k Case) times() int {
	switch {
	case !k.again():
		return 1
	case k.Last.Outcome == NudgeUnsent:
		return k.Last.Times // that one was not seen
	}
	return k.Last.Times + 1
}

// lately says that it is too early to nudge for the same step again.
func (k Case) lately(l Caseload) bool {
	if !k.again() || k.Last.Outcome == NudgeUnsent {
		return false
	}
	return l.Hours.Between(k.Last.Day, l.Day) < patience(k.Last.Times)
}

// longestPatience is how far apart nudges for one step get in the end, in business days.
const longestPatience = 32

// patience is how many business days pass before the next nudge for a step that has
// been nudged for so often: one, and from the third on twice as many each time.
func patience(times int) int {
	if times < 3 {
		return 1
	}
	return min(1<<min(times-2, 30), longestPatience)
}

// settled is what came of a deal of a nudge, as it stands now: something was done when
// a touch was added, the file was closed or given to somebody else, or it was put to
// sleep. A deal in a nudge was awake that day, so sleep beyond it began after it.
func (i NudgeItem) settled(d Deal, sent bool) NudgeOutcome {
	switch {
	case !sent:
		return NudgeUnsent
	case d.Tally.Touches > i.Touches, i.closed(d), i.reopened(d), d.RepID != i.RepID, d.SleptUntil.After(i.Day):
		return NudgeActed
	}
	return NudgeIgnored
}

// closed says that a file was closed since it was in a nudge; one that came back for
// another look was closed long before.
func (i NudgeItem) closed(d Deal) bool {
	return d.Stage.Closed() && !DateOf(d.ClosedAt, time.UTC).Before(i.Day.Add(-1))
}

// nudgeKey is the key of a rep's nudge on a day of theirs.
func nudgeKey(repID string, day Date) string { return "nudge/" + repID + "/" + day.String() }

// nudgeApart is how far apart two nudges are at least, for people whose local day
// changes with their zone.
const nudgeApart = 12 * time.Hour

// held is what happens to a nudge that is about to be sent, when the rep's time is no
// longer what it was planned in: it waits for a later time of the same day, or it is
// put aside with the reason. ok is true when it may go out now.
func (m reminders) held(p Post, gone bool, now time.Time) (held Post, ok bool) {
	if gone {
		return p.skipped(string(Gone), now), false
	}
	switch at, _, why := m.now(now); why {
	case "":
		return p, true
	case TooEarly:
		return p.until(at, now), false
	default:
		return p.skipped(string(why), now), false
	}
}
