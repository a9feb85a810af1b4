package coach

import "fmt"

// rhythm is the advice where no row of the table has anything to say: keep the
// rhythm, with what is due, when, and on which channel.
func (sig *signals) rhythm() (why, next string) {
	d, c := sig.s.Deal, sig.s.Cadence
	switch {
	case d.Stage.Closed():
		return sig.closedInWords(), "Nothing to do now. Reopen the file when something has changed for them."
	case !d.Sent():
		return "The proposal isn't out yet, so there is nothing to follow up.", "Send it, agree on the day you'll talk about it, and mark it as sent."
	case c.Snoozed:
		return fmt.Sprintf("You asked for quiet until %s.", dayAhead(d.SnoozedUntil, c.Today)), "Nothing until then."
	case sig.no != nil:
		return sig.noInWords(), "The last word was a no. Close the file as lost, with a day to look at it again when something has changed for them."
	case sig.meetingBooked():
		return fmt.Sprintf("%s booked a meeting %s.", upperFirst(sig.they()), on(sig.lastAnswer.On, c.Today)), "Prepare it, and log how it went. Nothing else is needed until then."
	case sig.nothingArrived():
		return fmt.Sprintf("Nothing you've sent has arrived (%s bounced).", sig.newest[0].Channel), "Find out who sits there now and how to reach them. What didn't arrive can go out again at once."
	case c.Step == 0 && !sig.rested():
		return sig.leftToWork()
	case c.Step == 0:
		return sig.afterLast()
	case c.Due:
		return fmt.Sprintf("Follow-up %d of %d %s.", c.Step, c.Target, due(c.Overdue)), sig.makeItFresh() + " Bring one thing that is of use to them."
	}
	return fmt.Sprintf("Nothing is due yet: follow-up %d of %d comes %s.", c.Step, c.Target, dayAhead(c.DueOn, c.Today)),
		"Until then, find out one thing about them that is worth a call, and add it as homework."
}

func (sig *signals) closedInWords() string {
	d, today := sig.s.Deal, sig.s.Cadence.Today
	text := fmt.Sprintf("The file is closed (%s).", d.Stage)
	switch {
	case d.RevisitOn.IsZero():
		return text
	case d.RevisitOn.After(today):
		return text + " It deserves another look " + dayAhead(d.RevisitOn, today) + "."
	}
	return text + " Its day for another look has come (" + dayAhead(d.RevisitOn, today) + ")."
}

// leftToWork is when all follow-ups are made and the last touch is fresh.
func (sig *signals) leftToWork() (why, next string) {
	c := sig.s.Cadence
	next = fmt.Sprintf("Give it another %s to work.", businessDays(restDays-c.Quiet))
	if len(sig.newest) == 0 {
		return "Nothing is due yet.", next
	}
	t := &sig.newest[0]
	if t.Answered() && t.Channel.Live() {
		return fmt.Sprintf("You talked with %s %s.", sig.them(), on(t.On, c.Today)), next
	}
	return fmt.Sprintf("Your last touch was %s (%s).", on(t.On, c.Today), t.Channel), next
}

// afterLast is when all follow-ups are made and no play fits: it says what is
// still missing before an apology makes sense.
func (sig *signals) afterLast() (why, next string) {
	c := sig.s.Cadence
	why = fmt.Sprintf("All %s are made and it is quiet.", plural(c.Target, "follow-up"))
	if t := sig.lastAnswer; t != nil && !t.On.Before(sig.s.Deal.SentOn) {
		why = fmt.Sprintf("All %s are made. %s.", plural(c.Target, "follow-up"), upperFirst(sig.lastHeard()))
		if c.Silence == 0 {
			return why, "Go on from what was said: agree on one small next step, and log how it went."
		}
		why += fmt.Sprintf(" It has been quiet for %s since your last touch.", businessDays(c.Quiet))
	}
	if !sig.warm() {
		return why + " Nobody there has ever answered, so there is no contact that an apology could repair.",
			"Give them the chance to say no, once and kindly. If that stays quiet too, close the file and give the time to a better prospect."
	}
	need := sig.beforeApology()
	if len(need) == 0 {
		return why, "Give them the chance to say no, once and kindly, and then close the file."
	}
	return why + fmt.Sprintf(" An apology is for when %s on %s in one silence found no answer.", plural(c.Target, "follow-up"), plural(apologyChannels, "channel")),
		upperFirst(andList(need)) + ". If it stays quiet after that, an apology makes sense."
}

func due(overdue int) string {
	if overdue <= 0 {
		return "is due today"
	}
	return "was due " + businessDays(overdue) + " ago"
}

// makeItFresh proposes the first channel that has not been tried in this silence.
func (sig *signals) makeItFresh() string {
	unused := sig.unused()
	if len(unused) == 0 || len(sig.tried) == 0 {
		return "Follow up today."
	}
	return "Make it " + unused[0] + " today: in this silence you've used " + channelList(sig.tried) + "."
}

// askAboutGifts is the question that opens row 21, once everything but the rule
// on gifts is there for it.
func (b *Book) askAboutGifts(sig *signals) []Question {
	if b.byID["creative-touch"] == nil || sig.s.Us.Gifts != GiftsUnsaid || !sig.readyForSomethingLight() || sig.used["creative-touch"] {
		return nil
	}
	return []Question{{Setting: SettingGifts, Ask: asks[SettingGifts].text, Why: "Where that is allowed, something light can come before the apology."}}
}

// dayAhead is a day ahead or behind, as people say it: "Thursday, 5 March".
func dayAhead(d, today Date) string {
	switch {
	case d == today:
		return "today"
	case d == today.Add(1):
		return "tomorrow"
	case d.Year == today.Year:
		return d.Format("Monday, 2 January")
	}
	return d.Format("Monday, 2 January 2006")
}
