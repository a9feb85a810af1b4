package blocks

import (
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

// Logged is the card after a touch was logged: what was understood, **Undo**,
// the new count and what comes next.
func Logged(l coach.Logged, r Reader) Message {
	a, t := l.Advice, l.Touch
	if t.ID == "" {
		return Followup(a, r, "That touch was logged and has been undone since", nil)
	}
	done := fmt.Sprintf("Logged: %s, %s", touched(t.Channel, t.Outcome, t.Objection), day(t.On, a.Cadence.Today))
	if t.Note != "" {
		done += ", “" + line(clip(t.Note, 200)) + "”"
	}
	if l.Words != "" {
		done += ", with the words of “" + line(l.Words) + "”"
	}
	if t.Direction == coach.Afterwards {
		done += ". The file is closed, so it's no follow-up"
	}
	if l.Twin {
		done += ". The same touch was logged a moment ago: if this was a repeat, undo it"
	}
	return Followup(a, r, done, &Action{Verb: Undo, ID: a.Deal.ID, Arg: t.ID})
}

// LoggedInOneLine is [Logged] for a touch that was typed, which names no play: it
// says so, and asks whether the words were those of the play that was proposed. A
// zero one asks nothing.
func LoggedInOneLine(l coach.Logged, may coach.PlayInfo, r Reader) Message {
	m := Logged(l, r)
	if may.ID == "" || l.Touch.ID == "" {
		return m
	}
	ask := choice("No play is noted. If you used the words of *"+line(may.Title)+"*, say so, and it counts in what works here.",
		button("I used these words", Action{Verb: ItsWords, ID: l.Advice.Deal.ID, Arg: l.Touch.ID + "/" + may.ID}))
	m.Blocks = slices.Insert(m.Blocks, 1, ask)
	return m
}

// Undone is the card after **Undo**.
func Undone(a coach.Advice, t coach.Touch, r Reader) Message {
	done := "Undone. The touch is no longer counted"
	if t.ID != "" {
		done = fmt.Sprintf("Undone: %s, %s", touched(t.Channel, t.Outcome, t.Objection), day(t.On, a.Cadence.Today))
	}
	return Followup(a, r, done, nil)
}

// Snoozed is the card after **Snooze**.
func Snoozed(a coach.Advice, r Reader) Message {
	done := "Quiet until " + weekday(a.Deal.SnoozedUntil, a.Cadence.Today)
	return Followup(a, r, done, &Action{Verb: Wake, ID: a.Deal.ID, Arg: string(coach.Snoozed)})
}

// Paused is the card after **Known reason**.
func Paused(a coach.Advice, r Reader) Message {
	done := fmt.Sprintf("Noted: %s. I'll wake this deal on %s", line(a.Deal.PauseReason), weekday(a.Deal.PausedUntil, a.Cadence.Today))
	return Followup(a, r, done, &Action{Verb: Wake, ID: a.Deal.ID, Arg: string(coach.Paused)})
}

// Awake is the card after a snooze or a pause was ended.
func Awake(a coach.Advice, r Reader) Message { return Followup(a, r, "Awake again", nil) }

// Closed is the card after **Close file**, with the deal that gets the time now.
func Closed(m coach.Moved, r Reader) Message {
	d := m.Advice.Deal
	card := Followup(m.Advice, r, "Closed as "+string(d.Stage), &Action{Verb: Reopen, ID: d.ID})
	if m.Next.Deal.ID == "" {
		return card
	}
	coachMe := of(button("Coach me", Action{Verb: Coach, ID: m.Next.Deal.ID, Arg: InList}), m.Next.Deal.Title())
	card.Blocks = slices.Insert(card.Blocks, 1, choice(nextBest(m.Next), coachMe))
	return card
}

// nextBest is a deal that is worth the time, and where it stands, in one line.
func nextBest(d coach.Due) string {
	c, name := d.Cadence, "Next best deal: *"+line(title(d.Deal))+"*"
	switch {
	case c.BallOurs:
		return name + ", where they wrote last and wait for an answer."
	case c.Woke():
		return name + ", " + back(c) + "."
	case c.Overdue > 0:
		return fmt.Sprintf("%s, follow-up %d of %d, due since %s.", name, c.Step, c.Target, day(c.DueOn, c.Today))
	case c.Due:
		return fmt.Sprintf("%s, follow-up %d of %d, due today.", name, c.Step, c.Target)
	}
	return fmt.Sprintf("%s, follow-up %d of %d, due %s.", name, c.Step, c.Target, weekday(c.DueOn, c.Today))
}

// Reopened is the card after **Reopen**.
func Reopened(a coach.Advice, r Reader) Message { return Followup(a, r, "Open again", nil) }

// Added is the card of a new proposal.
func Added(a coach.Advice, r Reader) Message {
	done := "Added. I count its follow-ups from now on"
	if a.Deal.SentOn.IsZero() {
		done = "Added. I count its follow-ups once it's sent"
	}
	return Followup(a, r, done, nil)
}

// Sent is the card after **Mark as sent**.
func Sent(a coach.Advice, r Reader) Message {
	return Followup(a, r, "Sent "+day(a.Deal.SentOn, a.Cadence.Today)+". I count follow-ups from now on", nil)
}

// Learned is the answer to a stored fact: how it was understood, with **Change**.
func Learned(l coach.Learned) Message {
	a, f := l.Advice, l.Fact
	if f.ID == "" {
		return Message{Text: "That fact has been removed since.", Blocks: []slack.Block{section("That fact has been removed since.")}}
	}
	text := fmt.Sprintf("Stored for %s as *%s*: “%s”%s", line(a.Deal.Account), KindLabel(f.Kind), line(clip(f.Text, 500)), sourceOf(f, a.Cadence.Today))
	bs := []slack.Block{section("✓ " + text)}
	if f.AskAs != "" {
		bs = append(bs, small("Ask it as: “"+line(f.AskAs)+"”"))
	}
	if f.Source == "" && f.Kind.Spoken() {
		bs = append(bs, small("It has no source yet. Scripts use facts that have one: add where you learned it."))
	}
	if f.Kind.AsksWho() && f.Person == "" && f.Kind != coach.ValueItem {
		bs = append(bs, small("Press Change and add who it is, and whether we may use the name."))
	}
	bs = append(bs, actions(
		button("Change", Action{Verb: Change, ID: a.Deal.ID, Arg: f.ID}),
		button("Coach me", Action{Verb: Coach, ID: a.Deal.ID})))
	return Message{Text: strings.ReplaceAll(text, "*", ""), Blocks: bs}
}

// Stored is the line on a card after **Add homework**.
func Stored(l coach.Learned) string {
	done := fmt.Sprintf("Stored as %s: “%s”", KindLabel(l.Fact.Kind), line(clip(l.Fact.Text, 200)))
	if l.Fact.Source == "" && l.Fact.Kind.Spoken() {
		done += ". Scripts use it once it has a source"
	}
	return done
}

// Plays is **Another play**: the runner-up and the rest that apply, each with
// why. Where there is none the card stays, and says so.
func Plays(a coach.Advice, r Reader) Message {
	if len(a.Others) == 0 {
		const none = "No other play fits right now."
		card := Followup(a, r, "", nil)
		return Message{Text: none + " " + card.Text, Blocks: append([]slack.Block{section(none)}, card.Blocks...)}
	}
	text := "Other plays for " + line(a.Deal.Title())
	bs := []slack.Block{section("*" + text + "*")}
	for _, o := range a.Others {
		use := Action{Verb: UsePlay, ID: a.Deal.ID, Arg: o.PlayID}
		about := "*" + Escape(o.Title) + "*\n" + Escape(o.Why)
		if r := recordInList(o.Yield); r != "" {
			about += "\n" + r
		}
		bs = append(bs, choice(about, of(button("Show me", use), o.Title)))
	}
	bs = append(bs, actions(button("Back to the card", Action{Verb: Coach, ID: a.Deal.ID})))
	return Message{Text: text + ".", Blocks: bs}
}

// Sorry tells a person what went wrong, in one sentence, privately.
func Sorry(sentence string) Message {
	return Message{Text: Escape(sentence), Blocks: []slack.Block{section(Escape(sentence))}}
}
