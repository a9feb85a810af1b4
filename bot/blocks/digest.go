package blocks

import (
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

// Digest is what a channel reads once a day: the stalled deals, worth most first, and
// one line of numbers with last week's beside them. The rest is in its thread. Not every
// Slack takes a chart in every way.
func Digest(d coach.Digest, how Chart) Message {
	if len(d.Stalled) == 0 {
		return cheer(d)
	}
	lead := fmt.Sprintf("%s for too long%s.", count(len(d.Stalled), "deal hasn't been touched", "deals haven't been touched"), worth(len(d.Stalled), d.Numbers.AtRisk))
	bs := []slack.Block{header("Stalled deals · " + d.Day.Format("Monday, 2 January")), section(lead)}
	var lines []string
	for i, s := range d.Top() {
		lines = append(lines, stalledLine(i+1, s, d.Names))
	}
	bs = append(bs, paragraphs(lines)...)
	if more := len(d.Stalled) - len(d.Top()); more > 0 {
		bs = append(bs, small(fmt.Sprintf("…and %d more. All of them are in the thread.", more)))
	}
	if b, ok := barsOf(d); ok {
		bs = append(bs, b.chart(how))
	}
	bs = append(bs, divider(), section(numbersLine(d)))
	if len(d.Vain) > 0 {
		bs = append(bs, section(vainLine(d)))
	}
	bs = append(bs, small("Type `/followup` and a firm's name for what to say next. A manager turns this off with `/deadleads digest off`."))
	text := fmt.Sprintf("%s %s", lead, "First: "+line(dealName(d.Stalled[0]))+".")
	return Message{Text: text, Blocks: bs}
}

func dealName(s coach.Stalled) string { return coach.Deal{Account: s.Account, Name: s.Name}.Title() }

// stalledLine is one deal, in two lines: "1. *Acme · Renewal* $40,000", and below it
// "Dana Whitlock · 1 of 4 follow-ups · quiet for 12 business days".
func stalledLine(n int, s coach.Stalled, names bool) string {
	name := fmt.Sprintf("%d. %s", n, bold(dealName(s)))
	if !s.Amount.IsZero() {
		name += " " + Escape(s.Amount.String())
	}
	var parts []string
	if names && s.RepName != "" {
		parts = append(parts, line(s.RepName))
	}
	parts = append(parts, made(s.Followups, s.Target), "quiet for "+businessDays(s.Quiet))
	return name + "\n" + strings.Join(parts, " · ")
}

// vainShows is how many deals the line of reminders in vain names.
const vainShows = 5

// vainLine names the deals of which their reps were reminded in vain.
func vainLine(d coach.Digest) string {
	var names []string
	for _, v := range d.Vain[:min(len(d.Vain), vainShows)] {
		name := bold(clip(dealName(v.Stalled), 60))
		if d.Names && v.RepName != "" {
			name += " (" + line(clip(v.RepName, 60)) + ")"
		}
		names = append(names, name)
	}
	said := strings.Join(names, " · ")
	if more := len(d.Vain) - len(names); more > 0 {
		said += fmt.Sprintf(" · and %d more", more)
	}
	return "Still waiting after three reminders or more: " + said + ". I bring these up less often now."
}

// bold is a firm's name, or a deal's, in bold.
func bold(name string) string { return "*" + strings.ReplaceAll(line(name), "*", "∗") + "*" }

// paragraphs are lines in as few sections as they fit into.
func paragraphs(lines []string) []slack.Block {
	var bs []slack.Block
	text := ""
	for _, l := range lines {
		if text != "" && len([]rune(text))+len([]rune(l))+1 > maxSection {
			bs = append(bs, section(text))
			text = ""
		}
		if text != "" {
			text += "\n"
		}
		text += clipMarkup(l, maxSection/4)
	}
	if text != "" {
		bs = append(bs, section(text))
	}
	return bs
}

// numbersLine is how the team stands, with a week ago in brackets.
func numbersLine(d coach.Digest) string {
	n, before := d.Numbers, d.LastWeek
	parts := []string{
		"Open proposals: *" + fmt.Sprint(n.Open) + "*" + then(before, func(b coach.Numbers) string { return fmt.Sprint(b.Open) }),
		"value at risk: *" + orNothing(totals(n.AtRisk)) + "*" + then(before, func(b coach.Numbers) string { return orNothing(totals(b.AtRisk)) }),
		"followed up at least twice: *" + share(n.Twice) + "*" + then(before, func(b coach.Numbers) string { return share(b.Twice) }),
		"touches " + dayBefore(n.Of, d.Day) + ": *" + fmt.Sprint(n.Touches) + "*" + then(before, func(b coach.Numbers) string { return fmt.Sprint(b.Touches) }),
		"replies: *" + fmt.Sprint(n.Replies) + "*" + then(before, func(b coach.Numbers) string { return fmt.Sprint(b.Replies) }),
	}
	return strings.Join(parts, " · ")
}

// dayBefore is the last business day: yesterday, or after a weekend its name.
func dayBefore(of, today coach.Date) string {
	if of.IsZero() || of == today.Add(-1) {
		return "yesterday"
	}
	return "on " + of.Format("Monday")
}

func then(before *coach.Numbers, say func(coach.Numbers) string) string {
	if before == nil {
		return ""
	}
	return " (last week " + say(*before) + ")"
}

func orNothing(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}

// share is a part of proposals: in per cent where there are enough of them.
func share(t coach.Twice) string {
	switch {
	case t.Due == 0:
		return "none due yet"
	case t.Due < enoughForPercent:
		return fmt.Sprintf("%d of %d", t.Made, t.Due)
	}
	return fmt.Sprintf("%d %%", (t.Made*100+t.Due/2)/t.Due)
}

// cheer is the one line of a week without anything stalled.
func cheer(d coach.Digest) Message {
	text := "Nothing has stalled: " + count(d.Numbers.Open, "open proposal", "open proposals")
	if len(d.Vain) > 0 { // then not every one of them
		text += "."
		return Message{Text: text, Blocks: []slack.Block{section(":white_check_mark: " + text), section(vainLine(d)), small(numbersLine(d))}}
	}
	text += ", and every one was touched in good time."
	return Message{Text: text, Blocks: []slack.Block{section(":white_check_mark: " + text), small(numbersLine(d))}}
}

// Rest is a part of all stalled deals, for the digest's thread.
func Rest(d coach.Digest, from, to int) Message {
	to = min(to, len(d.Stalled))
	from = min(from, to)
	var lines []string
	for i, s := range d.Stalled[from:to] {
		lines = append(lines, stalledLine(from+i+1, s, d.Names))
	}
	lead := fmt.Sprintf("Stalled deals %d to %d of %d", from+1, to, len(d.Stalled))
	return Message{Text: lead, Blocks: append([]slack.Block{small(lead)}, paragraphs(lines)...)}
}

// Greeting is what we say in a channel that we were invited to: what we do there, and
// the one thing that somebody has to decide.
func Greeting(g coach.Greeting) Message {
	text := "Hello. I help this team follow up on its proposals."
	bs := []slack.Block{section(text + "\n" +
		"• `/followup acme` tells you, and only you, what to say to Acme next, and counts that you did.\n" +
		"• Once a working day I can show here which deals have stalled.\n" +
		"• I write nothing else in this channel.")}
	if g.Digest {
		return Message{Text: text, Blocks: append(bs, small("The daily digest is on here. A manager turns it off with `/deadleads digest off`."))}
	}
	return Message{Text: text, Blocks: append(bs, actions(button("Turn on the daily digest", Action{Verb: DigestOn})),
		small("A manager turns it on. It shows everybody here the stalled deals of the reps in this channel."))}
}

// DigestState is `/deadleads digest`: whether the channel has one, and when.
func DigestState(r coach.Room, on bool, usual string, reader Reader) Message {
	text := "The daily digest is off in this channel."
	other := button("Turn on the daily digest", Action{Verb: DigestOn})
	if on {
		text = "The daily digest comes here " + digestTime(r, usual) + "."
		other = button("Turn off the daily digest", Action{Verb: DigestOff})
	}
	bs := []slack.Block{section(text)}
	if reader.Manager {
		bs = append(bs, actions(other), small("Another time: `/deadleads digest on 09:30`."))
	} else {
		bs = append(bs, small("A manager turns it on or off."))
	}
	return Message{Text: text, Blocks: bs}
}

// DigestSet is what has become of a channel's digest. now says that today's follows at once.
func DigestSet(r coach.Room, usual string, now bool) Message {
	if r.DigestAt == coach.DigestOff {
		text := "The daily digest is off in this channel. `/deadleads digest on` brings it back."
		return Message{Text: text, Blocks: []slack.Block{section(text)}}
	}
	text := "The daily digest comes here " + digestTime(r, usual) + "."
	more := " It shows the stalled deals of the reps in this channel, and is silent when there are none."
	if now {
		more += " Today's, if there is one, follows in a moment."
	}
	return Message{Text: text, Blocks: []slack.Block{section(":white_check_mark: " + text + more),
		actions(button("Turn off the daily digest", Action{Verb: DigestOff}))}}
}

// digestTime is when a digest comes: "on working days at 09:30, Berlin time".
func digestTime(r coach.Room, usual string) string {
	when := usual
	if r.DigestAt != coach.DigestOn && r.DigestAt != "" {
		when = "on working days at " + line(r.DigestAt)
	}
	if place := zonePlace(r.Zone); place != "" {
		when += ", " + place + " time"
	}
	return when
}

// zonePlace is the place in a zone's name: "New York" in America/New_York.
func zonePlace(zone string) string {
	_, place, _ := strings.Cut(zone, "/")
	return line(strings.ReplaceAll(place[strings.LastIndex(place, "/")+1:], "_", " "))
}
