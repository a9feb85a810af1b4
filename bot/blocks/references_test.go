package blocks_test

import (
	"fmt"
	"testing"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

func speakers() []coach.Speaker {
	fact := func(id string, kind coach.FactKind, consent bool) coach.Fact {
		return coach.Fact{ID: id, Kind: kind, Consent: consent}
	}
	return []coach.Speaker{
		{Person: "Ada Moor", Stands: []coach.Stand{{Fact: fact("f1", coach.Advocate, false), Account: "Oakfield Dairy", DealID: "d2"}}},
		{Person: "Ruth Castell", Lately: 1, LastOn: day(11, 18), Stands: []coach.Stand{
			{Fact: fact("f2", coach.Referrer, true), Account: "Acme Corporation", DealID: "d1"},
			{Fact: fact("f3", coach.Referrer, false), Account: "Harbour <Foods>", DealID: "d3"},
		}},
		{Person: "Tom Berg", Lately: 2, LastOn: day(11, 3), RestUntil: day(12, 20).Add(30), Stands: []coach.Stand{{Fact: fact("f4", coach.Referrer, true), Account: "Acme Corporation", DealID: "d1"}}},
		{Person: "Una Hoff", LastOn: day(3, 2), Stands: []coach.Stand{{Fact: fact("f5", coach.Advocate, true), Account: "Northside Pumps"}}},
	}
}

func TestTheLedgerReadsAsItShould(t *testing.T) {
	l := coach.Ledger{Today: today, All: 4, People: speakers(), Advocates: []coach.AdvocateCount{{Rep: coach.Rep{ID: "U0DANA"}, Now: 2, Before: 1}}}
	golden(t, "references", blocks.References(l, dana))
	l.Advocates = append(l.Advocates, coach.AdvocateCount{Rep: coach.Rep{ID: "U0OTTO"}, Now: 1, Before: 1})
	golden(t, "references_for_a_manager", blocks.References(l, boss))
	golden(t, "references_none", blocks.References(coach.Ledger{Today: today}, dana))
}

func TestALongLedgerComesInPages(t *testing.T) {
	l := coach.Ledger{Today: today, All: 30, From: 12}
	for n := range coach.LedgerPage {
		s := coach.Speaker{Person: fmt.Sprint("Person ", n)}
		for m := range 9 {
			s.Stands = append(s.Stands, coach.Stand{Fact: coach.Fact{ID: fmt.Sprint("f", m), Kind: coach.Referrer, Consent: true}, Account: fmt.Sprint("Firm ", m), DealID: "d1"})
		}
		l.People = append(l.People, s)
	}
	golden(t, "references_page", blocks.References(l, other))
}

func TestTheHomeworkFormAsksWhoAndForTheirLeave(t *testing.T) {
	s := coach.Situation{Deal: acme(), Cadence: cadence()}
	for name, d := range map[string]coach.FactDraft{
		"referrer": {Kind: coach.Referrer, Text: "Ruth Castell said to call", Person: "Ruth Castell", Consent: true},
		"advocate": {Kind: coach.Advocate, Text: "Tom Berg thinks well of us"},
		"value":    {Kind: coach.ValueItem, Text: "somebody who runs three such lines"},
		"story":    {Kind: coach.Story, Text: "a bottler with the same jams", Consent: true},
	} {
		goldenForm(t, "form_homework_"+name, blocks.HomeworkForm(blocks.FactForm{Situation: s, Draft: d, Meta: "{}"}))
	}
}

func TestAFactAboutSomebodyAsksWhoItIs(t *testing.T) {
	l := coach.Learned{Advice: advice(), Fact: coach.Fact{ID: "f1", Kind: coach.Referrer, Text: "Ruth suggested that I call", Source: "call"}}
	golden(t, "learned_who", blocks.Learned(l))
}
