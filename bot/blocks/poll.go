package blocks

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

// pollReps is how many reps one message about a poll lists.
const pollReps = 25

// AskedArg is whom a poll asks, and about what, as the argument of a button.
func AskedArg(a coach.Asked) string { return a.RepID + "/" + strconv.Itoa(a.Days) }

// AskedIn reads what AskedArg wrote; what it did not write asks everybody.
func AskedIn(arg string) coach.Asked {
	rep, days, _ := strings.Cut(arg, "/")
	n, _ := strconv.Atoi(days)
	return coach.Asked{RepID: rep, Days: min(max(n, 0), 9999)} // as many as can be typed
}

// PollPreview is `/deadleads`: what would be asked, before anything is sent.
func PollPreview(p coach.PollPreview) Message {
	if p.Deals == 0 {
		return nothingToAsk(p)
	}
	who, send := count(len(p.Reps), "rep", "reps"), "Send to team"
	how := "Each gets one private message, at a decent hour where they are. Nobody sees what the others say, and no file is closed before you say so."
	if p.Only.ID != "" {
		who, send = line(p.Only.Called()), "Send"
		how = "They get one private message, at a decent hour where they are. No file is closed before you say so."
	}
	text := fmt.Sprintf("I'd ask %s about %s%s.", who, count(p.Deals, "deal", "deals"), worth(p.Deals, p.Value))
	bs := []slack.Block{header("Dead leads"), section("*" + text + "* " + threshold(p))}
	if p.Only.ID == "" {
		bs = append(bs, section(repsAsked(p.Reps)))
	}
	if rest := unasked(p); rest != "" {
		bs = append(bs, small(rest))
	}
	return Message{Text: text, Blocks: append(bs, small(how),
		actions(primary(button(send, Action{Verb: PollSend, Arg: AskedArg(p.Asked)})), button("Cancel", Action{Verb: PollCancel})))}
}

// threshold says in words which deals are asked about.
func threshold(p coach.PollPreview) string {
	s := fmt.Sprintf("These are open deals with %s and no answer, or with nobody in touch for %s.",
		count(p.Rules.Target, "follow-up", "follow-ups"), businessDays(p.Rules.DeadLeadAfter()))
	if p.Asked.Days > 0 {
		s += fmt.Sprintf(" Their last touch is at least %s old.", count(p.Asked.Days, "day", "days"))
	}
	return s
}

// worth is what n deals amount to, behind their number.
func worth(n int, m []coach.Money) string {
	switch {
	case len(m) == 0:
		return ""
	case n == 1:
		return ", " + totals(m)
	}
	return ", " + totals(m) + " in all"
}

// totals are amounts, one per currency.
func totals(m []coach.Money) string {
	parts := make([]string, len(m))
	for i, v := range m {
		parts[i] = v.String()
	}
	return strings.Join(parts, " + ")
}

func repsAsked(reps []coach.RepAsked) string {
	lines := make([]string, 0, len(reps))
	for _, r := range reps[:min(len(reps), pollReps)] {
		l := "• " + line(r.Rep.Called()) + ": " + count(r.Deals, "deal", "deals")
		if len(r.Value) > 0 {
			l += ", " + totals(r.Value)
		}
		lines = append(lines, l)
	}
	return strings.Join(append(lines, andMore(len(reps)-pollReps, "rep", "reps")...), "\n")
}

// andMore is a last line for what a list leaves out.
func andMore(n int, one, many string) []string {
	if n <= 0 {
		return nil
	}
	return []string{"…and " + count(n, "more "+one, "more "+many)}
}

// unasked says which deals look dead and are not asked about.
func unasked(p coach.PollPreview) string {
	n := p.Unasked
	var parts []string
	if k := n[coach.NobodyToAsk]; k > 0 {
		parts = append(parts, fmt.Sprintf("%s nobody in Slack to ask.", count(k, "more deal has", "more deals have")))
	}
	if k := n[coach.RepHasLeft]; k > 0 {
		parts = append(parts, fmt.Sprintf("%s to somebody who has left: my *Home* tab has *Reassign*.", count(k, "more deal belongs", "more deals belong")))
	}
	if k := n[coach.TouchedInDays]; k > 0 {
		parts = append(parts, fmt.Sprintf("%s touched in the last %s, and left out.", count(k, "more was", "more were"), count(p.Asked.Days, "day", "days")))
	}
	return strings.Join(parts, " ")
}

func nothingToAsk(p coach.PollPreview) Message {
	text := "No deal looks dead just now" + tooFresh(p) + ", so there's nothing to ask."
	if p.Only.ID != "" {
		text = line(p.Only.Called()) + " has no deal that looks dead just now" + tooFresh(p) + ", so there's nothing to ask."
	}
	bs := []slack.Block{section("*" + text + "*"), section("I look for open deals with " +
		count(p.Rules.Target, "follow-up", "follow-ups") + " and no answer, or with nobody in touch for " + businessDays(p.Rules.DeadLeadAfter()) + ".")}
	if rest := unasked(p); rest != "" {
		bs = append(bs, small(rest))
	}
	return Message{Text: text, Blocks: bs}
}

// tooFresh says which days a manager asked for, where these are why nothing is left.
func tooFresh(p coach.PollPreview) string {
	if p.Unasked[coach.TouchedInDays] == 0 {
		return ""
	}
	return " and has gone " + count(p.Asked.Days, "day", "days") + " without a touch"
}

// NotSent is what is left of a preview after **Cancel**.
func NotSent() Message {
	const text = "All right. Nothing was sent."
	return Message{Text: text, Blocks: []slack.Block{section(text)}}
}

// NoPoll is `/deadleads status` where none is running.
func NoPoll() Message {
	const text = "No poll is running."
	return Message{Text: text, Blocks: []slack.Block{section(text + " `/deadleads` shows what I'd ask.")}}
}

// PollBoard is how a poll stands, for managers. note, when it is not empty, is a line
// about what has just been done.
func PollBoard(b coach.Board, note string) Message {
	reps, answers, of := b.Answered()
	text := fmt.Sprintf("Dead leads: %d of %s answered, %d of %s.", reps, haveReps(reps, len(b.Reps)), answers, count(of, "deal", "deals"))
	var bs []slack.Block
	if note != "" {
		bs = append(bs, section("✓ "+note))
	}
	bs = append(bs, header("Dead leads"))
	if b.Poll.Over() {
		text = fmt.Sprintf("This poll is closed. %d of %s answered, %d of %s.", reps, haveReps(reps, len(b.Reps)), answers, count(of, "deal", "deals"))
		return Message{Text: text, Blocks: append(bs, section("*"+text+"*"), small("What came of it is in a message of its own."))}
	}
	lead := fmt.Sprintf("*%d of %s answered*, %d of %s.", reps, haveReps(reps, len(b.Reps)), answers, count(of, "deal", "deals"))
	bs = append(bs, section(lead))
	if len(b.Reps) > 0 {
		bs = append(bs, section(standings(b)))
	}
	return Message{Text: text, Blocks: append(bs, small(whenItCloses(b)), boardButtons(b, reps < len(b.Reps)))}
}

// haveReps is "5 reps have" behind how many of them: one of five has.
func haveReps(how, n int) string {
	verb := " have"
	if how == 1 || n == 1 {
		verb = " has"
	}
	return count(n, "rep", "reps") + verb
}

func standings(b coach.Board) string {
	reps := b.Reps
	lines := make([]string, 0, len(reps))
	for _, r := range reps[:min(len(reps), pollReps)] {
		name := line(r.Rep.Called())
		switch {
		case r.Done():
			lines = append(lines, fmt.Sprintf("✓ %s: done, %s", name, count(r.Asked, "deal", "deals")))
		case r.Unreached:
			lines = append(lines, fmt.Sprintf("• %s: can't be reached in Slack, %s", name, count(r.Asked, "deal", "deals")))
		case !r.AskedAt.IsZero():
			lines = append(lines, fmt.Sprintf("• %s: not asked yet, %s. Gets the question %s", name, count(r.Asked, "deal", "deals"), theirTime(r, b)))
		case r.Answered == 0:
			lines = append(lines, fmt.Sprintf("• %s: not yet, %s", name, count(r.Asked, "deal", "deals")))
		default:
			lines = append(lines, fmt.Sprintf("• %s: %d of %d", name, r.Answered, r.Asked))
		}
	}
	return strings.Join(append(lines, andMore(len(reps)-pollReps, "rep", "reps")...), "\n")
}

// theirTime is when a rep is asked, by their own clock, whose place is named where it is
// not that of the reader.
func theirTime(r coach.RepAnswered, b coach.Board) string {
	at := dayTime(r.AskedAt, b.Today, r.Zone)
	if place := zonePlace(zoneOr(r.Zone).String()); place != "" && zoneOr(r.Zone).String() != zoneOr(b.Zone).String() {
		at += ", " + place + " time"
	}
	return at
}

func whenItCloses(b coach.Board) string {
	s := fmt.Sprintf("Asked by <@%s> %s. Closes by itself %s.", b.Poll.AskedBy, onDay(b.Poll.OpenedAt, b), onDay(b.Poll.ClosesAt, b))
	if !b.Poll.RemindedAt.IsZero() {
		s += " Last reminder " + onDay(b.Poll.RemindedAt, b) + "."
	}
	return s
}

// onDay is an instant as the manager reads it: the day, and the time by their clock.
func onDay(t time.Time, b coach.Board) string { return dayTime(t, b.Today, b.Zone) }

func dayTime(t time.Time, today coach.Date, zone *time.Location) string {
	return "on " + dated(coach.DateOf(t, zoneOr(zone)), today) + " at " + t.In(zoneOr(zone)).Format("15:04")
}

// dated is a day by its date: in a message that is read on other days than it was
// written, tomorrow would soon be yesterday.
func dated(d, today coach.Date) string {
	if d.Year == today.Year {
		return d.Format("Mon 2 Jan")
	}
	return d.Format("Mon 2 Jan 2006")
}

// zoneOr is a zone, or UTC where none is known.
func zoneOr(zone *time.Location) *time.Location {
	if zone == nil {
		return time.UTC
	}
	return zone
}

func boardButtons(b coach.Board, waiting bool) slack.Block {
	closing := asking(button("Close poll", Action{Verb: PollClose, ID: b.Poll.ID}), "Close this poll?",
		"Nobody can answer after that. No file is closed yet: you see what they said first.", "Close poll", "Keep it open")
	if !waiting {
		return actions(primary(closing))
	}
	return actions(button("Remind", Action{Verb: PollRemind, ID: b.Poll.ID}), closing)
}

// asking puts a question before a button does anything.
func asking(b *slack.ButtonBlockElement, title, text, yes, no string) *slack.ButtonBlockElement {
	b.Confirm = slack.NewConfirmationBlockObject(plain(title, 100), mrkdwn(text, 300), plain(yes, 30), plain(no, 30))
	return b
}

// PollSent is the preview after **Send to team**.
func PollSent(o coach.Opened) Message {
	if o.Another {
		return PollBoard(o.Board, "A poll is running already, so nothing new was sent. Here it is")
	}
	return sentTo(len(o.Board.Reps))
}

// sentTo says where answers can be followed. The board itself is in one place only: a
// second one, which nothing brings up to date, would soon tell another story.
func sentTo(reps int) Message {
	text := "✓ Sent to " + count(reps, "rep", "reps") + ". You'll see in our direct messages who has answered."
	return Message{Text: text, Blocks: []slack.Block{section(text)}}
}

// PollReminded is the board after **Remind**.
func PollReminded(r coach.Reminded) Message {
	if r.People == 0 { // an earlier delivery of the same click did it
		return PollBoard(r.Board, "")
	}
	return PollBoard(r.Board, "Reminded "+count(r.People, "rep", "reps"))
}
