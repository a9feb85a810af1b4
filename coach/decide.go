package coach

// row is one line of the decision table (playbook §3): the situation in which it
// holds, and what it leads to.
type row struct {
	n     int
	plays []string                        // ids, in the order in which they are tried
	when  func(*signals) (string, bool)   // does it hold, and why, in a sentence about this deal
	spent func(sig *signals) string       // what to do when it has no play, or they are used; nil: the next row
	also  func(*signals) (string, string) // another play that a rep may prefer here, and why; nil: none
}

// lastRow is the highest number of the table.
const lastRow = 23

// table is read top down; the first row that holds and has something to say
// wins. A row whose plays are not in the book, or are used up in this silence,
// is passed over unless it knows what to do then.
var table = []row{
	{n: 1, when: optedOut, spent: func(*signals) string {
		return "Don't contact them again. Close the file."
	}},
	{n: 2, when: knownReason, spent: waitForReason},
	{n: 3, when: ballIsOurs, spent: answerToday},
	{n: 4, when: won, spent: thankThem},
	{n: 6, plays: []string{"second-effort"}, when: justSaidNo(Price)},
	{n: 7, plays: []string{"second-effort"}, when: justSaidNo(Budget), spent: closeUntil("before the next budget round")},
	{n: 8, plays: []string{"second-effort"}, when: justSaidNo(Timing), spent: pauseUntilTheirDate},
	{n: 9, plays: []string{"second-effort"}, when: justSaidNo(CurrentVendor), spent: closeUntil("some months before that contract is up")},
	{n: 10, plays: []string{"second-effort"}, when: justSaidNo(OtherReason), spent: closeUntil("when something has changed for them")},
	{n: 12, plays: []string{"permission-to-close"}, when: apologised, spent: afterApology},
	{n: 22, plays: []string{"apology"}, when: lostThem, also: insteadOf("apology-gone", "If you think they've chosen somebody else or shelved it, assume so and ask what to learn.")},
	{n: 23, plays: []string{"apology-gone"}, when: longGone, also: insteadOf("apology", "If you can name something that went wrong on our side, apologise for that and ask for feedback.")},
}

// match is a row that holds for a situation.
type match struct {
	row  *row
	why  string
	play *Play  // nil: the row has a sentence only
	next string // the sentence
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
		plays := b.playsOf(r, sig)
		for _, p := range plays {
			if !seen[p.ID] {
				seen[p.ID] = true
				found = append(found, match{row: r, why: why, play: p})
			}
		}
		if len(plays) == 0 && r.spent != nil {
			found = append(found, match{row: r, why: why, next: r.spent(sig)})
		}
	}
	return found
}

// playsOf is the plays that a row leads to here: those it names, then those of
// the book that ask to be in the row, without what is used up.
func (b *Book) playsOf(r *row, sig *signals) []*Play {
	var plays []*Play
	for _, id := range r.plays {
		if p := b.byID[id]; p != nil && p.may(sig) && !b.spent(p, sig) {
			plays = append(plays, p)
		}
	}
	for _, p := range b.plays {
		if p.asksFor(r) && p.may(sig) && !b.spent(p, sig) {
			plays = append(plays, p)
		}
	}
	return plays
}

// insteadOf is another play for the same row.
func insteadOf(playID, why string) func(*signals) (string, string) {
	return func(*signals) (string, string) { return playID, why }
}
