package coach

import (
	"strings"
	"testing"
)

func TestAScenePlaysOnEveryRowThatHasWords(t *testing.T) {
	b := mustBook(t)
	seen := map[int]bool{}
	for i := range scenes {
		sc := &scenes[i]
		seen[sc.row] = true
		for _, s := range sc.situations() {
			sig := b.signals(&s)
			if _, holds := table[sc.row-1].when(sig); !holds {
				t.Errorf("row %d does not hold for %s with %d facts: %+v", sc.row, s.Deal.ID, len(s.Facts), s.Cadence)
			}
			if r := &table[sc.row-1]; r.wait != nil && r.wait(sig) != "" {
				t.Errorf("row %d: it is too early: %s", sc.row, r.wait(sig))
			}
		}
	}
	for i := range table {
		if r := &table[i]; r.n != i+1 || len(r.plays) > 0 != seen[r.n] {
			t.Errorf("row %d: plays %v, and a scene: %v", r.n, r.plays, seen[r.n])
		}
	}
}

func TestTheBuiltInPlaysPassTheirCheck(t *testing.T) {
	alone(t)
	c, err := CheckPlays("plays")
	if err != nil || len(c.Faults) > 0 || c.Plays == 0 || c.Situations == 0 || c.Forms < c.Plays {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestWhatOnlyShowsInASituationIsFound(t *testing.T) {
	long := strings.Repeat("One more word. ", 20)
	for name, c := range map[string]struct{ text, want string }{
		"a form that is too long":         {"Title: x\nWhen: y\nRows: 20\n\n# Voicemail\n## 1\n" + long + "\n", "play.md, line 5: a voicemail runs to 60 words"},
		"a play that nobody would see":    {"Title: x\nWhen: y\n\n# Call\n## 1\nHi.\n", "play.md, line 1: no situation leads to this play"},
		"a fault that is one at once":     {"Title: x\nWhen: y\nRows: 20\n\n# Call\n## 1\nHi [name].\n", "play.md, line 7: it leaves something open"},
		"long only where much is known":   {"Title: x\nWhen: y\nRows: 20\n\n# Voicemail\n## 1\n" + strings.Repeat("{{with .Problem}}{{.}}. {{end}}", 9) + "Hi.\n", ""},
		"long only where little is known": {"Title: x\nWhen: y\nRows: 20\n\n# Voicemail\n## 1\n1. {{.Problem}}.\n2. " + long + "\n", "line 5: a voicemail runs to 60 words"},
	} {
		got, err := CheckPlays(ownPlays(t, map[string]string{"play.md": c.text}))
		if err != nil || (c.want == "") != (len(got.Faults) == 0) || !strings.Contains(strings.Join(got.Faults, "\n"), c.want) || len(got.Faults) > 1 {
			t.Errorf("%s: %q, %v", name, got.Faults, err)
		}
	}
}

func TestADirectoryWithoutPlaysIsSaid(t *testing.T) {
	if _, err := CheckPlays(ownPlays(t, map[string]string{"README.md": "no play"})); KindOf(err) != Invalid || !strings.Contains(Sentence(err), "no play in ") {
		t.Errorf("%v", err)
	}
}
