package db

import (
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"salescoach/coach"
	"salescoach/db/dbtest"
)

// statements collects the text of every statement that runs.
type statements struct {
	mu    sync.Mutex
	texts map[string]bool
}

func (s *statements) add(text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.texts[text] = true
}

// openSeen is a DB whose statements are collected.
func (s *statements) open(t *testing.T) coach.Store {
	d := open(t, filepath.Join(t.TempDir(), "coach.db"))
	d.writer.session.seen = s.add
	for range readers {
		r := <-d.readers
		r.seen = s.add
		d.readers <- r
	}
	return d
}

// walks are the only statements that may read more of a table than what an
// index picks for them, and why.
var walks = map[string]string{
	sqlEveryContact:  "all contacts is what it is for: somebody asked to be forgotten, from the command line",
	sqlOpenDeals:     "all open deals of the workspace is what it is for; the partial index holds no others",
	sqlRhythms:       "the same, of which most need no deciding; from the same partial index",
	sqlReps:          "all reps of the workspace is what it is for",
	sqlPlayed:        "results are made of all deals of a year, every ten minutes at most; an index of the day of the last touch would be written with every touch",
	sqlTold:          "newest first, in the order of their index, until there are enough of won deals; only managers ask",
	sqlFollowupsFrom: "the same, and the touches of those deals alone that had one this week",
	sqlOpenPolls:     "all polls that are not closed is what it is for; the partial index holds no others, two rows at most",
	sqlDraft:         "a workspace has some dozens of polls, and this is asked once a day",
	sqlDeletePoll:    "its ideas are looked for among all of the workspace, some dozens; once for a draft that came to nothing, which has none",
	sqlCountPosts:    "all posts that wait is what it is for; the partial index holds no others",
	sqlTouchesOn:     "the same, and of those deals the touches of one day; once a day and channel, when a manager looks, and no oftener",
	sqlEntries:       "all entries since an instant is what it is for, in the order in which they lie; from the command line, a deal's among those since it was made",
	sqlRooms:         "all channels that we are in is what it is for",
	sqlLibrary:       "the whole library of the workspace is what it is for, in the order of its index",
	sqlPeople:        "all named people of the workspace is what it is for; the partial index holds no other facts",
}

// SQLite passes the contract, and every statement that this made it run is
// answered by searching an index for more than the workspace.
func TestSQLiteKeepsTheContractAndScansNoTable(t *testing.T) {
	seen := &statements{texts: map[string]bool{}}
	t.Run("contract", func(t *testing.T) { dbtest.Run(t, seen.open) })
	d := open(t, filepath.Join(t.TempDir(), "coach.db"))
	for _, text := range slices.Sorted(maps.Keys(seen.texts)) {
		if isControl(text) || strings.HasPrefix(text, "INSERT") {
			continue
		}
		for _, step := range plan(t, d, text) {
			if why := badStep(text, step); why != "" {
				t.Errorf("%s: %s\n%s\n%q", why, step, text[strings.LastIndex(text, "WHERE"):], plan(t, d, text))
			}
		}
	}
	for name, text := range constants(t) {
		if !seen.ran(text) {
			t.Errorf("%s is run by no test of the contract", name)
		}
	}
}

func isControl(text string) bool {
	return regexp.MustCompile(`^(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)`).MatchString(text)
}

var step = regexp.MustCompile(`^(SCAN|SEARCH) (\w+)(.*)`)

// isRewrite says that a statement goes through every text, to take a person out.
func isRewrite(text string) bool {
	return slices.ContainsFunc(texts, func(w written) bool { return text == w.all() })
}

func badStep(text, detail string) string {
	m := step.FindStringSubmatch(detail)
	switch {
	case m == nil || slices.Contains([]string{"n", "names", "of_accounts", "of_name"}, m[2]): // no table, but the rows of a subquery
		return ""
	case m[1] == "SCAN":
		return "reads a whole table"
	case strings.Contains(m[3], "(workspace=?)") && walks[text] == "" && !firstOfMany(text) && !isRewrite(text):
		return "reads a whole workspace"
	}
	return ""
}

// firstOfMany says that a list without any choice ends at its limit, because an
// index has its order; or that it is the count of all, which nobody asks for a
// whole workspace but the tests.
func firstOfMany(text string) bool {
	return strings.Contains(text, "FROM deals d WHERE d.workspace = $1") && !regexp.MustCompile(`\.(account_id|name_key|rep_name|rep_id)( =| IN| >)`).MatchString(text)
}

// A list that ends at a limit must come in the order of its index, or it would
// read all to give the first: one account, one rep, one name, everything.
func TestListsOfDealsAreReadInOrder(t *testing.T) {
	d := open(t, filepath.Join(t.TempDir(), "coach.db"))
	open, closed := []coach.Stage{coach.Open}, []coach.Stage{coach.Won, coach.Lost, coach.Dead}
	for _, base := range []coach.DealQuery{
		{}, {AccountIDs: []string{"a"}}, {RepID: "U1"}, {NameKey: "n"}, {RepName: "Rosa"},
		{AccountIDs: []string{"a"}, RepID: "U1"}, {AccountIDs: []string{"a"}, NamePrefix: "n"}, {NameKey: "n", RepID: "U1"},
	} {
		for _, stages := range [][]coach.Stage{nil, open, closed, {coach.Won}} {
			for _, notOf := range []string{"", "U2"} {
				q := base
				q.Stages = stages
				text := dealsText(t, q, notOf)
				steps := plan(t, d, text)
				if slices.ContainsFunc(steps, func(s string) bool { return strings.Contains(s, "ORDER BY") }) {
					t.Errorf("%+v is sorted after reading: %q", q, steps)
				}
				if len(stages) > 0 && !strings.Contains(strings.Join(steps, " "), "<expr>=?") {
					t.Errorf("%+v reads other stages on its way: %q", q, steps)
				}
			}
		}
	}
}

func dealsText(t *testing.T, q coach.DealQuery, notOf string) string {
	w, err := whereDeals("T1", q, notOf)
	if err != nil {
		t.Fatal(err)
	}
	q.Limit = 10
	return listText(w, q)
}

// plan is the steps of a statement's query plan.
func plan(t *testing.T, d *DB, text string) []string {
	t.Helper()
	n := strings.Count(text, "$")
	args := make([]any, 0, n)
	for i := 1; strings.Contains(text, "$"+strconv.Itoa(i)); i++ {
		args = append(args, "x")
	}
	rows, err := d.pools.write.QueryContext(context.Background(), "EXPLAIN QUERY PLAN "+text, args...)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	defer rows.Close()
	var steps []string
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			t.Fatal(err)
		}
		steps = append(steps, detail)
	}
	return steps
}

// ran says that a text, or one that begins with it, was run.
func (s *statements) ran(text string) bool {
	for t := range s.texts {
		if strings.HasPrefix(t, text) {
			return true
		}
	}
	return false
}

// constants are the package's own SQL, read from its source, so that none can be
// forgotten.
func constants(t *testing.T) map[string]string {
	values := map[string]ast.Expr{}
	paths, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		if !strings.HasSuffix(path, "_test.go") {
			constantsOf(t, path, values)
		}
	}
	texts := map[string]string{}
	for name := range values {
		if strings.HasPrefix(name, "sql") {
			texts[name] = textOf(values, values[name])
		}
	}
	return texts
}

// constantsOf adds the constants of one file.
func constantsOf(t *testing.T, path string, values map[string]ast.Expr) {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, decl := range file.Decls {
		if g, ok := decl.(*ast.GenDecl); ok && g.Tok == token.CONST {
			for _, spec := range g.Specs {
				v := spec.(*ast.ValueSpec)
				values[v.Names[0].Name] = v.Values[0]
			}
		}
	}
}

func textOf(values map[string]ast.Expr, e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BinaryExpr:
		return textOf(values, e.X) + textOf(values, e.Y)
	case *ast.Ident:
		return textOf(values, values[e.Name])
	case *ast.BasicLit:
		text, _ := strconv.Unquote(e.Value)
		return text
	}
	return ""
}
