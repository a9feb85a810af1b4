package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"salescoach/bot"
	"salescoach/bot/blocks"
	"salescoach/bot/sandbox"
	"salescoach/coach"
	"salescoach/db"
)

// desk is the bot with its handlers within reach: what no page of Slack would
// send can be put before it, as an attacker with a client of their own, or an old
// message, would. Slack is the sandbox, and the database is a file.
type desk struct {
	t     testing.TB
	ws    *sandbox.Workspace
	coach *coach.Coach
	store *db.DB
	bot   *bot.Bot
	file  string
	n     int        // of inputs, for their identities
	last  bot.Answer // the newest

	managers []string
}

// wellSaid is what people are told: it begins like one, ends like one, and fits
// on one line.
var wellSaid = regexp.MustCompile(`^[A-Z“'0-9][^\n{}]{10,}[.?!]$`)

// saved is what a form shows that closes.
const saved = "saved"

// The people at a desk: Dana and Otto are reps, Mira is a manager, Gus is a guest.
const (
	dana, otto, mira, gus = "U0DANA", "U0OTTO", "U0MIRA", "U0GUEST"
)

func newDesk(t testing.TB) *desk {
	d := &desk{t: t, file: filepath.Join(t.TempDir(), "desk.db"), managers: []string{mira}}
	d.ws = sandbox.New(sandbox.Options{Now: func() time.Time { return storyStart }, Commands: slashCommands, Shortcuts: shortcuts, NoRateLimits: true})
	must(t, d.ws.Start())
	t.Cleanup(func() { d.ws.Close() })
	for _, p := range []sandbox.PersonSpec{
		{ID: dana, RealName: "Dana Whitlock", TZ: "Europe/Berlin"}, {ID: otto, RealName: "Otto Lindqvist", TZ: "America/New_York"},
		{ID: mira, RealName: "Mira Okafor", TZ: "Europe/Berlin"}, {ID: gus, RealName: "Gus Visitor", Restricted: true},
	} {
		d.ws.AddPerson(p)
	}
	d.ws.AddChannel(sandbox.ChannelSpec{ID: salesChannel, Name: "sales", Members: []string{dana, otto, mira, gus, d.ws.BotUserID()}})
	d.hire()
	return d
}

// hire opens the database and puts a bot at the desk.
func (d *desk) hire() {
	t := d.t
	c, err := loadConfig()
	must(t, err)
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	book, err := coach.LoadBook("")
	must(t, err)
	d.store, err = db.Open(t.Context(), "sqlite:"+d.file, db.Options{Now: d.ws.Now, Wait: 100 * time.Millisecond})
	must(t, err)
	t.Cleanup(func() { d.store.Close() })
	d.coach = coach.New(d.store, c.coaching(book, d.ws.Now, newID, log))
	api, client := bot.NewAPI(bot.APIOptions{BotToken: d.ws.BotToken(), AppToken: d.ws.AppToken(), URL: d.ws.APIURL(), Timeout: 2 * time.Second})
	send := bot.NewSender(bot.SenderOptions{API: api, HTTP: client, URL: d.ws.APIURL()})
	d.bot = bot.New(bot.Options{
		Coach: d.coach, API: api, Send: send, Files: bot.NewFiles(bot.FilesOptions{BotToken: d.ws.BotToken(), HTTP: client, URL: d.ws.APIURL()}), Team: d.ws.TeamID(), BotUser: d.ws.BotUserID(), Managers: d.managers,
		Log: log, Now: d.ws.Now,
	})
}

// serve connects the bot to Slack, so that people can use it, until stop or the end.
func (d *desk) serve() (stop func()) {
	d.t.Helper()
	c, err := loadConfig()
	must(d.t, err)
	c.APIURL, c.BotToken, c.AppToken = apiURL(d.ws.APIURL()), secret(d.ws.BotToken()), secret(d.ws.AppToken())
	c.Managers = d.managers
	a := &app{config: c, now: d.ws.Now, newID: newID, log: slog.New(slog.NewTextHandler(d.t.Output(), nil))}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- a.serve(ctx, d.coach, nil) }()
	stop = sync.OnceFunc(func() {
		cancel()
		must(d.t, <-done)
	})
	d.t.Cleanup(stop)
	d.waits(func() bool { return d.ws.Sockets() >= 2 })
	return stop
}

// waits waits for something in Slack, as long as a person would.
func (d *desk) waits(is func() bool) {
	d.t.Helper()
	ctx, cancel := context.WithTimeout(d.t.Context(), 10*time.Second)
	defer cancel()
	must(d.t, d.ws.WaitFor(ctx, is))
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// gets puts an input before the bot and gives what the person is shown of it: the
// text of a message, or the errors of a form.
func (d *desk) gets(e bot.Envelope) string {
	d.t.Helper()
	d.n++
	if e.Key == "" {
		e.Key = fmt.Sprint("input ", d.n)
	}
	if e.Team == "" {
		e.Team = d.ws.TeamID()
	}
	a, err := d.bot.Handle(d.t.Context(), e)
	if err != nil {
		a = d.bot.Sorry(e, err)
	}
	d.last = a
	return onScreen(a)
}

func onScreen(a bot.Answer) string {
	switch {
	case a.Form != nil:
		return fmt.Sprint(a.Form.Errors)
	case a.Message != nil:
		return a.Message.Text
	case a.After != nil:
		return saved
	}
	return ""
}

// types is a slash command.
func (d *desk) types(user, text string) string {
	d.t.Helper()
	return d.gets(bot.Envelope{Kind: bot.KindSlash, User: user, Channel: salesChannel, Slash: &slack.SlashCommand{Command: "/followup", Text: text}})
}

// clicks is a button with a value of the attacker's choice.
func (d *desk) clicks(user, value string) string {
	d.t.Helper()
	return d.gets(click(user, value))
}

func click(user, value string) bot.Envelope {
	return bot.Envelope{Kind: bot.KindClick, User: user, Channel: salesChannel, Interaction: &slack.InteractionCallback{
		ActionCallback: slack.ActionCallbacks{BlockActions: []*slack.BlockAction{{ActionID: "x", Value: value}}},
	}}
}

// presses is a button that carries an action.
func (d *desk) presses(user string, a blocks.Action) string {
	d.t.Helper()
	return d.clicks(user, a.String())
}

// filled is the values of a form, by field: typed, chosen from a menu ("menu:call"),
// picked in a calendar ("day:2026-11-19"), or a person ("user:U0DANA").
type filled map[string]string

// submits is a form with values and metadata of the attacker's choice.
func (d *desk) submits(user, form, meta string, in filled) string {
	d.t.Helper()
	return d.gets(submission(user, form, meta, in))
}

func submission(user, form, meta string, in filled) bot.Envelope {
	v := slack.View{CallbackID: form, PrivateMetadata: meta, State: &slack.ViewState{Values: map[string]map[string]slack.BlockAction{}}}
	for field, value := range in {
		a := slack.BlockAction{Value: value}
		if chosen, ok := strings.CutPrefix(value, "menu:"); ok {
			a = slack.BlockAction{SelectedOption: slack.OptionBlockObject{Value: chosen}}
		} else if day, ok := strings.CutPrefix(value, "day:"); ok {
			a = slack.BlockAction{SelectedDate: day}
		} else if person, ok := strings.CutPrefix(value, "user:"); ok {
			a = slack.BlockAction{SelectedUser: person}
		}
		v.State.Values[field] = map[string]slack.BlockAction{blocks.Value: a}
		v.Blocks.BlockSet = append(v.Blocks.BlockSet, &slack.InputBlock{Type: slack.MBTInput, BlockID: field})
	}
	return bot.Envelope{Kind: bot.KindSubmit, User: user, Interaction: &slack.InteractionCallback{View: v}}
}

// on is a form's metadata for a deal.
func on(dealID string) string {
	raw, _ := json.Marshal(map[string]any{"d": dealID, "n": true})
	return string(raw)
}

// add adds a deal of a rep's and gives its id.
func (d *desk) add(user string, p coach.Proposal) string {
	d.t.Helper()
	d.n++
	rep := coach.Rep{ID: user, RealName: d.ws.Person(user).RealName, Zone: d.ws.Person(user).TZ}
	in := coach.Input{Workspace: d.ws.TeamID(), Key: fmt.Sprint("add ", d.n), Rep: rep}
	added, err := d.coach.AddDeal(context.Background(), in, p)
	must(d.t, err)
	return added.Advice.Deal.ID
}

// boss is an input of Mira's, past Slack.
func (d *desk) boss(key string) coach.Input {
	return coach.Input{Workspace: d.ws.TeamID(), Key: key, Rep: coach.Rep{ID: mira, Zone: "Europe/Berlin"}, Manager: true}
}

// asks has Mira ask everybody which leads are dead, and for ideas, and gives the ids of
// the two.
func (d *desk) asks() (poll, ideas string) {
	d.t.Helper()
	opened, err := d.coach.OpenPoll(d.t.Context(), d.boss("poll"), coach.Asked{})
	must(d.t, err)
	round, _, err := d.coach.OpenIdeas(d.t.Context(), d.boss("ideas"), "")
	must(d.t, err)
	return opened.Board.Poll.ID, round.Poll.ID
}

// deal reads a deal as it is kept.
func (d *desk) deal(id string) (deal coach.Deal, touches []coach.Touch, facts []coach.Fact) {
	d.t.Helper()
	must(d.t, d.store.View(d.t.Context(), d.ws.TeamID(), func(r coach.Reader) (err error) {
		if deal, err = r.Deal(id); err != nil {
			return err
		}
		if touches, err = r.Touches(id, 0); err != nil {
			return err
		}
		facts, err = r.Facts(deal.AccountID, id)
		return err
	}))
	return deal, touches, facts
}
