package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"salescoach/bot/sandbox"
	"salescoach/coach"
)

// evil is what a firm, a deal, a colleague and every word of theirs is in a hostile team.
const evil = "<!channel> <@U0EVIL> <https://evil.example|bank> *b* `c` &lt;!here&gt; \u202eoot"

// A whole team is called, and says, what Slack would take for markup: none of it is, in
// any message, form or Home that anybody gets to see.
func TestHostileNamesAndWordsAreTextOnEveryScreenOfATeam(t *testing.T) {
	if testing.Short() {
		t.Skip("a day of a team")
	}
	d := newDesk(t)
	d.serve()
	for _, id := range []string{dana, otto, mira} {
		must(t, d.ws.UpdatePerson(id, func(p *sandbox.Profile) { p.RealName = evil }))
		d.opens(id)
	}
	old := coach.Date{Year: 2026, Month: 8, Day: 3}
	for n := range 26 { // more than a digest shows, and than one part of its thread
		d.add([]string{dana, otto}[n%2], coach.Proposal{Account: fmt.Sprint(n, " ", evil), Name: evil, SentOn: old, Contact: coach.Contact{Name: evil, Email: "<!here>@x", Phone: evil}})
	}
	d.add(dana, coach.Proposal{Account: "Acme", Name: evil, SentOn: old})
	d.hostileDigest()
	d.hostilePoll()
	d.hostileIdeas()
	d.hostileHandover()
	d.hostileMessage()
}

// passes lets time pass, and looks at everything that anybody has before them then.
func (d *desk) passes(by time.Duration) {
	d.t.Helper()
	d.ws.Advance(by)
	d.bot.Tick(d.t.Context())
	for where, raw := range d.everything() {
		for _, text := range markup(raw) {
			if left := ours.ReplaceAllString(text, ""); strings.ContainsAny(left, "<\u202e") || strings.Contains(text, "<@U0EVIL>") {
				d.t.Errorf("%s: Slack reads %q", where, text)
			}
		}
	}
	if p := d.ws.Problems(); len(p) > 0 {
		d.t.Errorf("Slack complains: %v", p)
	}
}

// everything is all that the workspace holds of us, by where it stands.
func (d *desk) everything() map[string]string {
	d.t.Helper()
	all := map[string]string{}
	keep := func(where string, v any) {
		raw, err := json.Marshal(v)
		must(d.t, err)
		all[where] = string(raw)
	}
	for _, p := range d.ws.People() {
		for _, ch := range d.ws.ChannelsOf(p.ID) {
			for _, m := range d.ws.Messages(ch.ID, p.ID) {
				for _, m := range append([]sandbox.Message{m}, m.Replies...) {
					if m.BotID != "" {
						keep(ch.ID+" "+m.TS+" "+m.EphemeralTo, map[string]any{"text": m.Text, "blocks": m.RawBlocks})
					}
				}
			}
		}
		if v, ok := d.ws.Home(p.ID); ok {
			keep("home of "+p.ID, v.RawBlocks)
		}
		if v, ok := d.ws.Modal(p.ID); ok {
			keep("form of "+p.ID, v.RawBlocks)
		}
	}
	return all
}

// opens has somebody open App Home.
func (d *desk) opens(user string) {
	d.t.Helper()
	before, _ := d.ws.Home(user)
	must(d.t, d.ws.Person(user).OpenMessages(d.t.Context()))
	must(d.t, d.ws.Person(user).OpenHome(d.t.Context()))
	d.waits(func() bool { v, _ := d.ws.Home(user); return v.Hash != before.Hash })
}

// hits is a button in a conversation.
func (d *desk) hits(user, channel, label string) {
	d.t.Helper()
	must(d.t, d.ws.Person(user).Press(d.t.Context(), channel, label))
	d.passes(time.Minute)
}

// fills fills in a form that has something in it, once it is open, and submits it.
func (d *desk) fills(user, has string, in ...string) {
	d.t.Helper()
	p := d.ws.Person(user)
	d.waits(func() bool { v, _ := d.ws.Modal(user); return strings.Contains(v.PlainText(), has) })
	d.passes(0)
	for i := 0; i < len(in); i += 2 {
		must(d.t, p.Fill(d.t.Context(), in[i], in[i+1]))
	}
	wrong, err := p.SubmitModal(d.t.Context())
	if must(d.t, err); len(wrong) > 0 {
		d.t.Fatalf("%s: %v", has, wrong)
	}
	d.passes(time.Minute)
}

func (d *desk) says(user, text string) {
	d.t.Helper()
	must(d.t, d.ws.Person(user).Type(d.t.Context(), salesChannel, text))
	d.passes(0)
}

func (d *desk) hostileDigest() {
	if got := d.digestIn(mira, salesChannel, "on 10:01"); !strings.Contains(got, "comes here on working days at 10:01") {
		d.t.Fatal(got)
	}
	d.passes(2 * time.Minute)
	d.passes(2 * time.Minute)
	d.passes(2 * time.Minute) // the messages of a thread come one after the other
	if m, _ := d.ws.Person(mira).Last(salesChannel); !strings.HasPrefix(m.Text, "Stalled deals 26 to 27") {
		d.t.Fatalf("its thread ends with %q", m.Text)
	}
	for _, id := range []string{dana, otto, mira} {
		d.opens(id)
	}
	d.passes(5 * time.Hour) // until nobody sleeps
}

func (d *desk) hostilePoll() {
	d.says(mira, "/deadleads")
	d.hits(mira, salesChannel, "Send to team")
	d.hits(dana, d.ws.DM(dana), "Need help")
	d.fills(dana, "What would help?", "What for?", evil)
	d.hits(dana, d.ws.DM(dana), "Still alive")
	d.fills(dana, "how it goes on", "Next step", evil)
	d.hits(otto, d.ws.DM(otto), "Dead")
	d.says(mira, "/deadleads status")
	d.opens(mira)
	d.says(mira, "/deadleads close")
	d.passes(time.Minute)
	d.hits(mira, d.ws.DM(mira), "Close 1 file")
}

func (d *desk) hostileIdeas() {
	d.says(mira, "/deadleads ideas "+evil)
	d.hits(mira, salesChannel, "Send to team")
	for n := range 2 {
		d.hits(dana, d.ws.DM(dana), "Add an idea")
		d.fills(dana, "Add an idea", "What could we give", fmt.Sprint(n, evil))
	}
	d.hits(mira, d.ws.DM(mira), "Start the vote")
	d.hits(otto, d.ws.DM(otto), "Vote")
	d.hits(mira, d.ws.DM(mira), "Close the vote")
}

// hostileHandover gives one deal to a rep who then leaves, and all of theirs back.
func (d *desk) hostileHandover() {
	d.says(mira, "/followup acme")
	d.hits(mira, salesChannel, "Reassign")
	d.fills(mira, "Now with", "Who takes it over?", otto)
	must(d.t, d.ws.UpdatePerson(otto, func(p *sandbox.Profile) { p.Deleted = true }))
	d.waits(func() bool {
		p, err := d.coach.Person(d.t.Context(), d.ws.TeamID(), otto)
		return err == nil && p.Deleted
	})
	d.opens(mira)
	must(d.t, d.ws.Person(mira).PressHome(d.t.Context(), "Deal by deal"))
	must(d.t, d.ws.Person(mira).PressHome(d.t.Context(), "Reassign"))
	d.fills(mira, "Who takes them all over?", "Who takes them all over?", dana)
	d.fills(mira, "All of it goes to")
}

// hostileMessage logs a message as a touch, twice.
func (d *desk) hostileMessage() {
	must(d.t, d.ws.Person(dana).Type(d.t.Context(), salesChannel, "Heard: "+evil))
	on := func() { must(d.t, d.ws.Person(dana).RunOn(d.t.Context(), salesChannel, "Heard: ", "Log as touch")) }
	on()
	d.fills(dana, "Log as touch", "Deal", "Acme", "Channel", "Email", "Outcome", "Sent")
	on()
	d.waits(func() bool { v, _ := d.ws.Modal(dana); return strings.Contains(v.PlainText(), "logged already") })
	d.passes(0)
	if got := d.types(dana, "acme"); !strings.Contains(got, "1 of 4") {
		d.t.Errorf("the card says %q", got)
	}
}
