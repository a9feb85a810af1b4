package coach

// cue is evidence that phrases give for a rule that weighs several things.
type cue uint8

const (
	_ cue = iota

	// What is asked for. The kinds of asks stand together, from askTalk to askTry.
	cueRequest // "could you …", "please", "call me"
	cueOffer   // "shall I …", "would you like …"
	askTalk
	askReply
	askSend
	askForward
	askIntroduce
	askRead
	askFill
	askSign
	askTry
	cueCallback // where they can call back
	cueAgreed   // it tells what was agreed before, and asks for nothing now
	cueNoNeed   // nothing is asked, and it says so
	cueVague
	cueSpecific // what to answer, or by when
	cueDay
	cueDuration // of half an hour and more, in words
	cueTaken    // what makes a duration one of their time

	// Reasons.
	cueTheirs // from them: what they said, asked, have
	cueNews
	cueProof
	cueGive
	cueReferral
	cueOurs
	cueBenefit
	cueLoss   // what something costs or eats up
	cueListed // "five reasons", "fourthly"

	// Figures.
	cueSource
	cueGuess
	cueSupposed
	cueFraction
	cueSellers
	cueContacts
	cueCrowd
	cuePercentWord

	// The rest.
	cueEmpathy
	cueBut
	cueFree
	cueCondition
	cueTrade
	cueNegative
	cueTheirVendor
	cueSale
	cueEnclosed
	cueBrochure
	cueWhoWeAre
	cueHistory
	cueSpelledOut
)
