package page

import (
	"context"
	"encoding/json"
	"net/http"

	"salescoach/bot/sandbox"
)

// account deactivates somebody, or brings them back, as an admin of the workspace does:
// the app is told what Slack tells it (user_change), and cannot write to them meanwhile.
func (h *handler) account(_ context.Context, p place, f form) error {
	who := h.ws.Person(f.PostFormValue("who"))
	back := f.PostFormValue("back") != ""
	switch {
	case who == nil || who.Bot || who.ID == sandbox.SlackbotID:
		return refusal("There is nobody of that name here.")
	case who.ID == p.me.ID && !back:
		return refusal("That is who you are just now. Be somebody else first, under View as.")
	}
	return h.ws.UpdatePerson(who.ID, func(p *sandbox.Profile) { p.Deleted = !back })
}

// gone says that whoever a tab belongs to is deactivated: nothing is done, or shown, in
// another person's name instead.
func (h *handler) gone(r *http.Request) bool {
	who := h.ws.Person(r.URL.Query().Get("as"))
	return who != nil && who.Deleted
}

// accountVals is what a button posts that deactivates somebody or brings them back, as
// JSON for htmx.
func accountVals(who string, back bool) (string, error) {
	vals := map[string]string{"who": who}
	if back {
		vals["back"] = "yes"
	}
	raw, err := json.Marshal(vals)
	return string(raw), err
}
