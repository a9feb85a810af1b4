package sandbox

import (
	"maps"
	"slices"
	"strings"
)

// messageEvent prepares telling the app of a message; the caller holds w.mu and
// calls the result without it. The app hears of its own messages too, as at
// Slack, but not that it mentions itself, or that a line of Slack's own does.
func (w *Workspace) messageEvent(ch *channel, m *message, message obj) func() {
	if !ch.has(w.opt.BotUser) || m.EphemeralTo != "" {
		return func() {}
	}
	ev := maps.Clone(message)
	ev["channel"], ev["event_ts"], ev["channel_type"] = ch.ID, m.TS, ch.eventType()
	if m.BotID == "" {
		ev["client_msg_id"] = "cmid-" + m.TS
	}
	mentioned := m.BotID == "" && m.Notice == "" && !ch.IM && strings.Contains(m.Text, "<@"+w.opt.BotUser+">")
	return func() {
		w.emit("message."+ch.subscription(), ev)
		if mentioned {
			at := obj{}
			for _, k := range []string{"user", "text", "ts", "thread_ts", "channel", "event_ts", "team", "client_msg_id", "parent_user_id"} {
				if v, ok := ev[k]; ok {
					at[k] = v
				}
			}
			at["type"] = "app_mention"
			w.emit("app_mention", at)
		}
	}
}

// changeEvent prepares telling the app of an edit or deletion, as messageEvent.
func (w *Workspace) changeEvent(ch *channel, ev obj) func() {
	if !ch.has(w.opt.BotUser) {
		return func() {}
	}
	ts := w.newTS()
	ev["type"], ev["channel"], ev["ts"], ev["event_ts"], ev["channel_type"] = "message", ch.ID, ts, ts, ch.eventType()
	return func() { w.emit("message."+ch.subscription(), ev) }
}

// memberEvent prepares telling the app that somebody came into a channel or went;
// the caller holds w.mu and calls the result without it.
func (w *Workspace) memberEvent(ch *channel, kind, user, inviter string) func() {
	if !ch.has(w.opt.BotUser) {
		return func() {}
	}
	sort := "C"
	if ch.Private {
		sort = "G"
	}
	ev := obj{"type": kind, "user": user, "channel": ch.ID, "channel_type": sort, "team": w.opt.TeamID, "event_ts": w.newTS()}
	if inviter != "" {
		ev["inviter"] = inviter
	}
	return func() { w.emit(kind, ev) }
}

func (c *channel) eventType() string {
	switch {
	case c.IM:
		return "im"
	case c.Private:
		return "group"
	}
	return "channel"
}

// subscription is the last part of the event subscription: message.im …
func (c *channel) subscription() string {
	if c.IM {
		return "im"
	}
	return c.eventType() + "s"
}

// eventScopes are what subscriptions need beyond being subscribed.
var eventScopes = map[string]string{
	"message.im": "im:history", "message.channels": "channels:history", "message.groups": "groups:history",
	"app_mention": "app_mentions:read", "user_change": "users:read",
	"member_joined_channel": "channels:read", "member_left_channel": "channels:read",
}

// subscribed tells whether the app gets events of this kind.
func (w *Workspace) subscribed(kind string) bool {
	return slices.Contains(w.opt.Events, kind) && w.granted(eventScopes[kind])
}
