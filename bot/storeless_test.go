package bot

import (
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"salescoach/bot/blocks"
	"salescoach/bot/sandbox"
	"salescoach/coach"
	"salescoach/db"
)

// storeless is a bot that has met a manager, and then lost its database.
func storeless(t *testing.T) (*Bot, *sandbox.Workspace) {
	now := func() time.Time { return time.Date(2026, 11, 19, 9, 0, 0, 0, time.UTC) }
	ws := sandbox.New(sandbox.Options{Now: now, NoRateLimits: true})
	must(t, ws.Start())
	t.Cleanup(func() { ws.Close() })
	ws.AddPerson(sandbox.PersonSpec{ID: manager, RealName: "Mira Okafor"})
	store, err := db.Open(t.Context(), "sqlite:"+t.TempDir()+"/lost.db", db.Options{})
	must(t, err)
	book, err := coach.LoadBook("")
	must(t, err)
	api, client := NewAPI(APIOptions{BotToken: ws.BotToken(), URL: ws.APIURL()})
	b := New(Options{
		Coach: coach.New(store, coach.Options{Now: now, NewID: func() string { return "id" }, Book: book, Rules: coach.DefaultRules(), Zone: time.UTC}),
		API:   api, Send: NewSender(SenderOptions{API: api, HTTP: client, URL: ws.APIURL()}),
		Team: ws.TeamID(), BotUser: ws.BotUserID(), Managers: []string{manager}, Now: now, Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
	})
	_, err = b.people.find(t.Context(), ws.TeamID(), manager)
	must(t, err)
	must(t, store.Close())
	return b, ws
}

// everyInput is an input for each route about what is not there.
func everyInput() map[string]Envelope {
	return inputsAbout([]string{"x"}, []string{"", "x/y", blocks.InList, "1"}, `{"d":"x","p":"x","r":"x","w":"UMIRA","m":"C1/1763542800.1"}`, nil)
}

// inputsAbout are inputs for each route: buttons with each of some ids and arguments,
// forms that bring some metadata and values, and everything else that may be asked.
func inputsAbout(ids, args []string, meta string, values map[string]slack.BlockAction) map[string]Envelope {
	all := map[string]Envelope{}
	add := func(name string, e Envelope) { all[string(e.Kind)+" "+name] = e }
	state := &slack.ViewState{Values: map[string]map[string]slack.BlockAction{}}
	for field, v := range values {
		state.Values[field] = map[string]slack.BlockAction{blocks.Value: v}
	}
	view := func(form string) slack.View { return slack.View{CallbackID: form, PrivateMetadata: meta, State: state} }
	for verb := range clicks {
		for _, id := range ids {
			for _, arg := range args {
				a := blocks.Action{Verb: verb, ID: id, Arg: arg}
				add(a.String(), clickEnvelope(a.String()))
			}
		}
		if form, field, _ := cutLast(verb); submissions[form] != nil {
			e := clickEnvelope("")
			e.Interaction.View, e.Action().BlockID = view(form), field
			add("in the form, "+verb, e)
		}
	}
	for form := range submissions {
		add(form, Envelope{Kind: KindSubmit, Interaction: &slack.InteractionCallback{View: view(form)}})
	}
	for verb := range splitters {
		add(verb, slashEnvelope("/followup", verb+" acme call 3d"))
	}
	for verb := range deadLeadVerbs {
		add(verb, slashEnvelope("/deadleads", verb))
	}
	add("dead leads", slashEnvelope("/deadleads", ""))
	for id := range shortcuts {
		e := Envelope{Kind: KindShortcut, Channel: "C1", Interaction: &slack.InteractionCallback{CallbackID: id}}
		e.Interaction.MessageTs = "1763542800.1"
		add(id, e)
	}
	add("deals", Envelope{Kind: KindOptions, Interaction: &slack.InteractionCallback{BlockID: blocks.FieldDeal, Value: "a", View: slack.View{CallbackID: blocks.LogFrom}}})
	for kind, data := range map[slackevents.EventsAPIType]any{
		slackevents.Message:       &slackevents.MessageEvent{Channel: "D1", Text: "acme"},
		slackevents.AppMention:    &slackevents.AppMentionEvent{Channel: "C1", Text: "acme"},
		slackevents.AppHomeOpened: &slackevents.AppHomeOpenedEvent{Tab: "home"},
	} {
		add(string(kind), Envelope{Kind: KindEvent, Event: &slackevents.EventsAPIEvent{InnerEvent: slackevents.EventsAPIInnerEvent{Type: string(kind), Data: data}}})
	}
	return all
}

// cutLast cuts the verb of an input into the form and its own name.
func cutLast(verb string) (form, field string, ok bool) {
	i := strings.LastIndexByte(verb, '.')
	if i < 0 {
		return "", "", false
	}
	return verb[:i], verb[i+1:], true
}

// Whatever is asked for, nothing is drawn of what could not be read.
func TestWithoutADatabaseNoInputIsAPanic(t *testing.T) {
	b, ws := storeless(t)
	for name, e := range everyInput() {
		e.Key, e.Team, e.User = name, ws.TeamID(), manager
		t.Run(name, func(t *testing.T) {
			defer func() {
				if p := recover(); p != nil {
					t.Errorf("panic: %v", p)
				}
			}()
			_, _ = b.Handle(t.Context(), e)
		})
	}
}

// The form that asks once more has no input to say a sentence at; it stays as it is, to
// be pressed again.
func TestWithoutADatabaseAFormWithoutInputsStaysToBePressedAgain(t *testing.T) {
	b, ws := storeless(t)
	e := everyInput()["submit "+blocks.ReassignSure]
	e.Key, e.Team, e.User = "sure", ws.TeamID(), manager
	if a, err := b.Handle(t.Context(), e); coach.KindOf(err) != coach.Busy {
		t.Errorf("%+v, %v: want it to be busy", a, err)
	}
}
