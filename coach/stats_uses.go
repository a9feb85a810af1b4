package coach

import (
	"iter"
	"strconv"
	"strings"
)

// Uses is what came of the plays that were used on one deal. It is a part of the
// [Tally], so it is stored with the deal and kept up with each touch; [Results]
// add up the uses of all deals without reading a touch. It is text, because a
// tally is a plain value that can be compared; [Uses.All] reads it.
//
// What counts, and why (FU-15, playbook §6):
//
//   - A use is a delivered outbound touch with a play. A call that nobody took and
//     an email that came back said nothing to anybody. A touch that was undone is
//     no touch.
//   - The answer to a use is what is heard before anything else is delivered: a
//     message from them, or the talk itself in which the words were said. An
//     answer counts once, for the last thing that reached them: what came before
//     that had its chance.
//   - A no is an answer, and a better one than silence; it is no next step.
//   - Who asks to be left alone has not answered the words but fled from them.
//     That is a stop, and no reply, or the most annoying play would look best.
//   - A next step is a booked meeting, or that they call or come to us and do not say
//     no. The talk in which the words were said is an answer; it is no step beyond
//     itself, unless a meeting came of it.
//   - A play on a message from them is no use: those words were theirs.
type Uses string

// Use is what came of one play in one situation on one deal.
type Use struct {
	PlayID    string
	Row       int  // of the decision table; 0: the play was the rep's own choice
	Used      int  // delivered touches with it
	Replies   int  // of these, answered
	NextSteps int  // of these, with a meeting booked, or by a call or a visit of theirs
	Stops     int  // of those without a reply: they asked to be left alone
	Waiting   bool // the last use of it is the last thing that reached them, and nothing has come back
}

// useFields is how many fields a use has in [Uses]. They are parted by what no
// name of a file can hold, so no id of a play can.
const useFields = 7

// All reads the uses, in the order in which the plays were first used.
func (u Uses) All() iter.Seq[Use] {
	return func(yield func(Use) bool) {
		rest := string(u)
		for rest != "" {
			var f [useFields]string
			for i := range f {
				f[i], rest, _ = strings.Cut(rest, "/")
			}
			use := Use{
				PlayID: f[0], Row: atoi(f[1]), Used: atoi(f[2]), Replies: atoi(f[3]), NextSteps: atoi(f[4]), Stops: atoi(f[5]),
				Waiting: f[6] == "w",
			}
			if !yield(use) {
				return
			}
		}
	}
}

// atoi reads a number that we wrote.
func atoi(s string) int {
	n, _ := strconv.Atoi(s) // what somebody else wrote there counts as nothing
	return n
}

// packed writes uses as text.
func packed(uses []Use) Uses {
	var b []byte
	for i, u := range uses {
		if i > 0 {
			b = append(b, '/')
		}
		b = append(b, u.PlayID...)
		for _, n := range []int{u.Row, u.Used, u.Replies, u.NextSteps, u.Stops} {
			b = strconv.AppendInt(append(b, '/'), int64(n), 10)
		}
		b = append(b, '/')
		if u.Waiting {
			b = append(b, 'w')
		}
	}
	return Uses(b)
}

// add is the uses after one more touch at the end.
func (u Uses) add(t Touch) Uses {
	out := t.Direction != In && delivered(&t)
	if u == "" && (!out || t.PlayID == "") || t.Direction != In && !out {
		return u
	}
	var uses []Use
	waiting := -1
	for use := range u.All() {
		if use.Waiting {
			waiting = len(uses)
		}
		uses = append(uses, use)
	}
	if waiting >= 0 {
		uses[waiting].Waiting = false
	}
	if out {
		uses, waiting = used(uses, t)
	}
	if waiting >= 0 {
		uses[waiting].heard(t)
	}
	return packed(uses)
}

// used is the uses with one more, if the touch has a play, and which one it is; -1: none.
func used(uses []Use, t Touch) ([]Use, int) {
	if t.PlayID == "" {
		return uses, -1
	}
	for i := range uses {
		if uses[i].PlayID == t.PlayID && uses[i].Row == t.Row {
			uses[i].Used++
			return uses, i
		}
	}
	return append(uses, Use{PlayID: t.PlayID, Row: t.Row, Used: 1}), len(uses)
}

// heard notes what a touch says about a use that has had no answer: the touch in
// which it was made, or the next thing from them.
func (u *Use) heard(t Touch) {
	switch {
	case !t.Answered():
		u.Waiting = true
	case t.Outcome == OptedOut:
		u.Stops++
	default:
		u.Replies++
		if t.Outcome == MeetingBooked || t.Direction == In && t.Channel.Live() && t.Outcome != SaidNo {
			u.NextSteps++
		}
	}
}
