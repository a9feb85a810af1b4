package coach

// Phrases of the salesman's tone: superlatives, jargon, flattery, introductions
// of ourselves (AP-10, AP-15, FU-05, DL-30, DL-34).

const (
	whySuper    = "Superlatives cost trust: everybody uses them, and nobody can check them."
	whyJargon   = "Nobody talks like that to a person they know."
	whyFlattery = "Flattery shows, and it makes the rest sound like a trick."
	sayResult   = "Say what it does, with a number and whose it is, or leave it out."
)

var tonePhrases = []phraseGroup{
	{rule: RuleHype, ids: []string{"FU-05", "DL-30"}, deniable: true, why: whySuper, instead: sayResult, phrases: `
		best in class|breed|industry
		best|finest|greatest|fastest|cheapest|easiest|smartest|strongest|quietest|safest|largest|biggest !one|ones .. .. in|on the|its|our|their market|industry|world|class|country|region|business|europe|planet
		the best there is|are
		simply|absolutely|by far|really the best
		best !fix|answer|time|day|way|thing|man|woman|one|place|guess|of|practice|before solution|product|service|system|software|tool|platform|offer|team|quality|company|provider|partner|machine|machines worldwide|ever|available|around|anywhere|money|for
		best solution|product|service|quality|provider
		world|market|industry|award|prize leading|class|beating|famous|winning|renowned
		world's|europe's|country's|industry's|market's|nation's leading|best|largest|biggest|number|no|most|first|finest
		worldclass
		leading provider|supplier|company|firm|vendor|maker|manufacturer|specialist|specialists|brand|solution|platform|agency|partner|experts|expert|technology
		leading edge !of
		number|no one|1|<num> in|on|for|worldwide|of|provider
		market leader|leaders
		state of the art
		second to none
		unmatched|unrivalled|unrivaled|unparalleled|unbeatable|revolutionary|groundbreaking|phenomenal|incredible|amazing|awesome|fantastic|outstanding|extraordinary|spectacular|stunning|mindblowing|superb|magnificent|exceptional|unbelievable|sensational
		ground|mind breaking|blowing
		like no other
		one of a kind
		never been seen|done|so
		super excited
		so|very|really|super|incredibly|extremely excited|thrilled to|about|by
		beyond excited|thrilled
	`},
	{rule: RuleHype, ids: []string{"AP-10"}, why: whyJargon, instead: "Use the word you'd use over lunch, or say what actually happens.", phrases: `
		synergy|synergies|synergistic|paradigm|stakeholders|learnings|actionable|scalable|holistic|mission|bleeding|turnkey|disruptive|hyper|omnichannel|bandwidth !critical|at|for|of|to
		mission critical
		cutting|bleeding edge
		leverage|leverages|leveraging our|ai|your|the|synergies|these|this|data|technology|existing
		game changer|changers|changing
		gamechanger|gamechanging
		seamless|seamlessly
		end to end
		value proposition|add|adds|adding|driven
		move|moves|moving the needle
		low hanging fruit
		next level|gen|generation
		best practices
		deep dive
		circle the wagons
		out of the box
		win win
		thought leader|leadership
		digital transformation|journey
		pain points|point
		one stop shop
		innovative|innovation solution|solutions|product|products|platform|approach|technology|company|way
		robust|powerful|comprehensive|tailored|bespoke|complete solution|solutions|platform|suite|offering|feature
		solution|solutions provider|suite|portfolio|offering
		unlock|unlocks|unlocking the|your|new|full potential|value|growth|opportunities
		empower|empowers|empowering you|your|teams|people|businesses|companies
		drive|drives|driving growth|revenue|value|success|efficiency|results
		transform|transforms|transforming your|the way|business|how
		maximise|maximize|optimise|optimize|optimizes|optimises your|the|roi|value|efficiency|performance
		touch point|points
		utilise|utilize
	`},
	{rule: RuleHype, ids: []string{"DL-34"}, why: whyFlattery, instead: "Leave it out, or name the one thing they did that you noticed.", phrases: `
		visionary|brilliant|outstanding|great|inspiring|talented|exceptional|genius|impressive leader|leaders|manager|managers|entrepreneur|mind|person|businessman|businesswoman|ceo|company|firm|professional like|yourself|such|as|and
		visionary|brilliant leader|manager|mind|entrepreneur
		somebody|someone|people|leader|leaders|manager|expert|professional as|of|like yourself|your calibre|caliber|stature|successful|smart|busy|you
		as successful|smart|brilliant|experienced as you|yourself
		so|deeply|truly|very|really|hugely impressed by|with
		i|i'm|we|we're am|are? a? huge|big|great fan|admirer of
		i|we admire|adore
		honour|honor|privilege to work|serve|have|meet
	`},
	{rule: RuleStiff, ids: []string{"AP-10"}, severity: HintOnly, why: "It's written to nobody in particular.", instead: "Find out the name first; a message to a person begins with it.", phrases: `
		dear sir|sirs|madam or|and?
		to whom it may concern
		dear sir|madam
		dear customer|client|colleague|prospect|friend|valued
	`},
	{cue: cueWhoWeAre, phrases: `
		we|we're are? a|an|the .. provider|company|firm|agency|supplier|specialist|specialists|leader|team|business|manufacturer|consultancy|maker|vendor|partner|group|startup|dealer|house
		we|we're are? one of the
		we offer|provide|specialise|specialize
		^ we supply|deliver|sell|make
		we help !you|your|them|to .. companies|firms|businesses|organisations|organizations|people|teams|customers|clients|managers|salespeople
		^ we help !you|your|them|to
		i|i'm am? work|working|with|from for|at|with .. a|an|the .. company|firm|agency|provider|supplier
		i|i'm am? represent|representing
		my name is .. and|i|i'm
		a company|firm that|which|who offers|provides|sells|makes|helps|specialises|specializes
		let me|us introduce myself|ourselves|our|my|us
		i'd|want|wanted|like|writing|pleased|would to introduce|present|tell you about? our|ourselves|us|myself|my company
		to introduce|present|tell you about our|ourselves
		about our new|latest|range|company|service|services|product|products|firm|portfolio
		our company|firm|business|group|agency is|was|has|offers|provides|specialises|specializes|helps|delivers
	`},
	{cue: cueHistory, phrases: `
		we|we've|we're|our|company|firm were|was|been? founded|established in|by
		we|we've have|been? .. in business since|for
		for|over|with more|over|than|nearly|almost than? <num>|ten|twenty|thirty|forty|fifty|many|decades years|of we|we've|our|of|experience
		years of experience
		since <num> we|we've|our
		founded in|by my|our|<num>
	`},
	{cue: cueSpelledOut, phrases: `
		i am|will|would
		i|we|you|they have been|got|had|made|spoken|found|seen|done|written|gone|put|sent|asked|heard|noticed|prepared|attached|talked|read|come|taken|told|checked|received|looked|learned|learnt|tried|called|worked|helped|built|spent|thought|already|just|not|never
		you|we|they are|will|would !the
		it|that|there|he|she|this|what|here is|will|has|would !the
		do|does|did|is|are|was|were|would|could|should|have|has|had|will not
		cannot
		let us
	`},
}
