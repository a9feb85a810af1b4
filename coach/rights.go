package coach

// MayChange says in words why a person may not change a deal; nil when they may.
func (c *Coach) MayChange(in Input, d Deal) error { return mayChange(in, d) }

// MayWork is MayChange for what only makes sense on an open deal.
func (c *Coach) MayWork(in Input, d Deal) error { return mayWork(in, d) }

// dealOf is the deal with an id that a button or a form brought: it may be gone.
func dealOf(r Reader, id string) (Deal, error) {
	d, err := r.Deal(id)
	if KindOf(err) == NotFound {
		err = Wrap(NotFound, err, "That deal isn't there any more. Type /followup and the name to look for it.")
	}
	return d, err
}

// openFile reads a deal that somebody wants to work on, and its rep's calendar.
func (c *Coach) openFile(r Reader, in Input, dealID string) (Deal, Hours, error) {
	d, err := dealOf(r, dealID)
	if err != nil {
		return d, Hours{}, err
	}
	if err := mayWork(in, d); err != nil {
		return d, Hours{}, err
	}
	rep, err := repOf(r, in, d)
	return d, c.Hours(rep), err
}

// mayChange says in words why a person may not change a deal; nil when they may.
func mayChange(in Input, d Deal) error {
	switch {
	case in.Manager, d.RepID == in.Rep.ID:
		return nil
	case d.RepID == "" && d.RepName != "":
		return Errorf(Forbidden, "%s belongs to %s, whom I can't find in Slack. A manager can change it.", d.Title(), d.RepName)
	case d.RepID == "":
		return Errorf(Forbidden, "%s has no rep yet. A manager can change it.", d.Title())
	}
	return Errorf(Forbidden, "%s is %s's deal: only they or a manager can change it.", d.Title(), d.RepName)
}

// mayWork is mayChange for what only makes sense on an open deal.
func mayWork(in Input, d Deal) error {
	if err := mayChange(in, d); err != nil {
		return err
	}
	if d.Stage.Closed() {
		return closedFile(d)
	}
	return nil
}

// closedFile says what has to be done first.
func closedFile(d Deal) error {
	return Errorf(Conflict, "%s is closed (%s). Reopen it first: /followup reopen %s", d.Title(), d.Stage, d.Account)
}
