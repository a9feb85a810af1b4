package page

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"sync"
	"time"

	"salescoach/bot/sandbox"
)

// A place is who looks at what: the whole state of a tab, carried in its URL.
type place struct {
	me      *sandbox.Person
	channel sandbox.Channel
	home    bool // the Home tab of the app instead of its messages
	gallery bool // the gallery instead of a conversation
	many    int  // how many messages are drawn
}

const (
	firstMany = 100 // messages drawn at first; "Show earlier messages" adds as many
	mostMany  = 5000
)

// place reads who and where from the request. What is missing or not allowed
// falls back to the landing place, so that any link shows something.
func (h *handler) place(r *http.Request) (place, bool) {
	q := r.URL.Query()
	me := h.human(q.Get("as"), h.opt.Person)
	if me == nil {
		return place{}, false
	}
	p := place{me: me, home: q.Get("tab") == "home", many: firstMany}
	if n, err := strconv.Atoi(q.Get("n")); err == nil {
		p.many = min(max(n, firstMany), mostMany)
	}
	if q.Get("tab") == "gallery" && len(h.samples) > 0 {
		p.gallery = true
		return p, true
	}
	p.channel = h.room(me.ID, q.Get("c"), h.opt.Channel, h.ws.DM(me.ID))
	p.home = p.home && p.channel.IM && !h.opt.NoHome
	return p, true
}

// human is the first of the wanted people who exists and is no bot, else anybody.
func (h *handler) human(wanted ...string) *sandbox.Person {
	for _, key := range wanted {
		if p := h.ws.Person(key); key != "" && p != nil && isHuman(p.Profile) {
			return p
		}
	}
	for _, p := range h.humans() {
		return h.ws.Person(p.ID)
	}
	return nil
}

func (h *handler) humans() []sandbox.Profile {
	return slices.DeleteFunc(h.ws.People(), func(p sandbox.Profile) bool { return !isHuman(p) })
}

func isHuman(p sandbox.Profile) bool {
	return !p.Bot && !p.Deleted && p.ID != sandbox.SlackbotID
}

// room is the first of the wanted conversations that the person is in.
func (h *handler) room(user string, wanted ...string) sandbox.Channel {
	for _, key := range wanted {
		if c, ok := h.ws.Channel(key); key != "" && ok && slices.Contains(c.Members, user) {
			return c
		}
	}
	return sandbox.Channel{}
}

// query is the place as the query part of a link.
func (p place) query() string {
	if p.gallery {
		return "?" + url.Values{"as": {p.me.ID}, "tab": {"gallery"}}.Encode()
	}
	v := url.Values{"as": {p.me.ID}, "c": {p.channel.ID}}
	if p.home {
		v.Set("tab", "home")
	}
	if p.many != firstMany {
		v.Set("n", strconv.Itoa(p.many))
	}
	return "?" + v.Encode()
}

// link is the address of another place for the same person.
func (p place) link(channelID string, home bool) string {
	return "/" + place{me: p.me, channel: sandbox.Channel{ID: channelID}, home: home, many: firstMany}.query()
}

// reader is the person of the place as somebody text is drawn for.
func (h *handler) reader(p place) reader {
	names, rooms := map[string]string{}, map[string]string{}
	for _, person := range h.ws.People() {
		names[person.ID] = person.DisplayName()
	}
	for _, c := range h.ws.Channels() {
		if !c.Private || slices.Contains(c.Members, p.me.ID) {
			rooms[c.ID] = c.Name
		}
	}
	return reader{
		id: p.me.ID, zone: p.me.Location(), now: h.ws.Now(),
		person:  func(id string) (string, bool) { n, ok := names[id]; return n, ok },
		channel: func(id string) (string, bool) { n, ok := rooms[id]; return n, ok && n != "" },
	}
}

// readMarks remember how far each person has read each conversation. They are
// the page's own: Slack's Web API shows them to nobody but that person.
type readMarks struct {
	mu    *sync.Mutex
	since time.Time // history from before the page existed counts as read
	upTo  map[[2]string]string
}

func newReadMarks(now time.Time) readMarks {
	return readMarks{mu: &sync.Mutex{}, since: now, upTo: map[[2]string]string{}}
}

// mark notes that the person has seen everything up to ts.
func (m readMarks) mark(user, channel, ts string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if key := [2]string{user, channel}; ts > m.upTo[key] {
		m.upTo[key] = ts
	}
}

// unread says whether a message is news to the person: not their own, and
// newer than what they have read. Timestamps have one width, so they compare
// as text.
func (m readMarks) unread(user string, msg sandbox.Message) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return msg.User != user && msg.Time().After(m.since) && msg.TS > m.upTo[[2]string{user, msg.Channel}]
}
