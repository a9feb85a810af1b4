package coach

// Two texts are compared by their shingles: every run of four words, as a hash.
// What is shared says how much of one is in the other, whatever stands around it.

// shingleWords is how many words make a shingle.
const shingleWords = 4

const (
	duplicateFrom = 0.55 // of a draft's shingles in one text that was sent
	copiedFrom    = 0.75 // of a draft's shingles in the coach's words
	comparedFrom  = 6    // shingles: a shorter draft is like any other
	mostSent      = 100  // texts a draft is compared with, the newest
)

// copies: the same message again is no new reason (DL-04, RC-04), and the
// coach's words as they are sound like a script (AP-15).
func (d *draft) copies() {
	if len(d.Sent) == 0 && d.Script == "" {
		return
	}
	mine := d.shingles()
	if len(mine) < comparedFrom {
		return
	}
	places := make(map[uint64]int32, len(mine))
	for i, h := range mine {
		places[h] = int32(i)
	}
	for _, s := range d.Sent[:min(len(d.Sent), mostSent)] {
		if from, to, share := shared(places, len(mine), s.Text); share >= duplicateFrom {
			when := ""
			if !s.On.IsZero() {
				when = " on " + s.On.Format("2 January")
			}
			d.hit(RuleNearDuplicate, nil, Fault, from, to+shingleWords, "This account was sent nearly the same"+when+", and the same words are no new reason.", "Give a new reason; if it is the same matter, tell the next piece of it.")
			break
		}
	}
	if _, _, share := shared(places, len(mine), d.Script); share >= copiedFrom {
		d.hitAll(RuleScriptCopy, HintOnly, "These are the coach's words, nearly as they were; a script shows.", "Say it your way: read it aloud once, then write down what you'd say to this person.")
	}
}

// shingles are the hashes of every four words of the draft.
func (d *draft) shingles() []uint64 {
	if len(d.tokens) < shingleWords {
		return nil
	}
	out := make([]uint64, 0, len(d.tokens)-shingleWords+1)
	for i := 0; i+shingleWords <= len(d.tokens); i++ {
		h := uint64(0)
		for _, t := range d.tokens[i : i+shingleWords] {
			h = mix(h ^ uint64(t.hash))
		}
		out = append(out, h)
	}
	return out
}

// shared says which share of a draft's shingles another text has, and where the
// longest run of them stands in the draft: its first and last shingle.
func shared(places map[uint64]int32, all int, text string) (from, to int, share float64) {
	var last [shingleWords]uint32
	n, hits, run, start, best := 0, 0, 0, 0, 0
	before := int32(-2)
	eachHash(text[:min(len(text), longestDraft)], func(word uint32) {
		copy(last[:], last[1:])
		last[shingleWords-1] = word
		if n++; n < shingleWords {
			return
		}
		h := uint64(0)
		for _, w := range last {
			h = mix(h ^ uint64(w))
		}
		at, ok := places[h]
		if !ok {
			run, before = 0, -2
			return
		}
		hits++
		if run == 0 || at != before+1 {
			run, start = 0, int(at)
		}
		run, before = run+1, at
		if run > best {
			best, from, to = run, start, int(at)
		}
	})
	return from, to, float64(min(hits, all)) / float64(all)
}

// eachHash calls fn with the hash of every word of a text, the same as a
// draft's tokens have.
func eachHash(text string, fn func(uint32)) {
	r := reader{text: text, lex: theLexicon(), low: make([]byte, 0, 32)}
	for at := 0; at < len(text); {
		if c := text[at]; isWordByte(c) || c >= 0x80 && r.letterAt(at) {
			at = r.word(at, len(text))
			fn(r.tokens[0].hash)
			r.tokens = r.tokens[:0]
			continue
		}
		at++
	}
}
