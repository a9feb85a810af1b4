package main

import (
	"strings"
	"testing"

	"salescoach/bot/blocks"
	"salescoach/bot/sandbox"
	"salescoach/coach"
)

// gives is a manager's handover of a deal, and its id.
func (d *desk) gives(deal, to string) string {
	d.t.Helper()
	d.n++
	in := d.boss("gives " + deal)
	h, err := d.coach.Reassign(d.t.Context(), in, deal, to)
	must(d.t, err)
	return h.Handover.ID
}

// A rep who makes up buttons and forms to get a colleague's deal, or to be rid of one;
// and a manager's own button that comes again.
func TestAForgedHandoverIsRefusedInWordsAndChangesNothing(t *testing.T) {
	d := newDesk(t)
	acme, foods := d.add(dana, coach.Proposal{Account: "Acme", SentOn: sentOn}), d.add(otto, coach.Proposal{Account: "Foods", SentOn: sentOn})
	mills := d.add(dana, coach.Proposal{Account: "Mills", SentOn: sentOn})
	for _, user := range []string{dana, otto, mira} {
		d.types(user, "help") // they are met
	}
	handover := d.gives(mills, otto)
	bot := d.ws.AddPerson(sandbox.PersonSpec{ID: "U0APP", RealName: "An App", Bot: true}).ID
	was := d.kept(acme, foods, mills)
	const manager, gone, chooses = "Only a manager", "n't there any more", "Choose somebody who works here"
	for user, values := range map[string]map[string]string{
		dana: {
			"1|deal.reassign|" + acme + "|":               manager,
			"1|deal.reassign|" + foods + "|list":          manager,
			"1|deal.reassign.undo|" + handover + "|":      manager,
			"1|rep.reassign|" + otto + "|":                manager,
			"1|rep.deals|" + otto + "|":                   manager,
			"1|rep.reassign.sure|" + otto + "|":           "another version of me",
			"1|deal.reassign|" + acme + "|" + dana + "/x": manager,
		},
		mira: {
			"1|deal.reassign|nope|":          gone,
			"1|deal.reassign.undo|nope|":     "what was reassigned",
			"1|deal.reassign.undo||":         "what was reassigned",
			"1|rep.reassign|" + otto + "|":   "hasn't left",
			"1|rep.deals|U0NOBODY|":          "don't know that person",
			"1|rep.reassign||":               "don't know that person",
			"1|deal.reassign|" + foods + "|": "One more click", // a button without a trigger opens no form
		},
	} {
		for value, want := range values {
			if got := d.clicks(user, value); !strings.Contains(got, want) {
				t.Errorf("%s: %.60q shows %q, want %q", user, value, got, want)
			}
		}
	}
	meta := func(from, to string) string { return `{"r":"` + from + `","w":"` + to + `"}` }
	for _, c := range []struct {
		user, form, meta, rep, want string
	}{
		{dana, blocks.Reassign, on(foods), dana, manager},
		{dana, blocks.Reassign, on(acme), otto, manager},
		{dana, blocks.ReassignAll, meta(otto, ""), dana, manager},
		{dana, blocks.ReassignSure, meta(otto, dana), dana, ""},
		{mira, blocks.Reassign, on("nope"), dana, gone},
		{mira, blocks.Reassign, on(acme), "", chooses},
		{mira, blocks.Reassign, on(acme), gus, chooses},
		{mira, blocks.Reassign, on(acme), bot, chooses},
		{mira, blocks.Reassign, on(acme), d.ws.BotUserID(), chooses},
		{mira, blocks.Reassign, on(acme), "U0NOBODY", "couldn't ask Slack"},
		{mira, blocks.Reassign, on(acme), dana, "deal already"},
		{mira, blocks.Reassign, "{", dana, "another version"},
		{mira, blocks.ReassignAll, meta(otto, ""), dana, "hasn't left"},
		{mira, blocks.ReassignAll, meta("", ""), dana, "don't know that person"},
		{mira, blocks.ReassignSure, meta(otto, dana), dana, ""},
		{mira, blocks.ReassignSure, meta(otto, gus), dana, ""},
		{mira, blocks.ReassignSure, "{", dana, ""},
	} {
		in := filled{"rep": "user:" + c.rep}
		if c.form == blocks.ReassignSure {
			in = filled{}
		}
		got := d.submits(c.user, c.form, c.meta, in)
		if !strings.Contains(got, c.want) || got == saved {
			t.Errorf("%s by %s with %s and %q shows %q, want %q", c.form, c.user, c.meta, c.rep, got, c.want)
		}
		if c.form == blocks.ReassignSure && (d.last.Form == nil || d.last.Form.View == nil || d.last.Form.View.Submit != nil) {
			t.Errorf("%s by %s with %s: the form does not say what is wrong: %+v", c.form, c.user, c.meta, d.last)
		}
	}
	d.unchanged(was, acme, foods, mills)

	// The manager's Undo works once; pressed again, or by somebody else, it does nothing.
	d.clicks(mira, "1|deal.reassign.undo|"+handover+"|")
	was = d.kept(acme, foods, mills)
	if got := d.clicks(mira, "1|deal.reassign.undo|"+handover+"|"); !strings.Contains(got, "taken back already") {
		t.Errorf("the same Undo again shows %q", got)
	}
	d.unchanged(was, acme, foods, mills)
	if deal, _, _ := d.deal(mills); deal.RepID != dana {
		t.Errorf("after Undo it is %s's", deal.RepID)
	}
}

// Who is deactivated while a form is open does not get the deals that were meant for them.
func TestDealsDoNotGoToSomebodyWhoLeftWhileTheFormWasOpen(t *testing.T) {
	d := newDesk(t)
	acme := d.add(dana, coach.Proposal{Account: "Acme", SentOn: sentOn})
	for _, user := range []string{dana, otto, mira} {
		d.types(user, "help")
	}
	must(t, d.coach.Changed(t.Context(), d.ws.TeamID(), coach.Rep{ID: otto, RealName: "Otto Lindqvist", Deleted: true}))
	was := d.kept(acme)
	if got := d.submits(mira, blocks.Reassign, on(acme), filled{"rep": "user:" + otto}); !strings.Contains(got, "has left. Choose somebody else.") {
		t.Errorf("it shows %q", got)
	}
	d.unchanged(was, acme)
}
