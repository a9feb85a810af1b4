package page

import (
	"net/url"
	"strings"
)

// cutControl splits off a leading <…> sequence. Slack's clients escape every
// other angle bracket, so a bracket that does not close is text.
func cutControl(s string) (ctl, rest string, ok bool) {
	if !strings.HasPrefix(s, "<") {
		return "", s, false
	}
	end := strings.IndexAny(s[1:], "<>\n")
	if end < 1 || s[1+end] != '>' {
		return "", s, false
	}
	return s[1 : 1+end], s[end+2:], true
}

// control writes one <…> sequence: a mention, a channel, a date or a link.
// What is none of these is shown as it was written, brackets and all.
func (w *writer) control(ctl string) {
	body, label, labelled := strings.Cut(ctl, "|")
	switch {
	case ctl[0] == '@':
		w.mention("@"+w.personName(body[1:], label), body[1:] == w.id)
	case ctl[0] == '#':
		w.mention("#"+w.channelName(body[1:], label), false)
	case strings.HasPrefix(ctl, "!date^"):
		w.date(body, label)
	case ctl[0] == '!' && special(ctl) != "":
		w.mention(special(ctl), true)
	case safeURL(body):
		if !labelled {
			label = strings.TrimPrefix(body, "mailto:")
		}
		w.link(unentity.Replace(body), unentity.Replace(label))
	default:
		w.text("<" + unentity.Replace(ctl) + ">")
	}
}

// controlText is control for places without markup: code and attributes.
func (w *writer) controlText(ctl string) string {
	body, label, _ := strings.Cut(ctl, "|")
	switch {
	case ctl[0] == '@':
		return "@" + w.personName(body[1:], label)
	case ctl[0] == '#':
		return "#" + w.channelName(body[1:], label)
	case strings.HasPrefix(ctl, "!date^"):
		text, _ := w.dateText(body, label)
		return text
	case ctl[0] == '!' && special(ctl) != "":
		return special(ctl)
	case safeURL(body):
		return unentity.Replace(body)
	}
	return "<" + unentity.Replace(ctl) + ">"
}

// special names <!channel>, <!here>, <!everyone> and user groups; "" for others.
func special(ctl string) string {
	body, label, _ := strings.Cut(ctl[1:], "|")
	switch {
	case body == "channel", body == "here", body == "everyone":
		return "@" + body
	case strings.HasPrefix(body, "subteam^") && label != "":
		return "@" + strings.TrimPrefix(unentity.Replace(label), "@")
	case strings.HasPrefix(body, "subteam^"):
		return "@" + strings.TrimPrefix(body, "subteam^")
	}
	return ""
}

func (w *writer) personName(id, label string) string {
	if w.person != nil {
		if name, ok := w.person(id); ok {
			return name
		}
	}
	if label != "" {
		return unentity.Replace(label)
	}
	return id
}

func (w *writer) channelName(id, label string) string {
	if w.channel != nil {
		if name, ok := w.channel(id); ok {
			return name
		}
	}
	if label != "" {
		return unentity.Replace(label)
	}
	return id
}

func (w *writer) mention(name string, loud bool) {
	class := "mention"
	if loud {
		class = "mention loud"
	}
	w.WriteString(`<span class="` + class + `">`)
	w.text(name)
	w.WriteString("</span>")
}

// link writes an anchor to an address that safeURL let pass. The page it leads
// to learns nothing about the workspace.
func (w *writer) link(href, label string) {
	if !safeURL(href) {
		w.text(label)
		return
	}
	w.WriteString(`<a href="`)
	w.text(href)
	w.WriteString(`" target="_blank" rel="noopener noreferrer">`)
	w.text(replaceEmoji(label))
	w.WriteString("</a>")
}

// safeURL allows what Slack makes clickable; javascript: and data: never.
func safeURL(s string) bool {
	u, err := url.Parse(s)
	if err != nil {
		return false
	}
	switch u.Scheme {
	case "http", "https":
		return u.Host != ""
	case "mailto":
		return u.Opaque != ""
	}
	return false
}

// bareURL says how many bytes of s are an address typed without brackets.
// Punctuation at its end belongs to the sentence.
func bareURL(s string) int {
	if !strings.HasPrefix(s, "http://") && !strings.HasPrefix(s, "https://") {
		return 0
	}
	end := strings.IndexAny(s+" ", " \t\n<>|\"`")
	if esc := strings.Index(s[:end], "&gt;"); esc >= 0 {
		end = esc
	}
	if esc := strings.Index(s[:end], "&lt;"); esc >= 0 {
		end = esc
	}
	trimmed := strings.TrimRight(s[:end], ".,;:!?*_~'")
	if strings.HasSuffix(trimmed, ")") && !strings.Contains(trimmed, "(") {
		trimmed = strings.TrimSuffix(trimmed, ")")
	}
	if !safeURL(unentity.Replace(trimmed)) {
		return 0
	}
	return len(trimmed)
}
