package coach

import (
	"context"
	"time"
)

// The files of a large poll are thousands of deals, and whoever else writes would wait
// for all of them. So they are closed, and opened again, in slices: the first one says
// what is under way, the last one ends it and tells who is to be told. Every file is
// closed or left alone for good reason by then, whoever dies in between: what nobody goes
// on with is taken up at a tick. Most polls are one slice, and so one transaction.

const (
	// filesSlice is how many files are closed in one transaction; others wait for it for
	// some hundred milliseconds.
	filesSlice = 250
	// filingFor is when whoever was at it is not there any more.
	filingFor = 15 * time.Second
	// filingSetting keeps what is under way; empty: nothing.
	filingSetting = "poll.files"
)

// filing is what happens to the files of a poll: they are closed, or opened again.
type filing struct {
	PollID string    `json:"poll"`
	Verb   string    `json:"verb"` // closesFiles or opensFiles
	By     string    `json:"by"`   // Slack user id
	At     time.Time `json:"at"`   // when it went on last
}

// The verbs of a filing, as they stand in the audit log.
const (
	closesFiles = "poll.files"
	opensFiles  = "poll.reopen"
)

// underWay is the filing that is not at its end.
func underWay(r Reader) (f filing, some bool, err error) {
	some, err = loadJSON(r, filingSetting, &f)
	return f, some, err
}

// begin does the first slice of a filing. Only one is under way at a time.
func (f filing) begin(c *Coach, tx Tx, p Poll) (more bool, err error) {
	if _, some, err := underWay(tx); err != nil || some {
		return false, orBusy(err)
	}
	if more, err = f.slice(c, tx, p); err != nil || more {
		return more, err
	}
	return false, f.end(c, tx, p)
}

func orBusy(err error) error {
	if err != nil {
		return err
	}
	return Errorf(Busy, "The files of a poll are being closed or opened just now. Nothing was changed; please try again in a minute.")
}

// slice does a part of a filing, and notes it where there is more to do.
func (f filing) slice(c *Coach, tx Tx, p Poll) (more bool, err error) {
	votes, err := tx.Votes(p.ID, "")
	if err != nil {
		return false, err
	}
	todo := f.left(votes)
	some := todo[:min(len(todo), filesSlice)]
	for _, votes := range chunks(some) {
		rep, err := whoIs(tx, votes[0].RepID)
		if err != nil {
			return false, err
		}
		for _, v := range votes {
			if f.Verb == closesFiles {
				err = closeFile(tx, v, c.Hours(rep), p.FilesAt)
			} else {
				err = reopenFile(tx, v, p.FilesAt, f.At)
			}
			if err != nil {
				return false, err
			}
		}
	}
	if len(some) == len(todo) {
		return false, nil
	}
	return true, saveJSON(tx, filingSetting, f)
}

// left are the votes whose files wait for it: a file has a fate once it is closed, or
// left alone.
func (f filing) left(votes []Vote) (left []Vote) {
	for _, v := range votes {
		if v.Choice == CalledDead && (v.Fate == "") == (f.Verb == closesFiles) {
			left = append(left, v)
		}
	}
	return left
}

// end brings the messages about the files up to date, and tells the reps.
func (f filing) end(c *Coach, tx Tx, p Poll) error {
	if f.Verb == opensFiles {
		p.FilesAt = time.Time{}
		if err := tx.SavePoll(p); err != nil {
			return err
		}
	} else if err := c.handWords(tx, p, f.At); err != nil {
		return err
	}
	return redrawAll(tx, p.ID, f.At, ResultPost, FilesPost)
}

// goOnFiling does what is under way to its end, slice by slice.
func (c *Coach) goOnFiling(ctx context.Context, workspace string) error {
	for more := true; more; {
		now := c.o.Now()
		var f filing
		err := c.store.View(ctx, workspace, func(r Reader) (err error) {
			f, more, err = underWay(r)
			return err
		})
		if err != nil || !more {
			return err
		}
		err = c.update(ctx, workspace, author{f.By, f.Verb, now}, func(tx Tx) (err error) {
			more, err = c.goOnBy(tx, now)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// goOnBy does one more slice of what is under way, and ends it with the last one.
func (c *Coach) goOnBy(tx Tx, now time.Time) (more bool, err error) {
	f, some, err := underWay(tx)
	if err != nil || !some { // somebody else was faster
		return false, err
	}
	f.At = now
	p, err := tx.Poll(f.PollID)
	if err != nil {
		return false, err
	}
	if more, err = f.slice(c, tx, p); err != nil || more {
		return more, err
	}
	if err := tx.SaveSetting(filingSetting, ""); err != nil {
		return false, err
	}
	return false, f.end(c, tx, p)
}

// takeUpFiling goes on with what nobody is at any more.
func (c *Coach) takeUpFiling(ctx context.Context, workspace string, now time.Time) error {
	var f filing
	var some bool
	err := c.store.View(ctx, workspace, func(r Reader) (err error) {
		f, some, err = underWay(r)
		return err
	})
	if err != nil || !some || now.Sub(f.At).Abs() < filingFor {
		return err
	}
	return c.goOnFiling(ctx, workspace)
}
