package coach

// Phrases that ask for something, and for how much (SE-10, RC-08).

var askPhrases = []phraseGroup{
	{cue: cueOffer, phrases: `
		shall|should|may|can|could|might|must i|he|she|our|my|the|somebody|someone|they|ken
		would|will|do|could you like|want|care|prefer|enjoy|mind|be|have
		want|like|care me|us to
		want|like to see|hear|try|have|know|talk|meet
		is|would|does|will|was|are|how|how's monday|tuesday|wednesday|thursday|friday|saturday|tomorrow|this|next|that|it .. good|fine|ok|okay|right|suit|work|possible|suitable|best|do|at|help|worth
		would it|that|this|any|he|she|they|the|your .. .. be|help|suit|work|like
		would|is|are|half|does|might <num>|ten|fifteen|twenty|thirty|half minutes|an|a
		which|what day|hour|time|one|week|suits
		monday|tuesday|wednesday|thursday|friday at|or <num>|noon|wednesday|thursday|friday
	`},
	{cue: cueRequest, phrases: `
		can|could|would|will|may|might|shall|should we|one|somebody|anybody
		can|could|would|will|might you !like|want|care|prefer|enjoy|mind|say|be
		would you be able|free|willing|so|available|up|around
		please
		do|have|got you|have? got|have? an|a|some|<num>|time|fifteen|twenty|ten|half|five|minute|minutes
		are you free|around|available|up
		is|would|be|think that|it|this|half? worth
		worth <num>|half|your|a|ten|fifteen|twenty|thirty
		how|what about a|an|<num>|monday|tuesday|wednesday|thursday|friday|tomorrow|next|we|meeting|20
		let's|lets
		call|calling|ring|phone|text|mail|email|send|tell|give|show|meet|drop|write|post|forward|fax|name|pass me|us
		call|ring|phone|text|give me|us|back
		have|ask her|him|them|your|somebody to? ring|call|phone
		^ call|ring|send|reply|book|sign|fill|forward|introduce|review|read|watch|click|download|confirm|pick|choose|meet|join|register|complete|answer|tell|check|visit|order|see
		then|and|so call|ring|send|reply|book|sign|fill|forward|introduce|review|click|download|confirm|meet|register|complete me|us|the|it|your|in|this|a
		let me|us know
		get back|in to|touch
	`},
	{cue: cueAgreed, phrases: `
		we|we'd|i agreed|said that|the|you'd|on
		next step|thing we'd|we? had|would|agreed|said|planned
	`},
	{cue: askTalk, phrases: `
		meet|meeting|call|calling|ring|phone|talk|speak|chat|visit|come|minutes|minute|hour|hours|appointment|slot|coffee|lunch|catch|sit|sat
	`},
	{cue: askReply, phrases: `
		reply|confirm|answer|tell|decide|choose|pick|say
		let me|us know
		get back to
		get in touch
	`},
	{cue: askSend, phrases: `
		send|mail|email|post|fax me|us
		send|provide|share !you|it|him|her|them|over the|your|a|some|photos
	`},
	{cue: askForward, phrases: `
		forward|pass|share this|it|the|me|my|that|on|along .. .. to|on|with|around
	`},
	{cue: askIntroduce, phrases: `
		introduce|recommend|refer|connect me|us
		put me|us in touch
		introduction to
	`},
	{cue: askRead, phrases: `
		read|review|watch|study|download|open|click|browse the|it|this|our|my|that|here|on|through|a
		look|take|have a? look at|over|through
		check|see|visit out|our|my website|page|site|brochure|video
	`},
	{cue: askFill, phrases: `
		fill|complete in|out|the|this|our|it .. form|survey|questionnaire|page|in|out|sheet
		fill|complete the|this|our|a? short? form|survey|questionnaire
		fill in|out
	`},
	{cue: askSign, phrases: `
		sign|order|buy|approve the|a|our|it|this|for|here|by|today|and
		sign up
	`},
	{cue: askTry, phrases: `
		join|attend|register|book|test|try our|the|us|a|this|it|for .. webinar|demo|trial|workshop|event|seminar|session|pilot
		sign up for
	`},
	{cue: cueCallback, phrases: `
		i'm|am|me|us|number|is|back|ring|call|phone|mobile|cell|it's|at|on on? <num>
		reach me|us
		on|at <num> <num>
		<num> <num> <num>
	`},
	{cue: cueNoNeed, phrases: `
		no need to
		you needn't|don't have|need ring|call|answer|reply|do|to
		nothing to|you do|need
		no answer|reply|call needed|back|necessary
		just thought of you
	`},
}

var offerPhrases = []phraseGroup{
	{rule: RuleVagueAsk, cue: cueVague, ids: []string{"SE-10"}, why: "It leaves them to think up what to say, so they say nothing.", phrases: `
		let me|us know
		lemme know
	`},
	{rule: RuleVagueAsk, cue: cueVague, ids: []string{"RC-08"}, why: "It's open when and what to answer, so it can wait, and it will.", phrases: `
		get back to me|us
		feel free to
		don't|not hesitate to
		reach out to|at|if|when|any|whenever|?$
		please reach out
		at your convenience|leisure
		at your earliest
		whenever you're|it|it's|is|that|works|suits
		whenever you like|want|wish|can|could|find|get|feel|prefer|fancy|choose|please
		whenever you have|got|'ve a? some? time|minute|moment|chance|second
		get in touch
		look|looking forward to hearing|your|hear
		i'd|we'd love|be to? happy|glad to hear your thoughts|opinion|view
		hear from you soon
		whatever|however suits you
		some time soon
		sometime soon
		just shout|holler
		drop me a line !by|on|before
	`},
	{cue: cueDay, phrases: `
		monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow
	`},
	{cue: cueSpecific, phrases: `
		by|before|until|till|on monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|tonight|noon|then|the|end|next
		by|before|until|till <num>
		monday|tuesday|wednesday|thursday|friday
		which|who|whom
		how many|much|long|old
		<num> am|pm|o'clock
		at <num> !<num>
		one|a line|word is|will|does|helps|yes|no
		yes|no or
	`},
	{cue: cueDuration, phrases: `
		-half|of an|one|a full|whole|entire? hour|hour's
		two|three|four|couple|few of? hours
		half|full|whole|entire a? day
		hour and a half
		one|two|three hour
		forty|fifty|sixty|ninety five? minute|minutes
		half|full|one|two day
		afternoon|morning session|workshop
	`},
	{cue: cueTaken, phrases: `
		have|spare|give|us|book|schedule|down|take|need|block|free|reserve|invite|set|arrange|worth|spend|lend|join|for
		meeting|call|session|workshop|demo|presentation|appointment|visit|slot|webinar|training|seminar
		of your time
	`},
}
