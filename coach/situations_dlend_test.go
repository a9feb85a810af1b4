package coach

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"
)

func (s *told) called(name string) *told { s.Deal.Name = name; return s }

func (s *told) library(text, link string, theme Theme) *told {
	s.Library = append(s.Library, LibraryItem{ID: fmt.Sprint("lib", len(s.Library)), Text: text, Link: link, Theme: theme, AddedAt: today.Add(-40).In(time.UTC)})
	return s
}

func (s *told) from(company string) *told { s.Us.Company = company; return s }

// dlend are the situations of reviving, giving and ending.
func dlend(t testing.TB) []situation {
	sam := func(account string, sent int) *told {
		return tell(t, account, sent).rep("Sam", "555 0143", "Tuesday at 10, Thursday at 2").from("Northgate")
	}
	ana := func(account string, sent int) *told {
		return tell(t, account, sent).rep("Ana", "+34 915 550 143", "Monday at 9, Wednesday at 3").from("Pelion Systems")
	}
	kestrel := func() *told {
		return sam("Kestrel Joinery", 320).to("Piet van Dam", "managing director").touch(300, Email, Sent).touch(290, Call, Reached).no(270, Call, Timing).closed(Lost, 268, "not this year").
			fact(CompanyEvent, "Kestrel is opening a second workshop in Hull in May", "https://kestrel.example/news", 12).says("are opening a second workshop in Hull").
			fact(Result, "kitchen maker: double bookings down by two thirds in a quarter", "our project file", 90).says("cut its double bookings by two thirds in a quarter").
			fact(Vendor, "They use Brightline", "call", 290)
	}
	grace := func() *told { return sam("Pelham Tools", 150).to("Grace Lin", "buyer") }
	harbour := func() *told {
		return sam("Harbour Foods", 30).called("Night shift staffing").to("Dana Whitlock", "operations manager").touch(26, Call, Reached).touch(12, Email, Sent).
			fact(Statement, "Dana said they lose two pickers a month and training takes six weeks", "call", 26).says("you lose two pickers a month and need six weeks to train new ones")
	}
	return []situation{
		// Reopen.
		{name: "reopen-event", play: "reopen", ch: Call, s: kestrel()},
		{name: "reopen-event-voicemail", play: "reopen", ch: Voicemail, s: kestrel()},
		{name: "reopen-event-email", play: "reopen", ch: Email, s: kestrel()},
		{name: "reopen-event-text", play: "reopen", ch: Text, s: kestrel()},
		{name: "reopen-trend-price-email", play: "reopen", ch: Email, s: ana("Marlow Print", 400).to("Ines Costa", "owner").no(360, Email, Price).closed(Lost, 355, "too expensive").
			fact(MarketTrend, "paper prices up 11 % since autumn", "https://papernews.example/q1", 30).says("paying 11% more for paper than last autumn").
			fact(Goal, "cut waste by a quarter", "LinkedIn post", 20).says("cut waste by a quarter")},
		{name: "reopen-real-reason", play: "reopen", ch: Call, s: sam("Solent Freight", 260).to("Omar Haddad", "IT lead").no(230, Call, Price).closed(Lost, 225, "price").
			fact(RealReason, "afraid of moving ten years of data", "call with his assistant", 224).says("the work of moving ten years of data")},
		{name: "reopen-old-statement-email", play: "reopen", ch: Email, s: sam("Bracken Hotels", 300).to("Lucy Adeyemi", "head of housekeeping").no(250, Call, Budget).closed(Lost, 250, "no budget").
			fact(Statement, "Lucy said they can't keep night staff longer than a season.", "our meeting", 280)},
		{name: "reopen-nothing-known", play: "reopen", ch: Call, s: tell(t, "Acme", 300).closed(Lost, 250, "")},
		{name: "reopen-nothing-known-email", play: "reopen", ch: Email, s: tell(t, "Acme", 300).closed(Lost, 250, "")},
		{name: "reopen-dead-headline-email", play: "reopen", ch: Email, s: sam("Fairline Boats", 200).called("Hull inspection drones").to("Tom Reyes", "").touch(150, Email, Sent).closed(Dead, 120, "none").
			fact(CompanyEvent, "Fairline wins order for twelve harbour ferries", "https://boats.example", 5)},
		// The real reason.
		{name: "real-reason-price", play: "real-reason", ch: Call, s: grace().no(3, Call, Price)},
		{name: "real-reason-vendor-email", play: "real-reason", ch: Email, s: sam("Tarn Logistics", 40).to("Maya Okafor", "fleet manager").no(3, Email, CurrentVendor).fact(Vendor, "They use Brightline", "call", 9)},
		{name: "real-reason-statement", play: "real-reason", ch: Call, s: grace().no(3, Call, Price).
			fact(Statement, "overtime is eating their margin", "our meeting", 40).says("overtime is eating your margin")},
		{name: "real-reason-competitor-voicemail", play: "real-reason", ch: Voicemail, s: ana("Alder Clinics", 60).to("Dr. Hanna Weiss", "practice manager").no(2, Call, OtherReason).fact(Competitor, "They also have an offer from Medisoft", "call", 20).says("Medisoft")},
		{name: "real-reason-text", play: "real-reason", ch: Text, s: ana("Wexford Farms", 60).to("Sean Doyle", "").no(2, Call, Timing)},
		{name: "real-reason-lost-email", play: "real-reason", ch: Email, s: sam("Nordwerk", 90).to("Ulrike Brandt", "CFO").touch(40, Email, Replied).closed(Lost, 14, "went another way").
			fact(Goal, "close the books in three days", "call", 60).says("close the books in three days")},
		// One problem.
		{name: "one-problem-statement", play: "one-problem", ch: Call, s: harbour().fact(Result, "training time down from six weeks to two", "our project file", 90).says("brought training down from six weeks to two")},
		{name: "one-problem-email", play: "one-problem", ch: Email, s: ana("Alder Clinics", 40).to("Dr. Hanna Weiss", "practice manager").touch(30, Call, Reached).touch(20, Voicemail, LeftMessage).
			fact(Problem, "phones ring unanswered every Monday morning", "visit", 30).says("phones that ring unanswered every Monday morning").
			fact(Easing, "online booking takes the Monday peak", "own idea", 10).says("spread the Monday calls over the week").
			fact(Result, "a practice in Leeds", "case", 90).says("halved its Monday calls in eight weeks")},
		{name: "one-problem-goal-voicemail", play: "one-problem", ch: Voicemail, s: ana("Alder Clinics", 40).to("Dr. Hanna Weiss", "practice manager").touch(30, Call, Reached).touch(20, Email, Sent).
			fact(Goal, "halve waiting times by Christmas", "call", 20).says("halve the waiting times by Christmas")},
		{name: "one-problem-plain-email", play: "one-problem", ch: Email, s: sam("Nordwerk", 40).to("Ulrike Brandt", "CFO").touch(30, Call, Reached).
			fact(Problem, "Month-end close takes nine days, two people off sick", "call on 3 Feb", 37)},
		{name: "one-problem-nothing-known-email", play: "one-problem", ch: Email, s: sam("Tarn Logistics", 20).called("Fleet cards").to("Maya Okafor", "").touch(12, Call, NoAnswer)},
		{name: "one-problem-text", play: "one-problem", ch: Text, s: harbour()},
		// Giving.
		{name: "timely-news-trend-email", play: "timely-news", ch: Email, s: ana("Marlow Print", 40).to("Ines Costa", "owner").touch(30, Call, Reached).touch(20, Call, NoAnswer).
			fact(MarketTrend, "paper prices up 11 % since autumn", "https://papernews.example/q1", 30).says("paying 11% more for paper than last autumn").
			fact(Statement, "overtime is eating their margin", "our meeting", 30).says("overtime is eating your margin")},
		{name: "timely-news-trend-call", play: "timely-news", ch: Call, s: sam("Kestrel Joinery", 40).to("Piet van Dam", "").touch(30, Email, Sent).
			fact(MarketTrend, "Oak is up 9 % since January", "timber exchange report", 15)},
		{name: "timely-news-no-news", play: "timely-news", ch: Email, s: sam("Kestrel Joinery", 40).to("Piet van Dam", "").touch(30, Call, NoAnswer).
			fact(CompanyEvent, "second workshop", "https://kestrel.example/news", 12).says("are opening a second workshop in Hull")},
		{name: "timely-news-voicemail", play: "timely-news", ch: Voicemail, s: ana("Wexford Farms", 40).to("Sean Doyle", "").touch(30, Email, Sent).
			fact(Technology, "milking robots", "https://farm.example/robots", 60).says("sending milk data straight to the dairy")},
		{name: "success-story-email", play: "success-story", ch: Email, s: harbour().
			fact(Story, "Cold-store wholesaler Brandt had the same turnover", "our project file", 90).says("a cold-store wholesaler with the same turnover on the floor").
			fact(Result, "training time down from six weeks to two", "our project file", 90).says("brought training down from six weeks to two")},
		{name: "success-story-named-call", play: "success-story", ch: Call, s: sam("Bracken Hotels", 40).to("Lucy Adeyemi", "").touch(30, Email, Sent).
			fact(Story, "Hotel Meridian in Porto", "case file", 90).says("the Meridian in Porto, which lost its night porters every autumn").consents("")},
		{name: "success-story-no-leave", play: "success-story", ch: Call, s: sam("Bracken Hotels", 40).to("Lucy Adeyemi", "").touch(30, Email, Sent).
			fact(Story, "Hotel Meridian in Porto", "case file", 90).says("the Meridian in Porto, which lost its night porters every autumn")},
		{name: "success-story-text", play: "success-story", ch: Text, s: sam("Pelham Tools", 40).to("Grace Lin", "").touch(30, Email, Sent).
			fact(Result, "scrap down by a fifth in a year at a tool shop", "case file", 100).says("got its scrap down by a fifth within a year")},
		{name: "extra-service-library-email", play: "extra-service", ch: Email, s: harbour().library("a checklist for taking on pickers in a week", "https://northgate.example/checklist", SaveTime)},
		{name: "extra-service-call", play: "extra-service", ch: Call, s: grace().touch(30, Call, Reached).touch(12, Email, Sent).
			fact(ValueItem, "Seminar on setting times, 14 April", "our calendar", 5).says("two seats in our seminar on setting times, on 14 April").
			fact(Goal, "cut setting times", "call", 30).says("cut your setting times by a third")},
		{name: "extra-service-nothing-voicemail", play: "extra-service", ch: Voicemail, s: sam("Tarn Logistics", 20).to("Maya Okafor", "").touch(12, Email, Sent)},
		{name: "introduction-email", play: "introduction", ch: Email, s: sam("Kestrel Joinery", 40).to("Piet van Dam", "").touch(30, Call, Reached).
			fact(ValueItem, "Ruth Castell made one site out of two at Harbour Foods", "call", 20).consents("Ruth Castell").
			fact(CompanyEvent, "second workshop", "https://kestrel.example/news", 12).says("are opening a second workshop in Hull")},
		{name: "introduction-voicemail", play: "introduction", ch: Voicemail, s: ana("Wexford Farms", 40).to("Sean Doyle", "").touch(30, Email, Sent).
			fact(ValueItem, "Tom Reyes runs a machinery ring", "fair", 20).says("somebody who runs a machinery ring of twelve farms").consents("Tom Reyes")},
		{name: "introduction-no-leave", play: "introduction", ch: Call, s: ana("Wexford Farms", 40).to("Sean Doyle", "").touch(30, Email, Sent).
			fact(ValueItem, "Tom Reyes runs a machinery ring", "fair", 20).named("Tom Reyes").
			fact(Problem, "no spare tractor at harvest", "fair", 20).says("one tractor too few at harvest")},
		// The endings.
		{name: "stand-email", play: "where-do-we-stand", ch: Email, s: sam("Tarn Logistics", 60).called("Fleet cards").to("Maya Okafor", "fleet manager").touch(50, Email, Sent).touch(45, Call, NoAnswer).touch(38, Email, Sent).touch(30, Call, NoAnswer).touch(20, Voicemail, LeftMessage).touch(12, Email, Sent)},
		{name: "stand-call", play: "where-do-we-stand", ch: Call, s: ana("Alder Clinics", 70).to("Hanna Weiss", "").touch(50, Email, Sent).touch(45, Email, Sent).touch(38, Email, Sent).touch(30, Email, Sent).touch(20, Voicemail, LeftMessage).touch(12, Email, Sent)},
		{name: "stand-voicemail", play: "where-do-we-stand", ch: Voicemail, s: ana("Alder Clinics", 70).to("Hanna Weiss", "").touch(50, Email, Sent)},
		{name: "stand-text", play: "where-do-we-stand", ch: Text, s: ana("Alder Clinics", 70).to("Hanna Weiss", "").touch(50, Email, Sent)},
		{name: "close-email-goal", play: "permission-to-close", ch: Email, s: ana("Alder Clinics", 120).to("Hanna Weiss", "practice manager").silent(95).touch(16, Email, Sent).play("apology").
			fact(Goal, "halve waiting times by Christmas", "call", 96).says("halve the waiting times by Christmas")},
		{name: "close-call-event", play: "permission-to-close", ch: Call, s: sam("Kestrel Joinery", 120).to("Piet van Dam", "").silent(95).touch(16, Voicemail, LeftMessage).play("apology").
			fact(CompanyEvent, "second workshop", "https://kestrel.example/news", 12).says("are opening a second workshop in Hull")},
		{name: "close-voicemail", play: "permission-to-close", ch: Voicemail, s: sam("Solent Freight", 120).to("Omar Haddad", "").silent(95).touch(16, Email, Sent).play("apology-gone")},
		{name: "close-text", play: "permission-to-close", ch: Text, s: tell(t, "Acme", 120).silent(95).touch(16, Email, Sent).play("apology-gone")},
		{name: "thanks-call", play: "thanks-and-why", ch: Call, s: sam("Bracken Hotels", 60).to("Lucy Adeyemi", "head of housekeeping").touch(10, Call, Reached).closed(Won, 1, "liked the trial").
			fact(AgreedPoint, "trial in the Leeds house first", "call", 10).says("you'd begin with the Leeds house").
			fact(Referrer, "Ruth Castell at Harbour Foods", "her call", 70)},
		{name: "thanks-email", play: "thanks-and-why", ch: Email, s: ana("Alder Clinics", 60).to("Hanna Weiss", "").touch(10, Call, Reached).closed(Won, 1, "").
			fact(Goal, "halve waiting times by Christmas", "call", 20).says("halve the waiting times by Christmas")},
		{name: "thanks-nothing-known-voicemail", play: "thanks-and-why", ch: Voicemail, s: tell(t, "Acme", 60).closed(Won, 1, "")},
		{name: "thanks-who-else-email", play: "thanks-and-why", ch: Email, s: sam("Bracken Hotels", 90).to("Lucy Adeyemi", "").closed(Won, 40, "").touch(30, Email, Sent).play("thanks-and-why").touch(28, Email, Replied)},
		{name: "thanks-text", play: "thanks-and-why", ch: Text, s: sam("Bracken Hotels", 90).to("Lucy Adeyemi", "").closed(Won, 2, "")},
	}
}

func TestRevivingGivingAndEndingReadAsTheirGoldens(t *testing.T) {
	b := mustBook(t)
	for _, c := range dlend(t) {
		t.Run(c.name, func(t *testing.T) {
			a := c.advise(t, b)
			golden(t, c.name, adviceText(a))
			for _, h := range Check(wordingOf(b.byID[c.play], a.Draft, &a.Situation)).Hits {
				if h.Severity == Fault {
					t.Errorf("%s: %q", h.Rule, h.Quote)
				}
			}
		})
	}
}

var dlendPlays = []string{
	"reopen", "real-reason", "one-problem", "timely-news", "success-story", "extra-service", "introduction",
	"where-do-we-stand", "permission-to-close", "thanks-and-why",
}

// Every wording with all facts and with none, on deals enough to choose each of
// them; and each kind of fact by itself.
func TestRevivingGivingAndEndingFitTheirForms(t *testing.T) {
	alone(t)
	b := mustBook(t)
	for i := range 12 {
		for k, s := range dlendHistories(t, fmt.Sprint("deal", i)) {
			told := s.now()
			for _, facts := range [][]Fact{nil, sampleFacts(true), sampleFacts(false)} {
				told.Facts = facts
				fitsForms(t, b, told)
				for at := range facts {
					if told.Facts = facts[at : at+1]; i == 0 && k < 3 {
						fitsForms(t, b, told)
					}
				}
			}
		}
	}
}

func dlendHistories(t *testing.T, account string) []*told {
	named := func() *told {
		return tell(t, account, 300).called("Cold store controls").rep("Sam Ortiz", "+44 20 7946 0143", "Tuesday 10 to 11 am, Thursday 2 to 3 pm").from("Northgate Systems").to("Dana", "buyer")
	}
	return []*told{
		named().touch(250, Call, Reached), tell(t, account, 300),
		named().no(220, Call, Timing).closed(Lost, 210, "not now"), tell(t, account, 300).no(220, Call, CurrentVendor).closed(Lost, 5, ""),
		tell(t, account, 300).rep("Sam", "555 0143", "").to("Dana", "").closed(Dead, 100, "none"),
		named().closed(Won, 2, "price"), named().closed(Won, 40, "").touch(30, Email, Sent).play("thanks-and-why").touch(28, Email, Replied),
		tell(t, account, 300).closed(Won, 40, "").touch(30, Email, Sent).play("thanks-and-why").touch(28, Email, Replied),
	}
}

var (
	selfLed      = regexp.MustCompile(`^(I|We|Our)\b`)
	sentenceEnds = regexp.MustCompile(`[.?!:]\s+`)
)

func fitsForms(t *testing.T, b *Book, s Situation) {
	t.Helper()
	sig := b.signals(&s)
	for _, id := range dlendPlays {
		p := b.byID[id]
		for _, ch := range p.channels() {
			d, _, err := p.write(sig, ch)
			if err != nil {
				t.Fatal(err)
			}
			text := stepsText(d, 0, len(d.Steps))
			for _, h := range Check(wordingOf(p, d, &s)).Hits {
				if h.Severity == Fault {
					t.Errorf("%s as %s: %s: %q in: %s", id, ch, h.Rule, h.Quote, text)
				}
			}
			if n := d.words(); n > limits[ch] || ch == Voicemail && n < 40 {
				t.Errorf("%s as %s: %d words: %s", id, ch, n, text)
			}
			led := 0
			for _, sentence := range sentenceEnds.Split(text, -1) {
				if selfLed.MatchString(sentence) {
					led++
				}
			}
			if led > 2 {
				t.Errorf("%s as %s begins %d sentences with ourselves: %s", id, ch, led, text)
			}
			asks := strings.Count(text, "?")
			if most := map[Channel]int{Call: 2}[ch]; asks > max(most, 1) || p.Gives && ch != Call && id != "introduction" && asks > 1 {
				t.Errorf("%s as %s asks %d times: %s", id, ch, asks, text)
			}
		}
	}
}

// Whoever hears ten plays must not hear the same opening twice.
func TestNoTwoPlaysOpenAlike(t *testing.T) {
	b := mustBook(t)
	for i := range 20 {
		s := tell(t, fmt.Sprint("deal", i), 300).to("Dana", "").no(220, Call, OtherReason).closed(Lost, 210, "").now()
		for _, ch := range []Channel{Call, Voicemail, Email, Text} {
			opened := map[string]string{}
			for _, id := range append([]string{"second-effort", "apology", "apology-gone"}, dlendPlays...) {
				p := b.byID[id]
				if p.form(ch) == nil {
					continue
				}
				d, _, err := p.write(b.signals(&s), ch)
				if err != nil {
					t.Fatal(err)
				}
				text := stepsText(d, 0, len(d.Steps))
				opening := strings.Join(strings.Fields(greeting.ReplaceAllString(text, ""))[:5], " ")
				if other := opened[opening]; other != "" && b.family(other) != b.family(id) {
					t.Errorf("%s and %s as %s: %q", other, id, ch, opening)
				}
				opened[opening] = id
			}
		}
	}
}

var greeting = regexp.MustCompile(`^(Hi Dana|Hello)[,.]\s+`)
