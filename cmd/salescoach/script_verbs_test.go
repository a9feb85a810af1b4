package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/slack-go/slack"

	"salescoach/bot/sandbox"
	"salescoach/coach"
)

// actor is a person of a story in front of their Slack.
type actor struct {
	*sandbox.Person
	story *story
	place string // the conversation they look at: the one they last wrote in
	ctx   context.Context
	ts    *testscript.TestScript
}

// The channels: the bot is a member of #sales, and not of #lobby.
const salesChannel, lobby = "C0SALES", "C0LOBBY"

// as makes the command of one person.
func as(user string) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, neg bool, args []string) {
		if len(args) == 0 {
			ts.Fatalf("what does the person do?")
		}
		ctx, cancel := context.WithTimeout(context.Background(), 15*time.Second)
		defer cancel()
		s := storyOf(ts)
		a := &actor{Person: s.ws.Person(user), story: s, place: ts.Getenv("place_" + user), ctx: ctx, ts: ts}
		if a.place == "" {
			a.place = salesChannel
		}
		err := a.do(args[0], args[1:])
		ts.Setenv("place_"+user, a.place)
		switch {
		case err != nil && !neg:
			ts.Fatalf("%v", err)
		case err == nil && neg:
			ts.Fatalf("that should have failed")
		case err != nil:
			fmt.Fprintln(ts.Stdout(), err)
		}
	}
}

func (a *actor) do(verb string, args []string) error {
	if strings.HasPrefix(verb, "/") {
		a.place = salesChannel
		return a.types(strings.Join(append([]string{verb}, args...), " "))
	}
	switch verb {
	case "in":
		a.place = lobby
		return a.types(strings.Join(args[1:], " "))
	case "says":
		a.place = a.story.ws.DM(a.ID)
		return a.types(strings.Join(args, " "))
	case "gets": // a direct message, wherever they look
		a.place = a.story.ws.DM(a.ID)
		return a.sees(strings.Join(args, " "))
	case "writes": // a direct message, and waits until it was taken, not answered
		a.place = a.story.ws.DM(a.ID)
		if err := a.Type(a.ctx, a.place, strings.Join(args, " ")); err != nil {
			return err
		}
		return a.story.wait(func() bool { c := a.story.ws.Counters(); return c.Acked >= c.Sent })
	case "invites": // the bot to where they are, and waits until it was told
		if err := a.Type(a.ctx, a.place, "/invite @"+a.story.ws.Person(a.story.ws.BotUserID()).Name); err != nil {
			return err
		}
		return a.story.wait(func() bool { c := a.story.ws.Counters(); return c.Acked >= c.Sent })
	case "drops": // a file into the direct message
		return a.drops(args[0], strings.Join(args[1:], " "))
	case "replies": // in the thread of the last message
		return a.replies(strings.Join(args, " "))
	case "mentions":
		a.place = salesChannel
		return a.types("@" + a.story.ws.Person(a.story.ws.BotUserID()).Name + " " + strings.Join(args, " "))
	case "posts": // a message to everybody who is there
		return a.Type(a.ctx, a.place, strings.Join(args, " "))
	case "shortcut": // it knows no conversation, so what it says is a direct message
		a.place = a.story.ws.DM(a.ID)
		return a.shown(func() error { return a.RunShortcut(a.ctx, args[0]) })
	case "on":
		return a.shown(func() error { return a.RunOn(a.ctx, a.place, args[0], args[1]) })
	case "opens":
		return a.opensHome()
	case "presses":
		return a.presses(args[0])
	case "fills":
		return a.Fill(a.ctx, args[0], args[1:]...)
	case "submits":
		return a.submits()
	case "cancels":
		return a.cancels()
	case "sees":
		return a.sees(strings.Join(args, " "))
	case "reads":
		return a.reads(args)
	}
	return fmt.Errorf("nobody knows how to %q", verb)
}

// types writes something and prints what came back, once it has come.
func (a *actor) types(text string) error {
	return a.shown(func() error { return a.Type(a.ctx, a.place, text) })
}

// shown does something, and prints what the person then sees: a form, or a message.
func (a *actor) shown(do func() error) error {
	before := a.newest()
	if err := do(); err != nil {
		return err
	}
	answered := func() bool {
		if _, open := a.story.ws.Modal(a.ID); open {
			return true
		}
		m, ok := a.Last(a.place)
		return ok && m.TS != before && m.BotID != ""
	}
	if err := a.story.ws.WaitFor(a.ctx, answered); err != nil {
		return fmt.Errorf("no answer came")
	}
	return a.reads(nil)
}

// drops sends a file of the story to the bot and prints what came back.
func (a *actor) drops(file, text string) error {
	data, err := os.ReadFile(a.ts.MkAbs(file))
	if err != nil {
		return err
	}
	a.place = a.story.ws.DM(a.ID)
	return a.shown(func() error { return a.Attach(a.ctx, a.place, file, text, data) })
}

// replies writes into the thread of the last message and waits for an answer there.
func (a *actor) replies(text string) error {
	m, ok := a.Last(a.place)
	if !ok {
		return fmt.Errorf("there is nothing to reply to")
	}
	if err := a.Reply(a.ctx, a.place, m.TS, text); err != nil {
		return err
	}
	return a.story.wait(func() bool {
		last, _ := a.Last(a.place)
		return last.ThreadTS == m.TS && last.BotID != ""
	})
}

// homeTab is the place where somebody looks at App Home.
const homeTab = "home"

// opensHome looks at the Home tab, and prints it once it is drawn.
func (a *actor) opensHome() error {
	before, _ := a.story.ws.Home(a.ID)
	if err := a.OpenHome(a.ctx); err != nil {
		return err
	}
	a.place = homeTab
	drawn := func() bool {
		v, ok := a.story.ws.Home(a.ID)
		return ok && v.Hash != before.Hash
	}
	if err := a.story.ws.WaitFor(a.ctx, drawn); err != nil {
		return fmt.Errorf("the Home was not drawn")
	}
	return a.reads(nil)
}

func (a *actor) newest() string {
	m, _ := a.Last(a.place)
	return m.TS
}

func (a *actor) presses(label string) error {
	if v, open := a.story.ws.Modal(a.ID); open && !strings.EqualFold(label, "Undo") {
		if err := a.PressModal(a.ctx, label); err != nil {
			return fmt.Errorf("the form %q is in the way: %w", v.Title.Text, err)
		}
		return nil
	}
	if a.place == homeTab {
		return a.PressHome(a.ctx, label)
	}
	return a.Press(a.ctx, a.place, label)
}

// submits presses the form's button and prints what is wrong, if anything is.
func (a *actor) submits() error {
	wrong, err := a.SubmitModal(a.ctx)
	for _, field := range slices.Sorted(maps.Keys(wrong)) {
		fmt.Fprintf(a.ts.Stdout(), "%s: %s\n", field, wrong[field])
	}
	if err == nil && len(wrong) > 0 {
		return fmt.Errorf("the form stays open")
	}
	return err
}

func (a *actor) cancels() error {
	v, ok := a.story.ws.Modal(a.ID)
	if !ok {
		return fmt.Errorf("no form is open")
	}
	return a.CloseModal(a.ctx, v.ID)
}

// sees waits until what the person looks at has a text in it.
func (a *actor) sees(text string) error {
	err := a.story.wait(func() bool { return strings.Contains(a.screen(), text) })
	if err != nil {
		return fmt.Errorf("%q is not to be seen in\n%s", text, a.screen())
	}
	return nil
}

// screen is the open form, or else the last message.
func (a *actor) screen() string {
	if v, ok := a.story.ws.Modal(a.ID); ok {
		return v.PlainText()
	}
	if v, ok := a.story.ws.Home(a.ID); ok && a.place == homeTab {
		return v.PlainText()
	}
	m, ok := a.Last(a.place)
	if !ok {
		return ""
	}
	return m.PlainText()
}

func (a *actor) reads(args []string) error {
	text := a.screen()
	if len(args) == 1 && args[0] == "all" {
		text = ""
		for _, m := range a.story.ws.Messages(a.place, a.ID) {
			text += m.PlainText() + "\n\n"
		}
	}
	_, err := fmt.Fprintln(a.ts.Stdout(), text)
	return err
}

// moveTime moves the clock of Slack and of the bot: "3d", "45m", "until 08:31 Europe/Berlin".
func moveTime(ts *testscript.TestScript, neg bool, args []string) {
	ws := storyOf(ts).ws
	if args[0] == "until" {
		ws.Advance(timeUntil(ts, ws.Now(), args[1], args[2]))
		return
	}
	said, days := strings.CutSuffix(args[0], "d")
	if days {
		said += "h"
	}
	d, err := time.ParseDuration(said)
	ts.Check(err)
	if days {
		d *= 24
	}
	ws.Advance(d)
}

// timeUntil is how long it takes until clocks in a zone show a time next.
func timeUntil(ts *testscript.TestScript, now time.Time, clock, name string) time.Duration {
	zone, err := time.LoadLocation(name)
	ts.Check(err)
	at, err := coach.ParseClock(clock)
	ts.Check(err)
	for day := coach.DateOf(now, zone); ; day = day.Add(1) {
		if next, ok := coach.On(at, day, zone); ok && next.After(now) {
			return next.Sub(now)
		}
	}
}

// tick has the bot look what is due.
func tick(ts *testscript.TestScript, neg bool, args []string) { storyOf(ts).tick() }

// logs waits for something that nobody but the operator sees.
func logs(ts *testscript.TestScript, neg bool, args []string) {
	s, times := storyOf(ts), 1
	if len(args) > 2 {
		n, err := strconv.Atoi(args[2])
		ts.Check(err)
		times = n
	}
	if !within(10*time.Second, func() bool { return strings.Count(s.log.String(), args[1]) >= times }) {
		ts.Fatalf("the log does not have %q", args[1])
	}
}

// slackDoes lets Slack do what Slack does.
func slackDoes(ts *testscript.TestScript, neg bool, args []string) {
	s := storyOf(ts)
	switch args[0] {
	case "refreshes":
		s.ws.Faults().RefreshOne() // the other socket leaves no gap, so nobody has to wait
	case "drops":
		before := s.ws.Counters().Connections
		s.ws.Faults().DropSockets()
		ts.Check(s.wait(func() bool { return s.ws.Counters().Connections >= before+2 && s.ws.Sockets() >= 2 }))
	case "closes": // Socket Mode is switched off
		s.ws.Faults().DisableLink()
		ts.Check(s.wait(func() bool { return s.ws.Sockets() == 0 }))
	case "opens": // … and on again
		s.ws.Faults().EnableLink()
		ts.Check(s.wait(func() bool { return s.ws.Sockets() >= 2 }))
	case "repeats":
		s.ws.Faults().DuplicateEvery(1)
	case "restricts": // somebody becomes a guest
		ts.Check(s.ws.UpdatePerson(args[1], func(p *sandbox.Profile) { p.Restricted = true }))
		ts.Check(s.wait(func() bool { c := s.ws.Counters(); return c.Acked >= c.Sent }))
	case "renames":
		ts.Check(s.ws.UpdatePerson(args[1], func(p *sandbox.Profile) { p.RealName = args[2] }))
		ts.Check(s.wait(func() bool { c := s.ws.Counters(); return c.Acked >= c.Sent }))
	case "moves": // somebody's zone is another one
		ts.Check(s.ws.UpdatePerson(args[1], func(p *sandbox.Profile) { p.TZ = args[2] }))
		ts.Check(s.wait(func() bool { c := s.ws.Counters(); return c.Acked >= c.Sent }))
	case "deactivates", "activates": // somebody leaves, or is back
		ts.Check(s.ws.UpdatePerson(args[1], func(p *sandbox.Profile) { p.Deleted = args[0] == "deactivates" }))
		ts.Check(s.lastTaken())
	case "refuses":
		if len(args) == 2 { // a kind of block that it does not have yet
			s.ws.Faults().RefuseBlocks(args[1])
			break
		}
		s.ws.Faults().API(args[1], sandbox.APIFault{Times: 1, Error: args[2]})
	case "fails":
		status, err := strconv.Atoi(args[2])
		ts.Check(err)
		fault := sandbox.APIFault{Status: status}
		if len(args) > 3 && args[3] == "once" {
			fault.Times = 1
		}
		s.ws.Faults().API(args[1], fault)
	case "sends": // whoever wants a file, somewhere else
		s.ws.Faults().API(args[1], sandbox.APIFault{Times: 1, Location: args[2]})
	case "dawdles":
		slow, err := time.ParseDuration(args[2])
		ts.Check(err)
		s.ws.Faults().API(args[1], sandbox.APIFault{Slow: slow})
	case "loses":
		s.ws.Faults().API(args[1], sandbox.APIFault{Times: 1, LoseReply: true})
	case "studies": // new files, and refuses so many blocks meanwhile
		n, err := strconv.Atoi(args[1])
		ts.Check(err)
		s.ws.Faults().SlowFiles(n)
	case "shows":
		ts.Check(s.showButton(args[1], args[2], args[3]))
	case "behaves":
		s.ws.Faults().Reset()
	default:
		ts.Fatalf("Slack does not know how to %q", args[0])
	}
}

// lastTaken waits until the bot has taken what Slack sent it last.
func (s *story) lastTaken() error {
	all := s.ws.Deliveries()
	id := all[len(all)-1].Identity
	return s.wait(func() bool {
		return slices.ContainsFunc(s.ws.Deliveries(), func(d sandbox.Delivery) bool { return d.Identity == id && d.Acked })
	})
}

// showButton posts a message to somebody in the bot's name whose button says and
// means what the story wants: one of another version, or one that was tampered with.
func (s *story) showButton(user, label, value string) error {
	api := slack.New(s.ws.BotToken(), slack.OptionAPIURL(s.ws.APIURL()))
	button := slack.NewButtonBlockElement("forged", value, slack.NewTextBlockObject(slack.PlainTextType, label, false, false))
	_, _, err := api.PostMessage(s.ws.DM(user), slack.MsgOptionText(label, true), slack.MsgOptionBlocks(slack.NewActionBlock("", button)))
	return err
}

// restart stops the bot and starts it again on the same database.
func restart(ts *testscript.TestScript, neg bool, args []string) {
	s := storyOf(ts)
	if err := s.halt(); err != nil {
		ts.Fatalf("the bot did not stop well: %v", err)
	}
	ts.Check(s.begin())
}

// restore stops the bot, puts a backup in the place of its database as the manual says,
// and starts it again.
func restore(ts *testscript.TestScript, neg bool, args []string) {
	s := storyOf(ts)
	if err := s.halt(); err != nil {
		ts.Fatalf("the bot did not stop well: %v", err)
	}
	file := strings.TrimPrefix(s.app.config.Database, "sqlite:")
	for _, side := range []string{"-wal", "-shm"} {
		if err := os.Remove(file + side); err != nil && !errors.Is(err, fs.ErrNotExist) {
			ts.Check(err)
		}
	}
	data, err := os.ReadFile(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(os.WriteFile(file, data, 0o600))
	ts.Check(s.begin())
}

// holiday makes a day a holiday, which the bot learns when it starts.
func holiday(ts *testscript.TestScript, neg bool, args []string) {
	ts.Check(storyOf(ts).app.config.Holidays.Decode(args[0]))
	restart(ts, neg, nil)
}

// database lets another program hold the database, as a backup tool might.
func database(ts *testscript.TestScript, neg bool, args []string) {
	s := storyOf(ts)
	if args[0] == "free" {
		_, err := s.holder.ExecContext(context.Background(), "ROLLBACK")
		ts.Check(err)
		return
	}
	file := strings.TrimPrefix(s.app.config.Database, "sqlite:")
	pool, err := sql.Open("sqlite", "file:"+file)
	ts.Check(err)
	s.holder, err = pool.Conn(context.Background())
	ts.Check(err)
	_, err = s.holder.ExecContext(context.Background(), "BEGIN IMMEDIATE")
	ts.Check(err)
	ts.Defer(func() { pool.Close() })
}
