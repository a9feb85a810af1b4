package page

import (
	"cmp"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"salescoach/bot/sandbox"
)

// A Sample is a message, a modal or a Home tab of the app that can be looked at with
// nothing behind it: the gallery draws it as the real one is drawn.
type Sample struct {
	Name    string // unique, and part of the address: "nudge_three"
	Group   string // the matter that it belongs to
	Payload []byte // JSON, as it goes to Slack: a message with text and blocks, or a view
}

// A sample is a Sample that was read.
type sample struct {
	Sample
	text          string // a message's text beside its blocks
	kind          string // message, modal or home
	title         *sandbox.Text
	submit, close *sandbox.Text
	blocks        []sandbox.Block
	words         string // all that it says, for the search
}

// readSamples reads the gallery's samples and brings each group together, in the order in
// which the groups come up first. One that cannot be read says so where it would stand.
func readSamples(all []Sample) []sample {
	var order []string
	list := make([]sample, 0, len(all))
	for _, s := range all {
		if !slices.Contains(order, s.Group) {
			order = append(order, s.Group)
		}
		list = append(list, readSample(s))
	}
	slices.SortStableFunc(list, func(a, b sample) int {
		return cmp.Compare(slices.Index(order, a.Group), slices.Index(order, b.Group))
	})
	return list
}

func readSample(s Sample) sample {
	var in struct {
		Type, Text           json.RawMessage
		Title, Submit, Close *sandbox.Text
		Blocks               []sandbox.Block
	}
	out := sample{Sample: s, kind: "message"}
	if err := json.Unmarshal(s.Payload, &in); err != nil {
		out.text = "This cannot be read: " + err.Error()
		return out
	}
	_ = json.Unmarshal(in.Text, &out.text) // only messages have one
	_ = json.Unmarshal(in.Type, &out.kind) // only views have one
	out.title, out.submit, out.close, out.blocks = in.Title, in.Submit, in.Close, in.Blocks
	for i := range out.blocks {
		out.blocks[i].BlockID = cmp.Or(out.blocks[i].BlockID, fmt.Sprint("b", i)) // as Slack fills them in
	}
	said := sandbox.View{Type: out.kind, Title: in.Title, Submit: in.Submit, Close: in.Close, Blocks: in.Blocks}
	out.words = strings.ToLower(s.Name + " " + s.label() + " " + out.text + " " + said.PlainText())
	return out
}

// label is the name as people read it: "nudge of one".
func (s Sample) label() string { return strings.NewReplacer("_", " ", "-", " ").Replace(s.Name) }

// A gallery is the list of samples and those that are looked at.
type gallery struct {
	As, Query string // of the place
	Search    string
	Groups    []galleryGroup
	Shown     []shown
	Title     string
	Back      string // to the list alone, for narrow screens
	Prev      string
	Next      string
	Dark      bool
	Phone     bool
	DarkLink  string
	PhoneLink string
}

type galleryGroup struct {
	Name, Link string
	Here       bool
	Items      []galleryItem
}

type galleryItem struct {
	Name, Label, Kind, Link string
	Here                    bool
}

// A shown is one sample, drawn.
type shown struct {
	Name, Label, Link string
	Notice            template.HTML // the text beside a message's blocks
	Message           *item
	Modal             *modal
	Home              template.HTML
}

// look is what is looked at, and how: the gallery's part of an address.
type look struct {
	name, group, search string
	dark, phone         bool
}

func lookOf(q url.Values) look {
	return look{q.Get("m"), q.Get("g"), strings.TrimSpace(q.Get("q")), q.Get("dark") != "", q.Get("phone") != ""}
}

// link is the address of a look at the gallery.
func (l look) link(p place) string {
	v := url.Values{"as": {p.me.ID}, "tab": {"gallery"}}
	for key, value := range map[string]string{"m": l.name, "g": l.group, "q": l.search} {
		if value != "" {
			v.Set(key, value)
		}
	}
	for key, on := range map[string]bool{"dark": l.dark, "phone": l.phone} {
		if on {
			v.Set(key, "1")
		}
	}
	return "/?" + v.Encode()
}

// galleryLink leads to the gallery; "" where there is none.
func (h *handler) galleryLink(p place) string {
	if len(h.samples) == 0 {
		return ""
	}
	return look{}.link(p)
}

// gallery is the list, narrowed by the search, and what is looked at of it.
func (h *handler) gallery(p place, r *http.Request) (*gallery, error) {
	l := lookOf(r.URL.Query())
	g := &gallery{As: p.me.ID, Query: p.query(), Search: l.search, Dark: l.dark, Phone: l.phone}
	g.DarkLink, g.PhoneLink = l.with(func(l *look) { l.dark = !l.dark }).link(p), l.with(func(l *look) { l.phone = !l.phone }).link(p)
	g.Back = l.with(func(l *look) { l.name, l.group = "", "" }).link(p)
	var order []sample
	for _, s := range h.samples {
		if strings.Contains(s.words, strings.ToLower(l.search)) {
			order = append(order, s)
			g.list(p, l, s)
		}
	}
	g.neighbours(p, l, order)
	for _, s := range h.samples {
		if s.Name != l.name && (l.name != "" || l.group == "" || s.Group != l.group) {
			continue
		}
		drawn, err := h.show(p, s)
		if err != nil {
			return nil, err
		}
		drawn.Link = l.with(func(l *look) { l.name, l.group = s.Name, "" }).link(p)
		g.Shown = append(g.Shown, drawn)
		g.Title = cmp.Or(l.group, drawn.Label)
	}
	return g, nil
}

func (l look) with(change func(*look)) look { change(&l); return l }

// list adds a sample to its group in the list.
func (g *gallery) list(p place, l look, s sample) {
	if n := len(g.Groups); n == 0 || g.Groups[n-1].Name != s.Group {
		whole := l.with(func(l *look) { l.name, l.group = "", s.Group })
		g.Groups = append(g.Groups, galleryGroup{Name: s.Group, Link: whole.link(p), Here: l.name == "" && l.group == s.Group})
	}
	last := &g.Groups[len(g.Groups)-1]
	one := l.with(func(l *look) { l.name, l.group = s.Name, "" })
	last.Items = append(last.Items, galleryItem{s.Name, s.label(), s.kind, one.link(p), l.name == s.Name})
}

// neighbours are the samples before and after the one that is looked at.
func (g *gallery) neighbours(p place, l look, order []sample) {
	at := slices.IndexFunc(order, func(s sample) bool { return s.Name == l.name })
	if at < 0 {
		return
	}
	to := func(i int) string { return l.with(func(l *look) { l.name = order[i].Name }).link(p) }
	if at > 0 {
		g.Prev = to(at - 1)
	}
	if at+1 < len(order) {
		g.Next = to(at + 1)
	}
}

// show draws one sample.
func (h *handler) show(p place, s sample) (shown, error) {
	d := h.drawer(p)
	known := d.person
	d.person = func(id string) (string, bool) { // its people are no people of this workspace
		if name, ok := known(id); ok {
			return name, true
		}
		return nameOf(id), true
	}
	c := d.canvas("g-"+s.Name, sandbox.Ref{}, nil)
	c.act = "/sample" + d.query
	body, err := c.blocks(s.blocks)
	out := shown{Name: s.Name, Label: s.label()}
	switch s.kind {
	case "modal":
		m := modalOf(c, sandbox.View{ID: "g-" + s.Name, Title: s.title, Submit: s.submit, Close: s.close, Blocks: s.blocks})
		m.Query, m.Body, m.Post, m.Shut = d.query, body, "/sample", "/sample"
		out.Modal = m
	case "home":
		out.Home = body
	default:
		out.Notice = d.mrkdwn(s.text)
		at := h.ws.Now().In(d.zone)
		out.Message = &item{ID: "g-" + s.Name, Author: h.ws.BotName(), Face: faceOf(h.profile(h.ws.BotUserID())), Clock: at.Format("3:04 PM"), Body: body}
	}
	return out, err
}

// nameOf reads a name out of an id: "Dana" of U0DANA.
func nameOf(id string) string {
	name := strings.TrimLeft(id, "UW0")
	if name == "" {
		return id
	}
	return name[:1] + strings.ToLower(name[1:])
}
