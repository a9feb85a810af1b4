package blocks_test

import (
	"fmt"
	"testing"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

// aDigest has n stalled deals.
func aDigest(n int) coach.Digest {
	d := coach.Digest{
		Channel: "C1", Day: coach.Date{Year: 2026, Month: 11, Day: 23}, Names: true,
		Numbers:  coach.Numbers{Reps: 3, Open: 40, Stalled: n, Twice: coach.Twice{Due: 28, Made: 12}, Of: coach.Date{Year: 2026, Month: 11, Day: 20}, Touches: 9, Replies: 2},
		LastWeek: &coach.Numbers{Open: 38, AtRisk: []coach.Money{{Minor: 21_000_000, Currency: "USD"}}, Twice: coach.Twice{Due: 26, Made: 10}, Touches: 7, Replies: 3},
	}
	var amounts []coach.Money
	for i := range n {
		s := coach.Stalled{
			DealID: fmt.Sprint("d", i), Account: fmt.Sprintf("Firm %d", i+1), Amount: coach.Money{Minor: int64(n-i) * 1_250_000, Currency: "USD"},
			RepName: "Dana Whitlock", Followups: i % 4, Target: 4, Quiet: 10 + 7*i,
		}
		d.Stalled, amounts = append(d.Stalled, s), append(amounts, s.Amount)
	}
	d.Numbers.AtRisk = coach.Sum(amounts...)
	return d
}

// inVain is the digest when so many deals were brought up in vain.
func inVain(d coach.Digest, n int) coach.Digest {
	for i := range n {
		d.Vain = append(d.Vain, coach.Vain{Stalled: coach.Stalled{Account: fmt.Sprintf("Mill *%d*", i+1), Name: "<!here>", RepName: "Dana Whitlock"}, Times: 9 - i})
	}
	return d
}

func TestDigests(t *testing.T) {
	d := aDigest(3)
	d.Stalled[0].Account, d.Stalled[0].Name, d.Stalled[1].Amount = "Marlow *Printing*", "<!channel> renewal", coach.Money{}
	golden(t, "digest", blocks.Digest(d, blocks.ChartInWords))
	nameless := inVain(aDigest(1), 2)
	nameless.Names, nameless.LastWeek, nameless.Numbers.Twice = false, nil, coach.Twice{Due: 3, Made: 1}
	golden(t, "digest-nameless", blocks.Digest(nameless, blocks.ChartInWords))
	golden(t, "digest-long", blocks.Digest(aDigest(31), blocks.ChartInWords))
	golden(t, "digest-chart", blocks.Digest(inVain(aDigest(4), 7), blocks.ChartBySlack))
	golden(t, "digest-cheer-vain", blocks.Digest(inVain(aDigest(0), 1), blocks.ChartInWords))
	golden(t, "digest-rest", blocks.Rest(aDigest(31), 25, 50))
	golden(t, "digest-cheer", blocks.Digest(aDigest(0), blocks.ChartInWords))
	golden(t, "digest-greeting", blocks.Greeting(coach.Greeting{}))
	golden(t, "digest-greeting-on", blocks.Greeting(coach.Greeting{Digest: true}))
	const usual = "on working days at 09:00"
	manager, rep := blocks.Reader{ID: "U1", Manager: true}, blocks.Reader{ID: "U2"}
	off := coach.Room{ID: "C1", DigestAt: coach.DigestOff}
	golden(t, "digest-state-off", blocks.DigestState(off, false, usual, manager))
	golden(t, "digest-state-on", blocks.DigestState(coach.Room{DigestAt: coach.DigestOn, Zone: "America/New_York"}, true, usual, rep))
	golden(t, "digest-set", blocks.DigestSet(coach.Room{DigestAt: "09:30", Zone: "Europe/Berlin"}, usual, false))
	golden(t, "digest-set-now", blocks.DigestSet(coach.Room{DigestAt: "09:30", Zone: "Europe/Berlin"}, usual, true))
	golden(t, "digest-set-off", blocks.DigestSet(off, usual, false))
}

func TestTheChartIsOfTheCurrencyThatMostDealsHave(t *testing.T) {
	d := aDigest(12)
	for i := range 5 {
		d.Stalled[i].Amount.Currency = "EUR"
	}
	d.Stalled[11].Amount = coach.Money{}
	golden(t, "digest-currencies", blocks.Digest(d, blocks.ChartInWords))
	golden(t, "digest-picture", blocks.Digest(d, "F00000001"))
}

func TestADigestHasAChartWhereThereIsSomethingToCompare(t *testing.T) {
	has := func(m blocks.Message) bool {
		for _, b := range m.Blocks {
			if b.BlockType() == "data_visualization" {
				return true
			}
		}
		return false
	}
	if !has(blocks.Digest(aDigest(12), blocks.ChartBySlack)) || has(blocks.Digest(aDigest(12), blocks.ChartInWords)) || has(blocks.Digest(aDigest(1), blocks.ChartBySlack)) {
		t.Error("a chart is missing, not wanted, or of a single bar")
	}
}
