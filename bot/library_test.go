package bot

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"salescoach/coach"
)

func TestAnItemIsReadWithItsLinkWhereverThatStands(t *testing.T) {
	for typed, want := range map[string]coach.ItemDraft{
		"":                                     {},
		"a checklist for the first frost":      {Text: "a checklist for the first frost"},
		"a checklist: https://example.com/a":   {Text: "a checklist", Link: "https://example.com/a"},
		"(https://example.com/a) a checklist":  {Text: "a checklist", Link: "https://example.com/a"},
		"a www.example.com checklist":          {Text: "a checklist", Link: "https://www.example.com"},
		"https://example.com/a":                {Link: "https://example.com/a"},
		"one https://a.example two http://b.c": {Text: "one two http://b.c", Link: "https://a.example"},
		"“a guide to the new rules” – ":        {Text: "a guide to the new rules"},
		"a checklist\nfor\tthe first frost":    {Text: "a checklist for the first frost"},
	} {
		if diff := cmp.Diff(want, parseItem(typed)); diff != "" {
			t.Errorf("%q (-want +got)\n%s", typed, diff)
		}
	}
}

func TestValueAndReferencesAreNamesTooWhereNothingElseFits(t *testing.T) {
	for typed, want := range map[string]string{
		"value": verbValue, "Value add": verbValue, "value add a checklist": verbValue, "value partners": verbCoach, "value added networks": verbCoach,
		"references": verbRefs, "REFERENCES": verbRefs, "references gmbh": verbCoach,
	} {
		c := parseCommand(typed, soon)
		if c.verb != want {
			t.Errorf("%q: verb %q, want %q", typed, c.verb, want)
		}
		if want == verbCoach && (len(c.splits) != 1 || c.splits[0].name != typed) {
			t.Errorf("%q: %+v", typed, c.splits)
		}
	}
}

func FuzzAnyWordsAreAnItem(f *testing.F) {
	for _, s := range []string{"", "a checklist", "https://", "www.", "add https://x.y/z a guide", "<https://a|b>", "\x00", "“”", "((https://a.b))", "🙂 www.x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d := parseItem(s)
		if again := parseItem(d.Text + " " + d.Link); again.Text != d.Text && !strings.Contains(d.Text, "http") && !strings.Contains(strings.ToLower(d.Text), "www.") {
			t.Errorf("%q is %+v, and read again %+v", s, d, again)
		}
		if utf8.ValidString(s) && len(d.Text) > len(s) || strings.ContainsAny(d.Text, "\n\t") || strings.TrimSpace(d.Text) != d.Text {
			t.Errorf("%q became %q", s, d.Text)
		}
		if d.Link != "" && strings.ContainsAny(d.Link, " <>\"") {
			t.Errorf("%q has the link %q", s, d.Link)
		}
		c := parseCommand("value add "+s, soon)
		if c.verb != verbValue && c.verb != verbCoach {
			t.Errorf("%q is the verb %q", s, c.verb)
		}
	})
}
