package coach

// Rules are the team's numbers: how often, how far apart, how long is too long.
type Rules struct {
	Target       int   // N: follow-ups that a proposal deserves (COACH_FOLLOWUPS)
	Gaps         []int // business days before follow-up 1, 2, 3 …; the last repeats (COACH_GAPS)
	StalledAfter int   // business days without a touch in either direction (COACH_STALLED_AFTER)
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
	Overdue   int  // business days since DueOn; 0 on the day itself and when not due
	Due       bool
	Stalled   bool
	DeadLead  bool // dead-lead candidate
	Paused    bool
	Snoozed   bool
	BallOurs  bool // they wrote last: answer first
}
