package blocks

import (
	"strings"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

// giftsOpen is the value of "nobody has decided" in the menu on gifts, where a
// menu's value may not be empty.
const giftsOpen = "open"

// SettingsForm is **Settings**: what is set now, and how it will sound. Managers
// set the team's in the same form; the others are told what it is.
func SettingsForm(s coach.Settings, manager bool, meta string) slack.ModalViewRequest {
	own := s.Rep
	bs := []slack.Block{
		section("*What your scripts say about you*\nWhat you leave empty, scripts ask you for. They never make it up."),
		hint(input(coach.SettingSpokenName, "Your name, as you say it on the phone", true, textInput(own.SpokenName, "Sam", coach.MaxSpokenName)),
			"Calls open with: "+opening(or(own.SpokenName, "Sam"), s.Us.Company)),
		hint(input(coach.SettingCallback, "Call-back number", true, textInput(own.Callback, "555 0143", coach.MaxCallback)),
			"Messages end with: "+numbered(or(own.Callback, "555 0143"))),
		hint(input(coach.SettingSlots, "When you are usually free for a short talk", true, textInput(own.Slots, "Tuesday at 10, Thursday at 2", coach.MaxSlots)),
			"Two times, with a comma between them. Scripts offer both: "+offering(or(own.Slots, "Tuesday at 10, Thursday at 2"))),
		divider(),
	}
	bs = append(bs, timeFields(s)...)
	return newForm("Settings", "Save", Action{Verb: Settings}, meta, append(bs, teamFields(s.Us, manager)...)...)
}

func teamFields(us coach.Us, manager bool) []slack.Block {
	const heading = "*What everybody's scripts say about our firm*\n"
	if !manager {
		said := strings.Join(aboutUs(us), "\n")
		return []slack.Block{section(heading + or(said, "Nothing yet.")), small("A manager sets this.")}
	}
	return []slack.Block{
		section(heading + "It is the same for the whole team."),
		input(coach.SettingCompany, "Our firm, as you say it aloud", true, textInput(us.Company, "Northgate", coach.MaxCompany)),
		hint(input(coach.SettingOffer, "What we do, in one line", true, textInput(us.Offer, "we keep cold stores cold for less", coach.MaxOffer)),
			"Begin with “we”: scripts say it word for word."),
		hint(input(coach.SettingGifts, "May we send small gifts?", true, menu("Nobody has decided", or(string(us.Gifts), giftsOpen), giftRules)),
			"Our own rule. I propose a gift only where this says yes, and still ask about theirs."),
	}
}

var giftRules = []option{
	{giftsOpen, "Nobody has decided"},
	{string(coach.GiftsAllowed), "Yes, small ones"},
	{string(coach.GiftsBarred), "No"},
}

// GiftsChosen is the rule that an option of the menu on gifts stands for.
func GiftsChosen(value string) coach.Gifts {
	if value == giftsOpen {
		return coach.GiftsUnsaid
	}
	return coach.Gifts(value)
}

// opening is how a script opens, to somebody made up who is not the rep.
func opening(spokenName, company string) string {
	to := "Dana"
	if strings.HasPrefix(spokenName, to) {
		to = "Robin"
	}
	return "“" + coach.Opening(to, spokenName, company) + ".”"
}

func numbered(callback string) string { return "“I'm on " + callback + ".”" }

func offering(slots string) string { return "“I could do " + coach.TwoSlots(slots) + ".”" }

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// SettingsSaved is the answer to **Settings**: what scripts say now, and what they
// still ask for.
func SettingsSaved(s coach.Settings, r Reader) Message {
	lines := aboutMe(s.Rep, s.Us.Company)
	if r.Manager {
		lines = append(lines, aboutUs(s.Us)...)
	}
	text := "Saved. Scripts know nothing about you yet."
	if len(lines) > 0 {
		text = "Saved. " + lines[0]
	}
	bs := []slack.Block{section("✓ " + strings.Join(append([]string{text}, lines[min(1, len(lines)):]...), "\n"))}
	if when := aboutReminders(s); when != "" {
		bs = append(bs, section(when))
	}
	if open := unset(s, r.Manager); len(open) > 0 {
		bs = append(bs, small("Still to set: "+strings.Join(open, ", ")+". Scripts leave that out and ask you."))
	}
	return Message{Text: text, Blocks: append(bs, actions(button("Settings", Action{Verb: Settings})))}
}

// SettingsOnCard is the line on a card after **Settings**, opened from there.
func SettingsOnCard(s coach.Settings, a coach.Advice) string {
	if s.Rep.SpokenName == "" || s.Rep.ID != a.Deal.RepID {
		return "Settings saved"
	}
	to := ""
	if len(a.Contacts) > 0 {
		to = a.Contacts[0].Name
	}
	return "Saved. Your scripts now open with “" + line(coach.Opening(to, s.Rep.SpokenName, s.Us.Company)) + "”"
}

// aboutMe is what scripts say about somebody now, line by line, as mrkdwn.
func aboutMe(p coach.Rep, company string) []string {
	var lines []string
	if p.SpokenName != "" {
		lines = append(lines, "Scripts now open with: "+line(opening(p.SpokenName, company)))
	}
	if p.Callback != "" {
		lines = append(lines, "Your number: "+line(numbered(p.Callback)))
	}
	if p.Slots != "" {
		lines = append(lines, "Your times: "+line(offering(p.Slots)))
	}
	return lines
}

// aboutUs is what scripts say about our firm now.
func aboutUs(us coach.Us) []string {
	var lines []string
	if us.Company != "" {
		lines = append(lines, "Our firm is called "+line(us.Company)+".")
	}
	if us.Offer != "" {
		lines = append(lines, "What we do: “"+line(us.Offer)+".”")
	}
	switch us.Gifts {
	case coach.GiftsAllowed:
		lines = append(lines, "Small gifts are fine with us.")
	case coach.GiftsBarred:
		lines = append(lines, "We send no gifts.")
	}
	return lines
}

// unset is what is not set, of what the person may set.
func unset(s coach.Settings, manager bool) []string {
	var open []string
	for _, f := range []struct {
		value, name string
		team        bool
	}{
		{s.Rep.SpokenName, "your name", false}, {s.Rep.Callback, "your call-back number", false}, {s.Rep.Slots, "your free times", false},
		{s.Us.Company, "our firm's name", true}, {s.Us.Offer, "what we do", true}, {string(s.Us.Gifts), "whether small gifts are fine", true},
	} {
		if f.value == "" && (manager || !f.team) {
			open = append(open, f.name)
		}
	}
	return open
}

// toSet is what the words leave out until somebody sets it: with the button for
// the reader who may, with a word on who does for the others.
func toSet(a coach.Advice, r Reader) []slack.Block {
	mine, others := []string{}, []string{}
	for _, q := range a.Missing {
		switch {
		case q.Setting == "":
		case mayset(q.Setting, a.Deal, r):
			mine = append(mine, Escape(q.Ask))
		case coach.TeamSetting(q.Setting):
			others = append(others, Escape(q.Ask))
		}
	}
	var bs []slack.Block
	if len(mine) > 0 {
		bs = append(bs, choice("*Set it once, and every script says it*\n• "+strings.Join(mine, "\n• "), button("Settings", Action{Verb: Settings, ID: a.Deal.ID})))
	}
	if len(others) > 0 {
		bs = append(bs, small("For a manager to set with `/followup settings`: "+strings.Join(others, " ")))
	}
	return bs
}

func mayset(setting string, d coach.Deal, r Reader) bool {
	if coach.TeamSetting(setting) {
		return r.Manager
	}
	return d.RepID != "" && d.RepID == r.ID
}
