package coach

import "time"

// Deal is one proposal to one account. It is created open, usually by
// **New proposal** or an import; it counts the touches made since the proposal
// was sent; it may sleep for a while (snoozed, or paused for a known reason);
// and it ends won, lost or dead, from where it can be reopened.
type Deal struct {
	ID        string
	AccountID string
	Account   string // the account's display name, kept beside the id because no message does without it
	Name      string // what is proposed: "GTX Plus Basic", "Renewal 2027"; may be empty
	Amount    Money  // zero when unknown

	RepID   string // Slack user id of the rep; empty when nobody in Slack is known for RepName
	RepName string // the rep as imported or as in Slack
	Stage   Stage
	SentOn  Date // the day the proposal was sent, in the rep's calendar; zero: not sent yet

	Source     string // where it came from: "slack", "csv", "hubspot" …
	ExternalID string // its id there; empty when it has none

	PausedUntil  Date   // wakes on this day; zero: not paused
	PauseReason  string // the known reason
	SnoozedUntil Date   // quiet until this day; zero: not snoozed
	SleptFrom    Date   // its last sleep, snoozed or paused, began on this day …
	SleptUntil   Date   // … and lasted until this one, or will; zero: it never slept (see [Followed])

	CloseReason string    // as stated when it was closed
	RealReason  string    // what was really behind it, once somebody asked
	ClosedAt    time.Time // stays, with the reasons, when the file is opened again
	RevisitOn   Date      // when a closed deal deserves another look

	HomeworkBy string // Slack user id of who said that the homework is enough as it is; empty: nobody did

	Tally     Tally
	CreatedAt time.Time
	UpdatedAt time.Time
	Version   int // raised by every save; a save of an older version is a Conflict
}

// Title is account and deal name as one line.
func (d Deal) Title() string {
	if d.Name == "" {
		return d.Account
	}
	return d.Account + " · " + d.Name
}

// Sent says that the proposal is out.
func (d Deal) Sent() bool { return !d.SentOn.IsZero() }

// sleep puts a deal to sleep, or lets it sleep longer.
func (d *Deal) sleep(pausedUntil, snoozedUntil, today Date) {
	d.PausedUntil, d.SnoozedUntil = pausedUntil, snoozedUntil
	if d.SleptUntil.Before(today) { // else it goes on
		d.SleptFrom = today
	}
	d.SleptUntil = laterOf(pausedUntil, snoozedUntil)
}

// wake is what is left of a sleep when a snooze, a pause or both have ended.
func (d *Deal) wake(today Date) {
	if until := laterOf(d.PausedUntil, d.SnoozedUntil); d.SleptUntil.After(today) {
		d.SleptUntil = laterOf(until, today)
	}
}

// Stage is where a deal stands.
type Stage string

// The stages. Dead means closed without a decision.
const (
	Open Stage = "open"
	Won  Stage = "won"
	Lost Stage = "lost"
	Dead Stage = "dead"
)

// Stages lists all stages in the order people think of them.
var Stages = []Stage{Open, Won, Lost, Dead}

// Closed says that nothing more is expected of the deal.
func (s Stage) Closed() bool { return s == Won || s == Lost || s == Dead }

// Account is the buying firm. Its strict key tells two firms apart ("acme inc"
// is not "acme gmbh"); its search key finds them ("acme").
type Account struct {
	ID        string
	Name      string
	Industry  string
	CreatedAt time.Time
}

// Contact is a person at an account. Somebody who opted out is never proposed
// for contact again, on any deal.
type Contact struct {
	ID        string
	AccountID string
	Name      string
	Role      string
	Email     string
	Phone     string
	Zone      string // IANA name; empty when unknown
	OptedOut  bool
	Main      bool // the person the proposal went to
	CreatedAt time.Time
}

// Rep is a person of our own who sells: a Slack user.
type Rep struct {
	ID         string // Slack user id
	Name       string // display name
	RealName   string
	Email      string
	Zone       string // IANA name as Slack gives it; empty when unknown
	SpokenName string // the name they say aloud; empty: ask, never invent
	Callback   string // call-back number; empty: ask
	Slots      string // usual free slots for a meeting, in their words; empty: ask
	Deleted    bool
	UpdatedAt  time.Time

	Times // their own, where they set any
}
