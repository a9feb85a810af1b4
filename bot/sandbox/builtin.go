package sandbox

import (
	"fmt"
	"slices"
	"strings"
)

// BuiltIn are the commands of Slack's own that change who is in a channel. They
// work in every workspace: Slack gives no app a command of these names.
var BuiltIn = []Command{
	{Name: "/invite", Description: "Bring people or the app into this channel", UsageHint: "@name"},
	{Name: "/remove", Description: "Take somebody or the app out of this channel", UsageHint: "@name"},
	{Name: "/join", Description: "Go into a channel", UsageHint: "#channel"},
	{Name: "/leave", Description: "Leave this channel"},
}

// builtIn runs one of Slack's own commands; is tells whether it is one. Whatever
// is wrong with it comes back as a *Failure, which Slackbot has said.
func (p *Person) builtIn(channelID, name, rest string) (is bool, err error) {
	do := map[string]func(ch Channel, rest string) *Failure{
		"/invite": p.invites, "/remove": p.removes, "/kick": p.removes, "/leave": p.leaves, "/join": p.joins,
	}[name]
	if do == nil {
		return false, nil
	}
	ch, err := p.here(channelID)
	if err != nil {
		return true, err
	}
	failed := do(ch, rest)
	if failed == nil {
		return true, nil
	}
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	p.w.slackbot(p.w.channels[ch.ID], p.ID, failed.Text)
	return true, failed
}

// here is a copy of the conversation that the person is in.
func (p *Person) here(channelID string) (Channel, error) {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	ch, err := p.at(channelID)
	if err != nil {
		return Channel{}, err
	}
	return ch.copy(), nil
}

// no is a refusal in Slackbot's words.
func no(code, format string, args ...any) *Failure {
	return &Failure{code, fmt.Sprintf(format, args...)}
}

func (p *Person) invites(ch Channel, rest string) *Failure {
	who, failed := p.named(ch, "/invite", rest)
	if failed != nil {
		return failed
	}
	if slices.Contains(ch.Members, who.ID) {
		return no("already_in_channel", "%s is already in this channel.", who.DisplayName())
	}
	return p.moves(ch.ID, "channel_join", p.w.invite(ch.ID, p.ID, who.ID), who.ID)
}

func (p *Person) removes(ch Channel, rest string) *Failure {
	who, failed := p.named(ch, "/remove", rest)
	if failed != nil {
		return failed
	}
	if !slices.Contains(ch.Members, who.ID) {
		return no("not_in_channel", "%s is not in this channel.", who.DisplayName())
	}
	return p.moves(ch.ID, "channel_leave", p.w.Remove(ch.ID, who.ID), who.ID)
}

// joins goes into a public channel; to whom a private one is shut, it is not there.
func (p *Person) joins(_ Channel, rest string) *Failure {
	ch, ok := p.w.Channel(strings.TrimPrefix(strings.TrimSpace(rest), "#"))
	in := slices.Contains(ch.Members, p.ID)
	switch {
	case !ok || ch.IM || ch.Private && !in:
		return no("channel_not_found", "There is no channel of that name. Write /join #channel.")
	case in:
		return no("already_in_channel", "You are already in #%s.", ch.Name)
	}
	return p.moves(ch.ID, "channel_join", p.w.invite(ch.ID, "", p.ID), p.ID)
}

func (p *Person) leaves(ch Channel, _ string) *Failure {
	if ch.IM {
		return no("method_not_supported_for_channel_type", "Nobody can leave a direct message.")
	}
	return p.moves(ch.ID, "channel_leave", p.w.Remove(ch.ID, p.ID), p.ID)
}

// named is whom a command names, in a channel where that makes sense.
func (p *Person) named(ch Channel, name, rest string) (Profile, *Failure) {
	if ch.IM {
		return Profile{}, no("method_not_supported_for_channel_type", "%s is for channels. This is a direct message.", name)
	}
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	markup := p.w.mentions(escape(strings.TrimSpace(rest)))
	id, isPerson := strings.CutPrefix(strings.TrimSuffix(markup, ">"), "<@")
	if who := p.w.people[id]; isPerson && who != nil && !who.Deleted {
		return *who, nil
	}
	return Profile{}, no("user_not_found", "There is nobody of that name. Write %s @name.", name)
}

// moves shows in the channel that somebody came or went.
func (p *Person) moves(channelID, notice string, err error, who string) *Failure {
	if err != nil {
		return no(err.Error(), "That did not work: %v.", err)
	}
	w := p.w
	w.mu.Lock()
	ch := w.channels[channelID]
	text := "<@" + who + "> has joined the channel"
	if notice == "channel_leave" {
		text = "<@" + who + "> has left the channel"
	}
	m := &message{Message: Message{TS: w.newTS(), User: who, Text: text, Notice: notice}}
	w.add(ch, m)
	send := w.messageEvent(ch, m, w.messageObject(m, false))
	w.mu.Unlock()
	send()
	return nil
}
