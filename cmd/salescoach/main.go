// Command salescoach runs the bot.
//
// It introduces the three nouns to each other: package db remembers, package
// coach decides, package bot speaks Slack. Only this package names time.Now,
// reads the environment, or listens to signals.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
