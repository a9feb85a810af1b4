package bot

import (
	"slices"
	"strings"
	"unicode"

	"salescoach/coach"
)

// maxCommand is the longest command we read, in bytes: it must fit into the
// value of a button (2,000 characters) when we have to ask which deal is meant.
const maxCommand = 1500

// command is what somebody typed after /followup: a verb, a name and the rest.
// Where the name ends is not always plain from the words ("log call centre co
// call no answer"), so a command has several splits, the likeliest first; the
// one whose name is known wins.
type command struct {
	verb   string // one of the verbs below; "" asks for advice
	splits []split
	text   string // what follows the verb, as typed
}

// split is one reading of a command: the name of a deal, and what is said of it.
type split struct{ name, rest string }

// The verbs. What is none of them is a name.
const (
	verbList     = "list" // nothing was typed
	verbCoach    = ""
	verbAdd      = "add"
	verbLog      = "log"
	verbSnooze   = "snooze"
	verbPause    = "pause"
	verbWon      = "won"
	verbLost     = "lost"
	verbDead     = "dead"
	verbReopen   = "reopen"
	verbFact     = "fact"
	verbHelp     = "help"
	verbSettings = "settings"
	verbStats    = "stats"
	verbValue    = "value"
	verbRefs     = "references"
	verbCheck    = "check" // its draft is read before the words are; see [draftIn]
)

// splitters say for each verb how the words behind it fall into name and rest.
var splitters = map[string]func(words []string, when whenReader) []split{
	verbCoach: whole, verbReopen: whole,
	verbLog:    beforeChannel,
	verbSnooze: beforeWhen,
	verbPause:  prefixes, verbFact: prefixes,
	verbWon: prefixes, verbLost: prefixes, verbDead: prefixes,
	verbAdd: none, verbHelp: none, verbSettings: none, verbStats: none, verbValue: none, verbRefs: none,
}

// whenReader says whether words are a date ahead, such as "3d" or "until 12 Jan".
type whenReader func(string) bool

// maxNameWords bounds how many words of a sentence are tried as a name.
const maxNameWords = 6

// parseCommand reads a command. It never fails: words that are no command are a
// name, and a name that nobody knows is answered as such.
func parseCommand(text string, when whenReader) command {
	text = plainQuotes(text)
	if text == "" {
		return command{verb: verbList}
	}
	if name, rest, ok := quoted(text); ok {
		return command{verb: verbCoach, text: text, splits: []split{{name, rest}}}
	}
	words := strings.Fields(text)
	verb := strings.ToLower(words[0])
	if slices.Contains([]string{"?", "-h", "--help"}, verb) {
		verb = verbHelp
	}
	rest := strings.TrimSpace(text[len(words[0]):])
	if _, ok := splitters[verb]; !ok || verb == verbCoach || !takes(verb, rest) {
		return command{verb: verbCoach, text: text, splits: whole(words, when)}
	}
	return parseVerb(verb, rest, when)
}

// takes says that a verb can do something with what follows it; else all of it is a
// name ("value partners").
func takes(verb, rest string) bool {
	switch verb {
	case verbValue:
		first, _, _ := strings.Cut(strings.ToLower(rest), " ")
		return first == "" || first == "add"
	case verbRefs, verbStats:
		return rest == ""
	}
	return true
}

// parseVerb reads what follows a verb.
func parseVerb(verb, text string, when whenReader) command {
	c := command{verb: verb, text: text}
	if name, rest, ok := quoted(text); ok {
		c.splits = []split{{name, rest}}
		return c
	}
	if words := strings.Fields(text); len(words) > 0 {
		c.splits = splitters[verb](words, when)
	}
	return c
}

// plainQuotes gives typed text one kind of quote and of space, and no control
// characters: phones type curly quotes, pages paste hard spaces.
func plainQuotes(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune("“”„‟«»″", r):
			return '"'
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, s))
}

// quoted reads a name in quotes at the start.
func quoted(s string) (name, rest string, ok bool) {
	if !strings.HasPrefix(s, `"`) {
		return "", "", false
	}
	name, rest, ok = strings.Cut(s[1:], `"`)
	name = strings.TrimSpace(name)
	return name, strings.TrimSpace(rest), ok && name != ""
}

func none([]string, whenReader) []split { return nil }

func whole(words []string, _ whenReader) []split {
	return []split{{name: strings.Join(words, " ")}}
}

// prefixes takes the name to be some first words, the longest first.
func prefixes(words []string, _ whenReader) []split {
	var ss []split
	for n := min(len(words), maxNameWords); n > 0; n-- {
		ss = append(ss, cutAt(words, n))
	}
	return ss
}

// beforeWhen takes the name to be what stands before a date at the end. The
// longest date wins ("until 12 Jan", not "Jan").
func beforeWhen(words []string, when whenReader) []split {
	for n := 1; n < len(words); n++ {
		if when(strings.Join(words[n:], " ")) {
			return []split{cutAt(words, n)}
		}
	}
	ss := whole(words, when)
	for n := len(words) - 1; n > 0; n-- {
		if meantAsDate(words[n]) {
			ss = append(ss, cutAt(words, n))
		}
	}
	return ss
}

// meantAsDate says that a word looks as if a date began here, so that one we cannot
// read ("until 30 Feb") is not taken for a part of the name.
func meantAsDate(word string) bool {
	return slices.Contains([]string{"until", "till", "by", "on", "for", "in", "next", "this"}, strings.ToLower(word)) ||
		strings.ContainsFunc(word, unicode.IsDigit)
}

// beforeChannel takes the name to be what stands before a channel. A firm may
// be called after one, so every channel word is tried, and the whole last.
func beforeChannel(words []string, when whenReader) []split {
	ss := before(words, func(w []string) bool { _, _, ok := readChannel(w); return ok })
	if ss == nil { // "acme replied": the channel is asked about
		ss = before(words, func(w []string) bool { _, _, ok := read(outcomeWords, w); return ok })
	}
	return append(ss, whole(words, when)...)
}

// before is the splits before words that something begins with.
func before(words []string, begins func([]string) bool) []split {
	var ss []split
	for n := 1; n < len(words); n++ {
		if begins(words[n:]) {
			ss = append(ss, cutAt(words, n))
		}
	}
	return ss
}

func cutAt(words []string, n int) split {
	return split{strings.Join(words[:n], " "), strings.Join(words[n:], " ")}
}

// phrase is a way to say a value in up to three words.
type phrase[T any] struct {
	words string
	value T
}

// channelWords are the ways to say a channel; longer ones first.
var channelWords = []phrase[coach.Channel]{
	{"voice mail", coach.Voicemail}, {"text message", coach.Text},
	{"call", coach.Call}, {"called", coach.Call}, {"phone", coach.Call}, {"phoned", coach.Call}, {"rang", coach.Call},
	{"voicemail", coach.Voicemail}, {"vm", coach.Voicemail},
	{"email", coach.Email}, {"e-mail", coach.Email}, {"emailed", coach.Email}, {"mail", coach.Email}, {"mailed", coach.Email},
	{"text", coach.Text}, {"texted", coach.Text}, {"sms", coach.Text}, {"whatsapp", coach.Text},
	{"social", coach.Social}, {"linkedin", coach.Social},
	{"letter", coach.Letter}, {"postcard", coach.Letter}, {"card", coach.Letter},
	{"visit", coach.Visit}, {"visited", coach.Visit},
	{"meeting", coach.Meeting}, {"met", coach.Meeting},
	{"gift", coach.Gift}, {"other", coach.Other},
}

// outcomeWords are the ways to say an outcome; longer ones first.
var outcomeWords = []phrase[coach.Outcome]{
	{"left a message", coach.LeftMessage}, {"left a voicemail", coach.LeftMessage}, {"did not answer", coach.NoAnswer},
	{"left message", coach.LeftMessage}, {"left voicemail", coach.LeftMessage}, {"no answer", coach.NoAnswer}, {"no reply", coach.NoAnswer},
	{"meeting booked", coach.MeetingBooked}, {"booked meeting", coach.MeetingBooked}, {"said no", coach.SaidNo},
	{"opted out", coach.OptedOut}, {"spoke to", coach.Reached}, {"spoke with", coach.Reached}, {"talked to", coach.Reached},
	{"lm", coach.LeftMessage}, {"sent", coach.Sent}, {"reached", coach.Reached}, {"spoke", coach.Reached}, {"talked", coach.Reached},
	{"replied", coach.Replied}, {"reply", coach.Replied}, {"answered", coach.Replied}, {"booked", coach.MeetingBooked},
	{"declined", coach.SaidNo}, {"no", coach.SaidNo}, {"bounced", coach.Bounced}, {"unsubscribed", coach.OptedOut}, {"stop", coach.OptedOut},
}

// objectionWords are the ways to say an objection behind "said no".
var objectionWords = []phrase[coach.Objection]{
	{"current vendor", coach.CurrentVendor}, {"too expensive", coach.Price},
	{"price", coach.Price}, {"budget", coach.Budget}, {"timing", coach.Timing}, {"vendor", coach.CurrentVendor}, {"other", coach.OtherReason},
}

// read finds a phrase at the start of words and how many words it took.
func read[T any](ps []phrase[T], words []string) (value T, n int, ok bool) {
	for _, p := range ps {
		n := 1 + strings.Count(p.words, " ")
		if n <= len(words) && strings.EqualFold(p.words, bare(words[:n])) {
			return p.value, n, true
		}
	}
	return value, 0, false
}

// bare joins words without the punctuation behind them.
func bare(words []string) string {
	if len(words) == 1 {
		return strings.TrimRight(words[0], ",;:.-–—")
	}
	return strings.TrimRight(strings.Join(words, " "), ",;:.-–—")
}

func readChannel(words []string) (coach.Channel, int, bool) { return read(channelWords, words) }

// usual is what becomes of a touch when nothing else is said; calls, visits and
// meetings have no usual outcome, so they are asked about.
var usual = map[coach.Channel]coach.Outcome{
	coach.Voicemail: coach.LeftMessage, coach.Email: coach.Sent, coach.Text: coach.Sent, coach.Social: coach.Sent,
	coach.Letter: coach.Sent, coach.Gift: coach.Sent,
}

// parseTouch reads "voicemail left message, will try Friday": channel, outcome,
// the objection of a no, a day that has passed, and a note. What is missing
// stays empty, and is asked for.
func parseTouch(text string, past func(string) (coach.Date, bool)) coach.TouchDraft {
	words := strings.Fields(text)
	var t coach.TouchDraft
	if ch, n, ok := readChannel(words); ok {
		t.Channel, words = ch, skipComma(words[n:])
	} else if _, _, ok := read(outcomeWords, words); !ok {
		t.Note = text
		return t
	}
	if o, n, ok := read(outcomeWords, words); ok {
		t.Outcome, words = o, skipComma(words[n:])
	} else {
		t.Outcome = usual[t.Channel]
	}
	if t.Outcome == coach.SaidNo {
		if o, n, ok := read(objectionWords, words); ok {
			t.Objection, words = o, skipComma(words[n:])
		}
	}
	t.On, words = readDay(words, past)
	t.Note = strings.Join(words, " ")
	return t
}

// readDay takes a day off the front of words: "yesterday", "on 12 Nov".
func readDay(words []string, past func(string) (coach.Date, bool)) (coach.Date, []string) {
	for n := min(len(words), 4); n > 0; n-- {
		said := strings.TrimPrefix(strings.ToLower(bare(words[:n])), "on ")
		if d, ok := past(said); ok {
			return d, skipComma(words[n:])
		}
	}
	return coach.Date{}, words
}

// skipComma drops punctuation that stands alone between two parts.
func skipComma(words []string) []string {
	for len(words) > 0 && bare(words[:1]) == "" {
		words = words[1:]
	}
	return words
}
