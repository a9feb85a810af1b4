package coach

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// ownPlays is a directory with plays of an operator.
func ownPlays(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const smallPlay = `Title: A small play
When: Always.

# Call
## 1 · Say it
`

func TestABrokenPlayIsNamedByFileAndLine(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"no header":             {"# Call\n## 1\nHi.\n", "small.md, line 1: there is no empty line"},
		"no title":              {"When: now\n\n# Call\n## 1\nHi.\n", "line 1: a play needs a Title"},
		"unknown header":        {"Title: x\nWhen: y\nMood: good\n\n# Call\n## 1\nHi.\n", `line 3: I do not know the header "Mood"`},
		"header twice":          {"Title: x\nWhen: y\nWhen: z\n\n# Call\n## 1\nHi.\n", `line 2: the header "When" is there twice`},
		"header without colon":  {"Title: x\nWhen\n\n# Call\n## 1\nHi.\n", "line 1: the header has a line"},
		"unknown technique":     {"Title: x\nWhen: y\nIds: SE-04 XX-1\n\n# Call\n## 1\nHi.\n", `line 3: Ids: "XX-1"`},
		"unknown row":           {"Title: x\nWhen: y\nRows: 22-40\n\n# Call\n## 1\nHi.\n", `line 3: Rows: "22-40"`},
		"unknown objection":     {"Title: x\nWhen: y\nObjection: prise\n\n# Call\n## 1\nHi.\n", `line 3: Objection: "prise"`},
		"unknown need":          {"Title: x\nWhen: y\nNeeds: luck\n\n# Call\n## 1\nHi.\n", `line 3: Needs: "luck"`},
		"unknown section":       {"Title: x\nWhen: y\n\n# Telegram\n## 1\nHi.\n", `line 4: I don't know the section "Telegram"`},
		"section twice":         {smallPlay + "Hi.\n\n# Call\n## 1\nHi.\n", `line 8: there are two sections "Call"`},
		"no words":              {"Title: x\nWhen: y\n\nNothing.\n", "line 1: it has no words"},
		"step in no section":    {"Title: x\nWhen: y\n\n## 1\nHi.\n", `line 4: the step "1" is in no section`},
		"words in no step":      {"Title: x\nWhen: y\n\n# Call\nHi.\n", "line 5: these words belong to no step"},
		"glued heading":         {smallPlay + "#Call\n", "line 6: a heading is"},
		"template syntax":       {smallPlay + "Hi.\nHi {{.First.\n", "line 7:"},
		"open with":             {smallPlay + "{{with .First}}\nHi {{.}}\n{{end}}\n", "line 6: unexpected EOF"},
		"unknown slot":          {smallPlay + "Hi.\n\nHi {{.Shoesize}}.\n", "line 8: there is no {{.Shoesize}}"},
		"unknown slot unread":   {smallPlay + "1. Hi.\n2. Hi {{.Shoesize}}.\n", "line 7: there is no {{.Shoesize}}"},
		"fact taken for sure":   {smallPlay + "Hi.\n{{.Statement}}. So?\n", "line 7: these words need a fact that is not always known"},
		"name taken for sure":   {smallPlay + "Hi {{.First}}.\n", "line 6: these words need a fact"},
		"list without an end":   {smallPlay + "1. {{.Event}}.\n2. {{.Trend}}.\n", "line 6: these words need a fact"},
		"fact in a note":        {smallPlay + "Hi.\n> Think of {{.Goal}}.\n", "line 7: these words need a fact"},
		"placeholder":           {smallPlay + "Hi [name].\n", "line 6: it leaves something open"},
		"braces":                {smallPlay + "Hi {name}.\n", "line 6: it leaves something open"},
		"empty quotes":          {smallPlay + "You said “{{with .Goal}}{{.}}{{end}}”.\n", "line 6: it leaves something open"},
		"line with windows end": {strings.ReplaceAll(smallPlay+"Hi.\nHi {{.Shoesize}}.\n", "\n", "\r\n"), "line 7: there is no {{.Shoesize}}"},
		"continued line":        {smallPlay + "Hi,\n  you there,\n  and you.\nHi {{.Shoesize}}.\n", "line 9: there is no {{.Shoesize}}"},
	} {
		_, err := LoadBook(ownPlays(t, map[string]string{"small.md": c.text}))
		if KindOf(err) != Invalid || !strings.Contains(Sentence(err), c.want) || !strings.Contains(Sentence(err), "small.md, line ") {
			t.Errorf("%s: got %q, want it to say %q", name, Sentence(err), c.want)
		}
	}
}

func TestAllBrokenPlaysAreNamedAtOnce(t *testing.T) {
	_, err := LoadBook(ownPlays(t, map[string]string{"a.md": "x", "b.md": "y", "c.md": smallPlay + "Hi.\n"}))
	if s := Sentence(err); !strings.Contains(s, "a.md, line 1") || !strings.Contains(s, "b.md, line 1") || strings.Contains(s, "c.md") {
		t.Errorf("got %q", s)
	}
}

func TestEveryBrokenLineOfAPlayIsNamedInItsOrder(t *testing.T) {
	text := smallPlay + "Hi {{.First}}.\n\nHi.\n> Think of {{.Goal}}.\n\nHi [name].\n\n* One.\n* {{.Shoesize}}\n"
	_, err := LoadBook(ownPlays(t, map[string]string{"small.md": text}))
	var at []string
	for _, l := range strings.Split(Sentence(err), "\n") {
		_, rest, _ := strings.Cut(l, "small.md, ")
		line, _, _ := strings.Cut(rest, ":")
		at = append(at, line)
	}
	if !slices.Equal(at, []string{"line 6", "line 9", "line 11", "line 14"}) {
		t.Errorf("%v\n%s", at, Sentence(err))
	}
}

func TestAMissingDirectoryOfPlaysIsSaid(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "gone")
	if _, err := LoadBook(dir); KindOf(err) != Invalid || !strings.Contains(Sentence(err), dir) {
		t.Errorf("got %v", err)
	}
}

func TestAnOwnFileReplacesTheBuiltInPlayOfItsName(t *testing.T) {
	b, err := LoadBook(ownPlays(t, map[string]string{"second-effort.md": smallPlay + "Thank you{{.ByName}}.\n", "README.md": "not a play", "notes.txt": "not a play"}))
	if err != nil {
		t.Fatal(err)
	}
	a := b.Advise(tell(t, "Acme", 20).to("Dana", "").no(0, Call, Price).now())
	if a.Draft == nil || a.Draft.Title != "A small play" || stepsText(a.Draft, 0, 1) != "Thank you, Dana." {
		t.Errorf("%+v", a.Draft)
	}
	if len(b.Plays()) != len(mustBook(t).Plays()) || b.Title("second-effort") != "A small play" || b.Title("long-gone") != "long-gone" {
		t.Errorf("%+v", b.Plays())
	}
}

func TestAnOwnPlayJoinsTheRowsItNames(t *testing.T) {
	own := "Title: Offer a trial\nWhen: The price was too high.\nRows: 6 10\nObjection: price\n\n# Call\n## 1\nTry it.\n"
	b, err := LoadBook(ownPlays(t, map[string]string{"trial.md": own}))
	if err != nil {
		t.Fatal(err)
	}
	ids := func(s *told) []string {
		var ids []string
		for _, o := range b.Advise(s.now()).Others {
			ids = append(ids, o.PlayID)
		}
		return ids
	}
	if got := ids(tell(t, "Acme", 20).no(0, Call, Price)); !slices.Equal(got, []string{"real-reason", "trial", "extra-service"}) {
		t.Errorf("after a no because of the price: %v", got)
	}
	if got := ids(tell(t, "Acme", 20).no(0, Call, OtherReason)); len(got) != 0 {
		t.Errorf("after another no: %v", got)
	}
	used := tell(t, "Acme", 20).no(1, Call, Price).touch(0, Email, Sent).play("second-effort")
	if a := b.Advise(used.now()); a.Draft == nil || a.Draft.PlayID != "trial" {
		t.Errorf("after the second effort: %+v", a)
	}
}

func TestTheSameDealGetsTheSameWords(t *testing.T) {
	b := mustBook(t)
	again, err := LoadBook("")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range situations(t) {
		if adviceText(c.advise(t, b)) != adviceText(c.advise(t, again)) {
			t.Errorf("%s: two readings differ", c.name)
		}
	}
}

func TestTwoDealsGetDifferentWords(t *testing.T) {
	b := mustBook(t)
	for _, s := range []func(name string) *told{
		func(name string) *told { return tell(t, name, 60).to("Dana", "").no(0, Call, Price) },
		func(name string) *told { return tell(t, name, 60).to("Dana", "").no(0, Email, OtherReason) },
		func(name string) *told { return tell(t, name, 60).to("Dana", "").silent(45) },
		func(name string) *told { return tell(t, name, 200).to("Dana", "").silent(150) },
	} {
		texts := map[string]bool{}
		var title string
		for _, name := range []string{"Acme", "Harbour", "Kestrel", "Nordwerk", "Marlow", "Tarn", "Alder", "Solent", "Wexford", "Pelham", "Fairline", "Bracken"} {
			d := b.Advise(s(name).now()).Draft
			title, texts[stepsText(d, 0, len(d.Steps))] = d.Title, true
		}
		if len(texts) < 7 {
			t.Errorf("%s: twelve deals got only %d wordings", title, len(texts))
		}
	}
}

func TestTheFourStepsOfASecondEffortKeepTheirOrder(t *testing.T) {
	b := mustBook(t)
	want := []string{"1 · Empathise", "2 · Unexpected question", "3 · Reinforce the benefit", "4 · Nail down the commitment"}
	for _, c := range situations(t) {
		a := c.advise(t, b)
		if a.Draft == nil || a.Draft.PlayID != "second-effort" {
			continue
		}
		var labels []string
		for _, s := range a.Draft.Steps {
			if s.Text != "" {
				labels = append(labels, s.Label)
			}
		}
		if !slices.Equal(labels, want) {
			t.Errorf("%s: %v", c.name, labels)
		}
	}
}

func TestTheBestTierThatMayBeSaidIsTaken(t *testing.T) {
	b := mustBook(t)
	base := func() *told { return tell(t, "Acme", 30).to("Dana", "").no(0, Call, OtherReason).knows() }
	trend := func(s *told) *told {
		return s.fact(MarketTrend, "m", "https://m.example", 20).says("paying more for steel")
	}
	event := func(s *told) *told {
		return s.fact(CompanyEvent, "e", "https://e.example", 20).says("are moving to Leeds")
	}
	statement := func(s *told) *told { return s.fact(Statement, "s", "call", 20).says("hiring is slow") }
	for name, c := range map[string]struct {
		s    *told
		says string
	}{
		"all three":                {trend(event(statement(base()))), "hiring is slow"},
		"two":                      {trend(event(base())), "moving to Leeds"},
		"one":                      {trend(base()), "more for steel"},
		"statement of a colleague": {func() *told { s := event(statement(base())); s.Facts[1].ContactID = "c-Ruth"; return s }(), "moving to Leeds"},
		"unsourced statement":      {func() *told { s := event(statement(base())); s.Facts[1].Source = " "; return s }(), "moving to Leeds"},
		"stale event":              {func() *told { s := trend(event(base())); s.Facts[1].On = today.Add(-400); return s }(), "more for steel"},
		"undated trend":            {func() *told { s := trend(base()); s.Facts[0].On = Date{}; return s }(), "this year"},
		"reason at hand":           {trend(base().fact(RealReason, "r", "call", 1).says("the data move")), "the data move"},
	} {
		a := b.Advise(c.s.now())
		question := ""
		for _, s := range a.Draft.Steps {
			if strings.HasPrefix(s.Label, "2") {
				question = s.Text
			}
		}
		if !strings.Contains(question, c.says) || strings.Count(question, "?") != 1 {
			t.Errorf("%s: %q", name, question)
		}
	}
}

func TestFactsThatMayNotBeSaidAreAskedAbout(t *testing.T) {
	b := mustBook(t)
	s := tell(t, "Acme", 30).to("Dana", "").no(0, Call, OtherReason).
		fact(MarketTrend, "Steel is up 9 %", "https://old.example", 500).
		fact(CompanyEvent, "They bought Kestrel", "", 10).
		fact(Statement, strings.Repeat("much too long to be said in one breath ", 5), "call", 10)
	a := b.Advise(s.now())
	var asks []string
	for _, q := range a.Missing {
		asks = append(asks, q.Ask)
	}
	all := strings.Join(asks, "\n")
	for _, want := range []string{"anything newer than this: “Steel is up 9 %”", "Where does this come from: “They bought Kestrel”", "How would you say this aloud: “much too long"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not asked:\n%s", want, all)
		}
	}
	if len(a.Used) != 0 {
		t.Errorf("used %v", a.Used)
	}
}

func TestWithoutSlotsTheAskNamesNoHour(t *testing.T) {
	b := mustBook(t)
	a := b.Advise(tell(t, "Acme", 30).no(0, Call, OtherReason).now())
	text := stepsText(a.Draft, 0, len(a.Draft.Steps))
	if !strings.Contains(text, "Monday or Tuesday") || strings.ContainsAny(strings.ReplaceAll(text, "20", ""), "0123456789") {
		t.Errorf("%s", text)
	}
	if !slices.ContainsFunc(a.Missing, func(q Question) bool { return strings.Contains(q.Ask, "two times") }) {
		t.Errorf("%v", a.Missing)
	}
}
