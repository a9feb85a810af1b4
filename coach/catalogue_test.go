package coach

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const playbookFile = "../docs/playbook.md"

// The catalogue is complete: the ids of each family have no gap.
func TestTheCatalogueHasEveryTechniqueOnce(t *testing.T) {
	count := map[string]int{}
	for _, tech := range Techniques() {
		family, n, _ := strings.Cut(tech.ID, "-")
		count[family]++
		if want := fmt.Sprintf("%02d", count[family]); n != want {
			t.Errorf("%s stands where %s-%s should", tech.ID, family, want)
		}
		if tech.Name == "" || !strings.HasSuffix(strings.TrimRight(tech.What, "?"), ".") && !strings.HasSuffix(tech.What, "?") {
			t.Errorf("%s has no name or no sentence", tech.ID)
		}
	}
	for family, n := range map[string]int{"SE": 12, "DL": 40, "AP": 17, "RC": 19, "FU": 15} {
		if count[family] != n {
			t.Errorf("%d techniques of %s, not %d", count[family], family, n)
		}
	}
}

// screens is all that people can read: the goldens of the messages and forms.
func screens(t *testing.T) string {
	t.Helper()
	files, err := filepath.Glob("../bot/blocks/testdata/*.txt")
	if err != nil || len(files) < 50 {
		t.Fatalf("%d goldens, %v", len(files), err)
	}
	var all strings.Builder
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(raw)
	}
	return all.String()
}

func TestEveryTechniqueIsSomewhereAndEachPlaceExists(t *testing.T) {
	b, seen := mustBook(t), screens(t)
	var help []byte
	for _, name := range []string{"help", "deadleads_help"} {
		screen, err := os.ReadFile("../bot/blocks/testdata/" + name + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		help = append(help, screen...)
	}
	for _, tech := range Techniques() {
		if len(b.carrying(tech.ID))+len(rulesFrom(tech.ID))+len(tech.Places) == 0 {
			t.Errorf("%s (%s) is nowhere: no play carries it, no rule comes from it, and the catalogue names no place", tech.ID, tech.Name)
		}
		for _, p := range tech.Places {
			if !p.exists(seen, string(help)) {
				t.Errorf("%s: there is no %s %q", tech.ID, p.Kind, p.Name)
			}
		}
	}
}

var rowsNamed = regexp.MustCompile(`^(\d+)(?:-(\d+))?$`)

// exists says that a place is there: a command in the help, words on some screen,
// rows in the table.
func (p Place) exists(seen, help string) bool {
	switch p.Kind {
	case OnCommand:
		return strings.Contains(help, "`"+p.Name)
	case OnScreen:
		return strings.Contains(seen, p.Name)
	}
	m := rowsNamed.FindStringSubmatch(p.Name)
	if m == nil {
		return false
	}
	from, _ := strconv.Atoi(m[1])
	to, _ := strconv.Atoi(m[2])
	return from >= 1 && max(from, to) <= lastRow
}

// carrying is the plays whose header names a technique.
func (b *Book) carrying(id string) []*Play {
	var plays []*Play
	for _, p := range b.plays {
		if slices.Contains(p.IDs, id) {
			plays = append(plays, p)
		}
	}
	return plays
}

// docs/playbook.md is made of the catalogue, the headers of the plays and the
// rules of the lint: -update writes it anew.
func TestThePlaybookSaysWhereEverythingIs(t *testing.T) {
	want := playbookText(mustBook(t))
	if *update {
		if err := os.WriteFile(playbookFile, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(playbookFile)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Error("docs/playbook.md is not what the plays and the catalogue say; -update writes it anew")
	}
}

const playbookHead = `# The playbook

The method in five families, and where a rep or a manager meets each idea. Written by the tests from the headers of the plays, the rules of the lint and
[the catalogue](../coach/catalogue.go): edit those, not this page. How a play is written is in [writing-plays.md](writing-plays.md).

` + "`/followup NAME`" + ` shows the play for the deal's situation. **Another play** has the others that fit. ` + "`/followup check`" + ` holds a draft of your own against the rules.
[sandbox.md](sandbox.md) names a sample deal for each situation.

## The situations

The coach reads them from the top and takes the first that fits and still has a play to offer.

| Row | Situation | Plays, in order |
|---|---|---|
`

var familyNames = []struct{ id, name, what string }{
	{"SE", "Second effort", "What to do in the minute after a no: agree, ask one unexpected question, and leave the door open."},
	{"DL", "Dead lead or follow up", "How to tell a dead lead from one that nobody followed up, what to come back with, and when to stop."},
	{"AP", "Silence and apology", "What silence mostly means, and how an honest apology reopens a talk that nobody wants to have."},
	{"RC", "Unreturned calls", "Messages that are worth a call back, and the people who can open a door."},
	{"FU", "Following up proposals", "Going on after the proposal: questions, fit, small steps, several ways, and learning from the numbers."},
}

func playbookText(b *Book) string {
	var s strings.Builder
	s.WriteString(playbookHead)
	for i := range table {
		fmt.Fprintf(&s, "| %d | %s | %s |\n", table[i].n, situationCell(&table[i]), strings.Join(b.linked(b.inRow(&table[i])), ", "))
	}
	for _, f := range familyNames {
		fmt.Fprintf(&s, "\n## %s (%s)\n\n%s\n\n| | Technique | Where you meet it |\n|---|---|---|\n", f.name, f.id, f.what)
		for _, tech := range Techniques() {
			if strings.HasPrefix(tech.ID, f.id) {
				fmt.Fprintf(&s, "| %s | **%s.** %s | %s |\n", tech.ID, strings.TrimSuffix(tech.Name, "?"), tech.What, strings.Join(b.met(tech), "; "))
			}
		}
	}
	return s.String()
}

// situationCell is a row in a few words; the first three have no plays, and say
// what is to be done.
func situationCell(r *row) string {
	switch r.n {
	case 1:
		return "Somebody asked to be left alone: nobody is contacted"
	case 2:
		return "There is a known reason, with a day: it sleeps until then"
	case 3:
		return "They wrote last: answer first"
	}
	return SituationName(r.n)
}

// inRow is the plays of a row in order, those that are in the book.
func (b *Book) inRow(r *row) []*Play {
	var plays []*Play
	for _, id := range r.plays {
		if p := b.byID[id]; p != nil {
			plays = append(plays, p)
		}
	}
	for _, p := range b.plays {
		if p.asksFor(r) {
			plays = append(plays, p)
		}
	}
	return plays
}

func (b *Book) linked(plays []*Play) []string {
	var links []string
	for _, p := range plays {
		links = append(links, fmt.Sprintf("[%s](../coach/plays/%s.md)", p.Title, p.ID))
	}
	return links
}

// met is where people meet a technique.
func (b *Book) met(t Technique) []string {
	var where []string
	for _, p := range b.carrying(t.ID) {
		link := b.linked([]*Play{p})[0]
		if rows := b.rowsOf(p); rows != "" {
			link += " (" + rows + ")"
		}
		where = append(where, link)
	}
	if rules := rulesFrom(t.ID); len(rules) > 0 {
		where = append(where, "`/followup check`: "+strings.Join(rules, ", "))
	}
	for _, p := range t.Places {
		where = append(where, p.inWords())
	}
	return where
}

func (p Place) inWords() string {
	switch p.Kind {
	case OnCommand:
		return "`" + p.Name + "`: " + p.What
	case OnScreen:
		return "**" + p.Name + "**: " + p.What
	}
	return rowRange(p.Name) + ": " + p.What
}

func rowRange(rows string) string {
	if from, to, is := strings.Cut(rows, "-"); is {
		return "rows " + from + " to " + to
	}
	return "row " + rows
}

// rowsOf is the rows that lead to a play: "rows 6, 7 and 10".
func (b *Book) rowsOf(p *Play) string {
	var rows []string
	for i := range table {
		if slices.Contains(b.inRow(&table[i]), p) {
			rows = append(rows, strconv.Itoa(table[i].n))
		}
	}
	switch len(rows) {
	case 0:
		return ""
	case 1:
		return "row " + rows[0]
	}
	return "rows " + strings.Join(rows[:len(rows)-1], ", ") + " and " + rows[len(rows)-1]
}

// rulesFrom is the rules of the lint that come from a technique.
func rulesFrom(id string) []string {
	var rules []string
	for _, r := range LintRules {
		if slices.Contains(r.IDs, id) {
			rules = append(rules, "*"+string(r.Rule)+"*")
		}
	}
	return rules
}
