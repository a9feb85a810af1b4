package sandbox_test

import (
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"salescoach/bot/sandbox"
)

func txt(s string) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.PlainTextType, s, false, false)
}

// touchForm is a modal with a required text, a select and an optional note.
func touchForm(title string) slack.ModalViewRequest {
	note := slack.NewInputBlock("note", txt("Note"), nil, slack.NewPlainTextInputBlockElement(nil, "text"))
	note.Optional = true
	what := slack.NewPlainTextInputBlockElement(nil, "text")
	what.MaxLength = 10
	return slack.ModalViewRequest{
		Type: slack.VTModal, Title: txt(title), Submit: txt("Log"), CallbackID: "touch", PrivateMetadata: "deal-1",
		Blocks: slack.Blocks{BlockSet: []slack.Block{
			slack.NewInputBlock("what", txt("What happened"), nil, what),
			slack.NewInputBlock("channel", txt("Channel"), nil, slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, txt("Pick one"), "pick",
				slack.NewOptionBlockObject("call", txt("Phone call"), nil), slack.NewOptionBlockObject("mail", txt("E-mail"), nil))),
			note,
		}},
	}
}

// formApp opens the form on /followup and answers its submission with reply.
func (o *office) formApp(reply func(slack.InteractionCallback) any) chan slack.InteractionCallback {
	seen := make(chan slack.InteractionCallback, 10)
	o.connect(func(a *app, e socketmode.Event) {
		switch d := e.Data.(type) {
		case slack.SlashCommand:
			if _, err := a.OpenView(d.TriggerID, touchForm("Log a touch")); err != nil {
				o.t.Errorf("views.open: %v", err)
			}
			a.ack(e)
		case slack.InteractionCallback:
			seen <- d
			if d.Type == slack.InteractionTypeViewSubmission && reply != nil {
				a.ack(e, reply(d))
				return
			}
			a.ack(e)
		}
	})
	return seen
}

func (o *office) openForm() sandbox.View {
	o.t.Helper()
	if err := o.ana.Type(within(o.t), sales, "/followup"); err != nil {
		o.t.Fatal(err)
	}
	v, ok := o.Modal("U0ANA")
	if !ok {
		o.t.Fatal("no modal is open")
	}
	return v
}

func (o *office) fill(label string, value ...string) {
	o.t.Helper()
	if err := o.ana.Fill(within(o.t), label, value...); err != nil {
		o.t.Fatal(err)
	}
}

func TestAModalIsFilledInAndSubmitted(t *testing.T) {
	o := open(t, sandbox.Options{})
	seen := o.formApp(nil)
	v := o.openForm()
	for _, want := range []string{"# Log a touch", "What happened:", "Channel: {Phone call | E-mail}", "Note (optional):", "(Cancel) (Log)"} {
		if !strings.Contains(v.PlainText(), want) {
			t.Errorf("the form reads %q, want %q in it", v.PlainText(), want)
		}
	}
	o.fill("What happened", "voicemail")
	o.fill("Channel", "Phone call")
	if errs, err := o.ana.SubmitModal(within(t)); err != nil || errs != nil {
		t.Fatalf("submit: %v %v", errs, err)
	}
	got := <-seen
	values := got.View.State.Values
	if got.View.CallbackID != "touch" || got.View.PrivateMetadata != "deal-1" || values["what"]["text"].Value != "voicemail" ||
		values["channel"]["pick"].SelectedOption.Value != "call" || values["note"]["text"].Value != "" {
		t.Errorf("the app got %+v", values)
	}
	if _, open := o.Modal("U0ANA"); open {
		t.Error("an empty ack left the modal open")
	}
}

func TestTheClientChecksFieldsBeforeTheAppHearsOfThem(t *testing.T) {
	o := open(t, sandbox.Options{})
	seen := o.formApp(nil)
	o.openForm()
	o.fill("What happened", "longer than ten")
	errs, err := o.ana.SubmitModal(within(t))
	if err != nil || errs["what"] != "This must be at most 10 characters." || errs["channel"] != "Please complete this required field." || errs["note"] != "" {
		t.Errorf("errors are %v (%v)", errs, err)
	}
	if err := o.ana.Fill(within(t), "Channel", "Pigeon"); err == nil {
		t.Error("an option that the field does not have was taken")
	}
	if len(seen) != 0 {
		t.Error("the app heard of an incomplete form")
	}
	if v, _ := o.Modal("U0ANA"); !strings.Contains(v.PlainText(), "! Please complete") {
		t.Errorf("the form does not show the error: %q", v.PlainText())
	}
}

func TestErrorsFromTheAppSitOnTheirFieldAndKeepTheText(t *testing.T) {
	o := open(t, sandbox.Options{})
	answers := make(chan *slack.ViewSubmissionResponse, 2)
	o.formApp(func(slack.InteractionCallback) any { return <-answers })
	o.openForm()
	o.fill("What happened", "voicemail")
	o.fill("Channel", "mail")
	answers <- slack.NewErrorsViewSubmissionResponse(map[string]string{"what": "Not again."})
	errs, err := o.ana.SubmitModal(within(t))
	if err != nil || errs["what"] != "Not again." {
		t.Fatalf("errors are %v (%v)", errs, err)
	}
	v, open := o.Modal("U0ANA")
	if !open || v.Errors["what"] != "Not again." || v.Inputs["what"]["text"][0] != "voicemail" {
		t.Errorf("the modal holds %+v %+v", v.Errors, v.Inputs)
	}
	answers <- slack.NewErrorsViewSubmissionResponse(map[string]string{"nowhere": "Lost."})
	_, err = o.ana.SubmitModal(within(t))
	if f := failure(t, err, "invalid_errors"); f.Text != "We had some trouble connecting. Try again?" {
		t.Errorf("Ana is told %q", f.Text)
	}
}

func TestASubmissionCanUpdatePushAndClear(t *testing.T) {
	o := open(t, sandbox.Options{})
	var answer any
	o.formApp(func(slack.InteractionCallback) any { return answer })
	first := o.openForm()
	submit := func() {
		t.Helper()
		o.fill("What happened", "x")
		o.fill("Channel", "mail")
		if _, err := o.ana.SubmitModal(within(t)); err != nil {
			t.Fatal(err)
		}
	}
	form := touchForm("Second")
	answer = slack.NewPushViewSubmissionResponse(&form)
	submit()
	v, _ := o.Modal("U0ANA")
	if v.Title.Text != "Second" || v.PreviousID != first.ID || v.RootID != first.ID || v.Depth != 2 {
		t.Errorf("after push: %+v", v)
	}
	form = touchForm("Third")
	answer = slack.NewUpdateViewSubmissionResponse(&form)
	submit()
	u, _ := o.Modal("U0ANA")
	if u.ID != v.ID || u.Title.Text != "Third" || u.Depth != 2 || u.Hash == v.Hash {
		t.Errorf("after update: %+v", u)
	}
	answer = slack.NewClearViewSubmissionResponse()
	submit()
	if _, open := o.Modal("U0ANA"); open {
		t.Error("clear left a modal open")
	}
}

func TestClosingTheTopModalShowsTheOneBelow(t *testing.T) {
	o := open(t, sandbox.Options{})
	form := touchForm("Second")
	form.NotifyOnClose = true
	seen := o.formApp(func(slack.InteractionCallback) any { return slack.NewPushViewSubmissionResponse(&form) })
	first := o.openForm()
	o.fill("What happened", "x")
	o.fill("Channel", "mail")
	if _, err := o.ana.SubmitModal(within(t)); err != nil {
		t.Fatal(err)
	}
	<-seen
	second, _ := o.Modal("U0ANA")
	if err := o.ana.CloseModal(within(t), first.ID); err == nil {
		t.Error("a modal under another one could be closed")
	}
	if err := o.ana.CloseModal(within(t), second.ID); err != nil {
		t.Fatal(err)
	}
	if got := <-seen; got.Type != slack.InteractionTypeViewClosed {
		t.Errorf("the app got %s, want view_closed", got.Type)
	}
	if v, _ := o.Modal("U0ANA"); v.ID != first.ID {
		t.Errorf("on top is %s, want %s", v.ID, first.ID)
	}
}

// triggers is an app that hands out the trigger ids of commands.
func (o *office) triggers() chan string {
	got := make(chan string, 10)
	o.connect(func(a *app, e socketmode.Event) {
		a.ack(e)
		switch d := e.Data.(type) {
		case slack.SlashCommand:
			got <- d.TriggerID
		case slack.InteractionCallback:
			got <- d.TriggerID
		}
	})
	return got
}

func (o *office) trigger(got chan string) string {
	o.t.Helper()
	if err := o.ana.Type(within(o.t), sales, "/followup"); err != nil {
		o.t.Fatal(err)
	}
	return <-got
}

func TestATriggerOpensOneModalWithinThreeSeconds(t *testing.T) {
	o := open(t, sandbox.Options{Now: frozen})
	got, api := o.triggers(), o.api()
	open := func(trigger string) error {
		_, err := api.OpenView(trigger, touchForm("Form"))
		return err
	}
	id := o.trigger(got)
	bad := touchForm("A title longer than twenty-four")
	if _, err := api.OpenView(id, bad); err == nil || !strings.HasPrefix(err.Error(), "invalid_arguments") {
		t.Errorf("a bad view: %v", err)
	}
	o.Advance(3 * time.Second)
	slackError(t, open(id), "")
	slackError(t, open(id), "exchanged_trigger_id")
	id = o.trigger(got)
	o.Advance(3*time.Second + time.Millisecond)
	slackError(t, open(id), "expired_trigger_id")
	slackError(t, open("1.2.nonsense"), "invalid_trigger_id")
}

func TestViewsStackThreeDeepAndCheckTheirHash(t *testing.T) {
	o := open(t, sandbox.Options{})
	got, api := o.triggers(), o.api()
	form := func(external string) slack.ModalViewRequest {
		return slack.ModalViewRequest{Type: slack.VTModal, Title: txt("Form"), ExternalID: external, Blocks: slack.Blocks{BlockSet: []slack.Block{
			slack.NewActionBlock("row", slack.NewButtonBlockElement("more", "", txt("More"))),
		}}}
	}
	first, err := api.OpenView(o.trigger(got), form("first"))
	if err != nil {
		t.Fatal(err)
	}
	push := func() error {
		if err := o.ana.PressModal(within(t), "More"); err != nil {
			t.Fatal(err)
		}
		_, err := api.PushView(<-got, form(""))
		return err
	}
	slackError(t, push(), "")
	slackError(t, push(), "")
	slackError(t, push(), "push_limit_reached")
	_, err = api.PushView(o.trigger(got), form(""))
	slackError(t, err, "invalid_trigger_id")
	_, err = api.OpenView(o.trigger(got), form("first"))
	slackError(t, err, "duplicate_external_id")

	second, err := api.UpdateView(form(""), "first", first.Hash, "")
	slackError(t, err, "")
	_, err = api.UpdateView(form(""), "", first.Hash, second.ID)
	slackError(t, err, "hash_conflict")
	_, err = api.UpdateView(form(""), "", second.Hash, second.ID)
	slackError(t, err, "")
	_, err = api.UpdateView(form(""), "", "", "V0NONE")
	slackError(t, err, "not_found")
}

func TestAHomeIsPublishedOpenedAndPressed(t *testing.T) {
	o := open(t, sandbox.Options{})
	pressed := make(chan slack.InteractionCallback, 1)
	o.connect(func(a *app, e socketmode.Event) {
		a.ack(e)
		if d, ok := e.Data.(slack.InteractionCallback); ok {
			pressed <- d
		}
	})
	api := o.api()
	home := slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: []slack.Block{
		slack.NewHeaderBlock(txt("Your deals")),
		slack.NewActionBlock("row", slack.NewButtonBlockElement("go", "deal-7", txt("Coach me"))),
	}}}
	out, err := api.PublishView("U0ANA", home, "")
	if err != nil {
		t.Fatal(err)
	}
	_, err = api.PublishView("U0ANA", home, "0.stale")
	slackError(t, err, "hash_conflict")
	_, err = api.PublishView("U0ANA", home, out.Hash)
	slackError(t, err, "")
	if err := o.ana.PressHome(within(t), "coach me"); err != nil {
		t.Fatal(err)
	}
	got := <-pressed
	if a := got.ActionCallback.BlockActions[0]; a.Value != "deal-7" || a.ActionID != "go" || got.View.Type != slack.VTHomeTab || got.ResponseURL != "" {
		t.Errorf("the app got %+v of %s", a, got.View.Type)
	}
	if _, ok := o.Home("U0BEN"); ok {
		t.Error("Ben has Ana's Home")
	}
}
