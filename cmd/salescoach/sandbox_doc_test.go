package main

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"salescoach/coach"
)

// docs/sandbox.md leads to a deal in each situation of the decision table.
func TestTheGuideToTheSampleLeadsToEverySituation(t *testing.T) {
	s := loadSample(t, wednesday)
	hanna := coach.Input{Workspace: sampleSpace, Rep: samplePeople()[0].rep()}
	page := readText(t, "docs/sandbox.md")
	seen := map[int]bool{}
	line := regexp.MustCompile("(?m)^\\| (\\d+) \\| [^|]+ \\| `/followup ([^`]+)` \\| ([^|]+) \\|$")
	for _, m := range line.FindAllStringSubmatch(page, -1) {
		row, err := strconv.Atoi(m[1])
		if err != nil {
			t.Fatal(err)
		}
		seen[row] = true
		found, a, err := s.coach.Followup(t.Context(), hanna, m[2])
		if err != nil || !found.One() {
			t.Errorf("/followup %s finds %+v, %v", m[2], found, err)
			continue
		}
		if a.Row != row || !strings.Contains(a.Deal.RepName, m[3]) {
			t.Errorf("/followup %s: row %d of %s, and the page says row %d of %s", m[2], a.Row, a.Deal.RepName, row, m[3])
		}
	}
	rows := regexp.MustCompile(`(?m)^\| (\d+) \|`).FindAllStringSubmatch(readText(t, "docs/playbook.md"), -1)
	if len(rows) < 24 {
		t.Fatalf("docs/playbook.md has %d rows", len(rows))
	}
	for _, m := range rows {
		if row, _ := strconv.Atoi(m[1]); !seen[row] && !strings.Contains(page, "Row "+m[1]+" ") {
			t.Errorf("row %d is not on the page", row)
		}
	}
}

// Row 21 is told in words: the one situation that no sample deal is in is one touch and
// some days away.
func TestASmallSurpriseIsOneStepAway(t *testing.T) {
	s := loadSample(t, wednesday)
	var larkspur coach.Deal
	for _, d := range s.deals {
		if d.Account == "Larkspur Senior Living" {
			larkspur = d.Deal
		}
	}
	in := coach.Input{Workspace: sampleSpace, Key: "one", Rep: coach.Rep{ID: larkspur.RepID}}
	on := coach.DateOf(s.now, s.now.Location()).Add(-6)
	if _, err := s.coach.LogTouch(t.Context(), in, larkspur.ID, coach.TouchDraft{Channel: coach.Letter, Outcome: coach.Sent, On: on}); err != nil {
		t.Fatal(err)
	}
	if a := s.advice(t, larkspur.Account); a.Row != 21 {
		t.Errorf("row %d: %s", a.Row, a.Why)
	}
}
