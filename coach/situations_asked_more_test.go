package coach

import "testing"

// moreQuestions are more of them, in other trades, each told before the words for it were looked at.
func moreQuestions(t testing.TB) []situation {
	hazel, dev, marta, anwen := diligent(t, "Hazel"), diligent(t, "Dev"), diligent(t, "Marta"), diligent(t, "Anwen")
	return []situation{
		// Noes.
		{name: "asked-no-call-price-mushrooms", s: hazel("Harkness Mushrooms", 15).to("Tomasz Wilk", "growing manager").no(0, Call, Price).knows().
			fact(Statement, "Tomasz: humidifier in house 3 stuck on all night in January, blotch right through the flush, sold the lot as seconds", "call", 22).says("a humidifier stuck on all night in January and you had to sell the whole flush as seconds").asks("When something goes wrong with the air in a house at night, how does anybody get to hear of it?").
			fact(Result, "salad grower in Kent, spoiled batches down from 9 a season to 2", "project file", 160).says("got its spoiled batches down from nine a season to two").
			fact(ObjectionSay, "Four grand is a month's compost to me", "call", 0).says("four grand is a month's compost to you")},
		{name: "asked-no-email-budget-sawmill", s: anwen("Glasfryn Sawmills", 20).to("Huw Prosser", "mill manager").no(1, Email, Budget).knows().
			fact(Goal, "three of the yard lads able to cover the sideloader by autumn, only Ieuan has the ticket now", "visit at the mill", 29).says("have three of the yard lads covering the sideloader by the autumn").asks("What happens in the yard on the days when Ieuan is off?").
			fact(ObjectionSay, "The new saw line has eaten this year's money, training included", "his email", 1).says("the new saw line has eaten this year's money, training included")},
		{name: "asked-no-call-vendor-dental", s: marta("Wexcombe Dental Group", 13).to("Colette Brannigan", "group manager").no(0, Call, CurrentVendor).knows().
			fact(Vendor, "Orme Medical, from when they had two practices. Seven now", "first call", 27).says("Orme Medical").asks("Orme started with you when you had two practices, so what's had to change now there are seven?").
			fact(Problem, "the two village branches run out of small gloves most Thursdays, someone drives a box over", "first call", 27).says("the two village branches running out of small gloves on a Thursday and somebody driving a box over").asks("What does it do to a Thursday clinic when somebody has to go and fetch gloves?").
			fact(ObjectionSay, "Orme look after us, I don't see a reason to swap", "call", 0).says("Orme look after you and you don't see a reason to swap")},
		{name: "asked-no-email-other-tree-surgeons", s: dev("Ashdown & Pike Tree Surgeons", 17).to("Fergus Pike", "partner").touch(24, Meeting, Reached).no(1, Email, OtherReason).knows().
			fact(CompanyEvent, "Ashdown & Pike won the county's roadside contract (ash dieback felling), three years from 1 April", "https://countytenders.example/roadside-trees", 9).says("have won the county's roadside felling for the next three years").asks("What will the county want on record for each tree you take down?").
			fact(Statement, "risk assessments get filled in back at the yard from memory - he doesn't like it", "our meeting", 24).says("the risk assessments get filled in back at the yard, from memory").
			fact(ObjectionSay, "Bill won't have the lads on phones up a tree and he owns half the firm", "his email", 1).says("Bill won't have the lads on phones up a tree, and he owns half the firm")},
		{name: "asked-no-call-none-flowers", s: hazel("Petrie & Sons Flower Wholesale", 10).to("Morag Petrie", "director").no(0, Call, "").knows().
			fact(Statement, "big cold store cut out the week before Valentine's, she's not slept well since", "call", 21).says("the big cold store cut out the week before Valentine's").asks("What do you do differently at night since the cold store cut out?")},
		// Silences.
		{name: "asked-silence-own-miss-funeral-voicemail", play: "apology", ch: Voicemail, s: marta("Coverdale Funeral Directors", 64).to("Alistair Coverdale", "owner").touch(56, Call, Reached).touch(49, Call, NoAnswer).touch(41, Email, Sent).touch(29, Voicemail, LeftMessage).touch(16, Email, Sent).knows().
			fact(OwnMiss, "said I'd ring Tue 20 Jan at 9 about the linen list. Forgot. Rang on the Thursday instead, when he was in the middle of a service", "own calendar, checked", 28).says("promised to ring you on the Tuesday about the linen list, forgot, and then rang two days later in the middle of a service")},
		{name: "asked-silence-long-facade-call", play: "apology-gone", ch: Call, s: dev("Highline Façade Cleaning", 121).called("Crew scheduling").to("Petra Novotná", "operations lead").touch(104, Meeting, Reached).touch(93, Email, Sent).touch(86, Voicemail, LeftMessage).touch(66, Call, NoAnswer).touch(51, Email, Sent).knows().
			fact(Problem, "when wind stops a job Petra rings eleven people one after another at 6 am", "our meeting", 104).says("ringing eleven people one after another at six in the morning when the wind stops a job")},
		// Follow-ups.
		{name: "asked-first-wine-warehouse-voicemail", play: "first-followup", ch: Voicemail, s: hazel("Tolliver Bonded Wines", 6).to("Clement Tolliver", "warehouse manager").touch(8, Meeting, Reached).knows().
			fact(Statement, "insurers want a temperature record per bay from June, at the moment it's a clipboard and whoever remembers", "our meeting", 8).says("your insurers want a temperature record for every bay from June, and at the moment it's a clipboard").asks("Which of the bays would be hardest to show a full record for today?").
			fact(NextStep, "Clement sends plan of bays 4 + 5, I mark where probes would go", "our meeting", 8).says("you sending me the plan of bays 4 and 5, and me marking where the probes would go")},
		{name: "asked-one-problem-kennels-call", play: "one-problem", ch: Call, s: marta("Larkrise Boarding Kennels", 24).to("Bev Thackeray", "owner").touch(28, Call, Reached).touch(17, Email, Sent).touch(8, Voicemail, LeftMessage).knows().
			fact(Problem, "disinfectant comes from one firm, bedding wash from another, never the same day. Twice since New Year she ran out and drove to the cash & carry", "call", 28).says("running out of disinfectant and having to drive to the cash and carry for it").asks("What gets left undone at the kennels while you're out fetching disinfectant?").
			fact(Statement, "full for Easter, 92 dogs, first ones come Friday 27 March", "call", 28).says("you're full for Easter, with 92 dogs and the first of them coming on the 27th")},
		{name: "asked-their-picture-toilet-hire-email", play: "their-picture", ch: Email, s: dev("Brookvale Toilet Hire", 27).to("Sunita Rao", "depot manager").touch(30, Call, Reached).touch(20, Email, Sent).touch(10, Call, NoAnswer).knows().
			fact(Goal, "tanker drivers home by 2 on Saturdays, before the festivals start in June", "call with Sunita", 30).says("get your tanker drivers home by two on a Saturday before the festivals start").asks("What's keeping the drivers out past two on a Saturday at the moment?").
			fact(Result, "skip hire firm: weekend overtime 31 hrs -> 12 hrs over one summer", "project file", 150).says("cut its weekend overtime from 31 hours to 12 over one summer")},
		// Unreturned calls.
		{name: "asked-twenty-smokehouse-voicemail", play: "twenty-seconds", ch: Voicemail, s: hazel("Skerrow Smokehouse", 29).to("Eilidh Sinclair", "production lead").touch(34, Meeting, Reached).touch(21, Call, NoAnswer).touch(14, Voicemail, LeftMessage).touch(6, Call, NoAnswer).knows().
			fact(Statement, "brine chiller alarm is a red light in a corridor nobody walks down after 5", "our meeting", 34).says("the brine chiller's alarm is a red light in a corridor nobody walks down after five").asks("Who'd be the first to see that red light on a Saturday?").
			fact(CompanyEvent, "Skerrow supplies an airline from 4 May, 9,000 portions a week", "https://foodtrade.example/skerrow", 7).says("are about to supply an airline with nine thousand portions a week").asks("What changes in your cold room once the airline portions start?").
			fact(Result, "pâté maker caught 2 chiller failures in one winter before stock was lost", "project file", 132).says("caught two chiller failures in one winter before any stock was lost")},
		{name: "asked-reference-stonemasons-email", play: "reference", ch: Email, s: anwen("Bellamy Stonemasons", 16).to("Hugh Delafield", "workshop manager").touch(9, Email, Sent).knows().
			fact(Referrer, "Bronagh Keenan, yard manager at Keenan Slate, whose crew we trained in November. Said get hold of Hugh, he's got new people on the gantry crane like she had. Promised her I'd write this week", "call with Bronagh", 3).consents("Bronagh Keenan").
			fact(CompanyEvent, "six apprentices start at Bellamy in April", "https://stoneworks.example/bellamy-apprentices", 15).says("are taking on six apprentices in April").asks("Who teaches an apprentice the gantry crane in the first week?")},
		// Giving.
		{name: "asked-news-scrapyard-call", play: "timely-news", ch: Call, s: anwen("Corran Metals", 31).to("Dariusz Zielinski", "site manager").touch(35, Call, Reached).touch(21, Email, Sent).touch(10, Voicemail, LeftMessage).knows().
			fact(MarketTrend, "from 1 July three insurers want a refresher certificate every 3 years from scrapyards' plant operators, or the excess goes up", "https://yardandscrap.example/insurers", 6).says("being asked by three insurers for a refresher certificate every three years, from July").asks("Whose certificates would be more than three years old by July?").
			fact(Statement, "half of his grab operators learned on the job before he came, doesn't know what paperwork there is", "call", 35).says("half of your grab operators learned on the job before you came, and you don't know what paperwork there is")},
		{name: "asked-story-sign-fitters-email", play: "success-story", ch: Email, s: dev("Bold & Tanner Signs", 30).to("Kwame Asante", "installations manager").touch(34, Call, Reached).touch(22, Email, Sent).touch(13, Call, NoAnswer).knows().
			fact(Problem, "Fitters turn up with an old version of the artwork and the sign goes back to the shop. 5 times in January.", "call", 34).says("fitters turning up with an old version of the artwork").asks("How does a fitter find out that the artwork has changed after the van's been loaded?").
			fact(Story, "kitchen fitters, 14 vans, same thing with drawings. Latest drawing now on everyone's phone, wasted trips 8 a month -> 2 by spring", "project file", 118).says("a kitchen-fitting firm with 14 vans that put the latest drawing on everybody's phone and went from eight wasted trips a month to two")},
		// The endings.
		{name: "asked-reopen-barbers-call", play: "reopen", ch: Call, s: marta("Castellano Barbers", 295).called("Towel service").to("Rocco Castellano", "owner").touch(280, Call, Reached).no(272, Call, Price).closed(Lost, 269, "washing the towels themselves is cheaper").gave(52, Email, "").gave(24, Letter, "").knows().
			fact(CompanyEvent, "fourth shop, on Quay Road, opens 20 April", "https://castellano.example/news", 8).says("are opening a fourth shop, on Quay Road, in April").asks("Who'll be doing the towels once there are four shops?").
			fact(Statement, "the lad on the washing stays till nine of a Saturday", "call", 280).says("the lad who does the washing stays till nine on a Saturday").
			fact(Result, "chain of five gyms sent towels out, 22 staff hours a week saved after 3 months", "project file", 125).says("saved 22 staff hours a week within three months of sending its towels out")},
		{name: "asked-close-ice-cream-email", play: "permission-to-close", ch: Email, s: hazel("Nethercott Ice Cream", 125).to("Imogen Farrant", "owner").touch(111, Call, Reached).touch(100, Email, Sent).touch(92, Voicemail, LeftMessage).touch(72, Call, NoAnswer).touch(55, Email, Sent).touch(17, Email, Sent).play("apology-gone").knows().
			fact(Goal, "second parlour without taking on somebody just to walk round the freezers", "call", 111).says("open a second parlour without taking on somebody just to walk round the freezers").asks("How far have you got with the second parlour?")},
	}
}
