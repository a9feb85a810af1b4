package blocks

import (
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

// FieldDraft is the input of the words to check.
const FieldDraft = "draft"

// CheckForm is what **Check my draft** is drawn from: before the first check, and
// with an answer above the words after each.
type CheckForm struct {
	Deal    coach.Deal // zero: a draft for no deal in particular
	Plays   []coach.PlayInfo
	Draft   coach.OwnDraft
	Checked *coach.Checked // nil: not checked yet
	Notice  string         // a sentence on top, such as why something could not be logged
	Meta    string
}

// CheckDraft is **Check my draft**. The words stay in it from one check to the next,
// so that nobody types anything twice.
func CheckDraft(f CheckForm) slack.ModalViewRequest {
	submit := "Check"
	if f.Checked != nil {
		submit = "Check again"
	}
	v := newForm("Check my draft", submit, Action{Verb: CheckIt}, f.Meta, f.blocks(mostHits)...)
	for n := mostHits; jsonSize(v) > maxView && n > 0; n-- {
		v.Blocks.BlockSet = f.blocks(n - 1)
	}
	return v
}

// mostHits is how many things to mend are shown at once; the rest come with the
// next check.
const mostHits = 8

// maxView is the largest form, in bytes, that fits into the answer to a submission,
// with room for what Slack and we put around it.
const maxView = 18 << 10

func (f CheckForm) blocks(hits int) []slack.Block {
	var bs []slack.Block
	if f.Deal.ID != "" {
		bs = append(bs, about(f.Deal))
	}
	if f.Notice != "" {
		bs = append(bs, section(Escape(f.Notice)))
	}
	if f.Checked != nil {
		bs = append(bs, verdict(*f.Checked, f.Draft.Channel, hits)...)
		bs = append(bs, divider())
	}
	draft := input(FieldDraft, "Your draft", false, longInput(f.Draft.Text, "Paste it, or write it as you would say it.", coach.MaxNote))
	bs = append(bs, draft,
		input(FieldChannel, "Channel", true, menu("How will it go out?", string(f.Draft.Channel), channels())),
		input(FieldPlay, "Play", true, menu("Own words", f.Draft.PlayID, plays(f.Plays))))
	if f.Deal.ID != "" && f.Checked != nil {
		bs = append(bs, actions(button("Log as sent", Action{Verb: LogSent, ID: f.Deal.ID})),
			small("Counts it as a touch, with these words as the note. I'll notice if you send them the same again."))
	}
	return bs
}

// CheckedDraft is the answer to a draft that was typed as a command.
func CheckedDraft(c coach.Checked, d coach.OwnDraft) Message {
	bs := verdict(c, d.Channel, mostHits)
	edit := Action{Verb: CheckIt, Arg: d.Text}
	label := "Edit it here"
	if len(edit.String()) > maxValue {
		edit.Arg, label = "", "Check my draft"
	}
	return Message{Text: inBrief(c), Blocks: append(bs, actions(button(label, edit)))}
}

// verdict is what is to be mended, and the measures of a draft.
func verdict(c coach.Checked, ch coach.Channel, most int) []slack.Block {
	bs := []slack.Block{section("*" + inBrief(c) + "*")}
	shown := c.Hits[:min(len(c.Hits), most)]
	for _, h := range shown {
		bs = append(bs, section(hit(h)))
	}
	if more := len(c.Hits) - len(shown); more > 0 {
		bs = append(bs, small(fmt.Sprintf("…and %d more. They come up once these are mended.", more)))
	}
	return append(bs, small(measures(c, ch)))
}

// inBrief is the answer in a sentence or two.
func inBrief(c coach.Checked) string {
	faults := c.Faults()
	hints := len(c.Hits) - faults
	switch {
	case faults > 0 && hints > 0:
		return count(faults, "thing to mend", "things to mend") + ", and " + count(hints, "hint", "hints") + "."
	case faults > 0:
		return count(faults, "thing to mend.", "things to mend.")
	case hints > 0:
		return "Nothing has to be mended. " + count(hints, "hint", "hints") + ":"
	}
	return "Nothing to mend. " + praise(c)
}

// praise says what is good about a draft without a hit, and only what is so.
func praise(c coach.Checked) string {
	switch {
	case c.Scored && c.Score == 3 && c.Asks == 1:
		return "It's about them, gives them something to hold, and asks for one thing."
	case c.Scored && c.Score == 3:
		return "It's about them and gives them something to hold."
	case c.Scored && c.Score == 2:
		return "There's a reason in it to answer."
	case c.Questions == 1:
		return "It asks one thing and leaves them room."
	}
	return "It says what it has to, and no more."
}

// hit is one thing to mend: the words, why, and what instead.
func hit(h coach.Hit) string {
	head := "The whole draft"
	if h.Quote != "" {
		head = "“" + line(clip(strings.Join(strings.Fields(h.Quote), " "), 120)) + "”"
	}
	if h.Severity == coach.HintOnly {
		head += " (a hint)"
	}
	rule := string(h.Rule)
	if len(h.IDs) > 0 {
		rule += " · " + strings.Join(h.IDs, " ")
	}
	return "*" + head + "*\n" + Escape(h.Why) + "\n→ " + Escape(h.Instead) + "\n_Rule: " + rule + "_"
}

// measures are the numbers of a draft: words and seconds, asks, the reason score.
func measures(c coach.Checked, ch coach.Channel) string {
	parts := []string{words(c)}
	if ch == coach.Voicemail || ch.Live() || ch == "" {
		parts = append(parts, count(c.Seconds, "second", "seconds")+" aloud")
	}
	parts = append(parts, count(c.Asks, "ask", "asks"))
	if c.Questions > 0 {
		parts = append(parts, count(c.Questions, "question", "questions"))
	}
	text := strings.Join(parts, " · ")
	if ch == coach.Voicemail {
		text += ". A voicemail is best at 40 to 55 words, about 20 seconds"
	}
	if c.Scored {
		text += fmt.Sprintf(". Reason to answer: *%d of 3*", c.Score)
		said := slices.ContainsFunc(c.Hits, func(h coach.Hit) bool { return h.Instead == c.Raise })
		if c.Raise != "" && !said {
			text += ". " + strings.TrimSuffix(Escape(c.Raise), ".")
		}
	}
	return text + "."
}

func words(c coach.Checked) string {
	if c.Limit > 0 {
		return fmt.Sprintf("%d of %d words", c.Words, c.Limit)
	}
	return count(c.Words, "word", "words")
}

// DraftLogged is the form after **Log as sent**: nothing is left to fill in.
func DraftLogged(l coach.Logged) slack.ModalViewRequest {
	t := l.Touch
	v := newForm("Check my draft", "", Action{Verb: CheckIt}, "",
		about(l.Advice.Deal),
		section(fmt.Sprintf("✓ Logged: %s, %s. %s.", touched(t.Channel, t.Outcome, t.Objection), day(t.On, l.Advice.Cadence.Today), followups(l.Advice.Cadence))),
		small("The card has been brought up to date, with *Undo* on it."))
	v.Submit, v.Close = nil, plain("Done", maxTitle)
	return v
}
