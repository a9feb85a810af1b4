package blocks

import (
	"fmt"
	"slices"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

// queueRows is how many due deals one message shows: each takes two blocks of
// the fifty, and nobody works through more in a morning.
const queueRows = 10

// Queue is **Your follow-ups**: what is due, most urgent first, and what is owed
// beside.
func Queue(q coach.Queue) Message { return queue(q, "", nil) }

// queue is Queue with a line about what has just been done; undo goes with it.
func queue(q coach.Queue, done string, undo *Action) Message {
	m := due(q)
	if len(q.Owed) > 0 {
		m.Text += " Also owed: " + count(len(q.Owed), "thing", "things") + "."
	}
	m.Blocks = append(m.Blocks, alsoOwed(q)...)
	if done != "" {
		m.Text, m.Blocks = done+". "+m.Text, append([]slack.Block{doneLine(done, undo)}, m.Blocks...)
	}
	return m
}

// due is the follow-ups alone.
func due(q coach.Queue) Message {
	if len(q.Due) == 0 {
		return nothingDue(q)
	}
	text := count(len(q.Due), "follow-up is due.", "follow-ups are due.")
	if slices.ContainsFunc(q.Due, func(d coach.Due) bool { return d.Cadence.Woke() && !d.Cadence.Due }) {
		text = count(len(q.Due), "deal is waiting for you today.", "deals are waiting for you today.")
	}
	lead := text
	if len(q.Due) > 1 {
		lead += " Most urgent first."
	}
	bs := []slack.Block{header("Your follow-ups"), section(lead)}
	for _, d := range q.Due[:min(len(q.Due), queueRows)] {
		bs = append(bs, section(dueRow(d)), actions(
			of(button("Coach me", Action{Verb: Coach, ID: d.Deal.ID, Arg: InList}), d.Deal.Title()),
			of(button("Log touch", Action{Verb: LogTouch, ID: d.Deal.ID, Arg: InList}), d.Deal.Title())))
	}
	if more := len(q.Due) - queueRows; more > 0 {
		bs = append(bs, small(fmt.Sprintf("…and %d more. They move up as you log touches.", more)))
	}
	return Message{Text: text + " First: " + line(q.Due[0].Deal.Title()) + ".", Blocks: bs}
}

func nothingDue(q coach.Queue) Message {
	text := "Nothing is due today."
	switch {
	case q.Open == 0:
		text = "You have no open proposals. Add one and I'll count its follow-ups."
	case q.Next.Deal.ID != "":
		text += " Next: " + line(q.Next.Deal.Title()) + ", " + comesOn(q.Next) + "."
	}
	return Message{Text: text, Blocks: []slack.Block{
		header("Your follow-ups"), section(text), actions(button("Add proposal", Action{Verb: Add})),
	}}
}

// comesOn says what a deal will want on a day ahead, and why not before.
func comesOn(k coach.Coming) string {
	c, on := k.Cadence, weekday(k.On, k.Cadence.Today)
	what := "which comes up on " + on
	if c.Step > 0 {
		what = fmt.Sprintf("follow-up %d of %d on %s", c.Step, c.Target, on)
	}
	switch {
	case c.Paused:
		return "back on " + on + " as planned"
	case c.Snoozed && c.DueOn.Before(k.On):
		return what + ", when its snooze ends"
	}
	return what
}

func dueRow(d coach.Due) string {
	c := d.Cadence
	s := fmt.Sprintf("*%s*\n%s", line(title(d.Deal)), followups(c))
	if c.Quiet > 0 {
		s += " · quiet for " + businessDays(c.Quiet)
	}
	switch {
	case c.BallOurs:
		s += " · *they wrote last: answer first*"
	case c.Woke():
		s += " · " + back(c)
	case c.Overdue > 0:
		s += " · due since " + day(c.DueOn, c.Today)
	default:
		s += " · due today"
	}
	return s
}

// back says since when a deal is back that somebody put off.
func back(c coach.Cadence) string {
	if c.WokeOn == c.Today {
		return "back today, as planned"
	}
	return "back since " + day(c.WokeOn, c.Today) + ", as planned"
}
