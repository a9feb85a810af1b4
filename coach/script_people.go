package coach

import (
	"regexp"
	"strings"
)

// People other than the prospect: who sent us, who speaks for us, who answers
// their phone; and how we say who we are.

// longestName is the most words of a name, of a person or a firm, that a spoken
// sentence carries.
const longestName = 4

// fullName is a name as it is spoken: "Hanna Weiss" for "Weiss, Hanna". It is empty
// for what is none ("[name]", an address) and for one too long to say.
func fullName(text string) slot {
	if last, first, inverted := strings.Cut(text, ","); inverted && wordCount(last) <= 2 {
		text = first + " " + last
	}
	if strings.Contains(text, "@") || wordCount(text) > longestName {
		return nil
	}
	return slotOf(text)
}

// MeFrom is the rep with our firm: "Sam from Northgate", as far as both are known.
func (w words) MeFrom() slot {
	me := w.Me()
	if us := w.Company(); len(me) > 0 && len(us) > 0 && !w.bare {
		return slotOf(me.String() + " from " + us.String())
	}
	return me
}

// greet opens a call to anybody.
func greet(to, me slot) string {
	hello := greeted(to)
	if len(me) > 0 {
		hello += ", it's " + me.String()
	}
	return hello
}

// Whom is the prospect, as one speaks of them to somebody else: the full name.
func (w words) Whom() slot { return fullName(w.to.Name) }

// AtFirm is the prospect's firm where it is short enough to be said.
func (w words) AtFirm() slot { return fullName(w.s.Deal.Account) }

// SentBy is who suggested that we call, by full name: with their leave only
// (RC-10).
func (w words) SentBy() slot { return w.called(Referrer, w.sig.referrer(), fullName) }

// SentByFirst is the first name of [words.SentBy].
func (w words) SentByFirst() slot { return w.called(Referrer, w.sig.referrer(), callName) }

// Ally is who may put in a word for us, by first name (RC-12).
func (w words) Ally() slot { return w.called(Advocate, w.sig.advocate(), callName) }

// called is the name of the person of a fact, which the words then stand on.
func (w words) called(kind FactKind, f *Fact, as func(string) slot) slot {
	if f == nil || w.left(kind) {
		return nil
	}
	s := as(f.Person)
	if len(s) > 0 {
		s[0].fact, s[0].m = f, w.material
	}
	return s
}

func callName(text string) slot { return slotOf(address(text)) }

// HelloAlly opens a call to the ally, DearAlly an email.
func (w words) HelloAlly() string { return greet(w.Ally(), w.Me()) }

// DearAlly is "Hi Ruth," or "Hello,".
func (w words) DearAlly() string { return written(w.Ally()) }

// atTheDoor is the role of somebody who takes the calls of others.
var atTheDoor = regexp.MustCompile(`(?i)\b(assistant|secretary|reception|receptionist|front desk|office manager|switchboard|pa)\b`)

// HelloDoor greets whoever takes the prospect's calls, by name where such a
// contact is on file.
func (w words) HelloDoor() string {
	for _, c := range w.s.Contacts {
		if s := callName(c.Name); atTheDoor.MatchString(c.Role) && len(s) > 0 && c.ID != w.to.ID {
			return greet(s, w.MeFrom())
		}
	}
	return greet(nil, w.MeFrom())
}

// DearDoor is [words.HelloDoor] for a letter: "Hi Anna," or "Hello,".
func (w words) DearDoor() string {
	hello, _, _ := strings.Cut(w.HelloDoor(), ",")
	return hello + ","
}

// Rival is who else they talk to, where they told us so themselves: what we have
// from others is not held before them.
func (w words) Rival() slot {
	s := w.fact(Competitor)
	if len(s) == 0 || occasion(s[0].fact.Source, s[0].fact.On, w.s.Cadence.Today) == "" {
		return nil
	}
	return s
}

// longestOffer is the most words of what we do that a sentence carries.
const longestOffer = 14

// OfferLine is {{.Offer}} where it is short enough to be said in passing.
func (w words) OfferLine() slot {
	if s := w.Offer(); !w.bare && len(s) > 0 && wordCount(s.String()) <= longestOffer {
		return s
	}
	return nil
}
