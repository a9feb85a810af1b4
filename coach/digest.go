package coach

import (
	"cmp"
	"slices"
	"time"
)

// Digest is what a channel reads once on a working day: the stalled deals of the
// reps who are in it, and how the team stands beside a week ago.
type Digest struct {
	Channel  string
	Day      Date // in the channel's calendar
	Names    bool // say whose the deals are
	Stalled  []Stalled
	Vain     []Vain // reminded of in vain, most often first
	Numbers  Numbers
	LastWeek *Numbers // nil: there was no digest a week ago
	Currency string   // of the chart; see [Digest.ChartIn]
}

// Stalled is one deal that nobody has touched for too long.
type Stalled struct {
	DealID    string
	Account   string
	Name      string
	Amount    Money
	RepID     string
	RepName   string
	Followups int
	Target    int
	Quiet     int // business days
}

// Numbers is how a team stands on one day.
type Numbers struct {
	Reps    int
	Open    int     // open proposals
	Due     int     // deals that want their rep today, as in **Your follow-ups**
	Stalled int     // deals
	AtRisk  []Money // what the stalled deals are worth, by currency
	Twice   Twice   // **followed up at least twice**; see [Followed]
	Of      Date    // the last business day before, of which
	Touches int     // … are the touches made
	Replies int     // … and the answers that came in
}

// digestShows is how many deals the message itself shows; all are in its thread.
const digestShows = 10

// Top is the deals that the message itself shows.
func (d Digest) Top() []Stalled { return d.Stalled[:min(len(d.Stalled), digestShows)] }

// DayTouches is what was logged for one day.
type DayTouches struct{ Made, Answers int }

// desk is a rep with what a digest is made of.
type desk struct {
	rep      Rep
	deals    []Due // open
	followed Followed
	day      DayTouches
	vain     []Vain
}

// digestOf is the digest of some reps. It is the same sum that App Home shows to a
// manager, so that the two never disagree.
func digestOf(desks []desk) (stalled []Stalled, n Numbers) {
	var amounts []Money
	for _, k := range desks {
		n.Reps++
		n.Twice.Due += k.followed.Now.Due
		n.Twice.Made += k.followed.Now.Made
		n.Touches += k.day.Made
		n.Replies += k.day.Answers
		for _, d := range k.deals {
			if d.Deal.Sent() {
				n.Open++
			}
			if d.Cadence.Wants() {
				n.Due++
			}
			if d.Cadence.Stalled && d.Deal.Sent() && !d.Deal.Tally.OptedOut {
				stalled = append(stalled, stalledDeal(d, k.rep))
				amounts = append(amounts, d.Deal.Amount)
			}
		}
	}
	n.Stalled, n.AtRisk = len(stalled), Sum(amounts...)
	slices.SortFunc(stalled, Stalled.compare)
	return stalled, n
}

func stalledDeal(d Due, rep Rep) Stalled {
	return Stalled{
		DealID: d.Deal.ID, Account: d.Deal.Account, Name: d.Deal.Name, Amount: d.Deal.Amount, RepID: rep.ID, RepName: rep.RealName,
		Followups: d.Cadence.Followups, Target: d.Cadence.Target, Quiet: d.Cadence.Quiet,
	}
}

// compare orders by value at risk, then the longest silence, then the id so that a
// list never shuffles. Currencies are compared by their bare numbers.
func (s Stalled) compare(t Stalled) int {
	return cmp.Or(cmp.Compare(t.Amount.Whole(), s.Amount.Whole()), cmp.Compare(t.Quiet, s.Quiet), cmp.Compare(s.DealID, t.DealID))
}

// digestWindow is how long after its hour a digest may come that was missed.
const digestWindow = 4 * time.Hour

// digestDue says whether a channel's digest is due at an instant: its day, and until
// when it may come. A day that is no business day has none.
func digestDue(s Schedule, h Hours, now time.Time) (day Date, until time.Time, due bool) {
	day = h.Today(now)
	zone := h.zone()
	at, some := On(s, day, zone)
	if !some || !h.Working(day) || now.Before(at) {
		return day, time.Time{}, false
	}
	until = at.Add(digestWindow)
	if end := day.Add(1).In(zone); end.Before(until) {
		until = end
	}
	return day, until, true
}

// cheerAgain is how many days pass before a channel is told again that nothing is
// stalled; silence is the better good news.
const cheerAgain = 7
