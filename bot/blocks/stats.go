package blocks

import (
	"fmt"
	"math"
	"strings"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

// How much of the numbers one message shows; a button has the rest.
const (
	mostPlays    = 12 // lines of plays
	mostSegments = 3  // industries
	mostAnswers  = 2  // of each
	mostReps     = 40
	mostAllPlays = 60
)

// enoughForPercent is from how many proposals on a share is said in per cent and
// compared: below it, one more or less would make it another.
const enoughForPercent = 20

// Stats is what works here: who follows up, and what came of it, for the reader
// and the team. Managers also see why customers bought, and the way to the reps.
func Stats(s coach.Stats, r Reader) Message {
	if s.Team.Followed == (coach.Followed{}) && s.Team.Week == 0 && len(s.Plays) == 0 {
		return statsEmpty(s)
	}
	bs := []slack.Block{header("What works here"), section(discipline(s))}
	bs = append(bs, reminded(s, r)...)
	bs = append(bs, divider())
	bs = append(bs, playLines(s.Plays, mostPlays)...)
	bs = append(bs, whyTheyBuy(s.Why, mostSegments, mostAnswers)...)
	if buttons := statsButtons(s, r); len(buttons) > 0 {
		bs = append(bs, actions(buttons...))
	}
	return Message{Text: "What works here. " + strings.ReplaceAll(teamFollowed(s), "*", ""), Blocks: bs}
}

// statsEmpty says what will be here, and when.
func statsEmpty(s coach.Stats) Message {
	const text = "There's nothing to count yet."
	bs := []slack.Block{header("What works here"), section(text + " Two things will be here:\n" +
		"• *Followed up at least twice*: of the proposals whose second follow-up came due, how many had two. It begins when the first of them is due.\n" +
		"• *What came of each play*: replies, next steps and wins, by situation. It counts what you log with *Log touch*, and the play you choose there.\n" +
		"A play is compared once it has been used 20 times. Before that it's too early to tell.")}
	bs = append(bs, whyTheyBuy(s.Why, mostSegments, mostAnswers)...)
	return Message{Text: text, Blocks: append(bs, actions(button("Your follow-ups", Action{Verb: ListDue})))}
}

// discipline is how the team, and the reader, follow up.
func discipline(s coach.Stats) string {
	lines := []string{"*Followed up at least twice*", teamFollowed(s)}
	if s.Own.Followed != (coach.Followed{}) {
		lines = append(lines, "You: "+followedShare(s.Own.Followed))
	}
	lines = append(lines,
		"_It counts proposals whose second follow-up came due in the last four weeks while they were open._",
		followupsThisWeek(s))
	return strings.Join(lines, "\n")
}

func followupsThisWeek(s coach.Stats) string {
	text := fmt.Sprintf("*Follow-ups this week*: %d by the team", s.Team.Week)
	if s.Own.Week > 0 {
		text += fmt.Sprintf(", %d by you", s.Own.Week)
	}
	return text + "."
}

func teamFollowed(s coach.Stats) string { return "The team: " + followedShare(s.Team.Followed) }

// followedShare is the measure with the period before beside it. A share of a
// few proposals is said as it was counted, and is no trend.
func followedShare(f coach.Followed) string {
	now, before := f.Now, f.Before
	switch {
	case now.Due == 0 && before.Due == 0:
		return "no second follow-up has come due yet."
	case now.Due == 0:
		return fmt.Sprintf("no second follow-up came due. In the four weeks before: %s.", outOf(before))
	case now.Due < enoughForPercent && before.Due == 0:
		return outOf(now) + "."
	case now.Due < enoughForPercent:
		return fmt.Sprintf("%s. In the four weeks before: %s.", outOf(now), outOf(before))
	}
	share := fmt.Sprintf("*%d %%* (%s)", percent(now), outOf(now))
	switch {
	case before.Due == 0:
		return share + "."
	case before.Due < enoughForPercent:
		return fmt.Sprintf("%s. In the four weeks before: %s.", share, outOf(before))
	}
	return share + trend(percent(now), percent(before)) + fmt.Sprintf(" (%s).", outOf(before))
}

func trend(now, before int) string {
	switch {
	case now > before:
		return fmt.Sprintf(", up from %d %% in the four weeks before", before)
	case now < before:
		return fmt.Sprintf(", down from %d %% in the four weeks before", before)
	}
	return ", the same as in the four weeks before"
}

func outOf(t coach.Twice) string { return fmt.Sprintf("%d of %d", t.Made, t.Due) }

func percent(t coach.Twice) int { return int(math.Round(100 * float64(t.Made) / float64(t.Due))) }

// playLines is what came of plays, under the situation they were used in.
func playLines(plays []coach.PlayResult, most int) []slack.Block {
	if len(plays) == 0 {
		return []slack.Block{section("*Plays*\nNo touch has been logged with a play in the last twelve months. Choose the play in *Log touch*, and what came of it shows up here.")}
	}
	var bs []slack.Block
	var lines []string
	long := 0
	for i, p := range plays[:min(len(plays), most)] {
		if i == 0 || p.Row != plays[i-1].Row {
			if long > maxSection/2 {
				bs, lines, long = append(bs, section(strings.Join(lines, "\n"))), nil, 0
			}
			if len(lines) > 0 {
				lines = append(lines, "")
			}
			lines = append(lines, "*"+Escape(coach.SituationName(p.Row))+"*")
		}
		lines = append(lines, "• "+playLine(p))
		long += len(lines[len(lines)-1])
	}
	bs = append(bs, section(strings.Join(lines, "\n")))
	return append(bs, small("Counted from touches that were logged with a play, on deals that had a touch in the last twelve months. A reply is an answer before anything else was sent, a no included; "+
		"a next step is a booked meeting or a call or a visit of theirs. What went out in the last 14 days may still be answered, and waits. "+
		"“Probably” is right four times out of five; while there are few uses, it stays near one reply in five. Plays are compared once they have been used 20 times."))
}

// playLine is one play: what was counted, and what it probably means.
func playLine(p coach.PlayResult) string {
	y := p.Team
	name := "*" + line(clip(p.Title, 80)) + "*"
	if y.Early() {
		return fmt.Sprintf("%s: too early to tell (%s).", name, soFar(y))
	}
	parts := []string{count(y.Replies, "reply", "replies"), count(y.NextSteps, "next step", "next steps")}
	if y.Closed > 0 {
		parts = append(parts, fmt.Sprintf("%s in %s", count(y.Wins, "win", "wins"), count(y.Closed, "closed deal", "closed deals")))
	}
	text := fmt.Sprintf("%s (n = %d): %s. A reply %s.", name, y.Used, strings.Join(parts, ", "), probably(y))
	if y.Stops > 0 {
		text += fmt.Sprintf(" Asked to be left alone: %d.", y.Stops)
	}
	if p.Own.Used > 0 {
		text += fmt.Sprintf(" Yours: %s in %s.", count(p.Own.Replies, "reply", "replies"), count(p.Own.Used, "use", "uses"))
	}
	return text
}

// soFar is how many uses there are.
func soFar(y coach.Yield) string {
	switch {
	case y.Waiting == 0:
		return fmt.Sprintf("n = %d", y.Used)
	case y.Used == 0:
		return fmt.Sprintf("%d waiting for an answer", y.Waiting)
	}
	return fmt.Sprintf("n = %d, %d more waiting for an answer", y.Used, y.Waiting)
}

// probably is the interval of a play's replies in words. It is rounded outwards,
// so that it never claims more than was computed.
func probably(y coach.Yield) string {
	lo, hi := y.Interval()
	from, to := int(math.Floor(10*lo)), int(math.Ceil(10*hi))
	switch {
	case from == 0:
		return fmt.Sprintf("probably comes at most %s in 10", count(to, "time", "times"))
	case to == 10:
		return fmt.Sprintf("probably comes at least %s in 10", count(from, "time", "times"))
	}
	return fmt.Sprintf("probably comes between %d and %d times in 10", from, to)
}

// record is what the card says of a play's results; "" where it is too early.
func record(y coach.Yield) string {
	if y.Early() {
		return ""
	}
	return fmt.Sprintf("_For your team this one gets %s in 10, n = %d._", inTen(y.Rate()), y.Used)
}

// recordInList is what the list of plays says of one.
func recordInList(y coach.Yield) string {
	if y.Early() && y.Used > 0 {
		return fmt.Sprintf("_Too early to tell how it does here (n = %d)._", y.Used)
	}
	return record(y)
}

func inTen(rate float64) string {
	n := int(math.Round(10 * rate))
	if n == 0 {
		return "fewer than 1 reply"
	}
	return count(n, "reply", "replies")
}

// whyTheyBuy is what customers said once they had bought, by industry.
func whyTheyBuy(segments []coach.Segment, most, answers int) []slack.Block {
	if len(segments) == 0 {
		return nil
	}
	return append([]slack.Block{divider(), section("*Why they buy*\n" + oneCase)}, segmentsOf(segments, most, answers)...)
}

const oneCase = "In their words, newest first. Each is one case; it takes more of them to make a rule."

func segmentsOf(segments []coach.Segment, most, answers int) []slack.Block {
	var bs []slack.Block
	for _, s := range segments[:min(len(segments), most)] {
		bs = append(bs, section(segment(s, answers)))
	}
	return bs
}

func segment(s coach.Segment, most int) string {
	name := "Industry not noted"
	if s.Industry != "" {
		name = line(clip(s.Industry, 80))
	}
	lines := []string{fmt.Sprintf("*%s* (n = %d)", name, len(s.Answers))}
	for _, t := range s.Answers[:min(len(s.Answers), most)] {
		lines = append(lines, "• "+told(t))
	}
	for _, t := range s.Results[:min(len(s.Results), most)] {
		lines = append(lines, "• What it brought: "+told(t))
	}
	return strings.Join(lines, "\n")
}

// told is one answer with whoever gave it, and when.
func told(t coach.Told) string {
	at := t.Fact.On
	if at.IsZero() {
		at = coach.DateOf(t.Fact.AddedAt, t.Fact.AddedAt.Location())
	}
	return fmt.Sprintf("“%s” (%s, %s)", line(clip(strings.Trim(t.Fact.Text, " \"“”„"), 240)), line(clip(t.Account, 80)), at.Format("January 2006"))
}

// statsButtons lead to what one message has no room for.
func statsButtons(s coach.Stats, r Reader) []*slack.ButtonBlockElement {
	var bs []*slack.ButtonBlockElement
	if len(s.Plays) > mostPlays {
		bs = append(bs, button("All plays", Action{Verb: StatsPlays}))
	}
	if r.Manager && len(s.Reps) > 0 {
		bs = append(bs, button("By rep", Action{Verb: StatsReps}))
	}
	if r.Manager && moreWhy(s.Why) {
		bs = append(bs, button("All reasons", Action{Verb: StatsWhy}))
	}
	return bs
}

func moreWhy(segments []coach.Segment) bool {
	more := len(segments) > mostSegments
	for _, s := range segments {
		more = more || len(s.Answers) > mostAnswers || len(s.Results) > mostAnswers
	}
	return more
}
