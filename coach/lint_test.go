package coach

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

// rulesOf is the rules that a wording breaks, in the order of the hits.
func rulesOf(w Wording) string {
	var names []string
	for _, h := range Check(w).Hits {
		names = append(names, string(h.Rule))
	}
	return strings.Join(names, " ")
}

func TestAHitSaysWhatAndWhereAndWhyAndWhatInstead(t *testing.T) {
	w := Wording{Channel: Email, Text: "Grüß Sie, Renée,\n\nI’m just checking in on the quote. You mentioned that the trucks queue at noon, and you must decide by Friday!"}
	hits := Check(w).Hits
	if len(hits) != 2 {
		t.Fatalf("%d hits: %v", len(hits), hits)
	}
	first, second := hits[0], hits[1]
	if first.Rule != RuleCheckIn || first.Quote != "checking in on the" || first.Severity != Fault {
		t.Errorf("the first hit is %+v", first)
	}
	if !strings.Contains(strings.Join(first.IDs, " "), "DL-22") || first.Why == "" || first.Instead == "" {
		t.Errorf("the first hit explains too little: %+v", first)
	}
	if second.Rule != RulePressure || second.Quote != "must decide by" {
		t.Errorf("the second hit is %+v", second)
	}
	if got := string([]rune(w.Text)[first.Rune:][:len("checking")]); got != "checking" {
		t.Errorf("in characters the first hit begins at %q", got)
	}
}

// sound is what holds of every answer, whatever the draft.
func sound(t testing.TB, w Wording, c Checked) {
	t.Helper()
	last, whole := 0, false
	for _, h := range c.Hits {
		switch {
		case h.Quote == "":
			whole = true
			continue
		case whole:
			t.Errorf("%s is about a place and comes after what is about the whole", h.Rule)
		case h.Start < last || h.End <= h.Start || h.End > len(w.Text):
			t.Errorf("%s stands at %d to %d, behind one at %d of %d", h.Rule, h.Start, h.End, last, len(w.Text))
			continue
		}
		last = h.Start
		if want := strings.ToValidUTF8(w.Text[h.Start:h.End], "\ufffd"); h.Quote != want {
			t.Errorf("%s quotes %q, and there stands %q", h.Rule, h.Quote, want)
		}
		if want := utf8.RuneCountInString(w.Text[:h.Start]); h.Rune != want {
			t.Errorf("%s is at character %d, not %d", h.Rule, want, h.Rune)
		}
		if h.Why == "" || h.Instead == "" || h.Severity != Fault && h.Severity != HintOnly {
			t.Errorf("%s explains too little: %+v", h.Rule, h)
		}
	}
	if c.Score < 0 || c.Score > 3 || c.Scored && c.Score < 3 && c.Raise == "" || c.Words < 0 || len(c.Hits) > mostHits {
		t.Errorf("the answer is odd: %+v", c)
	}
}

func TestEveryAnswerIsSoundAndTheSameTwice(t *testing.T) {
	for _, d := range drafts(t) {
		c := Check(d.Wording)
		sound(t, d.Wording, c)
		if !reflect.DeepEqual(c, Check(d.Wording)) {
			t.Errorf("%s: two checks of one draft differ", d.name)
		}
	}
}

func TestOnlyTheRepsOwnWordsAreCountedAndJudged(t *testing.T) {
	const own = "Hi Bryn, you asked whether the plate comes in grey: it does. Shall I put one aside?\n\nMo"
	words := Check(Wording{Text: own, Channel: Email}).Words
	for name, tail := range map[string]string{
		"a reply, quoted":          "\n\nOn Tue, 3 Mar 2026 at 09:14, Bryn <bryn@mill.example> wrote:\n> any update?\n\njust checking in",
		"the same, broken in two":  "\n\nOn Tue, 3 Mar 2026 at 09:14, Bryn\n<bryn@mill.example> wrote:\n\nany update?",
		"lines that begin with >":  "\n\n> any update? you never replied!!\n> last chance",
		"an original message":      "\n\n-----Original Message-----\nFrom: Bryn\nany update?",
		"a line and a header":      "\n\n________________________________\nFrom: Bryn\nSent: Monday\n\nany update?",
		"a header alone":           "\n\nFrom: Bryn <bryn@mill.example>\nSent: Monday, 2 March\nTo: Mo\n\nany update?",
		"the mark of a signature":  "\n\n-- \nMo Aziz, the best-in-class bell company, act now!!",
		"a telephone":              "\n\nSent from my iPhone",
		"a German mail program":    "\n\nAm 3. März 2026 um 09:14 schrieb Bryn:\n\nany update?",
		"a forwarded conversation": "\n\nBegin forwarded message:\n\nany update?",
	} {
		c := Check(Wording{Text: own + tail, Channel: Email})
		if len(c.Hits) > 0 || c.Words != words {
			t.Errorf("%s: %d words instead of %d, hits %v", name, c.Words, words, c.Hits)
		}
	}
	closed := Check(Wording{Channel: Email, Text: "Hi Bryn, you asked whether the plate comes in grey: it does. Shall I put one aside?\n\nKind regards,\nMo Aziz\nThe world's best bells\nTel. 555 0143, act now!!"})
	if len(closed.Hits) > 0 || closed.Words != words+3 {
		t.Errorf("a signature below a closing is counted: %+v", closed)
	}
}

func TestAClosingWordInTheMiddleEndsNothing(t *testing.T) {
	got := rulesOf(Wording{Channel: Email, Text: "Thanks,\n\nyour list for bay 3 helped a lot.\n\nI'm just following up on it, any update?"})
	if !strings.Contains(got, string(RuleCheckIn)) {
		t.Errorf("what stands below \"Thanks\" is not read: %q", got)
	}
}

func TestVoicemailsAreTimedAndWarnedBeforeTheyAreTooLong(t *testing.T) {
	of := func(words int) Checked {
		text := strings.Repeat("you ", words-4) + "ring me on 5550143."
		return Check(Wording{Text: text, Channel: Voicemail})
	}
	has := func(c Checked) Severity {
		for _, h := range c.Hits {
			if h.Rule == RuleTooLong {
				return h.Severity
			}
		}
		return ""
	}
	if c := of(50); c.Words != 50 || c.Seconds != 20 || c.Limit != 55 || has(c) != "" {
		t.Errorf("50 words: %d words, %d seconds, limit %d, %q", c.Words, c.Seconds, c.Limit, has(c))
	}
	for words, want := range map[int]Severity{55: "", 56: HintOnly, 65: HintOnly, 66: Fault} {
		if got := has(of(words)); got != want {
			t.Errorf("%d words: %q, want %q", words, got, want)
		}
	}
}

func TestTheChannelsHaveTheirOwnLimits(t *testing.T) {
	for ch, limit := range map[Channel]int{Email: 90, Letter: 90, Text: 45, Social: 65, Call: 150, Visit: 150, "": 0, Gift: 0} {
		fits := Check(Wording{Text: strings.Repeat("your yard. ", limit/2) + "your", Channel: ch})
		if limit == 0 {
			fits = Check(Wording{Text: strings.Repeat("your yard. ", 500), Channel: ch})
		}
		if got := len(fits.Hits) > 0 && fits.Hits[0].Rule == RuleTooLong; fits.Limit != limit || got != (limit%2 == 1 && false || limit != 0 && fits.Words > limit) {
			t.Errorf("%q: limit %d, %d words, too long: %v", ch, fits.Limit, fits.Words, got)
		}
	}
}

func TestThePlayDecidesWhichRulesHold(t *testing.T) {
	play := func(family string) *Play { return &Play{PlayInfo: PlayInfo{ID: family}, Family: family} }
	check := func(what string, p *Play, text string, rule Rule, want bool) {
		t.Helper()
		if got := strings.Contains(" "+rulesOf(Wording{Text: text, Play: p})+" ", " "+string(rule)+" "); got != want {
			t.Errorf("%s: %s hit is %v", what, rule, got)
		}
	}
	const price = "I'm sorry we lost touch. Where did we go wrong? We could set up a short meeting on Monday."
	check("a meeting in an apology", play("apology"), price, RuleSellsApology, true)
	check("a meeting elsewhere", nil, price, RuleSellsApology, false)
	const three = "I'm sorry. I rang too often. I wrote too much. Where did we lose you?"
	check("an apology begins with itself", play("apology"), three, RuleSelfLed, false)
	check("anything else does not", nil, three, RuleSelfLed, true)
	const two = "That makes sense. How do you handle that? And who decides?"
	check("two questions in a second effort", play("second-effort"), two, RuleManyQuestions, true)
	check("two questions in a first follow-up", play("first-followup"), two, RuleManyQuestions, false)
	const still = "Are you still interested, or shall I close the file?"
	check("asking for the no", play("permission-to-close"), still, RuleInterest, false)
	check("asking for interest", nil, still, RuleInterest, true)
	check("an own play is told by its techniques", &Play{Family: "ours", IDs: []string{"AP-06"}}, price, RuleSellsApology, true)
	check("a farewell gives no reason", play("permission-to-close"), "I'll close the file on Friday.", RuleNoReason, false)
	check("a message does", nil, "Could we talk on Friday?", RuleNoReason, true)
}

func TestFactsOnFileMakeTheRewriteConcrete(t *testing.T) {
	w := Wording{Text: "Just checking in. Could you get back to me?", Slots: "Tuesday at 10, Thursday at 2",
		Facts: []Fact{{Kind: Statement, Text: "hiring", SayAs: "finding fitters takes you four months", Source: "call"}}}
	hits := Check(w).Hits
	if want := "“You mentioned that finding fitters takes you four months. How are you handling that now?”"; len(hits) < 2 || !strings.Contains(hits[0].Instead, want) {
		t.Errorf("the rewrite knows nothing of the fact: %+v", hits)
	}
	if want := "Tuesday at 10 or Thursday at 2"; !strings.Contains(hits[len(hits)-1].Instead, want) {
		t.Errorf("the rewrite knows nothing of the free times: %+v", hits)
	}
}

func TestTheReasonScoreSaysWhatWouldRaiseIt(t *testing.T) {
	check := func(text string, score int, raise string) {
		t.Helper()
		c := Check(Wording{Text: text})
		if c.Score != score || !strings.Contains(c.Raise, raise) || (raise == "") != (c.Raise == "") {
			t.Errorf("%q: score %d, to raise it: %q", text, c.Score, c.Raise)
		}
	}
	check("Could we talk on Friday?", 0, "Begin with the reason")
	check("Our new press is quiet. Could we talk on Friday?", 1, "something of theirs")
	check("You told me the press is loud. Could we talk on Friday?", 2, "something to hold")
	check("You told me the press is loud. I've found a mat for it. Could we talk on Friday?", 3, "")
	if c := Check(Wording{Text: "I'm sorry we lost touch.", Play: &Play{Family: "apology"}}); c.Scored {
		t.Error("an apology is scored for its reasons")
	}
}

func TestOddTextsAreReadToo(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":            "",
		"blanks":             " \n\t\r\n ",
		"only signs":         "?!… — “” '’ {} [] <> ___ --",
		"not UTF-8":          "Hi \xff\xfe, just touching base\xc3(",
		"a quote never shut": "She said “touch base and",
		"no letters":         "1234567890 555 0143",
		"one long word":      strings.Repeat("a", 5000),
		"many marks":         strings.Repeat("!", 5000),
		"many brackets":      strings.Repeat("[", 5000) + strings.Repeat("{", 5000),
		"many greetings":     strings.Repeat("Hi, ", 3000),
		"right to left":      "שלום Dana, just touching base היום",
	} {
		c := Check(Wording{Text: text, Channel: Email})
		sound(t, Wording{Text: text}, c)
		if strings.Contains(text, "touching base") && !strings.Contains(rulesOf(Wording{Text: text}), string(RuleCheckIn)) {
			t.Errorf("%s: the phrase in it is not found", name)
		}
	}
}

// The lexicon is text that people edit: a pattern that begins with a gap or with
// a word that may be missing would not be looked up as it is meant.
func TestEveryPatternOfTheLexiconBeginsWithAWord(t *testing.T) {
	l := theLexicon()
	for _, ps := range append(l.starts, l.numbers) {
		for _, p := range ps {
			if q := p.parts[0]; q.gap > 0 || q.not || q.optional || q.ends || len(q.words) == 0 && q.marks&isNumber == 0 {
				t.Errorf("a pattern of %s%v begins with no word: %s", p.group.rule, p.group.cue, p.group.phrases)
			}
		}
	}
	for w := range l.ids {
		if strings.Trim(w, "abcdefghijklmnopqrstuvwxyz0123456789'é") != "" || w == "" {
			t.Errorf("%q is no word", w)
		}
	}
}

func FuzzCheck(f *testing.F) {
	for _, d := range drafts(f) {
		f.Add(d.Text, string(d.Channel), "second-effort", d.Script)
	}
	f.Add("Hi {{name}}, \xff last chance!!! > On Mon wrote:\n> x", "voicemail", "apology", "")
	f.Fuzz(func(t *testing.T, text, channel, family, sent string) {
		w := Wording{Text: text, Channel: Channel(channel), Script: sent, Sent: []SentText{{Text: sent}},
			Play:  &Play{PlayInfo: PlayInfo{ID: family}, Family: family},
			Facts: []Fact{{Kind: Vendor, Text: sent, Person: sent}, {Kind: Statement, Text: text, SayAs: sent}}}
		sound(t, w, Check(w))
	})
}
