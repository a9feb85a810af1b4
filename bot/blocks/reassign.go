package blocks

import (
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

// FieldRep is the input of the person who shall have a deal.
const FieldRep = "rep"

// reassign is the button for managers; the others have none.
func reassign(d coach.Deal, r Reader) []*slack.ButtonBlockElement {
	if !r.Manager {
		return nil
	}
	return []*slack.ButtonBlockElement{button("Reassign", Action{Verb: Reassign, ID: d.ID})}
}

// whoNext asks for the person who takes over.
func whoNext(label, note string) *slack.InputBlock {
	e := slack.NewOptionsSelectBlockElement(slack.OptTypeUser, plain("Choose a colleague", 150), Value)
	return hint(input(FieldRep, label, false, e), note)
}

// ReassignForm is **Reassign** of one deal.
func ReassignForm(d coach.Deal, meta string) slack.ModalViewRequest {
	return newForm("Reassign", "Reassign", Action{Verb: Reassign}, meta,
		about(d),
		section("Now with "+holder(d)+"."),
		whoNext("Who takes it over?", "I let them know. Every touch, note and fact stays with the deal."))
}

func holder(d coach.Deal) string {
	switch {
	case d.RepID != "":
		return "<@" + d.RepID + ">"
	case d.RepName != "":
		return line(d.RepName) + ", who isn't in Slack"
	}
	return "nobody"
}

// Reassigned is the card after **Reassign**.
func Reassigned(h coach.Handed, r Reader) Message {
	back := &Action{Verb: HandBack, ID: h.Handover.ID}
	if !h.Handover.BackAt.IsZero() { // an earlier delivery, and taken back since
		return HandedBack(h, r)
	}
	return Followup(h.Advice, r, nowTheirs(h), back)
}

func nowTheirs(h coach.Handed) string {
	if h.Handover.To == h.Handover.By {
		return "It's your deal now"
	}
	return "It's <@" + h.Handover.To + ">'s deal now, and I'll let them know"
}

// HandedBack is what is shown after **Undo** of a handover: the card, where it was
// about one deal.
func HandedBack(h coach.Handed, r Reader) Message {
	whose := "nobody's"
	if name := line(h.From.Called()); name != "" {
		whose = name + "'s"
	}
	if h.Advice.Deal.ID != "" {
		return Followup(h.Advice, r, "Undone. It's "+whose+" deal again", nil)
	}
	text := "Undone. These are " + whose + " deals again."
	if len(h.Handover.Deals) == 0 {
		text = "Undone. What was owed is " + whose + " to do again."
	}
	return Message{Text: text, Blocks: []slack.Block{section("✓ " + text)}}
}

// leftWith is what somebody left behind: "5 open deals, €80,000 in all, 2 closed files to
// look at again, and 1 thing that's owed".
func leftWith(d coach.Departed) string {
	var parts []string
	if d.Open > 0 {
		parts = append(parts, count(d.Open, "open deal", "open deals")+worth(d.Open, d.Worth))
	}
	if d.Again > 0 {
		parts = append(parts, count(d.Again, "closed file to look at again", "closed files to look at again"))
	}
	if d.Owed > 0 {
		parts = append(parts, thingsOwed(d.Owed))
	}
	last := len(parts) - 1
	return strings.Join(append(parts[:max(last-1, 0)], strings.Join(parts[max(last-1, 0):], ", and ")), ", ")
}

func thingsOwed(n int) string { return count(n, "thing that's owed", "things that are owed") }

// departed says on App Home who has left, and what waits for a new rep.
func departed(gone []coach.Departed) []slack.Block {
	var bs []slack.Block
	for _, d := range gone[:min(len(gone), homeGone)] {
		name := d.Rep.Called()
		row := []*slack.ButtonBlockElement{primary(of(button("Reassign", Action{Verb: ReassignAll, ID: d.Rep.ID}), "the deals of "+name))}
		if d.Open > 0 {
			row = append(row, of(button("Deal by deal", Action{Verb: LeftDeals, ID: d.Rep.ID}), name))
		}
		bs = append(bs, section("*"+line(name)+" has left.* "+"Waiting for a new rep: "+leftWith(d)+"."), actions(row...))
	}
	if more := andMore(len(gone)-homeGone, "person has left", "people have left"); more != nil {
		bs = append(bs, small(more[0]+" with open deals."))
	}
	return bs
}

// LeftDealsList is **Deal by deal**: what somebody left behind, each with **Reassign**.
func LeftDealsList(d coach.Departed) Message {
	name := line(d.Rep.Called())
	text := name + " left " + leftWith(d) + "."
	if d.None() {
		text = name + " left nothing behind that is still open."
	}
	bs := []slack.Block{section("*" + text + "*")}
	for _, due := range d.Deals {
		id, deal := due.Deal.ID, due.Deal.Title()
		bs = append(bs, section(leftRow(due)), actions(
			of(button("Reassign", Action{Verb: Reassign, ID: id, Arg: InList}), deal),
			of(button("Coach me", Action{Verb: Coach, ID: id, Arg: InList}), deal)))
	}
	if more := andMore(d.Open-len(d.Deals), "open deal", "open deals"); more != nil && len(d.Deals) > 0 {
		bs = append(bs, small(more[0]+". They come up here as these find a new rep."))
	}
	return Message{Text: text, Blocks: bs}
}

func leftRow(d coach.Due) string {
	s := "*" + line(title(d.Deal)) + "*\n" + followups(d.Cadence)
	if d.Cadence.Quiet > 0 {
		s += " · quiet for " + businessDays(d.Cadence.Quiet)
	}
	return s
}

// ReassignAllForm is **Reassign** of everything that somebody left behind.
func ReassignAllForm(d coach.Departed, meta string) slack.ModalViewRequest {
	what := "*" + line(d.Rep.Called()) + "* left " + leftWith(d) + "."
	return newForm("Reassign", "Continue", Action{Verb: ReassignAll}, meta,
		section(strings.Join(append([]string{what}, largestLeft(d)...), "\n")),
		whoNext("Who takes them all over?", "You see it once more before anything changes."))
}

// largestLeft names the deals worth most, a line each.
func largestLeft(d coach.Departed) []string {
	var lines []string
	for _, due := range d.Deals[:min(len(d.Deals), 5)] {
		lines = append(lines, "• "+line(clip(title(due.Deal), 80)))
	}
	if len(lines) == 0 {
		return nil
	}
	return append(lines, andMore(d.Open-len(lines), "open deal", "open deals")...)
}

// SureForm asks once more before many deals change hands.
func SureForm(d coach.Departed, to coach.Rep, meta string) slack.ModalViewRequest {
	return newForm("Are you sure?", "Reassign", Action{Verb: ReassignSure}, meta,
		section("*"+line(d.Rep.Called())+"* left "+leftWith(d)+". All of it goes to *"+line(to.Called())+"*."),
		small("Every touch, note and fact stays with its deal. "+line(to.Called())+" gets one message about all of them. You can take it back for ten minutes."))
}

// NotReassigned is the form when it came too late: there is nothing left to fill in.
func NotReassigned(sentence string) slack.ModalViewRequest {
	v := newForm("Reassign", "", Action{Verb: ReassignAll}, "", section(Escape(sentence)))
	v.Submit, v.Close = nil, plain("Close", maxTitle)
	return v
}

// ReassignedAll is what became of **Reassign** of everything that somebody left behind.
func ReassignedAll(h coach.Handed, r Reader) Message {
	if !h.Handover.BackAt.IsZero() {
		return HandedBack(h, r)
	}
	who := "<@" + h.Handover.To + ">"
	if h.Handover.To == h.Handover.By {
		who = "you"
	}
	done := wentWith(h, len(h.Handover.Deals), len(h.Owed)) + " went to " + who
	if h.Handover.Left > 0 {
		done += fmt.Sprintf(". %s left for the next time: press *Reassign* again", count(h.Handover.Left, "deal is", "deals are"))
	}
	return Message{Text: strings.ReplaceAll(done, "*", "") + ".", Blocks: []slack.Block{doneLine(done, &Action{Verb: HandBack, ID: h.Handover.ID})}}
}

// wentWith is what changed hands: "4 deals of Dana Whitlock, and 1 thing that's owed".
func wentWith(h coach.Handed, deals, owed int) string {
	name := line(h.From.Called())
	if deals == 0 {
		return count(owed, "thing", "things") + " that " + name + " owed"
	}
	s := count(deals, "deal", "deals") + " of " + name
	if owed > 0 {
		s += ", and " + thingsOwed(owed) + ","
	}
	return s
}

// handedRows is how many deals the word to a new rep shows.
const handedRows = 8

// HandedOver tells a rep which deals are theirs now, and from whom, and what they owe now
// on other files.
func HandedOver(h coach.Handed) Message {
	if len(h.Deals)+len(h.Owed) == 0 {
		const gone = "What I told you about here isn't yours any more: it was given to somebody else, or taken back."
		return Message{Text: gone, Blocks: []slack.Block{section(gone)}}
	}
	text := handedLead(h)
	bs := []slack.Block{section("*" + text + ".*\n" + handedFrom(h))}
	for _, d := range h.Deals[:min(len(h.Deals), handedRows)] {
		bs = append(bs, choice(handedRow(d), of(button("Coach me", Action{Verb: Coach, ID: d.Deal.ID, Arg: InList}), d.Deal.Title())))
	}
	more := andMore(len(h.Deals)-handedRows, "deal", "deals")
	if more != nil {
		bs = append(bs, small(more[0]+"."))
	}
	bs = append(bs, handedOwed(h)...)
	if more != nil || len(h.Owed) > 0 {
		bs = append(bs, actions(button("Your follow-ups", Action{Verb: ListDue, Arg: InList})))
	}
	if len(h.Deals) == 1 {
		text += ": " + line(h.Deals[0].Deal.Title())
	}
	return Message{Text: text + ".", Blocks: bs}
}

func handedLead(h coach.Handed) string {
	by := line(h.By.Called())
	switch len(h.Deals) {
	case 0:
		return by + " gave you " + count(len(h.Owed), "thing", "things") + " that " + line(h.From.Called()) + " owed"
	case 1:
		return by + " gave you a deal"
	}
	return by + " gave you " + count(len(h.Deals), "deal", "deals") + worth(len(h.Deals), h.Worth)
}

// handedFrom says who had the deals, and that nothing is lost.
func handedFrom(h coach.Handed) string {
	it := "it"
	if len(h.Deals) > 1 {
		it = "them"
	}
	name := line(h.From.Called())
	if len(h.Deals) == 0 {
		return name + " has left."
	}
	kept := "What was said and noted so far is on the card."
	switch {
	case name == "":
		return "Nobody had " + it + " before. " + kept
	case h.From.Deleted:
		return name + " had " + it + ", and has left. " + kept
	}
	return name + " had " + it + " until now. " + kept
}

// handedOwed is what came along on other files. **Your follow-ups** has the words for it.
func handedOwed(h coach.Handed) []slack.Block {
	if len(h.Owed) == 0 {
		return nil
	}
	lines := []string{"*Also owed*"}
	if len(h.Deals) == 0 {
		lines = nil
	}
	for _, o := range h.Owed[:min(len(h.Owed), owedShown)] {
		lines = append(lines, "• "+line(o.Task.Text)+", "+byWhen(o.Task, h.Today)+" ("+line(clip(o.Deal.Title(), 80))+")")
	}
	if more := len(h.Owed) - owedShown; more > 0 {
		lines = append(lines, "…and "+count(more, "more", "more")+".")
	}
	return []slack.Block{section(strings.Join(lines, "\n"))}
}

func handedRow(d coach.Due) string {
	if d.Deal.Stage.Closed() {
		s := "*" + line(title(d.Deal)) + "*\nClosed as " + string(d.Deal.Stage)
		if !d.Deal.RevisitOn.IsZero() {
			s += ". Look again on " + dated(d.Deal.RevisitOn, d.Cadence.Today)
		}
		return s
	}
	if d.Cadence.Wants() {
		return dueRow(d)
	}
	return leftRow(d)
}
