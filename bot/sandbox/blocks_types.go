package sandbox

import (
	"encoding/json"
	"strconv"
	"strings"
)

// Block is one Block Kit block, decoded far enough to be drawn. Which fields
// are set depends on Type. Raw is the whole block.
type Block struct {
	Type           string    `json:"type"`
	BlockID        string    `json:"block_id"`
	Text           *Text     `json:"text"`      // section, header; markdown (Type "")
	Fields         []Text    `json:"fields"`    // section
	Accessory      *Element  `json:"accessory"` // section
	Elements       []Element `json:"elements"`  // actions, context, context_actions, rich_text
	Element        *Element  `json:"element"`   // input
	Label          *Text     `json:"label"`     // input
	Hint           *Text     `json:"hint"`      // input
	Optional       bool      `json:"optional"`  // input
	DispatchAction bool      `json:"dispatch_action"`
	Picture
	Title *Text       `json:"title"` // image; data_visualization (Type "")
	Chart *Chart      `json:"chart"` // data_visualization
	Level int         `json:"level"` // header, 1–4; 0 means unset
	Rows  [][]Element `json:"rows"`  // table: cells of type raw_text or rich_text

	Raw json.RawMessage `json:"-"`
}

// UnmarshalJSON keeps the raw block beside what is understood of it.
func (b *Block) UnmarshalJSON(data []byte) error {
	type plain Block
	if err := json.Unmarshal(data, (*plain)(b)); err != nil {
		return err
	}
	b.Raw = append(json.RawMessage(nil), data...)
	return nil
}

// Element is a block element, a rich text part or a table cell.
type Element struct {
	Type     string `json:"type"`
	ActionID string `json:"action_id"`
	Text     *Text  `json:"text"` // button; a string in rich text and raw_text (Type "")
	Value    string `json:"value"`
	URL      string `json:"url"`
	Style    Style  `json:"style"`

	Confirm            *Confirm      `json:"confirm"`
	Placeholder        *Text         `json:"placeholder"`
	AccessibilityLabel string        `json:"accessibility_label"`
	Options            []Option      `json:"options"`
	OptionGroups       []OptionGroup `json:"option_groups"`
	MinQueryLength     *int          `json:"min_query_length"` // external selects; nil means 3
	MaxSelectedItems   int           `json:"max_selected_items"`
	FocusOnLoad        bool          `json:"focus_on_load"`

	InitialOption        *Option  `json:"initial_option"`
	InitialOptions       []Option `json:"initial_options"`
	InitialValue         string   `json:"initial_value"`
	InitialDate          string   `json:"initial_date"`
	InitialTime          string   `json:"initial_time"`
	InitialDateTime      int64    `json:"initial_date_time"`
	InitialUser          string   `json:"initial_user"`
	InitialUsers         []string `json:"initial_users"`
	InitialChannel       string   `json:"initial_channel"`
	InitialChannels      []string `json:"initial_channels"`
	InitialConversation  string   `json:"initial_conversation"`
	InitialConversations []string `json:"initial_conversations"`

	Multiline        bool   `json:"multiline"`
	MinLength        int    `json:"min_length"`
	MaxLength        int    `json:"max_length"`
	IsDecimalAllowed bool   `json:"is_decimal_allowed"`
	MinValue         string `json:"min_value"`
	MaxValue         string `json:"max_value"`

	ResponseURLEnabled bool `json:"response_url_enabled"`

	Picture

	// Rich text.
	Elements  []Element   `json:"elements"` // of a section, list, quote, preformatted
	UserID    string      `json:"user_id"`
	ChannelID string      `json:"channel_id"`
	GroupID   string      `json:"usergroup_id"`
	Name      string      `json:"name"` // emoji
	Range     string      `json:"range"`
	Indent    int         `json:"indent"`
	Offset    int         `json:"offset"`
	Timestamp json.Number `json:"timestamp"`
	Format    string      `json:"format"`
	Fallback  string      `json:"fallback"`
}

// Style is a button's style or list's kind (Name), or a rich text's marks.
type Style struct {
	Name                       string
	Bold, Italic, Strike, Code bool
	Underline                  bool
}

// UnmarshalJSON takes both forms of Block Kit's style.
func (s *Style) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '"' {
		return json.Unmarshal(data, &s.Name)
	}
	type marks Style
	return json.Unmarshal(data, (*marks)(s))
}

// Picture is what an image block or element shows: an address, or a file of the app's.
type Picture struct {
	ImageURL  string `json:"image_url"`
	AltText   string `json:"alt_text"`
	SlackFile struct {
		ID  string `json:"id"`
		URL string `json:"url"`
	} `json:"slack_file"`
}

// Text is a text object. Type is mrkdwn, plain_text, or "" where Block Kit has
// a bare string.
type Text struct {
	Type     string `json:"type"`
	Text     string `json:"text"`
	Emoji    *bool  `json:"emoji"`
	Verbatim bool   `json:"verbatim"`
}

// UnmarshalJSON takes a text object or a bare string.
func (t *Text) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '"' {
		return json.Unmarshal(data, &t.Text)
	}
	type plain Text
	return json.Unmarshal(data, (*plain)(t))
}

// Option is one choice of a select, overflow, checkbox or radio group.
type Option struct {
	Text        Text   `json:"text"`
	Value       string `json:"value"`
	Description *Text  `json:"description"`
	URL         string `json:"url"`
}

// OptionGroup is a labelled group of options.
type OptionGroup struct {
	Label   Text     `json:"label"`
	Options []Option `json:"options"`
}

// Confirm is the dialog shown before an action is sent. The page shows it;
// Click and Press stand for "the person confirmed".
type Confirm struct {
	Title   Text   `json:"title"`
	Text    Text   `json:"text"`
	Confirm Text   `json:"confirm"`
	Deny    Text   `json:"deny"`
	Style   string `json:"style"`
}

// AllOptions are the element's options, those in groups included, and for an
// external select what it starts with.
func (e *Element) AllOptions() []Option {
	out := e.Options
	add := func(more ...Option) { out = append(out[:len(out):len(out)], more...) }
	for _, g := range e.OptionGroups {
		add(g.Options...)
	}
	if strings.HasSuffix(e.Type, "external_select") {
		add(e.InitialOptions...)
		if e.InitialOption != nil {
			add(*e.InitialOption)
		}
	}
	return out
}

// Initial is the value that the element starts with, in the form of Value.
func (e *Element) Initial() Value {
	var v Value
	one := func(s string) {
		if s != "" {
			v = append(v, s)
		}
	}
	for _, s := range []string{e.InitialValue, e.InitialDate, e.InitialTime, e.InitialUser, e.InitialChannel, e.InitialConversation} {
		one(s)
	}
	if e.InitialDateTime != 0 {
		one(strconv.FormatInt(e.InitialDateTime, 10))
	}
	if e.InitialOption != nil {
		one(e.InitialOption.Value)
	}
	for _, o := range e.InitialOptions {
		one(o.Value)
	}
	for _, list := range [][]string{e.InitialUsers, e.InitialChannels, e.InitialConversations} {
		v = append(v, list...)
	}
	return v
}

// Interactive are the block's elements that a person can act on.
func (b *Block) Interactive() []*Element {
	var out []*Element
	take := func(e *Element) {
		if e != nil && (e.ActionID != "" || interactive[e.Type]) {
			out = append(out, e)
		}
	}
	take(b.Accessory)
	take(b.Element)
	if b.Type != "rich_text" && b.Type != "context" {
		for i := range b.Elements {
			take(&b.Elements[i])
		}
	}
	return out
}

// interactive are the element types that send something or hold a value.
var interactive = map[string]bool{
	"button": true, "overflow": true, "datepicker": true, "timepicker": true, "datetimepicker": true,
	"static_select": true, "external_select": true, "users_select": true, "channels_select": true, "conversations_select": true,
	"multi_static_select": true, "multi_external_select": true, "multi_users_select": true, "multi_channels_select": true,
	"multi_conversations_select": true, "checkboxes": true, "radio_buttons": true, "plain_text_input": true,
	"number_input": true, "email_text_input": true, "url_text_input": true, "rich_text_input": true,
	"feedback_buttons": true, "icon_button": true, "file_input": true, "workflow_button": true,
}
