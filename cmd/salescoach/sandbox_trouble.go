package main

import (
	"context"

	"salescoach/bot/sandbox"
)

// rehearse makes the troubles that were asked for, once the bot is connected, and says
// in the log when that is.
func (s sandboxCmd) rehearse(ctx context.Context, a *app, ws *sandbox.Workspace) error {
	var all []sandbox.Trouble
	for _, name := range s.Trouble {
		t, err := sandbox.TroubleNamed(name)
		if err != nil {
			return err
		}
		all = append(all, t)
	}
	if len(all) == 0 {
		return nil
	}
	go func() {
		if ws.WaitFor(ctx, func() bool { return ws.Sockets() >= 2 }) != nil {
			return // it was stopped before
		}
		for _, t := range all {
			a.log.Info("trouble begins", "trouble", t.Name)
			ws.Faults().Begin(t)
		}
	}()
	return nil
}
