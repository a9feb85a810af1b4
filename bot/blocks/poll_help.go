package blocks

import "github.com/slack-go/slack"

// DeadLeadsHelp is the one screen of help for /deadleads. unknown, when it is not
// empty, is what could not be understood.
func DeadLeadsHelp(unknown string) Message {
	text := "Type /deadleads and I ask each rep which of their quiet deals are still alive."
	top := "*Dead leads.* " + text + " You see what I'd ask before anything goes out."
	if unknown != "" {
		text = "I couldn't make sense of “" + line(clip(unknown, maxQuery)) + "”: it isn't a command, and nobody here goes by that name. " + text
		top = text
	}
	return Message{Text: text, Blocks: []slack.Block{section(top), section(deadLeadsHelp), small(deadLeadsNote)}}
}

const deadLeadsHelp = "• `/deadleads`: ask the team\n" +
	"• `/deadleads @dana` or `/deadleads dana`: ask one rep\n" +
	"• `/deadleads 60d`: only deals that nobody touched for 60 days\n" +
	"• `/deadleads status`: who has answered so far\n" +
	"• `/deadleads close`: end the poll, and see what came of it\n" +
	"• `/deadleads ideas lunch for the best one`: ask everybody what we could give at no extra price; the prize is up to you, or leave it out\n" +
	"• `/deadleads digest on 09:00`: in a channel, show it each working day which deals have stalled (`off` ends it)"

const deadLeadsNote = "Managers only. Reps don't see each other's answers, and no file is closed before you say so."
