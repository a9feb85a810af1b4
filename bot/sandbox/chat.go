package sandbox

import (
	"encoding/json"
	"slices"
	"unicode/utf8"
)

const (
	maxText        = 40000 // longer texts are cut
	maxUpdateText  = 4000  // chat.update refuses instead: msg_too_long
	maxAttachments = 100
	maxMetadata    = 16 * 1024
)

// content is what a message says, checked.
type content struct {
	text        string
	list        checked
	attachments json.RawMessage
	metadata    json.RawMessage
	hasBlocks   bool // blocks were given, possibly none: []
}

// readContent takes text, blocks, attachments, markdown_text and metadata from
// the arguments of chat.*, of a response URL or of an ack payload.
func (w *Workspace) readContent(a args) (content, *refusal) {
	c := content{text: a.str("text"), attachments: a.raw("attachments"), metadata: a.raw("metadata")}
	if bad := c.takeMarkdown(a); bad != nil {
		return c, bad
	}
	if raw := a.raw("blocks"); raw != nil && !w.opt.Unchecked {
		list, faults := w.messageBlocks(raw)
		if len(faults) > 0 {
			return c, invalidBlocks(faults)
		}
		c.list, c.hasBlocks = list, true
	}
	if bad := c.check(); bad != nil {
		return c, bad
	}
	if utf8.RuneCountInString(c.text) > maxText {
		c.text = string([]rune(c.text)[:maxText])
	}
	return c, nil
}

func (c *content) takeMarkdown(a args) *refusal {
	md := a.str("markdown_text")
	switch {
	case md == "":
		return nil
	case a.str("text") != "" || a.has("blocks"):
		return refuse("markdown_text_conflict")
	case utf8.RuneCountInString(md) > maxMarkdown:
		return refuse("msg_too_long")
	}
	c.text = md
	return nil
}

func (c *content) check() *refusal {
	if c.text == "" && len(c.list.blocks) == 0 && c.attachments == nil {
		return refuse("no_text")
	}
	if c.attachments != nil {
		var parts []json.RawMessage
		if json.Unmarshal(c.attachments, &parts) != nil {
			return refuse("invalid_attachments")
		}
		if len(parts) > maxAttachments {
			return refuse("too_many_attachments")
		}
	}
	return c.checkMetadata()
}

func (c *content) checkMetadata() *refusal {
	if c.metadata == nil {
		return nil
	}
	var m struct {
		EventType    string         `json:"event_type"`
		EventPayload map[string]any `json:"event_payload"`
	}
	if json.Unmarshal(c.metadata, &m) != nil || m.EventType == "" || m.EventPayload == nil {
		return refuse("invalid_metadata_format")
	}
	if len(c.metadata) > maxMetadata {
		return refuse("metadata_too_large")
	}
	return nil
}

func invalidBlocks(faults []fault) *refusal {
	errors, messages := []string{}, []string{}
	for _, f := range faults {
		errors = append(errors, f.String())
		messages = append(messages, "[ERROR] "+f.String())
	}
	return &refusal{"invalid_blocks", obj{"errors": errors, "response_metadata": obj{"messages": messages}}}
}

// apply writes the content into a message.
func (c *content) apply(m *message) {
	m.Text, m.Blocks, m.RawBlocks, m.Attachments = c.text, c.list.blocks, c.list.raw, c.attachments
	if c.metadata != nil {
		m.Metadata = c.metadata
	}
}

// destination finds where the app may post: a channel id or #name, or a
// person's id, which means their DM. The caller holds w.mu.
func (c *call) destination(ephemeral bool) (*channel, *refusal) {
	w, key := c.w, c.args.str("channel")
	ch := w.findChannel(key)
	if p := w.people[key]; ch == nil && p != nil && !p.Bot && key != SlackbotID && !ephemeral {
		ch = w.openDM(key)
	}
	switch {
	case ch == nil, ch.Private && !ch.has(w.opt.BotUser):
		return nil, refuse("channel_not_found")
	case ch.Archived:
		return nil, refuse("is_archived")
	case !ch.has(w.opt.BotUser) && (ephemeral || !w.granted("chat:write.public")):
		return nil, refuse("not_in_channel")
	case ch.IM && w.people[ch.With].Deleted:
		return nil, refuse("user_disabled")
	}
	return ch, nil
}

func chatPostMessage(c *call) (obj, *refusal) {
	w := c.w
	if c.args.str("channel") == "" {
		return nil, refuse("channel_not_found")
	}
	body, bad := w.readContent(c.args)
	if bad != nil {
		return nil, bad
	}
	w.mu.Lock()
	ch, bad := c.destination(false)
	if bad != nil {
		w.mu.Unlock()
		return nil, bad
	}
	thread := c.args.str("thread_ts")
	if thread != "" {
		parent := ch.byTS[thread]
		if parent == nil || parent.EphemeralTo != "" || parent.isReply() {
			w.mu.Unlock()
			return nil, refuse("thread_not_found")
		}
	}
	m := w.botMessage(&body)
	m.ThreadTS, m.Broadcast = thread, thread != "" && c.args.flag("reply_broadcast")
	w.add(ch, m)
	out := w.messageObject(m, true)
	send := w.messageEvent(ch, m, out)
	w.mu.Unlock()
	send()
	return obj{"channel": ch.ID, "ts": m.TS, "message": out}, nil
}

// botMessage is a new message by the app; the caller holds w.mu.
func (w *Workspace) botMessage(body *content) *message {
	m := &message{Message: Message{TS: w.newTS(), User: w.opt.BotUser, BotID: w.botID()}}
	body.apply(m)
	return m
}

func chatPostEphemeral(c *call) (obj, *refusal) {
	w := c.w
	body, bad := w.readContent(c.args)
	if bad != nil {
		return nil, bad
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	ch, bad := c.destination(true)
	if bad != nil {
		return nil, bad
	}
	user := c.args.str("user")
	if w.people[user] == nil || !ch.has(user) {
		return nil, refuse("user_not_in_channel")
	}
	m := w.botMessage(&body)
	m.EphemeralTo, m.ThreadTS = user, c.args.str("thread_ts")
	w.add(ch, m)
	return obj{"message_ts": m.TS}, nil
}

// own finds the app's message that channel and ts name. Ephemerals have no ts
// that Slack would know.
func (c *call) own(cannot string) (*channel, *message, *refusal) {
	ch := c.w.channels[c.args.str("channel")]
	if ch == nil || (ch.Private || ch.IM) && !ch.has(c.w.opt.BotUser) {
		return nil, nil, refuse("channel_not_found")
	}
	m := ch.byTS[c.args.str("ts")]
	if m == nil || m.EphemeralTo != "" {
		return nil, nil, refuse("message_not_found")
	}
	if m.BotID != c.w.botID() {
		return nil, nil, refuse(cannot)
	}
	return ch, m, nil
}

// chatUpdate replaces a message's content. Text without blocks drops the blocks.
func chatUpdate(c *call) (obj, *refusal) {
	w := c.w
	if utf8.RuneCountInString(c.args.str("text")) > maxUpdateText {
		return nil, refuse("msg_too_long")
	}
	body, bad := w.readContent(c.args)
	if bad != nil {
		return nil, bad
	}
	w.mu.Lock()
	ch, m, bad := c.own("cant_update_message")
	if bad != nil {
		w.mu.Unlock()
		return nil, bad
	}
	before := w.messageObject(m, true)
	body.apply(m)
	m.EditedTS = w.newTS()
	w.changed(ch, m)
	out := w.messageObject(m, true)
	send := w.changeEvent(ch, obj{"subtype": "message_changed", "message": out, "previous_message": before, "hidden": true})
	w.mu.Unlock()
	send()
	return obj{"channel": ch.ID, "ts": m.TS, "text": m.Text, "message": out}, nil
}

func chatDelete(c *call) (obj, *refusal) {
	w := c.w
	w.mu.Lock()
	ch, m, bad := c.own("cant_delete_message")
	if bad != nil {
		w.mu.Unlock()
		return nil, bad
	}
	w.remove(ch, m)
	send := w.changeEvent(ch, obj{
		"subtype": "message_deleted", "deleted_ts": m.TS, "previous_message": w.messageObject(m, true), "hidden": true,
	})
	w.mu.Unlock()
	send()
	return obj{"channel": ch.ID, "ts": m.TS}, nil
}

func chatGetPermalink(c *call) (obj, *refusal) {
	w := c.w
	w.mu.Lock()
	defer w.mu.Unlock()
	ch := w.channels[c.args.str("channel")]
	if ch == nil || (ch.Private || ch.IM) && !ch.has(w.opt.BotUser) {
		return nil, refuse("channel_not_found")
	}
	m := ch.byTS[c.args.str("message_ts")]
	if m == nil || m.EphemeralTo != "" {
		return nil, refuse("message_not_found")
	}
	return obj{"channel": ch.ID, "permalink": w.permalink(m)}, nil
}

// permalink leads to the message on the page: /archives/C…/p<ts without dot>.
func (w *Workspace) permalink(m *message) string {
	digits := slices.DeleteFunc([]byte(m.TS), func(b byte) bool { return b == '.' })
	link := w.URL() + "/archives/" + m.Channel + "/p" + string(digits)
	if m.isReply() {
		link += "?thread_ts=" + m.ThreadTS + "&cid=" + m.Channel
	}
	return link
}

// messageObject is a message as the Web API and payloads give it; the caller
// holds w.mu.
func (w *Workspace) messageObject(m *message, metadata bool) obj {
	out := obj{"type": "message", "user": m.User, "text": m.Text, "ts": m.TS, "team": w.opt.TeamID}
	if m.BotID != "" {
		out["bot_id"], out["app_id"], out["bot_profile"] = m.BotID, w.opt.AppID, w.botProfile(obj{"team_id": w.opt.TeamID})
	}
	if m.RawBlocks != nil {
		out["blocks"] = m.RawBlocks
	}
	if m.Attachments != nil {
		out["attachments"] = m.Attachments
	}
	if metadata && m.Metadata != nil {
		out["metadata"] = m.Metadata
	}
	if m.Notice != "" {
		out["subtype"] = m.Notice
	}
	if len(m.Files) > 0 {
		out["subtype"], out["files"], out["upload"] = "file_share", w.attachedObjects(m), false
	}
	if m.EditedTS != "" {
		out["edited"] = obj{"user": m.BotID, "ts": m.EditedTS}
	}
	if m.isReply() {
		out["thread_ts"] = m.ThreadTS
		if p := w.channels[m.Channel].byTS[m.ThreadTS]; p != nil {
			out["parent_user_id"] = p.User
		}
		if m.Broadcast {
			out["subtype"] = "thread_broadcast"
		}
	}
	w.addThread(out, m)
	return out
}

// addThread tells of a parent's replies.
func (w *Workspace) addThread(out obj, m *message) {
	ch := w.channels[m.Channel]
	users, count, latest := []string{}, 0, ""
	for _, ts := range m.replies {
		r := ch.byTS[ts]
		if r == nil || r.EphemeralTo != "" {
			continue
		}
		count, latest = count+1, ts
		if !slices.Contains(users, r.User) {
			users = append(users, r.User)
		}
	}
	if count == 0 {
		return
	}
	out["thread_ts"], out["reply_count"], out["reply_users"], out["reply_users_count"] = m.TS, count, users, len(users)
	out["latest_reply"], out["is_locked"], out["subscribed"] = latest, false, false
}
