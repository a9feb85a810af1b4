package dbtest

import (
	"fmt"
	"sync/atomic"
	"time"

	"salescoach/coach"
)

var pollTests = map[string]func(world){
	"a poll comes back with every field, and what it asked stays": pollRoundTrip,
	"a team has one poll of a kind that is not closed":            pollAlone,
	"a save of an older version of a poll is refused":             pollVersions,
	"votes come by rep and deal, and what was asked for stays":    votesRoundTrip,
	"votes are counted by rep, answered and still open":           countVotes,
	"a draft of a poll is in nobody's way, and is dropped":        pollDraft,
	"ideas come the earliest first":                               ideasRoundTrip,
	"of 16 managers who open a poll at once exactly one does":     racePolls,
	"32 reps who vote at once, again and again, lose no vote":     raceVotes,
	"nobody votes in a poll while it is being closed by another":  raceClosing,
}

func aPoll(id string, k coach.PollKind) coach.Poll {
	return coach.Poll{ID: id, Kind: k, State: coach.PollOpen, AskedBy: "U9", OpenedAt: noon, ClosesAt: noon.Add(time.Hour), Version: 1}
}

func pollRoundTrip(w world) {
	p := aPoll("p1", coach.DeadLeads)
	p.Asked = coach.Asked{RepID: "U1", Days: 60, Prize: `lunch, "<on us>" ä`}
	w.did(func(tx coach.Tx) error { return tx.InsertPoll(p) })
	w.poll(p)
	saved := p
	saved.State, saved.ClosesAt, saved.Reminders, saved.RemindedAt = coach.PollVoting, noon.Add(2*time.Hour), 2, noon.Add(time.Minute)
	saved.ClosedAt, saved.ClosedBy, saved.FilesAt = noon.Add(3*time.Minute), "U8", noon.Add(4*time.Minute)
	changed := saved
	changed.Asked, changed.AskedBy = coach.Asked{}, "U7"
	w.did(func(tx coach.Tx) error { return tx.SavePoll(changed) })
	saved.Version++
	w.poll(saved)
	w.kind(w.tried(func(tx coach.Tx) error { _, err := tx.Poll("p2"); return err }), coach.NotFound)
}

// poll checks a stored poll.
func (w world) poll(want coach.Poll) {
	w.Helper()
	w.saw(func(r coach.Reader) error {
		got, err := r.Poll(want.ID)
		w.same(got, want)
		return err
	})
}

func pollAlone(w world) {
	first, second, ideas := aPoll("p1", coach.DeadLeads), aPoll("p2", coach.DeadLeads), aPoll("p3", coach.IdeaRound)
	w.did(func(tx coach.Tx) error { return firstError(tx.InsertPoll(first), tx.InsertPoll(ideas)) })
	w.kind(w.tried(func(tx coach.Tx) error { return tx.InsertPoll(second) }), coach.Conflict)
	w.saw(func(r coach.Reader) error {
		open, err := r.OpenPolls()
		w.same(open, []coach.Poll{first, ideas})
		return err
	})
	first.State = coach.PollClosed
	ideas.State = coach.PollVoting
	second.OpenedAt = noon.Add(time.Second)
	w.did(func(tx coach.Tx) error {
		return firstError(tx.SavePoll(first), tx.SavePoll(ideas), tx.InsertPoll(second))
	})
	w.saw(func(r coach.Reader) error {
		open, err := r.OpenPolls()
		ideas.Version++
		w.same(open, []coach.Poll{second, ideas})
		last, err2 := r.LastPoll(coach.DeadLeads)
		w.same(last, second)
		return firstError(err, err2)
	})
	w.kind(w.tried(func(tx coach.Tx) error { return tx.InsertPoll(aPoll("p4", coach.IdeaRound)) }), coach.Conflict)
}

func pollVersions(w world) {
	p := aPoll("p1", coach.DeadLeads)
	w.did(func(tx coach.Tx) error { return tx.InsertPoll(p) })
	w.did(func(tx coach.Tx) error { return tx.SavePoll(p) })
	w.kind(w.tried(func(tx coach.Tx) error { return tx.SavePoll(p) }), coach.Conflict)
	p.ID = "none"
	w.kind(w.tried(func(tx coach.Tx) error { return tx.SavePoll(p) }), coach.NotFound)
}

func votesRoundTrip(w world) {
	a, b, c := aVote("U1", "d2"), aVote("U1", "d1"), aVote("U2", "d3")
	a.Choice, a.Text, a.On, a.At, a.Touches, a.Fate = coach.StillAlive, "they decide <Friday>", today, noon, 4, coach.LeftMoved
	w.kind(w.tried(func(tx coach.Tx) error { return tx.InsertVote(a) }), coach.NotFound)
	w.did(func(tx coach.Tx) error {
		return firstError(tx.InsertPoll(aPoll("p1", coach.DeadLeads)), tx.InsertVote(a), tx.InsertVote(b), tx.InsertVote(c))
	})
	w.votes("", b, a, c)
	w.votes("U1", b, a)
	w.kind(w.tried(func(tx coach.Tx) error { return tx.InsertVote(a) }), coach.Conflict)
	b.Choice, b.At, b.Touches, b.Fate = coach.CalledDead, noon.Add(time.Minute), 2, coach.FileClosed
	w.did(func(tx coach.Tx) error { return tx.SaveVote(b) })
	w.votes("U1", b, a)
	w.kind(w.tried(func(tx coach.Tx) error { return tx.SaveVote(aVote("U3", "d1")) }), coach.NotFound)
}

func aVote(rep, deal string) coach.Vote { return coach.Vote{PollID: "p1", RepID: rep, DealID: deal} }

// votes checks the votes of a poll.
func (w world) votes(rep string, want ...coach.Vote) {
	w.Helper()
	w.saw(func(r coach.Reader) error {
		got, err := r.Votes("p1", rep)
		w.same(got, want)
		return err
	})
}

// countVotes asks about a deal in each state in which one may be by then.
func countVotes(w world) {
	w.hasDeals(6, func(i int, d *coach.Deal) {
		d.RepID, d.Stage = "U1", coach.Open
		switch i {
		case 1, 2, 3:
			d.Stage = coach.Stages[i]
		case 4:
			d.RepID = "U2" // who has it now
		}
	})
	w.did(func(tx coach.Tx) error {
		if err := firstError(tx.InsertPoll(aPoll("p1", coach.DeadLeads)), tx.InsertPoll(aPoll("p2", coach.IdeaRound))); err != nil {
			return err
		}
		for i := range 6 {
			if err := tx.InsertVote(aVote("U1", fmt.Sprint("d", i))); err != nil {
				return err
			}
		}
		answered, other := aVote("U2", "d4"), aVote("U2", "d0")
		answered.Choice, other.PollID, other.DealID = coach.NeedHelp, "p2", ""
		return firstError(tx.InsertVote(aVote("U1", "gone")), tx.InsertVote(answered), tx.InsertVote(other))
	})
	w.saw(func(r coach.Reader) error {
		got, err := r.CountVotes("p1")
		w.same(got, []coach.VoteCount{{RepID: "U1", Asked: 7, Open: 2}, {RepID: "U2", Asked: 1, Answered: 1}})
		got, err2 := r.CountVotes("p2")
		w.same(got, []coach.VoteCount{{RepID: "U2", Asked: 1}})
		got, err3 := r.CountVotes("p3")
		w.same(len(got), 0)
		return firstError(err, err2, err3)
	})
}

func pollDraft(w world) {
	draft, open := aPoll("p0", coach.DeadLeads), aPoll("p1", coach.DeadLeads)
	draft.State, draft.OpenedAt = coach.PollClosed, noon.Add(time.Hour) // later than the one that is open
	old, closed := draft, open
	old.ID, old.OpenedAt, closed.ID, closed.State, closed.ClosedAt = "p2", noon, "p3", coach.PollClosed, noon
	w.did(func(tx coach.Tx) error {
		return firstError(tx.InsertPoll(draft), tx.InsertPoll(open), tx.InsertPoll(old), tx.InsertPoll(closed))
	})
	w.saw(func(r coach.Reader) error {
		polls, err := r.OpenPolls()
		w.same(polls, []coach.Poll{open})
		last, err2 := r.LastPoll(coach.DeadLeads)
		w.same(last, closed)
		first, err3 := r.Draft(noon.Add(2 * time.Hour))
		w.same(first, old)
		_, err4 := r.Draft(noon)
		w.kind(err4, coach.NotFound)
		return firstError(err, err2, err3)
	})
	opened := draft
	opened.State = coach.PollOpen
	w.kind(w.tried(func(tx coach.Tx) error { return tx.SavePoll(opened) }), coach.Conflict) // one runs
	w.did(func(tx coach.Tx) error {
		for i := range 9 {
			v := aVote(fmt.Sprint("U", i/3), fmt.Sprint("d", i))
			v.PollID = "p2"
			if err := tx.InsertVote(v); err != nil {
				return err
			}
		}
		return tx.InsertVote(aVote("U1", "d1"))
	})
	w.kind(w.tried(func(tx coach.Tx) error { return tx.DeletePoll("p2") }), coach.NotFound) // it has votes
	w.did(func(tx coach.Tx) error {
		n, err := tx.DeleteVotes("p2", 4)
		w.same(n, 6) // of the first two reps
		rest, err2 := tx.DeleteVotes("p2", 4)
		w.same(rest, 3)
		none, err3 := tx.DeleteVotes("p2", 4)
		w.same(none, 0)
		return firstError(err, err2, err3, tx.DeletePoll("p2"))
	})
	w.kind(w.tried(func(tx coach.Tx) error { return tx.DeletePoll("p2") }), coach.NotFound)
	w.votes("", aVote("U1", "d1"))
}

func ideasRoundTrip(w world) {
	a := coach.Idea{ID: "w1", PollID: "p1", RepID: "U1", Text: "a <test> run", At: noon.Add(time.Second)}
	b := coach.Idea{ID: "w2", PollID: "p1", RepID: "U2", Text: "a second pair of eyes", At: noon}
	w.kind(w.tried(func(tx coach.Tx) error { return tx.InsertIdea(a) }), coach.NotFound)
	w.did(func(tx coach.Tx) error {
		return firstError(tx.InsertPoll(aPoll("p1", coach.IdeaRound)), tx.InsertIdea(a), tx.InsertIdea(b))
	})
	w.saw(func(r coach.Reader) error {
		got, err := r.Ideas("p1")
		w.same(got, []coach.Idea{b, a})
		one, err2 := r.Idea("w1")
		w.same(one, a)
		return firstError(err, err2)
	})
	w.did(func(tx coach.Tx) error { return tx.DeleteIdea("w1") })
	w.kind(w.tried(func(tx coach.Tx) error { return tx.DeleteIdea("w1") }), coach.NotFound)
}

func racePolls(w world) {
	var won atomic.Int32
	together(16, func(i int) {
		err := w.tried(func(tx coach.Tx) error { return tx.InsertPoll(aPoll(fmt.Sprint("p", i), coach.DeadLeads)) })
		if err == nil {
			won.Add(1)
		} else {
			w.kind(err, coach.Conflict)
		}
	})
	w.same(won.Load(), int32(1))
}

func raceVotes(w world) {
	const reps, each = 32, 8
	w.did(func(tx coach.Tx) error {
		errs := []error{tx.InsertPoll(aPoll("p1", coach.DeadLeads))}
		for i := range reps {
			for d := range each {
				errs = append(errs, tx.InsertVote(aVote(fmt.Sprint("U", i), fmt.Sprint("d", d))))
			}
		}
		return firstError(errs...)
	})
	together(reps, func(i int) {
		for d := range each {
			for _, choice := range []coach.Choice{coach.StillAlive, coach.CalledDead} {
				v := aVote(fmt.Sprint("U", i), fmt.Sprint("d", d))
				v.Choice, v.Touches = choice, i
				if err := w.tried(func(tx coach.Tx) error { return tx.SaveVote(v) }); err != nil {
					w.Error(err)
				}
			}
		}
	})
	w.saw(func(r coach.Reader) error {
		votes, err := r.Votes("p1", "")
		w.same(len(votes), reps*each)
		for _, v := range votes {
			if v.Choice != coach.CalledDead || v.RepID != fmt.Sprint("U", v.Touches) {
				w.Errorf("%+v", v)
			}
		}
		return err
	})
}

// raceClosing: whoever reads that a poll is open, and votes, does so before it closes.
func raceClosing(w world) {
	w.did(func(tx coach.Tx) error {
		return firstError(tx.InsertPoll(aPoll("p1", coach.DeadLeads)), tx.InsertVote(aVote("U1", "d1")))
	})
	var counted atomic.Int32 // what the closing saw
	together(24, func(i int) {
		err := w.tried(func(tx coach.Tx) error {
			p, err := tx.Poll("p1")
			if err != nil || p.State == coach.PollClosed {
				return err
			}
			votes, err := tx.Votes("p1", "U1")
			if err != nil {
				return err
			}
			if i == 0 {
				p.State = coach.PollClosed
				counted.Store(int32(votes[0].Touches))
				return tx.SavePoll(p)
			}
			votes[0].Touches++
			return tx.SaveVote(votes[0])
		})
		if err != nil {
			w.Error(err)
		}
	})
	w.saw(func(r coach.Reader) error {
		votes, err := r.Votes("p1", "U1")
		w.same(int32(votes[0].Touches), counted.Load())
		return err
	})
}
