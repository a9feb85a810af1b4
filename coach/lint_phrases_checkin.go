package coach

// Phrases that ask for attention and give nothing for it (DL-02, DL-22, FU-03).

const (
	whyCheckIn  = "It asks for their attention and gives them no reason to answer."
	whyGotIt    = "Whether they got it is our worry, not theirs."
	whyThoughts = "It leaves the work to them: they would have to think up what to say."
	whyBump     = "A reminder tells them that they are late, and nothing new."
	whyHope     = "Everybody's mail begins with it, so nobody reads on."

	giveReason = "Begin with the reason: something they told you, news that concerns them, or a thing they can use."
)

var checkInPhrases = []phraseGroup{
	{rule: RuleCheckIn, ids: []string{"DL-02"}, why: "It is what every other salesperson writes, and it gives them no reason to answer.", phrases: `
		touch|touching|touched base !of|plate
		touch|touching|touched bases
	`},
	{rule: RuleCheckIn, ids: []string{"DL-22"}, why: whyCheckIn, phrases: `
		-the|a|your|our|their|his|her|at|before|each|every|you|they|we've|guests|guest|people|patients check|checking in !desk|desks|counter|counters|queue|queues|hall|time|times|area|process|kiosk|kiosks|app|machine|machines|on|at|on|page|staff|lane|lanes|online|and
		check|checking in on our|the|my|this|that|where|how|whether|things|progress|you|everything
		check|checking back in? with|on|if|whether|to
		quick|little|brief|friendly check in
		just|only|simply|was|am|i'm checking to|if|whether|that|re|with
		just|only wanted? to? check if|whether|that you
		circle|circling|circled back !in|around|of
		circling around|round to
		see|find|check where you|we|you're|things are? at|stand|standing|with?
		see where you|things|we are|stand with|on|at
		see how things|it|everything are|is|looks|going
		see if|whether you've|you had|have|got|want|wanted|need|needed|are|made
		wondering if|whether|where|what|how you|you've|you're|things|there|it|the|this|that|we
		where|how are|do things|we|you at|stand? with this|the|it|that
		where are we|you|things at
		just|quick|only|simply|a wanted? to? follow|following up !with|card|plan
		just|only a? quick|short|brief? follow up
		following|follow up on|re|regarding|about my|our|the|this|that|below last? email|mail|note|message|proposal|quote|offer|call|voicemail|below|previous|last|earlier
		just|only saying|to|wanted say? hello|hi !to|from
	`},
	{rule: RuleCheckIn, ids: []string{"DL-22"}, why: whyGotIt, instead: "Take it that they have it, and name the one thing in it that matters to them.", phrases: `
		did|have you receive|received|see|seen|get|got|gotten my|our|the|this|last? email|mail|e|message|messages|note|proposal|quote|quotation|offer|documents|document|files|deck|brochure|it|voicemail|letter|info|information|last|previous|mails
		do|did you receive|see|get it|this|that|them ?$
		make|making|made sure that? you've? you? got|received|get|saw|have it|this|that|my|our|the
		have you had? a? chance|time|moment|opportunity to look|review|read|go|check|see|think
		had a chance|time|moment to look|review|read|go|see|think
		got|received|seen my|our email|mail|message|note|proposal|quote|offer
		not sure|certain if|whether|that you got|saw|received|have|had
		seen it ?$
		did my|our|the email|mail|message|note|proposal|quote|offer reach|arrive|get|come
		didn't|doesn't|not go|went|land|landed to|in|into your? spam|junk
		spam folder|filter
	`},
	{rule: RuleCheckIn, ids: []string{"DL-22", "FU-03"}, why: whyThoughts, instead: "Ask about one thing that concerns them, or offer a small next step.", phrases: `
		any thoughts|feedback|news|updates|updating|update|movement|progress|decision|response|luck ?$
		any thoughts|feedback|news|updates|update|movement|progress|decision on|from|about|yet|so|regarding|re|for
		-your|the|had|with had any thoughts
		any update|updates|news on|from|about|regarding|re
		is there any? an? update|news|progress|decision
		do you have any? an? update|updates|news|thoughts|feedback|questions
		got|get|hear|heard|have any news from|on|about|yet
		if you have|had any thoughts|questions|feedback|updates|update
		any questions !about|from|that|you've
		what are your thoughts
		what do|did you think of|about the|our|my|it proposal|offer|quote|?$
		made|make|come to a|your|any? decision|mind yet|?$
		have you decided !on|to|which|that|not|against|how|what|who
		give me a|some|your feedback
	`},
	{rule: RuleCheckIn, ids: []string{"DL-22"}, why: whyBump, instead: "Write once there is something new, and begin with that.", phrases: `
		bump|bumping|bumped this|it|that|my|the !into
		bump|bumping|bumped this|it|that|my|the up|to
		float|floating|floated|pop|popping|push|pushing|bring|bringing|move|moving this|it|that|my|the? email|mail|note? back? up? to the top
		top of your inbox|list|mailbox|pile
		gentle|friendly|quick|little|kind|short reminder|nudge|prod|poke
		reminder about|of|on the|our|my quote|offer|proposal|email|mail
		resend|resending|re|sending this|my|the below? email|mail|message|again|in
		pinging you|again
		didn't|not get|got|gotten|was|been buried|lost|missed|overlooked
		^ following|follow up one|once|again|here|with more|again|time|here|you
		did|do you get|have a? chance|time|moment to
		in case it|you|this got|get|was|missed|were buried|lost|missed|this|it|overlooked
	`},
	{rule: RuleCheckIn, ids: []string{"DL-22"}, why: whyHope, instead: "Leave it out and begin with the first thing that matters to them.", phrases: `
		hope|hoping this|my|that email|mail|note|message|letter finds|found|reaches you
		hope|hoping this|that|it finds|found|reaches you
		hope you are|you're|are doing? well|ok|okay|fine|good
		hope|trust all is|are well
		hope your well|ok|okay
		i trust this finds you
	`},
	{rule: RuleCheckIn, ids: []string{"DL-01"}, why: "It asks them to have changed, and tells them nothing that has.", instead: "Say what has changed since: at their firm, in their market, or with us.", phrases: `
		any change|changes of|in mind|heart
		changed your mind
		in a better position to|now|?$
		better position to make|buy|decide|move
		anything changed on|at|with|for|since|?$
		has|have anything|things changed ?$
	`},
}
