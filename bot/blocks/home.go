package blocks

import (
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

// How much App Home shows of what may be long.
const (
	maxHome    = 100 // blocks that Slack takes
	homeComing = 10
	homeReps   = 40
	homeGone   = 5 // people who have left
)

// Home is the app's own tab. done is what the person has just done there, with the
// deal it was about.
func Home(h coach.Home, r Reader, done ...slack.Block) slack.HomeTabViewRequest {
	bs := append([]slack.Block{}, done...)
	beginning := h.Team != nil && h.Team.Setup != nil
	if beginning {
		bs = append(bs, setup(*h.Team.Setup)...)
	}
	switch {
	case beginning && h.New():
		bs = append(bs, homeButtons())
	case h.New() && !r.Manager:
		bs = append(bs, firstRun()...)
	default:
		bs = append(bs, ownHome(h)...)
	}
	if h.Team != nil && (!beginning || len(h.Team.Reps)+len(h.Team.Gone) > 0) {
		if len(bs) > 0 {
			bs = append(bs, divider())
		}
		bs = append(bs, teamHome(h)...)
	}
	return homeOf(append(bs, small(asOf(h)))...)
}

// HomeMessage is App Home for somebody who has only a message to read there.
func HomeMessage(bs []slack.Block) slack.HomeTabViewRequest { return homeOf(bs...) }

// About says which deal the line above it is about.
func About(d coach.Deal) slack.Block { return small(line(d.Title())) }

func homeOf(bs ...slack.Block) slack.HomeTabViewRequest {
	return slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: bs}}
}

// CheckHome says why Slack would refuse a Home, or nil.
func CheckHome(v slack.HomeTabViewRequest) error {
	if n := len(v.Blocks.BlockSet); n > maxHome {
		return fmt.Errorf("blocks: %d blocks on one Home", n)
	}
	for i, b := range v.Blocks.BlockSet {
		if err := checkBlock(b); err != nil {
			return fmt.Errorf("blocks: block %d: %w", i, err)
		}
	}
	return nil
}

func homeButtons() slack.Block {
	return actions(primary(button("New proposal", Action{Verb: Add})), button("Settings", Action{Verb: Settings}))
}

// firstRun is how somebody begins who has no deals yet.
func firstRun() []slack.Block {
	return []slack.Block{
		header("Three steps to begin"),
		section("*1. Add a proposal that's out.* The firm, the amount and the day you sent it. I count its follow-ups from there. If your deals are in a CRM, ask whoever set me up to import them."),
		section("*2. Say who you are.* In *Settings*: your name as you say it, your number, and the times you're free. The words I write for you use them."),
		section("*3. Come back when something is due.* I'll send you a message in the morning, and it's on this page too. Or type `/followup` and the firm's name any time: you get what to say next, and why."),
		homeButtons(),
	}
}

// ownHome is what a person has to do, today and this week, and how they stand.
func ownHome(h coach.Home) []slack.Block {
	var bs []slack.Block
	if len(h.Queue.Due) > 0 {
		bs = append(due(h.Queue).Blocks, small("*Coach me* answers under *Messages*, above."))
	} else {
		bs = []slack.Block{header("Your follow-ups"), section(quietToday(h.Queue))}
	}
	bs = append(bs, alsoOwed(h.Queue)...)
	if len(h.Coming) > 0 {
		bs = append(bs, divider(), section(coming(h)))
	}
	if h.Queue.Open > 0 || !h.New() {
		bs = append(bs, divider(), section(ownNumbers(h.Own)))
	}
	return append(bs, homeButtons())
}

func quietToday(q coach.Queue) string {
	if q.Open == 0 {
		return "You have no open proposals."
	}
	return "Nothing is due today."
}

// coming is what is due within the week, a line each.
func coming(h coach.Home) string {
	lines := []string{"*Coming up this week*"}
	for _, c := range h.Coming[:min(len(h.Coming), homeComing)] {
		l := "• " + weekday(c.On, h.Queue.Today) + ": " + line(clip(c.Deal.Title(), 120))
		switch {
		case c.Cadence.Paused:
			l += ", back as planned"
		case c.Cadence.Step > 0:
			l += fmt.Sprintf(", follow-up %d of %d", c.Cadence.Step, c.Cadence.Target)
		}
		lines = append(lines, l)
	}
	return strings.Join(append(lines, andMore(len(h.Coming)-homeComing, "deal", "deals")...), "\n")
}

func ownNumbers(w coach.Worked) string {
	return fmt.Sprintf("*Your numbers*\n• Followed up at least twice: %s\n• Follow-ups this week: %d", followedShare(w.Followed), w.Week)
}

// teamHome is how the team stands, what runs, and where the deals came from last.
func teamHome(h coach.Home) []slack.Block {
	t := h.Team
	bs := append([]slack.Block{header("The team")}, departed(t.Gone)...)
	switch {
	case len(t.Reps) == 0 && len(t.Gone) > 0:
	case len(t.Reps) == 0:
		bs = append(bs, section("Nobody has a deal here yet. Whoever set me up can import them from your CRM, or each rep adds their own with *New proposal*."))
	default:
		lines := []string{"*Everybody*: " + numbersOf(t.All)}
		if t.Near > 0 {
			lines = append(lines, "*In your channels*: "+numbersOf(t.Own))
		}
		for i, rep := range t.Reps[:min(len(t.Reps), homeReps)] {
			if t.Near > 0 && i == t.Near {
				lines = append(lines, "*Elsewhere*")
			}
			lines = append(lines, "• "+line(rep.Rep.Called())+": "+numbersOf(rep.Numbers))
		}
		bs = append(bs, paragraphs(append(lines, andMore(len(t.Reps)-homeReps, "rep", "reps")...))...)
		bs = append(bs, small("“Followed up at least twice” counts proposals whose second follow-up came due in the last four weeks. Value at risk is what the stalled deals are worth."))
	}
	for _, b := range t.Polls {
		bs = append(bs, choice(running(b), of(button("Poll status", Action{Verb: PollShow, ID: b.Poll.ID}), pollName(b.Poll))))
	}
	if t.Import != nil {
		bs = append(bs, small(lastImport(*t.Import, h)))
	}
	return bs
}

// numbersOf is how somebody stands in one line.
func numbersOf(n coach.Numbers) string {
	stalled := fmt.Sprintf("%d stalled", n.Stalled)
	if len(n.AtRisk) > 0 {
		stalled += ", " + totals(n.AtRisk) + " at risk"
	}
	return fmt.Sprintf("%d open · %d due · %s · followed up at least twice: %s", n.Open, n.Due, stalled, share(n.Twice))
}

func pollName(p coach.Poll) string {
	if p.Kind == coach.IdeaRound {
		return "idea round"
	}
	return "dead leads"
}

// running is a poll that is not closed.
func running(b coach.Board) string {
	if b.Poll.Kind == coach.IdeaRound {
		return "*An idea round is running.* " + whenItCloses(b)
	}
	reps, answers, of := b.Answered()
	return fmt.Sprintf("*A dead-lead poll is running.* %d of %s answered, %d of %s. %s", reps, haveReps(reps, len(b.Reps)), answers, count(of, "deal", "deals"), whenItCloses(b))
}

func lastImport(i coach.Imported, h coach.Home) string {
	at := i.At.In(h.Zone)
	return fmt.Sprintf("Last import: %s at %s, %d new and %d changed.", day(coach.DateOf(i.At, h.Zone), h.Queue.Today), at.Format("15:04"), i.Created, i.Updated)
}

func asOf(h coach.Home) string {
	return "As of " + h.At.In(h.Zone).Format("15:04") + ". It's brought up to date each time you open it."
}
