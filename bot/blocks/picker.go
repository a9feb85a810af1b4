package blocks

import (
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

// pickerRows is how many deals a picker shows: more do not fit on a phone, and
// who has more has not said enough of the name.
const pickerRows = 10

// Picker asks which deal is meant. Nothing is guessed: each row says firm, deal,
// amount and rep, and its button goes on with the command.
func Picker(m coach.Match, command string) Message {
	all := len(m.Choices) + m.More
	text := fmt.Sprintf("%s fit “%s”. Which one?", count(all, "deal", "deals"), line(clip(m.Query, maxQuery)))
	bs := []slack.Block{section("*" + text + "*")}
	shown := m.Choices[:min(len(m.Choices), pickerRows)]
	for _, d := range shown {
		a := Action{Verb: Choose, ID: d.ID, Arg: command}
		bs = append(bs, choice(row(d), of(button("Choose", a), d.Title())))
	}
	if more := all - len(shown); more > 0 {
		bs = append(bs, small(fmt.Sprintf("…and %d more. Add a word of the deal's name to narrow it down.", more)))
	}
	return Message{Text: text, Blocks: bs}
}

// maxQuery is how much of what somebody typed is repeated to them, in characters.
const maxQuery = 80

// row is a deal in a list.
func row(d coach.Deal) string {
	facts := []string{}
	if !d.Amount.IsZero() {
		facts = append(facts, d.Amount.String())
	}
	switch {
	case d.RepID != "":
		facts = append(facts, "<@"+d.RepID+">")
	case d.RepName != "":
		facts = append(facts, line(d.RepName))
	}
	switch {
	case d.Stage.Closed():
		facts = append(facts, string(d.Stage))
	case d.Sent():
		facts = append(facts, "sent "+d.SentOn.Format("2 Jan 2006"), count(d.Tally.Followups, "follow-up", "follow-ups"))
	default:
		facts = append(facts, "not sent yet")
	}
	return "*" + line(d.Title()) + "*\n" + strings.Join(facts, " · ")
}

// Unknown says that no deal has such a name, and what could be meant. again is
// the command with another name in it.
func Unknown(m coach.Match, again func(name string) string) Message {
	text := fmt.Sprintf("I know no deal named “%s”.", line(clip(m.Query, maxQuery)))
	bs := []slack.Block{section("*" + text + "*")}
	if len(m.Near) > 0 {
		near := make([]*slack.ButtonBlockElement, 0, nearest)
		for _, name := range m.Near[:min(len(m.Near), nearest)] {
			near = append(near, button(clip(name, maxButton), Action{Verb: Choose, Arg: again(name)}))
		}
		bs = append(bs, section("Did you mean one of these?"), actions(near...))
	}
	bs = append(bs, actions(button("Add proposal", Action{Verb: Add, Arg: m.Query})))
	if len(m.Near) == 0 {
		bs = append(bs, small("`/followup` lists what is due, `/followup help` says what else I understand."))
	}
	if len(m.Near) > 0 {
		text += " Near names: " + line(strings.Join(m.Near[:min(len(m.Near), nearest)], ", ")) + "."
	}
	return Message{Text: text, Blocks: bs}
}

// nearest is how many near names are offered.
const nearest = 5
