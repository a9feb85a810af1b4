package coach

// Phrases that reproach, argue, run down or gossip.

var reproachPhrases = []phraseGroup{
	{rule: RuleGuilt, ids: []string{"DL-39", "AP-06"}, why: "It makes them feel guilty, and people avoid whoever does that.", instead: "Leave it out. If it has been long, begin with your own part: “I've written a good deal and said little.”", phrases: `
		haven't|not|never|didn't heard|hear back? anything|a? word? from you
		haven't|not|never heard back|anything !from|on|about
		haven't|not|never got|had|gotten|received|have a|an|any|your reply|answer|response|news|word|feedback from you|your
		haven't|not|didn't|never got|get|gotten|received|have any? a|an|your? reply|response|answer !from|to
		-i|we|he|she|they|surveyor|that|who|and you never|haven't|didn't|still reply|replied|answer|answered|respond|responded|wrote|write|called|call|rang|ring|returned|return|got|get|come|came|bothered
		you still haven't|have|not answered|replied|responded|called|come
		you did|have not reply|replied|answer|answered|respond|responded|call|called|return|returned
		you haven't|didn't|never|don't reply|replied|answer|answered|respond|responded|called|call|return|returned|got|get me|my|us|our|to|back|any|the
		your silence|lack
		no reply|answer|response from you|your
		without a|any|one? single? reply|answer|response !to
		i've|i|we've|we have? now? tried|written|called|rung|phoned|emailed|mailed|left|sent|contacted|reached|messaged|texted .. .. <num>|several|many|three|four|five|six|seven|countless|numerous|multiple|twice|two times|messages|mails|emails|voicemails|calls|letters|already
		i've|i|we've|we have? now? tried|written|called|rung|phoned|emailed|mailed|contacted|messaged|texted to? you|reach|contact|get|call .. several|many|multiple|numerous|countless|three|four|five|six|seven|<num> times
		i've|i have? written|called|rung|phoned|sent|left you already <num>|three|four|five|several|many
		tried|trying to|and reach|contact|call|get you|hold|in .. several|many|multiple|numerous|times|for|since|again
		this is|was|for now? my|the second|third|fourth|fifth|sixth|seventh|2nd|3rd|4th|5th|last message|call|email|mail|voicemail|attempt|time|try
		for the third|fourth|fifth|sixth|seventh time
		guess|assume|suppose|take that? it? you're|you|are not|aren't interested|bothered|serious
		still|been waiting for|on you|your|to
		waste|wasted|wasting|wasteful of? my|our|your|so|all|each|any time|effort|evening|evenings
		waste|wasted|wasting my|our time
		i'm|we're a? bit|quite|very|rather|really|somewhat|little? disappointed|frustrated|annoyed|upset
		i|we am|are|feel|was|were a? bit|quite|very|rather|really|somewhat|little? disappointed|frustrated|annoyed|upset !by|with
		it's|is disappointing|frustrating|annoying|rude|sad|pity
		find|found that|it rude|disappointing|strange|unprofessional
		not so? very? polite|nice|fair|professional of?
		after all the|i|we|my|our work|i've|we've|time|effort|effort|have|put|did
		after all i've|we've|i|we
		ignoring|ignored|ignore my|me|our|us
		if you still|even? care|cared
		you promised|said you'd|you|would to? get|call|reply|come back
		least you could|can do
		reached|reaching out a|many|several|<num>|twice|three|four|five couple|few|times|about|of|and? times|and|but|of|about
		reached|reaching out several|many|three|four|five|<num>|multiple|numerous times
		reached out twice
		i've|i have? tried to reach|contact|call|get|catch you !in|on|at
		been trying to reach|contact|connect|call|get|catch
		messages|calls|emails|mails|voicemails .. not|never been? returned|answered
		the courtesy of
		i deserve|expected|expect a|an|better|more|at reply|answer|response|least
		too busy to|for even? me|reply|answer
		don't you think you|i
		left hanging
		returning|return my call|calls !before|by|when|if|on
	`},
	{rule: RuleGossip, ids: []string{"SE-06", "SE-07"}, deniable: true, why: "They will ask themselves who talks about them, and to whom you talk.", instead: "Use what they said themselves or what is published, and say where.", phrases: `
		rumour|rumor|rumours|rumors|gossip
		word is|has that|it
		word on the street
		little bird
		through|on the grapevine
		overheard
		off the record
		between you and me|i|us
		^ between us|ourselves
		strictly|just|purely between us|ourselves
		don't tell anybody|anyone|them
		this is|strictly confidential|secret
		confidentially
		inside information|source|track
		an insider
		people say|are saying|talk that|about you|your
	`},
	{rule: RuleInterest, ids: []string{"SE-04", "AP-08"}, in: selling | secondEffort | apologising | colleague, why: "It asks for a yes or a no, and the easy answer is no.", instead: "Ask about them instead: how they deal with the thing you know of.", phrases: `
		are|were you still|at|perhaps|maybe|even? interested ?$
		are|were you still|at|perhaps|even? interested in|after|or|to
		would|might|could|will you be|have interested|interest|keen in|to|if|?$
		would|might|could|will you be|have an|any interested|interest
		still interested
		is there any|still|some|a? still? interest
		there still? no|any interest any|anymore|left|from
		something .. .. might|would|could|may be? interested in
		would this|that|it interest you
		does this|that|it interest you
		^ why not
		ask|asking|know|wonder why not
		tempted ?$
	`},
	{rule: RuleInterest, ids: []string{"SE-04"}, in: secondEffort, why: "The question is about our product; at this point it has to be about them.", instead: "Turn it to them: how do they handle the thing today?", phrases: `
		would|could|can|will|does|do our|the product|solution|system|service|offer|proposal|software|platform|machine
		what would our
		interested in our
	`},
	{cue: cueNegative, phrases: `
		overpriced|outdated|obsolete|antiquated|terrible|awful|shoddy|useless|unreliable|inferior|incompetent|sloppy|clunky|pathetic|hopeless|horrible|dreadful|lousy|overpaying|unprofessional|slow|worse|worst
		mess
		poor|bad|lousy job|service|support|quality|work
		always late
		doesn't|don't|won't care
		rip|ripping you off
		ripping|rip|rips|ripped it|them|that out
		too expensive
		never on time
		let|lets|letting you down
		behind the times
		stone age
	`},
	{rule: RuleSlight, ids: []string{"DL-21"}, why: "What they have today was their choice; running it down runs them down.", instead: "Say what yours would add beside it.", phrases: `
		rip and replace
		rip it|them|that out
		throw|chuck out|away your|that|the old? system|supplier|vendor|software|provider|machine
		get rid of your|that current|old|present|supplier|vendor|system
	`},
	{cue: cueTheirVendor, phrases: `
		your current|present|existing|old supplier|vendor|provider|system|software|setup|partner|contractor|solution|firm|people
		their software|support|system|service|product|products|work|machines|prices|people|staff
		they|they're|they've|them
		our|the competition|competitor|competitors
	`},
}
