package sandbox

import (
	"encoding/json"
	"reflect"
	"regexp"
	"time"
)

var (
	selects      = []string{"static_select", "external_select", "users_select", "channels_select", "conversations_select"}
	multiSelects = []string{"multi_static_select", "multi_external_select", "multi_users_select", "multi_channels_select", "multi_conversations_select"}
	pickers      = []string{"checkboxes", "radio_buttons", "datepicker", "timepicker"}

	accessories    = concat(selects, multiSelects, pickers, []string{"button", "overflow", "image", "workflow_button"})
	actionElements = concat(selects, multiSelects, pickers, []string{"button", "overflow", "datetimepicker", "workflow_button", "rich_text_input"})
	inputElements  = concat(selects, multiSelects, pickers, []string{
		"plain_text_input", "number_input", "email_text_input", "url_text_input", "datetimepicker", "rich_text_input", "file_input",
	})
)

func concat(lists ...[]string) []string {
	var out []string
	for _, l := range lists {
		out = append(out, l...)
	}
	return out
}

// maxOptionValue: the reference says 150, the comment in Slack's own types 75;
// the stricter reading holds until a real workspace settles it.
const maxOptionValue = 75

// elementShapes are the rules for each block element.
var elementShapes = map[string]shape{
	"button": action(shape{
		props: map[string]rule{
			"text": plain(75), "value": str(0, 2000), "url": str(0, maxURL), "style": enum("primary", "danger"),
			"accessibility_label": str(0, 75), "confirm": confirm,
		},
		required: []string{"text"},
	}),
	"workflow_button": action(shape{
		props: map[string]rule{
			"text": plain(75), "workflow": anything, "style": enum("primary", "danger"),
			"accessibility_label": str(0, 75), "confirm": confirm,
		},
		required: []string{"text", "workflow"},
	}),
	"overflow": action(shape{
		props:    map[string]rule{"options": list(1, 5, linkOption), "confirm": confirm},
		required: []string{"options"},
	}),
	"image": {
		props:    map[string]rule{"image_url": str(1, maxURL), "slack_file": slackFile, "alt_text": str(1, 2000)},
		required: []string{"alt_text"},
		also:     exactlyOne("image_url", "slack_file"),
	},
	"checkboxes": focus(shape{
		props:    map[string]rule{"options": list(1, 10, richOption), "initial_options": list(1, 10, richOption), "confirm": confirm},
		required: []string{"options"},
		also:     initialAmongOptions,
	}),
	"radio_buttons": focus(shape{
		props:    map[string]rule{"options": list(1, 10, richOption), "initial_option": richOption, "confirm": confirm},
		required: []string{"options"},
		also:     initialAmongOptions,
	}),
	"datepicker":     focus(hinted(map[string]rule{"initial_date": dated("2006-01-02"), "confirm": confirm})),
	"timepicker":     focus(hinted(map[string]rule{"initial_time": dated("15:04"), "timezone": str(1, 100), "confirm": confirm})),
	"datetimepicker": focus(shape{props: map[string]rule{"initial_date_time": whole(1e9, 9999999999), "confirm": confirm}}),

	"static_select":              focus(hinted(staticOptions(map[string]rule{"initial_option": plainOption}), initialAmongOptions, exactlyOne("options", "option_groups"))),
	"multi_static_select":        focus(hinted(staticOptions(map[string]rule{"initial_options": list(1, 100, plainOption), "max_selected_items": whole(1, 1<<31)}), initialAmongOptions, exactlyOne("options", "option_groups"))),
	"external_select":            focus(hinted(map[string]rule{"initial_option": plainOption, "min_query_length": whole(0, 100), "confirm": confirm})),
	"multi_external_select":      focus(hinted(multi(map[string]rule{"initial_options": list(1, 100, plainOption), "min_query_length": whole(0, 100)}))),
	"users_select":               focus(hinted(map[string]rule{"initial_user": str(1, 40), "confirm": confirm})),
	"multi_users_select":         focus(hinted(multi(map[string]rule{"initial_users": ids}))),
	"channels_select":            focus(hinted(respondable(map[string]rule{"initial_channel": str(1, 40)}))),
	"multi_channels_select":      focus(hinted(multi(map[string]rule{"initial_channels": ids}))),
	"conversations_select":       focus(hinted(conversational(respondable(map[string]rule{"initial_conversation": str(1, 40)})))),
	"multi_conversations_select": focus(hinted(conversational(multi(map[string]rule{"initial_conversations": ids})))),

	"plain_text_input": focus(hinted(dispatching(map[string]rule{
		"initial_value": str(0, 3000), "multiline": boolean, "min_length": whole(0, 3000), "max_length": whole(1, 3000),
	}), minBelowMax)),
	"number_input": focus(needing(hinted(dispatching(map[string]rule{
		"is_decimal_allowed": boolean, "initial_value": numeric, "min_value": numeric, "max_value": numeric,
	})), "is_decimal_allowed")),
	"email_text_input": focus(hinted(dispatching(map[string]rule{"initial_value": str(0, 3000)}))),
	"url_text_input":   focus(hinted(dispatching(map[string]rule{"initial_value": str(0, 3000)}))),
	"rich_text_input": focus(hinted(dispatching(map[string]rule{
		"initial_value": anything, "min_lines": whole(1, 100), "max_lines": whole(1, 100),
	}))),
	"file_input": action(shape{props: map[string]rule{"filetypes": list(1, 100, str(1, 20)), "max_files": whole(1, 10)}}),

	"feedback_buttons": action(shape{
		props:    map[string]rule{"positive_button": feedback, "negative_button": feedback},
		required: []string{"positive_button", "negative_button"},
	}),
	"icon_button": action(shape{
		props: map[string]rule{
			"icon": enum("trash"), "text": plain(75), "value": str(0, 2000), "accessibility_label": str(0, 75),
			"visible_to_user_ids": ids, "confirm": confirm,
		},
		required: []string{"icon", "text"},
	}),
}

var (
	ids     = list(0, 1000, str(1, 40))
	confirm = object([]string{"text"}, map[string]rule{
		"title": plain(100), "text": any2(300), "confirm": plain(30), "deny": plain(30), "style": enum("primary", "danger"),
	})
	plainOption = option(plain(75), false)
	richOption  = option(any2(75), false)
	linkOption  = option(plain(75), true)
	feedback    = object([]string{"text", "value"}, map[string]rule{
		"text": plain(75), "value": str(1, 2000), "accessibility_label": str(0, 75),
	})
)

func option(text rule, url bool) rule {
	props := map[string]rule{"text": text, "value": str(1, maxOptionValue), "description": any2(75)}
	if url {
		props["url"] = str(1, maxURL)
	}
	return object([]string{"text", "value"}, props)
}

// action adds what all interactive elements share.
func action(s shape) shape {
	props := map[string]rule{"action_id": str(1, maxID)}
	for k, r := range s.props {
		props[k] = r
	}
	s.props = props
	return s
}

// focus is action for elements that can take the focus when a view opens.
func focus(s shape) shape {
	s = action(s)
	s.props["focus_on_load"] = boolean
	also := s.also
	s.also = func(c *checker, at string, o map[string]any) {
		if also != nil {
			also(c, at, o)
		}
		if o["focus_on_load"] == true {
			c.focused++
			if c.focused > 1 {
				c.fail(at+"/focus_on_load", "only one element can have focus_on_load")
			}
		}
	}
	return s
}

// hinted is an element with a placeholder.
func hinted(props map[string]rule, also ...func(*checker, string, map[string]any)) shape {
	props["placeholder"] = plain(150)
	return shape{props: props, also: func(c *checker, at string, o map[string]any) {
		for _, f := range also {
			f(c, at, o)
		}
	}}
}

func needing(s shape, names ...string) shape {
	s.required = append(s.required, names...)
	return s
}

func multi(props map[string]rule) map[string]rule {
	props["max_selected_items"] = whole(1, 1<<31)
	props["confirm"] = confirm
	return props
}

func respondable(props map[string]rule) map[string]rule {
	props["response_url_enabled"] = boolean
	props["confirm"] = confirm
	return props
}

func conversational(props map[string]rule) map[string]rule {
	props["default_to_current_conversation"] = boolean
	props["filter"] = object(nil, map[string]rule{
		"include":                          list(1, 4, enum("im", "mpim", "private", "public")),
		"exclude_external_shared_channels": boolean, "exclude_bot_users": boolean,
	})
	return props
}

func dispatching(props map[string]rule) map[string]rule {
	props["dispatch_action_config"] = object(nil, map[string]rule{
		"trigger_actions_on": list(1, 2, enum("on_enter_pressed", "on_character_entered")),
	})
	return props
}

func staticOptions(props map[string]rule) map[string]rule {
	props["options"] = list(1, 100, plainOption)
	props["option_groups"] = list(1, 100, object([]string{"label", "options"}, map[string]rule{
		"label": plain(75), "options": list(1, 100, plainOption),
	}))
	props["confirm"] = confirm
	return props
}

func dated(layout string) rule {
	return func(c *checker, at string, v any) {
		s, _ := v.(string)
		if _, err := time.Parse(layout, s); err != nil {
			c.fail(at, "must match format: %s", layout)
		}
	}
}

var decimalText = regexp.MustCompile(`^-?\d+(\.\d+)?$`)

func numeric(c *checker, at string, v any) {
	if s, _ := v.(string); !decimalText.MatchString(s) {
		c.fail(at, "must be a string holding a number")
	}
}

func minBelowMax(c *checker, at string, o map[string]any) {
	lo, _ := o["min_length"].(json.Number)
	hi, ok := o["max_length"].(json.Number)
	a, _ := lo.Int64()
	b, _ := hi.Int64()
	if ok && a > b {
		c.fail(at+"/min_length", "must be less than or equal to max_length")
	}
}

// initialAmongOptions: Slack refuses an initial option that is not exactly one
// of the options.
func initialAmongOptions(c *checker, at string, o map[string]any) {
	var options []any
	if l, ok := o["options"].([]any); ok {
		options = append(options, l...)
	}
	groups, _ := o["option_groups"].([]any)
	for _, g := range groups {
		group, _ := g.(map[string]any)
		l, _ := group["options"].([]any)
		options = append(options, l...)
	}
	known := func(v any) bool {
		for _, x := range options {
			if reflect.DeepEqual(x, v) {
				return true
			}
		}
		return false
	}
	if v := o["initial_option"]; v != nil && !known(v) {
		c.fail(at+"/initial_option", "must be one of the provided options")
	}
	initial, _ := o["initial_options"].([]any)
	for i, v := range initial {
		if !known(v) {
			c.fail(at+"/initial_options/"+itoa(i), "must be one of the provided options")
		}
	}
}
