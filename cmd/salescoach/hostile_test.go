package main

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

// hostile is what somebody may put into any field of the newer screens.
var hostile = []string{
	"<!channel> come and see", "<@U0OTTO> said so", "<https://evil.example|our bank>", "<javascript:alert(1)|press>", "javascript:alert(1)",
	"*bold* _it_ `code` ~no~ &lt;!here&gt;", "\u202eoot si siht", "zero\u200bwidth\u2060joins", strings.Repeat("🙂", 90), "a\nb\r\nc", "{{.Secret}} [name]",
	"ابن سينا", "'; DROP TABLE facts; --",
}

// raw is everything that the last answer sends to Slack.
func (d *desk) raw() string {
	d.t.Helper()
	if d.last.Message == nil {
		return ""
	}
	if err := blocks.Check(blocks.Message{Text: d.last.Message.Text, Blocks: d.last.Message.Blocks}); err != nil {
		d.t.Errorf("Slack would refuse it: %v", err)
	}
	all, err := json.Marshal(d.last.Message)
	must(d.t, err)
	return string(all)
}

// ours are the only things in angle brackets that we write: people, days, and what
// lies in the library.
var ours = regexp.MustCompile(`<@U0[A-Z]+>|<!date\^\d+\^\{[a-z_]+\}\|[^<>|]*>|<https?://[^<>|]*\|(open it|link)>`)

// harmless fails where an answer pings, links or turns round what was typed.
func (d *desk) harmless(what string) {
	d.t.Helper()
	for _, text := range markup(d.raw()) {
		if left := ours.ReplaceAllString(text, ""); strings.ContainsAny(left, "<\u202e") || strings.Contains(text, "<@U0OTTO>") {
			d.t.Errorf("%s: Slack reads %q", what, text)
		}
	}
}

// markup is every text of a message that Slack reads as markup.
func markup(message string) []string {
	var texts []string
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				walk(e)
			}
		case map[string]any:
			if text, is := v["text"].(string); is && v["type"] != "plain_text" {
				texts = append(texts, text)
			}
			for _, e := range v {
				walk(e)
			}
		}
	}
	var all any
	if json.Unmarshal([]byte(message), &all) == nil {
		walk(all)
	}
	return texts
}

func TestHostileWordsAreTextOnEveryNewScreen(t *testing.T) {
	raceless(t, "one input after the other, in one goroutine: the story of hostile words races the bot")
	for i, text := range hostile {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			d := newDesk(t)
			acme := d.add(dana, coach.Proposal{Account: "Acme", SentOn: sentOn, Contact: coach.Contact{Name: "Ruth Castell"}})
			d.submits(dana, blocks.ShelfAdd, on(""), filled{"text": text, "link": "", "theme": "menu:save_time", "other_industry": text})
			d.submits(dana, blocks.ShelfAdd, on(""), filled{"text": "a list", "link": text})
			d.types(dana, "value")
			d.harmless("the library")
			for _, kind := range []string{"advocate", "referrer", "story", "company_event", "own_miss", "statement", "value_item"} {
				d.submits(dana, blocks.Homework, on(acme), filled{"kind": "menu:" + kind, "text": text, "ask_as": text}) // refused or not
				d.submits(dana, blocks.Homework, on(acme), filled{"kind": "menu:" + kind, "text": text, "say_as": text, "person": text, "source": text, "date": "day:2026-11-02"})
			}
			d.submits(dana, blocks.Settings, on(""), filled{"spoken_name": text, "callback": text, "slots": text})
			d.submits(mira, blocks.Settings, on(""), filled{"spoken_name": "", "company": text, "offer": "we " + text, "gifts": "menu:yes"})
			d.harmless("the settings")
			d.types(dana, "references")
			d.harmless("the ledger")
			d.submits(dana, blocks.RealWhy, on(acme), filled{"real_reason": text, "how": "menu:call", "say_as": text})
			d.submits(dana, blocks.LetGo, on(acme), filled{"learn": text})
			d.submits(dana, blocks.LogTouch, on(acme), filled{"channel": "menu:call", "outcome": "menu:said_no", "objection": "menu:price", "note": text})
			for _, say := range []string{"acme", "stats", "check " + text, "check voicemail: " + text, "fact acme " + text, "value add " + text} {
				d.types(dana, say)
				d.harmless(say)
			}
			for _, a := range []blocks.Action{
				{Verb: blocks.GetClear, ID: acme}, {Verb: blocks.Another, ID: acme}, {Verb: blocks.UsePlay, ID: acme, Arg: "advocate/email"},
				{Verb: blocks.UsePlay, ID: acme, Arg: "reference/email"}, {Verb: blocks.UsePlay, ID: acme, Arg: "useful-note/email"}, {Verb: blocks.UsePlay, ID: acme, Arg: "apology/email"},
			} {
				d.presses(dana, a)
				d.harmless(a.String())
			}
		})
	}
}

// What is of another workspace, or of another person, is not to be had by its id.
func TestIdsOfOthersOpenNothingOnTheNewScreens(t *testing.T) {
	d := newDesk(t)
	acme := d.add(dana, coach.Proposal{Account: "Acme", SentOn: sentOn})
	there := coach.Input{Workspace: "T0OTHER", Key: "x", Rep: coach.Rep{ID: dana}}
	item, err := d.coach.AddItem(t.Context(), there, coach.ItemDraft{Text: "a secret list", Theme: coach.SaveTime})
	must(t, err)
	d.submits(otto, blocks.ShelfAdd, on(""), filled{"text": "a list of Otto's", "theme": "menu:save_time"})
	items, err := d.coach.Library(t.Context(), coach.Input{Workspace: d.ws.TeamID(), Rep: coach.Rep{ID: dana}})
	must(t, err)
	if len(items) != 1 {
		t.Fatalf("%d things in the library", len(items))
	}
	for value, want := range map[string]string{
		"1|library.remove|" + item.Item.ID + "|":      "n't in the library any more",
		"1|library.remove|" + items[0].ID + "|":       "manager",
		"1|stats.reps||":                              "manager",
		"1|stats.why||":                               "manager",
		"1|draft.check|" + acme + "|nope/pigeon":      "",
		"1|touch.log|" + acme + "|nope/pigeon":        "",
		"1|settings|nope|":                            "",
		"1|library.add||" + strings.Repeat("x", 9000): "",
	} {
		got := d.clicks(dana, value)
		d.harmless(value)
		if want != "" && !strings.Contains(got, want) {
			t.Errorf("%.60q shows %q, want %q", value, got, want)
		}
	}
	for _, user := range []string{dana, gus} {
		d.submits(user, blocks.Settings, on(""), filled{"spoken_name": "Dana", "company": "Evil Inc", "offer": "we take over", "gifts": "menu:yes"})
		t.Logf("%s: %v", user, onScreen(d.last))
	}
	if s, err := d.coach.Settings(t.Context(), coach.Input{Workspace: d.ws.TeamID(), Rep: coach.Rep{ID: dana}}); err != nil || s.Us.Company != "" || s.Us.Offer != "" {
		t.Errorf("a rep has set the firm: %+v, %v", s.Us, err)
	}
	if n, err := d.coach.Library(t.Context(), there); err != nil || len(n) != 1 {
		t.Errorf("the other workspace has %d things left, %v", len(n), err)
	}
}

// A form that is submitted twice counts once, whether Slack or a finger repeats it.
func TestWhatIsSubmittedTwiceCountsOnceOnTheNewScreens(t *testing.T) {
	d := newDesk(t)
	acme := d.add(dana, coach.Proposal{Account: "Acme", SentOn: sentOn})
	twice := func(form string, in filled) {
		e := submission(dana, form, on(acme), in)
		e.Key = form
		d.gets(e)
		d.gets(e)
	}
	twice(blocks.Homework, filled{"kind": "menu:goal", "text": "grow"})
	twice(blocks.ShelfAdd, filled{"text": "a list", "theme": "menu:save_time"})
	twice(blocks.RealWhy, filled{"real_reason": "their board", "how": "menu:call"})
	_, _, facts := d.deal(acme)
	items, err := d.coach.Library(t.Context(), coach.Input{Workspace: d.ws.TeamID()})
	must(t, err)
	if len(facts) != 2 || len(items) != 1 {
		t.Errorf("%d facts, %d things in the library: %v", len(facts), len(items), facts)
	}
}

// One person under two spellings is one person: nobody is called on more often
// than the limit because somebody wrote the name in another way.
func TestANameWrittenInAnotherWayIsTheSamePerson(t *testing.T) {
	d := newDesk(t)
	names := []string{"Tom Berg", "tom berg", "Tom  Berg ", "Tom\u200b Berg", "TOM BERG"}
	for i, name := range names {
		deal := d.add(dana, coach.Proposal{Account: fmt.Sprintf("Firm %c", 'A'+i), SentOn: coach.Date{Year: 2026, Month: 11, Day: 2}, Contact: coach.Contact{Name: "Ruth"}})
		if got := d.submits(dana, blocks.Homework, on(deal), filled{"kind": "menu:advocate", "text": "knows us", "person": name, "source": "fair"}); got != saved {
			t.Fatalf("%q: %s", name, got)
		}
	}
	l, err := d.coach.References(t.Context(), coach.Input{Workspace: d.ws.TeamID(), Rep: coach.Rep{ID: dana}}, 0)
	must(t, err)
	if l.All != 1 {
		var seen []string
		for _, p := range l.People {
			seen = append(seen, fmt.Sprintf("%q", p.Person))
		}
		t.Errorf("%d people: %v", l.All, seen)
	}
}

// An old message may still have buttons that write to somebody: not to whoever asked
// to be left alone, and not on a closed file as if the proposal were out.
func TestOldButtonsWriteNoWordsThatMayNotBeSaid(t *testing.T) {
	d := newDesk(t)
	alone := d.add(dana, coach.Proposal{Account: "Acme", SentOn: sentOn, Contact: coach.Contact{Name: "Ruth Castell"}})
	d.types(dana, "log acme email opted out")
	lost := d.add(dana, coach.Proposal{Account: "Wonder", SentOn: sentOn, Contact: coach.Contact{Name: "Ann Lowell"}})
	d.submits(dana, blocks.CloseIt, on(lost), filled{"stage": "menu:lost", "reason": "price"})
	for _, play := range []string{"first-followup", "advocate", "useful-note", "apology", "one-problem", "permission-to-close"} {
		if got := d.presses(dana, blocks.Action{Verb: blocks.UsePlay, ID: alone, Arg: play + "/email"}); !strings.Contains(got, "asked not to be contacted") {
			t.Errorf("%s to somebody who opted out: %q", play, got)
		}
		got := d.presses(dana, blocks.Action{Verb: blocks.UsePlay, ID: lost, Arg: play + "/email"})
		if closed := play != "useful-note" && play != "permission-to-close"; strings.Contains(got, "is closed (lost)") != closed {
			t.Errorf("%s on a closed file: %q", play, got)
		}
	}
	if got := d.presses(dana, blocks.Action{Verb: blocks.CheckIt, ID: alone}); !strings.Contains(got, "asked not to be contacted") {
		t.Errorf("**Check my draft** for somebody who opted out shows %q", got)
	}
	if got := d.submits(dana, blocks.CheckIt, on(alone), filled{"draft": "Hi Ruth, ten minutes on Tuesday?", "channel": "menu:email"}); !strings.Contains(got, "asked not to be contacted") {
		t.Errorf("its form shows %q", got)
	}
}

// A draft of any length is answered.
func TestALongDraftIsAnswered(t *testing.T) {
	d := newDesk(t)
	acme := d.add(dana, coach.Proposal{Account: "Acme", SentOn: sentOn})
	for _, text := range []string{strings.Repeat("checking in ", 900), strings.Repeat("🙂", 5000), strings.Repeat("x", 10000), strings.Repeat("\u200b", 3000), strings.Repeat("<!channel> ", 900)} {
		for _, verb := range []string{"check ", "check acme: ", "value add ", "fact acme ", ""} {
			d.types(dana, verb+text)
			d.harmless(verb)
		}
		if got := d.submits(dana, blocks.CheckIt, on(acme), filled{"draft": text, "channel": "menu:email"}); got == "" && d.last.Form == nil {
			t.Errorf("%.20q is not answered", text)
		}
	}
}
