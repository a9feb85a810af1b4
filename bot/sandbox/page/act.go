package page

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"salescoach/bot/sandbox"
)

// act is a click or a choice on a surface. What was typed into its fields so
// far goes along, as Slack sends the state with every action.
func (h *handler) act(ctx context.Context, p place, f form) error {
	on := refOf(f)
	blocks, ok := h.surface(p, on)
	if !ok {
		return refusal("That is not there any more.")
	}
	block, action := f.PostFormValue("block"), f.PostFormValue("action")
	e := find(blocks, block, action)
	if e == nil {
		return refusal("That has changed meanwhile. Look again.")
	}
	if err := h.keep(p, on, blocks, f, e); err != nil {
		return err
	}
	switch e.Type {
	case "button", "workflow_button", "icon_button":
		return p.me.Click(ctx, on, block, action)
	case "overflow":
		return p.me.Click(ctx, on, block, action, f.PostFormValue("value"))
	}
	values := valueOf(f, block, e, p.me.Location())
	if len(values) == 0 && strings.HasSuffix(e.Type, "_select") && !strings.HasPrefix(e.Type, "multi_") {
		return nil // in Slack, too, nothing happens until something is selected
	}
	return p.me.Click(ctx, on, block, action, values...)
}

// suggest asks the app for the choices of a search, as typing into it does.
func (h *handler) suggest(ctx context.Context, p place, f form) error {
	on, block, action := refOf(f), f.PostFormValue("block"), f.PostFormValue("action")
	blocks, ok := h.surface(p, on)
	if !ok {
		return nil // closed meanwhile
	}
	e := find(blocks, block, action)
	typed := strings.TrimSpace(f.PostFormValue("typed " + fieldName(block, action)))
	if e == nil || utf8.RuneCountInString(typed) < leastTyped(e) {
		return nil
	}
	_, err := p.me.Suggest(ctx, on, block, action, typed)
	return err
}

// leastTyped is how much has to be typed before the app is asked.
func leastTyped(e *sandbox.Element) int {
	if e.MinQueryLength == nil {
		return 3
	}
	return *e.MinQueryLength
}

// fill keeps what was typed into a modal, so that a reload shows it again.
func (h *handler) fill(_ context.Context, p place, f form) error {
	on := refOf(f)
	blocks, ok := h.surface(p, on)
	if !ok {
		return nil // closed meanwhile; there is nothing to keep
	}
	return h.keep(p, on, blocks, f, nil)
}

// submit presses the submit button of a modal. Errors on fields are kept by the
// workspace and drawn with the modal; this only reports what has no field.
func (h *handler) submit(ctx context.Context, p place, f form) error {
	on := refOf(f)
	blocks, ok := h.surface(p, on)
	if !ok {
		return refusal("This window is closed already.")
	}
	values := map[string]map[string]sandbox.Value{}
	for b, e := range holders(blocks) {
		if !answered(f, b.BlockID, e) {
			continue
		}
		if values[b.BlockID] == nil {
			values[b.BlockID] = map[string]sandbox.Value{}
		}
		values[b.BlockID][e.ActionID] = valueOf(f, b.BlockID, e, p.me.Location())
	}
	problems, err := p.me.Submit(ctx, on.View, values)
	if len(problems) > 0 {
		return nil
	}
	return err
}

func (h *handler) closeModal(ctx context.Context, p place, f form) error {
	return p.me.CloseModal(ctx, f.PostFormValue("view"))
}

func refOf(f form) sandbox.Ref {
	return sandbox.Ref{Channel: f.PostFormValue("channel"), TS: f.PostFormValue("ts"), View: f.PostFormValue("view")}
}

// surface is the blocks that a reference names, as far as the person sees them.
func (h *handler) surface(p place, on sandbox.Ref) ([]sandbox.Block, bool) {
	if on.View == "" {
		m, ok := h.ws.Message(on.Channel, on.TS, p.me.ID)
		return m.Blocks, ok
	}
	for _, top := range []func(string) (sandbox.View, bool){h.ws.Modal, h.ws.Home} {
		if v, ok := top(p.me.ID); ok && v.ID == on.View {
			return v.Blocks, true
		}
	}
	return nil, false
}

func find(blocks []sandbox.Block, blockID, actionID string) *sandbox.Element {
	for i := range blocks {
		for _, e := range blocks[i].Interactive() {
			if blocks[i].BlockID == blockID && e.ActionID == actionID {
				return e
			}
		}
	}
	return nil
}

// keep stores the fields of a form, save the one that is being acted on.
func (h *handler) keep(p place, on sandbox.Ref, blocks []sandbox.Block, f form, acting *sandbox.Element) error {
	var errs []error
	for b, e := range holders(blocks) {
		if e != acting && answered(f, b.BlockID, e) {
			errs = append(errs, p.me.Set(on, b.BlockID, e.ActionID, valueOf(f, b.BlockID, e, p.me.Location())...))
		}
	}
	return errors.Join(errs...)
}

// holders are the elements that hold a value, each with its block.
func holders(blocks []sandbox.Block) func(func(*sandbox.Block, *sandbox.Element) bool) {
	return func(yield func(*sandbox.Block, *sandbox.Element) bool) {
		for i := range blocks {
			for _, e := range blocks[i].Interactive() {
				if holdsValue(e.Type) && !yield(&blocks[i], e) {
					return
				}
			}
		}
	}
}

// answered says whether a form speaks about an element at all. Boxes without a
// tick send nothing, so their silence is an answer; that of others is not.
func answered(f form, blockID string, e *sandbox.Element) bool {
	_, sent := f.PostForm[fieldName(blockID, e.ActionID)]
	return sent || e.Type == "checkboxes" || strings.HasPrefix(e.Type, "multi_")
}

func holdsValue(kind string) bool {
	switch kind {
	case "button", "workflow_button", "icon_button", "overflow", "feedback_buttons", "file_input":
		return false
	}
	return true
}

// valueOf reads the field of an element from a form. An empty field is no value.
func valueOf(f form, blockID string, e *sandbox.Element, zone *time.Location) sandbox.Value {
	values := slices.DeleteFunc(slices.Clone(f.PostForm[fieldName(blockID, e.ActionID)]), func(s string) bool { return s == "" })
	if e.Type != "datetimepicker" {
		return values
	}
	for i, v := range values {
		if at, err := time.ParseInLocation(localLayout, v, zone); err == nil {
			values[i] = strconv.FormatInt(at.Unix(), 10)
		}
	}
	return values
}
