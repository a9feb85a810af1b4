package sandbox

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// long is a JSON string of n code points, none of them one byte.
func long(n int) string { return `"` + strings.Repeat("ä", n) + `"` }

// many is n copies, each with its number in place of %d, joined by commas.
func many(n int, format string) string {
	parts := make([]string, n)
	for i := range parts {
		parts[i] = strings.ReplaceAll(format, "%d", fmt.Sprint(i))
	}
	return strings.Join(parts, ",")
}

func plainText(s string) string { return `{"type":"plain_text","text":` + s + `}` }
func mrkdwn(s string) string    { return `{"type":"mrkdwn","text":` + s + `}` }

const opt = `{"text":{"type":"plain_text","text":"o%d"},"value":"v%d"}`

func section(text string) string { return `{"type":"section","text":` + mrkdwn(text) + `}` }
func actionsOf(elements string) string {
	return `{"type":"actions","elements":[` + elements + `]}`
}
func inputOf(element string) string {
	return `{"type":"input","label":` + plainText(`"L"`) + `,"element":` + element + `}`
}
func buttonWith(more string) string {
	return `{"type":"button","text":` + plainText(`"B"`) + more + `}`
}

// barChart is a data_visualization block with one series over n categories.
func barChart(title, labels string, n int, more string) string {
	return `{"type":"data_visualization","title":` + title + `,"chart":{"type":"bar","series":[{"name":"S","data":[` +
		many(n, `{"label":"c%d","value":-1.5}`) + `]}],"axis_config":{"categories":[` + many(n, `"c%d"`) + `]` + labels + `}` + more + `}}`
}

func pieChart(segments string) string {
	return `{"type":"data_visualization","title":"T","chart":{"type":"pie","segments":[` + segments + `]}}`
}

func lines(series string) string {
	return `{"type":"data_visualization","title":"T","chart":{"type":"line","axis_config":{"categories":["a","b"]},"series":[` + series + `]}}`
}

// pairs are limits: the value that just fits and the one that is just too much.
var pairs = []struct {
	name    string
	fits    string // one block
	exceeds string
	at      string // pointer of the fault
}{
	{"section text", section(long(3000)), section(long(3001)), "/blocks/0/text/text"},
	{"section text may not be empty", section(`"x"`), section(`""`), "/blocks/0/text/text"},
	{"section needs text or fields", section(`"x"`), `{"type":"section"}`, "/blocks/0"},
	{"section fields", `{"type":"section","fields":[` + many(10, mrkdwn(long(2000))) + `]}`, `{"type":"section","fields":[` + many(11, mrkdwn(`"x"`)) + `]}`, "/blocks/0/fields"},
	{"section field", `{"type":"section","fields":[` + mrkdwn(long(2000)) + `]}`, `{"type":"section","fields":[` + mrkdwn(long(2001)) + `]}`, "/blocks/0/fields/0/text"},
	{"header", `{"type":"header","text":` + plainText(long(150)) + `}`, `{"type":"header","text":` + plainText(long(151)) + `}`, "/blocks/0/text/text"},
	{"header is plain", `{"type":"header","text":` + plainText(`"x"`) + `}`, `{"type":"header","text":` + mrkdwn(`"x"`) + `}`, "/blocks/0/text/type"},
	{"block_id", `{"type":"divider","block_id":` + long(255) + `}`, `{"type":"divider","block_id":` + long(256) + `}`, "/blocks/0/block_id"},
	{"context elements", `{"type":"context","elements":[` + many(10, mrkdwn(`"x"`)) + `]}`, `{"type":"context","elements":[` + many(11, mrkdwn(`"x"`)) + `]}`, "/blocks/0/elements"},
	{"context is not empty", `{"type":"context","elements":[` + mrkdwn(`"x"`) + `]}`, `{"type":"context","elements":[]}`, "/blocks/0/elements"},
	{"actions elements", actionsOf(many(25, buttonWith(`,"action_id":"a%d"`))), actionsOf(many(26, buttonWith(`,"action_id":"a%d"`))), "/blocks/0/elements"},
	{"action ids differ within a block", actionsOf(many(2, buttonWith(`,"action_id":"a%d"`))), actionsOf(many(2, buttonWith(`,"action_id":"a"`))), "/blocks/0/elements/1/action_id"},
	{"context_actions elements", `{"type":"context_actions","elements":[` + many(5, `{"type":"icon_button","icon":"trash","action_id":"a%d","text":`+plainText(`"x"`)+`}`) + `]}`,
		`{"type":"context_actions","elements":[` + many(6, `{"type":"icon_button","icon":"trash","action_id":"a%d","text":`+plainText(`"x"`)+`}`) + `]}`, "/blocks/0/elements"},
	{"button text", actionsOf(`{"type":"button","text":` + plainText(long(75)) + `}`), actionsOf(`{"type":"button","text":` + plainText(long(76)) + `}`), "/blocks/0/elements/0/text/text"},
	{"button value", actionsOf(buttonWith(`,"value":` + long(2000))), actionsOf(buttonWith(`,"value":` + long(2001))), "/blocks/0/elements/0/value"},
	{"button url", actionsOf(buttonWith(`,"url":` + long(3000))), actionsOf(buttonWith(`,"url":` + long(3001))), "/blocks/0/elements/0/url"},
	{"button label", actionsOf(buttonWith(`,"accessibility_label":` + long(75))), actionsOf(buttonWith(`,"accessibility_label":` + long(76))), "/blocks/0/elements/0/accessibility_label"},
	{"button style", actionsOf(buttonWith(`,"style":"danger"`)), actionsOf(buttonWith(`,"style":"default"`)), "/blocks/0/elements/0/style"},
	{"action_id", actionsOf(buttonWith(`,"action_id":` + long(255))), actionsOf(buttonWith(`,"action_id":` + long(256))), "/blocks/0/elements/0/action_id"},
	{"confirm title", actionsOf(buttonWith(`,"confirm":{"text":` + mrkdwn(long(300)) + `,"title":` + plainText(long(100)) + `}`)), actionsOf(buttonWith(`,"confirm":{"text":` + mrkdwn(`"x"`) + `,"title":` + plainText(long(101)) + `}`)), "/blocks/0/elements/0/confirm/title/text"},
	{"confirm text", actionsOf(buttonWith(`,"confirm":{"text":` + mrkdwn(long(300)) + `}`)), actionsOf(buttonWith(`,"confirm":{"text":` + mrkdwn(long(301)) + `}`)), "/blocks/0/elements/0/confirm/text/text"},
	{"confirm button", actionsOf(buttonWith(`,"confirm":{"text":` + mrkdwn(`"x"`) + `,"confirm":` + plainText(long(30)) + `}`)), actionsOf(buttonWith(`,"confirm":{"text":` + mrkdwn(`"x"`) + `,"deny":` + plainText(long(31)) + `}`)), "/blocks/0/elements/0/confirm/deny/text"},
	{"overflow options", actionsOf(`{"type":"overflow","options":[` + many(5, opt) + `]}`), actionsOf(`{"type":"overflow","options":[` + many(6, opt) + `]}`), "/blocks/0/elements/0/options"},
	{"radio options", actionsOf(`{"type":"radio_buttons","options":[` + many(10, opt) + `]}`), actionsOf(`{"type":"radio_buttons","options":[` + many(11, opt) + `]}`), "/blocks/0/elements/0/options"},
	{"checkboxes", actionsOf(`{"type":"checkboxes","options":[` + many(10, opt) + `]}`), actionsOf(`{"type":"checkboxes","options":[` + many(11, opt) + `]}`), "/blocks/0/elements/0/options"},
	{"select options", actionsOf(`{"type":"static_select","options":[` + many(100, opt) + `]}`), actionsOf(`{"type":"static_select","options":[` + many(101, opt) + `]}`), "/blocks/0/elements/0/options"},
	{"select groups", actionsOf(`{"type":"static_select","option_groups":[` + many(100, `{"label":`+plainText(long(75))+`,"options":[`+opt+`]}`) + `]}`), actionsOf(`{"type":"static_select","option_groups":[{"label":` + plainText(long(76)) + `,"options":[` + opt + `]}]}`), "/blocks/0/elements/0/option_groups/0/label/text"},
	{"options or groups, not both", actionsOf(`{"type":"static_select","options":[` + opt + `]}`), actionsOf(`{"type":"static_select","options":[` + opt + `],"option_groups":[{"label":` + plainText(`"x"`) + `,"options":[` + opt + `]}]}`), "/blocks/0/elements/0"},
	{"initial option is one of them", actionsOf(`{"type":"static_select","options":[` + opt + `],"initial_option":` + opt + `}`), actionsOf(`{"type":"static_select","options":[` + many(2, opt) + `],"initial_option":` + strings.ReplaceAll(opt, "%d", "7") + `}`), "/blocks/0/elements/0/initial_option"},
	{"option text", actionsOf(`{"type":"overflow","options":[{"text":` + plainText(long(75)) + `,"value":"v"}]}`), actionsOf(`{"type":"overflow","options":[{"text":` + plainText(long(76)) + `,"value":"v"}]}`), "/blocks/0/elements/0/options/0/text/text"},
	{"option value", actionsOf(`{"type":"overflow","options":[{"text":` + plainText(`"x"`) + `,"value":` + long(75) + `}]}`), actionsOf(`{"type":"overflow","options":[{"text":` + plainText(`"x"`) + `,"value":` + long(76) + `}]}`), "/blocks/0/elements/0/options/0/value"},
	{"option description", actionsOf(`{"type":"overflow","options":[{"text":` + plainText(`"x"`) + `,"value":"v","description":` + plainText(long(75)) + `}]}`), actionsOf(`{"type":"overflow","options":[{"text":` + plainText(`"x"`) + `,"value":"v","description":` + plainText(long(76)) + `}]}`), "/blocks/0/elements/0/options/0/description/text"},
	{"option url only in overflow", actionsOf(`{"type":"overflow","options":[{"text":` + plainText(`"x"`) + `,"value":"v","url":"https://x"}]}`), actionsOf(`{"type":"static_select","options":[{"text":` + plainText(`"x"`) + `,"value":"v","url":"https://x"}]}`), "/blocks/0/elements/0/options/0"},
	{"placeholder", actionsOf(`{"type":"users_select","placeholder":` + plainText(long(150)) + `}`), actionsOf(`{"type":"users_select","placeholder":` + plainText(long(151)) + `}`), "/blocks/0/elements/0/placeholder/text"},
	{"date", actionsOf(`{"type":"datepicker","initial_date":"2026-11-21"}`), actionsOf(`{"type":"datepicker","initial_date":"21.11.2026"}`), "/blocks/0/elements/0/initial_date"},
	{"time", actionsOf(`{"type":"timepicker","initial_time":"09:30"}`), actionsOf(`{"type":"timepicker","initial_time":"25:00"}`), "/blocks/0/elements/0/initial_time"},
	{"date and time", actionsOf(`{"type":"datetimepicker","initial_date_time":1795000000}`), actionsOf(`{"type":"datetimepicker","initial_date_time":1795000000000}`), "/blocks/0/elements/0/initial_date_time"},
	{"input label", `{"type":"input","label":` + plainText(long(2000)) + `,"element":{"type":"plain_text_input"}}`, `{"type":"input","label":` + plainText(long(2001)) + `,"element":{"type":"plain_text_input"}}`, "/blocks/0/label/text"},
	{"input hint", `{"type":"input","hint":` + plainText(long(2000)) + `,"label":` + plainText(`"x"`) + `,"element":{"type":"plain_text_input"}}`, `{"type":"input","hint":` + plainText(long(2001)) + `,"label":` + plainText(`"x"`) + `,"element":{"type":"plain_text_input"}}`, "/blocks/0/hint/text"},
	{"input max_length", inputOf(`{"type":"plain_text_input","max_length":3000}`), inputOf(`{"type":"plain_text_input","max_length":3001}`), "/blocks/0/element/max_length"},
	{"min below max", inputOf(`{"type":"plain_text_input","min_length":3,"max_length":3}`), inputOf(`{"type":"plain_text_input","min_length":4,"max_length":3}`), "/blocks/0/element/min_length"},
	{"a button is no input", inputOf(`{"type":"url_text_input"}`), inputOf(buttonWith("")), "/blocks/0/element/type"},
	{"a text field is no action", actionsOf(buttonWith("")), actionsOf(`{"type":"plain_text_input"}`), "/blocks/0/elements/0/type"},
	{"number needs is_decimal_allowed", inputOf(`{"type":"number_input","is_decimal_allowed":false,"min_value":"1"}`), inputOf(`{"type":"number_input"}`), "/blocks/0/element"},
	{"image alt text", `{"type":"image","image_url":"https://x","alt_text":` + long(2000) + `}`, `{"type":"image","image_url":"https://x","alt_text":` + long(2001) + `}`, "/blocks/0/alt_text"},
	{"image url", `{"type":"image","alt_text":"x","image_url":` + long(3000) + `}`, `{"type":"image","alt_text":"x","image_url":` + long(3001) + `}`, "/blocks/0/image_url"},
	{"image title", `{"type":"image","alt_text":"x","image_url":"u","title":` + plainText(long(2000)) + `}`, `{"type":"image","alt_text":"x","image_url":"u","title":` + plainText(long(2001)) + `}`, "/blocks/0/title/text"},
	{"markdown", `{"type":"markdown","text":` + long(12000) + `}`, `{"type":"markdown","text":` + long(12001) + `}`, "/blocks/0/text"},
	{"table rows", `{"type":"table","rows":[` + many(100, `[{"type":"raw_text","text":"x"}]`) + `]}`, `{"type":"table","rows":[` + many(101, `[{"type":"raw_text","text":"x"}]`) + `]}`, "/blocks/0/rows"},
	{"table columns", `{"type":"table","rows":[[` + many(20, `{"type":"raw_text","text":"x"}`) + `]]}`, `{"type":"table","rows":[[` + many(21, `{"type":"raw_text","text":"x"}`) + `]]}`, "/blocks/0/rows/0"},
	{"data_table rows", `{"type":"data_table","caption":"c","page_size":100,"rows":[` + many(201, `[{"type":"raw_number","text":"1","value":1}]`) + `]}`, `{"type":"data_table","caption":"c","rows":[[{"type":"raw_text","text":"x"}]]}`, "/blocks/0/rows"},
	{"data_table page", `{"type":"data_table","caption":"c","page_size":1,"rows":[` + many(2, `[{"type":"raw_text","text":"x"}]`) + `]}`, `{"type":"data_table","caption":"c","page_size":101,"rows":[` + many(2, `[{"type":"raw_text","text":"x"}]`) + `]}`, "/blocks/0/page_size"},
	{"chart title", barChart(long(50), "", 1, ""), barChart(long(51), "", 1, ""), "/blocks/0/title"},
	{"chart needs a title", barChart(`"T"`, "", 1, ""), `{"type":"data_visualization","chart":{"type":"pie","segments":[{"label":"a","value":1}]}}`, "/blocks/0"},
	{"kinds of charts", pieChart(`{"label":"a","value":1}`), `{"type":"data_visualization","title":"T","chart":{"type":"donut","segments":[]}}`, "/blocks/0/chart/type"},
	{"axis label", barChart(`"T"`, `,"x_label":`+long(50)+`,"y_label":`+long(50), 1, ""), barChart(`"T"`, `,"y_label":`+long(51), 1, ""), "/blocks/0/chart/axis_config/y_label"},
	{"nothing else in a chart", barChart(`"T"`, "", 1, ""), barChart(`"T"`, "", 1, `,"colour":"red"`), "/blocks/0/chart"},
	{"pie segments", pieChart(many(6, `{"label":"s%d","value":1}`)), pieChart(many(7, `{"label":"s%d","value":1}`)), "/blocks/0/chart/segments"},
	{"pie label", pieChart(`{"label":` + long(20) + `,"value":1}`), pieChart(`{"label":` + long(21) + `,"value":1}`), "/blocks/0/chart/segments/0/label"},
	{"a slice of nothing", pieChart(`{"label":"a","value":0.1}`), pieChart(`{"label":"a","value":0}`), "/blocks/0/chart/segments/0/value"},
	{"a number that is none", pieChart(`{"label":"a","value":1e300}`), pieChart(`{"label":"a","value":1e999}`), "/blocks/0/chart/segments/0/value"},
	{"series", lines(many(6, `{"name":"%d","data":[{"label":"b","value":0},{"label":"a","value":1}]}`)), lines(many(7, `{"name":"%d","data":[{"label":"a","value":0},{"label":"b","value":1}]}`)), "/blocks/0/chart/series"},
	{"series names differ", lines(many(2, `{"name":"%d","data":[{"label":"a","value":0},{"label":"b","value":1}]}`)), lines(many(2, `{"name":"n","data":[{"label":"a","value":0},{"label":"b","value":1}]}`)), "/blocks/0/chart/series/1"},
	{"a point for each category", lines(`{"name":"n","data":[{"label":"a","value":0},{"label":"b","value":1}]}`), lines(`{"name":"n","data":[{"label":"a","value":0}]}`), "/blocks/0/chart/series/0/data"},
	{"a point for no category", lines(`{"name":"n","data":[{"label":"a","value":0},{"label":"b","value":1}]}`), lines(`{"name":"n","data":[{"label":"a","value":0},{"label":"b","value":1},{"label":"c","value":1}]}`), "/blocks/0/chart/series/0/data/2/label"},
	{"a point twice", lines(`{"name":"n","data":[{"label":"a","value":0},{"label":"b","value":1}]}`), lines(`{"name":"n","data":[{"label":"a","value":0},{"label":"b","value":1},{"label":"a","value":2}]}`), "/blocks/0/chart/series/0/data/2"},
	{"a point's value", lines(`{"name":"n","data":[{"label":"a","value":0},{"label":"b","value":1}]}`), lines(`{"name":"n","data":[{"label":"a","value":"0"},{"label":"b","value":1}]}`), "/blocks/0/chart/series/0/data/0/value"},
	{"rich text", `{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"x","style":{"bold":true}}]}]}`, `{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"x","style":{"loud":true}}]}]}`, "/blocks/0/elements/0/elements/0/style"},
	{"rich text list", `{"type":"rich_text","elements":[{"type":"rich_text_list","style":"bullet","elements":[{"type":"rich_text_section","elements":[]}]}]}`, `{"type":"rich_text","elements":[{"type":"rich_text_list","style":"dashes","elements":[]}]}`, "/blocks/0/elements/0/style"},
	{"unknown block", `{"type":"divider"}`, `{"type":"hologram"}`, "/blocks/0/type"},
	{"blocks that only streams take", `{"type":"divider"}`, `{"type":"task_card","task_id":"1","title":"x","status":"pending"}`, "/blocks/0/type"},
	{"cards, on which sources disagree", `{"type":"divider"}`, `{"type":"card","body":` + mrkdwn(`"x"`) + `}`, "/blocks/0/type"},
	{"unknown property", `{"type":"divider"}`, `{"type":"divider","colour":"red"}`, "/blocks/0"},
	{"file_input is for modals", inputOf(`{"type":"email_text_input"}`), inputOf(`{"type":"file_input"}`), "/blocks/0/element/type"},
	{"null counts as absent", `{"type":"divider","block_id":null}`, `{"type":"header","text":null}`, "/blocks/0"},
}

func TestEachLimitHoldsExactly(t *testing.T) {
	w := New(Options{})
	for _, p := range pairs {
		if _, faults := w.messageBlocks(json.RawMessage("[" + p.fits + "]")); len(faults) > 0 {
			t.Errorf("%s: what fits is refused: %v", p.name, faults)
		}
		_, faults := w.messageBlocks(json.RawMessage("[" + p.exceeds + "]"))
		if len(faults) != 1 || faults[0].pointer != p.at {
			t.Errorf("%s: faults are %v, want one at %s", p.name, faults, p.at)
		}
	}
}

func TestLimitsOverAWholeMessage(t *testing.T) {
	w := New(Options{})
	md := func(n int) string { return `{"type":"markdown","text":` + long(n) + `}` }
	table := `{"type":"table","rows":[[{"type":"raw_text","text":"x"}]]}`
	for _, c := range []struct{ name, blocks, at string }{
		{"fifty blocks", many(50, `{"type":"divider"}`), ""},
		{"fifty-one blocks", many(51, `{"type":"divider"}`), "/blocks"},
		{"markdown adds up", md(6000) + "," + md(6000), ""},
		{"markdown adds up to too much", md(6000) + "," + md(6001), "/blocks/1/text"},
		{"two charts", many(2, pieChart(`{"label":"a","value":1}`)), ""},
		{"three charts", many(3, pieChart(`{"label":"a","value":1}`)), "/blocks/2"},
		{"two tables", table + "," + table, "/blocks/1"},
		{"the same block_id twice", many(2, `{"type":"divider","block_id":"b"}`), "/blocks/1/block_id"},
		{"the same action_id in two blocks", many(2, actionsOf(buttonWith(`,"action_id":"a"`))), ""},
		{"two elements take the focus", many(2, inputOf(`{"type":"plain_text_input","focus_on_load":true}`)), "/blocks/1/element/focus_on_load"},
	} {
		_, faults := w.messageBlocks(json.RawMessage("[" + c.blocks + "]"))
		if c.at == "" && len(faults) > 0 || c.at != "" && (len(faults) != 1 || faults[0].pointer != c.at) {
			t.Errorf("%s: faults are %v, want %q", c.name, faults, c.at)
		}
	}
}

func TestCardsAndCarouselsWhenTheyAreTaken(t *testing.T) {
	w := New(Options{AgentBlocks: true})
	card := `{"type":"card","title":` + mrkdwn(long(150)) + `,"body":` + mrkdwn(long(200)) + `,"actions":[` + many(3, buttonWith("")) + `]}`
	for _, c := range []struct{ name, block, at string }{
		{"a card", card, ""},
		{"a body too long", `{"type":"card","body":` + mrkdwn(long(201)) + `}`, "/blocks/0/body/text"},
		{"four buttons", `{"type":"card","actions":[` + many(4, buttonWith("")) + `]}`, "/blocks/0/actions"},
		{"ten cards", `{"type":"carousel","elements":[` + many(10, card) + `]}`, ""},
		{"eleven cards", `{"type":"carousel","elements":[` + many(11, card) + `]}`, "/blocks/0/elements"},
	} {
		_, faults := w.messageBlocks(json.RawMessage("[" + c.block + "]"))
		if c.at == "" && len(faults) > 0 || c.at != "" && (len(faults) != 1 || faults[0].pointer != c.at) {
			t.Errorf("%s: faults are %v, want %q", c.name, faults, c.at)
		}
	}
}

func TestLimitsOfViews(t *testing.T) {
	w := New(Options{})
	modal := func(more, blocks string) string {
		return `{"type":"modal","title":` + plainText(`"T"`) + more + `,"blocks":[` + blocks + `]}`
	}
	submit := `,"submit":` + plainText(`"S"`)
	for _, c := range []struct{ name, kind, view, at string }{
		{"a hundred blocks", "modal", modal("", many(100, `{"type":"divider"}`)), ""},
		{"one more", "modal", modal("", many(101, `{"type":"divider"}`)), "/view/blocks"},
		{"no title", "modal", `{"type":"modal","blocks":[]}`, "/view"},
		{"a long title", "modal", `{"type":"modal","title":` + plainText(long(24)) + `,"blocks":[]}`, ""},
		{"a title too long", "modal", `{"type":"modal","title":` + plainText(long(25)) + `,"blocks":[]}`, "/view/title/text"},
		{"submit too long", "modal", modal(`,"submit":`+plainText(long(25)), ""), "/view/submit/text"},
		{"close too long", "modal", modal(`,"close":`+plainText(long(25)), ""), "/view/close/text"},
		{"inputs without submit", "modal", modal("", inputOf(`{"type":"plain_text_input"}`)), "/view"},
		{"inputs with submit", "modal", modal(submit, inputOf(`{"type":"plain_text_input"}`)), ""},
		{"files", "modal", modal(submit, inputOf(`{"type":"file_input","max_files":10}`)), ""},
		{"too many files", "modal", modal(submit, inputOf(`{"type":"file_input","max_files":11}`)), "/view/blocks/0/element/max_files"},
		{"metadata", "modal", modal(`,"private_metadata":`+long(3000), ""), ""},
		{"metadata too long", "modal", modal(`,"private_metadata":`+long(3001), ""), "/view/private_metadata"},
		{"callback_id too long", "modal", modal(`,"callback_id":`+long(256), ""), "/view/callback_id"},
		{"markdown is for messages", "modal", modal("", `{"type":"markdown","text":"x"}`), "/view/blocks/0/type"},
		{"a table is for messages", "home", `{"type":"home","blocks":[{"type":"table","rows":[[{"type":"raw_text","text":"x"}]]}]}`, "/view/blocks/0/type"},
		{"a chart is for messages", "home", `{"type":"home","blocks":[` + pieChart(`{"label":"a","value":1}`) + `]}`, "/view/blocks/0/type"},
		{"a Home has no title", "home", `{"type":"home","title":` + plainText(`"T"`) + `,"blocks":[]}`, "/view"},
		{"a Home is no modal", "modal", `{"type":"home","blocks":[]}`, "/view/type"},
		{"no object", "modal", `[]`, "/view"},
		{"no blocks", "home", `{"type":"home"}`, "/view"},
	} {
		_, faults := w.checkView(json.RawMessage(c.view), c.kind)
		if c.at == "" && len(faults) > 0 || c.at != "" && (len(faults) != 1 || faults[0].pointer != c.at) {
			t.Errorf("%s: faults are %v, want %q", c.name, faults, c.at)
		}
	}
}

// FuzzBlocks: whatever is sent, checking ends without a panic, and what passes
// can be read back as it was stored.
func FuzzBlocks(f *testing.F) {
	for _, p := range pairs {
		if len(p.fits) < 2000 {
			f.Add("[" + p.fits + "]")
			f.Add("[" + p.exceeds + "]")
		}
	}
	f.Add(`{"not":"a list"}`)
	f.Add(`[null,1,"x",[]]`)
	w := New(Options{AgentBlocks: true})
	f.Fuzz(func(t *testing.T, raw string) {
		list, faults := w.messageBlocks(json.RawMessage(raw))
		if len(faults) > 0 {
			return
		}
		if again, faults := w.messageBlocks(list.raw); len(faults) > 0 || len(again.blocks) != len(list.blocks) {
			t.Fatalf("stored blocks do not pass again: %v", faults)
		}
		Message{Blocks: list.blocks}.PlainText()
	})
}

func TestAChartHasTwentyCategoriesAtMost(t *testing.T) {
	w := New(Options{})
	for n, want := range map[int]string{20: "[]", 21: "[no more than 20 items allowed [json-pointer:/blocks/0/chart/axis_config/categories]" +
		" no more than 20 items allowed [json-pointer:/blocks/0/chart/series/0/data]]"} {
		if _, faults := w.messageBlocks(json.RawMessage("[" + barChart(`"T"`, "", n, "") + "]")); fmt.Sprint(faults) != want {
			t.Errorf("%d categories: %v, want %s", n, faults, want)
		}
	}
}

func TestAChartIsReadAloudInTheOrderOfItsCategories(t *testing.T) {
	w := New(Options{})
	raw := `[` + lines(`{"name":"this week","data":[{"label":"b","value":0},{"label":"a","value":1500000}]}`) + `,` + pieChart(`{"label":"won","value":2.5}`) + `]`
	list, faults := w.messageBlocks(json.RawMessage(raw))
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	const want = "[line chart: T | this week: a 1500000, b 0]\n[pie chart: T | won 2.5]"
	if got := (Message{Blocks: list.blocks}).PlainText(); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}
