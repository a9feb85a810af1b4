package blocks

import (
	"fmt"
	"time"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

// preparing are the ways to get ready before the words on the card are used.
func preparing(a coach.Advice, r Reader) []*slack.ButtonBlockElement {
	if a.Deal.Stage == coach.Won || !a.Deal.Sent() && len(a.Touches) == 0 {
		return nil
	}
	bs := []*slack.ButtonBlockElement{button("Get clear", Action{Verb: GetClear, ID: a.Deal.ID})}
	if a.Draft != nil && a.Draft.Family == "apology" && r.may(a.Deal) {
		bs = append(bs, button("Let go", Action{Verb: LetGo, ID: a.Deal.ID}))
	}
	return bs
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
