package blocks

import (
	"fmt"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

// given is how much was given before something is asked for, where it matters.
func given(a coach.Advice) []slack.Block {
	if a.Gives.Wanted == 0 {
		return nil
	}
	text := fmt.Sprintf("*Given %d of %d before asking.*", a.Gives.Given, a.Gives.Wanted)
	switch {
	case a.Gives.Given >= a.Gives.Wanted:
		text = fmt.Sprintf("*Given %s before asking.* Now you may ask.", count(a.Gives.Given, "thing", "things"))
	case a.Gives.Asks:
		text += " These words ask already: if you have something useful for them, give that first."
	}
	return []slack.Block{small(text)}
}

// owedShown is how many things owed one message shows.
const owedShown = 5

// owed is what is owed on the deal of a card, with the words for it.
func owed(a coach.Advice, r Reader) []slack.Block {
	if len(a.Tasks) == 0 || !r.may(a.Deal) {
		return nil
	}
	bs := []slack.Block{divider()}
	for _, k := range a.Tasks[:min(len(a.Tasks), owedShown)] {
		bs = append(bs, section("*Also owed:* "+line(k.Text)+", "+byWhen(k, a.Cadence.Today)+"."), owedButtons(k, ""))
	}
	return bs
}

// alsoOwed is what a rep owes beside the follow-ups.
func alsoOwed(q coach.Queue) []slack.Block {
	if len(q.Owed) == 0 {
		return nil
	}
	bs := []slack.Block{divider(), section("*Also owed*")}
	for _, o := range q.Owed[:min(len(q.Owed), owedShown)] {
		bs = append(bs, section(line(o.Task.Text)+", "+byWhen(o.Task, q.Today)+"\n"+line(o.Deal.Title())), owedButtons(o.Task, InList))
	}
	if more := len(q.Owed) - owedShown; more > 0 {
		bs = append(bs, small("…and "+count(more, "more", "more")+"."))
	}
	return bs
}

func owedButtons(k coach.Task, from string) slack.Block {
	return actions(
		of(button("What to say", Action{Verb: Thank, ID: k.ID, Arg: from}), k.Text),
		of(button("Done", Action{Verb: TaskDone, ID: k.ID, Arg: from}), k.Text))
}

func byWhen(k coach.Task, today coach.Date) string {
	switch {
	case k.DueOn == today:
		return "today"
	case k.DueOn.Before(today):
		return "due since " + day(k.DueOn, today)
	}
	return "by " + weekday(k.DueOn, today)
}

// Thanks is the words for something owed, in one form, with the other forms.
func Thanks(t coach.Thanks) Message {
	d, today := t.Draft, t.Situation.Cadence.Today
	text := line(t.Task.Text) + ", " + byWhen(t.Task, today) + "."
	bs := []slack.Block{header(t.Task.Text), section("*" + Escape(d.Title) + "* · " + form(d.Channel) + "\nFor " + line(t.Situation.Deal.Title()) + ", " + byWhen(t.Task, today) + ".")}
	if d.Subject != "" {
		bs = append(bs, section("*Subject*\n"+line(d.Subject)))
	}
	for _, s := range d.Steps {
		bs = append(bs, step(s))
	}
	var forms []*slack.ButtonBlockElement
	for _, c := range d.Forms {
		if c != d.Channel {
			forms = append(forms, button("Words "+form(c), Action{Verb: Thank, ID: t.Task.ID, Arg: string(c)}))
		}
	}
	return Message{Text: text, Blocks: append(bs, actions(forms...), actions(
		primary(button("Done", Action{Verb: TaskDone, ID: t.Task.ID})), button("Back to the card", Action{Verb: Coach, ID: t.Task.DealID})))}
}

// Settled is the card after **Done**; Unsettled after that was undone.
func Settled(s coach.Settled, r Reader) Message {
	return Followup(s.Advice, r, doneWith(s.Task), notDone(s.Task, ""))
}

// Unsettled is the card of a deal on which something is owed again.
func Unsettled(s coach.Settled, r Reader) Message {
	return Followup(s.Advice, r, "Undone. It is owed again", nil)
}

// SettledInList is Settled in **Your follow-ups**.
func SettledInList(q coach.Queue, s coach.Settled) Message {
	return queue(q, doneWith(s.Task), notDone(s.Task, InList))
}

// UnsettledInList is Unsettled in **Your follow-ups**.
func UnsettledInList(q coach.Queue) Message { return queue(q, "Undone. It is owed again", nil) }

func doneWith(k coach.Task) string { return "Done: " + line(k.Text) }

func notDone(k coach.Task, from string) *Action {
	return &Action{Verb: TaskReopen, ID: k.ID, Arg: from}
}
