package coach

import (
	"slices"
	"time"
)

// Handover is deals that changed hands at once: who gave them to whom, what their new
// rep is told, and what takes it back. It is kept as what its post says, also where
// nobody has to be told.
type Handover struct {
	ID       string
	By       string   // Slack user id of the manager
	From     string   // who had them; empty: nobody in Slack
	FromName string   // … and under which name
	To       string   // who has them now
	Deals    []string // ids
	Tasks    []string `json:",omitempty"` // what was owed, and is owed by the new rep now
	Left     int      `json:",omitempty"` // open deals of the same rep that were too many for once
	At       time.Time
	BackAt   time.Time // when it was taken back; zero: it was not
}

// handoverKey is the key of the post that tells of a handover.
func handoverKey(id string) string { return "handover/" + id }

// HandoverIn is the handover that a post tells of.
func HandoverIn(p Post) (id string, err error) {
	var h Handover
	err = decode(p.Body, &h)
	return h.ID, err
}

// hand gives deals to their new rep: with what is owed on them, with a word to the new
// rep, and with every message redrawn that shows whose they are.
func (c *Coach) hand(tx Tx, h Handover, deals []Deal, rep Rep) error {
	for _, d := range deals {
		tasks, err := handTasks(tx, d.ID, h.From, h.To)
		if err != nil {
			return err
		}
		d.RepID, d.RepName, d.UpdatedAt = rep.ID, rep.Called(), h.At
		if err := tx.SaveDeal(d); err != nil {
			return err
		}
		h.Deals, h.Tasks = append(h.Deals, d.ID), append(h.Tasks, tasks...)
	}
	if err := restateMoved(tx, h.Deals, h.At, h.From, h.To); err != nil {
		return err
	}
	body, err := encode(h)
	if err != nil {
		return err
	}
	p := Post{Key: handoverKey(h.ID), Kind: HandoverPost, To: h.To, Body: body, NextAt: c.reachable(rep, h.At)}
	if h.To == h.By {
		p = p.skipped("by themselves", h.At)
	}
	_, err = plan(tx, p, h.At)
	return err
}

// handTasks gives what somebody owes on a deal to somebody else, and says what.
func handTasks(tx Tx, dealID, from, to string) (moved []string, err error) {
	open, err := tx.DealTasks(dealID)
	if err != nil || from == "" {
		return nil, err
	}
	return giveTasks(tx, slices.DeleteFunc(open, func(k Task) bool { return k.RepID != from }), to)
}

// handAllTasks gives what somebody owes on any file to somebody else, as much of it as
// can change hands at once, and says what.
func handAllTasks(tx Tx, from, to string) (moved []string, err error) {
	open, err := tx.RepTasks(from)
	if err != nil {
		return nil, err
	}
	return giveTasks(tx, open[:min(len(open), mostHanded)], to)
}

func giveTasks(tx Tx, tasks []Task, to string) (moved []string, err error) {
	for _, k := range tasks {
		k.RepID = to
		if err := tx.SaveTask(k); err != nil {
			return nil, err
		}
		moved = append(moved, k.ID)
	}
	return moved, nil
}

// handBack gives back what of a handover its new rep still has, and says how many deals
// and tasks those are.
func handBack(tx Tx, h Handover, now time.Time) (int, error) {
	n := 0
	for _, id := range h.Deals {
		d, err := tx.Deal(id)
		if KindOf(err) == NotFound || err == nil && d.RepID != h.To {
			continue
		}
		if err != nil {
			return n, err
		}
		d.RepID, d.RepName, d.UpdatedAt = h.From, h.FromName, now
		if err := tx.SaveDeal(d); err != nil {
			return n, err
		}
		n++
	}
	tasks, err := handTasksBack(tx, h)
	if err != nil {
		return n, err
	}
	return n + tasks, restateMoved(tx, h.Deals, now, h.From, h.To)
}

func handTasksBack(tx Tx, h Handover) (n int, err error) {
	for _, id := range h.Tasks {
		k, err := tx.Task(id)
		if KindOf(err) == NotFound || err == nil && (k.RepID != h.To || !k.DoneAt.IsZero()) {
			continue
		}
		if err != nil {
			return n, err
		}
		k.RepID = h.From
		if err := tx.SaveTask(k); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// restateMoved has every message drawn anew that shows whose some deals are: the open
// nudges of those who had them and who have them, and the poll that asks about them.
func restateMoved(tx Tx, deals []string, now time.Time, reps ...string) error {
	for _, rep := range reps {
		if rep == "" {
			continue
		}
		if err := restateNudgesOf(tx, rep, deals, now); err != nil {
			return err
		}
		if err := restateQuestions(tx, rep, deals, now); err != nil {
			return err
		}
	}
	return nil
}

// restateNudgesOf is restateNudge for a rep who need not be the last one to be nudged
// about a deal.
func restateNudgesOf(tx Tx, rep string, deals []string, now time.Time) error {
	open, err := tx.OpenNudges(rep)
	if err != nil {
		return err
	}
	var days []Date
	for _, i := range open {
		if slices.Contains(deals, i.DealID) && !slices.Contains(days, i.Day) {
			days = append(days, i.Day)
			if err := restateNudgeOn(tx, rep, i.Day, now); err != nil {
				return err
			}
		}
	}
	return nil
}

// restateQuestions brings the question of a running poll up to date that a rep was
// asked about some deals, and the board, which waits for one answer less.
func restateQuestions(tx Tx, rep string, deals []string, now time.Time) error {
	p, err := openPoll(tx, DeadLeads)
	if err != nil || p.ID == "" {
		return err
	}
	votes, err := tx.Votes(p.ID, rep)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(votes, func(v Vote) bool { return slices.Contains(deals, v.DealID) }) {
		return nil
	}
	return redrawFor(tx, p.ID, now, func(p Post) bool { return p.To == rep || p.Kind == BoardPost })
}

// redrawFor brings some of the messages about a poll up to date.
func redrawFor(tx Tx, pollID string, now time.Time, which func(Post) bool) error {
	posts, err := tx.PostsAbout(pollID)
	for _, p := range posts {
		if err == nil && which(p) {
			err = tx.SavePost(p.edited(p.Body, now))
		}
	}
	return err
}
