package blocks_test

import (
	"fmt"
	"strings"
	"testing"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

// handed is a deal of Dana's that Mira gave to Otto.
func handed() coach.Handed {
	h := coach.Handed{
		Handover: coach.Handover{ID: "h1", By: "U0BOSS", From: "U0DANA", FromName: "Dana Whitlock", To: "U0OTTO", Deals: []string{"d1"}},
		By:       coach.Rep{ID: "U0BOSS", RealName: "Mira Okafor"}, From: coach.Rep{ID: "U0DANA", RealName: "Dana Whitlock"}, To: coach.Rep{ID: "U0OTTO", RealName: "Otto Lindqvist"},
		Advice: advice(),
	}
	h.Advice.Deal.RepID, h.Advice.Deal.RepName = "U0OTTO", "Otto Lindqvist"
	h.Deals = []coach.Due{{Deal: h.Advice.Deal, Cadence: h.Advice.Cadence}}
	return h
}

// left is what Dana left behind.
func left() coach.Departed {
	d := coach.Departed{Rep: coach.Rep{ID: "U0DANA", RealName: "Dana Whitlock", Deleted: true}, Open: 3, Again: 1, Worth: []coach.Money{{Minor: 6_500_000, Currency: "USD"}}}
	for i, firm := range []string{"Acme Corporation", "Harbour Foods", "Sunhill <Foods>"} {
		deal := acme()
		deal.ID, deal.Account, deal.Name = fmt.Sprint("d", i+1), firm, ""
		deal.Amount.Minor /= int64(i + 1)
		c := cadence()
		c.Followups, c.Quiet = i, 3*i
		d.Deals = append(d.Deals, coach.Due{Deal: deal, Cadence: c})
	}
	return d
}

func TestReassigningReadsAsItShould(t *testing.T) {
	goldenForm(t, "reassign", blocks.ReassignForm(acme(), "{}"))
	h := handed()
	golden(t, "reassigned", blocks.Reassigned(h, boss))
	golden(t, "handed_over", blocks.HandedOver(h))
	h.Handover.BackAt, h.Deals, h.Advice = nine, nil, advice()
	golden(t, "handed_back", blocks.HandedBack(h, boss))
	golden(t, "handed_over_and_gone", blocks.HandedOver(h))
	if again := blocks.Reassigned(h, boss); !strings.Contains(again.Text, "again") {
		t.Errorf("an earlier delivery, taken back since, shows %q", again.Text)
	}
}

func TestGivingAwayWhatSomebodyLeftReadsAsItShould(t *testing.T) {
	d := left()
	golden(t, "left_deals", blocks.LeftDealsList(d))
	goldenForm(t, "reassign_all", blocks.ReassignAllForm(d, "{}"))
	goldenForm(t, "reassign_sure", blocks.SureForm(d, coach.Rep{ID: "U0OTTO", RealName: "Otto Lindqvist"}, "{}"))
	goldenForm(t, "reassign_late", blocks.NotReassigned("Dana Whitlock hasn't left, so nothing was changed."))

	h := handed()
	h.From.Deleted, h.Deals, h.Worth, h.Advice = true, d.Deals, d.Worth, coach.Advice{}
	h.Deals[0].Cadence.Due, h.Deals[0].Cadence.Overdue, h.Deals[0].Cadence.DueOn, h.Deals[0].Cadence.Quiet = true, 2, day(11, 17), 8
	closed := h.Deals[2]
	closed.Deal.ID, closed.Deal.Account, closed.Deal.Stage, closed.Deal.RevisitOn = "d9", "Osterley Mills", coach.Lost, day(12, 14)
	h.Deals = append(h.Deals, closed)
	h.Handover.Deals = []string{"d1", "d2", "d3", "d9"}
	golden(t, "reassigned_all", blocks.ReassignedAll(h, boss))
	golden(t, "handed_over_all", blocks.HandedOver(h))
	h.Handover.BackAt = nine
	golden(t, "handed_back_all", blocks.ReassignedAll(h, boss))
}

func TestWhatALeaverOwesIsSaidWithTheirDealsAndWithoutAny(t *testing.T) {
	d, h := left(), handed()
	d.Owed = 1
	goldenForm(t, "reassign_sure_owed", blocks.SureForm(d, coach.Rep{ID: "U0OTTO", RealName: "Otto Lindqvist"}, "{}"))

	won := acme()
	won.ID, won.Account, won.Stage = "d9", "Osterley <Mills>", coach.Won
	task := coach.Task{ID: "t1", DealID: "d9", RepID: "U0OTTO", Text: "Thank Tom Reed and say what came of it", DueOn: day(11, 17)}
	h.From.Deleted, h.Advice, h.Today = true, coach.Advice{}, day(11, 20)
	h.Owed, h.Handover.Deals, h.Handover.Tasks = []coach.Owed{{Task: task, Deal: won}}, []string{"d1", "d2"}, []string{"t1"}
	h.Deals = d.Deals[:2]
	golden(t, "handed_over_and_owed", blocks.HandedOver(h))
	golden(t, "reassigned_and_owed", blocks.ReassignedAll(h, boss))
	h.Deals, h.Handover.Deals = nil, nil
	for range 6 {
		h.Owed = append(h.Owed, h.Owed[0])
	}
	golden(t, "handed_over_owed", blocks.HandedOver(h))
	golden(t, "reassigned_owed", blocks.ReassignedAll(h, boss))
	h.Handover.BackAt, h.Owed = nine, nil
	golden(t, "handed_back_owed", blocks.ReassignedAll(h, boss))
}

// What is said of very many deals, with names as long as they get, fits all the same.
func TestTheFullestHandoverIsWithinSlacksLimits(t *testing.T) {
	d, h := left(), handed()
	for i := range 500 {
		due := d.Deals[0]
		due.Deal.Account, due.Deal.ID = strings.Repeat("x&", 60), fmt.Sprint("long-id-of-a-deal-", i)
		h.Deals = append(h.Deals, due)
		h.Handover.Deals = append(h.Handover.Deals, due.Deal.ID)
		h.Owed = append(h.Owed, coach.Owed{Task: coach.Task{ID: "t", Text: strings.Repeat("x&", 300)}, Deal: due.Deal})
		if len(d.Deals) < 12 {
			d.Deals = append(d.Deals, due)
		}
	}
	d.Open, d.Owed, h.Handover.Left = 800, 500, 300
	for name, m := range map[string]blocks.Message{"the list": blocks.LeftDealsList(d), "the word": blocks.HandedOver(h), "what became of it": blocks.ReassignedAll(h, boss)} {
		if err := blocks.Check(m); err != nil || m.Size() > blocks.MaxAck {
			t.Errorf("%s: %v, %d bytes", name, err, m.Size())
		}
	}
}

func TestOnlyManagersSeeReassign(t *testing.T) {
	closed := advice()
	closed.Deal.Stage = coach.Lost
	for _, a := range []coach.Advice{advice(), closed} {
		for r, want := range map[blocks.Reader]bool{dana: false, other: false, boss: true} {
			if got := strings.Contains(fmt.Sprint(string(indent(t, blocks.Followup(a, r, "", nil).Blocks))), `"deal.reassign"`); got != want {
				t.Errorf("%s, %s: Reassign is there: %v", r.ID, a.Deal.Stage, got)
			}
		}
	}
}
