package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"salescoach/bot"
)

// token asks Slack who the bot token is.
func (d *doctor) token(ctx context.Context) {
	if d.config.needTokens() != nil {
		return // said already
	}
	ctx, cancel := context.WithTimeout(ctx, slackBy)
	defer cancel()
	api, _ := bot.NewAPI(bot.APIOptions{BotToken: string(d.config.BotToken), AppToken: string(d.config.AppToken),
		URL: string(d.config.APIURL), Timeout: slackBy, Log: d.log, Now: time.Now})
	asked := time.Now()
	us, err := api.AuthTestContext(ctx)
	d.answered = time.Now()
	switch code := refusedWith(err); {
	case code != "":
		d.note("token", ill, "Slack refuses the bot token ("+code+").", mendToken(code))
	case err != nil:
		d.note("token", ill, "Slack can't be reached at "+string(d.config.APIURL)+": "+reasonOf(err)+".", "Look at the network, a proxy (HTTPS_PROXY) and SLACK_API_URL; what only Slack knows wasn't looked at.")
	default:
		d.api, d.us, d.asked = api, us, asked
		d.note("token", well, fmt.Sprintf("The bot is %s in the workspace %s (%s).", us.UserID, us.Team, us.TeamID), "")
	}
}

func mendToken(code string) string {
	switch code {
	case "token_revoked", "account_inactive", "token_expired":
		return "Install the app again (Install App, on its page) and put the new token into SLACK_BOT_TOKEN."
	case "not_allowed_token_type":
		return "The bot token begins with xoxb-, the app-level token with xapp-; they may have been swapped."
	}
	return "Copy the bot token (xoxb-…) from OAuth & Permissions, on the app's page, into SLACK_BOT_TOKEN once more."
}

// scopes compares what the bot token may do with what the manifest asks for.
func (d *doctor) scopes(context.Context) {
	if d.us == nil {
		return
	}
	header := d.us.Header.Get("X-OAuth-Scopes")
	if header == "" {
		d.note("scopes", odd, "Slack didn't say what the bot token may do.", "Look under OAuth & Permissions whether it has the scopes of deploy/manifest.yaml.")
		return
	}
	given := strings.FieldsFunc(header, func(r rune) bool { return r == ',' || r == ' ' })
	var missing, more []string
	for _, s := range botScopes {
		if !slices.Contains(given, s) {
			missing = append(missing, s)
		}
	}
	for _, s := range given {
		if !slices.Contains(botScopes, s) {
			more = append(more, s)
		}
	}
	if len(missing) > 0 {
		d.note("scopes", ill, "The bot token lacks "+strings.Join(missing, ", ")+".",
			"Put deploy/manifest.yaml under App Manifest, on the app's page, and install the app again.")
	}
	if len(more) > 0 {
		d.note("scopes", odd, "The bot token may do more than the bot needs: "+strings.Join(more, ", ")+".",
			"Take that away under OAuth & Permissions and install the app again.")
	}
	if len(missing)+len(more) == 0 {
		d.note("scopes", well, fmt.Sprintf("The bot token has the %d that it needs, and no other.", len(botScopes)), "")
	}
}

// How far our clock and Slack's may be apart. Slack tells whole seconds.
const (
	oddSkew = 10 * time.Second
	illSkew = 2 * time.Minute // reminders come at the wrong time, and messages are looked for in the wrong place
)

// clock compares our time with the one that Slack's answer bore.
func (d *doctor) clock(context.Context) {
	if d.us == nil {
		return
	}
	theirs, err := http.ParseTime(d.us.Header.Get("Date"))
	if err != nil {
		d.note("clock", odd, "Slack didn't say what time it is.", "")
		return
	}
	d.found = append(d.found, aboutClock(theirs, d.asked, d.answered))
}

// aboutClock says how far apart the clocks are at least: their time lies somewhere
// between our question and the answer, within a second.
func aboutClock(theirs, asked, answered time.Time) finding {
	skew := max(asked.Sub(theirs.Add(time.Second)), theirs.Sub(answered), 0)
	f := finding{Check: "clock", Status: well, Says: "It agrees with Slack's."}
	if skew > oddSkew {
		way := "behind"
		if asked.After(theirs) {
			way = "ahead of"
		}
		f.Status, f.Says = odd, fmt.Sprintf("It is %s %s Slack's.", skew.Round(time.Second), way)
		f.Mend = "Have this machine keep its time by the network (NTP)."
	}
	if skew > illSkew {
		f.Status = ill
	}
	return f
}

// socket opens one, and looks whether both tokens are of one app.
func (d *doctor) socket(ctx context.Context) {
	if d.us == nil {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, slackBy)
	defer cancel()
	hello, err := bot.TryHello(ctx, d.api)
	var fatal *bot.FatalError
	switch {
	case errors.As(err, &fatal):
		says, mend, _ := strings.Cut(fatal.Error(), ". ")
		d.note("socket", ill, strings.TrimSuffix(says, ".")+".", mend)
		return
	case err != nil:
		d.note("socket", ill, "No socket to Slack: "+err.Error()+".", "Look whether a firewall or proxy lets WebSockets (wss://…slack.com, port 443) through.")
		return
	}
	info, err := d.api.GetBotInfoContext(ctx, slack.GetBotInfoParameters{Bot: d.us.BotID})
	if err != nil {
		info = &slack.Bot{} // it would have told whether both tokens are of one app
	}
	d.found = append(d.found, aboutApps(info.AppID, hello.AppID))
}

// aboutApps is what there is to say of a socket that opened: both tokens must be of one
// app, or people talk to another than the one that answers.
func aboutApps(ofBot, ofSocket string) finding {
	if ofBot != "" && ofSocket != "" && ofBot != ofSocket {
		return finding{"socket", ill, fmt.Sprintf("The tokens are of two apps: the bot token of %s, the app-level token of %s.", ofBot, ofSocket),
			"Take both from the page of one app."}
	}
	return finding{Check: "socket", Status: well, Says: "Slack says hello."}
}

// maxAsked bounds how much of one sort Slack is asked about.
const maxAsked = 50

// firstLookedAt begins what there is to say where there are more than maxAsked: nothing
// is known of the others.
const firstLookedAt = "The first 50 were looked at"

// channels looks whether the bot can post where a digest is wanted.
func (d *doctor) channels(ctx context.Context) {
	if d.us == nil {
		return
	}
	before := len(d.found)
	all := slices.Clone(d.config.DigestIn)
	for _, id := range d.db.Rooms {
		if !slices.Contains(all, id) {
			all = append(all, id)
		}
	}
	for i, id := range all[:min(len(all), maxAsked)] {
		d.channel(ctx, id, i < len(d.config.DigestIn))
	}
	switch wrong := len(d.found) > before; {
	case wrong && len(all) > maxAsked:
		d.note("channels", odd, firstLookedAt+".", "")
	case wrong:
	case len(all) == 0:
		d.note("channels", well, "No channel gets a digest yet.", "")
	case len(all) > maxAsked:
		d.note("channels", well, firstLookedAt+", and the bot is in each.", "")
	default:
		d.note("channels", well, "The bot is in every channel that gets a digest.", "")
	}
}

// channel looks at one; set says that the operator named it.
func (d *doctor) channel(ctx context.Context, id string, set bool) {
	ctx, cancel := context.WithTimeout(ctx, slackBy)
	defer cancel()
	how, mend := odd, "Somebody has archived it or put the bot out of it; it gets no digest until the bot is invited again."
	if set {
		how, mend = ill, "Type /invite and the bot's name there, or mend COACH_DIGEST_CHANNELS."
	}
	c, err := d.api.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: id})
	switch code := refusedWith(err); {
	case code == "channel_not_found":
		d.note("channels", how, id+" isn't there, or private and without the bot.", mend)
	case err != nil:
		d.note("channels", odd, id+" couldn't be looked at: "+reasonOf(err)+".", "")
	case c.IsArchived:
		d.note("channels", how, id+" is archived.", mend)
	case !c.IsMember:
		d.note("channels", how, "The bot isn't in "+id+".", mend)
	}
}

// managers looks whether everybody who is to be one can be.
func (d *doctor) managers(ctx context.Context) {
	if d.us == nil {
		return
	}
	if len(d.config.Managers) == 0 {
		d.note("managers", odd, "There are none, so nobody sees the team or asks which leads are dead.", "Name some in COACH_MANAGERS.")
		return
	}
	before, all := len(d.found), d.config.Managers
	for _, id := range all[:min(len(all), maxAsked)] {
		if strings.HasPrefix(id, "S") {
			d.managerGroup(ctx, id)
		} else {
			d.manager(ctx, id)
		}
	}
	switch wrong := len(d.found) > before; {
	case wrong && len(all) > maxAsked:
		d.note("managers", odd, firstLookedAt+".", "")
	case wrong:
	case len(all) > maxAsked:
		d.note("managers", well, firstLookedAt+", and Slack knows each.", "")
	default:
		d.note("managers", well, fmt.Sprintf("Slack knows all that COACH_MANAGERS names (%d).", len(all)), "")
	}
}

const mendManagers = "Mend COACH_MANAGERS."

func (d *doctor) manager(ctx context.Context, id string) {
	ctx, cancel := context.WithTimeout(ctx, slackBy)
	defer cancel()
	u, err := d.api.GetUserInfoContext(ctx, id)
	switch code := refusedWith(err); {
	case code == "user_not_found" || code == "user_not_visible":
		d.note("managers", ill, "Slack knows no user "+id+".", mendManagers)
	case err != nil:
		d.note("managers", odd, id+" couldn't be looked at: "+reasonOf(err)+".", "")
	case u.Deleted:
		d.note("managers", odd, id+" has left the workspace.", mendManagers)
	case u.IsBot || u.IsRestricted || u.IsUltraRestricted:
		d.note("managers", odd, id+" is a guest or a bot, and isn't served.", mendManagers)
	}
}

func (d *doctor) managerGroup(ctx context.Context, id string) {
	ctx, cancel := context.WithTimeout(ctx, slackBy)
	defer cancel()
	members, err := d.api.GetUserGroupMembersContext(ctx, id)
	switch code := refusedWith(err); {
	case code == "no_such_subteam" || code == "subteam_not_found":
		d.note("managers", ill, "Slack knows no user group "+id+".", mendManagers)
	case err != nil:
		d.note("managers", odd, id+" couldn't be looked at: "+reasonOf(err)+".", "")
	case len(members) == 0:
		d.note("managers", odd, "The user group "+id+" has no members.", "Add the managers to it in Slack, or mend COACH_MANAGERS.")
	}
}
