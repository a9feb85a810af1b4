package coach

import (
	"context"
	"time"
)

// Whoever spoke for us is thanked and told what came of it (RC-13). The task is
// made by the touch that named or asked them and has that touch's id, so that
// nothing is owed twice, and undoing the touch takes its task back.

// When thanks are due, in business days [D]: so long after the touch at the
// latest, and so long after there is news.
const (
	thanksWithin = 5
	thanksOnNews = 1
)

// thanksDue is the day by which whoever a touch called on is to be thanked; news
// is the day on which the prospect was heard or the file was closed, zero for none.
func thanksDue(t Touch, news Date, h Hours) Date {
	due := h.Add(t.On, thanksWithin)
	if news.IsZero() || news.Before(t.On) {
		return due
	}
	if soon := h.Add(news, thanksOnNews); soon.Before(due) {
		return soon
	}
	return due
}

// personIn is the fact of the person whom the words of a touch named or asked;
// none where they called on nobody.
func personIn(r Reader, t Touch) (Fact, error) {
	if t.Used == "" {
		return Fact{}, nil
	}
	f, err := r.Fact(t.Used)
	if KindOf(err) == NotFound { // a library item
		return Fact{}, nil
	}
	if f.Person == "" {
		return Fact{}, err
	}
	return f, err
}

// owe notes what a new touch makes us owe, and what it brings forward.
func owe(tx Tx, d Deal, t Touch, h Hours) error {
	f, err := personIn(tx, t)
	if err != nil {
		return err
	}
	if f.Person != "" && delivered(&t) {
		if err := oweThanks(tx, d, t, f.Person, h); err != nil {
			return err
		}
	}
	if t.Answered() {
		return hasten(tx, d.ID, t.On, h)
	}
	return nil
}

// oweThanks adds the task to thank somebody, unless they are owed thanks on this
// deal already or this touch was thanked for.
func oweThanks(tx Tx, d Deal, t Touch, person string, h Hours) error {
	open, err := tx.DealTasks(d.ID)
	if err != nil {
		return err
	}
	for _, k := range open {
		by, err := taskTouch(tx, k)
		if err != nil {
			return err
		}
		if f, err := personIn(tx, by); err != nil || f.Person == person {
			return err
		}
	}
	if _, err := tx.Task(t.ID); KindOf(err) != NotFound {
		return err
	}
	owes := d.RepID
	if owes == "" {
		owes = t.LoggedBy
	}
	return tx.InsertTask(Task{
		ID: t.ID, DealID: d.ID, RepID: owes, Kind: ThankAdvocate, Text: "Thank " + person + " and say what came of it",
		DueOn: thanksDue(t, Date{}, h), AddedAt: t.LoggedAt,
	})
}

// taskTouch is the touch that made a task; the zero one when it is gone.
func taskTouch(r Reader, k Task) (Touch, error) {
	t, err := r.Touch(k.ID)
	if KindOf(err) == NotFound {
		return Touch{}, nil
	}
	return t, err
}

// hasten brings forward what is owed on a deal, now that there is news.
func hasten(tx Tx, dealID string, news Date, h Hours) error {
	return resetDue(tx, dealID, h, func(k Task, t Touch) Date {
		due := thanksDue(t, news, h)
		if k.DueOn.Before(due) {
			return k.DueOn
		}
		return due
	})
}

// resetDue gives the open tasks of a deal another day.
func resetDue(tx Tx, dealID string, h Hours, day func(Task, Touch) Date) error {
	open, err := tx.DealTasks(dealID)
	if err != nil {
		return err
	}
	for _, k := range open {
		t, err := taskTouch(tx, k)
		if err != nil {
			return err
		}
		due := k.DueOn
		if k.DueOn = day(k, t); k.DueOn == due || t.ID == "" {
			continue
		}
		if err := tx.SaveTask(k); err != nil {
			return err
		}
	}
	return nil
}

// unowe takes back what an undone touch made us owe: its task, for which a touch
// logged after it stands in; and the hurry, where it was the news. rest is the
// touches that remain.
func unowe(tx Tx, d Deal, undone Touch, rest []Touch, h Hours) error {
	if undone.Used != "" {
		if err := dropTask(tx, undone.ID); err != nil {
			return err
		}
		for _, t := range rest {
			if t.Used == undone.Used && t.LoggedAt.After(undone.LoggedAt) {
				if err := owe(tx, d, t, h); err != nil {
					return err
				}
			}
		}
	}
	if !undone.Answered() {
		return nil
	}
	return resetDue(tx, d.ID, h, func(_ Task, t Touch) Date { return thanksDue(t, firstNews(t, rest), h) })
}

func dropTask(tx Tx, id string) error {
	if _, err := tx.Task(id); err != nil {
		if KindOf(err) == NotFound {
			return nil
		}
		return err
	}
	return tx.DeleteTask(id)
}

// firstNews is the day of the first of some touches, newest first, in which the
// prospect was heard and which was not before t; zero when there is none.
func firstNews(t Touch, touches []Touch) Date {
	var first Date
	for _, o := range touches {
		if o.At.Before(t.At) {
			break
		}
		if o.Answered() {
			first = o.On
		}
	}
	return first
}

// Settled is a task after somebody settled it, or took that back.
type Settled struct {
	Task     Task
	Advice   Advice
	Repeated bool // the input had been served before
}

// DoneTask notes that something owed is done.
func (c *Coach) DoneTask(ctx context.Context, in Input, taskID string) (Settled, error) {
	return c.settle(ctx, in, "task.done", taskID, func(k *Task, now time.Time) error {
		if !k.DoneAt.IsZero() {
			return Errorf(Conflict, "That is done already.")
		}
		k.DoneAt = now
		return nil
	})
}

// ReopenTask takes back that something owed is done.
func (c *Coach) ReopenTask(ctx context.Context, in Input, taskID string) (Settled, error) {
	return c.settle(ctx, in, "task.reopen", taskID, func(k *Task, _ time.Time) error {
		if k.DoneAt.IsZero() {
			return Errorf(Conflict, "That is still open.")
		}
		k.DoneAt = time.Time{}
		return nil
	})
}

func (c *Coach) settle(ctx context.Context, in Input, verb, taskID string, fn func(*Task, time.Time) error) (Settled, error) {
	var s Settled
	_, repeated, err := c.change(ctx, in, verb, func(tx Tx, now time.Time) (string, error) {
		k, err := taskOf(tx, in, taskID)
		if err != nil {
			return "", err
		}
		if err := fn(&k, now); err != nil {
			return "", err
		}
		return k.ID, tx.SaveTask(k)
	})
	if err != nil {
		return Settled{}, err
	}
	s.Repeated = repeated
	if s.Task, err = c.Task(ctx, in, taskID); err != nil {
		return Settled{}, err
	}
	s.Advice, err = c.Advise(ctx, in, s.Task.DealID)
	return s, err
}

// Task is one task, for whoever owes it, the deal's rep and managers.
func (c *Coach) Task(ctx context.Context, in Input, id string) (k Task, err error) {
	err = c.store.View(ctx, in.Workspace, func(r Reader) (err error) {
		k, err = taskOf(r, in, id)
		return err
	})
	return k, err
}

// taskOf reads a task whose id came from outside, and checks the right to it.
func taskOf(r Reader, in Input, id string) (Task, error) {
	k, err := r.Task(id)
	if KindOf(err) == NotFound {
		return k, Wrap(NotFound, err, "That isn't owed any more.")
	}
	if err != nil || k.RepID == in.Rep.ID {
		return k, err
	}
	d, err := dealOf(r, k.DealID)
	if err != nil {
		return k, err
	}
	return k, mayChange(in, d)
}

// Thanks is something owed, with the words that settle it.
type Thanks struct {
	Task      Task
	Draft     *Draft
	Situation Situation // of the deal that it is about
}

// TaskWords is the words that settle a task, in the form of a channel; empty for
// the first that its play has.
func (c *Coach) TaskWords(ctx context.Context, in Input, taskID string, ch Channel) (Thanks, error) {
	k, err := c.Task(ctx, in, taskID)
	if err != nil {
		return Thanks{}, err
	}
	var t Touch
	var f Fact
	err = c.store.View(ctx, in.Workspace, func(r Reader) (err error) {
		if t, err = taskTouch(r, k); err == nil {
			f, err = personIn(r, t)
		}
		return err
	})
	if err != nil {
		return Thanks{}, err
	}
	th := Thanks{Task: k}
	if th.Situation, err = c.Situation(ctx, in, k.DealID); err != nil {
		return th, err
	}
	th.Draft, err = c.o.Book.DraftTask(th.Situation, k, t, f, ch)
	return th, err
}
