package sandbox

import "unicode/utf8"

// Limits of Block Kit that more than one rule needs. Characters are code points.
const (
	maxBlocksMessage = 50
	maxBlocksView    = 100
	maxID            = 255 // block_id, action_id, callback_id
	maxURL           = 3000
	maxMarkdown      = 12000 // all markdown blocks of a payload together
	maxTables        = 1
)

// blockShapes are the rules for each block that an app may send. Blocks of
// which Slack's sources disagree whether chat.postMessage takes them are
// marked agent or left out, which is the stricter reading.
var blockShapes = map[string]shape{
	"section": block(shape{
		props: map[string]rule{
			"text": any2(3000), "fields": list(1, 10, any2(2000)), "expand": boolean,
			"accessory": typed(elementShapes, accessories...),
		},
		also: func(c *checker, at string, o map[string]any) {
			if o["text"] == nil && o["fields"] == nil {
				c.fail(at, "missing required field: text or fields")
			}
		},
	}),
	"divider": block(shape{}),
	"header": block(shape{
		props:    map[string]rule{"text": plain(150), "level": whole(1, 4)},
		required: []string{"text"},
	}),
	"image": block(shape{
		props: map[string]rule{
			"image_url": str(1, maxURL), "slack_file": slackFile, "alt_text": str(1, 2000), "title": plain(2000),
		},
		required: []string{"alt_text"},
		also:     exactlyOne("image_url", "slack_file"),
	}),
	"actions": block(shape{
		props:    map[string]rule{"elements": list(1, 25, typed(elementShapes, actionElements...))},
		required: []string{"elements"},
		also:     uniqueActions,
	}),
	"context": block(shape{
		props:    map[string]rule{"elements": list(1, 10, contextElement)},
		required: []string{"elements"},
	}),
	"context_actions": block(shape{
		on:       onMessage,
		props:    map[string]rule{"elements": list(1, 5, typed(elementShapes, "feedback_buttons", "icon_button"))},
		required: []string{"elements"},
		also:     uniqueActions,
	}),
	"input": block(shape{
		props: map[string]rule{
			"label": plain(2000), "hint": plain(2000), "optional": boolean, "dispatch_action": boolean,
			"element": typed(elementShapes, inputElements...),
		},
		required: []string{"label", "element"},
		also:     inputBlock,
	}),
	"rich_text": block(shape{
		props:    map[string]rule{"elements": list(0, 1000, typed(richParts))},
		required: []string{"elements"},
	}),
	"markdown": block(shape{
		on:       onMessage,
		props:    map[string]rule{"text": str(1, 0)},
		required: []string{"text"},
		also:     countMarkdown,
	}),
	"table": block(shape{
		on: onMessage,
		props: map[string]rule{
			"rows": list(1, 100, list(1, 20, typed(cells))),
			"column_settings": list(0, 20, object(nil, map[string]rule{
				"align": enum("left", "center", "right"), "is_wrapped": boolean,
			})),
		},
		required: []string{"rows"},
		also:     countTable,
	}),
	"data_table": block(shape{
		on: onMessage,
		props: map[string]rule{
			"rows":    list(2, 201, list(1, 20, typed(cells))),
			"caption": str(1, 2000), "page_size": whole(1, 100), "row_header_column_index": whole(0, 19),
		},
		required: []string{"rows", "caption"},
		also:     countTable,
	}),
	"data_visualization": block(chartBlock),
	"video": block(shape{
		props: map[string]rule{
			"video_url": str(1, maxURL), "thumbnail_url": str(1, maxURL), "alt_text": str(1, 2000), "title": plain(200),
			"title_url": str(1, maxURL), "author_name": str(1, 50), "provider_name": str(1, 50),
			"provider_icon_url": str(1, maxURL), "description": plain(200),
		},
		required: []string{"video_url", "thumbnail_url", "alt_text", "title"},
	}),
	"file": block(shape{
		on:       onMessage,
		props:    map[string]rule{"external_id": str(1, maxID), "source": enum("remote")},
		required: []string{"external_id", "source"},
	}),
	"card": block(cardShape),
	"carousel": block(shape{
		on: onMessage, agent: true,
		props:    map[string]rule{"elements": list(1, 10, typed(map[string]shape{"card": block(cardShape)}))},
		required: []string{"elements"},
	}),
}

var cardShape = shape{
	on: onMessage, agent: true,
	props: map[string]rule{
		"hero_image": typed(elementShapes, "image"), "icon": typed(elementShapes, "image"),
		"title": any2(150), "subtitle": any2(150), "body": any2(200),
		"actions": list(1, 3, typed(elementShapes, "button")),
	},
}

// block adds what all blocks share.
func block(s shape) shape {
	props := map[string]rule{"block_id": str(1, maxID)}
	for k, r := range s.props {
		props[k] = r
	}
	s.props = props
	also := s.also
	s.also = func(c *checker, at string, o map[string]any) {
		if also != nil {
			also(c, at, o)
		}
		if id, ok := o["block_id"].(string); ok {
			if c.blockIDs[id] {
				c.fail(at+"/block_id", "block_id %q already exists", id)
			}
			c.blockIDs[id] = true
		}
	}
	return s
}

func uniqueActions(c *checker, at string, o map[string]any) {
	seen := map[string]bool{}
	elements, _ := o["elements"].([]any)
	for i, e := range elements {
		el, _ := e.(map[string]any)
		id, ok := el["action_id"].(string)
		if ok && seen[id] {
			c.fail(at+"/elements/"+itoa(i)+"/action_id", "action_id %q already exists", id)
		}
		seen[id] = true
	}
}

func contextElement(c *checker, at string, v any) {
	o, _ := v.(map[string]any)
	if o["type"] == "image" {
		elementShapes["image"].check(c, at, v)
		return
	}
	any2(3000)(c, at, v)
}

func inputBlock(c *checker, at string, o map[string]any) {
	c.inputs++
	el, _ := o["element"].(map[string]any)
	if el["type"] == "file_input" && c.on != onModal {
		c.fail(at+"/element/type", "unsupported type: file_input is not available on this surface")
	}
}

func countMarkdown(c *checker, at string, o map[string]any) {
	s, _ := o["text"].(string)
	c.markdown += utf8.RuneCountInString(s)
	if c.markdown > maxMarkdown {
		c.fail(at+"/text", "must be less than %d characters over all markdown blocks", maxMarkdown+1)
	}
}

func countTable(c *checker, at string, _ map[string]any) {
	c.tables++
	if c.tables > maxTables {
		c.fail(at, "only one table is allowed per message")
	}
}

var cells = map[string]shape{
	"raw_text":   {props: map[string]rule{"text": str(1, 0)}, required: []string{"text"}},
	"raw_number": {props: map[string]rule{"text": str(1, 0), "value": number}, required: []string{"text", "value"}},
	"rich_text":  {props: map[string]rule{"block_id": str(1, maxID), "elements": list(0, 1000, typed(richParts))}, required: []string{"elements"}},
}
