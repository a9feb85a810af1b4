package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const root = "../.."

// arrows are the packages of ours that each package of ours may stand on:
// docs/adr/0001-three-nouns.md.
var arrows = map[string][]string{
	"coach":                     nil,
	"db":                        {"coach"},
	"db/dbtest":                 {"coach"},
	"bot/blocks":                {"coach"},
	"bot":                       {"coach", "bot/blocks"},
	"bot/sandbox":               nil,
	"bot/sandbox/page":          {"bot/sandbox"},
	"bot/sandbox/page/pagetest": nil,
	"bot/sandbox/witness":       {"bot/sandbox"},
	"deploy":                    nil,
	"cmd/salescoach":            {"coach", "db", "bot", "bot/blocks", "bot/sandbox", "bot/sandbox/page"},
}

func TestPackagesStandOnlyOnThoseTheyMay(t *testing.T) {
	for _, line := range goList(t, "-f", `{{.ImportPath}} {{join .Deps " "}}`, "./...") {
		path, deps, _ := strings.Cut(line, " ")
		name := strings.TrimPrefix(path, "salescoach/")
		allowed, known := arrows[name]
		if !known {
			t.Errorf("the package %s is not in the map of arrows: which packages may it stand on?", name)
			continue
		}
		for _, dep := range strings.Fields(deps) {
			ours, isOurs := strings.CutPrefix(dep, "salescoach/")
			if isOurs && !slices.Contains(allowed, ours) {
				t.Errorf("%s stands on %s, which it may not", name, ours)
			}
		}
	}
}

func TestTheCoachNeedsNothingButTheStandardLibraryAndText(t *testing.T) {
	for _, dep := range goList(t, "-deps", "-f", `{{if not .Standard}}{{.ImportPath}}{{end}}`, "./coach") {
		if dep != "salescoach/coach" && !strings.HasPrefix(dep, "golang.org/x/text/") {
			t.Errorf("coach stands on %s", dep)
		}
	}
}

// goList runs go list in the root of the module and gives its lines.
func goList(t *testing.T, args ...string) []string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", append([]string{"list"}, args...)...)
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		if exit, ok := err.(*exec.ExitError); ok {
			t.Fatalf("go list: %v\n%s", err, exit.Stderr)
		}
		t.Fatal(err)
	}
	return strings.FieldsFunc(string(out), func(r rune) bool { return r == '\n' })
}

func TestNoFolderIsADrawerForOddsAndEnds(t *testing.T) {
	for _, dir := range folders(t) {
		switch filepath.Base(dir) {
		case "internal", "pkg", "util", "utils", "common", "helpers", "mocks", "models":
			t.Errorf("%s: put what is in it beside its only user, or name the idea", dir)
		}
	}
}

func folders(t *testing.T) []string {
	t.Helper()
	var dirs []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() || path == root {
			return err
		}
		if d.Name() == "node_modules" || strings.HasPrefix(d.Name(), ".") {
			return filepath.SkipDir
		}
		dirs = append(dirs, path)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return dirs
}

// wallClock is where code below cmd may read the wall clock, and why.
var wallClock = map[string]string{
	"bot/socket.go": "the read deadline of a connection is measured by the kernel's clock, not by the story's",
	"db/writer.go":  "a wait for the database is bounded by the kernel's clock, and measured by it",
}

func TestOnlyCmdNamesTheClock(t *testing.T) {
	for _, dir := range folders(t) {
		if strings.HasPrefix(dir, filepath.Join(root, "cmd")) {
			continue
		}
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			name, _ := filepath.Rel(root, file)
			for _, at := range clockUses(t, file) {
				if wallClock[filepath.ToSlash(name)] == "" {
					t.Errorf("%s: the wall clock is read here; take a now, or a func() time.Time that defaults to time.Now", at)
				}
			}
		}
	}
}

// clockUses are the places of a file that read the wall clock other than as the
// default of a field named Now, which a caller can set.
func clockUses(t *testing.T, file string) []token.Position {
	t.Helper()
	set := token.NewFileSet()
	parsed, err := parser.ParseFile(set, file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	return uses(set, parsed)
}

func uses(set *token.FileSet, parsed *ast.File) []token.Position {
	isDefault := map[ast.Node]bool{}
	var at []token.Position
	ast.Inspect(parsed, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if to, ok := n.Lhs[0].(*ast.SelectorExpr); ok && to.Sel.Name == "Now" {
				isDefault[n.Rhs[0]] = true
			}
		case *ast.SelectorExpr:
			pkg, ok := n.X.(*ast.Ident)
			reads := ok && pkg.Name == "time" && slices.Contains([]string{"Now", "Since", "Until"}, n.Sel.Name)
			if reads && !isDefault[n] {
				at = append(at, set.Position(n.Pos()))
			}
		}
		return true
	})
	return at
}

// The test above would pass for ever if it saw nothing.
func TestTheClockIsFoundWhereItIsRead(t *testing.T) {
	for code, want := range map[string]int{
		"o.Now = time.Now":           0,
		"x := time.Now()":            1,
		"o.Now = func() { f(g()) }":  0,
		"d := time.Since(t)":         1,
		"call(time.Now)":             1,
		"t := o.Now()":               0,
		"o.Then = time.Now":          1,
		"if time.Until(t) > 0 { f }": 1,
	} {
		set := token.NewFileSet()
		parsed, err := parser.ParseFile(set, "x.go", "package x\nfunc f() {\n"+code+"\n}", parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(uses(set, parsed)); got != want {
			t.Errorf("%s: the clock is read %d times, found %d", code, want, got)
		}
	}
}
