package sandbox

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// surface is something with elements that one person acts on. The pointers lead
// into the workspace's records; use it under w.mu only.
type surface struct {
	ch     *channel // of a message
	msg    *message
	view   *view
	blocks []Block
	drafts *inputs
}

// surface finds what a Ref names, as far as the person sees it.
func (w *Workspace) surface(r Ref, user string) (surface, bool) {
	if r.View != "" {
		v := w.findView(func(v *view) bool { return v.ID == r.View && v.User == user })
		if v == nil {
			return surface{}, false
		}
		return surface{view: v, blocks: v.Blocks, drafts: (*inputs)(&v.Inputs)}, true
	}
	ch := w.channels[r.Channel]
	if ch == nil || !ch.has(user) {
		return surface{}, false
	}
	m := ch.byTS[r.TS]
	if m == nil || !m.visibleTo(user) {
		return surface{}, false
	}
	if m.drafts == nil {
		m.drafts = map[string]*inputs{}
	}
	if m.drafts[user] == nil {
		m.drafts[user] = &inputs{}
	}
	return surface{ch: ch, msg: m, blocks: m.Blocks, drafts: m.drafts[user]}, true
}

// find is the element with these ids. An empty block id matches any block.
func (s surface) find(blockID, actionID string) (*Block, *Element) {
	for i := range s.blocks {
		b := &s.blocks[i]
		if blockID != "" && b.BlockID != blockID {
			continue
		}
		for _, e := range b.Interactive() {
			if e.ActionID == actionID {
				return b, e
			}
		}
	}
	return nil, nil
}

// holdsValue are the elements with a state, as opposed to buttons and menus.
func (e *Element) holdsValue() bool {
	switch e.Type {
	case "button", "overflow", "workflow_button", "feedback_buttons", "icon_button":
		return false
	}
	return interactive[e.Type]
}

// stateValues is state.values: every element with a state, filled in or not.
func (w *Workspace) stateValues(blocks []Block, in inputs) obj {
	out := obj{}
	for i := range blocks {
		b := &blocks[i]
		for _, e := range b.Interactive() {
			if !e.holdsValue() {
				continue
			}
			block, _ := out[b.BlockID].(obj)
			if block == nil {
				block = obj{}
				out[b.BlockID] = block
			}
			block[e.ActionID] = e.state(e.current(b, in))
		}
	}
	return out
}

// current is what is in the field now: the person's value, else the initial one.
func (e *Element) current(b *Block, in inputs) Value {
	if v, ok := in[b.BlockID][e.ActionID]; ok {
		return v
	}
	return e.Initial()
}

// state is the element's entry in state.values, and the part of an action that
// tells the choice.
func (e *Element) state(v Value) obj {
	out := obj{"type": e.Type}
	one, many := any(nil), append([]string{}, v...)
	if len(v) > 0 {
		one = v[0]
	}
	switch strings.TrimPrefix(e.Type, "multi_") {
	case "static_select", "external_select", "radio_buttons", "overflow", "checkboxes":
		if e.multiple() {
			out["selected_options"] = e.chosen(v)
		} else if c := e.chosen(v); len(c) > 0 {
			out["selected_option"] = c[0]
		} else {
			out["selected_option"] = nil
		}
	case "datepicker":
		out["selected_date"] = one
	case "timepicker":
		out["selected_time"] = one
	case "datetimepicker":
		out["selected_date_time"] = nil
		if n, err := strconv.ParseInt(strings.Join(v, ""), 10, 64); err == nil {
			out["selected_date_time"] = n
		}
	case "users_select":
		e.pick(out, "selected_user", one, many)
	case "channels_select":
		e.pick(out, "selected_channel", one, many)
	case "conversations_select":
		e.pick(out, "selected_conversation", one, many)
	case "rich_text_input":
		out["rich_text_value"] = richValue(v)
	default:
		out["value"] = one
	}
	return out
}

func (e *Element) pick(out obj, key string, one any, many []string) {
	if e.multiple() {
		out[key+"s"] = many
	} else {
		out[key] = one
	}
}

func (e *Element) multiple() bool {
	return e.Type == "checkboxes" || strings.HasPrefix(e.Type, "multi_")
}

func richValue(v Value) any {
	if len(v) == 0 {
		return nil
	}
	return obj{"type": "rich_text", "elements": []obj{{
		"type": "rich_text_section", "elements": []obj{{"type": "text", "text": v[0]}},
	}}}
}

// picked are the options with these values, in their order. An option may stand there
// twice, chosen already and found again; it is picked once.
func (e *Element) picked(v Value) (out []Option) {
	all := e.AllOptions()
	for _, val := range v {
		if i := slices.IndexFunc(all, func(o Option) bool { return o.Value == val }); i >= 0 {
			out = append(out, all[i])
		}
	}
	return out
}

// chosen are the options with these values, as Slack echoes them.
func (e *Element) chosen(v Value) []obj {
	out := []obj{}
	for _, o := range e.picked(v) {
		out = append(out, o.object())
	}
	return out
}

func (o Option) object() obj {
	text := obj{"type": o.Text.Type, "text": o.Text.Text}
	if o.Text.Type == "plain_text" {
		text["emoji"] = o.Text.Emoji == nil || *o.Text.Emoji
	} else {
		text["verbatim"] = o.Text.Verbatim
	}
	out := obj{"text": text, "value": o.Value}
	if o.Description != nil {
		out["description"] = obj{"type": o.Description.Type, "text": o.Description.Text}
	}
	return out
}

// normal turns what a caller gave into the stored form: options by value, also
// when named by their visible text; people and channels by id, also when named.
// It refuses what the client would not let a person enter. The caller holds w.mu.
func (w *Workspace) normal(e *Element, v []string) (Value, error) {
	v = slices.DeleteFunc(slices.Clone(v), func(s string) bool { return s == "" })
	if len(v) > 1 && !e.multiple() {
		return nil, fmt.Errorf("%s takes one value, not %d", e.Type, len(v))
	}
	out := make(Value, 0, len(v))
	for _, s := range v {
		n, err := w.normalOne(e, s)
		if err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	if e.MaxSelectedItems > 0 && len(out) > e.MaxSelectedItems {
		return nil, fmt.Errorf("at most %d can be chosen", e.MaxSelectedItems)
	}
	return out, nil
}

func (w *Workspace) normalOne(e *Element, s string) (string, error) {
	bad := func(what string) (string, error) { return "", fmt.Errorf("%q is no %s", s, what) }
	switch strings.TrimPrefix(e.Type, "multi_") {
	case "static_select", "radio_buttons", "checkboxes", "overflow", "external_select":
		for _, byText := range []bool{false, true} {
			for _, o := range e.AllOptions() {
				if !byText && o.Value == s || byText && plainSpaces(o.Text.Text) == plainSpaces(s) {
					return o.Value, nil
				}
			}
		}
		return bad("option of this field")
	case "datepicker":
		if _, err := time.Parse("2006-01-02", s); err != nil {
			return bad("date (YYYY-MM-DD)")
		}
	case "timepicker":
		if _, err := time.Parse("15:04", s); err != nil {
			return bad("time (HH:MM)")
		}
	case "datetimepicker":
		if _, err := strconv.ParseInt(s, 10, 64); err != nil {
			return bad("instant (Unix seconds)")
		}
	case "users_select":
		if p := w.lookup(s); p != nil {
			return p.ID, nil
		}
		return bad("person")
	case "channels_select", "conversations_select":
		if ch := w.findChannel(s); ch != nil {
			return ch.ID, nil
		}
		return bad("conversation")
	}
	return s, nil
}
