package blocks

import (
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

// StatsAllPlays is the whole table of plays.
func StatsAllPlays(s coach.Stats) Message {
	const text = "All plays, by situation"
	bs := append([]slack.Block{header(text)}, playLines(s.Plays, mostAllPlays)...)
	if more := len(s.Plays) - mostAllPlays; more > 0 {
		bs = append(bs, small(fmt.Sprintf("And %d more that are used least.", more)))
	}
	return Message{Text: text, Blocks: bs}
}

// StatsByRep is the numbers of each rep, for a manager's eyes, in order of names.
func StatsByRep(s coach.Stats) Message {
	const text = "What works here, by rep"
	bs := []slack.Block{header(text), section("Sorted by name. Small numbers say little about anybody, so ask before you conclude.")}
	var b strings.Builder
	for i, rep := range s.Reps[:min(len(s.Reps), mostReps)] {
		if i > 0 && i%10 == 0 {
			bs = append(bs, section(b.String()))
			b.Reset()
		}
		b.WriteString(repLine(rep))
	}
	if b.Len() > 0 {
		bs = append(bs, section(b.String()))
	}
	if more := len(s.Reps) - mostReps; more > 0 {
		bs = append(bs, small(fmt.Sprintf("And %d more reps.", more)))
	}
	return Message{Text: text, Blocks: bs}
}

func repLine(r coach.RepWorked) string {
	parts := []string{fmt.Sprintf("%s this week", count(r.Week, "follow-up", "follow-ups"))}
	if t := r.Followed.Now; t.Due > 0 {
		parts = append(parts, "followed up at least twice: "+outOf(t))
	}
	var all coach.Yield
	for _, y := range r.Results.Plays {
		all.Used, all.Replies, all.NextSteps = all.Used+y.Used, all.Replies+y.Replies, all.NextSteps+y.NextSteps
	}
	if all.Used > 0 {
		parts = append(parts, fmt.Sprintf("%s with a play, %s, %s", count(all.Used, "touch", "touches"),
			count(all.Replies, "reply", "replies"), count(all.NextSteps, "next step", "next steps")))
	}
	if n := r.Nudges.Sent(); n > 0 {
		parts = append(parts, fmt.Sprintf("reminders acted on: %d of %d", r.Nudges.Acted, n))
	}
	if r.Advocates > 0 {
		parts = append(parts, count(r.Advocates, "advocate", "advocates"))
	}
	return fmt.Sprintf("• <@%s>: %s\n", r.Rep.ID, strings.Join(parts, " · "))
}

// StatsWhyTheyBuy is all that customers said once they had bought, as far as one
// message goes.
func StatsWhyTheyBuy(s coach.Stats) Message {
	const text = "Why they buy"
	bs := append([]slack.Block{header(text), section(oneCase)}, segmentsOf(s.Why, 12, 6)...)
	if len(s.Why) == 0 {
		bs = append(bs[:1], section("Nobody has been asked yet. Once a deal is won, ask why, and keep the answer as homework: *The real reason*, in their words."))
	}
	return Message{Text: text, Blocks: bs}
}
