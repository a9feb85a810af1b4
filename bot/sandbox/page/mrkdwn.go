package page

import (
	"html/template"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// A reader is the person for whom text is drawn: mentions are resolved to names
// and dates are shown in their zone.
type reader struct {
	id      string                         // user id; their own mentions stand out
	zone    *time.Location                 // never nil
	now     time.Time                      // the clock of the workspace, for "today" and "3 minutes ago"
	person  func(id string) (string, bool) // display name of a user id
	channel func(id string) (string, bool) // name of a channel id, without #
}

// A mark is a pair of delimiters around formatted words.
type mark struct{ delim, tag string }

// The two dialects: Slack's own mrkdwn, and the Markdown of the markdown block.
// Longer delimiters come first, so that ** is not read as two *.
var (
	mrkdwnMarks   = []mark{{"*", "strong"}, {"_", "em"}, {"~", "del"}}
	markdownMarks = []mark{{"**", "strong"}, {"__", "strong"}, {"~~", "del"}, {"*", "em"}, {"_", "em"}}
)

// mrkdwn renders a message text as Slack does: code fences, quotes, and inline
// marks. The result holds only the tags of the allow-list in fuzz_test.go.
func (r reader) mrkdwn(text string) template.HTML {
	w := &writer{reader: r, marks: mrkdwnMarks}
	parts := strings.Split(text, "```")
	for i, part := range parts {
		if i%2 == 1 && i < len(parts)-1 { // a fence that is closed
			w.fence(part)
			continue
		}
		if i%2 == 1 {
			part = "```" + part
		}
		w.lines(part)
	}
	return template.HTML(w.String()) // #nosec G203 -- the writer escapes
}

// plain renders a plain_text object: no formatting at all, but :emoji: and line
// breaks, and the three entities that Slack itself stores.
func (r reader) plain(text string) template.HTML {
	w := &writer{reader: r, plain: true}
	w.inline(text)
	return template.HTML(w.String()) // #nosec G203 -- the writer escapes
}

// words is plain without tags, for attributes, options and titles.
func (r reader) words(text string) string {
	return replaceEmoji(unentity.Replace(text))
}

// unentity undoes the only three entities that Slack knows.
var unentity = strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">")

// A writer turns text into HTML. Every character of foreign text goes through
// text, and every tag is written by name here, so nothing else can appear.
type writer struct {
	strings.Builder
	reader
	marks []mark
	plain bool
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;", "\x00", "\uFFFD")

func (w *writer) text(s string) { escaper.WriteString(w, strings.ToValidUTF8(s, "\uFFFD")) }

// fence writes a block of code. Slack still resolves entities and links in it.
func (w *writer) fence(code string) {
	code = strings.TrimPrefix(code, "\n")
	w.WriteString("<pre><code>")
	w.code(strings.TrimSuffix(code, "\n"))
	w.WriteString("</code></pre>")
}

// code writes text without marks; control sequences show their label.
func (w *writer) code(s string) {
	for s != "" {
		if ctl, rest, ok := cutControl(s); ok {
			w.text(w.controlText(ctl))
			s = rest
			continue
		}
		n := len(s)
		if i := strings.IndexByte(s[1:], '<'); i >= 0 {
			n = i + 1
		}
		w.text(unentity.Replace(s[:n]))
		s = s[n:]
	}
}

// lines writes text outside fences, with quotes gathered into one block.
func (w *writer) lines(s string) {
	quoted, first := false, true
	for line := range strings.SplitSeq(s, "\n") {
		body, quote := cutQuote(line)
		switch {
		case quote != quoted && quote:
			w.WriteString("<blockquote>")
		case quote != quoted:
			w.WriteString("</blockquote>")
		case !first:
			w.WriteString("<br>")
		}
		w.inline(body)
		quoted, first = quote, false
	}
	if quoted {
		w.WriteString("</blockquote>")
	}
}

// cutQuote takes the quote sign off a line; clients send it escaped, apps raw.
func cutQuote(line string) (string, bool) {
	for _, sign := range []string{"&gt;", ">"} {
		if rest, ok := strings.CutPrefix(line, sign); ok {
			return strings.TrimPrefix(rest, " "), true
		}
	}
	return line, false
}

// inline writes one stretch of text with its marks, code, controls and emoji.
func (w *writer) inline(s string) {
	prev := ' '                 // the character before s, for word boundaries
	hopeless := map[byte]bool{} // marks known to have no closing end, so that hostile text stays linear
	for s != "" {
		n := w.atom(s, prev, hopeless)
		prev, _ = utf8.DecodeLastRuneInString(s[:n])
		s = s[n:]
	}
}

// atom writes the next piece of s and says how many bytes it took.
func (w *writer) atom(s string, prev rune, hopeless map[byte]bool) int {
	switch {
	case s[0] == '\n':
		w.WriteString("<br>")
		return 1
	case s[0] == '&':
		return w.entity(s)
	case s[0] == ':':
		if n := w.emoji(s); n > 0 {
			return n
		}
	case w.plain:
	case s[0] == '<':
		if ctl, rest, ok := cutControl(s); ok {
			w.control(ctl)
			return len(s) - len(rest)
		}
	case s[0] == '`':
		if end := strings.IndexByte(s[1:], '`'); end > 0 && !strings.Contains(s[1:1+end], "\n") {
			w.WriteString("<code>")
			w.code(s[1 : 1+end])
			w.WriteString("</code>")
			return end + 2
		}
	case s[0] == 'h' && !wordy(prev):
		if n := bareURL(s); n > 0 {
			w.link(unentity.Replace(s[:n]), unentity.Replace(s[:n]))
			return n
		}
	case !wordy(prev):
		if n := w.marked(s, hopeless); n > 0 {
			return n
		}
	}
	_, n := utf8.DecodeRuneInString(s)
	w.text(s[:n])
	return n
}

// marked writes *bold* and its like when s begins with a mark that closes.
func (w *writer) marked(s string, hopeless map[byte]bool) int {
	for i, m := range w.marks {
		if !strings.HasPrefix(s, m.delim) || hopeless[byte(i)] {
			continue
		}
		end := closing(s, m.delim)
		if end < 0 {
			hopeless[byte(i)] = true
			continue
		}
		if end == 0 {
			continue
		}
		w.WriteString("<" + m.tag + ">")
		w.inline(s[len(m.delim):end])
		w.WriteString("</" + m.tag + ">")
		return end + len(m.delim)
	}
	return 0
}

// closing finds where the mark that opens s ends: on the same line, after a
// non-space and before a non-word. 0 means "does not open here", -1 means that
// no closing end exists in all of s.
func closing(s, delim string) int {
	from := len(delim)
	if next, _ := utf8.DecodeRuneInString(s[from:]); unicode.IsSpace(next) || from == len(s) || strings.HasPrefix(s[from:], delim) {
		return 0
	}
	for i := from; i < len(s); i++ {
		switch {
		case s[i] == '\n':
			return 0
		case s[i] == '<':
			if _, rest, ok := cutControl(s[i:]); ok {
				i = len(s) - len(rest) - 1
			}
		case strings.HasPrefix(s[i:], delim) && i > from && closes(s, i, len(delim)):
			return i
		}
	}
	return -1
}

func closes(s string, i, width int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i+width:])
	return !unicode.IsSpace(before) && (i+width == len(s) || !wordy(after))
}

func wordy(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// entity writes &amp; &lt; &gt; as the character they stand for; any other
// ampersand is itself.
func (w *writer) entity(s string) int {
	for _, e := range []string{"&amp;", "&lt;", "&gt;"} {
		if strings.HasPrefix(s, e) {
			w.WriteString(e)
			return len(e)
		}
	}
	w.WriteString("&amp;")
	return 1
}

// emoji writes :name: when the name is known, with the name for screen readers.
func (w *writer) emoji(s string) int {
	end := strings.IndexByte(s[1:], ':')
	if end < 1 || end > 40 {
		return 0
	}
	name := s[1 : 1+end]
	char, ok := emoji[name]
	if !ok {
		return 0
	}
	w.WriteString(`<span class="emoji" role="img" aria-label="` + name + `">` + char + `</span>`)
	return end + 2
}
