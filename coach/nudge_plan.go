package coach

import (
	"context"
	"encoding/json"
	"hash/fnv"
	"sync"
	"time"
)

// Planned is what came of planning nudges.
type Planned struct {
	Nudges int            // written, to be sent
	Silent int            // reps for whom nothing is to be said today
	Left   map[Reason]int // deals left out, by reason
}

// nudgeBody is what the post of a nudge keeps beside its items.
type nudgeBody struct {
	Day  Date           `json:"day"`
	More int            `json:"more,omitempty"`
	Left map[Reason]int `json:"left,omitempty"`
}

// PlanNudges writes the nudges that are due by now, each in a transaction of its own.
// A rep for whom there is nothing gets a post that is skipped, so that they are not
// looked at again on that day. Whoever comes second finds the key taken.
func (c *Coach) PlanNudges(ctx context.Context, workspace string) (Planned, error) {
	p, now := Planned{Left: map[Reason]int{}}, c.o.Now()
	hint := c.nudging.workspace(workspace)
	if !hint.take(now) {
		return p, nil
	}
	defer hint.done()
	due, next, err := c.nudgeDue(ctx, workspace, now)
	if err != nil {
		return p, err
	}
	for _, d := range due[:min(len(due), planAtOnce)] {
		if err := ctx.Err(); err != nil {
			return p, err
		}
		if err := c.planNudge(ctx, workspace, d, now, &p); err != nil {
			return p, err
		}
	}
	if len(due) <= planAtOnce {
		hint.set(now, next)
	}
	return p, nil
}

// planAtOnce is how many reps are planned in one go, so that what was planned goes out
// and other work gets its turn before the rest.
const planAtOnce = 100

// dueRep is a rep whose time for a nudge has come.
type dueRep struct {
	rep    Rep
	day    Date
	until  time.Time
	spread time.Duration
}

// nudgeDue lists the reps whose time has come and for whom nothing was planned yet
// on their day, and says when somebody's comes next.
func (c *Coach) nudgeDue(ctx context.Context, workspace string, now time.Time) (due []dueRep, next time.Time, err error) {
	next = now.Add(lookAgain)
	err = c.store.View(ctx, workspace, func(r Reader) error {
		due = nil
		reps, err := r.Reps()
		if err != nil {
			return err
		}
		for _, rep := range reps {
			m := c.reminders(rep)
			at, until, why := m.now(now)
			if why == "" && rep.UpdatedAt.After(at) { // whoever comes at noon is not reminded of the morning
				why = SetSince
			}
			if rep.Deleted || why != "" {
				if why == TooEarly && at.Before(next) {
					next = at
				}
				continue
			}
			d := dueRep{rep: rep, day: m.hours.Today(now), until: until, spread: spread(rep.ID, len(reps))}
			switch _, err := r.Post(nudgeKey(rep.ID, d.day)); {
			case KindOf(err) == NotFound:
				due = append(due, d)
			case err != nil:
				return err
			}
		}
		return nil
	})
	return due, next, err
}

// planNudge plans one rep's nudge and writes it.
func (c *Coach) planNudge(ctx context.Context, workspace string, d dueRep, now time.Time, p *Planned) error {
	load, open, err := c.caseload(ctx, workspace, d.rep, now)
	if err != nil {
		return err
	}
	n, left := Plan(load)
	first := false
	err = c.update(ctx, workspace, author{ByCoach, "nudge.plan", now}, func(tx Tx) (err error) {
		first, err = writeNudge(tx, d, n, left, load.Why, open, now)
		return err
	})
	if err != nil || !first {
		return err
	}
	if len(n.Items) > 0 {
		p.Nudges++
	} else {
		p.Silent++
	}
	for _, l := range left {
		p.Left[l.Why]++
	}
	return nil
}

// writeNudge writes a nudge with what came of the one before, unless the rep's day has
// one already.
func writeNudge(tx Tx, d dueRep, n Nudge, left []Left, why Reason, settled []NudgeItem, now time.Time) (first bool, err error) {
	body := nudgeBody{Day: n.Day, More: n.More, Left: map[Reason]int{}}
	for _, l := range left {
		body.Left[l.Why]++
	}
	said, err := json.Marshal(body)
	if err != nil {
		return false, err
	}
	post := Post{Key: nudgeKey(n.RepID, n.Day), Kind: NudgePost, To: n.RepID, Body: string(said), NextAt: now.Add(d.spread), NotAfter: d.until}
	if !post.NextAt.Before(d.until) {
		post.NextAt = now
	}
	if len(n.Items) == 0 {
		post.State, post.Why = PostSkipped, or(string(why), "nothing due")
	}
	if first, err = plan(tx, post, now); err != nil || !first {
		return false, err
	}
	for _, i := range settled {
		if err := tx.SaveNudge(i); err != nil {
			return false, err
		}
	}
	for _, i := range n.Items {
		if err := tx.InsertNudge(i); err != nil {
			return false, err
		}
	}
	return true, nil
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// caseload reads what a rep's nudge is planned from, and what came of the nudge before.
func (c *Coach) caseload(ctx context.Context, workspace string, rep Rep, now time.Time) (l Caseload, settled []NudgeItem, err error) {
	err = c.store.View(ctx, workspace, func(r Reader) error {
		h := c.Hours(rep)
		l = Caseload{RepID: rep.ID, Day: h.Today(now), Hours: h, Cap: min(c.o.NudgeCap, MaxNudge)}
		var err error
		if settled, l.Why, err = settleNudges(r, rep.ID, now); err != nil {
			return err
		}
		err = r.OpenDeals(rep.ID, func(d Deal) error {
			l.Cases = append(l.Cases, Case{Due: Due{Deal: d, Cadence: c.o.Rules.Cadence(d, h, now)}})
			return nil
		})
		if err != nil {
			return err
		}
		back, err := c.revisits(r, rep.ID, h, now)
		if err != nil {
			return err
		}
		for _, d := range back {
			l.Cases = append(l.Cases, Case{Due: d})
		}
		for i := range l.Cases {
			if err := l.Cases[i].look(r, l, settled); err != nil {
				return err
			}
		}
		return nil
	})
	return l, settled, err
}

// look reads of a deal what only counts where it would be nudged otherwise.
func (k *Case) look(r Reader, l Caseload, settled []NudgeItem) (err error) {
	if k.leftOut(l) != "" {
		return nil
	}
	if k.ToldToStop, err = toldToStop(r, k.Deal); err != nil || k.ToldToStop {
		return err
	}
	for _, i := range settled {
		if i.DealID == k.Deal.ID {
			k.Last = i
			return nil
		}
	}
	last, err := r.LastNudge(k.Deal.ID)
	switch {
	case KindOf(err) == NotFound || err == nil && last.RepID != l.RepID:
		return nil
	case err != nil:
		return err
	}
	k.Last = last
	return nil
}

// settleNudges says what came of a rep's last nudge. why is set when it is so recent
// that there is none now: the local day of somebody who travels may begin twice.
func settleNudges(r Reader, repID string, now time.Time) (settled []NudgeItem, why Reason, err error) {
	open, err := r.OpenNudges(repID)
	if err != nil {
		return nil, "", err
	}
	posts := map[Date]Post{}
	for _, i := range open {
		p, known := posts[i.Day]
		if !known {
			if p, err = r.Post(nudgeKey(repID, i.Day)); err != nil && KindOf(err) != NotFound {
				return nil, "", err
			}
			posts[i.Day] = p
		}
		if p.State != PostSkipped && p.State != PostDead && now.Sub(laterTime(p.CreatedAt, p.SentAt)).Abs() < nudgeApart {
			return nil, AlreadyOpen, nil
		}
		d, err := r.Deal(i.DealID)
		if err != nil && KindOf(err) != NotFound {
			return nil, "", err
		}
		i.Outcome = i.settled(d, !p.SentAt.IsZero())
		if d.ID == "" { // an import was undone
			i.Outcome = NudgeUnsent
		}
		settled = append(settled, i)
	}
	return settled, "", nil
}

// manyReps is from how many reps on their nudges are spread over some minutes, each
// rep's by the same time every day: Slack does not take hundreds of posts at once.
const (
	manyReps   = 60
	longSpread = 10 * time.Minute
)

func spread(repID string, reps int) time.Duration {
	if reps <= manyReps {
		return 0
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(repID)) // never fails
	window := min(time.Duration(reps)*time.Second/2, longSpread)
	return time.Duration(h.Sum32()) % (window / time.Millisecond) * time.Millisecond
}

// lookAgain is how long it is believed that nobody is due, because settings may be
// changed by another process.
const lookAgain = time.Minute

// nudging remembers for each workspace when somebody may be due next. It only saves
// work: what is true is in the store.
type nudging struct{ of sync.Map } // workspace → *nudgeHint

type nudgeHint struct {
	mu         sync.Mutex
	busy       bool
	from, next time.Time // it is believed between these
}

func (n *nudging) workspace(id string) *nudgeHint {
	h, _ := n.of.LoadOrStore(id, &nudgeHint{})
	return h.(*nudgeHint)
}

// forget has the next call look again.
func (n *nudging) forget(workspace string) { n.workspace(workspace).set(time.Time{}, time.Time{}) }

// take says that it is time to look, and that nobody else in this process does.
func (h *nudgeHint) take(now time.Time) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.busy || !now.Before(h.from) && now.Before(h.next) {
		return false
	}
	h.busy = true
	return true
}

func (h *nudgeHint) done() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.busy = false
}

func (h *nudgeHint) set(from, next time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.from, h.next = from, next
}

// NudgeOf is what a nudge's post says: its deals in order, and how many more are due.
func (c *Coach) NudgeOf(ctx context.Context, workspace string, p Post) (Nudge, error) {
	n, body := Nudge{RepID: p.To}, nudgeBody{}
	if err := json.Unmarshal([]byte(p.Body), &body); err != nil {
		return n, Wrap(Invalid, err, "This reminder can't be read.")
	}
	n.Day, n.More = body.Day, body.More
	err := c.store.View(ctx, workspace, func(r Reader) (err error) {
		n.Items, err = r.Nudges(n.RepID, n.Day)
		return err
	})
	return n, err
}
