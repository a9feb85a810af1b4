package main

import (
	"context"

	"salescoach/bot/sandbox"
	"salescoach/coach"
)

// The firm that the sample team works for, as its scripts say it.
const (
	sampleCompany = "Brindle"
	sampleOffer   = "we plan shifts so that a gap shows three weeks ahead and not the evening before"
)

// samplePerson is somebody in the sandbox's workspace: how Slack knows them, and
// what they told the coach about themselves.
type samplePerson struct {
	sandbox.PersonSpec
	Manager    bool
	SpokenName string // the next three are empty where somebody has not set them yet
	Callback   string
	Slots      string
}

// samplePeople are eight reps in four time zones, one of whom begins today and has no deals
// yet, two managers and a guest. The first is whoever opens the sandbox.
func samplePeople() []samplePerson {
	const berlin, newYork, singapore, copenhagen = "Europe/Berlin", "America/New_York", "Asia/Singapore", "Europe/Copenhagen"
	return []samplePerson{
		seller("U0HANNA", "hanna", "Hanna Vogelsang", berlin, "Account executive").says("Hanna", "030 23125 140", "Tuesday at 10, Thursday at 2"),
		seller("U0TOMASZ", "tomasz", "Tomasz Wieczorek", berlin, "Account executive").says("Tomasz", "030 23125 141", "Wednesday at 9, Friday at 11"),
		seller("U0IMANI", "imani", "Imani Fairchild", newYork, "Senior account executive").says("Imani", "617 555 0147", "Tuesday at 11, Thursday at 3"),
		seller("U0ANDRES", "andres", "Andrés Valdivieso", newYork, "Account executive").says("Andrés", "617 555 0152", "Monday at 4, Wednesday at 10"),
		seller("U0NADIA", "nadia", "Nadia Rahman", singapore, "Account executive").says("Nadia", "5550 0126", "Tuesday at 9:30, Thursday at 4"),
		seller("U0WEIJIE", "weijie", "Kwan Wei Jie", singapore, "Account executive, new this month"),
		seller("U0AKSEL", "aksel", "Aksel Brandrup", copenhagen, "Account executive").says("Aksel", "5550 0190", "Tuesday at 9, Thursday at 1"),
		seller("U0LIV", "liv", "Liv Henningsen", copenhagen, "Account executive, since this morning"),
		manager("U0SOLVEIG", "solveig", "Solveig Aune", berlin, "Head of sales, Europe and Asia"),
		manager("U0MARCUS", "marcus", "Marcus Adeyemi", newYork, "Head of sales, Americas"),
		guest("U0PAT", "pat", "Pat Ferrand", newYork, "Freelance designer"),
	}
}

func seller(id, handle, name, zone, title string) samplePerson {
	return samplePerson{PersonSpec: sandbox.PersonSpec{
		ID: id, Name: handle, RealName: name, Email: handle + "@brindle.example", TZ: zone, Title: title,
	}}
}

func manager(id, handle, name, zone, title string) samplePerson {
	p := seller(id, handle, name, zone, title)
	p.Manager = true
	return p
}

func guest(id, handle, name, zone, title string) samplePerson {
	p := seller(id, handle, name, zone, title)
	p.Restricted, p.Email = true, handle+"@ferrand-design.example"
	return p
}

func (p samplePerson) says(name, callback, slots string) samplePerson {
	p.SpokenName, p.Callback, p.Slots = name, callback, slots
	return p
}

// rep is the person as the bot gets to know them: the same fields that it reads
// from Slack, so that nothing looks changed when they first say something.
func (p samplePerson) rep() coach.Rep {
	return coach.Rep{
		ID: p.ID, Name: p.Name, RealName: p.RealName, Email: p.Email, Zone: p.TZ,
		SpokenName: p.SpokenName, Callback: p.Callback, Slots: p.Slots,
	}
}

// sampleChannels are where the team talks; the bot is a member of each but the last, to
// which somebody may invite it.
var sampleChannels = []sandbox.ChannelSpec{
	{
		ID: "C0INTL", Name: "sales-international", Topic: "Proposals in Europe and Asia",
		Members: []string{"U0HANNA", "U0TOMASZ", "U0NADIA", "U0WEIJIE", "U0SOLVEIG"},
	},
	{
		ID: "C0AMERICAS", Name: "sales-americas", Topic: "Proposals in the Americas",
		Members: []string{"U0IMANI", "U0ANDRES", "U0MARCUS", "U0SOLVEIG", "U0PAT"},
	},
	{
		ID: "C0NORTH", Name: "sales-north", Topic: "Proposals in the north",
		Members: []string{"U0AKSEL", "U0LIV", "U0SOLVEIG"},
	},
	{
		ID: uninvited, Name: "deal-desk", Topic: "Terms, discounts, and who signs",
		Members: []string{"U0HANNA", "U0TOMASZ", "U0IMANI", "U0ANDRES", "U0NADIA", "U0WEIJIE", "U0AKSEL", "U0LIV", "U0SOLVEIG", "U0MARCUS"},
	},
}

// uninvited is the channel without the bot.
const uninvited = "C0DESK"

// sampleDigests are the channels that have had their digest turned on, by whom.
var sampleDigests = map[string]string{"C0INTL": "U0SOLVEIG", "C0NORTH": "U0SOLVEIG"}

// sampleTalk is what was said in the channels before one comes in.
var sampleTalk = []struct{ who, channel, text string }{
	{"U0SOLVEIG", "C0INTL", "Reminder to all of us: the second follow-up is the one nobody makes. Before you start something new today, have a look at `/followup`."},
	{"U0NADIA", "C0INTL", "Lotus Lane wants both head nurses in the room :tada: I only called to ask who writes the Sunday rota."},
	{"U0TOMASZ", "C0INTL", "Nice. Odlewnia Wisła just turned us down, the furnace ate the budget. Thinking about what to say back."},
	{"U0WEIJIE", "C0INTL", "Same here with Banyan Row, on price. What do you do right after a no?"},
	{"U0TOMASZ", "C0INTL", "One calm try, and only one. `/followup banyan` gives you a start; put it into your own words."},
	{"U0MARCUS", "C0AMERICAS", "Granite Run is signed. Imani counted the night shifts together with their steward, that did it."},
	{"U0IMANI", "C0AMERICAS", "The steward did it, I only brought the pencil. Pinecrest said no this morning, by the way. Staying with Dayspan."},
	{"U0SOLVEIG", "C0NORTH", "Welcome to Liv, who starts with us today. Aksel has had the whole north to himself since June, so please share it out between you."},
	{"U0AKSEL", "C0NORTH", "Very glad you're here, Liv. A dozen proposals of mine have gone quiet, the digest will show you."},
	{"U0PAT", "C0AMERICAS", "New one-pager layout is in the shared folder. Tell me if the chart is too small."},
}

// addSamplePeople fills a workspace with the sample team and its channels.
func addSamplePeople(ws *sandbox.Workspace) {
	for _, p := range samplePeople() {
		ws.AddPerson(p.PersonSpec)
	}
	for _, c := range sampleChannels {
		if c.ID != uninvited {
			c.Members = append([]string{ws.BotUserID()}, c.Members...)
		}
		ws.AddChannel(c)
	}
	for _, said := range sampleTalk {
		// A line of talk is decoration: it fails only where somebody is not in
		// the channel, which a test sees.
		_ = ws.Person(said.who).Type(context.Background(), said.channel, said.text)
	}
}
