package coach

import "time"

// Touch is one attempt to reach the prospect, or one message from them. Touches
// are facts: they are added, and within ten minutes undone, but not edited.
type Touch struct {
	ID        string
	DealID    string
	ContactID string // empty: not said
	Direction Direction
	Channel   Channel
	Outcome   Outcome
	Objection Objection // only with SaidNo
	PlayID    string    // the play whose words were used; empty: own words
	Row       int       // the row of the decision table that the advice stood on; 0: none, or own words
	Used      string    // what its words took from the team: the library item given or the fact of what was (RC-16), or the fact of the person named (RC-11); empty: nothing
	Note      string
	Message   string    // the message of Slack that it was logged from ([Coach.LoggedFrom]); empty: none
	At        time.Time // when it happened
	On        Date      // the day it happened, in the rep's calendar
	LoggedBy  string    // Slack user id, or "import"
	LoggedAt  time.Time
}

// Answered says that the prospect was heard in this touch: they wrote or called
// us, or we had them on the line. It ends a silence.
func (t Touch) Answered() bool {
	switch t.Direction {
	case In:
		return true
	case Via:
		return false
	}
	switch t.Outcome {
	case Reached, Replied, MeetingBooked, SaidNo, OptedOut:
		return true
	}
	return false
}

// ours says that we moved, straight to them.
func (t Touch) ours() bool { return t.Direction == Out || t.Direction == Afterwards }

// stops says that the prospect told us to stop in this touch.
func (t Touch) stops() bool { return t.Outcome == OptedOut && t.Direction != Via }

// Direction says who moved.
type Direction string

// The directions.
const (
	Out Direction = "out" // we to them
	In  Direction = "in"  // they to us
	// Out as well, once the file was closed: thanks, or a way back. It is no
	// follow-up of the proposal, which has had its answer.
	Afterwards Direction = "after"
	Via        Direction = "via" // we to somebody who is asked to speak for us (RC-12): a try like others, and what they say is not the prospect's answer
)

// Channel is the way a touch went.
type Channel string

// The channels, with the values that are stored.
const (
	Call      Channel = "call"
	Voicemail Channel = "voicemail"
	Email     Channel = "email"
	Text      Channel = "text"
	Social    Channel = "social"
	Letter    Channel = "letter"
	Visit     Channel = "visit"
	Meeting   Channel = "meeting"
	Gift      Channel = "gift"
	Other     Channel = "other"
)

// Channels lists all channels in the order of the **Log touch** form.
var Channels = []Channel{Call, Voicemail, Email, Text, Social, Letter, Visit, Meeting, Gift, Other}

// Live says that people talk on this channel at the same moment.
func (c Channel) Live() bool { return c == Call || c == Visit || c == Meeting }

// Outcome is what came of a touch.
type Outcome string

// The outcomes, with the values that are stored.
const (
	NoAnswer      Outcome = "no_answer"
	LeftMessage   Outcome = "left_message"
	Sent          Outcome = "sent"
	Reached       Outcome = "reached"
	Replied       Outcome = "replied"
	MeetingBooked Outcome = "meeting_booked"
	SaidNo        Outcome = "said_no"
	Bounced       Outcome = "bounced"
	OptedOut      Outcome = "opted_out"
)

// Outcomes lists all outcomes in the order of the **Log touch** form.
var Outcomes = []Outcome{NoAnswer, LeftMessage, Sent, Reached, Replied, MeetingBooked, SaidNo, Bounced, OptedOut}

// Label is the outcome as people read it.
func (o Outcome) Label() string {
	switch o {
	case NoAnswer:
		return "no answer"
	case LeftMessage:
		return "left message"
	case MeetingBooked:
		return "meeting booked"
	case SaidNo:
		return "said no"
	case OptedOut:
		return "opted out"
	}
	return string(o)
}

// Objection is what somebody gave as the reason of a no.
type Objection string

// The objections. They choose the play.
const (
	NoObjection   Objection = ""
	Price         Objection = "price"
	Budget        Objection = "budget"
	Timing        Objection = "timing"
	CurrentVendor Objection = "current_vendor"
	OtherReason   Objection = "other"
)

// Objections lists the objections in the order of the form.
var Objections = []Objection{Price, Budget, Timing, CurrentVendor, OtherReason}

// Label is the objection as people read it.
func (o Objection) Label() string {
	if o == CurrentVendor {
		return "current vendor"
	}
	return string(o)
}

// DirectionOf says who moved, from what a rep logs: nobody fills in a direction.
// A reply is theirs. A no, a booked meeting or an opt-out came to us when the
// channel is a written one, and was said in a talk we began when it is a live one.
func DirectionOf(c Channel, o Outcome) Direction {
	switch o {
	case Replied:
		return In
	case SaidNo, MeetingBooked, OptedOut:
		if !c.Live() {
			return In
		}
	}
	return Out
}

// Tally is what the touches of a deal add up to. It is stored with the deal, in
// the same transaction as each touch, so that a list of a hundred thousand deals
// needs no touch to be read. [Count] is the rule; [Tally.Add] is the same rule
// for the common case of one more touch at the end.
type Tally struct {
	Touches     int       // all, in both directions
	Followups   int       // outbound since the proposal was sent: the number the product is about
	SecondOn    Date      // the day of the second of them; zero: not made (FU-01)
	Silence     int       // outbound since the last answer, or since sending
	LastAt      time.Time // the last touch in either direction; zero: none
	LastOn      Date
	LastAnswer  time.Time // the last touch in which they were heard; zero: never
	Answers     int       // touches in which they were heard
	BallIsOurs  bool      // the last word is theirs and nobody has answered
	OptedOut    bool      // "stop": never propose contact again
	LastChannel Channel
	LastOutcome Outcome
	Uses        Uses // what came of the plays used
}
