package sandbox

import (
	"cmp"
	"fmt"
	"strings"
)

// PlainText is the whole message as readable text: the blocks in order (or the
// text, when there are none), labels of what can be pressed in brackets, thread
// replies indented. mrkdwn is left as it was sent, so that a story can tell
// escaped text from markup.
func (m Message) PlainText() string {
	var b strings.Builder
	switch {
	case len(m.Blocks) > 0:
		writeBlocks(&b, m.Blocks, nil, nil)
	default:
		b.WriteString(m.Text)
	}
	for _, f := range m.Files {
		b.WriteString("\n[file: " + f.Name + "]")
	}
	for _, r := range m.Replies {
		b.WriteString("\n  | " + strings.ReplaceAll(strings.TrimSpace(r.PlainText()), "\n", "\n  | "))
	}
	return plainSpaces(b.String())
}

// PlainText is the whole view as readable text: title, fields with what is in
// them, errors, buttons.
func (v View) PlainText() string {
	var b strings.Builder
	if v.Title != nil {
		fmt.Fprintf(&b, "# %s\n", v.Title.Text)
	}
	writeBlocks(&b, v.Blocks, v.Inputs, v.Errors)
	if v.Type == "modal" {
		b.WriteString("(" + v.closeText() + ")")
		if v.Submit != nil {
			b.WriteString(" (" + v.Submit.Text + ")")
		}
	}
	return plainSpaces(b.String())
}

// plainSpaces is text as somebody would type it: a space that breaks no line looks like
// any other.
func plainSpaces(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(s, "\u00a0", " "))
}

func (v View) closeText() string {
	if v.Close == nil {
		return "Cancel"
	}
	return v.Close.Text
}

func writeBlocks(b *strings.Builder, blocks []Block, in inputs, errors map[string]string) {
	for i := range blocks {
		if s := blocks[i].plain(in); s != "" {
			b.WriteString(s + "\n")
		}
		if e := errors[blocks[i].BlockID]; e != "" {
			b.WriteString("  ! " + e + "\n")
		}
	}
}

func (b *Block) plain(in inputs) string {
	var parts []string
	add := func(s string) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	switch b.Type {
	case "divider":
		return "---"
	case "header":
		return "# " + b.Text.Text
	case "image":
		return "[image: " + b.AltText + "]"
	case "input":
		return b.plainInput(in)
	case "context", "actions", "context_actions":
		for i := range b.Elements {
			add(b.Elements[i].plain(b, in))
		}
		return strings.Join(parts, " ")
	case "rich_text":
		return richPlain(b.Elements, "")
	case "table":
		return tablePlain(b.Rows)
	case "data_visualization":
		if b.Chart != nil && b.Title != nil {
			return "[" + b.Chart.Words(b.Title.Text) + "]"
		}
	case "section", "markdown":
		if b.Text != nil {
			add(b.Text.Text)
		}
		for _, f := range b.Fields {
			add(f.Text)
		}
		if b.Accessory != nil {
			add(b.Accessory.plain(b, in))
		}
		return strings.Join(parts, "\n")
	}
	return "[" + b.Type + "]"
}

func (b *Block) plainInput(in inputs) string {
	s := b.Label.Text
	if b.Optional {
		s += " (optional)"
	}
	parts := []string{s + ":"}
	if v := b.Element.shownValue(b.Element.current(b, in)); v != "" {
		parts = append(parts, v)
	}
	if len(b.Element.AllOptions()) > 0 {
		parts = append(parts, b.Element.choices())
	}
	s = strings.Join(parts, " ")
	if b.Hint != nil {
		s += "\n  " + b.Hint.Text
	}
	return s
}

// choices are the options' texts: {a | b | c}.
func (e *Element) choices() string {
	var texts []string
	for _, o := range e.AllOptions() {
		texts = append(texts, o.Text.Text)
	}
	return "{" + strings.Join(texts, " | ") + "}"
}

// shownValue is what a field shows: option texts instead of values.
func (e *Element) shownValue(v Value) string {
	shown := make([]string, len(v))
	for i, val := range v {
		shown[i] = val
		for _, o := range e.AllOptions() {
			if o.Value == val {
				shown[i] = o.Text.Text
				break
			}
		}
	}
	return strings.Join(shown, ", ")
}

func (e *Element) plain(b *Block, in inputs) string {
	switch e.Type {
	case "mrkdwn", "plain_text":
		return e.Text.Text
	case "image":
		return "[image: " + e.AltText + "]"
	case "button", "workflow_button", "icon_button":
		return "[" + e.Text.Text + "]"
	case "overflow":
		return "[… " + strings.Trim(e.choices(), "{}") + "]"
	case "feedback_buttons":
		return "[feedback]"
	}
	name := e.Type
	if e.Placeholder != nil {
		name = e.Placeholder.Text
	}
	s := "[" + name
	if v := e.shownValue(e.current(b, in)); v != "" {
		s += ": " + v
	}
	if len(e.AllOptions()) > 0 {
		s += " " + e.choices()
	}
	return s + "]"
}

func richPlain(elements []Element, bullet string) string {
	var b strings.Builder
	for i := range elements {
		e := &elements[i]
		switch e.Type {
		case "rich_text_section", "rich_text_quote", "rich_text_preformatted":
			b.WriteString(bullet + richPlain(e.Elements, "") + "\n")
		case "rich_text_list":
			b.WriteString(richPlain(e.Elements, strings.Repeat("  ", e.Indent)+"- ") + "\n")
		default:
			b.WriteString(e.richInline())
		}
	}
	return strings.TrimRight(b.String(), "\n")
}

func (e *Element) richInline() string {
	switch e.Type {
	case "user":
		return "<@" + e.UserID + ">"
	case "channel":
		return "<#" + e.ChannelID + ">"
	case "usergroup":
		return "<!subteam^" + e.GroupID + ">"
	case "broadcast":
		return "<!" + e.Range + ">"
	case "emoji":
		return ":" + e.Name + ":"
	case "date":
		return cmp.Or(e.Fallback, e.Timestamp.String())
	}
	if e.Text != nil && e.Text.Text != "" {
		return e.Text.Text
	}
	return e.URL
}

func tablePlain(rows [][]Element) string {
	lines := make([]string, len(rows))
	for i, row := range rows {
		texts := make([]string, len(row))
		for j := range row {
			if row[j].Type == "rich_text" {
				texts[j] = richPlain(row[j].Elements, "")
			} else if row[j].Text != nil {
				texts[j] = row[j].Text.Text
			}
		}
		lines[i] = "| " + strings.Join(texts, " | ") + " |"
	}
	return strings.Join(lines, "\n")
}
