package blocks_test

import (
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

func TestNobodyIsPreparedForWhoAskedToBeLeftAlone(t *testing.T) {
	stop := coach.Touch{Channel: coach.Email, Outcome: coach.OptedOut, Direction: coach.In}
	for name, told := range map[string]func(*coach.Advice){
		"on this deal":    func(a *coach.Advice) { a.Deal.Tally.OptedOut = true },
		"on another deal": func(a *coach.Advice) { a.Contacts = []coach.Contact{{Name: "Priya Raman", OptedOut: true}} },
		"in a touch":      func(a *coach.Advice) { a.Touches = append(a.Touches, stop) },
	} {
		a := advice()
		if !strings.Contains(verbsOf(t, blocks.Followup(a, dana, "", nil)), blocks.GetClear+" ") {
			t.Fatal("the card of others has no Get clear")
		}
		told(&a)
		if drawn := verbsOf(t, blocks.Followup(a, dana, "", nil)); strings.Contains(drawn, blocks.GetClear+" ") || strings.Contains(drawn, blocks.LetGo+" ") {
			t.Errorf("asked %s: the card still has %s", name, drawn)
		}
	}
}

// verbsOf is what the buttons of a message do.
func verbsOf(t *testing.T, m blocks.Message) string {
	t.Helper()
	var verbs []string
	for _, b := range m.Blocks {
		if row, ok := b.(*slack.ActionBlock); ok {
			for _, e := range row.Elements.ElementSet {
				verbs = append(verbs, e.(*slack.ButtonBlockElement).ActionID)
			}
		}
	}
	return strings.Join(verbs, " ") + " "
}
