package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"time"

	"github.com/robfig/cron/v3"
	"github.com/slack-go/slack"

	"salescoach/bot"
	"salescoach/coach"
)

type runCmd struct{}

// Run serves until a signal comes, then finishes what was taken in.
func (runCmd) Run(ctx context.Context, a *app) error {
	if err := a.config.needTokens(); err != nil {
		return err
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(serving)
	}
	a.metrics = newRegistry()
	c, store, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	return a.serve(ctx, c, nil)
}

// serving is the memory, in bytes, from which a bot that serves collects garbage
// earlier than main asks for. A burst of ten thousand commands keeps some fifteen
// megabytes alive, and five times that would be let pile up; collecting it at 56
// costs less than can be measured. It is no wall: what is needed beyond is had, only
// slower: a large file of deals that somebody sends does.
const serving = 56 << 20

// serve connects the coach to Slack. ready, when it is not nil, is called once
// Slack knows us and before inputs are taken. Who asks how we are is answered from
// before that until all is done: what ends last began first.
func (a *app) serve(ctx context.Context, c *coach.Coach, ready func(*bot.Runner)) error {
	w := &watch{now: time.Now, coach: c}
	w.tick()
	stopHTTP, err := a.serveHTTP(w)
	if err != nil {
		return err
	}
	defer stopHTTP()
	metrics := bot.NewMetrics(a.registerer())
	url := string(a.config.APIURL)
	api, client := bot.NewAPI(bot.APIOptions{
		BotToken: string(a.config.BotToken), AppToken: string(a.config.AppToken), URL: url, Log: a.log, Metrics: metrics, Now: time.Now,
	})
	us, err := whoWeAre(ctx, api)
	if err != nil {
		return err
	}
	send := bot.NewSender(bot.SenderOptions{API: api, HTTP: client, URL: url, Log: a.log})
	b := bot.New(bot.Options{
		Coach: c, API: api, Send: send, Files: bot.NewFiles(bot.FilesOptions{BotToken: string(a.config.BotToken), HTTP: client, URL: url}), Team: us.TeamID, BotUser: us.UserID, Managers: a.config.Managers,
		Log: a.log, Metrics: metrics, Now: a.now, PerMinute: a.perMinute(),
	})
	runner := bot.NewRunner(bot.RunnerOptions{
		API: api, Send: send, Handle: b.Handle, Sorry: b.Sorry, Log: a.log, Metrics: metrics, Now: time.Now, Queue: queue,
	})
	a.observe(w, runner, us.TeamID)
	a.log.Info("connecting to Slack", "workspace", us.TeamID)
	if ready != nil {
		ready(runner)
	}
	defer a.keepTime(func() { b.Tick(ctx); w.tick() })()
	return runner.Run(ctx)
}

// observe has health and metrics tell of a runner.
func (a *app) observe(w *watch, runner *bot.Runner, workspace string) {
	open := runner.Ready
	w.socket.Store(&open)
	if a.metrics != nil {
		a.metrics.MustRegister(runner)
		w.register(a.metrics, workspace)
	}
}

// keepTime has tick called every second, never twice at once, until stop, which
// waits for the last one. When something is due is not cron's business but the
// store's: cron forgets what it missed, and rings twice when clocks are put back.
func (a *app) keepTime(tick func()) (stop func()) {
	if a.clockwork != nil {
		return a.clockwork(tick)
	}
	return everySecond(tick)
}

// everySecond is cron's clockwork.
func everySecond(tick func()) (stop func()) {
	c := cron.New(cron.WithChain(cron.SkipIfStillRunning(cron.DiscardLogger)))
	c.Schedule(cron.Every(time.Second), cron.FuncJob(tick))
	c.Start()
	return func() { <-c.Stop().Done() }
}

// queue is how many inputs may wait: a burst of ten thousand commands is served
// within Slack's three seconds, and takes some tens of megabytes.
const queue = 10_240

// perMinute is how many inputs one person may send in a minute.
func (a *app) perMinute() int {
	if a.unpaced {
		return 0
	}
	return 60
}

// whoWeAre asks Slack which workspace and which user the bot token is for. It
// is the first call, so a dead token is found out before anything starts.
func whoWeAre(ctx context.Context, api *slack.Client) (*slack.AuthTestResponse, error) {
	us, err := api.AuthTestContext(ctx)
	var refused slack.SlackErrorResponse
	switch {
	case errors.As(err, &refused):
		return nil, fmt.Errorf("the bot token in SLACK_BOT_TOKEN is not accepted by Slack: %w", err)
	case err != nil:
		return nil, fmt.Errorf("no connection to Slack, so nothing was started: %w", err)
	}
	return us, nil
}
