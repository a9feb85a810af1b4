package page

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"html/template"
	"slices"
	"strings"
	"time"

	"salescoach/bot/sandbox"
)

// A log is the list of messages of one conversation, as one person sees it.
type log struct {
	Items   []item
	Earlier string // link to more of the past; "" when all is drawn
	Empty   bool
	Fresh   string // TS of the first message that was new when the tab was opened
	Room    sandbox.Channel
	HasApp  bool // the app is in it
	BotName string
}

// An item is one message with all that is drawn around it.
type item struct {
	ID, Rev         string // Rev changes with the drawing; the browser skips what is the same
	TS, Channel     string
	Day             string // a divider above: "Today"
	New             bool   // the "new" line above
	Compact         bool   // follows a message of the same author closely
	Author          string
	Face            face
	Clock, Full     string
	ISO             string
	Edited, Private bool
	Failed          bool
	Notice          bool // Slack's own line: somebody came or went
	Body            template.HTML
	Files           []attached
	Replies         []item
	ReplyCount      int
	LastReply       string
	CanReply        bool
	Shortcuts       []sandbox.Shortcut
	Query           string
}

// together is how close two messages of one author are when the second one is
// drawn without name and face.
const together = 5 * time.Minute

// log draws a conversation. Fresh is the message with the "new" line above it.
func (h *handler) log(p place, fresh string) (log, error) {
	l := log{Room: p.channel, HasApp: slices.Contains(p.channel.Members, h.ws.BotUserID()), BotName: h.ws.BotName(), Fresh: fresh}
	msgs := h.ws.Messages(p.channel.ID, p.me.ID)
	l.Empty = len(msgs) == 0
	if cut := len(msgs) - p.many; cut > 0 {
		more := p
		more.many += firstMany
		msgs, l.Earlier = msgs[cut:], "/"+more.query()
	}
	d := h.drawer(p)
	var before *sandbox.Message
	for _, m := range msgs {
		it, err := d.item(m, before)
		if err != nil {
			return log{}, err
		}
		it.New = m.TS == fresh
		l.Items = append(l.Items, it)
		before = &m
	}
	return l, nil
}

// fresh is the first message of a place that is news to the person, "" for none.
func (h *handler) fresh(p place) string {
	for _, m := range h.ws.Messages(p.channel.ID, p.me.ID) {
		if h.read.unread(p.me.ID, m) {
			return m.TS
		}
	}
	return ""
}

// A drawer draws the messages of one place. It holds what they share, so that
// names are looked up once for all of them.
type drawer struct {
	reader
	ws       *sandbox.Workspace
	query    string
	room     sandbox.Channel
	people   []sandbox.Option
	channels []sandbox.Option
	actions  []sandbox.Shortcut // message shortcuts
	profiles map[string]sandbox.Profile
}

func (h *handler) drawer(p place) drawer {
	d := drawer{reader: h.reader(p), ws: h.ws, query: p.query(), room: p.channel, profiles: map[string]sandbox.Profile{}}
	for _, who := range h.ws.People() {
		d.profiles[who.ID] = who
		if isHuman(who) {
			d.people = append(d.people, choiceOf(who.ID, who.DisplayName()))
		}
	}
	for _, c := range h.ws.ChannelsOf(p.me.ID) {
		if !c.IM {
			d.channels = append(d.channels, choiceOf(c.ID, "#"+c.Name))
		}
	}
	for _, s := range h.ws.Shortcuts() {
		if s.Message {
			d.actions = append(d.actions, s)
		}
	}
	return d
}

// choiceOf names a person or channel in a select.
func choiceOf(id, name string) sandbox.Option {
	return sandbox.Option{Text: sandbox.Text{Type: "plain_text", Text: name}, Value: id}
}

// canvas is a surface for blocks in this place.
func (d drawer) canvas(prefix string, on sandbox.Ref, filled map[string]map[string]sandbox.Value) canvas {
	return canvas{
		reader: d.reader, prefix: prefix, act: "/act" + d.query, suggest: "/suggest" + d.query, on: on,
		people: d.people, channels: d.channels, filled: filled, file: d.ws.PictureURL,
	}
}

func (d drawer) item(m sandbox.Message, before *sandbox.Message) (item, error) {
	at := m.Time().In(d.zone)
	author := d.author(m.User)
	it := item{
		ID: "m-" + strings.ReplaceAll(m.TS, ".", "-"), TS: m.TS, Channel: m.Channel, Author: author.DisplayName(), Face: faceOf(author),
		Clock: at.Format("3:04 PM"), Full: at.Format("Monday, January 2, 2006 at 3:04:05 PM MST"), ISO: at.Format(time.RFC3339),
		Edited: m.EditedTS != "", Private: m.EphemeralTo != "", Failed: m.Error, Notice: m.Notice != "", Query: d.query,
		CanReply: m.EphemeralTo == "" && m.Notice == "" && (m.ThreadTS == "" || m.ThreadTS == m.TS),
	}
	if m.EphemeralTo == "" && m.Notice == "" {
		it.Shortcuts = d.actions
	}
	it.Day = d.divider(at, before)
	it.Compact = it.Day == "" && closeTo(m, before)
	if err := d.fill(&it, m); err != nil {
		return item{}, err
	}
	it.Rev = revOf(fmt.Sprint(it.Body, it.Day, it.Compact, it.Edited, it.LastReply, revsOf(it.Replies), it.Query))
	return it, nil
}

// fill draws what the message says, and the thread below it.
func (d drawer) fill(it *item, m sandbox.Message) error {
	body, err := d.body(it.ID, m)
	if err != nil {
		return err
	}
	it.Body, it.ReplyCount = body, len(m.Replies)
	for _, f := range m.Files {
		it.Files = append(it.Files, attached{f.Name, sizeOf(f.Size)})
	}
	for _, r := range m.Replies {
		reply, err := d.item(r, nil)
		if err != nil {
			return err
		}
		reply.Day, reply.CanReply = "", false
		it.LastReply = reply.Clock
		it.Replies = append(it.Replies, reply)
	}
	return nil
}

// author is the profile of a message's writer, known or not.
func (d drawer) author(id string) sandbox.Profile {
	if p, ok := d.profiles[id]; ok {
		return p
	}
	if id == sandbox.SlackbotID {
		return sandbox.Profile{ID: id, RealName: "Slackbot", Bot: true}
	}
	return sandbox.Profile{ID: id}
}

// body is the blocks of a message, or its text when it has none, as in Slack:
// the text beside blocks is for notifications.
func (d drawer) body(id string, m sandbox.Message) (template.HTML, error) {
	c := d.canvas(id, m.Ref(), d.ws.Chosen(m.Ref(), d.id))
	out := template.HTML("")
	if len(m.Blocks) == 0 && m.Text != "" {
		out = `<div class="block section-text">` + d.mrkdwn(m.Text) + "</div>"
	}
	blocks, err := c.blocks(m.Blocks)
	if err != nil {
		return "", err
	}
	attached, err := c.attachments(m.Attachments)
	return out + blocks + attached, err
}

// An attachment is Slack's older way to add to a message. Its colour is not
// drawn: apps choose any, and the page's policy allows no inline style.
type attachment struct {
	Pretext  string          `json:"pretext"`
	Title    string          `json:"title"`
	Text     string          `json:"text"`
	Fallback string          `json:"fallback"`
	Blocks   []sandbox.Block `json:"blocks"`
}

func (c canvas) attachments(raw json.RawMessage) (template.HTML, error) {
	var list []attachment
	_ = json.Unmarshal(raw, &list) // none, or none that can be read
	out := template.HTML("")
	for _, a := range list {
		inner, err := c.blocks(a.Blocks)
		if err != nil {
			return "", err
		}
		for _, words := range []string{a.Pretext, a.Title, a.Text} {
			if words != "" {
				inner += `<div class="block section-text">` + c.mrkdwn(words) + "</div>"
			}
		}
		if inner == "" {
			inner = c.plain(a.Fallback)
		}
		out += `<div class="attachment">` + inner + "</div>"
	}
	return out, nil
}

// divider names the day of a message when it is another than the one before.
func (d drawer) divider(at time.Time, before *sandbox.Message) string {
	if before != nil && dayNumber(before.Time().In(d.zone)) == dayNumber(at) {
		return ""
	}
	switch nearDay(at, d.now.In(d.zone)) {
	case "today":
		return "Today"
	case "yesterday":
		return "Yesterday"
	}
	layout := "Monday, January 2"
	if far(at, d.now) {
		layout += ", 2006"
	}
	return at.Format(layout)
}

// closeTo says whether a message continues the one before it. A private one or
// one of blocks never does: two cards in a row would read as one. Nor does anything
// continue a line of Slack's own.
func closeTo(m sandbox.Message, before *sandbox.Message) bool {
	return before != nil && before.User == m.User && len(before.Replies) == 0 && m.EphemeralTo == "" && len(m.Blocks) == 0 &&
		before.EphemeralTo == "" && before.Error == m.Error && before.Notice == "" && m.Notice == "" && m.Time().Sub(before.Time()) < together
}

func revsOf(items []item) (revs string) {
	for _, it := range items {
		revs += it.Rev
	}
	return revs
}

// revOf is a short name for a drawing: equal drawings have equal names.
func revOf(drawing string) string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(drawing))
	return fmt.Sprintf("%x", h.Sum64())
}
