package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"

	"salescoach/bot"
	"salescoach/bot/blocks"
	"salescoach/coach"
)

// What a button or a form brings back is input like any other. These tests send
// what no message of ours holds: values edited by hand, ids of other people's
// deals, words that are in no menu.

var sentOn = coach.Date{Year: 2026, Month: 11, Day: 5}

// kept is everything about some deals, to see that nothing changed.
func (d *desk) kept(ids ...string) string {
	d.t.Helper()
	var all []any
	for _, id := range ids {
		deal, touches, facts := d.deal(id)
		all = append(all, deal, touches, facts)
	}
	raw, err := json.MarshalIndent(all, "", " ")
	must(d.t, err)
	return string(raw)
}

// unchanged fails when what is kept of the deals is not what it was.
func (d *desk) unchanged(was string, ids ...string) {
	d.t.Helper()
	if diff := cmp.Diff(was, d.kept(ids...)); diff != "" {
		d.t.Errorf("something changed (-before +after):\n%s", diff)
	}
}

func TestAForgedButtonIsRefusedInWordsAndChangesNothing(t *testing.T) {
	d := newDesk(t)
	acme, foods := d.add(dana, coach.Proposal{Account: "Acme", SentOn: sentOn}), d.add(otto, coach.Proposal{Account: "Foods", SentOn: sentOn})
	touch := d.logs(otto, foods)
	fact := d.learns(otto, foods)
	elsewhere, err := d.coach.AddDeal(t.Context(), coach.Input{Workspace: "T0OTHER", Key: "x", Rep: coach.Rep{ID: dana}}, coach.Proposal{Account: "Acme"})
	must(t, err)
	was := d.kept(acme, foods)
	const stranger, other, gone = "only they or a manager", "another version of me", "n't there any more"
	for value, want := range map[string]string{
		"": other, "x": other, "1|": other, "1||" + acme + "|": other, "1|coach|" + acme: other,
		"2|coach|" + acme + "|": other, "1|deal.steal|" + acme + "|": other, "1|coach|" + acme + "|x|y|z": "Acme:",
		"1|coach|nope|": gone, "1|coach||": gone, "1|coach|" + elsewhere.Advice.Deal.ID + "|": gone, "1|deal.close|" + elsewhere.Advice.Deal.ID + "|won": gone, "1|play.list|nope|": gone, "1|coach|" + acme + "' OR 1=1 --|": gone,
		"1|touch.log|" + foods + "|": stranger, "1|touch.log|nope|": gone, "1|deal.snooze|" + foods + "|": stranger,
		"1|deal.pause|" + foods + "|": stranger, "1|deal.close|" + foods + "|won": stranger, "1|deal.reopen|" + foods + "|": stranger,
		"1|deal.wake|" + foods + "|": stranger, "1|deal.sent|" + foods + "|": stranger, "1|fact.add|" + foods + "|": stranger,
		"1|library.list||-5": "The team's library", "1|library.list||x": "The team's library", "1|library.remove|nope|": "n't in the library any more",
		"1|references.list||99999999999999999999": "Who speaks for us", "1|references.list||-1": "Who speaks for us",
		"1|task.done|nope|": "isn't owed any more", "1|task.reopen|nope|list": "isn't owed any more", "1|task.words|" + acme + "|pigeon": "isn't owed any more",
		"1|command.choose|" + foods + "|log email": stranger, "1|command.choose||won foods": stranger, "1|command.choose||dead foods none": stranger,
		"1|play.use|" + acme + "|nope/email": "isn't in the book", "1|play.use|" + acme + "|apology/pigeon": "Acme:",
		"1|touch.undo|" + foods + "|" + touch: "Only the person who logged it", "1|touch.undo|" + acme + "|" + touch: "Only the person who logged it",
		"1|touch.undo|" + acme + "|nope":            "was undone already",
		"1|fact.change|" + foods + "|" + fact:       stranger,
		"1|fact.say|" + foods + "|" + fact:          stranger,
		"1|fact.say|" + acme + "|" + fact:           "That fact isn't there",
		"1|homework.list|" + foods + "|":            stranger,
		"1|homework.override|" + foods + "|":        stranger,
		"1|brief|nope|":                             gone,
		"1|brief.letgo|" + foods + "|":              stranger,
		"1|reason.real|" + foods + "|":              stranger,
		"1|touch.after|" + foods + "|" + touch:      stranger,
		"1|touch.after|" + acme + "|" + touch:       "written down already",
		"1|homework.override|" + foods + "|undo":    stranger,
		"1|draft.check|" + foods + "|":              stranger,
		"1|draft.check|nope|":                       gone,
		"1|draft.log|" + acme + "|":                 "another version of me",
		"1|fact.preview|" + foods + "|":             "another version of me",
		"1|fact.add.kind|" + foods + "|":            "another version of me",
		"1|fact.change|" + acme + "|" + fact:        "That fact isn't there",
		"1|fact.change|" + acme + "|nope":           "That fact isn't there",
		"1|touch.log.outcome|" + acme + "|":         "another version of me",
		"1|deal.add||" + strings.Repeat("x", 20000): "One more click",
	} {
		if got := d.clicks(dana, value); !strings.Contains(got, want) {
			t.Errorf("%.60q shows %q, want %q", value, got, want)
		}
	}
	d.unchanged(was, acme, foods)
}

// logs logs a touch of somebody's and gives its id.
func (d *desk) logs(user, deal string) string {
	d.t.Helper()
	if got := d.submits(user, blocks.LogTouch, on(deal), filled{"channel": "menu:call", "outcome": "menu:no_answer"}); got != saved {
		d.t.Fatal(got)
	}
	_, touches, _ := d.deal(deal)
	return touches[0].ID
}

// learns stores a fact and gives its id.
func (d *desk) learns(user, deal string) string {
	d.t.Helper()
	if got := d.submits(user, blocks.Homework, on(deal), filled{"kind": "menu:goal", "text": "grow"}); got != saved {
		d.t.Fatal(got)
	}
	_, _, facts := d.deal(deal)
	return facts[0].ID
}

func TestAFormWithForgedMetadataIsRefusedInWordsAndChangesNothing(t *testing.T) {
	d := newDesk(t)
	acme, foods := d.add(dana, coach.Proposal{Account: "Acme", SentOn: sentOn}), d.add(otto, coach.Proposal{Account: "Foods"})
	fact := d.learns(otto, foods)
	was := d.kept(acme, foods)
	whole := filled{
		"channel": "menu:call", "outcome": "menu:reached", "kind": "menu:goal", "text": "x", "until": "day:2026-12-24", "reason": "y",
		"stage": "menu:lost", "sent": "day:2026-11-02", "date": "day:2026-11-18", "rank": "third", "source": "a list",
		"learn": "why", "real_reason": "z", "how": "menu:call",
	}
	forms := []string{blocks.LogTouch, blocks.Homework, blocks.Change, blocks.List, blocks.LetGo, blocks.RealWhy, blocks.Snooze, blocks.Reason, blocks.CloseIt, blocks.MarkSent}
	for meta, want := range map[string]string{
		"": "another version of me", "{": "another version of me", "[]": "another version of me", `{"d":5}`: "another version of me",
		"null": "n't there any more", "{}": "n't there any more", `{"d":"nope"}`: "n't there any more",
		on(foods): "only they or a manager", `{"d":"` + foods + `","f":"` + fact + `"}`: "only they or a manager",
	} {
		for _, form := range forms {
			if got := d.submits(dana, form, meta, whole); !strings.Contains(got, want) {
				t.Errorf("%s with %s shows %q, want %q", form, meta, got, want)
			}
		}
	}
	if got := d.submits(dana, blocks.Change, `{"d":"`+acme+`","f":"`+fact+`"}`, whole); !strings.Contains(got, "That fact isn't there") {
		t.Errorf("a fact of another account shows %q", got)
	}
	if got := d.submits(dana, "deal.steal", on(acme), whole); got != "" {
		t.Errorf("a form that nobody drew shows %q", got)
	}
	d.unchanged(was, acme, foods)
}

func TestAFormWithValuesThatAreInNoMenuStaysOpenAndChangesNothing(t *testing.T) {
	d := newDesk(t)
	acme := d.add(dana, coach.Proposal{Account: "Acme", SentOn: sentOn, Contact: coach.Contact{Name: "Priya"}})
	d.add(dana, coach.Proposal{Account: "Foods", SentOn: sentOn, Contact: coach.Contact{Name: "Ben"}})
	draft := d.add(dana, coach.Proposal{Account: "Draft"})
	was := d.kept(acme, draft)
	long := func(n int) string { return strings.Repeat("é", n) }
	for _, c := range []struct {
		form, deal string
		in         filled
		field      string // that the error stands at
	}{
		{blocks.LogTouch, acme, filled{"channel": "menu:fax", "outcome": "menu:sent"}, "channel"},
		{blocks.LogTouch, acme, filled{"channel": "", "outcome": "menu:sent"}, "channel"},
		{blocks.LogTouch, acme, filled{"channel": "menu:call", "outcome": "menu:won"}, "outcome"},
		{blocks.LogTouch, acme, filled{"channel": "menu:call", "outcome": "menu:said_no", "objection": "menu:weather"}, "objection"},
		{blocks.LogTouch, acme, filled{"channel": "menu:call", "outcome": "menu:sent", "play": "menu:nope"}, "play"},
		{blocks.LogTouch, acme, filled{"channel": "menu:call", "outcome": "menu:sent", "contact": "menu:nope"}, "contact"},
		{blocks.LogTouch, acme, filled{"channel": "menu:call", "outcome": "menu:sent", "note": long(3001)}, "note"},
		{blocks.LogTouch, acme, filled{"channel": "menu:call", "outcome": "menu:sent", "date": "day:9999-99-99"}, "date"},
		{blocks.LogTouch, acme, filled{"channel": "menu:call", "outcome": "menu:sent", "date": "day:9999-12-31"}, "date"},
		{blocks.LogTouch, acme, filled{"channel": "menu:call", "outcome": "menu:sent", "date": "day:-100-01-01"}, "date"},
		{blocks.LogTouch, acme, filled{"channel": "menu:call", "outcome": "menu:sent", "date": "day:0001-01-01"}, "date"},
		{blocks.LogTouch, acme, filled{"channel": "menu:call", "outcome": "menu:sent", "date": "day:2026-11-20"}, "date"},
		{blocks.Homework, acme, filled{"kind": "menu:rumour", "text": "x"}, "kind"},
		{blocks.Homework, acme, filled{"kind": "menu:goal", "text": " \n "}, "text"},
		{blocks.Homework, acme, filled{"kind": "menu:goal", "text": long(1001)}, "text"},
		{blocks.Homework, acme, filled{"kind": "menu:goal", "text": "x", "source": long(501)}, "source"},
		{blocks.Homework, acme, filled{"kind": "menu:goal", "text": "x", "date": "day:2026-02-30"}, "date"},
		{blocks.Homework, acme, filled{"kind": "menu:goal", "text": "x", "date": "day:2026-11-20"}, "date"},
		{blocks.Homework, acme, filled{"kind": "menu:goal", "text": "x", "say_as": long(201)}, "say_as"},
		{blocks.Homework, acme, filled{"kind": "menu:goal", "text": "x", "ask_as": "Which? And when?"}, "ask_as"},
		{blocks.Homework, acme, filled{"kind": "menu:goal", "text": "x", "contact": "menu:nope"}, "contact"},
		{blocks.RealWhy, acme, filled{"real_reason": " ", "how": "menu:call"}, "real_reason"},
		{blocks.RealWhy, acme, filled{"real_reason": "x", "how": "menu:gossip"}, "how"},
		{blocks.RealWhy, acme, filled{"real_reason": "x", "how": "menu:call", "date": "day:2026-11-20"}, "date"},
		{blocks.Happened, acme, filled{"text": " ", "kind": "menu:note"}, "text"},
		{blocks.Happened, acme, filled{"text": "x", "kind": "menu:goal"}, "kind"},
		{blocks.Happened, acme, filled{"text": "x"}, "text"},
		{blocks.List, acme, filled{"rank": long(1001), "source": "x", "date": "day:2026-11-02"}, "rank"},
		{blocks.List, acme, filled{"rank": "third", "source": "", "date": "day:2026-11-02"}, "source"},
		{blocks.List, acme, filled{"rank": "third", "source": "x", "date": "day:2026-11-20"}, "date"},
		{blocks.Snooze, acme, filled{"until": ""}, "until"},
		{blocks.Snooze, acme, filled{"until": "day:2027-02-30"}, "until"},
		{blocks.Snooze, acme, filled{"until": "day:2026-11-19"}, "until"},
		{blocks.Snooze, acme, filled{"until": "day:2036-11-19"}, "until"},
		{blocks.Reason, acme, filled{"reason": "  ", "until": "day:2027-01-15"}, "reason"},
		{blocks.Reason, acme, filled{"reason": long(501), "until": "day:2027-01-15"}, "reason"},
		{blocks.Reason, acme, filled{"reason": "x", "until": "day:0000-00-00"}, "until"},
		{blocks.CloseIt, acme, filled{"stage": "menu:open", "reason": "x"}, "stage"},
		{blocks.CloseIt, acme, filled{"stage": "menu:stolen", "reason": "x"}, "stage"},
		{blocks.CloseIt, acme, filled{"stage": "menu:lost", "reason": "\t"}, "reason"},
		{blocks.CloseIt, acme, filled{"stage": "menu:lost", "reason": "x", "real_reason": long(501)}, "real_reason"},
		{blocks.CloseIt, acme, filled{"stage": "menu:lost", "reason": "x", "revisit": "day:2020-01-01"}, "revisit"},
		{blocks.CloseIt, acme, filled{"stage": "menu:lost", "reason": "x", "revisit": "day:2027-13-01"}, "revisit"},
		{blocks.MarkSent, draft, filled{"sent": "day:2026-11-20"}, "sent"},
		{blocks.MarkSent, draft, filled{"sent": "day:1815-06-18"}, "sent"},
		{blocks.MarkSent, draft, filled{"sent": "day:2026-02-30"}, "sent"},
		{blocks.Add, "", filled{"account": " "}, "account"},
		{blocks.Add, "", filled{"account": "\u202e\u200b"}, "account"},
		{blocks.Add, "", filled{"account": long(121)}, "account"},
		{blocks.Add, "", filled{"account": "New", "name": long(121)}, "name"},
		{blocks.Add, "", filled{"account": "New", "amount": "-5"}, "amount"},
		{blocks.Add, "", filled{"account": "New", "amount": "1e9"}, "amount"},
		{blocks.Add, "", filled{"account": "New", "amount": "٣"}, "amount"},
		{blocks.Add, "", filled{"account": "New", "amount": "$"}, "amount"},
		{blocks.Add, "", filled{"account": "New", "amount": "99999999999999999999"}, "amount"},
		{blocks.Add, "", filled{"account": "New", "sent": "day:0001-01-01"}, "sent"},
		{blocks.Add, "", filled{"account": "New", "sent": "day:2026-99-01"}, "sent"},
		{blocks.Add, "", filled{"account": "New", "email": "nobody"}, "email"},
		{blocks.Add, "", filled{"account": "New", "phone": long(121)}, "phone"},
		{blocks.Add, "", filled{"account": "ACME"}, "account"},
	} {
		got := d.submits(dana, c.form, on(c.deal), c.in)
		errors := d.last.Form
		if errors == nil || len(errors.Errors) != 1 || !wellSaid.MatchString(errors.Errors[c.field]) {
			t.Errorf("%s %.80q shows %.200q, want a sentence at %s", c.form, fmt.Sprint(c.in), got, c.field)
		}
	}
	d.unchanged(was, acme, draft)
	if got := d.types(dana, "New"); !strings.Contains(got, "I know no deal") {
		t.Errorf("a refused proposal is there: %q", got)
	}
}

func TestOddButHonestInputIsTaken(t *testing.T) {
	d := newDesk(t)
	for _, name := range []string{"GmbH", "🍎", "X", "'; DROP TABLE deals; --", "=HYPERLINK(1)|cmd", "<!channel>", "ابن سينا", `Joe "Bob" & Sons`, "名古屋", strings.Repeat("é", 120)} {
		if got := d.submits(dana, blocks.Add, on(""), filled{"account": name, "amount": " ", "email": " ", "phone": " "}); name != strings.Repeat("é", 120) && got != saved {
			t.Errorf("a firm called %q: %s", name, got)
		}
		if got := d.types(dana, name); !strings.Contains(got, "follow-ups 0 of 4") {
			t.Errorf("/followup %q shows %q", name, got)
		}
	}
	acme := d.add(dana, coach.Proposal{Account: "Acme", SentOn: sentOn})
	if got := d.submits(dana, blocks.LogTouch, on(acme), filled{"channel": "menu:call", "outcome": "menu:no_answer", "note": "  \n ", "date": "day:2026-10-01"}); got != saved {
		t.Error(got)
	}
	deal, touches, _ := d.deal(acme)
	if touches[0].Note != "" || deal.Tally.Followups != 0 || deal.Tally.Touches != 1 {
		t.Errorf("a touch before the proposal was sent: %+v, %+v", touches[0], deal.Tally)
	}
	for range 2 { // the second is the same contact, and a deal of its own
		d.n++
		if got := d.submits(dana, blocks.Add, on(""), filled{"account": "Twice", "name": fmt.Sprint("deal ", d.n), "email": "a@b.example"}); got != saved {
			t.Error(got)
		}
	}
}

func TestAWordThatIsNoDayIsSaidToBeNone(t *testing.T) {
	d := newDesk(t)
	d.add(dana, coach.Proposal{Account: "Acme", SentOn: sentOn})
	d.add(dana, coach.Proposal{Account: "Studio 54", SentOn: sentOn})
	for text, want := range map[string]string{
		"snooze acme until 30 Feb":       "February has only 29 days",
		"snooze acme until 30 Feb 2027":  "February 2027 has only 28 days",
		"snooze acme until 3/4":          "Write 3 Apr",
		"snooze acme until whenever":     "I can't read “whenever” as a date",
		"snooze acme yesterday":          "That day isn't ahead of us",
		"snooze acme in 10 years":        "more than three years away",
		"snooze studio 54 31.6.":         "June has only 30 days",
		"snooze studio 54":               "Snooze is a form",
		"snooze studio 54 2d":            "Quiet until Mon 23 Nov",
		"snooze zebra until 30 Feb":      "I know no deal named “zebra until 30 Feb”",
		"log acme email tomorrow":        "That day hasn't come yet",
		"log acme email tomorrow I call": "Logged: email, sent, today, “tomorrow I call”",
		"log acme replied":               "Log a touch is a form",
	} {
		if got := d.types(dana, text); !strings.Contains(got, want) {
			t.Errorf("%s shows %q, want %q", text, got, want)
		}
	}
}

func TestANearNameWithQuotesInItIsTakenWhole(t *testing.T) {
	d := newDesk(t)
	d.add(dana, coach.Proposal{Account: `Harbour “Blue” Foods`, SentOn: sentOn})
	d.add(dana, coach.Proposal{Account: `Harbour`, SentOn: sentOn})
	d.types(dana, "log harbuor blue email")
	for _, b := range d.last.Message.Blocks {
		row, ok := b.(*slack.ActionBlock)
		if !ok {
			continue
		}
		if near, ok := row.Elements.ElementSet[0].(*slack.ButtonBlockElement); ok && strings.Contains(near.Text.Text, "Blue") {
			if got := d.clicks(dana, near.Value); !strings.Contains(got, "Logged: email, sent, today. Harbour “Blue” Foods") {
				t.Errorf("the near name leads to %q", got)
			}
			return
		}
	}
	t.Fatalf("no near name is offered: %s", d.last.Message.Text)
}

func TestWhoIsNotOfThisWorkspaceIsToldSoAndNothingElse(t *testing.T) {
	d := newDesk(t)
	d.add(dana, coach.Proposal{Account: "Acme", SentOn: sentOn})
	slash := &slack.SlashCommand{Command: "/followup", Text: "acme"}
	for name, e := range map[string]bot.Envelope{
		"another workspace": {Kind: bot.KindSlash, Team: "T0OTHER", User: dana, Slash: slash},
		"a guest":           {Kind: bot.KindSlash, User: gus, Slash: slash},
		"ourselves":         {Kind: bot.KindSlash, User: d.ws.BotUserID(), Slash: slash},
		"nobody":            {Kind: bot.KindSlash, Slash: slash},
		"somebody unknown":  {Kind: bot.KindSlash, User: "U0NOBODY", Slash: slash},
	} {
		if got := d.gets(e); strings.Contains(got, "Acme") || !wellSaid.MatchString(got) {
			t.Errorf("%s is shown %q", name, got)
		}
	}
}

// Whatever a client sends, somebody is told something and nobody falls over.
func FuzzForgedInput(f *testing.F) {
	for _, s := range []string{"", "1|coach|x|", "1|command.choose||log acme email", `{"d":"x"}`, "menu:call", "day:2026-11-19", "snooze acme 3d", "add \"Acme", "\x00\xff", "log acme call said no – x", "<@U1> <!channel> &lt;"} {
		f.Add(s, s, s, s)
	}
	d := newDesk(f)
	d.add(dana, coach.Proposal{Account: "Acme", SentOn: sentOn})
	f.Fuzz(func(t *testing.T, typed, button, meta, value string) {
		d.t = t
		d.types(dana, typed)
		d.clicks(dana, button)
		for _, form := range []string{blocks.LogTouch, blocks.Homework, blocks.Change, blocks.Snooze, blocks.Reason, blocks.CloseIt, blocks.MarkSent, blocks.Add} {
			d.submits(dana, form, meta, filled{"channel": value, "outcome": value, "date": value, "kind": value, "text": value, "until": value, "reason": value, "stage": value, "sent": value, "account": value, "amount": value})
			if d.last.Form == nil && d.last.After == nil {
				t.Errorf("%s with %q and %q: nothing came of it", form, meta, value)
			}
		}
	})
}
