package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack"
)

// Hello is what Slack says on a socket that was opened to see whether one can be.
type Hello struct {
	AppID   string // the app of the app-level token
	Sockets int    // open sockets of the app, this one included
}

// sayHelloBy is how long Slack may take to take a socket and say hello.
const sayHelloBy = 10 * time.Second

// TryHello opens a socket, waits until Slack says hello, and hangs up. For that instant
// Slack may hand it an input of somebody's, which is then not answered; so it is for
// whoever looks what is wrong, not for a watchdog. An error is a [*FatalError] where
// waiting mends nothing.
func TryHello(ctx context.Context, api *slack.Client) (Hello, error) {
	return tryHello(ctx, api, sayHelloBy)
}

func tryHello(ctx context.Context, api *slack.Client, by time.Duration) (Hello, error) {
	_, url, err := api.StartSocketModeContext(ctx)
	if err != nil {
		if fatal := fatalError(err); fatal != nil {
			return Hello{}, fatal
		}
		return Hello{}, errors.New(Redact(err.Error()))
	}
	ctx, cancel := context.WithTimeout(ctx, by)
	defer cancel()
	hello, err := dialHello(ctx, url)
	if ctx.Err() != nil {
		return Hello{}, errors.New("no hello from Slack in time")
	}
	return hello, err
}

func dialHello(ctx context.Context, url string) (Hello, error) {
	dialer := websocket.Dialer{Proxy: http.ProxyFromEnvironment}
	conn, _, err := dialer.DialContext(ctx, url, nil)
	if err != nil {
		return Hello{}, fmt.Errorf("the address that Slack gave cannot be reached: %s", Redact(err.Error()))
	}
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()
	return readHello(conn)
}

func readHello(conn *websocket.Conn) (Hello, error) {
	conn.SetReadLimit(maxEnvelope)
	_, first, err := conn.ReadMessage()
	if err != nil {
		return Hello{}, fmt.Errorf("the socket closed before Slack said hello: %s", Redact(err.Error()))
	}
	var said struct {
		Type, Reason   string
		NumConnections int `json:"num_connections"`
		ConnectionInfo struct {
			AppID string `json:"app_id"`
		} `json:"connection_info"`
	}
	if err := json.Unmarshal(first, &said); err != nil {
		return Hello{}, errors.New("what Slack said first was no JSON")
	}
	switch {
	case said.Type == "hello":
		return Hello{AppID: said.ConnectionInfo.AppID, Sockets: said.NumConnections}, nil
	case said.Reason == "link_disabled":
		return Hello{}, &FatalError{said.Reason, fatal["socket_mode_disabled"]}
	case said.Reason == "too_many_websockets":
		return Hello{}, &FatalError{said.Reason, "the app has ten sockets already. Stop the other processes that use this app-level token."}
	}
	return Hello{}, fmt.Errorf("instead of hello came %q (%s)", said.Type, said.Reason)
}
