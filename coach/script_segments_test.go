package coach

import (
	"strings"
	"testing"
)

// linesWithSegments are the lines of a play that need no template to be said.
func linesWithSegments(p *Play) (with []*line, all int) {
	for _, piece := range p.everyPiece() {
		for i := range piece.lines {
			all++
			if l := &piece.lines[i]; l.segments != nil {
				with = append(with, l)
			}
		}
	}
	return with, all
}

func TestALineSaysByItsSegmentsWhatItsTemplateSays(t *testing.T) {
	book, said, unsayable := mustBook(t), 0, 0
	for _, p := range book.plays {
		lines, _ := linesWithSegments(p)
		for _, s := range samples() {
			w := newWords(book.signals(&s), p.ID)
			for _, l := range lines {
				got, _ := l.say(w)
				var want strings.Builder
				if err := l.tmpl.Execute(&want, w); err != nil {
					t.Fatal(err)
				}
				switch no := strings.Contains(want.String(), unsaid); {
				case no && strings.Contains(got, unsaid):
					unsayable++ // said up to the empty slot
				case no || got != want.String():
					t.Errorf("%s, line %d: %q; its template says %q", p.ID, l.at, got, want.String())
				default:
					said++
				}
			}
		}
	}
	if said < 10_000 || unsayable < 10_000 {
		t.Errorf("only %d lines were said, and %d could not be", said, unsayable)
	}
}

func TestMostLinesOfTheBookNeedNoTemplate(t *testing.T) {
	quick, total := 0, 0
	for _, p := range mustBook(t).plays {
		with, all := linesWithSegments(p)
		quick, total = quick+len(with), total+all
	}
	if quick < total*2/3 {
		t.Errorf("%d of %d lines need no template", quick, total)
	}
}

func TestALineThatDoesMoreThanAskIsLeftToItsTemplate(t *testing.T) {
	for _, text := range []string{"", "{{with .Event}}{{.}}{{end}}", "{{if not .Event}}None{{end}}", "{{.Nothing}}", "{{.Event.Nothing}}", "{{.Talked}}",
		"{{.OneOf .Hello}}", "{{.Hello | len}}", "{{$x := .Hello}}"} {
		var pieces []piece
		if err := (&scriptReader{play: &Play{}}).add(&pieces, text); err != nil {
			t.Fatal(err)
		}
		if pieces[0].lines[0].segments != nil {
			t.Errorf("%q has segments", text)
		}
	}
}
