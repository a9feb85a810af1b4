package sandbox

// richParts are the parts of a rich_text block.
var richParts = map[string]shape{
	"rich_text_section": {
		props:    map[string]rule{"elements": richInline},
		required: []string{"elements"},
	},
	"rich_text_list": {
		props: map[string]rule{
			"elements": list(0, 1000, typed(map[string]shape{"rich_text_section": {props: map[string]rule{"elements": richInline}, required: []string{"elements"}}})),
			"style":    enum("bullet", "ordered"), "indent": whole(0, 8), "offset": whole(0, 1<<31), "border": whole(0, 1),
		},
		required: []string{"elements", "style"},
	},
	"rich_text_quote": {
		props:    map[string]rule{"elements": richInline, "border": whole(0, 1)},
		required: []string{"elements"},
	},
	"rich_text_preformatted": {
		props:    map[string]rule{"elements": richInline, "border": whole(0, 1), "language": str(1, 100)},
		required: []string{"elements"},
	},
}

var richInline = list(0, 3000, typed(richElements))

// richElements stand inside a part. Their text is never parsed as mrkdwn.
var richElements = map[string]shape{
	"text":      rich(map[string]rule{"text": str(1, 0)}, "text"),
	"link":      rich(map[string]rule{"url": str(1, maxURL), "text": str(0, 0), "unsafe": boolean}, "url"),
	"emoji":     rich(map[string]rule{"name": str(1, 255), "unicode": str(1, 100), "skin_tone": whole(1, 6), "url": str(1, maxURL)}, "name"),
	"user":      rich(map[string]rule{"user_id": str(1, 40)}, "user_id"),
	"channel":   rich(map[string]rule{"channel_id": str(1, 40)}, "channel_id"),
	"usergroup": rich(map[string]rule{"usergroup_id": str(1, 40)}, "usergroup_id"),
	"team":      rich(map[string]rule{"team_id": str(1, 40)}, "team_id"),
	"broadcast": rich(map[string]rule{"range": enum("here", "channel", "everyone")}, "range"),
	"color":     rich(map[string]rule{"value": str(1, 40)}, "value"),
	"date": rich(map[string]rule{
		"timestamp": whole(0, 1<<40), "format": str(1, 1000), "url": str(1, maxURL), "fallback": str(0, 1000),
	}, "timestamp", "format"),
}

func rich(props map[string]rule, required ...string) shape {
	props["style"] = object(nil, map[string]rule{
		"bold": boolean, "italic": boolean, "strike": boolean, "code": boolean, "underline": boolean,
		"highlight": boolean, "client_highlight": boolean, "unlink": boolean,
	})
	return shape{props: props, required: required}
}
