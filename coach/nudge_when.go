package coach

import "time"

// Reason names why a deal is left out of a nudge, or why a whole nudge is not sent.
// Each has a test and is counted.
type Reason string

// The reasons that lie in the deal …
const (
	ClosedFile Reason = "closed"
	PausedFile Reason = "paused"
	Asleep     Reason = "snoozed"
	FreshReply Reason = "reply is ours to answer" // since less than a business day
	NotSent    Reason = "not sent"
	NotDue     Reason = "not due"
	EnoughMade Reason = "all follow-ups made"
	ToldToStop Reason = "opted out"
	Lately     Reason = "nudged lately"
	OverCap    Reason = "cap"
)

// … and those that lie in the rep's day.
const (
	RemindersOff Reason = "reminders off"
	NotWorking   Reason = "not a working day"
	OnHoliday    Reason = "holiday"
	NotScheduled Reason = "no reminder that day"
	QuietHours   Reason = "quiet hours"
	AlreadyOpen  Reason = "already open" // an earlier nudge of the same day
	TooEarly     Reason = "too early in the day"
	TooLate      Reason = "too late in the day"
	SetSince     Reason = "new or changed since" // since the time of today's reminder
	Gone         Reason = "left Slack"
)

// reminders is when somebody may be reminded, by their own settings and the team's.
type reminders struct {
	hours    Hours
	quiet    Quiet
	off      bool
	at       Schedule // nil: never
	everyDay bool     // their own time or week: the days of a team's schedule do not count
}

func (c *Coach) reminders(r Rep) reminders {
	m := reminders{hours: c.Hours(r), quiet: c.quietOf(r), off: r.NudgeAt == NudgeOff, at: c.o.Nudge}
	clock, err := ParseClock(r.NudgeAt)
	if own := err == nil; !own && m.at != nil && r.WorkDays != "" {
		clock, m.everyDay = c.usualNudge()
	} else {
		m.everyDay = own
	}
	if m.everyDay {
		m.at = clock
	}
	return m
}

// on is when the person is reminded on a day of theirs, and until when it makes
// sense: until their quiet hours begin, or the day ends. A time in the quiet hours is
// moved to their end on the same day. why is empty when there is such a time.
func (m reminders) on(day Date) (at, until time.Time, why Reason) {
	switch {
	case m.off || m.at == nil:
		return at, until, RemindersOff
	case m.hours.works(day.Weekday()) && m.hours.Holidays[day]:
		return at, until, OnHoliday
	case !m.hours.Working(day):
		return at, until, NotWorking
	}
	zone := m.hours.zone()
	at, some := On(m.at, day, zone)
	if !some {
		return at, until, NotScheduled
	}
	if at = m.quiet.Ends(at, zone); m.quiet.At(at, zone) || DateOf(at, zone) != day {
		return time.Time{}, until, QuietHours
	}
	until, _ = On(Clock(0), day.Add(1), zone)
	if quiet := m.quiet.Begins(at, zone); !quiet.IsZero() && quiet.Before(until) {
		until = quiet
	}
	return at, until, ""
}

// now is on for the day that it is at an instant. why is empty when the person may be
// told something now; [TooEarly] means that they may later on that day, from at on.
func (m reminders) now(now time.Time) (at, until time.Time, why Reason) {
	at, until, why = m.on(m.hours.Today(now))
	switch {
	case why != "":
	case now.Before(at):
		why = TooEarly
	case !now.Before(until):
		why = TooLate
	case m.quiet.At(now, m.hours.zone()): // once more, in a night in which clocks are put back
		at, why = m.quiet.Ends(now, m.hours.zone()), TooEarly
	}
	return at, until, why
}

// next is the first time from an instant on at which the person may be reminded;
// zero where there is none within two weeks.
func (m reminders) next(now time.Time) time.Time {
	for day, n := m.hours.Today(now), 0; n < 15; day, n = day.Add(1), n+1 {
		if at, _, why := m.on(day); why == "" && !at.Before(now) {
			return at
		}
	}
	return time.Time{}
}

func (c *Coach) nextReminder(r Rep, now time.Time) time.Time { return c.reminders(r).next(now) }
