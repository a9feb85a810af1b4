package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"salescoach/bot"
	"salescoach/bot/blocks"
	"salescoach/bot/sandbox"
	"salescoach/coach"
)

// A form says where its answer goes. That is input too: the card goes to whoever
// submitted it, and to no other place or person.
func TestTheCardOfAFormReachesThePersonAloneWhateverTheFormSays(t *testing.T) {
	d := newDesk(t)
	acme := d.add(dana, coach.Proposal{Account: "Acme", SentOn: sentOn})
	var stolen atomic.Int32
	thief := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { stolen.Add(1) }))
	t.Cleanup(thief.Close)
	for n, meta := range []map[string]any{
		{"d": acme, "u": thief.URL + "/response/T1/x", "c": salesChannel},
		{"d": acme, "u": "http://user@" + strings.TrimPrefix(d.ws.APIURL(), "http://"), "c": "C0NOWHERE"},
		{"d": acme, "u": "file:///etc/passwd", "c": d.ws.DM(otto)},
		{"d": acme, "u": "", "c": ""},
	} {
		raw, err := json.Marshal(meta)
		must(t, err)
		note := fmt.Sprint("for my eyes ", n)
		if got := d.submits(dana, blocks.LogTouch, string(raw), filled{"channel": "menu:call", "outcome": "menu:no_answer", "note": note}); got != saved {
			t.Fatal(got)
		}
		d.last.After(t.Context())
		if !d.sees(dana, note) {
			t.Errorf("%s: the card did not come", raw)
		}
		for _, other := range []string{otto, mira, gus} {
			if d.sees(other, note) {
				t.Errorf("%s: %s sees the card", raw, other)
			}
		}
	}
	if n := stolen.Load(); n > 0 {
		t.Errorf("another host was told %d times", n)
	}
}

// sees says whether a text is before somebody's eyes, in the channel or in their
// conversation with the bot.
func (d *desk) sees(user, text string) bool {
	for _, place := range []string{salesChannel, d.ws.DM(user)} {
		for _, m := range d.ws.Messages(place, user) {
			if strings.Contains(m.PlainText(), text) {
				return true
			}
		}
	}
	return false
}

// fullest adds a deal of Dana's, called Fülle, that has been worked on for years,
// with everything as long as it may be and full of what has to be escaped.
func (d *desk) fullest() string {
	d.t.Helper()
	deal := d.add(dana, coach.Proposal{
		Account: "Fülle " + strings.Repeat("<", 114), Name: strings.Repeat("&", 120), SentOn: sentOn,
		Amount:  coach.Money{Minor: coach.MaxMinor, Currency: "USD"},
		Contact: coach.Contact{Name: strings.Repeat("<", 120), Email: strings.Repeat("x", 119) + "@"},
	})
	in := coach.Input{Workspace: d.ws.TeamID(), Rep: coach.Rep{ID: dana, RealName: "Dana"}}
	for n := range 100 {
		in.Key = fmt.Sprint("fact ", n)
		_, err := d.coach.AddFact(d.t.Context(), in, deal, coach.FactDraft{
			Kind: coach.FactKinds[n%len(coach.FactKinds)], Text: strings.Repeat("&<>", 333), Source: strings.Repeat("<", coach.MaxReason), On: sentOn,
		})
		must(d.t, err)
	}
	for n := range 200 {
		in.Key = fmt.Sprint("touch ", n)
		_, err := d.coach.LogTouch(d.t.Context(), in, deal, coach.TouchDraft{
			Channel: coach.Channels[n%len(coach.Channels)], Outcome: coach.Outcomes[n%7], Note: strings.Repeat("&", coach.MaxNote),
		})
		must(d.t, err)
	}
	return deal
}

// Its card and all that can be asked about it stay within what Slack takes.
func TestTheFullestDealStaysWithinSlacksLimits(t *testing.T) {
	raceless(t, "a hundred long cards, in one goroutine: the test below races the bot over the same deal")
	d := newDesk(t)
	deal := d.fullest()
	say := func(what, got string) {
		t.Helper()
		m := d.last.Message
		if m == nil {
			t.Errorf("%s shows %.100q", what, got)
			return
		}
		drawn := blocks.Message{Text: m.Text, Blocks: m.Blocks}
		if err := blocks.Check(drawn); err != nil {
			t.Errorf("%s: %v", what, err)
		}
		t.Logf("%s: %d blocks, %d bytes", what, len(m.Blocks), drawn.Size())
	}
	for _, text := range []string{"fülle", "", "log fülle call said no price " + strings.Repeat("&", 1000), "snooze fülle 3d", "pause fülle " + strings.Repeat("&", 450) + ", back 15 Jan", "fact fülle " + strings.Repeat("<", 900)} {
		say(fmt.Sprintf("/followup %.20s", text), d.types(dana, text))
	}
	for _, verb := range []string{blocks.Coach, blocks.Another, blocks.LogTouch, blocks.Homework, blocks.Snooze, blocks.Reason, blocks.CloseIt, blocks.Wake} {
		say(verb, d.presses(dana, blocks.Action{Verb: verb, ID: deal}))
	}
	for _, play := range d.coach.Plays() {
		for _, ch := range []coach.Channel{coach.Call, coach.Voicemail, coach.Email} {
			say(play.ID, d.presses(dana, blocks.Action{Verb: blocks.UsePlay, ID: deal, Arg: play.ID + "/" + string(ch)}))
		}
	}
	d.submits(dana, blocks.CloseIt, on(deal), filled{"stage": "menu:lost", "reason": strings.Repeat("&", 500), "real_reason": strings.Repeat("<", 500)})
	say("closed", d.types(dana, "fülle"))
}

// The same in front of Slack, who looks at every card and form: what does not fit
// into an acknowledgement comes by the other way, and forms open.
func TestSlackTakesTheCardAndTheFormsOfTheFullestDeal(t *testing.T) {
	d := newDesk(t)
	d.fullest()
	d.serve()
	p, place := d.ws.Person(dana), d.ws.DM(dana)
	for _, form := range []string{"Log touch", "Add homework", "Snooze", "Known reason", "Close file"} {
		must(t, p.Type(t.Context(), place, "/followup fülle"))
		d.waits(func() bool { m, ok := p.Last(place); return ok && strings.Contains(m.PlainText(), "[Close file]") })
		must(t, p.Press(t.Context(), place, form))
		d.waits(func() bool { _, open := d.ws.Modal(dana); return open })
		v, _ := d.ws.Modal(dana)
		must(t, p.CloseModal(t.Context(), v.ID))
	}
	for _, problem := range d.ws.Problems() {
		t.Error(problem)
	}
}

// A picker repeats the command in each of its buttons, which makes it the largest
// message there is.
func TestAPickerForTheLongestCommandArrives(t *testing.T) {
	d := newDesk(t)
	for n := range 30 {
		d.add(dana, coach.Proposal{Account: "Acme", Name: fmt.Sprint("Deal ", n, strings.Repeat("&", 100)), SentOn: sentOn})
	}
	d.serve()
	p, place := d.ws.Person(dana), d.ws.DM(dana)
	must(t, p.Type(t.Context(), place, "/followup log acme voicemail "+strings.Repeat("é&", 480)))
	d.waits(func() bool {
		m, ok := p.Last(place)
		return ok && strings.Contains(m.PlainText(), "30 deals fit “acme”")
	})
	must(t, p.Press(t.Context(), place, "Choose"))
	d.waits(func() bool { return d.sees(dana, "Logged: voicemail, left message, today, “é&amp;é") })
	for _, problem := range d.ws.Problems() {
		t.Error(problem)
	}
}

func TestARepWhoseZoneIsNonsenseIsServedInTheUsualOne(t *testing.T) {
	d := newDesk(t)
	for n, zone := range []string{"Mars/Olympus", "../../etc/passwd", "Local", "", strings.Repeat("x", 5000)} {
		p := d.ws.AddPerson(sandbox.PersonSpec{ID: fmt.Sprint("U0ODD", n), RealName: fmt.Sprint("Odd ", n), TZ: zone})
		d.submits(p.ID, blocks.Add, on(""), filled{"account": fmt.Sprint("Firm ", n), "sent": "day:2026-11-19"})
		if got := d.types(p.ID, fmt.Sprint("log firm ", n, " email")); !strings.Contains(got, "Logged: email, sent, today") {
			t.Errorf("%q: %s", zone, got)
		}
	}
}

func TestManagersByGroupAreManagersAgainSoonAfterSlackFailed(t *testing.T) {
	d := newDesk(t)
	d.add(dana, coach.Proposal{Account: "Acme", SentOn: sentOn})
	d.ws.AddUserGroup(sandbox.Group{ID: "S0BOSS", Handle: "bosses", Members: []string{mira}})
	d.managers = []string{"S0BOSS"}
	d.hire()
	d.ws.Faults().API("usergroups.users.list", sandbox.APIFault{Times: 1, Status: 500})
	for _, c := range []struct {
		after time.Duration
		want  string
	}{{0, "only they or a manager"}, {31 * time.Second, "Logged: email"}} {
		d.ws.Advance(c.after)
		if got := d.types(mira, "log acme email"); !strings.Contains(got, c.want) {
			t.Errorf("after %v it shows %q, want %q", c.after, got, c.want)
		}
	}
}

// The groups of managers are read every five minutes by themselves; what Slack said last
// holds for an hour while it cannot be asked, and not at all once the group is gone.
func TestWhoIsAManagerByGroupIsReadAgainAndAgainAndOutlivesSlacksBadHour(t *testing.T) {
	d := newDesk(t)
	d.ws.AddUserGroup(sandbox.Group{ID: "S0BOSS", Handle: "bosses", Members: []string{mira}})
	d.managers = []string{"S0BOSS"}
	d.hire()
	manages := func(user string) bool { return !strings.Contains(d.deadLeads(user, ""), "Only a manager") }
	after := func(wait time.Duration) { d.ws.Advance(wait); d.bot.Tick(t.Context()) }
	after(0)
	d.ws.Faults().API("usergroups.users.list", sandbox.APIFault{Error: "fatal_error"}) // whoever comes between needs no answer of Slack's
	if !manages(mira) || manages(dana) {
		t.Fatalf("Mira %t, Dana %t", manages(mira), manages(dana))
	}
	d.ws.Faults().Reset()
	d.ws.AddUserGroup(sandbox.Group{ID: "S0BOSS", Handle: "bosses", Members: []string{dana}})
	after(4 * time.Minute)
	if !manages(mira) {
		t.Error("it was asked again too early")
	}
	after(2 * time.Minute)
	if manages(mira) || !manages(dana) {
		t.Errorf("after six minutes, who has come or gone: Mira %t, Dana %t", manages(mira), manages(dana))
	}
	d.ws.Faults().API("usergroups.users.list", sandbox.APIFault{Status: 503})
	for range 9 {
		after(6 * time.Minute)
		if !manages(dana) {
			t.Fatal("a manager is none because Slack cannot be asked")
		}
	}
	after(10 * time.Minute)
	if manages(dana) {
		t.Error("what was true more than an hour ago still holds")
	}
	d.ws.Faults().Reset()
	after(time.Minute)
	if !manages(dana) {
		t.Error("Slack answers again, and she is no manager")
	}
	d.ws.Faults().API("usergroups.users.list", sandbox.APIFault{Times: 1, Error: "no_such_subteam"})
	after(6 * time.Minute)
	if manages(dana) {
		t.Error("a manager by a group that is gone")
	}
}

// Who shares a channel with a manager is of her own team, also while Slack cannot be asked
// who that is.
func TestAManagersOwnTeamIsWhoSharesAChannelWithHer(t *testing.T) {
	d := newDesk(t)
	d.add(dana, coach.Proposal{Account: "Acme", SentOn: sentOn})
	d.add(otto, coach.Proposal{Account: "Foods", SentOn: sentOn})
	for _, user := range []string{dana, otto, mira} {
		d.types(user, "help")
	}
	d.ws.AddChannel(sandbox.ChannelSpec{ID: "C0EAST", Name: "east", Members: []string{otto, mira, d.ws.BotUserID()}})
	d.ws.AddChannel(sandbox.ChannelSpec{ID: "C0WEST", Name: "west", Members: []string{dana, d.ws.BotUserID()}})
	home := func() string { return d.home(mira) }
	d.bot.Tick(t.Context())
	if got := home(); strings.Contains(got, "In your channels") {
		t.Errorf("we are in no channel yet, and it reads\n%s", got)
	}
	for n, channel := range []string{"C0EAST", "C0WEST"} {
		in := coach.Input{Workspace: d.ws.TeamID(), Key: fmt.Sprint("on ", n), Rep: coach.Rep{ID: mira}, Manager: true}
		_, err := d.coach.SetDigest(t.Context(), in, channel, "18:00")
		must(t, err)
	}
	for range 3 {
		d.ws.Advance(time.Minute)
		d.bot.Tick(t.Context())
		got := home()
		own, others, _ := strings.Cut(got, "*Elsewhere*")
		if !strings.Contains(own, "*In your channels*: 1 open") || !strings.Contains(own, "Otto Lindqvist") || !strings.Contains(others, "Dana Whitlock") {
			t.Errorf("it reads\n%s", got)
		}
		d.ws.Advance(2 * time.Hour)
		d.ws.Faults().API("conversations.members", sandbox.APIFault{Status: 503})
	}
}

// The bot was down when Slack said that somebody has left. It learns that when it cannot
// write to them.
func TestWhoLeftWhileNobodyListenedIsFoundOut(t *testing.T) {
	d := newDesk(t)
	d.types(otto, "help")
	must(t, d.ws.UpdatePerson(otto, func(p *sandbox.Profile) { p.Deleted = true }))
	must(t, d.coach.Tell(t.Context(), d.ws.TeamID(), coach.Post{Key: "x", Kind: coach.AnswerPost, To: otto, Body: `{"Text":"Hello"}`}))
	d.bot.Tick(t.Context())
	p, err := d.coach.Person(t.Context(), d.ws.TeamID(), otto)
	if must(t, err); !p.Deleted || p.Zone != "America/New_York" {
		t.Errorf("he is known as %+v", p)
	}
}

// deadLeads is /deadleads and what is typed behind it.
func (d *desk) deadLeads(user, text string) string {
	d.t.Helper()
	return d.gets(bot.Envelope{Kind: bot.KindSlash, User: user, Channel: salesChannel, Slash: &slack.SlashCommand{Command: "/deadleads", Text: text}})
}

// It is tomorrow in Berlin already while the deal's rep, in New York, has today.
func TestTodayIsNowWhereverTheManagerIs(t *testing.T) {
	d := newDesk(t)
	foods := d.add(otto, coach.Proposal{Account: "Foods", SentOn: sentOn})
	d.ws.Advance(14*time.Hour + 30*time.Minute)
	if got := d.types(mira, "log foods email today"); !strings.Contains(got, "Logged: email, sent, today") {
		t.Error(got)
	}
	if _, touches, _ := d.deal(foods); len(touches) != 1 || touches[0].On.Day != 19 {
		t.Errorf("logged as %+v", touches)
	}
}
