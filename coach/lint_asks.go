package coach

import "math/bits"

// requests says where in a sentence something is asked for: the first token of
// the words that ask; false where nothing is. An offer ("shall I …") asks for a
// yes only. A modal verb asks only where the sentence is a question: "you could
// send it" asks for nothing, and neither does what was agreed before.
func (d *draft) requests(s *utterance) (at int, offer, ok bool) {
	at = s.to
	if s.end != '?' && d.isMarked(cueAgreed, s.from, s.to) {
		return at, false, false
	}
	for _, f := range d.within(s.from, s.to) {
		switch m := f.group.cue; {
		case m == cueOffer && s.end == '?' && f.from <= at:
			at, offer, ok = f.from, true, true
		case m == cueRequest && f.from < at && (s.end == '?' || !d.lex.modal[d.tokens[f.from].word]):
			at, offer, ok = f.from, false, true
		}
	}
	return at, offer, ok
}

// countAsks counts the different things that they are asked to do. Two ways to
// give one answer are one ask; so are an offer and the day for it.
func (d *draft) countAsks() {
	const talk, reply = 1 << 0, 1 << 1
	for i := range d.sentences {
		s := &d.sentences[i]
		at, offer, ok := d.requests(s)
		if !ok {
			continue
		}
		var kinds uint16
		for _, f := range d.within(at, s.to) {
			if m := f.group.cue; m >= askTalk && m <= askTry && !(offer && f.from > at) && !d.mine(f.from, at) {
				kinds |= 1 << (m - askTalk)
			}
		}
		if kinds == 0 {
			kinds = talk
		}
		if more := kinds &^ d.kinds &^ reply; d.kinds&^reply != 0 && more != 0 && d.secondAsk < 0 {
			d.secondAsk = i
		}
		d.kinds |= kinds
	}
	if d.kinds&^reply != 0 {
		d.kinds &^= reply
	}
	d.asks = bits.OnesCount16(d.kinds)
	if d.asks > 1 && d.secondAsk < 0 { // both in one sentence
		d.secondAsk = d.firstAsk()
	}
}

// mine says that it is the rep who does what a verb says, since a request began:
// "ring me and I'll read it to you".
func (d *draft) mine(verb, since int) bool {
	for j := max(since, verb-2); j < verb; j++ {
		if d.lex.i[d.tokens[j].word] {
			return true
		}
	}
	return false
}

func (d *draft) firstAsk() int {
	for i := range d.sentences {
		if _, _, ok := d.requests(&d.sentences[i]); ok {
			return i
		}
	}
	return 0
}

// manyAsks: one ask in one message (playbook §1 rule 2).
func (d *draft) manyAsks() {
	if d.asks < 2 {
		return
	}
	s := d.sentences[d.secondAsk]
	d.hit(RuleManyAsks, nil, Fault, s.from, s.to, "It asks for more than one thing, and the easiest answer to that is none.", "Keep the one that matters most; the rest can wait for their answer.")
}

// vagueAsks: an ask says what to answer, or by when.
func (d *draft) vagueAsks() {
	if d.manner&(apologising|ending|learning|colleague) != 0 {
		return
	}
	for _, f := range d.found {
		if f.group.cue != cueVague {
			continue
		}
		if s := d.sentences[d.tokens[f.from].sentence]; d.isMarked(cueSpecific, f.to, s.to) {
			continue
		}
		d.hit(RuleVagueAsk, f.group.ids, Fault, f.from, f.to, f.group.why, d.betterAsk())
	}
}

// betterAsk is a closed ask with the rep's own times where they are known.
func (d *draft) betterAsk() string {
	if d.Slots != "" {
		if slots := TwoSlots(d.Slots); slots != "" {
			return "Name the day: \"Would 20 minutes be worth it? I could do " + slots + ".\""
		}
	}
	return "Ask for one thing, with a day and an hour: “Would 20 minutes be worth it, on Tuesday at 10?”"
}

// longMeetings: more than 30 minutes is too much to ask for (SE-10).
func (d *draft) longMeetings() {
	for i := range d.sentences {
		s := &d.sentences[i]
		at, _, ok := d.requests(s)
		if !ok && d.invites(s) {
			at, ok = s.from, true
		}
		for j := at; j < s.to && ok; j++ {
			if to := d.longTime(j, s); to > 0 && !d.mine(j, at) && d.isMarked(cueTaken, max(s.from, j-4), min(s.to, to+2)) && !d.underway(to, s) {
				d.hit(RuleLongMeeting, nil, Fault, j, to, "It asks for more of their time than a first talk is worth to them.", "Ask for 20 or 30 minutes, and promise to keep to it.")
				return
			}
		}
	}
}

func (d *draft) invites(s *utterance) bool {
	for j := s.from; j < s.to; j++ {
		if w := d.tokens[j].word; d.lex.invite[w] {
			return true
		}
	}
	return false
}

// longTime reads a time of more than half an hour at a token, and gives the
// token behind it; 0 for none.
func (d *draft) longTime(j int, s *utterance) int {
	if f, ok := d.marked(cueDuration, j, j+1); ok {
		return f.to
	}
	if n, ok := d.value(j); ok && j+1 < s.to {
		switch w := d.tokens[j+1].word; {
		case n > 30 && d.lex.minute[w], n >= 1 && n < 24 && d.lex.hour[w]:
			return j + 2
		}
	}
	return 0
}

// underway says that the time before a token is one of travel.
func (d *draft) underway(to int, s *utterance) bool {
	return to < s.to && d.lex.travel[d.tokens[to].word]
}

// questionStack: one question that is not the ask, in a second effort (SE-04);
// one question at all in an apology (AP-13).
func (d *draft) questionStack() {
	if d.manner&(secondEffort|apologising) == 0 {
		return
	}
	asked := 0
	for i := range d.sentences {
		s := &d.sentences[i]
		if s.end != '?' || d.manner == secondEffort && d.closes(s) {
			continue
		}
		if asked++; asked == 2 {
			d.hit(RuleManyQuestions, nil, Fault, s.from, s.to, "It's the second question, and two at once feel like an interview.", "Keep the better one, and leave them room to answer it.")
			return
		}
	}
}

// closes says that a question is the ask at the end: a talk, a time, a day.
func (d *draft) closes(s *utterance) bool {
	at, offer, ok := d.requests(s)
	return ok && (offer || d.isMarked(askTalk, at, s.to) || d.isMarked(cueSpecific, s.from, s.to))
}
