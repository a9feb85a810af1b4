package coach

// Phrases that push: pressure, closing, promises, prices, conditions.

const (
	whyPressure = "Pressure is what they fear most from a seller; it makes them go quiet."
	whyClosing  = "It asks for the order. The next step they can take is a small one."
	whyTrap     = "They see the trap: answering honestly means having signed."
)

var pushPhrases = []phraseGroup{
	{rule: RulePressure, ids: []string{"DL-39"}, deniable: true, why: whyPressure, instead: "If a date is true, say it plainly with what follows from it, and that the later way is fine too.", phrases: `
		last|final chance !meeting
		final offer
		one last time|chance|offer
		act|decide|move now !that|on
		act|decide|move fast|quickly
		now or never
		before it's|it|its is? too late !in|at|for|on
		until it's|it|its is? too late !in|at|for|on
		don't|not wait until|till|too|any|longer
		only today !i|we|did|do|he|she|they
		today only
		offer|price|prices|deal|quote|discount|terms expires|expire|ends|runs
		offer|price|prices|deal|quote|discount|terms is|are|stays|remains? only valid|good|open until|till|to|for|through
		offer is|are|will? be? gone|off|over
		only valid|good until|till
		limited time|offer|number|places|slots|stock
		while stocks|supplies|they last
		price|prices|rates|fees go|goes|will|going|are|is up|go|rise|increase
		running out of time|stock|places|slots
		time|time's is? running
		must to? decide by|now|today|this|soon|before|until|immediately|quickly
		need|have|got to decide by|now|today|this|immediately
		need|needs an|your answer|decision by|today|now|this|immediately
		hurry !up|to|home|through|past
		must to be quick|fast
		-i'll|we'll|to|i|it'll be quick|fast !about|to|at|on
		can't|cannot|couldn't afford to wait|miss|lose|hesitate|ignore|delay
		afford to wait
		everyone|everybody else is|are|has|have already|moving|doing|buying|signed|switching|switched|on|signing|ordering
		don't miss out|this|it|your|the
		miss out on
		if|not you miss out
		you'll|you|will|would|might|may regret it|this|not|waiting
		or you'll|you|will lose|regret|miss
		otherwise i|we can't|cannot|can|won't|will hold|keep|guarantee|have|give
		can't|cannot|won't hold|keep the|this|it|your price|offer|slot|machine|place|for
		lock|locked|locking this|it|in your|this|the|our|that price|rate|now|today|slot|slots
		nearly|almost booked|sold out
		say yes by|today|tonight|now
		urgent|urgently need|answer|decision|reply|response
		time sensitive
		asap !as
		never|don't take no for
		take no for an answer
		competitors|rivals are|is already|ahead
		last call for|to|on
		clock is ticking
		window is|will closing|close
	`},
	{rule: RuleClosesSale, ids: []string{"SE-10", "FU-04"}, why: whyClosing, instead: "Ask for the next talk or a small try instead: 20 minutes, with a day and an hour.", phrases: `
		ready|willing|happy|prepared to sign|order|buy|commit|proceed
		sign|signing the|a|our|this contract|agreement|order|deal|offer|proposal|papers|paperwork
		sign today|now|off|this|by|tomorrow|on the
		signature by|on|today|from
		contract|agreement|deal|paperwork|papers|it|offer|order signed by|this|today|on|and|so|now
		get|have|getting the|this|it|that contract|deal|agreement|paperwork|papers|order signed|done|over|closed
		place|placing|send|confirm|sending an|the|your|a order !for|of
		place|placing an|the|your|a order
		move|go|moving|going forward|ahead with the|this|an|your|our order|contract|purchase|deal|offer
		close|wrap|seal the|this deal|sale|contract
		can|could|shall we close|wrap this|it
		will|would|could|can you order|sign|buy|commit today|now|this|by|it|from|the|?$
		are you ready to go|start|proceed|commit|move
		shall i|we send|draw|prepare|write up? the|a contract|invoice|agreement
		-to buy now|today
	`},
	{rule: RuleClosesSale, ids: []string{"DL-09", "DL-38"}, why: whyTrap, instead: "Ask without a hook: what would it have to look like for you to find it worth exploring?", phrases: `
		if i|we could|can|get|got|gave|give|manage|managed .. .. .. .. .. would|will you sign|order|buy|commit|go|take|say|do
		if i|we can|could|get .. .. would|will you
		what|how would|will|does|do it|i|we|you take|have|need to get|make you|for|have to? sign|commit|order|buy|you
		what would it take to
		what do i|we have|need to do to get|make
		what's stopping|holding you from|back signing|buying|ordering
	`},
	{rule: RuleGuarantee, ids: []string{"SE-09"}, deniable: true, why: "Nobody can know that before trying it, and they know that nobody can.", instead: "Be modest: “it may work for you too, and you'd be the judge of it.”", phrases: `
		-the|a|your|our|year|years|under|its|this|their|no guarantee|guarantees|guaranteed !on|for|runs|ran|expires|period|ends|ended|claim|fund|certificate
		i|we guarantee
		risk free
		no|without|zero|absolutely risk !of|that|to|assessment|in
		no brainer
		nothing to lose
		promise you !to|i|a|we|word|news
		i|we promise it|that|this|you|results|your
		can't|cannot go wrong|fail
		100 sure|certain|percent|satisfaction|guaranteed
		hundred percent sure|certain
		money back
		will|definitely|certainly definitely|certainly pay|work|save|solve|fix|end|cut|will
		never fails
	`},
	{rule: RuleDiscount, ids: []string{"DL-06", "DL-29"}, deniable: true, why: "A lower price first says that the first one was wrong, and that theirs is the reason to argue with.", instead: "Offer something of use at no extra cost, or a smaller start.", phrases: `
		give|offer|offering|do|grant|have|get|got|giving|extend|with you|them|us? a|an|some|another|extra|special|further|small|<num> .. discount|rebate
		<num> .. discount
		<num> percent? per? cent? off !our|my|your|the
		percent|cent off
		knock|take|shave|chop .. off the|our|your|price|it|that|that's !hands|desk|plate|mind|shoulders|back|table
		knock|shave <num>
		take <num> .. off !hands|desk|plate
		lower|reduce|cut|drop|slash|reducing|lowering|better the|our|my|your price|prices|fee|fees|rate|rates|quote|offer
		come|go|going down on|in the|our|my? price
		special|better|reduced|lower|discounted price|prices|rate|deal|offer|pricing
		sweeten the|our|this|it
		throw in the|a|an|some|our|for
		half price
	`},
	{cue: cueFree, phrases: `
		free !up|of|on|from|for|and|at|seat|evening|day|hours|slot
		free of charge|cost
		for free|nothing
		at no cost|charge|extra
		no charge
		complimentary|gift|voucher
	`},
	{cue: cueCondition, phrases: `
		if you book|order|sign|agree|subscribe|register|buy|meet|give|join|let|say|commit|switch
		provided|providing that? you|we
		on condition|conditional that|on
		as|so long as you
		in return|exchange for
		once you've|you have? signed|booked|ordered|agreed|registered
		when you sign|book|order|register|subscribe
	`},
	{cue: cueTrade, deniable: true, phrases: `
		in return|exchange for a|an|your|the|your|<num>|half|20|15
	`},
}
