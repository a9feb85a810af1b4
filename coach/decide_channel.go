package coach

import (
	"fmt"
	"slices"
)

// usualChannels are those that a touch may be proposed on, the usual ones first.
var usualChannels = []Channel{Call, Email, Voicemail, Letter, Text, Social, Visit}

// mostInARow is how many touches in a row may go the same way before the next
// changes it (playbook §6) [D].
const mostInARow = 2

// atHomeOn is the channel that a play was made for.
var atHomeOn = map[string]Channel{
	"twenty-seconds": Voicemail,
	"creative-touch": Gift,
}

// channelFor is the channel that a play is proposed on in a row, and why that
// one where it is not just the usual. A no is taken up where it was said; the
// plain follow-ups go round the channels (FU-12, RC-15); the rest is best said
// live. It is always one that the play has words for.
func (sig *signals) channelFor(p *Play, n int) (Channel, string) {
	switch home := atHomeOn[p.ID]; {
	case sig.no != nil && n >= 6 && n <= 10:
		return sig.whereTheNoWasSaid(p)
	case n == 5 && p.Gives:
		return sig.givingChannel(p)
	case n == 18 || n == 19: // it goes to somebody else
		return p.forms[0].channel, ""
	case home != "" && p.speaks(home) && sig.reachable(home) && !sig.tooOften(home):
		return home, ""
	case n == 13 || n == 14 || n == 15 || n == 16 || n == 17 || n == 20:
		return sig.nextChannel(p)
	}
	return sig.liveChannel(p)
}

// speaks says that a play has words for a channel.
func (p *Play) speaks(c Channel) bool { return p.form(p.formFor(c)) != nil }

// whereTheNoWasSaid is a call for a no that was spoken, and an email for one that
// was written.
func (sig *signals) whereTheNoWasSaid(p *Play) (Channel, string) {
	said := sig.no.Channel
	written := !said.Live() && said != Voicemail && sig.reachable(Email)
	if written && p.speaks(Email) {
		return Email, ""
	}
	return sig.liveChannel(p)
}

// liveChannel is a call, or an email where nobody can be called.
func (sig *signals) liveChannel(p *Play) (Channel, string) {
	want, instead := Call, Email
	if !sig.reachable(Call) {
		want, instead = Email, Call
	}
	switch {
	case p.speaks(want) && !sig.tooOften(want):
		return want, ""
	case p.speaks(instead) && sig.reachable(instead):
		return instead, sig.enough(want)
	case p.speaks(want):
		return want, ""
	}
	return p.forms[0].channel, ""
}

// nextChannel is the channel of a plain follow-up: one not tried in this silence,
// and if none was tried yet, the one on which they were last heard.
func (sig *signals) nextChannel(p *Play) (Channel, string) {
	if len(sig.tried) == 0 {
		if heard := sig.heardOn(); heard != "" && p.speaks(heard) && sig.reachable(heard) {
			return heard, sig.answeredThere(heard)
		}
	}
	for _, c := range sig.freshChannels() {
		if p.speaks(c) {
			return c, sig.somethingNew(c)
		}
	}
	for _, c := range usualChannels {
		if p.speaks(c) && sig.reachable(c) && !sig.tooOften(c) {
			return c, sig.enough(sig.newest[0].Channel)
		}
	}
	return sig.liveChannel(p)
}

// heardOn is the channel on which they were last heard; a meeting or a visit is
// followed up with a call.
func (sig *signals) heardOn() Channel {
	switch t := sig.lastAnswer; {
	case t == nil || t.On.Before(sig.s.Deal.SentOn):
		return ""
	case t.Channel.Live():
		return Call
	case slices.Contains(usualChannels, t.Channel):
		return t.Channel
	}
	return ""
}

func (sig *signals) answeredThere(c Channel) string {
	if c.Live() {
		return ""
	}
	return fmt.Sprintf("%s last answered by %s.", upperFirst(sig.somebody()), c)
}

func (sig *signals) somethingNew(c Channel) string {
	if len(sig.tried) == 0 {
		return ""
	}
	return fmt.Sprintf("In this silence you've used %s, so %s would be something new.", channelList(sig.tried), withArticle(c))
}

func (sig *signals) enough(c Channel) string {
	if !sig.tooOften(c) {
		return ""
	}
	return fmt.Sprintf("The last two went by %s, and a third the same way is easy to overlook.", c)
}

// tooOften says that the last touches of this silence went by a channel already.
func (sig *signals) tooOften(c Channel) bool {
	for i := range mostInARow {
		if i >= len(sig.newest) || sig.newest[i].Answered() || sig.newest[i].Channel != c {
			return false
		}
	}
	return true
}

// freshChannels are those that were not tried in this silence and that the
// contact can be reached on, as far as we know.
func (sig *signals) freshChannels() []Channel {
	var fresh []Channel
	for _, c := range usualChannels {
		if !slices.Contains(sig.tried, c) && sig.reachable(c) {
			fresh = append(fresh, c)
		}
	}
	return fresh
}

// reachable says that nothing speaks against a channel: a contact of whom we
// know a number but no address is called, and the other way round, unless it went
// the other way before. What bounced last is no way at all. Nobody gets a text
// message who has not sent us one.
func (sig *signals) reachable(c Channel) bool {
	var to Contact
	if len(sig.s.Contacts) > 0 {
		to = sig.s.Contacts[0]
	}
	mail, call := sig.ways[Email], sig.ways[Call]
	switch c {
	case Text:
		return sig.ways[Text] == arrives
	case Email:
		return mail != bounces && (mail == arrives || to.Email != "" || to.Phone == "")
	case Call, Voicemail:
		return call != bounces && (call == arrives || mail == bounces || to.Phone != "" || to.Email == "")
	}
	return true
}

// way is what the last touch on a channel showed of it.
type way int

const (
	unknown way = iota
	arrives
	bounces
)

// went notes what a touch shows of its channel; later ones come first.
func (sig *signals) went(t *Touch) {
	c := t.Channel
	switch {
	case c == Voicemail:
		c = Call
	case t.Direction == Via, c == Text && t.ours():
		return
	}
	if c != Email && c != Call && c != Text || sig.ways[c] != unknown {
		return
	}
	sig.ways[c] = arrives
	if t.Outcome == Bounced {
		sig.ways[c] = bounces
	}
}

// unused is up to two of the fresh channels, in words.
func (sig *signals) unused() []string {
	fresh := sig.freshChannels()
	names := make([]string, min(2, len(fresh)))
	for i := range names {
		names[i] = withArticle(fresh[i])
	}
	return names
}

// withArticle is a touch on a channel: "an email".
func withArticle(c Channel) string {
	switch c {
	case Email:
		return "an email"
	case Text:
		return "a text message"
	case Social:
		return "a note on a social network"
	case Other:
		return "another way"
	}
	return "a " + string(c)
}
