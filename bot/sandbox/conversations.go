package sandbox

import (
	"slices"
	"strings"
	"time"
)

// kind is the conversation's type as conversations.list names it, and the
// prefix of the scopes that reading it needs.
func (c *channel) kind() (kind, scopes string) {
	switch {
	case c.IM:
		return "im", "im"
	case c.Private:
		return "private_channel", "groups"
	}
	return "public_channel", "channels"
}

// conversationObject is a conversation as the bot sees it; the caller holds w.mu.
func (w *Workspace) conversationObject(ch *channel) obj {
	if ch.IM {
		return obj{
			"id": ch.ID, "created": ch.Created.Unix(), "is_archived": false, "is_im": true, "is_org_shared": false,
			"context_team_id": w.opt.TeamID, "updated": ch.Created.UnixMilli(), "user": ch.With, "is_user_deleted": w.people[ch.With].Deleted,
			"priority": 0, "last_read": "0000000000.000000", "latest": nil, "unread_count": 0, "unread_count_display": 0, "is_open": true,
		}
	}
	about := func(s string) obj { return obj{"value": s, "creator": "", "last_set": 0} }
	return obj{
		"id": ch.ID, "name": ch.Name, "is_channel": !ch.Private, "is_group": ch.Private, "is_im": false, "is_mpim": false,
		"is_private": ch.Private, "created": ch.Created.Unix(), "is_archived": ch.Archived, "is_general": false, "unlinked": 0,
		"name_normalized": ch.Name, "is_shared": ch.Shared, "is_org_shared": false, "is_pending_ext_shared": false,
		"pending_shared": []string{}, "context_team_id": w.opt.TeamID, "updated": ch.Created.UnixMilli(),
		"creator": SlackbotID, "is_ext_shared": ch.Shared, "shared_team_ids": []string{w.opt.TeamID}, "pending_connected_team_ids": []string{},
		"is_member": ch.has(w.opt.BotUser), "topic": about(ch.Topic), "purpose": about(""), "previous_names": []string{},
		"num_members": len(ch.Members),
	}
}

// conversation finds the channel argument as the bot may see it: a private
// channel without the bot does not exist for it.
func (c *call) conversation(scope string) (*channel, *refusal) {
	w := c.w
	ch := w.channels[c.args.str("channel")]
	if ch == nil || (ch.Private || ch.IM) && !ch.has(w.opt.BotUser) {
		return nil, refuse("channel_not_found")
	}
	if _, prefix := ch.kind(); !w.granted(prefix + ":" + scope) {
		return nil, w.missingScope(prefix + ":" + scope)
	}
	return ch, nil
}

func conversationsList(c *call) (obj, *refusal) {
	w := c.w
	types := strings.Split(c.args.str("types"), ",")
	if c.args.str("types") == "" {
		types = []string{"public_channel"}
	}
	scopeOf := map[string]string{"public_channel": "channels:read", "private_channel": "groups:read", "im": "im:read", "mpim": "mpim:read"}
	for i, t := range types {
		types[i] = strings.TrimSpace(t)
		scope, ok := scopeOf[types[i]]
		if !ok {
			return nil, refuse("invalid_types")
		}
		if types[i] != "mpim" && !w.granted(scope) {
			return nil, w.missingScope(scope)
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	var ids []string
	for _, id := range w.chanOrder {
		ch := w.channels[id]
		kind, _ := ch.kind()
		hidden := ch.Private && !ch.has(w.opt.BotUser) || ch.Archived && c.args.flag("exclude_archived")
		if slices.Contains(types, kind) && !hidden {
			ids = append(ids, id)
		}
	}
	ids, next, bad := page(c, ids)
	if bad != nil {
		return nil, bad
	}
	out := []obj{}
	for _, id := range ids {
		out = append(out, w.conversationObject(w.channels[id]))
	}
	return obj{"channels": out, "response_metadata": obj{"next_cursor": next}}, nil
}

func conversationsInfo(c *call) (obj, *refusal) {
	c.w.mu.Lock()
	defer c.w.mu.Unlock()
	ch, bad := c.conversation("read")
	if bad != nil {
		return nil, bad
	}
	return obj{"channel": c.w.conversationObject(ch)}, nil
}

func conversationsMembers(c *call) (obj, *refusal) {
	c.w.mu.Lock()
	defer c.w.mu.Unlock()
	ch, bad := c.conversation("read")
	if bad != nil {
		return nil, bad
	}
	ids, next, bad := page(c, slices.Clone(ch.Members))
	if bad != nil {
		return nil, bad
	}
	return obj{"members": append([]string{}, ids...), "response_metadata": obj{"next_cursor": next}}, nil
}

// conversationsOpen opens the DM with one person. Group DMs are not part of
// this workspace.
func conversationsOpen(c *call) (obj, *refusal) {
	w := c.w
	w.mu.Lock()
	defer w.mu.Unlock()
	var ch *channel
	switch users := c.args.str("users"); {
	case users == "" && c.args.str("channel") == "":
		return nil, refuse("users_list_not_supplied")
	case users == "":
		if ch = w.channels[c.args.str("channel")]; ch == nil || !ch.IM {
			return nil, refuse("channel_not_found")
		}
	case strings.Contains(users, ","):
		return nil, refuse("method_not_supported_for_channel_type")
	case w.people[users] == nil:
		return nil, refuse("user_not_found")
	case w.people[users].Deleted:
		return nil, refuse("user_disabled")
	case users == w.opt.BotUser || users == SlackbotID:
		return nil, refuse("cannot_dm_bot")
	default:
		ch = w.openDM(users)
	}
	out := obj{"no_op": true, "already_open": true, "channel": obj{"id": ch.ID}}
	if c.args.flag("return_im") {
		out["channel"] = w.conversationObject(ch)
	}
	return out, nil
}

// between is the span of times that oldest, latest and inclusive ask for.
func (c *call) between() func(ts string) bool {
	oldest, latest := c.args.str("oldest"), c.args.str("latest")
	inclusive := c.args.flag("inclusive")
	lo, hi := timeOfTS(oldest), timeOfTS(latest)
	if oldest == "0" {
		oldest = ""
	}
	return func(ts string) bool {
		at := timeOfTS(ts)
		return after(at, lo, oldest == "", inclusive) && after(hi, at, latest == "", inclusive)
	}
}

func after(later, earlier time.Time, open, inclusive bool) bool {
	return open || later.After(earlier) || inclusive && later.Equal(earlier)
}

// slice gives at most limit of the messages (default 100, at most 999) and
// whether there are more; the cursor holds the position.
func (c *call) slice(all []*message) ([]obj, obj, *refusal) {
	ids := make([]string, len(all))
	byTS := make(map[string]*message, len(all))
	for i, m := range all {
		ids[i], byTS[m.TS] = m.TS, m
	}
	if n := c.args.whole("limit", 100); n == 0 || n > 999 {
		c.args["limit"] = arg{text: "999"}
	} else {
		c.args["limit"] = arg{text: itoa(n)}
	}
	ids, next, bad := page(c, ids)
	if bad != nil {
		return nil, nil, bad
	}
	out := []obj{}
	for _, ts := range ids {
		out = append(out, c.w.messageObject(byTS[ts], c.args.flag("include_all_metadata")))
	}
	meta := obj{"has_more": next != ""}
	if next != "" {
		meta["response_metadata"] = obj{"next_cursor": next}
	}
	return out, meta, nil
}

// readable is conversation for history and replies, which ask for membership.
func (c *call) readable() (*channel, *refusal) {
	ch, bad := c.conversation("history")
	if bad == nil && !ch.has(c.w.opt.BotUser) {
		return nil, refuse("not_in_channel")
	}
	return ch, bad
}

// conversationsHistory gives the newest first; ephemerals and thread replies
// (unless broadcast) are not part of it.
func conversationsHistory(c *call) (obj, *refusal) {
	c.w.mu.Lock()
	defer c.w.mu.Unlock()
	ch, bad := c.readable()
	if bad != nil {
		return nil, bad
	}
	in := c.between()
	var found []*message
	for i := len(ch.messages) - 1; i >= 0; i-- {
		m := ch.messages[i]
		if m.EphemeralTo == "" && (!m.isReply() || m.Broadcast) && in(m.TS) {
			found = append(found, m)
		}
	}
	messages, out, bad := c.slice(found)
	if bad != nil {
		return nil, bad
	}
	out["messages"], out["pin_count"] = messages, 0
	out["channel_actions_ts"], out["channel_actions_count"] = nil, 0
	return out, nil
}

// conversationsReplies gives the parent and its replies, oldest first.
func conversationsReplies(c *call) (obj, *refusal) {
	c.w.mu.Lock()
	defer c.w.mu.Unlock()
	ch, bad := c.readable()
	if bad != nil {
		return nil, bad
	}
	parent := ch.byTS[c.args.str("ts")]
	if parent == nil || parent.EphemeralTo != "" {
		return nil, refuse("thread_not_found")
	}
	in := c.between()
	found := []*message{parent}
	for _, ts := range parent.replies {
		if m := ch.byTS[ts]; m != nil && m.EphemeralTo == "" && in(ts) {
			found = append(found, m)
		}
	}
	messages, out, bad := c.slice(found)
	if bad != nil {
		return nil, bad
	}
	out["messages"] = messages
	return out, nil
}
