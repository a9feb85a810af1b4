package coach

import "slices"

// Wording is a draft in a rep's own words, with what it is held against. Only
// Text is needed; the more is known, the more can be said.
type Wording struct {
	Text    string     // as typed or pasted: signature and quoted replies may be in it
	Subject string     // of an email, where it is not the first line of Text
	Channel Channel    // empty: not known
	Play    *Play      // what it is meant to be; nil: no play
	Facts   []Fact     // what is on file about the account
	Sent    []SentText // what this account was sent before, newest first
	Script  string     // the words that the coach proposed
	Amount  Money      // of the proposal: a figure that needs no source
	Slots   string     // the rep's free times, for a better way to ask
}

// SentText is a message that went to the account.
type SentText struct {
	Text string
	On   Date
}

// Severity says how much a hit weighs.
type Severity string

// The severities. A fault breaks a rule of the playbook; a hint makes a good
// draft better.
const (
	Fault    Severity = "fault"
	HintOnly Severity = "hint"
)

// Hit is one thing to mend in a draft.
type Hit struct {
	Rule     Rule
	IDs      []string // the techniques of the playbook that say so; none: the lint's own
	Severity Severity
	Quote    string // the words it is about; empty: the draft as a whole
	Start    int    // where they stand in Text, in bytes; both zero for the whole draft, or the subject
	End      int
	Rune     int    // the same place in characters
	Why      string // one plain sentence
	Instead  string // a rewrite, or how to make one
}

// Checked is what the lint says about a draft. It says the same of the same
// draft, always.
type Checked struct {
	Hits      []Hit // in the order of the text; those about the whole draft last
	Words     int   // the rep's own: without a signature and quoted replies
	Seconds   int   // spoken, at 150 words a minute
	Limit     int   // the most words of the channel; 0: none known
	Questions int
	Asks      int    // things that they are asked to do
	Reasons   int    // to answer
	Score     int    // of the reasons, 0 to 3 (DL-32)
	Scored    bool   // false: this play gives no reasons (an apology, a farewell)
	Raise     string // what would raise the score; empty at 3
}

// Faults is how many hits break a rule.
func (c Checked) Faults() int {
	n := 0
	for _, h := range c.Hits {
		if h.Severity == Fault {
			n++
		}
	}
	return n
}

// mostHits is how many hits are told: who has more to mend begins anew.
const mostHits = 30

// longestDraft is how much of a text is looked at, in bytes. No message is as
// long; what is pasted behind it is no message.
const longestDraft = 100 << 10

// Check holds a draft against the playbook: the lexicon of §4, and what the
// techniques of §2 must not contain. It knows words and not meanings, so it is
// sure of little and says only that; a test with some four hundred labelled
// drafts counts how often it is right.
//
// The draft is read once into words and sentences (lint_words.go), phrases of
// the lexicon are found in one more pass (lint_match.go, lint_phrases*.go), and
// the rules that need more than a phrase look at what was found.
func Check(w Wording) Checked {
	d := read(&w)
	for _, rule := range lintRules {
		rule(d)
	}
	c := Checked{
		Words: d.words, Seconds: spokenSeconds(d.words), Limit: limitOf(w.Channel),
		Questions: d.questions(), Asks: d.asks, Reasons: d.reasons.count, Score: d.reasons.score(), Scored: d.manner.reasons(),
	}
	if c.Scored {
		c.Raise = d.reasons.raise()
	}
	c.Hits = d.sorted()
	return c
}

// lintRules are what is looked at beyond single phrases, in an order in which
// one may stand on what another found.
var lintRules = []func(*draft){
	(*draft).lexical, (*draft).countAsks, (*draft).weighReasons,
	(*draft).rebuttals, (*draft).questionStack, (*draft).manyAsks, (*draft).vagueAsks, (*draft).longMeetings,
	(*draft).reasonless, (*draft).manyReasons, (*draft).claims, (*draft).folklore,
	(*draft).selfLed, (*draft).tooLong, (*draft).exclamations, (*draft).stiff,
	(*draft).openings, (*draft).slights, (*draft).strings, (*draft).sellingApology, (*draft).enclosures,
	(*draft).unaskedNames, (*draft).placeholders, (*draft).copies,
}

// secondsPerWord is the pace of a voicemail, 150 words a minute (playbook §6).
const wordsPerMinute = 150

func spokenSeconds(words int) int { return (words*60 + wordsPerMinute/2) / wordsPerMinute }

// limitOf is the most words of a channel (playbook §1 rule 8); 0 for a channel
// that has none.
func limitOf(ch Channel) int {
	switch ch {
	case Visit, Meeting:
		return limits[Call]
	case Letter:
		return limits[Email]
	case Social:
		return 65
	}
	return limits[ch]
}

// sorted is the hits in the order of the text, without those that another hit
// of the same rule covers.
func (d *draft) sorted() []Hit {
	slices.SortStableFunc(d.hits, func(a, b Hit) int {
		if (a.Quote == "") != (b.Quote == "") {
			if a.Quote == "" {
				return 1
			}
			return -1
		}
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return b.End - a.End
	})
	kept := d.hits[:0]
	for _, h := range d.hits {
		if !slices.ContainsFunc(kept, func(k Hit) bool { return k.Rule == h.Rule && (h.Quote == "" || h.Start < k.End) }) {
			kept = append(kept, h)
		}
	}
	kept = kept[:min(len(kept), mostHits)]
	d.countRunes(kept)
	return kept
}
