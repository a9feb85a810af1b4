package coach

import (
	"fmt"
	"strings"
)

// Row 11. Whoever never answered has no relation with us that could be repaired,
// and one more try after many is stubbornness (DL-37).
func neverEngaged(sig *signals) (string, bool) {
	if !sig.working() || sig.apology != nil || !sig.hopeless() {
		return "", false
	}
	return fmt.Sprintf("%d tries so far, and nobody there has ever answered. Ask plainly where you stand, and make a no easy.", sig.unheard), true
}

// hopelessAfter is how many touches without any answer are enough (playbook §3).
const hopelessAfter = 6

// hopeless says that nobody there was ever heard, in spite of many touches that
// arrived.
func (sig *signals) hopeless() bool {
	return sig.lastAnswer == nil && sig.s.Deal.Tally.Answers == 0 && sig.unheard >= hopelessAfter
}

// restDays is how long a touch beyond the follow-ups of the rhythm is left to
// work, in business days [D].
const restDays = 3

func lastTry(sig *signals) string {
	if left := restDays - sig.s.Cadence.Quiet; left > 0 && !sig.used["where-do-we-stand"] {
		return fmt.Sprintf("Give your last touch another %s to be answered first.", businessDays(left))
	}
	return ""
}

func stopChasing(sig *signals) string {
	if left := quietAfterApology - sig.s.Cadence.Quiet; left > 0 && sig.used["where-do-we-stand"] {
		return fmt.Sprintf("You've asked where you stand. Leave it for another %s, and then close the file without a decision.", businessDays(left))
	}
	return "Give them one chance to say no, then close the file without a decision, and give the time to your next best deal."
}

// Row 12, with its precondition: after an apology comes quiet, and then one
// chance to say no. Nothing else in the same silence.
func apologised(sig *signals) (string, bool) {
	if !sig.working() || sig.apology == nil {
		return "", false
	}
	return fmt.Sprintf("You apologised %s and it has been quiet since (%s). One apology per silence is enough.", on(sig.apology.On, sig.s.Cadence.Today), businessDays(sig.s.Cadence.Quiet)), true
}

// quietAfterApology is how long an apology is left to work, in business days.
const quietAfterApology = 10

func letItWork(sig *signals) string {
	if left := quietAfterApology - sig.s.Cadence.Quiet; left > 0 && !sig.used["permission-to-close"] {
		return fmt.Sprintf("Leave it alone for another %s. If they do write, listen; nothing about the sale.", businessDays(left))
	}
	return ""
}

func closeUndecided(sig *signals) string {
	if !sig.used["permission-to-close"] {
		return "Ask once, kindly, whether you may close the file, so that a no is as easy as a yes. Then close it without a decision and choose a day to look at it again."
	}
	if left := restDays - sig.s.Cadence.Quiet; left > 0 {
		return fmt.Sprintf("You've asked whether you may close the file. Give them another %s, and then close it without a decision.", businessDays(left))
	}
	return "You've asked whether you may close the file, and a quiet answer is one too. Close it without a decision, and choose a day to look at it again."
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

// Row 24 [D]. The proposal has had what it deserves and nobody there was ever heard:
// there is nothing to apologise for, and nothing else is left, so they are asked where
// they stand some touches before row 11 would ask it in any case (DL-38, DL-39).
func neverHeard(sig *signals) (string, bool) {
	c := sig.s.Cadence
	if !sig.wantsTouch() || c.Step > 0 || sig.hopeless() || sig.lastAnswer != nil || sig.s.Deal.Tally.Answers > 0 {
		return "", false
	}
	return fmt.Sprintf("All %s are made, and nobody there has ever answered. Ask plainly where you stand, and make a no easy.", plural(c.Target, "follow-up")), true
}

func (sig *signals) silenceInWords() string {
	n := sig.s.Cadence.Silence
	return fmt.Sprintf("No answer to %s by %s since %s.", plural(n, "follow-up"), channelList(sig.tried), sig.lastHeard())
}

// readyToApologise is what rows 22 and 23 share: N follow-ups in this silence on
// at least three channels, to somebody who was warm once. The last touch gets
// some days first.
func (sig *signals) readyToApologise() bool {
	return sig.working() && sig.no == nil && len(sig.beforeApology()) == 0
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
	if len(need) == 0 && c.Quiet < restDays {
		need = append(need, "give your last touch a few days to be answered")
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
