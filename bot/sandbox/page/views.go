package page

import (
	"html/template"

	"salescoach/bot/sandbox"
)

// A modal is the top view of a person's stack, ready to be drawn.
type modal struct {
	ID, Query     string
	Title         string
	Submit, Close string // Submit is empty when there is nothing to submit
	Back          bool   // another view lies underneath
	Disabled      bool
	Body          template.HTML
	Problems      int    // fields with an error
	Post, Shut    string // addresses of the buttons below
}

func (h *handler) modal(p place) (*modal, error) {
	v, ok := h.ws.Modal(p.me.ID)
	if !ok {
		return nil, nil
	}
	c := h.drawer(p).canvas("v-"+v.ID, v.Ref(), v.Inputs)
	c.errors = v.Errors
	body, err := c.blocks(v.Blocks)
	if err != nil {
		return nil, err
	}
	m := modalOf(c, v)
	m.Query, m.Body = p.query(), body
	return m, nil
}

// modalOf is the frame of a modal, without what is in it.
func modalOf(c canvas, v sandbox.View) *modal {
	m := &modal{
		ID: v.ID, Title: c.words(textOf(v.Title).Text), Close: "Cancel", Post: "/submit", Shut: "/close",
		Back: v.Depth > 1, Disabled: v.SubmitDisabled, Problems: len(v.Errors),
	}
	if v.Close != nil {
		m.Close = c.words(v.Close.Text)
	}
	switch {
	case v.Submit != nil:
		m.Submit = c.words(v.Submit.Text)
	case hasInputs(v.Blocks):
		m.Submit = "Submit"
	}
	return m
}

func hasInputs(blocks []sandbox.Block) bool {
	for _, b := range blocks {
		if b.Type == "input" {
			return true
		}
	}
	return false
}

// A home is the app's Home tab for one person.
type home struct {
	Published bool
	Name      string
	Query     string
	Body      template.HTML
}

func (h *handler) home(p place) (home, error) {
	out := home{Name: h.ws.BotName(), Query: p.query()}
	v, ok := h.ws.Home(p.me.ID)
	if !ok || !p.home {
		return out, nil
	}
	body, err := h.drawer(p).canvas("h-"+v.ID, v.Ref(), v.Inputs).blocks(v.Blocks)
	out.Published, out.Body = true, body
	return out, err
}
