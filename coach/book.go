package coach

import "slices"

// Advise is what to do about a deal now: the play of the first row of the
// decision table that has one, written out, or a sentence.
func (b *Book) Advise(s Situation) Advice {
	a := Advice{Situation: s}
	sig := b.signals(&a.Situation)
	found := b.decide(sig)
	for i, m := range found {
		if m.play == nil {
			a.Row, a.Why, a.Next = m.row.n, m.why, m.next
			return a
		}
		// A play that cannot be written out here (it passed the samples, so this
		// is a rare own one) is passed over like one that is not in the book.
		draft, used, err := m.play.write(sig, m.play.channelFor(sig))
		if err != nil {
			continue
		}
		a.Row, a.Why, a.Draft, a.Used = m.row.n, m.why, draft, used
		a.Missing = b.missing(m.play, sig, used)
		a.Others = b.others(sig, found[i:])
		return a
	}
	a.Why, a.Next = sig.rhythm()
	return a
}

// AdvisePlay is the advice with a play and a form that the rep chose. An empty
// channel stands for the one that fits best. It is NotFound for a play that the
// book does not have, Invalid for a form that the play does not have, and
// Conflict where the play may not be used: with somebody who opted out, a second
// time in a silence, or after a second no.
func (b *Book) AdvisePlay(s Situation, playID string, ch Channel) (Advice, error) {
	a := Advice{Situation: s}
	p := b.byID[playID]
	if p == nil {
		return a, Errorf(NotFound, "That play is not in the book any more.")
	}
	sig := b.signals(&a.Situation)
	if err := b.refuse(p, sig); err != nil {
		return a, err
	}
	if ch == "" {
		ch = p.channelFor(sig)
	}
	var err error
	if a.Draft, a.Used, err = p.write(sig, ch); err != nil {
		return a, writeError(p, err)
	}
	found := b.decide(sig)
	a.Why, a.Missing = p.When, b.missing(p, sig, a.Used)
	if i := slices.IndexFunc(found, func(m match) bool { return m.play == p }); i >= 0 {
		a.Row, a.Why = found[i].row.n, found[i].why
	}
	a.Others = slices.DeleteFunc(b.others(sig, append([]match{{}}, found...)), func(o Alternative) bool { return o.PlayID == p.ID })
	return a, nil
}

// Draft is the words of a play for a deal in the form of a channel; see
// [Book.AdvisePlay] for its errors.
func (b *Book) Draft(s Situation, playID string, ch Channel) (*Draft, error) {
	a, err := b.AdvisePlay(s, playID, ch)
	return a.Draft, err
}

func writeError(p *Play, err error) error {
	if KindOf(err) == Invalid {
		return err
	}
	return &Error{Kind: Invalid, Cause: err, Sentence: p.Title + " needs a fact here that is not known. Add homework, or choose another play."}
}

// refuse says why a play may not be used, whoever asks.
func (b *Book) refuse(p *Play, sig *signals) error {
	switch {
	case sig.optedOut():
		return Errorf(Conflict, "%s asked not to be contacted any more.", upperFirst(sig.they()))
	case !b.spent(p, sig):
		return nil
	case p.Family == "second-effort" && sig.nos > 1:
		return Errorf(Conflict, "They have said no twice. Nobody likes the third pitch: close the file as lost.")
	case p.Family == "second-effort":
		return Errorf(Conflict, "The second effort for this no is made. One is fair; two are pushy.")
	case p.Family == "apology":
		return Errorf(Conflict, "You have apologised in this silence. A second apology is worse than none: leave it alone, then ask whether you may close the file.")
	}
	return Errorf(Conflict, "%s was used in this silence. Try another play.", p.Title)
}

// channelFor is the form a play is drafted in unless the rep wants another: a
// no is taken up where it was said, and the rest is best said live.
func (p *Play) channelFor(sig *signals) Channel {
	want := Call
	if sig.no != nil && !sig.no.Channel.Live() || !sig.reachable(Call) {
		want = Email
	}
	if p.form(want) == nil {
		want = p.forms[0].channel
	}
	return want
}

// others is what else applies beside the first match: the runner-up first.
func (b *Book) others(sig *signals, found []match) []Alternative {
	var out []Alternative
	seen := map[string]bool{}
	if found[0].play != nil {
		seen[found[0].play.ID] = true
	}
	add := func(p *Play, why string) {
		if p != nil && !seen[p.ID] && !b.spent(p, sig) {
			seen[p.ID] = true
			out = append(out, Alternative{PlayID: p.ID, Title: p.Title, Why: why})
		}
	}
	for _, m := range found {
		add(m.play, m.why)
	}
	for _, m := range found {
		if m.row != nil && m.row.also != nil {
			id, why := m.row.also(sig)
			add(b.byID[id], why)
		}
	}
	return out
}
