package coach

// Meter is how much was given before something is asked for (RC-17). A zero
// Wanted says that it does not matter here.
type Meter struct {
	Given, Wanted int
	Asks          bool // the words on the card ask for something
}

// givesFirst is how many gives come before an ask to somebody cold [D].
const givesFirst = 2

// gives is how many touches of this silence gave something and asked for nothing.
func (sig *signals) gives() int { return sig.given }

// givenEnough says that it is time to ask somebody cold for something.
func (sig *signals) givenEnough() bool { return sig.gives() >= givesFirst }

// meter is what the card shows of giving: where somebody who turned us down is
// won back (row 5), and where calls found no answer and something useful goes out
// instead (row 17). p is the play on the card; nil for none.
func (sig *signals) meter(row int, p *Play) Meter {
	if row == 5 || row == 17 && p != nil && p.Gives {
		return Meter{Given: sig.gives(), Wanted: givesFirst, Asks: p != nil && !p.Gives}
	}
	return Meter{}
}

// takes is what the words of a play take from the team, in the form of a channel:
// the fact of the person named or asked, else the library item given; "" for
// neither. It is what [Touch.Used] keeps. via says that the words go to an advocate,
// and not to the prospect.
func (b *Book) takes(s *Situation, playID string, ch Channel) (used string, via bool) {
	p := b.byID[playID]
	if p == nil {
		return "", false
	}
	via = p.Family == "advocate"
	draft, facts, err := p.write(b.signals(s), ch)
	if err != nil { // no words for this channel: nothing is taken
		return "", via
	}
	for _, f := range facts {
		if f.Kind.namesPerson() && f.Person != "" {
			return f.ID, via
		}
	}
	return draft.Item, via
}
