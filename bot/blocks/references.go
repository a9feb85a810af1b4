package blocks

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

// References is `/followup references`: who speaks for us, where, with which leave,
// and how often they were called on.
func References(l coach.Ledger, r Reader) Message {
	if l.All == 0 {
		const none = "Nobody yet. When somebody suggests a call to you, or speaks for us, store it under **Add homework**: who it is, and whether we may use the name."
		return Message{Text: "Who speaks for us: nobody yet.", Blocks: []slack.Block{
			header("Who speaks for us"), section(strings.ReplaceAll(none, "**", "*"))}}
	}
	text := count(l.All, "person speaks for us.", "people speak for us.")
	bs := []slack.Block{header("Who speaks for us"), section(text + " Nobody is named without their leave, and nobody is called on more than twice in 90 days.")}
	for _, s := range l.People {
		bs = append(bs, speaker(s, l.Today))
	}
	if from := l.From + len(l.People); from < l.All {
		bs = append(bs, actions(button(fmt.Sprintf("%d more", l.All-from), Action{Verb: Refs, Arg: strconv.Itoa(from)})))
	}
	return Message{Text: text, Blocks: append(bs, advocates(l, r)...)}
}

// standsShown is how many accounts a person is shown with.
const standsShown = 5

func speaker(s coach.Speaker, today coach.Date) slack.Block {
	lines := []string{"*" + line(s.Person) + "*"}
	for _, st := range s.Stands[:min(len(s.Stands), standsShown)] {
		lines = append(lines, "• "+stand(st))
	}
	if more := len(s.Stands) - standsShown; more > 0 {
		lines = append(lines, fmt.Sprintf("• and at %s", count(more, "more account", "more accounts")))
	}
	lines = append(lines, calledOn(s, today))
	text := strings.Join(lines, "\n")
	if to := toChange(s); to.DealID != "" {
		return choice(text, of(button("Change", Action{Verb: Change, ID: to.DealID, Arg: to.Fact.ID}), s.Person))
	}
	return section(text)
}

func stand(s coach.Stand) string {
	text := "suggested the call to " + line(s.Account)
	if s.Fact.Kind == coach.Advocate {
		text = "speaks for us at " + line(s.Account)
	}
	if s.Fact.Consent {
		return text + ": we may use the name"
	}
	return text + ": not asked yet whether we may use the name"
}

func calledOn(s coach.Speaker, today coach.Date) string {
	switch {
	case s.LastOn.IsZero():
		return "Not called on yet."
	case s.Lately == 0:
		return "Not called on in 90 days, last " + lastOn(s, today) + "."
	}
	lately := fmt.Sprintf("Called on %s in 90 days, last %s.", often(s.Lately), lastOn(s, today))
	if s.RestUntil.IsZero() {
		return lately
	}
	return fmt.Sprintf("*Give them a rest until %s.* %s", weekday(s.RestUntil, today), lately)
}

func often(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}

func lastOn(s coach.Speaker, today coach.Date) string {
	if n := today.Sub(s.LastOn); n == 0 || n == 1 {
		return day(s.LastOn, today)
	}
	return "on " + day(s.LastOn, today)
}

// toChange is where a person's leave is still to be asked for, else the newest.
func toChange(s coach.Speaker) coach.Stand {
	for _, st := range s.Stands {
		if !st.Fact.Consent && st.DealID != "" {
			return st
		}
	}
	return s.Stands[0]
}

// advocates is how many advocates there are by who found them, without a target:
// for managers everybody's, for others their own.
func advocates(l coach.Ledger, r Reader) []slack.Block {
	if len(l.Advocates) == 0 {
		return nil
	}
	if !r.Manager {
		a := l.Advocates[0]
		return []slack.Block{small(fmt.Sprintf("Your advocates: %d%s.", a.Now, since(a)))}
	}
	lines := []string{"*Advocates, by who found them*"}
	for _, a := range l.Advocates {
		lines = append(lines, fmt.Sprintf("• <@%s>: %d%s", a.Rep.ID, a.Now, since(a)))
	}
	return []slack.Block{section(strings.Join(lines, "\n"))}
}

// since is the trend of a count.
func since(a coach.AdvocateCount) string {
	switch {
	case a.Before == 0:
		return ", found in the last three months"
	case a.Now == a.Before:
		return ", the same as three months ago"
	}
	return fmt.Sprintf(", up from %d three months ago", a.Before)
}

// personFields ask for who a fact is about, and for their leave, where its kind
// does.
func personFields(d coach.FactDraft) []slack.Block {
	var bs []slack.Block
	ask := personAsks[d.Kind]
	if d.Kind.AsksWho() {
		bs = append(bs, hint(input(FieldPerson, "Who is it?", true, textInput(d.Person, "Ruth Castell", coach.MaxName)), ask.who))
	}
	if d.Kind.AsksConsent() {
		bs = append(bs, hint(input(FieldConsent, "Leave", true, tick(ask.leave, d.Consent)), ask.without))
	}
	return bs
}

const nameLeave = "They agreed that we use their name"

// personAsks is how a form asks about people, by the kind of the fact: who it is,
// for which leave, and what becomes of it without.
var personAsks = map[coach.FactKind]struct{ who, leave, without string }{
	coach.Referrer:  {"Whoever suggested the call, by the name that you would say to the prospect.", nameLeave, "Without it the name is never said to a prospect."},
	coach.Advocate:  {"Whoever speaks for us. When it comes to it, I write the words that ask them.", nameLeave, "You may ask them without it; the prospect hears the name only with it."},
	coach.ValueItem: {"Only where it is a person whom they would be glad to know.", nameLeave, "Without it I introduce nobody."},
	coach.Story:     {"", "They agreed that we tell it with their name", "Without it, write the story so that nobody can tell whose it is."},
}
