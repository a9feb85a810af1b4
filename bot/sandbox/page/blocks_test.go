package page

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"salescoach/bot/sandbox"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// drawn is blocks in JSON as HTML, in a canvas with an error on one block.
func drawn(t *testing.T, raw []byte) string {
	t.Helper()
	var blocks []sandbox.Block
	if err := json.Unmarshal(raw, &blocks); err != nil {
		t.Fatal(err)
	}
	c := canvas{
		reader: ana(t), prefix: "m", act: "/act?as=U1", on: sandbox.Ref{Channel: "C1", TS: "1.2"},
		people:   []sandbox.Option{choiceOf("U1", "Ana <Ruiz>"), choiceOf("U2", "Bo Lee")},
		channels: []sandbox.Option{choiceOf("C1", "#sales-east")},
		filled:   map[string]map[string]sandbox.Value{"in3": {"r": {"2"}}},
		errors:   map[string]string{"in1": "Too <short>"},
	}
	out, err := c.blocks(blocks)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestEveryBlockIsDrawnAsTheGoldenFile(t *testing.T) {
	raw, err := os.ReadFile("testdata/kitchen.json")
	if err != nil {
		t.Fatal(err)
	}
	got := strings.ReplaceAll(drawn(t, raw), "><", ">\n<")
	if *update {
		if err := os.WriteFile("testdata/kitchen.html", []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/kitchen.html")
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the kitchen sink looks different; look at it and run with -update\n%s", firstDifference(got, string(want)))
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return "got  " + g[i] + "\nwant " + w[i]
		}
	}
	return "one is longer than the other"
}

func TestNoBlockLetsScriptOrStyleThrough(t *testing.T) {
	raw, err := os.ReadFile("testdata/kitchen.json")
	if err != nil {
		t.Fatal(err)
	}
	html := drawn(t, raw)
	for _, bad := range []string{`<script`, `(?i)\son\w+=`, `(?i)(href|src|data-open)="javascript:`, `(?i)\sstyle=`, `<b>`} {
		if m := regexp.MustCompile(bad).FindString(html); m != "" {
			t.Errorf("%q is in the drawing", m)
		}
	}
}

func TestUnknownBlocksAndElementsSaySo(t *testing.T) {
	html := drawn(t, []byte(`[{"type":"<hologram>"},{"type":"actions","elements":[{"type":"lever","action_id":"l"}]}]`))
	for _, want := range []string{"does not draw “&lt;hologram&gt;” blocks", "does not draw “lever” here"} {
		if !strings.Contains(html, want) {
			t.Errorf("no %q in %s", want, html)
		}
	}
}

// What is above noughts, below and just there; in the middle of its category, whatever
// the order of the points.
func TestAChartPutsItsValuesInTheirPlace(t *testing.T) {
	html := drawn(t, []byte(`[{"type":"data_visualization","title":"T","chart":{"type":"area","axis_config":{"categories":["Mon","Tue"]},
		"series":[{"name":"Calls","data":[{"label":"Tue","value":-100},{"label":"Mon","value":300}]}]}},
		{"type":"data_visualization","title":"All","chart":{"type":"pie","segments":[{"label":"won","value":3}]}}]`))
	for _, want := range []string{
		`aria-label="area chart: T | Calls: Mon 300, Tue -100"`, `<path class="line tone1" d="M25.0 0.0L75.0 168.0">`,
		`d="M25.0 0.0L75.0 168.0L75.0 126.0L25.0 126.0Z"`, `y="18.0" dy="4">300<`, `y="144.0" dy="4">0<`, `y="186.0" dy="4">-100<`,
		`d="M0 -1A1 1 0 1 1 0 1A1 1 0 1 1 0 -1Z"`, `won: 100 %`,
	} {
		if !strings.Contains(html, want) {
			t.Errorf("no %s in %s", want, html)
		}
	}
}

// Slack takes no such chart, but the gallery shows what was not sent to it yet.
func TestAChartOfNothingIsAnEmptyDrawing(t *testing.T) {
	for _, chart := range []string{
		`{"type":"bar"}`, `{"type":"area","axis_config":{"categories":[]},"series":[{"name":"Calls","data":[]}]}`, `{"type":"pie"}`,
		`{"type":"line","axis_config":{"categories":["Mon"]},"series":[]}`, `{"type":"pie","segments":[{"label":"won","value":0}]}`,
	} {
		html := drawn(t, []byte(`[{"type":"data_visualization","title":"Nothing yet","chart":`+chart+`}]`))
		if !strings.Contains(html, "<figcaption>Nothing yet</figcaption>") || strings.Contains(html, "NaN") || strings.Contains(html, "Inf") {
			t.Errorf("%s is drawn as %s", chart, html)
		}
	}
}

func TestAFileOfTheAppsIsShownFromTheWorkspaceAndNoOtherPlace(t *testing.T) {
	b := sandbox.Block{Type: "image", Picture: sandbox.Picture{AltText: "a <chart>"}}
	b.SlackFile.ID = "F00000001"
	for path, want := range map[string]string{
		`/files-pri/T1-F00000001/a.png`: `<img src="/files-pri/T1-F00000001/a.png" alt="a &lt;chart&gt;" loading="lazy">`,
		``:                              `<span class="no-picture">a &lt;chart&gt;</span>`,
	} {
		c := canvas{reader: ana(t), file: func(sandbox.Picture) string { return path }}
		if got, err := c.blocks([]sandbox.Block{b}); err != nil || !strings.Contains(string(got), want) {
			t.Errorf("%v %s, want %s", err, got, want)
		}
		elsewhere := b
		elsewhere.ImageURL = "http://a.test/spy.png"
		if got, _ := c.blocks([]sandbox.Block{elsewhere}); strings.Contains(string(got), "spy") {
			t.Errorf("a picture of somebody else's host is fetched: %s", got)
		}
	}
}

func TestAnErrorIsTiedToItsField(t *testing.T) {
	html := drawn(t, []byte(`[{"type":"input","block_id":"in1","label":{"type":"plain_text","text":"Name"},"element":{"type":"plain_text_input","action_id":"n"}}]`))
	id := regexp.MustCompile(`<label for="([^"]+)"`).FindStringSubmatch(html)
	if id == nil {
		t.Fatal("the label names no field: " + html)
	}
	for _, want := range []string{`id="` + id[1] + `"`, `aria-invalid="true"`, `aria-describedby="` + id[1] + `-error"`, `<p class="error" id="` + id[1] + `-error">Too &lt;short&gt;</p>`} {
		if !strings.Contains(html, want) {
			t.Errorf("no %s in %s", want, html)
		}
	}
}

func TestFieldNamesOfDifferentIdsDiffer(t *testing.T) {
	if fieldName("a/b", "c") == fieldName("a", "b/c") {
		t.Error("a slash in an id moves it into the other")
	}
}

// The ids of choices hang on their values: a choice that was ticked must not lend its
// tick to another one that comes into its place.
func TestASearchFieldKeepsItsChoiceAmongNewOnes(t *testing.T) {
	const field = `[{"type":"input","block_id":"b","label":{"type":"plain_text","text":"Deal"},"element":{"type":"external_select","action_id":"d",` +
		`"initial_option":{"text":{"type":"plain_text","text":"Acme <b>"},"value":"d1"}%s}}]`
	found := `,"option_groups":[{"label":{"type":"plain_text","text":""},"options":[{"text":{"type":"plain_text","text":"Foods"},"value":"d2"},{"text":{"type":"plain_text","text":"Acme <b>"},"value":"d1"}]}]`
	id := regexp.MustCompile(`<input type="radio" id="([^"]+)" name="b/d" value="d1" checked>`)
	before, after := drawn(t, fmt.Appendf(nil, field, "")), drawn(t, fmt.Appendf(nil, field, found))
	if a, b := id.FindStringSubmatch(before), id.FindStringSubmatch(after); a == nil || b == nil || a[1] != b[1] {
		t.Errorf("what is chosen is drawn as %v, and then as %v", a, b)
	}
	if n := strings.Count(after, `type="radio"`); n != 2 || !strings.Contains(after, "Acme &lt;b&gt;") || !strings.Contains(after, `type="search"`) {
		t.Errorf("%d choices in %s", n, after)
	}
	for _, c := range []struct{ options, want string }{{"", ""}, {`,"option_groups":[]`, "Nothing fits."}} {
		html := drawn(t, fmt.Appendf(nil, `[{"type":"actions","block_id":"b","elements":[{"type":"external_select","action_id":"d"%s}]}]`, c.options))
		if strings.Contains(html, "Nothing fits.") != (c.want != "") {
			t.Errorf("with %q it says %s", c.options, html)
		}
	}
}
