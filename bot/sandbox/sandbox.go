package sandbox

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// Options describe a workspace. The zero value is usable.
type Options struct {
	Addr     string           // address to listen on; default "127.0.0.1:0" (loopback, a free port)
	Hosts    []string         // further names accepted in the Host header; loopback names always are
	Now      func() time.Time // base clock; default time.Now
	Log      *slog.Logger     // default: discard
	TeamID   string           // default "T0SANDBOX"
	TeamName string           // default "Sandbox"
	Domain   string           // default "sandbox"
	AppID    string           // default "A0SANDBOX"
	BotName  string           // the app's bot user as people see it; default "Sales Coach"
	BotUser  string           // the bot user's id; default "U0BOT"
	BotToken string           // default: a fresh random xoxb- token
	AppToken string           // default: a fresh random xapp- token

	Commands  []Command  // slash commands of the app; others are refused as Slack does
	Shortcuts []Shortcut // global and message shortcuts of the app
	Scopes    []string   // granted to the bot token; nil grants AllScopes
	Events    []string   // subscriptions; nil means DefaultEvents

	Unchecked    bool // takes blocks unread and draws none: where an app is measured, and not this workspace
	NoRateLimits bool // switches every 429 off (load tests); limits are on by default
	AgentBlocks  bool // takes card and carousel blocks, on which Slack's sources disagree; default: refuse

	MaxMessages  int // kept per channel, oldest go first; default 5,000
	MaxEnvelopes int // kept for redelivery and latency figures; default 10,000
}

// Command is a slash command of the app, as its manifest declares it.
type Command struct {
	Name         string // with the slash: "/followup"
	Description  string
	UsageHint    string
	ShouldEscape bool // deliver @name and #channel as <@U…> and <#C…|name>
}

// Shortcut is a global or message shortcut of the app.
type Shortcut struct {
	Name, CallbackID, Description string
	Message                       bool // offered on messages instead of globally
}

// DefaultEvents are the event subscriptions of an app that talks in DMs,
// answers mentions and has a Home.
var DefaultEvents = []string{"message.im", "app_mention", "app_home_opened", "user_change"}

// Workspace is one Slack workspace with one installed app. Make it with New;
// its methods are safe for concurrent use.
type Workspace struct {
	opt   Options
	log   *slog.Logger
	clock *clock
	mux   *http.ServeMux
	srv   *http.Server
	ln    net.Listener
	done  chan struct{} // closed by Close

	lastElement atomic.Uint64 // numbers made-up block and action ids
	wg          sync.WaitGroup

	mu sync.Mutex // guards everything below and every record reachable from it
	state
	sock   sockets
	faults faults
	limits limiter
	watch  watchers
}

// New returns a workspace that does not listen yet. It holds the bot, Slackbot
// and nobody else.
func New(opt Options) *Workspace {
	opt = withDefaults(opt)
	w := &Workspace{opt: opt, log: opt.Log, mux: http.NewServeMux(), done: make(chan struct{})}
	w.clock = newClock(opt.Now)
	w.state = newState()
	w.sock = newSockets(opt.MaxEnvelopes)
	w.faults = newFaults()
	w.limits = newLimiter()
	w.addBot()
	w.routes()
	return w
}

func withDefaults(o Options) Options {
	def := func(s *string, v string) {
		if *s == "" {
			*s = v
		}
	}
	def(&o.Addr, "127.0.0.1:0")
	def(&o.TeamID, "T0SANDBOX")
	def(&o.TeamName, "Sandbox")
	def(&o.Domain, "sandbox")
	def(&o.AppID, "A0SANDBOX")
	def(&o.BotName, "Sales Coach")
	def(&o.BotUser, "U0BOT")
	def(&o.BotToken, "xoxb-sandbox-"+secret())
	def(&o.AppToken, "xapp-sandbox-"+secret())
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Scopes == nil {
		o.Scopes = AllScopes
	}
	if o.Events == nil {
		o.Events = DefaultEvents
	}
	if o.MaxMessages <= 0 {
		o.MaxMessages = 5000
	}
	if o.MaxEnvelopes <= 0 {
		o.MaxEnvelopes = 10000
	}
	return o
}

// Handle mounts a further handler, such as the page, beside /api/, /link/ and
// /response/. Call it before Start. The Host check applies to it; checking
// Origin on its own posts is the handler's task.
func (w *Workspace) Handle(pattern string, h http.Handler) { w.mux.Handle(pattern, h) }

// Start listens and serves until Close. It returns once connections are accepted.
func (w *Workspace) Start() error {
	ln, err := net.Listen("tcp", w.opt.Addr)
	if err != nil {
		return err
	}
	w.ln = ln
	w.srv = &http.Server{Handler: w.checkHost(w.mux), ReadHeaderTimeout: 10 * time.Second}
	w.clock.start()
	w.wg.Go(func() {
		if err := w.srv.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
			w.log.Error("sandbox stopped serving", "err", err)
		}
	})
	return nil
}

// Close stops listening, drops every socket and ends every wait. A closed
// workspace can still be read.
func (w *Workspace) Close() error {
	w.mu.Lock()
	select {
	case <-w.done:
		w.mu.Unlock()
		return nil
	default:
	}
	close(w.done)
	w.mu.Unlock()
	w.clock.stop()
	w.dropSockets()
	var err error
	if w.srv != nil {
		err = w.srv.Close()
	}
	w.wg.Wait()
	return err
}

// URL is the workspace's root, without a trailing slash: http://127.0.0.1:PORT.
// It is empty before Start.
func (w *Workspace) URL() string {
	if w.ln == nil {
		return ""
	}
	return "http://" + w.hostPort()
}

// APIURL is the base that a Slack client is pointed at; it ends in a slash,
// which slack-go asks for.
func (w *Workspace) APIURL() string { return w.URL() + "/api/" }

// hostPort names the listener so that a browser on this machine can reach it,
// also when it listens on every address.
func (w *Workspace) hostPort() string {
	a := w.ln.Addr().(*net.TCPAddr)
	if a.IP.IsUnspecified() {
		return net.JoinHostPort("127.0.0.1", itoa(a.Port))
	}
	return a.String()
}

// BotToken is the bot token (xoxb-…) that the Web API accepts.
func (w *Workspace) BotToken() string { return w.opt.BotToken }

// AppToken is the app-level token (xapp-…) that opens sockets.
func (w *Workspace) AppToken() string { return w.opt.AppToken }

// TeamID is the workspace's id.
func (w *Workspace) TeamID() string { return w.opt.TeamID }

// TeamName is the workspace's name as people see it.
func (w *Workspace) TeamName() string { return w.opt.TeamName }

// AppID is the installed app's id.
func (w *Workspace) AppID() string { return w.opt.AppID }

// BotUserID is the user id of the app's bot user.
func (w *Workspace) BotUserID() string { return w.opt.BotUser }

// BotName is the bot user's name as people see it.
func (w *Workspace) BotName() string { return w.opt.BotName }

// Commands are the app's slash commands, for completion in a composer.
func (w *Workspace) Commands() []Command { return append([]Command(nil), w.opt.Commands...) }

// Shortcuts are the app's shortcuts.
func (w *Workspace) Shortcuts() []Shortcut { return append([]Shortcut(nil), w.opt.Shortcuts...) }

// Now is the workspace's time: the base clock plus everything that Advance added.
func (w *Workspace) Now() time.Time { return w.clock.now() }

// Advance moves the workspace's clock forward by d and fires, in order, what
// became due: ack deadlines, redeliveries, expiries. It never moves backward;
// a negative d is ignored.
func (w *Workspace) Advance(d time.Duration) {
	w.clock.advance(d)
	w.mu.Lock()
	w.publish(Event{Kind: ClockMoved})
	w.mu.Unlock()
}

// WaitFor returns nil as soon as cond holds, or ctx's error. cond is called
// without any lock, once at the start and again after each change of the
// workspace's state, so it may use every reading method.
func (w *Workspace) WaitFor(ctx context.Context, cond func() bool) error {
	dirty, cancel := w.dirty()
	defer cancel()
	for !cond() {
		select {
		case <-dirty:
		case <-ctx.Done():
			return ctx.Err()
		case <-w.done:
			return errClosed
		}
	}
	return nil
}

var errClosed = errors.New("the workspace is closed")
