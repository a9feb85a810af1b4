package coach

import (
	"context"
	"time"
)

// How long is kept what nobody asks for any more.
const (
	// keysFor is how long a repeated input is known; Slack repeats one for two hours.
	keysFor = 7 * 24 * time.Hour
	// saidFor is how long it is kept what a message of ours said. Nobody presses its
	// buttons by then, and it names customers.
	saidFor = 90 * 24 * time.Hour
	// forgottenAtOnce is how many rows one look forgets of each: writers wait for a few
	// milliseconds.
	forgottenAtOnce = 500
)

// Forgotten is how much one look forgot.
type Forgotten struct {
	Keys   int  // of inputs
	Bodies int  // of messages
	More   bool // there is more: look again soon
}

// ForgetOld drops a batch of what nobody needs any more: keys of inputs that cannot come
// again, what messages said long ago, polls that came to nothing, and the way back from an
// import when its time is over. What was changed stays in the audit log, and
// the keys of messages stay for good, so that none is sent a second time. It may be
// called at any time, by any number of processes at once.
func (c *Coach) ForgetOld(ctx context.Context, workspace string) (f Forgotten, err error) {
	now := c.o.Now()
	err = c.store.Update(ctx, workspace, func(tx Tx) (err error) {
		if f.Keys, err = tx.ForgetChanges(now.Add(-keysFor), forgottenAtOnce); err != nil {
			return err
		}
		if f.Bodies, err = tx.ForgetBodies(now.Add(-saidFor), forgottenAtOnce); err != nil {
			return err
		}
		if f.More, err = dropOldDraft(tx, now); err != nil {
			return err
		}
		return forgetTrace(tx, now)
	})
	f.More = f.More || f.Keys == forgottenAtOnce || f.Bodies == forgottenAtOnce
	return f, err
}
