package coach

import (
	"strings"
	"unicode/utf8"
)

// askExamples are the kinds of facts that a question may stand on, each with a
// question that a rep would ask about the fact in the hint of its frame. Whoever sent
// us, what we give away and what we did wrong are nothing to be questioned about.
var askExamples = map[FactKind]string{
	MarketTrend:  "Which of your jobs feels the price of steel most?",
	CompanyEvent: "Who'll run Leeds for you in the first months?",
	Statement:    "What happens to the jobs while a post stays open?",
	Rank:         "What do the two ahead of you do differently?",
	YearsBefore:  "Where does it pinch first on a full day?",
	Economy:      "How long do you wait for yours at the moment?",
	Technology:   "What would your drivers miss about the paper?",
	Problem:      "Who covers those nights at the moment?",
	Easing:       "Which shift would you take off first?",
	AnnualReport: "Who looks after the customers of those two from then on?",
	Article:      "What did you do differently with this one?",
	Goal:         "Which returns would you like to be rid of first?",
	Vendor:       "What works so well with them that nobody should touch it?",
	Competitor:   "What did you like about what they showed you?",
	Result:       "What does one wrong pick cost you?",
	Story:        "How did you fill yours last month?",
	Aspiration:   "Which part of the week still needs you most?",
	ObjectionSay: "What had you meant that money for?",
	RealReason:   "Which part of the data would be the worst to move?",
	AgreedPoint:  "Which line would you start with?",
	NextStep:     "Which of the two comes closer to what you need?",
}

// AskExample is a question of the sort that *Ask it as* takes for a kind of fact;
// false for a kind that no question may stand on.
func AskExample(kind FactKind) (string, bool) {
	example, ok := askExamples[kind]
	return example, ok
}

// longestAskAs is the longest *Ask it as*, in characters; longestAloud holds as well.
const longestAskAs = 200

// QuestionOf is *Ask it as* as it is asked: one whole question, with its capital and
// its question mark. It is "" for an empty text. The error is Invalid, about the field
// "ask_as", for what nobody could ask them there: more than one question, something
// left open, a link, our product, whether they are interested (SE-04), or a word against
// whoever serves them (DL-08).
func QuestionOf(text string) (string, error) {
	if strings.TrimSpace(text) == "" {
		return "", nil
	}
	bare, ok := tidy(text)
	bare = strings.TrimRight(bare, "？؟ ")
	switch {
	case !ok:
		return "", badQuestion("Leave nothing open in it: write the whole question, without brackets.")
	case wordCount(bare) > longestAloud || utf8.RuneCountInString(bare) > longestAskAs:
		return "", badQuestion("Nobody asks that in one breath: keep it to 25 words.")
	case isLink(bare) || strings.Contains(bare, "www."):
		return "", badQuestion("Nobody reads a link aloud: leave it out of the question.")
	case strings.ContainsAny(bare, "?？؟") || sentenceEnd.MatchString(bare):
		return "", badQuestion("Ask them one thing only: one question, in one sentence.")
	}
	question := upperFirst(bare) + "?"
	d := read(&Wording{Text: question, Play: unexpectedQuestion})
	d.lexical()
	d.slights()
	d.placeholders()
	for _, h := range d.sorted() {
		if h.Severity == Fault {
			return "", badQuestion(h.Why + " " + h.Instead)
		}
	}
	return question, nil
}

// unexpectedQuestion has the manner that a question about a fact is held against.
var unexpectedQuestion = &Play{Family: "second-effort"}

func badQuestion(sentence string) error {
	return &Error{Kind: Invalid, Field: "ask_as", Sentence: sentence}
}

// question is what a rep would ask about a fact: "" where none is on file, or where
// what is on file can't be asked. A customer of ours is named with leave only (DL-25).
func (m *material) question(f *Fact) string {
	if f.AskAs == "" || askExamples[f.Kind] == "" {
		return ""
	}
	question, done := m.questions[f]
	if !done {
		question, _ = QuestionOf(f.AskAs)
		if !mayName(f, inMidSentence(question), true) {
			question = ""
		}
		m.questions[f] = question
	}
	return question
}

// Ask is the question that the rep would ask about the fact in the slot: "What
// happens to the jobs while a post stays open?" It is empty where nobody wrote one, and
// where the slot is.
func (s slot) Ask() slot {
	if len(s) == 0 || s[0].fact == nil {
		return nil
	}
	question := s[0].m.question(s[0].fact)
	if question == "" {
		s[0].m.unasked = append(s[0].m.unasked, s[0].fact)
		return nil
	}
	return slot{{saying: saying{sentence: question, tail: inMidSentence(question)}, fact: s[0].fact, m: s[0].m, asks: true}}
}

// inMidSentence is a question without its capital, unless its first word may be a name.
func inMidSentence(question string) string {
	first, _, _ := strings.Cut(question, " ")
	word, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(first, "’", "'")), "'")
	if word = strings.TrimRight(word, ",:?"); word != "i" && (starters[word] || askers[word]) {
		return lowerFirst(question)
	}
	return question
}

// askers are words that questions begin with, beside the starters of a sentence.
var askers = wordSet("could did do does might roughly shall should who whom whose why will would")
