package blocks

import (
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

// Brief is **Get clear**: what to have in mind before getting in touch, in the
// place of the card, with the way back to it.
func Brief(b coach.Brief, r Reader) Message {
	today := b.Cadence.Today
	bs := []slack.Block{section("*Get clear* · " + line(title(b.Deal)))}
	if state := state(b.Deal, b.Cadence); state != "" {
		bs = append(bs, section("*"+state+"*"))
	}
	bs = append(bs, section(strings.Join([]string{
		"*Who:* " + orElse(line(b.Person), "nobody is named yet, so find out whom you're calling") + ".",
		"*So far:* " + orElse(line(b.Standing), "the proposal isn't out yet") + ".",
		"*Last heard:* " + orElse(line(b.LastHeard), "never yet") + ".",
	}, "\n")))
	for _, part := range []string{
		notes(b.Notes, today), listOf("They told you", b.Known, today), reasons(b.Situation),
		missed(b), review(b.Pressure), listOf("Learned before", b.Lessons, today), toLearn(b.ToLearn),
	} {
		if part != "" {
			bs = append(bs, section(part))
		}
	}
	return Message{Text: "What to have in mind before you get in touch with " + line(b.Deal.Account) + ".", Blocks: append(append(bs, beforeAndAfter(b.Draft)...), briefButtons(b, r))}
}

func briefButtons(b coach.Brief, r Reader) slack.Block {
	bs := []*slack.ButtonBlockElement{button("Back to the card", backToCard(b))}
	bs = append(bs, lettingGo(b.Deal, b.Draft, r)...)
	if r.may(b.Deal) {
		bs = append(bs, button("Add homework", Action{Verb: Homework, ID: b.Deal.ID}))
	}
	return actions(bs...)
}

// backToCard leads to the words that were being prepared.
func backToCard(b coach.Brief) Action {
	if b.Draft == nil {
		return Action{Verb: Coach, ID: b.Deal.ID}
	}
	return Action{Verb: UsePlay, ID: b.Deal.ID, Arg: draftArg(b.Draft)}
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

func notes(ts []coach.Touch, today coach.Date) string {
	lines := []string{"*Your notes*"}
	for _, t := range ts {
		lines = append(lines, fmt.Sprintf("%s, %s: “%s”", capital(day(t.On, today)), t.Channel, line(clip(t.Note, 200))))
	}
	return list(lines)
}

func listOf(label string, fs []coach.Fact, today coach.Date) string {
	lines := []string{"*" + label + "*"}
	for _, f := range fs {
		lines = append(lines, line(clip(f.Text, 200))+sourceOf(f, today))
	}
	return list(lines)
}

// list is a heading and its points; "" without points.
func list(lines []string) string {
	if len(lines) == 1 {
		return ""
	}
	return strings.Join(lines, "\n• ")
}

// missed is what went wrong on our side. Nothing on file is no proof that nothing
// did, so it asks (DL-03).
func missed(b coach.Brief) string {
	if len(b.Missed) == 0 {
		return "*What we missed:* nothing is on file. What did we overlook, promise or leave open?"
	}
	return listOf("What we missed", b.Missed, b.Cadence.Today)
}

// review is our own messages, read for pressure (AP-01).
func review(ps []coach.Pressure) string {
	if len(ps) == 0 {
		return "*Your own messages:* read them once more, as they did. I can see only your notes."
	}
	lines := []string{"*Your own messages may have felt like pressure*"}
	for _, p := range ps {
		lines = append(lines, Escape(p.What)+".")
	}
	return list(lines)
}

func toLearn(f *coach.Fact) string {
	if f == nil {
		return ""
	}
	return "*To learn:* " + line(clip(f.Text, 300))
}

// reasons is why they said no: what they stated and what was behind it, kept apart
// (DL-05, DL-06).
func reasons(s coach.Situation) string {
	r, no := s.Reasons()
	if !no {
		return ""
	}
	stated := orElse(line(clip(r.Stated, 150)), "none")
	switch {
	case r.Real != "":
		return fmt.Sprintf("*Stated:* %s. *Confirmed:* %s.", stated, strings.TrimRight(line(clip(r.Real, 150)), "."))
	case r.Guess != "":
		stated += ". *Our guess:* " + strings.TrimRight(line(clip(r.Guess, 150)), ".")
	case r.Polite:
		stated += ", which is often a polite cover"
	}
	return "*Stated:* " + stated + ". *The real reason:* not confirmed yet."
}
