package coach

import (
	"cmp"
	"context"
	"errors"
	"time"
)

// errRepeated ends the transaction of an input that has been served before.
var errRepeated = errors.New("input was served before")

// change carries out one input's write and remembers its key in the same
// transaction, so that the input has one effect however often it is delivered.
// It gives the row that the input made or changed, and whether that was an
// earlier delivery's doing.
func (c *Coach) change(ctx context.Context, in Input, verb string, fn func(tx Tx, now time.Time) (ref string, err error)) (ref string, repeated bool, err error) {
	now := c.o.Now()
	err = c.update(ctx, in.Workspace, author{in.actor(), verb, now}, func(tx Tx) error {
		done, err := tx.Change(in.Key)
		if err == nil {
			ref, repeated = done.Ref, true
			return errRepeated
		}
		if KindOf(err) != NotFound {
			return err
		}
		repeated = false
		if ref, err = fn(tx, now); err != nil {
			return err
		}
		return tx.Remember(Change{Key: in.Key, Actor: in.actor(), Verb: verb, Ref: ref, At: now})
	})
	if errors.Is(err, errRepeated) {
		c.repeats.Add(1)
		err = nil
	}
	return ref, repeated, err
}

// changeKnown is change on something that was read just before. quick does the
// same as careful without reading anything again: it stands on what was read,
// and the version of the row and the key of the input, which are written anyway,
// tell when that was too bold. Then nothing of it stays, and careful does it.
func (c *Coach) changeKnown(ctx context.Context, in Input, verb string, quick, careful func(tx Tx, now time.Time) (ref string, err error)) (ref string, repeated bool, err error) {
	now := c.o.Now()
	err = c.update(ctx, in.Workspace, author{in.actor(), verb, now}, func(tx Tx) (err error) {
		if ref, err = quick(tx, now); err != nil {
			return err
		}
		return tx.Remember(Change{Key: in.Key, Actor: in.actor(), Verb: verb, Ref: ref, At: now})
	})
	switch KindOf(err) {
	case "":
		return ref, false, nil
	case Busy, Internal:
		return "", false, err
	}
	return c.change(ctx, in, verb, careful)
}

// actor is who did it: Slack, where it does not say who.
func (in Input) actor() string { return cmp.Or(in.Rep.ID, BySlack) }

// Once remembers an input that changes nothing but must be answered only once,
// and says whether this is the first time that it is seen.
func (c *Coach) Once(ctx context.Context, in Input, verb string) (first bool, err error) {
	_, repeated, err := c.change(ctx, in, verb, func(Tx, time.Time) (string, error) { return "", nil })
	return !repeated, err
}
