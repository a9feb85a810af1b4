package blocks_test

import (
	"io/fs"
	"strings"
	"testing"

	"salescoach/bot/blocks"
)

// On a phone every line breaks somewhere, and a line that begins with a dot reads like an
// item of a list.
func TestNoLineCanBeginWithTheDotBetweenTwoParts(t *testing.T) {
	files, err := fs.Glob(blocks.Goldens(), "*.json")
	if err != nil || len(files) < 200 {
		t.Fatalf("%d goldens, %v", len(files), err)
	}
	kept := 0
	for _, file := range files {
		text, err := fs.ReadFile(blocks.Goldens(), file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			drawn := strings.Contains(line, `"text": "`) && strings.HasPrefix(line, "     ") // deeper than what is read out
			if drawn && strings.Contains(line, " · ") {
				t.Errorf("%s: %s", file, line)
			}
			kept += strings.Count(line, "\u00a0· ")
		}
	}
	if kept < 100 {
		t.Errorf("only %d dots were found", kept)
	}
}

// "5 of 4 follow-ups" is no number of anything.
func TestMoreFollowUpsThanTheAimAreNotSomeOfThem(t *testing.T) {
	d := aDigest(1)
	d.Stalled[0].Followups, d.Stalled[0].Target = 5, 4
	b := aBallot()
	b.Deals[0].Cadence.Followups, b.Deals[0].Cadence.Silence = 6, 6
	for want, m := range map[string]blocks.Message{
		"5 follow-ups (the aim is 4)": blocks.Digest(d, blocks.ChartInWords),
		"Follow-ups 6 (the aim is 4)": blocks.Ballot(b),
		"Follow-ups 4 of 4":           blocks.Ballot(aBallot()),
	} {
		if said := strings.Join(markdowns(t, m), "\n"); !strings.Contains(said, want) {
			t.Errorf("nowhere is %q in\n%s", want, said)
		}
	}
}
