package bot

import (
	"log/slog"
	"net/http"
	"time"

	"github.com/slack-go/slack"
)

// APIOptions say which Slack to talk to, and as whom.
type APIOptions struct {
	BotToken string // xoxb-…
	AppToken string // xapp-…, opens sockets
	URL      string // base of the Web API; default slack.APIURL; must end in a slash
	Log      *slog.Logger
	Now      func() time.Time // default time.Now
}

// NewAPI makes the Web API client of one workspace and the HTTP client under
// it, which holds the rate limits of that workspace: make one pair per
// workspace and share it.
func NewAPI(o APIOptions) (*slack.Client, *http.Client) {
	hc := &http.Client{}
	return slack.New(o.BotToken, slack.OptionAppLevelToken(o.AppToken), slack.OptionAPIURL(o.URL), slack.OptionHTTPClient(hc)), hc
}
