package sandbox

import (
	"encoding/json"
	"time"
)

// Message is one message as a viewer may see it. Blocks, RawBlocks, Attachments
// and Metadata are shared with the workspace: read them, never write.
type Message struct {
	Channel  string
	TS       string // identity within the channel and time of posting
	ThreadTS string // parent's TS; for a parent with replies its own TS
	User     string // author's user id
	BotID    string // set when the app wrote it
	Text     string // mrkdwn, as it was sent
	Blocks   []Block
	Files    []Attached // that a person sent with it

	RawBlocks   json.RawMessage // as the Web API gives them back, ids filled in
	Attachments json.RawMessage
	Metadata    json.RawMessage

	EphemeralTo string // the only viewer: "Only visible to you"
	EditedTS    string // "" when never edited
	Broadcast   bool   // a thread reply that is shown in the channel too
	Command     bool   // a slash command shown because its answer went to everybody
	Error       bool   // Slackbot telling of a failed command
	Notice      string // Slack telling of something, by its subtype: channel_join, channel_leave
	Replies     []Message
	Revision    int // rises with each change; for drawing again only what changed
}

// Time is the message's time of posting.
func (m Message) Time() time.Time { return timeOfTS(m.TS) }

// Ref names the message for Click.
func (m Message) Ref() Ref { return Ref{Channel: m.Channel, TS: m.TS} }

// message is the stored form.
type message struct {
	Message
	replies []string           // TS of thread replies, oldest first
	drafts  map[string]*inputs // by person
}

// inputs are what one person has chosen in a message's or view's fields:
// block id → action id → value.
type inputs map[string]map[string]Value

// Value is what a person puts into one field: the text of a text field, the
// value (or, for convenience, the visible text) of each chosen option, ids of
// people or channels, a date as YYYY-MM-DD, a time as HH:MM, a date and time as
// Unix seconds. Nil or empty clears the field.
type Value []string

// Messages are a channel's messages that the viewer may see, oldest first:
// everybody's, and ephemerals to the viewer. Thread replies are in Replies of
// their parent, broadcast ones in the list as well.
func (w *Workspace) Messages(channelID, viewer string) []Message {
	w.mu.Lock()
	defer w.mu.Unlock()
	ch := w.channels[channelID]
	if ch == nil || !ch.has(viewer) {
		return nil
	}
	var out []Message
	for _, m := range ch.messages {
		if m.visibleTo(viewer) && (!m.isReply() || m.Broadcast) {
			out = append(out, ch.withReplies(m, viewer))
		}
	}
	return out
}

// Message is one message by its TS, nested replies included.
func (w *Workspace) Message(channelID, ts, viewer string) (Message, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	ch := w.channels[channelID]
	if ch == nil {
		return Message{}, false
	}
	m := ch.byTS[ts]
	if m == nil || !m.visibleTo(viewer) {
		return Message{}, false
	}
	return ch.withReplies(m, viewer), true
}

// Chosen is what a person has picked so far in a message's fields.
func (w *Workspace) Chosen(r Ref, userID string) map[string]map[string]Value {
	w.mu.Lock()
	defer w.mu.Unlock()
	if s, ok := w.surface(r, userID); ok {
		return (*s.drafts).clone()
	}
	return nil
}

func (in inputs) clone() inputs {
	out := make(inputs, len(in))
	for b, acts := range in {
		m := make(map[string]Value, len(acts))
		for a, v := range acts {
			m[a] = append(Value(nil), v...)
		}
		out[b] = m
	}
	return out
}

func (m *message) isReply() bool { return m.ThreadTS != "" && m.ThreadTS != m.TS }

func (m *message) visibleTo(viewer string) bool {
	return m.EphemeralTo == "" || m.EphemeralTo == viewer
}

func (c *channel) withReplies(m *message, viewer string) Message {
	out := m.Message
	if m.isReply() {
		return out
	}
	for _, ts := range m.replies {
		if r := c.byTS[ts]; r != nil && r.visibleTo(viewer) {
			out.Replies = append(out.Replies, r.Message)
		}
	}
	return out
}

// add stores m as the channel's newest message; the caller holds w.mu and has
// set TS. Old messages are dropped in batches, so that adding stays cheap.
func (w *Workspace) add(ch *channel, m *message) {
	m.Channel = ch.ID
	ch.messages = append(ch.messages, m)
	ch.byTS[m.TS] = m
	if m.isReply() {
		if p := ch.byTS[m.ThreadTS]; p != nil && m.EphemeralTo == "" {
			p.ThreadTS = p.TS
			p.replies = append(p.replies, m.TS)
			p.Revision++
		} else if p != nil {
			p.replies = append(p.replies, m.TS)
		}
	}
	ch.trim(w.opt.MaxMessages)
	w.publish(Event{Kind: MessagePosted, Channel: ch.ID, User: m.EphemeralTo})
}

// trim lets the list grow a quarter beyond the limit before it copies, which
// makes the cost per message constant.
func (c *channel) trim(limit int) {
	if len(c.messages) <= limit+limit/4 {
		return
	}
	drop := len(c.messages) - limit
	for _, m := range c.messages[:drop] {
		delete(c.byTS, m.TS)
	}
	c.messages = append(make([]*message, 0, limit+limit/4+1), c.messages[drop:]...)
}

func (w *Workspace) changed(ch *channel, m *message) {
	m.Revision++
	w.publish(Event{Kind: MessageChanged, Channel: ch.ID, User: m.EphemeralTo})
}

func (w *Workspace) remove(ch *channel, m *message) {
	delete(ch.byTS, m.TS)
	for i := len(ch.messages) - 1; i >= 0; i-- {
		if ch.messages[i] == m {
			ch.messages = append(ch.messages[:i], ch.messages[i+1:]...)
			break
		}
	}
	w.publish(Event{Kind: MessageDeleted, Channel: ch.ID, User: m.EphemeralTo})
}
