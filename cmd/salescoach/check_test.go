package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"salescoach/bot"
	"salescoach/bot/blocks"
	"salescoach/coach"
)

// checks hands in a draft under **Check my draft** and gives the form that comes back.
func (d *desk) checks(user, deal, draft string) string {
	d.t.Helper()
	d.submits(user, blocks.CheckIt, on(deal), filled{"draft": draft, "channel": "menu:email", "play": "menu:own"})
	if d.last.Form == nil || d.last.Form.View == nil {
		d.t.Fatalf("the form did not come back: %+v", d.last)
	}
	raw, err := json.Marshal(d.last.Form.View)
	must(d.t, err)
	return string(raw)
}

func TestADraftIsHeldAgainstWhatTheAccountWasSentOnAnyOfItsDeals(t *testing.T) {
	d := newDesk(t)
	first := d.add(dana, coach.Proposal{Account: "Acme Corp", Name: "Line 4", SentOn: sentOn})
	second := d.add(dana, coach.Proposal{Account: "Acme Corp", Name: "Line 5", SentOn: sentOn})
	elsewhere := d.add(dana, coach.Proposal{Account: "Brightwater", SentOn: sentOn})
	const words = "Hi Priya, you told me the night shift loses an hour to jams. A plant near you found the two settings that cause them. Shall I send you the page?"
	in := coach.Input{Workspace: d.ws.TeamID(), Key: "log", Rep: coach.Rep{ID: dana}}
	_, err := d.coach.LogTouch(t.Context(), in, first, coach.TouchDraft{Channel: coach.Email, Outcome: coach.Sent, Note: words})
	must(t, err)
	const same = "This account was sent nearly the same"
	for deal, want := range map[string]bool{first: true, second: true, elsewhere: false} {
		if got := strings.Contains(d.checks(dana, deal, words), same); got != want {
			t.Errorf("%s: nearly the same is said: %v", deal, got)
		}
	}
	in.Key = "reply"
	_, err = d.coach.LogTouch(t.Context(), in, elsewhere, coach.TouchDraft{Channel: coach.Email, Outcome: coach.Replied, Note: words})
	must(t, err)
	if strings.Contains(d.checks(dana, elsewhere, words), same) {
		t.Error("what they wrote themselves is taken for something that they were sent")
	}
}

func TestCheckingADraftChangesNothingAndLoggingItCountsOnce(t *testing.T) {
	d := newDesk(t)
	deal := d.add(dana, coach.Proposal{Account: "Acme Corp", SentOn: sentOn})
	before, _, _ := d.deal(deal)
	d.checks(dana, deal, "Any update?")
	if after, touches, _ := d.deal(deal); after.Version != before.Version || len(touches) > 0 {
		t.Error("a check changed the deal")
	}
	press := submission(dana, blocks.CheckIt, on(deal), filled{"draft": "You told me about the jams.", "channel": "menu:email", "play": "menu:own"})
	press.Kind, press.Key = bot.KindClick, "twice"
	press.Interaction.ActionCallback.BlockActions = []*slack.BlockAction{{Value: blocks.Action{Verb: blocks.LogSent, ID: deal}.String()}}
	d.gets(press)
	d.gets(press)
	_, touches, _ := d.deal(deal)
	if len(touches) != 1 || touches[0].Note != "You told me about the jams." || touches[0].Outcome != coach.Sent {
		t.Errorf("logged: %+v", touches)
	}
}
