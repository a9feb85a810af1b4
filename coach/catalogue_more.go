package coach

var apologyIdeas = []Technique{
	{ID: "AP-01", Name: "Silence is mostly fear of pressure", What: "When somebody goes quiet, look for the pressure in your own messages first.", Places: []Place{
		screen("Get clear", "where your own messages may have felt like pressure"),
	}},
	{ID: "AP-02", Name: "The plain truth", What: "Say how things stand, in plain words, with no sale hidden behind them."},
	{ID: "AP-03", Name: "1: get clear", What: "Before the call, read the notes: the person, the situation, what was said last.", Places: []Place{
		screen("Get clear", "who, what happened, their last words, what was missed"),
	}},
	{ID: "AP-04", Name: "2: let go", What: "Sit still for some minutes, and take it that the sale is gone.", Places: []Place{
		screen("Let go", "two minutes, with the minute in which they are over"),
	}},
	{ID: "AP-05", Name: "Something to learn", What: "Decide that this is about learning for the next time, and about nothing else.", Places: []Place{
		screen("Let go", "the one thing to learn, which comes back with their answer"),
	}},
	{ID: "AP-06", Name: "3: apologise", What: "For something that really went wrong on our side, and as the first thing that you say."},
	{ID: "AP-07", Name: "4a: ask for feedback", What: "Not about the sale, not about the proposal: only where we went wrong."},
	{ID: "AP-08", Name: "4b: assume they have gone elsewhere", What: "Say that you take it they chose somebody else or shelved it, that this is fine, and ask what to learn."},
	{ID: "AP-09", Name: "Live, voicemail or email", What: "It works in each of them, in the same order."},
	{ID: "AP-10", Name: "5: be natural", What: "Talk as you do to a friend: short sentences, first names, no superlatives."},
	{ID: "AP-11", Name: "They will probably explain", What: "When they do, listen. No offer comes out of it.", Places: []Place{
		screen("What happened", "what they said, in their words, and the lesson"),
	}},
	{ID: "AP-12", Name: "Any outcome is all right", What: "Take the time to make them feel that, whatever they decided.", Places: []Place{
		screen("They answered your apology", "words that let any outcome be all right"),
	}},
	{ID: "AP-13", Name: "Do not probe", What: "Make room for the truth, and do not dig for it.", Places: []Place{
		screen("They answered your apology", "listen, leave room, offer nothing"),
	}},
	{ID: "AP-14", Name: "No sale in it at all", What: "Nothing that sells comes in this contact or after it in the same silence; it is about trust between people.", Places: []Place{
		inRows("3", "while they answer an apology, every play is refused"),
		inRows("12", "after an apology, only the chance to say no"),
	}},
	{ID: "AP-15", Name: "A script shows", What: "People hear a strategy. Say it in your own words, and not the same to everybody."},
	{ID: "AP-16", Name: "Really of use", What: "Help that helps, and not help that looks like it."},
	{ID: "AP-17", Name: "One apology per silence", What: "For a real cause, once. A second one is worse than none.", Places: []Place{
		inRows("12", "a second apology is refused until they answer"),
	}},
}

var unreturnedIdeas = []Technique{
	{ID: "RC-01", Name: "Never only a number", What: "A name and a number are no reason to call back."},
	{ID: "RC-02", Name: "The message failed, not the person", What: "No call back means that they saw nothing in it for them. Change the message."},
	{ID: "RC-03", Name: "Sell the call back", What: "On a voicemail you sell a return call, not the product."},
	{ID: "RC-04", Name: "After three, something else", What: "A few unreturned calls are the first sign that the approach has to change.", Places: []Place{
		inRows("17", "after three unreturned calls in a silence"),
	}},
	{ID: "RC-05", Name: "Keep calm about it", What: "Unreturned calls are normal. They are not about you."},
	{ID: "RC-06", Name: "The twenty-second message", What: "Write out what you will say, as for the radio, and keep it to twenty seconds."},
	{ID: "RC-07", Name: "One to three reasons", What: "Reasons to call back, from their side."},
	{ID: "RC-08", Name: "One thing to do", What: "And then exactly one thing that you would like them to do."},
	{ID: "RC-09", Name: "What is in it for them", What: "Said in their terms."},
	{ID: "RC-10", Name: "Somebody they know sent you", What: "Say who suggested the call, with that person's leave, and keep your promise to call if you gave one."},
	{ID: "RC-11", Name: "Keep many references", What: "People who speak well of you when asked. Ask for their leave, and do not wear one of them out.", Places: []Place{
		command("/followup references", "who speaks for us, with their leave, and how often they were asked"),
	}},
	{ID: "RC-12", Name: "Ask an advocate", What: "Somebody near them who thinks well of us says so of their own accord."},
	{ID: "RC-13", Name: "Thank them and tell them", What: "Whoever spoke for us hears thank you, and what came of it."},
	{ID: "RC-14", Name: "Enough advocates", What: "The more people speak for you, the more proposals are won. Count them.", Places: []Place{
		command("/followup references", "how many speak for you, and for the team"),
	}},
	{ID: "RC-15", Name: "Send something first", What: "Useful things on several channels make it likelier that a call is returned.", Places: []Place{
		inRows("20", "the next channel is one not used in this silence"),
	}},
	{ID: "RC-16", Name: "Things worth giving", What: "Articles, local figures, tips that save work, new methods, business for them.", Places: []Place{
		command("/followup value", "the team's library, by industry and theme"),
	}},
	{ID: "RC-17", Name: "Give twice, then ask", What: "A couple of useful things first, and the talk after that."},
	{ID: "RC-18", Name: "Five themes of value", What: "To earn more, save time, cut waste, solve what presses, or be more successful.", Places: []Place{
		command("/followup value add", "the theme that an item serves"),
	}},
	{ID: "RC-19", Name: "Gatekeepers are normal", What: "Go through them openly, and be of use to them as well."},
}

var proposalIdeas = []Technique{
	{ID: "FU-01", Name: "Who follows up twice?", What: "Few do it more than once. Measure your own team, on proposals whose second follow-up was due.", Places: []Place{
		command("/followup stats", "the share that was followed up at least twice, with its trend"),
	}},
	{ID: "FU-02", Name: "Nobody taught them", What: "Why people do not follow up is unknown; show the next step, and blame nobody."},
	{ID: "FU-03", Name: "Questions that earn the next talk", What: "About what hurts or tempts them now; never whether there are any questions."},
	{ID: "FU-04", Name: "Decide to talk on", What: "Help them to a small step: to talk, not to buy."},
	{ID: "FU-05", Name: "What only we do", What: "Make the one thing stand out that nobody else does, without superlatives."},
	{ID: "FU-06", Name: "Go on from where you were", What: "A follow-up stands on what was said and agreed before."},
	{ID: "FU-07", Name: "Fit, not comparison", What: "With a competitor in view, show how ours fits what they want, and say nothing about the other."},
	{ID: "FU-08", Name: "The right partner", What: "A small beginning that is good for both."},
	{ID: "FU-09", Name: "Use what you have learned", What: "Each touch brings something that you know now and did not know then."},
	{ID: "FU-10", Name: "A picture of what they hope for", What: "In their own words, and on top of a measured result."},
	{ID: "FU-11", Name: "Not dead after two tries", What: "A call or two and a voicemail are no reason to give up.", Places: []Place{
		command("/followup", "what is due, with follow-ups x of N"),
	}},
	{ID: "FU-12", Name: "Several ways", What: "Call, email, letter, a visit: the next touch takes another way, where they allow it.", Places: []Place{
		inRows("13-20", "a channel that was not used in this silence, and why that one"),
	}},
	{ID: "FU-13", Name: "The creative touch", What: "When plain touches have found no answer, something light that fits their world, where gifts are allowed."},
	{ID: "FU-14", Name: "Learn from each one", What: "Note what came of it, and what you learned.", Places: []Place{
		screen("What happened", "what their answer taught you"),
		screen("Log touch", "outcome and note, in one form or one line"),
	}},
	{ID: "FU-15", Name: "Keep doing what works", What: "Add up what came of what, with how sure one can be, and do more of it.", Places: []Place{
		command("/followup stats", "replies, next steps and wins by play, too early to tell below 20"),
	}},
}
