package blocks

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

// How many ideas one message shows.
const (
	ideaRows  = 10 // with a button each
	ideaLines = 20
)

// theQuestion is what an idea round asks.
const theQuestion = "What could we give our customers that costs them nothing extra?"

// IdeasPreview is `/deadleads ideas`: what would be asked, before anything is sent.
func IdeasPreview(p coach.IdeaPreview) Message {
	if len(p.Asked) == 0 {
		const none = "Nobody has an open deal yet, so there's nobody to ask."
		return Message{Text: none, Blocks: []slack.Block{section(none)}}
	}
	text := fmt.Sprintf("I'd ask %s for ideas.", count(len(p.Asked), "rep", "reps"))
	bs := []slack.Block{header("Ideas"), section("*" + text + "* “" + theQuestion + "” Then they vote on the best one, and it can go into the library.")}
	if p.Prize != "" {
		bs = append(bs, section("The prize: "+line(p.Prize)))
	} else {
		bs = append(bs, small("No prize. To offer one, add it: `/deadleads ideas lunch for the best one`."))
	}
	return Message{Text: text, Blocks: append(bs, actions(
		primary(button("Send to team", Action{Verb: IdeasSend, Arg: p.Prize})), button("Cancel", Action{Verb: PollCancel})))}
}

// IdeasSent is the preview after **Send to team**.
func IdeasSent(i coach.Ideas, another bool) Message {
	if another {
		return IdeasBoard(i, "A round is running already, so nothing new was sent. Here it is")
	}
	return sentTo(len(i.Asked))
}

// IdeasBoard is an idea round as managers see it. note, when it is not empty, is a
// line about what has just been done.
func IdeasBoard(i coach.Ideas, note string) Message {
	var bs []slack.Block
	if note != "" {
		bs = append(bs, section("✓ "+note))
	}
	text := ideasCount(i)
	bs = append(bs, header("Ideas"), section("*"+text+"*"))
	if list := ideaList(i); list != "" {
		bs = append(bs, section(list))
	}
	if i.Poll.Over() {
		return Message{Text: text, Blocks: append(bs, small("What came of it is in a message of its own."))}
	}
	ends := "Moves on"
	if i.Poll.State == coach.PollVoting {
		ends = "Closes"
	}
	when := fmt.Sprintf("Asked by <@%s> %s. %s by itself %s.", i.Poll.AskedBy, dayTime(i.Poll.OpenedAt, i.Today, i.Zone), ends, dayTime(i.Poll.ClosesAt, i.Today, i.Zone))
	return Message{Text: text, Blocks: append(bs, small(when), actions(nextRound(i)))}
}

// ideasCount is how far a round has come, in a sentence.
func ideasCount(i coach.Ideas) string {
	switch i.Poll.State {
	case coach.PollVoting:
		return fmt.Sprintf("The vote is on: %d of %s voted, on %s.", i.Voted, haveReps(i.Voted, len(i.Asked)), count(len(i.Ideas), "idea", "ideas"))
	case coach.PollClosed:
		return fmt.Sprintf("This round is over: %s, %s.", count(len(i.Ideas), "idea", "ideas"), count(i.Voted, "vote", "votes"))
	}
	asked := count(len(i.Asked), "rep was asked.", "reps were asked.")
	if len(i.Ideas) == 0 {
		return "No ideas so far. " + asked
	}
	return count(len(i.Ideas), "idea", "ideas") + " so far. " + asked
}

// ideaList is the ideas with whose they are, and during the vote and after it how many
// are for them.
func ideaList(i coach.Ideas) string {
	var lines []string
	ranked := i.Ranked()
	for _, s := range ranked[:min(len(ranked), ideaLines)] {
		l := "• " + line(clip(s.Idea.Text, 120)) + " (" + line(s.Rep.Called()) + ")"
		if i.Poll.State != coach.PollOpen {
			l += ": " + count(s.Votes, "vote", "votes")
		}
		lines = append(lines, l)
	}
	return strings.Join(append(lines, andMore(len(ranked)-ideaLines, "idea", "ideas")...), "\n")
}

func nextRound(i coach.Ideas) *slack.ButtonBlockElement {
	next := Action{Verb: IdeasNext, ID: i.Poll.ID, Arg: string(i.Poll.State)}
	switch {
	case i.Poll.State == coach.PollVoting:
		return asking(button("Close the vote", next), "Close the vote?", "Everybody who was asked hears which idea won.", "Close the vote", "Keep it open")
	case len(i.Ideas) > 1:
		return asking(button("Start the vote", next), "Start the vote?", "No more ideas after that. Everybody sees them, without names, and votes for one.", "Start the vote", "Not yet")
	}
	next.Arg += "/" + string(coach.PollClosed) // an idea that comes in meanwhile is not put to the vote by this
	return asking(button("Close this round", next), "Close this round?", "With fewer than two ideas there's nothing to vote on.", "Close this round", "Keep it open")
}

// AskIdeas is what an idea round asks a rep, with their own ideas.
func AskIdeas(i coach.Ideas) Message {
	text := line(i.Asker.Called()) + " asks: " + strings.ToLower(theQuestion[:1]) + theQuestion[1:]
	bs := []slack.Block{section("*" + text + "*\n" + asksFor(i))}
	mine := i.Mine()
	for _, s := range mine {
		row := "✓ " + line(s.Idea.Text)
		if i.Poll.State != coach.PollOpen {
			bs = append(bs, section(row))
			continue
		}
		bs = append(bs, choice(row, of(button("Remove", Action{Verb: IdeaRemove, ID: i.Poll.ID, Arg: s.Idea.ID}), s.Idea.Text)))
	}
	switch i.Poll.State {
	case coach.PollVoting:
		return Message{Text: text, Blocks: append(bs, small("The ideas are in. The vote is in a message of its own."))}
	case coach.PollClosed:
		return Message{Text: text, Blocks: append(bs, small("This round is over."))}
	}
	return Message{Text: text, Blocks: append(bs, actions(primary(button("Add an idea", Action{Verb: IdeaAdd, ID: i.Poll.ID}))),
		small("Your colleagues see the ideas when the vote starts, "+dayTime(i.Poll.ClosesAt, i.Today, i.Zone)+" at the latest, and without names."))}
}

func asksFor(i coach.Ideas) string {
	s := "Something we know, have or do anyway: a second pair of eyes on their plan, a name worth knowing, an hour with somebody who has done it. Not a discount."
	if i.Poll.Asked.Prize != "" {
		s += "\nThe prize: " + line(i.Poll.Asked.Prize)
	}
	return s
}

// IdeaForm asks for one idea.
func IdeaForm(meta string) slack.ModalViewRequest {
	return newForm("Add an idea", "Add", Action{Verb: IdeaAdd}, meta,
		hint(input(FieldText, theQuestion, false, longInput("", "a check of their cold chain, done by our own driver", coach.MaxItem)),
			"In a sentence, as you'd offer it."))
}

// VoteOnIdeas is the vote on the best idea.
func VoteOnIdeas(i coach.Ideas) Message {
	text := fmt.Sprintf("Which of these %d ideas is the best?", len(i.Ideas))
	if i.Poll.Over() {
		const over = "The vote is closed. The result is in a message of its own."
		return Message{Text: over, Blocks: []slack.Block{section(over)}}
	}
	from := i.Page * ideaRows
	if from < 0 || from >= len(i.Ideas) {
		from = 0
	}
	to := min(from+ideaRows, len(i.Ideas))
	lead := "One vote each. You can change it until " + strings.TrimPrefix(dayTime(i.Poll.ClosesAt, i.Today, i.Zone), "on ") + "."
	if i.Poll.Asked.Prize != "" {
		lead += " The prize: " + line(i.Poll.Asked.Prize)
	}
	bs := []slack.Block{section("*" + text + "*\n" + lead)}
	for _, s := range i.Ideas[from:to] {
		bs = append(bs, ideaRow(i, s, from/ideaRows))
	}
	if turn := pages(IdeasPage, i.Poll.ID, ideaRows, from, to, len(i.Ideas)); len(turn) > 0 {
		bs = append(bs, actions(turn...))
	}
	return Message{Text: text, Blocks: bs}
}

// ideaRow is one idea to vote for. Whose it is stays out of it.
func ideaRow(i coach.Ideas, s coach.IdeaStanding, page int) slack.Block {
	text := line(s.Idea.Text)
	switch {
	case s.Idea.RepID == i.Reader.ID:
		return section(text + "\n_Yours_")
	case s.Idea.ID == i.Choice:
		return section(text + "\n✓ *Your vote*")
	}
	return choice(text, of(button("Vote", Action{Verb: IdeaVote, ID: i.Poll.ID, Arg: s.Idea.ID + "/" + strconv.Itoa(page)}), s.Idea.Text))
}

// IdeasResult is what came of an idea round, for everybody who was asked; managers can
// put ideas into the library.
func IdeasResult(i coach.Ideas, manager bool) Message {
	ranked := i.Ranked()
	if len(ranked) == 0 {
		const none = "The idea round is over, and no idea came in."
		return Message{Text: none, Blocks: []slack.Block{section(none)}}
	}
	text := winners(ranked)
	bs := []slack.Block{header("Ideas: what came of it"), section("*" + text + "*")}
	if i.Poll.Asked.Prize != "" {
		bs = append(bs, section("The prize: "+line(i.Poll.Asked.Prize)))
	}
	for _, s := range ranked[:min(len(ranked), ideaRows)] {
		row := line(s.Idea.Text) + "\n" + line(s.Rep.Called()) + " · " + count(s.Votes, "vote", "votes")
		if !manager {
			bs = append(bs, section(row))
			continue
		}
		bs = append(bs, choice(row, of(button("Add to library", Action{Verb: ShelfAdd, Arg: s.Idea.Text}), s.Idea.Text)))
	}
	if more := andMore(len(ranked)-ideaRows, "idea", "ideas"); more != nil {
		bs = append(bs, small(more[0]))
	}
	return Message{Text: text, Blocks: bs}
}

// winners says which idea won, or which ones share it.
func winners(ranked []coach.IdeaStanding) string {
	best := ranked[0]
	if len(ranked) == 1 {
		return "One idea came in: " + line(best.Idea.Text) + " (" + line(best.Rep.Called()) + ")"
	}
	if best.Votes == 0 {
		return fmt.Sprintf("Nobody voted. These are the %d ideas.", len(ranked))
	}
	shared := 0
	for _, s := range ranked {
		if s.Votes == best.Votes {
			shared++
		}
	}
	if shared > 1 {
		return fmt.Sprintf("%d ideas share the first place, with %s each.", shared, count(best.Votes, "vote", "votes"))
	}
	return fmt.Sprintf("The best idea, with %s: %s (%s)", count(best.Votes, "vote", "votes"), line(best.Idea.Text), line(best.Rep.Called()))
}
