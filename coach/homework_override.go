package coach

import (
	"context"
	"time"
)

// OverrideHomework lets the unexpected question stand on what is on file, however
// little homework is done (**Use what I know**), or takes that back. Who did it is
// kept with the deal and, like every change, in the audit trail.
func (c *Coach) OverrideHomework(ctx context.Context, in Input, dealID string, on bool) (Moved, error) {
	verb, by := "homework.override", in.Rep.ID
	if !on {
		verb, by = "homework.override.undo", ""
	}
	return c.edit(ctx, in, verb, dealID, func(d *Deal, _ Hours, _ time.Time) error {
		if err := mayWork(in, *d); err != nil {
			return err
		}
		d.HomeworkBy = by
		return nil
	})
}
