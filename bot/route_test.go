package bot

import (
	"encoding/json"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"salescoach/bot/blocks"
)

// chosen are the verbs of inputs that tell us at once what was chosen.
var chosen = []string{blocks.Outcome, blocks.FromDeal, blocks.FromCame, blocks.Kind, blocks.NewKind}

// The goldens of package blocks are everything the bot can show. Each button in
// them must have somebody who answers it, each form somebody who takes it, and
// each route must be reachable from one of them.
func TestEveryVerbThatIsDrawnHasARouteAndTheOtherWayRound(t *testing.T) {
	drawn, forms := drawnVerbs(t)
	for verb := range drawn {
		if clicks[verb] == nil {
			t.Errorf("a button says %q and nobody answers it", verb)
		}
	}
	for id := range forms {
		if submissions[id] == nil {
			t.Errorf("a form is called %q and nobody takes it", id)
		}
	}
	for verb := range clicks {
		if !drawn[verb] && !slices.Contains(chosen, verb) {
			t.Errorf("there is a route for %q and no button leads to it", verb)
		}
	}
	for id := range submissions {
		if !forms[id] {
			t.Errorf("there is a route for the form %q and nobody draws it", id)
		}
	}
	for _, verb := range chosen {
		if form := verb[:strings.LastIndex(verb, ".")]; !forms[form] {
			t.Errorf("%q is no input of a form", verb)
		}
	}
}

// A menu that asks for its choices is an input of a form, and tells what was chosen.
func TestEveryMenuThatAsksForItsChoicesGetsThem(t *testing.T) {
	asks := map[string]bool{}
	goldens, err := fs.Glob(os.DirFS("blocks/testdata"), "*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range goldens {
		raw, err := os.ReadFile("blocks/testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		var form struct {
			ID     string `json:"callback_id"`
			Blocks []struct {
				ID      string `json:"block_id"`
				Element struct{ Type string }
			}
		}
		if err := json.Unmarshal(raw, &form); err != nil {
			t.Fatal(err)
		}
		for _, b := range form.Blocks {
			if b.Element.Type == slack.OptTypeExternal {
				asks[form.ID+"."+b.ID] = true
			}
		}
	}
	for id := range asks {
		if menus[id] == nil {
			t.Errorf("the menu %q asks and nobody answers it", id)
		}
	}
	for id := range menus {
		if !asks[id] {
			t.Errorf("there is a route for the menu %q and nobody draws it", id)
		}
	}
}

var actionValue = regexp.MustCompile(`"value": "(1\|(?:[^"\\]|\\.)*)"`)

func drawnVerbs(t *testing.T) (buttons, forms map[string]bool) {
	t.Helper()
	buttons, forms = map[string]bool{}, map[string]bool{}
	goldens, err := fs.Glob(os.DirFS("blocks/testdata"), "*.json")
	if err != nil || len(goldens) < 20 {
		t.Fatalf("%d goldens, %v", len(goldens), err)
	}
	for _, name := range goldens {
		raw, err := os.ReadFile("blocks/testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range actionValue.FindAllStringSubmatch(string(raw), -1) {
			a, err := blocks.ParseAction(unquote(t, m[1]))
			if err != nil {
				t.Fatal(err)
			}
			buttons[a.Verb] = true
		}
		var form struct {
			ID string `json:"callback_id"`
		}
		if err := json.Unmarshal(raw, &form); err != nil {
			t.Fatal(err)
		}
		if form.ID != "" {
			forms[form.ID] = true
		}
	}
	return buttons, forms
}

func unquote(t *testing.T, s string) string {
	t.Helper()
	var out string
	if err := json.Unmarshal([]byte(`"`+s+`"`), &out); err != nil {
		t.Fatal(err)
	}
	return out
}
