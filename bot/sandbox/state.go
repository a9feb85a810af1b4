package sandbox

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// state is what the workspace remembers; Workspace.mu guards it.
type state struct {
	people       map[string]*Profile
	order        []string // people's ids as they were added
	channels     map[string]*channel
	chanOrder    []string
	groups       map[string]*Group
	dms          map[string]string // person's id → their DM with the bot
	stacks       map[string][]*view
	homes        map[string]*view
	triggers     triggers
	responses    map[string]*response
	oldResponses []string // keys of responses, oldest first
	unknown      map[string]int
	answers      map[string]int // Web API calls by method
	problems     []string
	files        []*file // oldest first
	lastID       uint64
	lastMicro    int64
}

func newState() state {
	return state{
		people: map[string]*Profile{}, channels: map[string]*channel{}, groups: map[string]*Group{},
		dms: map[string]string{}, stacks: map[string][]*view{}, homes: map[string]*view{},
		triggers: newTriggers(), responses: map[string]*response{}, unknown: map[string]int{}, answers: map[string]int{},
	}
}

// SlackbotID is the user id of Slackbot, who tells people about failures.
const SlackbotID = "USLACKBOT"

// Profile is what the workspace knows of one person, or of a bot user.
type Profile struct {
	ID       string // U… or W…
	Name     string // handle, as in @ana; lower case, unique
	RealName string
	Email    string
	TZ       string // IANA zone such as Europe/Berlin; empty: the client tells none
	Title    string
	Locale   string // such as en-US
	Bot      bool

	Admin      bool
	Restricted bool // a guest
	Deleted    bool // deactivated
	Updated    time.Time
}

// Location is the person's zone, or UTC when TZ is empty or unknown here.
func (p Profile) Location() *time.Location {
	if loc, err := time.LoadLocation(p.TZ); err == nil {
		return loc
	}
	return time.UTC
}

// DisplayName is the name shown beside messages.
func (p Profile) DisplayName() string { return cmp.Or(p.RealName, p.Name, p.ID) }

// PersonSpec describes a person to add. ID and Name are made up when empty.
type PersonSpec = Profile

// Person is somebody in the workspace; its methods are what people do. The
// embedded Profile is a copy from the time the Person was asked for.
type Person struct {
	Profile
	w *Workspace
}

// Group is a user group (@sales).
type Group struct {
	ID, Handle, Name string
	Members          []string // user ids
}

// ChannelSpec describes a channel to add.
type ChannelSpec struct {
	ID      string // C… or G…; made up when empty
	Name    string // without #
	Private bool
	Shared  bool     // with another firm (Slack Connect)
	Members []string // user ids; the bot joins only when listed or invited
	Topic   string
}

// Channel is a conversation as one person sees it in the sidebar.
type Channel struct {
	ID       string
	Name     string // without #; empty for a DM
	Topic    string
	Private  bool
	Shared   bool // with another firm (Slack Connect)
	Archived bool
	IM       bool   // a DM between the bot and With
	With     string // the person of a DM
	Members  []string
	Created  time.Time
	LastTS   string // newest message, "" when there is none
}

// channel is the stored form, with its messages.
type channel struct {
	Channel
	messages []*message // oldest first
	byTS     map[string]*message
}

func (w *Workspace) addBot() {
	now := w.clock.now()
	for _, p := range []Profile{
		{ID: w.opt.BotUser, Name: handleOf(w.opt.BotName), RealName: w.opt.BotName, Bot: true, TZ: "Etc/UTC"},
		{ID: SlackbotID, Name: "slackbot", RealName: "Slackbot", TZ: "Etc/UTC"},
	} {
		p.Updated, p.Locale = now, "en-US"
		w.people[p.ID] = &p
		w.order = append(w.order, p.ID)
	}
}

// handleOf makes a handle of a name: "Ana Ruiz" → "ana.ruiz".
func handleOf(name string) string {
	return strings.Join(strings.Fields(strings.ToLower(name)), ".")
}

// AddPerson adds somebody, with an open DM to the bot, and returns them. An id
// or handle that is taken is a mistake of the caller and panics.
func (w *Workspace) AddPerson(spec PersonSpec) *Person {
	w.mu.Lock()
	defer w.mu.Unlock()
	spec.ID = cmp.Or(spec.ID, w.newID("U"))
	spec.Name = cmp.Or(spec.Name, handleOf(spec.RealName), strings.ToLower(spec.ID))
	spec.RealName = cmp.Or(spec.RealName, spec.Name)
	spec.Locale = cmp.Or(spec.Locale, "en-US")
	spec.Updated = w.clock.now()
	if w.people[spec.ID] != nil || w.lookup(spec.Name) != nil {
		panic(fmt.Sprintf("sandbox: person %s (%s) exists already", spec.ID, spec.Name))
	}
	w.people[spec.ID] = &spec
	w.order = append(w.order, spec.ID)
	w.openDM(spec.ID)
	w.publish(Event{Kind: PeopleChanged, User: spec.ID})
	return &Person{Profile: spec, w: w}
}

// openDM returns the DM of the bot and the person, making it first if need be.
func (w *Workspace) openDM(user string) *channel {
	if id := w.dms[user]; id != "" {
		return w.channels[id]
	}
	id := "D" + user[1:]
	if w.channels[id] != nil {
		id = w.newID("D")
	}
	w.dms[user] = id
	return w.addChannel(Channel{ID: id, IM: true, With: user, Members: []string{user, w.opt.BotUser}})
}

func (w *Workspace) addChannel(c Channel) *channel {
	c.Created = w.clock.now()
	ch := &channel{Channel: c, byTS: map[string]*message{}}
	w.channels[c.ID] = ch
	w.chanOrder = append(w.chanOrder, c.ID)
	w.publish(Event{Kind: ChannelChanged, Channel: c.ID})
	return ch
}

// AddChannel adds a channel. A taken id or name panics, as in AddPerson.
func (w *Workspace) AddChannel(spec ChannelSpec) Channel {
	w.mu.Lock()
	defer w.mu.Unlock()
	spec.ID = cmp.Or(spec.ID, w.newID("C"))
	if w.channels[spec.ID] != nil || w.channelNamed(spec.Name) != nil {
		panic(fmt.Sprintf("sandbox: channel %s (#%s) exists already", spec.ID, spec.Name))
	}
	ch := w.addChannel(Channel{
		ID: spec.ID, Name: spec.Name, Private: spec.Private, Shared: spec.Shared, Topic: spec.Topic,
		Members: slices.Clone(spec.Members),
	})
	return ch.copy()
}

// Share shares a channel with another firm (Slack Connect).
func (w *Workspace) Share(channelID string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	ch := w.channels[channelID]
	if ch == nil {
		return fmt.Errorf("sandbox: no channel %s", channelID)
	}
	ch.Shared = true
	return nil
}

// Invite adds people, or the bot by BotUserID, to a channel, and tells the app
// (member_joined_channel); when one of them is nobody, it adds none. Slack names who
// invited; here that is nobody.
func (w *Workspace) Invite(channelID string, users ...string) error {
	return w.invite(channelID, "", users...)
}

func (w *Workspace) invite(channelID, inviter string, users ...string) error {
	w.mu.Lock()
	ch := w.channels[channelID]
	if ch == nil || ch.IM {
		w.mu.Unlock()
		return errors.New("channel_not_found")
	}
	if slices.ContainsFunc(users, func(u string) bool { return w.people[u] == nil }) {
		w.mu.Unlock()
		return errors.New("user_not_found")
	}
	var events []func()
	for _, u := range users {
		if !ch.has(u) {
			ch.Members = append(ch.Members, u)
			events = append(events, w.memberEvent(ch, "member_joined_channel", u, inviter))
		}
	}
	w.publish(Event{Kind: ChannelChanged, Channel: channelID})
	w.mu.Unlock()
	for _, tell := range events {
		tell()
	}
	return nil
}

// Remove takes somebody, or the bot, out of a channel and tells the app
// (member_left_channel), as Slack does it for the app itself as well.
func (w *Workspace) Remove(channelID, user string) error {
	w.mu.Lock()
	ch := w.channels[channelID]
	if ch == nil || ch.IM || !ch.has(user) {
		w.mu.Unlock()
		return errors.New("not_in_channel")
	}
	tell := w.memberEvent(ch, "member_left_channel", user, "")
	ch.Members = slices.DeleteFunc(ch.Members, func(id string) bool { return id == user })
	w.publish(Event{Kind: ChannelChanged, Channel: channelID})
	w.mu.Unlock()
	tell()
	return nil
}

// AddUserGroup adds a user group; an empty ID is made up.
func (w *Workspace) AddUserGroup(g Group) Group {
	w.mu.Lock()
	defer w.mu.Unlock()
	g.ID = cmp.Or(g.ID, w.newID("S"))
	g.Members = slices.Clone(g.Members)
	w.groups[g.ID] = &g
	return g
}

// UpdatePerson changes somebody's profile and tells the app (user_change).
func (w *Workspace) UpdatePerson(id string, change func(*Profile)) error {
	w.mu.Lock()
	p := w.people[id]
	if p == nil {
		w.mu.Unlock()
		return errors.New("user_not_found")
	}
	next := *p
	change(&next)
	next.ID, next.Updated = id, w.clock.now()
	w.people[id] = &next
	w.publish(Event{Kind: PeopleChanged, User: id})
	ev := obj{"type": "user_change", "user": w.userObject(&next), "cache_ts": next.Updated.Unix(), "event_ts": w.newTS()}
	w.mu.Unlock()
	w.emit("user_change", ev)
	return nil
}

// Person finds somebody by id, handle (with or without @), real name or email;
// nil when there is nobody.
func (w *Workspace) Person(key string) *Person {
	w.mu.Lock()
	defer w.mu.Unlock()
	if p := w.lookup(key); p != nil {
		return &Person{Profile: *p, w: w}
	}
	return nil
}

func (w *Workspace) lookup(key string) *Profile {
	if p := w.people[key]; p != nil {
		return p
	}
	key = strings.TrimPrefix(key, "@")
	for _, id := range w.order {
		p := w.people[id]
		if strings.EqualFold(p.Name, key) || strings.EqualFold(p.RealName, key) || p.Email != "" && strings.EqualFold(p.Email, key) {
			return p
		}
	}
	return nil
}
