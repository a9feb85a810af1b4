package coach

import "fmt"

// Row 1. Somebody who asked to be left alone is.
func optedOut(sig *signals) (string, bool) {
	if sig.optedOut() {
		return upperFirst(sig.they()) + " asked not to be contacted any more.", true
	}
	return "", false
}

func leaveAlone(*signals) string { return "Don't contact them again. Close the file." }

// Row 2. A silence with a known reason is none.
func knownReason(sig *signals) (string, bool) {
	d := sig.s.Deal
	if !sig.open() || !sig.s.Cadence.Paused {
		return "", false
	}
	if reason, ok := tidy(d.PauseReason); ok {
		return "There is a known reason: " + reason + ".", true
	}
	return "There is a known reason for the quiet.", true
}

func waitForReason(sig *signals) string {
	return fmt.Sprintf("Leave it until %s. Read your notes again that day before you get in touch.", dayAhead(sig.s.Deal.PausedUntil, sig.s.Cadence.Today))
}

// Row 3. A no is theirs too, but it has plays of its own; an answer to an apology
// has none.
func ballIsOurs(sig *signals) (string, bool) {
	last := sig.lastAnswer
	if sig.open() && sig.listening() {
		return fmt.Sprintf("%s answered your apology %s (%s).", upperFirst(sig.they()), on(last.On, sig.s.Cadence.Today), last.Channel), true
	}
	if !sig.open() || !sig.s.Cadence.BallOurs || last == nil || last.Outcome == SaidNo {
		return "", false
	}
	if last.Outcome == MeetingBooked {
		return fmt.Sprintf("%s booked a meeting %s and nobody has answered yet.", upperFirst(sig.they()), on(last.On, sig.s.Cadence.Today)), true
	}
	return fmt.Sprintf("%s got in touch %s (%s) and nobody has answered yet. The ball is ours.", upperFirst(sig.they()), on(last.On, sig.s.Cadence.Today), last.Channel), true
}

func answerToday(sig *signals) string {
	if sig.listening() {
		return sig.justListen()
	}
	if sig.lastAnswer.Outcome == MeetingBooked {
		return "Confirm the meeting today."
	}
	return "Answer today."
}

// Row 4.
func won(sig *signals) (string, bool) { return "The deal is won.", sig.s.Deal.Stage == Won }

// whoElseAfter is how many calendar days after the first thanks somebody is asked
// who else should hear of it: the work has to show its worth first [D].
const whoElseAfter = 30

// thanked is the day of the first thanks for a deal that was won, whether they
// said why since, and whether they were asked since then who else should hear of
// it.
func (sig *signals) thanked() (on Date, told, asked bool) {
	for i := len(sig.newest) - 1; i >= 0; i-- {
		t := &sig.newest[i]
		thanks := t.PlayID == "thanks-and-why" && delivered(t)
		switch {
		case told && thanks:
			asked = true
		case thanks && on.IsZero():
			on = t.On
		}
		told = told || !on.IsZero() && t.Answered()
	}
	return on, told, asked
}

// untilWorkShows is what to do between the thanks and the next question, and
// after it.
func untilWorkShows(sig *signals) string {
	on, told, asked := sig.thanked()
	switch later := on.Add(whoElseAfter); {
	case asked:
		return "You've thanked them, and asked who else should hear of it. Whoever they name gets a call, and they get thanks and hear what came of it."
	case told && sig.s.Cadence.Today.Before(later):
		return "You've thanked them. Store why they chose us, in their words: it's the best reason for the next customer. Ask who else should hear of it once the work has shown its worth, from " + dayAhead(later, sig.s.Cadence.Today) + " on."
	}
	return ""
}

func thankThem(sig *signals) string {
	if sig.used["thanks-and-why"] {
		return "You've thanked them. Store what they said about why they chose us: it's the best reason for the next customer."
	}
	return fmt.Sprintf("Thank %s this week, and ask two things: why they chose us, and who else should hear about it.", sig.them())
}

// Rows 6 to 10: just said no. The reason given chooses the row, unless the real
// one is on file: then it is row 10, whatever was given first.
func justSaidNo(o Objection) func(*signals) (string, bool) {
	return func(sig *signals) (string, bool) {
		if !sig.open() || !sig.justSaidNo() {
			return "", false
		}
		if o != OtherReason && sig.objection() != o {
			return "", false
		}
		return sig.noInWords(), true
	}
}

// noInWords is the no, its reason and its day, in a sentence.
func (sig *signals) noInWords() string {
	var because string
	switch o := sig.no.Objection; {
	case sig.realReasonKnown():
		because = ", and you know the real reason"
	case o == CurrentVendor:
		because = " because of their current vendor"
	case o == Price || o == Budget || o == Timing:
		because = " because of the " + string(o)
	}
	said := fmt.Sprintf("%s said no %s%s.", upperFirst(sig.they()), on(sig.no.On, sig.s.Cadence.Today), because)
	switch {
	case sig.nos > 1:
		return said + " It's the second no."
	case sig.apologyAnswered:
		return said + " It was the answer to your apology, so take it as it is."
	case sig.secondEffortMade():
		return said + " Your one second effort is made."
	case sig.saidNoLongAgo():
		return said + " That's too long ago for a second effort."
	}
	return said + " One calm second effort is fair, and only one."
}

// closeUntil is what remains after a no that has had its second effort.
func closeUntil(when string) func(*signals) string {
	return func(sig *signals) string {
		if sig.missedSecondEffort() {
			return "Unless something has changed for them, close the file as lost and look at it again " + when + "."
		}
		if sig.nos > 1 {
			return "Take the no and don't pitch again. Thank " + sig.them() + ", close the file as lost, and look at it again " + when + "."
		}
		return "Log what came of it and the one thing you learned. If it's still a no, close the file as lost and look at it again " + when + "."
	}
}

// missedSecondEffort says that the days for one have gone by and none was made.
func (sig *signals) missedSecondEffort() bool {
	return sig.saidNoLongAgo() && !sig.secondEffortMade() && sig.nos < 2
}

func pauseUntilTheirDate(sig *signals) string {
	if sig.missedSecondEffort() {
		return "If they named a date, note it as a known reason and stay away until then. If not, close the file as lost with a day to look at it again."
	}
	if sig.nos > 1 {
		return "Take the no and don't pitch again. If they named a date, note it as a known reason and stay away until then; if not, close the file as lost."
	}
	return "Log what came of it. If they named a date, note it as a known reason and stay away until then; if not, close the file as lost with a day to look at it again."
}
