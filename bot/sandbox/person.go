package sandbox

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
)

// Ref names something with elements to act on: a message (Channel and TS) or a
// view (View).
type Ref struct {
	Channel, TS string
	View        string
}

// Failure is what a person is shown when something did not work.
type Failure struct {
	Code string // Slack's code, such as operation_timeout or dispatch_failed
	Text string // the sentence on the screen
}

func (f *Failure) Error() string { return f.Text }

// trouble is what Slack shows when an app does not answer a modal.
func trouble(code string) *Failure {
	return &Failure{code, "We had some trouble connecting. Try again?"}
}

var (
	errGone    = &Failure{"not_found", "This is no longer there."}
	errOutside = &Failure{"not_in_channel", "You are not in this conversation."}
)

// Type types into the composer of a conversation and presses Enter. Text that
// starts with a slash is a command: it goes to the app, and what the app acks
// within three seconds is shown; Slackbot shows a failure to the person, and
// Type returns it as *Failure. Anything else is posted as a message. A known
// @name or #channel anywhere in the text becomes a mention, as completion in
// Slack makes it; the rest is escaped as Slack escapes it. Commands of Slack's own
// ([BuiltIn]) are done by the workspace itself.
func (p *Person) Type(ctx context.Context, channelID, text string) error {
	if name, rest, ok := cutCommand(text); ok {
		if is, err := p.builtIn(channelID, name, rest); is {
			return err
		}
		return p.command(ctx, channelID, name, rest)
	}
	return p.post(channelID, "", text)
}

// Reply types into the thread of a message. Slash commands do not run there.
func (p *Person) Reply(_ context.Context, channelID, threadTS, text string) error {
	if name, _, ok := cutCommand(text); ok {
		return &Failure{"not_supported_in_threads", name + " is not supported in threads. Sorry!"}
	}
	return p.post(channelID, threadTS, text)
}

// cutCommand splits "/followup  acme" into "/followup" and "acme". A lone slash
// or a path such as "/ acme" is text.
func cutCommand(text string) (name, rest string, ok bool) {
	text = strings.TrimSpace(text)
	if len(text) < 2 || text[0] != '/' || text[1] == ' ' {
		return "", "", false
	}
	i := strings.IndexAny(text, " \t\n")
	if i < 0 {
		return text, "", true
	}
	return text[:i], strings.TrimSpace(text[i:]), true
}

func (p *Person) post(channelID, threadTS, text string) error {
	w := p.w
	if strings.TrimSpace(text) == "" {
		return &Failure{"no_text", "There is nothing to send."}
	}
	w.mu.Lock()
	ch, err := p.at(channelID)
	if err == nil && threadTS != "" && ch.byTS[threadTS] == nil {
		err = errGone
	}
	if err != nil {
		w.mu.Unlock()
		return err
	}
	m := &message{Message: Message{TS: w.newTS(), User: p.ID, Text: w.mentions(escape(text)), ThreadTS: threadTS}}
	w.add(ch, m)
	send := w.messageEvent(ch, m, w.messageObject(m, false))
	w.mu.Unlock()
	send()
	return nil
}

// at is the conversation, when the person is in it.
func (p *Person) at(channelID string) (*channel, error) {
	me, ch := p.w.people[p.ID], p.w.channels[channelID]
	switch {
	case me.Deleted:
		return nil, &Failure{"account_inactive", "Your account is deactivated."}
	case ch == nil || !ch.has(p.ID):
		return nil, errOutside
	}
	return ch, nil
}

// slashPayload is a slash command's payload; all values are strings.
type slashPayload struct {
	Token               string `json:"token"`
	TeamID              string `json:"team_id"`
	TeamDomain          string `json:"team_domain"`
	ChannelID           string `json:"channel_id"`
	ChannelName         string `json:"channel_name"`
	UserID              string `json:"user_id"`
	UserName            string `json:"user_name"`
	Command             string `json:"command"`
	Text                string `json:"text"`
	APIAppID            string `json:"api_app_id"`
	IsEnterpriseInstall string `json:"is_enterprise_install"`
	ResponseURL         string `json:"response_url"`
	TriggerID           string `json:"trigger_id"`
}

func (p *Person) command(ctx context.Context, channelID, name, rest string) error {
	w := p.w
	w.mu.Lock()
	ch, err := p.at(channelID)
	if err != nil {
		w.mu.Unlock()
		return err
	}
	cmd, err := w.declared(name)
	if err != nil {
		w.slackbot(ch, p.ID, err.Error())
		w.mu.Unlock()
		return err
	}
	text := escape(rest)
	if cmd.ShouldEscape {
		text = w.mentions(text)
	}
	load := slashPayload{
		Token: "sandbox", TeamID: w.opt.TeamID, TeamDomain: w.opt.Domain, ChannelID: ch.ID, ChannelName: ch.shown(),
		UserID: p.ID, UserName: p.Name, Command: name, Text: text, APIAppID: w.opt.AppID,
		IsEnterpriseInstall: "false", ResponseURL: w.newResponse(p.ID, ch.ID, ""), TriggerID: w.newTrigger(p.ID, ""),
	}
	w.mu.Unlock()
	payload, err := json.Marshal(load)
	if err != nil {
		return err
	}
	err = w.ask(ctx, &envelope{
		kind: "slash_commands", identity: load.TriggerID, payload: payload, accepts: true,
		onAck: func(answer json.RawMessage) *Failure { return w.answerCommand(ch, p.ID, name, rest, answer) },
	})
	return w.commandFailed(ch, p.ID, name, err)
}

// declared finds the app's command. An app that declares none gets them all.
func (w *Workspace) declared(name string) (Command, error) {
	for _, c := range w.opt.Commands {
		if c.Name == name {
			return c, nil
		}
	}
	if len(w.opt.Commands) == 0 {
		return Command{Name: name}, nil
	}
	return Command{}, &Failure{"invalid_command", fmt.Sprintf("%s is not a valid command.", name)}
}

// commandFailed has Slackbot tell the person, in Slack's words.
func (w *Workspace) commandFailed(ch *channel, user, name string, err error) error {
	f, ok := err.(*Failure)
	if !ok {
		return err
	}
	f = &Failure{f.Code, fmt.Sprintf("%s failed with the error %q", name, f.Code)}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.slackbot(ch, user, f.Text)
	return f
}

// slackbot tells one person something; the caller holds w.mu.
func (w *Workspace) slackbot(ch *channel, user, text string) {
	w.add(ch, &message{Message: Message{TS: w.newTS(), User: SlackbotID, Text: escape(text), EphemeralTo: user, Error: true}})
}

// answerCommand shows what came inside the ack of a command. An answer to
// everybody shows the command too, as Slack does. A payload that Slack would
// not take fails the command.
func (w *Workspace) answerCommand(ch *channel, user, name, rest string, payload json.RawMessage) *Failure {
	if payload == nil {
		return nil
	}
	a, bad := argsOf(payload)
	if bad != nil {
		return w.badAnswer(name, refuse("invalid_payload"))
	}
	public := a.str("response_type") == "in_channel"
	var body content
	if len(a) > b2i(a.has("response_type")) {
		if body, bad = w.readContent(a); bad != nil {
			return w.badAnswer(name, bad)
		}
	}
	w.mu.Lock()
	if public {
		w.add(ch, &message{Message: Message{TS: w.newTS(), User: user, Text: escape(strings.TrimSpace(name + " " + rest)), Command: true}})
	}
	send := func() {}
	if body.text != "" || body.list.blocks != nil || body.attachments != nil {
		send = w.say(ch, user, public, "", &body)
	}
	w.mu.Unlock()
	send()
	return nil
}

func (w *Workspace) badAnswer(to string, bad *refusal) *Failure {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.problem(fmt.Sprintf("the answer in the ack of %s was refused: %s %v", to, bad.code, bad.more["errors"]))
	return &Failure{bad.code, bad.code}
}

// shown is the channel name in payloads: Slack hides those of DMs and private
// channels.
func (c *channel) shown() string {
	switch {
	case c.IM:
		return "directmessage"
	case c.Private:
		return "privategroup"
	}
	return c.Name
}
