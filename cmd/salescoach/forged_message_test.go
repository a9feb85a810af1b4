package main

import (
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"salescoach/bot"
	"salescoach/bot/blocks"
	"salescoach/coach"
)

// shortcut is a shortcut on a message, with whatever a client says about both.
func (d *desk) shortcut(user, id, channel, ts, text string) string {
	d.t.Helper()
	m := slack.Message{Msg: slack.Msg{Timestamp: ts, Text: text}}
	return d.gets(bot.Envelope{Kind: bot.KindShortcut, User: user, Channel: channel, Interaction: &slack.InteractionCallback{CallbackID: id, Message: m}})
}

// offers is the menu of deals with something typed into it.
func (d *desk) offers(user, form, field, typed string) []*slack.OptionBlockObject {
	d.t.Helper()
	d.gets(bot.Envelope{Kind: bot.KindOptions, User: user, Interaction: &slack.InteractionCallback{
		BlockID: field, Value: typed, View: slack.View{CallbackID: form},
	}})
	return d.last.Options
}

func TestAForgedShortcutIsRefusedInWordsOrIgnored(t *testing.T) {
	d := newDesk(t)
	const late, which, ignored = "choose Log as touch on the message once more", "couldn't make out which message", ""
	for _, c := range []struct{ id, channel, ts, want string }{
		{blocks.LogFrom, salesChannel, "1763542800.000100", late}, // it brings no trigger
		{blocks.LogFrom, salesChannel, "", which},
		{blocks.LogFrom, salesChannel, "x", which},
		{blocks.LogFrom, "", "1763542800.000100", which},
		{blocks.Add, "", "", "One more click"},
		{"deal.steal", salesChannel, "1763542800.000100", ignored},
		{"", "", "", ignored},
	} {
		if got := d.shortcut(dana, c.id, c.channel, c.ts, strings.Repeat("<!channel> ", 9000)); !strings.Contains(got, c.want) || (c.want == "") != (got == "") {
			t.Errorf("%q on %q %q shows %q, want %q", c.id, c.channel, c.ts, got, c.want)
		}
	}
	if got := d.shortcut(gus, blocks.LogFrom, salesChannel, "1763542800.000100", "x"); !strings.Contains(got, "members of this workspace only") {
		t.Errorf("a guest is shown %q", got)
	}
}

func TestAFormOfAMessageWithForgedValuesStaysOpenAndChangesNothing(t *testing.T) {
	d := newDesk(t)
	acme, foods := d.add(dana, coach.Proposal{Account: "Acme", SentOn: sentOn}), d.add(otto, coach.Proposal{Account: "Foods", SentOn: sentOn})
	was := d.kept(acme, foods)
	const meta = `{"m":"C1/1763542800.000100","n":true}`
	whole := func(deal string) filled {
		return filled{"deal": "menu:" + deal, "channel": "menu:email", "outcome": "menu:sent", "date": "day:2026-11-18"}
	}
	for meta, want := range map[string]string{
		"": "another version of me", "[]": "another version of me", "{}": "which message", `{"m":"x"}`: "which message", `{"m":"C1/"}`: "which message",
		`{"m":"/1763542800"}`: "which message",
	} {
		if got := d.submits(dana, blocks.LogFrom, meta, whole(acme)); !strings.Contains(got, want) {
			t.Errorf("%s shows %q, want %q", meta, got, want)
		}
	}
	for deal, want := range map[string]string{foods: "only they or a manager", "nope": "n't there any more", "": "Which deal is it about?", "' OR 1=1 --": "n't there any more"} {
		if got := d.submits(dana, blocks.LogFrom, meta, whole(deal)); !strings.Contains(got, want) {
			t.Errorf("the deal %q shows %q, want %q", deal, got, want)
		}
	}
	for field, value := range map[string]string{"channel": "menu:fax", "outcome": "menu:won", "date": "day:2026-02-30", "play": "menu:nope", "contact": "menu:nope", "note": strings.Repeat("é", 3001)} {
		in := whole(acme)
		in[field] = value
		d.submits(dana, blocks.LogFrom, meta, in)
		if f := d.last.Form; f == nil || len(f.Errors) != 1 || !wellSaid.MatchString(f.Errors[field]) {
			t.Errorf("%s %.20q shows %+v, want a sentence at it", field, value, f)
		}
	}
	d.unchanged(was, acme, foods)
}

func TestAMenuOffersNothingToWhomItIsNotFor(t *testing.T) {
	d := newDesk(t)
	d.add(dana, coach.Proposal{Account: "Acme", SentOn: sentOn})
	if got := d.offers(dana, blocks.LogFrom, blocks.FieldDeal, "acm"); len(got) != 1 || got[0].Text.Text != "Acme" {
		t.Errorf("a rep is offered %+v", got)
	}
	for _, c := range []struct{ user, form, field, typed string }{
		{gus, blocks.LogFrom, blocks.FieldDeal, "acme"}, {dana, "deal.steal", blocks.FieldDeal, "acme"},
		{dana, blocks.LogFrom, "amount", "acme"}, {dana, blocks.LogFrom, blocks.FieldDeal, "\u202e"}, {dana, blocks.LogFrom, blocks.FieldDeal, strings.Repeat("x", 5000)},
	} {
		got := d.offers(c.user, c.form, c.field, c.typed)
		if own := c.typed == "\u202e"; !own && len(got) > 0 || own && len(got) != 1 {
			t.Errorf("%s in %s.%s %.9q is offered %+v", c.user, c.form, c.field, c.typed, got)
		}
	}
}
