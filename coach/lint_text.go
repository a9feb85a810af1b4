package coach

import "strings"

// span is a part of a text, in bytes.
type span struct{ start, end int }

// ownWords are the parts of a pasted text that are the rep's own: what stands
// above a quoted reply, without the lines that begin with ">", and without what
// follows the name of a signature.
func ownWords(text string, written bool) []span {
	var own []span
	add := func(start, end int) {
		if last := len(own) - 1; last >= 0 && own[last].end == start {
			own[last].end = end
			return
		}
		own = append(own, span{start, end})
	}
	for at := 0; at < len(text); {
		end := lineEnd(text, at)
		l := strings.TrimSpace(text[at:end])
		switch {
		case quotedLine(l):
		case written && (endsDraft(l) || introducesReply(text, at)):
			return own
		case written && closings[strings.ToLower(strings.TrimRight(l, ",.! "))]:
			if stop, is := signature(text, end); is {
				add(at, stop)
				return own
			}
			add(at, end)
		default:
			add(at, end)
		}
		at = end
	}
	return own
}

// lineEnd is where the line at a place ends, its line break included.
func lineEnd(text string, at int) int {
	if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(text)
}

func quotedLine(l string) bool { return strings.HasPrefix(l, ">") }

// endsDraft says that what follows a line was added by a mail program.
func endsDraft(l string) bool {
	switch {
	case l == "--", strings.HasPrefix(l, "-----Original"), strings.HasPrefix(l, "----- Original"):
		return true
	case strings.HasPrefix(l, "_____") && strings.Trim(l, "_") == "" && len(l) > 10:
		return true
	case strings.HasPrefix(l, "Sent from my "), strings.HasPrefix(l, "Get Outlook for "), strings.HasPrefix(l, "Begin forwarded message"):
		return true
	}
	return false
}

// replyWords begin and end the line above a quoted reply, in the languages whose
// mail programs our reps are likely to have.
var replyWords = []struct{ begin, end string }{
	{"On ", "wrote:"}, {"Am ", "schrieb:"}, {"Le ", "écrit :"}, {"Le ", "écrit :"}, {"Le ", "écrit:"}, {"El ", "escribió:"}, {"Op ", "schreef:"}, {"Il ", "scritto:"},
}

// introducesReply says that the line at a place is "On … wrote:", which may be
// broken into three.
func introducesReply(text string, at int) bool {
	line := text[at:]
	for _, r := range replyWords {
		if !strings.HasPrefix(line, r.begin) {
			continue
		}
		end := 0
		for range 3 {
			end += lineEnd(line[end:], 0)
			if l := strings.TrimSpace(line[:end]); strings.HasSuffix(l, r.end) || r.begin == "Am " && strings.Contains(l, " schrieb ") && strings.HasSuffix(l, ":") {
				return true
			}
		}
	}
	return strings.HasPrefix(line, "From: ") && strings.Contains(line[:min(len(line), 400)], "\nSent: ")
}

// closings are the lines that a signature follows.
var closings = lineSet("best|best regards|best wishes|best greetings|regards|kind regards|warm regards|warmest regards|with kind regards|with best regards|cheers|thanks|thank you|many thanks|thanks again|sincerely|yours sincerely|sincerely yours|yours|yours truly|yours faithfully|respectfully|all the best|with greetings|warmly|take care|talk soon|viele grüße|mit freundlichen grüßen|beste grüße|liebe grüße|cordialement|bien à vous|saludos|un saludo|met vriendelijke groet|groeten|cordiali saluti")

func lineSet(lines string) map[string]bool {
	s := map[string]bool{}
	for _, l := range strings.Split(lines, "|") {
		s[l] = true
	}
	return s
}

// longestSignature is how much may follow a closing and still be a signature.
const longestSignature = 600

// signature says where the draft ends when the text from a place on is one: the
// line with the name still belongs to the draft, what follows does not. What
// begins with more than a name is no signature.
func signature(text string, at int) (end int, is bool) {
	rest := text[at:]
	if len(rest) > longestSignature && !strings.Contains(rest[:longestSignature], "\n>") {
		return 0, false
	}
	for at < len(text) {
		next := lineEnd(text, at)
		if l := strings.TrimSpace(text[at:next]); l != "" {
			return next, wordCount(l) <= 4
		}
		at = next
	}
	return at, true
}
