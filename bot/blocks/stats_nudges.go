package blocks

import (
	"fmt"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

// reminded is how often something was done about the deals in reminders, with what
// that says about their rhythm; nothing where nobody was reminded yet.
func reminded(s coach.Stats, r Reader) []slack.Block {
	if s.Team.Nudges.Sent() == 0 {
		return nil
	}
	text := "*Reminders acted on*\nThe team: " + actedOn(s.Team.Nudges)
	if s.Own.Nudges.Sent() > 0 {
		text += "\nYou: " + actedOn(s.Own.Nudges)
	}
	if advice := rhythm(s, r); advice != "" {
		text += "\n" + advice
	}
	return []slack.Block{section(text + "\n_A deal counts as acted on when a touch was logged, or it was snoozed, given a known reason or closed, before the next reminder. Last four weeks._")}
}

func actedOn(p coach.Precision) string {
	of := fmt.Sprintf("%d of %d", p.Acted, p.Sent())
	if p.Verdict() == coach.TooFewToTell {
		return of + ". It's too early to tell."
	}
	return fmt.Sprintf("*%d %%* (%s).", (100*p.Acted+p.Sent()/2)/p.Sent(), of)
}

// rhythm is what to change: one's own where one's own reminders tell, and the team's
// for managers.
func rhythm(s coach.Stats, r Reader) string {
	switch own, team := s.Own.Nudges.Verdict(), s.Team.Nudges.Verdict(); {
	case own == coach.FewerNudges:
		return "Most of yours go by. Another time of day may suit you better: `/followup settings`. *Snooze* and *Known reason* keep a deal away until it's worth your time."
	case r.Manager && team == coach.FewerNudges:
		return "Most go by. Fewer deals a day (`COACH_NUDGE_CAP`) or longer gaps (`COACH_GAPS`) would make each one count for more."
	case r.Manager && team == coach.MoreNudges:
		return "Nearly all are acted on, so there's room for more deals a day (`COACH_NUDGE_CAP`)."
	}
	return ""
}
