package blocks

import (
	"github.com/slack-go/slack"
)

// Help is the one screen of help. unknown, when it is not empty, is what could
// not be understood.
func Help(unknown string) Message {
	text := "Type /followup and a firm's name, and I tell you what to say next."
	top := "*Sales Coach* counts the follow-ups since each proposal was sent, and hands you words that fit. " + text
	if unknown != "" {
		text = unclear(unknown) + text
		top = text
	}
	return Message{Text: text, Blocks: []slack.Block{section(top), section(helpText), small(helpNames), actions(
		button("Your follow-ups", Action{Verb: ListDue}), button("Add proposal", Action{Verb: Add}), button("Settings", Action{Verb: Settings}))}}
}

// unclear says what could not be understood.
func unclear(said string) string {
	return "I couldn't make sense of “" + line(clip(said, maxQuery)) + "”. "
}

const helpText = "• `/followup`: what is due, most urgent first\n" +
	"• `/followup acme`: what to say to Acme now, and why\n" +
	"• `/followup log acme voicemail left message`: count a touch (you can undo it)\n" +
	"• `/followup fact acme they open a second plant in May`: remember what you learned; *Add homework* on the card shows how it will sound\n" +
	"• `/followup snooze acme 3d`: quiet for three business days (`until Friday`, `until 12 Jan`)\n" +
	"• `/followup pause acme budget round, back 15 Jan`: a known reason, with the day it wakes\n" +
	"• `/followup won acme`, `lost acme`, `dead acme`: close the file; `/followup reopen acme`\n" +
	"• `/followup add Acme Corp $40k sent 1 Nov`: a new proposal\n" +
	"• `/followup value add a checklist for the first frost`: something worth giving; `/followup value` shows the library\n" +
	"• `/followup check Hi Dana, …`: what to mend in a draft of your own (`check voicemail: Hi Dana, …`)\n" +
	"• `/followup references`: who speaks for us, with their leave and how often they were asked\n" +
	"• `/followup stats`: what works here, from your team's own touches\n" +
	"• `/followup settings`: when I remind you, and what scripts say about you: name, number, free times\n" +
	"• `/deadleads help`: for managers, who can ask the team which leads are dead"

const helpNames = "Part of a name is enough; where several fit, I ask. A name that looks like a command goes in quotes: `/followup \"Won Ton Foods\"`. " +
	"The same words work in a direct message to me, and a manager can send me a CSV file of deals there. Under ⋯ on any message, *Log as touch* counts it; *New proposal* is among the shortcuts."
