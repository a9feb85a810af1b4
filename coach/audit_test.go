package coach

import (
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// notAudited are the writes of a Tx that leave no entry, and why.
var notAudited = map[string]string{
	"Remember":      "the key of an input, not what it did",
	"ForgetChanges": "the same",
	"ForgetBodies":  "what a message said long ago, and not that it was sent",
	"Record":        "the entry itself",
	"InsertPost":    "the outbox is its own log: when, and what became of it",
	"SavePost":      "the same",
	"HastenPosts":   "the same",
	"DeleteVotes":   "of a poll that was never opened: it never happened",
	"DeletePoll":    "the same",
	"InsertNudge":   "the reminders are their own log: which deal, when, and what was done about it",
	"SaveNudge":     "the same",
	"DeleteContact": "forgetting somebody writes one entry, without them",
	"RewriteTexts":  "the same",
}

// Whoever adds a write to the store has to say what it leaves in the audit log.
func TestEveryWriteOfTheStoreIsRecorded(t *testing.T) {
	recorded := methodsOf(t, "audit_record.go", "recorder")
	reads := reflect.TypeFor[Reader]()
	writes := reflect.TypeFor[Tx]()
	for i := range writes.NumMethod() {
		name := writes.Method(i).Name
		if _, is := reads.MethodByName(name); is {
			continue
		}
		if has := slices.Contains(recorded, name); has == (notAudited[name] != "") {
			t.Errorf("%s: recorded is %v, and the reason why not is %q", name, has, notAudited[name])
		}
	}
}

// methodsOf are the methods of a type in a file.
func methodsOf(t *testing.T, path, of string) (names []string) {
	file, err := parser.ParseFile(gotoken.NewFileSet(), path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, decl := range file.Decls {
		if f, ok := decl.(*ast.FuncDecl); ok && f.Recv != nil && strings.Contains(exprText(f.Recv.List[0].Type), of) {
			names = append(names, f.Name.Name)
		}
	}
	return names
}

func exprText(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return exprText(e.X)
	case *ast.Ident:
		return e.Name
	}
	return ""
}

// pastAudit are the files that write past the audit log, and why.
var pastAudit = map[string]string{
	"poll_draft.go": "a poll that is not opened has not happened; its opening is written",
	"audit.go":      "update is what records",
	"erase.go":      "what somebody was called must not be in the entry about forgetting them",
	"forget.go":     "what nobody needs any more: keys of inputs, and what was sent long ago",
	"health.go":     "it takes back what it writes: it only asks whether it could",
}

// The coach writes through update alone, which records.
func TestNothingIsWrittenPastTheAuditLog(t *testing.T) {
	paths, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(gotoken.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			s, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || s.Sel.Name != "Update" {
				return true
			}
			if of, ok := s.X.(*ast.SelectorExpr); ok && of.Sel.Name == "store" {
				if found = true; pastAudit[path] == "" {
					t.Errorf("%s writes to the store past the audit log; use update", path)
				}
			}
			return true
		})
	}
	if !found {
		t.Error("nobody writes to the store at all: the test looks for the wrong call")
	}
}

// Each field of a noun is in the log or among those that say nothing about a change.
func TestEveryFieldOfANounIsComparedOrLeftOutOnPurpose(t *testing.T) {
	for noun, without := range unaudited {
		left := strings.Fields(without)
		for _, f := range reflect.VisibleFields(noun) {
			if f.Anonymous {
				continue
			}
			before, after := reflect.New(noun).Elem(), reflect.New(noun).Elem()
			setSomething(t, after.FieldByIndex(f.Index))
			b, a := compared("", before.Interface(), after.Interface())
			switch out := slices.Contains(left, f.Name); {
			case out && len(a) > 0:
				t.Errorf("%s.%s is left out, and in the log: %v", noun, f.Name, a)
			case !out && (len(a) != 1 || len(b) != 1 || a[snake(f.Name)] == "" || b[snake(f.Name)] == a[snake(f.Name)]):
				t.Errorf("%s.%s changed, and the log says %v → %v", noun, f.Name, b, a)
			}
			left = slices.DeleteFunc(left, func(name string) bool { return name == f.Name })
		}
		if len(left) > 0 {
			t.Errorf("%s has no field %v to leave out", noun, left)
		}
	}
}

// setSomething gives a field a value that it has not yet.
func setSomething(t *testing.T, v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString("x")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(7)
	default:
		switch v.Interface().(type) {
		case Date:
			v.Set(reflect.ValueOf(Date{2026, time.March, 2}))
		case time.Time:
			v.Set(reflect.ValueOf(time.UnixMilli(1_800_000_000_000)))
		case Money:
			v.Set(reflect.ValueOf(Money{120050, "EUR"}))
		case Asked:
			v.Set(reflect.ValueOf(Asked{Days: 60}))
		case Tally:
			v.Set(reflect.ValueOf(Tally{Touches: 1}))
		default:
			t.Fatalf("there is no value for a %s", v.Type())
		}
	}
}

func TestNamesOfFieldsReadLikeWords(t *testing.T) {
	for name, want := range map[string]string{"SnoozedUntil": "snoozed_until", "RepID": "rep_id", "ID": "id", "PlayID": "play_id", "On": "on", "DigestAt": "digest_at"} {
		if got := snake(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
