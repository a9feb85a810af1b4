package page

import (
	"html"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"salescoach/bot/sandbox"
)

// allowed is every tag that foreign text may turn into, with its attributes.
var allowed = map[string][]string{
	"strong": nil, "em": nil, "del": nil, "code": nil, "pre": nil, "br": nil, "blockquote": nil, "p": nil,
	"h3": nil, "h4": nil, "h5": nil, "h6": nil, "ul": {"class", "aria-hidden"}, "ol": {"class"}, "li": {"class"},
	"span": {"class", "role", "aria-label"}, "a": {"href", "target", "rel"}, "time": {"datetime", "title"},

	// Of charts. Nothing here can run, load or lead anywhere.
	"figure": {"class"}, "figcaption": nil, "div": {"class", "role", "aria-label", "aria-hidden"}, "title": nil,
	"svg":  {"class", "x", "y", "width", "height", "viewBox", "preserveAspectRatio", "aria-hidden", "focusable"},
	"line": {"class", "x1", "x2", "y1", "y2"}, "rect": {"class", "x", "y", "width", "height", "rx"}, "path": {"class", "d"},
	"text": {"class", "x", "y", "dy"}, "tspan": {"x", "dy"},
}

var (
	tagForm  = regexp.MustCompile(`<(/?)([a-z0-9]+)((?: [a-zA-Z0-9-]+="[^"<>]*")*)>`)
	attrForm = regexp.MustCompile(` ([a-zA-Z0-9-]+)="([^"<>]*)"`)
)

// mustBeTame fails when a drawing holds anything that is neither text nor an
// allowed tag, or when its tags do not nest.
func mustBeTame(t *testing.T, in, drawing string) {
	t.Helper()
	if rest := tagForm.ReplaceAllString(drawing, ""); strings.ContainsAny(rest, "<>\"'\x00") || !utf8.ValidString(rest) {
		t.Fatalf("%q became wild: %s", in, drawing)
	}
	var open []string
	for _, m := range tagForm.FindAllStringSubmatch(drawing, -1) {
		attrs, known := allowed[m[2]]
		if !known {
			t.Fatalf("%q became a %s: %s", in, m[2], drawing)
		}
		for _, a := range attrForm.FindAllStringSubmatch(m[3], -1) {
			if !slices.Contains(attrs, a[1]) || a[1] == "href" && !safeURL(html.UnescapeString(a[2])) {
				t.Fatalf("%q became a %s with %s: %s", in, m[2], a[0], drawing)
			}
		}
		switch {
		case m[2] == "br":
		case m[1] == "":
			open = append(open, m[2])
		case len(open) == 0 || open[len(open)-1] != m[2]:
			t.Fatalf("%q is nested badly: %s", in, drawing)
		default:
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		t.Fatalf("%q leaves %v open: %s", in, open, drawing)
	}
}

func FuzzHostileTextStaysText(f *testing.F) {
	for _, seed := range []string{
		"", "*a _b_ ~c~ `d`*", "```x```", "> q\n&gt; r", "<script>alert(1)</script>", "<javascript:alert(1)|x>",
		"<https://a.test/\"onmouseover='x'|\"><img src=x onerror=y>>", "<@U1> <#C1|x> <!channel> <!date^1794909600^{date_long} \"{time}^https://a.test/\"|f'b>",
		"&lt;b&gt; &amp;amp; &quot;", ":tada: :\"x\":", "[a\"](https://b.test/'x')", "# h\n- a\n1. b\n> c", "*_~*_~ `<@U2>` __x__ **y**",
		"http://a.test/&lt;b&gt;\"x", "\x00\xff<\xfe>", "<mailto:a@b|*b*>", "<https://a.test|:tada:>", strings.Repeat("*a ", 400),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		r := reader{id: "U1", zone: time.UTC, now: time.Unix(1794909600, 0)}
		rich := []sandbox.Element{{Type: "rich_text_section", Elements: []sandbox.Element{
			{Type: "text", Text: &sandbox.Text{Text: in}}, {Type: "link", URL: in, Text: &sandbox.Text{Text: in}},
			{Type: "user", UserID: in}, {Type: "emoji", Name: in}, {Type: "date", Timestamp: "1", Format: in, Fallback: in},
		}}}
		for _, drawing := range []string{
			string(r.mrkdwn(in)), string(r.plain(in)), string(r.markdown(in)), string(r.richText(rich)),
		} {
			mustBeTame(t, in, drawing)
		}
		drawing, err := canvas{reader: r}.blocks([]sandbox.Block{hostileChart(in)})
		if err != nil {
			t.Fatal(err)
		}
		mustBeTame(t, in, string(drawing))
	})
}

// hostileChart bears foreign text wherever a chart bears any, and numbers of any size.
// It is valid UTF-8, which whatever came as JSON is.
func hostileChart(in string) sandbox.Block {
	c := sandbox.Chart{Type: []string{"bar", "area", "line", "pie"}[len(in)%4]}
	in = strings.ToValidUTF8(in, "\uFFFD")
	points := []sandbox.ChartPoint{{Label: in, Value: float64(len(in))}, {Label: "b", Value: math.Pow(10, float64(len(in)%600-300))}}
	if c.Type == "pie" {
		c.Segments = append(points, sandbox.ChartPoint{Label: in, Value: math.MaxFloat64})
	}
	c.Axis.Categories, c.Axis.X, c.Axis.Y = []string{in, "b"}, in, in
	c.Series = []sandbox.ChartSeries{{Name: in, Data: points}, {Name: "-", Data: []sandbox.ChartPoint{{Label: in, Value: -math.MaxFloat64}}}}
	return sandbox.Block{Type: "data_visualization", Title: &sandbox.Text{Text: in}, Chart: &c}
}
