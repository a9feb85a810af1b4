package bot

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	typedThere   = regexp.MustCompile("`(/[^`]*)`")
	labelledWith = regexp.MustCompile(`\*\*([^*]+)\*\*(?::| has )`) // **Get clear**: …
	emphasised   = regexp.MustCompile(`\*([^*\n]+)\*`)
	begun        = regexp.MustCompile(`(?m)^([A-Z][a-z]+(?: [a-z]+){0,2})(?: \d|:)`) // Homework 3 of 10
)

// The playbook sends people to commands and screens: each must be there, under the
// very name.
func TestThePlaybookNamesOnlyWhatTheBotHas(t *testing.T) {
	raw, err := os.ReadFile("../docs/playbook.md")
	if err != nil {
		t.Fatal(err)
	}
	commands := typedThere.FindAllStringSubmatch(string(raw), -1)
	for _, m := range commands {
		if !understood(m[1]) {
			t.Errorf("the bot reads no command out of %s", m[1])
		}
	}
	seen := labels(t)
	places := labelledWith.FindAllStringSubmatch(string(raw), -1)
	for _, m := range places {
		if !seen[m[1]] {
			t.Errorf("no button, title, label or heading is %q", m[1])
		}
	}
	if len(commands) < 20 || len(places) < 20 {
		t.Errorf("only %d commands and %d labels were found", len(commands), len(places))
	}
}

// understood says that what is typed is a command, and not taken for a name.
func understood(typed string) bool {
	name, rest, _ := strings.Cut(typed, " ")
	verb, draft, _ := strings.Cut(rest, " ")
	switch {
	case commands[name] == nil:
		return false
	case rest == "" || rest == "NAME":
		return true
	case name == "/deadleads":
		_, name := parseAsked(rest)
		return name == "" || deadLeadVerbs[verb] != nil
	case verb == verbCheck:
		return draft == ""
	}
	return parseCommand(rest, soon).verb == verb
}

// labels are all names of things on the screens that the goldens of bot/blocks hold:
// what is a plain text by itself, what stands out from a text, and what a line
// begins with before a figure or a colon.
func labels(t *testing.T) map[string]bool {
	t.Helper()
	files, err := filepath.Glob("blocks/testdata/*.json")
	if err != nil || len(files) < 50 {
		t.Fatalf("%d goldens, %v", len(files), err)
	}
	seen := map[string]bool{}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var golden any
		if err := json.Unmarshal(raw, &golden); err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		gather(golden, seen)
	}
	return seen
}

func gather(v any, seen map[string]bool) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			gather(e, seen)
		}
	case map[string]any:
		text, _ := v["text"].(string)
		switch v["type"] {
		case "plain_text":
			seen[text] = true
		case "mrkdwn":
			for _, m := range emphasised.FindAllStringSubmatch(text, -1) {
				seen[strings.TrimRight(m[1], ":.")] = true
			}
			for _, m := range begun.FindAllStringSubmatch(text, -1) {
				seen[m[1]] = true
			}
		}
		for _, e := range v {
			gather(e, seen)
		}
	}
}
