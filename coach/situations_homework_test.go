package coach

import "testing"

// homeworkSituations are about the homework score: what it keeps back, what it
// opens, and what a rep may use for all that.
func homeworkSituations(t testing.TB) []situation {
	sam := func(account string, sent int) *told {
		return tell(t, account, sent).rep("Sam", "555 0143", "Tuesday at 10, Thursday at 2")
	}
	pelham := func() *told {
		return sam("Pelham Tools", 12).to("Grace Lin", "buyer").no(0, Call, Price).
			fact(Statement, "overtime is eating their margin", "our meeting", 40).says("overtime is eating your margin")
	}
	return []situation{
		{name: "homework-none-statement-waits", s: pelham()},
		{name: "homework-by-email-event-waits", s: sam("Kestrel Joinery", 14).to("Piet van Dam", "managing director").no(0, Email, OtherReason).homework(4).
			fact(CompanyEvent, "Kestrel is opening a second workshop in Hull in May", "https://kestrel.example/news", 12).says("are opening a second workshop in Hull").
			fact(MarketTrend, "oak is up by a tenth", "https://timber.example", 25).says("paying a tenth more for oak than last year")},
		{name: "homework-done-statement", s: pelham().homework(8)},
		{name: "homework-done-report", s: sam("Alder Clinics", 20).to("Dr. Hanna Weiss", "practice manager").no(0, Call, OtherReason).homework(7).
			fact(AnnualReport, "Alder plans to close two of its nine branches", "annual report 2025, page 14", 60).says("you plan to close two of your nine branches")},
		{name: "homework-done-report-plain", ch: Email, play: "second-effort", s: sam("Alder Clinics", 20).to("Dr. Hanna Weiss", "practice manager").no(0, Call, OtherReason).homework(7).
			fact(AnnualReport, "Two of nine branches to be closed in 2027", "annual report 2025, page 14", 60)},
	}
}

func TestHomeworkSituationsReadAsTheirGoldens(t *testing.T) {
	b := mustBook(t)
	for _, c := range homeworkSituations(t) {
		t.Run(c.name, func(t *testing.T) { golden(t, c.name, adviceText(c.advise(t, b))) })
	}
}
