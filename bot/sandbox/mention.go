package sandbox

import (
	"strings"
)

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// escape makes typed text harmless mrkdwn, as the client does.
func escape(s string) string { return escaper.Replace(s) }

// mentions turns @name and #channel of escaped text into <@U…> and <#C…|name>,
// longest name first; the caller holds w.mu.
func (w *Workspace) mentions(text string) string {
	if !strings.ContainsAny(text, "@#") {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); {
		c := text[i]
		if (c == '@' || c == '#') && (i == 0 || strings.IndexByte(" \n\t(,", text[i-1]) >= 0) {
			if markup, n := w.mention(c, text[i+1:]); n > 0 {
				b.WriteString(markup)
				i += 1 + n
				continue
			}
		}
		b.WriteByte(c)
		i++
	}
	return b.String()
}

// mention finds the longest known name that s starts with.
func (w *Workspace) mention(sign byte, s string) (markup string, n int) {
	try := func(name, m string) {
		if len(name) > n && len(name) <= len(s) && strings.EqualFold(s[:len(name)], name) && endsName(s[len(name):]) {
			markup, n = m, len(name)
		}
	}
	if sign == '#' {
		for _, id := range w.chanOrder {
			ch := w.channels[id]
			label := ch.Name
			if ch.Private {
				label = ""
			}
			try(ch.Name, "<#"+id+"|"+label+">")
		}
		return markup, n
	}
	for _, id := range w.order {
		p := w.people[id]
		try(p.Name, "<@"+id+">")
		try(p.RealName, "<@"+id+">")
	}
	return markup, n
}

func endsName(rest string) bool {
	if rest == "" {
		return true
	}
	r := rest[0]
	return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' || r == '-' || r >= 0x80)
}
