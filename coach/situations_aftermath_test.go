package coach

import "testing"

// aftermathSituations are about what comes after an answer to words of ours.
func aftermathSituations(t testing.TB) []situation {
	sam := func(account string, sent int) *told {
		return tell(t, account, sent).rep("Sam", "555 0143", "Tuesday at 10, Thursday at 2")
	}
	silent := func() *told { return sam("Kestrel Joinery", 60).to("Piet van Dam", "").silent(45) }
	no := func() *told { return sam("Pelham Tools", 12).to("Grace Lin", "buyer").no(1, Call, Price) }
	return []situation{
		{name: "after-apology-call", s: silent().touch(0, Call, Reached).play("apology")},
		{name: "after-apology-email", s: silent().touch(3, Email, Sent).play("apology-gone").touch(1, Email, Replied)},
		{name: "after-apology-no", s: silent().touch(1, Call, SaidNo).play("apology")},
		{name: "after-second-effort-unanswered", s: no().touch(0, Email, Sent).play("second-effort")},
	}
}

func TestAftermathSituationsReadAsTheirGoldens(t *testing.T) {
	b := mustBook(t)
	for _, c := range aftermathSituations(t) {
		t.Run(c.name, func(t *testing.T) { golden(t, c.name, adviceText(c.advise(t, b))) })
	}
}
