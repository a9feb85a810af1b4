package main

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func readText(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// setting is one row of the README's table.
type setting struct{ Name, Default, Meaning string }

func TestTheReadmeListsEverySettingAsTheProgramHasIt(t *testing.T) {
	var have, want []setting
	row := regexp.MustCompile("(?m)^\\| `([A-Z_]+)` \\| (.*?) \\| (.*) \\|$")
	for _, m := range row.FindAllStringSubmatch(readText(t, "README.md"), -1) {
		have = append(have, setting{m[1], strings.Trim(m[2], "`"), m[3]})
	}
	fields := reflect.TypeFor[config]()
	for i := range fields.NumField() {
		tag := fields.Field(i).Tag
		s := setting{tag.Get("envconfig"), tag.Get("default"), tag.Get("desc")}
		switch {
		case s.Default != "":
		case strings.HasSuffix(s.Name, "_TOKEN"):
			s.Default = "required"
		default:
			s.Default = "empty"
		}
		want = append(want, s)
	}
	if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("README.md differs from config.go (-config.go +README.md):\n%s", diff)
	}
}

func TestLinksInTheDocumentsLeadSomewhere(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)#]+)\)`)
	documents := []string{"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"}
	more, err := filepath.Glob(filepath.Join(root, "docs", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	adrs, err := filepath.Glob(filepath.Join(root, "docs", "adr", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range append(more, adrs...) {
		name, _ := filepath.Rel(root, path)
		documents = append(documents, name)
	}
	for _, name := range documents {
		for _, m := range link.FindAllStringSubmatch(readText(t, name), -1) {
			if strings.HasPrefix(m[1], "http") {
				continue
			}
			if _, err := os.Stat(filepath.Join(root, filepath.Dir(name), m[1])); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

func TestCIRunsTheReadmesTestCommand(t *testing.T) {
	const command = "go test ./..."
	if !strings.Contains(readText(t, "README.md"), "\n"+command+" ") {
		t.Errorf("README.md does not name %s", command)
	}
	if run := readText(t, ".ci/run"); !strings.Contains(run, "go test -v ./...") || !strings.Contains(run, "go test -race") {
		t.Error(".ci/run does not run it")
	}
	if !strings.Contains(readText(t, ".github/workflows/ci.yml"), "run: .ci/run\n") {
		t.Error("the workflow does not run .ci/run")
	}
}

// The commands that the README and its walk name are those of the sample.
func TestTheReadmesWalkLeadsToDealsOfTheSample(t *testing.T) {
	walk := regexp.MustCompile("`/followup ([a-z]+)`")
	names := walk.FindAllStringSubmatch(readText(t, "README.md"), -1)
	if len(names) < 3 {
		t.Fatalf("only %d commands in the walk", len(names))
	}
	deals, err := sampleDeals()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range names {
		found := m[1] == "help" || m[1] == "settings"
		for _, d := range deals {
			found = found || strings.Contains(strings.ToLower(d.account), m[1])
		}
		if !found {
			t.Errorf("/followup %s: no such deal in the sample", m[1])
		}
	}
}
