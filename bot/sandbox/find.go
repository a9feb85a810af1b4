package sandbox

import (
	"context"
	"fmt"
	"strings"
)

// Last is the newest message that p sees in a conversation, in a thread or not.
func (p *Person) Last(channelID string) (Message, bool) {
	w := p.w
	w.mu.Lock()
	defer w.mu.Unlock()
	ch := w.channels[channelID]
	if ch == nil || !ch.has(p.ID) {
		return Message{}, false
	}
	for i := len(ch.messages) - 1; i >= 0; i-- {
		if m := ch.messages[i]; m.visibleTo(p.ID) {
			return ch.withReplies(m, p.ID), true
		}
	}
	return Message{}, false
}

// hit is an element found by what is written on it.
type hit struct {
	on            Ref
	block, action string
	value         []string
	exact         bool
}

// Press presses the button, or chooses the overflow entry or option, that is
// labelled so, in the newest message of the conversation that has it. The label
// is compared without regard to case; a label that only starts so is taken when
// no whole one is found. What a screen reader calls it is a label too.
func (p *Person) Press(ctx context.Context, channelID, label string) error {
	w := p.w
	w.mu.Lock()
	ch := w.channels[channelID]
	if ch == nil || !ch.has(p.ID) {
		w.mu.Unlock()
		return errOutside
	}
	var found *hit
	for i := len(ch.messages) - 1; i >= 0 && (found == nil || !found.exact); i-- {
		m := ch.messages[i]
		if !m.visibleTo(p.ID) {
			continue
		}
		if h := labelled(m.Blocks, m.Ref(), label); h != nil && (found == nil || h.exact) {
			found = h
		}
	}
	w.mu.Unlock()
	return p.pressed(ctx, found, label, "in this conversation")
}

// PressHome is Press on the Home tab.
func (p *Person) PressHome(ctx context.Context, label string) error {
	v, ok := p.w.Home(p.ID)
	if !ok {
		return fmt.Errorf("%s has no Home yet", p.Name)
	}
	return p.pressed(ctx, labelled(v.Blocks, v.Ref(), label), label, "on the Home tab")
}

// PressModal is Press in the top modal.
func (p *Person) PressModal(ctx context.Context, label string) error {
	v, ok := p.w.Modal(p.ID)
	if !ok {
		return fmt.Errorf("%s has no modal open", p.Name)
	}
	return p.pressed(ctx, labelled(v.Blocks, v.Ref(), label), label, "in the modal")
}

func (p *Person) pressed(ctx context.Context, h *hit, label, where string) error {
	if h == nil {
		return fmt.Errorf("there is no %q %s", label, where)
	}
	return p.Click(ctx, h.on, h.block, h.action, h.value...)
}

// labelled finds what can be pressed under a label: the last one whose whole
// label it is, else the last one whose label starts so.
func labelled(blocks []Block, on Ref, label string) *hit {
	var found *hit
	try := func(b *Block, e *Element, text string, value ...string) {
		text = plainSpaces(text)
		exact := strings.EqualFold(text, strings.TrimSpace(label))
		if !exact && !hasPrefixFold(text, label) || found != nil && found.exact && !exact {
			return
		}
		found = &hit{on: on, block: b.BlockID, action: e.ActionID, value: value, exact: exact}
	}
	for i := range blocks {
		b := &blocks[i]
		for _, e := range b.Interactive() {
			if e.Text != nil {
				try(b, e, e.Text.Text)
			}
			if e.AccessibilityLabel != "" { // tells apart what has the same label
				try(b, e, e.AccessibilityLabel)
			}
			if b.Type == "input" {
				continue // its options are filled in, not pressed
			}
			for _, o := range e.AllOptions() {
				try(b, e, o.Text.Text, o.Value)
			}
		}
	}
	return found
}

func hasPrefixFold(s, prefix string) bool {
	return prefix != "" && len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// Choose picks one or more options, by text or value, in the field of the
// newest message that has one with this placeholder, or, failing that, whose
// block's text starts with it.
func (p *Person) Choose(ctx context.Context, channelID, label string, value ...string) error {
	w := p.w
	w.mu.Lock()
	ch := w.channels[channelID]
	if ch == nil || !ch.has(p.ID) {
		w.mu.Unlock()
		return errOutside
	}
	var found *hit
	for i := len(ch.messages) - 1; i >= 0 && found == nil; i-- {
		if m := ch.messages[i]; m.visibleTo(p.ID) {
			found = field(m.Blocks, m.Ref(), label)
		}
	}
	w.mu.Unlock()
	if found == nil {
		return fmt.Errorf("there is no field %q in this conversation", label)
	}
	return p.Click(ctx, found.on, found.block, found.action, value...)
}

// Fill fills the field with this label (or placeholder) in the top modal, with
// an option's text or value, free text, or several of them. The empty text
// clears it. Fields that dispatch their action tell the app, as in Click; one that the
// app suggests the options of is typed into first, and takes the option that is called
// so or, if there is only one, begins so.
func (p *Person) Fill(ctx context.Context, label string, value ...string) error {
	v, ok := p.w.Modal(p.ID)
	if !ok {
		return fmt.Errorf("%s has no modal open", p.Name)
	}
	h := field(v.Blocks, v.Ref(), label)
	if h == nil {
		return fmt.Errorf("there is no field %q in the modal %q", label, v.titleText())
	}
	value, err := p.looked(ctx, h, value)
	if err == nil {
		err = p.Click(ctx, h.on, h.block, h.action, value...)
	}
	if err != nil {
		return fmt.Errorf("field %q: %w", label, err)
	}
	return nil
}

// looked turns what was typed into an external select into the option that is meant.
func (p *Person) looked(ctx context.Context, h *hit, value []string) ([]string, error) {
	p.w.mu.Lock()
	_, _, e, err := p.element(h.on, h.block, h.action)
	p.w.mu.Unlock()
	if err != nil || e.Type != "external_select" || len(value) != 1 || value[0] == "" {
		return value, err
	}
	groups, err := p.Suggest(ctx, h.on, h.block, h.action, value[0])
	if err != nil {
		return nil, err
	}
	var begin []Option
	for _, o := range (&Element{OptionGroups: groups}).AllOptions() {
		label := plainSpaces(o.Text.Text)
		if strings.EqualFold(label, value[0]) {
			return []string{o.Value}, nil
		}
		if hasPrefixFold(label, value[0]) {
			begin = append(begin, o)
		}
	}
	if len(begin) != 1 {
		return nil, fmt.Errorf("%d of the %d options begin with %q", len(begin), len((&Element{OptionGroups: groups}).AllOptions()), value[0])
	}
	return []string{begin[0].Value}, nil
}

// field finds a field by its label, else by placeholder, else by the text of
// the section that it stands in.
func field(blocks []Block, on Ref, label string) *hit {
	var names [3]*hit
	for i := range blocks {
		b := &blocks[i]
		for _, e := range b.Interactive() {
			if !e.holdsValue() {
				continue
			}
			for rank, t := range []*Text{b.Label, e.Placeholder, b.Text} {
				if t != nil && names[rank] == nil && hasPrefixFold(strings.TrimSpace(t.Text), strings.TrimSpace(label)) {
					names[rank] = &hit{on: on, block: b.BlockID, action: e.ActionID}
				}
			}
		}
	}
	for _, h := range names {
		if h != nil {
			return h
		}
	}
	return nil
}

// SubmitModal presses the submit button of the top modal, as Submit does.
func (p *Person) SubmitModal(ctx context.Context) (map[string]string, error) {
	v, ok := p.w.Modal(p.ID)
	if !ok {
		return nil, fmt.Errorf("%s has no modal open", p.Name)
	}
	return p.Submit(ctx, v.ID, nil)
}

func (v View) titleText() string {
	if v.Title == nil {
		return ""
	}
	return v.Title.Text
}

// RunShortcut runs the app's global shortcut of this name, as choosing it in the menu
// beside the composer does.
func (p *Person) RunShortcut(ctx context.Context, name string) error {
	s, err := p.w.shortcut(name, false)
	if err != nil {
		return err
	}
	return p.Shortcut(ctx, s.CallbackID)
}

// RunOn runs the app's message shortcut of this name on the newest message of the
// conversation that has the text in it. Slack offers none on what only one person sees.
func (p *Person) RunOn(ctx context.Context, channelID, text, name string) error {
	s, err := p.w.shortcut(name, true)
	if err != nil {
		return err
	}
	all := p.w.Messages(channelID, p.ID)
	for i := len(all) - 1; i >= 0; i-- {
		if m := all[i]; m.EphemeralTo == "" && strings.Contains(m.PlainText(), text) {
			return p.Shortcut(ctx, s.CallbackID, m.Ref())
		}
	}
	return fmt.Errorf("there is no message with %q in this conversation", text)
}

func (w *Workspace) shortcut(name string, onMessage bool) (Shortcut, error) {
	for _, s := range w.opt.Shortcuts {
		if s.Message == onMessage && strings.EqualFold(s.Name, name) {
			return s, nil
		}
	}
	return Shortcut{}, fmt.Errorf("the app has no such shortcut: %q", name)
}
