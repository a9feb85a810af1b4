package bot

import (
	"strings"
	"testing"
	"time"
)

func TestASlackThatNeverSaysHelloIsNotWaitedForForEver(t *testing.T) {
	f := newFakeSlack(t)
	f.shy = true
	api, _ := NewAPI(APIOptions{BotToken: "xoxb-fake", AppToken: "xapp-fake", URL: f.apiURL()})
	if _, err := tryHello(t.Context(), api, 50*time.Millisecond); err == nil || !strings.Contains(err.Error(), "in time") {
		t.Errorf("it ends with %v", err)
	}
	f.locked(func() { f.shy = false })
	if h, err := TryHello(t.Context(), api); err != nil || h.AppID != "A1" || h.Sockets != 1 {
		t.Errorf("a Slack that does says %+v, %v", h, err)
	}
}
