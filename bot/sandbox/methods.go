package sandbox

import (
	"maps"
	"strings"
)

// method is one Web API method: who may call it, how often, and what it does.
type method struct {
	scope    string // of the bot token; some methods ask for more per conversation type
	tier     tier
	appToken bool // takes the app-level token only
	open     bool // needs no token
	run      func(c *call) (obj, *refusal)
}

// methods are all methods this workspace has; the rest is unknown_method.
var methods = map[string]method{
	"api.test":              {open: true, tier: special, run: apiTest},
	"auth.test":             {tier: special, run: authTest},
	"apps.connections.open": {appToken: true, tier: tier3, run: connectionsOpen},
	"bots.info":             {scope: "users:read", tier: tier3, run: botsInfo},
	"team.info":             {scope: "team:read", tier: tier3, run: teamInfo},

	"users.info":            {scope: "users:read", tier: tier4, run: usersInfo},
	"users.list":            {scope: "users:read", tier: tier2, run: usersList},
	"users.lookupByEmail":   {scope: "users:read.email", tier: tier3, run: usersLookupByEmail},
	"usergroups.list":       {scope: "usergroups:read", tier: tier2, run: usergroupsList},
	"usergroups.users.list": {scope: "usergroups:read", tier: tier2, run: usergroupsUsersList},

	"conversations.list":    {tier: tier2, run: conversationsList},
	"conversations.info":    {tier: tier3, run: conversationsInfo},
	"conversations.members": {tier: tier4, run: conversationsMembers},
	"conversations.open":    {scope: "im:write", tier: tier3, run: conversationsOpen},
	"conversations.history": {tier: tier3, run: conversationsHistory},
	"conversations.replies": {tier: tier3, run: conversationsReplies},

	"chat.postMessage":   {scope: "chat:write", tier: posting, run: chatPostMessage},
	"chat.postEphemeral": {scope: "chat:write", tier: tier4, run: chatPostEphemeral},
	"chat.update":        {scope: "chat:write", tier: tier3, run: chatUpdate},
	"chat.delete":        {scope: "chat:write", tier: tier3, run: chatDelete},
	"chat.getPermalink":  {tier: special, run: chatGetPermalink},

	"files.getUploadURLExternal":   {scope: "files:write", tier: tier4, run: filesGetUploadURLExternal},
	"files.completeUploadExternal": {scope: "files:write", tier: tier4, run: filesCompleteUploadExternal},

	"views.open":    {tier: tier4, run: viewsOpen},
	"views.push":    {tier: tier4, run: viewsPush},
	"views.update":  {tier: tier4, run: viewsUpdate},
	"views.publish": {tier: tier4, run: viewsPublish},
}

// AllScopes are all bot scopes that some method, event or feature asks for.
var AllScopes = []string{
	"app_mentions:read", "channels:history", "channels:read", "chat:write", "chat:write.public", "commands", "files:read", "files:write",
	"groups:history", "groups:read", "im:history", "im:read", "im:write", "team:read", "usergroups:read",
	"users:read", "users:read.email",
}

func apiTest(c *call) (obj, *refusal) {
	if e := c.args.str("error"); e != "" {
		return nil, refuse(e)
	}
	echo := obj{}
	for k, v := range c.args {
		if k != "token" {
			echo[k] = v.text
		}
	}
	return obj{"args": echo}, nil
}

func authTest(c *call) (obj, *refusal) {
	w := c.w
	return obj{
		"url": "https://" + w.opt.Domain + ".slack.com/", "team": w.opt.TeamName, "user": handleOf(w.opt.BotName),
		"team_id": w.opt.TeamID, "user_id": w.opt.BotUser, "bot_id": w.botID(), "is_enterprise_install": false,
	}, nil
}

// botID is B… beside the bot user's U….
func (w *Workspace) botID() string { return "B" + strings.TrimPrefix(w.opt.BotUser, "U") }

func botsInfo(c *call) (obj, *refusal) {
	w := c.w
	if id := c.args.str("bot"); id != "" && id != w.botID() {
		return nil, refuse("bot_not_found")
	}
	return obj{"bot": w.botProfile(obj{"user_id": w.opt.BotUser})}, nil
}

// botProfile is the app as it appears in messages and bots.info.
func (w *Workspace) botProfile(more obj) obj {
	out := obj{
		"id": w.botID(), "deleted": false, "name": w.opt.BotName, "updated": w.clock.now().Unix(), "app_id": w.opt.AppID,
		"icons": obj{"image_36": w.avatar(36), "image_48": w.avatar(48), "image_72": w.avatar(72)},
	}
	maps.Copy(out, more)
	return out
}

func (w *Workspace) avatar(size int) string {
	return "https://a.slack-edge.com/80588/img/services/outgoing-webhook_" + itoa(size) + ".png"
}

func teamInfo(c *call) (obj, *refusal) {
	w := c.w
	if id := c.args.str("team"); id != "" && id != w.opt.TeamID {
		return nil, refuse("team_not_found")
	}
	return obj{"team": obj{
		"id": w.opt.TeamID, "name": w.opt.TeamName, "domain": w.opt.Domain, "email_domain": "",
		"url":         "https://" + w.opt.Domain + ".slack.com/",
		"is_verified": false, "icon": obj{"image_34": w.avatar(36), "image_68": w.avatar(72), "image_default": true},
	}}, nil
}
