package coach_test

import (
	"testing"

	"salescoach/coach"
)

func TestAQuestionIsKeptWithItsFactAndInTheAuditLog(t *testing.T) {
	d := newDesk(t)
	deal, in := d.deal(t, "Two Rivers"), d.asks()
	draft := coach.FactDraft{Kind: coach.Statement, Text: "three collections a week", AskAs: "what fills your bins fastest", Source: "call", On: october}
	l, err := d.AddFact(t.Context(), in, deal, draft)
	if err != nil || l.Fact.AskAs != "What fills your bins fastest?" {
		t.Fatalf("%q, %v", l.Fact.AskAs, err)
	}
	draft.AskAs = "What fills your bins? And when?"
	if _, err := d.AddFact(t.Context(), d.asks(), deal, draft); coach.KindOf(err) != coach.Invalid {
		t.Errorf("two questions in a new fact: %v", err)
	}
	if _, err := d.ChangeFact(t.Context(), d.asks(), deal, l.Fact.ID, draft); coach.KindOf(err) != coach.Invalid {
		t.Errorf("two questions in one on file: %v", err)
	}
	if _, f, err := d.FactOf(t.Context(), d.asks(), deal, l.Fact.ID); err != nil || f.AskAs != "What fills your bins fastest?" {
		t.Errorf("after what was refused: %q, %v", f.AskAs, err)
	}
	draft.AskAs = ""
	if l, err = d.ChangeFact(t.Context(), d.asks(), deal, l.Fact.ID, draft); err != nil || l.Fact.AskAs != "" {
		t.Errorf("taken out: %q, %v", l.Fact.AskAs, err)
	}
	var log [][2]string
	for _, e := range entriesOf(t, d.Coach, coach.AuditQuery{}) {
		for _, i := range e.Items {
			if i.Noun == "fact" {
				log = append(log, [2]string{i.Before["ask_as"], i.After["ask_as"]})
			}
		}
	}
	if len(log) != 2 || log[0] != [2]string{"", "What fills your bins fastest?"} || log[1] != [2]string{"What fills your bins fastest?", ""} {
		t.Errorf("the log says %q", log)
	}
}
