package blocks_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

// markdowns are all mrkdwn texts of a message.
func markdowns(t *testing.T, m blocks.Message) []string {
	t.Helper()
	raw, err := json.Marshal(m.Blocks)
	if err != nil {
		t.Fatal(err)
	}
	var tree any
	if err := json.Unmarshal(raw, &tree); err != nil {
		t.Fatal(err)
	}
	var found []string
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if v["type"] == "mrkdwn" {
				found = append(found, fmt.Sprint(v["text"]))
			}
			for _, c := range v {
				walk(c)
			}
		case []any:
			for _, c := range v {
				walk(c)
			}
		}
	}
	walk(tree)
	return found
}

func FuzzEscapedTextHoldsNoMarkup(f *testing.F) {
	for _, s := range []string{"", hostile, "&lt;!channel&gt;", "a<b>c&d", "\u202e", "<<!here>>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		out := blocks.Escape(s)
		if strings.ContainsAny(out, "<>") {
			t.Errorf("%q became %q", s, out)
		}
		if strings.Count(out, "&") != strings.Count(out, "&amp;")+strings.Count(out, "&lt;")+strings.Count(out, "&gt;") {
			t.Errorf("%q became %q: a bare ampersand", s, out)
		}
	})
}

func FuzzAnActionSurvivesItsButton(f *testing.F) {
	f.Add("touch.log", "d1", "second-effort")
	f.Add("command.choose", "", "log \"a|b\" | voicemail")
	f.Fuzz(func(t *testing.T, verb, id, arg string) {
		if verb == "" || strings.Contains(verb+id, "|") {
			t.Skip("verbs and ids are ours: no bar in them")
		}
		a := blocks.Action{Verb: verb, ID: id, Arg: arg}
		got, err := blocks.ParseAction(a.String())
		if err != nil || got != a {
			t.Errorf("%+v came back as %+v, %v", a, got, err)
		}
	})
}

func FuzzForeignActionsAreRefusedOrWhole(f *testing.F) {
	for _, s := range []string{"", "1|touch.log|d1|", "2|touch.log|d1|", "1||x|", "touch.log", "1|a|b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if a, err := blocks.ParseAction(s); err == nil && a.String() != s {
			t.Errorf("%q was read as %+v", s, a)
		}
	})
}

func TestNoCardExceedsSlacksLimits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringN(0, 6000, -1)
		a := advice()
		a.Deal.Account, a.Deal.Name = text.Draw(t, "account"), text.Draw(t, "deal")
		a.Why, a.Next = text.Draw(t, "why"), text.Draw(t, "next")
		a.Draft.Steps = append(a.Draft.Steps, coach.Step{Label: "x", Text: text.Draw(t, "step")})
		a.Missing = append(a.Missing, coach.Question{Ask: text.Draw(t, "ask")})
		a.Used[0].Text = text.Draw(t, "fact")
		m := blocks.Followup(a, dana, "Done", &blocks.Action{Verb: blocks.Undo, ID: "d1", Arg: "t1"})
		if err := blocks.Check(m); err != nil {
			t.Fatal(err)
		}
		if !utf8.ValidString(m.Text) {
			t.Fatal("the text is no UTF-8")
		}
		for _, b := range m.Blocks {
			if raw, err := json.Marshal(b); err != nil || strings.HasSuffix(string(raw), `\u0026am"`) {
				t.Fatalf("half an entity at the end of %s (%v)", raw, err)
			}
		}
	})
}
