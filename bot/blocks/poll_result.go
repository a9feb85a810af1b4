package blocks

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

// How much of a result one message shows.
const (
	resultReps  = 15
	resultDeals = 12 // of one rep with one answer
	resultHelp  = 10
	wordsRows   = 15
)

// PollResult is what came of a poll: counts, value, the list by rep, whom to help, and
// the files that can be closed, or were.
func PollResult(r coach.PollResult) Message {
	text := "Dead leads: " + resultCounts(r)
	bs := []slack.Block{header("Dead leads: what came of it"), section(resultLead(r))}
	bs = append(bs, resultPart(r, 0)...)
	bs = append(bs, helpRows(r)...)
	return Message{Text: text, Blocks: append(bs, files(r)...)}
}

// MoreOfResult is the reps of a result from a place on.
func MoreOfResult(r coach.PollResult, from int) Message {
	if from < 0 || from >= len(r.Reps) {
		from = 0
	}
	text := fmt.Sprintf("What reps %d to %d of %d said.", from+1, min(from+resultReps, len(r.Reps)), len(r.Reps))
	return Message{Text: text, Blocks: append([]slack.Block{section("*" + text + "*")}, resultPart(r, from)...)}
}

// resultPart is the list by rep from a place on, with a way to the rest.
func resultPart(r coach.PollResult, from int) []slack.Block {
	var bs []slack.Block
	to := min(from+resultReps, len(r.Reps))
	for _, rep := range r.Reps[from:to] {
		if s := repResult(rep, r.Today); s != "" {
			bs = append(bs, section(s))
		}
	}
	if to < len(r.Reps) {
		more := button("More", Action{Verb: PollMore, ID: r.Poll.ID, Arg: strconv.Itoa(to)})
		bs = append(bs, choice(andMore(len(r.Reps)-to, "rep", "reps")[0], of(more, "reps")))
	}
	return bs
}

// resultOrder is the order in which answers are told.
var resultOrder = []coach.Choice{coach.CalledDead, coach.StillAlive, coach.NeedHelp, coach.NoAnswerYet}

// resultCounts is the result in one line.
func resultCounts(r coach.PollResult) string {
	var parts []string
	for _, c := range resultOrder {
		if deals := r.Of(c); len(deals) > 0 {
			parts = append(parts, howMany(c, len(deals)))
		}
	}
	if len(parts) == 0 {
		return "everything was settled before anybody had to answer."
	}
	return strings.Join(parts, ", ") + "."
}

func howMany(c coach.Choice, n int) string {
	switch c {
	case coach.CalledDead:
		return fmt.Sprintf("%d dead", n)
	case coach.StillAlive:
		return fmt.Sprintf("%d still alive", n)
	case coach.NeedHelp:
		return count(n, "needs help", "need help")
	}
	return fmt.Sprintf("%d without an answer", n)
}

// resultLead is the counts with what the deals are worth.
func resultLead(r coach.PollResult) string {
	var lines []string
	for _, c := range resultOrder {
		deals := r.Of(c)
		if len(deals) == 0 {
			continue
		}
		l := "*" + howMany(c, len(deals)) + "*"
		if m := coach.Amounts(deals); len(m) > 0 {
			l += ": " + totals(m)
		}
		lines = append(lines, l)
	}
	if len(lines) == 0 {
		return "Everything was settled before anybody had to answer."
	}
	return strings.Join(lines, "\n")
}

// repResult is what one rep answered, deal by deal.
func repResult(rep coach.RepResult, today coach.Date) string {
	lines := []string{"*" + line(rep.Rep.Called()) + "*"}
	for _, c := range resultOrder {
		var names []string
		for _, d := range rep.Deals {
			if d.Vote.Choice == c && (c != coach.NoAnswerYet || !d.Settled()) {
				names = append(names, named(d, today))
			}
		}
		if len(names) == 0 {
			continue
		}
		if more := len(names) - resultDeals; more > 0 {
			names = append(names[:resultDeals], fmt.Sprintf("%d more", more))
		}
		lines = append(lines, ChoiceLabel(c)+": "+strings.Join(names, ", "))
	}
	if len(lines) == 1 {
		return ""
	}
	return strings.Join(lines, "\n")
}

// named is a deal in a list, with what its rep added.
func named(d coach.AskedDeal, today coach.Date) string {
	if d.Gone {
		return "a deal that is gone"
	}
	s := line(clip(title(d.Deal), 80))
	if d.Vote.Choice != coach.StillAlive || d.Vote.Text == "" && d.Vote.On.IsZero() {
		return s
	}
	next := line(clip(d.Vote.Text, 80))
	if !d.Vote.On.IsZero() {
		next = strings.TrimSpace(next + " " + dated(d.Vote.On, today))
	}
	return s + " (" + next + ")"
}

// helpRows are the deals that need help, each with **Coach me**.
func helpRows(r coach.PollResult) []slack.Block {
	deals := r.Of(coach.NeedHelp)
	if len(deals) == 0 {
		return nil
	}
	bs := []slack.Block{divider()}
	for _, d := range deals[:min(len(deals), resultHelp)] {
		if d.Gone {
			continue
		}
		s := "*" + line(title(d.Deal)) + "*\n<@" + d.Vote.RepID + "> needs help"
		if d.Vote.Text != "" {
			s += ": “" + line(clip(d.Vote.Text, 200)) + "”"
		}
		bs = append(bs, choice(s, of(button("Coach me", Action{Verb: Coach, ID: d.Deal.ID, Arg: InList}), d.Deal.Title())))
	}
	if more := andMore(len(deals)-resultHelp, "deal that needs help", "deals that need help"); more != nil {
		bs = append(bs, small(more[0]+": `/followup` and the name has the words."))
	}
	return bs
}

// files is what can be done about the deals that were called dead, or was.
func files(r coach.PollResult) []slack.Block {
	dead := r.Dead()
	var bs []slack.Block
	if left := r.LeftOut(); len(left) > 0 {
		bs = append(bs, divider(), section(leftOut(left)))
	}
	switch {
	case !r.Poll.FilesAt.IsZero():
		done := "Closed 1 file. It comes up again in three months, and its rep gets words for a last message"
		if n := len(dead); n != 1 {
			done = fmt.Sprintf("Closed %d files. Each comes up again in three months, and their reps get words for a last message", n)
		}
		return append(bs, doneLine(done, &Action{Verb: PollReopen, ID: r.Poll.ID}))
	case len(dead) > 0:
		return append(bs, actions(closeFiles(r, dead)))
	}
	return bs
}

// closeFiles is **Close N files**, with the question that comes before it.
func closeFiles(r coach.PollResult, dead []coach.AskedDeal) *slack.ButtonBlockElement {
	label := "Close " + count(len(dead), "file", "files")
	reps := "Their reps get"
	if len(dead) == 1 {
		reps = "Its rep gets"
	}
	text := fmt.Sprintf("%s closed as dead, to look at again on %s. %s words for a last message. You can take it back.",
		whose(dead), dated(r.RevisitOn, r.Today), reps)
	b := asking(button(label, Action{Verb: PollFiles, ID: r.Poll.ID}), label+"?", text, label, "Not yet")
	b.Style = slack.StyleDanger
	return b
}

// whose names up to two accounts, and says how many more there are.
func whose(dead []coach.AskedDeal) string {
	name := func(i int) string { return line(clip(dead[i].Deal.Account, 40)) }
	switch len(dead) {
	case 1:
		return name(0) + " is"
	case 2:
		return name(0) + " and " + name(1) + " are"
	}
	return fmt.Sprintf("%s, %s and %d more are", name(0), name(1), len(dead)-2)
}

// leftOut says which deals called dead stay as they are, and why.
func leftOut(left []coach.AskedDeal) string {
	lines := []string{"*" + count(len(left), "deal has", "deals have") + " changed since, and I leave " + itThem(len(left)) + " alone:*"}
	for _, d := range left[:min(len(left), pollReps)] {
		name := "A deal"
		if !d.Gone {
			name = line(clip(title(d.Deal), 80))
		}
		lines = append(lines, "• "+name+": "+whyLeft(d))
	}
	return strings.Join(append(lines, andMore(len(left)-pollReps, "deal", "deals")...), "\n")
}

func itThem(n int) string {
	if n == 1 {
		return "it"
	}
	return "them"
}

func whyLeft(d coach.AskedDeal) string {
	switch d.Vote.Fate {
	case coach.LeftEnded:
		if d.Deal.Stage.Closed() {
			return "closed as " + string(d.Deal.Stage)
		}
		return "it was closed already"
	case coach.LeftTouched:
		return "somebody was in touch"
	case coach.LeftAsleep:
		return "there's a known reason now"
	case coach.LeftMoved:
		return "somebody else has it now"
	}
	return "it isn't there any more"
}

// ClosedFiles tells a rep which of their files were closed, with the words that ask
// leave for it.
func ClosedFiles(f coach.Files) Message {
	if len(f.Closed) == 0 {
		return openAgain(f.Back)
	}
	text := count(len(f.Closed), "deal you called dead is closed now.", "deals you called dead are closed now.")
	bs := []slack.Block{section("*" + text + "*\n" + closedLead())}
	for _, d := range f.Closed[:min(len(f.Closed), wordsRows)] {
		bs = append(bs, closedRow(f, d))
	}
	if more := andMore(len(f.Closed)-wordsRows, "deal", "deals"); more != nil {
		bs = append(bs, small(more[0]))
	}
	return Message{Text: text, Blocks: append(bs, small("Not dead after all? `/followup reopen` and the name."))}
}

// openAgain is what is left of that message once the closing was taken back.
func openAgain(back []coach.AskedDeal) Message {
	const text = "Open again: the closing was taken back."
	lines := []string{"*" + text + "*"}
	for _, d := range back[:min(len(back), wordsRows)] {
		lines = append(lines, "• "+line(title(d.Deal)))
	}
	lines = append(lines, andMore(len(back)-wordsRows, "deal", "deals")...)
	return Message{Text: text, Blocks: []slack.Block{section(strings.Join(lines, "\n"))}}
}

func closedLead() string {
	return "One thing left, if you like: a last short message that asks leave to close, and leaves the door open. *Coach me* has the words."
}

func closedRow(f coach.Files, d coach.AskedDeal) slack.Block {
	s := "*" + line(title(d.Deal)) + "*\n"
	switch {
	case !d.Deal.Stage.Closed():
		return section(s + "Open again.")
	case f.Stop[d.Deal.ID]:
		return section(s + "They asked not to be contacted any more, so there's nothing to send.")
	case !d.Deal.RevisitOn.IsZero():
		s += "Look again on " + dated(d.Deal.RevisitOn, f.Today)
	default:
		s += "Closed as " + string(d.Deal.Stage)
	}
	return choice(s, of(button("Coach me", Action{Verb: PollWords, ID: d.Deal.ID}), d.Deal.Title()))
}
