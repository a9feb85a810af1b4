package blocks

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

// preparing are the ways to get ready before the words on the card are used. Whoever
// asked to be left alone is not prepared for.
func preparing(a coach.Advice, r Reader) []*slack.ButtonBlockElement {
	if a.LeaveAlone() || a.Deal.Stage == coach.Won || !a.Deal.Sent() && len(a.Touches) == 0 {
		return nil
	}
	bs := []*slack.ButtonBlockElement{button("Get clear", Action{Verb: GetClear, ID: a.Deal.ID, Arg: draftArg(a.Draft)})}
	return append(bs, lettingGo(a.Deal, a.Draft, r)...)
}

// lettingGo is **Let go**, where the words are an apology.
func lettingGo(d coach.Deal, words *coach.Draft, r Reader) []*slack.ButtonBlockElement {
	if words == nil || words.Family != "apology" || !r.may(d) {
		return nil
	}
	return []*slack.ButtonBlockElement{button("Let go", Action{Verb: LetGo, ID: d.ID})}
}

// pause is how long to sit still before an apology (AP-04).
const pause = 2 * time.Minute

// FieldLearn is the input of the one thing to learn (AP-05).
const FieldLearn = "learn"

// LetGoForm is **Let go**: two minutes of quiet before an apology, and the one thing
// that it is for. Slack has no timer, so the form names the minute in which the two
// are over, in the reader's own zone.
func LetGoForm(d coach.Deal, now time.Time, learn, meta string) slack.ModalViewRequest {
	over := now.Add(pause)
	until := fmt.Sprintf("<!date^%d^{time}|two minutes from now>", over.Unix())
	return newForm("Let go", "I'm ready", Action{Verb: LetGo}, meta,
		about(d),
		section("Sit still until *"+until+"* and breathe. Take it that this sale is gone. That's all right."),
		section("What's left is to learn something for next time. Getting the sale back isn't what this is for."),
		hint(input(FieldLearn, "The one thing I'd like to learn", false, textInput(learn, "When did it stop being useful to them?", coach.MaxReason)), "I keep it with this deal, and show it to you once they have answered."))
}

// ReadyToListen is the card after **Let go**.
func ReadyToListen(l coach.Learned, r Reader) Message {
	return Followup(l.Advice, r, "To learn: "+line(clip(l.Fact.Text, 200)), nil)
}

// draftArg is which words, for a button that goes on with them; "" for none.
func draftArg(d *coach.Draft) string {
	if d == nil {
		return ""
	}
	return d.PlayID + "/" + string(d.Channel)
}

// beforeYouStart names what the play has to do before its words; the steps
// themselves are behind **Get clear**, so that the card stays short.
func beforeYouStart(d *coach.Draft) []slack.Block {
	if len(d.Before) == 0 {
		return nil
	}
	var labels []string
	for _, s := range d.Before {
		if s.Label != clearing {
			labels = append(labels, lowerLabel(s.Label))
		}
	}
	if len(labels) == 0 {
		return []slack.Block{small("Before you start, *Get clear*.")}
	}
	return []slack.Block{small("Before you start, *Get clear*: " + strings.Join(labels, " · "))}
}

// clearing is the label of the step that the rest of **Get clear** is.
const clearing = "Get clear"

func lowerLabel(s string) string {
	s = line(s)
	if s == "" || strings.HasPrefix(s, "I ") {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

// beforeAndAfter are the play's own steps around its words.
func beforeAndAfter(d *coach.Draft) []slack.Block {
	if d == nil {
		return nil
	}
	var bs []slack.Block
	before := slices.DeleteFunc(slices.Clone(d.Before), func(s coach.Step) bool { return s.Label == clearing })
	if len(before) > 0 {
		bs = append(bs, divider(), section("*For this play: "+Escape(d.Title)+"*"))
	}
	for _, s := range append(before, d.After...) {
		bs = append(bs, step(s))
	}
	return bs
}
