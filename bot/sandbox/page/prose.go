package page

import (
	"encoding/json"
	"fmt"
	"html/template"
	"regexp"
	"strconv"
	"strings"
)

// A rich is any node of a rich_text block: a list or paragraph on the outside, a
// run of text, link, mention, date or emoji inside.
type rich struct {
	Type      string `json:"type"`
	Style     any    `json:"style"` // of a list: "bullet" or "ordered"; of a run: {bold, italic, strike, code}
	Indent    int    `json:"indent"`
	Elements  []rich `json:"elements"`
	Text      string `json:"text"`
	URL       string `json:"url"`
	Name      string `json:"name"`
	Range     string `json:"range"`
	UserID    string `json:"user_id"`
	ChannelID string `json:"channel_id"`
	GroupID   string `json:"usergroup_id"`
	Timestamp int64  `json:"timestamp"`
	Format    string `json:"format"`
	Fallback  string `json:"fallback"`
}

// richText draws a rich_text block. Its text nodes are never parsed, so they
// are the safe place for foreign words.
func (r reader) richText(raw json.RawMessage) template.HTML {
	var nodes []rich
	_ = json.Unmarshal(raw, &nodes) // what cannot be read draws nothing
	w := &writer{reader: r}
	for _, n := range nodes {
		w.paragraph(n)
	}
	return template.HTML(w.String())
}

func (w *writer) paragraph(n rich) {
	switch n.Type {
	case "rich_text_list":
		tag := "ul"
		if n.Style == "ordered" {
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

func (w *writer) wrap(tag string, runs []rich) {
	w.WriteString("<" + tag + ">")
	w.runs(runs)
	w.WriteString("</" + tag + ">")
}

func (w *writer) runs(runs []rich) {
	for _, n := range runs {
		open, shut := tagsOf(n.Style)
		w.WriteString(open)
		w.run(n)
		w.WriteString(shut)
	}
}

// tagsOf turns the style of a run into tags around it.
func tagsOf(style any) (open, shut string) {
	flags, _ := style.(map[string]any)
	for _, m := range []mark{{"bold", "strong"}, {"italic", "em"}, {"strike", "del"}, {"code", "code"}} {
		if flags[m.delim] == true {
			open, shut = open+"<"+m.tag+">", "</"+m.tag+">"+shut
		}
	}
	return open, shut
}

func (w *writer) run(n rich) {
	switch n.Type {
	case "link":
		label := n.Text
		if label == "" {
			label = n.URL
		}
		w.link(n.URL, label)
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
		w.date(fmt.Sprintf("!date^%d^%s", n.Timestamp, n.Format), n.Fallback)
	default:
		for i, line := range strings.Split(n.Text, "\n") {
			if i > 0 {
				w.WriteString("<br>")
			}
			w.text(line)
		}
	}
}

// A cell is one cell of a table block: raw_text or rich_text.
type cell struct {
	Type     string          `json:"type"`
	Text     string          `json:"text"`
	Elements json.RawMessage `json:"elements"`
}

// table draws the rows of a table block; the first one is its head.
func (r reader) table(raw json.RawMessage) [][]template.HTML {
	var rows [][]cell
	_ = json.Unmarshal(raw, &rows) // what cannot be read draws nothing
	out := make([][]template.HTML, len(rows))
	for i, row := range rows {
		for _, c := range row {
			if c.Type == "rich_text" {
				out[i] = append(out[i], r.richText(c.Elements))
				continue
			}
			w := &writer{reader: r}
			w.text(c.Text)
			out[i] = append(out[i], template.HTML(w.String()))
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
	return template.HTML(w.String())
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
