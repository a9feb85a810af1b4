package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"salescoach/bot/sandbox"
	"salescoach/bot/sandbox/page"
	"salescoach/coach"
)

type sandboxCmd struct {
	Listen string `default:"127.0.0.1:4400" help:"Address of the page; a free port is taken where this one is in use."`
	Data   string `help:"A CSV file of your own deals instead of the sample ones." type:"existingfile"`
	importFlags
	Trouble []string `placeholder:"NAME" help:"A bad day of Slack's, from when the bot is connected: limits, lost-replies, drop and others; docs/reliability.md has them."`
	NoBot   bool     `help:"The workspace alone, for an app of your own: prints where it is and its tokens."`
}

// Run starts a Slack on loopback, a fresh database with sample deals, and the
// bot pointed at it.
func (s sandboxCmd) Run(ctx context.Context, a *app) error {
	ws, err := s.workspace(a)
	if err != nil {
		return err
	}
	defer ws.Close()
	if err := s.rehearse(ctx, a, ws); err != nil {
		return err
	}
	if s.NoBot {
		return s.alone(ctx, a, ws)
	}
	dir, err := os.MkdirTemp("", "salescoach-sandbox-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	s.point(a, ws, filepath.Join(dir, "sandbox.db"))
	a.metrics = newRegistry()
	c, store, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	if err := s.fill(ctx, a, ws, c, store); err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "Open %s: a Slack of your own, with Sales Coach in it.\nStop it with Ctrl-C. Nothing is kept.\n", ws.URL())
	return s.serve(ctx, a, c)
}

// point turns the bot to the sandbox: its address, its tokens, its clock, a
// database of its own, and the sample managers.
func (s sandboxCmd) point(a *app, ws *sandbox.Workspace, file string) {
	a.config.APIURL, a.config.Database = apiURL(ws.APIURL()), "sqlite:"+file
	a.config.BotToken, a.config.AppToken = secret(ws.BotToken()), secret(ws.AppToken())
	a.config.Managers = nil
	for _, p := range samplePeople() {
		if p.Manager {
			a.config.Managers = append(a.config.Managers, p.ID)
		}
	}
	if _, asked := os.LookupEnv("COACH_LISTEN"); !asked {
		a.config.HTTP = "" // several sandboxes, or one beside a bot, would want the same port
	}
	a.now = ws.Now
}

// workspace starts the workspace and its page.
func (s sandboxCmd) workspace(a *app) (*sandbox.Workspace, error) {
	host, _, err := net.SplitHostPort(s.Listen)
	if err != nil {
		return nil, fmt.Errorf("--listen %s: write an address and a port, such as 127.0.0.1:4400", s.Listen)
	}
	ws, err := s.start(a, s.Listen)
	if !errors.Is(err, syscall.EADDRINUSE) {
		return ws, err
	}
	return s.start(a, net.JoinHostPort(host, "0"))
}

func (s sandboxCmd) start(a *app, addr string) (*sandbox.Workspace, error) {
	ws := sandbox.New(sandbox.Options{
		Addr: addr, Log: a.log, Now: a.now, TeamName: sampleCompany,
		Commands: slashCommands, Shortcuts: shortcuts, Scopes: botScopes, Events: botEvents,
	})
	samples, err := gallery()
	if err != nil {
		return nil, err
	}
	var beats metronome
	a.clockwork = beats.keep
	ws.Handle("/", page.New(ws, page.Options{
		Log: a.log, Channel: s.landing(), Gallery: samples,
		Advance: func(ctx context.Context, d time.Duration) error { return beats.pass(ctx, ws.Now, ws.Advance, d) },
	}))
	return ws, ws.Start()
}

// landing is the channel that the page opens in.
func (s sandboxCmd) landing() string {
	if s.Data != "" {
		return dataChannel
	}
	return sampleChannels[0].ID
}

// slashCommands are the commands as the app's manifest declares them.
var slashCommands = []sandbox.Command{
	{Name: "/followup", Description: "What to say next, and count that you did", UsageHint: "acme · log acme call no answer · help", ShouldEscape: true},
	{Name: "/deadleads", Description: "Ask the team which leads are dead", UsageHint: "@rep · 60d · status · ideas · help", ShouldEscape: true},
}

// shortcuts are the shortcuts as the manifest declares them.
var shortcuts = []sandbox.Shortcut{
	{Name: "New proposal", CallbackID: "deal.add", Description: "Add a proposal, so that its follow-ups are counted"},
	{Name: "Log as touch", CallbackID: "touch.message", Description: "Count this message as a touch of a deal", Message: true},
}

// What the app's manifest asks for: the sandbox refuses what Slack would refuse.
var (
	botScopes = []string{"app_mentions:read", "channels:history", "channels:read", "chat:write", "commands", "files:read", "files:write", "groups:history", "groups:read", "im:history", "im:write", "usergroups:read", "users:read", "users:read.email"}
	botEvents = []string{"app_home_opened", "app_mention", "member_joined_channel", "member_left_channel", "message.im", "user_change"}
)

// alone prints what an app of somebody's own needs, and waits.
func (s sandboxCmd) alone(ctx context.Context, a *app, ws *sandbox.Workspace) error {
	addSamplePeople(ws)
	fmt.Fprintf(a.stdout, "SLACK_API_URL=%s\nSLACK_BOT_TOKEN=%s\nSLACK_APP_TOKEN=%s\n# page: %s\n", ws.APIURL(), ws.BotToken(), ws.AppToken(), ws.URL())
	<-ctx.Done()
	return nil
}

// counter makes ids that are the same at every start: the wording of a script
// hangs on its deal's id, and a walk that is told in a README should be met again.
func counter(prefix string) func() string {
	n := 0
	return func() string { n++; return fmt.Sprintf("%s-%04d", prefix, n) }
}

// fill puts people into the workspace and deals into the database: the sample
// team's, or those of a file, whose owners then become the people.
func (s sandboxCmd) fill(ctx context.Context, a *app, ws *sandbox.Workspace, c *coach.Coach, store coach.Store) error {
	if s.Data != "" {
		return s.fillFrom(ctx, a, ws, c)
	}
	addSamplePeople(ws)
	return fillSample(ctx, store, ws.TeamID(), ws.Now(), counter("sample"), c.Hours)
}
