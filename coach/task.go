package coach

import "time"

// Task is something that a rep owes somebody by a day, beside the follow-ups that
// the cadence asks for: thanks to an advocate, say (RC-13).
type Task struct {
	ID      string
	DealID  string
	RepID   string // who owes it
	Kind    TaskKind
	Text    string // what to do, in a sentence
	DueOn   Date
	DoneAt  time.Time // zero: open
	AddedAt time.Time
}

// TaskKind is the sort of a task.
type TaskKind string

// The kinds of tasks.
const (
	ThankAdvocate TaskKind = "thank_advocate" // thanks, and what came of it (RC-13)
)

// TaskKinds lists the kinds of tasks.
var TaskKinds = []TaskKind{ThankAdvocate}
