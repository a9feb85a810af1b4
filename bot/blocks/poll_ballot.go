package blocks

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

// ballotRows is how many deals a question shows at once; each takes two blocks.
const ballotRows = 10

// ChoiceLabel is an answer as its button says it.
func ChoiceLabel(c coach.Choice) string {
	switch c {
	case coach.StillAlive:
		return "Still alive"
	case coach.CalledDead:
		return "Dead"
	case coach.NeedHelp:
		return "Need help"
	}
	return "No answer"
}

// Ballot is what a poll asks a rep, with the answers so far.
func Ballot(b coach.Ballot) Message {
	n, of := b.Answered()
	if !b.Below.IsZero() {
		return ballotAbove(b)
	}
	if b.Poll.Over() {
		return ballotClosed(b, n)
	}
	text := fmt.Sprintf("%s asks: %s still alive?", line(b.Asker.Called()), isAre(len(b.Deals)))
	if b.Reminder {
		text = fmt.Sprintf("%s would still like to know: %s still alive?", line(b.Asker.Called()), isAre(len(b.Deals)))
	}
	from := b.Page * ballotRows
	if from < 0 || from >= len(b.Deals) {
		from = 0
	}
	to := min(from+ballotRows, len(b.Deals))
	bs := []slack.Block{section("*" + text + "*\n" + ballotLead(b))}
	for _, d := range b.Deals[from:to] {
		bs = append(bs, ballotRow(b, d, from/ballotRows)...)
	}
	bs = append(bs, small(ballotCount(n, of, from, to, len(b.Deals))))
	if turn := pages(PollPage, b.Poll.ID, ballotRows, from, to, len(b.Deals)); len(turn) > 0 {
		bs = append(bs, actions(turn...))
	}
	return Message{Text: text, Blocks: bs}
}

// ballotAbove is a question that was asked once more since: one place to answer is enough.
func ballotAbove(b coach.Ballot) Message {
	text := fmt.Sprintf("%s asked: %s still alive?", line(b.Asker.Called()), isAre(len(b.Deals)))
	if b.Poll.Over() {
		text = "This poll is closed."
	}
	return Message{Text: text, Blocks: []slack.Block{section("*" + text + "*"),
		small("I asked again " + dayTime(b.Below, b.Today, b.Zone) + ". The question and your answers are further down.")}}
}

func isAre(n int) string {
	if n == 1 {
		return "is this deal"
	}
	return fmt.Sprintf("are these %d deals", n)
}

func ballotLead(b coach.Ballot) string {
	return fmt.Sprintf("Say what you really think. “Dead” is a fine answer: it frees your time for a better one. "+
		"Your colleagues don't see it, and you can change it until %s.", dated(coach.DateOf(b.Poll.ClosesAt, zoneOr(b.Zone)), b.Today))
}

// ballotRow is one deal: the honest counts, what was said, and the three answers.
func ballotRow(b coach.Ballot, d coach.AskedDeal, page int) []slack.Block {
	if d.Gone {
		return []slack.Block{section("_This deal isn't there any more._")}
	}
	text := "*" + line(title(d.Deal)) + "*\n"
	if d.Settled() {
		return []slack.Block{section(text + settledBy(d) + " Nothing to answer.")}
	}
	text += silence(d.Due, zoneOr(b.Zone))
	if d.Vote.Choice != coach.NoAnswerYet {
		text += "\n✓ " + said(d.Vote, b.Today)
	}
	arg := d.Deal.ID + "/" + strconv.Itoa(page)
	answer := func(c coach.Choice, verb string) *slack.ButtonBlockElement {
		e := of(button(ChoiceLabel(c), Action{Verb: verb, ID: b.Poll.ID, Arg: arg}), d.Deal.Title())
		if d.Vote.Choice == c {
			e = primary(e)
		}
		return e
	}
	return []slack.Block{section(text), actions(
		answer(coach.StillAlive, PollAlive), answer(coach.CalledDead, PollDead), answer(coach.NeedHelp, PollHelp))}
}

func settledBy(d coach.AskedDeal) string {
	if d.Deal.Stage.Closed() {
		return "Closed as " + string(d.Deal.Stage) + " meanwhile."
	}
	return "Somebody else has it by now."
}

// silence is how long nothing came back, in honest numbers.
func silence(d coach.Due, zone *time.Location) string {
	c := d.Cadence
	parts := []string{followups(c)}
	if c.Silence != c.Followups {
		parts = append(parts, fmt.Sprintf("%d since their last answer", c.Silence))
	}
	if c.Quiet > 0 {
		parts = append(parts, "nobody in touch for "+businessDays(c.Quiet))
	}
	if at := d.Deal.Tally.LastAnswer; at.IsZero() {
		parts = append(parts, "never answered")
	} else {
		parts = append(parts, "last answer "+dated(coach.DateOf(at, zone), c.Today))
	}
	return strings.Join(parts, " · ")
}

// said is an answer with what was added to it.
func said(v coach.Vote, today coach.Date) string {
	s := ChoiceLabel(v.Choice)
	if v.Text != "" {
		s += ": " + line(clip(v.Text, 150))
	}
	if !v.On.IsZero() {
		s += " (" + dated(v.On, today) + ")"
	}
	return s
}

func ballotCount(n, of, from, to, all int) string {
	s := fmt.Sprintf("%d of %d answered.", n, of)
	if n == of {
		s = "That's all. Thanks!"
		if of == 1 {
			s = "Thanks, that's it."
		}
	}
	if all > ballotRows {
		s = fmt.Sprintf("%d to %d of %d. ", from+1, to, all) + s
	}
	return s
}

// pages are the buttons that turn over a list of a poll's, with so many rows to a page.
func pages(verb, poll string, rows, from, to, all int) []*slack.ButtonBlockElement {
	var bs []*slack.ButtonBlockElement
	turn := func(label string, page int) {
		bs = append(bs, button(label, Action{Verb: verb, ID: poll, Arg: strconv.Itoa(page)}))
	}
	if from > 0 {
		turn("Back", from/rows-1)
	}
	if to < all {
		turn(fmt.Sprintf("Next %d", min(rows, all-to)), from/rows+1)
	}
	return bs
}

// ballotClosed is a question after its poll was closed: what was answered.
func ballotClosed(b coach.Ballot, n int) Message {
	text := fmt.Sprintf("This poll is closed. You answered %d of %s.", n, count(len(b.Deals), "deal", "deals"))
	if n == 0 {
		text = "This poll is closed."
	}
	var lines []string
	for _, d := range b.Deals[:min(len(b.Deals), 30)] {
		if d.Vote.Choice != coach.NoAnswerYet && !d.Gone {
			lines = append(lines, "• "+line(clip(title(d.Deal), 80))+": "+ChoiceLabel(d.Vote.Choice))
		}
	}
	bs := []slack.Block{section("*" + text + "*")}
	if len(lines) > 0 {
		bs = append(bs, section(strings.Join(lines, "\n")))
	}
	return Message{Text: text, Blocks: bs}
}

// FieldRest is the box that lets a deal rest until the day of its next step.
const FieldRest = "rest"

// AliveForm asks, optionally, how it goes on with a deal that is alive.
func AliveForm(d coach.AskedDeal, meta string) slack.ModalViewRequest {
	v := newForm("Still alive", "Save", Action{Verb: PollAlive}, meta,
		about(d.Deal),
		section("Your answer is counted. If you like, say how it goes on; “Skip” is fine too."),
		input(FieldText, "Next step", true, textInput(d.Vote.Text, "They decide after the board meeting", coach.MaxReason)),
		input(FieldDate, "When", true, dateInput(d.Vote.On)),
		hint(input(FieldRest, "Until then", true, tick("Leave this deal be until that day", false)), "No reminders before. The next step is kept as the known reason."))
	v.Close = plain("Skip", maxTitle)
	return v
}

// HelpForm asks what help a deal needs.
func HelpForm(d coach.AskedDeal, meta string) slack.ModalViewRequest {
	v := newForm("Need help", "Save", Action{Verb: PollHelp}, meta,
		about(d.Deal),
		section("Your answer is counted. What would help?"),
		input(FieldText, "What for?", true, longInput(d.Vote.Text, "Somebody who knows their new CFO", coach.MaxReason)))
	v.Close = plain("Skip", maxTitle)
	return v
}
