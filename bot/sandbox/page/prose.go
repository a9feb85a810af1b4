package page

import (
	"cmp"
	"fmt"
	"html/template"
	"regexp"
	"strconv"
	"strings"

	"salescoach/bot/sandbox"
)

// richText draws a rich_text block. Its text nodes are never parsed, so they
// are the safe place for foreign words.
func (r reader) richText(nodes []sandbox.Element) template.HTML {
	w := &writer{reader: r}
	for _, n := range nodes {
		w.paragraph(n)
	}
	return template.HTML(w.String()) // #nosec G203 -- the writer escapes
}

func (w *writer) paragraph(n sandbox.Element) {
	switch n.Type {
	case "rich_text_list":
		tag := "ul"
		if n.Style.Name == "ordered" {
			tag = "ol"
		}
		w.WriteString(`<` + tag + ` class="indent` + strconv.Itoa(min(max(n.Indent, 0), 8)) + `">`)
		for _, item := range n.Elements {
			w.WriteString("<li>")
			w.runs(item.Elements)
			w.WriteString("</li>")
		}
		w.WriteString("</" + tag + ">")
	case "rich_text_preformatted":
		w.wrap("pre", n.Elements)
	case "rich_text_quote":
		w.wrap("blockquote", n.Elements)
	default:
		w.wrap("p", n.Elements)
	}
}

func (w *writer) wrap(tag string, runs []sandbox.Element) {
	w.WriteString("<" + tag + ">")
	w.runs(runs)
	w.WriteString("</" + tag + ">")
}

func (w *writer) runs(runs []sandbox.Element) {
	for _, n := range runs {
		open, shut := tagsOf(n.Style)
		w.WriteString(open)
		w.run(n)
		w.WriteString(shut)
	}
}

// tagsOf turns the style of a run into tags around it.
func tagsOf(style sandbox.Style) (open, shut string) {
	for _, m := range []struct {
		on  bool
		tag string
	}{{style.Bold, "strong"}, {style.Italic, "em"}, {style.Strike, "del"}, {style.Code, "code"}} {
		if m.on {
			open, shut = open+"<"+m.tag+">", "</"+m.tag+">"+shut
		}
	}
	return open, shut
}

func (w *writer) run(n sandbox.Element) {
	switch n.Type {
	case "link":
		w.link(n.URL, cmp.Or(textOf(n.Text).Text, n.URL))
	case "emoji":
		if w.emoji(":"+n.Name+":") == 0 {
			w.text(":" + n.Name + ":")
		}
	case "user":
		w.mention("@"+w.personName(n.UserID, ""), n.UserID == w.id)
	case "channel":
		w.mention("#"+w.channelName(n.ChannelID, ""), false)
	case "usergroup":
		w.mention("@"+n.GroupID, true)
	case "broadcast":
		w.mention("@"+n.Range, true)
	case "date":
		w.date(fmt.Sprintf("!date^%s^%s", n.Timestamp, n.Format), n.Fallback)
	default:
		for i, line := range strings.Split(textOf(n.Text).Text, "\n") {
			if i > 0 {
				w.WriteString("<br>")
			}
			w.text(line)
		}
	}
}

// table draws the rows of a table block; the first one is its head.
func (r reader) table(rows [][]sandbox.Element) [][]template.HTML {
	out := make([][]template.HTML, len(rows))
	for i, row := range rows {
		for _, cell := range row {
			if cell.Type == "rich_text" {
				out[i] = append(out[i], r.richText(cell.Elements))
				continue
			}
			w := &writer{reader: r}
			w.text(textOf(cell.Text).Text)
			out[i] = append(out[i], template.HTML(w.String())) // #nosec G203 -- the writer escapes
		}
	}
	return out
}

var (
	headingLine = regexp.MustCompile(`^(#{1,6})\s+(.*)$`)
	bulletLine  = regexp.MustCompile(`^\s*[-*+]\s+(.*)$`)
	numberLine  = regexp.MustCompile(`^\s*\d{1,3}[.)]\s+(.*)$`)
	linkInText  = regexp.MustCompile(`\[([^\]\n<>]+)\]\(([^)\s<>|]+)\)`)
)

// markdown draws a markdown block: paragraphs, headings, lists, fences, quotes
// and inline marks. Raw HTML in it is text.
func (r reader) markdown(src string) template.HTML {
	w := &writer{reader: r, marks: markdownMarks}
	parts := strings.Split(src, "```")
	for i, part := range parts {
		if i%2 == 1 && i < len(parts)-1 {
			_, code, _ := strings.Cut(part, "\n") // the rest of the fence line names a language
			w.fence(code)
			continue
		}
		w.markdownLines(part)
	}
	return template.HTML(w.String()) // #nosec G203 -- the writer escapes
}

func (w *writer) markdownLines(s string) {
	list := ""
	for line := range strings.SplitSeq(s, "\n") {
		tag, body := markdownLine(line)
		want := ""
		if tag == "ul" || tag == "ol" {
			want = tag
		}
		if list != want && list != "" {
			w.WriteString("</" + list + ">")
		}
		if list != want && want != "" {
			w.WriteString("<" + want + ">")
		}
		list = want
		if want != "" {
			tag = "li"
		}
		if body != "" {
			w.WriteString("<" + tag + ">")
			w.inline(linkInText.ReplaceAllString(body, "<$2|$1>"))
			w.WriteString("</" + tag + ">")
		}
	}
	if list != "" {
		w.WriteString("</" + list + ">")
	}
}

func markdownLine(line string) (tag, body string) {
	line = strings.TrimRight(line, " \t\r")
	if m := headingLine.FindStringSubmatch(line); m != nil {
		return "h" + strconv.Itoa(min(len(m[1])+2, 6)), m[2]
	}
	if m := bulletLine.FindStringSubmatch(line); m != nil {
		return "ul", m[1]
	}
	if m := numberLine.FindStringSubmatch(line); m != nil {
		return "ol", m[1]
	}
	if rest, ok := strings.CutPrefix(strings.TrimLeft(line, " "), ">"); ok {
		return "blockquote", strings.TrimSpace(rest)
	}
	return "p", line
}
