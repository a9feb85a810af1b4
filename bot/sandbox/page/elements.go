package page

import (
	"cmp"
	"encoding/json"
	"html/template"
	"slices"
	"strconv"
	"time"

	"salescoach/bot/sandbox"
)

// A control is an element ready to be drawn. Kind names its template; Live says
// that a change goes to the app at once, not with a form.
type control struct {
	Kind        string
	ID, Name    string
	Text        template.HTML
	Spoken      string // accessibility label
	Style       string // "", primary or danger
	URL         string
	Placeholder string
	Choices     []choiceGroup
	Chosen      string // what the closed multi-select says
	Value       string
	InputType   string
	Step        string
	Min, Max    string
	MaxLength   int
	Rows        int
	Focus       bool
	Required    bool
	Live        bool
	Act         string
	Vals        string // JSON for htmx: which surface, block and action
	Confirm     *question
	Hint        template.HTML
	Error       string
	Unsupported string
	Suggest     string // where a search asks for choices
	AtOnce      bool   // as soon as it is seen: a form that has come up has the focus in it before htmx knows it
	Asked       bool   // it has asked, so that no choices means that nothing was found
}

// A question is a confirm dialog.
type question struct {
	Title, Yes, No string
	Text           template.HTML
	Danger         bool
}

// A choiceGroup is a part of a list of choices; the first may have no label.
type choiceGroup struct {
	Label   string
	Choices []choice
}

type choice struct {
	ID, Value, Text string
	HTML            template.HTML // the text with its marks, where HTML may stand
	Note            template.HTML // the description
	NoteText        string
	On              bool
	Vals            string
	URL             string
}

// control prepares one element. An element that the page does not know is shown
// as such in its place.
func (c canvas) control(b *sandbox.Block, e *sandbox.Element, live bool) control {
	ctl := control{
		ID: c.domID(b.BlockID, e.ActionID), Name: fieldName(b.BlockID, e.ActionID),
		Spoken: c.words(e.AccessibilityLabel), Live: live, Act: c.act, Focus: e.FocusOnLoad,
		Vals: c.vals(b.BlockID, e, ""), Confirm: c.question(e.Confirm),
	}
	if e.Placeholder != nil {
		ctl.Placeholder = c.words(e.Placeholder.Text)
	}
	if b.Type != "input" && ctl.Spoken == "" && e.Type != "button" {
		ctl.Spoken = cmp.Or(ctl.Placeholder, spokenKinds[e.Type]) // nothing else names it
	}
	switch {
	case c.button(&ctl, b, e), c.typed(&ctl, b, e), c.chosen(&ctl, b, e):
	default:
		ctl.Kind, ctl.Unsupported = "unsupported", e.Type
	}
	return ctl
}

// spokenKinds name elements that come without any words of their own.
var spokenKinds = map[string]string{
	"datepicker": "Date", "timepicker": "Time", "datetimepicker": "Date and time", "overflow": "More actions",
	"static_select": "Select an item", "users_select": "Select a person", "conversations_select": "Select a conversation",
}

// vals says which surface, block, element and value a click is about.
func (c canvas) vals(blockID string, e *sandbox.Element, value string) string {
	raw, _ := json.Marshal(map[string]string{ // a map of strings always marshals
		"channel": c.on.Channel, "ts": c.on.TS, "view": c.on.View,
		"block": blockID, "action": e.ActionID, "value": value,
	})
	return string(raw)
}

// button prepares what is clicked: buttons and overflow menus.
func (c canvas) button(ctl *control, b *sandbox.Block, e *sandbox.Element) bool {
	switch e.Type {
	case "button", "workflow_button", "icon_button":
		ctl.Kind, ctl.Text, ctl.Vals = "button", c.plain(textOf(e.Text).Text), c.vals(b.BlockID, e, e.Value)
		if e.Style.Name == "primary" || e.Style.Name == "danger" {
			ctl.Style = e.Style.Name
		}
		if safeURL(e.URL) {
			ctl.URL = e.URL
		}
	case "overflow":
		ctl.Kind = "overflow"
		ctl.Choices = []choiceGroup{{Choices: c.choices(ctl, b, e, e.Options, nil)}}
	default:
		return false
	}
	return true
}

// typed prepares what is filled in by typing or with a calendar or clock.
func (c canvas) typed(ctl *control, b *sandbox.Block, e *sandbox.Element) bool {
	ctl.Kind, ctl.InputType = "text", "text"
	switch e.Type {
	case "plain_text_input":
		ctl.MaxLength = e.MaxLength
		if ctl.MaxLength == 0 {
			ctl.MaxLength = 3000 // Slack's limit
		}
		if e.Multiline {
			ctl.Kind, ctl.Rows = "area", 4
		}
	case "rich_text_input":
		ctl.Kind, ctl.Rows = "area", 4
	case "email_text_input":
		ctl.InputType = "email"
	case "url_text_input":
		ctl.InputType = "url"
	case "number_input":
		ctl.InputType, ctl.Min, ctl.Max, ctl.Step = "number", e.MinValue, e.MaxValue, "1"
		if e.IsDecimalAllowed {
			ctl.Step = "any"
		}
	case "datepicker":
		ctl.InputType = "date"
	case "timepicker":
		ctl.InputType = "time"
	case "datetimepicker":
		ctl.InputType = "datetime-local"
	default:
		return false
	}
	if v := c.value(b, e); len(v) > 0 {
		ctl.Value = v[0]
	}
	if ctl.InputType == "datetime-local" {
		ctl.Value = c.localTime(ctl.Value)
	}
	return true
}

// value is what an element holds: what the person chose, else what it began with.
func (c canvas) value(b *sandbox.Block, e *sandbox.Element) sandbox.Value {
	if v, ok := c.filled[b.BlockID][e.ActionID]; ok {
		return v
	}
	return e.Initial()
}

// localTime is a moment (Unix seconds) as a browser's date and time field wants
// it, in the reader's zone; "" for what is no moment.
func (c canvas) localTime(unix string) string {
	sec, err := strconv.ParseInt(unix, 10, 64)
	if err != nil {
		return ""
	}
	return time.Unix(sec, 0).In(c.zone).Format(localLayout)
}

// localLayout is the value of <input type=datetime-local>.
const localLayout = "2006-01-02T15:04"

// chosen prepares what is picked from a list.
func (c canvas) chosen(ctl *control, b *sandbox.Block, e *sandbox.Element) bool {
	kind, options := c.menu(e)
	if kind == "" {
		return false
	}
	ctl.Kind = kind
	on := c.value(b, e)
	if kind == "search" {
		c.search(ctl, b, e, on)
		return true
	}
	if len(options) > 0 || len(e.OptionGroups) == 0 {
		ctl.Choices = append(ctl.Choices, choiceGroup{Choices: c.choices(ctl, b, e, options, on)})
	}
	for _, g := range e.OptionGroups {
		ctl.Choices = append(ctl.Choices, choiceGroup{c.words(g.Label.Text), c.choices(ctl, b, e, g.Options, on)})
	}
	ctl.Chosen = chosenWords(ctl.Choices)
	return true
}

// menu says how a list is drawn and what is on it.
func (c canvas) menu(e *sandbox.Element) (kind string, options []sandbox.Option) {
	switch e.Type {
	case "static_select":
		return "select", e.Options
	case "external_select":
		return "search", nil
	case "multi_static_select":
		return "multi", e.Options
	case "radio_buttons":
		return "radio", e.Options
	case "checkboxes":
		return "checkboxes", e.Options
	case "users_select":
		return "select", c.people
	case "multi_users_select":
		return "multi", c.people
	case "conversations_select", "channels_select":
		return "select", c.channels
	case "multi_conversations_select", "multi_channels_select":
		return "multi", c.channels
	}
	return "", nil
}

func (c canvas) choices(ctl *control, b *sandbox.Block, e *sandbox.Element, options []sandbox.Option, on []string) []choice {
	list := make([]choice, len(options))
	for i, o := range options {
		list[i] = choice{
			ID: ctl.ID + "-" + strconv.Itoa(i), Value: o.Value, Text: c.words(o.Text.Text), HTML: c.html(o.Text),
			On: slices.Contains(on, o.Value), Vals: c.vals(b.BlockID, e, o.Value),
		}
		if o.Description != nil {
			list[i].Note, list[i].NoteText = c.html(*o.Description), c.words(o.Description.Text)
		}
		if safeURL(o.URL) {
			list[i].URL = o.URL
		}
	}
	return list
}

// search prepares a field that the app suggests the choices of: what is chosen, then
// what was found. A choice keeps its id while others come and go around it.
func (c canvas) search(ctl *control, b *sandbox.Block, e *sandbox.Element, on []string) {
	ctl.Suggest, ctl.AtOnce, ctl.Asked = c.suggest, c.on.View != "", e.OptionGroups != nil
	seen := map[string]bool{}
	var list []sandbox.Option
	for _, chosen := range []bool{true, false} {
		for _, o := range e.AllOptions() {
			if !seen[o.Value] && slices.Contains(on, o.Value) == chosen {
				seen[o.Value] = true
				list = append(list, o)
			}
		}
	}
	all := c.choices(ctl, b, e, list, on)
	for i := range all {
		all[i].ID = ctl.ID + "-" + revOf(all[i].Value)
	}
	ctl.Choices = []choiceGroup{{Choices: all}}
}

func chosenWords(groups []choiceGroup) string {
	words := ""
	for _, g := range groups {
		for _, ch := range g.Choices {
			if ch.On && words != "" {
				words += ", "
			}
			if ch.On {
				words += ch.Text
			}
		}
	}
	return words
}

func (c canvas) question(q *sandbox.Confirm) *question {
	if q == nil {
		return nil
	}
	return &question{
		Title: c.words(q.Title.Text), Text: c.html(q.Text),
		Yes: c.words(q.Confirm.Text), No: c.words(q.Deny.Text), Danger: q.Style == "danger",
	}
}
