package coach

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// labelled is a draft of testdata/lint with the rules that it breaks.
type labelled struct {
	file, name string
	held       bool // not looked at while the lint was written
	Wording
	expect []Rule
}

// drafts reads the labelled drafts; README.md beside them says what is in them.
func drafts(t testing.TB) []labelled {
	t.Helper()
	files, err := filepath.Glob("testdata/lint/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no labelled drafts: %v", err)
	}
	var all []labelled
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range strings.Split("\n"+string(raw), "\n=== ")[1:] {
			all = append(all, readLabelled(t, filepath.Base(file), one))
		}
	}
	return all
}

func readLabelled(t testing.TB, file, text string) labelled {
	t.Helper()
	head, body, ok := strings.Cut(text, "\n\n")
	lines := strings.Split(head, "\n")
	l := labelled{file: file, name: lines[0], held: strings.HasPrefix(file, "held"), Wording: Wording{Text: strings.TrimRight(body, "\n")}}
	if !ok {
		t.Fatalf("%s: %s has no text", file, l.name)
	}
	for _, h := range lines[1:] {
		name, value, _ := strings.Cut(h, ": ")
		l.header(t, name, value)
	}
	return l
}

func (l *labelled) header(t testing.TB, name, value string) {
	t.Helper()
	switch name {
	case "Channel":
		l.Channel = Channel(value)
	case "Play":
		l.Play = mustBook(t).byID[value]
		if l.Play == nil {
			l.Play = &Play{PlayInfo: PlayInfo{ID: value}, Family: value}
		}
	case "Subject":
		l.Subject = value
	case "Fact":
		l.Facts = append(l.Facts, readFact(value))
	case "Sent":
		l.Sent = append(l.Sent, SentText{Text: value})
	case "Script":
		l.Script = value
	case "Slots":
		l.Slots = value
	case "Expect":
		for _, r := range strings.Split(value, ", ") {
			if r != "clean" {
				l.expect = append(l.expect, Rule(r))
			}
		}
	default:
		t.Fatalf("%s: %s has the header %q", l.file, l.name, name)
	}
}

func readFact(value string) Fact {
	parts := strings.Split(value, " | ")
	f := Fact{Kind: FactKind(parts[0]), Text: parts[1], Source: parts[2]}
	if len(parts) > 3 {
		f.Person = parts[3]
	}
	f.Consent = len(parts) > 4
	return f
}

// score is how often a rule was right.
type score struct{ hit, missed, wrong int }

func (s score) precision() float64 { return ratio(s.hit, s.hit+s.wrong) }
func (s score) recall() float64    { return ratio(s.hit, s.hit+s.missed) }

func (s *score) add(o score) {
	s.hit, s.missed, s.wrong = s.hit+o.hit, s.missed+o.missed, s.wrong+o.wrong
}

func ratio(n, of int) float64 {
	if of == 0 {
		return 1
	}
	return float64(n) / float64(of)
}

// judged is what the lint made of one draft: the score of each rule that hit, or
// should have.
func (l *labelled) judged() (map[Rule]score, []string) {
	scores, notes := map[Rule]score{}, []string(nil)
	for _, h := range Check(l.Wording).Hits {
		if slices.Contains(l.expect, h.Rule) {
			scores[h.Rule] = score{hit: 1}
		} else {
			scores[h.Rule] = score{wrong: 1}
			notes = append(notes, fmt.Sprintf("%s, %s: %s should not be hit: %q", l.file, l.name, h.Rule, h.Quote))
		}
	}
	for _, r := range l.expect {
		if _, ok := scores[r]; !ok {
			scores[r] = score{missed: 1}
			notes = append(notes, fmt.Sprintf("%s, %s: %s is missed", l.file, l.name, r))
		}
	}
	return scores, notes
}

// tableOf is the scores as a person reads them, by rule and over all.
func tableOf(title string, all []labelled) (string, score) {
	rules, total := map[Rule]*score{}, score{}
	for _, l := range LintRules {
		rules[l.Rule] = &score{}
	}
	var notes []string
	clean := 0
	for i := range all {
		scores, wrong := all[i].judged()
		notes = append(notes, wrong...)
		if len(all[i].expect) == 0 {
			clean++
		}
		for r, s := range scores {
			rules[r].add(s)
			total.add(s)
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %d drafts, %d of them clean\n\n%-18s %5s %7s %6s %10s %7s\n", title, len(all), clean, "rule", "right", "missed", "wrong", "precision", "recall")
	line := func(name string, s score) {
		fmt.Fprintf(&b, "%-18s %5d %7d %6d %10.3f %7.3f\n", name, s.hit, s.missed, s.wrong, s.precision(), s.recall())
	}
	for _, l := range LintRules {
		line(string(l.Rule), *rules[l.Rule])
	}
	line("all", total)
	for _, n := range notes {
		b.WriteString(n + "\n")
	}
	return b.String(), total
}

func TestTheLintIsRightAboutTheLabelledDrafts(t *testing.T) {
	all := drafts(t)
	if len(all) < 150 {
		t.Errorf("%d drafts are not enough", len(all))
	}
	text, total := tableOf("All labelled drafts", all)
	t.Log("\n" + text)
	goldenFile(t, filepath.Join("testdata", "lint", "result.golden"), text)
	if total.precision() < 0.95 || total.recall() < 0.95 {
		t.Errorf("precision %.3f and recall %.3f have to be 0.95 at least", total.precision(), total.recall())
	}
}

func TestEveryRuleHasLabelledDraftsThatBreakItAndMostlyGoodOnesThatDoNot(t *testing.T) {
	breaks, clean := map[Rule]int{}, 0
	all := drafts(t)
	for _, d := range all {
		for _, r := range d.expect {
			breaks[r]++
		}
		if len(d.expect) == 0 {
			clean++
		}
	}
	for _, l := range LintRules {
		if breaks[l.Rule] < 4 {
			t.Errorf("%s is broken by %d drafts only", l.Rule, breaks[l.Rule])
		}
		delete(breaks, l.Rule)
	}
	for r := range breaks {
		t.Errorf("the drafts know a rule %q, and the lint does not", r)
	}
	if share := float64(clean) / float64(len(all)); share < 0.4 || share > 0.6 {
		t.Errorf("%.0f%% of the drafts are good; it should be about half", 100*share)
	}
}
