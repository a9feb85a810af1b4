package bot

import (
	"context"
	"time"
)

// housekeepEvery is how often what is old is forgotten; a batch that was full is followed
// by the next one at the next tick, so that writers never wait long. What a process left
// half written when it died is old after an hour, so the next one does not drop it at its
// start: it may be somebody else's who is at it.
const housekeepEvery = time.Hour

// housekeep forgets what nobody needs any more. A process that has just started looks
// once; where there is nothing to forget, that costs two reads of an index.
func (b *Bot) housekeep(ctx context.Context) error {
	now := b.o.Now()
	if due := b.kept.Load(); due != nil && now.Before(*due) && due.Sub(now) <= housekeepEvery {
		return nil
	}
	f, err := b.o.Coach.ForgetOld(ctx, b.o.Team)
	if err != nil || f.More {
		return err // again at the next tick
	}
	next := now.Add(housekeepEvery)
	b.kept.Store(&next)
	return nil
}
