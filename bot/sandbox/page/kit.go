package page

import "encoding/json"

// The shapes of Block Kit that the page reads. Apps send more fields than are
// drawn; what is missing here is ignored, as any client does.

// A text is a composition object: plain_text or mrkdwn.
type text struct {
	Type string `json:"type"`
	Text string `json:"text"`
}

// An option is one choice of a select, an overflow menu, radios or checkboxes.
type option struct {
	Text        text   `json:"text"`
	Value       string `json:"value"`
	Description *text  `json:"description"`
	URL         string `json:"url"`
}

// An optionGroup is a titled part of a select.
type optionGroup struct {
	Label   text     `json:"label"`
	Options []option `json:"options"`
}

// A confirm is the question Slack asks before it sends a click.
type confirm struct {
	Title   text   `json:"title"`
	Text    text   `json:"text"`
	Confirm text   `json:"confirm"`
	Deny    text   `json:"deny"`
	Style   string `json:"style"`
}

// An element is anything that a person can click, choose or fill in.
type element struct {
	Type                 string        `json:"type"`
	ActionID             string        `json:"action_id"`
	Text                 text          `json:"text"`
	Value                string        `json:"value"`
	URL                  string        `json:"url"`
	Style                string        `json:"style"`
	AccessibilityLabel   string        `json:"accessibility_label"`
	Confirm              *confirm      `json:"confirm"`
	Placeholder          *text         `json:"placeholder"`
	Options              []option      `json:"options"`
	OptionGroups         []optionGroup `json:"option_groups"`
	InitialOption        *option       `json:"initial_option"`
	InitialOptions       []option      `json:"initial_options"`
	InitialValue         string        `json:"initial_value"`
	InitialDate          string        `json:"initial_date"`
	InitialTime          string        `json:"initial_time"`
	InitialDateTime      int64         `json:"initial_date_time"` // unix seconds
	InitialUser          string        `json:"initial_user"`
	InitialUsers         []string      `json:"initial_users"`
	InitialChannel       string        `json:"initial_channel"`
	InitialChannels      []string      `json:"initial_channels"`
	InitialConversation  string        `json:"initial_conversation"`
	InitialConversations []string      `json:"initial_conversations"`
	Multiline            bool          `json:"multiline"`
	MinLength            int           `json:"min_length"` // characters
	MaxLength            int           `json:"max_length"` // characters; 0 = Slack's 3000
	MinValue             string        `json:"min_value"`
	MaxValue             string        `json:"max_value"`
	Decimal              bool          `json:"is_decimal_allowed"`
	FocusOnLoad          bool          `json:"focus_on_load"`
	ImageURL             string        `json:"image_url"`
	AltText              string        `json:"alt_text"`
}

// A block is one piece of a message or a view. Text and Elements keep their
// JSON because their shape depends on the type of the block.
type block struct {
	Type           string          `json:"type"`
	BlockID        string          `json:"block_id"`
	Text           json.RawMessage `json:"text"`
	Fields         []text          `json:"fields"`
	Accessory      *element        `json:"accessory"`
	Elements       json.RawMessage `json:"elements"`
	Label          text            `json:"label"`
	Hint           *text           `json:"hint"`
	Element        *element        `json:"element"`
	Optional       bool            `json:"optional"`
	DispatchAction bool            `json:"dispatch_action"`
	ImageURL       string          `json:"image_url"`
	AltText        string          `json:"alt_text"`
	Title          *text           `json:"title"`
	Level          int             `json:"level"`
	Rows           json.RawMessage `json:"rows"`
}

// A mixed is an element of a context block: a text or a small picture.
type mixed struct {
	Type     string `json:"type"`
	Text     string `json:"text"`
	ImageURL string `json:"image_url"`
	AltText  string `json:"alt_text"`
}

// interactive lists the elements of a block in the order they are drawn.
func (b block) interactive() []element {
	switch b.Type {
	case "section":
		if b.Accessory != nil && b.Accessory.Type != "image" {
			return []element{*b.Accessory}
		}
	case "input":
		if b.Element != nil {
			return []element{*b.Element}
		}
	case "actions", "context_actions":
		var els []element
		if json.Unmarshal(b.Elements, &els) == nil {
			return els
		}
	}
	return nil
}

// decodeBlocks reads a list of blocks one by one, so that a block this page
// cannot read spoils only itself.
func decodeBlocks(raw json.RawMessage) []block {
	var parts []json.RawMessage
	if json.Unmarshal(raw, &parts) != nil {
		return nil
	}
	blocks := make([]block, len(parts))
	for i, part := range parts {
		if json.Unmarshal(part, &blocks[i]) != nil {
			blocks[i] = block{Type: typeOf(part)}
		}
	}
	return blocks
}

func typeOf(raw json.RawMessage) string {
	var head struct {
		Type string `json:"type"`
	}
	if json.Unmarshal(raw, &head) != nil || head.Type == "" {
		return "unreadable"
	}
	return head.Type
}
