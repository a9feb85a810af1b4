package sandbox

import (
	"context"
	"encoding/json"
	"slices"
)

// Suggest asks the app for the options of an external select, as typing query
// into it does, and makes them the element's options.
func (p *Person) Suggest(ctx context.Context, on Ref, blockID, actionID, query string) ([]OptionGroup, error) {
	w := p.w
	w.mu.Lock()
	s, b, e, err := p.element(on, blockID, actionID)
	if err != nil {
		w.mu.Unlock()
		return nil, err
	}
	out := p.base("block_suggestion", "")
	delete(out, "trigger_id")
	p.place(out, s)
	delete(out, "response_url")
	out["action_id"], out["block_id"], out["value"] = e.ActionID, b.BlockID, query
	identity := w.newID("suggest-")
	blockID = b.BlockID
	w.mu.Unlock()
	payload, err := json.Marshal(out)
	if err != nil {
		return nil, err
	}
	var found []OptionGroup
	err = w.ask(ctx, &envelope{
		kind: "interactive", identity: identity, payload: payload, accepts: true,
		onAck: func(answer json.RawMessage) (f *Failure) {
			found, f = w.readSuggestions(answer)
			return f
		},
	})
	if f, ok := err.(*Failure); ok {
		return nil, trouble(f.Code)
	}
	if err != nil {
		return nil, err
	}
	p.offer(on, blockID, actionID, found)
	return found, nil
}

func (w *Workspace) readSuggestions(answer json.RawMessage) ([]OptionGroup, *Failure) {
	v, err := decodeJSON(answer)
	c := w.newChecker(onModal)
	object(nil, map[string]rule{
		"options":       list(0, 100, plainOption),
		"option_groups": list(0, 100, object([]string{"label", "options"}, map[string]rule{"label": plain(75), "options": list(0, 100, plainOption)})),
	})(c, "", v)
	var in struct {
		Options []Option      `json:"options"`
		Groups  []OptionGroup `json:"option_groups"`
	}
	if err != nil || len(c.faults) > 0 || json.Unmarshal(answer, &in) != nil {
		return nil, w.badAnswer("a suggestion", &refusal{"invalid_options", obj{"errors": c.faults}})
	}
	if len(in.Options) > 0 {
		in.Groups = append([]OptionGroup{{Options: in.Options}}, in.Groups...)
	}
	if in.Groups == nil {
		in.Groups = []OptionGroup{} // asked for, and nothing found
	}
	return in.Groups, nil
}

// offer makes suggestions the options of an external select, beside what is chosen
// already. Blocks are shared with readers, so changed ones are copied.
func (p *Person) offer(on Ref, blockID, actionID string, groups []OptionGroup) {
	w := p.w
	w.mu.Lock()
	defer w.mu.Unlock()
	s, ok := w.surface(on, p.ID)
	if !ok {
		return
	}
	blocks := slices.Clone(s.blocks)
	for i := range blocks {
		if blocks[i].BlockID == blockID {
			blocks[i] = blocks[i].withOptions(actionID, groups, *s.drafts)
		}
	}
	if s.view != nil {
		s.view.Blocks = blocks
	} else {
		s.msg.Blocks = blocks
	}
	p.changed(s)
}

func (b Block) withOptions(actionID string, groups []OptionGroup, in inputs) Block {
	swap := func(e *Element) *Element {
		if e == nil || e.ActionID != actionID {
			return e
		}
		c := *e
		c.Options = e.picked(e.current(&b, in))
		c.OptionGroups = groups
		return &c
	}
	b.Accessory, b.Element = swap(b.Accessory), swap(b.Element)
	b.Elements = slices.Clone(b.Elements)
	for i := range b.Elements {
		b.Elements[i] = *swap(&b.Elements[i])
	}
	return b
}
