package page

import (
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"salescoach/bot/sandbox"
)

// Deactivated on the page is deactivated for the app: it is told so, and cannot write to
// them, in Slack's words.
func TestWhoIsDeactivatedOnThePageIsGoneForTheAppUntilTheyAreBroughtBack(t *testing.T) {
	o := newOffice(t, Options{}).hire(t)
	told := func() int { return o.ws.Counters().Sent }
	before := told()
	mustSay(t, o.page(t, "POST", "/account?as=U0MIA&c=C0EAST", "who", "U0BO"), 204)
	if !o.ws.Person("U0BO").Deleted || told() != before+1 {
		t.Errorf("Bo is %+v, and the app was told %d things", o.ws.Person("U0BO").Profile, told()-before)
	}
	if _, _, err := o.app.api.PostMessage("U0BO", slack.MsgOptionText("Morning", false)); err == nil || err.Error() != "user_disabled" {
		t.Errorf("a message to Bo: %v", err)
	}
	w := o.page(t, "GET", "/?as=U0MIA&c=C0EAST")
	mustSay(t, w, 200, "Bring Bo Lee back", "Deactivate Ana Ruiz", "<small>deactivated</small>")
	if strings.Contains(w.Body.String(), "as=U0BO") || strings.Contains(w.Body.String(), "Deactivate Mia") {
		t.Error("one can still be Bo, or deactivate oneself")
	}
	mustSay(t, o.page(t, "POST", "/account?as=U0MIA&c=C0EAST", "who", "U0BO", "back", "yes"), 204)
	if o.ws.Person("U0BO").Deleted || told() != before+2 {
		t.Error("Bo is not back")
	}
	mustSay(t, o.page(t, "GET", "/?as=U0MIA&c=C0EAST"), 200, "as=U0BO", "Deactivate Bo Lee")
}

func TestNobodyDeactivatesThemselvesOrTheApp(t *testing.T) {
	o := newOffice(t, Options{})
	mustSay(t, o.page(t, "POST", "/account?as=U0MIA&c=C0EAST", "who", "U0MIA"), 422, "who you are just now")
	for _, who := range []string{"", "U0NOBODY", o.ws.BotUserID(), sandbox.SlackbotID} {
		mustSay(t, o.page(t, "POST", "/account?as=U0MIA&c=C0EAST", "who", who), 422, "nobody of that name")
	}
}

// A second tab belongs to somebody who is deactivated in the first: it goes elsewhere, and
// what is typed there is said in nobody else's name.
func TestTheTabOfSomebodyWhoIsDeactivatedGoesElsewhere(t *testing.T) {
	o := newOffice(t, Options{})
	if err := o.ws.UpdatePerson("U0BO", func(p *sandbox.Profile) { p.Deleted = true }); err != nil {
		t.Fatal(err)
	}
	w := o.page(t, "GET", "/part/side?as=U0BO&c=C0EAST")
	if to := w.Header().Get("HX-Redirect"); w.Code != 204 || to != "/?as=U0ANA&c=C0EAST" {
		t.Errorf("%d, and the tab goes to %q", w.Code, to)
	}
	mustSay(t, o.page(t, "POST", "/send?as=U0BO&c=C0EAST", "text", "Still here"), 422, "your account is deactivated")
	if said := o.ws.Messages("C0EAST", "U0ANA"); len(said) > 0 {
		t.Errorf("somebody else said %q", said[0].Text)
	}
}
