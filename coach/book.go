package coach

import "slices"

// Advise is what to do about a deal now: the play of the first row of the
// decision table that has one, written out, or a sentence.
func (b *Book) Advise(s Situation) Advice {
	a := Advice{Situation: s}
	sig := b.signals(&a.Situation)
	a.After = b.aftermath(sig)
	found := b.decide(sig)
	for i, m := range found {
		if m.play == nil {
			a.Row, a.Why, a.Next = m.row.n, m.why, m.next
			b.besides(&a, sig, m)
			return a
		}
		// A play that cannot be written out here (it passed the samples, so this
		// is a rare own one) is passed over like one that is not in the book.
		ch, whyThere := sig.channelFor(m.play, m.row.n)
		draft, used, err := m.play.write(sig, ch)
		if err != nil {
			continue
		}
		a.Row, a.Why, a.Draft, a.Used = m.row.n, m.why, draft, used
		a.Channel, a.WhyThere, a.Gives = ch, whyThere, sig.meter(m.row.n, m.play)
		a.Missing = slices.Concat(sig.consents(a.Row, m.play), b.missing(m.play, sig, draft, used), b.askAboutGifts(sig))
		a.Others = b.others(sig, m.play, m.row.n, found[i:])
		a.Yield = s.Results.Of(a.Row, m.play.ID)
		return a
	}
	a.Why, a.Next = sig.rhythm()
	a.Missing, a.Others = sig.consents(0, nil), b.upNext(sig)
	if fresh := sig.freshChannels(); sig.wantsTouch() && s.Cadence.Due && len(fresh) > 0 {
		a.Channel = fresh[0]
	}
	return a
}

// besides is what stands beside a sentence of the table: where giving comes first
// and there is nothing to give, what to find, and the play that asks all the same.
func (b *Book) besides(a *Advice, sig *signals, m match) {
	if m.row.n != 5 || sig.givenEnough() || !sig.cold() {
		return
	}
	a.Gives = sig.meter(m.row.n, nil)
	if !m.out {
		return
	}
	if q, missing := sig.asked(string(ValueItem), nil); missing {
		a.Missing = append(a.Missing, q)
	}
	a.Others = b.others(sig, &Play{}, m.row.n, []match{m})
}

// AdvisePlay is the advice with a play and a form that the rep chose. An empty
// channel stands for the one that fits best. It is NotFound for a play that the
// book does not have, Invalid for a form that the play does not have, and
// Conflict where the play may not be used: with somebody who opted out, a second
// time in a silence, after a second no, or on a closed file that it is not for.
func (b *Book) AdvisePlay(s Situation, playID string, ch Channel) (Advice, error) {
	a := Advice{Situation: s}
	p := b.byID[playID]
	if p == nil {
		return a, Errorf(NotFound, "That play isn't in the book any more.")
	}
	sig := b.signals(&a.Situation)
	if err := b.refuse(p, sig); err != nil {
		return a, err
	}
	found := b.decide(sig)
	if s.Deal.Stage.Closed() && rowIn(found, sig, p) == 0 && p.followsUp() {
		return a, closedFile(s.Deal)
	}
	a.Why, a.After = p.When, b.aftermath(sig)
	if a.Row = rowIn(found, sig, p); a.Row == 0 {
		next := b.early(sig)
		if a.Row = rowIn(next, sig, p); a.Row != 0 {
			found = next
		}
	} else if p.leadsFrom(a.Row) { // also where it should wait
		a.Why = found[slices.IndexFunc(found, func(m match) bool { return m.row.n == a.Row })].why
	}
	if ch == "" {
		ch, a.WhyThere = sig.channelFor(p, a.Row)
	}
	var err error
	if a.Draft, a.Used, err = p.write(sig, ch); err != nil {
		return a, writeError(p, err)
	}
	a.Channel, a.Missing, a.Gives = ch, b.missing(p, sig, a.Draft, a.Used), sig.meter(a.Row, p)
	a.Others = b.others(sig, p, a.Row, found)
	a.Yield = s.Results.Of(a.Row, p.ID)
	return a, nil
}

// followsUp says that a play is for a proposal that is out and open: all its rows
// are below those of a no and of a file that was closed, but for the leave to close.
func (p *Play) followsUp() bool {
	for i := range table {
		if r := &table[i]; r.n <= 12 && r.n != 11 && (slices.Contains(r.plays, p.ID) || slices.Contains(p.Rows, r.n)) {
			return false
		}
	}
	return len(p.Stages) == 0
}

// early is what the table will lead to when the next follow-up is due; nil when
// something else is to be done first.
func (b *Book) early(sig *signals) []match {
	if !sig.working() || sig.no != nil || sig.apology != nil || sig.meetingBooked() || sig.gapPassed() || sig.s.Cadence.BallOurs {
		return nil
	}
	sig.early = true
	defer func() { sig.early = false }()
	return b.decide(sig)
}

// upNext is the plays for the next follow-up, for whoever prepares it before it
// is due.
func (b *Book) upNext(sig *signals) []Alternative {
	var out []Alternative
	for _, m := range b.early(sig) {
		if m.play == nil {
			break
		}
		out = append(out, Alternative{PlayID: m.play.ID, Title: m.play.Title, When: m.play.When, Why: m.play.When, Yield: sig.s.Results.Of(m.row.n, m.play.ID)})
	}
	return out
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
	return &Error{Kind: Invalid, Cause: err, Sentence: p.Title + " needs a fact here that isn't known. Add homework, or choose another play."}
}

func leftAlone(sig *signals) error {
	return Errorf(Conflict, "%s asked not to be contacted any more.", upperFirst(sig.they()))
}

// refuse says why a play may not be used, whoever asks.
func (b *Book) refuse(p *Play, sig *signals) error {
	switch {
	case sig.optedOut():
		return leftAlone(sig)
	case p.Family == "second-effort" && sig.no == nil:
		return Errorf(Conflict, "A second effort answers a no, and nobody has said no. A silence has plays of its own.")
	case !sig.mayFollowApology(p):
		return Errorf(Conflict, "You have apologised in this silence, and what comes after an apology must not sell. Leave it alone, then ask whether you may close the file.")
	case sig.listening():
		return Errorf(Conflict, "%s is answering your apology. Listen, and sell nothing in this contact.", upperFirst(sig.they()))
	case !b.spent(p, sig):
		return sig.refuseRest(p)
	case p.Family == "second-effort" && sig.apologyAnswered:
		return Errorf(Conflict, "That no was the answer to your apology. Take it as it is: a pitch would undo the apology.")
	case p.Family == "second-effort" && sig.nos > 1:
		return Errorf(Conflict, "They have said no twice. Nobody likes the third pitch: close the file as lost.")
	case p.Family == "second-effort":
		return Errorf(Conflict, "The second effort for this no is made. One is fair; two are pushy.")
	case p.Family == "apology":
		return Errorf(Conflict, "You have apologised in this silence. A second apology is worse than none: leave it alone, then ask whether you may close the file.")
	}
	return Errorf(Conflict, "%s was used in this silence. Try another play.", p.Title)
}

// others is what else applies beside a play that was proposed in a row: the
// runner-up first. The row says why for the first play of another row; what the
// others are for, which would hear the same, their own When says.
func (b *Book) others(sig *signals, chosen *Play, n int, found []match) []Alternative {
	var out []Alternative
	seen := map[string]bool{chosen.ID: true}
	add := func(p *Play, why string, row int) {
		if p != nil && !seen[p.ID] && !b.spent(p, sig) && sig.mayFollowApology(p) {
			seen[p.ID] = true
			out = append(out, Alternative{PlayID: p.ID, Title: p.Title, When: p.When, Why: why, Yield: sig.s.Results.Of(row, p.ID)})
		}
	}
	said := n
	for _, m := range found {
		switch {
		case m.play == nil:
		case m.row.n == said:
			add(m.play, m.play.When, said)
		default:
			said = m.row.n
			add(m.play, m.why, said)
		}
	}
	for _, m := range found {
		if m.row.also != nil {
			id, why := m.row.also(sig)
			add(b.byID[id], why, m.row.n)
		}
	}
	return out
}
