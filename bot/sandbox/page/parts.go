package page

import (
	"bytes"
	"net/http"
	"slices"

	"salescoach/bot/sandbox"
)

// A whole is everything that the first drawing of a tab needs.
type whole struct {
	Side     side
	Clock    moment
	Log      log
	Home     home
	Gallery  *gallery
	Modal    *modal
	Place    placeItem
	Commands []sandbox.Command
	Globals  []sandbox.Shortcut
	Buttons  []Button
}

// A placeItem is the head of a conversation.
type placeItem struct {
	As, Channel   string
	Query         string
	Name, Topic   string
	IM, Private   bool
	AtHome        bool
	Members       []personItem
	App, AppName  string // the app's handle, and its name
	HasApp        bool   // the app is in the channel
	BotFace       face
	HomeLink      string
	MessagesLink  string
	Handles       []personItem
	Rooms         []roomItem
	Placeholder   string
	CanWrite      bool
	WorkspaceName string
}

// whole answers GET /: the page for one person in one place.
func (h *handler) whole(w http.ResponseWriter, r *http.Request) {
	p, ok := h.place(r)
	if !ok {
		http.Error(w, "There is nobody in this workspace yet. Add a person first.", http.StatusNotFound)
		return
	}
	if want := "/" + p.query(); r.URL.RawQuery == "" {
		http.Redirect(w, r, want, http.StatusSeeOther) // #nosec G710 -- a query of this page's own, after its own path
		return
	}
	data, err := h.draw(p)
	if err == nil && p.gallery {
		data.Gallery, err = h.gallery(p, r)
	}
	if err != nil {
		h.sorry(w, err)
		return
	}
	h.read.mark(p.me.ID, p.channel.ID, p.channel.LastTS)
	h.write(w, "page", data)
}

func (h *handler) draw(p place) (whole, error) {
	list, err := h.log(p, h.fresh(p))
	if err != nil {
		return whole{}, err
	}
	hm, err := h.home(p)
	if err != nil {
		return whole{}, err
	}
	md, err := h.modal(p)
	if err != nil {
		return whole{}, err
	}
	s := h.side(p)
	data := whole{
		Side: s, Clock: h.moment(p), Log: list, Home: hm, Modal: md, Place: h.head(p, s),
		Commands: append(h.ws.Commands(), sandbox.BuiltIn...), Buttons: h.opt.Buttons,
	}
	for _, sc := range h.ws.Shortcuts() {
		if !sc.Message {
			data.Globals = append(data.Globals, sc)
		}
	}
	return data, nil
}

func (h *handler) head(p place, s side) placeItem {
	it := placeItem{
		As: p.me.ID, Channel: p.channel.ID, Query: p.query(), Name: p.channel.Name, Topic: p.channel.Topic, IM: p.channel.IM,
		Private: p.channel.Private, AtHome: p.home, BotFace: s.DM.Face,
		HomeLink: s.HomeLink, MessagesLink: s.DM.Link,
		CanWrite: !p.home && p.channel.ID != "" && !p.channel.Archived, WorkspaceName: s.Team,
	}
	bot := h.profile(h.ws.BotUserID())
	it.App, it.AppName, it.HasApp = bot.Name, bot.DisplayName(), slices.Contains(p.channel.Members, bot.ID)
	it.Handles, it.Rooms = append(slices.Clone(s.People), h.personItem(p, bot)), h.public(p)
	for _, id := range p.channel.Members {
		it.Members = append(it.Members, h.personItem(p, h.profile(id)))
	}
	it.Placeholder = "Message #" + p.channel.Name
	if p.channel.IM {
		it.Name = s.DM.Name
		it.Placeholder = "Message " + s.DM.Name
	}
	return it
}

// public are the channels that the person may name: their own, and those that they may join.
func (h *handler) public(p place) (rooms []roomItem) {
	for _, c := range h.ws.Channels() {
		if !c.IM && !c.Archived && (!c.Private || slices.Contains(c.Members, p.me.ID)) {
			rooms = append(rooms, roomItem{ID: c.ID, Name: c.Name, Private: c.Private})
		}
	}
	return rooms
}

// part answers GET /part/…: one piece, or 204 when the browser has it already.
func (h *handler) part(w http.ResponseWriter, r *http.Request) {
	p, ok := h.place(r)
	if !ok {
		http.Error(w, "There is no such person any more.", http.StatusNotFound)
		return
	}
	if h.elsewhere(w, r, p) {
		return
	}
	var name string
	var data any
	var err error
	switch r.PathValue("part") {
	case "side":
		name, data = "side", h.side(p)
	case "head":
		name, data = "head", h.head(p, h.side(p))
	case "ill":
		name, data = "ill", h.side(p)
	case "people":
		name, data = "people", h.side(p)
	case "clock":
		name, data = "clock", h.moment(p)
	case "log":
		name = "log"
		data, err = h.log(p, r.URL.Query().Get("new"))
	case "home":
		name = "home"
		data, err = h.home(p)
	case "modal":
		name = "modal"
		data, err = h.modal(p)
	case "gallery":
		name = "gallery-list"
		data, err = h.gallery(p, r)
	default:
		http.NotFound(w, r)
		return
	}
	if err != nil {
		h.sorry(w, err)
		return
	}
	if name == "log" && r.Header.Get("X-Seen") != "" { // the tab is in front
		h.read.mark(p.me.ID, p.channel.ID, p.channel.LastTS)
	}
	h.writeIfNew(w, r, name, data)
}

// elsewhere takes a tab away from a conversation that its person is no longer in, and
// from a person whose account is deactivated.
func (h *handler) elsewhere(w http.ResponseWriter, r *http.Request, p place) bool {
	if c := r.URL.Query().Get("c"); !h.gone(r) && (c == "" || c == p.channel.ID || p.gallery) {
		return false
	}
	w.Header().Set("HX-Redirect", "/"+p.query())
	w.WriteHeader(http.StatusNoContent)
	return true
}

func (h *handler) writeIfNew(w http.ResponseWriter, r *http.Request, name string, data any) {
	var out bytes.Buffer
	if err := templates.ExecuteTemplate(&out, name, data); err != nil {
		h.sorry(w, err)
		return
	}
	rev := revOf(out.String())
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Rev", rev)
	if r.Header.Get("X-Rev") == rev {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = out.WriteTo(w)
}

func (h *handler) write(w http.ResponseWriter, name string, data any) {
	var out bytes.Buffer
	if err := templates.ExecuteTemplate(&out, name, data); err != nil {
		h.sorry(w, err)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = out.WriteTo(w) // the browser went away; nothing is left to do
}

// sorry is for mistakes of the page itself.
func (h *handler) sorry(w http.ResponseWriter, err error) {
	h.opt.Log.Error("sandbox page", "err", err)
	http.Error(w, "The page could not be drawn. The log has the reason.", http.StatusInternalServerError)
}
