package sandbox

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

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
