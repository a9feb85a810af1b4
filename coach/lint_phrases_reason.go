package coach

// Phrases that give a reason, and whose it is (DL-32, DL-35, RC-07, RC-09); and
// those around figures (SE-05, DL-30, FU-01).

var reasonPhrases = []phraseGroup{
	{cue: cueTheirs, phrases: `
		you said|told|mentioned|asked|wanted|wrote|showed|described|explained|complained|pointed|brought|gave|hoped|decided|agreed|thought|wished|raised|planned|offered|promised
		-do|did|would|could|can|will|if|should|when|whenever|may|might|where|shall you want|need|plan|lose|waste|throw|work|use|struggle|have
		you'd|you've|you're asked|told|said|mentioned|wanted|looking|planning|working|having|losing|opening|moving|merging|building|hiring|talking|using|also
		you've|you got|had|been a|an|the|two|three|on|through|with
		your words|own|goal|goals|question|plan|plans|wish|problem|trouble|worry|concern|board|foreman|trucks|drivers
		we agreed|settled|talked|discussed
		as|like agreed|promised|discussed
		i promised you
		when|since|after we|i|you spoke|met|talked|visited|were|walked|parted
		your !convenience|time|thoughts|name|list|reply|answer|company|interest|message|inbox|desk|week|week's|day|day's|weekend's|area|business|needs|attention|response|email|mail|earliest|call|feedback|decision|team|organisation|organization|opinion|help|firm|silence|questions|mailbox|side|end|weekend|success|industry|disposal|understanding
		if|now that you're|you|you've|your !interested
	`},
	{cue: cueNews, phrases: `
		i|we|i've|just saw|read|noticed|seen|learned|learnt that|about|in|your|the|on|you
		did you see|know|notice|hear that|the|about
		according to
		says|reports the|that|it|they|to|line
		the|a|an|their|its|your paper|ministry|council|association|authority|inspectors|inspector|government|law|rule|regulation|website|news|press|office says|has|will|closes|checks|wants|of|visits
		new law|rule|rules|regulation|tax|standard|regulations|norm
		from|in|since|by january|february|march|april|may|june|july|august|september|october|november|december
		announced|published
	`},
	{cue: cueProof, phrases: `
		customer|client|clients|customers of ours
		we've|we|i've have? worked|helped with? a|an|somebody|one|other
		had|has|with the? same|very
		the|in same trouble|spot|problem|thing|headache|type|wish
		a|an|one|another|the .. in|near|across <cap>
		a|an|one|another|the .. near|across|next|down|opposite|like you|your|yours|from|the|door|road|us
		somebody|someone|others|another who|in|like|near|i|else
		we|i know|knew a|an|somebody|someone
		firms|companies|people|shops|hotels|yards like
		used to
	`},
	{cue: cueGive, phrases: `
		here's|here is? a|an|the|one|how|what|your
		i've|we've|i|we have? put|written|made|drawn|sketched|found|marked|asked|brought|prepared|counted|collected|checked|sorted|pulled|underlined|printed|copied|dug|tracked
		i've|we've|i got a|an|the|one|two|his|her|their|four|six
		i'll|we'll|i'd|i|he'd|she'd can|could|be|am|gladly|happily|happy|glad|also to? send|bring|draw|post|read|leave|lend|introduce
		a|an|one|short|good|simple|free|small|hard checklist|guide|list|template|article|page|report|map|letter|tip|trick|book|recipe|idea|kind|part
		the list|map|page|paragraph|checklist|drawing|report of|for|that|they|with|is|before
		an|some idea|ideas or|for|in|that
		idea or two
		it's|is yours|free
		no bill|catch|charge|strings
		hour|hours of my|our|legwork time?
		bring|put you together
		in|into the? post|inbox|envelope
	`},
	{cue: cueReferral, phrases: `
		asked|told|suggested|urged|wanted|thought me|us|i|that|we .. should|to|write|call|ring|get|speak|contact
		suggested|recommended i|we|that|you|your|calling|writing
		promised her|him|them
		gave me your
		referred|sent me|us to
		introduced us|me
		she|he'd|she'd|he|they'd like|likes|offered|thinks|says|loves|be|said
	`},
	{cue: cueOurs, phrases: `
		our new|press|system|product|products|service|services|software|solution|solutions|line|hinge|machine|machines|tool|platform|company|team|people|offer|prices|price|customers|clients|engineers|range|wax|paint|paints|experts|staff|technology|approach|latest|brand|name
		we offer|provide|sell|specialise|specialize|make|supply|deliver
		we|our|i can|could|will|would .. improve|reduce|increase|save|help|cut|boost|offer|grow|optimise|optimize
		we're the|a|an|known|proud
		^ we|we've|we're !agreed|talked|spoke|met|know
		comes with
		it's|it|is|they're also the? quiet|quietest|fast|fastest|cheap|cheaper|better|best|light
	`},
	{cue: cueBenefit, phrases: `
		save|saves|saving|saved
		cut|cuts|cutting
		reduce|reduces|reducing|reduced
		improve|improves|improving|improved
		increase|increases|increasing|increased
		boost|boosts|boosting
		lower|lowers|lowering
		raise|raises|raising
		frees|freeing
		free|frees up
		speed|speeds up
		simplify|simplifies|simplifying
		eliminate|eliminates|eliminating
		streamline|streamlines
		grow|grows|growing
		protect|protects
		avoid|avoids
		prevent|prevents
		win|wins more|you
		keeps|keep the
		gives|give you|your
		helps|help you|your
	`},
	{cue: cueLoss, phrases: `
		lose|loses|losing|lost|waste|wastes|wasting|cost|costs|costing|eat|eats|eating|spend|spends|spending|spent
	`},
	{cue: cueListed, phrases: `
		four|five|six|seven|eight|nine|ten|dozen|<num> good|great|strong|big|main? reasons|benefits|advantages|arguments|features|ways !of
		^ fourth|fourthly|fifth|fifthly
		and fourth|fourthly|fifth
	`},
}

var numberPhrases = []phraseGroup{
	{rule: RuleFolklore, ids: []string{"FU-01"}, why: "Nobody has ever found the study behind that figure.", instead: "Leave it out; a figure of theirs or your own says more.", phrases: `
		national sales executive association
		national association of sales executives
	`},
	{cue: cueSource, phrases: `
		you said|told|mentioned|wrote|showed|counted|reckoned|put|gave|estimated|say
		your own|words|figures|numbers|report|sums|count|paper|newsletter
		by your own?
		according to
		says|writes|reports|reported|published|puts|found|measured|counted
		report|survey|statistics|ministry|bureau|census|newspaper|letter
		we counted|measured|timed|weighed
		source|sources
		you've said|told|mentioned|got|counted
		as you
	`},
	{cue: cueGuess, phrases: `
		i'd|i|would|my guess|imagine|suspect|bet|reckon|expect
		i|my may|might be wrong
		something like
		i'd say|think
		perhaps|maybe
	`},
	{cue: cueSupposed, phrases: `
		what|how would|if|much|many
		if|suppose|say|imagine you|that|we|it|the|your|<num>
		would|could <num>|it|that
	`},
	{cue: cueFraction, phrases: `
		by|a|an|one|two|three|of|nearly|almost|about half|third|thirds|quarter|quarters|fifth|fifths|tenth
		half the|of|their|your|our|as
	`},
	{cue: cueSellers, phrases: `
		-our|your|my|their|his|her salespeople|salesperson|salesmen|salesman|sellers
		-our|your|my|their sales people|person|reps|rep|force|staff|professionals|teams
		-our|your|my|their reps
		-our|your|my|their all sales|deals|leads|buyers|prospects
		of sales|deals|leads|buyers|prospects|proposals|salespeople|reps
		sales|deals|sale|deal are|is|get|happen|close|closed|made|need|take|require|requires|needs
		close|make|win a|the|one sale|deal
		convert|close a|the lead|prospect|sale
		average sale|deal
	`},
	{cue: cueContacts, phrases: `
		contact|contacts|attempt|attempts|touch|touches|touchpoint|touchpoints|followup|followups|followed
		follow ups|up|upped
		one|first|second|third|fourth|fifth|twelfth|<num>|several|many|five call|calls
		after|give|gives|giving up
		never follow|followed|make|makes
	`},
	{cue: cueCrowd, phrases: `
		more|over|about|around|nearly|almost|than|some|of than? <num>
		<num> customers|clients|companies|firms|users|teams|businesses|shops|sites|installations|people|organisations|organizations
		<num> happy|satisfied
	`},
	{cue: cuePercentWord, phrases: `
		percent|percentage
		per cent
	`},
	{cue: cueEmpathy, phrases: `
		i|we|and|can|fully|completely|totally|do understand !your|the|from|whether|what|how
		i understand
		that's|that|it's|is|quite fair|understandable
		fair enough|point
		that|it|this makes sense
		i hear you
		i|we respect|appreciate that|your|it|the|you
		thank|thanks you? for being|telling|saying|the|your .. straight|plain|honest|plainly|frank|open|honesty|candour|candor|clear|plainly|answer
		you're|you|are quite? right
		i get that|it|why
		see why|where|your
		i'd|would have decided|said|passed|done
		in your place
	`},
	{cue: cueBut, phrases: `
		-nothing|anything|all|last|everything|anyone but
		however|nevertheless|nonetheless|although|though
		with all? due? respect
		^ actually|still|yet
		^ that said
		^ even so
		^ having said
		^ honestly|frankly but|though
	`},
	{cue: cueBrochure, phrases: `
		brochure|brochures|catalogue|catalog|presentation|flyer|flyers|deck|datasheet|datasheets|whitepaper|whitepapers|pdfs|factsheets
		price list
		case studies
		white papers|paper
		data sheets|sheet
		newsletter|newsletters
	`},
}
