package sandbox

import (
	"encoding/json"
	"fmt"
)

// maxStack is how deep modals can lie over one another.
const maxStack = 3

func invalidView(faults []fault) *refusal {
	messages := []string{}
	for _, f := range faults {
		messages = append(messages, "[ERROR] "+f.String())
	}
	return &refusal{"invalid_arguments", obj{"response_metadata": obj{"messages": messages}}}
}

// readView checks the view argument.
func (w *Workspace) readView(raw json.RawMessage, kind string) (View, *refusal) {
	if raw == nil {
		return View{}, invalidView([]fault{{"", "missing required field: view"}})
	}
	if len(raw) > maxViewBytes {
		return View{}, refuse("view_too_large")
	}
	v, faults := w.checkView(raw, kind)
	if len(faults) > 0 {
		return View{}, invalidView(faults)
	}
	return v, nil
}

// viewsOpen opens a modal. A modal that is open already is replaced with its
// whole stack.
func viewsOpen(c *call) (obj, *refusal) {
	w := c.w
	in, bad := w.readView(c.args.raw("view"), "modal")
	if bad != nil {
		return nil, bad
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	t, bad := w.exchange(c.trigger())
	if bad == nil {
		bad = w.externalFree(in.ExternalID, "")
	}
	if bad != nil {
		return nil, bad
	}
	t.used = true
	w.stacks[t.user] = nil
	return obj{"view": w.viewObject(w.push(t.user, in))}, nil
}

// trigger is the argument under both names that Slack takes.
func (c *call) trigger() string {
	if id := c.args.str("trigger_id"); id != "" {
		return id
	}
	return c.args.str("interactivity_pointer")
}

func viewsPush(c *call) (obj, *refusal) {
	w := c.w
	in, bad := w.readView(c.args.raw("view"), "modal")
	if bad != nil {
		return nil, bad
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	t, bad := w.exchange(c.trigger())
	if bad == nil {
		bad = w.externalFree(in.ExternalID, "")
	}
	switch {
	case bad != nil:
		return nil, bad
	case t.view == "" || len(w.stacks[t.user]) == 0:
		return nil, refuse("invalid_trigger_id") // pressed outside of a modal, or the modal is closed
	case len(w.stacks[t.user]) >= maxStack:
		return nil, refuse("push_limit_reached")
	}
	t.used = true
	return obj{"view": w.viewObject(w.push(t.user, in))}, nil
}

// push lays a view on a person's stack; the caller holds w.mu.
func (w *Workspace) push(user string, in View) *view {
	stack := w.stacks[user]
	v := &view{in}
	v.ID, v.User = w.newID("V"), user
	v.RootID = v.ID
	if n := len(stack); n > 0 {
		v.PreviousID, v.RootID = stack[n-1].ID, stack[0].ID
	}
	v.Inputs = map[string]map[string]Value{}
	w.stamp(v)
	w.stacks[user] = append(stack, v)
	w.publish(Event{Kind: ModalChanged, User: user})
	return v
}

// stamp gives a changed view its new hash.
func (w *Workspace) stamp(v *view) {
	v.Revision++
	v.Hash = fmt.Sprintf("%d.%s", w.clock.now().Unix(), w.newID("h"))
}

func viewsUpdate(c *call) (obj, *refusal) {
	w := c.w
	id, external := c.args.str("view_id"), c.args.str("external_id")
	if (id == "") == (external == "") {
		return nil, invalidView([]fault{{"", "must define exactly one of: view_id, external_id"}})
	}
	in, bad := w.readView(c.args.raw("view"), "modal")
	if bad != nil {
		return nil, bad
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	v := w.findView(func(v *view) bool { return v.ID == id || external != "" && v.ExternalID == external })
	if v == nil {
		return nil, refuse("not_found")
	}
	if bad := w.stale(c, v); bad != nil {
		return nil, bad
	}
	if bad := w.externalFree(in.ExternalID, v.ID); bad != nil {
		return nil, bad
	}
	w.replace(v, in)
	return obj{"view": w.viewObject(v)}, nil
}

// stale refuses a hash that is given and no longer the view's.
func (w *Workspace) stale(c *call, v *view) *refusal {
	if h := c.args.str("hash"); h != "" && h != v.Hash {
		return refuse("hash_conflict")
	}
	return nil
}

// replace puts new content into a view. What the person has filled in stays
// where block and action ids stay; errors go.
func (w *Workspace) replace(v *view, in View) {
	in.ID, in.User, in.RootID, in.PreviousID, in.Revision = v.ID, v.User, v.RootID, v.PreviousID, v.Revision
	in.Inputs = map[string]map[string]Value{}
	for i := range in.Blocks {
		b := &in.Blocks[i]
		for _, e := range b.Interactive() {
			if val, ok := v.Inputs[b.BlockID][e.ActionID]; ok {
				inputs(in.Inputs).set(b.BlockID, e.ActionID, val)
			}
		}
	}
	v.View = in
	w.stamp(v)
	kind := ModalChanged
	if v.Type == "home" {
		kind = HomeChanged
	}
	w.publish(Event{Kind: kind, User: v.User})
}

func (in inputs) set(block, action string, v Value) {
	if in[block] == nil {
		in[block] = map[string]Value{}
	}
	in[block][action] = v
}

// findView looks through all stacks and Homes; the caller holds w.mu.
func (w *Workspace) findView(match func(*view) bool) *view {
	for _, stack := range w.stacks {
		for _, v := range stack {
			if match(v) {
				return v
			}
		}
	}
	for _, v := range w.homes {
		if match(v) {
			return v
		}
	}
	return nil
}

func (w *Workspace) externalFree(external, except string) *refusal {
	if external == "" {
		return nil
	}
	if v := w.findView(func(v *view) bool { return v.ExternalID == external && v.ID != except }); v != nil {
		return refuse("duplicate_external_id")
	}
	return nil
}

func viewsPublish(c *call) (obj, *refusal) {
	w := c.w
	in, bad := w.readView(c.args.raw("view"), "home")
	if bad != nil {
		return nil, bad
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	user := c.args.str("user_id")
	if p := w.people[user]; p == nil || p.Bot || p.Deleted {
		return nil, invalidView([]fault{{"/user_id", "invalid user id"}})
	}
	v := w.homes[user]
	if v == nil {
		v = &view{View{ID: w.newID("V"), User: user, Type: "home"}}
		v.RootID = v.ID
	} else if bad := w.stale(c, v); bad != nil {
		return nil, bad
	}
	if bad := w.externalFree(in.ExternalID, v.ID); bad != nil {
		return nil, bad
	}
	w.homes[user] = v
	w.replace(v, in)
	return obj{"view": w.viewObject(v)}, nil
}

// viewObject is a view as the Web API and payloads give it, with the values
// filled in; the caller holds w.mu.
func (w *Workspace) viewObject(v *view) obj {
	out := obj{
		"id": v.ID, "team_id": w.opt.TeamID, "type": v.Type, "blocks": v.RawBlocks, "private_metadata": v.PrivateMetadata,
		"callback_id": v.CallbackID, "state": obj{"values": w.stateValues(v.Blocks, v.Inputs)}, "hash": v.Hash,
		"title": textObject(v.Title), "clear_on_close": v.ClearOnClose, "notify_on_close": v.NotifyOnClose,
		"close": textObject(v.Close), "submit": textObject(v.Submit), "previous_view_id": nilIfEmpty(v.PreviousID),
		"root_view_id": v.RootID, "app_id": w.opt.AppID, "external_id": v.ExternalID,
		"app_installed_team_id": w.opt.TeamID, "bot_id": w.botID(),
	}
	if v.Type == "modal" {
		out["submit_disabled"] = v.SubmitDisabled
	} else {
		out["title"] = obj{"type": "plain_text", "text": "View Title", "emoji": true}
	}
	return out
}

func textObject(t *Text) any {
	if t == nil {
		return nil
	}
	return obj{"type": "plain_text", "text": t.Text, "emoji": true}
}

func nilIfEmpty(s string) any {
	if s == "" {
		return nil
	}
	return s
}
