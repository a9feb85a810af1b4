package coach

// Phrases that spoil an apology (AP-06 to AP-14).

var apologyPhrases = []phraseGroup{
	{rule: RuleSorryIf, ids: []string{"AP-06"}, why: "An apology on condition says that the fault may be theirs.", instead: "Say what you did: “I rang too often, and that was ours to get right.”", phrases: `
		sorry|apologise|apologize|apologies|apology if|should !you'd|you'd
		sorry|apologise|apologize|apologies|apology for any
		sorry|apologise|apologize|apologies|apology in case
		if you|anybody|anyone|somebody|we|i|anything|our|my .. felt|feels|offended|upset|annoyed|bothered|pressured|rushed
		if you were|are|felt|have been|feeling offended|upset|annoyed|bothered|pressured|rushed|unhappy|insulted
		if anything|something i|we said|wrote|did|sent|have
		any inconvenience
		sorry that you feel|felt|think|thought|took|misunderstood
		sorry you feel|felt|think|thought|took
	`},
	{cue: cueSale, deniable: true, why: "An apology that ends in a sale was never one.", instead: "Leave it out. Nothing about the sale in this message, nor in the one after it.", phrases: `
		save|saves|saving you|your|money|time
		would|could|will|can still? save|benefit|profit|help you|your|from
		benefit|benefits from|of|for|you
		short|quick|brief|new|set|schedule|book|arrange|have|do|another|fix .. meeting|demo|call|presentation|appointment|visit|demonstration
		new offer|demo|product|price|proposal|solution|version
		great|special|better|improved|attractive|new offer|price|deal|discount|terms
		next steps|step
		price|prices|proposal|offer|quote .. is|are|still|remains|stays good|valid|open|until|stands
		still good|valid|open|available|stands|stand
		valid until|till
		discount|rebate
		<num> percent? off
		like|want|ready|happy|if|wish|care to? go|move|going ahead|forward
		go|move ahead|forward with|after
		if|should things|anything|something|circumstances have|has|should? changed|change
		revive|restart|reopen|resume|continue the|our|this talks|project|conversation|discussion|deal
		give us another|a chance|try
		try again|it
		reconsider|rethink
		our product|system|solution|service|software|machine|offer is|can|could|will|would|has|does|still|helps|saves|fits
		i'm|i|we|am still? believe|convinced|sure|confident|think our
		free on|for a|tuesday|monday|wednesday|thursday|friday
		invest|buy|purchase|order|sign
		deadline|expires
	`},
	{cue: cueEnclosed, deniable: true, phrases: `
		-is|are|was|were|screws|sign attached !to|with
		attach|attaching|attachment|attachments|enclosed|enclose
		see|find|with|in|open the? attached
		attached is|are|you'll|please|a|the|our|find
	`},
}
