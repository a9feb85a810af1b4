package coach

import (
	"fmt"
	"slices"
	"strings"
)

// Row 5. What was lost can be won once something has changed for them: an event,
// a new quarter, or the day that somebody chose for another look (DL-01). A file
// that was opened again is in this row until they are heard from.
func lostEarlier(sig *signals) (string, bool) {
	d := &sig.s.Deal
	switch closed := sig.closedOn(); {
	case sig.backAgain() != nil:
		t := sig.backAgain()
		return fmt.Sprintf("%s %s got in touch %s (%s).", sig.closedInWords(), upperFirst(sig.somebody()), on(t.On, sig.s.Cadence.Today), t.Channel), true
	case d.Stage == Lost || d.Stage == Dead:
		changed, has := sig.changedSince(closed)
		return strings.TrimSpace(sig.closedInWords() + " " + changed), has
	case sig.openedAgain(closed):
		why := fmt.Sprintf("The file was closed %s%s and is open again.", on(closed, sig.s.Cadence.Today), sig.closedBecause())
		return strings.TrimSpace(why + " " + sig.newsSince(closed)), true
	case sig.wokeUp() && sig.no != nil:
		return fmt.Sprintf("%s said no %s. %s", upperFirst(sig.they()), on(sig.no.On, sig.s.Cadence.Today), sig.reasonEnded()), true
	case sig.working() && sig.no != nil && sig.s.Cadence.Today.Sub(sig.no.On) >= oldNo:
		news := sig.newsSince(sig.no.On)
		return fmt.Sprintf("%s said no %s. %s", upperFirst(sig.they()), on(sig.no.On, sig.s.Cadence.Today), news), news != ""
	}
	return "", false
}

// oldNo is how old a no is when it is no more the talk of the day: news make it worth a
// new beginning, and a second effort comes too late; and restAfterLoss how long a closed file rests before a new quarter does, in
// calendar days [D].
const (
	oldNo         = 30
	restAfterLoss = 60
)

// closedOn is the day on which the file was closed, also when it is open again
// since; zero: never, or not known.
func (sig *signals) closedOn() Date {
	if at := sig.s.Deal.ClosedAt; !at.IsZero() {
		return DateOf(at, at.Location())
	}
	return Date{}
}

// openedAgain says that an open file was closed before, and that nobody there
// was heard since.
func (sig *signals) openedAgain(closed Date) bool {
	return sig.working() && !closed.IsZero() && (sig.lastAnswer == nil || sig.lastAnswer.At.Before(sig.s.Deal.ClosedAt))
}

// backAgain is the touch in which somebody was heard after the file was closed
// without a deal, if that was no second no.
func (sig *signals) backAgain() *Touch {
	d, t := &sig.s.Deal, sig.lastAnswer
	if d.Stage != Lost && d.Stage != Dead || t == nil || d.ClosedAt.IsZero() || !t.At.After(d.ClosedAt) || sig.no != nil || t.stops() {
		return nil
	}
	return t
}

func (sig *signals) closedBecause() string {
	if reason, ok := tidy(sig.s.Deal.CloseReason); ok && wordCount(reason) <= longestAloud {
		return " (" + quoted(reason) + ")"
	}
	return ""
}

// changedSince says whether a closed file deserves another look, and what has
// changed since. It does not before the day that was chosen for it.
func (sig *signals) changedSince(closed Date) (string, bool) {
	revisit, today := sig.s.Deal.RevisitOn, sig.s.Cadence.Today
	if sig.no != nil && sig.no.On.After(closed) && !closed.IsZero() { // they said no again
		if closed = sig.no.On; !revisit.After(closed) {
			revisit = Date{}
		}
	}
	if revisit.After(today) {
		return "", false
	}
	after := closed
	if closed.IsZero() { // not known: what is newer than the last touch may be newer than that, too
		after = laterOf(sig.s.Deal.SentOn, sig.s.Deal.Tally.LastOn)
	}
	news := sig.newsSince(after)
	switch {
	case news != "" || !revisit.IsZero():
		return news, true
	case !closed.IsZero() && quarterOf(closed) != quarterOf(today) && today.Sub(closed) >= restAfterLoss:
		return "A new quarter has begun since then, and things change for them as well.", true
	}
	return "", false
}

func quarterOf(d Date) [2]int { return [2]int{d.Year, (int(d.Month) - 1) / 3} }

// newsKinds are the facts that say what has changed for them (DL-01).
var newsKinds = []FactKind{CompanyEvent, AnnualReport, MarketTrend, Economy, Technology}

// newsSince is the newest news of them that is newer than a day, and was not
// there when they decided.
func (sig *signals) newsSince(day Date) string {
	for i := range sig.s.Facts {
		f := &sig.s.Facts[i]
		if slices.Contains(newsKinds, f.Kind) && f.On.After(day) && !f.On.After(sig.s.Cadence.Today) && sig.unusable(f) == "" {
			return "Since then you noted: " + quoted(shortened(f.Text)) + "."
		}
	}
	return ""
}

// untilNextLook lets each touch of a new beginning work before the next.
func untilNextLook(sig *signals) string {
	if sig.backAgain() != nil {
		return "Reopen the file, answer, and go on from there."
	}
	closed, c := sig.closedOn(), sig.s.Cadence
	if len(sig.newest) == 0 || sig.newest[0].On.Before(closed) || sig.newest[0].Answered() || sig.gapPassed() || !sig.open() && c.Quiet >= restDays {
		return ""
	}
	if c.Step > 0 && !c.DueOn.IsZero() {
		return fmt.Sprintf("Let your last touch work. The next one comes %s.", dayAhead(c.DueOn, c.Today))
	}
	return fmt.Sprintf("Let your last touch work for another %s.", businessDays(max(1, restDays-c.Quiet)))
}

// keepInTouch is what remains when a new beginning found no answer (RC-15).
func keepInTouch(sig *signals) string {
	if !sig.used["reopen"] && sig.cold() && !sig.givenEnough() {
		return sig.findSomething()
	}
	if !sig.open() {
		return "Read the history again, find out what has changed for them, and open the file when you know what to do differently."
	}
	return "Close the file again with a later day. Until then send something useful now and then, and ask for nothing."
}

// findSomething is what to do while nothing may be asked for and there is nothing
// to give.
func (sig *signals) findSomething() string {
	what := "two useful things"
	if sig.gives() > 0 {
		what = "one more useful thing"
	}
	return "Give " + what + " before you ask for anything. Nothing's left on file to give: find an article, a checklist, something they'd thank you for, and add it as homework."
}
