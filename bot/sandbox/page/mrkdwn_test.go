package page

import (
	"html/template"
	"testing"
	"time"
	_ "time/tzdata"
)

// ana reads in Berlin, on Tuesday the 17th of November 2026 at three.
func ana(t testing.TB) reader {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	return reader{
		id: "U1", zone: zone, now: time.Date(2026, 11, 17, 14, 0, 0, 0, time.UTC),
		person: func(id string) (string, bool) {
			name, ok := map[string]string{"U1": "Ana Ruiz", "U2": "Bo <Bold> Lee"}[id]
			return name, ok
		},
		channel: func(id string) (string, bool) {
			name, ok := map[string]string{"C1": "sales-east"}[id]
			return name, ok
		},
	}
}

func checkText(t *testing.T, what string, got template.HTML, want string) {
	t.Helper()
	if string(got) != want {
		t.Errorf("%s\n got %s\nwant %s", what, got, want)
	}
}

func TestMrkdwnLooksAsInSlack(t *testing.T) {
	for _, c := range []struct{ what, in, want string }{
		{"bold", "*now*", "<strong>now</strong>"},
		{"italic", "_now_", "<em>now</em>"},
		{"strike", "~now~", "<del>now</del>"},
		{"marks in marks", "*a _b_ c*", "<strong>a <em>b</em> c</strong>"},
		{"a mark inside a word is a letter", "snake_case_name 2*3*4", "snake_case_name 2*3*4"},
		{"a mark before a space does not open", "* a *", "* a *"},
		{"a mark does not cross lines", "*a\nb*", "*a<br>b*"},
		{"an open mark is text", "*a and _b", "*a and _b"},
		{"marks next to punctuation", "(*a*), _b_!", "(<strong>a</strong>), <em>b</em>!"},
		{"code keeps marks", "`*a*`", "<code>*a*</code>"},
		{"an empty code is text", "``", "``"},
		{"a fence", "a```\nx < y\n*b*\n```c", "a<pre><code>x &lt; y\n*b*</code></pre>c"},
		{"an open fence is text", "a```b", "a```b"},
		{"quotes are gathered", "> a\n&gt; b\nc", "<blockquote>a<br>b</blockquote>c"},
		{"three entities", "&amp; &lt;b&gt; &quot; &copy", "&amp; &lt;b&gt; &amp;quot; &amp;copy"},
		{"an escaped entity is shown escaped", "&amp;lt;", "&amp;lt;"},
		{"emoji", ":tada: :nope: 10:30:15", `<span class="emoji" role="img" aria-label="tada">🎉</span> :nope: 10:30:15`},
		{"own mention", "<@U1>", `<span class="mention loud">@Ana Ruiz</span>`},
		{"a name is text", "<@U2>", `<span class="mention">@Bo &lt;Bold&gt; Lee</span>`},
		{"an unknown person", "<@U9|kim>", `<span class="mention">@kim</span>`},
		{"a channel", "<#C1|old-name> <#C9|>", `<span class="mention">#sales-east</span> <span class="mention">#C9</span>`},
		{"everybody", "<!channel> <!here|here>", `<span class="mention loud">@channel</span> <span class="mention loud">@here</span>`},
		{"a group", "<!subteam^S1|@sales>", `<span class="mention loud">@sales</span>`},
		{"a link", "<https://a.test/?x=1&amp;y=2|A &amp; B>", `<a href="https://a.test/?x=1&amp;y=2" target="_blank" rel="noopener noreferrer">A &amp; B</a>`},
		{"a mail address", "<mailto:a@b.test>", `<a href="mailto:a@b.test" target="_blank" rel="noopener noreferrer">a@b.test</a>`},
		{"a bare address", "see https://a.test/b, ok", `see <a href="https://a.test/b" target="_blank" rel="noopener noreferrer">https://a.test/b</a>, ok`},
		{"a list is text", "• a\n• b", "• a<br>• b"},
	} {
		checkText(t, c.what, ana(t).mrkdwn(c.in), c.want)
	}
}

func TestHostileMrkdwnIsText(t *testing.T) {
	for _, c := range []struct{ what, in, want string }{
		{"a script", "<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"},
		{"a javascript link", "<javascript:alert(1)|Acme>", "&lt;javascript:alert(1)|Acme&gt;"},
		{"a data link", "<data:text/html,x|Acme>", "&lt;data:text/html,x|Acme&gt;"},
		{"a quote in a link", `<https://a.test/"onclick=x|y>`, `<a href="https://a.test/&#34;onclick=x" target="_blank" rel="noopener noreferrer">y</a>`},
		{"a tag in a label", "<https://a.test|<img src=x>>", `&lt;<a href="https://a.test" target="_blank" rel="noopener noreferrer">https://a.test</a>|&lt;img src=x&gt;&gt;`},
		{"a tag in a mention", "<@U9|x<b>", "&lt;@U9|x&lt;b&gt;"},
		{"an attribute in a date", `<!date^0^"{date_num}'|x>`, `<time datetime="1970-01-01T00:00:00Z" title="Thursday, January 1, 1970 at 1:00 AM CET">&#34;1970-01-01&#39;</time>`},
		{"bytes that are no text", "a\xff\x00b", "a\uFFFD\uFFFDb"},
	} {
		checkText(t, c.what, ana(t).mrkdwn(c.in), c.want)
	}
}

func TestDatesAreShownInTheZoneOfTheReader(t *testing.T) {
	const day = "1794909600" // Tuesday 2026-11-17 10:00 UTC, 11:00 in Berlin
	for _, c := range []struct{ in, want string }{
		{"{date_num} {time}", "2026-11-17 11:00 AM"},
		{"{date_short_pretty} at {time}", "Today at 11:00 AM"},
		{"due {date_pretty}", "due today"},
		{"{date_long}", "Tuesday, November 17th"},
		{"{ago}", "4 hours ago"},
		{"{time_secs} {what} {", "11:00:00 AM {what} {"},
	} {
		w := &writer{reader: ana(t)}
		if got, _ := w.dateText("!date^"+day+"^"+c.in, "never"); got != c.want {
			t.Errorf("%s: got %q, want %q", c.in, got, c.want)
		}
	}
}

func TestADateAcrossMidnightIsTomorrowForTheReader(t *testing.T) {
	w := &writer{reader: ana(t)}
	if got, _ := w.dateText("!date^1794957300^{date_pretty}", ""); got != "Tomorrow" { // 23:15 UTC
		at := time.Unix(1794957300, 0)
		t.Errorf("got %q for %v", got, at.In(w.zone))
	}
}

func TestADateThatCannotBeReadShowsItsFallback(t *testing.T) {
	for _, body := range []string{"!date^x^{date}", "!date^-5^{date}", "!date^12"} {
		w := &writer{reader: ana(t)}
		if got, at := w.dateText(body, "17 &amp; 18 Nov"); got != "17 & 18 Nov" || !at.IsZero() {
			t.Errorf("%s: got %q %v", body, got, at)
		}
	}
}

func TestPlainTextHasNoMarks(t *testing.T) {
	checkText(t, "plain", ana(t).plain("*a* <@U1>\n:tada: &amp;"),
		`*a* &lt;@U1&gt;<br><span class="emoji" role="img" aria-label="tada">🎉</span> &amp;`)
}

func TestMarkdownBlockIsDrawn(t *testing.T) {
	checkText(t, "markdown", ana(t).markdown("# Plan\n**now** and *then*\n- a\n- [b](https://b.test)\n1. c\n<b>x</b>\n```go\nx\n```"),
		`<h3>Plan</h3><p><strong>now</strong> and <em>then</em></p><ul><li>a</li><li>`+
			`<a href="https://b.test" target="_blank" rel="noopener noreferrer">b</a></li></ul><ol><li>c</li></ol>`+
			`<p>&lt;b&gt;x&lt;/b&gt;</p><pre><code>x</code></pre>`)
}
