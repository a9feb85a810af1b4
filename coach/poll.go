package coach

import "time"

// Poll is a question that a manager asks the team: which of their quiet deals are
// dead, or what could be given at no extra price (DL-28). A workspace has at most one
// of each kind that is not closed; the store sees to that, so that two managers who
// ask at once ask once.
//
// Everything about it is drawn from the store: a vote is a row, a message about the
// poll is a [Post] that is drawn anew from the rows. So it survives a restart at every
// step, votes never overwrite each other, and no click works on what a message said
// some time ago.
type Poll struct {
	ID      string
	Kind    PollKind
	State   PollState
	AskedBy string // Slack user id of the manager
	Asked   Asked

	OpenedAt   time.Time
	ClosesAt   time.Time // when it goes on to its next state by itself
	Reminders  int       // how often the team was reminded
	RemindedAt time.Time
	ClosedAt   time.Time
	ClosedBy   string    // Slack user id; empty: by itself
	FilesAt    time.Time // when the files that were called dead were closed; zero: they were not

	Version int // raised by every save; a save of an older version is a Conflict
}

// Asked is whom a poll asks, and about what. The zero one asks every rep about all of
// their candidates.
type Asked struct {
	RepID string `json:",omitempty"` // only this one
	Days  int    `json:",omitempty"` // only deals that nobody touched for so many days of the calendar
	Prize string `json:",omitempty"` // of an idea round, in the manager's words
}

// PollKind is what a poll is about.
type PollKind string

// The kinds of polls.
const (
	DeadLeads PollKind = "deadleads"
	IdeaRound PollKind = "ideas"
)

// PollState is where a poll stands.
type PollState string

// The states. Only an idea round comes to a vote.
const (
	PollOpen   PollState = "open"   // answers, or ideas, come in
	PollVoting PollState = "voting" // the team votes on the ideas
	PollClosed PollState = "closed"
)

// Over says that nothing more can be answered.
func (p Poll) Over() bool { return p.State == PollClosed }

// Vote is what one rep says to one thing that they were asked about.
type Vote struct {
	PollID string
	RepID  string
	DealID string // empty: the vote on the best idea
	Choice Choice
	Text   string // the next step, or what help is needed
	On     Date   // of the next step
	At     time.Time

	Touches int  // of the deal when it was asked about, then when it was answered
	Fate    Fate // what became of a deal that was called dead, once files were closed
}

// Choice is an answer; of the vote on the best idea it is the idea's id.
type Choice string

// The choices about a deal.
const (
	NoAnswerYet Choice = ""
	StillAlive  Choice = "alive"
	CalledDead  Choice = "dead"
	NeedHelp    Choice = "help"
)

// Fate is what becomes of a deal that its rep called dead when files are closed.
type Fate string

// The fates. All but the first are reasons why a file is left as it is.
const (
	FileClosed  Fate = "closed"
	LeftEnded   Fate = "ended"   // somebody closed it meanwhile
	LeftTouched Fate = "touched" // somebody was in touch since the answer
	LeftAsleep  Fate = "asleep"  // there is a known reason since
	LeftMoved   Fate = "moved"   // another rep has it now
	LeftGone    Fate = "gone"    // it is not there any more
)

// How polls go.
const (
	pollDays    = 5             // business days until a poll closes by itself
	remindEvery = 4 * time.Hour // between two reminders
	revisitIn   = 3             // months after which a file that was called dead deserves another look
)

// settled says that there is nothing left to answer about a deal: it was closed or
// given to somebody else since it was asked about.
func (v Vote) settled(d Deal) bool { return d.Stage.Closed() || d.RepID != v.RepID }

// fate is what closing its file now would do to a deal that was called dead.
func (v Vote) fate(d Deal, today Date) Fate {
	switch {
	case d.ID == "":
		return LeftGone
	case d.Stage.Closed():
		return LeftEnded
	case d.RepID != v.RepID:
		return LeftMoved
	case d.Tally.Touches != v.Touches:
		return LeftTouched
	case d.PausedUntil.After(today):
		return LeftAsleep
	}
	return FileClosed
}

// revisitOn is the day for another look at a file that is closed today: some months
// ahead, on a business day.
func revisitOn(today Date, h Hours) Date {
	y, m, d := today.Year, today.Month, today.Day
	first := DateOf(time.Date(y, m+revisitIn, 1, 12, 0, 0, 0, time.UTC), time.UTC)
	last := DateOf(time.Date(y, m+revisitIn+1, 0, 12, 0, 0, 0, time.UTC), time.UTC)
	return h.Add(first.Add(min(d, last.Day)-1), 0)
}

// closesAt is when a poll that is opened now closes by itself: some business days
// later, at the same time of day.
func closesAt(now time.Time, h Hours) time.Time {
	zone := h.zone()
	local := now.In(zone)
	at, ok := On(Clock(local.Hour()*60+local.Minute()), h.Add(h.Today(now), pollDays), zone)
	if !ok {
		return now.AddDate(0, 0, 7)
	}
	return at
}

// reachable is the first instant from now on at which a person may be written to: on
// a working day of theirs, outside their quiet hours.
func (c *Coach) reachable(p Rep, now time.Time) time.Time {
	h, quiet := c.Hours(p), c.quietOf(p)
	zone := h.zone()
	at := quiet.Ends(now, zone)
	for range 31 { // no holidays last longer
		if h.Working(h.Today(at)) {
			return at
		}
		next, ok := On(Clock(0), h.Today(at).Add(1), zone)
		if !ok {
			break
		}
		at = quiet.Ends(next, zone)
	}
	return at
}
