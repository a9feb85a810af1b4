package coach

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestAloud is the most words of one fact that fit into a sentence that
// somebody says; a longer one is never cut in the middle, but left out.
const longestAloud = 25

// tidy makes one line of words that can be spoken: no line breaks, no full stop
// at the end. It is false for words with brackets, braces or empty quotes, which
// look like a slot that was left open, and for none.
func tidy(text string) (string, bool) {
	text = strings.Join(strings.FieldsFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
	}), " ")
	text = unquote(strings.TrimSpace(strings.TrimRight(text, ".,;:!?…")))
	text = strings.TrimSpace(strings.TrimRight(text, ".,;:!?…"))
	return text, strings.ContainsFunc(text, letterOrDigit) && !strings.Contains(text, "\ufffd") && !leftOpen(text) && !leftOpen(singleQuotes.Replace(text))
}

func letterOrDigit(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// unquote takes one pair of quotes off a text that is quoted as a whole.
func unquote(s string) string {
	for _, q := range []string{`""`, "“”", "''", "‘’", "„“", "«»", "»«"} {
		open, size := utf8.DecodeRuneInString(q)
		shut := q[size:]
		inner, opened := strings.CutPrefix(s, string(open))
		inner, closed := strings.CutSuffix(inner, shut)
		if opened && closed && !strings.ContainsAny(inner, q) {
			return inner
		}
	}
	return s
}

// quoted puts a plain text into quotes, its own double quotes made single.
func quoted(text string) string {
	return "“" + singleQuotes.Replace(text) + "”"
}

var singleQuotes = strings.NewReplacer(`"`, "'", "“", "‘", "”", "’", "„", "‘", "«", "‘", "»", "’")

// sentenceEnd is where a sentence ends; "approx. 40" and "Dr. Weiss" are not it.
var sentenceEnd = regexp.MustCompile(`([\p{Ll}\d)%]{3}[.!?]["”’]?) +\p{Lu}`)

// firstSentence is the text up to the end of its first sentence.
func firstSentence(text string) string {
	if at := sentenceEnd.FindStringSubmatchIndex(text); at != nil {
		return strings.TrimRight(text[:at[3]], ".")
	}
	return text
}

func wordCount(s string) int { return len(strings.Fields(s)) }

// saying is a fact in the words of its frame.
type saying struct {
	sentence string // "Now that you're opening a second depot in Leeds"; no full stop
	tail     string // "are opening a second depot in Leeds"
	subject  string // of a result whose customer the fact describes: "a practice in Leeds"
}

// say puts a fact into its frame by its *Say it as*, or, where there is none, by
// retelling a plain text of a common shape. It is false when neither can be
// done with a good conscience; then there is the safe frame, [noted].
func say(f *Fact, begin string, who person) (saying, bool) {
	tail, ok := tidy(f.SayAs)
	if f.SayAs == "" || !ok {
		if tail, ok = retell(f, who); !ok {
			return saying{}, false
		}
	}
	if wordCount(tail) > longestAloud {
		return saying{}, false
	}
	return saying{sentence: sentence(f.Kind, begin, tail), tail: lowerStart(dropOverlap(begin, tail))}, true
}

// noted is the safe frame: a quotation of the plain text, which stays good
// English whatever was written down. It is false for a text that speaks of whom it
// would be read to as somebody else.
func noted(f *Fact, begin string, who person) (string, bool) {
	text, ok := quotation(f, begin, who)
	return text, ok && !tellsOf(f.Kind, strings.TrimPrefix(text, begin), who)
}

// ofOthers are the kinds of facts that are about somebody else than the prospect.
var ofOthers = []FactKind{MarketTrend, Economy, Technology, Result, Story, ValueItem}

// tellsOf says that a plain text is a note about whom the words go to: "he runs 16
// seaters", "Dana wants two bids". Nobody likes to hear that read out to them.
func tellsOf(kind FactKind, text string, who person) bool {
	if slices.Contains(ofOthers, kind) {
		return false
	}
	return aboutThem.MatchString(text) || thinks.MatchString(text) || slices.ContainsFunc(strings.FieldsFunc(text, notInWord), func(word string) bool {
		return strings.EqualFold(word, who.first)
	})
}

var aboutThem = regexp.MustCompile(`(?i)\b(he|she|him|her|his|hers|they|them|their|theirs)\b`)

// thinks begins a note on what somebody thinks, without saying who.
var thinks = regexp.MustCompile(`(?i)^[ “]*(thinks|wants|feels|says|believes|needs|hopes|fears|likes|dislikes|doesn['’]t|does not)\b`)

func notInWord(r rune) bool { return !letterOrDigit(r) && r != '-' }

// quotation is a plain text in quotes, for the prospect or for a note to the rep. Of
// a long text it takes the first sentence or nothing: half a sentence is a misquotation.
func quotation(f *Fact, begin string, who person) (string, bool) {
	text, ok := tidy(f.Text)
	if _, what := measuredAt(f); what != "" {
		text = what
	}
	if strings.Contains(text, "://") {
		return "", false // a link is a source; nobody reads one aloud
	}
	if f.Kind == Statement || f.Kind == ObjectionSay {
		text = withoutName(text, who)
	}
	if ok && wordCount(text) > longestAloud {
		text = firstSentence(text)
	}
	if !ok || wordCount(text) > longestAloud {
		return "", false
	}
	return begin + " " + quoted(text), true
}

// person is whom the words go to, as facts may name them.
type person struct {
	first, full, account string
}

var (
	attribution = regexp.MustCompile(`(?i)^(?:(?:he|she|they) )?(?:just |also |only )?(?:said|says|mentioned|told (?:me|us)|complained|admitted|explained)(?: that)?[:,]? `)
	thirdPerson = regexp.MustCompile(`(?i)\b(he|she|him|her|his|hers|they|them|they're|they've|they'll|we|us|our|ours|i|me|my)\b`)
	somebody    = regexp.MustCompile(`(?i)\b(he|she|him|her|his|hers|they|they're|they've)\b`)
	theirs      = regexp.MustCompile(`(?i)\b(their|its)\b`)
	theyStart   = regexp.MustCompile(`(?i)^they(?:['’](re|ve|ll))? `)
	pastStart   = regexp.MustCompile(`(?i)^(sent|forgot|missed|promised|quoted|took|never|changed|called|kept|pushed|talked|lost|gave|asked|let|made|left|failed|ignored|mixed up|misread|didn't|did not|overlooked|delivered|answered|replied)\b`)
	oursStart   = regexp.MustCompile(`^(?i:we) |^I `)
	nameUse     = regexp.MustCompile(`(?i)^(?:(?:they|we|they['’]re|they are) )?(?:use|uses|using|(?:are |also )*talking to|work with|works with|working with|buy from|buys from|with|are with|is with|currently with|supplied by) (.+)$`)
)

// retell turns a plain text into the rest of its frame where its shape leaves no
// doubt: "They are moving to Leeds" → "are moving to Leeds" for "Now that you".
// A second pronoun leaves doubt about who is meant, so it is left alone.
func retell(f *Fact, who person) (string, bool) {
	text, ok := tidy(f.Text)
	if f.Kind == ObjectionSay && ok {
		return retellObjection(withoutName(text, who))
	}
	if !ok || strings.ContainsAny(text, "\"“”:;") || strings.Contains(text, "://") || sentenceEnd.MatchString(text+" X") {
		return "", false
	}
	switch f.Kind {
	case Statement:
		return retellStatement(text, who)
	case CompanyEvent:
		return retellFirm(text, who)
	case OwnMiss:
		return retellMiss(text, who)
	case Vendor, Competitor:
		return retellName(text)
	case AgreedPoint:
		return retellStep(text, who)
	case NextStep:
		step, ok := retellStep(text, who)
		return "that " + step, ok
	}
	return "", false
}

// retellStatement takes "Dana said that hiring takes four months", "They said they
// can't find drivers" and just "they can't find drivers".
func retellStatement(text string, who person) (string, bool) {
	rest := attribution.ReplaceAllString(cutName(text, who), "")
	if theyStart.MatchString(rest) {
		clause, ok := youFor(rest)
		return join("you", clause), ok
	}
	if rest == text {
		return "", false // not told as something said
	}
	return rest, !thirdPerson.MatchString(rest) && !theirs.MatchString(rest)
}

// retellFirm takes "They are moving to Leeds" and "Acme has bought a plant".
func retellFirm(text string, who person) (string, bool) {
	if theyStart.MatchString(text) {
		return youFor(text)
	}
	if rest, ok := cutOwner(text, who.account); ok {
		return "your " + rest, goesOn.MatchString(rest) && !aboutThem.MatchString(rest) && !thirdPerson.MatchString(rest)
	}
	rest, ok := cutAccount(text, who.account)
	if !ok {
		return "", false
	}
	verb, rest, _ := strings.Cut(rest, " ")
	plural, ok := map[string]string{"is": "are", "has": "have", "was": "were", "will": "will"}[verb]
	if !ok || thirdPerson.MatchString(rest) {
		return "", false
	}
	return theirs.ReplaceAllString(plural+" "+rest, "your"), true
}

// youFor is what follows "you" when "They …" is told to them.
func youFor(text string) (string, bool) {
	m := theyStart.FindStringSubmatch(text)
	rest := strings.TrimPrefix(text, m[0])
	if thirdPerson.MatchString(rest) {
		return "", false
	}
	verb := map[string]string{"re": "are ", "ve": "have ", "ll": "will "}[strings.ToLower(m[1])]
	return theirs.ReplaceAllString(verb+rest, "your"), true
}

// retellMiss takes "We sent the drawings late", "forgot to call Dana back".
func retellMiss(text string, who person) (string, bool) {
	text = addressed(text, who)
	switch {
	case somebody.MatchString(text):
		return "", false
	case oursStart.MatchString(text):
		return text, true
	case pastStart.MatchString(text):
		return lowerFirst(text), true
	}
	return "", false
}

// addressed puts "you" and "your" for the contact's name and for "them".
func addressed(text string, who person) string {
	fields := strings.Fields(text)
	for i, w := range fields {
		bare := strings.TrimRight(w, ".,;!?")
		end := w[len(bare):]
		switch strings.ReplaceAll(strings.ToLower(bare), "’", "'") {
		case "them":
			fields[i] = "you" + end
		case "their":
			fields[i] = "your" + end
		case strings.ToLower(who.first):
			fields[i] = "you" + end
		case strings.ToLower(who.first) + "'s":
			fields[i] = "your" + end
		}
	}
	return strings.Join(fields, " ")
}

// retellName takes a name by itself, or "They use Brightline".
func retellName(text string) (string, bool) {
	if m := nameUse.FindStringSubmatch(text); m != nil {
		text = m[1]
	}
	short := wordCount(text) <= 3 && !strings.ContainsAny(text, ",()/")
	first, _ := utf8.DecodeRuneInString(text)
	return text, short && unicode.IsUpper(first)
}

// retellObjection quotes what they said, unless it was written down as what
// somebody thinks of it rather than in their words.
func retellObjection(text string) (string, bool) {
	if paraphrase.MatchString(text) || wordCount(text) > 15 {
		return "", false
	}
	return quoted(text), true
}

var paraphrase = regexp.MustCompile(`(?i)^(he|she|they|their|his|her|thinks?|wants?|feels?|says?|believes?|doesn't|does not|didn't|objects?|objection|no budget$|price$|budget$|timing$)\b`)

// withoutName takes "Dana said:" off a text, unless what follows still speaks of
// somebody in the third person.
func withoutName(text string, who person) string {
	rest := attribution.ReplaceAllString(cutName(text, who), "")
	if rest == text || somebody.MatchString(rest) || !strings.ContainsFunc(rest, letterOrDigit) {
		return text
	}
	return unquote(rest)
}

// cutName takes the contact's name off the beginning of a text.
func cutName(text string, who person) string {
	for _, name := range []string{who.full, who.first} {
		if rest, ok := cutPrefixFold(text, name+" "); ok && name != "" {
			return rest
		}
	}
	return text
}

// cutAccount takes the account's name, whole or its first word, off the
// beginning of a text.
func cutAccount(text, account string) (string, bool) {
	if rest, ok := cutPrefixFold(text, account+" "); ok && account != "" {
		return rest, true
	}
	first, _, _ := strings.Cut(account, " ")
	if utf8.RuneCountInString(first) < 4 {
		return "", false
	}
	return cutPrefixFold(text, first+" ")
}

// cutOwner takes the account's name, or how it begins, off the beginning of a text
// about something that is theirs: "Two Rivers' pale ale goes …".
func cutOwner(text, account string) (string, bool) {
	for name := account; utf8.RuneCountInString(name) >= 4; {
		for _, owner := range []string{"'s ", "’s ", "' ", "’ "} {
			if rest, ok := cutPrefixFold(text, name+owner); ok {
				return rest, true
			}
		}
		name = name[:max(0, strings.LastIndex(name, " "))]
	}
	return "", false
}

// goesOn is a thing and what it does: a sentence, and no headline.
var goesOn = regexp.MustCompile(`^(?:[\p{Ll}\d-]+ ){1,3}?(?:is|are|was|were|has|have|will|goes|go|went|opens?|opened|moves?|moved|starts?|started|gets?|got|comes?|came|sells?|runs?|wins?|won|grows?|grew) `)

func cutPrefixFold(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

func lowerFirst(s string) string {
	if strings.HasPrefix(s, "I ") || strings.HasPrefix(s, "I'") {
		return s
	}
	return firstLetter(unicode.ToLower, s)
}

func upperFirst(s string) string { return firstLetter(unicode.ToUpper, s) }

// firstLetter is a text with its first letter changed.
func firstLetter(change func(rune) rune, s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return ""
	}
	return string(change(r)) + s[n:]
}
