package blocks

import (
	"fmt"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

// setup is how a team begins: steps that tick themselves off as the facts say so.
func setup(s coach.Setup) []slack.Block {
	steps := []struct {
		done            bool
		title, how, was string
	}{
		{s.Deals, "Bring in your deals.", "Whoever set me up imports them from your CRM in one go, or each rep adds theirs with *New proposal*.", "Your deals are in."},
		{s.Room, "Invite me to your team's channel.", "Type `/invite` and my name there. I say hello once, and nothing else unless you ask for it.", "I'm in a channel of yours."},
		{s.Digest, "Turn on the daily digest.", "Type `/deadleads digest on` in that channel. Once a working day it shows there which deals nobody has touched for too long.", "The daily digest is on."},
		{s.Asked, "Ask the team which leads are dead.", "Type `/deadleads`. You see whom I'd ask about what, and nothing goes out before you say so.", "You've asked the team about dead leads."},
	}
	bs := []slack.Block{header("Four steps to begin")}
	next := true
	for i, step := range steps {
		switch {
		case step.done:
			bs = append(bs, section("✓ "+step.was))
		case next:
			bs = append(bs, section(fmt.Sprintf("*%d. %s* %s", i+1, step.title, step.how)))
			next = false
		default:
			bs = append(bs, section(fmt.Sprintf("%d. %s", i+1, step.title)))
		}
	}
	return append(bs, small("These tick themselves off. Each rep finds three steps of their own on their *Home* tab."))
}
