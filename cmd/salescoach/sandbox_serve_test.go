package main

import (
	"context"
	"testing"
	"time"

	"salescoach/bot/sandbox"
)

// Revoked tokens end the bot, and neither the page nor the sandbox: when all is well
// again, the bot is there again.
func TestTheSandboxOutlivesABotThatSlackRefuses(t *testing.T) {
	ws := runSandbox(t, sandboxCmd{}, thursday)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	dead, err := sandbox.TroubleNamed("dead-token")
	if err != nil {
		t.Fatal(err)
	}
	ws.Faults().Begin(dead)
	if err := ws.WaitFor(ctx, func() bool { return ws.Sockets() == 0 }); err != nil {
		t.Fatal("the bot is still connected")
	}
	ws.Faults().Reset()
	if err := ws.WaitFor(ctx, func() bool { return ws.Sockets() >= 2 }); err != nil {
		t.Fatal("the bot did not come back")
	}
}
