package sandbox

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

// Click acts on an element of a message, modal or Home: presses a button,
// chooses from an overflow menu or select, sets a date, ticks boxes. Value is
// empty for a button. The app is told when Slack would tell it: always, except
// for fields in an input block without dispatch_action, whose value is only
// kept. A confirm dialog counts as confirmed. An empty blockID means the first
// block that has the action.
func (p *Person) Click(ctx context.Context, on Ref, blockID, actionID string, value ...string) error {
	w := p.w
	w.mu.Lock()
	s, b, e, err := p.element(on, blockID, actionID)
	var v Value
	if err == nil {
		v, err = w.normal(e, value)
	}
	if err != nil {
		w.mu.Unlock()
		return err
	}
	if e.holdsValue() {
		p.keep(s, b, e, v)
	}
	if b.Type == "input" && !b.DispatchAction {
		w.mu.Unlock()
		return nil
	}
	trigger, payload, err := p.blockActions(s, b, e, v)
	w.mu.Unlock()
	if err != nil {
		return err
	}
	return p.interact(ctx, trigger, payload)
}

// Set fills a field without telling the app anything, as typing does before
// Enter or Submit.
func (p *Person) Set(on Ref, blockID, actionID string, value ...string) error {
	w := p.w
	w.mu.Lock()
	defer w.mu.Unlock()
	s, b, e, err := p.element(on, blockID, actionID)
	if err != nil {
		return err
	}
	v, err := w.normal(e, value)
	if err == nil {
		p.keep(s, b, e, v)
	}
	return err
}

func (p *Person) element(on Ref, blockID, actionID string) (surface, *Block, *Element, error) {
	s, ok := p.w.surface(on, p.ID)
	if !ok {
		return s, nil, nil, errGone
	}
	b, e := s.find(blockID, actionID)
	if e == nil {
		return s, nil, nil, errGone
	}
	return s, b, e, nil
}

// keep remembers a choice; the caller holds w.mu.
func (p *Person) keep(s surface, b *Block, e *Element, v Value) {
	if *s.drafts == nil {
		*s.drafts = inputs{}
	}
	s.drafts.set(b.BlockID, e.ActionID, v)
	switch {
	case s.view == nil:
		p.w.publish(Event{Kind: MessageChanged, Channel: s.ch.ID, User: p.ID})
	case s.view.Type == "home":
		p.w.publish(Event{Kind: HomeChanged, User: p.ID})
	default:
		p.w.publish(Event{Kind: ModalChanged, User: p.ID})
	}
}

// interact sends an interaction and waits for its ack.
func (p *Person) interact(ctx context.Context, trigger string, payload json.RawMessage) error {
	err := p.w.ask(ctx, &envelope{kind: "interactive", identity: trigger, payload: payload})
	if f, ok := err.(*Failure); ok {
		return trouble(f.Code)
	}
	return err
}

// base is what all interaction payloads share; the caller holds w.mu.
func (p *Person) base(kind, trigger string) obj {
	w := p.w
	return obj{
		"type": kind, "token": "sandbox", "api_app_id": w.opt.AppID, "trigger_id": trigger,
		"team":       obj{"id": w.opt.TeamID, "domain": w.opt.Domain},
		"user":       obj{"id": p.ID, "username": p.Name, "name": p.Name, "team_id": w.opt.TeamID},
		"enterprise": nil, "is_enterprise_install": false,
	}
}

// place adds where an interaction happened.
func (p *Person) place(out obj, s surface) {
	w := p.w
	if s.view != nil {
		out["view"] = w.viewObject(s.view)
		out["container"] = obj{"type": "view", "view_id": s.view.ID}
		return
	}
	container := obj{"type": "message", "message_ts": s.msg.TS, "channel_id": s.ch.ID, "is_ephemeral": s.msg.EphemeralTo != ""}
	if s.msg.isReply() {
		container["thread_ts"] = s.msg.ThreadTS
	}
	out["container"] = container
	out["channel"] = obj{"id": s.ch.ID, "name": s.ch.shown()}
	out["message"] = w.messageObject(s.msg, true)
	out["response_url"] = w.newResponse(p.ID, s.ch.ID, s.msg.TS)
}

func (p *Person) blockActions(s surface, b *Block, e *Element, v Value) (string, json.RawMessage, error) {
	w := p.w
	viewID := ""
	if s.view != nil && s.view.Type == "modal" {
		viewID = s.view.ID
	}
	trigger := w.newTrigger(p.ID, viewID)
	out := p.base("block_actions", trigger)
	p.place(out, s)
	if s.view == nil {
		out["state"] = obj{"values": w.stateValues(s.blocks, *s.drafts)}
	}
	action := e.state(v)
	if !e.holdsValue() && e.Type != "overflow" {
		action = e.pressed()
	}
	action["action_id"], action["block_id"], action["action_ts"] = e.ActionID, b.BlockID, w.newTS()
	out["actions"] = []obj{action}
	payload, err := json.Marshal(out)
	return trigger, payload, err
}

// pressed is the action of a button.
func (e *Element) pressed() obj {
	out := obj{"type": e.Type}
	if e.Text != nil {
		out["text"] = obj{"type": "plain_text", "text": e.Text.Text, "emoji": e.Text.Emoji == nil || *e.Text.Emoji}
	}
	if e.Value != "" {
		out["value"] = e.Value
	}
	if e.Style.Name != "" {
		out["style"] = e.Style.Name
	}
	return out
}

// Submit presses the submit button of a modal. The given values (nil is fine)
// are laid over what is filled in already. Errors by input block id come back,
// and are kept in View.Errors, when a required field is empty or too long
// (then the app hears nothing) or when the app answered with errors.
func (p *Person) Submit(ctx context.Context, viewID string, values map[string]map[string]Value) (map[string]string, error) {
	for _, block := range slices.Sorted(maps.Keys(values)) {
		for action, v := range values[block] {
			if err := p.Set(Ref{View: viewID}, block, action, v...); err != nil {
				return nil, err
			}
		}
	}
	w := p.w
	w.mu.Lock()
	v := p.top(viewID)
	if v == nil {
		w.mu.Unlock()
		return nil, errGone
	}
	v.Errors = validate(v.Blocks, v.Inputs)
	if len(v.Errors) > 0 {
		defer w.mu.Unlock()
		w.publish(Event{Kind: ModalChanged, User: p.ID})
		return maps.Clone(v.Errors), nil
	}
	trigger, payload, err := p.submission(v)
	w.mu.Unlock()
	if err != nil {
		return nil, err
	}
	return p.awaitSubmission(ctx, viewID, trigger, payload)
}

// top is the person's top modal, when it has this id.
func (p *Person) top(viewID string) *view {
	stack := p.w.stacks[p.ID]
	if n := len(stack); n > 0 && stack[n-1].ID == viewID {
		return stack[n-1]
	}
	return nil
}

func (p *Person) submission(v *view) (string, json.RawMessage, error) {
	w := p.w
	trigger := w.newTrigger(p.ID, v.ID)
	out := p.base("view_submission", trigger)
	out["view"] = w.viewObject(v)
	urls := []obj{}
	for i := range v.Blocks {
		b := &v.Blocks[i]
		if b.Element == nil || !b.Element.ResponseURLEnabled {
			continue
		}
		if val := b.Element.current(b, v.Inputs); len(val) > 0 && w.channels[val[0]] != nil {
			urls = append(urls, obj{
				"block_id": b.BlockID, "action_id": b.Element.ActionID, "channel_id": val[0],
				"response_url": w.newResponse(p.ID, val[0], ""),
			})
		}
	}
	out["response_urls"] = urls
	payload, err := json.Marshal(out)
	return trigger, payload, err
}

func (p *Person) awaitSubmission(ctx context.Context, viewID, trigger string, payload json.RawMessage) (map[string]string, error) {
	w := p.w
	var errors map[string]string
	err := w.ask(ctx, &envelope{
		kind: "interactive", identity: trigger, payload: payload, accepts: true,
		onAck: func(answer json.RawMessage) (f *Failure) {
			errors, f = p.afterSubmit(viewID, answer)
			return f
		},
	})
	if f, ok := err.(*Failure); ok {
		return nil, trouble(f.Code)
	}
	if err != nil {
		return nil, err
	}
	return errors, nil
}

// afterSubmit does what the ack of a submission says: nothing said closes this
// view and shows the one below.
func (p *Person) afterSubmit(viewID string, answer json.RawMessage) (map[string]string, *Failure) {
	var in struct {
		Action string            `json:"response_action"`
		Errors map[string]string `json:"errors"`
		View   json.RawMessage   `json:"view"`
	}
	if answer != nil && json.Unmarshal(answer, &in) != nil {
		return nil, p.w.badAnswer("a submission", refuse("invalid_payload"))
	}
	var next View
	if in.Action == "update" || in.Action == "push" {
		var bad *refusal
		if next, bad = p.w.readView(in.View, "modal"); bad != nil {
			return nil, p.w.badAnswer("a submission", &refusal{bad.code, obj{"errors": bad.more["response_metadata"]}})
		}
	}
	w := p.w
	w.mu.Lock()
	defer w.mu.Unlock()
	v := w.findView(func(v *view) bool { return v.ID == viewID && v.User == p.ID })
	if v == nil {
		return nil, nil // closed in the meantime
	}
	switch in.Action {
	case "":
		w.closeFrom(v)
	case "clear":
		w.stacks[p.ID] = nil
	case "update":
		w.replace(v, next)
	case "push":
		if len(w.stacks[p.ID]) >= maxStack {
			w.problem("a submission was answered with a fourth view")
			return nil, trouble("push_limit_reached")
		}
		w.push(p.ID, next)
	case "errors":
		return p.showErrors(v, in.Errors)
	default:
		w.problem(fmt.Sprintf("a submission was answered with the unknown response_action %q", in.Action))
		return nil, trouble("invalid_response_action")
	}
	w.publish(Event{Kind: ModalChanged, User: p.ID})
	return nil, nil
}

// showErrors puts errors on input blocks; on any other block Slack knows no
// place for them and the whole answer fails.
func (p *Person) showErrors(v *view, errors map[string]string) (map[string]string, *Failure) {
	if len(errors) == 0 {
		p.w.problem("a submission was answered with an empty list of errors")
		return nil, trouble("invalid_errors")
	}
	for id := range errors {
		if !slices.ContainsFunc(v.Blocks, func(b Block) bool { return b.BlockID == id && b.Type == "input" }) {
			p.w.problem(fmt.Sprintf("a submission was answered with an error on %q, which is no input block of the view", id))
			return nil, trouble("invalid_errors")
		}
	}
	v.Errors = maps.Clone(errors)
	p.w.publish(Event{Kind: ModalChanged, User: p.ID})
	return maps.Clone(errors), nil
}

// closeFrom closes a view and all above it; the caller holds w.mu.
func (w *Workspace) closeFrom(v *view) {
	stack := w.stacks[v.User]
	for i, x := range stack {
		if x == v {
			w.stacks[v.User] = stack[:i:i]
		}
	}
	w.publish(Event{Kind: ModalChanged, User: v.User})
}

// CloseModal dismisses the top modal (the cross or Cancel), or, with
// clear_on_close, the whole stack; the app hears of it when the view asked for
// that.
func (p *Person) CloseModal(ctx context.Context, viewID string) error {
	w := p.w
	w.mu.Lock()
	v := p.top(viewID)
	if v == nil {
		w.mu.Unlock()
		return errGone
	}
	out := p.base("view_closed", "")
	delete(out, "trigger_id")
	out["view"], out["is_cleared"] = w.viewObject(v), v.ClearOnClose
	if v.ClearOnClose {
		w.stacks[p.ID] = nil
		w.publish(Event{Kind: ModalChanged, User: p.ID})
	} else {
		w.closeFrom(v)
	}
	notify := v.NotifyOnClose
	w.mu.Unlock()
	if !notify {
		return nil
	}
	payload, err := json.Marshal(out)
	if err != nil {
		return err
	}
	return p.interact(ctx, viewID+".closed", payload)
}

// OpenHome opens the app's Home tab, which sends app_home_opened.
func (p *Person) OpenHome(context.Context) error { return p.openTab("home") }

// OpenMessages opens the app's Messages tab, which sends app_home_opened too.
func (p *Person) OpenMessages(context.Context) error { return p.openTab("messages") }

func (p *Person) openTab(tab string) error {
	w := p.w
	w.mu.Lock()
	ev := obj{"type": "app_home_opened", "user": p.ID, "channel": w.dms[p.ID], "event_ts": w.newTS(), "tab": tab}
	if v := w.homes[p.ID]; v != nil && tab == "home" {
		ev["view"] = w.viewObject(v)
	}
	w.mu.Unlock()
	w.emit("app_home_opened", ev)
	return nil
}

// Shortcut runs a global shortcut, or a message shortcut when on names a message.
func (p *Person) Shortcut(ctx context.Context, callbackID string, on ...Ref) error {
	w := p.w
	w.mu.Lock()
	trigger := w.newTrigger(p.ID, "")
	out := p.base("shortcut", trigger)
	if len(on) > 0 {
		s, ok := w.surface(on[0], p.ID)
		if !ok || s.msg == nil {
			w.mu.Unlock()
			return errGone
		}
		p.place(out, s)
		delete(out, "container")
		out["type"], out["message_ts"] = "message_action", s.msg.TS
	}
	out["callback_id"], out["action_ts"] = callbackID, w.newTS()
	w.mu.Unlock()
	payload, err := json.Marshal(out)
	if err != nil {
		return err
	}
	return p.interact(ctx, trigger, payload)
}

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
	return in.Groups, nil
}

// offer makes suggestions the options of an external select. Blocks are shared
// with readers, so changed ones are copied.
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
			blocks[i] = blocks[i].withOptions(actionID, groups)
		}
	}
	if s.view != nil {
		s.view.Blocks = blocks
	} else {
		s.msg.Blocks = blocks
	}
}

func (b Block) withOptions(actionID string, groups []OptionGroup) Block {
	swap := func(e *Element) *Element {
		if e == nil || e.ActionID != actionID {
			return e
		}
		c := *e
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
