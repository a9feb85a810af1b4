package coach

import "fmt"

// Rows 13 to 21 are the follow-ups: what to do with the next one. They hold when
// one is due, or, beyond the follow-ups that the rhythm counts, when the last
// touch has had its time.

// working says that there is something to work on: the proposal is out, the file
// is open, and nobody asked for quiet.
func (sig *signals) working() bool {
	c := &sig.s.Cadence
	return sig.open() && sig.s.Deal.Sent() && !c.Snoozed && !c.Paused
}

// gapPassed says that the next touch may go out.
func (sig *signals) gapPassed() bool {
	c := &sig.s.Cadence
	switch {
	case sig.early || sig.wokeUp():
		return sig.working()
	case c.Step > 0:
		return c.Due
	}
	return sig.rested()
}

// wokeUp says that the day has come until which a known reason held (row 2), and
// that nothing has happened since.
func (sig *signals) wokeUp() bool {
	until := sig.s.Deal.PausedUntil
	return sig.working() && !until.IsZero() && sig.s.Deal.Tally.LastOn.Before(until)
}

// reasonEnded is that day in a sentence, for what comes next.
func (sig *signals) reasonEnded() string {
	what := "The reason to wait"
	if reason, ok := tidy(sig.s.Deal.PauseReason); ok && wordCount(reason) <= longestAloud {
		what += " (" + quoted(reason) + ")"
	}
	return fmt.Sprintf("%s ended %s. Read your notes before you get in touch.", what, on(sig.s.Deal.PausedUntil, sig.s.Cadence.Today))
}

// rested says that the last touch has had some days to be answered.
func (sig *signals) rested() bool { return sig.working() && sig.s.Cadence.Quiet >= restDays }

// wantsTouch is what rows 13 to 21 share. A no has rows of its own, after an
// apology comes row 12 alone, and who has booked a meeting is met.
func (sig *signals) wantsTouch() bool {
	return sig.working() && sig.no == nil && sig.apology == nil && !sig.meetingBooked() && sig.gapPassed()
}

// meetingBooked says that the last thing that happened is a booked meeting.
func (sig *signals) meetingBooked() bool {
	return len(sig.newest) > 0 && sig.newest[0].Outcome == MeetingBooked && sig.newest[0].Answered()
}

// persisting says that the proposal has not had what it deserves in this silence:
// N follow-ups on three channels (playbook §2.6, FU-11).
func (sig *signals) persisting() bool {
	c := &sig.s.Cadence
	return !sig.hopeless() && (c.Silence < c.Target || len(sig.tried) < apologyChannels)
}

// quietInWords is what is due, or how long it has been quiet.
func (sig *signals) quietInWords() string {
	switch c := sig.s.Cadence; {
	case sig.wokeUp():
		return sig.reasonEnded()
	case c.Step > 0:
		return fmt.Sprintf("Follow-up %d of %d %s.", c.Step, c.Target, due(c.Overdue))
	case c.Silence == 0:
		return fmt.Sprintf("It has been quiet for %s, and %s.", businessDays(c.Quiet), sig.lastHeard())
	default:
		return fmt.Sprintf("It has been quiet for %s, after %s in this silence.", businessDays(c.Quiet), plural(c.Silence, "follow-up"))
	}
}

// Row 13.
func notFollowedUp(sig *signals) (string, bool) {
	c := sig.s.Cadence
	if !sig.wantsTouch() || c.Followups > 0 {
		return "", false
	}
	why := fmt.Sprintf("The proposal went out %s and nobody has followed up yet.", on(sig.s.Deal.SentOn, c.Today))
	if sig.wokeUp() {
		return why + " " + sig.reasonEnded(), true
	}
	return why + fmt.Sprintf(" The first one %s.", due(c.Overdue)), true
}

// Row 14.
func competitorNamed(sig *signals) (string, bool) {
	f := sig.newestOf(Competitor)
	if f == nil || !sig.wantsTouch() || !sig.persisting() {
		return "", false
	}
	return fmt.Sprintf("%s You noted who else is bidding (%s), so say what fits them, and not a word against anybody.", sig.quietInWords(), quoted(shortened(f.Text))), true
}

// engagedFor is how many touches without an answer a talk still counts as going on
// for [D].
const engagedFor = 2

// Row 15. They talk with us, and have neither said yes nor no.
func undecided(sig *signals) (string, bool) {
	t := sig.lastAnswer
	if t == nil || t.On.Before(sig.s.Deal.SentOn) || sig.s.Cadence.Silence > engagedFor || !sig.wantsTouch() {
		return "", false
	}
	talked := "got in touch"
	if t.Channel.Live() {
		talked = "talked with you"
	}
	return fmt.Sprintf("%s %s %s and hasn't decided. It has been with them for %s.",
		upperFirst(sig.somebody()), talked, on(t.On, sig.s.Cadence.Today), businessDays(sig.s.Cadence.Quiet)), true
}

// Row 16. A name is used with leave, or not at all (RC-10).
func referred(sig *signals) (string, bool) {
	f := sig.referrer()
	if f == nil || !sig.wantsTouch() || !sig.persisting() {
		return "", false
	}
	return fmt.Sprintf("%s %s suggested this call and agreed to be named.", sig.quietInWords(), f.Person), true
}

// unreturnedAfter is how many calls without an answer say that the message has to
// change (RC-04) [D].
const unreturnedAfter = 3

// Row 17. It sells a call back, so it comes before an apology or not at all.
func unreturned(sig *signals) (string, bool) {
	if sig.calls < unreturnedAfter || !sig.wantsTouch() || sig.hopeless() {
		return "", false
	}
	return fmt.Sprintf("%d calls in this silence and nobody has called back. That speaks against the message, not against you: change it.", sig.calls), true
}

// Row 18. What never arrived needs no rest before the next try.
func blocked(sig *signals) (string, bool) {
	if sig.working() && sig.no == nil && sig.apology == nil && sig.nothingArrived() {
		return fmt.Sprintf("Nothing you've sent has arrived (%s bounced). Somebody else there has to show you the way.", sig.newest[0].Channel), true
	}
	f := sig.gatekeeper()
	if f == nil || !sig.wantsTouch() {
		return "", false
	}
	return fmt.Sprintf("You noted who stands between you and %s (%s), so go through them openly.", sig.them(), quoted(shortened(f.Text))), true
}

// nothingArrived says that every touch of this silence bounced.
func (sig *signals) nothingArrived() bool { return sig.tries > 0 && sig.bounced == sig.tries }

// gatekeeper is who stands between us, unless the person was heard from since.
func (sig *signals) gatekeeper() *Fact {
	f := sig.newestOf(Gatekeeper)
	if f == nil || sig.saidByAnother(f) || sig.lastAnswer != nil && sig.lastAnswer.On.After(f.day()) {
		return nil
	}
	return f
}

// advocateAfter is how many direct tries come first [D].
const advocateAfter = 2

// Row 19. The words go to the advocate.
func advocateKnown(sig *signals) (string, bool) {
	f := sig.advocate()
	if f == nil || sig.tries < advocateAfter || !sig.wantsTouch() {
		return "", false
	}
	return fmt.Sprintf("%d tries in this silence found no answer, and %s speaks for us: a word from outside may be welcome.", sig.tries, f.Person), true
}

// Row 20. The plain follow-up, on a channel that is new to them.
func quiet(sig *signals) (string, bool) {
	if !sig.wantsTouch() || !sig.persisting() || len(sig.freshChannels()) == 0 {
		return "", false
	}
	return sig.quietInWords(), true
}

// Row 21. Only where we may give: nobody has said so is no leave.
func plainTouchesUsedUp(sig *signals) (string, bool) {
	if sig.s.Us.Gifts != GiftsAllowed || !sig.readyForSomethingLight() {
		return "", false
	}
	return fmt.Sprintf("%s in this silence found no answer. %s was in touch once, so something light may get a smile where a reminder won't.",
		upperFirst(plural(sig.s.Cadence.Silence, "plain follow-up")), upperFirst(sig.somebody())), true
}

// readyForSomethingLight is row 21 but for the rule on gifts.
func (sig *signals) readyForSomethingLight() bool {
	return sig.wantsTouch() && !sig.persisting() && sig.warm()
}
