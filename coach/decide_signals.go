package coach

import (
	"slices"
	"time"
)

// signals are what the decision table reads out of a situation, worked out once.
type signals struct {
	s          *Situation
	newest     []Touch // as given: newest first
	lastAnswer *Touch  // the latest touch in which they were heard
	no         *Touch  // lastAnswer, when it was a no
	nos        int     // how often they said no to this proposal
	tried      []Channel
	tries      int             // follow-ups in this silence …
	calls      int             // … of them calls and voicemails …
	bounced    int             // … and those that never arrived
	ways       map[Channel]way // what is known of an email, a call, a text message
	unheard    int             // touches that arrived since the last answer, also those before the proposal
	used       map[string]bool // families of plays used in this silence
	sinceNo    map[string]bool // families used with the no or after it
	apology    *Touch          // the latest touch of this silence with an apology
	homework   Homework
	early      bool      // asked for what comes next, before it is due
	owed       *owed     // what the words settle; nil: they are for the prospect
	gaveBy     []Channel // how what was given in this silence, and since the file was last closed, went; one for each

	cameTo          string // the play that the last answer came to; "" when it was words of the rep's own
	apologyAnswered bool   // that play is an apology
}

func (b *Book) signals(s *Situation) *signals {
	sig := &signals{s: s, newest: s.Touches, used: map[string]bool{}, sinceNo: map[string]bool{}, ways: map[Channel]way{}, homework: s.Homework()}
	if !slices.IsSortedFunc(s.Touches, newestFirst) {
		sig.newest = slices.Clone(s.Touches)
		slices.SortStableFunc(sig.newest, newestFirst)
	}
	for i := range sig.newest {
		t := &sig.newest[i]
		sig.went(t)
		if sig.lastAnswer == nil {
			b.inSilence(sig, t)
		}
		if t.Outcome == SaidNo && t.Direction != Via && (s.Deal.SentOn.IsZero() || !t.On.Before(s.Deal.SentOn)) {
			sig.nos++
		}
	}
	sig.tried = sig.triedChannels()
	sig.cameTo = b.cameTo(sig)
	sig.apologyAnswered = sig.cameTo != "" && b.family(sig.cameTo) == "apology"
	return sig
}

func newestFirst(a, b Touch) int { return b.At.Compare(a.At) }

// inSilence reads one touch of the present silence, or the answer that it began
// with.
func (b *Book) inSilence(sig *signals, t *Touch) {
	family := ""
	if t.PlayID != "" && delivered(t) {
		family = b.family(t.PlayID)
		sig.sinceNo[family] = true
	}
	if t.Answered() {
		sig.lastAnswer = t
		if t.Outcome == SaidNo {
			sig.no = t
		}
		return
	}
	sig.count(t)
	if family != "" {
		sig.used[family] = true
		if p := b.byID[t.PlayID]; p != nil && p.Gives && !t.On.Before(sig.s.Deal.SentOn) && t.At.After(sig.s.Deal.ClosedAt) {
			sig.gaveBy = append(sig.gaveBy, t.Channel)
		}
		if family == "apology" && sig.apology == nil {
			sig.apology = t
		}
	}
}

// count takes a touch of the present silence; it is one of ours, straight to them.
func (sig *signals) count(t *Touch) {
	if t.Direction == Via {
		return
	}
	if t.Outcome != Bounced {
		sig.unheard++
	}
	if !followup(sig.s.Deal.SentOn, *t) {
		return
	}
	sig.tries++
	switch {
	case t.Outcome == Bounced:
		sig.bounced++
	case t.Channel == Call || t.Channel == Voicemail:
		sig.calls++
	}
}

// delivered says that the words of a touch reached their end of the line: a call
// that nobody took has used up nothing.
func delivered(t *Touch) bool { return t.Outcome != NoAnswer && t.Outcome != Bounced }

// triedChannels is [SilenceChannels] without sorting what is sorted already.
func (sig *signals) triedChannels() []Channel {
	tried := map[Channel]bool{}
	for i := range sig.newest {
		if t := &sig.newest[i]; t.Answered() {
			break
		} else if t.Direction != Via && followup(sig.s.Deal.SentOn, *t) {
			tried[t.Channel] = true
		}
	}
	var out []Channel
	for _, c := range Channels {
		if tried[c] {
			out = append(out, c)
		}
	}
	return out
}

func (sig *signals) open() bool { return !sig.s.Deal.Stage.Closed() }

func (sig *signals) optedOut() bool { return sig.s.LeaveAlone() }

// LeaveAlone says that the prospect asked not to be contacted any more: nothing is
// proposed that leads to them (row 1).
func (s *Situation) LeaveAlone() bool {
	return s.Deal.Tally.OptedOut || len(s.Contacts) > 0 && s.Contacts[0].OptedOut || slices.ContainsFunc(s.Touches, Touch.stops)
}

// justSaidNo says that the last word is a no that a second effort can still be
// about: it is from this or the last working day, or nothing has been tried
// since. It stays so when that effort is made, for what is to be done then, and
// no longer than the file is open.
func (sig *signals) justSaidNo() bool {
	if sig.no == nil || sig.openedAgain(sig.closedOn()) {
		return false
	}
	return &sig.newest[0] == sig.no || workingDaysSince(sig.no.On, sig.s.Cadence.Today) <= 1 ||
		sig.secondEffortMade() || sig.nos > 1
}

// saidNoLongAgo says that a no has lain for so long that nobody remembers the talk: one
// may still ask for the real reason (DL-05), but a second effort would come from nowhere
// (playbook §3, row 10).
func (sig *signals) saidNoLongAgo() bool {
	return sig.no != nil && sig.s.Cadence.Today.Sub(sig.no.On) >= oldNo
}

// workingDaysSince counts Mondays to Fridays after a day, up to and with today.
// The rep's holidays are not known here; they only make a no a day older.
func workingDaysSince(d, today Date) int {
	n := 0
	for d = d.Add(1); !d.After(today) && n < 10; d = d.Add(1) {
		if d.Weekday() != time.Saturday && d.Weekday() != time.Sunday {
			n++
		}
	}
	return n
}

// objection is the reason of the no that the words go by: other, when none was
// given or the real reason is on file.
func (sig *signals) objection() Objection {
	if sig.no == nil || sig.no.Objection == NoObjection || sig.realReasonKnown() {
		return OtherReason
	}
	return sig.no.Objection
}

func (sig *signals) realReasonKnown() bool { return sig.has(RealReason) }

func (sig *signals) secondEffortMade() bool { return sig.sinceNo["second-effort"] }

// warm says that somebody there has answered with something else than a no.
func (sig *signals) warm() bool {
	return slices.ContainsFunc(sig.newest, func(t Touch) bool {
		return t.Answered() && t.Outcome != SaidNo && t.Outcome != OptedOut
	})
}

// gone says that they have probably chosen somebody else or shelved it.
func (sig *signals) gone() bool {
	if sig.has(Competitor) {
		return true
	}
	since := sig.s.Deal.SentOn
	if sig.lastAnswer != nil && sig.lastAnswer.On.After(since) {
		since = sig.lastAnswer.On
	}
	return sig.s.Cadence.Today.Sub(since) >= longSilence
}

// has says that a fact of this kind is on file and may be spoken.
func (sig *signals) has(kind FactKind) bool {
	return sig.newestOf(kind) != nil
}

// newestOf is the newest fact of a kind that may be spoken.
func (sig *signals) newestOf(kind FactKind) *Fact {
	for i := range sig.s.Facts {
		if f := &sig.s.Facts[i]; f.Kind == kind && sig.unusable(f) == "" {
			return f
		}
	}
	return nil
}

// day is when a fact was true, as far as we know.
func (f *Fact) day() Date {
	if f.On.IsZero() && !f.AddedAt.IsZero() {
		return DateOf(f.AddedAt, f.AddedAt.Location())
	}
	return f.On
}

// they is the contact as the subject of a sentence about them.
func (sig *signals) they() string {
	if name := sig.contactName(); name != "" {
		return name
	}
	return "they"
}

func (sig *signals) them() string {
	if name := sig.contactName(); name != "" {
		return name
	}
	return "them"
}

// somebody is the contact as the subject of a sentence that goes on in the
// singular.
func (sig *signals) somebody() string {
	if name := sig.contactName(); name != "" {
		return name
	}
	return "somebody there"
}

func (sig *signals) contactName() string {
	if len(sig.s.Contacts) == 0 {
		return ""
	}
	return firstName(sig.s.Contacts[0].Name)
}

// lastHeard is the day from which the silence counts.
func (sig *signals) lastHeard() string {
	today := sig.s.Cadence.Today
	if t := sig.lastAnswer; t != nil && !t.On.Before(sig.s.Deal.SentOn) {
		return sig.they() + " last answered " + on(t.On, today)
	}
	return "the proposal went out " + on(sig.s.Deal.SentOn, today)
}
