package coach

import "testing"

// diligent tells of deals of one of the diligent reps: by name, with their firm and what
// it does.
func diligent(t testing.TB, name string) func(account string, sentDaysAgo int) *told {
	reps := map[string][4]string{
		"Hazel": {"01632 960 417", "Monday at 9:30, Wednesday at 11", "Orrin Sensors", "sensors that ring somebody's phone before the damage is done"},
		"Dev":   {"555 0188", "tomorrow at 1, Tuesday at 10", "Cobalt Software", "job sheets and schedules on the phones of crews in the field"},
		"Marta": {"0161 496 0365", "Monday at 2, Wednesday at 10", "Fennimore Supply", "linen, gloves and cleaning supplies on one weekly delivery"},
		"Anwen": {"029 2018 0642", "Tuesday at 8:30, Thursday at 3", "Trestle Training", "forklift, crane and machine-safety courses held on your own site"},
		"Ines":  {"0131 496 0274", "tomorrow at 11, Tuesday at 3", "Garrick Cartons", "boxes cut to your sizes and delivered in the week you need them"},
	}
	return func(account string, sent int) *told {
		rep := reps[name]
		s := tell(t, account, sent).rep(name, rep[0], rep[1])
		s.Us = Us{Company: rep[2], Offer: rep[3]}
		return s
	}
}

// ownQuestions are situations of a diligent rep: the homework is done, each fact has its spoken
// words, and most have a question of the rep's own.
func ownQuestions(t testing.TB) []situation {
	hazel, dev, marta := diligent(t, "Hazel"), diligent(t, "Dev"), diligent(t, "Marta")
	return []situation{
		// Noes.
		{name: "asked-no-call-price-pottery", s: hazel("Aldous Stoneware", 14).to("Ngozi Eze", "production manager").no(0, Call, Price).knows().
			fact(Statement, "Ngozi said when a kiln drifts overnight they only find out in the morning, with a whole firing for the skip; three times since Christmas", "visit at Aldous", 20).says("when a kiln drifts overnight you only find out in the morning, with a whole firing for the skip").asks("What does a morning like that do to the rest of your week?").
			fact(Result, "a brickworks lost 40 % fewer firings over eight months", "project file", 140).says("lost 40% fewer firings over eight months").
			fact(ObjectionSay, "I could replace two kiln controllers for that", "call", 0).says("you could replace two kiln controllers for that")},
		{name: "asked-no-call-priority-quarry", s: dev("Redmoor Quarries", 16).to("Gareth Pugh", "quarry manager").no(0, Call, OtherReason).knows().
			fact(CompanyEvent, "Redmoor takes over the Lidgate quarry on 1 May", "https://stonetrade.example/redmoor-lidgate", 6).says("are taking over the Lidgate quarry in May").asks("Who'll do the daily checks at Lidgate while everybody's on the crusher?").
			fact(Story, "aggregates firm that went from one quarry to three; first thing they did was move the daily machine checks from paper onto phones", "project file", 170).says("an aggregates firm that went from one quarry to three and moved the daily machine checks onto phones first").
			fact(ObjectionSay, "Everything and everybody is on the new crusher until it runs", "call", 0).says("everything and everybody is on the new crusher until it runs")},
		{name: "asked-no-call-vendor-lifts", s: dev("Pennant Lifts", 10).to("Odile Marchand", "service manager").no(0, Call, CurrentVendor).knows().
			fact(Vendor, "They have used TradeTrack since 2019", "call", 16).says("TradeTrack").
			fact(Statement, "engineers still write the parts on paper, somebody in the office types them in every Friday", "call", 16).says("your engineers still write the parts on paper and somebody types them in every Friday").asks("What happens when somebody can't read one of those sheets?").
			fact(ObjectionSay, "We're happy with who we have", "call", 0).says("you're happy with who you have")},
		{name: "asked-no-email-timing-weddings", s: marta("Hollin Hall", 17).to("Rhiannon Vaughan", "events manager").no(1, Email, Timing).knows().
			fact(Problem, "with weddings on Saturday and Sunday the tablecloths come back a day late, staff iron the spares until midnight", "visit at Hollin Hall", 22).says("tablecloths that come back a day late whenever you have weddings on both days").asks("Is that something you'd like gone by next season, or can you live with it?").
			fact(ObjectionSay, "We're three weeks from the season, this isn't the moment", "her email", 1).says("you're three weeks from the season and this isn't the moment")},
		// Silences.
		{name: "asked-silence-own-miss-candles-call", play: "apology", ch: Call, s: hazel("Tallow & Wick", 62).to("Greer Ballantyne", "owner").silent(45).knows().
			fact(OwnMiss, "promised her a sample sensor by 30 January, sent it on 6 February and to the old workshop", "dispatch notes, checked", 23).says("promised you a sample sensor by the end of January, then sent it a week late and to your old workshop")},
		{name: "asked-silence-long-aquarium-email", play: "apology-gone", ch: Email, s: hazel("Kelmscott Aquarium", 119).called("Tank monitoring").to("Benedikt Hauser", "curator").
			touch(98, Call, Reached).touch(87, Voicemail, LeftMessage).touch(80, Email, Sent).touch(62, Call, NoAnswer).touch(43, Email, Sent).knows().
			fact(Statement, "a chiller failed over a bank holiday and nobody knew until the Tuesday", "call", 98).says("a chiller failed over a bank holiday and nobody knew until the Tuesday")},
		// First follow-ups.
		{name: "asked-first-pest-control-call", play: "first-followup", ch: Call, s: dev("Sentry Pest Control", 6).to("Lorraine Abbott", "operations manager").touch(9, Meeting, Reached).knows().
			fact(Statement, "half of their call-backs are because nobody at the site knew they were coming", "our meeting", 9).says("half of your call-backs come from nobody at the site knowing you'd be there").asks("When one of your people turns up and nobody's expecting them, what does it cost you apart from the second trip?").
			fact(NextStep, "Lorraine sends last month's call-backs, Dev marks those that could have been avoided", "our meeting", 9).says("you sending me last month's call-backs, and me marking the ones that could have been avoided")},
		{name: "asked-first-climbing-email", play: "first-followup", ch: Email, s: marta("Quill Street Climbing", 6).to("Jonah Feld", "centre manager").touch(10, Email, Replied).knows().
			fact(Goal, "three bin collections a week instead of five by the end of the year", "his email", 10).says("get by with three bin collections a week instead of five").asks("What fills your bins fastest at the moment?")},
		// Unreturned calls, and giving.
		{name: "asked-twenty-insulation-voicemail", play: "twenty-seconds", ch: Voicemail, s: dev("Larch & Loft Insulation", 27).to("Wanda Kowalczyk", "contracts manager").touch(30, Call, Reached).
			touch(17, Call, NoAnswer).touch(9, Voicemail, LeftMessage).touch(3, Call, NoAnswer).knows().
			fact(Problem, "crews get there and the loft hasn't been cleared", "call with Wanda", 30).says("crews arriving at lofts that nobody has cleared").asks("How many of those did you have last week?").
			fact(Result, "a heat-pump installer: wasted visits from 11 a week to 4 in five months", "project file", 120).says("got its wasted visits down from eleven a week to four in five months")},
		{name: "asked-news-tattoo-email", play: "timely-news", ch: Email, s: marta("Inkwell Studios", 29).to("Suki Tanaka", "buyer for the six studios").touch(35, Call, Reached).touch(20, Email, Sent).touch(9, Call, NoAnswer).knows().
			fact(Statement, "the six studios go through 300 boxes of gloves a month", "call", 35).says("your six studios go through 300 boxes of gloves a month").
			fact(MarketTrend, "nitrile gloves 14 % dearer than a year ago, makers have announced another rise for 1 May", "https://suppliesnews.example/gloves", 8).says("paying 14% more for nitrile gloves than a year ago, with another rise announced for 1 May")},
		// The endings.
		{name: "asked-reopen-ice-rink-email", play: "reopen", ch: Email, s: hazel("Silverdale Ice Rink", 330).called("Ice plant monitoring").to("Anton Reznik", "facilities manager").touch(310, Call, Reached).no(288, Call, Timing).
			closed(Lost, 286, "the maker's warranty on the ice plant runs until February 2026").gave(50, Email, "").gave(21, Letter, "").knows().
			fact(ObjectionSay, "the ice plant is under the maker's warranty until February 2026", "call", 288).says("the ice plant was under the maker's warranty until February").
			fact(CompanyEvent, "Silverdale adds a second ice pad, to open in September", "local paper", 6).says("are adding a second ice pad in September").
			fact(Result, "a curling club used 9 % less power at night over one season", "project file", 140).says("used 9% less power at night over one season")},
		{name: "asked-close-piano-movers-text", play: "permission-to-close", ch: Text, s: dev("Halcyon Piano Movers", 118).to("Delphine Roy", "owner").
			touch(101, Call, Reached).touch(92, Email, Sent).touch(85, Voicemail, LeftMessage).touch(63, Call, NoAnswer).touch(50, Email, Sent).touch(16, Email, Sent).play("apology-gone").knows().
			fact(Problem, "job sheets go missing in the vans, customers are billed late", "call", 101).says("job sheets that go missing in the vans")},
	}
}
