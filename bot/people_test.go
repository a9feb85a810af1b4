package bot

import (
	"testing"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

func TestOnlyMembersOfTheWorkspaceAreServed(t *testing.T) {
	const ours = "T0OURS"
	for name, c := range map[string]struct {
		user   slack.User
		served bool
	}{
		"a member":                                     {slack.User{ID: "U1", TeamID: ours}, true},
		"a member, before Slack says of what":          {slack.User{ID: "U1"}, true},
		"a member by their organisation":               {slack.User{ID: "W1", TeamID: "T0HOME", Enterprise: slack.EnterpriseUser{Teams: []string{"T0HOME", ours}}}, true},
		"somebody of another firm in a shared channel": {slack.User{ID: "U2", TeamID: "T0OTHER"}, false},
		"a stranger":                                   {slack.User{ID: "U2", TeamID: ours, IsStranger: true}, false},
		"a guest":                                      {slack.User{ID: "U3", TeamID: ours, IsRestricted: true}, false},
		"a guest of one channel":                       {slack.User{ID: "U3", TeamID: ours, IsUltraRestricted: true}, false},
		"a bot":                                        {slack.User{ID: "U4", TeamID: ours, IsBot: true}, false},
		"Slackbot":                                     {slack.User{ID: "USLACKBOT", TeamID: ours}, false},
		"somebody who left":                            {slack.User{ID: "U5", TeamID: ours, Deleted: true}, false},
	} {
		err := served(&c.user, ours)
		if (err == nil) != c.served || err != nil && coach.KindOf(err) != coach.Forbidden {
			t.Errorf("%s: %v", name, err)
		}
	}
}
