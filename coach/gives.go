package coach

import (
	"fmt"
	"slices"
)

// Meter is how much was given before something is asked for (RC-17). A zero
// Wanted says that it does not matter here.
type Meter struct {
	Given, Wanted int
	Asks          bool // the words on the card ask for something
}

// givesFirst is how many gives come before an ask to somebody cold [D].
const givesFirst = 2

// gives is how many touches of this silence gave something and asked for nothing.
// What was given before the file was closed is not counted: whoever comes back
// begins with giving again.
func (sig *signals) gives() int { return len(sig.gaveBy) }

// givenEnough says that it is time to ask somebody cold for something.
func (sig *signals) givenEnough() bool { return sig.gives() >= givesFirst }

// cold says that somebody who turned us down is won back, and does not expect us:
// the day on which a reason to wait ends is one that they know of.
func (sig *signals) cold() bool {
	_, lost := lostEarlier(sig)
	return lost && !sig.wokeUp()
}

// tooSoon says that a play asks for something where giving comes first (RC-17).
func (sig *signals) tooSoon(p *Play, r *row) bool {
	return r.n == 5 && !p.Gives && sig.cold() && !sig.givenEnough()
}

// mayGiveAgain says that a play may be used once more in this silence, because it
// gives, giving comes first here, and there is something else to give.
func (sig *signals) mayGiveAgain(p *Play) bool {
	if !p.Gives || sig.givenEnough() || !sig.hasSomethingToGive() {
		return false
	}
	if p.leadsFrom(5) && sig.cold() {
		return true
	}
	_, calls := unreturned(sig)
	return calls && p.leadsFrom(17)
}

// givingChannels are those on which something arrives that wants no attention at
// that moment, the best first (RC-15).
var givingChannels = []Channel{Email, Letter, Voicemail, Social, Call}

// givingChannel is the channel of something given to somebody who does not expect
// it: each goes another way than the last.
func (sig *signals) givingChannel(p *Play) (Channel, string) {
	for _, c := range givingChannels {
		if !p.speaks(c) || !sig.reachable(c) || slices.Contains(sig.gaveBy, c) {
			continue
		}
		if len(sig.gaveBy) > 0 {
			return c, fmt.Sprintf("What you gave last went by %s, so this goes by %s.", sig.gaveBy[0], c)
		}
		return c, ""
	}
	return sig.nextChannel(p)
}

// gave says that a touch of this deal has given what a fact tells of.
func (sig *signals) gave(f *Fact) bool {
	return slices.ContainsFunc(sig.newest, func(t Touch) bool { return t.Used == f.ID && delivered(&t) })
}

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
// the fact of the person named or asked, else the library item given, else the
// fact of what is given; "" for none. It is what [Touch.Used] keeps. via says that the words go to an advocate,
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
	if at := slices.IndexFunc(facts, func(f Fact) bool { return f.Kind == ValueItem }); draft.Item == "" && p.Gives && at >= 0 {
		return facts[at].ID, via
	}
	return draft.Item, via
}
