package coach

import (
	"fmt"
	"strings"
)

// Row 1. Somebody who asked to be left alone is.
func optedOut(sig *signals) (string, bool) {
	if sig.optedOut() {
		return upperFirst(sig.they()) + " asked not to be contacted any more.", true
	}
	return "", false
}

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

// Row 3. A no is theirs too, but it has plays of its own.
func ballIsOurs(sig *signals) (string, bool) {
	last := sig.lastAnswer
	if !sig.open() || !sig.s.Cadence.BallOurs || last == nil || last.Outcome == SaidNo {
		return "", false
	}
	if last.Outcome == MeetingBooked {
		return fmt.Sprintf("%s booked a meeting %s and nobody has answered yet.", upperFirst(sig.they()), on(last.On, sig.s.Cadence.Today)), true
	}
	return fmt.Sprintf("%s got in touch %s (%s) and nobody has answered yet. The ball is ours.", upperFirst(sig.they()), on(last.On, sig.s.Cadence.Today), last.Channel), true
}

func answerToday(sig *signals) string {
	if sig.lastAnswer.Outcome == MeetingBooked {
		return "Confirm the meeting today."
	}
	return "Answer today."
}

// Row 4.
func won(sig *signals) (string, bool) { return "The deal is won.", sig.s.Deal.Stage == Won }

func thankThem(sig *signals) string {
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
	case sig.secondEffortMade():
		return said + " Your one second effort is made."
	}
	return said + " One calm second effort is fair, and only one."
}

// closeUntil is what remains after a no that has had its second effort.
func closeUntil(when string) func(*signals) string {
	return func(sig *signals) string {
		if sig.nos > 1 {
			return "Take the no and don't pitch again. Thank " + sig.them() + ", close the file as lost, and look at it again " + when + "."
		}
		return "Log what came of it and the one thing you learned. If it's still a no, close the file as lost and look at it again " + when + "."
	}
}

func pauseUntilTheirDate(sig *signals) string {
	if sig.nos > 1 {
		return "Take the no and don't pitch again. If they named a date, note it as a known reason and stay away until then; if not, close the file as lost."
	}
	return "Log what came of it. If they named a date, note it as a known reason and stay away until then; if not, close the file as lost with a day to look at it again."
}

// Row 12, with its precondition: after an apology comes quiet, and then one
// chance to say no. Nothing else in the same silence.
func apologised(sig *signals) (string, bool) {
	if !sig.open() || sig.apology == nil {
		return "", false
	}
	return fmt.Sprintf("You apologised %s and it has been quiet since (%s). One apology per silence is enough.", on(sig.apology.On, sig.s.Cadence.Today), businessDays(sig.s.Cadence.Quiet)), true
}

// quietAfterApology is how long an apology is left to work, in business days.
const quietAfterApology = 10

func afterApology(sig *signals) string {
	if left := quietAfterApology - sig.s.Cadence.Quiet; left > 0 {
		return fmt.Sprintf("Leave it alone for another %s. If they do write, listen; nothing about the sale.", businessDays(left))
	}
	return "Ask once, kindly, whether you may close the file, so that a no is as easy as a yes. Then close it without a decision and choose a day to look at it again."
}

// longSilence is how long after they were last heard people have usually gone
// elsewhere or shelved it, in calendar days [D].
const longSilence = 60

// Row 22: variant A. The cause may well be ours, because we know of one or
// because the silence is still young.
func lostThem(sig *signals) (string, bool) {
	if !sig.readyToApologise() {
		return "", false
	}
	if sig.has(OwnMiss) {
		return sig.silenceInWords() + " You know of something that went wrong on our side, so begin with that.", true
	}
	return sig.silenceInWords() + " The commonest cause is fear of pressure, so take the sale out and ask where we went wrong.", !sig.gone()
}

// Row 23: variant B.
func longGone(sig *signals) (string, bool) {
	if !sig.readyToApologise() || !sig.gone() {
		return "", false
	}
	likely := " After that long they have probably chosen somebody else or shelved it."
	if sig.has(Competitor) {
		likely = " Somebody else was in the running, so they have probably gone that way."
	}
	return sig.silenceInWords() + likely + " Say so, and ask only what to learn.", true
}

func (sig *signals) silenceInWords() string {
	n := sig.s.Cadence.Silence
	return fmt.Sprintf("No answer to %s by %s since %s.", plural(n, "follow-up"), channelList(sig.tried), sig.lastHeard())
}

// readyToApologise is what rows 22 and 23 share: N follow-ups in this silence on
// at least three channels, to somebody who was warm once. The last touch gets at
// least a night.
func (sig *signals) readyToApologise() bool {
	return sig.open() && sig.s.Deal.Sent() && sig.no == nil && len(sig.beforeApology()) == 0
}

// apologyChannels is on how many channels a silence must have been tried.
const apologyChannels = 3

// beforeApology is what is still to be done before an apology makes sense.
func (sig *signals) beforeApology() []string {
	var need []string
	c := sig.s.Cadence
	if left := c.Target - c.Silence; left > 0 {
		need = append(need, "make "+more(left, "follow-up"))
	}
	if left := apologyChannels - len(sig.tried); left > 0 {
		need = append(need, "try "+more(left, "channel")+sig.fresh())
	}
	if !sig.warm() {
		need = append(need, "hear from them at least once")
	}
	if len(need) == 0 && c.Quiet < 1 {
		need = append(need, "give your last touch a day or two to be answered")
	}
	return need
}

// fresh names channels not tried in this silence.
func (sig *signals) fresh() string {
	if unused := sig.unused(); len(unused) > 0 {
		return ", such as " + strings.Join(unused, " or ")
	}
	return ""
}

// more is "one more channel", "two more channels".
func more(n int, noun string) string {
	switch n {
	case 1:
		return "one more " + noun
	case 2:
		return "two more " + noun + "s"
	case 3:
		return "three more " + noun + "s"
	}
	return fmt.Sprintf("%d more %ss", n, noun)
}
