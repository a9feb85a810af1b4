package sandbox_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"salescoach/bot/sandbox"
)

// The keys below are those of Slack's own published replies: "always" are never
// missing in a bot's view of a plain workspace, "may" can be there as well.
var shapes = map[string]struct{ always, may string }{
	"auth.test": {
		"ok url team user team_id user_id bot_id is_enterprise_install", "enterprise_id app_name app_id",
	},
	"bots.info bot": {"id deleted name updated app_id user_id icons", ""},
	"team.info team": {
		"id name domain email_domain icon", "is_verified url enterprise_id enterprise_name discoverable avatar_base_url",
	},
	"users.info user": {
		`id team_id name deleted color real_name tz tz_label tz_offset profile is_admin is_owner is_primary_owner
		is_restricted is_ultra_restricted is_bot is_app_user updated is_email_confirmed who_can_share_contact_card`,
		"locale has_2fa enterprise_user is_stranger",
	},
	"users.info user profile": {
		`title phone skype real_name real_name_normalized display_name display_name_normalized status_text status_emoji
		status_expiration avatar_hash image_24 image_32 image_48 image_72 image_192 image_512 status_text_canonical team
		email first_name last_name`,
		"image_original is_custom_image image_1024 status_emoji_url api_app_id always_active bot_id",
	},
	"conversations.info channel": {
		`id name is_channel is_group is_im created is_archived is_general unlinked name_normalized is_shared creator
		is_ext_shared is_org_shared shared_team_ids pending_shared pending_connected_team_ids is_pending_ext_shared
		is_member is_private is_mpim topic purpose previous_names context_team_id updated`,
		"last_read locale num_members",
	},
	"conversations.open": {"ok channel no_op already_open", ""},
	"chat.postMessage":   {"ok channel ts message", "warning response_metadata deprecated_argument"},
	"chat.postMessage message": {
		"type user text ts bot_id app_id team bot_profile blocks", "subtype username icons attachments metadata thread_ts edited",
	},
	"chat.postMessage message bot_profile": {"id deleted name updated app_id icons team_id", ""},
	"views.publish view": {
		`id team_id type blocks private_metadata callback_id state hash clear_on_close notify_on_close close submit title
		previous_view_id root_view_id app_id external_id app_installed_team_id bot_id`,
		"submit_disabled",
	},
	"conversations.history": {
		"ok messages has_more pin_count channel_actions_ts channel_actions_count", "response_metadata latest",
	},
}

func TestRepliesHaveTheKeysOfSlacks(t *testing.T) {
	o := open(t, sandbox.Options{NoRateLimits: true})
	forms := map[string]url.Values{
		"auth.test": v(), "bots.info": v(), "team.info": v(), "users.info": v("user", "U0ANA"),
		"conversations.info": v("channel", sales), "conversations.open": v("users", "U0ANA"),
		"chat.postMessage":      v("channel", sales, "text", "x", "blocks", `[{"type":"divider"}]`),
		"views.publish":         v("user_id", "U0ANA", "view", `{"type":"home","blocks":[]}`),
		"conversations.history": v("channel", sales),
	}
	for name, want := range shapes {
		path := strings.Fields(name)
		got := o.raw(path[0], forms[path[0]])
		for _, p := range path[1:] {
			got, _ = got[p].(map[string]any)
		}
		may := append(strings.Fields(want.may), strings.Fields(want.always)...)
		for _, k := range strings.Fields(want.always) {
			if _, ok := got[k]; !ok {
				t.Errorf("%s lacks %s", name, k)
			}
		}
		for k := range got {
			if !slices.Contains(may, k) {
				t.Errorf("%s has %s, which Slack does not send", name, k)
			}
		}
	}
}

// raw is a reply as it came.
func (o *office) raw(method string, form url.Values) map[string]any {
	o.t.Helper()
	form.Set("token", o.BotToken())
	resp, err := http.PostForm(o.APIURL()+method, form)
	if err != nil {
		o.t.Fatal(err)
	}
	defer resp.Body.Close()
	var out map[string]any
	if err := json.NewDecoder(resp.Body).Decode(&out); err != nil {
		o.t.Fatal(err)
	}
	return out
}

func TestSlackGoReadsEveryReply(t *testing.T) {
	o := open(t, sandbox.Options{})
	api := o.api()
	if r, err := api.AuthTest(); err != nil || r.UserID != o.BotUserID() || r.TeamID != o.TeamID() || r.BotID == "" {
		t.Errorf("auth.test: %+v, %v", r, err)
	}
	if b, err := api.GetBotInfo(slack.GetBotInfoParameters{}); err != nil || b.AppID != o.AppID() {
		t.Errorf("bots.info: %+v, %v", b, err)
	}
	if r, err := api.GetTeamInfo(); err != nil || r.Name != o.TeamName() {
		t.Errorf("team.info: %+v, %v", r, err)
	}
	if c, err := api.GetConversationInfo(&slack.GetConversationInfoInput{ChannelID: sales}); err != nil || c.Name != "sales" || !c.IsMember {
		t.Errorf("conversations.info: %+v, %v", c, err)
	}
	if m, _, err := api.GetUsersInConversation(&slack.GetUsersInConversationParameters{ChannelID: sales}); err != nil || len(m) != 3 {
		t.Errorf("conversations.members: %v, %v", m, err)
	}
	if u, err := api.GetUserByEmail("ana@example.com"); err != nil || u.ID != "U0ANA" {
		t.Errorf("users.lookupByEmail: %+v, %v", u, err)
	}
	if link, err := api.GetPermalink(&slack.PermalinkParameters{Channel: sales, Ts: o.posted("x")}); err != nil || !strings.Contains(link, "/archives/"+sales+"/p") {
		t.Errorf("chat.getPermalink: %s, %v", link, err)
	}
}

// posted posts as Ana and returns the ts.
func (o *office) posted(text string) string {
	o.t.Helper()
	if err := o.ana.Type(within(o.t), sales, text); err != nil {
		o.t.Fatal(err)
	}
	return o.last(o.ana, sales).TS
}
