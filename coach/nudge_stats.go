package coach

// Precision is how many of the deals in reminders something was done about, before the
// next reminder was planned. Those that never reached anybody, and those whose end
// is still open, are no part of it.
type Precision struct {
	Acted, Ignored int
}

// Sent is how many deals in reminders have come to an end.
func (p Precision) Sent() int { return p.Acted + p.Ignored }

// precisionOf is how many days back reminders are measured: settings are tried out over
// weeks.
const precisionOf = 28

// enoughNudges is from how many on there is something to say about a rhythm.
const enoughNudges = 20

// Below and above these shares, in per cent, a rhythm is worth another look.
const (
	mostlyIgnored = 30
	nearlyAll     = 80
)

// Verdict is what reminders tell about their own rhythm.
type Verdict string

// The verdicts.
const (
	TooFewToTell Verdict = "early"
	FewerNudges  Verdict = "tighten" // most are passed over
	MoreNudges   Verdict = "loosen"  // nearly all are acted on: there is room for more
	RightNudges  Verdict = "fine"
)

// Verdict says whether reminders should be fewer, or may be more.
func (p Precision) Verdict() Verdict {
	switch n := p.Sent(); {
	case n < enoughNudges:
		return TooFewToTell
	case p.Acted*100 < mostlyIgnored*n:
		return FewerNudges
	case p.Acted*100 >= nearlyAll*n:
		return MoreNudges
	}
	return RightNudges
}
