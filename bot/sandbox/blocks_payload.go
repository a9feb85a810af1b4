package sandbox

import (
	"encoding/json"
	"fmt"
	"strconv"
)

// checked is a list of blocks that passed, as it will be stored.
type checked struct {
	raw    json.RawMessage // ids filled in
	blocks []Block
}

// messageBlocks checks the blocks of a message. Faults mean invalid_blocks.
func (w *Workspace) messageBlocks(raw json.RawMessage) (checked, []fault) {
	v, err := decodeJSON(raw)
	if err != nil {
		return checked{}, []fault{{"/blocks", "must be valid JSON"}}
	}
	c := w.newChecker(onMessage)
	list(0, maxBlocksMessage, typed(blockShapes))(c, "/blocks", v)
	return w.settle(v, c)
}

func (w *Workspace) newChecker(on onSurface) *checker {
	w.mu.Lock()
	defer w.mu.Unlock()
	return &checker{on: on, agent: w.opt.AgentBlocks, refused: w.faults.refused, picture: w.showable, blockIDs: map[string]bool{}}
}

// settle fills in missing ids and decodes, when there are no faults.
func (w *Workspace) settle(v any, c *checker) (checked, []fault) {
	if len(c.faults) > 0 {
		return checked{}, c.faults
	}
	blocks, _ := v.([]any)
	w.fillIDs(blocks)
	raw, err := json.Marshal(v)
	if err != nil {
		return checked{}, []fault{{"/blocks", err.Error()}}
	}
	return checked{raw: raw, blocks: decodeBlocks(raw)}, nil
}

// fillIDs gives a block_id to each block and an action_id to each interactive
// element that came without, as Slack does.
func (w *Workspace) fillIDs(blocks []any) {
	for _, b := range blocks {
		o, _ := b.(map[string]any)
		if o["block_id"] == nil {
			o["block_id"] = w.shortID()
		}
		elements, _ := o["elements"].([]any)
		for _, e := range append(elements[:len(elements):len(elements)], o["element"], o["accessory"]) {
			el, _ := e.(map[string]any)
			if kind, _ := el["type"].(string); interactive[kind] && el["action_id"] == nil {
				el["action_id"] = w.shortID()
			}
		}
	}
}

// shortID needs no lock: blocks are checked outside of it.
func (w *Workspace) shortID() string {
	return "i" + strconv.FormatUint(w.lastElement.Add(1), 36)
}

// decodeBlocks never fails: values that are no strings (a number in a table
// cell, rich text in a rich text field) are passed over, and a block that still
// cannot be read keeps its type, id and raw form.
func decodeBlocks(raw json.RawMessage) []Block {
	var parts []json.RawMessage
	if json.Unmarshal(raw, &parts) != nil {
		return nil
	}
	out := make([]Block, len(parts))
	for i, p := range parts {
		if json.Unmarshal(p, &out[i]) == nil {
			continue
		}
		var head struct {
			Type string `json:"type"`
			ID   string `json:"block_id"`
		}
		_ = json.Unmarshal(p, &head)
		out[i] = Block{}
		if json.Unmarshal(onlyWords(p), &out[i]) != nil {
			out[i] = Block{Type: head.Type, BlockID: head.ID}
		}
		out[i].Raw = p
	}
	return out
}

// onlyWords drops every value and initial_value that is not a string.
func onlyWords(raw json.RawMessage) json.RawMessage {
	v, err := decodeJSON(raw)
	if err != nil {
		return raw
	}
	dropOdd(v)
	out, err := json.Marshal(v)
	if err != nil {
		return raw
	}
	return out
}

func dropOdd(v any) {
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			dropOdd(x)
		}
	case map[string]any:
		for _, name := range []string{"value", "initial_value"} {
			if _, ok := v[name].(string); !ok {
				delete(v, name)
			}
		}
		for _, x := range v {
			dropOdd(x)
		}
	}
}

const (
	maxPrivateMetadata = 3000
	maxViewText        = 24         // title, submit, close
	maxViewBytes       = 250 * 1024 // view_too_large
)

// viewShape is the rule for a whole view of one type.
func viewShape(kind string) shape {
	s := shape{
		props: map[string]rule{
			"blocks": list(0, maxBlocksView, typed(blockShapes)), "callback_id": str(0, maxID),
			"private_metadata": str(0, maxPrivateMetadata), "external_id": str(0, maxID),
		},
		required: []string{"blocks"},
	}
	if kind == "modal" {
		s.required = []string{"blocks", "title"}
		for _, name := range []string{"title", "submit", "close"} {
			s.props[name] = plain(maxViewText)
		}
		for _, name := range []string{"clear_on_close", "notify_on_close", "submit_disabled"} {
			s.props[name] = boolean
		}
	}
	return s
}

// checkView checks a view. Faults mean invalid_arguments.
func (w *Workspace) checkView(raw json.RawMessage, kind string) (View, []fault) {
	v, err := decodeJSON(raw)
	o, ok := v.(map[string]any)
	if err != nil || !ok {
		return View{}, []fault{{"/view", "must be a valid object"}}
	}
	if t, _ := o["type"].(string); t != kind {
		return View{}, []fault{{"/view/type", fmt.Sprintf("must be %q", kind)}}
	}
	on := onModal
	if kind == "home" {
		on = onHome
	}
	c := w.newChecker(on)
	viewShape(kind).check(c, "/view", v)
	if kind == "modal" && c.inputs > 0 && o["submit"] == nil {
		c.fail("/view", "missing required field: submit")
	}
	list, faults := w.settle(o["blocks"], c)
	if len(faults) > 0 {
		return View{}, faults
	}
	return decodeView(raw, list)
}

func decodeView(raw json.RawMessage, list checked) (View, []fault) {
	var in struct {
		Type            string `json:"type"`
		CallbackID      string `json:"callback_id"`
		ExternalID      string `json:"external_id"`
		PrivateMetadata string `json:"private_metadata"`
		Title           *Text  `json:"title"`
		Submit          *Text  `json:"submit"`
		Close           *Text  `json:"close"`
		ClearOnClose    bool   `json:"clear_on_close"`
		NotifyOnClose   bool   `json:"notify_on_close"`
		SubmitDisabled  bool   `json:"submit_disabled"`
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return View{}, []fault{{"/view", err.Error()}}
	}
	return View{
		Type: in.Type, CallbackID: in.CallbackID, ExternalID: in.ExternalID, PrivateMetadata: in.PrivateMetadata,
		Title: in.Title, Submit: in.Submit, Close: in.Close, ClearOnClose: in.ClearOnClose,
		NotifyOnClose: in.NotifyOnClose, SubmitDisabled: in.SubmitDisabled,
		Blocks: list.blocks, RawBlocks: list.raw,
	}, nil
}
