package blocks

import (
	"strconv"
	"strings"

	"github.com/slack-go/slack"
)

// Message is one message, ready to be sent.
type Message struct {
	Text   string // the whole meaning in a sentence or two: notification and screen reader
	Blocks []slack.Block
}

// Escape makes foreign text safe inside mrkdwn: exactly the three characters
// that Slack reads as markup, ampersand first.
func Escape(s string) string { return escaper.Replace(clean(s)) }

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// clean drops the marks that reverse the reading direction: with them a name
// can make the rest of a line read as something else.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\u061c' || r == '\u200e' || r == '\u200f' || (r >= '\u202a' && r <= '\u202e') || (r >= '\u2066' && r <= '\u2069') {
			return -1
		}
		return r
	}, s)
}

// line is foreign text in one line: a name, a reason.
func line(s string) string { return Escape(strings.Join(strings.Fields(s), " ")) }

func header(s string) slack.Block {
	return slack.NewHeaderBlock(plain(strings.Join(strings.Fields(clean(s)), " "), maxHeader))
}

// section is a paragraph; text is mrkdwn whose foreign parts are escaped.
func section(text string) *slack.SectionBlock {
	return slack.NewSectionBlock(mrkdwn(text, maxSection), nil, nil)
}

// choice is a paragraph with a button at its side.
func choice(text string, b *slack.ButtonBlockElement) slack.Block {
	return slack.NewSectionBlock(mrkdwn(text, maxSection), nil, slack.NewAccessory(b))
}

func small(text string) slack.Block {
	return slack.NewContextBlock("", mrkdwn(text, maxSection))
}

func divider() slack.Block { return slack.NewDividerBlock() }

// actions is a row of buttons. Action ids are unique in a row for Slack's sake;
// what a button means is in its value.
func actions(bs ...*slack.ButtonBlockElement) *slack.ActionBlock {
	es := make([]slack.BlockElement, len(bs))
	seen := map[string]int{}
	for i, b := range bs {
		seen[b.ActionID]++
		if n := seen[b.ActionID]; n > 1 {
			b.ActionID += "." + strconv.Itoa(n)
		}
		es[i] = b
	}
	return slack.NewActionBlock("", es...)
}

// button is a button that carries an action. Its action id is the verb, so that
// logs and block ids read well; what counts is the value.
func button(label string, a Action) *slack.ButtonBlockElement {
	return slack.NewButtonBlockElement(a.Verb, clip(a.String(), maxValue), plain(label, maxButton))
}

func primary(b *slack.ButtonBlockElement) *slack.ButtonBlockElement {
	b.Style = slack.StylePrimary
	return b
}

// of says aloud what a button is about, where several on one screen have the same label.
func of(b *slack.ButtonBlockElement, what string) *slack.ButtonBlockElement {
	b.AccessibilityLabel = clip(b.Text.Text+" "+clean(what), maxButton)
	return b
}

func mrkdwn(text string, limit int) *slack.TextBlockObject {
	return &slack.TextBlockObject{Type: slack.MarkdownType, Text: clipMarkup(kept(text), limit), Verbatim: true}
}

func plain(text string, limit int) *slack.TextBlockObject {
	return &slack.TextBlockObject{Type: slack.PlainTextType, Text: clip(kept(text), limit)}
}

// kept keeps the dot between two parts of a line with the part before it: on a phone a
// line may end with it and begins with none.
func kept(text string) string { return strings.ReplaceAll(text, " · ", "\u00a0· ") }
