package sandbox

import (
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Trouble is a fault that a person can rehearse by its name.
type Trouble struct {
	Name  string // "half-open"
	Means string // what happens, in a few words
	begin func(Faults)
}

// Troubles are all of them; [Faults.Begin] makes it, and [Faults.Reset] ends them.
var Troubles = []Trouble{
	{"refresh", "Slack asks all connections to reconnect", Faults.Refresh},
	{"drop", "all connections are cut", Faults.DropSockets},
	{"half-open", "the connections stay open and say nothing any more", func(f Faults) { f.Mute(true) }},
	{"link-disabled", "Socket Mode is switched off", Faults.DisableLink},
	{"accept-then-close", "the next twenty connections are closed at once", func(f Faults) { f.AcceptThenClose(20); f.DropSockets() }},
	{"refuse", "the next ten connections are refused", func(f Faults) { f.RefuseUpgrades(10, http.StatusServiceUnavailable); f.DropSockets() }},
	{"duplicates", "every input is delivered twice", func(f Faults) { f.DuplicateEvery(1) }},
	{"late", "inputs come eight minutes late", func(f Faults) { f.Delay(8 * time.Minute) }},
	{"lost-acks", "the next ten acknowledgements get lost", func(f Faults) { f.LoseAcks(10) }},
	{"limits", "every call is limited, for thirty seconds at a time", calls(APIFault{Status: http.StatusTooManyRequests, RetryAfter: 30 * time.Second})},
	{"errors", "every call fails with 503", calls(APIFault{Status: http.StatusServiceUnavailable})},
	{"hanging", "every call hangs for twenty seconds", calls(APIFault{Slow: 20 * time.Second})},
	{"lost-replies", "messages are posted, and the answer never comes", func(f Faults) { f.API("chat.postMessage", APIFault{LoseReply: true}) }},
	{"dead-token", "the tokens are revoked", func(f Faults) { calls(APIFault{Error: "token_revoked"})(f); f.DropSockets() }},
}

// calls makes all calls fail in one way.
func calls(how APIFault) func(Faults) { return func(f Faults) { f.API("", how) } }

// TroubleNamed is the trouble of a name.
func TroubleNamed(name string) (Trouble, error) {
	var names []string
	for _, t := range Troubles {
		if t.Name == name {
			return t, nil
		}
		names = append(names, t.Name)
	}
	return Trouble{}, fmt.Errorf("there is no trouble %q; there are %s", name, strings.Join(names, ", "))
}

// Begin makes trouble.
func (f Faults) Begin(t Trouble) { t.begin(f) }
