package coach

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const writingPlays = "../docs/writing-plays.md"

func writingPlaysText(t *testing.T) string {
	t.Helper()
	raw, err := os.ReadFile(writingPlays)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

var fenced = regexp.MustCompile("(?ms)^```(\\w*)\n(.*?)^```$")

// Whole plays are marked as "play", parts of one as "lines".
func TestEveryExampleOfTheGuidePassesTheCheck(t *testing.T) {
	plays, parts := 0, 0
	for _, block := range fenced.FindAllStringSubmatch(writingPlaysText(t), -1) {
		text := block[2]
		switch block[1] {
		case "play":
			plays++
		case "lines":
			parts++
			text = "Title: An example\nWhen: In the guide.\nRows: 6-10 20\n\n# Call\n## 1\n" + text
		default:
			continue
		}
		c, err := CheckPlays(ownPlays(t, map[string]string{"one-site-first.md": text}))
		if err != nil || len(c.Faults) > 0 {
			t.Errorf("%v %v\n%s", err, c.Faults, text)
		}
	}
	if plays == 0 || parts < 3 {
		t.Errorf("%d plays and %d parts of plays in the guide", plays, parts)
	}
}

// What the guide says that the check prints is what it prints.
func TestTheGuideShowsWhatTheCheckPrints(t *testing.T) {
	text := writingPlaysText(t)
	play := fenced.FindStringSubmatch(text)
	c, err := CheckPlays(ownPlays(t, map[string]string{"one-site-first.md": play[2]}))
	if err != nil {
		t.Fatal(err)
	}
	want := fmt.Sprintf("\n%d play, %d situation, %d forms: all fine.\n", c.Plays, c.Situations, c.Forms)
	if !strings.Contains(text, want) {
		t.Errorf("the guide does not show %q", want)
	}
	dir := ownPlays(t, map[string]string{"one-site-first.md": strings.Replace(play[2], "{{.ByName}}", ", {{.First}}", 1)})
	c, err = CheckPlays(dir)
	if err != nil || len(c.Faults) != 1 || !strings.Contains(text, "\n"+strings.Replace(c.Faults[0], dir, "our-plays", 1)+"\n") {
		t.Errorf("the guide does not show %q, %v", c.Faults, err)
	}
}

// tableRows are the first cells of the table under a heading cell, as code.
func tableRows(t *testing.T, heading string) []string {
	t.Helper()
	_, rest, found := strings.Cut(writingPlaysText(t), "\n| "+heading+" |")
	if !found {
		t.Fatalf("the guide has no table %q", heading)
	}
	var cells []string
	for _, l := range strings.Split(rest, "\n")[2:] {
		if !strings.HasPrefix(l, "| ") {
			break
		}
		cells = append(cells, strings.Trim(strings.Split(l, " | ")[0], "| `"))
	}
	return cells
}

func sameNames(t *testing.T, what string, got, want []string) {
	t.Helper()
	slices.Sort(got)
	slices.Sort(want)
	for _, name := range want {
		if !slices.Contains(got, name) {
			t.Errorf("docs/writing-plays.md does not tell of %s %s: add a row to its table (-update fills in examples of slots)", what, name)
		}
	}
	for _, name := range got {
		if !slices.Contains(want, name) {
			t.Errorf("docs/writing-plays.md tells of %s %s, which there is not", what, name)
		}
	}
}

func TestTheGuideTellsOfEveryHeaderFormNeedAndSituation(t *testing.T) {
	var known []string
	for name := range headers {
		known = append(known, name)
	}
	sameNames(t, "the header", tableRows(t, "Line"), known)

	_, err := parsePlay("x", playFile{text: "Title: x\nWhen: y\n\n# Telegram\n"})
	_, list, _ := strings.Cut(strings.TrimSuffix(Sentence(err), "."), "there are ")
	var forms []string
	for _, name := range tableRows(t, "Form") {
		forms = append(forms, strings.TrimPrefix(name, "# "))
	}
	sameNames(t, "the section", forms, strings.Split(strings.ReplaceAll(list, " and ", ", "), ", "))

	_, list, _ = strings.Cut(writingPlaysText(t), "\nNeeds can name ")
	list, _, _ = strings.Cut(list, ".\n")
	var needs []string
	for _, name := range strings.Split(list, ",") {
		needs = append(needs, strings.Trim(strings.TrimSpace(name), "`"))
	}
	sameNames(t, "the need", needs, needNames())

	var rows []string
	for i := range table {
		if len(table[i].plays) > 0 {
			rows = append(rows, strconv.Itoa(table[i].n))
			if cells := fmt.Sprintf("\n| %d | %s | ", table[i].n, SituationName(table[i].n)); !strings.Contains(writingPlaysText(t), cells) {
				t.Errorf("docs/writing-plays.md does not call row %d %q", table[i].n, SituationName(table[i].n))
			}
		}
	}
	sameNames(t, "row", tableRows(t, "Row"), rows)
}

func TestTheGuideKnowsTheWordLimits(t *testing.T) {
	text := writingPlaysText(t)
	for form, most := range limits {
		if !regexp.MustCompile("\\| `# " + upperFirst(string(form)) + "` \\|.*\\| " + strconv.Itoa(most) + " \\|").MatchString(text) {
			t.Errorf("docs/writing-plays.md does not say that a %s has at most %d words", form, most)
		}
	}
}
