package main

import (
	"crypto/sha256"
	"database/sql"
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"salescoach/bot"
	"salescoach/coach"
)

// right is who may do what a verb does.
type right string

const (
	onlyLooks  right = "everybody of the workspace, for it changes nothing"
	byItsRep   right = "the rep of the deal, and managers"
	byManagers right = "managers"
	byOneself  right = "everybody, about themselves: their touches, votes, settings"
	byAnybody  right = "everybody, for it is the team's"
)

// rights are the verbs of buttons, forms and shortcuts. The tests below put each of
// them before the bot from the wrong hands; a new one is listed here with who may.
var rights = map[string]right{
	"coach": onlyLooks, "play.list": onlyLooks, "play.use": onlyLooks, "brief": onlyLooks, "followups.list": onlyLooks, "command.choose": byItsRep,
	"library.list": onlyLooks, "references.list": onlyLooks, "task.words": onlyLooks, "stats.plays": onlyLooks, "stats.reps": onlyLooks, "stats.why": onlyLooks,

	"touch.log": byItsRep, "touch.log.outcome": byItsRep, "touch.after": byItsRep, "touch.message": byItsRep, "touch.message.deal": byItsRep, "touch.message.outcome": byItsRep,
	"fact.add": byItsRep, "fact.change": byItsRep, "fact.say": byItsRep, "fact.add.kind": byItsRep, "fact.change.kind": byItsRep, "fact.preview": byItsRep,
	"homework.list": byItsRep, "homework.override": byItsRep, "brief.letgo": byItsRep, "reason.real": byItsRep,
	"draft.check": byItsRep, "draft.log": byItsRep, "task.done": byItsRep, "task.reopen": byItsRep,
	"deal.snooze": byItsRep, "deal.pause": byItsRep, "deal.close": byItsRep, "deal.reopen": byItsRep, "deal.wake": byItsRep, "deal.sent": byItsRep,
	"deal.reassign": byItsRep, "deal.reassign.undo": byItsRep,

	"touch.undo": byOneself, "touch.words": byOneself, "settings": byOneself, "deal.add": byOneself,
	"poll.alive": byOneself, "poll.dead": byOneself, "poll.help": byOneself, "poll.page": onlyLooks, "poll.words": onlyLooks, "poll.cancel": onlyLooks,
	"ideas.add": byOneself, "ideas.remove": byOneself, "ideas.vote": byOneself, "ideas.page": onlyLooks,

	"import.run": byManagers, "import.cancel": byManagers, "import.undo": byManagers,
	"rep.reassign": byManagers, "rep.reassign.sure": byManagers, "rep.deals": byManagers,
	"poll.send": byManagers, "poll.show": byManagers, "poll.remind": byManagers, "poll.close": byManagers, "poll.files": byManagers, "poll.reopen": byManagers, "poll.more": byManagers,
	"ideas.send": byManagers, "ideas.next": byManagers,

	"library.add": byAnybody, "library.remove": byAnybody, "digest.on": byAnybody, "digest.off": byAnybody,
}

func TestEveryVerbIsListedWithWhoMayUseIt(t *testing.T) {
	if diff := cmp.Diff(slices.Sorted(maps.Keys(rights)), routedVerbs(t)); diff != "" {
		t.Errorf("who may use it? (-rights +bot/route.go)\n%s", diff)
	}
}

// routedVerbs are the verbs of bot/route.go, by their values.
func routedVerbs(t *testing.T) []string {
	t.Helper()
	values, found := constants(t), map[string]bool{}
	for _, file := range ourFiles(t, "bot") {
		ast.Inspect(file, func(n ast.Node) bool {
			table, ok := n.(*ast.ValueSpec)
			if !ok || !slices.Contains([]string{"clicks", "submissions", "shortcuts"}, table.Names[0].Name) || len(table.Values) == 0 {
				return true
			}
			for _, e := range table.Values[0].(*ast.CompositeLit).Elts {
				name := e.(*ast.KeyValueExpr).Key.(*ast.SelectorExpr).Sel.Name
				if values[name] == "" {
					t.Errorf("blocks.%s has no value", name)
				}
				found[values[name]] = true
			}
			return true
		})
	}
	if len(found) < 50 {
		t.Fatalf("only %d verbs were found", len(found))
	}
	return slices.Sorted(maps.Keys(found))
}

// constants are the constants of package blocks that are written as one string.
func constants(t *testing.T) map[string]string {
	t.Helper()
	values := map[string]string{}
	for _, file := range ourFiles(t, "bot/blocks") {
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Values) != len(spec.Names) {
				return true
			}
			for i, v := range spec.Values {
				if lit, ok := v.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					value, err := types.Eval(token.NewFileSet(), nil, token.NoPos, lit.Value)
					must(t, err)
					values[spec.Names[i].Name] = constant.StringVal(value.Value)
				}
			}
			return true
		})
	}
	return values
}

// trove is a desk with something of everything that a verb could be about. Foods is
// Otto's, Acme is Dana's.
type trove struct {
	*desk
	foods, acme string
	ids, args   []string
	whole       filled
	metas       []string
	db          *sql.DB
}

func newTrove(t *testing.T) *trove {
	d := newDesk(t)
	old := coach.Date{Year: 2026, Month: 8, Day: 3}
	tr := &trove{desk: d, acme: d.add(dana, coach.Proposal{Account: "Acme", SentOn: old}), foods: d.add(otto, coach.Proposal{Account: "Foods", SentOn: old})}
	for _, who := range []string{dana, otto, mira} {
		d.types(who, "acme") // so that everybody is known
	}
	touch, fact := d.logs(otto, tr.foods), d.learns(otto, tr.foods)
	poll, ideas := d.asks()
	tr.ids = []string{tr.foods, poll, ideas, otto, "nope", ""}
	tr.args = []string{"", touch, fact, tr.foods + "/0", "undo"}
	tr.whole = filled{
		"channel": "menu:call", "outcome": "menu:reached", "kind": "menu:goal", "text": "x", "until": "day:2026-12-24", "reason": "y",
		"stage": "menu:lost", "sent": "day:2026-11-02", "date": "day:2026-11-18", "rank": "third", "source": "a list",
		"learn": "why", "real_reason": "z", "how": "menu:call", "rep": dana, "to": dana, "draft": "Hello.", "deal": "menu:" + tr.foods,
	}
	tr.metas = []string{
		on(tr.foods), `{"d":"` + tr.foods + `","f":"` + fact + `","t":"` + touch + `","p":"` + poll + `","i":"` + tr.foods + `","u":"` + otto + `"}`,
		`{"p":"` + ideas + `"}`, `{"d":"nope"}`, "",
	}
	var err error
	tr.db, err = sql.Open("sqlite", "file:"+d.file+"?mode=ro&_pragma=busy_timeout(2000)")
	must(t, err)
	t.Cleanup(func() { tr.db.Close() })
	return tr
}

// state is everything that is in the database, as a sum, but for some tables.
func (tr *trove) state(without ...string) string {
	t := tr.t
	t.Helper()
	rows, err := tr.db.QueryContext(t.Context(), "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
	must(t, err)
	var tables []string
	for rows.Next() {
		var name string
		must(t, rows.Scan(&name))
		tables = append(tables, name)
	}
	must(t, rows.Close())
	if len(tables) < 15 {
		t.Fatalf("only %v", tables)
	}
	sum := sha256.New()
	for _, table := range tables {
		if !slices.Contains(without, table) {
			tr.sum(sum, table)
		}
	}
	return fmt.Sprintf("%x", sum.Sum(nil))
}

func (tr *trove) sum(to interface{ Write([]byte) (int, error) }, table string) {
	t := tr.t
	t.Helper()
	rows, err := tr.db.QueryContext(t.Context(), "SELECT * FROM "+table)
	must(t, err)
	defer rows.Close()
	names, err := rows.Columns()
	must(t, err)
	values, into := make([]any, len(names)), make([]any, len(names))
	for i := range values {
		into[i] = &values[i]
	}
	for rows.Next() {
		must(t, rows.Scan(into...))
		fmt.Fprintln(to, table, values)
	}
	must(t, rows.Err())
}

// inputs are a verb from somebody's hands in every way that could mean something:
// as a button and as a form, about each thing there is.
func (tr *trove) inputs(user, verb string) (all []bot.Envelope) {
	for _, id := range tr.ids {
		for _, arg := range tr.args {
			all = append(all, click(user, "1|"+verb+"|"+id+"|"+arg))
		}
	}
	for _, meta := range tr.metas {
		all = append(all, submission(user, verb, meta, tr.whole))
	}
	return all
}

// What is Otto's stays as it is, whatever Dana sends; and what only a manager may do,
// or what is only looked at, leaves everything as it is.
func TestNoVerbChangesWhatIsSomebodyElses(t *testing.T) {
	raceless(t, "thousands of inputs, one after the other")
	var tr *trove
	for _, verb := range routedVerbs(t) {
		if tr == nil {
			tr = newTrove(t)
		}
		foods, everything := tr.kept(tr.foods), tr.state("changes")
		for _, e := range tr.inputs(dana, verb) {
			tr.gets(e)
		}
		if tr.kept(tr.foods) != foods {
			t.Errorf("%s: Dana changed Otto's deal with it", verb)
		}
		if tr.state("changes") == everything {
			continue
		}
		tr = nil
		if who := rights[verb]; who != byOneself && who != byAnybody {
			t.Errorf("%s: Dana changed something with it, and it is for %s", verb, who)
		}
	}
}

// Whoever is not served is told nothing and changes nothing, by no verb.
func TestNoVerbServesWhoIsNotServed(t *testing.T) {
	tr := newTrove(t)
	for _, user := range []string{gus, "U0NOBODY", tr.ws.BotUserID(), ""} {
		tr.types(user, "acme") // so that they are known to be nobody
	}
	everything := tr.state()
	for _, verb := range routedVerbs(t) {
		for user, workspace := range map[string]string{gus: "", "U0NOBODY": "", tr.ws.BotUserID(): "", "": "", dana: "T0OTHER"} {
			for _, e := range []bot.Envelope{click(user, "1|"+verb+"|"+tr.foods+"|"), submission(user, verb, on(tr.foods), tr.whole)} {
				e.Team = workspace
				if got := tr.gets(e); strings.Contains(got, "Foods") || strings.Contains(got, "Acme") {
					t.Errorf("%s from %q of %q shows %q", verb, user, workspace, got)
				}
			}
		}
		if tr.state() != everything {
			t.Fatalf("%s changed something", verb)
		}
	}
}

// The same inputs once more, as Slack sends what it saw no acknowledgement of, have no
// second effect, from the hands of those who may.
func TestNoVerbWorksTwiceForOneInput(t *testing.T) {
	raceless(t, "thousands of inputs, one after the other")
	var worked []string
	for _, verb := range routedVerbs(t) {
		tr := newTrove(t)
		before := tr.state()
		all := append(tr.inputs(otto, verb), tr.inputs(mira, verb)...)
		for i, e := range all {
			e.Key = fmt.Sprint("input ", i)
			tr.gets(e)
		}
		once := tr.state()
		for i, e := range all {
			e.Key = fmt.Sprint("input ", i)
			tr.gets(e)
		}
		if tr.state() != once {
			t.Errorf("%s, sent again, works again", verb)
		}
		if once != before {
			worked = append(worked, verb)
		}
	}
	if len(worked) < 20 {
		t.Errorf("only %d verbs changed anything: %v", len(worked), worked)
	}
}
