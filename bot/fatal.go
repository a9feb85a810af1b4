package bot

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/slack-go/slack"
)

// FatalError is Slack refusing the app in a way that waiting does not mend.
type FatalError struct {
	Code     string // Slack's error code, or the HTTP status
	Sentence string // what to mend, for the operator
}

// Error is one line for the operator.
func (e *FatalError) Error() string {
	return fmt.Sprintf("Slack refuses to open a socket (%s): %s", e.Code, e.Sentence)
}

const newAppToken = "Make a new app-level token (xapp-…) with the scope connections:write under Basic Information of the app's settings, and start again with it." // #nosec G101 -- it tells how to make a token

// fatal are the codes of apps.connections.open that come back the same however
// often one asks. slack-go itself stops at four of them and tries on at the rest.
var fatal = map[string]string{
	"invalid_auth":            "it does not know the app-level token. " + newAppToken,
	"not_authed":              "no app-level token was given. " + newAppToken,
	"token_revoked":           "the app-level token was revoked. " + newAppToken,
	"token_expired":           "the app-level token has expired. " + newAppToken,
	"account_inactive":        "the app or its workspace was deactivated. Ask a workspace admin to install the app again.",
	"missing_scope":           "the app-level token lacks a scope. " + newAppToken,
	"no_permission":           "the app-level token lacks a permission. " + newAppToken,
	"not_allowed_token_type":  "this is not an app-level token. The app token starts with xapp-, the bot token with xoxb-; they may have been swapped.",
	"access_denied":           "access was denied. Ask a workspace admin whether the app is approved.",
	"team_access_not_granted": "the app is not approved for this workspace. Ask a workspace admin.",
	"org_login_required":      "the workspace is being moved into an organisation. Try again when that is done.",
	"ekm_access_denied":       "the workspace's key management denies access. Ask a workspace admin.",
	"app_not_found":           "the app was deleted. Create it again from the manifest.",
	"invalid_app_id":          "the app was deleted. Create it again from the manifest.",
	"socket_mode_disabled":    "Socket Mode is off. Switch it on in the app's settings.",
	"unknown_method":          "there is no apps.connections.open at that address. Check the URL of the Slack API.",
}

// fatalError is err as a FatalError; nil when trying again may help.
func fatalError(err error) error {
	var already *FatalError
	if errors.As(err, &already) {
		return already
	}
	var refused slack.SlackErrorResponse
	if errors.As(err, &refused) {
		sentence, ok := fatal[refused.Err]
		if !ok {
			return nil
		}
		if refused.Needed != "" {
			sentence += fmt.Sprintf(" Needed: %s; given: %s.", refused.Needed, strings.TrimSpace(refused.Provided))
		}
		return &FatalError{refused.Err, sentence}
	}
	var status slack.StatusCodeError
	if errors.As(err, &status) && status.Code == http.StatusNotFound {
		return &FatalError{status.Status, fatal["unknown_method"]}
	}
	return nil
}
