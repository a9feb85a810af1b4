package sandbox

import (
	"strconv"
	"time"
)

// triggerLife is how long a trigger_id opens a modal.
const triggerLife = 3 * time.Second

// trigger is permission, from one act of one person, to open one modal.
type trigger struct {
	user string
	at   time.Time
	used bool
	view string // the modal it was pressed in, "" elsewhere: only then views.push
}

// triggers are the recent ones; an older one than the last 10,000 is unknown.
type triggers struct {
	byID map[string]*trigger
	ring []string
	next int
}

const maxTriggers = 10000

func newTriggers() triggers {
	return triggers{byID: map[string]*trigger{}, ring: make([]string, maxTriggers)}
}

// newTrigger makes the trigger_id of one act; the caller holds w.mu.
func (w *Workspace) newTrigger(user, viewID string) string {
	w.lastID++
	id := strconv.FormatUint(w.lastID, 10) + "." + strconv.FormatInt(w.clock.now().UnixMilli(), 10) + "." + user
	t := &w.triggers
	delete(t.byID, t.ring[t.next])
	t.ring[t.next] = id
	t.next = (t.next + 1) % len(t.ring)
	t.byID[id] = &trigger{user: user, at: w.clock.now(), view: viewID}
	return id
}

// exchange spends a trigger; the caller holds w.mu.
func (w *Workspace) exchange(id string) (*trigger, *refusal) {
	t := w.triggers.byID[id]
	switch {
	case t == nil:
		return nil, refuse("invalid_trigger_id")
	case t.used:
		return nil, refuse("exchanged_trigger_id")
	case w.clock.now().Sub(t.at) > triggerLife:
		return nil, refuse("expired_trigger_id")
	}
	return t, nil
}
