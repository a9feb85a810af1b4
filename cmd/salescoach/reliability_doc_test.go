package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"salescoach/bot/sandbox"
)

// Every test that the page of promises names is there, and every promise names one.
func TestEveryTestThatThePageOfPromisesNamesExists(t *testing.T) {
	there := map[string]bool{}
	declared := regexp.MustCompile(`(?m)^func ((?:Test|Benchmark|Fuzz)\w+)\(`)
	for _, dir := range []string{"bot", "cmd/salescoach", "coach", "db"} {
		files, err := filepath.Glob(filepath.Join(root, dir, "*_test.go"))
		must(t, err)
		for _, file := range files {
			code, err := os.ReadFile(file)
			must(t, err)
			for _, m := range declared.FindAllStringSubmatch(string(code), -1) {
				there[m[1]] = true
			}
		}
	}
	page, named := readText(t, "docs/reliability.md"), 0
	threats := readText(t, "docs/threat-model.md")
	for _, m := range regexp.MustCompile("`((?:Test|Benchmark|Fuzz)\\w+)`").FindAllStringSubmatch(page+threats, -1) {
		if named++; !there[m[1]] {
			t.Errorf("there is no %s", m[1])
		}
	}
	for _, m := range regexp.MustCompile("`([\\w/]+_test\\.go)`").FindAllStringSubmatch(page+threats, -1) {
		if _, err := os.Stat(filepath.Join(root, m[1])); err != nil {
			t.Errorf("there is no %s", m[1])
		}
	}
	if named < 40 {
		t.Errorf("only %d tests are named", named)
	}
	promises, _, _ := strings.Cut(page, "## What cannot be promised")
	for _, row := range regexp.MustCompile(`(?m)^\| [^|]+ \| [^|]+ \|(.*)\|$`).FindAllStringSubmatch(promises, -1) {
		if cell := strings.TrimSpace(row[1]); cell != "Shown by" && !strings.HasPrefix(cell, "`") {
			t.Errorf("no test: %s", row[0])
		}
	}
}

// The page lists the troubles that the sandbox can make, in the sandbox's words.
func TestThePageOfPromisesListsTheTroublesOfTheSandbox(t *testing.T) {
	want := ""
	for _, trouble := range sandbox.Troubles {
		want += "| `" + trouble.Name + "` | " + trouble.Means + " |\n"
	}
	if !strings.Contains(readText(t, "docs/reliability.md"), want) {
		t.Errorf("docs/reliability.md lacks, or orders differently:\n%s", want)
	}
}
