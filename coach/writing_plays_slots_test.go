package coach

import (
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/template"
)

var (
	slotRow  = regexp.MustCompile("(?m)^\\| `(\\{\\{.*?\\}\\})` \\| (.*?) \\| (.*?)\\|$")
	slotName = regexp.MustCompile(`^\{\{(?:if |with )?\(?\.(\w+)`)
	slotWay  = regexp.MustCompile(`^\{\{(?:if |with )?\.(?:Event|Gift|NextStep|Problem|Result|Statement|Story)\.(\w+)\}\}`)
)

// The table of slots has every slot, and shows what it gives: -update writes the
// examples anew.
func TestTheGuideTellsOfEverySlotAndShowsWhatItGives(t *testing.T) {
	var told, ways []string
	text := writingPlaysText(t)
	now := slotRow.ReplaceAllStringFunc(text, func(row string) string {
		m := slotRow.FindStringSubmatch(row)
		told = append(told, slotName.FindStringSubmatch(m[1])[1])
		if way := slotWay.FindStringSubmatch(m[1]); way != nil {
			ways = append(ways, way[1])
		}
		example := slotExample(t, m[1])
		if example != "" {
			example += " "
		}
		return "| `" + m[1] + "` | " + m[2] + " | " + example + "|"
	})
	slices.Sort(told)
	sameNames(t, "the slot", slices.Compact(told), methods(reflect.TypeFor[words]()))
	sameNames(t, "the way to say a slot,", append(ways, "String"), methods(reflect.TypeFor[slot]()))
	if *update {
		if err := os.WriteFile(writingPlays, []byte(now), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if now != text {
		t.Errorf("%s shows other words than the slots give; -update writes them anew", writingPlays)
	}
}

func methods(of reflect.Type) []string {
	var names []string
	for i := range of.NumMethod() {
		names = append(names, of.Method(i).Name)
	}
	return names
}

// slotExample is what a slot gives in the first scene where it gives anything, with
// everything known before it is tried with nothing known; "" for what is no words
// by itself.
func slotExample(t *testing.T, slot string) string {
	t.Helper()
	if strings.HasPrefix(slot, "{{if") || strings.Contains(slot, "…") {
		return ""
	}
	tmpl := template.Must(template.New("").Parse(slot))
	for _, all := range []bool{true, false} {
		for i := range scenes { // from the second on: of a deal that was won there is least to say
			for deal := range 3 {
				s := scenes[(i+1)%len(scenes)].situation(deal+1, all, !strings.Contains(slot, "Noted"))
				if got := slotIn(t, tmpl, s); got != "" && !strings.Contains(got, unsaid) {
					return got
				}
			}
		}
	}
	t.Errorf("%s gives nothing in any scene", slot)
	return ""
}

func slotIn(t *testing.T, tmpl *template.Template, s Situation) string {
	t.Helper()
	for i := range s.Facts {
		switch f := &s.Facts[i]; {
		case f.Kind == CompanyEvent:
			f.Text, f.Source = "second depot in Leeds, from May", "https://news.example/leeds"
		case f.SayAs != "":
			f.Text = f.SayAs
		}
	}
	sig := mustBook(t).signals(&s)
	if len(s.Touches) > 0 {
		sig.owed = sampleOwed(&Play{Task: ThankAdvocate}, &s)
	}
	var b strings.Builder
	if err := tmpl.Execute(&b, newWords(sig, "guide")); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
