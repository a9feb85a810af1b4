package coach

import (
	"slices"
	"testing"
)

// rcfuSituations are told for the plays of unreturned calls (RC) and of following
// up proposals (FU), in every form, with much, little and nothing known.
func rcfuSituations(t testing.TB) []situation {
	sam := func(account string, sent int) *told {
		s := tell(t, account, sent).rep("Sam", "555 0143", "Tuesday at 10, Thursday at 2")
		s.Us = Us{Company: "Northgate", Offer: "we keep cold stores cold for less"}
		return s
	}
	return slices.Concat(firstSituations(sam), openSituations(sam), callSituations(sam), otherWaysSituations(sam))
}

// firstSituations are of the first follow-up, and of a rival in the running.
func firstSituations(sam func(string, int) *told) []situation {
	return []situation{
		{name: "first-agreed-statement", play: "first-followup", s: sam("Corvo Packaging", 6).to("Nadia Ferro", "plant manager").touch(12, Call, Reached).
			fact(Statement, "every changeover costs them 40 minutes", "call", 12).says("every changeover costs you forty minutes").
			fact(AgreedPoint, "try it on line 4 first", "call", 12).says("you'd try it on line 4 first")},
		{name: "first-next-step-plain-email", play: "first-followup", ch: Email, s: sam("Lumen Software", 8).to("Jo Park", "head of support").touch(14, Meeting, Reached).
			fact(Problem, "Tickets over the weekend pile up, nobody on call", "our meeting", 14).
			fact(NextStep, "Jo sends the ticket list, we mark what we could take over", "our meeting", 14)},
		{name: "first-nothing-known", play: "first-followup", s: tell(nil, "Acme", 5)},
		{name: "first-goal-voicemail", play: "first-followup", ch: Voicemail, s: sam("Quayside Dental", 5).to("Dr. Priya Raman", "owner").
			fact(Goal, "open Saturdays without hiring", "call", 11).says("open on Saturdays without hiring anybody")},
		{name: "first-event-text", play: "first-followup", ch: Text, s: sam("Brindle Roofing", 7).to("Callum Reid", "").
			fact(CompanyEvent, "They've won the school roofs for the whole county", "https://county.example/awards", 9)},
		{name: "first-statement-in-german-email", play: "first-followup", ch: Email, s: sam("Nordwerk", 9).to("Brandt, Ulrike", "CFO").
			fact(Statement, "„Bis Leipzig läuft, drehe ich jeden Euro zweimal um“", "call on 3 Feb", 37)},
		{name: "first-known-only-by-date-voicemail", play: "first-followup", ch: Voicemail, s: sam("Halden Wind", 5).to("Ingrid Moe", "")},
		{name: "first-problem", play: "first-followup", s: sam("Meridian Care Homes", 6).to("Tess Okoro", "regional manager").touch(13, Email, Replied).
			fact(Problem, "agency nights", "email", 13).says("agency staff on every second night shift")},

		{name: "fit-rival-statement-easing", play: "our-fit", s: sam("Kestrel Joinery", 20).to("Piet van Dam", "managing director").touch(14, Call, Reached).touch(7, Email, Sent).
			fact(Competitor, "Brightline", "call", 14).
			fact(Statement, "The move to Hull must not cost a single Saturday", "call", 14).says("the move to Hull mustn't cost you a single Saturday").
			fact(Easing, "one cutting list for both workshops", "own notes", 13).says("run both workshops from one cutting list")},
		{name: "fit-rival-hearsay-nothing-else-email", play: "our-fit", ch: Email, s: sam("Fenwick Garden Centres", 18).to("Rosa Blume", "buyer").touch(9, Call, NoAnswer).
			fact(Competitor, "Somebody at the fair said they also have a bid from Brightline", "trade fair gossip", 12)},
		{name: "fit-goal-voicemail", play: "our-fit", ch: Voicemail, s: sam("Vesper Lighting", 22).to("Marc Delorme", "").touch(8, Email, Sent).
			fact(Competitor, "two others", "call", 15).
			fact(Goal, "launch the spring range in week 14", "call", 15).says("launch the spring range in week 14")},
		{name: "fit-problem-story-email", play: "our-fit", ch: Email, s: sam("Tollgate Insurance", 25).to("Beatrix Lang", "claims director").touch(10, Call, NoAnswer).
			fact(Competitor, "They're also talking to Ostmark", "email", 20).
			fact(Problem, "storm claims", "email", 20).says("a thousand storm claims and two open posts").
			fact(Story, "Regional insurer after the floods", "project file", 300).says("an insurer who had the floods of two summers ago on the desk")},
		{name: "fit-text", play: "our-fit", ch: Text, s: sam("Wexford Farms", 19).to("Sean Doyle", "").touch(6, Email, Sent).
			fact(Competitor, "the co-op", "call", 15).
			fact(Goal, "milk twice a day with two people", "call", 15).says("milk twice a day with two people")},
	}
}

// openSituations are of people who are interested and cannot decide.
func openSituations(sam func(string, int) *told) []situation {
	return []situation{
		{name: "small-reason-and-agreed", play: "one-small-step", s: sam("Solent Freight", 24).to("Omar Haddad", "IT lead").touch(9, Call, Reached).
			fact(AgreedPoint, "start with the Southampton depot only", "call", 9).says("you'd start with the Southampton depot only").
			fact(RealReason, "moving ten years of data", "call", 9).says("the work of moving ten years of data")},
		{name: "small-nothing-known", play: "one-small-step", s: sam("Marlow Print", 20).to("Ines Costa", "owner").touch(8, Email, Replied)},
		{name: "small-next-step-email", play: "one-small-step", ch: Email, s: sam("St Anne's College", 26).to("Helen Marsh", "bursar").touch(11, Meeting, Reached).touch(5, Call, NoAnswer).
			fact(NextStep, "a look at last year's timetable", "meeting", 11).says("a look at last year's timetable")},
		{name: "small-goal-voicemail", play: "one-small-step", ch: Voicemail, s: sam("Alder Clinics", 30).to("Dr. Hanna Weiss", "practice manager").touch(9, Call, Reached).
			fact(Goal, "halve waiting times by Christmas", "call", 20).says("halve the waiting times by Christmas")},
		{name: "small-text-poor", play: "one-small-step", ch: Text, s: tell(nil, "Acme", 20).to("Dana Whitlock", "").touch(8, Email, Replied)},
		{name: "picture-hope-result", play: "their-picture", s: sam("Oakfield Dairy", 27).to("Margaret Vance", "owner").touch(10, Visit, Reached).
			fact(Aspiration, "hand the dairy over as a firm that runs without her", "visit", 10).says("hand over a firm that runs without you").
			fact(Result, "month-end count from two days to three hours", "project file", 100).says("got the month-end stock count down from two days to three hours")},
		{name: "picture-goal-email", play: "their-picture", ch: Email, s: sam("Ashby Accountants", 23).to("Colin Frost", "partner").touch(9, Call, Reached).
			fact(Goal, "no weekend work in January", "call", 9).says("get through January without weekend work")},
		{name: "picture-result-voicemail", play: "their-picture", ch: Voicemail, s: sam("Bracken Hotels", 28).to("Lucy Adeyemi", "head of housekeeping").touch(9, Call, Reached).
			fact(Result, "linen losses down by a third in a season", "case file", 80).says("lost a third less linen within a season")},
		{name: "picture-hope-text", play: "their-picture", ch: Text, s: sam("Fairline Boats", 28).to("Tom Reyes", "").touch(9, Call, Reached).
			fact(Aspiration, "build one boat a year just for the fun of it", "call", 9).says("build one boat a year just for the fun of it")},
	}
}

// callSituations are of calls that are not returned.
func callSituations(sam func(string, int) *told) []situation {
	three := func(s *told) *told {
		return s.touch(15, Call, NoAnswer).touch(9, Voicemail, LeftMessage).touch(4, Call, NoAnswer)
	}
	return []situation{
		{name: "twenty-event-result-voicemail", play: "twenty-seconds", ch: Voicemail, s: three(sam("Tarn Logistics", 20).to("Maya Okafor", "fleet manager")).
			fact(CompanyEvent, "Tarn takes over Brandt's depot in Leeds", "https://tarn.example/news", 14).says("are taking over Brandt's depot in Leeds").
			fact(Result, "two months more out of a set of tyres", "project file", 90).says("got two more months out of every set of tyres")},
		{name: "twenty-problem-story-voicemail", play: "twenty-seconds", ch: Voicemail, s: three(sam("Meridian Care Homes", 22).to("Tess Okoro", "regional manager")).
			fact(Problem, "agency nights", "email", 25).says("agency staff on every second night").
			fact(Story, "care group in Devon", "project file", 200).says("a care group that had the same gap at night")},
		{name: "twenty-statement-only-voicemail", play: "twenty-seconds", ch: Voicemail, s: three(sam("Corvo Packaging", 21).to("Nadia Ferro", "")).
			fact(Statement, "Nadia said every changeover costs them forty minutes", "call", 25).says("every changeover costs you forty minutes")},
		{name: "twenty-nothing-known-voicemail", play: "twenty-seconds", ch: Voicemail, s: three(sam("Pelham Tools", 20).to("Grace Lin", "buyer"))},
		{name: "twenty-nobody-known-voicemail", play: "twenty-seconds", ch: Voicemail, s: three(tell(nil, "Acme", 20))},
		{name: "twenty-same-day-email", play: "twenty-seconds", ch: Email, s: three(sam("Tarn Logistics", 20).to("Maya Okafor", "fleet manager")).touch(0, Voicemail, LeftMessage).
			fact(MarketTrend, "tyres up 9 %", "https://tyres.example/q1", 30).says("paying 9% more for tyres than a year ago").
			fact(Result, "two months more out of a set of tyres", "project file", 90).says("got two more months out of every set of tyres")},
		{name: "twenty-they-pick-up", play: "twenty-seconds", ch: Call, s: three(sam("Brindle Roofing", 20).to("Callum Reid", "")).
			fact(CompanyEvent, "They've won the school roofs for the whole county", "https://county.example/awards", 9)},
		{name: "twenty-text", play: "twenty-seconds", ch: Text, s: three(sam("Halden Wind", 24).to("Ingrid Moe", "")).
			fact(Goal, "one service trip less per tower", "call", 40).says("save one service trip per tower")},
		{name: "note-value-event-email", play: "useful-note", ch: Email, s: three(sam("Tarn Logistics", 26).to("Maya Okafor", "fleet manager")).
			fact(CompanyEvent, "Tarn takes over Brandt's depot in Leeds", "https://tarn.example/news", 14).says("are taking over Brandt's depot in Leeds").
			fact(ValueItem, "guide to the new axle-load rules", "https://rules.example/axles", 3).says("a short guide to the new axle-load rules")},
		{name: "note-library-voicemail", play: "useful-note", ch: Voicemail, s: three(sam("Harbour Foods", 26).to("Dana Whitlock", "operations manager")).
			gives(LibraryItem{ID: "l1", Text: "A checklist for moving a cold store in a weekend", Theme: SaveTime, Industry: "food"})},
		{name: "note-library-problem-call", play: "useful-note", ch: Call, s: three(sam("Quayside Dental", 26).to("Dr. Priya Raman", "owner")).
			gives(LibraryItem{ID: "l1", Text: "a one-page form for missed appointments", Theme: CutWaste, Link: "https://library.example/form"}).
			fact(Problem, "no-shows", "call", 20).says("two missed appointments a day")},
		{name: "note-trend-email", play: "useful-note", ch: Email, s: three(sam("Marlow Print", 26).to("Ines Costa", "owner")).
			fact(MarketTrend, "paper prices up 11 % since autumn", "https://papernews.example/q1", 30).says("paying 11% more for paper than last autumn")},
		{name: "note-nothing-to-give-email", play: "useful-note", ch: Email, s: three(sam("Nordwerk", 26).to("Ulrike Brandt", "CFO"))},
		{name: "note-plain-value-text", play: "useful-note", ch: Text, s: three(sam("Wexford Farms", 26).to("Sean Doyle", "")).
			fact(ValueItem, "Milk price outlook 2026", "https://dairy.example/outlook.pdf", 3)},
	}
}

// otherWaysSituations are of ways round: other people, and a small surprise.
func otherWaysSituations(sam func(string, int) *told) []situation {
	quiet := func(s *told) *told {
		return s.touch(24, Call, Reached).touch(18, Email, Sent).touch(11, Call, NoAnswer).touch(5, Email, Sent)
	}
	return []situation{
		{name: "reference-named-story", play: "reference", s: sam("Tarn Logistics", 10).to("Maya Okafor", "fleet manager").
			fact(Referrer, "Ruth suggested it", "call with Ruth", 4).says("Ruth Castell at Harbour Foods").consents("Ruth Castell").
			fact(Story, "haulier, same routes", "project file", 90).says("a haulier who had half of his vans standing on Mondays")},
		{name: "reference-plain-voicemail", play: "reference", ch: Voicemail, s: sam("Alder Clinics", 12).to("Dr. Hanna Weiss", "practice manager").
			fact(Referrer, "Dr Osei from the clinic in Ulm says we should call Hanna", "call", 4).consents("Peter Osei")},
		{name: "reference-no-leave-email", play: "reference", ch: Email, s: sam("Lumen Software", 12).to("Jo Park", "head of support").
			fact(Referrer, "Ruth Castell mentioned them", "call", 4).says("Ruth Castell at Harbour Foods").named("Ruth Castell")},
		{name: "reference-text", play: "reference", ch: Text, s: sam("Kestrel Joinery", 12).to("Piet van Dam", "").
			fact(Referrer, "Anna Berg, timber yard", "visit", 4).says("Anna Berg at the timber yard").consents("Anna Berg")},
		{name: "door-assistant-known", play: "gatekeeper", s: quiet(sam("Tollgate Insurance", 40).to("Beatrix Lang", "claims director").to("Anna Kern", "assistant to Ms Lang")).
			fact(Gatekeeper, "Anna Kern takes all her calls", "call", 3)},
		{name: "door-wrong-desk-nobody-known-email", play: "gatekeeper", ch: Email, s: sam("Fenwick Garden Centres", 20).touch(8, Email, Sent)},
		{name: "door-bounced", play: "gatekeeper", s: sam("Vesper Lighting", 20).to("Marc Delorme", "head of purchasing").touch(8, Email, Bounced)},
		{name: "door-message-to-pass-on", play: "gatekeeper", ch: Voicemail, s: quiet(sam("Harbour Foods", 40).to("Dana Whitlock", "operations manager")).
			fact(Gatekeeper, "the front desk in Hull", "call", 3)},
		{name: "advocate-call", play: "advocate", s: quiet(sam("Tarn Logistics", 40).to("Maya Okafor", "fleet manager")).
			fact(Advocate, "Ruth Castell knows Maya from the transport club", "call", 30).named("Ruth Castell")},
		{name: "advocate-email", play: "advocate", ch: Email, s: quiet(sam("Solent Freight", 40).to("Omar Haddad", "IT lead")).
			fact(Advocate, "his old boss", "call", 30).says("his old boss, Piet de Wit").named("Piet de Wit")},
		{name: "advocate-nobody-named-text", play: "advocate", ch: Text, s: quiet(tell(nil, "Acme", 40))},
		{name: "advocate-voicemail", play: "advocate", ch: Voicemail, s: quiet(sam("St Anne's College", 40).to("Helen Marsh", "bursar")).
			fact(Advocate, "the rector of the school next door", "visit", 30).named("Joan Abara")},
		{name: "surprise-event-card", play: "creative-touch", ch: Gift, s: quiet(sam("Brindle Roofing", 60).to("Callum Reid", "")).
			fact(CompanyEvent, "They've won the school roofs for the whole county", "https://county.example/awards", 9)},
		{name: "surprise-transport-card", play: "creative-touch", ch: Gift, s: quiet(sam("Solent Freight", 60).to("Omar Haddad", "IT lead"))},
		{name: "surprise-goal-letter", play: "creative-touch", ch: Letter, s: quiet(sam("Ashby Accountants", 60).to("Colin Frost", "partner")).
			fact(Goal, "no weekend work in January", "call", 24).says("get through January without weekend work")},
		{name: "surprise-hotel-visit", play: "creative-touch", ch: Visit, s: quiet(sam("Bracken Hotels", 60).to("Lucy Adeyemi", "head of housekeeping"))},
		{name: "surprise-nothing-known", play: "creative-touch", ch: Gift, s: quiet(tell(nil, "Acme", 60))},
	}
}

// gives puts things into the team's library.
func (s *told) gives(items ...LibraryItem) *told { s.Library = items; return s }

func TestToldSituationsOfFollowingUpReadAsTheirGoldens(t *testing.T) {
	b := mustBook(t)
	for _, c := range rcfuSituations(t) {
		t.Run(c.name, func(t *testing.T) { golden(t, c.name, adviceText(c.advise(t, b))) })
	}
}

func TestWordsOfFollowingUpStayWithinTheLimitOfTheirForm(t *testing.T) {
	b := mustBook(t)
	for _, c := range rcfuSituations(t) {
		keepsToItsForm(t, b, c)
	}
}

func TestWordsOfFollowingUpPassTheLintOfTheirPlay(t *testing.T) {
	b := mustBook(t)
	for _, c := range rcfuSituations(t) {
		a := c.advise(t, b)
		p := b.byID[a.Draft.PlayID]
		if err := p.passes(b.signals(&a.Situation), p.form(p.formFor(a.Draft.Channel)), a.Draft); err != nil {
			t.Errorf("%s: %s", c.name, Sentence(inPlay("plays/"+p.ID+".md", err)))
		}
	}
}
