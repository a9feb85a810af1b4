package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/slack-go/slack"

	"salescoach/bot"
	"salescoach/coach"
)

// serve serves the bot. Where a Slack whose bad day was made on the page refuses it for
// good the bot ends, as it does in earnest; the page stays, and once all is well there the
// bot starts anew, as whoever runs it would start it. A bad day from the command line ends
// the command.
func (s sandboxCmd) serve(ctx context.Context, a *app, c *coach.Coach) error {
	for {
		err := a.serve(ctx, c, nil)
		var refused *bot.FatalError
		if !errors.As(err, &refused) || len(s.Trouble) > 0 {
			return err
		}
		fmt.Fprintf(a.stdout, "The bot has stopped, as it would: %v\nThe page stays. \"All well again\" there starts the bot anew.\n", refused)
		if !welcome(ctx, a) {
			return nil
		}
		a.metrics = newRegistry()
	}
}

// welcome waits until Slack takes the bot again; false: it was stopped before.
func welcome(ctx context.Context, a *app) bool {
	api := slack.New(string(a.config.BotToken), slack.OptionAPIURL(string(a.config.APIURL)))
	again := time.NewTicker(200 * time.Millisecond)
	defer again.Stop()
	for {
		select {
		case <-ctx.Done():
			return false
		case <-again.C:
		}
		if _, err := api.AuthTestContext(ctx); err == nil {
			return true
		}
	}
}
