package coach

var secondEffortIdeas = []Technique{
	{ID: "SE-01", Name: "A no is a beginning", What: "A no is often the first moment in which they really listen, so one calm second effort is fair."},
	{ID: "SE-02", Name: "One, and no more", What: "Whoever pitches on while the other hangs up is a pusher: one second effort for a no, and none after the second.", Places: []Place{
		inRows("6-10", "after the second effort, or a second no, the play is refused and the card says what to do instead"),
	}},
	{ID: "SE-03", Name: "Empathise first", What: "They expect you to argue. Agree with how it looks from their side, and they need not defend it."},
	{ID: "SE-04", Name: "The unexpected question", What: "Then one question about them, which shows that you know their business, and nothing about yours."},
	{ID: "SE-05", Name: "Tier 1: their market", What: "The question stands on a figure or a trend of their market, with source and date."},
	{ID: "SE-06", Name: "Tier 2: their firm", What: "Better: on something that happens in their firm just now."},
	{ID: "SE-07", Name: "Tier 3: the person", What: "Best: on something that this person said to you, and where."},
	{ID: "SE-08", Name: "The best question you can", What: "Use the strongest question that you have the homework for, and know what the next stronger one would take.", Places: []Place{
		screen("Homework", "how much is done, and from when on the question can take up what you know"),
		screen("Use what I know", "asks with less, and keeps who did so"),
	}},
	{ID: "SE-09", Name: "Reinforce the benefit", What: "After their answer: somebody like them, and one modest idea of what may help."},
	{ID: "SE-10", Name: "Nail down the commitment", What: "End with a short talk on a named day and hour, the promise to keep to the time, and room to say no.", Places: []Place{
		command("/followup settings", "your free times, so that the ask names two of them"),
	}},
	{ID: "SE-11", Name: "Four steps in order", What: "Empathise, ask, benefit, commitment. The order is what makes it work."},
	{ID: "SE-12", Name: "It need not always win", What: "Enough people say yes to make it worth while. Note what came of it and what you learned.", Places: []Place{
		screen("What happened", "what they answered, and the one thing you learned"),
		screen("Log touch", "the outcome and a note, with the play that was used"),
	}},
}

var deadLeadIdeas = []Technique{
	{ID: "DL-01", Name: "A lost deal is not lost for good", What: "The economy, their technology and their plans change through the year; what was a no in spring may be a yes in autumn."},
	{ID: "DL-02", Name: "No touching base", What: "Everybody calls to touch base. Have a reason that is theirs."},
	{ID: "DL-03", Name: "Read the history first", What: "Before you come back, find out what was missed the last time.", Places: []Place{
		screen("Get clear", "the history, their last words, and what was missed"),
	}},
	{ID: "DL-04", Name: "Another approach for this account", What: "Then do something else than the last time, made for them."},
	{ID: "DL-05", Name: "Why they really did not buy", What: "Ask for the real reason. Straight after the no is the best moment; later it is also a way back.", Places: []Place{
		screen("The real reason", "what they confirmed, or what you guess, with how you know"),
	}},
	{ID: "DL-06", Name: "The stated reason is polite cover", What: "Price, budget, timing and the present supplier are what one says. Take it as unconfirmed until you know.", Places: []Place{
		screen("Stated", "the reason they gave, marked as a polite cover until the real one is confirmed"),
		screen("The real reason", "kept apart from it, as they confirmed it, and when a file is closed"),
	}},
	{ID: "DL-07", Name: "Ask for their goals", What: "What do they want to reach this year?"},
	{ID: "DL-08", Name: "Ask what could be better", What: "If they could change one thing about how they are served now, what would it be? And no word against whoever serves them."},
	{ID: "DL-09", Name: "What would it take", What: "What would ours have to offer to be worth a look? Let them say it."},
	{ID: "DL-10", Name: "Homework: their rank", What: "Where they stand in their industry.", Places: homework("Where they stand in their industry")},
	{ID: "DL-11", Name: "Homework: against earlier years", What: "How this year compares with the last ones.", Places: homework("How this year compares")},
	{ID: "DL-12", Name: "Homework: changes ahead", What: "What is expected to change in their industry.", Places: homework("News or a trend in their market")},
	{ID: "DL-13", Name: "Homework: the economy", What: "What the economy does to them.", Places: homework("Effect of the economy")},
	{ID: "DL-14", Name: "Homework: technology", What: "What new technology does to them.", Places: homework("Effect of technology")},
	{ID: "DL-15", Name: "Homework: their problems", What: "What troubles them this year.", Places: homework("A problem they have")},
	{ID: "DL-16", Name: "Homework: how ours eases it", What: "What using ours would make easier, from problem to result.", Places: homework("How ours would ease it")},
	{ID: "DL-17", Name: "Homework: what is written about them", What: "News, annual reports and articles, read and noted with source and date.", Places: append(homework("News about their firm"), screen("From their annual report", "the same"), screen("An article", "the same"))},
	{ID: "DL-18", Name: "The need not yet named", What: "Look ahead for them: what will they need that they have not named themselves? Offer it as a question."},
	{ID: "DL-19", Name: "One motive", What: "Of a dozen advantages, pick the one that would make this person listen."},
	{ID: "DL-20", Name: "The attention note", What: "A short note about one problem they have and what solving it would give them."},
	{ID: "DL-21", Name: "Next to what they have", What: "Come back by how you add to what they do already, or take a worry off it."},
	{ID: "DL-22", Name: "Be of use", What: "Never ask whether they got it. Bring something worth the call each time."},
	{ID: "DL-23", Name: "Timely news", What: "A reason to call: news that concerns them."},
	{ID: "DL-24", Name: "Something they can apply", What: "A reason to call: something useful that they can put to work."},
	{ID: "DL-25", Name: "A success story", What: "A reason to call: how somebody like them solved it, told with that customer's leave."},
	{ID: "DL-26", Name: "Give beyond the product", What: "A seminar, a newsletter worth reading, better service: free, and without strings."},
	{ID: "DL-27", Name: "Bring people together", What: "Introduce them to somebody worth knowing, with the leave of both."},
	{ID: "DL-28", Name: "The team looks for more value", What: "Ask everybody in the house what could be given at no extra price.", Places: []Place{
		command("/deadleads ideas", "a manager asks everybody, the team votes on the best idea, and it goes into the library"),
		command("/followup value add", "anybody adds something worth giving"),
		command("/followup value", "everybody sees it, with who added it"),
	}},
	{ID: "DL-29", Name: "More service for the same money", What: "A concrete extra beats what they expect, before anybody speaks of a discount."},
	{ID: "DL-30", Name: "Results, not features", What: "Say what was measured: how much, in how long, and whose result it is."},
	{ID: "DL-31", Name: "The problem before the answer", What: "Understand what troubles them before you offer anything.", Places: []Place{
		screen("To make it sharper", "the questions that are still open, as tasks"),
	}},
	{ID: "DL-32", Name: "Is the reason strong enough?", What: "Would it move somebody who is comfortable where they are? If not, write it again."},
	{ID: "DL-33", Name: "Ask customers why they bought", What: "Who bought knows the best reasons. Ask for them, and keep their words.", Places: []Place{
		screen("Why they buy", "their answers in their own words, by industry"),
	}},
	{ID: "DL-34", Name: "What makes them look good", What: "Know by what this person is judged, and help with that."},
	{ID: "DL-35", Name: "Their reasons, not ours", What: "People buy for reasons of their own. At least one of those belongs in every message."},
	{ID: "DL-36", Name: "From single stories to a pattern", What: "Add up what worked for whom, until it tells something about the next one.", Places: []Place{
		screen("Why they buy", "by industry, with how many said so, and what it brought them"),
		command("/followup stats", "what came of each play, by situation"),
	}},
	{ID: "DL-37", Name: "Stop chasing", What: "After many tries and never an answer, one more is stubbornness."},
	{ID: "DL-38", Name: "Ask where you stand", What: "If it should have shown earlier and did not, ask: plainly and kindly."},
	{ID: "DL-39", Name: "Room for a no", What: "Give them the chance to say no as easily as yes, without guilt and without a deadline."},
	{ID: "DL-40", Name: "A no sets you free", What: "Take it, and give the time to a better prospect.", Places: []Place{
		screen("Next best deal", "after a file is closed: the deal to turn to now"),
	}},
}

// homework is where one point of the homework list is kept: in the checklist, and
// as a kind of fact.
func homework(kind string) []Place {
	return []Place{screen("Homework checklist", "a point of the list, with room for the finding"), screen(kind, "the kind of fact it is kept as")}
}
