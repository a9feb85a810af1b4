package blocks

import (
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

// Reader is who looks at a message: it decides which buttons are drawn. The
// right behind each button is checked again when it is pressed.
type Reader struct {
	ID      string // Slack user id
	Manager bool
}

// may says whether the reader may change the deal.
func (r Reader) may(d coach.Deal) bool { return r.Manager || (d.RepID != "" && d.RepID == r.ID) }

// Followup is the coach card: where the deal stands, what to say now and why,
// what would make it sharper, and what can be done with it. done, when it is
// not empty, is a line about what has just been done; undo goes with it.
func Followup(a coach.Advice, r Reader, done string, undo *Action) Message {
	m := Message{Text: summary(a, done)}
	if done != "" {
		m.Blocks = append(m.Blocks, doneLine(done, undo))
	}
	m.Blocks = append(m.Blocks, header(title(a.Deal)), section(standing(a, r)))
	m.Blocks = append(m.Blocks, whyNo(a, r)...)
	m.Blocks = append(m.Blocks, answered(a, r)...)
	m.Blocks = append(m.Blocks, play(a)...)
	m.Blocks = append(m.Blocks, given(a)...)
	m.Blocks = append(m.Blocks, homework(a, r)...)
	m.Blocks = append(m.Blocks, sharper(a, r)...)
	m.Blocks = append(m.Blocks, toSet(a, r)...)
	m.Blocks = append(m.Blocks, runnerUp(a)...)
	m.Blocks = append(m.Blocks, owed(a, r)...)
	return Message{Text: m.Text, Blocks: append(m.Blocks, buttons(a, r)...)}
}

func doneLine(done string, undo *Action) slack.Block {
	if undo == nil {
		return section("✓ " + done)
	}
	return choice("✓ "+done, button(backLabels[undo.Verb], *undo))
}

// backLabels are the labels of the ways back from what has just been done.
var backLabels = map[string]string{Undo: "Undo", Wake: "Undo", Reopen: "Undo", UseKnown: "Undo", TaskReopen: "Undo", ShelfRemove: "Undo", PollReopen: "Undo", HandBack: "Undo", ShelfAdd: "Put back", Change: "Change"}

// summary is the card in a sentence or two.
func summary(a coach.Advice, done string) string {
	parts := []string{}
	if done != "" {
		parts = append(parts, strings.TrimSuffix(done, ".")+".")
	}
	where := line(a.Deal.Title()) + ": " + strings.ToLower(followups(a.Cadence)) + "."
	if s := state(a.Deal, a.Cadence); s != "" {
		where = line(a.Deal.Title()) + ": " + s + "."
	}
	parts = append(parts, where)
	if a.Draft != nil {
		parts = append(parts, "Play: "+Escape(a.Draft.Title)+".")
	}
	if a.Why != "" {
		parts = append(parts, Escape(a.Why))
	}
	return clipMarkup(strings.Join(parts, " "), maxText)
}

// standing is the facts line.
func standing(a coach.Advice, r Reader) string {
	var lines []string
	if s := state(a.Deal, a.Cadence); s != "" {
		lines = append(lines, "*"+s+"*")
	}
	if a.Deal.RepID != r.ID {
		lines = append(lines, "Rep: "+repName(a))
	}
	// The count begins a line of its own, so that no screen is too narrow to find it.
	lines = append(lines, sent(a), "*"+followups(a.Cadence)+"* · "+lastTouch(a))
	return strings.Join(lines, "\n")
}

func repName(a coach.Advice) string {
	switch {
	case a.Deal.RepID != "":
		return "<@" + a.Deal.RepID + ">"
	case a.Deal.RepName != "":
		return line(a.Deal.RepName) + " (not in Slack)"
	}
	return "nobody yet"
}

func sent(a coach.Advice) string {
	if !a.Deal.Sent() {
		return "Proposal not sent yet"
	}
	return "Proposal sent " + ago(a.Deal.SentOn, a.Cadence.SentAgo, a.Cadence.Today)
}

func lastTouch(a coach.Advice) string {
	if len(a.Touches) == 0 {
		return "no touch yet"
	}
	t := a.Touches[0]
	who := "Last touch"
	if t.Direction == coach.In {
		who = "Last heard"
	}
	if t.Direction == coach.Via {
		who = "Last touch, to somebody who speaks for us"
	}
	return fmt.Sprintf("%s: %s, %s", who, touched(t.Channel, t.Outcome, t.Objection), day(t.On, a.Cadence.Today))
}

// play is what to do now: the words where there are some, and why.
func play(a coach.Advice) []slack.Block {
	if a.Draft == nil {
		return next(a)
	}
	intro := fmt.Sprintf("*%s* · %s\n%s", Escape(a.Draft.Title), form(a.Draft.Channel), Escape(strings.TrimSpace(a.Why+" "+a.WhyThere)))
	if r := record(a.Yield); r != "" {
		intro += "\n" + r
	}
	bs := []slack.Block{divider(), section(intro)}
	bs = append(bs, beforeYouStart(a.Draft)...)
	if a.Draft.Subject != "" {
		bs = append(bs, section("*Subject*\n"+line(a.Draft.Subject)))
	}
	for _, s := range a.Draft.Steps {
		bs = append(bs, step(s))
	}
	return append(bs, used(a)...)
}

func form(c coach.Channel) string {
	switch c {
	case coach.Call:
		return "for a call"
	case coach.Voicemail:
		return "as a voicemail"
	case coach.Email:
		return "as an email"
	case coach.Text:
		return "as a text message"
	case coach.Letter:
		return "as a letter"
	case coach.Social:
		return "as a note on a social network"
	case coach.Gift:
		return "to go with a small gift"
	}
	return "for a " + strings.ToLower(channelLabel(c))
}

// runnerUp names the play that would be next in line, or the one that will be
// when nothing is due yet; **Another play** has the rest.
func runnerUp(a coach.Advice) []slack.Block {
	if len(a.Others) == 0 {
		return nil
	}
	o, label := a.Others[0], "Runner-up"
	if a.Draft == nil {
		label = "Up next"
	}
	return []slack.Block{small(label + ": *" + line(o.Title) + "*. " + line(clip(o.When, 300)))}
}

func next(a coach.Advice) []slack.Block {
	text := strings.TrimSpace(Escape(a.Why))
	if a.Next != "" {
		text = strings.TrimSpace("*" + Escape(a.Next) + "*\n" + text)
	}
	if text == "" {
		return nil
	}
	return []slack.Block{divider(), section(text)}
}

// step is one part of the words, quoted so that it stands out as what to say.
func step(s coach.Step) slack.Block {
	var b strings.Builder
	if s.Label != "" {
		b.WriteString("*" + Escape(s.Label) + "*\n")
	}
	if s.Note != "" {
		b.WriteString("_" + strings.ReplaceAll(Escape(s.Note), "_", "") + "_\n")
	}
	if s.Text != "" {
		b.WriteString("> " + strings.ReplaceAll(Escape(strings.TrimSpace(s.Text)), "\n", "\n> "))
	}
	return section(strings.TrimRight(b.String(), "\n"))
}

// used names the facts that the words stand on, with their sources.
func used(a coach.Advice) []slack.Block {
	if len(a.Used) == 0 {
		return nil
	}
	lines := make([]string, len(a.Used))
	for i, f := range a.Used {
		lines[i] = line(clip(f.Text, 200)) + sourceOf(f, a.Cadence.Today)
	}
	if len(lines) == 1 {
		return []slack.Block{small("Built on: " + lines[0])}
	}
	return []slack.Block{small("Built on:\n• " + strings.Join(lines, "\n• "))}
}

func sourceOf(f coach.Fact, today coach.Date) string {
	var parts []string
	if f.Source != "" {
		parts = append(parts, line(clip(f.Source, 200)))
	}
	if !f.On.IsZero() {
		parts = append(parts, day(f.On, today))
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

// buttons are what the reader can do with the deal as it stands.
func buttons(a coach.Advice, r Reader) []slack.Block {
	id := a.Deal.ID
	var bs []slack.Block
	if looks := append(otherForms(a), preparing(a, r)...); len(looks) > 0 {
		bs = append(bs, actions(looks...))
	}
	switch {
	case !r.may(a.Deal):
		return append(bs, small("Only "+repName(a)+" or a manager can change this deal."))
	case a.Deal.Stage.Closed():
		return append(append(bs, afterwards(a)...), actions(append(closedButtons(a), reassign(a.Deal, r)...)...))
	}
	row := []*slack.ButtonBlockElement{primary(button("Log touch", Action{Verb: LogTouch, ID: id, Arg: LogArg(playID(a), channelOf(a))}))}
	if !a.Deal.Sent() {
		row = append(row, button("Mark as sent", Action{Verb: MarkSent, ID: id}))
	}
	row = append(row,
		button("Another play", Action{Verb: Another, ID: id, Arg: playID(a)}),
		button("Add homework", Action{Verb: Homework, ID: id}),
		button("Check my draft", Action{Verb: CheckIt, ID: id, Arg: LogArg(playID(a), channelOf(a))}))
	if a.Cadence.Snoozed || a.Cadence.Paused {
		row = append(row, button("Wake up", Action{Verb: Wake, ID: id}))
	}
	row = append(row,
		button("Snooze", Action{Verb: Snooze, ID: id}),
		button("Known reason", Action{Verb: Reason, ID: id}),
		button("Close file", Action{Verb: CloseIt, ID: id}))
	return append(bs, actions(append(row, reassign(a.Deal, r)...)...))
}

// afterwards says where the reasons of whoever bought are kept.
func afterwards(a coach.Advice) []slack.Block {
	if a.Draft == nil || a.Deal.Stage != coach.Won {
		return nil
	}
	return []slack.Block{small("Keep what they tell you: *Add homework*.")}
}

// closedButtons are what can be done with a closed file: thanks and ways back are
// logged, facts still come in, and they are what opens it again.
func closedButtons(a coach.Advice) []*slack.ButtonBlockElement {
	id := a.Deal.ID
	row := []*slack.ButtonBlockElement{
		button("Log touch", Action{Verb: LogTouch, ID: id, Arg: LogArg(playID(a), channelOf(a))}),
		button("Reopen", Action{Verb: Reopen, ID: id}),
	}
	if len(a.Others) > 0 {
		row = append(row, button("Another play", Action{Verb: Another, ID: id, Arg: playID(a)}))
	}
	return append(row, button("Add homework", Action{Verb: Homework, ID: id}))
}

// otherForms are the channels that the play on the card has words for, too.
func otherForms(a coach.Advice) []*slack.ButtonBlockElement {
	if a.Draft == nil {
		return nil
	}
	var bs []*slack.ButtonBlockElement
	for _, c := range a.Draft.Forms {
		if c != a.Draft.Channel {
			bs = append(bs, button("Words "+form(c), Action{Verb: UsePlay, ID: a.Deal.ID, Arg: a.Draft.PlayID + "/" + string(c)}))
		}
	}
	return bs
}

// LogArg is the argument of **Log touch**: the play and the channel on the card.
func LogArg(play string, ch coach.Channel) string {
	if ch == "" {
		return play
	}
	return play + "/" + string(ch)
}

func channelOf(a coach.Advice) coach.Channel {
	if a.Draft == nil {
		return ""
	}
	return a.Draft.Channel
}

func playID(a coach.Advice) string {
	if a.Draft == nil {
		return ""
	}
	return a.Draft.PlayID
}
