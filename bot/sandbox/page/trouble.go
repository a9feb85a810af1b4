package page

import (
	"context"
	"slices"

	"salescoach/bot/sandbox"
)

// A troubleItem is one line of "A bad day at Slack".
type troubleItem struct {
	Name, Means string
	On          bool // it lasts just now
}

// troubles are the lines of the menu, and what goes wrong just now.
func (h *handler) troubles() (items []troubleItem, ill []string) {
	on := h.ws.Faults().On()
	for _, t := range sandbox.Troubles {
		it := troubleItem{t.Name, t.Means, slices.ContainsFunc(on, func(o sandbox.Trouble) bool { return o.Name == t.Name })}
		if items = append(items, it); it.On {
			ill = append(ill, t.Means)
		}
	}
	return items, ill
}

// trouble makes one of the workspace's troubles, or, without a name, ends them.
func (h *handler) trouble(_ context.Context, _ place, f form) error {
	name := f.PostFormValue("name")
	if name == "" {
		h.ws.Faults().Reset()
		return nil
	}
	t, err := sandbox.TroubleNamed(name)
	if err != nil {
		return refusal("There is no such trouble here.")
	}
	h.ws.Faults().Begin(t)
	return nil
}
