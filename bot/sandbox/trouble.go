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
	on    func(*faults) bool // whether it lasts; nil: it is over at once
}

// lateBy is how late inputs come on a late day.
const lateBy = 8 * time.Minute

// What calls may meet.
var (
	limited   = APIFault{Status: http.StatusTooManyRequests, RetryAfter: 30 * time.Second}
	failing   = APIFault{Status: http.StatusServiceUnavailable}
	hanging   = APIFault{Slow: 20 * time.Second}
	revoked   = APIFault{Error: "token_revoked"}
	postsLost = APIFault{LoseReply: true}
)

// Troubles are all of them; [Faults.Begin] makes it, and [Faults.Reset] ends them.
var Troubles = []Trouble{
	{"refresh", "Slack asks all connections to reconnect", Faults.Refresh, nil},
	{"drop", "all connections are cut", Faults.DropSockets, nil},
	{"half-open", "the connections stay open and say nothing any more", func(f Faults) { f.Mute(true) }, func(f *faults) bool { return f.muted }},
	{"link-disabled", "Socket Mode is switched off", Faults.DisableLink, func(f *faults) bool { return f.linkDisabled }},
	{"accept-then-close", "the next twenty connections are closed at once", func(f Faults) { f.AcceptThenClose(20); f.DropSockets() }, func(f *faults) bool { return f.acceptThenClose > 0 }},
	{"refuse", "the next ten connections are refused", func(f Faults) { f.RefuseUpgrades(10, http.StatusServiceUnavailable); f.DropSockets() }, func(f *faults) bool { return f.refuseUpgrades > 0 }},
	{"duplicates", "every input is delivered twice", func(f Faults) { f.DuplicateEvery(1) }, func(f *faults) bool { return f.duplicateEvery == 1 }},
	{"late", "inputs come eight minutes late", func(f Faults) { f.Delay(lateBy) }, func(f *faults) bool { return f.delay == lateBy }},
	{"lost-acks", "the next ten acknowledgements get lost", func(f Faults) { f.LoseAcks(10) }, func(f *faults) bool { return f.loseAcks > 0 }},
	{"limits", "every call is limited, for thirty seconds at a time", calls("", limited), meets("", limited)},
	{"errors", "every call fails with 503", calls("", failing), meets("", failing)},
	{"hanging", "every call hangs for twenty seconds", calls("", hanging), meets("", hanging)},
	{"lost-replies", "messages are posted, and the answer never comes", calls("chat.postMessage", postsLost), meets("chat.postMessage", postsLost)},
	{"dead-token", "the tokens are revoked", func(f Faults) { f.API("", revoked); f.DropSockets() }, meets("", revoked)},
}

// calls makes calls to a method fail in one way; "" means all of them.
func calls(method string, how APIFault) func(Faults) {
	return func(f Faults) { f.API(method, how) }
}

// meets says whether calls to a method fail in one way.
func meets(method string, how APIFault) func(*faults) bool {
	return func(f *faults) bool { return f.api[method] != nil && *f.api[method] == how }
}

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

// On are the troubles that last just now, in the order of [Troubles].
func (f Faults) On() []Trouble {
	var on []Trouble
	f.w.mu.Lock()
	defer f.w.mu.Unlock()
	for _, t := range Troubles {
		if t.on != nil && t.on(&f.w.faults) {
			on = append(on, t)
		}
	}
	return on
}
