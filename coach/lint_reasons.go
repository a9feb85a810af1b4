package coach

import "unicode/utf8"

// reasons is what a draft gives them to answer for.
type reasons struct {
	count    int  // sentences that give one, items of a list by themselves
	ours     bool // what we offer and how good it is
	theirs   bool // what they said, want or have; who sent us to them
	concrete bool // news, a case, something of use, a figure
}

// score is how strong the reasons are, 0 to 3 (DL-32) [D]: is there one, is it
// theirs, is it something that one can hold.
func (r reasons) score() int {
	n := 0
	for _, has := range []bool{r.ours || r.theirs || r.concrete, r.theirs, r.concrete} {
		if has {
			n++
		}
	}
	return n
}

// raise is what would make the score one higher.
func (r reasons) raise() string {
	switch {
	case r.score() == 0:
		return giveReason
	case !r.theirs:
		return "Take up something of theirs: what they said, what they want to reach, what is new at their firm."
	case !r.concrete:
		return "Add something to hold: a figure with its source, somebody like them who had the same, or a thing they can use."
	}
	return ""
}

// reasonOf is which sort of reason a mark is evidence for.
func (r *reasons) add(m cue) bool {
	switch m {
	case cueTheirs, cueReferral:
		r.theirs = true
	case cueNews, cueProof, cueGive:
		r.concrete = true
	case cueOurs, cueBenefit:
		r.ours = true
	default:
		return false
	}
	return true
}

// weighReasons looks for reasons in every sentence, and for the facts on file
// that the draft takes up.
func (d *draft) weighReasons() {
	r := &d.reasons
	for i := range d.sentences {
		s := &d.sentences[i]
		gives := false
		for _, f := range d.within(s.from, s.to) {
			gives = r.add(f.group.cue) || gives
		}
		if from, _ := d.claimIn(s); from >= 0 {
			gives, r.concrete = true, true
		}
		if gives || s.bullet {
			r.count++
		}
	}
	if len(d.Facts) == 0 {
		return
	}
	said := d.roots()
	for i := range d.Facts {
		if f := &d.Facts[i]; takesUp(said, f) {
			r.theirs = r.theirs || prospectKinds[f.Kind]
			r.concrete = r.concrete || !prospectKinds[f.Kind]
			r.count = max(r.count, 1)
		}
	}
}

// prospectKinds are the kinds of facts that come from the prospect.
var prospectKinds = map[FactKind]bool{
	Statement: true, Goal: true, Problem: true, ObjectionSay: true, RealReason: true, Aspiration: true, AgreedPoint: true,
	NextStep: true, CompanyEvent: true, Rank: true, YearsBefore: true, Vendor: true, Referrer: true,
}

// rootLength is how many letters of a word are compared: "fitter" and "fitters"
// are the same, and so are "opening" and "opens".
const rootLength = 4

// roots are the words of a draft that carry meaning, by the hash of their
// beginning.
func (d *draft) roots() map[uint32]bool {
	said := make(map[uint32]bool, len(d.tokens))
	for i := range d.tokens {
		if h, ok := root(d.word(i)); ok {
			said[h] = true
		}
	}
	return said
}

// root is the hash of a word's beginning; not ok for a short word, which says
// nothing by itself.
func root(w string) (uint32, bool) {
	if utf8.RuneCountInString(w) < rootLength || starters[w] {
		return 0, false
	}
	h, n := uint32(2166136261), 0
	for i := 0; i < len(w) && n < rootLength; i++ {
		h = (h ^ uint32(lowerByte(w[i]))) * 16777619
		n++
	}
	return h, true
}

// takesUp says that a draft speaks of a fact: two of its words that carry
// meaning are there, or half of them where they are few.
func takesUp(said map[uint32]bool, f *Fact) bool {
	n, all := 0, 0
	for _, text := range []string{f.Text, f.SayAs} {
		eachWord(text, func(w string) {
			if h, ok := root(w); ok {
				all++
				if said[h] {
					n++
				}
			}
		})
	}
	return n >= 2 && 3*n >= all || n == 1 && all <= 2
}

// eachWord calls fn for the words of a text, without what stands around them.
func eachWord(text string, fn func(string)) {
	from := -1
	for i := 0; i <= len(text); i++ {
		if i < len(text) && (isWordByte(text[i]) || text[i] >= utf8.RuneSelf) {
			if from < 0 {
				from = i
			}
			continue
		}
		if from >= 0 {
			fn(text[from:i])
			from = -1
		}
	}
}

// reasonless: a message gives a reason (DL-32), theirs and not only ours
// (DL-35), and a voicemail more than a number (RC-01) and something to do (RC-08).
func (d *draft) reasonless() {
	if !d.manner.reasons() || len(d.tokens) == 0 {
		return
	}
	callback := d.count(cueCallback) > 0
	switch d.reasons.score() {
	case 0:
		if d.has(RuleCheckIn) {
			break
		}
		if d.Channel == Voicemail && (callback || d.asks > 0) && d.words < fewest {
			d.hitAll(RuleNumberOnly, Fault, "It leaves a name and a number, and no reason to ring back.", "Write out one reason in their terms, then what they should do: 40 to 55 words are 20 seconds.")
			return
		}
		d.hitAll(RuleNoReason, Fault, "Nothing in it is a reason for them to answer.", d.betterReason())
	case 1:
		if d.reasons.ours && !d.has(RuleCheckIn) {
			d.hitAll(RuleOwnReasons, HintOnly, "The reasons are all ours: what we offer and how good it is.", d.betterReason())
		}
	}
	gives := d.Play != nil && d.Play.Gives || d.count(cueNoNeed) > 0
	if d.Channel == Voicemail && d.asks == 0 && !callback && !gives && d.questions() == 0 {
		d.hitAll(RuleNoAsk, HintOnly, "It asks for nothing, so nothing will happen.", "End with one thing to do: the number to call, and until when you're there.")
	}
}

// mostReasons is how many reasons are heard; more are a list (RC-07).
const mostReasons = 3

// manyReasons counts what is enumerated: items of a list, "fourth", the things
// that something saves, cuts and improves.
func (d *draft) manyReasons() {
	const why, instead = "It gives more than three reasons, and the weak ones hide the strong one.", "Keep the one that matters most to them; three at the most."
	if f, ok := d.marked(cueListed, 0, len(d.tokens)); ok && d.many(f) {
		d.hit(RuleManyReasons, nil, Fault, f.from, f.to, why, instead)
		return
	}
	bullets, benefits, last := 0, 0, -1
	for i := range d.sentences {
		s := &d.sentences[i]
		if s.bullet && !d.isMarked(cueSpecific, s.from, s.to) && i > 0 {
			bullets++
		} else {
			bullets = 0
		}
		if last >= 0 && i > last+1 {
			benefits = 0
		}
		for _, f := range d.within(s.from, s.to) {
			if f.group.cue == cueBenefit {
				benefits, last = benefits+1, i
			}
		}
		if bullets > mostReasons || benefits > mostReasons {
			d.reasons.count = max(d.reasons.count, bullets, benefits)
			d.hit(RuleManyReasons, nil, Fault, s.from, s.to, why, instead)
			return
		}
	}
}

// many says that "12 reasons" are more than three; "<num>" may be any number.
func (d *draft) many(f found) bool {
	n, is := d.value(f.from)
	return !is || n > mostReasons
}
