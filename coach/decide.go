package coach

import (
	"cmp"
	"slices"
)

// row is one line of the decision table (playbook §3): the situation in which it
// holds, and what it leads to.
type row struct {
	n     int
	plays []string                        // ids, in the order in which they are tried
	equal bool                            // they apply equally: what they can stand on, and what works here, comes before that order
	when  func(*signals) (string, bool)   // does it hold, and why, in a sentence about this deal
	wait  func(*signals) string           // what to do while it is too early for its plays; "", and nil: it is not
	spent func(*signals) string           // what to do when it has no play, or they are used; nil: the next row
	also  func(*signals) (string, string) // another play that a rep may prefer here, and why; nil: none
}

// lastRow is the highest number of the table; wonRow and lostRow are those of
// files that are closed.
const (
	lastRow = 24
	wonRow  = 4
	lostRow = 5
)

// table is read top down; the first row that holds and has something to say
// wins. A row whose plays are not in the book, or are used up in this silence,
// is passed over unless it knows what to do then.
var table = []row{
	{n: 1, when: optedOut, spent: leaveAlone},
	{n: 2, when: knownReason, spent: waitForReason},
	{n: 3, when: ballIsOurs, spent: answerToday},
	{n: 4, plays: []string{"thanks-and-why"}, when: won, wait: untilWorkShows, spent: thankThem},
	{n: 5, plays: []string{"reopen", "useful-note"}, when: lostEarlier, wait: untilNextLook, spent: keepInTouch,
		also: insteadOf("reopen", "If they're waiting to hear from you, or the news won't keep: ask now, with what has changed and nothing else.")},
	{n: 6, plays: []string{"second-effort", "real-reason"}, when: justSaidNo(Price),
		also: insteadOf("extra-service", "If the price is all that's in the way: more service for the same money, before anybody talks of a discount.")},
	{n: 7, plays: []string{"second-effort", "real-reason"}, when: justSaidNo(Budget), spent: closeUntil("before the next budget round")},
	{n: 8, plays: []string{"second-effort", "real-reason"}, when: justSaidNo(Timing), spent: pauseUntilTheirDate},
	{n: 9, plays: []string{"second-effort", "real-reason"}, when: justSaidNo(CurrentVendor), spent: closeUntil("some months before that contract is up")},
	{n: 10, plays: []string{"second-effort"}, when: justSaidNo(OtherReason), spent: closeUntil("when something has changed for them")},
	{n: 11, plays: []string{"where-do-we-stand"}, when: neverEngaged, wait: lastTry, spent: stopChasing},
	{n: 12, plays: []string{"permission-to-close"}, when: apologised, wait: letItWork, spent: closeUndecided},
	{n: 13, plays: []string{"first-followup"}, when: notFollowedUp},
	{n: 14, plays: []string{"our-fit"}, when: competitorNamed},
	{n: 15, plays: []string{"one-small-step", "their-picture"}, when: undecided},
	{n: 16, plays: []string{"reference"}, when: referred},
	{n: 17, plays: []string{"twenty-seconds", "useful-note"}, when: unreturned},
	{n: 18, plays: []string{"gatekeeper"}, when: blocked},
	{n: 19, plays: []string{"advocate"}, when: advocateKnown},
	{n: 20, plays: []string{"one-problem", "timely-news", "success-story", "extra-service", "introduction", "useful-note"}, equal: true, when: quiet},
	{n: 21, plays: []string{"creative-touch"}, when: plainTouchesUsedUp},
	{n: 22, plays: []string{"apology"}, when: lostThem, also: insteadOf("apology-gone", "If you think they've chosen somebody else or shelved it, assume so and ask what to learn.")},
	{n: 23, plays: []string{"apology-gone"}, when: longGone, also: insteadOf("apology", "If you can name something that went wrong on our side, apologise for that and ask for feedback.")},
	{n: 24, plays: []string{"where-do-we-stand"}, when: neverHeard, spent: stopChasing},
}

// match is a row that holds for a situation.
type match struct {
	row  *row
	why  string
	play *Play  // nil: the row has a sentence only
	next string // the sentence
	out  bool   // the sentence stands for plays that are used up, or may not be used yet
}

// decide reads the table: the first match is the advice, the others are what
// also applies. A play appears once.
func (b *Book) decide(sig *signals) []match {
	var found []match
	seen := map[string]bool{}
	for i := range table {
		r := &table[i]
		why, holds := r.when(sig)
		if !holds {
			continue
		}
		if r.wait != nil {
			if next := r.wait(sig); next != "" {
				found = append(found, match{row: r, why: why, next: next})
				continue
			}
		}
		plays := b.playsOf(r, sig)
		for _, p := range plays {
			if !seen[p.ID] {
				seen[p.ID] = true
				found = append(found, match{row: r, why: why, play: p})
			}
		}
		if len(plays) == 0 && r.spent != nil {
			found = append(found, match{row: r, why: why, next: r.spent(sig), out: true})
		}
	}
	return found
}

// rowOf is the row that leads to a play in a situation, or will when the next
// follow-up is due, or that offers it instead of its own; 0 when none does.
func (b *Book) rowOf(s *Situation, playID string) int {
	p := b.byID[playID]
	if p == nil {
		return 0
	}
	sig := b.signals(s)
	return cmp.Or(rowIn(b.decide(sig), sig, p), rowIn(b.early(sig), sig, p))
}

// rowIn is the row of some matches that leads to a play, or offers it instead of
// its own; 0 when none does.
func rowIn(found []match, sig *signals, p *Play) int {
	if i := leadingTo(p, found); i >= 0 {
		return found[i].row.n
	}
	for _, m := range found {
		if m.row.also != nil {
			if id, _ := m.row.also(sig); id == p.ID {
				return m.row.n
			}
		}
	}
	return 0
}

// leadingTo is the first match that leads to a play; -1 for none.
func leadingTo(p *Play, found []match) int {
	return slices.IndexFunc(found, func(m match) bool { return m.play == p })
}

// insteadOf is another play for the same row.
func insteadOf(playID, why string) func(*signals) (string, string) {
	return func(*signals) (string, string) { return playID, why }
}
