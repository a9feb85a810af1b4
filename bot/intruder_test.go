package bot

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"salescoach/bot/blocks"
	"salescoach/bot/sandbox"
	"salescoach/coach"
	"salescoach/db"
)

// estate is a workspace with everything that a rep called Otto can have, to which
// somebody else comes with ids that they got hold of.
type estate struct {
	t     *testing.T
	now   time.Time
	ws    *sandbox.Workspace
	store *db.DB
	bot   *Bot
	file  *sql.DB
	n     int
	ids   []string // all that is his

	deal, fact, touch, poll, ideas string
}

const otto, dana = "UOTTO", "UDANA"

func newEstate(t *testing.T) *estate {
	e := &estate{t: t, now: time.Date(2026, 11, 19, 9, 0, 0, 0, time.UTC)}
	path := filepath.Join(t.TempDir(), "estate.db")
	var err error
	e.store, err = db.Open(t.Context(), "sqlite:"+path, db.Options{Now: e.clock})
	must(t, err)
	t.Cleanup(func() { e.store.Close() })
	e.file, err = sql.Open("sqlite", "file:"+path+"?mode=ro&_pragma=busy_timeout(2000)")
	must(t, err)
	t.Cleanup(func() { e.file.Close() })
	e.ws, e.bot = e.workspace("T0OURS")
	e.settle()
	return e
}

func (e *estate) clock() time.Time { return e.now }

// workspace is a workspace whose people the bot has met, in the same database.
func (e *estate) workspace(team string) (*sandbox.Workspace, *Bot) {
	t := e.t
	ws := sandbox.New(sandbox.Options{Now: e.clock, NoRateLimits: true, TeamID: team})
	must(t, ws.Start())
	t.Cleanup(func() { ws.Close() })
	book, err := coach.LoadBook("")
	must(t, err)
	api, client := NewAPI(APIOptions{BotToken: ws.BotToken(), URL: ws.APIURL()})
	b := New(Options{
		Coach: coach.New(e.store, coach.Options{Now: e.clock, NewID: e.newID, Book: book, Rules: coach.DefaultRules(), Zone: time.UTC}),
		API:   api, Send: NewSender(SenderOptions{API: api, HTTP: client, URL: ws.APIURL()}),
		Team: team, BotUser: ws.BotUserID(), Managers: []string{manager}, Now: e.clock, Log: slog.New(slog.DiscardHandler),
	})
	for _, id := range []string{otto, dana, manager} {
		ws.AddPerson(sandbox.PersonSpec{ID: id, RealName: "Rep " + id})
		_, err := b.people.find(t.Context(), team, id)
		must(t, err)
	}
	return ws, b
}

func (e *estate) newID() string { e.n++; return fmt.Sprintf("id-%05d", e.n) }

func (e *estate) in(user string) coach.Input {
	return coach.Input{Workspace: e.ws.TeamID(), Key: e.newID(), Rep: coach.Rep{ID: user, RealName: "Rep " + user}, Manager: user == manager}
}

// settle gives Otto all there is.
func (e *estate) settle() {
	t, ctx, c := e.t, e.t.Context(), e.bot.o.Coach
	old := coach.Date{Year: 2026, Month: 8, Day: 3}
	for n, name := range []string{"Zarquon", "Zarquon Closed", "Zarquon Given"} {
		in := e.in(otto)
		if n == 2 {
			in = e.in(manager)
		}
		added, err := c.AddDeal(ctx, in, coach.Proposal{Account: name, SentOn: old, Contact: coach.Contact{Name: "Ruth " + name}})
		must(t, err)
		e.ids = append(e.ids, added.Advice.Deal.ID, added.Advice.Deal.AccountID)
	}
	e.deal = e.ids[0]
	logged, err := c.LogTouch(ctx, e.in(otto), e.deal, coach.TouchDraft{Channel: coach.Call, Outcome: coach.NoAnswer, Message: "C1/1763542800.1"})
	must(t, err)
	e.touch = logged.Touch.ID
	learned, err := c.AddFact(ctx, e.in(otto), e.deal, coach.FactDraft{Kind: coach.FactKinds[0], Text: "zarquon grows", On: old})
	must(t, err)
	e.fact = learned.Fact.ID
	item, err := c.AddItem(ctx, e.in(otto), coach.ItemDraft{Text: "a zarquon list", Theme: coach.SaveTime})
	must(t, err)
	task := coach.Task{ID: "task-1", DealID: e.deal, RepID: otto, Kind: coach.ThankAdvocate, Text: "Thank Ruth", DueOn: old, AddedAt: e.now}
	must(t, e.store.Update(ctx, e.ws.TeamID(), func(tx coach.Tx) error { return tx.InsertTask(task) }))
	given, err := c.Reassign(ctx, e.in(manager), e.ids[4], otto)
	must(t, err)
	_, err = c.Close(ctx, e.in(otto), e.ids[2], coach.Closing{Stage: coach.Lost, Reason: "price"})
	must(t, err)
	opened, err := c.OpenPoll(ctx, e.in(manager), coach.Asked{})
	must(t, err)
	round, _, err := c.OpenIdeas(ctx, e.in(manager), "")
	must(t, err)
	e.poll, e.ideas = opened.Board.Poll.ID, round.Poll.ID
	_, err = c.Vote(ctx, e.in(otto), e.poll, e.ids[4], coach.Answer{Choice: coach.NeedHelp, Text: "a quibble"}, coach.Clicked{})
	must(t, err)
	_, err = c.AddIdea(ctx, e.in(otto), e.ideas, "a zarquon round")
	must(t, err)
	_, err = c.SetDigest(ctx, e.in(manager), "C1", "09:00")
	must(t, err)
	e.ids = append(e.ids, e.touch, e.fact, item.Item.ID, task.ID, given.Handover.ID, e.poll, e.ideas, otto, "C1")
	var idea string
	must(t, e.file.QueryRow(`SELECT id FROM ideas`).Scan(&idea))
	e.ids = append(e.ids, idea)
}

// kept is every row that names something of his, but the logs of who did what.
func (e *estate) kept() []string {
	e.t.Helper()
	var tables []string
	rows, err := e.file.Query(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('changes', 'audit') ORDER BY name`)
	must(e.t, err)
	for rows.Next() {
		var name string
		must(e.t, rows.Scan(&name))
		tables = append(tables, name)
	}
	must(e.t, rows.Err())
	var all []string
	for _, table := range tables {
		for _, row := range e.rows(table) {
			if strings.Contains(row, e.ws.TeamID()) && slices.ContainsFunc(e.ids, func(id string) bool { return strings.Contains(row, id) }) {
				all = append(all, table+" "+row)
			}
		}
	}
	return all
}

func (e *estate) rows(table string) (all []string) {
	rows, err := e.file.Query("SELECT * FROM " + table)
	must(e.t, err)
	defer rows.Close()
	columns, err := rows.Columns()
	must(e.t, err)
	for rows.Next() {
		row, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range row {
			into[i] = &row[i]
		}
		must(e.t, rows.Scan(into...))
		all = append(all, fmt.Sprint(row))
	}
	must(e.t, rows.Err())
	slices.Sort(all)
	return all
}

// filled are values with which every form is taken.
func (e *estate) filled() map[string]slack.BlockAction {
	chosen := func(v string) slack.BlockAction {
		return slack.BlockAction{Value: "5", SelectedOption: slack.OptionBlockObject{Value: v}}
	}
	day := func(d string) slack.BlockAction { return slack.BlockAction{Value: "5", SelectedDate: d} }
	v := map[string]slack.BlockAction{
		blocks.FieldChannel: chosen("call"), blocks.FieldOutcome: chosen("reached"), blocks.FieldStage: chosen("lost"), blocks.FieldKind: chosen("goal"),
		blocks.FieldHow: chosen("call"), blocks.FieldDeal: chosen(e.deal), blocks.FieldTheme: chosen("save_time"),
		blocks.FieldDate: day("2026-11-18"), blocks.FieldSent: day("2026-11-02"), blocks.FieldUntil: day("2026-12-24"), blocks.FieldRevisit: day("2027-02-01"),
		blocks.FieldRep: {SelectedUser: dana}, blocks.FieldEmail: {Value: "a@b.example"}, blocks.FieldAccount: {Value: "New Firm"}, "rank": {Value: "third"},
	}
	for _, field := range []string{blocks.FieldText, blocks.FieldReason, blocks.FieldReal, blocks.FieldSource, blocks.FieldLearn, blocks.FieldDraft, blocks.FieldLesson, blocks.FieldSayAs, blocks.FieldAskAs} {
		v[field] = slack.BlockAction{Value: "We grow by a third"}
	}
	return v
}

// intrudes has somebody send everything there is to send, and says what they were shown.
func (e *estate) intrudes(b *Bot, user string) (shown []string) {
	args := append([]string{"", blocks.InList, blocks.TakenBack, "won", "open", e.touch + "/apology", e.ids[4] + "/0", "log email sent", "email"}, e.ids...)
	ids := e.ids
	for _, meta := range []string{
		fmt.Sprintf(`{"d":%q,"f":%q,"t":%q,"p":%q,"r":%q,"w":%q,"m":"C1/1763542800.1"}`, e.deal, e.fact, e.touch, e.ideas, otto, dana),
		fmt.Sprintf(`{"d":%q,"p":%q,"r":%q,"w":%q,"m":"C1/1763542800.2"}`, e.ids[4], e.poll, otto, dana),
	} {
		inputs := inputsAbout(ids, args, meta, e.filled())
		ids = nil // what buttons bring has nothing to do with forms
		for _, name := range slices.Sorted(maps.Keys(inputs)) {
			in := inputs[name]
			in.Key, in.Team, in.User, in.Channel = b.o.Team+user+name+meta, b.o.Team, user, "C1"
			a, err := b.Handle(e.t.Context(), in)
			if coach.KindOf(err) == coach.Internal {
				e.t.Errorf("%s by %s: %v", name, user, err)
			}
			if a.Message != nil {
				if err := blocks.Check(blocks.Message{Text: a.Message.Text, Blocks: a.Message.Blocks}); err != nil {
					e.t.Errorf("%s by %s: %v", name, user, err)
				}
			}
			if err == nil && in.Kind != KindEvent { // which answers in Slack
				raw, err := json.Marshal([]any{a.Message, a.Form, a.Options})
				must(e.t, err)
				shown = append(shown, string(raw))
			}
		}
	}
	return shown
}

// changed are the rows of his that are not what they were.
func (e *estate) changed(was []string) (rows []string) {
	now := e.kept()
	for _, row := range was {
		if !slices.Contains(now, row) {
			rows = append(rows, "gone: "+row)
		}
	}
	for _, row := range now {
		if !slices.Contains(was, row) {
			rows = append(rows, "new: "+row)
		}
	}
	return rows
}

// silent fails where one of some words is shown.
func (e *estate) silent(shown []string, words ...string) {
	e.t.Helper()
	for _, text := range shown {
		for _, word := range words {
			if at := strings.Index(strings.ToLower(text), word); at >= 0 {
				e.t.Fatalf("%q is shown: …%s…", word, text[max(at-300, 0):min(at+100, len(text))])
			}
		}
	}
}

// Whatever a rep sends, with whichever ids, changes nothing of a colleague's, and shows
// neither what the colleague answered nor an idea before its time. The colleague, who
// sends the same, changes a lot.
func TestNobodyChangesWhatIsAColleaguesWithAnyInput(t *testing.T) {
	if testing.Short() {
		t.Skip("thousands of inputs")
	}
	e := newEstate(t)
	was := e.kept()
	e.silent(e.intrudes(e.bot, dana), "quibble", "zarquon round")
	for _, row := range e.changed(was) {
		t.Error(row)
	}
	shown := e.intrudes(e.bot, otto)
	if n := len(e.changed(was)); n < 10 || !strings.Contains(strings.Join(shown, ""), "Zarquon") {
		t.Errorf("only %d rows change with what he may do himself", n)
	}
}

// Not even a manager of another workspace sees or changes anything by its id.
func TestNobodyOfAnotherWorkspaceSeesOrChangesAnythingWithAnyInput(t *testing.T) {
	if testing.Short() {
		t.Skip("thousands of inputs")
	}
	e := newEstate(t)
	was := e.kept()
	_, b := e.workspace("T0OTHER")
	e.silent(e.intrudes(b, manager), "zarquon", "quibble")
	for _, row := range e.changed(was) {
		t.Error(row)
	}
}
