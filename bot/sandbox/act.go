package sandbox

import (
	"context"
	"encoding/json"
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
	p.changed(s)
}

// changed announces that a surface looks different now; the caller holds w.mu.
func (p *Person) changed(s surface) {
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
