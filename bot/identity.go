package bot

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"
)

// Kind is what sort of input an [Envelope] holds.
type Kind string

// The kinds of input. KindUnknown never reaches a handler: it is acknowledged,
// counted and dropped, because Slack would only send it again.
const (
	KindUnknown  Kind = ""
	KindSlash    Kind = "slash"    // a slash command
	KindClick    Kind = "click"    // a button, menu or other element, in a message, a modal or the Home
	KindSubmit   Kind = "submit"   // a modal was submitted
	KindClosed   Kind = "closed"   // a modal was closed (only when it asked to be told)
	KindEvent    Kind = "event"    // an Events API event
	KindShortcut Kind = "shortcut" // a global or message shortcut
	KindOptions  Kind = "options"  // a menu asks for its choices
)

// Envelope is one input from Slack, whatever its kind, with its durable
// identity. Exactly one of Slash, Interaction and Event is set.
type Envelope struct {
	Kind Kind
	// Key is the same for every delivery of the same input and differs between
	// inputs, also when Slack wraps a redelivery in a new envelope: the event id;
	// workspace and trigger of a command; who, when and which element of a click;
	// the view of a submission. Remember it in the transaction of the change.
	Key     string
	Team    string // Slack team id; the enterprise id where Slack names no team
	User    string // empty for events without a person
	Channel string // empty in modals, the Home and events without one

	Slash       *slack.SlashCommand
	Interaction *slack.InteractionCallback
	Event       *slackevents.EventsAPIEvent

	ResponseURL    string    // for 30 minutes and 5 posts; empty where Slack gives none; a secret
	TriggerID      string    // opens one modal within 3 seconds
	Received       time.Time // when it reached this process
	AcceptsPayload bool      // Slack will read a payload in the acknowledgement
	Retry          int       // how often Slack says it tried before; says nothing about whether we saw it
}

// Action is the element that a click is about; nil for other kinds.
func (e Envelope) Action() *slack.BlockAction {
	if e.Interaction == nil || len(e.Interaction.ActionCallback.BlockActions) == 0 {
		return nil
	}
	return e.Interaction.ActionCallback.BlockActions[0]
}

// lane is the queue an input waits in: one per person, so that somebody's
// inputs keep their order. Events without a person queue by channel.
func (e Envelope) lane() string {
	if e.User != "" {
		return e.Team + "/" + e.User
	}
	return e.Team + "/" + e.Channel
}

// identify reads an event of the socket client. Its Kind is KindUnknown for
// everything that no handler can be asked about.
func identify(evt socketmode.Event, received time.Time) Envelope {
	e := Envelope{Received: received}
	if evt.Request == nil {
		return e
	}
	e.AcceptsPayload, e.Retry = evt.Request.AcceptsResponsePayload, evt.Request.RetryAttempt
	switch data := evt.Data.(type) {
	case slack.SlashCommand:
		e.slash(&data)
	case slack.InteractionCallback:
		e.interaction(&data)
	case slackevents.EventsAPIEvent:
		e.event(&data, evt.Request.Payload)
	}
	if e.Kind != KindUnknown && e.Key == "" {
		e.Key = key("envelope", evt.Request.EnvelopeID)
	}
	return e
}

func (e *Envelope) slash(c *slack.SlashCommand) {
	e.Kind, e.Slash = KindSlash, c
	e.Team, e.User, e.Channel = first(c.TeamID, c.EnterpriseID), c.UserID, c.ChannelID
	e.ResponseURL, e.TriggerID = c.ResponseURL, c.TriggerID
	e.Key = key("slash", e.Team, c.TriggerID)
}

func (e *Envelope) interaction(c *slack.InteractionCallback) {
	e.Interaction = c
	e.Team = first(c.Team.ID, c.User.TeamID, c.View.TeamID, c.Enterprise.ID)
	e.User = c.User.ID
	e.Channel = first(c.Channel.ID, c.Container.ChannelID)
	e.ResponseURL, e.TriggerID = c.ResponseURL, c.TriggerID
	switch c.Type {
	case slack.InteractionTypeBlockActions:
		e.Kind = KindClick
		if a := e.Action(); a != nil {
			e.Key = key("click", e.Team, e.User, a.ActionTs, a.ActionID)
		}
	case slack.InteractionTypeViewSubmission:
		// Not the hash: it changes when the form is redrawn between two presses,
		// and one form must not count twice. What commits closes the form.
		e.Kind, e.Key = KindSubmit, key("submit", c.View.ID)
		if len(c.ResponseURLs) > 0 {
			e.ResponseURL = first(e.ResponseURL, c.ResponseURLs[0].ResponseURL)
		}
	case slack.InteractionTypeViewClosed:
		e.Kind, e.Key = KindClosed, key("closed", c.View.ID, c.View.Hash)
	case slack.InteractionTypeShortcut, slack.InteractionTypeMessageAction:
		e.Kind, e.Key = KindShortcut, key("shortcut", c.TriggerID)
	case slack.InteractionTypeBlockSuggestion:
		e.Kind = KindOptions // a read: its own envelope is identity enough
	}
}

func (e *Envelope) event(ev *slackevents.EventsAPIEvent, payload json.RawMessage) {
	outer, ok := ev.Data.(*slackevents.EventsAPICallbackEvent)
	if !ok {
		return
	}
	e.Kind, e.Event = KindEvent, ev
	e.Team = first(ev.TeamID, ev.EnterpriseID)
	e.Key = key("event", outer.EventID)
	e.User, e.Channel = whoAndWhere(payload)
}

// whoAndWhere reads the person and the channel of an event; Slack names either
// by id or by a whole object, depending on the event's type.
func whoAndWhere(payload json.RawMessage) (user, channel string) {
	var p struct {
		Event struct {
			User, Channel json.RawMessage
			Item          struct{ Channel json.RawMessage }
		}
	}
	if json.Unmarshal(payload, &p) != nil {
		return "", ""
	}
	return idOf(p.Event.User), first(idOf(p.Event.Channel), idOf(p.Event.Item.Channel))
}

func idOf(raw json.RawMessage) string {
	var id string
	if json.Unmarshal(raw, &id) == nil {
		return id
	}
	var object struct{ ID string }
	if json.Unmarshal(raw, &object) == nil {
		return object.ID
	}
	return ""
}

// key joins the parts of an identity; it is empty when a part is missing, for
// then it would not tell two inputs apart.
func key(kind string, parts ...string) string {
	for _, p := range parts {
		if p == "" {
			return ""
		}
	}
	return kind + ":" + strings.Join(parts, ":")
}

func first(choices ...string) string {
	for _, c := range choices {
		if c != "" {
			return c
		}
	}
	return ""
}
