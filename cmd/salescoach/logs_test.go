package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// logFields are the fields that docs/operating.md lists.
func logFields(t *testing.T) []string {
	t.Helper()
	_, logs, _ := strings.Cut(readText(t, "docs/operating.md"), "\n## Logs\n")
	logs, _, _ = strings.Cut(logs, "\n## ")
	var fields []string
	for _, m := range regexp.MustCompile("(?m)^\\| `([a-z_]+)` \\| .+ \\|$").FindAllStringSubmatch(logs, -1) {
		fields = append(fields, m[1])
	}
	slices.Sort(fields)
	return fields
}

// logCall is one line of code that writes to the log.
type logCall struct {
	at     token.Position
	fields []string
	faults []string
}

// logCalls are those of a file: calls of Debug, Info, Warn and Error on something that
// is named log.
func logCalls(set *token.FileSet, parsed *ast.File) (calls []logCall) {
	ast.Inspect(parsed, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		fun, ok := call.Fun.(*ast.SelectorExpr)
		if !ok || !isLog(fun.X) || !regexp.MustCompile(`^(Debug|Info|Warn|Error|Log)(Context|Attrs)?$`).MatchString(fun.Sel.Name) {
			return true
		}
		calls = append(calls, readLogCall(set.Position(call.Pos()), fun.Sel.Name, call.Args))
		return true
	})
	return calls
}

func isLog(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.Ident:
		return strings.EqualFold(x.Name, "log") || x.Name == "slog"
	case *ast.SelectorExpr:
		return strings.EqualFold(x.Sel.Name, "log")
	}
	return false
}

// readLogCall reads a message that must be a constant and pairs of a field, which must
// be one, and a value.
func readLogCall(at token.Position, name string, args []ast.Expr) logCall {
	c := logCall{at: at}
	if name != "Debug" && name != "Info" && name != "Warn" && name != "Error" {
		c.faults = append(c.faults, "log with Debug, Info, Warn or Error, so that this test can read it")
		return c
	}
	for i, arg := range args {
		text, constant := stringOf(arg)
		switch {
		case i == 0 && !constant:
			c.faults = append(c.faults, "the message is no constant: put what varies into a field")
		case i%2 == 0:
		case !constant:
			c.faults = append(c.faults, "a field's name is no constant")
		default:
			c.fields = append(c.fields, text)
		}
	}
	return c
}

func stringOf(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(lit.Value)
	return text, err == nil
}

func TestTheLogHasTheFieldsThatThePageListsAndNoOther(t *testing.T) {
	listed := logFields(t)
	used := map[string]bool{"time": true, "level": true, "msg": true} // slog's own
	calls := 0
	for _, dir := range folders(t) {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		must(t, err)
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			set := token.NewFileSet()
			parsed, err := parser.ParseFile(set, file, nil, parser.SkipObjectResolution)
			must(t, err)
			for _, c := range logCalls(set, parsed) {
				calls++
				for _, f := range c.faults {
					t.Errorf("%s: %s", c.at, f)
				}
				for _, f := range c.fields {
					used[f] = true
					if !slices.Contains(listed, f) {
						t.Errorf("%s: the field %q is not in docs/operating.md", c.at, f)
					}
				}
			}
		}
	}
	if calls < 30 {
		t.Errorf("only %d log lines were found in the code", calls)
	}
	for _, f := range listed {
		if !used[f] {
			t.Errorf("docs/operating.md lists the field %q, which nobody writes", f)
		}
	}
}

// The test above would pass for ever if it saw nothing.
func TestALogLineThatIsNotPlainIsFound(t *testing.T) {
	for code, want := range map[string]string{
		`b.o.Log.Warn("it failed", "err", err)`:                    "err",
		`log.Info("done", "post", p.Key, "state", p.State)`:        "post state",
		`log.Info("done with " + p.Account)`:                       "!",
		`log.Info(fmt.Sprintf("done with %s", p.Account))`:         "!",
		`log.Info("done", name, value)`:                            "!",
		`slog.Error("gone global", "err", err)`:                    "err",
		`log.LogAttrs(ctx, slog.LevelInfo, "x")`:                   "!",
		`log.InfoContext(ctx, "x")`:                                "!",
		`t.Error("no log", "at", all)`:                             "",
		`w.log.Debug("lots", "line", bot.Redact(line), "wait", d)`: "line wait",
	} {
		set := token.NewFileSet()
		parsed, err := parser.ParseFile(set, "x.go", "package x\nfunc f() {\n"+code+"\n}", parser.SkipObjectResolution)
		must(t, err)
		got := ""
		for _, c := range logCalls(set, parsed) {
			if got = strings.Join(c.fields, " "); len(c.faults) > 0 {
				got = "!"
			}
		}
		if got != want {
			t.Errorf("%s is read as %q, want %q", code, got, want)
		}
	}
}

// typed are the words that the people of a story type: names in quotes, amounts, and
// what they fill into forms. Labels of menus are ours.
func typed(script string) (words []string) {
	person := regexp.MustCompile(`^!? ?(rep|colleague|manager|stranger) (.*)$`)
	quoted := regexp.MustCompile(`'([^']+)'`)
	amount := regexp.MustCompile(`[€$£][0-9][0-9.,kKmM]*`)
	address := regexp.MustCompile(`[\w.]+@[\w.]+`)
	for line := range strings.Lines(script) {
		m := person.FindStringSubmatch(strings.TrimSpace(line))
		if m == nil || regexp.MustCompile(`^(presses|sees|reads|gets|opens)\b`).MatchString(m[2]) {
			continue
		}
		said := m[2]
		words = append(words, amount.FindAllString(said, -1)...)
		words = append(words, address.FindAllString(said, -1)...)
		if filled, ok := strings.CutPrefix(said, "fills "); ok { // the label stands first
			said = strings.TrimPrefix(filled, quoted.FindString(filled))
			if !strings.HasPrefix(filled, "'") {
				_, said, _ = strings.Cut(filled, " ")
			}
		}
		for _, q := range quoted.FindAllStringSubmatch(said, -1) {
			words = append(words, q[1])
		}
	}
	return slices.DeleteFunc(words, func(w string) bool { return len(w) < 5 })
}

func TestWhatPeopleTypeIsReadFromAStory(t *testing.T) {
	got := typed(`
rep /followup add 'Silverline Events' €40k sent 2 Nov
rep fills 'Reason they gave' 'too dear'
! rep fills Note 'a card with the floor plan'
rep fills Email ana@buyer.example
rep sees 'Added.'
rep presses 'Log touch'
stdout 'Follow-ups 1 of 4'
`)
	want := []string{"€40k", "Silverline Events", "too dear", "a card with the floor plan", "ana@buyer.example"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// typedIn are the words of one story's script.
func typedIn(t *testing.T, name string) []string {
	t.Helper()
	script, err := os.ReadFile(filepath.Join("testdata", "script", strings.TrimPrefix(name, "script-")+".txtar"))
	must(t, err)
	return typed(string(script))
}
