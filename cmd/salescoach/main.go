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
	"runtime/debug"
	"syscall"
)

func main() {
	// The heap is a few megabytes, so collecting it at every doubling would cost
	// more than it saves. GOGC in the environment still has the last word.
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
