package coach

import "testing"

// otherQuestions are more of them, in other trades, each told before the words for it were looked at.
func otherQuestions(t testing.TB) []situation {
	hazel, dev, marta, ines := diligent(t, "Hazel"), diligent(t, "Dev"), diligent(t, "Marta"), diligent(t, "Ines")
	return []situation{
		// Noes.
		{name: "asked-no-call-price-board-games", s: ines("Lantern Row Games", 15).to("Kwame Asante", "head of operations").no(0, Call, Price).knows().
			fact(Problem, "1 in 30 games comes back from the shops with crushed corners, shops take it off the next invoice", "visit at Lantern Row", 20).says("one game in thirty coming back with crushed corners").asks("Where on the way do the corners get crushed, as far as you can tell?").
			fact(Result, "a jigsaw maker: returns for damage from 3.1 % to 1.2 % in a year", "project file", 118).says("cut returns for damage from 3.1% to 1.2% in a year").
			fact(ObjectionSay, "That's nearly twice what we pay for a box today", "call", 0).says("it's nearly twice what you pay for a box today")},
		{name: "asked-no-call-budget-driving-school", s: dev("Northgate Driving School", 13).to("Sunita Rao", "office manager").no(0, Call, Budget).knows().
			fact(Goal, "lessons cancelled on the day: 11 % in January, wants under 5 % by July", "call", 21).says("get lessons cancelled on the day under 5%").asks("What do people tell you when they cancel on the day?").
			fact(Technology, "more schools let learners move their own lessons by phone, no call to the office", "https://instructornews.example/self-service", 10).says("letting learners move their own lessons on the phone").asks("What do your learners still ring the office for?").
			fact(ObjectionSay, "Two new automatics have eaten this year's money", "call", 0).says("two new automatics have eaten this year's money").asks("When do you sit down to plan next year's money?")},
		{name: "asked-no-email-timing-hatchery", s: hazel("Copperbeck Hatchery", 16).to("Piotr Zielinski", "hatchery manager").no(1, Email, Timing).knows().
			fact(Statement, "fan in setter 3 failed on a Sunday night in January, 9,000 eggs lost, night man found it at five", "call", 23).says("a fan failed on a Sunday night in January and you lost 9,000 eggs").asks("What has changed for your night man since that Sunday?").
			fact(Story, "game farm, began with one incubator before the season, the other five after it", "project file", 147).says("a game farm that began with one incubator and left the other five until after the season").
			fact(ObjectionSay, "Not before Easter, all hands are on the chick orders", "his email", 1).says("it can't be before Easter because all hands are on the chick orders")},
		{name: "asked-no-call-vendor-cottages", s: marta("Saltings Cottages", 10).to("Eilidh Munro", "housekeeping manager").no(0, Call, CurrentVendor).knows().
			fact(Vendor, "Brightwater Laundry, linen hire, since 2021", "call", 17).says("Brightwater Laundry").asks("What would you have Brightwater do differently on a changeover day?").
			fact(Statement, "Saturdays 40 changeovers between ten and four, cleaners stand about until the linen van comes", "call", 17).says("your cleaners stand waiting for the linen van on Saturdays, with forty changeovers to do").
			fact(ObjectionSay, "We're tied in with Brightwater", "call", 0).says("you're tied in with Brightwater")},
		{name: "asked-no-email-none-vending", s: dev("Alder Vending", 17).to("Callum Reid", "field operations manager").no(1, Email, OtherReason).knows().
			fact(CompanyEvent, "Alder Vending wins the county hospitals, 60 machines from 1 April", "https://vendingtrade.example/alder-hospitals", 9).says("are taking on 60 machines in the county's hospitals").asks("Who'll fill and clean the hospital machines in the first few weeks?")},
		// Silences.
		{name: "asked-silence-own-miss-lampshades-email", play: "apology", ch: Email, s: ines("Fenwick Lampshades", 57).to("Judith Okafor", "owner").touch(50, Call, Reached).touch(36, Email, Sent).touch(29, Call, NoAnswer).touch(22, Voicemail, LeftMessage).touch(15, Email, Sent).knows().
			fact(OwnMiss, "designer was to measure the shades on 28 January, didn't go, nobody told Judith", "our designer's calendar, checked", 14).says("left you waiting for our designer on 28 January and nobody rang you")},
		{name: "asked-silence-long-charge-points-voicemail", play: "apology-gone", ch: Voicemail, s: dev("Wattle Charge Points", 127).called("Maintenance rounds").to("Imran Sheikh", "head of maintenance").touch(112, Call, Reached).touch(99, Email, Sent).touch(86, Voicemail, LeftMessage).touch(64, Call, NoAnswer).touch(42, Email, Sent).knows().
			fact(Statement, "contractors send photos of each repair by text, Imran sorts them at home Sunday evenings", "call", 112).says("you sort the contractors' photos at home on Sunday evenings")},
		// First and later follow-ups.
		{name: "asked-first-cheese-dairy-call", play: "first-followup", ch: Call, s: hazel("Low Fell Dairy", 6).to("Bronwen Pritchard", "owner").touch(9, Meeting, Reached).knows().
			fact(AgreedPoint, "big ripening room first, small one later if at all", "our meeting", 9).says("the big ripening room comes first and the small one can wait").
			fact(Problem, "air gets too dry when the cooler defrosts, about 1 wheel in 10 cracks, sold as seconds", "our meeting", 9).says("one wheel in ten cracking and going out as seconds").asks("How early can you tell that a wheel is going to crack?")},
		{name: "asked-first-chimney-sweeps-voicemail", play: "first-followup", ch: Voicemail, s: dev("Hearth & Flue Sweeps", 6).to("Gordon Ogilvie", "owner").touch(8, Call, Reached).knows().
			fact(Statement, "October: bookings go into the diary twice, two sweeps at one house", "call", 8).says("in October you've had two sweeps turn up at the same house").asks("Who writes the bookings into the diary in October?")},
		{name: "asked-our-fit-care-homes-email", play: "our-fit", ch: Email, s: marta("Willowbank Care Homes", 27).to("Patience Mwangi", "operations manager").touch(31, Meeting, Reached).touch(20, Email, Sent).touch(9, Call, Reached).knows().
			fact(Competitor, "Merrow Linen quoted too", "call", 9).says("Merrow Linen").
			fact(Statement, "nobody can sign for a delivery before 7, night staff may not leave the floor", "call", 9).says("nobody can sign for a delivery before seven because the night staff can't leave the floor").asks("What happens today when a delivery comes before seven?").
			fact(Easing, "we can come Tuesdays 17-19h, the day staff are there", "our route planner", 7).says("have the linen come on Tuesday evenings, while the day staff are there")},
		// Unreturned calls.
		{name: "asked-twenty-seed-potatoes-voicemail", play: "twenty-seconds", ch: Voicemail, s: hazel("Ferrand Seed Potatoes", 24).to("Ailsa Drummond", "store manager").touch(29, Call, Reached).touch(15, Call, NoAnswer).touch(8, Voicemail, LeftMessage).touch(2, Call, NoAnswer).knows().
			fact(Goal, "no box sent back for sprouting this spring (11 last spring)", "call", 29).says("get through the spring without one box sent back for sprouting").asks("Where in the store did last spring's eleven boxes come from?").
			fact(Result, "onion packer, rejected loads 14 → 5 in one winter", "project file", 126).says("went from fourteen rejected loads to five in one winter")},
		{name: "asked-reference-school-meals-call", play: "reference", ch: Call, s: marta("Bright Plate School Meals", 27).to("Hamid Rahimi", "procurement manager").touch(36, Call, Reached).touch(17, Email, Sent).touch(9, Call, NoAnswer).knows().
			fact(Referrer, "Claire Dunmore, kitchens manager at Oakwell Academies, said I should ring Hamid and may use her name; I promised her I would", "call with Claire", 2).says("Claire Dunmore at Oakwell Academies").consents("Claire Dunmore").
			fact(Statement, "11 kitchens each order for themselves, 11 invoices to match at month's end", "call", 36).says("eleven kitchens order for themselves and you match eleven invoices every month").asks("Which of the eleven gives you the most trouble at the end of the month?").
			fact(AnnualReport, "four more schools from September", "annual report 2025, page 6", 13).says("you're taking on four more schools in September")},
		// Giving.
		{name: "asked-note-tea-email", play: "useful-note", ch: Email, s: ines("Tannock Tea", 28).to("Rosalind Achterberg", "despatch manager").touch(31, Call, Reached).touch(21, Email, Sent).touch(9, Call, NoAnswer).knows().
			fact(ValueItem, "two pages, table of the new parcel size limits of the three big carriers, in force 1 May", "https://parcelnews.example/size-limits", 6).says("a two-page table of the carriers' new size limits, which start on 1 May").
			fact(Statement, "about half the gift sets go out in the long tube, 62 cm", "call", 31).says("about half of your gift sets go out in the 62-centimetre tube").asks("Which of your sets really need the long tube?")},
		{name: "asked-story-scaffolding-call", play: "success-story", ch: Call, s: dev("Tideway Scaffolding", 23).to("Leanne Hurst", "yard manager").touch(27, Call, Reached).touch(14, Email, Sent).touch(7, Voicemail, LeftMessage).knows().
			fact(Statement, "6:30 to 8 her phone doesn't stop, lorries stand unloaded meanwhile", "call", 27).says("your phone doesn't stop from half six to eight while the lorries wait to be loaded").asks("What do they ring you about most between half six and eight?").
			fact(Story, "roofing firm, foremen rang the yard every morning to hear where to go, about 40 calls; day's list on their phones since last spring, under 10 now", "project file", 153).says("a roofing firm that went from forty calls a morning to under ten, with the list on the foremen's phones")},
		// The endings.
		{name: "asked-reopen-physio-email", play: "reopen", ch: Email, s: marta("Kestrel Physiotherapy", 339).called("Towels and couch covers").to("Yusuf Demir", "practice manager").touch(323, Call, Reached).no(302, Call, CurrentVendor).closed(Lost, 300, "renewed with Ridgeway Laundry until 31 March 2026").gave(51, Email, "").gave(23, Letter, "").knows().
			fact(Vendor, "Ridgeway Laundry, towels and couch covers, contract to 31 March 2026", "call", 302).says("Ridgeway Laundry").asks("What would you want done differently with the towels this time?").
			fact(MarketTrend, "laundries in the region put towels up 8 % on 1 February, energy", "https://linennews.example/february-prices", 16).says("paying 8% more for clean towels than they did in January").asks("What's happened to your towel bill since February?")},
		{name: "asked-close-printing-voicemail", play: "permission-to-close", ch: Voicemail, s: hazel("Marlow Street Press", 112).to("Dieter Baumann", "pressroom manager").touch(105, Call, Reached).touch(93, Email, Sent).touch(85, Voicemail, LeftMessage).touch(57, Call, NoAnswer).touch(44, Email, Sent).touch(17, Email, Sent).play("apology-gone").knows().
			fact(Goal, "2026: paper waste on long runs under 4 % (was 6.5 % in 2025)", "call", 105).says("get paper waste on long runs under 4%")},
	}
}
