package sandbox

import (
	"encoding/json"
)

// View is a modal or a Home tab as its viewer sees it. Blocks and RawBlocks are
// shared with the workspace: read them, never write.
type View struct {
	ID, User        string
	Type            string // modal or home
	CallbackID      string
	ExternalID      string
	PrivateMetadata string
	Hash            string // changes with every change of the view
	RootID          string
	PreviousID      string // the view under this one in the stack, "" at the bottom
	Title           *Text
	Submit, Close   *Text // nil: Slack's own words "Submit" (when there are inputs) and "Cancel"
	Blocks          []Block
	RawBlocks       json.RawMessage
	ClearOnClose    bool
	NotifyOnClose   bool
	SubmitDisabled  bool

	Inputs   map[string]map[string]Value // what the person has filled in: block id → action id
	Errors   map[string]string           // from the last submission: input block id → sentence
	Depth    int                         // 1 at the bottom of the stack, 3 at most
	Revision int
}

// Ref names the view for Click.
func (v View) Ref() Ref { return Ref{View: v.ID} }

// view is the stored form. Its Inputs and Errors are owned by it.
type view struct {
	View
}

// Modal is the top of a person's stack of modals.
func (w *Workspace) Modal(userID string) (View, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	s := w.stacks[userID]
	if len(s) == 0 {
		return View{}, false
	}
	v := s[len(s)-1].copy()
	v.Depth = len(s)
	return v, true
}

// Home is what the app has published on a person's Home tab.
func (w *Workspace) Home(userID string) (View, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if v := w.homes[userID]; v != nil {
		return v.copy(), true
	}
	return View{}, false
}

func (v *view) copy() View {
	out := v.View
	out.Inputs = inputs(v.Inputs).clone()
	out.Errors = make(map[string]string, len(v.Errors))
	for k, e := range v.Errors {
		out.Errors[k] = e
	}
	return out
}
