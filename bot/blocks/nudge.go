package blocks

import (
	"fmt"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

// nudgePrefix begins the ids of the blocks in a nudge that hold buttons. What these
// mean is the same as anywhere; the block tells that the message is a nudge, which is
// drawn anew instead of being replaced by a card.
const nudgePrefix = "nudge/"

// InNudge says that a block is part of a nudge.
func InNudge(blockID string) bool { return strings.HasPrefix(blockID, nudgePrefix) }

// Nudge is the private message that a rep gets in the morning: each deal with where it
// stands, the play in one line and the buttons, or with what was done about it since.
func Nudge(n coach.NudgeShown) Message {
	open := 0
	for _, d := range n.Deals {
		if d.Open() {
			open++
		}
	}
	text := nudgeLead(open, len(n.Deals))
	bs := []slack.Block{header("Today's follow-ups"), section(text)}
	for i, d := range n.Deals {
		id := fmt.Sprintf("%s%s/%d", nudgePrefix, n.Day, i+1)
		if d.Open() {
			bs = append(bs, section(nudgeRow(d.Advice)), identified(nudgeButtons(d.Advice), id))
			continue
		}
		bs = append(bs, deed(d, n, id)...)
	}
	bs = append(bs, identified(nudgeFoot(n), fmt.Sprintf("%s%s/foot", nudgePrefix, n.Day)))
	if open > 0 {
		text = strings.TrimSuffix(text, mostUrgentFirst) + " " + mostUrgent(n) + "."
	}
	return Message{Text: clipMarkup(text, maxText), Blocks: bs}
}

func nudgeLead(open, all int) string {
	switch {
	case open == 0:
		return "All done here for today."
	case open < all:
		return fmt.Sprintf("%d of %d still to do.", open, all)
	case open == 1:
		return "One deal is waiting for you today."
	}
	return fmt.Sprintf("%d deals are waiting for you today.", open) + mostUrgentFirst
}

const mostUrgentFirst = " Most urgent first."

// mostUrgent names the most urgent deal that nothing was done about, for the notification.
func mostUrgent(n coach.NudgeShown) string {
	for _, d := range n.Deals {
		if d.Open() && len(n.Deals) == 1 {
			return "It's " + line(d.Advice.Deal.Title())
		}
		if d.Open() {
			return "First: " + line(d.Advice.Deal.Title())
		}
	}
	return ""
}

// nudgeRow is a deal where nothing was done yet: where it stands, and what to do.
func nudgeRow(a coach.Advice) string {
	row := dueRow(coach.Due{Deal: a.Deal, Cadence: a.Cadence})
	if play := playInALine(a); play != "" {
		row += "\n" + play
	}
	return row
}

// playInALine is the play in one line, with its reason.
func playInALine(a coach.Advice) string {
	what := a.Next
	if a.Draft != nil {
		what = a.Draft.Title
	}
	if what == "" {
		return Escape(clip(a.Why, longestReason))
	}
	return strings.TrimSpace("*" + Escape(strings.TrimSuffix(what, ".")) + ".* " + Escape(clip(a.Why, longestReason)))
}

// longestReason is how much of a reason one line takes, in characters.
const longestReason = 200

// nudgeButtons are the two that people press most, and the rest in a menu: five
// buttons a deal would fill a phone's screen.
func nudgeButtons(a coach.Advice) *slack.ActionBlock {
	id, title := a.Deal.ID, a.Deal.Title()
	if a.Deal.Stage.Closed() { // back for another look
		return actions(
			of(button("Coach me", Action{Verb: Coach, ID: id, Arg: InList}), title),
			of(button("Log touch", Action{Verb: LogTouch, ID: id, Arg: LogArg(playID(a), channelOf(a))}), title),
			of(button("Reopen", Action{Verb: Reopen, ID: id}), title))
	}
	row := actions(
		of(button("Coach me", Action{Verb: Coach, ID: id, Arg: InList}), title),
		of(button("Log touch", Action{Verb: LogTouch, ID: id, Arg: LogArg(playID(a), channelOf(a))}), title))
	row.Elements.ElementSet = append(row.Elements.ElementSet, overflow(
		entry{"Snooze", Action{Verb: Snooze, ID: id}},
		entry{"Known reason", Action{Verb: Reason, ID: id}},
		entry{"Close file", Action{Verb: CloseIt, ID: id}}))
	return row
}

func nudgeFoot(n coach.NudgeShown) *slack.ActionBlock {
	settings := button("Settings", Action{Verb: Settings, Arg: InList})
	if n.More == 0 {
		return actions(settings)
	}
	return actions(button(fmt.Sprintf("and %d more", n.More), Action{Verb: ListDue, Arg: InList}), settings)
}

// deed is a deal that something was done about, with the way back where there is one.
func deed(d coach.NudgedDeal, n coach.NudgeShown, id string) []slack.Block {
	a := d.Advice
	done, undo := deedDone(d, n)
	text := "✓ *" + line(title(a.Deal)) + "*\n" + done
	again := d.Deed == coach.LoggedIt && (a.Cadence.BallOurs || a.Touches[0].Outcome == coach.SaidNo)
	if again { // their answer has its own play, now
		text += "\nNext: " + playInALine(a)
	}
	s := section(text)
	if d.Undo && undo.Verb != "" {
		s.Accessory = slack.NewAccessory(of(button(backLabels[undo.Verb], undo), a.Deal.Title()))
		s.BlockID = id + "/undo"
	}
	if !again {
		return []slack.Block{s}
	}
	return []slack.Block{s, identified(actions(of(button("Coach me", Action{Verb: Coach, ID: a.Deal.ID, Arg: InList}), a.Deal.Title())), id)}
}

// deedDone says what was done, by whom where it was not the rep, and what takes it back.
func deedDone(d coach.NudgedDeal, n coach.NudgeShown) (done string, undo Action) {
	a := d.Advice
	deal := a.Deal
	switch d.Deed {
	case coach.LoggedIt:
		t := a.Touches[0]
		return fmt.Sprintf("Logged: %s%s. %s.", touched(t.Channel, t.Outcome, t.Objection), byAt(t.LoggedBy, t.LoggedAt, n), followups(a.Cadence)),
			Action{Verb: Undo, ID: deal.ID, Arg: t.ID}
	case coach.SnoozedIt:
		return "Quiet until " + weekday(deal.SnoozedUntil, a.Cadence.Today) + ".", Action{Verb: Wake, ID: deal.ID, Arg: string(coach.Snoozed)}
	case coach.PausedIt:
		return fmt.Sprintf("Noted: %s. I'll wake it on %s.", strings.TrimSuffix(line(clip(deal.PauseReason, longestReason)), "."), weekday(deal.PausedUntil, a.Cadence.Today)),
			Action{Verb: Wake, ID: deal.ID, Arg: string(coach.Paused)}
	case coach.Reopened:
		return "Open again. " + followups(a.Cadence) + ".", Action{}
	case coach.ClosedIt:
		return fmt.Sprintf("Closed as %s%s.", deal.Stage, byAt("", deal.ClosedAt, n)), Action{Verb: Reopen, ID: deal.ID}
	}
	return "It's " + repName(a) + "'s deal now.", Action{}
}

// byAt is who did something, where it was not the reader, and when by their clock.
func byAt(who string, at time.Time, n coach.NudgeShown) string {
	s := ""
	if who != "" && who != n.RepID && who != "import" {
		s = " by <@" + who + ">"
	}
	at = at.In(n.Zone)
	if coach.DateOf(at, n.Zone) != n.Day {
		return s + ", " + at.Format("2 Jan")
	}
	return s + ", at " + at.Format("15:04")
}

// identified gives a row of buttons an id of its own.
func identified(b *slack.ActionBlock, id string) *slack.ActionBlock {
	b.BlockID = id
	return b
}

// entry is one entry of a menu behind three dots.
type entry struct {
	label string
	does  Action
}

func overflow(es ...entry) *slack.OverflowBlockElement {
	var os []*slack.OptionBlockObject
	for _, e := range es {
		os = append(os, slack.NewOptionBlockObject(clip(e.does.String(), maxOverflow), plain(e.label, maxOption), nil))
	}
	return slack.NewOverflowBlockElement("more", os...)
}
