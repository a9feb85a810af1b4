package sandbox

import (
	"cmp"
	"slices"
	"strings"
)

// People are everybody but Slackbot, in the order of their adding, the bot's
// user included (Bot is set).
func (w *Workspace) People() []Profile {
	w.mu.Lock()
	defer w.mu.Unlock()
	var out []Profile
	for _, id := range w.order {
		if id != SlackbotID {
			out = append(out, *w.people[id])
		}
	}
	return out
}

// Groups are the user groups, by handle.
func (w *Workspace) Groups() []Group {
	w.mu.Lock()
	defer w.mu.Unlock()
	out := make([]Group, 0, len(w.groups))
	for _, g := range w.groups {
		c := *g
		c.Members = slices.Clone(g.Members)
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b Group) int { return cmp.Compare(a.Handle, b.Handle) })
	return out
}

// Channels are all conversations, DMs included, in the order of their making.
func (w *Workspace) Channels() []Channel {
	w.mu.Lock()
	defer w.mu.Unlock()
	out := make([]Channel, 0, len(w.chanOrder))
	for _, id := range w.chanOrder {
		out = append(out, w.channels[id].copy())
	}
	return out
}

// ChannelsOf are the conversations that a person is in: channels by name, then
// their DM with the bot.
func (w *Workspace) ChannelsOf(userID string) []Channel {
	out := slices.DeleteFunc(w.Channels(), func(c Channel) bool { return !slices.Contains(c.Members, userID) })
	slices.SortStableFunc(out, func(a, b Channel) int {
		if a.IM != b.IM {
			return cmp.Compare(b2i(a.IM), b2i(b.IM))
		}
		return cmp.Compare(a.Name, b.Name)
	})
	return out
}

// Channel finds a conversation by id or by name with or without #.
func (w *Workspace) Channel(key string) (Channel, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	ch := w.findChannel(key)
	if ch == nil {
		return Channel{}, false
	}
	return ch.copy(), true
}

// DM is the id of a person's DM with the bot; "" when there is no such person.
func (w *Workspace) DM(userID string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.dms[userID]
}

func (w *Workspace) findChannel(key string) *channel {
	if ch := w.channels[key]; ch != nil {
		return ch
	}
	return w.channelNamed(strings.TrimPrefix(key, "#"))
}

func (w *Workspace) channelNamed(name string) *channel {
	if name == "" {
		return nil
	}
	for _, id := range w.chanOrder {
		if ch := w.channels[id]; ch.Name == name {
			return ch
		}
	}
	return nil
}

func (c *channel) has(user string) bool { return slices.Contains(c.Members, user) }

func (c *channel) copy() Channel {
	out := c.Channel
	out.Members = slices.Clone(c.Members)
	if n := len(c.messages); n > 0 {
		out.LastTS = c.messages[n-1].TS
	}
	return out
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
