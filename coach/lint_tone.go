package coach

import "strings"

// selfLed: three sentences that begin with ourselves (RC-09, playbook §4). An
// apology begins with itself, so it is left alone; and "I could do Tuesday at 10"
// is the ask, not us.
func (d *draft) selfLed() {
	if d.manner == apologising {
		return
	}
	n, last := 0, -1
	for i := range d.sentences {
		s := &d.sentences[i]
		if s.end == ',' || s.bullet || !d.lex.self[d.tokens[s.from].word] || d.isMarked(cueEmpathy, s.from, s.from+1) || d.isMarked(cueDay, s.from, s.to) {
			continue
		}
		n, last = n+1, i
	}
	if n < 3 {
		return
	}
	s := d.sentences[last]
	d.hit(RuleSelfLed, nil, Fault, s.from, s.to, "It's the "+nth(n)+" sentence that begins with us; they ask what is in it for them.", "Begin it with them: “You …”, “Your …”, or with the thing itself.")
}

func nth(n int) string {
	if n < len(nths) {
		return nths[n]
	}
	return "last"
}

var nths = []string{3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh"}

// tooLong holds the words against the limit of the channel. A voicemail is heard
// at 150 words a minute: over 55 words is a warning, over 65 too long for sure.
func (d *draft) tooLong() {
	limit := limitOf(d.Channel)
	if limit == 0 || d.words <= limit {
		return
	}
	sev := Fault
	if d.Channel == Voicemail && d.words <= voicemailBlock {
		sev = HintOnly
	}
	why, instead := "It's longer than a message of this kind is read.", "Cut what they know already, and keep one reason and one ask."
	if isSpoken(d.Channel) {
		why = "It takes longer than they will listen."
	}
	start, end := d.beyond(limit)
	d.hitAt(RuleTooLong, nil, sev, start, end, why, instead)
}

// voicemailBlock is where a voicemail is too long for sure (playbook §6).
const voicemailBlock = 65

// beyond is the place of the words beyond a limit.
func (d *draft) beyond(limit int) (start, end int) {
	n, in := 0, false
	for _, s := range d.own {
		in = false
		for i := s.start; i < s.end; i++ {
			blank := d.text[i] == ' ' || d.text[i] == '\n' || d.text[i] == '\t' || d.text[i] == '\r'
			if !blank && !in {
				if n++; n == limit+1 {
					start = i
				}
			}
			if in = !blank; in && n > limit {
				end = i + 1
			}
		}
	}
	return start, end
}

// exclamations: none in an apology, one in a message, and as many as anybody
// likes where it is spoken anyway.
func (d *draft) exclamations() {
	n := 0
	for _, s := range d.shouts {
		if d.inName(s) {
			continue
		}
		n++
		loud := n > 1 || strings.Count(d.text[s.start:s.end], "!") > 1
		switch {
		case d.manner == apologising:
			d.hitAt(RuleExclamation, nil, Fault, s.start, s.end, "An exclamation mark sounds like selling, and an apology is quiet.", "A full stop.")
			return
		case loud && !isSpoken(d.Channel):
			d.hitAt(RuleExclamation, nil, HintOnly, s.start, s.end, "More than one exclamation mark sounds hungry.", "A full stop does it.")
			return
		}
	}
}

// inName says that an exclamation mark belongs to a name that a fact has, too.
func (d *draft) inName(s span) bool {
	from := strings.LastIndexAny(d.text[:s.start], " \n") + 1
	word := d.text[from:s.end]
	for i := range d.Facts {
		if len(word) > 1 && strings.Contains(d.Facts[i].Text, word) {
			return true
		}
	}
	return false
}

// longestBreath is how many words are said between two stops.
const longestBreath = 30

// stiff: written English, not spoken (AP-10).
func (d *draft) stiff() {
	contracted := false
	for i := range d.tokens {
		contracted = contracted || d.tokens[i].is&(isShort|isQuoted) == isShort
	}
	if n := d.count(cueSpelledOut); n >= 3 && !contracted {
		f, _ := d.marked(cueSpelledOut, 0, len(d.tokens))
		d.hit(RuleStiff, nil, HintOnly, f.from, f.to, "Nothing is contracted, so it sounds like a letter from an office.", "Write it as you say it: I've, it's, don't, we'll.")
		return
	}
	for i := range d.sentences {
		if s := &d.sentences[i]; s.longest > longestBreath {
			d.hit(RuleStiff, nil, HintOnly, s.from, s.to, "Nobody says so much in one breath.", "Make two sentences of it.")
			return
		}
	}
}

// openings: who we are and what we offer is not where a message begins, and our
// history is nowhere in it (AP-15, DL-20).
func (d *draft) openings() {
	if d.manner == colleague {
		return
	}
	const why, instead = "It opens with us and what we offer, and people stop listening there.", "Open with them; who you are is one word, and it can stand at the end."
	seen := 0
	for i := range d.sentences {
		s := &d.sentences[i]
		if s.end == ',' || s.bullet {
			continue
		}
		if f, ok := d.marked(cueWhoWeAre, s.from, s.to); ok && seen < 2 {
			d.hit(RuleAboutUs, nil, Fault, f.from, f.to, why, instead)
			return
		}
		if f, ok := d.marked(cueHistory, s.from, s.to); ok {
			d.hit(RuleAboutUs, []string{"DL-20"}, Fault, f.from, f.to, "Our history is no reason for them.", "Leave it out.")
			return
		}
		if !d.introduces(s) {
			seen++
		}
	}
}

// introduces says that a sentence tells who calls and no more: "I'm Sam Ortiz
// with Northgate", "my number is 555 0143".
func (d *draft) introduces(s *utterance) bool {
	return s.to-s.from <= 10 && d.lex.names[d.tokens[s.from].word]
}

// strings: what is given is given (DL-26).
func (d *draft) strings() {
	const why, instead = "A gift with a condition is a price.", "Give it without, or leave it out."
	for i := range d.sentences {
		s := &d.sentences[i]
		f, tied := d.marked(cueCondition, s.from, s.to)
		if t, ok := d.marked(cueTrade, s.from, s.to); ok {
			f, tied = t, true
		} else if !d.isMarked(cueFree, s.from, s.to) {
			tied = false
		}
		if tied {
			d.hit(RuleStringsTied, nil, Fault, f.from, f.to, why, instead)
			return
		}
	}
}

// sellingApology: an apology names the sale only to say that it is not about it.
func (d *draft) sellingApology() {
	if d.manner != apologising {
		return
	}
	for _, f := range d.found {
		if f.group.cue == cueSale && !d.disclaimed(f) {
			d.hit(RuleSellsApology, nil, Fault, f.from, f.to, f.group.why, f.group.instead)
		}
	}
}

// disclaimed says that a "no" or a "not" stands before a phrase anywhere in its
// sentence.
func (d *draft) disclaimed(f found) bool {
	s := &d.sentences[d.tokens[f.from].sentence]
	for j := s.from; j < f.from; j++ {
		if d.lex.negator[d.tokens[j].word] {
			return true
		}
	}
	return false
}

// enclosures: nothing to open in an apology (AP-09), no pile (DL-20), and a link
// only with what it is to them (DL-23).
func (d *draft) enclosures() {
	enclosed, ok := d.marked(cueEnclosed, 0, len(d.tokens))
	switch {
	case ok && d.manner == apologising:
		d.hit(RuleAttachments, nil, Fault, enclosed.from, enclosed.to, "An apology with something to open looks like business.", "Send nothing with it.")
	case ok && d.count(cueBrochure) > 1:
		d.hit(RuleAttachments, nil, Fault, enclosed.from, enclosed.to, "A pile of papers says: find out yourself why this matters.", "Send one page, and say which line is theirs.")
	}
	for i := range d.tokens {
		if t := &d.tokens[i]; t.is&isAddress != 0 && !strings.Contains(d.word(i), "@") && d.reasons.score() == 0 {
			d.hit(RuleAttachments, nil, Fault, i, i+1, "A link by itself is homework for them.", "Say in a sentence what is in it for them, and which part to look at.")
			return
		}
	}
}

// rebuttals: agreeing and then taking it back (SE-03). In a second effort that
// is any "but" up to the question; elsewhere one right behind the understanding.
func (d *draft) rebuttals() {
	if d.manner&(secondEffort|selling) == 0 {
		return
	}
	felt := -1
	for i := range d.sentences {
		s := &d.sentences[i]
		if f, ok := d.marked(cueEmpathy, s.from, s.to); ok && i < 5 {
			felt = i
			if but, ok := d.marked(cueBut, f.to, s.to); ok {
				d.rebuttal(but)
				return
			}
		}
		near := felt >= 0 && felt < i && (i == felt+1 || d.manner == secondEffort)
		if but, ok := d.marked(cueBut, s.from, s.from+1); ok && near {
			d.rebuttal(but)
			return
		}
		if s.end == '?' {
			return
		}
	}
}

func (d *draft) rebuttal(f found) {
	d.hit(RuleRebuttal, nil, Fault, f.from, f.to, "It takes back the understanding before it; they hear only the rebuttal.", "Stop after agreeing. Then ask about them.")
}
