package bot

import (
	"maps"
	"strings"

	"pgregory.net/rapid"

	"salescoach/coach"
)

// polls is a manager who asks which leads are dead, or once more, or has the answers.
func (w *town) polls() {
	ctx, in := w.ctx, w.in(manager)
	p, err := w.coach().PreviewPoll(ctx, in, coach.Asked{})
	w.must(err)
	if p.Open == nil && p.Deals > 0 {
		_, err = w.coach().OpenPoll(ctx, in, coach.Asked{})
	} else if p.Open != nil {
		switch rapid.SampledFrom([]string{"reminds", "votes", "ends"}).Draw(w.rt, "poll") {
		case "reminds":
			_, err = w.coach().Remind(ctx, in, p.Open.Poll.ID)
		case "votes":
			w.votes(p.Open.Poll)
		default:
			w.votes(p.Open.Poll)
			_, err = w.coach().ClosePoll(ctx, in, p.Open.Poll.ID)
		}
	}
	if coach.KindOf(err) != coach.Conflict { // there is nobody to remind
		w.must(err)
	}
}

// closesFiles is a manager who has a poll answered and ended, closes the files that it
// calls dead, and perhaps takes that back.
func (w *town) closesFiles() {
	ctx, c := w.ctx, w.coach()
	p, err := c.PreviewPoll(ctx, w.in(manager), coach.Asked{})
	w.must(err)
	if p.Open == nil && p.Deals == 0 {
		return
	}
	asked, err := c.OpenPoll(ctx, w.in(manager), coach.Asked{}) // or the one that runs
	w.must(err)
	id := asked.Board.Poll.ID
	w.votes(asked.Board.Poll)
	_, err = c.ClosePoll(ctx, w.in(manager), id)
	w.must(err)
	offered, err := c.Result(ctx, w.ws.TeamID(), id)
	w.must(err)
	open := w.allOpenDeals()
	_, err = c.CloseFiles(ctx, w.in(manager), id)
	none := coach.KindOf(err) == coach.Conflict
	if !none {
		w.must(err)
	}
	if none != (len(offered.Dead()) == 0) {
		w.rt.Fatalf("%d files could be closed: %v", len(offered.Dead()), err)
	}
	w.filesAreClosed(id, offered.Dead(), open)
	if !none && rapid.Bool().Draw(w.rt, "takes it back") {
		_, err = c.ReopenFiles(ctx, w.in(manager), id)
		w.must(err)
		if now := w.allOpenDeals(); !maps.Equal(now, open) {
			w.rt.Fatalf("there were %v open deals; after closing files and taking that back, %v", open, now)
		}
	}
}

// votes has every rep say that some of their deals are dead, the largest first.
func (w *town) votes(p coach.Poll) {
	for _, id := range w.reps {
		b, err := w.coach().Ballot(w.ctx, w.ws.TeamID(), p.ID, id)
		if err != nil || len(b.Deals) == 0 { // they were not asked
			continue
		}
		for _, d := range b.Deals[:rapid.IntRange(0, len(b.Deals)).Draw(w.rt, "dead")] {
			_, err = w.coach().Vote(w.ctx, w.in(id), p.ID, d.Deal.ID, coach.Answer{Choice: coach.CalledDead, Plain: true}, coach.Clicked{})
			if coach.KindOf(err) != coach.Conflict { // it was given to somebody else meanwhile
				w.must(err)
			}
		}
	}
}

// filesAreClosed holds what closing the files of a poll did against what it says: each
// rep has so many fewer open deals, and one message about them where there are any.
func (w *town) filesAreClosed(poll string, dead []coach.AskedDeal, before map[string]int) {
	closed, told := map[string]int{}, map[string]int{}
	for _, d := range dead {
		closed[d.Vote.RepID]++
	}
	for _, p := range w.outbox() {
		if p.Kind == coach.FilesPost && strings.HasPrefix(p.Key, "poll/"+poll+"/") {
			told[p.To]++
		}
	}
	now := w.allOpenDeals()
	for _, rep := range w.reps {
		if before[rep]-now[rep] != closed[rep] || told[rep] != min(closed[rep], 1) {
			w.rt.Fatalf("%s had %d open deals and has %d, of which the poll closed %d; %d messages tell of it", rep, before[rep], now[rep], closed[rep], told[rep])
		}
	}
	w.closed += len(dead)
}

func (w *town) allOpenDeals() map[string]int {
	open := map[string]int{}
	for _, rep := range w.reps {
		open[rep] = w.openDeals(rep)
	}
	return open
}
