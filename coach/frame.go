package coach

import "strings"

// Frame is the sentence that a fact of one kind is said in. The form shows Begin
// and the rep fills in the rest, so that what goes into a script was spoken
// English to begin with.
type Frame struct {
	Begin string // "Now that you"
	Hint  string // an example of the rest: "are opening a second depot in Leeds"
	end   string // what usually follows, for the preview; with its punctuation
	note  string // the safe frame: what stands before the plain text, in quotes
}

// frames is the frame of each kind of fact. A [Note] has none, nor has what is
// learned for ourselves: they are never spoken. Begin ends where anybody would go on speaking; the safe frame takes
// any text, because what it quotes need not be a sentence.
var frames = map[FactKind]Frame{
	MarketTrend:  {"Firms like yours are", "paying 12% more for steel than a year ago", ". How prepared are you for that?", "I came across this about your market:"},
	CompanyEvent: {"Now that you", "are opening a second depot in Leeds", ", which part of it concerns you most?", "I noted this about your firm:"},
	Statement:    {"You mentioned that", "finding fitters takes you four months", ". How are you handling that now?", "I've got this in my notes:"},
	Rank:         {"In your industry you", "come third in on-time delivery", ".", "I noted this about where you stand:"},
	YearsBefore:  {"Compared with last year, you", "ship a fifth more with the same crew", ".", "I noted this about your last years:"},
	Economy:      {"With the economy as it is, firms like yours are", "waiting longer for their money", ". How prepared are you for that?", "I came across this about the economy:"},
	Technology:   {"With the technology moving on, firms like yours are", "replacing their paper route sheets", ". How are you preparing for that?", "I came across this about the technology in your field:"},
	Problem:      {"Right now you're dealing with", "three open posts on the night shift", ".", "I made a note of what troubles you:"},
	Easing:       {"It would help you", "ship the same orders with one shift less", ".", "I made a note of where we could help:"},
	AnnualReport: {"In your annual report I read that", "you plan to close two of your nine branches", ". Which part of that concerns you most?", "I read this in your annual report:"},
	Article:      {"I read that", "your new line runs ahead of plan", ".", "I came across this about you:"},
	Goal:         {"This year you want to", "cut returns by half", ".", "I made a note of your goal:"},
	Vendor:       {"You work with", "Brightline", " today.", "I made a note of who serves you now:"},
	Competitor:   {"You're also talking to", "Brightline", ".", "I made a note of who else you talk to:"},
	Result:       {"One customer of ours", "cut picking errors by a third in six months", ".", "One result from our own work, in short:"},
	Story:        {"We've worked with", "a wholesaler who couldn't fill the night shift either", ".", "One case from our own work, in short:"},
	Referrer:     {"The idea to call you came from", "Ruth Castell at Harbour Foods", ".", "I made a note of who sent me:"},
	Advocate:     {"Somebody who knows our work is", "Ruth Castell at Harbour Foods", ".", "I made a note of who knows our work:"},
	Gatekeeper:   {"The way to you goes through", "your front desk", ".", "I made a note of who stands between us:"},
	ValueItem:    {"I came across", "a short guide to the new axle-load rules", ".", "I came across this:"},
	Aspiration:   {"You told me you'd like to", "hand over a firm that runs without you", ".", "I made a note of what you'd like to see:"},
	ObjectionSay: {"You said", "it's more than you planned to spend", ", and I can see why.", "I wrote your reason down as"},
	RealReason:   {"What held you back was", "the work of moving the data", ".", "I made a note of what held you back:"},
	OwnMiss:      {"We", "sent you the drawings a week late", ", and I'm sorry about that.", "I went through my notes and found this:"},
	AgreedPoint:  {"We agreed that", "you'd try it on one line first", ".", "I made a note of what we agreed:"},
	NextStep:     {"The next step we agreed on was", "a look at the two sample reports", ".", "I made a note of the next step:"},
}

// FrameOf is the frame of a kind of fact; false for one that is never spoken.
func FrameOf(kind FactKind) (Frame, bool) {
	f, ok := frames[kind]
	return f, ok
}

// Preview is the finished sentence that *Say it as* would give, for a look before
// saving; "" for a kind that is never spoken and for words that cannot be said
// aloud (none at all, or with brackets in them).
func Preview(kind FactKind, sayAs string) string {
	f, ok := frames[kind]
	tail, can := tidy(sayAs)
	if !ok || !can {
		return ""
	}
	return sentence(kind, f.Begin, tail) + f.end
}

// sentence puts the words of a fact into its frame. "I forgot …" brings its own
// beginning.
func sentence(kind FactKind, begin, tail string) string {
	if kind == OwnMiss && strings.HasPrefix(tail, "I ") {
		return tail
	}
	return join(begin, tail)
}

// join puts a frame's beginning and the words that go on from it together, as a
// person would: what is there twice is said once ("Now that you" + "you are …"),
// a capital in mid-sentence goes, and the two are contracted as in speech.
func join(begin, tail string) string {
	tail = lowerStart(dropOverlap(begin, tail))
	if you, ok := strings.CutSuffix(begin, " you"); ok && strings.HasPrefix(tail, "your ") {
		begin = you // "Now that you" and "your depot is open"
	}
	head, last := begin, begin
	if i := strings.LastIndex(begin, " "); i >= 0 {
		head, last = begin[:i+1], begin[i+1:]
	} else {
		head = ""
	}
	first, rest, _ := strings.Cut(tail, " ")
	if short, ok := contracted(strings.ToLower(last), first, rest); ok && rest != "" {
		return head + matchCase(last, short) + " " + rest
	}
	return begin + " " + tail
}

// dropOverlap removes from the tail what already stands at the end of begin, or
// all of it: people like to type the whole sentence.
func dropOverlap(begin, tail string) string {
	b, t := strings.Fields(begin), strings.Fields(tail)
	for n := min(len(b), len(t)-1); n > 0; n-- {
		if strings.EqualFold(strings.Join(b[len(b)-n:], " "), strings.Join(t[:n], " ")) {
			return strings.Join(t[n:], " ")
		}
	}
	return uncontract(b, t, tail)
}

// uncontract handles the overlap that is hidden in a contraction: "Now that you"
// and "you're opening …" share the "you".
func uncontract(begin, t []string, tail string) string {
	if len(begin) == 0 || len(t) < 2 {
		return tail
	}
	last := strings.ToLower(begin[len(begin)-1])
	for short, long := range longForms {
		pronoun, verb, _ := strings.Cut(long, " ")
		if pronoun == last && strings.EqualFold(strings.ReplaceAll(t[0], "’", "'"), short) {
			return strings.Join(append([]string{verb}, t[1:]...), " ")
		}
	}
	return tail
}

var longForms = map[string]string{
	"you're": "you are", "you've": "you have", "you'll": "you will",
	"we're": "we are", "we've": "we have", "we'll": "we will",
}

// contracted is "you're" for "you" and "are", where people would say it so.
func contracted(pronoun, verb, rest string) (string, bool) {
	if pronoun != "you" && pronoun != "we" {
		return "", false
	}
	switch verb {
	case "are":
		return pronoun + "'re", true
	case "will":
		return pronoun + "'ll", true
	case "have":
		next, _, _ := strings.Cut(rest, " ")
		return pronoun + "'ve", strings.HasSuffix(next, "ed") || participles[next]
	}
	return "", false
}

// participles are common ones that do not end in -ed: "you have taken over" is
// "you've taken over", and "you have a new plant" stays as it is.
var participles = wordSet("been begun bought brought built chosen come cut done found given gone got grown had held hit just kept laid left let lost made met moved never now paid put run seen sent set shut signed sold spent split spun started taken told won written")

func matchCase(like, s string) string {
	if like != strings.ToLower(like) {
		return upperFirst(s)
	}
	return s
}

// lowerStart takes the capital off a first word that is no name: only words that
// cannot be one, because "fritz left" is worse than "You mentioned that The …".
func lowerStart(s string) string {
	first, _, _ := strings.Cut(s, " ")
	first = strings.TrimRight(first, ",.:;'’")
	if starters[strings.ToLower(first)] && first != "I" {
		return lowerFirst(s)
	}
	for short := range longForms {
		if strings.EqualFold(first, short) {
			return lowerFirst(s)
		}
	}
	return s
}

var starters = wordSet("a about after all almost an and another any are as at because been being both by can cut during each even every everybody everyone few finding for from getting had half has have having hiring how if in is it it's its just keeping last less losing making many more most much my never no nobody none not nothing now of on one only other our over paying running sending since so some sometimes that the their there there's these they they're this those three to too two under until was we we're were what when where which while with without you you're your")

func wordSet(words string) map[string]bool {
	s := map[string]bool{}
	for _, w := range strings.Fields(words) {
		s[w] = true
	}
	return s
}
